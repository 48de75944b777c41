"""From a file to its text: which bytes are accepted, and in which encoding they are."""

from __future__ import annotations

import re
import stat
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .errors import DocumentError

MAX_BYTES = 50_000_000

_SIGNATURES = (
    (b"PK\x03\x04", "zip 容器（.docx、.xlsx、.ofd 等）"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（.doc、.wps 等）"),
    (b"{\\rtf", "RTF"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_EXPECTED = "需要 UTF-8 或 GB18030 编码的纯文本文件（.txt）"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and what was noticed on the way."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file; ``-`` is standard input.

    :raises DocumentError: the file is missing, no regular file, unreadable, or larger than 50 MB.
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


def decode(data: bytes, name: str = "-") -> Decoded:
    r"""Decode the bytes of a text file: byte order mark, else strict UTF-8, else GB18030 (and so GBK and GB2312).

    A UTF-8 text with a few broken bytes is read with U+FFFD in their place and a warning.

    :param name: what errors call the file.
    :raises DocumentError: nothing in it, no text (binary), or text in no known encoding.

    >>> decode("每年至少1次".encode("gb18030")).encoding
    'gb18030'
    """
    name = shown(name)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise DocumentError(f"{name}：文件是空的，{_EXPECTED}；请检查文件是否完整")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name}：超过 {MAX_BYTES} 字节；请先拆分")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"{name}：内容是 {kind}，{_EXPECTED}；请另存为文本后再试")
    decoded = _decode_by_mark(data) or _decode_by_trial(data)
    if decoded is None or not _is_text(decoded.text):
        raise DocumentError(f"{name}：内容不是文本（二进制数据或未知编码），{_EXPECTED}；请另存为 UTF-8 文本后再试")
    if not decoded.text.strip():
        raise DocumentError(f"{name}：文件里没有文字，{_EXPECTED}；请检查文件是否完整")
    return decoded


def shown(path: str | Path) -> str:
    r"""A path as errors name it: on one line, whatever its name is made of.

    >>> shown("a\nb.txt")
    'a\\nb.txt'
    """
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(ascii(char)[1:-1] if unicodedata.category(char) in unseen else char for char in str(path))


def _decode_by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return Decoded(text, encoding, _replaced(text))
    return None


def _decode_by_trial(data: bytes) -> Decoded | None:
    if b"\0" in data:
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", errors="replace")
    if _is_damaged_chinese(damaged):
        return Decoded(damaged, "utf-8", _replaced(damaged))
    try:
        return Decoded(data.decode("gb18030"), "gb18030")
    except UnicodeDecodeError:
        # Neither is whole: take the one that loses less, as long as it loses little.
        attempts = ((damaged, "utf-8"), (data.decode("gb18030", errors="replace"), "gb18030"))
    text, encoding = min(attempts, key=lambda attempt: attempt[0].count("\ufffd"))
    if text.count("\ufffd") * 100 > len(text) + 100:
        return None
    return Decoded(text, encoding, _replaced(text))


def _is_damaged_chinese(text: str) -> bool:
    """Is it Chinese but for a few bytes (the last character cut off)? GB18030 would read those bytes too, as other characters."""
    lost = text.count("\ufffd")
    chinese = len(re.findall("[\u2e80-\uffef]", text))
    return lost <= 1 + chinese // 100 and chinese >= 2 * lost


def _replaced(text: str) -> tuple[str, ...]:
    lost = text.count("\ufffd")
    return (f"有 {lost} 处字节无法解码，已用 U+FFFD 代替",) if lost else ()


def _is_text(text: str) -> bool:
    """At most one character in fifty is a control character or unassigned: what binary data decodes to has many more."""
    sample = Counter(text[:20_000])
    odd = sum(
        times
        for char, times in sample.items()
        if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f\v"
    )
    return odd * 50 <= sample.total()
