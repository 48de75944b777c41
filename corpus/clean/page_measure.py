"""At which width a text was wrapped, and whether its lines are torn where no line ends: in mid-word, behind commas."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .likelihood import CharacterModel
from .lines import BLANKS, STRUCTURE_START, Line, display_width, ends_sentence, filled_lines, iter_contents

# A page is hardly wider than this; its lines are about equally wide.
_MOST_COLUMNS, _UNEVEN = 160, 16
_FEWEST_LINES, _FEWEST_COLUMNS = 5, 30
_FEWEST_TORN, _FEWEST_WHOLE = 2, 2
# So many lines may be longer than a page is wide: an address, a row of a table.
_STRAY = 4
_HUNG = 4  # columns: what a mark that may not begin a line takes of the one before


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """The measure at which a text was wrapped: programs count columns or characters.

    A line that goes on in mid-word is at least ``narrowest`` columns wide.
    """

    columns: int
    characters: int
    narrowest: int

    def fills(self, line: Line) -> bool:
        """Is a line as long as the measure? A mark that may not begin a line, or a Latin word, makes it somewhat shorter."""
        text = line.text.rstrip(BLANKS)
        return display_width(text) >= self.columns - 6 or len(text) >= self.characters - 1

    def holds(self, columns: int) -> bool:
        """Do so many columns stand on one line?"""
        return columns <= self.columns + _HUNG

    @property
    def is_justified(self) -> bool:
        """Are its lines all about equally wide?"""
        return self.narrowest >= self.columns - 2 * _HUNG

    def is_full(self, columns: int) -> bool:
        """Do so many columns fill a line of a page whose lines are all equally wide?"""
        return self.is_justified and abs(columns - self.columns) <= _HUNG

    def is_full_to_the_edge(self, line: Line, columns: int) -> bool:
        """Do so many columns, those of a line, fill one of such a page, as a heading hardly does?"""
        return self.is_justified and (columns >= self.narrowest - 2 or len(line.content) >= self.characters - 2)


def measure_page(text: str, load_model: Callable[[], CharacterModel]) -> PageMeasure | None:
    """The measure at which a text was wrapped; ``None`` where it was not.

    Linear in the length; most texts are told by their first paragraphs. The model is asked where all lines are short.
    """
    lengths = array("q")
    strays = 0
    for match in iter_contents(text):
        lengths.append(len(match.group()))
        if lengths[-1] > _MOST_COLUMNS // 2 and display_width(match.group()) > _MOST_COLUMNS + _UNEVEN:
            strays += 1
            if strays > _STRAY:
                return None
    if len(lengths) < _FEWEST_LINES or strays * 20 > len(lengths):
        return None
    columns = sorted(display_width(match.group()) for match in iter_contents(text))
    usual_longest = (len(lengths) * 19) // 20 - 1
    page = PageMeasure(columns[usual_longest], sorted(lengths)[usual_longest], columns[usual_longest])
    if not _FEWEST_COLUMNS <= page.columns <= _MOST_COLUMNS:
        return None
    lines = filled_lines(text)
    if columns[-1] <= page.columns + _UNEVEN and _is_even(page, lines):
        return replace(page, narrowest=_narrowest(page, lines, load_model(), even=True))
    if not _are_torn(lines, load_model):
        return None
    return replace(page, narrowest=_narrowest(page, lines, load_model(), even=False))


def _is_even(page: PageMeasure, lines: Sequence[Line]) -> bool:
    wide = [line for line in lines if page.fills(line)]
    open_ended = sum(not ends_sentence(line.content) for line in wide)
    # A text with one paragraph a line has wide lines too, but they end with their sentences.
    return open_ended >= max(4, len(lines) // 10) and open_ended * 2 >= len(wide)


def _are_torn(lines: Sequence[Line], load_model: Callable[[], CharacterModel]) -> bool:
    """Do many lines end in mid-word or behind commas, whatever their width?"""
    open_ended = [
        (line.content, following.content)
        for line, following in pairwise(lines)
        if not ends_sentence(line.content) and not STRUCTURE_START.match(following.content)
    ]
    fewest = max(_FEWEST_TORN, len(lines) // 10)
    if len(open_ended) < fewest:
        return False
    model = load_model()
    torn = sum(before[-1] in "，、" or model.is_one_word(before[-1], behind[0]) for before, behind in open_ended)
    return torn >= fewest and torn * 4 >= len(open_ended)


def _narrowest(page: PageMeasure, lines: Sequence[Line], model: CharacterModel, *, even: bool) -> int:
    """How narrow whole lines of the page are: those that begin and end inside a word, or, where few do, that end inside one."""
    inside = [model.is_one_word(line.content[-1], following.content[0]) for line, following in pairwise(lines)]
    widths = [display_width(line.content) for line in lines]
    whole = sorted(
        width for width, begins, ends in zip(widths[1:], inside, inside[1:], strict=False) if begins and ends
    )
    if even or len(whole) >= _FEWEST_WHOLE:
        return whole[len(whole) // 20] if whole else page.columns
    torn = median([width for width, ends in zip(widths, inside, strict=False) if ends] or [0])
    return min(int(torn), page.columns - 2 * _HUNG - 1)
