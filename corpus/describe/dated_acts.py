"""What the lines under a title say: on which day who adopted, issued or amended the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...language.expressions import expression
from ...language.numerals import TO_HUNDREDS
from .document_frame import FrameLine
from .written_days import find_days

_SESSION = expression(rf"第?[{TO_HUNDREDS}\d]+届", match=["第十届", "13届"], no_match=["第十次"])
_TITLES = re.compile(r"[《〈<][^《》]*[》〉>]")
# What stands so in front of the next day belongs to the same act: 会议通过并经, 会议批准的.
_UNFINISHED = expression(
    r"(?:并经|经|[和与及、，的])[ \u3000]*$", match=["会议通过并经", "会议批准的"], no_match=["会议通过", "经会议批准"]
)
_AMENDS = expression(
    r"《(?P<organ>[^《》]{2,40}?)关于(?:修改|废止|修订)",
    match=["《溪山省人民政府关于修改〈书屋办法〉的决定》"],
    no_match=["《溪山省人民政府关于办好书屋的意见》"],
)
_MAX_PARTS = 12
_NEVER_JOINED = ("title", "notice", "prose", "addressee", "contents", "annex", "number")
_YEAR = expression(
    r"[（(]?(?:根据)?[ \u3000]*[12]\d{3}[ \u3000]*年",
    match=["（2021年", "根据2032 年"],
    no_match=["（二〇二一年", "2021-07-01"],
)
_BROKEN_DAY = expression(
    r"\d年(?:[ \u3000]*\d{1,2}(?:月(?:[ \u3000]*\d{1,2})?)?)?[ \u3000]*$",
    match=["2021年", "2021年7月", "2021年 7月1"],
    no_match=["2021年7月1日", "2021"],
)


@dataclass(frozen=True, slots=True)
class ActRules:
    """The acts of ``tables/metadata.toml`` by their names, the organ in front of one (``organ``), and what tells any of them (``done``)."""

    acts: tuple[tuple[str, re.Pattern[str]], ...]
    organ: re.Pattern[str]
    done: re.Pattern[str]

    def act(self, said: str) -> str:
        """The name of the act that is said behind a day; ``dated`` where none is."""
        return next((name for name, pattern in self.acts if pattern.search(said)), "dated")


@dataclass(frozen=True, slots=True)
class Statement:
    """A day, the act it is the day of (``adopted`` ``issued`` ``amended`` ``approved`` ``in_force``, else ``dated``), and whose act."""

    day: str
    act: str
    organ: str | None


def statements(line: str, rules: ActRules) -> list[Statement]:
    """What a line says happened on which day.

    >>> from duizhao.corpus.describe.description_rules import load_description_rules
    >>> acts = load_description_rules().dates.acts
    >>> statements("（2029年11月20日溪山省第十届人民代表大会通过　根据2032年1月9日《关于修改〈甲〉的决定》修正）", acts)[1].act
    'amended'
    """
    text = line.strip("（()） \u3000")
    days = list(find_days(text))
    found: list[Statement] = []
    for day, following in zip(reversed(days), [None, *reversed(days)], strict=False):
        said = text[day.end : following.start if following else len(text)]
        plain = _TITLES.sub("", said)
        act = found[-1].act if found and _UNFINISHED.search(plain) else rules.act(plain)
        # （某市文化局2024年2月18日发布）
        organ = _organ(text[: day.start] if day is days[0] and day.start > 3 else plain, rules)
        amends = _AMENDS.search(said) if organ is None and act == "amended" else None
        found.append(Statement(day.iso, act, amends["organ"] if amends else organ))
    return found[::-1]


def head_statements(lines: Iterable[FrameLine], rules: ActRules) -> list[Statement]:
    """The statements of the lines that are a date or say who adopted a document, also where they go on below."""
    return [
        statement
        for line in _rejoined(lines, rules)
        if line.kind in ("date", "adoption")
        for statement in statements(line.text, rules)
    ]


def _rejoined(lines: Iterable[FrameLine], rules: ActRules) -> list[FrameLine]:
    """The lines, those joined again that are one statement: a bracket over several lines, a date or a statement broken by a wrap."""
    joined: list[FrameLine] = []
    parts = 1
    for line in lines:
        before = joined[-1].text if joined else ""
        if parts < _MAX_PARTS and line.kind not in _NEVER_JOINED and _goes_on(before, line.text, rules):
            joined[-1], parts = FrameLine("adoption", before + line.text), parts + 1
        else:
            joined.append(line)
            parts = 1
    return joined


def _goes_on(before: str, line: str, rules: ActRules) -> bool:
    if not _YEAR.search(before):
        return False
    if _BROKEN_DAY.search(before) or (
        before.startswith(("（", "(")) and _open(before) and rules.done.search(before + line)
    ):
        return True
    last = list(find_days(before))[-1:]
    behind = before[last[0].end :].strip("） \u3000") if last else ""
    unsaid = bool(behind) and not rules.done.search(_TITLES.sub("", behind))
    return unsaid and not _YEAR.match(line) and rules.done.search(line) is not None


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _organ(text: str, rules: ActRules) -> str | None:
    match = rules.organ.match(_SESSION.sub("", text.strip(" \u3000，")))
    return match["organ"] if match else None
