"""What a document says of itself: title, issuer, region, level, date, kind, what it implements, and the role that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .document import Level, Metadata, Role
from .frame import Frame, FrameLine
from .numerals import ordinal
from .rules import load_table

# Not the day from which it applies (自2031年1月1日起施行).
_DATE = re.compile(
    r"([〇○零一二三四五六七八九\d]{4})\s*年\s*([一二三四五六七八九十\d]{1,3})\s*月\s*([一二三四五六七八九十\d]{1,3})\s*日(?!起|施行)"
)
# The opening of a document is where it names what it implements; a law does so in its first article.
_OPENING = 800
# Shorter ones are abbreviations (以下简称《意见》).
_MIN_TITLE = 5
_LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "自治州", "州", "盟", "地区"), "city"),
    **dict.fromkeys(("县", "自治县", "旗", "自治旗", "区"), "county"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """The tables by which a document's own words are understood."""

    levels: tuple[tuple[Level, re.Pattern[str]], ...]
    central: re.Pattern[str]
    place: re.Pattern[str]
    provinces: Mapping[str, str]
    types: tuple[str, ...]
    genre: re.Pattern[str]
    implements: re.Pattern[str]
    purpose: re.Pattern[str]


def load_profile() -> Profile:
    """The tables ``organs.toml`` and ``frame.toml``, compiled."""
    organs: dict[str, Any] = load_table("duizhao.corpus", "organs")
    frame: dict[str, Any] = load_table("duizhao.corpus", "frame")
    levels: dict[Level, re.Pattern[str]] = {row["level"]: re.compile(row["pattern"]) for row in organs["level"]}
    return Profile(
        levels=tuple(levels.items()),
        central=levels["central"],
        place=re.compile(organs["place"]["pattern"]),
        provinces=organs["provinces"],
        types=tuple(frame["title"]["types"]),
        genre=re.compile(frame["genre"]["pattern"], re.MULTILINE),
        implements=re.compile(frame["implements"]["pattern"]),
        purpose=re.compile(frame["purpose"]["pattern"]),
    )


def describe(text: str, frame: Frame, source: str | None, profile: Profile) -> Metadata:
    """Read off a cleaned text and its frame what the document says of itself.

    :param source: where a page says that its text comes from, which cleaning took out of it.
    """
    title = _title(frame)
    issuer = _issuer(frame, title)
    region, level = _place(title, issuer, frame, profile)
    doc_type = _doc_type(title, profile)
    implements = _implemented(frame.body.of(text)[:_OPENING], title, profile)
    metadata = Metadata(
        title=title,
        issuer=issuer,
        region=region,
        level=level,
        date=_date(frame),
        doc_type=doc_type,
        number=next((line.text for line in frame.head if line.kind == "number"), None),
        source=source,
        implements=implements,
    )
    role, reason = _role(text, frame, metadata, profile)
    return replace(metadata, role=role, role_reason=reason)


def _title(frame: Frame) -> str | None:
    """The last title in the head: behind a notice stands the title of what it hands on."""
    titles = [i for i, line in enumerate(frame.head) if line.kind == "title"]
    if not titles:
        return None
    last = titles[-1]
    title = frame.head[last].text
    before = frame.head[last - 1] if last > 0 else None
    if before is not None and _is_first_half(before, title):
        return before.text + title
    return title


def _is_first_half(line: FrameLine, title: str) -> bool:
    """Does a line begin a title that goes on below: 某省人民政府关于推进 above 书屋有序发展的意见, 某厅转发 above 关于…的意见?"""
    if title.startswith(("关于", "《")):
        return line.text.endswith(("印发", "转发", "发布"))
    return line.kind == "issuer" and "关于" in line.text and "关于" not in title and not _looks_like_organ(line.text)


def _issuer(frame: Frame, title: str | None) -> str | None:
    organs = [line.text for line in frame.head if line.kind == "issuer" and _looks_like_organ(line.text)]
    signed = [line.text for line in frame.tail if line.kind == "issuer" and _looks_like_organ(line.text)]
    if organs:
        organ = re.sub(r"(?:印发|转发|发布|文件|令)$", "", organs[0])
        # A letterhead may leave out 国家, or the province.
        return next((full for full in signed if full.endswith(organ)), organ)
    if signed:
        return "、".join(signed)
    before = re.match(r"^(.{2,30}?)关于", title or "")
    return before[1] if before and _looks_like_organ(before[1]) else None


def _looks_like_organ(text: str) -> bool:
    return (
        re.search(
            r"(?:中央|委|会|府|院|部|局|厅|办|办公室|署|处|组|中心|社|银行|军|团|联)(?:印发|转发|发布|文件|令)?$", text
        )
        is not None
    )


def _place(title: str | None, issuer: str | None, frame: Frame, profile: Profile) -> tuple[str | None, Level | None]:
    """Region and level, from the title, the issuer and the lines of adoption, in this order of trust."""
    for text in (title or "", issuer or ""):
        if profile.central.match(text):
            return None, "central"
        found = _region(text, profile)
        if found is not None:
            return found
    adopters = [_adopter(line.text) for line in frame.head if line.kind == "adoption"]
    others = [line.text for line in frame.head if line.kind in ("number", "notice")]
    for text in (issuer or "", *adopters, title or "", *others):
        for level, pattern in profile.levels:
            if pattern.search(text):
                return (None, level) if level == "central" else (_region(text, profile) or (None, level))
    return None, None


def _adopter(line: str) -> str:
    """The organ in a line of adoption, without its bracket and its date."""
    text = line.lstrip("（( \u3000")
    dated = _DATE.match(text)
    return text[dated.end() :].strip() if dated else text


def _region(text: str, profile: Profile) -> tuple[str, Level] | None:
    text = re.sub(r"^(?:中共|《|中国共产党|中国[（(])+", "", text)
    for short, full in profile.provinces.items():
        name = full if text.startswith(full) else short
        rest = text.removeprefix(name)
        if text.startswith(name) and not (name == short and rest.startswith("市")):  # 吉林市 lies in 吉林省
            below = profile.place.match(rest)
            return (full + below.group(), _LEVELS[below["kind"]]) if below else (full, "province")
    found = profile.place.match(text)
    return (found.group(), _LEVELS[found["kind"]]) if found else None


def _date(frame: Frame) -> str | None:
    """The date as ISO 8601: of adoption or amendment (the last one), in the head, else under the signature."""
    lines: Sequence[FrameLine] = [line for line in (*frame.head, *frame.tail) if line.kind in ("date", "adoption")]
    dated = [line for line in lines if "施行" not in line.text] or lines
    for line in reversed(dated):
        found = list(_DATE.finditer(line.text))
        if found:
            year, month, day = (ordinal(part) or 0 for part in found[-1].groups())
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _doc_type(title: str | None, profile: Profile) -> str | None:
    plain = re.sub(r"[（(][^（）()]*[）)]|》", "", title or "")
    handed_on = re.sub(r"的通知$", "", plain)
    return next((kind for text in (handed_on, plain) for kind in profile.types if text.endswith(kind)), None)


def _implemented(opening: str, title: str | None, profile: Profile) -> tuple[str, ...]:
    """The titles in the clauses that say what the document carries out, without 《》 and without its own."""
    found: dict[str, None] = {}
    for match in profile.implements.finditer(opening):
        clause = match["titles"]
        sentence = opening[match.start() : opening.find("。", match.start()) + 1 or None]
        if profile.purpose.search(sentence):
            found.update(dict.fromkeys(re.findall(r"《([^《》]{2,80})》", clause)))
    return tuple(name for name in found if name != title and len(name) >= _MIN_TITLE and name.endswith(profile.types))


def _role(text: str, frame: Frame, metadata: Metadata, profile: Profile) -> tuple[Role, str]:
    opening = "\n".join([*(line.text for line in frame.head), frame.body.of(text)[:_OPENING]])
    genre = profile.genre.search(opening)
    if genre is not None:
        return "other", f"自称“{genre.group().strip('【】（）[] ')}”，是报告或评论，不是措施"
    if metadata.doc_type is None and not metadata.implements:
        return "other", "没有文种标题（意见、措施、办法、条例……），也没有写明落实哪一份文件"
    if metadata.level == "central":
        return "central", f"由{metadata.issuer}发布，属中央层级" if metadata.issuer else "标题或通过机关属中央层级"
    if metadata.implements:
        return "local", f"写明落实《{metadata.implements[0]}》"
    if metadata.level is not None:
        return "local", f"属{metadata.region or '地方'}，未写明落实哪一份文件"
    return "other", "看不出发布机关和层级，也没有写明落实哪一份文件"
