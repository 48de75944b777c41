"""A report read back from the JSON that it was written to."""

from __future__ import annotations

import os

from ..corpus.reading import read_bytes
from ..results.record_reading import read_record
from .report import Report


def load_report(path: str | os.PathLike[str]) -> Report:
    """The report that ``duizhao report … -o x.json`` or ``Report.save`` wrote; every form of it is written as of the first one.

    What the models looked at (``SentenceLink.features``) is not kept.

    :raises DocumentError: it cannot be read, is no report of this version, was cut off or changed so that it does not fit together.

    >>> import tempfile
    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").save(f"{folder}/x.json")
    ...     load_report(path)
    <对照报告：关于提升公共图书馆服务水平的意见 ← 云州省>
    """
    name = os.fspath(path)
    found = read_record(read_bytes(name), name)
    return Report(
        central=found.central,
        comparisons=found.comparisons,
        matrix=found.matrix,
        skipped=found.skipped,
        parameters=found.parameters,
    )
