"""The automatic numbers of a Word document, counted as Word counts them (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .number_formats import printed_number
from .xml import attribute, child, children

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_MOST_STYLES = 50  # based on each other: a document has a handful
_MARKS = "、.．)）】]：:，,。"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered: ``%1、`` with its format, where it starts, and behind which level it starts anew."""

    text: str
    format: str
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None


@dataclass(frozen=True, slots=True)
class ListScheme:
    """A list as a document uses it: the definition that counts for it, its levels, and those that start anew with it."""

    definition: str
    levels: dict[int, ListLevel]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each numbered paragraph its number; must be asked for all of them, in order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._schemes = {} if numbering is None else _schemes(numbering)
        self._styles = {} if styles is None else _styles(styles)
        self._default = next(
            (name for name, style in self._styles.items() if attribute(style, "default") in ("1", "true")), None
        )
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._lists: dict[str | None, tuple[str | None, int | None, str | None]] = {}  # those of styles

    def number(self, properties: _Element | None) -> str:
        """The number in front of the paragraph with these properties, as printed; empty where it has none."""
        place = self._place(properties)
        if place is None:
            return ""
        name, level = place
        scheme = self._schemes[name]
        if level not in scheme.levels:
            return ""
        self._count(name, scheme, level)
        return _printed(scheme, level, self._counters[scheme.definition])

    def _place(self, properties: _Element | None) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, else those of its style or of one its style is based on."""
        name, level = _list_of(properties)
        numbered_style = style = attribute(child(properties, "pStyle"), "val") or self._default
        if name is None:
            name, of_style, numbered_style = self._list_of_style(style)
            level = of_style if level is None else level
        if name is None or name not in self._schemes:
            return None
        if level is None:
            levels = self._schemes[name].levels.items()
            level = next((i for i, one in levels if one.style is not None and one.style == numbered_style), 0)
        return name, level

    def _list_of_style(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        """The list and the level of a style, or of one it is based on, and which one that is; looked for once."""
        if style not in self._lists:
            name: str | None = None
            level: int | None = None
            at, numbered = style, style
            seen: set[str] = set()
            while name is None and at in self._styles and at not in seen and len(seen) < _MOST_STYLES:
                seen.add(at)
                name, own = _list_of(child(self._styles[at], "pPr"))
                level = own if level is None else level
                numbered = at
                at = attribute(child(self._styles[at], "basedOn"), "val")
            self._lists[style] = (name, level, numbered)
        return self._lists[style]

    def _count(self, name: str, scheme: ListScheme, level: int) -> None:
        counter = self._counters.setdefault(scheme.definition, {})
        if level in scheme.starts and (name, level) not in self._begun:
            counter[level] = scheme.starts[level]
        elif level in counter:
            counter[level] += 1
        else:
            counter[level] = scheme.levels[level].start
        self._begun.add((name, level))
        for deeper in [one for one in counter if one > level]:
            restart = scheme.levels[deeper].restart if deeper in scheme.levels else None
            if restart is None or (restart and level < restart):
                del counter[deeper]


def _printed(scheme: ListScheme, level: int, counter: dict[int, int]) -> str:
    own = scheme.levels[level]
    if own.format == "bullet":
        return ""

    def value(match: re.Match[str]) -> str:
        i = int(match[1]) - 1
        of = scheme.levels.get(i)
        if of is None:
            return ""
        number = counter.get(i, of.start)
        return printed_number(number, "decimal" if own.legal and i < level else of.format)

    number = re.sub(r"%([1-9])", value, own.text)
    return number if not number or own.suffix == "nothing" or number[-1] in _MARKS else f"{number}\u3000"


def _list_of(properties: _Element | None) -> tuple[str | None, int | None]:
    numbered = child(properties, "numPr")
    name, level = attribute(child(numbered, "numId"), "val"), attribute(child(numbered, "ilvl"), "val")
    return name, _whole(level)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else None


def _styles(styles: _Element) -> dict[str, _Element]:
    return {
        name: style
        for style in children(styles, "style")
        if (name := attribute(style, "styleId")) is not None and attribute(style, "type") in ("paragraph", None)
    }


def _schemes(numbering: _Element) -> dict[str, ListScheme]:
    definitions = {attribute(node, "abstractNumId"): _levels(node) for node in children(numbering, "abstractNum")}
    linked = {
        attribute(child(node, "styleLink"), "val"): attribute(node, "abstractNumId")
        for node in children(numbering, "abstractNum")
    }
    # A definition may only say that its levels are those of a style of lists.
    for node in children(numbering, "abstractNum"):
        style = attribute(child(node, "numStyleLink"), "val")
        if style is not None and linked.get(style) in definitions:
            definitions[attribute(node, "abstractNumId")] = definitions[linked[style]]
    schemes = {}
    for node in children(numbering, "num"):
        name, definition = attribute(node, "numId"), attribute(child(node, "abstractNumId"), "val")
        if name is None or name == "0" or definition is None or definition not in definitions:
            continue
        levels, starts = dict(definitions[definition]), {}
        for override in children(node, "lvlOverride"):
            i = _whole(attribute(override, "ilvl"))
            own, start = child(override, "lvl"), _whole(attribute(child(override, "startOverride"), "val"))
            if i is not None and own is not None:
                levels[i] = _level(own)
            if i is not None and start is not None:
                starts[i] = start
        schemes[name] = ListScheme(definition, levels, starts)
    return schemes


def _levels(definition: _Element) -> dict[int, ListLevel]:
    levels = ((_whole(attribute(node, "ilvl")), node) for node in children(definition, "lvl"))
    return {i: _level(node) for i, node in levels if i is not None and i < _LEVELS}


def _level(node: _Element) -> ListLevel:
    start = _whole(attribute(child(node, "start"), "val"))
    legal = child(node, "isLgl")
    return ListLevel(
        text=(attribute(child(node, "lvlText"), "val") or "")[:60],
        format=attribute(child(node, "numFmt"), "val") or "decimal",
        start=1 if start is None else start,
        restart=_whole(attribute(child(node, "lvlRestart"), "val")),
        legal=legal is not None and attribute(legal, "val") not in ("0", "false", "off"),
        suffix=attribute(child(node, "suff"), "val") or "tab",
        style=attribute(child(node, "pStyle"), "val"),
    )
