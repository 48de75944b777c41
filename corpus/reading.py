"""From a path to the text of its file: which files are accepted at all; what they hold is for :mod:`.formats`."""

from __future__ import annotations

import stat
import sys
import unicodedata
from pathlib import Path

from .errors import DocumentError
from .formats import Decoded, FormatRules, decode_file
from .formats.encodings import EXPECTED

__all__ = ["Decoded", "decode", "read_bytes", "shown"]

MAX_BYTES = 50_000_000


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file; ``-`` is standard input.

    :raises DocumentError: the file is missing, no regular file, unreadable, or larger than 50 MB.

    >>> from importlib.resources import files
    >>> len(read_bytes(files("duizhao.corpus") / "sample" / "central_opinion.txt")) > 1000
    True
    """
    name = shown(path)
    if str(path) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(f"{name}：这是文件夹，需要文件；请给出其中的文件，或用 report 处理整个文件夹")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"{name}：不是普通文件（设备或管道），需要普通文件；要读管道请用 -")
        if status.st_size > MAX_BYTES:
            raise DocumentError(f"{name}：文件有 {status.st_size} 字节，上限 {MAX_BYTES}；请先拆分")
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{name}：没有这个文件；请检查路径和文件名") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"{name}：无法读取（{reason}）；请检查权限和路径") from None


def decode(data: bytes, name: str = "-", *, encoding: str | None = None, rules: FormatRules | None = None) -> Decoded:
    r"""The text of a file of any format that can be read (docs/formats.md), told by its content.

    :param name: what errors call the file; a suffix that lies brings a warning.
    :param encoding: of a text or a page, where it is known; otherwise it is found by evidence.
    :param rules: what is looked up; to be passed along to read many files.
    :raises DocumentError: nothing in it, no document, broken, with a password, or built to do harm.

    >>> decode("每年至少1次".encode("gb18030")).encoding
    'gb18030'
    """
    called = shown(name)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise DocumentError(f"{called}：文件是空的，{EXPECTED}；请检查文件是否完整")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{called}：超过 {MAX_BYTES} 字节；请先拆分")
    try:
        return decode_file(data, str(name), encoding=encoding, rules=rules)
    except DocumentError as error:
        raise DocumentError(f"{called}：{error}") from None


def shown(path: str | Path) -> str:
    r"""A path as errors name it: on one line, whatever its name is made of.

    >>> shown("a\nb.txt")
    'a\\nb.txt'
    """
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(ascii(char)[1:-1] if unicodedata.category(char) in unseen else char for char in str(path))
