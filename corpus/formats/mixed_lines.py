"""A file of which some lines are in another encoding than the rest, as when texts of two programs were put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from .characters import Characters
from .decoded import Decoded

_LINE = re.compile(rb"[^\r\n]+")
_HAN = expression("[\u3400-\u9fff]", match=["书"], no_match=["，", "a"])
_TWO_BYTES_AT_END = re.compile("[\x80-\u07ff]+$")  # two bytes of UTF-8 by chance: a character of GB18030
_OTHERS = ("gb18030", "big5")
_LIKELY = 0.3  # what the characters of a Chinese line are worth at least, on average
_FEWEST = 2  # Chinese characters by which a line tells its encoding
_MOST_TOLD, _SHOWN = 5, 20


@dataclass(frozen=True, slots=True)
class _ReadLine:
    start: int
    end: int
    text: str
    encoding: str


def read_mixed_lines(data: bytes, characters: Characters) -> Decoded | None:
    r"""Read each line of a file in its own encoding; ``None`` where not some are UTF-8 and some another one, both surely Chinese.

    What the smaller part of the lines is in is told with the number of each line. Linear in the length of the data.

    >>> from .characters import load_characters
    >>> data = "第一条 书屋开放。\n".encode() + "第二条 每年检查2次。".encode("gb18030")
    >>> read_mixed_lines(data, load_characters()).text
    '第一条 书屋开放。\n第二条 每年检查2次。'
    """
    if data.isascii() or b"\0" in data:
        return None
    whole = [_as_utf8(match) for match in _LINE.finditer(data)]
    if not any(line is not None and _is_chinese(line.text, characters) for line in whole):
        return None
    lines = [line or _in_another(match, characters) for line, match in zip(whole, _LINE.finditer(data), strict=True)]
    sizes = {encoding: _size(lines, encoding) for encoding in ("utf-8", *_OTHERS)}
    main = max(sizes, key=sizes.__getitem__)
    if main != "utf-8":  # what is whole UTF-8 by chance is none
        lines = [line if _stays(line, characters) else _read(data, line.start, line.end, main) for line in lines]
    if len({line.encoding for line in lines if not line.text.isascii()} - {""}) < 2:
        return None
    return Decoded(_joined(data, lines), main, _told(lines, main, data))


def _as_utf8(match: re.Match[bytes]) -> _ReadLine | None:
    try:
        return _ReadLine(match.start(), match.end(), match.group().decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _in_another(match: re.Match[bytes], characters: Characters) -> _ReadLine:
    """A line that is no whole UTF-8: in the encoding that gives likely Chinese, for its whole or behind what is UTF-8; else damaged."""
    readings = [_read(match.group(), 0, len(match.group()), encoding) for encoding in _OTHERS]
    best = max(readings, key=lambda line: _worth(line.text, characters))
    damaged = match.group().decode("utf-8", errors="replace")
    if _is_chinese(best.text, characters) and _worth(best.text, characters) > _worth(damaged, characters):
        return _ReadLine(match.start(), match.end(), best.text, best.encoding)
    lost = damaged.find("\ufffd")
    front = _TWO_BYTES_AT_END.sub("", damaged[:lost])
    behind = match.group()[len(front.encode()) :].decode("gb18030", errors="replace")
    if _is_chinese(behind, characters) and "\ufffd" not in behind:
        return _ReadLine(match.start(), match.end(), front + behind, "gb18030")
    return _ReadLine(match.start(), match.end(), damaged, "")


def _read(data: bytes, start: int, end: int, encoding: str) -> _ReadLine:
    return _ReadLine(start, end, data[start:end].decode(encoding, errors="replace"), encoding)


def _stays(line: _ReadLine, characters: Characters) -> bool:
    return line.encoding not in ("", "utf-8") or line.text.isascii() or _is_chinese(line.text, characters)


def _worth(text: str, characters: Characters) -> float:
    counted = [char for char in text if char > "\x7f"]
    lost = 3.0 * counted.count("\ufffd")
    return (sum(characters.worth(char) for char in counted if char != "\ufffd") - lost) / max(1, len(counted))


def _is_chinese(text: str, characters: Characters) -> bool:
    return len(_HAN.findall(text)) >= _FEWEST and _worth(text, characters) >= _LIKELY


def _size(lines: Sequence[_ReadLine], encoding: str) -> int:
    return sum(len(line.text) for line in lines if line.encoding == encoding and not line.text.isascii())


def _joined(data: bytes, lines: Sequence[_ReadLine]) -> str:
    pieces: list[str] = []
    done = 0
    for line in lines:
        pieces += (data[done : line.start].decode("ascii"), line.text)
        done = line.end
    return "".join([*pieces, data[done:].decode("ascii")])


def _told(lines: Sequence[_ReadLine], main: str, data: bytes) -> tuple[str, ...]:
    told: list[str] = []
    others = [line for line in lines if line.encoding != main and not line.text.isascii()]
    number = at = 0
    for line in others[:_MOST_TOLD]:
        number += len(re.findall(rb"\r\n?|\n", data[at : line.start]))
        at = line.start
        read = f"已按 {line.encoding} 读出" if line.encoding else "已用 U+FFFD 代替"
        told.append(f"第 {number + 1} 行的字节按 {main} 无法解码，{read}，请核对：{line.text.strip()[:_SHOWN]}")
    if len(others) > _MOST_TOLD:
        told.append(f"另有 {len(others) - _MOST_TOLD} 行的字节按 {main} 无法解码，请核对")
    return tuple(told)
