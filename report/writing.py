"""Reports as files: which suffix means which writer, and how a file is put in its place."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ..corpus import OutputError, UnknownFormatError
from .content import Report
from .json_shapes import json_text, report_json
from .markdown import report_markdown
from .names import TOGETHER, file_names
from .page import index_html, report_html
from .visible import visible

StrPath = str | os.PathLike[str]
Writer = Callable[[Report, str], bytes]


def _html(report: Report, lang: str) -> bytes:
    return report_html(report, lang=lang).encode("utf-8")


def _markdown(report: Report, lang: str) -> bytes:
    return report_markdown(report, lang=lang).encode("utf-8")


def _json(report: Report, lang: str) -> bytes:  # noqa: ARG001 - JSON speaks no language
    return json_text(report_json(report)).encode("utf-8")


# A suffix and what makes the file's bytes; .docx and .xlsx are added here.
WRITERS: Mapping[str, Writer] = MappingProxyType({".html": _html, ".md": _markdown, ".json": _json})


def writer_for(path: StrPath) -> Writer:
    """The writer for the suffix of a path; ``UnknownFormatError`` with the known suffixes for any other."""
    suffix = Path(path).suffix.lower()
    if suffix not in WRITERS:
        found = f"后缀 {suffix} 不是已知的格式" if suffix else "没有后缀"
        raise UnknownFormatError(_line(path, found, f"需要 {'、'.join(WRITERS)} 之一", "请改用其中一种"))
    return WRITERS[suffix]


def names_folder(path: StrPath) -> bool:
    """Does the path ask for a folder of reports? It does if it is one, ends in a separator or has no suffix."""
    text = os.fspath(path)
    is_folder = os.path.isdir(text)  # noqa: PTH112 - Path.is_dir raises for a name that is too long
    return text.endswith(("/", os.sep)) or is_folder or not Path(text).suffix


def check_output(path: StrPath) -> None:
    """Refuse early (``OutputError``) what ``write_report`` would refuse after the work is done."""
    if not names_folder(path):
        writer_for(path)
        check_file(path)
        return
    place = Path(os.path.realpath(path))
    while not os.path.lexists(place):
        place = place.parent
    if not os.path.isdir(place):  # noqa: PTH112 - as in names_folder
        raise OutputError(_line(path, "这里已有一个文件", "需要文件夹", "请换一个名字，或加上后缀"))
    _refuse_unless_writable(path, place)


def check_file(path: StrPath) -> None:
    """Refuse early (``OutputError``) what ``write_bytes`` would refuse after the work is done."""
    target = Path(os.path.realpath(path))
    _refuse_unless_file(path, target)
    _refuse_unless_writable(path, target.parent)


def write_report(report: Report, path: StrPath, *, lang: str = "zh") -> tuple[Path, ...]:
    """Write the report into one file, or into a folder: one page per local document, one with all of them, an index; the files written.

    What kind of file is told by its suffix (``WRITERS``), a folder by ``names_folder``; the folder is made where there is none.
    ``OutputError`` for another suffix or a place that cannot be written; a file that was there is then as it was.
    """
    check_output(path)
    if names_folder(path):
        return _write_folder(report, Path(path), lang)
    write_bytes(path, writer_for(path)(report, lang))
    return (Path(path),)


def _write_folder(report: Report, folder: Path, lang: str) -> tuple[Path, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_unwritable(folder, error)) from error
    names = file_names([comparison.local for comparison in report.comparisons], ".html")
    pages = {name: report_html(report.single(i), lang=lang) for i, name in enumerate(names)}
    together = TOGETHER if len(names) > 1 else ""
    if together:
        pages[together] = report_html(report, lang=lang)
    pages["index.html"] = index_html(report, names, together=together, lang=lang)
    for name, page in pages.items():
        write_text(folder / name, page)
    return tuple(folder / name for name in pages)


def write_text(path: StrPath, text: str) -> None:
    """Write a text as UTF-8, line feeds as they are, in one step (see ``write_bytes``)."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        found = f"第 {error.start} 个字符是半个代理对"
        raise OutputError(_line(path, found, "需要能写成 UTF-8 的文本", "请先清洗")) from error
    write_bytes(path, data)


def write_bytes(path: StrPath, data: bytes) -> None:
    """Put a file in its place in one step: it is whole, or what was there before is untouched.

    The data go into a temporary file of the same folder, which then takes the name. A link is followed. ``OutputError``
    where that cannot be done.
    """
    target = Path(os.path.realpath(path))
    _refuse_unless_file(path, target)
    temporary = _temporary(target.parent)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105 - Path.replace does the same, but this is what the reader looks for
    except OSError as error:
        raise OutputError(_unwritable(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _refuse_unless_file(path: StrPath, target: Path) -> None:
    mode = _mode(path, target)
    if mode is None:
        if not os.path.isdir(target.parent):  # noqa: PTH112 - Path.is_dir raises for a folder that may not be entered
            raise OutputError(_line(path, "所在的文件夹不存在", "需要已有的文件夹", "请先建立或换一个位置"))
    elif stat.S_ISDIR(mode):
        raise OutputError(_line(path, "这是文件夹", "需要文件名", "请在后面加上文件名"))
    elif not stat.S_ISREG(mode):
        raise OutputError(_line(path, "这是设备或管道", "需要普通文件", "请换一个名字"))
    elif not os.access(target, os.W_OK):
        raise OutputError(_line(path, "文件有写保护", "需要可以替换的文件", "请换一个名字"))


def _mode(path: StrPath, target: Path) -> int | None:
    """What there is at the place, ``None`` for nothing."""
    try:
        return target.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(_unwritable(path, error)) from error


def _refuse_unless_writable(path: StrPath, folder: Path) -> None:
    """Try it: permissions alone do not tell of media that cannot be written, of quotas, of folders that only look like some."""
    probe = _temporary(folder)
    try:
        probe.open("xb").close()
    except OSError as error:
        raise OutputError(_unwritable(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def _temporary(folder: Path) -> Path:
    return folder / f".duizhao-{secrets.token_hex(4)}.tmp"


def _unwritable(path: StrPath, error: OSError) -> str:
    return _line(path, f"无法写入（{_reason(error)}）", "需要可写且有空间的文件夹", "请检查权限或换一个位置")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _line(path: StrPath, found: str, expected: str, advice: str) -> str:
    """One line, whatever the name of the file holds."""
    name = " ".join(visible(os.fspath(path)).split())
    return f"{name}：{found}，{expected}；{advice}"
