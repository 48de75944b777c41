"""The central side: what was implemented, in part, or not at all."""

from __future__ import annotations

import re

from ..align import Alignment
from ..corpus import load_table
from ..segmenter import Sentence, Unit
from .comparison import Coverage, CoverageStatus

# A link needs a better probability than this; that nobody answers a sentence is said only where even its best candidate stays below.
MISSING_BELOW = 0.2


def judge_coverage(alignment: Alignment) -> tuple[Coverage, ...]:
    """For every central unit whether it was taken up, where, and which of its sentences nobody answers.

    ``implemented``: every body sentence has a counterpart, but for those that bind central organs only. ``absent``: none
    has. ``partial``: the rest. A sentence counts as missing only where no local sentence comes near it.
    """
    exempt = re.compile(load_table("duizhao.changes", "exempt")["central_organ"]["pattern"])
    local_units: dict[str, dict[str, None]] = {}
    for link in alignment.unit_links:
        if link.main:
            local_units.setdefault(link.central, {})[link.local] = None
    for sentence_link in alignment.sentence_links:
        unit = sentence_link.central.rpartition(":")[0]
        local_units.setdefault(unit, {})[sentence_link.local.rpartition(":")[0]] = None
    return tuple(
        _cover(unit, tuple(local_units.get(unit.id, ())), alignment, exempt) for unit in alignment.central.units
    )


def _cover(unit: Unit, local: tuple[str, ...], alignment: Alignment, exempt: re.Pattern[str]) -> Coverage:
    support = alignment.central_support
    linked = {link.central for link in alignment.sentence_links}
    body = [sentence for sentence in unit.sentences if sentence.kind != "heading"] or list(unit.sentences)
    due = [sentence for sentence in body if not _is_exempt(sentence, exempt) or support[sentence.id] >= MISSING_BELOW]
    missing = tuple(sentence.id for sentence in due if support[sentence.id] < MISSING_BELOW)
    answered = any(sentence.id in linked for sentence in unit.sentences) or bool(local)
    status: CoverageStatus
    if not answered:
        status = "absent"
        missing = tuple(sentence.id for sentence in body if not _is_exempt(sentence, exempt))
    else:
        status = "partial" if missing else "implemented"
    return Coverage(unit.id, status, local, missing)


def _is_exempt(sentence: Sentence, exempt: re.Pattern[str]) -> bool:
    return exempt.match(sentence.text) is not None
