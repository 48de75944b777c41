"""Characters that were printed twice to look bold, and came out of the file twice: 关关于于加加强强, 一一、."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...language.expressions import expression
from ...language.numerals import TO_TEN
from ...language.spans import Edit, Span
from .lines import Line

# What is looked for first: two characters that stand twice. Few lines have that, and hardly one where it is no sign of doubling.
_SIGN = re.compile(r"(.)\1(.)\2")
_TIMES = (2, 3, 4)  # how often a character was printed
_HAN = expression("[\u3400-\u9fff〇]", match=["书"], no_match=["，", "5"])
_BLANK = re.compile(r"\s+")
_FEWEST = 3  # characters of a line that is taken for doubled by itself; 平平安安 is a word
_RUN = (
    6  # characters of a stretch of a line that is taken for doubled by itself: no two words like 认认真真 are so long
)
_MARKS = "，。；：、（）“”《》"
_PART_NUMBER = expression(
    rf"(?:([{TO_TEN}\d])\1){{1,3}}(?:、、|．．)(?![、．])",
    match=["一一、、总则", "22．．开放", "十十一一、、"],
    no_match=["一、、总则", "十二、、", "一一、、、"],
    use="match",
)
_ARTICLE = expression(
    rf"第第(?:([{TO_TEN}百零〇\d])\1){{1,6}}(?:条条|章章|节节)",
    match=["第第一一条条", "第第1122条条"],
    no_match=["第一条条", "第第一条"],
    use="match",
)


def doubled_edits(text: str) -> list[Edit]:
    """Take out the second of each two characters where every character of a line stands twice, or of a long stretch of it.

    A line of three or more such characters is certain; a shorter one (总总则则) is where another line is. Numbers in front of a part
    are certain too, for no part is called 一一、、. What else looks doubled is left alone: :func:`.load_suspect_rules` tells it.

    >>> [edit.span.start for edit in doubled_edits("书书屋屋办办法法")]
    [1, 3, 5, 7]
    """
    lines = list(_lines_with_a_sign(text))
    certain = any(_times(line.text, _FEWEST) for line in lines)
    return [edit for line in lines for edit in _edits_of_line(line, _FEWEST - 1 if certain else _FEWEST)]


def _lines_with_a_sign(text: str) -> Iterator[Line]:
    end = -1
    for match in _SIGN.finditer(text):
        if match.start() > end:
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.end())
            end = len(text) if end < 0 else end
            yield Line(start, end, text[start:end])


def _edits_of_line(line: Line, fewest: int) -> Iterator[Edit]:
    times = _times(line.text, fewest)
    if times:
        for start, end in _pieces(line.text):
            yield from _thinned(line.start + start, line.start + end, times)
        return
    done = 0
    for start, end in _runs(line.text):
        yield from _thinned(line.start + start, line.start + end, 2)
        done = end
    indent = len(line.text) - len(line.text.lstrip())
    for pattern in () if done else (_ARTICLE, _PART_NUMBER):
        if number := pattern.match(line.text, indent):
            yield from _thinned(line.start + number.start(), line.start + number.end(), 2)


def _times(line: str, fewest: int) -> int:
    """How often every character of a line stands; 0 where not all stand equally often, or the line says too little."""
    chars = _BLANK.sub("", line)
    for times in _TIMES:
        once = chars[::times]
        if len(chars) % times or len(set(once)) < fewest or any(chars[i::times] != once for i in range(1, times)):
            continue
        pieces = [line[start:end] for start, end in _pieces(line)]
        if len(_HAN.findall(once)) >= 2 and all(len(piece) % times == 0 for piece in pieces):
            return times
    return 0


def _pieces(line: str) -> list[tuple[int, int]]:
    """What stands between the blanks of a line."""
    return [match.span() for match in re.finditer(r"\S+", line)]


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """The stretches of a line in which long enough every character stands twice."""
    start = at = 0
    while at < len(line):
        if at + 1 < len(line) and line[at] == line[at + 1] and not line[at].isspace():
            at += 2
            continue
        if _is_long(line[start:at]):
            yield start, at
        at += 1
        start = at
    if _is_long(line[start:at]):
        yield start, at


def _is_long(run: str) -> bool:
    if len(run) < 2 * _FEWEST:
        return False
    once: Sequence[str] = run[::2]
    chinese = {char for char in once if _HAN.match(char)}
    counted = any(char.isdigit() for char in once) and len(chinese) >= _FEWEST
    return len(chinese) >= _RUN or counted or (len(chinese) >= _RUN - 1 and any(char in _MARKS for char in once))


def _thinned(start: int, end: int, times: int) -> Iterator[Edit]:
    for place in range(start, end, times):
        yield Edit(Span(place + 1, place + times), "", "doubled")
