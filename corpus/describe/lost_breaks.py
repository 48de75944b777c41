"""The lines of a text whose line breaks were lost, as far as its frame is concerned: notice, title and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...language.expressions import expression
from ..clean.lines import BLANKS, Line

# A line this long may have swallowed the line breaks of a text: in front of its numbers, and between its frame and itself.
LONG_LINE = 300
_MAX_TITLE = 80
_DAY = r"[12]\d{3}年\d{1,2}月\d{1,2}日"
_CONTENTS = expression(r"目[ \u3000]*[录次][ \u3000]*$", match=["书屋办法　目　录"], no_match=["目录第一章"])
_CONTENTS_AHEAD = expression(
    r"目[ \u3000]*[录次](?=[ \u3000]*第一[编章])", match=["目　录　第一章"], no_match=["目录应当公开"]
)
_ADDRESSEE = expression(
    r"[\s\u3000]*各[^：:。]{2,200}[：:]",
    match=["各县人民政府："],
    no_match=["各县要办好书屋。：", "书屋："],
    use="match",
)
_DATE = expression(rf"{_DAY}(?:印发)?", match=["2021年7月1日印发"], no_match=["2021年7月", "二〇二一年七月一日"])
_DATE_NEXT = re.compile(rf"[ \u3000]*{_DATE.pattern}")
_CLOSING = expression(
    r"(?<=[。）])[ \u3000]*(?:(?=抄送[：:]|附件?[ \u3000]?\d?[：:])"
    rf"|(?P<who>[^。，；]{{2,120}}?)(?P<date>{_DAY}(?:印发)?)[ \u3000]*(?:（[^（）]{{2,20}}）)?[ \u3000]*$)",
    match=["书屋免费。溪山省人民政府2021年7月1日", "书屋免费。抄送：省委", "书屋免费。附件1：名单"],
    no_match=["书屋自2021年7月1日起免费。", "抄送：省委"],
)
# What stands between the title and the text: the document's number, to whom it goes, who adopted it and when.
_NUMBER = expression(
    r"[ \u3000]*[\u4e00-\u9fff]{1,10}[〔\[][12]\d{3}[〕\]][ \u3000]?\d{1,5}[ \u3000]?号",
    match=["溪府办〔2030〕9号"],
    no_match=["第9号", "溪府办2030年9号"],
    use="match",
)
_BRACKETED_DATE = expression(
    rf"[ \u3000]*[（(]{_DAY}[^（）()。]{{0,200}}[）)]",
    match=["（2021年7月1日溪山省人民政府公布）"],
    no_match=["（溪山省人民政府2021年7月1日公布）", "2021年7月1日"],
    use="match",
)
# The indent of a paragraph inside a line.
_TWO_BLANKS = "\u3000\u3000"
_INDENT = expression(
    r"(?<=[。：；）)日])[ \u3000]*\u3000\u3000(?=\S)|(?<=[施法见案定划知则])[ \u3000]*\u3000\u3000(?=为|根据|按照)",
    match=["各镇：　　现将", "请执行。　　2031年", "书屋办法　　为办好书屋"],
    no_match=["县长　　某某", "第一条　　书屋", "请执行。　现将"],
)


@dataclass(frozen=True, slots=True)
class LostBreakRules:
    """What tells where the frame of a flat text ends and begins: how a notice speaks, where a title ends, what was done on a day."""

    first_number: re.Pattern[str]
    notice: re.Pattern[str]
    title_end: re.Pattern[str]
    adopted: re.Pattern[str]


def frame_lines(lines: Sequence[Line], rules: LostBreakRules) -> list[Line]:
    """The lines, a flat one cut where its frame ends and begins; all others as they are."""
    return [piece for line in lines for piece in _pieces(line, rules, alone=len(lines) == 1)]


def _pieces(line: Line, rules: LostBreakRules, *, alone: bool) -> Iterator[Line]:
    first = _first_number(line.text, rules) if alone or len(line.content) > LONG_LINE else None
    if first is None:
        yield from _indented_pieces(line, rules) if _TWO_BLANKS in line.text else (line,)
        return
    cuts = {0, *_head_cuts(line.text[:first], rules), first, len(line.text)}
    for match in _CLOSING.finditer(line.text, max(first, len(line.text) - 300)):
        cuts |= {match.start("who"), match.start("date"), match.end("date")} if match["who"] else {match.end()}
    for left, right in pairwise(sorted(cuts)):
        if line.text[left:right].strip(BLANKS):
            yield Line(line.start + left, line.start + right, line.text[left:right])


def _indented_pieces(line: Line, rules: LostBreakRules) -> Iterator[Line]:
    """The line; where it holds a notice, the paragraphs that their indents show: 各镇：　　现将…印发给你们。　　2031年5月8日"""
    cuts = {0, len(line.text)}
    if _INDENT.search(line.text) and rules.notice.search(line.text):
        cuts |= {match.start() for match in _INDENT.finditer(line.text)}
    for left, right in pairwise(sorted(cuts)):
        if line.text[left:right].strip(BLANKS):
            yield Line(line.start + left, line.start + right, line.text[left:right])


def _first_number(text: str, rules: LostBreakRules) -> int | None:
    """Where the first number of the text itself begins, behind a table of contents."""
    first = rules.first_number.search(text)
    if first is None:
        return None
    contents = _CONTENTS.search(text, 0, first.end())
    entry = text[first.end() : first.end() + 3]
    again = text.find(entry, first.end() + 3) if contents else -1
    return again if again > 0 else first.end()


def _head_cuts(head: str, rules: LostBreakRules) -> list[int]:
    """Behind the addressees, the notice, its date and the title, and in front of a table of contents."""
    cuts: list[int] = []
    if addressee := _ADDRESSEE.match(head):
        cuts.append(addressee.end())
    if (found := rules.notice.search(head)) and (stop := head.find("。", found.start())) > 0:
        cuts.append(stop + 1)
        if date := _DATE.search(head, stop, stop + 80):
            cuts.append(date.end())
    at = cuts[-1] if cuts else 0
    if (title := rules.title_end.search(head, at, at + _MAX_TITLE)) and "。" not in head[at : title.end()]:
        cuts += [title.end(), *_behind_title(head, title.end(), rules)]
    if contents := _CONTENTS_AHEAD.search(head[at:]):
        cuts += [at + contents.start(), at + contents.end()]
    return cuts


def _behind_title(head: str, at: int, rules: LostBreakRules) -> Iterator[int]:
    for pattern in (_NUMBER, _BRACKETED_DATE, _ADDRESSEE):
        if match := pattern.match(head, at):
            at = match.end()
            yield at
    if _DATE_NEXT.match(head, at):
        stop = head.find("。", at)
        yield from (match.end() for match in rules.adopted.finditer(head, at, stop if stop >= 0 else len(head)))
