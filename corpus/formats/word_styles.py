"""How a run of a Word document looks once all its styles are counted: hidden, struck out, raised, lowered (ECMA-376, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset(("0", "false", "off", "none"))
_SWITCHES = ("vanish", "strike", "dstrike")
_RAISED = {"superscript": 1, "subscript": -1}
_MANY = 50  # styles based on each other: a document has a handful, a circle has no end
_SHIFT = 4  # half-points by which characters stand above or below the others at least, if they are raised by hand


@dataclass(frozen=True, slots=True)
class RunLook:
    """Whether a run is not seen (``hidden``) or crossed out (``struck``), and where it stands: ``raised`` 1, 0 or -1.

    ``shift`` is by how many half-points it is moved up by hand, 0 where that is too little to mean anything; ``font`` is the one its
    symbols are taken from.
    """

    hidden: bool = False
    struck: bool = False
    raised: int = 0
    font: str = ""
    shift: int = 0


@dataclass(slots=True)
class _RunWords:
    """What the properties of a run or of a style say of its look; ``None`` and empty where they say nothing."""

    switches: dict[str, bool] = field(default_factory=dict)
    raised: int | None = None
    font: str = ""
    shift: int = 0
    style: str | None = None


class RunStyles:
    """The styles of a document, as far as they tell what of its text a reader sees."""

    def __init__(self, styles: _Element | None) -> None:
        self._styles = {
            (attribute(style, "type") or "paragraph", name): style
            for style in children(styles, "style")
            if (name := attribute(style, "styleId")) is not None
        }
        self._usual = {
            kind: name
            for (kind, name), style in self._styles.items()
            if attribute(style, "default") in ("1", "true", "on")
        }
        self._defaults = _said(child(child(child(styles, "docDefaults"), "rPrDefault"), "rPr"))
        self._of_styles: dict[tuple[str, str | None], _RunWords] = {}
        self._of_pairs: dict[tuple[str | None, str | None], _RunWords] = {}

    def look(self, run: _Element, paragraph_style: str | None) -> RunLook:
        """How a run looks in a paragraph of this style: its own properties count first."""
        own = _said(child(run, "rPr"))
        styled = self._of_pair(paragraph_style, own.style)
        switches = {**styled.switches, **own.switches}
        raised = styled.raised if own.raised is None else own.raised
        return RunLook(
            switches["vanish"],
            switches["strike"] or switches["dstrike"],
            raised or 0,
            own.font or styled.font,
            own.shift,
        )

    def _of_pair(self, paragraph: str | None, character: str | None) -> _RunWords:
        """What a style of paragraphs and one of characters say together.

        Hidden and struck are switches: where both set one, each undoes the other, as Word has it.
        """
        key = (paragraph, character)
        if key not in self._of_pairs:
            levels = [self._of_style("paragraph", paragraph), self._of_style("character", character)]
            said = _RunWords({}, self._defaults.raised, self._defaults.font)
            for name in _SWITCHES:
                on = [level.switches[name] for level in levels if name in level.switches]
                of_levels = (on[-1] if on else False) if name == "dstrike" else sum(on) % 2 == 1
                said.switches[name] = self._defaults.switches.get(name, False) or of_levels
            for level in levels:
                said.raised = said.raised if level.raised is None else level.raised
                said.font = level.font or said.font
            self._of_pairs[key] = said
        return self._of_pairs[key]

    def _of_style(self, kind: str, name: str | None) -> _RunWords:
        """What a style says, by itself or by those it is based on."""
        name = name if (kind, name) in self._styles else self._usual.get(kind)
        key = (kind, name)
        if key not in self._of_styles:
            said = _RunWords()
            for style in self._chain(kind, name):
                theirs = _said(child(style, "rPr"))
                said.switches = {**theirs.switches, **said.switches}
                said.raised = theirs.raised if said.raised is None else said.raised
                said.font = said.font or theirs.font
            self._of_styles[key] = said
        return self._of_styles[key]

    def _chain(self, kind: str, name: str | None) -> Iterator[_Element]:
        for _ in range(_MANY):
            style = self._styles.get((kind, name or ""))
            if style is None:
                return
            yield style
            name = attribute(child(style, "basedOn"), "val")


def end_is_hidden(paragraph: _Element | None) -> bool:
    """Is the end of the paragraph with these properties hidden, so that it goes on in the next one (a style separator)?"""
    mark = child(paragraph, "rPr")
    return _is_on(mark, "specVanish") or _is_on(mark, "vanish")


def _said(properties: _Element | None) -> _RunWords:
    said = _RunWords()
    for one in () if properties is None else properties:
        name = local_name(one)
        if name in _SWITCHES:
            said.switches[name] = attribute(one, "val") not in _OFF
        elif name == "vertAlign":
            said.raised = _RAISED.get(attribute(one, "val") or "", 0)
        elif name == "rFonts":
            said.font = attribute(one, "ascii") or attribute(one, "hAnsi") or ""
        elif name == "rStyle":
            said.style = attribute(one, "val")
        elif name == "position":
            position = attribute(one, "val") or ""
            moved = int(position) if re.fullmatch(r"-?\d{1,3}", position) else 0
            said.shift = moved if abs(moved) >= _SHIFT else 0
    return said


def _is_on(properties: _Element | None, name: str) -> bool:
    one = child(properties, name)
    return one is not None and attribute(one, "val") not in _OFF
