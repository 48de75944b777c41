"""The figures CI holds: none may fall below its floor in floors.toml."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from calibration import expected_calibration_error, reliability
from shipped import find_requirements
from without_pair import Material, figures_by, load_material

import duizhao as dz
from duizhao.report import align_json, json_text, requirement_rows

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
PAIRS = [name for name in FLOORS if name.startswith("align_")]


def score(shared: Path, kind: str, predicted: Path, gold: Path) -> dict[str, float]:
    """The figures the shared scorer prints."""
    command = [sys.executable, str(shared / "eval" / "score.py"), kind, str(predicted), str(gold)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines)}


def below(figures: dict[str, float], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The figures that fell, each with its floor."""
    return {name: (figures[name], floor) for name, floor in floors.items() if figures[name] < floor}


def gold_path(shared: Path, name: str) -> Path:
    """A document the gold names: relative to the shared folder or to its corpus."""
    return shared / name if (shared / name).exists() else shared / "corpus" / name


@pytest.mark.parametrize("name", FLOORS["gold_sha256"])
def test_gold_is_the_gold_the_floors_were_set_on(shared: Path, name: str) -> None:
    digest = hashlib.sha256((shared / "gold" / name).read_bytes()).hexdigest()
    assert digest == FLOORS["gold_sha256"][name], f"{name} has changed: measure anew and set its floors"


# These floors were set on models fitted to the families they measure, when a hint was enough to call an article or a sentence stricter.
# Now that is said only with words to show for it (half of what readers call 加强 names nothing that can be shown), and the link model
# was fitted on ten more pairs: other figures and other families rose. The floors stay what they were.
_SHORT = "加强 without evidence that can be shown is said to be 改写"
SHORT = {
    "align_anhui": ("article_relation_accuracy",),
    "align_population_beijing": ("sentence_relation_accuracy", "article_link_f1"),
    "align_fire_shanghai": ("article_relation_accuracy",),
}


@pytest.fixture(scope="module")
def shipped(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """What the shared scorer prints of each pair, as shipped."""
    return {name: shipped_figures(shared, tmp_path_factory.mktemp(name), name) for name in PAIRS}


def shipped_figures(shared: Path, folder: Path, name: str) -> dict[str, float]:
    gold = shared / "gold" / f"{name}.json"
    labels: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    report = dz.compare(gold_path(shared, labels["central"]), gold_path(shared, labels["local"]))
    predicted = folder / "predicted.json"
    predicted.write_text(json_text(align_json(report.comparisons[0], report.parameters)), encoding="utf-8")
    return score(shared, "align", predicted, gold)


@pytest.mark.parametrize("name", PAIRS)
def test_alignment_keeps_its_floors(shipped: dict[str, dict[str, float]], name: str) -> None:
    assert shipped[name]["sentences_not_found"] == 0
    floors = {figure: floor for figure, floor in FLOORS[name].items() if figure not in SHORT.get(name, ())}
    assert not below(shipped[name], floors)


@pytest.mark.xfail(reason=_SHORT)
@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, figures in SHORT.items() for figure in figures])
def test_alignment_keeps_the_floors_it_is_short_of(
    shipped: dict[str, dict[str, float]], name: str, figure: str
) -> None:
    assert shipped[name][figure] >= FLOORS[name][figure]


# Of `[requirements]`; `[requirements_all]` is over all documents of the corpus.
COMPARED = ("central_opinion_2021.txt", "beijing_measures_2021.txt", "anhui_measures_2022.txt")


@pytest.mark.parametrize("table", ["requirements", "requirements_all"])
def test_requirements_keep_their_floors(shared: Path, tmp_path: Path, table: str) -> None:
    labels = json.loads((shared / "gold" / "requirements.json").read_text(encoding="utf-8"))
    names = sorted({row["document"] for row in labels}) if table == "requirements_all" else COMPARED
    gold, predicted = tmp_path / "gold.json", tmp_path / "predicted.json"
    gold.write_text(json.dumps([row for row in labels if row["document"] in names]), encoding="utf-8")
    documents = [document for name in names for document in dz.read_documents(shared / "corpus" / name)]
    rows = [row for document in documents for row in requirement_rows(document, find_requirements(document))]
    predicted.write_text(json_text(rows), encoding="utf-8")
    assert not below(score(shared, "requirements", predicted, gold), FLOORS[table])


@pytest.fixture(scope="module")
def material(shared: Path) -> Material:
    return load_material(shared)


def test_figures_keep_their_floors_without_having_seen_the_family(shared: Path, material: Material) -> None:
    """Both models fitted on all other families; other documents are measured by `make evaluate`."""
    names = set(FLOORS["cross_fitted"])
    [family] = {material.family_of(name) for name in names}
    models = material.without(family)
    for name in names:
        figures, links = figures_by(models, material, name, shared)
        assert not below(figures, FLOORS["cross_fitted"][name]), name
        # Some hundred links leave each bin a handful; all documents together have 0.03 (make evaluate).
        assert expected_calibration_error(reliability([p for p, _ in links], [hit for _, hit in links])) <= 0.1
