"""Find the headings of articles (条旨): in brackets, on a line of their own, or run in as the first sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median

from ..language import Span
from ..language.marks import STOPS
from .blocks import TextBlock
from .markers import may_go_on
from .note_sentences import SentenceSplitter

MAX_HEADING = 60
_GOING_ON = ("chinese_parenthesis", "chinese_comma")
# A heading is much like the other headings of its document: so many times as long as the usual one it may be.
_LONGEST = 2.5
# No blank beside a figure or a Latin letter sets a heading apart: many programs put one there.
_SET_APART = re.compile(
    r"(?P<title>[^\s，。；：！？]{1,24}[^\s，。；：！？0-9０-９A-Za-z%％])[ \u3000]+(?=[^\s0-9０-９A-Za-z%％])"
)
_BEFORE_COLON = re.compile(r"(?P<title>[^，。；：！？（）]{2,25}[：:])(?=\S)")
_BRACKETED = re.compile(r"[（(【\[](?P<title>[^（）()【】\[\]。；：]{2,30})[）)】\]][ \u3000]*")


def heading_finders(
    text: str, articles: Sequence[Sequence[TextBlock]], split: SentenceSplitter
) -> Callable[[Sequence[TextBlock]], HeadingFinder]:
    """For each article the finder that learned from the articles numbered like it: 1. beside （一） may be built otherwise.

    One alone of its form is told by all of them. The parameters are those of :class:`HeadingFinder`.
    """
    common = HeadingFinder(text, articles, split)
    if len({blocks[0].marker.form for blocks in articles if blocks[0].marker is not None}) == 1:
        return lambda _: common
    by_form: dict[str, list[Sequence[TextBlock]]] = defaultdict(list)
    for blocks in articles:
        by_form[_form_of(blocks)].append(blocks)
    several = {form: alike for form, alike in by_form.items() if 1 < len(alike) < len(articles)}
    finders = {form: HeadingFinder(text, alike, split) for form, alike in several.items()}
    return lambda blocks: finders.get(_form_of(blocks), common)


def _form_of(blocks: Sequence[TextBlock]) -> str:
    """The form of an article's number; one goes on in the other kind of parentheses, and 3、 between 二、 and 四、."""
    form = blocks[0].marker.form if blocks[0].marker is not None else ""
    return next((first for first in _GOING_ON if may_go_on(first, form)), form)


class HeadingFinder:
    """Finds headings by how the articles of this one document are built."""

    def __init__(self, text: str, articles: Sequence[Sequence[TextBlock]], split: SentenceSplitter) -> None:
        """:param articles: the blocks of each article. :param split: cuts into sentences; responsibility notes are none."""
        self._text = text
        self._split = split
        articles = [self._with_text(blocks) for blocks in articles]
        self._bracketed = _share(self._in_brackets(blocks) is not None for blocks in articles) >= 0.5
        # One line alone that has no stop is the first half of a broken sentence.
        self._own_lines = _share(self._own_line(blocks) is not None for blocks in articles) >= 0.5
        several = len(articles) >= 2
        of_law = any(blocks[0].marker is not None and blocks[0].marker.form == "article" for blocks in articles)
        self._set_apart = several and _share(self._by(_SET_APART, blocks) is not None for blocks in articles) >= 0.5
        self._before_colon = (
            several and not of_law and _share(self._by(_BEFORE_COLON, blocks) is not None for blocks in articles) >= 0.6
        )
        self._longest = float(MAX_HEADING)
        self._run_in = self._are_run_in(articles)

    def find(self, blocks: Sequence[TextBlock]) -> Span | None:
        """The heading of an article made of these blocks, its closing 。 included, a note not; ``None`` where it has none."""
        heading = self._find(self._with_text(blocks))
        return self._split.ahead_of_note(heading) if heading is not None else None

    def _find(self, blocks: Sequence[TextBlock]) -> Span | None:
        if self._bracketed and (bracketed := self._in_brackets(blocks)) is not None:
            return bracketed
        if self._own_lines and (line := self._own_line(blocks)) is not None:
            return line
        if self._set_apart and (apart := self._by(_SET_APART, blocks)) is not None:
            return apart
        if self._before_colon and (led := self._by(_BEFORE_COLON, blocks)) is not None:
            return led
        sentence = self._first_sentence(blocks) if self._run_in else None
        return sentence if sentence is not None and len(sentence) <= self._longest else None

    def _with_text(self, blocks: Sequence[TextBlock]) -> Sequence[TextBlock]:
        """The first block, and the others that hold more than a note."""
        if not self._split.notes:
            return blocks
        return [b for i, b in enumerate(blocks) if i == 0 or not self._split.is_note(b.span.start, b.span.end)]

    def behind(self, heading: Span) -> int:
        """Where the text behind a heading begins."""
        end = heading.end
        while end < len(self._text) and self._text[end] in "）)】] \u3000":
            end += 1
        return end

    def _are_run_in(self, articles: Sequence[Sequence[TextBlock]]) -> bool:
        """Is the first sentence of most articles so short beside the others that it is their heading? Never in 第X条 form."""
        if len(articles) < 2 or any(
            blocks[0].marker is not None and blocks[0].marker.form == "article" for blocks in articles
        ):
            return False
        first = [span for blocks in articles if (span := self._first_sentence(blocks)) is not None]
        if len(first) < 0.6 * len(articles):
            return False
        self._longest = max(24.0, _LONGEST * median(map(len, first)))
        rest = [len(span) for blocks in articles for span in self._other_sentences(blocks)]
        return bool(rest) and median(map(len, first)) <= min(MAX_HEADING / 2, 0.75 * median(rest))

    def _in_brackets(self, blocks: Sequence[TextBlock]) -> Span | None:
        content = blocks[0].content
        match = _BRACKETED.match(self._text, content.start, content.end)
        return Span(*match.span("title")) if match else None

    def _by(self, pattern: re.Pattern[str], blocks: Sequence[TextBlock]) -> Span | None:
        content = _first_words(blocks)
        match = pattern.match(self._text, content.start, content.end)
        return Span(*match.span("title")) if match else None

    def _own_line(self, blocks: Sequence[TextBlock]) -> Span | None:
        content = self._split.ahead_of_note(blocks[0].content)
        if len(blocks) < 2 or not 0 < len(content) <= MAX_HEADING:
            return None
        if blocks[1].marker is not None and blocks[0].marker is not None and blocks[0].marker.form == "article":
            return None  # the lead-in of a list
        return None if self._text[content.end - 1] in f"{STOPS}：，、" else content

    def _first_sentence(self, blocks: Sequence[TextBlock]) -> Span | None:
        content = _first_words(blocks)
        spans = self._split(content.start, content.end)
        if not spans or len(spans[0]) > MAX_HEADING or (len(spans) == 1 and len(blocks) == 1):
            return None
        return spans[0] if self._text[spans[0].end - 1] == "。" else None

    def _other_sentences(self, blocks: Sequence[TextBlock]) -> tuple[Span, ...]:
        found = [span for block in blocks for span in self._split(block.content.start, block.content.end)]
        return tuple(found[1:])


def _first_words(blocks: Sequence[TextBlock]) -> Span:
    """The text behind the number, which may have the line to itself: （一） ⏎ 延长时间。书屋…"""
    alone = len(blocks) > 1 and not len(blocks[0].content) and blocks[1].marker is None
    return blocks[1].span if alone else blocks[0].content


def _share(flags: object) -> float:
    values = list(flags)  # type: ignore[call-overload]
    return sum(values) / len(values) if values else 0.0
