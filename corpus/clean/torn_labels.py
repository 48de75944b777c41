"""Numbers of articles and citations that a line break tore apart: 第三十⏎一条, 依照⏎第十二条第二款."""

from __future__ import annotations

from ...language.expressions import expression
from ...language.numerals import TO_THOUSANDS, counted, ordinal
from ...language.spans import Edit, Span
from .line_breaks import LineBreakWords, load_line_break_words
from .lines import BLANKS, STRUCTURE_START

_BEFORE = 30  # characters of the line in front, of which the last ones tell
_FIGURES = rf"[{TO_THOUSANDS}\d]"
# Looked for first: a line that does not end as sentences do, in front of what may be the rest of a number, or a citation.
_BREAK = expression(
    rf"\n(?<![。；：！？\n]\n)[{BLANKS}\n]{{0,20}}(?=(?P<rest>{_FIGURES}{{0,6}})[ \u3000]?(?P<unit>[章节款项编）)]|条(?![龙心]))"
    rf"|第[{BLANKS}]?{_FIGURES}{{1,8}}[{BLANKS}]?[条章节款项]|第?[（(]{_FIGURES}{{1,4}}[）)]项(?!目))",
    match=["第三十\n一条", "第\n　三条", "（二十\n一）", "依照\n第十二条第二款", "前款\n（二）项"],
    no_match=["书屋。\n第十二条", "第三\n一、", "第一\n一条龙", "\n（二）项目建设"],
)
_HEAD = expression(
    rf"(?P<opening>[第（(])[ \u3000]?(?P<head>{_FIGURES}{{0,6}})$",
    match=["书屋第三十", "（二十", "第"],
    no_match=["第三十条", "三十"],
)


def torn_label_edits(text: str, words: LineBreakWords | None = None) -> list[Edit]:
    r"""Join a number that a line break tore, where both halves make one, and a citation to what cites it.

    :param words: those of the package where they are not given.

    >>> text = "第三十\n一条 书屋依照\n第十二条第二款开放。"
    >>> [(edit.span.start, edit.rule) for edit in torn_label_edits(text)]
    [(3, 'torn_number'), (11, 'torn_citation')]
    """
    edits = []
    for match in _BREAK.finditer(text):
        before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _BEFORE) : match.start()].rstrip(
            BLANKS
        )
        gap = Span(match.start(), match.end())
        if match["unit"] and _is_torn_number(before, match["rest"], match["unit"]):
            edits.append(Edit(gap, "", "torn_number"))
        elif not match["unit"] and _is_cited(before, text, match.end(), words):
            edits.append(Edit(gap, "", "torn_citation"))
    return edits


def _is_torn_number(before: str, rest: str, unit: str) -> bool:
    head = _HEAD.search(before)
    return head is not None and (head["opening"] == "第") == (unit not in "）)") and _is_one_number(head["head"], rest)


def _is_one_number(head: str, rest: str) -> bool:
    """Do the two halves make a number as one writes it? 第一⏎一条 does not, for nobody writes 一一."""
    if not head or not rest:
        return bool(head or rest)
    both = head + rest
    if both.isdecimal():
        return True
    return not both[0].isdecimal() and counted(ordinal(both) or 0) == both.replace("〇", "零")


def _is_cited(before: str, text: str, start: int, words: LineBreakWords | None) -> bool:
    """Does the line in front lead to what is cited, and the one behind go on as only a citation does?"""
    words = load_line_break_words() if words is None else words
    number = STRUCTURE_START.match(text, start)
    if number is None:
        return words.cites.search(before) is not None or words.leads_to_citation.search(before) is not None
    blank = text[number.end() : number.end() + 1].isspace()
    return not blank and words.cites_surely.search(before) is not None
