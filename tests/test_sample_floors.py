"""The figures of the bundled sample, held to their floors wherever the repository is: nothing beside it is needed.

Units and sentences of the sample are those of its gold (tests/test_segment.py), so ids are compared, and no text is searched for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from command import run

import duizhao as dz

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Row = Mapping[str, Any]
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["sample"]
PAIRS = [name for name in FLOORS if name.startswith("align_")]


def f1(hits: int, found: int, asked: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hits / (found + asked)


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The figures that fell, each with its floor."""
    return {name: (figures[name], floor) for name, floor in floors.items() if figures[name] < floor}


def align_figures(found: Row, gold: Row) -> dict[str, float]:
    """Links of sentences, links of articles, relations and coverage; a sentence the gold calls partial is neither right nor wrong."""
    said = {row["local"]["id"]: row for row in found["sentences"]}
    asked = {entry["id"].replace(".", ":"): entry for entry in gold["sentences"]}
    links = {(key, one["unit"], one["text"]) for key, row in said.items() for one in row["central"]}
    gold_links = {(key, one["unit"], one["text"]) for key, entry in asked.items() for one in entry["central"]}
    main = {(row["local"], one["unit"]) for row in found["articles"] for one in row["central"] if one["main"]}
    gold_main = {(entry["local"], unit) for entry in gold["articles"] for unit in entry["central"]}
    main -= {(entry["local"], unit) for entry in gold["articles"] for unit in entry["partial"]}
    status = {row["central"]: row["status"] for row in found["coverage"]}
    return {
        "sentence_link_f1": f1(len(links & gold_links), len(links), len(gold_links)),
        "sentence_relation_accuracy": share(
            [said[key]["relation"] == entry["relation"] for key, entry in asked.items()]
        ),
        "article_link_f1": f1(len(main & gold_main), len(main), len(gold_main)),
        "coverage_accuracy": share([status[unit] == wanted for unit, wanted in gold["coverage"].items()]),
    }


def requirement_figures(found: list[Row], gold: list[Row]) -> dict[str, float]:
    """Requirements with a figure and vague ones: a row is right in whose unit the gold has one of its kind and its figures."""
    left = list(found)
    figures = {}
    rows: list[tuple[Row, Row]] = []
    for tier in ("explicit", "vague"):
        asked = [entry for entry in gold if entry["tier"] == tier]
        hits = [(entry, row) for entry in asked if (row := _taken(left, _answers(entry))) is not None]
        rows += hits
        figures[tier] = (len(hits), len(asked))
    for entry in gold:  # what is optional, and the same figure found a second time, is neither right nor wrong
        while _taken(left, _is_like(entry)) is not None:
            pass
    wrong = {
        "explicit": [row for row in left if not row["vague"] and row["kind"] not in ("threshold", "order")],
        "vague": [row for row in left if row["vague"] and row["kind"] in ("frequency", "deadline")],
    }
    return {
        **{f"{tier}_f1": f1(hits, hits + len(wrong[tier]), asked) for tier, (hits, asked) in figures.items()},
        "subject_accuracy": share(
            [
                bool(row["subject"]) and (entry["subject"] in row["subject"] or row["subject"] in entry["subject"])
                for entry, row in rows
                if entry["subject"]
            ]
        ),
        "modality_accuracy": share([entry["modality"] == row["modality"] for entry, row in rows if entry["modality"]]),
    }


def _taken(rows: list[Row], fits: Callable[[Row], bool]) -> Row | None:
    """The first row that fits, taken out of the list."""
    for place, row in enumerate(rows):
        if fits(row):
            return rows.pop(place)
    return None


def _stands_with(entry: Row, row: Row) -> bool:
    if Path(row["document"]).name != entry["document"] or row["unit"] != entry["unit"]:
        return False
    return row["quote"] in entry["quote"] or entry["quote"] in row["quote"] or row["quote"] in entry["context"]


def _has_figures(entry: Row, row: Row) -> bool:
    wanted = _figures_of(entry).items()
    return all(row[field] == (pytest.approx(value) if isinstance(value, float) else value) for field, value in wanted)


def _figures_of(entry: Row) -> dict[str, Any]:
    """The figures a label asks for; the unit they are measured in is not asked for."""
    return {field: value for field, value in entry["value"].items() if field != "unit"}


def _answers(entry: Row) -> Callable[[Row], bool]:
    kinds = {entry["kind"], *entry["also"]}
    vague = entry["tier"] == "vague"
    return lambda row: (
        row["kind"] in kinds
        and row["vague"] is vague
        and _stands_with(entry, row)
        and (vague or _has_figures(entry, row))
    )


def _is_like(entry: Row) -> Callable[[Row], bool]:
    if entry["tier"] == "vague":
        return lambda _: False
    return lambda row: _stands_with(entry, row) and (entry["tier"] == "optional" or _has_figures(entry, row))


# As in test_floors.py: 加强 and 弱化 are said only with words to show for it; an article in which a permission alone has no answer is
# implemented.
SHORT = {
    "align_haiping": ("sentence_relation_accuracy", "coverage_accuracy"),
    "align_lanchuan": ("sentence_relation_accuracy",),
}


def figures_of(sample: Path, folder: Path, name: str) -> Mapping[str, float]:
    gold = json.loads((sample / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    (written,) = dz.compare(sample / gold["central"], sample / gold["local"]).save(folder / "report.json")
    (comparison,) = json.loads(written.read_text(encoding="utf-8"))["comparisons"]
    return align_figures(comparison, gold)


@pytest.mark.parametrize("name", PAIRS)
def test_alignment_of_the_sample_keeps_its_floors(sample: Path, tmp_path: Path, name: str) -> None:
    floors = {figure: floor for figure, floor in FLOORS[name].items() if figure not in SHORT.get(name, ())}
    assert not below(figures_of(sample, tmp_path, name), floors)


@pytest.mark.xfail(reason="加强 and 弱化 without evidence that can be shown are said to be 改写")
@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, figures in SHORT.items() for figure in figures])
def test_alignment_of_the_sample_keeps_the_floors_it_is_short_of(
    sample: Path, tmp_path: Path, name: str, figure: str
) -> None:
    assert figures_of(sample, tmp_path, name)[figure] >= FLOORS[name][figure]


@pytest.fixture(scope="module")
def labels(sample: Path) -> list[Row]:
    rows: list[Row] = json.loads((sample / "gold" / "requirements.json").read_text(encoding="utf-8"))
    return rows


def test_requirements_of_the_sample_keep_their_floors(sample: Path, labels: list[Row]) -> None:
    names = {row["document"] for row in labels}
    found = json.loads(run("extract", *(sample / name for name in sorted(names)), "--format", "json").text)
    assert not below(requirement_figures(found, labels), FLOORS["requirements"])


def test_every_pair_of_the_sample_has_floors(sample: Path) -> None:
    assert sorted(PAIRS) == sorted(path.stem for path in (sample / "gold").glob("align_*.json"))


# ------------------------------------------------------------------------------------------------ the figures of this file


def test_figures_fall_when_findings_are_wrong(sample: Path, tmp_path: Path) -> None:
    gold = json.loads((sample / "gold" / "align_yunzhou.json").read_text(encoding="utf-8"))
    perfect = {
        "sentences": [
            {"local": {"id": entry["id"].replace(".", ":")}, "central": entry["central"], "relation": entry["relation"]}
            for entry in gold["sentences"]
        ],
        "articles": [
            {
                "local": entry["local"],
                "central": [{"unit": unit, "main": True} for unit in entry["central"] + entry["partial"]],
            }
            for entry in gold["articles"]
        ],
        "coverage": [{"central": unit, "status": status} for unit, status in gold["coverage"].items()],
    }
    assert set(align_figures(perfect, gold).values()) == {1.0}
    nothing = {
        "sentences": [{**row, "central": [], "relation": "none"} for row in perfect["sentences"]],
        "articles": [{**row, "central": []} for row in perfect["articles"]],
        "coverage": [{**row, "status": "none"} for row in perfect["coverage"]],
    }
    assert set(align_figures(nothing, gold).values()) == {0.0}


def test_requirement_figures_count_what_is_missed_and_what_is_wrong(labels: list[Row]) -> None:
    empty = dict.fromkeys(("value", "value_max", "per", "duration", "working_days", "date", "within", "term"))
    perfect = [{**empty, **row, **_figures_of(row)} for row in labels]
    assert set(requirement_figures(perfect, labels).values()) == {1.0}
    wrong = {**perfect[0], "unit": "no unit"}
    assert requirement_figures([*perfect, wrong], labels)["explicit_f1"] < 1
    missed = [row for row in perfect if row["tier"] != "vague"]
    assert requirement_figures(missed, labels)["vague_f1"] == 0
    assert requirement_figures([{**row, "subject": None} for row in perfect], labels)["subject_accuracy"] == 0
