"""From bytes to characters: which encoding they are in, by evidence."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import replace

from ..errors import DocumentError
from .characters import Characters
from .decoded import Decoded
from .format_rules import FormatRules
from .mixed_lines import read_mixed_lines

# GB18030 holds GB2312 and GBK and what they lack: always it, never one of those.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "hz"}
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000  # bytes by which candidates are judged
_CHARACTERS_FOR_NUL = 60  # a text has so many for each NUL at least; bytes of another encoding have more NUL
_READ_AS_WESTERN = re.compile("[\x80-\xff]{3,}")  # bytes of Chinese in a file that was read as Western and saved again
_ODD = re.compile("[\0-\x08\x0e-\x1f\x7f]")
EXPECTED = "需要 UTF-8、GB18030、Big5 或 UTF-16 编码的文本，或 .docx .pdf .doc .ofd 等"


def known_encoding(name: str) -> str:
    """The name by which Python knows an encoding of texts; the wider one where there are several of a family.

    :raises DocumentError: there is no such encoding.

    >>> known_encoding("GBK"), known_encoding("utf8")
    ('gb18030', 'utf-8')
    """
    try:
        found = codecs.lookup(name)
        # One of bytes into bytes (base64) is none of texts, nor is one that stops at bytes it does not know (punycode, idna).
        for probe in (b"a", b"\xe5\x9b\xbd-\xff"):
            probe.decode(name, "replace")
    except (LookupError, ValueError, TypeError):
        raise DocumentError(
            f"没有名为 {name} 的编码，需要 utf-8、gb18030、big5、utf-16 之类；请检查 --encoding"
        ) from None
    return _WIDER.get(found.name, found.name)


def decode_text(data: bytes, encoding: str | None = None, rules: FormatRules | None = None) -> Decoded:
    r"""Decode the bytes of a text: in the encoding that is named, or else in the one that speaks for itself.

    In order: a byte order mark, strict UTF-8, UTF-8 of which some lines are in another encoding, then of GB18030, Big5 and UTF-16 the one
    that gives the most common characters. Broken bytes become U+FFFD, with a warning that says how many.

    :raises DocumentError: no text (binary), or text in no known encoding.

    >>> decode_text("每年至少1次".encode("gb18030")).encoding, decode_text("每年至少一次".encode("utf-16-le")).encoding
    ('gb18030', 'utf-16-le')
    """
    rules = rules or FormatRules()
    if encoding is not None:
        return _as_named(data, encoding, rules)
    decoded = _by_mark(data, rules) or _by_trial(data, rules)
    decoded = None if decoded is None else _without_nuls(decoded)
    if decoded is None or not _reads(decoded):
        raise DocumentError(f"内容不是文本（二进制数据或未知编码），{EXPECTED}；请另存为 UTF-8 文本后再试")
    return decoded


def _reads(decoded: Decoded) -> bool:
    return "\0" not in decoded.text and _is_text(decoded.text)


def _without_nuls(decoded: Decoded) -> Decoded:
    """A good text in which a few NUL stand (of a disk or a program that failed): each replaced, which keeps places, and told."""
    count = decoded.text.count("\0")
    if not count or count * _CHARACTERS_FOR_NUL > len(decoded.text):
        return decoded
    told = f"有 {count} 个空字符（NUL），已用 U+FFFD 代替，第一个在第 {decoded.text.index(chr(0)) + 1} 字；请核对原文件"
    return replace(decoded, text=decoded.text.replace("\0", "\ufffd"), warnings=(*decoded.warnings, told))


def _as_named(data: bytes, encoding: str, rules: FormatRules) -> Decoded:
    """In the encoding that a user names; where another one speaks for itself and this one gives hardly Chinese, that is told."""
    decoded = _without_nuls(_decoded(data, known_encoding(encoding)))
    by_evidence = _by_mark(data, rules) or _by_trial(data, rules)
    other = by_evidence.encoding if by_evidence is not None and _reads(by_evidence) else None
    if by_evidence is not None and other == decoded.encoding:
        decoded = _without_nuls(by_evidence)  # with the lines that are in another one
    if not _reads(decoded):
        seems = f"；从内容看是 {other}，请改 --encoding，或不写" if other else "；请检查 --encoding"
        raise DocumentError(f"内容不是 {encoding} 编码的文本，需要用它解得开的文本{seems}")
    characters = rules.characters
    if other is not None and _attempt(data, decoded.encoding, characters) < 0 < _attempt(data, other, characters):
        told = f"按 --encoding {encoding} 读出的多半不是中文，从内容看是 {other}；请核对"
        return Decoded(decoded.text, decoded.encoding, (told, *decoded.warnings))
    return decoded


def _by_mark(data: bytes, rules: FormatRules) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            decoded = _decoded(data, encoding)
            if decoded.warnings and encoding == "utf-8-sig":
                decoded = read_mixed_lines(data.removeprefix(mark), rules.characters) or decoded
            return Decoded(decoded.text.removeprefix("\ufeff"), encoding, decoded.warnings)
    return None


def _by_trial(data: bytes, rules: FormatRules) -> Decoded | None:
    if b"~{" in data and b"~}" in data and data.isascii():
        return _decoded(data, "hz")
    whole = _whole_utf8(data)
    if whole is not None:
        return whole
    characters = rules.characters
    if (mixed := read_mixed_lines(data, characters)) is not None:
        return mixed
    worths = {encoding: _attempt(data, encoding, characters) for encoding in _CANDIDATES}
    best = max(_CANDIDATES, key=worths.__getitem__)
    damaged = data.decode("utf-8", errors="replace")
    # Broken UTF-8 would be read to the end as GB18030 too, as other characters.
    if "\0" not in damaged and (_is_damaged_chinese(damaged) or _attempt(data, "utf-8", characters) > worths[best]):
        return _decoded(data, "utf-8")
    return _decoded(data, best) if worths[best] > 0 else None


def _whole_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # UTF-16 without a mark may be whole UTF-8 too: then every other character is NUL or another that no text has.
    odd = sum(1 for _ in _ODD.finditer(text[:_SAMPLE]))
    return None if odd * 20 > len(text[:_SAMPLE]) else Decoded(text, "utf-8")


def _attempt(data: bytes, encoding: str, characters: Characters) -> float:
    """How much the bytes look like a Chinese text in an encoding: 1 where all characters are common ones, below 0 for garbage."""
    sample = data[:_SAMPLE]
    text = sample.decode(_python_name(encoding, sample), errors="replace")
    if len(data) > _SAMPLE:
        text = text.rstrip("\ufffd")  # the last character of the sample may be cut off
    if text.count("\0") * _CHARACTERS_FOR_NUL > len(text):
        return -1.0
    counts = Counter(char for char in text if char > "\x7f" or _ODD.match(char))
    # One byte that is cut off, at the end of a short text, speaks against no encoding.
    spare = 1 if text.endswith("\ufffd") else 0
    lost = counts.pop("\ufffd", 0) - spare
    total = counts.total() + lost
    if total <= 0:
        plain = sum(char.isalnum() for char in text)
        return 0.5 if plain * 2 > len(text) else -1.0
    return (sum(characters.worth(char) * times for char, times in counts.items()) - 3.0 * lost) / total


def _python_name(encoding: str, data: bytes) -> str:
    """Of Big5 there are several; the first that knows all the bytes, else the one of Windows."""
    if encoding != "big5":
        return encoding
    for name in ("big5", "cp950", "big5hkscs"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "cp950"


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(_python_name(encoding, data), errors="replace")
    lost = text.count("\ufffd")
    warnings = (f"有 {lost} 处字节无法解码，已用 U+FFFD 代替",) if lost else ()
    return Decoded(text, encoding, warnings)


def _is_damaged_chinese(text: str) -> bool:
    """Is it Chinese but for a few bytes (the last character cut off)? GB18030 would read those bytes too, as other characters."""
    lost = text.count("\ufffd")
    chinese = len(re.findall("[\u2e80-\uffef]", text))
    return lost <= 1 + chinese // 100 and chinese >= 2 * lost


def _is_text(text: str) -> bool:
    """At most one character in fifty is a control character or unassigned: what binary data decodes to has many more."""
    sample = Counter(_READ_AS_WESTERN.sub("", text[:_SAMPLE]))
    odd = sum(
        times
        for char, times in sample.items()
        if unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f\v"
    )
    lost = sample["\ufffd"]
    return odd * 50 <= sample.total() and lost * 10 <= sample.total() + 10
