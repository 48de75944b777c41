"""What the lines under a title say: on which day who adopted, issued or amended the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .days import find_days
from .frame import FrameLine

# The organ in 某省第十届人民代表大会常务委员会第五次会议通过, 国务院第57次常务会议通过, 中华人民共和国国务院令第404号公布.
_ORGAN = re.compile(
    r"^(?:经|由)?(?P<organ>[\u4e00-\u9fff、]{0,60}?(?:中共中央|委员会|大会|政府|国务院|办公室|政务院|部|局|署|厅|银行|军委|军事委员会|总公司))"
    r"(?=第?[\d一二三四五六七八九十百]+[届次]|第?[\d一二三四五六七八九十百]+号令|令|公告|主席团|常务会议|党组"
    r"|[ \u3000]|发布|公布|审议|会议|批准|通过|修正|修订|颁布|$)"
)
_SESSION = re.compile(r"第?[〇零一二三四五六七八九十百\d]+届")
_TITLES = re.compile(r"[《〈<][^《》]*[》〉>]")
# What stands so in front of the next day belongs to the same act: 会议通过并经, 会议批准的.
_UNFINISHED = re.compile(r"(?:并经|经|[和与及、，的])[ \u3000]*$")


_AMENDS = re.compile(r"《(?P<organ>[^《》]{2,40}?)关于(?:修改|废止|修订)")
_MAX_PARTS = 12
_NEVER_JOINED = ("title", "notice", "prose", "addressee", "contents", "annex", "number")
_YEAR = re.compile(r"[（(]?(?:根据)?[ \u3000]*[12]\d{3}[ \u3000]*年")
_BROKEN_DAY = re.compile(r"\d年(?:[ \u3000]*\d{1,2}(?:月(?:[ \u3000]*\d{1,2})?)?)?[ \u3000]*$")
_ACT = re.compile(r"通过|批准|公布|发布|颁布|修正|修订|修改|施行|执行")

Acts = Sequence[tuple[str, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A day, the act it is the day of (``adopted`` ``issued`` ``amended`` ``approved`` ``in_force``, else ``dated``), and whose act."""

    day: str
    act: str
    organ: str | None


def statements(line: str, acts: Acts) -> list[Statement]:
    """What a line says happened on which day.

    >>> from duizhao.corpus.describe.profile import load_profile
    >>> acts = load_profile().acts
    >>> statements("（2029年11月20日溪山省第十届人民代表大会通过　根据2032年1月9日《关于修改〈甲〉的决定》修正）", acts)[1].act
    'amended'
    """
    text = line.strip("（()） \u3000")
    days = list(find_days(text))
    found: list[Statement] = []
    for day, following in zip(reversed(days), [None, *reversed(days)], strict=False):
        said = text[day.end : following.start if following else len(text)]
        plain = _TITLES.sub("", said)
        if found and _UNFINISHED.search(plain):
            act = found[-1].act
        else:
            act = next((name for name, pattern in acts if pattern.search(plain)), "dated")
        # （某市文化局2024年2月18日发布）
        organ = _organ(text[: day.start]) if day is days[0] and day.start > 3 else _organ(plain)
        amends = _AMENDS.search(said) if organ is None and act == "amended" else None
        found.append(Statement(day.iso, act, amends["organ"] if amends else organ))
    return found[::-1]


def head_statements(lines: Iterable[FrameLine], acts: Acts) -> list[Statement]:
    """The statements of the lines that are a date or say who adopted a document, also where they go on below."""
    return [
        statement
        for line in _rejoined(lines)
        if line.kind in ("date", "adoption")
        for statement in statements(line.text, acts)
    ]


def _rejoined(lines: Iterable[FrameLine]) -> list[FrameLine]:
    """The lines, those joined again that are one statement: a bracket over several lines, a date or a statement broken by a wrap."""
    joined: list[FrameLine] = []
    parts = 1
    for line in lines:
        before = joined[-1].text if joined else ""
        if parts < _MAX_PARTS and line.kind not in _NEVER_JOINED and _goes_on(before, line.text):
            joined[-1], parts = FrameLine("adoption", before + line.text), parts + 1
        else:
            joined.append(line)
            parts = 1
    return joined


def _goes_on(before: str, line: str) -> bool:
    if not _YEAR.search(before):
        return False
    if _BROKEN_DAY.search(before) or (before.startswith(("（", "(")) and _open(before) and _ACT.search(before + line)):
        return True
    last = list(find_days(before))[-1:]
    behind = before[last[0].end :].strip("） \u3000") if last else ""
    return (
        bool(behind) and not _ACT.search(_TITLES.sub("", behind)) and not _YEAR.match(line) and bool(_ACT.search(line))
    )


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _organ(text: str) -> str | None:
    match = _ORGAN.match(_SESSION.sub("", text.strip(" \u3000，")))
    return match["organ"] if match else None
