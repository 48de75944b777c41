"""The templates of a page, and the functions they may call."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ...results.cleaning_columns import rule_rows
from ...results.drawing import bar_parts
from ...results.labels import Labels, percent
from ...results.names import title_of
from ...results.pair_columns import pair_columns, pair_value
from ...results.pair_rows import Article, PairRow
from ...results.unit_places import place_name, short_place
from ...results.uptake import level_rank
from ...results.visible import visible
from ...version import __version__
from .packed_parts import later


@functools.cache
def page_environment() -> Environment:
    """The templates with what they may call; every value is escaped, and what cannot be seen is shown by its number.

    Made when the first page is written and then kept, with its compiled templates: it is never changed, so no page depends on the others.
    """
    environment = Environment(
        autoescape=True,  # not select_autoescape: that is off for names in .j2
        finalize=_finalize,
        loader=PackageLoader(__package__ or "duizhao.report"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "title_of": title_of,
        "place_name": place_name,
        "short_place": short_place,
        "later": later,
        "level_rank": level_rank,
        "further_of": _further,
        "unit_facts_of": _unit_facts,
        "rule_rows": rule_rows,
    }
    environment.globals |= {"percent": percent, "bar_parts": bar_parts, "version": __version__}
    return environment


def _further(table: str, row: PairRow, words: Labels) -> Iterator[tuple[str, str]]:
    """The columns of a table that the page has no place of its own for, by their titles; those with nothing to say are left out."""
    return _facts(table, row, words, of_unit=False)


def _unit_facts(article: Article, words: Labels) -> Iterator[tuple[str, str]]:
    """The columns that say the same of all sentences of a unit, by their titles."""
    return _facts("pairs", article.pairs[0], words, of_unit=True) if article.pairs else iter(())


def _facts(table: str, row: PairRow, words: Labels, *, of_unit: bool) -> Iterator[tuple[str, str]]:
    for one in pair_columns(table, "page"):
        if one.column.kind not in ("sentences", "judgement") and (one.column.of_unit and table == "pairs") == of_unit:
            value = pair_value(one.column, row, words)
            said = percent(value) if one.column.kind == "percent" else str(value)
            if value not in ("", None):
                yield one.heading(words), said


def _finalize(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
