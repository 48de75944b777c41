"""Does a report hold what a specialist corrected in the workbook that it is to take the place of?"""

from __future__ import annotations

from collections.abc import Iterable

from ...changes import Correction, source_of
from ...results.findings import Findings
from .reviewable import Original, originals


def left_out(corrections: Iterable[Correction], report: Findings) -> list[Correction]:
    """The corrections that do not stand in the report."""
    numbers = {source_of(one.local): number for number, one in enumerate(report.comparisons)}
    known = {(one.side, one.document, one.id): one for one in originals(report.comparisons)}
    return [
        one
        for one in corrections
        if not _holds(known.get((one.side, numbers.get(one.local_document, -1), one.sentence.id)), one)
    ]


def _holds(original: Original | None, correction: Correction) -> bool:
    if original is None:
        return False
    links = None if correction.links is None else {quoted.id for quoted in correction.links}
    return (
        links in (None, set(original.links))
        and correction.relation in (None, original.relation)
        and correction.note in (None, original.note)
    )
