"""The tables by which a document's own words are understood, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...language import load_table
from ..document import Level
from ..page_labels import PageLabels, load_page_labels
from .dated_acts import ActRules
from .document_dates import DocumentDateRules
from .document_numbers import NumberRules
from .gazetteer import Gazetteer, load_gazetteer
from .organ_names import OrganNames, load_organ_names
from .signature import PrintingRules
from .title_rules import TitleRules, load_title_rules


@dataclass(frozen=True, slots=True)
class DescriptionRules:
    """What ``organs.toml``, ``metadata.toml``, ``titles.toml``, ``page_labels.toml`` and ``frame.toml`` say of a document's own words."""

    levels: tuple[tuple[Level, re.Pattern[str]], ...]
    scopes: tuple[tuple[Level, re.Pattern[str]], ...]
    central: re.Pattern[str]
    gazetteer: Gazetteer
    organs: OrganNames
    titles: TitleRules
    numbers: NumberRules
    printing: PrintingRules
    dates: DocumentDateRules
    labels: PageLabels
    file_name_noise: re.Pattern[str]
    genre: re.Pattern[str]
    implements: re.Pattern[str]
    purpose: re.Pattern[str]


def load_description_rules(
    frame: Mapping[str, Any] | None = None, titles: TitleRules | None = None, labels: PageLabels | None = None
) -> DescriptionRules:
    """The tables, compiled.

    :param frame: ``tables/frame.toml``, where it was read already; so with ``titles`` and ``labels``.
    """
    organs: dict[str, Any] = load_table("duizhao.corpus", "organs")
    frame = load_table("duizhao.corpus", "frame") if frame is None else frame
    labels = load_page_labels() if labels is None else labels
    table: dict[str, Any] = load_table("duizhao.corpus", "metadata")
    levels: dict[Level, re.Pattern[str]] = {row["level"]: re.compile(row["pattern"]) for row in organs["level"]}
    names = load_organ_names(organs)
    return DescriptionRules(
        levels=tuple(levels.items()),
        scopes=tuple((row["level"], re.compile(row["pattern"])) for row in table["scope"]),
        central=levels["central"],
        gazetteer=load_gazetteer(organs),
        organs=names,
        titles=load_title_rules() if titles is None else titles,
        numbers=NumberRules(_pattern(table, "number"), _pattern(table, "order")),
        printing=PrintingRules(_pattern(table, "copies"), _pattern(table, "printing"), names),
        dates=DocumentDateRules(_acts(table), _pattern(table, "in_force"), labels),
        labels=labels,
        file_name_noise=_pattern(table, "file_name_noise"),
        genre=re.compile(frame["genre"]["pattern"], re.MULTILINE),
        implements=_pattern(frame, "implements"),
        purpose=_pattern(frame, "purpose"),
    )


def _acts(table: Mapping[str, Any]) -> ActRules:
    return ActRules(
        acts=tuple((row["name"], re.compile(row["pattern"])) for row in table["act"]),
        organ=_pattern(table, "acting_organ"),
        done=_pattern(table, "any_act"),
    )


def _pattern(table: Mapping[str, Any], name: str) -> re.Pattern[str]:
    return re.compile(table[name]["pattern"])
