"""Which place a document belongs to: the region a title or an organ's name begins with, and its province and city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...language import load_table
from ..document import Level

# The longest short name of an autonomous prefecture: 西双版纳.
_MAX_STATE = 5


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A region as the document names it, its level, and the province and the city it lies in as far as known."""

    region: str | None = None
    level: Level | None = None
    province: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of ``tables/organs.toml``: provinces by their short forms, prefectures by their names, what other names look like.

    ``levels`` says of what a name ends with which level it tells, ``kind`` finds what the name of a prefecture or a city ends with.
    """

    provinces: Mapping[str, str]
    cities: Mapping[str, str]
    place: re.Pattern[str]
    bare_city: re.Pattern[str]
    special: re.Pattern[str]
    full_city: re.Pattern[str]
    short_city: re.Pattern[str]
    levels: Mapping[str, Level]
    kind: re.Pattern[str]
    before: re.Pattern[str]
    no_province: re.Pattern[str]
    no_county: re.Pattern[str]

    def find(self, text: str) -> NamedPlace | None:
        """The place a text begins with; ``None`` where it begins with none.

        >>> from duizhao.corpus.describe.description_rules import load_description_rules
        >>> find = load_description_rules().gazetteer.find
        >>> find("安徽合肥市书屋条例")
        NamedPlace(region='安徽省合肥市', level='city', province='安徽省', city='合肥市')
        >>> find("深圳经济特区书屋条例")
        NamedPlace(region='深圳市', level='city', province='广东省', city='深圳市')
        """
        text = self.before.sub("", text)
        if special := self.special.match(text):
            return NamedPlace(special.group(), "province", "新疆维吾尔自治区")
        below = self._below(text)
        if below is not None and below[0].level == "city" and below[0].city in self.cities:
            return self._with_county(*below)
        for short, full in self.provinces.items():
            name = full if text.startswith(full) else short
            rest = text.removeprefix(name)
            if text.startswith(name) and not (name == short and self.no_province.match(rest)):
                return self._in_province(full, rest)
        return None if below is None else self._with_county(*below)

    def province_of(self, city: str) -> str | None:
        """The province of a prefecture by its full or its short name (合肥市, 延边州)."""
        if city in self.cities:
            return self.cities[city]
        short = self.kind.sub("", city)
        if city.endswith("市"):
            return self.cities.get(short)
        found = {province for name, province in self.cities.items() if name.startswith(short) and name != short}
        return found.pop() if len(found) == 1 and len(short) >= 2 else None

    def _in_province(self, province: str, rest: str) -> NamedPlace:
        below = self._below(rest)
        if below is None or below[0].level == "province":
            return NamedPlace(province, "province", province)
        place = self._with_county(*below)
        return replace(place, region=f"{province}{place.region}", province=province)

    def _below(self, text: str) -> tuple[NamedPlace, str] | None:
        """A place that is no province of the 34, and what stands behind it."""
        if full := self.full_city.match(text):
            return NamedPlace(full.group(), "city", self.cities[full.group()], full.group()), text[full.end() :]
        if (state := self._state(text)) is not None:
            return state
        if found := self.place.match(text):
            name, level = found.group(), self.levels[found["kind"]]
            province = {"province": name, "city": self.province_of(name)}.get(level)
            return NamedPlace(name, level, province, name if level == "city" else None), text[found.end() :]
        short = self.short_city.match(text)
        if short and short.group() not in self.provinces and self.bare_city.match(text[short.end() :]):
            name = f"{short.group()}市"
            return NamedPlace(name, "city", self.cities[short.group()], name), text[short.end() :]
        return None

    def _state(self, text: str) -> tuple[NamedPlace, str] | None:
        """An autonomous prefecture by its short name: 延边州, 黔东南州."""
        end = text.find("州", 2, _MAX_STATE + 1)
        if end < 0 or text.startswith("市", end + 1):
            return None
        full = [name for name in self.cities if name.startswith(text[:end]) and name.endswith("自治州")]
        if len(full) != 1 or full[0].startswith(text[: end + 1]):
            return None
        name = text[: end + 1]
        return NamedPlace(name, "city", self.cities[full[0]], name), text[end + 1 :]

    def _with_county(self, place: NamedPlace, rest: str) -> NamedPlace:
        found = self.place.match(rest) if place.level == "city" else None
        if found is None or self.levels[found["kind"]] != "county" or self.no_county.match(found.group()):
            return place
        return replace(place, region=f"{place.region}{found.group()}", level="county")


def load_gazetteer(table: Mapping[str, Any] | None = None) -> Gazetteer:
    """The names of ``tables/organs.toml``; ``table`` is that table, where it was read already.

    >>> load_gazetteer().find("云溪县书屋办法")
    NamedPlace(region='云溪县', level='county', province=None, city=None)
    """
    organs = load_table("duizhao.corpus", "organs") if table is None else table
    cities = {city: province for province, cities in organs["cities"].items() for city in cities}
    kinds: Mapping[Level, list[str]] = organs["kinds"]
    # What the prefectures that are no city end with.
    full = [city for city in cities if city.endswith(tuple(kind for kind in kinds["city"] if kind not in ("市", "州")))]

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(organs[name]["pattern"])

    return Gazetteer(
        provinces=organs["provinces"],
        cities=cities,
        place=pattern("place"),
        bare_city=pattern("bare_city"),
        special=pattern("special"),
        full_city=re.compile("|".join(full)),
        short_city=re.compile("|".join(city for city in cities if city not in full)),
        levels={kind: level for level, names in kinds.items() for kind in names},
        kind=re.compile(rf"(?:{'|'.join(kinds['city'])})$"),
        before=pattern("before"),
        no_province=pattern("no_province"),
        no_county=pattern("no_county"),
    )
