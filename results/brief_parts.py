"""A sentence of the brief as data: stretches of text, some of which name a place and can be linked to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal

PlaceSide = Literal["local", "central"]


@dataclass(frozen=True, slots=True)
class BriefPlace:
    """A unit of one of the two documents, or a sentence of it where ``sentence`` is not empty, by their ids."""

    side: PlaceSide
    unit: str
    sentence: str = ""

    @property
    def id(self) -> str:
        """The id of the sentence, else of the unit."""
        return self.sentence or self.unit


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A stretch of a sentence; one with a ``place`` names it and can be linked to it."""

    text: str
    place: BriefPlace | None = None


BriefText = tuple[BriefPart, ...]


def fill(template: str, **fields: Any) -> BriefText:
    """A template with its fields filled in: a field is a text, a number, or parts.

    >>> [part.text for part in fill("在{list}等", list=(BriefPart("第五条", BriefPlace("local", "5")),))]
    ['在', '第五条', '等']
    >>> fill("共{count}条", count=25)
    (BriefPart(text='共25条', place=None),)
    """
    parts: list[BriefPart] = []
    for text, name, *_ in Formatter().parse(template):
        parts.append(BriefPart(text))
        if name is not None:
            value = fields[name]
            parts += value if isinstance(value, tuple) else (BriefPart(str(value)),)
    return joined(parts)


def joined(parts: Iterable[BriefPart]) -> BriefText:
    """The parts with neighbouring plain texts put together; empty ones are left out."""
    whole: list[BriefPart] = []
    for part in parts:
        if whole and part.place is None and whole[-1].place is None:
            whole[-1] = BriefPart(whole[-1].text + part.text)
        elif part.text:
            whole.append(part)
    return tuple(whole)


def begun(parts: BriefText) -> BriefText:
    """A sentence with a capital letter where it begins with a small one."""
    first, *others = parts
    return (BriefPart(first.text[:1].upper() + first.text[1:], first.place), *others)


def listed(entries: Sequence[BriefText], between: str, behind: str = "") -> BriefText:
    """Several things said one after the other, ``between`` them a mark, ``behind`` them what is left.

    >>> "".join(part.text for part in listed([fill("甲"), fill("乙")], "、", "等5处"))
    '甲、乙等5处'
    """
    parts: list[BriefPart] = []
    for i, entry in enumerate(entries):
        parts += (*((BriefPart(between),) if i else ()), *entry)
    return joined([*parts, BriefPart(behind)])


def text_of(parts: Iterable[BriefPart]) -> str:
    """What is read, without the links."""
    return "".join(part.text for part in parts)
