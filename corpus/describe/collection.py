"""Several documents in one file: where each of them begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...language.expressions import expression
from ...language.marks import STATEMENT_ENDS
from ...language.numerals import TO_TEN, TO_THOUSANDS, ordinal
from ...language.spans import Span
from ..clean.lines import BLANKS, STRUCTURE_START, Line, iter_lines
from .document_frame import FrameFinder
from .lost_breaks import LONG_LINE

# A page that holds a text twice says this many characters of its beginning again; fewer may be a title above its document.
_COPY = 80
# So many different Chinese ones must be among them: a row of dots or the mark-up of a paragraph is no beginning.
_COPY_KINDS = 20
_NUMBERED = expression(
    rf"第[ \u3000]*(?P<n>[{TO_THOUSANDS}\d]{{1,7}})[ \u3000]*(?P<form>[章条])"
    rf"|(?P<comma>[{TO_TEN}百]{{1,4}})[ \u3000]?、",
    match=["第三条", "第 12 章", "十二、"],
    no_match=["（三）", "第三节"],
)
# A flat line is cut behind its sentences and in front of a first article, so that a title stands alone there too.
_FLAT_CUT = expression(
    r"(?<=。)(?![”’》）】])|(?=第[一1][ \u3000]?[章条](?![的、，款项]|规定|和|至))",
    match=["书屋免费。办法", "书屋办法第一条"],
    no_match=["依照第一条的规定", "书屋第二条"],
)
_FIRST_NUMBER = expression("第一[ \u3000]?[条章]", match=["第一条 书屋", "第一 章"], no_match=["第二条", "一、"])
# The title of a notice that hands on another text is looked for so far into a document.
_MAX_HEAD = 1000
_MAX_TITLE = 80
# What the head of a document can begin with, and what stands between two documents of one file.
_HEAD = frozenset({"title", "number", "annex", "notice", "addressee", "separator"})
_DECREE = ("令", "文件", "公告")
_BETWEEN = frozenset({"date", "annex", "distribution", "number", "notice", "separator"})
# The head of a document, notice and table of contents included, has no more lines than this.
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a document stands; what is in front of ``text_from`` is the notice that hands it on."""

    span: Span
    text_from: int


def split_collection(text: str, finder: FrameFinder) -> tuple[Extent, ...]:
    r"""The stretches of a cleaned text that are documents of their own, in order; one that holds everything where there is but one.

    A new one begins at a separator (【篇2】), where the numbers begin anew under a title, and where the text begins anew word for
    word. What stands in front of a separator that counts 1 is no document. Linear in the text's length.

    >>> text = "借阅办法\n第一条 免费。\n第二条 延长。\n读者办法\n第一条 守时。\n第二条 安静。"
    >>> [extent.span.of(text)[:4] for extent in split_collection(text, FrameFinder())]
    ['借阅办法', '读者办法']
    """
    separators = _separators(text, finder)
    first = separators[0][1].start if separators and separators[0][0] == 1 else 0
    cuts = sorted({first, *(line.start for _, line in separators), *_copies(text), len(text)})
    cuts = [cut for cut in cuts if cut >= first]
    bounds = [start for a, b in pairwise(cuts) for start in (a, *_restarts(_pieces(text, a, b, finder), finder))]
    spans = [_trimmed(text, start, end) for start, end in pairwise([*bounds, len(text)])]
    extents: list[Extent] = []
    for span in [span for span in spans if len(span)] or [Span(0, len(text))]:
        before = extents[-1] if extents else None
        if before and before.text_from == before.span.start and _hands_on(text, before.span, span, finder):
            extents[-1] = Extent(Span(before.span.start, span.end), span.start)
        else:
            extents.append(Extent(span, span.start))
    return tuple(extents)


def _hands_on(text: str, notice: Span, following: Span, finder: FrameFinder) -> bool:
    """Is a stretch with numbers of its own the notice (关于印发某办法的通知) by which the one behind it is issued?"""
    title = _first_title(text, notice, finder)
    handed = _first_title(text, following, finder)
    return (
        title is not None
        and handed is not None
        and handed != title
        and finder.titles.is_notice.search(title) is not None
        and _FIRST_NUMBER.search(notice.of(text)) is None
        and (handed in title or f"《{handed}》" in notice.of(text))
    )


def _first_title(text: str, span: Span, finder: FrameFinder) -> str | None:
    head = text[span.start : min(span.end, span.start + _MAX_HEAD)]
    return next((line.content for line in iter_lines(head) if line.content and finder.label(line) == "title"), None)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + max(left, len(piece.rstrip())))


def _separators(text: str, finder: FrameFinder) -> list[tuple[int, Line]]:
    """The lines that count the documents of a collection, each one greater than the last; the first may have lost its own."""
    found: list[tuple[int, Line]] = []
    for line in iter_lines(text):
        match = finder.separator(line.content)
        number = ordinal(match["n"]) if match else None
        if number is not None and (number == found[-1][0] + 1 if found else number in (1, 2)):
            found.append((number, line))
    return found


def _copies(text: str) -> list[int]:
    beginning = re.findall(r"\S", text[: _COPY * 4])[:_COPY]
    if len({char for char in beginning if "\u4e00" <= char <= "\u9fff"}) < _COPY_KINDS or len(beginning) < _COPY:
        return []
    return [match.start() for match in re.finditer(r"\s*".join(map(re.escape, beginning)), text)][1:]


def _pieces(text: str, start: int, end: int, finder: FrameFinder) -> Iterator[Line]:
    """The lines of a stretch; a long one, which may have lost its breaks, in the pieces that would be lines."""
    for line in iter_lines(text[start:end]):
        cuts = {0, len(line.text)}
        if len(line.content) > LONG_LINE:
            cuts |= {match.start() for match in _FLAT_CUT.finditer(line.text)}
            for cut in list(cuts):
                title = finder.titles.ends_before_text.search(line.text, cut, cut + _MAX_TITLE)
                if title and "。" not in line.text[cut : title.end()]:
                    cuts.add(title.end())
        for left, right in pairwise(sorted(cuts)):
            if line.text[left:right].strip(BLANKS):
                yield Line(start + line.start + left, start + line.start + right, line.text[left:right])


def _restarts(lines: Iterator[Line], finder: FrameFinder) -> Iterator[int]:
    """Where the numbers begin anew below a title."""
    reached: dict[str, int] = {}
    prose = 0  # paragraphs of text since the document began: a table of contents has none
    since: list[Line] = []  # the lines behind the last number
    for line in lines:
        content = line.content
        begins = STRUCTURE_START.match(content) is not None
        number = _NUMBERED.match(content) if begins else None
        if number is not None:
            form, value = number["form"] or "、", ordinal(number["n"] or number["comma"]) or 0
            begun = prose >= 2 and max(reached.get("条", 0), reached.get("、", 0)) >= 2
            start = _head_start(since, form, finder) if value == 1 and begun else None
            if start is not None:
                yield start
                reached, prose = {}, 0
            reached[form] = value
        prose += content[-1] in STATEMENT_ENDS or len(content) > LONG_LINE
        since = [line] if begins else [*since[-_LOOK_BACK:], line]


def _head_start(lines: Sequence[Line], form: str, finder: FrameFinder) -> int | None:
    """Where the head of a new document begins among the lines behind the last number of the one before; ``None`` without a title."""
    labels = [finder.label(line) for line in lines]
    titles = [
        i
        for i in range(1, len(lines))
        if labels[i] == "title"
        and not finder.titles.cites.search(lines[i].content)
        and not STRUCTURE_START.match(lines[i].content)
    ]
    if not titles:
        return None
    title = titles[-1]
    if form == "、" and "关于" not in lines[title].content and not _BETWEEN & set(labels[1:title]):
        return None  # 保障措施 above 一、 is a heading rather than a title
    behind = max((i for i in range(title) if labels[i] == "prose" or i == 0), default=0)
    for i in range(behind + 1, title + 1):
        if labels[i] in _HEAD or lines[i].content.endswith(_DECREE):
            return lines[i].start
    return lines[title].start
