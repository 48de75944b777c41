"""A text taken apart to articles, paragraphs and sentences, so that it can be edited and printed with new numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from duizhao.language.numerals import counted
from duizhao.materials import shipped_materials
from duizhao.segmenter import NumberForm, SegmentedDocument, Sentence, SentenceKind, Unit
from duizhao.segmenter.markers import Marker, find_marker

Effect = Literal["adapted", "strengthened", "weakened"]
LEAST_ARTICLES = 4
_CHINESE, _ARABIC = re.compile("[〇零一二三四五六七八九十百]+"), re.compile("[0-9]+")


class Unsuitable(ValueError):  # noqa: N818  a text may be unsuitable without an error anywhere
    """A document that cannot be taken apart, or not put together again, without doubt; says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: where it came from (a central sentence id; ``None``: from elsewhere), and what the edits did to it.

    ``text`` is what the segmenter must give back, ``printed`` what stands in the text where that is something else.
    """

    text: str
    origin: str | None
    kind: SentenceKind = "body"
    effects: tuple[Effect, ...] = ()
    notes: tuple[str, ...] = ()
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences on a line of their own. ``item``: of a list; ``mark`` is how its number is printed (``（{chinese}）``).

    The number is part of the first sentence: its `Line.text` is what stands behind it.
    """

    lines: tuple[Line, ...]
    item: bool = False
    mark: str = ""
    list: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """An article, or a paragraph in front of all; ``moved``: it stands off the order of the central text."""

    paragraphs: tuple[Paragraph, ...]
    moved: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All sentences in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph.lines)

    @property
    def units(self) -> tuple[str, ...]:
        """The central units its sentences come from, in the order of the sentences."""
        return tuple(dict.fromkeys(line.origin.rpartition(":")[0] for line in self.lines if line.origin is not None))


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole text. ``law``: its articles are 第X条, otherwise （一）."""

    opening: tuple[Article, ...]
    articles: tuple[Article, ...]
    law: bool

    @property
    def parts(self) -> tuple[Article, ...]:
        """The opening paragraphs and the articles, in order: the units of the text."""
        return (*self.opening, *self.articles)


def take_apart(document: SegmentedDocument) -> Draft:
    r"""Articles, paragraphs and sentences of a document, each sentence with its id; headings of chapters are left behind.

    Raises `Unsuitable` where something stands between the articles that belongs to none, or a law's articles have headings.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> text = "\n".join(f"第{n}条 {body}" for n, body in zip("一二三四", ("书屋免费：\n（一）外借；\n（二）阅览。", *"甲乙丙")))
    >>> [(p.lines[0].text, p.mark) for p in take_apart(segment_document(make_document(text))).articles[0].paragraphs]
    [('书屋免费：', ''), ('外借；', '（{chinese}）'), ('阅览。', '（{chinese}）')]
    """
    units = document.units
    first = next((i for i, unit in enumerate(units) if unit.number is not None), len(units))
    articles = units[first:]
    if len(articles) < LEAST_ARTICLES:
        raise Unsuitable(f"{len(articles)} articles, at least {LEAST_ARTICLES} are needed")
    if behind := [unit.id for unit in articles if unit.number is None]:
        raise Unsuitable(f"paragraphs behind the first article: {', '.join(behind)}")
    of_law = {unit.label.startswith("第") for unit in articles}
    if len(of_law) > 1:
        raise Unsuitable("articles of two forms")
    law = of_law.pop()
    if law and any(unit.heading is not None for unit in articles):
        raise Unsuitable("articles of a law with headings")
    text, forms, lists = document.document.text, shipped_materials().numbering.forms, count(1)
    taken = [Article(_paragraphs(text, unit, forms, lists)) for unit in units]
    return Draft(tuple(taken[:first]), tuple(taken[first:]), law)


def _paragraphs(text: str, unit: Unit, forms: tuple[NumberForm, ...], lists: Iterator[int]) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    position = unit.span.start
    counting = 0
    for sentence in unit.sentences:
        gap = text[position : sentence.span.start]
        marker = find_marker(sentence.text, forms) if sentence.kind == "item" else None
        position = sentence.span.end
        if paragraphs and gap.strip():
            raise Unsuitable(f"{gap.strip()!r} stands in front of sentence {sentence.id}")
        if marker is None and paragraphs and "\n" not in gap:
            line = Line(sentence.text, sentence.id, sentence.kind)
            paragraphs[-1] = replace(paragraphs[-1], lines=(*paragraphs[-1].lines, line))
            continue
        if marker is not None and (marker.number == 1 or not counting):
            counting = next(lists)
        paragraphs.append(_paragraph(sentence, marker, counting))
    if not paragraphs or text[position : unit.span.end].strip():
        raise Unsuitable(f"unit {unit.id} holds more than its sentences")
    return tuple(paragraphs)


def _paragraph(sentence: Sentence, marker: Marker | None, counting: int) -> Paragraph:
    """The paragraph that begins with a sentence; a number that cannot be printed anew (①) stays in its text."""
    line = Line(sentence.text, sentence.id, sentence.kind)
    if marker is None:
        return Paragraph((line,))
    mark = _CHINESE.sub("{chinese}", _ARABIC.sub("{arabic}", marker.label))
    if mark.count("{") != 1 or mark.count("}") != 1:
        return Paragraph((line,), item=True)
    return Paragraph((replace(line, text=sentence.text[marker.length :]),), True, mark, counting)


def put_together(draft: Draft, title: str) -> str:
    r"""The text of a draft: a title, then a paragraph a line, articles and items numbered anew.

    >>> lines = (Line("书屋免费。", "3:1"), Line("书屋安静。", "8:1"))
    >>> put_together(Draft((), tuple(Article((Paragraph((line,)),)) for line in lines), law=True), "青石市书屋办法")
    '青石市书屋办法\n第一条　书屋免费。\n第二条　书屋安静。'
    """
    shown = [title]
    shown += ["\n".join(_printed(article)) for article in draft.opening]
    for number, article in enumerate(draft.articles, 1):
        label = f"第{counted(number)}条　" if draft.law else f"（{counted(number)}）"
        shown.append(label + "\n".join(_printed(article)))
    return "\n".join(shown)


def _printed(article: Article) -> Iterator[str]:
    for label, paragraph in numbered(article):
        yield label + "".join(line.printed or line.text for line in paragraph.lines)


def sentences(article: Article) -> tuple[str, ...]:
    """The sentences of an article as the segmenter must give them back, the numbers of items among them."""
    found: list[str] = []
    for label, paragraph in numbered(article):
        first, *rest = paragraph.lines
        found += [label + first.text, *(line.text for line in rest)]
    return tuple(found)


def numbered(article: Article) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs, each with the number it gets as an item."""
    numbers: dict[tuple[int, str], int] = {}
    for paragraph in article.paragraphs:
        label = ""
        if paragraph.mark:
            key = (paragraph.list, paragraph.mark)
            numbers[key] = numbers.get(key, 0) + 1
            label = paragraph.mark.format(chinese=counted(numbers[key]), arabic=numbers[key])
        yield label, paragraph
