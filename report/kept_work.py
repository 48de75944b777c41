"""What stands where a file is to be written, and whether somebody's work would be lost: asked before every writing, in one place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..corpus import DocumentError, OutputError, read_bytes
from ..results.visible import visible
from .file_writing import StrPath, check_file, output_line
from .places import refuse_clashes

if TYPE_CHECKING:
    from ..results.findings import Findings

_INSTEAD = "不要了请加 --overwrite（Python 里 overwrite=True）"
# How documents begin that people work on: zip (.docx .xlsx .wps .ofd …), the older Office files, PDF, RTF.
_DOCUMENTS = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")

# What is written under these names is edited by people; whatever else stands there is somebody's.
_EDITED = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What one call must not write over: the files it reads, ever; and other people's work, unless ``overwrite`` is said."""

    inputs: tuple[StrPath, ...] = ()
    overwrite: bool = False

    def also(self, inputs: Iterable[StrPath]) -> Keeping:
        """The same with more files that are read."""
        return replace(self, inputs=(*self.inputs, *inputs))

    def check(self, outputs: Sequence[StrPath], report: Findings | None = None, *, reviewed: bool = False) -> None:
        """Refuse (``OutputError``) outputs that are inputs, one another, or hold work that would be lost.

        A workbook may go in which a specialist corrected nothing but what stands in ``report``, too. ``reviewed`` says that a report
        with a specialist's corrections is still to come: what they are is asked then.

        >>> Keeping(inputs=["a.txt"]).check(["./a.txt"])
        Traceback (most recent call last):
        ...
        duizhao.corpus.errors.OutputError: ./a.txt：就是要读的文件 a.txt，写了原文就没有了，需要另一个文件；请换一个名字
        """
        refuse_clashes(outputs, self.inputs)
        for path in outputs:
            if not self.overwrite:
                _refuse_loss(path, report, reviewed=reviewed)


def check_outputs(outputs: Iterable[StrPath], keeping: Keeping) -> None:
    """Refuse early (``OutputError``) files that cannot be written, or must not be."""
    places = list(outputs)
    for path in places:
        check_file(path)
    keeping.check(places)


def _refuse_loss(path: StrPath, report: Findings | None, *, reviewed: bool) -> None:
    if not os.path.isfile(path) or not _is_document(path):  # noqa: PTH113 - a name too long is no error here
        return
    expected = "需要没有人改过的，或另一个文件"
    try:
        found, advice = _loss(path, report, reviewed=reviewed)
    except DocumentError:
        found, advice = "这里已有一个文件，看不出是谁写的", "请换一个名字"
    if found:
        raise OutputError(output_line(path, found, expected, f"{advice}；{_INSTEAD}"))


def _is_document(path: StrPath) -> bool:
    """Is there a document that people work on: by its beginning, or by its name where it holds anything at all?"""
    named = os.fspath(path).lower().endswith(_EDITED)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path may be of any kind
            head = file.read(8)
            return head.startswith(_DOCUMENTS) or (named and bool(head))
    except OSError:
        return False  # said by those who write


def _loss(path: StrPath, report: Findings | None, *, reviewed: bool) -> tuple[str, str]:
    """What would be lost, and how not to lose it; nothing and nothing where all is as we wrote it."""
    from .fingerprint import as_written  # noqa: PLC0415  needed where there is such a file only

    data = read_bytes(os.fspath(path))
    same = as_written(data) if data.startswith(b"PK") else None
    if same is None:
        return "这里已有一个文件，不是 duizhao 写出后的样子", "请换一个名字"
    if not same:
        return "写出之后有人改过（文字、批注、行列或工作表），再写就没有了", "请换一个名字"
    return _unread_review(path, data, report, reviewed=reviewed)


def _unread_review(path: StrPath, data: bytes, report: Findings | None, *, reviewed: bool) -> tuple[str, str]:
    """The same of what a specialist wrote into the columns for it."""
    from .fingerprint import sheet_titles  # noqa: PLC0415  as above
    from .review.kept_review import left_out  # noqa: PLC0415
    from .review.ledger import LEDGER  # noqa: PLC0415
    from .review.reviewed import read_review  # noqa: PLC0415

    if LEDGER not in sheet_titles(data):
        return "", ""  # no report: nobody reviews in it
    found = read_review(os.fspath(path))
    lost = len(found.unclear) + len(left_out(found.corrections, report) if report else found.corrections)
    if not lost or (reviewed and report is None):
        return "", ""
    advice = f"请先 duizhao review {_quoted(path)} -o 复核.toml，出报告时加 --corrections 复核.toml，或换一个名字"
    return f"里面有 {lost} 处专家的复核，这次的报告里没有，再写就没有了", advice


def _quoted(path: StrPath) -> str:
    """A path as it is typed."""
    name = visible(os.fspath(path))
    return f'"{name}"' if " " in name else name
