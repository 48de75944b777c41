"""The tables by which a document's own words are understood, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...language import load_table
from ..document import Level
from .document_numbers import NumberRules
from .printing import PrintingRules
from .regions import FULL_NAMES, Gazetteer
from .titles import TitleRules


@dataclass(frozen=True, slots=True)
class Profile:
    """``organs.toml``, ``metadata.toml`` and what ``frame.toml`` says of titles."""

    levels: tuple[tuple[Level, re.Pattern[str]], ...]
    scopes: tuple[tuple[Level, re.Pattern[str]], ...]
    central: re.Pattern[str]
    gazetteer: Gazetteer
    titles: TitleRules
    title_end: re.Pattern[str]
    numbers: NumberRules
    printing: PrintingRules
    acts: tuple[tuple[str, re.Pattern[str]], ...]
    in_force: re.Pattern[str]
    page_head: re.Pattern[str]
    file_name_noise: re.Pattern[str]
    genre: re.Pattern[str]
    implements: re.Pattern[str]
    purpose: re.Pattern[str]


def load_profile(frame: Mapping[str, Any] | None = None) -> Profile:
    """The tables, compiled; ``frame`` is ``tables/frame.toml``, where it was read already."""
    organs: dict[str, Any] = load_table("duizhao.corpus", "organs")
    frame = frame or load_table("duizhao.corpus", "frame")
    table: dict[str, Any] = load_table("duizhao.corpus", "metadata")
    levels: dict[Level, re.Pattern[str]] = {row["level"]: re.compile(row["pattern"]) for row in organs["level"]}
    types = tuple(frame["title"]["types"])
    return Profile(
        levels=tuple(levels.items()),
        scopes=tuple((row["level"], re.compile(row["pattern"])) for row in table["scope"]),
        central=levels["central"],
        gazetteer=_gazetteer(organs),
        titles=TitleRules(types, _pattern(table, "title_line")),
        title_end=re.compile(rf"(?:{'|'.join(types)})(?:[（(][^（）()]{{1,20}}[）)])*$"),
        numbers=NumberRules(_pattern(table, "number"), _pattern(table, "order")),
        printing=PrintingRules(_pattern(table, "copies"), _pattern(table, "printing")),
        acts=tuple((row["name"], re.compile(row["pattern"])) for row in table["act"]),
        in_force=_pattern(table, "in_force"),
        page_head=_pattern(table, "page_head"),
        file_name_noise=_pattern(table, "file_name_noise"),
        genre=re.compile(frame["genre"]["pattern"], re.MULTILINE),
        implements=_pattern(frame, "implements"),
        purpose=_pattern(frame, "purpose"),
    )


def _gazetteer(organs: Mapping[str, Any]) -> Gazetteer:
    cities = {city: province for province, cities in organs["cities"].items() for city in cities}
    full = [city for city in cities if city.endswith(FULL_NAMES)]
    return Gazetteer(
        provinces=organs["provinces"],
        cities=cities,
        place=_pattern(organs, "place"),
        bare_city=_pattern(organs, "bare_city"),
        special=_pattern(organs, "special"),
        full_city=re.compile("|".join(full)),
        short_city=re.compile("|".join(city for city in cities if city not in full)),
    )


def _pattern(table: Mapping[str, Any], name: str) -> re.Pattern[str]:
    return re.compile(table[name]["pattern"])
