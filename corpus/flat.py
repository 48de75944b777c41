"""The lines of a text whose line breaks were lost, as far as its frame is concerned: notice, title and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .lines import BLANKS, Line

# A line this long may have swallowed the line breaks of a text: in front of its numbers, and between its frame and itself.
LONG_LINE = 300
_FIRST_NUMBER = re.compile(
    r"(?<=[。；：:])[ \u3000]*(?=[一—][ \u3000]?、|第一[章条]|[（(]一[)）])|(?=第一[章条][ \u3000])"
)
_ADDRESSEE = re.compile(r"[\s\u3000]*各[^：:。]{2,200}[：:]")
_DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日(?:印发)?")
# A document begins its opening with these, so that its title ends in front of them.
_OPENING = "(?=为|根据|依据|依照|按照|第一[章条]|近年|近日)"
_MAX_TITLE = 80
_CLOSING = re.compile(
    r"(?<=。)[ \u3000]*(?=抄送[：:]|[^。，；]{2,30}[12]\d{3}年\d{1,2}月\d{1,2}日(?:印发)?[ \u3000]*$)"
)


def frame_lines(lines: Sequence[Line], notice: re.Pattern[str], types: str) -> list[Line]:
    """The lines, a flat one cut where its frame ends and begins; all others as they are.

    :param notice: what the paragraph of an issuing notice says.
    :param types: alternatives of what a title ends with.
    """
    title_end = re.compile(rf"(?:{types})(?:[（(][^（）()]{{1,20}}[）)])?{_OPENING}")
    return [piece for line in lines for piece in _pieces(line, notice, title_end)]


def _pieces(line: Line, notice: re.Pattern[str], title_end: re.Pattern[str]) -> Iterator[Line]:
    first = _FIRST_NUMBER.search(line.text) if len(line.content) > LONG_LINE else None
    if first is None:
        yield line
        return
    cuts = [0, *_head_cuts(line.text[: first.end()], notice, title_end), first.end()]
    cuts += [match.end() for match in _CLOSING.finditer(line.text, max(first.end(), len(line.text) - 300))]
    cuts.append(len(line.text))
    for left, right in pairwise(cuts):
        if line.text[left:right].strip(BLANKS):
            yield Line(line.start + left, line.start + right, line.text[left:right])


def _head_cuts(head: str, notice: re.Pattern[str], title_end: re.Pattern[str]) -> list[int]:
    """Behind the addressees, the notice, its date and the title, in order."""
    cuts: list[int] = []
    if addressee := _ADDRESSEE.match(head):
        cuts.append(addressee.end())
    if (found := notice.search(head)) and (stop := head.find("。", found.start())) > 0:
        cuts.append(stop + 1)
        if date := _DATE.search(head, stop, stop + 80):
            cuts.append(date.end())
    at = cuts[-1] if cuts else 0
    if (title := title_end.search(head, at, at + _MAX_TITLE)) and "。" not in head[at : title.end()]:
        cuts.append(title.end())
    return sorted(set(cuts))
