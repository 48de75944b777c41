"""The lines of a text whose line breaks were lost, as far as its frame is concerned: notice, title and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..clean.lines import BLANKS, Line

# A line this long may have swallowed the line breaks of a text: in front of its numbers, and between its frame and itself.
LONG_LINE = 300
_CITED = r"(?![的、，；款项至和与及]|规定|所[列称述规])"
_FIRST_NUMBER = re.compile(
    rf"(?<=[。；：:])[ \u3000]*(?=[一—][ \u3000]?、|第一[编章条]{_CITED}|[1１][ \u3000]?[、．.](?!\d)|[（(][一—1１][)）])"
    r"|(?=第一[编章条][ \u3000])"
    # behind a title, a date or the organ that adopted it
    rf"|(?<=[法例定则见施划案录次日号过正订布准行）)])(?=第一[编章条]{_CITED})"
)
_CONTENTS = re.compile(r"目[ \u3000]*[录次][ \u3000]*$")
_ADDRESSEE = re.compile(r"[\s\u3000]*各[^：:。]{2,200}[：:]")
_DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日(?:印发)?")
# A document begins its opening with these, so that its title ends in front of them.
_YEAR = r"[（(]?(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年"
_OPENING = rf"(?=[ \u3000]*(?:为|根据|依据|依照|按照|第一[编章条]|近年|近日|目[ \u3000]*[录次]|{_YEAR}))"
_MAX_TITLE = 80
_CLOSING = re.compile(
    r"(?<=[。）])[ \u3000]*(?:(?=抄送[：:]|附件?[ \u3000]?\d?[：:])"
    r"|(?P<who>[^。，；]{2,120}?)(?P<date>[12]\d{3}年\d{1,2}月\d{1,2}日(?:印发)?)[ \u3000]*(?:（[^（）]{2,20}）)?[ \u3000]*$)"
)
# What stands between the title and the text: the document's number, to whom it goes, who adopted it and when.
_NUMBER = re.compile(r"[ \u3000]*[\u4e00-\u9fff]{1,10}[〔\[][12]\d{3}[〕\]][ \u3000]?\d{1,5}[ \u3000]?号")
_BRACKETED_DATE = re.compile(r"[ \u3000]*[（(][12]\d{3}年\d{1,2}月\d{1,2}日[^（）()。]{0,200}[）)]")
_ADOPTED = re.compile(
    r"(?:(?<=通过|批准|修正|修订|修改|公布|发布|施行|废止)|(?<=[令号〉》]))[ \u3000]*(?=[（(]?[12]\d{3}年\d{1,2}月\d{1,2}日)"
    r"|(?<=会议通过|会议批准)(?![的，、并和与于。）》及])[ \u3000]*"
)


def title_before_text(types: str) -> re.Pattern[str]:
    """The end of a title that has no line of its own: behind it begins the text, a date or a table of contents.

    :param types: alternatives of what a title ends with.
    """
    return re.compile(
        rf"(?:{types})(?:[（(](?![12]\d{{3}}年)[^（）()]{{1,20}}[）)])?(?:{_OPENING}|(?={_NUMBER.pattern}))"
    )


def frame_lines(lines: Sequence[Line], notice: re.Pattern[str], title_end: re.Pattern[str]) -> list[Line]:
    """The lines, a flat one cut where its frame ends and begins; all others as they are.

    :param notice: what the paragraph of an issuing notice says.
    :param title_end: what :func:`title_before_text` gave.
    """
    return [piece for line in lines for piece in _pieces(line, notice, title_end, alone=len(lines) == 1)]


def _pieces(line: Line, notice: re.Pattern[str], title_end: re.Pattern[str], *, alone: bool) -> Iterator[Line]:
    first = _first_number(line.text) if alone or len(line.content) > LONG_LINE else None
    if first is None:
        yield line
        return
    cuts = {0, *_head_cuts(line.text[:first], notice, title_end), first, len(line.text)}
    for match in _CLOSING.finditer(line.text, max(first, len(line.text) - 300)):
        cuts |= {match.start("who"), match.start("date"), match.end("date")} if match["who"] else {match.end()}
    for left, right in pairwise(sorted(cuts)):
        if line.text[left:right].strip(BLANKS):
            yield Line(line.start + left, line.start + right, line.text[left:right])


def _first_number(text: str) -> int | None:
    """Where the first number of the text itself begins, behind a table of contents."""
    first = _FIRST_NUMBER.search(text)
    if first is None:
        return None
    contents = _CONTENTS.search(text, 0, first.end())
    entry = text[first.end() : first.end() + 3]
    again = text.find(entry, first.end() + 3) if contents else -1
    return again if again > 0 else first.end()


def _head_cuts(head: str, notice: re.Pattern[str], title_end: re.Pattern[str]) -> list[int]:
    """Behind the addressees, the notice, its date and the title, and in front of a table of contents."""
    cuts: list[int] = []
    if addressee := _ADDRESSEE.match(head):
        cuts.append(addressee.end())
    if (found := notice.search(head)) and (stop := head.find("。", found.start())) > 0:
        cuts.append(stop + 1)
        if date := _DATE.search(head, stop, stop + 80):
            cuts.append(date.end())
    at = cuts[-1] if cuts else 0
    if (title := title_end.search(head, at, at + _MAX_TITLE)) and "。" not in head[at : title.end()]:
        cuts += [title.end(), *_behind_title(head, title.end())]
    if contents := re.search(r"目[ \u3000]*[录次](?=[ \u3000]*第一[编章])", head[at:]):
        cuts += [at + contents.start(), at + contents.end()]
    return cuts


def _behind_title(head: str, at: int) -> Iterator[int]:
    for pattern in (_NUMBER, _BRACKETED_DATE, _ADDRESSEE):
        if match := pattern.match(head, at):
            at = match.end()
            yield at
    if re.compile(rf"[ \u3000]*{_DATE.pattern}").match(head, at):
        stop = head.find("。", at)
        yield from (match.end() for match in _ADOPTED.finditer(head, at, stop if stop >= 0 else len(head)))
