"""What a document is taken for on its own, and which documents it says it implements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..document import Role
from .description_rules import DescriptionRules
from .gazetteer import NamedPlace

# Shorter ones are abbreviations (以下简称《意见》).
_MIN_TITLE = 5
_CITED = re.compile(r"《([^《》]{2,80})》")


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of itself, as far as its role depends on it; ``where`` is what told its place."""

    title: str | None
    doc_type: str | None
    issuer: str | None
    place: NamedPlace
    where: str
    implements: tuple[str, ...]


def own_role(said: Said, opening: str, genre: re.Pattern[str]) -> tuple[Role, str]:
    """The role of a document by itself, and why (Chinese).

    :param opening: its head and its first paragraphs, in which a report or a commentary calls itself so.
    """
    found = genre.search(opening)
    if found is not None:
        return "other", f"自称“{found.group().strip('【】（）[] ')}”，是报告或评论，不是措施"
    if said.doc_type is None and not said.implements:
        return "other", "没有文种标题（意见、措施、办法、条例……），也没有写明落实哪一份文件"
    if said.place.level == "central":
        return "central", f"由{said.issuer}发布，属中央层级" if said.issuer else f"由{said.where}看，属中央层级"
    if said.implements:
        return "local", f"写明落实《{said.implements[0]}》"
    if said.place.level is not None:
        return "local", f"属{said.place.region or '地方'}，未写明落实哪一份文件"
    return "other", "看不出发布机关和层级，也没有写明落实哪一份文件"


def implemented(opening: str, title: str | None, rules: DescriptionRules) -> tuple[str, ...]:
    """The titles that the title and the opening say the document carries out, without 《》 and without its own."""
    found: dict[str, None] = {}
    for match in rules.titles.carries_out.finditer(title or ""):
        found.update(dict.fromkeys(_CITED.findall(match["titles"])))
    for match in rules.implements.finditer(opening):
        sentence = opening[match.start() : opening.find("。", match.start()) + 1 or None]
        if rules.purpose.search(sentence):
            found.update(dict.fromkeys(_CITED.findall(match["titles"])))
    types = rules.titles.types
    return tuple(name for name in found if name != title and len(name) >= _MIN_TITLE and name.endswith(types))
