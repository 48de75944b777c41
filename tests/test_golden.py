"""The units and sentences of the sample documents, compared byte for byte with ``tests/golden``.

After a wanted change write a line into CHANGELOG.md, renew the files with `make golden`, and look at what `git diff tests/golden` says
before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from shipped import read_document, segment_document

from duizhao.segmenter import SegmentedDocument

GOLDEN = Path(__file__).parent / "golden"
NAMES = ["central_opinion", "commentary", "local_haiping", "local_lanchuan", "local_yunzhou"]


def listing(parsed: SegmentedDocument) -> str:
    """One line for each unit (id, label, path) and, below it, one for each sentence (id, kind, text); then the warnings."""
    lines = []
    for unit in parsed.units:
        lines.append("\t".join(["unit", unit.id, unit.label, " > ".join(unit.path)]).rstrip("\t"))
        lines += ["\t".join([sentence.id, sentence.kind, sentence.text]) for sentence in unit.sentences]
    lines += ["\t".join(["warning", warning]) for warning in parsed.warnings]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_golden(sample: Path, name: str) -> None:
    found = listing(segment_document(read_document(sample / f"{name}.txt"))).encode()
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("DUIZHAO_RENEW_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(found)
    assert path.read_bytes() == found, f"{path.name} differs; see the head of this file"


def test_every_sample_document_has_its_golden_file(sample: Path) -> None:
    assert sorted(path.stem for path in sample.glob("*.txt")) == NAMES
    assert sorted(path.stem for path in GOLDEN.iterdir()) == NAMES
