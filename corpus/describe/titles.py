"""The title of a document, also over several lines or inside the notice that issues it, and the kind of document it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.comparable import comparable
from ...language.expressions import expression
from ...language.marks import LINE_ENDS
from .document_frame import FrameLine
from .organ_names import OrganNames
from .title_rules import TitleRules
from .written_days import find_days

# （某府办〔2030〕9号） behind a title is its number.
_NUMBER = expression(
    r"[ \u3000]*[（(][^（）()]{1,14}[〔\[﹝［][12]\d{3}[〕\]﹞］][ \u3000]*第?\d{1,5}[ \u3000]*号[）)]$",
    match=["关于办好书屋的意见（溪府办〔2030〕9号）"],
    no_match=["溪府办〔2030〕9号", "书屋办法（2030年）"],
)
# （2030年5月17日） behind a title is the day that a compiler printed there.
_DAY_BEHIND = re.compile(r"[ \u3000]*[（(〔](?P<day>[^（）()〔〕]{8,24})[）)〕]$")
_AGREED_TO = expression("[已业]经", match=["已经省政府同意，", "业经批准"], no_match=["经费办法"], use="match")
_MAX_FIRST_HALF = 40
_MAX_LINES = 3
# 标题：… in the table above a page
_LABELLED = re.compile(r"[^《》：:]{1,8}[：:]")
_HALF_A_NAME = expression(
    r"^(?:常务委员会|办公厅|办公室)", match=["常务委员会关于书屋的决定"], no_match=["溪山省常务委员会"]
)


def find_title(
    head: Sequence[FrameLine], rules: TitleRules, organs: OrganNames, *, in_articles: bool = False
) -> tuple[str | None, str]:
    """The title in the lines in front of a text, and where it stood (Chinese).

    The last one: behind a notice stands the title of what it hands on.

    :param in_articles: the text begins with 第一条: it is not the notice, but what the notice hands on.

    >>> from .organ_names import load_organ_names
    >>> from .title_rules import load_title_rules
    >>> lines = [FrameLine("issuer", "溪山省关于办好乡村"), FrameLine("title", "书屋的意见")]
    >>> find_title(lines, load_title_rules(), load_organ_names())[0]
    '溪山省关于办好乡村书屋的意见'
    """
    places = [
        i
        for i, line in enumerate(head)
        if line.kind == "title"
        and not _LABELLED.match(line.text)
        and not _is_spoken_of(head[i : i + 2])
        and not _is_cited(head[max(0, i - _MAX_LINES) : i + 1])
    ]
    if not places:
        return None, ""
    spoken_of = [line.text.strip("《》") for i, line in enumerate(head) if _is_spoken_of(head[i : i + 2])]
    title, earlier = _whole(head, places[-1], rules, organs), [head[i].text for i in places[:-1]]
    announced = next((name for name in spoken_of if comparable(name).endswith(comparable(title))), None)
    if announced is not None:
        return announced, "标题行"  # printed over several lines below the notice that says it whole
    again = next((text for text in earlier if comparable(text).endswith(comparable(title))), None)
    if again is not None:
        return again, "标题行"  # the same again, on two lines or without its issuer's name
    signed = in_articles or _is_signed(head[places[-1] + 1 :])
    return _handed_on(title, earlier, rules, signed=signed) or (title, "标题行")


def _is_spoken_of(lines: Sequence[FrameLine]) -> bool:
    """Does a sentence of a notice begin with a title that has the line to itself: 《…若干措施》 above 已经省政府同意?"""
    first, *behind = (line.text for line in lines)
    return first.startswith("《") and first.endswith("》") and any(map(_AGREED_TO.match, behind))


def _is_cited(lines: Sequence[FrameLine]) -> bool:
    """Does the last line end a title in 《》 that stands inside a sentence, which began on a line above: 为贯彻…，落实 above 《…意见》?"""
    texts = [line.text for line in lines]
    opened = next((i for i in reversed(range(len(texts))) if texts[i].startswith("《")), None)
    if opened is None or not texts[-1].endswith("》") or not opened:
        return False
    before = texts[opened - 1]
    return "，" in before and not before.endswith(tuple(LINE_ENDS))


def _handed_on(title: str, earlier: Sequence[str], rules: TitleRules, *, signed: bool) -> tuple[str, str] | None:
    """What a notice of that title issues, where it is that which follows; ``None`` where the notice is the document."""
    issued = rules.issues.search(title)
    name = issued and (issued["title"] or issued["plain"])
    if issued is None or not name:
        return None
    for text in earlier:
        if comparable(text) == comparable(name):
            return text, "标题行"
    if issued["plain"] and not doc_type(name, rules.types):
        return None  # a list, a result: nothing that has a title of its own
    if issued["notice"] is None and issued["title"]:
        return name, "印发该文件的标题行"  # 某办公厅印发《…意见》 above the text itself
    return (name, "印发通知的标题") if signed else None


def without_number(title: str) -> str:
    """A title without the document number in brackets behind it.

    >>> without_number("关于办好书屋的意见（溪府办〔2030〕9号）")
    '关于办好书屋的意见'
    """
    return _NUMBER.sub("", title)


def without_day(title: str) -> tuple[str, str | None]:
    """A title without the day in brackets that a compiler printed behind it, and that day.

    >>> without_day("关于办好书屋的意见（2030 年5 月17 日）"), without_day("书屋办法（试行）")
    (('关于办好书屋的意见', '2030-05-17'), ('书屋办法（试行）', None))
    """
    behind = _DAY_BEHIND.search(title)
    days = list(find_days(behind["day"])) if behind else []
    if (
        behind is None
        or len(days) != 1
        or re.sub(r"\s", "", behind["day"]) != re.sub(r"\s", "", days[0].of(behind["day"]))
    ):
        return title, None
    return title[: behind.start()], days[0].iso


def doc_type(title: str | None, types: Sequence[str]) -> str | None:
    """The kind of document a title ends with.

    >>> doc_type("关于印发《书屋管理办法（试行）》的通知", ("办法", "通知"))
    '办法'
    """
    plain = re.sub(r"[（(][^（）()]*[）)]|》", "", title or "")
    handed_on = plain.removesuffix("的通知")
    return next((kind for text in (handed_on, plain) for kind in types if text.endswith(kind)), None)


def _whole(head: Sequence[FrameLine], last: int, rules: TitleRules, organs: OrganNames) -> str:
    """A title with the lines above and below that belong to it."""
    first = _first_of_three(head, last)
    title = "".join(line.text for line in head[first : last + 1])
    while first > 0 and last - first < _MAX_LINES and _is_first_half(head[first - 1], title, rules, organs):
        first -= 1
        title = head[first].text + title
    if last + 1 < len(head) and rules.rest.match(head[last + 1].text):
        title += head[last + 1].text
    return title


def _first_of_three(head: Sequence[FrameLine], last: int) -> int:
    """The index of the line that begins a title with 关于 two lines above its end; ``last`` where none does."""
    above = head[max(0, last - 2) : last]
    unfinished = len(above) == 2 and all(_may_be_half(line) and line.kind != "title" for line in above)
    if unfinished and "关于" in above[0].text and "关于" not in head[last].text:
        return last - 2
    return last


def _may_be_half(line: FrameLine) -> bool:
    return (
        line.kind in ("issuer", "title")
        and len(line.text) <= _MAX_FIRST_HALF
        and re.search("[：:，。；|>]", line.text) is None
    )


def _is_first_half(line: FrameLine, title: str, rules: TitleRules, organs: OrganNames) -> bool:
    """Does a line begin a title that goes on below: 某省人民政府关于推进 above 书屋有序发展的意见, 某厅转发 above 关于…的意见?"""
    text = line.text
    if not _may_be_half(line):
        return False
    if text.count("《") > text.count("》") or title in rules.types:
        return True
    if line.kind == "title":
        return False
    if title.startswith(("关于", "《")):
        return text.endswith(("印发", "转发", "发布"))
    if organs.looks_like_organ(text):
        return text.endswith("人民代表大会") and _HALF_A_NAME.match(title) is not None
    return "关于" not in title and (
        "关于" in text or rules.unfinished.search(text) is not None or rules.names_a_place.match(text) is not None
    )


def _is_signed(lines: Sequence[FrameLine]) -> bool:
    """Does a notice end in these lines, so that what follows is what it issues?"""
    notice = next((i for i, line in enumerate(lines) if line.kind == "notice"), None)
    return notice is not None and any(line.kind == "date" for line in lines[notice + 1 :])
