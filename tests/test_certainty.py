"""How sure verdicts are: what is settled, what people are told, in which order they check, and how a reviewer answers."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import duizhao as dz
from duizhao.changes import Certainty
from duizhao.changes.certainty import load_certainty_model
from duizhao.changes.verdict_features import VALUES
from duizhao.report import read_review, report_json, report_markdown, report_xlsx
from duizhao.results.check_queue import gain, settled_first, to_check
from duizhao.results.pair_rows import pair_rows
from duizhao.results.verdicts import VERDICTS

GROUPS = {**dict.fromkeys(("implemented", "partial", "absent"), "coverage"), "added": "added", "missing": "missing"}


@pytest.fixture(scope="module")
def report(sample: Path) -> Any:
    return dz.compare(sample / "central_opinion.txt", sample / "local_lanchuan.txt")


def with_certainty(report: Any, *certainties: Certainty) -> Any:
    """The report with these certainties for its added sentences, in turn."""
    [comparison] = report.comparisons
    found = iter(certainties * len(comparison.sentences))
    sentences = tuple(
        replace(one, certainty=next(found)) if one.relation == "added" else one for one in comparison.sentences
    )
    return replace(report, comparisons=(replace(comparison, sentences=sentences),))


def test_every_kind_of_verdict_has_its_weights() -> None:
    verdicts = load_certainty_model().verdicts
    assert set(verdicts) == {*VERDICTS[:-1], "missing", "implemented", "partial", "absent"}
    for said, row in verdicts.items():
        assert set(row.weights) <= set(VALUES[GROUPS.get(said, "linked")])


def test_every_verdict_is_weighed(report: Any) -> None:
    [comparison] = report.comparisons
    for change in comparison.sentences:
        assert change.certainty is not None
        assert 0 <= change.certainty.probability <= 1
    for entry in comparison.coverage:
        assert entry.certainty is not None
        assert len(entry.missing_certainty) == len(entry.missing)


def test_nothing_certain_is_said_of_texts_without_sentences() -> None:
    from duizhao.changes import compare_documents  # noqa: PLC0415
    from duizhao.corpus import make_document  # noqa: PLC0415
    from duizhao.segmenter import segment_document  # noqa: PLC0415

    empty, law = (segment_document(make_document(text)) for text in ("", "第一条 书屋应当免费开放。"))
    for central, local in ((empty, law), (law, empty), (empty, empty)):
        for change in compare_documents(central, local).sentences:
            assert change.certainty is not None


def test_what_is_not_settled_is_told_apart_and_counted_apart(report: Any) -> None:
    shown = with_certainty(report, Certainty(0.97, settled=True), Certainty(0.6, settled=False))
    added = sum(one.relation == "added" for one in shown.comparisons[0].sentences)
    text = report_markdown(shown)
    assert f"＋ 新增 {(added + 1) // 2}（" in text
    assert f"？ 未找到对应（待核） {added // 2}（" in text
    rows = report_json(shown)["comparisons"][0]["sentences"]
    assert {row["settled"] for row in rows if row["relation"] == "added"} == {True, False}
    assert not any("unfound" in str(row) for row in rows)


def test_the_queue_begins_where_a_look_gains_most(report: Any) -> None:
    rows = pair_rows(report.comparisons[0], "某地")
    waiting = to_check(rows)
    assert waiting
    assert [gain(row) for row in waiting] == sorted((gain(row) for row in waiting), reverse=True)
    assert [row.open for row in settled_first(rows)] == sorted(row.open for row in rows)
    assert len(settled_first(rows)) == len(rows)


def test_certainty_is_read_back(report: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    report.save(path)
    assert dz.load_report(path).comparisons == report.comparisons


def test_a_reviewer_settles_what_was_open(report: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(report_xlsx(with_certainty(report, Certainty(0.6, settled=False))))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["对照"]
    titles = [cell.value for cell in sheet[1]]
    column = titles.index("变化类型")
    cells = [row[column] for row in sheet.iter_rows(min_row=2) if row[column].value == "未找到对应（待核）"]
    assert len(cells) > 1
    assert read_review(path).corrections == ()
    cells[0].value = "新增"
    other = next(row[column] for row in sheet.iter_rows(min_row=2) if row[column].value == "改写")
    other.value = "未找到对应（待核）"
    book.save(path)
    found = read_review(path)
    assert [(one.relation, one.links) for one in found.corrections] == [("added", ())]
    assert ["不是判断" in line for line in found.unclear] == [True]
