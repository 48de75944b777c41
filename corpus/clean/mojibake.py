"""Find what was read in a wrong encoding, and read it again: only where that gives much likelier Chinese.

Three kinds: UTF-8 read as GB18030 (鐨勬枃), UTF-8 or GB18030 read as a Western encoding (æ–‡, ÎÄ), and double-byte text read one byte
late (:mod:`.byte_shifts`). A text whose characters are all common is not looked at.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from ...language.spans import Edit, Span
from .byte_shifts import LOST, between, encoded, shift_edits
from .likelihood import EDGE, CharacterModel, CommonCharacters, folded, load_common_characters

# How far around an odd character a text is looked at, and at how much of it at once, which keeps memory flat.
_AROUND, _LONGEST = 24, 4000
_NEAR = 4  # an odd character is at most so far from three that it would give, read a byte late
_MAY_BE_LATE = re.compile("xxx+")
_GAIN, _MOST_COST = 12.0, 8.5  # as in shifted.py

# Characters in UTF-8: of three bytes, of two (· ×), and one of which a byte is gone; b"\xff" is what the reader wrote for it.
_WHOLE, _SHORT = rb"[\xe2-\xef][\x80-\xbf][\x80-\xbf]", rb"[\xc2\xc3][\x80-\xbf]"
_TORN = rb"[\xe2-\xe9\xef](?:[\x80-\xbf](?:\xff|\?|(?![\x80-\xbf]))|\xff[\x80-\xbf\xff]?)"
_FIRST_BYTES = bytes((*range(0xE2, 0xEA), 0xEF))  # of Chinese characters and marks
_PIECE = re.compile(rb"(%b)|(%b|[\xc2-\xef]\Z)|%b|[ -~]" % (_WHOLE, _TORN, _SHORT))
_MAY_BE_UTF8 = re.compile(rb"(?:%b|%b){2}" % (_WHOLE, _TORN))
_UTF8 = re.compile(rb"(?:%b|%b)(?:%b|%b|%b|[ -~]{1,20}(?=[\xe2-\xef]))*" % (_WHOLE, _TORN, _WHOLE, _TORN, _SHORT))

# What the bytes 0x80 to 0xff are in Western encodings (ISO 8859-1, Windows-1252).
_WESTERN = f"[\x80-\xff{bytes(range(0x80, 0xA0)).decode('cp1252', errors='ignore')}]"
_WESTERN_RUN = re.compile(f"{_WESTERN}{_WESTERN}{{2,}}(?:[ -~]{{1,20}}{_WESTERN}{{2,}})*")
_WESTERN_CHAR = re.compile(_WESTERN)
_ASCII = bytes(range(0x80)).decode("ascii")
_LOST_BYTES = re.compile("\ufffd+")
_WHOLE_FOR_LOST = 8  # so many characters of a run are whole for each one that is not
_LEAST_VARIETY = (
    100  # of so many characters in a row one is new at least: in a text, not where one is written on and on
)
_LEAST_WESTERN = 3  # Chinese characters that such a run must give: ÄÖÜß are no Chinese


def mojibake_edits(
    text: str, model: CharacterModel | None = None, common: CommonCharacters | None = None
) -> list[Edit]:
    """Repairs of what was read in a wrong encoding, in order. Linear in the text's length; a common text costs next to nothing.

    ``model`` and ``common`` are those of the package where they are not given.

    >>> [(edit.rule, edit.new) for edit in mojibake_edits("鍥句功棣嗘瘡鍛ㄥ紑鏀俱€")]
    [('utf8_read_as_gb18030', '图书馆每周开放〔?〕')]
    """
    common = load_common_characters() if common is None else common
    if not common.odd.search(text):
        return []
    windows = list(_windows(text, common))
    western = list(_western_readings(text))
    if not windows and not western:
        return []
    model = common.load_model() if model is None else model
    if edits := list(_western_edits(western, model)):
        return edits  # another round finds the rest
    edits = []
    for start, end in windows:
        stretch = text[start:end]
        if len(set(stretch)) * _LEAST_VARIETY < len(stretch):
            continue
        # The sign of the euro is what one reader makes of 0x80, and what another makes of two bytes.
        euros = (b"\x80", b"\xa2\xe3") if "€" in stretch else (b"",)
        readings = [list(_utf8_edits(stretch, start, model, euro)) for euro in euros]
        edits += min(readings, key=_lost) or shift_edits(stretch, start, model)
    return edits


def _windows(text: str, common: CommonCharacters) -> Iterator[tuple[int, int]]:
    """The stretches of a text around what looks damaged."""
    places = ((match.start(), match.end()) for match in common.odd.finditer(text))
    damaged = (
        place for start, end in _merged(places, _NEAR, len(text)) for place in _signs(text, start, end, common.chars)
    )
    return _merged(damaged, _AROUND, len(text))


def _merged(places: Iterable[tuple[int, int]], around: int, length: int) -> Iterator[tuple[int, int]]:
    """Places with their surroundings, those that touch as one, but none much longer than the longest."""
    start = end = -1
    for first, last in places:
        if end < 0 or first - around > end or end - start > _LONGEST:
            if end >= 0:
                yield start, end
            start = max(first - around, end, 0)
        end = min(last + around, length)
    if end >= 0:
        yield start, end


def _signs(text: str, start: int, end: int, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a stretch with odd characters may be damaged: it holds UTF-8, or common characters when read a byte late."""
    codes = [_code(char, b"") for char in text[start:end]]
    if _MAY_BE_UTF8.search(b"".join(codes)):
        yield start, end
        return
    late = "".join("x" if code in common else "-" for code in map(between, codes, codes[1:]))
    yield from ((start + match.start(), start + match.end()) for match in _MAY_BE_LATE.finditer(late))


def _lost(edits: Iterable[Edit]) -> tuple[bool, int]:
    """How many characters a reading loses."""
    lost = [edit.new.count(LOST) for edit in edits]
    return not lost, sum(lost)


def _western_edits(readings: Iterable[tuple[Span, str, str]], model: CharacterModel) -> Iterator[Edit]:
    """Of each run, the first reading that is likely."""
    done = 0
    for span, encoding, new in readings:
        kept = new.replace(LOST, "")
        if span.start >= done and model.total_cost(kept) <= _MOST_COST * len(kept):
            yield Edit(span, new, f"{encoding}_read_as_western")
            done = span.end


def _western_readings(text: str) -> Iterator[tuple[Span, str, str]]:
    """The runs of a text that give Chinese when they are read again: where, from which encoding, and what they give."""
    for match in _WESTERN_RUN.finditer(text):
        for encoding, new in _readings(match.group()):
            if sum("\u3400" <= char <= "\u9fff" for char in new) >= _LEAST_WESTERN:
                yield Span(match.start(), match.end()), encoding, new


def _readings(run: str) -> Iterator[tuple[str, str]]:
    """What a run may have been, and in which encoding: UTF-8, perhaps several times over, or GB18030; then with bytes lost."""
    yield from _whole_readings(run)
    if not _is_western(run):
        return
    code = b"".join(map(_western_byte, run))
    for encoding in ("utf8", "gb18030"):
        new = code.decode(encoding, errors="replace")
        lost = new.count("\ufffd")
        if 0 < lost * _WHOLE_FOR_LOST <= len(new):
            yield encoding, _LOST_BYTES.sub(LOST, new)


def _is_western(run: str) -> bool:
    return not _WESTERN_CHAR.sub("", run).strip(_ASCII)


def _whole_readings(run: str) -> Iterator[tuple[str, str]]:
    while run and _is_western(run):
        code = b"".join(map(_western_byte, run))
        for encoding in ("gb18030", "utf8"):
            try:
                run = code.decode(encoding)
            except UnicodeDecodeError:
                run = ""
            else:
                yield encoding, run


def _western_byte(char: str) -> bytes:
    return bytes((ord(char),)) if char <= "\xff" else char.encode("cp1252")


def _utf8_edits(text: str, start: int, model: CharacterModel, euro: bytes) -> Iterator[Edit]:
    codes = [_code(char, euro) for char in text]
    data = b"".join(codes)
    owner = array("l", [i for i, code in enumerate(codes) for _ in code])  # of each byte the character it belongs to
    owner.append(len(text))
    at = 0
    while at < len(data):
        begins = at == 0 or owner[at] != owner[at - 1]
        found = _UTF8.match(data, at) if begins and data[at] >= 0xE2 else None
        if found is None:
            at += 1
            continue
        at = end = found.end()
        if owner[end] == owner[end - 1]:
            # A character of which one half is UTF-8: the other begins one that was torn off, or belongs to the text behind.
            end += 1 if data[end] in _FIRST_BYTES else -1
            at = max(at, end)
        span = Span(owner[found.start()], owner[end])
        new, notes = _read(data[found.start() : end], model)
        lost = new.count(LOST)
        gain = model.total_cost(span.of(text)) - model.total_cost(new.replace(LOST, ""))
        count = len(new) - len(LOST) * lost
        if count >= 2 and gain >= _GAIN and model.total_cost(new.replace(LOST, "")) <= _MOST_COST * count:
            yield Edit(span.shifted(start), new, "utf8_read_as_gb18030", "；".join(dict.fromkeys(notes)))


def _code(char: str, euro: bytes) -> bytes:
    """A character as the reader saw it; what it had no bytes for is parted by a zero."""
    if char == "\ufffd":
        return b"\xff"
    code = (char == "€" and euro) or encoded(char)
    return code if len(code) <= 2 else b"\0"


def _read(data: bytes, model: CharacterModel) -> tuple[str, list[str]]:
    """Bytes as UTF-8; a character whose last byte is gone is marked, and what it may have been is noted."""
    pieces = list(_PIECE.finditer(data))
    new = [LOST if piece[2] else piece.group().decode("utf-8", errors="replace") for piece in pieces]
    notes = []
    for i, piece in enumerate(pieces):
        if piece[2]:
            before, behind = (
                folded(new[j])[-1:] if 0 <= j < len(new) and new[j] != LOST else EDGE for j in (i - 1, i + 1)
            )
            if likeliest := model.likeliest(_whole(piece[2]), before, behind):
                notes.append(f"丢失一字，可能是 {'、'.join(likeliest)}")
    return "".join(new), notes


def _whole(torn: bytes) -> list[str]:
    """The characters of which a byte is gone: the last one, or any but the first where the reader left no mark."""
    first, more = torn[:1], [bytes((byte,)) for byte in range(0x80, 0xC0)]
    rest = torn[1:].strip(b"\xff?")
    if torn[1:] in (b"", b"\xff"):
        return []
    if not rest:  # no character of GB18030 begins with 0x80, so that it is what cannot be read
        codes = [first + b"\x80" + byte for byte in more]
    else:
        codes = [] if torn[1:2] == b"\xff" else [first + rest + byte for byte in more]
        codes += [] if torn[2:] and codes else [first + byte + rest for byte in more]
    chars = [code.decode("utf-8", errors="ignore") for code in codes]
    return [char for char in chars if len(char) == 1]
