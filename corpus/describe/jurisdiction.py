"""Region and level of a document, from what is surest to what is least: title, issuer, adoption, scope, the file's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...language.expressions import expression
from ...language.numerals import TO_TEN
from .dated_acts import Statement
from .description_rules import DescriptionRules
from .document_frame import FrameLine
from .gazetteer import NamedPlace
from .written_days import find_days

# So far into a text it is looked for where it applies.
_FAR = 100_000
_ALL_OF_THEM = expression(
    rf"等[0-9{TO_TEN}]{{1,3}}个?(?:部门|单位)$", match=["教育部等五部门", "等13个单位"], no_match=["等部门", "五部门"]
)
_CENTRAL = NamedPlace(None, "central")
_MAKING = ("adopted", "issued", "dated", "amended")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells the place of a document; ``body`` is empty where its words are not to be trusted with that."""

    title: str | None
    doc_type: str | None
    issuer: str | None
    statements: Sequence[Statement]
    head: Sequence[FrameLine]
    body: str
    words: Sequence[str]
    printer: str | None


def find_place(evidence: Evidence, rules: DescriptionRules) -> tuple[NamedPlace, str]:
    """Region, level, province and city, and what they were told by (Chinese)."""
    for place, where in _candidates(evidence, rules):
        if place is not None:
            return _with_province(place, evidence, rules), where
    return NamedPlace(), ""


def _candidates(evidence: Evidence, rules: DescriptionRules) -> Iterator[tuple[NamedPlace | None, str]]:
    title, issuer = evidence.title or "", evidence.issuer or ""
    makers = [s.organ for s in evidence.statements if s.organ is not None and s.act in _MAKING]
    named = _named(title, rules)
    if named is not None and named is not _CENTRAL and makers and all(map(rules.central.match, makers)):
        yield _CENTRAL, "公布它的机关"  # a ministry's rules for an exchange in Shanghai
    city = rules.gazetteer.find(makers[0]) if makers else None
    levels = (named.level, city.level) if named and city else ()
    if named and city and levels == ("province", "city") and named.province == city.province:
        yield city, "通过它的机关"  # the rules of a city for a place that bears the name of the province
    if title.endswith("法") and evidence.doc_type == "法":
        yield _CENTRAL, "标题是法律"  # whatever place it is about
    yield named, "标题"
    yield _named(issuer, rules), "发布机关"
    adopters = [_adopter(line.text) for line in evidence.head if line.kind == "adoption"]
    others = [line.text for line in evidence.head if line.kind in ("number", "notice")]
    for texts, where in (
        ((issuer,), "发布机关"),
        (makers, "通过或公布它的机关"),
        (adopters, "通过或公布它的机关"),
        ((title,), "标题"),
        (others, "通知或文号"),
    ):
        for text in texts:
            for level, pattern in rules.levels:
                if pattern.search(text):
                    yield (
                        _CENTRAL if level == "central" else rules.gazetteer.find(text) or NamedPlace(None, level),
                        where,
                    )
    yield rules.gazetteer.find(evidence.printer or ""), "印发机关"
    yield _scope(evidence, rules), "正文所说的适用范围"
    yield from (
        (place, "文件名") for word in evidence.words if (place := rules.gazetteer.find(word)) and place.province
    )


def _named(text: str, rules: DescriptionRules) -> NamedPlace | None:
    """The place a title or an organ begins with; several organs joined by 、 are central if the first is (教育部等五部门)."""
    text = _ALL_OF_THEM.sub("", text.split("、", maxsplit=1)[0]) if "关于" not in text else text
    return _CENTRAL if rules.central.match(text) else rules.gazetteer.find(text)


def _adopter(line: str) -> str:
    """The organ in a line of adoption, without its bracket and its date."""
    text = line.lstrip("（( \u3000")
    day = next(find_days(text), None)
    return text[day.end :].strip() if day is not None and day.start == 0 else text


def _scope(evidence: Evidence, rules: DescriptionRules) -> NamedPlace | None:
    """The level that a text shows by where it says it applies; ``None`` where it speaks of a place of its own and of the country."""
    if not evidence.body:
        return None
    addressees = "\n".join(line.text for line in evidence.head if line.kind == "addressee")
    text = "\n".join((addressees, evidence.body[:_FAR]))
    levels = [level for level, pattern in rules.scopes if pattern.search(text)]
    local = [level for level in levels if level != "central"]
    if (evidence.title or "").startswith("全国"):
        levels.append("central")
    if local:
        return NamedPlace(None, local[0]) if len(local) == 1 else None
    return _CENTRAL if levels else None


def _with_province(place: NamedPlace, evidence: Evidence, rules: DescriptionRules) -> NamedPlace:
    """The province of a city that no table knows is that of the assembly that approved its law."""
    if place.province is not None or place.level in (None, "central"):
        return place
    for statement in evidence.statements:
        higher = rules.gazetteer.find(statement.organ or "")
        if higher is not None and higher.level == "province":
            return replace(place, province=higher.province)
    return place
