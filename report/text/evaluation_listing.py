"""An evaluation for the terminal: the figures by gold, who was taken for what, and how far certainty can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...results.labels import labels
from .listings import drawn_table

MEASURES = ("precision", "recall", "f1", "accuracy")


def evaluation_listing(tables: Mapping[str, Sequence[Mapping[str, Any]]], *, lang: str = "zh") -> str:
    """The figures, each with its interval and the number of cases; then the confusions, each with one example."""
    words = labels(lang)["evaluation"]
    return "\n".join(_parts(tables, words))


def _lines(figures: Mapping[str, Mapping[str, Any]], words: Mapping[str, Any]) -> Iterator[list[str]]:
    """A line for whatever is measured; the interval and the cases are those of its last measure (F1, or the accuracy)."""
    for name in dict.fromkeys(figure.rpartition("_")[0] for figure in figures):
        own = {measure: figures[f"{name}_{measure}"] for measure in MEASURES if f"{name}_{measure}" in figures}
        shown = [f"{own[measure]['value']:.3f}" if measure in own else "" for measure in MEASURES]
        last = [*own.values()][-1]
        yield [words["figure"].get(name, name), *shown, f"{last['low']:.3f}–{last['high']:.3f}", str(last["n"])]


def _parts(tables: Mapping[str, Sequence[Mapping[str, Any]]], words: Mapping[str, Any]) -> Iterator[str]:
    column, value = words["column"], words["value"]
    for gold in dict.fromkeys(row["gold"] for row in tables["figures"]):
        yield f"{words['table']['figures']}：{value.get(gold, gold)}"
        figures = {row["figure"]: row for row in tables["figures"] if row["gold"] == gold}
        heads = [column["figure"], *(words["measure"][name] for name in MEASURES), words["interval"], column["n"]]
        yield drawn_table(heads, [24, 8, 8, 8, 8, 14, 6], list(_lines(figures, words)))
    wrong = [row for row in tables["confusion"] if row["gold"] != row["said"]]
    if wrong:
        yield words["table"]["confusion"]
        yield drawn_table(
            [column["gold"], column["said"], column["n"], column["example"]],
            [10, 10, 6, 60],
            [
                (
                    value.get(row["gold"], row["gold"]),
                    value.get(row["said"], row["said"]),
                    str(row["n"]),
                    row["example"],
                )
                for row in wrong
            ],
        )
    if tables["calibration"]:
        yield words["table"]["calibration"]
        yield drawn_table(
            [words["bin"], column["n"], column["mean_probability"], column["share_right"]],
            [16, 8, 16, 16],
            [
                (
                    f"{row['low']:.1f}–{row['high']:.1f}",
                    str(row["n"]),
                    f"{row['mean_probability']:.3f}",
                    f"{row['share_right']:.3f}",
                )
                for row in tables["calibration"]
            ],
        )
