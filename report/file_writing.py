"""How a file is put in its place: whole, or not at all; and what is said where that cannot be done."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from pathlib import Path

from ..corpus import OutputError
from ..results.visible import visible

StrPath = str | os.PathLike[str]


def check_file(path: StrPath) -> None:
    """Refuse early (``OutputError``) what ``write_bytes`` would refuse after the work is done."""
    target = Path(os.path.realpath(path))
    _refuse_unless_file(path, target)
    refuse_unless_writable(path, target.parent)


def write_text(path: StrPath, text: str) -> None:
    """Write a text as UTF-8, line feeds as they are, in one step (see ``write_bytes``)."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        found = f"第 {error.start} 个字符是半个代理对"
        raise OutputError(output_line(path, found, "需要能写成 UTF-8 的文本", "请先清洗")) from error
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
        raise OutputError(unwritable(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _refuse_unless_file(path: StrPath, target: Path) -> None:
    mode = _mode(path, target)
    if mode is None:
        if not os.path.isdir(target.parent):  # noqa: PTH112 - Path.is_dir raises for a folder that may not be entered
            raise OutputError(output_line(path, "所在的文件夹不存在", "需要已有的文件夹", "请先建立或换一个位置"))
    elif stat.S_ISDIR(mode):
        raise OutputError(output_line(path, "这是文件夹", "需要文件名", "请在后面加上文件名"))
    elif not stat.S_ISREG(mode):
        raise OutputError(output_line(path, "这是设备或管道", "需要普通文件", "请换一个名字"))
    elif not os.access(target, os.W_OK):
        raise OutputError(output_line(path, "文件有写保护", "需要可以替换的文件", "请换一个名字"))


def _mode(path: StrPath, target: Path) -> int | None:
    """What there is at the place, ``None`` for nothing."""
    try:
        return target.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(unwritable(path, error)) from error


def refuse_unless_writable(path: StrPath, folder: Path) -> None:
    """Refuse (``OutputError``) a folder that takes no file.

    It is tried: permissions alone do not tell of media that cannot be written, of quotas, of folders that only look like some.
    """
    probe = _temporary(folder)
    try:
        probe.open("xb").close()
    except OSError as error:
        raise OutputError(unwritable(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def _temporary(folder: Path) -> Path:
    return folder / f".duizhao-{secrets.token_hex(4)}.tmp"


def unwritable(path: StrPath, error: OSError) -> str:
    """One line on a place that the system would not write."""
    return output_line(path, f"无法写入（{_reason(error)}）", "需要可写且有空间的文件夹", "请检查权限或换一个位置")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def output_line(path: StrPath, found: str, expected: str, advice: str) -> str:
    """What is wrong with a place, what was expected, what to do: one line, whatever the name of the file holds."""
    name = " ".join(visible(os.fspath(path)).split())
    return f"{name}：{found}，{expected}；{advice}"
