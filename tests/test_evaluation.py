"""Set beside gold: the scorers against those of the shared material, intervals, calibration, the annotation sheet, two readers."""

from __future__ import annotations

import io
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command import run
from hypothesis import given
from hypothesis import strategies as st

import duizhao as dz
from duizhao.corpus import DocumentError
from duizhao.evaluation import (
    AlignGold,
    GoldError,
    agreement,
    align_cases,
    gold_of,
    kappa,
    read_gold,
    requirement_cases,
    risk_coverage,
    settled_at,
)
from duizhao.evaluation.evaluation import Evaluation
from duizhao.evaluation.ratios import Ratio, figures_of
from duizhao.evaluation.same_text import find_text
from duizhao.extract import find_requirements
from duizhao.report import align_json, json_text, requirement_rows
from duizhao.report.excel.annotation_sheet import annotation_xlsx, read_annotation

GOLD = dz.sample_folder() / "gold"
CENTRAL, LOCAL = (dz.sample_folder() / name for name in ("central_opinion.txt", "local_haiping.txt"))


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    report = dz.compare(CENTRAL, LOCAL)
    return align_json(report.comparisons[0], report.parameters)


@pytest.fixture(scope="module")
def evaluated(found: dict[str, Any]) -> Evaluation:
    return dz.evaluate(GOLD / "align_haiping.json", predicted={"align_haiping": found})


# ------------------------------------------------------------------------------------------------------------ the scorers


def shared_figures(shared: Path, kind: str, predicted: object, gold: Path, folder: Path) -> dict[str, float]:
    """What the scorer of the shared material prints."""
    file = folder / "predicted.json"
    file.write_text(json_text(predicted), encoding="utf-8")
    command = [sys.executable, str(shared / "eval" / "score.py"), kind, str(file), str(gold)]
    out = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return {name: float(value) for name, value in map(str.split, out.splitlines())}


def test_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path, found: dict[str, Any]) -> None:
    """The sample's pair and one of the corpus, requirements of both; the two scorers share no code."""
    gold = shared / "gold" / "align_beijing.json"
    labels = json.loads(gold.read_text(encoding="utf-8"))
    report = dz.compare(*(shared / "corpus" / labels[side] for side in ("central", "local")))
    for predicted, file in ((found, GOLD / "align_haiping.json"), (align_json(report.comparisons[0], {}), gold)):
        theirs = shared_figures(shared, "align", predicted, file, tmp_path)
        entries = read_gold(file)
        assert isinstance(entries, AlignGold)
        ours = Evaluation((align_cases(predicted, entries),), {}).figures()
        compared = 0
        for name in theirs:
            own = _our_name(name)
            if own in ours:
                assert ours[own].value == pytest.approx(theirs[name], abs=0.0006), (file.name, name)
                compared += 1
        assert compared >= 14


def _our_name(name: str) -> str:
    """``sentence_link_f1_all`` is called ``sentence_link_all_f1`` here."""
    for part in ("all", "body"):
        if name.endswith(f"_{part}"):
            stem, _, measure = name.removesuffix(f"_{part}").rpartition("_")
            return f"{stem}_{part}_{measure}"
    return name


def test_requirement_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "requirements.json"
    entries = read_gold(gold)
    assert not isinstance(entries, AlignGold)
    rows = [
        row
        for name in entries.documents
        for document in dz.read_documents(shared / "corpus" / name)
        for row in requirement_rows(document, find_requirements(document))
    ]
    theirs = shared_figures(shared, "requirements", rows, gold, tmp_path)
    ours = Evaluation((), {"requirements": requirement_cases(rows, entries)}).figures()
    for name, figure in ours.items():
        assert figure.value == pytest.approx(theirs[name], abs=0.0006), name
    assert set(ours) == {name for name in theirs if not name.endswith("_gold")}


def test_every_case_is_counted_once(evaluated: Evaluation) -> None:
    [pair] = evaluated.pairs
    figures = evaluated.figures()
    assert figures["sentence_relation_accuracy"].n == len(pair.sentences)
    confusion = evaluated.rows("confusion")
    assert sum(row["n"] for row in confusion) == len(pair.sentences)
    right = sum(row["n"] for row in confusion if row["gold"] == row["said"])
    assert figures["sentence_relation_accuracy"].value == pytest.approx(right / len(pair.sentences))
    wrong = [row for row in evaluated.rows("mistakes") if row["what"] == "relation"]
    assert len(wrong) == len(pair.sentences) - right
    assert all(figure.low <= figure.value <= figure.high for figure in figures.values())


def test_a_sentence_that_was_not_found_is_neither_linked_nor_right() -> None:
    gold = gold_of({"central": "a", "local": "b", "sentences": [_sentence("书屋每月开放。", "书屋要开放。")]})
    assert isinstance(gold, AlignGold)
    cases = align_cases({"sentences": [], "articles": [], "coverage": []}, gold)
    result = Evaluation((cases,), {})
    assert result.figures()["sentence_relation_accuracy"].value == 0
    assert result.figures()["sentence_link_all_recall"].value == 0
    assert [row["what"] for row in result.rows("mistakes")] == ["not_found"]


def _sentence(local: str, *central: str, relation: str = "adapted") -> dict[str, Any]:
    return {"local": local, "relation": relation, "central": [{"unit": "1", "text": text} for text in central]}


@pytest.mark.parametrize(
    ("text", "among", "expected"),
    [
        ("每年 至少听取１次。", ["每年至少听取1次"], "每年至少听取1次"),  # width, blanks, marks
        ("书屋应当每月公布借阅量", ["书屋应当每月公布借阅", "馆长"], "书屋应当每月公布借阅"),  # a character lost
        ("书屋应当每月公布借阅量", ["馆长任期五年"], None),
        ("书屋", [], None),
    ],
)
def test_a_sentence_is_found_again(text: str, among: list[str], expected: str | None) -> None:
    assert find_text(text, among) == expected


# ---------------------------------------------------------------------------------------------------------- bad gold


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "不是 UTF-8 的 JSON"),
        ("[]", "不是标注"),
        ('{"central": "a", "local": "b", "sentences": 3}', "sentences 不是一列"),
        ('{"central": "a", "local": "b", "sentences": [{"local": "x", "relation": "copied"}]}', "relation 是 'copied'"),
        ('{"central": "", "local": "b", "sentences": []}', "central 是 ''"),
        ('{"central": "a", "local": "b", "sentences": [], "coverage": {"1": "yes"}}', "需要 implemented"),
        ('[{"document": "a", "quote": "每年", "kind": "frequency", "tier": "sure"}]', "tier 是 'sure'"),
        ('[{"document": "a", "quote": "每年", "kind": "frequency", "tier": "vague", "value": 3}]', "value 不是"),
        ("[" * 100_000, "不是 UTF-8 的 JSON"),
    ],
)
def test_gold_that_is_none_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "g.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError) as refused:
        read_gold(file)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "g.json"
    file.write_text(json.dumps({"central": "没有.txt", "local": "b.txt", "sentences": []}), encoding="utf-8")
    with pytest.raises(GoldError, match=r"没有找到它标注的 没有\.txt.*--base"):
        dz.evaluate(file)
    with pytest.raises(GoldError, match="同名"):
        dz.evaluate(GOLD / "align_haiping.json", GOLD / "align_haiping.json", predicted={"align_haiping": _nothing()})


def _nothing() -> dict[str, Any]:
    return {"sentences": [], "articles": [], "coverage": []}


# -------------------------------------------------------------------------------------------------------- figures


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30))
def test_an_interval_holds_its_figure_and_comes_out_the_same(cases: list[tuple[int, int]]) -> None:
    clusters = [{"right": float(right), "all": float(right + wrong)} for right, wrong in cases]
    ratios = [Ratio("right", {"right": 1}, {"all": 1})]
    first = figures_of(ratios, clusters, draws=50)
    assert first == figures_of(ratios, clusters, draws=50)
    for figure in first:
        assert 0 <= figure.low <= figure.high <= 1
        assert math.isclose(figure.value, sum(c["right"] for c in clusters) / sum(c["all"] for c in clusters))


def test_more_cases_give_a_narrower_interval() -> None:
    ratios = [Ratio("right", {"right": 1}, {"all": 1})]
    widths = []
    for n in (20, 2000):
        [figure] = figures_of(ratios, [{"right": float(i % 2), "all": 1.0} for i in range(n)])
        widths.append(figure.high - figure.low)
    assert widths[1] < widths[0] / 5


def test_what_is_said_the_surest_first() -> None:
    rows = risk_coverage([0.9, 0.8, 0.8, 0.2], [True, True, False, False])
    assert [(row.threshold, row.n) for row in rows] == [(0.9, 1), (0.8, 3), (0.2, 4)]
    settled = settled_at(rows, 0.95)
    assert settled is not None
    assert settled.n == 1
    assert settled_at(risk_coverage([0.9], [False]), 0.95) is None
    assert risk_coverage([], []) == []


# ------------------------------------------------------------------------------------------------------ two readers


def test_two_readers() -> None:
    first = gold_of(
        {
            "central": "a",
            "local": "b",
            "sentences": [_sentence("甲馆开放。", "馆要开放。"), _sentence("乙馆评估。", relation="added")],
        }
    )
    second = gold_of(
        {
            "central": "a",
            "local": "b",
            "sentences": [
                _sentence("甲馆开放。", "馆要开放。", relation="verbatim"),
                _sentence("乙馆评估。", relation="added"),
            ],
        }
    )
    assert isinstance(first, AlignGold)
    assert isinstance(second, AlignGold)
    found = agreement(first, second)
    assert (found.sentences, found.links_f1, found.relations) == (2, 1.0, 0.5)
    assert found.apart == (("甲馆开放。", "adapted", "verbatim"),)
    assert (found.articles_f1, found.coverage) == (None, None)
    assert agreement(first, first).kappa == 1
    other = gold_of({"central": "a", "local": "b", "sentences": [_sentence("丙馆借阅。", "馆要借阅。")]})
    assert isinstance(other, AlignGold)
    with pytest.raises(GoldError, match="没有一句相同"):
        agreement(first, other)
    with pytest.raises(ValueError, match="no pairs"):
        kappa([])


# ------------------------------------------------------------------------------------------------- the annotation sheet


def filled(fill: dict[str, dict[int, dict[str, str]]]) -> bytes:
    """An annotation sheet of the sample with some cells filled in: by sheet, row and header."""
    book = openpyxl.load_workbook(io.BytesIO(annotation_xlsx(dz.read(CENTRAL), dz.read(LOCAL))))
    for name, rows in fill.items():
        sheet = book[name]
        heads = [cell.value for cell in sheet[1]]
        for row, cells in rows.items():
            for head, value in cells.items():
                sheet.cell(row, heads.index(head) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_sheet_becomes_gold() -> None:
    data = filled(
        {
            "句子": {2: {"关系": "改写", "对应的中央句子": "p1:1", "把握": "0.8"}, 3: {"关系": "新增"}},
            "条款": {3: {"关系": "加强", "对应的中央条款": "7", "只取一部分的中央条款": "8、9"}},
            "落实情况": {2: {"落实情况": "部分落实"}},
        }
    )
    central, local = dz.read(CENTRAL), dz.read(LOCAL)
    gold = gold_of(read_annotation(data, "标注.xlsx", central, local))
    assert isinstance(gold, AlignGold)
    assert [(one.text, one.relation, len(one.central)) for one in gold.sentences] == [
        (local.sentences[0].text, "adapted", 1),
        (local.sentences[1].text, "added", 0),
    ]
    [article] = gold.articles
    assert (article.central, article.partial, article.relation) == ({"7"}, {"8", "9"}, "strengthened")
    assert gold.coverage == {central.units[0].id: "partial"}


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ({}, "没有一句选了关系"),
        ({"句子": {2: {"关系": "抄"}}}, "关系“抄”不是"),
        ({"句子": {2: {"关系": "改写", "对应的中央句子": "99:1"}}}, "没有 99:1"),
        ({"句子": {2: {"关系": "改写"}}}, "没有写对应"),
        ({"句子": {2: {"关系": "新增", "对应的中央句子": "3:1"}}}, "新增的句子写了对应"),
        ({"句子": {2: {"关系": "新增", "把握": "九成"}}}, "不是 0 到 1"),
        ({"句子": {2: {"关系": "新增", "编号": "77:7"}}}, "没有编号 77:7"),
        ({"句子": {2: {"关系": "新增"}}, "落实情况": {2: {"落实情况": "好"}}}, "好 不是"),
    ],
)
def test_what_is_not_understood_is_named(fill: dict[str, Any], said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read_annotation(filled(fill), "标注.xlsx", dz.read(CENTRAL), dz.read(LOCAL))


# ---------------------------------------------------------------------------------------------------------- the commands


def test_the_commands(tmp_path: Path, found: dict[str, Any]) -> None:
    predicted = tmp_path / "p.json"
    predicted.write_text(json_text(found), encoding="utf-8")
    gold = str(GOLD / "align_haiping.json")
    told = run("evaluate", gold, "--predicted", str(predicted))
    assert told.status == 0, told.notes
    assert "句子关系" in told.text
    assert "95% 区间" in told.text
    out = tmp_path / "e.xlsx"
    assert run("evaluate", gold, "--predicted", str(predicted), "-o", str(out)).status == 0
    assert openpyxl.load_workbook(out).sheetnames[0] == "各项数字"
    drawn = run("evaluate", gold, "--predicted", str(predicted), "--charts", str(tmp_path / "charts"))
    assert drawn.status == 0, drawn.notes
    assert [path.name for path in sorted((tmp_path / "charts").iterdir())] == ["calibration.svg", "risk_coverage.svg"]
    plain = run("evaluate", gold, "--predicted", str(predicted), "--format", "json")
    assert set(json.loads(plain.text)) == {"figures", "confusion", "mistakes", "calibration", "risk_coverage"}
    refused = run("evaluate", gold, "--predicted", str(predicted), "--predicted", str(predicted))
    assert refused.status == 2
    same = run("gold", "agree", gold, gold)
    assert "kappa 1.000" in same.text
    sheet = tmp_path / "s.xlsx"
    assert run("gold", "sheet", str(CENTRAL), str(LOCAL), "-o", str(sheet)).status == 0
    empty = run("gold", "read", str(sheet), str(CENTRAL), str(LOCAL))
    assert empty.status == 1
    assert "没有一句选了关系" in empty.complaints[0]
