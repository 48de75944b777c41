"""The table by which titles are understood, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...language import load_table


@dataclass(frozen=True, slots=True)
class TitleRules:
    """The kinds of documents (``types``), from the more special to the more general, and the patterns of ``tables/titles.toml``."""

    types: tuple[str, ...]
    ends: re.Pattern[str]
    ends_line: re.Pattern[str]
    ends_before_text: re.Pattern[str]
    rest: re.Pattern[str]
    unfinished: re.Pattern[str]
    names_a_place: re.Pattern[str]
    issues: re.Pattern[str]
    is_notice: re.Pattern[str]
    cites: re.Pattern[str]
    carries_out: re.Pattern[str]
    has_issuer: re.Pattern[str]
    trial: re.Pattern[str]
    topic_begins: re.Pattern[str]
    topic_ends: re.Pattern[str]


def load_title_rules() -> TitleRules:
    """The packaged table.

    >>> load_title_rules().ends.search("溪山省书屋管理办法（试行）") is not None
    True
    """
    table: dict[str, Any] = load_table("duizhao.corpus", "titles")

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(table[name]["pattern"])

    return TitleRules(
        types=tuple(table["parts"]["document_kind"]["words"]),
        ends=pattern("ends"),
        ends_line=pattern("ends_line"),
        ends_before_text=pattern("ends_before_text"),
        rest=pattern("rest"),
        unfinished=pattern("unfinished"),
        names_a_place=pattern("names_a_place"),
        issues=pattern("issues"),
        is_notice=pattern("is_notice"),
        cites=pattern("cites"),
        carries_out=pattern("carries_out"),
        has_issuer=pattern("has_issuer"),
        trial=pattern("trial"),
        topic_begins=pattern("topic_begins"),
        topic_ends=pattern("topic_ends"),
    )
