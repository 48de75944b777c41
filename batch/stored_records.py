"""Documents and comparisons as they lie in a store: packed JSON, and what the rows of its tables are made of."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from ..changes import Comparison, MatrixRow, build_matrix
from ..report.report import Report
from ..results.record_reading import Recorded, read_record
from ..results.report_record import SCHEMA, SCHEMA_VERSION, report_record
from ..segmenter import SegmentedDocument


def pack_document(document: SegmentedDocument) -> bytes:
    """A document as it was read.

    >>> import duizhao as dz
    >>> document = dz.read(dz.sample_folder() / "local_yunzhou.txt")
    >>> unpack_document(pack_document(document), "云州.txt").units == document.units
    True
    """
    found = Report(central=document, comparisons=(), matrix=(), skipped=(), parameters={})
    record = report_record(found)
    return _packed({"file": record["files"][0], "document": record["documents"][0]})


def pack_comparison(comparison: Comparison) -> bytes:
    """All that was found of a pair, without its documents."""
    found = Report(central=comparison.central, comparisons=(comparison,), matrix=(), skipped=(), parameters={})
    record = report_record(found)["comparisons"][0]
    return _packed({name: value for name, value in record.items() if name not in ("central", "local")})


def unpack_document(packed: bytes, path: str) -> SegmentedDocument:
    """A document again, under the path it has now."""
    return unpack_family((packed, path), [], {}).central


def unpack_family(
    central: tuple[bytes, str], pairs: Sequence[tuple[bytes, str, bytes]], parameters: Mapping[str, Any]
) -> Recorded:
    """A central document and what its local ones did with it, as a report holds them; the matrix is built anew.

    :param central: its packed record and its path.
    :param pairs: of each local document its record, its path, and the record of the comparison.
    """
    documents = [_unpacked(central[0], central[1]), *(_unpacked(record, path) for record, path, _ in pairs)]
    record = {
        "files": [one["file"] for one in documents],
        "documents": [{**one["document"], "file": number} for number, one in enumerate(documents)],
        "central": 0,
        "comparisons": [
            {"central": 0, "local": number, **json.loads(zlib.decompress(packed))}
            for number, (_, _, packed) in enumerate(pairs, 1)
        ],
        "matrix": [],
        "skipped": [],
        "parameters": dict(parameters),
    }
    data = json.dumps({"schema": f"{SCHEMA} {SCHEMA_VERSION}", "record": record}, ensure_ascii=False)
    found = read_record(data.encode("utf-8", "surrogatepass"), central[1])
    matrix: tuple[MatrixRow, ...] = build_matrix(found.comparisons) if found.comparisons else ()
    return Recorded(
        central=found.central,
        comparisons=found.comparisons,
        matrix=matrix,
        skipped=(),
        parameters=found.parameters,
    )


def _packed(record: object) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def _unpacked(packed: bytes, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return {**found, "file": {**found["file"], "path": path}}
