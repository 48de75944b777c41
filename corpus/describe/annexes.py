"""The annexes of a document: what each is called, and where its text stands, if it is printed at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...language.comparable import comparable
from ...language.expressions import expression
from ...language.numerals import TO_TEN, TO_THOUSANDS, ordinal
from ...language.spans import Span
from ..clean.lines import STRUCTURE_START, Line, ends_sentence
from ..document import Annex

_HEADING = expression(
    rf"附[ \u3000]*(?P<what>[件录表图]?)[ \u3000]*(?P<n>(?:\d{{1,3}}|[０-９{TO_TEN}]{{1,3}})?)[ \u3000]*"
    r"(?:[：:][ \u3000]*(?P<name>.*)|(?<=[ \u3000])(?P<behind>[^，。；：]{2,40}))?",
    match=["附件", "附 件 2：", "附件：1.书屋名单", "附：书屋名单", "附表三", "附件2　书屋名单"],
    no_match=["附则", "附件应当公开"],
    use="fullmatch",
)
# An entry of the list of annexes: 2.书屋名单
_ENTRY = re.compile(r"(?P<n>\d{1,2})[ \u3000]?[.．、][ \u3000]*(?P<name>.+)")
_OMITTED = expression(
    r"[（(〔\[][ \u3000]*(?:均|此处|从)?[ \u3000]*略[ \u3000]*[）)〕\]]|略",
    match=["（略）", "(均略)"],
    no_match=["（略图）", "策略"],
    use="fullmatch",
)
_OMITTED_BEHIND = expression(
    r"[ \u3000]*[（(〔\[][^（(〔\[]{0,6}略[）)〕\]]$",
    match=["名单（略）", "名单 (此处略)"],
    no_match=["战略", "（略）名单"],
)
_FIRST = expression(
    r"附[ \u3000]*件[ \u3000]*(?:[1１一])[ \u3000]*[：:]?",
    match=["附件1", "附 件 一："],
    no_match=["附件", "附件12"],
    use="fullmatch",
)
# The numbers by which a text is counted, each form in a group of its own.
_NUMBER = expression(
    rf"第[ \u3000]*(?P<article>[{TO_THOUSANDS}\d]{{1,7}})[ \u3000]*条|(?P<comma>[{TO_TEN}百]{{1,4}})[ \u3000]?、"
    rf"|[（(](?P<bracket>[{TO_TEN}百]{{1,4}})[）)]",
    match=["第三条", "十二、", "（三）"],
    no_match=["第三节", "1.登记", "（书屋）"],
    use="match",
)
# A text with so many 条 is numbered by them.
_LAW = 3
_MAX_TITLE = 60
_MAX_SIGNATURE = 4
_INDENT = 12  # characters that may stand in front of 附件 on its line, all blank


@dataclass(slots=True)
class _AnnexDraft:
    place: int
    label: str
    number: str
    title: str | None
    lines: list[Line]
    listed: bool


def is_annex_heading(line: Line) -> bool:
    """Does a line hold nothing but the label of an annex: 附件2, 附件："""
    found = _HEADING.fullmatch(line.content)
    return found is not None and bool(found["what"]) and not found["name"]  # a title may stand behind a blank


def behind_annex_list(lines: Sequence[Line], start: int) -> int:
    """Where the list of annexes under 附件：1.… ends: its entries number nothing of the document."""
    while start < len(lines) and _ENTRY.match(lines[start].content) and not ends_sentence(lines[start].content):
        start += 1
    return start


def annex_start(
    lines: Sequence[Line], start: int, kind: Callable[[Line], str | None], is_tail: Callable[[Line], bool]
) -> int:
    """The index of the first line that belongs to annexes, or to the list of them; ``len(lines)`` where there are none.

    An annex stands behind a signature, behind the last 条, or under a line of its own behind which the numbers of the document do not
    go on; a list of annexes ends the text. A document is not cut at a mere mention of an annex.
    """
    named = [i for i in range(start + 1, len(lines)) if "附" in lines[i].text[:_INDENT] and kind(lines[i]) == "annex"]
    articles = [i for i in range(start, len(lines)) if _is_article(lines[i])] if named else []
    last = articles[-1] if len(articles) >= _LAW else len(lines)
    for i in named:
        if (
            i > last
            or any(kind(line) == "date" for line in lines[max(start, i - 3) : i + 4])
            or _is_numbered(lines, i)
            or (is_annex_heading(lines[i]) and not _goes_on(lines, start, i))
            or _ends_text(lines, i, kind, is_tail)
        ):
            return i
    return len(lines)


def _is_article(line: Line) -> bool:
    number = _NUMBER.match(line.content)
    return number is not None and number.lastgroup == "article"


def _is_numbered(lines: Sequence[Line], i: int) -> bool:
    """Does 附件1 stand alone on a line here, or right behind the list of annexes that begins here?

    A plan that a notice hands on has no signature of its own in front of its annexes.
    """
    if "：" in lines[i].content:
        i = behind_annex_list(lines, i + 1)
    return i < len(lines) and _FIRST.fullmatch(lines[i].content) is not None


def _goes_on(lines: Sequence[Line], start: int, i: int) -> bool:
    """Do the numbers of the document go on behind a line that seems to begin an annex? Then it is a word in a table, or a heading."""
    before = [match for line in lines[start:i] if (match := _NUMBER.match(line.content))]
    reached = {match.lastgroup: ordinal(match[match.lastgroup or 0]) for match in before}
    behind: dict[str | None, int | None] = {}
    for line in lines[i + 1 :]:
        if match := _NUMBER.match(line.content):
            behind.setdefault(match.lastgroup, ordinal(match[match.lastgroup or 0]))
    return any(reached[form] is not None and behind.get(form) == (reached[form] or 0) + 1 for form in reached)


def _ends_text(
    lines: Sequence[Line], i: int, kind: Callable[[Line], str | None], is_tail: Callable[[Line], bool]
) -> bool:
    """Does a list of annexes that begins here end the text: is nothing behind it but a signature?"""
    found = _HEADING.fullmatch(lines[i].content)
    if found is None or not (found["name"] or behind_annex_list(lines, i + 1) > i + 1):
        return False
    rest = lines[behind_annex_list(lines, i + 1) :]
    signed = next((n for n, line in enumerate(rest[:_MAX_SIGNATURE], 1) if kind(line) == "date"), len(rest))
    return signed <= _MAX_SIGNATURE and all(map(is_tail, rest[:signed]))


def find_annexes(lines: Sequence[Line], kind: Callable[[Line], str | None]) -> tuple[Annex, ...]:
    r"""The annexes in the lines behind a text, in order; one that is listed and printed is given once. Linear in their number.

    :param lines: everything behind the text: list of annexes, signature, the annexes themselves.
    :param kind: what a line of the frame is (``annex`` ``date`` ``distribution`` …).

    >>> from .document_frame import FrameFinder
    >>> from ..clean.lines import iter_lines
    >>> text = "附件：1.书屋名单\n云溪县文化局\n2031年5月8日\n附件1\n书屋名单\n东溪书屋"
    >>> [(annex.name, annex.span.of(text)) for annex in find_annexes(list(iter_lines(text)), FrameFinder().kind)]
    [('附件1“书屋名单”', '东溪书屋')]
    """
    drafts: list[_AnnexDraft] = []
    i = 0
    while i < len(lines):
        heading = _HEADING.fullmatch(lines[i].content) if kind(lines[i]) == "annex" else None
        if heading is None:
            if drafts and not drafts[-1].listed:
                drafts[-1].lines.append(lines[i])
            i += 1
            continue
        end = behind_annex_list(lines, i + 1)
        drafts += _opened(heading, lines[i].start, lines[i + 1 : end])
        i = end if drafts[-1].listed else i + 1
    return tuple(_finished(draft) for draft in _merged(drafts, kind))


def _opened(heading: re.Match[str], place: int, following: Sequence[Line]) -> list[_AnnexDraft]:
    """The annex that a line opens, or the ones that it and the lines below it list."""
    what = "附" + (heading["what"] or "件")
    name = heading["name"] or heading["behind"] or ""
    first = _ENTRY.match(name)
    entries = [(line.start, match) for line in following if (match := _ENTRY.match(line.content))]
    begins_list = _OMITTED.fullmatch(name) or (not name and len(entries) > 1 and entries[0][1]["n"] == "1")
    if first is not None or (entries and begins_list):
        listed = [(place, first), *entries] if first else entries
        return [
            _AnnexDraft(at, f"{what}{match['n']}", match["n"], _title(match["name"]), [], True) for at, match in listed
        ]
    return [_AnnexDraft(place, what + heading["n"], heading["n"], _title(name), [], False)]


def _title(name: str) -> str | None:
    plain = _OMITTED_BEHIND.sub("", name.strip(" \u3000：:；;。"))
    if plain.startswith("《") and plain.endswith("》") and plain.count("《") == 1:
        plain = plain[1:-1]
    return None if not plain or _OMITTED.fullmatch(plain) else plain


def _merged(drafts: Sequence[_AnnexDraft], kind: Callable[[Line], str | None]) -> list[_AnnexDraft]:
    """The annexes without those of the list that are printed further below."""
    merged: list[_AnnexDraft] = []
    for draft in drafts:
        draft.lines = _without_signature(draft.lines, kind)
        named = next((other for other in merged if _awaits_text(other) and _same(other, draft)), None)
        if named is None:
            merged.append(draft)
        else:
            named.lines, named.title = draft.lines, named.title or draft.title
            named.label = draft.label if draft.number else named.label
    return merged


def _awaits_text(draft: _AnnexDraft) -> bool:
    """May an annex be printed further below: was it listed, or named without a number, above a signature?"""
    return draft.listed or not draft.lines or not draft.number


def _same(listed: _AnnexDraft, printed: _AnnexDraft) -> bool:
    """Is it the same annex? 附件 alone is the one that is listed alone."""
    if listed.number and printed.number:
        return listed.number == printed.number
    title = printed.title or "".join(line.content for line in printed.lines[:2])
    return not listed.number or listed.title is None or comparable(title).startswith(comparable(listed.title))


def _without_signature(lines: list[Line], kind: Callable[[Line], str | None]) -> list[Line]:
    """The lines of an annex without a signature between the list and the annexes, and without what is printed at the end."""
    for i, line in enumerate(lines[:_MAX_SIGNATURE]):
        if kind(line) == "date":
            lines = lines[i + 1 :]
            break
        if ends_sentence(line.content) or STRUCTURE_START.match(line.content):
            break
    while lines and kind(lines[-1]) in ("distribution", "date"):
        lines = lines[:-1]
    while lines and kind(lines[0]) == "distribution":
        lines = lines[1:]
    return lines


def _finished(draft: _AnnexDraft) -> Annex:
    lines = [line for line in draft.lines if _OMITTED.fullmatch(line.content) is None]
    title = draft.title
    if title is None and lines and _may_be_title(lines[0]):
        title = _title(lines[0].content)
        lines = lines[1:]
    elif title is not None:
        lines = _behind_title(lines, title)
    if not lines:
        return Annex(draft.label, title, Span(draft.place, draft.place))
    return Annex(draft.label, title, Span(lines[0].start, lines[-1].end))


def _may_be_title(line: Line) -> bool:
    content = line.content
    return len(content) <= _MAX_TITLE and not ends_sentence(content) and not STRUCTURE_START.match(content)


def _behind_title(lines: Sequence[Line], title: str) -> list[Line]:
    """The lines behind the title, where it comes again on the first line or the first two."""
    wanted, seen = comparable(title), ""
    for i, line in enumerate(lines[:3]):
        seen += comparable(line.content)
        if seen == wanted:
            return list(lines[i + 1 :])
        if not wanted.startswith(seen):
            break
    return list(lines)
