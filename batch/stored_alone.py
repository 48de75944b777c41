"""What was found of a pair by itself, kept beside what is said of it: with it others of the family are judged without aligning anew."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..align import Alignment, Thresholds, Weighed
from ..changes import Alone, Comparison, JudgedWith

_APART = ("first", "further", "unit")


def pack_alone(alignment: Alignment, record: bytes | None) -> bytes:
    """What a comparison does not hold of its alignment; ``record`` is the comparison where another one is kept in its place."""
    weighed = alignment.weighed
    found = {
        "local": dict(alignment.local_support),
        "central": dict(alignment.central_support),
        "warnings": list(alignment.warnings),
        "weighed": None if weighed is None else _weighed_record(weighed),
        "record": None if record is None else record.hex(),
    }
    return zlib.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6)


def record_alone(packed: bytes) -> bytes | None:
    """The record of the comparison by itself, where it is not the one that is kept."""
    found = json.loads(zlib.decompress(packed))["record"]
    return None if found is None else bytes.fromhex(found)


def with_record(packed: bytes, record: bytes | None) -> bytes:
    """The same with that record of the comparison by itself."""
    found = json.loads(zlib.decompress(packed))
    found["record"] = None if record is None else record.hex()
    return zlib.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6)


def alone_of(packed: bytes, comparison: Comparison) -> Alone:
    """A pair as it was judged by itself, from what was kept and its comparison."""
    found = json.loads(zlib.decompress(packed))
    comparison = replace(comparison, judged_with=JudgedWith())
    alignment = Alignment(
        comparison.central,
        comparison.local,
        tuple(link for change in comparison.sentences for link in change.links),
        tuple(link for change in comparison.units for link in change.links),
        found["local"],
        found["central"],
        tuple(found["warnings"]),
        None if found["weighed"] is None else _weighed(found["weighed"]),
    )
    return Alone(alignment, comparison)


def _weighed_record(weighed: Weighed) -> dict[str, Any]:
    return {
        "sentences": {name: dict(row) for name, row in weighed.sentences.items()},
        "units": [[*pair, probability] for pair, probability in weighed.units.items()],
        "thresholds": _thresholds_record(weighed.thresholds),
        "apart": {name: _thresholds_record(one) for name, one in weighed.apart.items()},
    }


def _weighed(found: dict[str, Any]) -> Weighed:
    return Weighed(
        found["sentences"],
        dict(_pairs(found["units"])),
        Thresholds(*found["thresholds"]),
        {name: Thresholds(*values) for name, values in found["apart"].items()},
    )


def _pairs(rows: Iterable[list[Any]]) -> Iterator[tuple[tuple[str, str], float]]:
    for local, central, probability in rows:
        yield (local, central), probability


def _thresholds_record(thresholds: Thresholds) -> list[float]:
    return [getattr(thresholds, name) for name in _APART]
