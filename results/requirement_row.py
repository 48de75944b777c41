"""A row of the requirements table: a requirement, where it stands, what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..changes import Comparison, RequirementChange
from ..corpus import Metadata, Positions
from ..extract import Requirement, figure
from ..segmenter import SegmentedDocument, Unit
from .pair_rows import change_name

LONGEST_CENTRAL_TEXT = 60  # characters of a central sentence beside a requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRow:
    """A requirement of the document called ``document``; ``answer`` is what it answers, where the document was compared.

    ``about`` is what the document says of itself. ``line`` counts from 1 in the file as it is (docs/formats.md: what ``raw`` is), in a
    printed file on its ``page``. ``unit`` is the one it stands in.
    """

    document: str
    requirement: Requirement
    about: Metadata = field(default_factory=Metadata)
    page: int | None = None
    line: int | None = None
    answer: RequirementChange | None = None
    unit: Unit | None = None
    central_unit: Unit | None = None

    @property
    def figure(self) -> str:
        """Its bound in short."""
        return figure(self.requirement)

    @property
    def change(self) -> str:
        """What became of the central figure; empty where the document was not compared."""
        return change_name(self.answer) if self.answer is not None else ""

    @property
    def central(self) -> str:
        """The central bound it answers, else the beginning of the central sentence; empty where there is none."""
        if self.answer is None:
            return ""
        if self.answer.counterpart is not None:
            return self.answer.counterpart.quote
        text = self.answer.central_text or ""
        return text if len(text) <= LONGEST_CENTRAL_TEXT else text[:LONGEST_CENTRAL_TEXT] + "…"


def answer_rows(comparison: Comparison, name: str) -> Iterator[RequirementRow]:
    """The requirements of a local document, called ``name``, with what they answer."""
    units = {unit.id: unit for unit in comparison.central.units}
    return placed_rows(comparison.local, comparison.requirements, name, units)


def placed_rows(
    document: SegmentedDocument,
    requirements: Iterable[Requirement | RequirementChange],
    name: str | None = None,
    central_units: Mapping[str, Unit] | None = None,
) -> Iterator[RequirementRow]:
    r"""The requirements of a document, each with its place; the document is called ``name``, without one by its path.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.extract import find_requirements
    >>> from duizhao.segmenter import segment_document
    >>> document = segment_document(make_document("东溪市图书馆办法\n第一条 图书馆应当每季度举办讲座。", path="办法.txt"))
    >>> [(row.document, row.line, row.figure) for row in placed_rows(document, find_requirements(document))]
    [('办法.txt', 2, '每季度')]
    """
    positions = Positions(document.document.file)
    units = {unit.id: unit for unit in document.with_parts("all").units}
    for entry in requirements:
        answer = entry if isinstance(entry, RequirementChange) else None
        requirement = entry.requirement if isinstance(entry, RequirementChange) else entry
        page, line = positions.line(requirement.span.start)
        yield RequirementRow(
            document=document.document.path if name is None else name,
            requirement=requirement,
            about=document.document.metadata,
            page=page,
            line=line,
            answer=answer,
            unit=units.get(requirement.unit),
            central_unit=(central_units or {}).get(answer.central_unit or "") if answer else None,
        )
