"""Reports as files: which suffix means which format, and what stands in a folder of reports."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..corpus import OutputError, UnknownFormatError
from ..results.findings import Findings
from ..results.names import TOGETHER, file_names
from ..results.tidy_tables import TABLES, table_of
from ..segmenter import SegmentedDocument
from . import forms
from .file_writing import StrPath, check_file, output_line, refuse_unless_writable, unwritable, write_bytes
from .kept_work import Keeping
from .word_look import WordLook

_NOTHING_ELSE = Keeping()
_TABLES_WRITTEN = tuple(name for name in TABLES if name != "links")  # the links stand in the pairs


def form_names() -> tuple[str, ...]:
    """The names of the formats: the suffixes without their dot.

    >>> "docx" in form_names()
    True
    """
    return tuple(suffix[1:] for suffix in forms.FORMS)


def form_for(path: StrPath, form: str | None = None) -> forms.ReportForm:
    """The format for the suffix of a path; ``UnknownFormatError`` for an unknown suffix, and for one that is not of ``form``."""
    suffix = Path(path).suffix.lower()
    if suffix not in forms.FORMS:
        found = f"后缀 {suffix} 不是已知的格式" if suffix else "没有后缀"
        raise UnknownFormatError(output_line(path, found, f"需要 {'、'.join(forms.FORMS)} 之一", "请改用其中一种"))
    if form is not None and suffix != f".{form}":
        raise UnknownFormatError(
            output_line(path, f"后缀 {suffix} 与格式 {form} 不符", f"需要后缀 .{form}", "请改后缀，或不写格式")
        )
    return forms.FORMS[suffix]


def names_folder(path: StrPath) -> bool:
    """Does the path ask for a folder of reports? It does if it is one, ends in a separator or has no suffix."""
    text = os.fspath(path)
    is_folder = os.path.isdir(text)  # noqa: PTH112 - Path.is_dir raises for a name that is too long
    return text.endswith(("/", os.sep)) or is_folder or not Path(text).suffix


def check_output(
    path: StrPath,
    form: str | None = None,
    look: WordLook | None = None,
    *,
    keeping: Keeping | None = None,
    reviewed: bool = False,
    local: Sequence[SegmentedDocument] = (),
) -> None:
    """Refuse early (``OutputError``) what ``write_report`` would refuse after the work is done.

    :param keeping: what must not be written over; without it that is not asked yet.
    :param reviewed: a specialist's corrections will stand in the report.
    :param local: the local documents, where they are known: their names are those of the files in a folder.
    """
    if not names_folder(path):
        form_for(path, form).seen_as(look).check()
        check_file(path)
        if keeping is not None:
            keeping.check([path], reviewed=reviewed)
        return
    if form is not None:
        if f".{form}" not in forms.FORMS:
            raise UnknownFormatError(f"没有格式 {form}，需要 {'、'.join(form_names())} 之一；请改用其中一种")
        forms.FORMS[f".{form}"].check()
    forms.FORMS[f".{form}" if form else forms.FOLDER_FORM].seen_as(look)
    place = Path(os.path.realpath(path))
    while not os.path.lexists(place):
        place = place.parent
    if not os.path.isdir(place):  # noqa: PTH112 - as in names_folder
        raise OutputError(output_line(path, "这里已有一个文件", "需要文件夹", "请换一个名字，或加上后缀"))
    refuse_unless_writable(path, place)
    if keeping is not None:
        suffix = f".{form}" if form else forms.FOLDER_FORM
        names = file_names(local, suffix) if forms.FORMS[suffix].table is None else ()
        keeping.check([Path(path, name) for name in names], reviewed=reviewed)


def write_report(  # noqa: PLR0913  what a user can say of it
    report: Findings,
    path: StrPath,
    *,
    lang: str = "zh",
    form: str | None = None,
    raw_csv: bool = False,
    look: WordLook | None = None,
    keeping: Keeping = _NOTHING_ELSE,
) -> tuple[Path, ...]:
    """Write the report into one file, or into a folder; the files written.

    What kind of file is told by its suffix (``forms.FORMS``), a folder by ``names_folder``; the folder is made where there is none.
    In a folder stand one report per local document and an index, in the format ``form`` (``html`` where none is given, with one more
    page for all of them side by side); of ``csv`` and ``parquet`` one file per table (``TABLES``) instead. ``raw_csv`` leaves text
    that a spreadsheet would take for a formula as it stands; ``look`` says how Word files look, ``UnknownFormatError`` where others are
    written. ``OutputError`` for another suffix or a place that cannot be written, for a document of the report, or what else ``keeping``
    keeps; a file that was there is then as it was.
    """
    check_output(path, form, look)
    keeping = keeping.also(documents_of(report))
    if names_folder(path):
        suffix = f".{form}" if form else forms.FOLDER_FORM
        return _write_folder(report, Path(path), keeping, _folder_files(report, lang, suffix, look, raw_csv=raw_csv))
    keeping.check([path], report)
    write_bytes(path, form_for(path, form).seen_as(look).report(report, lang, raw_csv))
    return (Path(path),)


def documents_of(report: Findings) -> list[str]:
    """The files that the report was made of, wherever their paths start from."""
    return [one.document.place for one in (report.central, *(one.local for one in report.comparisons))]


def _folder_files(
    report: Findings, lang: str, suffix: str, look: WordLook | None, *, raw_csv: bool
) -> dict[str, bytes]:
    table = forms.FORMS[suffix].table
    if table is not None:
        return {name + suffix: table(table_of(report, name), raw_csv) for name in _TABLES_WRITTEN}
    return _reports(report, suffix, lang, look)


def _write_folder(report: Findings, folder: Path, keeping: Keeping, files: dict[str, bytes]) -> tuple[Path, ...]:
    """All of the files or, where one of them must not be written over, none."""
    keeping.check([folder / name for name in files], report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unwritable(folder, error)) from error
    for name, content in files.items():
        write_bytes(folder / name, content)
    return tuple(folder / name for name in files)


def _reports(report: Findings, suffix: str, lang: str, look: WordLook | None) -> dict[str, bytes]:
    """A file per local document, one for all of them where the format has it, and an index."""
    form = forms.FORMS[suffix].seen_as(look)
    names = file_names([comparison.local for comparison in report.comparisons], suffix)
    files = {name: form.report(report.single(i), lang, False) for i, name in enumerate(names)}
    together = TOGETHER if form.together and len(names) > 1 else ""
    if together:
        files[together] = form.report(report, lang, False)
    index, content = form.index(report, names, together, lang)
    return files | {index: content}
