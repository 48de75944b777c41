"""Tables whose heads nobody knows: where one column alone sets bounds, those are taken that are bounds by their own words (每年2次)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..corpus import TableCell
from ..language import Span
from ..segmenter import split_sentences
from .bound_reading import Bound
from .bound_to_requirement import as_requirement
from .bounds import find_bounds
from .clause import Clauses, Inherited, read_roles
from .requirement import Requirement
from .rules import Rules
from .table_grid import GridRow


@dataclass(frozen=True, slots=True)
class StatedBound:
    """A bound of a cell, with the sentence of the cell in which it stands and that one's place in the text."""

    row: GridRow
    column: int
    sentence: str
    place: Span
    bound: Bound

    @property
    def by_itself(self) -> bool:
        """Is it one by its own words? A mere figure may be what was reached, or what something costs."""
        compared = self.bound.comparator not in (None, "=")
        return not self.bound.vague and (compared or (self.bound.kind == "frequency" and self.bound.per is not None))


def stated_bounds(rows: Sequence[GridRow], text: str, words: Rules) -> tuple[StatedBound, ...]:
    """Every bound of the cells of a table, cell by cell."""
    return tuple(
        StatedBound(row, i, place.of(text), place, bound)
        for row in rows
        for i, cell in _own_cells(row)
        for place in split_sentences(text, cell.span.start, cell.span.end)
        for bound in find_bounds(place.of(text), words)
    )


def _own_cells(row: GridRow) -> Iterator[tuple[int, TableCell]]:
    """The cells of a row that are not those of a row above, which it shares."""
    return ((i, cell) for i, cell in enumerate(row.cells) if cell.span.start >= row.span.start)


def sets_bounds(stated: Sequence[StatedBound]) -> bool:
    """Does one column alone set bounds, behind the first? Of two one may be what was before."""
    columns = {one.column for one in stated}
    return len(columns) == 1 and 0 not in columns


def stated_requirement(stated: StatedBound, template: Requirement, words: Rules) -> Requirement:
    """The requirement that a cell states, of what stands at the beginning of its row."""
    clauses = Clauses.of(stated.sentence, words)
    roles = read_roles(clauses, stated.bound, words, Inherited())
    found = as_requirement(stated.bound, stated.sentence, roles, offset=stated.place.start)
    thing = found.object or (stated.row.cells[0].text or None)
    return replace(found, unit=template.unit, label=template.label, text=template.text, object=thing)
