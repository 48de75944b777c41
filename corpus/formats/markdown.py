"""What Markdown adds to a text and cleaning does not know: a head of settings, comments, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.spans import Edit, Span
from ..clean.lines import iter_lines

_HEAD = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?:[^\n]{0,500}\n){0,60}?(?P=fence)[ \t]*(?:\r?\n|\Z)")
_SETTING = re.compile(r"^[A-Za-z_][\w.-]{0,40}[ \t]*[:=]", re.MULTILINE)
_FENCE = re.compile(r"(?<!\\)\| *")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_RULE_CELL = re.compile(r"\s*:?-+:?\s*")


def markdown_edits(text: str) -> tuple[Edit, ...]:
    r"""Take out the head of settings, and make each row of a table a line of cells with tabs between.

    Marks of headings, quotations and emphasis are left to cleaning. Linear in the text's length.

    >>> from duizhao.language import replay
    >>> text = "---\ntitle: 书屋\n---\n| 事项 | 次数 |\n| --- | --- |\n| 开放 | 五 |\n"
    >>> replay(text, markdown_edits(text))
    '事项\t次数\n开放\t五\n'
    """
    edits: list[Edit] = []
    head = _HEAD.match(text)
    # A file that is nothing but settings is left as it stands.
    if head is not None and _SETTING.search(head.group()) and text[head.end() :].strip():
        edits.append(Edit(Span(0, head.end()), "", "markdown_head"))
    edits += _comment_edits(text, edits[-1].span.end if edits else 0)
    if "|" in text and "-" in text:
        taken = [edit.span for edit in edits]
        edits += [edit for edit in _table_edits(text) if not any(_meet(edit.span, span) for span in taken)]
    return tuple(sorted(edits, key=lambda edit: edit.span))


def with_others(edits: Sequence[Edit], others: Sequence[Edit]) -> tuple[Edit, ...]:
    """Two lists of edits of one text as one, those of the second left out that meet one of the first. Linear in their length."""
    merged = sorted(
        [*((edit.span, 0, edit) for edit in edits), *((edit.span, 1, edit) for edit in others)], key=lambda one: one[:2]
    )
    kept: list[Edit] = []
    taken = 0
    for i, (span, rank, edit) in enumerate(merged):
        following = next((one for one in merged[i + 1 : i + 2] if one[1] == 0), None)
        inside = span.start < taken or (rank == 1 and following is not None and following[0].start < span.end)
        if not (rank == 1 and inside):
            kept.append(edit)
            taken = max(taken, span.end)
    return tuple(kept)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _comment_edits(text: str, start: int) -> list[Edit]:
    """Comments of any length; one that never ends is text."""
    edits = []
    while (opens := text.find("<!--", start)) >= 0 and (end := text.find("-->", opens + 4)) >= 0:
        edits.append(Edit(Span(opens, end + 3), "", "html_comment"))
        start = end + 3
    return edits


def _table_edits(text: str) -> list[Edit]:
    """The rule under a table's head tells that there is a table: then every row above and below it is one of it."""
    lines = list(iter_lines(text))
    edits: list[Edit] = []
    row = 0
    while row < len(lines):
        if not (row and _is_rule(lines[row].text) and "|" in lines[row - 1].text):
            row += 1
            continue
        edits += _row_edits(lines[row - 1].start, lines[row - 1].text)
        edits.append(Edit(Span(lines[row].start, min(lines[row].end + 1, len(text))), "", "markdown_table"))
        row += 1
        while row < len(lines) and "|" in lines[row].text:
            edits += _row_edits(lines[row].start, lines[row].text)
            row += 1
    return edits


def _is_rule(line: str) -> bool:
    cells = line.strip().strip("|").split("|") if len(line) < 2000 else []
    return "|" in line and bool(cells) and all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _row_edits(start: int, line: str) -> list[Edit]:
    """The fences of a row: the outer ones go, those between cells become tabs; line breaks inside a cell become blanks."""
    content = line.rstrip()
    edits: list[Edit] = []
    done = 0  # the blanks of an empty cell belong to the fence in front of it
    for fence in _FENCE.finditer(content):
        left = fence.start()
        while left > done and content[left - 1] == " ":
            left -= 1
        outer = (not edits and not content[:left].strip()) or fence.end() == len(content)
        edits.append(Edit(Span(start + left, start + fence.end()), "" if outer else "\t", "markdown_table"))
        done = fence.end()
    breaks = (Span(start + found.start(), start + found.end()) for found in _BREAK.finditer(content))
    return sorted([*edits, *(Edit(span, " ", "markdown_table") for span in breaks)], key=lambda edit: edit.span)
