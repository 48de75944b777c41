"""The notebooks run from top to bottom, and a report shows itself in one without script and without a path of this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from notebook_runs import NOTEBOOKS, ROOT, execute, files_of
from report_case import HOSTILE, hostile_report, small_report

import duizhao as dz
from duizhao.report import REQUIREMENT_COLUMNS, Report

LESSONS = (1, 2, 3, 4, 5, 6, 7)
HAN = re.compile(r"[\u3400-\u9fff]")
ABSOLUTE = re.compile(r"(?<![\w.<])/\w+/|[A-Za-z]:\\\\\w")  # as it stands in JSON


def _outputs(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, Any]]:
    """Every output with the source of its cell."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from ((cell.source, output) for output in cell.outputs)


def _refuse_what_must_not_be_shown(notebook: nbformat.NotebookNode) -> None:
    for source, output in _outputs(notebook):
        shown = {kind: data for kind, data in output.get("data", {}).items() if kind != "image/png"}
        text = json.dumps({**output, "data": shown}, ensure_ascii=False)
        assert output.output_type != "error", f"{source}\n{text}"
        assert output.get("name") != "stderr", f"{source}\n{text}"
        assert "<script" not in text.lower(), source
        assert "://" not in text, source
        assert str(ROOT) not in text, source
        assert ABSOLUTE.search(text) is None, f"{source}\n{ABSOLUTE.search(text)}"


def test_the_notebooks_are_the_lessons_in_their_order() -> None:
    assert NOTEBOOKS
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{number}-" for number in LESSONS]
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert notebook.cells[0].source.startswith(f"# {path.name[0]}\u3000"), path.name
        assert [
            cell.source for cell in notebook.cells if cell.cell_type == "markdown" and not HAN.search(cell.source)
        ] == []
        assert path.stat().st_size < 400_000, path.name


def test_the_notebooks_run(tmp_path: Path) -> None:
    """All of them, in one kernel: what is stored has the shape of what is shown now, cell by cell."""
    for path, fresh in zip(NOTEBOOKS, execute(NOTEBOOKS, tmp_path), strict=True):
        stored = nbformat.read(path, as_version=4)
        for notebook in (stored, fresh):
            _refuse_what_must_not_be_shown(notebook)
        for before, now in zip(stored.cells, fresh.cells, strict=True):
            assert _kinds(before) == _kinds(now), f"{path.name}\n{now.source}"
        imports = re.findall(r"^(?:import|from) +\w+", "\n".join(cell.source for cell in stored.cells), re.MULTILINE)
        assert len(imports) < 12, path.name
    assert (tmp_path / NOTEBOOKS[0].stem / "对照报告.html").read_text(encoding="utf-8").startswith("<!")


def test_the_first_lesson_reads_real_documents(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells as they stand, without a kernel, on a real central paper and real measures; nothing of it is stored."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for cell in nbformat.read(NOTEBOOKS[0], as_version=4).cells:
        if cell.cell_type == "code":
            exec(cell.source, names)  # noqa: S102  the code of our own notebook
            if "parameters" in cell.metadata.get("tags", ()):
                exec(files_of(shared), names)  # noqa: S102
    assert len(names["sentences"]) == len(names["local"].sentences)  # type: ignore[arg-type, attr-defined]


def _kinds(cell: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    return [(output.output_type, sorted(output.get("data", ()))) for output in cell.get("outputs", ())]


# ------------------------------------------------------------------------------------------ what a report gives to Jupyter


@pytest.fixture(scope="module")
def report(sample: Path) -> Report:
    return dz.compare_many(sample / "central_opinion.txt", sorted(sample.glob("local_*.txt")))


def test_the_frames_of_a_report_hold_every_document(report: Report) -> None:
    sentences, figures = report.to_frame("links"), report.to_frame("requirements")
    coverage, matrix = report.to_frame("coverage"), report.to_frame("matrix")
    assert list(figures.columns) == list(REQUIREMENT_COLUMNS)
    assert len(matrix) == len(report.matrix)
    assert {"云州省", "海平省", "岚川市"} <= set(matrix.columns)
    for comparison in report.comparisons:
        path = comparison.local.document.path
        known = [sentence.id for sentence in comparison.local.iter_sentences()]
        assert list(dict.fromkeys(sentences[sentences.document == path].sentence)) == known
        assert list(report.to_frame().query("document == @path").sentence) == known
        assert (figures.document == path).sum() == len(comparison.requirements)
        assert list(coverage[coverage.document == path].central_unit) == [unit.id for unit in report.central.units]
    assert len(sentences) == sum(
        max(1, len(change.links)) for comparison in report.comparisons for change in comparison.sentences
    )
    assert figures.change.notna().all()
    assert isinstance(figures.change.dtype, pd.CategoricalDtype)


def test_the_frames_of_a_report_without_documents_are_empty_and_typed(report: Report) -> None:
    empty = replace(report, comparisons=(), matrix=())
    for name in ("sentences", "links", "requirements", "coverage"):
        frame, full = empty.to_frame(name), report.to_frame(name)
        assert len(frame) == 0
        assert list(frame.dtypes) == list(full.dtypes)
    assert len(empty.to_frame("matrix")) == 0
    assert "无" in repr(empty)


def test_a_report_shows_itself_in_one_small_static_table() -> None:
    bundle = small_report()._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/markdown", "text/html"}
    assert bundle["text/plain"] == repr(small_report())
    assert len(bundle["text/plain"].splitlines()) == 1
    for kind, size in (("text/markdown", 3000), ("text/html", 9000)):
        assert len(bundle[kind]) < size
        assert all(
            comparison.local.document.metadata.region in bundle[kind] for comparison in small_report().comparisons
        )
    rows = [line for line in bundle["text/markdown"].splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in rows}) == 1
    assert len(rows) == 2 + len(small_report().comparisons)


def test_what_a_document_says_is_only_text_in_the_overview() -> None:
    html = hostile_report()._repr_mimebundle_()["text/html"]
    ours = {"div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "br", "span"}
    assert set(re.findall(r"<(\w+)", html)) <= ours
    assert not [word for word in HOSTILE if word in html and "<" in word]


def test_a_report_saves_itself(report: Report, tmp_path: Path) -> None:
    assert report.save(tmp_path / "report.md", lang="en") == (tmp_path / "report.md",)
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# Comparison report")
