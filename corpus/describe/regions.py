"""Which place a document belongs to: the region a title or an organ's name begins with, and its province and city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..document import Level

_LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "自治州", "州", "盟", "地区"), "city"),
    **dict.fromkeys(("县", "自治县", "旗", "自治旗", "区"), "county"),
}
_BEFORE = re.compile(r"^(?:中共|《|中国共产党|中国[（(])+")
_KIND = re.compile(r"(?:市|自治州|州|盟|地区)$")
# Behind a short name: 吉林市 lies in 吉林省, 海南州 in 青海省; 台湾同胞, 香港同胞 and 澳门居民 are people.
_NO_PROVINCE = ("市", "州", "同胞", "居民")
# What the prefectures that are no city end with.
FULL_NAMES = ("自治州", "盟", "地区")
# The longest short name of an autonomous prefecture: 西双版纳.
_MAX_STATE = 5
# 各县人民政府, 所辖区人民政府 behind a city's name are no county.
_NO_COUNTY = ("各", "所", "市", "城", "全", "及", "属")


@dataclass(frozen=True, slots=True)
class Place:
    """A region as the document names it, its level, and the province and the city it lies in as far as known."""

    region: str | None = None
    level: Level | None = None
    province: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of ``tables/organs.toml``: provinces by their short forms, prefectures by their names, what other names look like."""

    provinces: Mapping[str, str]
    cities: Mapping[str, str]
    place: re.Pattern[str]
    bare_city: re.Pattern[str]
    special: re.Pattern[str]
    full_city: re.Pattern[str]
    short_city: re.Pattern[str]

    def find(self, text: str) -> Place | None:
        """The place a text begins with; ``None`` where it begins with none.

        >>> from duizhao.corpus.describe.profile import load_profile
        >>> find = load_profile().gazetteer.find
        >>> find("安徽合肥市书屋条例")
        Place(region='安徽省合肥市', level='city', province='安徽省', city='合肥市')
        >>> find("深圳经济特区书屋条例")
        Place(region='深圳市', level='city', province='广东省', city='深圳市')
        """
        text = _BEFORE.sub("", text)
        if special := self.special.match(text):
            return Place(special.group(), "province", "新疆维吾尔自治区")
        below = self._below(text)
        if below is not None and below[0].level == "city" and below[0].city in self.cities:
            return self._with_county(*below)
        for short, full in self.provinces.items():
            name = full if text.startswith(full) else short
            rest = text.removeprefix(name)
            if text.startswith(name) and not (name == short and rest.startswith(_NO_PROVINCE)):
                return self._in_province(full, rest)
        return None if below is None else self._with_county(*below)

    def province_of(self, city: str) -> str | None:
        """The province of a prefecture by its full or its short name (合肥市, 延边州)."""
        if city in self.cities:
            return self.cities[city]
        short = _KIND.sub("", city)
        if city.endswith("市"):
            return self.cities.get(short)
        found = {province for name, province in self.cities.items() if name.startswith(short) and name != short}
        return found.pop() if len(found) == 1 and len(short) >= 2 else None

    def _in_province(self, province: str, rest: str) -> Place:
        below = self._below(rest)
        if below is None or below[0].level == "province":
            return Place(province, "province", province)
        place = self._with_county(*below)
        return replace(place, region=f"{province}{place.region}", province=province)

    def _below(self, text: str) -> tuple[Place, str] | None:
        """A place that is no province of the 34, and what stands behind it."""
        if full := self.full_city.match(text):
            return Place(full.group(), "city", self.cities[full.group()], full.group()), text[full.end() :]
        if (state := self._state(text)) is not None:
            return state
        if found := self.place.match(text):
            name, level = found.group(), _LEVELS[found["kind"]]
            province = {"province": name, "city": self.province_of(name)}.get(level)
            return Place(name, level, province, name if level == "city" else None), text[found.end() :]
        short = self.short_city.match(text)
        if short and short.group() not in self.provinces and self.bare_city.match(text[short.end() :]):
            name = f"{short.group()}市"
            return Place(name, "city", self.cities[short.group()], name), text[short.end() :]
        return None

    def _state(self, text: str) -> tuple[Place, str] | None:
        """An autonomous prefecture by its short name: 延边州, 黔东南州."""
        end = text.find("州", 2, _MAX_STATE + 1)
        if end < 0 or text.startswith("市", end + 1):
            return None
        full = [name for name in self.cities if name.startswith(text[:end]) and name.endswith("自治州")]
        if len(full) != 1 or full[0].startswith(text[: end + 1]):
            return None
        name = text[: end + 1]
        return Place(name, "city", self.cities[full[0]], name), text[end + 1 :]

    def _with_county(self, place: Place, rest: str) -> Place:
        found = self.place.match(rest) if place.level == "city" else None
        if found is None or _LEVELS[found["kind"]] != "county" or found.group().startswith(_NO_COUNTY):
            return place
        return replace(place, region=f"{place.region}{found.group()}", level="county")
