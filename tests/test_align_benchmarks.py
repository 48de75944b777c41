"""The measuring scripts of alignment count right, choose nothing on what they measure, and print what they promise."""

from __future__ import annotations

import doctest
import math
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import align_cost
import align_peers
import calibration
import numpy as np
import peer_aligners
import pytest
import without_pair
from align_cost import Case
from align_peers import Level
from link_gold import HELD_OUT, GoldPair, load_pairs
from shipped import align_documents, compare_documents, make_document, segment_document

from duizhao.report import align_json, json_text
from duizhao.segmenter import SegmentedDocument

SCRIPTS = [align_cost, align_peers, calibration, peer_aligners]
LAW = "第一条 图书馆应当每周开放六日。\n第二条 读者凭证外借图书；逾期应当付费。\n第三条 馆藏文献每年清点一次。"
MOVED = "第一条 全市馆藏文献每年清点一次。\n第二条 食堂供应早餐。\n第三条 图书馆应当每周开放六日。"


def segmented(text: str) -> SegmentedDocument:
    return segment_document(make_document(text))


def pair(name: str, central: str, local: str, links: Sequence[tuple[str, str]]) -> GoldPair:
    """A labelled pair; linked are the first sentences of units and the units themselves."""
    theirs, ours = segmented(central), segmented(local)
    sentences = np.zeros((len(ours.sentences), len(theirs.sentences)))
    units = np.zeros((len(ours.units), len(theirs.units)))
    for one, other in links:
        row, column = ([unit.id for unit in side.units].index(name) for side, name in ((ours, one), (theirs, other)))
        units[row, column] = 1
        row, column = (
            [sentence.id for sentence in side.sentences].index(f"{name}:1")
            for side, name in ((ours, one), (theirs, other))
        )
        sentences[row, column] = 1
    return GoldPair(
        name=name,
        central=theirs,
        local=ours,
        sentences=sentences,
        units=units,
        relations={sentence.id: "adapted" for sentence in ours.sentences},
        unit_relations={unit.id: "adapted" for unit in ours.units},
        coverage={},
    )


@pytest.fixture
def pairs() -> list[GoldPair]:
    return [
        pair("moved", LAW, MOVED, [("1", "3"), ("3", "1")]),
        pair("same", LAW, LAW, [("1", "1"), ("2", "2"), ("3", "3")]),
        pair(HELD_OUT[0], LAW, MOVED, [("1", "3"), ("3", "1")]),
    ]


@pytest.fixture(scope="module")
def real_pairs(shared: Path) -> list[GoldPair]:
    if not (shared / "laws").is_dir():
        pytest.skip("the labelled laws are not there: no folder laws in ../shared")
    return load_pairs(shared)


@pytest.mark.parametrize("module", SCRIPTS, ids=lambda module: module.__name__)
def test_the_examples_of_the_scripts_run(module: object) -> None:
    ran = doctest.testmod(module)  # type: ignore[arg-type]
    assert ran.failed == 0
    assert ran.attempted > 0


# ------------------------------------------------------------------------------------------------------------ calibration


@pytest.mark.parametrize(
    ("links", "bins", "rows", "error"),
    [
        ([(0.95, True), (0.95, True)], 10, [(0.9, 1.0, 2, 0.95, 1.0)], 0.05),
        ([(0.0, False), (1.0, True)], 10, [(0.0, 0.1, 1, 0.0, 0.0), (0.9, 1.0, 1, 1.0, 1.0)], 0.0),
        # Sure and always wrong.
        ([(1.0, False), (0.0, True)], 2, [(0.0, 0.5, 1, 0.0, 1.0), (0.5, 1.0, 1, 1.0, 0.0)], 1.0),
        # Errors of one bin are weighed by its size: (3 × 0.2 + 1 × 0.6) / 4.
        ([(0.2, False)] * 3 + [(0.6, False)], 2, [(0.0, 0.5, 3, 0.2, 0.0), (0.5, 1.0, 1, 0.6, 0.0)], 0.3),
        # Within a bin what is too high and what is too low make up for each other.
        ([(0.6, False), (0.8, True), (0.8, True), (0.6, True), (0.7, False)], 1, [(0.0, 1.0, 5, 0.7, 0.6)], 0.1),
        # An edge belongs to the bin above it; 0.29 × 100 is less than 29.
        ([(0.29, False), (0.3, True)], 100, [(0.29, 0.3, 1, 0.29, 0.0), (0.3, 0.31, 1, 0.3, 1.0)], 0.495),
    ],
)  # fmt: skip
def test_reliability(links: list[tuple[float, bool]], bins: int, rows: list[tuple[float, ...]], error: float) -> None:
    found = calibration.reliability([p for p, _ in links], [right for _, right in links], bins)
    assert [tuple(row) for row in found] == [pytest.approx(row) for row in rows]
    assert calibration.expected_calibration_error(found) == pytest.approx(error)


def test_well_calibrated_probabilities_have_a_small_error_and_bold_ones_a_large_one() -> None:
    draw = random.Random(5)  # noqa: S311 - the same numbers each time
    probabilities = [draw.random() for _ in range(20_000)]
    outcomes = [draw.random() < probability for probability in probabilities]
    bold = [min(1.0, 1.5 * probability) for probability in probabilities]
    error, error_of_bold = (
        calibration.expected_calibration_error(calibration.reliability(ps, outcomes)) for ps in (probabilities, bold)
    )
    assert error < 0.02
    assert error_of_bold > 0.1


@pytest.mark.parametrize("probability", [-0.01, 1.01, math.nan])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        calibration.reliability([probability], [True])


def test_an_outcome_is_needed_for_each_probability_and_one_at_least() -> None:
    with pytest.raises(ValueError, match="shorter"):
        calibration.reliability([0.5, 0.5], [True])
    assert calibration.reliability([], []) == []
    with pytest.raises(ValueError, match="nothing"):
        calibration.expected_calibration_error([])


def test_the_drawing_has_a_bar_a_dot_and_a_number_for_each_bin() -> None:
    rows = calibration.reliability([0.15, 0.55, 0.95, 0.95], [False, True, True, True])
    root = ElementTree.fromstring(calibration.reliability_svg(rows, "甲 < 乙 & 丙"))  # noqa: S314 - our own text
    spread = "{http://www.w3.org/2000/svg}"
    texts = [element.text for element in root.iter(f"{spread}text")]
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in root.iter(f"{spread}circle")]
    assert "甲 < 乙 & 丙" in texts
    assert "期望校准误差 0.175，共 4 对" in texts
    assert [text for text in texts if text in ("2", "3", "4")] == ["2"]
    assert texts.count("1") == 2 + 2  # two bins of one link, and the ends of two axes
    # Drawn from the lower left: further right is more likely, further up holds more often.
    assert len(dots) == 3
    assert dots[0][0] < dots[1][0] < dots[2][0]
    assert dots[0][1] > dots[1][1] == dots[2][1]
    assert root.attrib["font-family"] == "sans-serif"
    assert all(0 <= value <= float(root.attrib[side]) for x, y in dots for value, side in ((x, "width"), (y, "height")))


def test_links_of_a_document_are_judged_by_its_labels(
    pairs: list[GoldPair], capsys: pytest.CaptureFixture[str]
) -> None:
    sentences, units = calibration.judge_links(pairs[0])
    alignment = align_documents(pairs[0].central, pairs[0].local)
    assert [p for p, _ in sentences] == [link.score for link in alignment.sentence_links]
    assert sum(right for _, right in sentences) == 2
    assert sum(right for _, right in units) == 2
    pairs[0].units[:] = 2  # partial counterparts say nothing of a probability
    assert calibration.judge_links(pairs[0])[1] == []
    rows = calibration.print_calibration("links", {"moved": sentences, "silent": []})
    out = capsys.readouterr().out
    assert re.search(r"^  moved +\d\.\d{3}  \d links$", out, re.MULTILINE)
    assert "silent" not in out
    assert out.count(" hold\n") == len(rows) > 0


# ------------------------------------------------------------------------------------------------------------------ peers

DIFF_MATCH_PATCH = """
from difflib import SequenceMatcher
class diff_match_patch:
    Diff_Timeout = 1.0
    def diff_main(self, one, other):
        assert self.Diff_Timeout == 0
        for kind, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if kind == "equal":
                yield 0, one[i:i_end]
            else:
                yield -1, one[i:i_end]
                yield 1, other[j:j_end]
"""


def stand_in(folder: Path, name: str, module: str, text: str) -> None:
    """A package in place of an installed one."""
    (folder / f"{module}.py").write_text(text, encoding="utf-8")
    about = folder / f"{module}-9.8.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 9.8\n", encoding="utf-8")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A diff-match-patch that can be imported, and a redlines that this Python cannot."""
    stand_in(tmp_path, "diff-match-patch", "diff_match_patch", DIFF_MATCH_PATCH)
    stand_in(tmp_path, "redlines", "redlines", "raise ImportError('this Python is\\n too old')\n")
    monkeypatch.syspath_prepend(tmp_path)
    for module in ("diff_match_patch", "redlines"):
        monkeypatch.delitem(sys.modules, module, raising=False)


@pytest.mark.usefixtures("packages")
def test_aligners_are_measured_side_by_side(pairs: list[GoldPair], capsys: pytest.CaptureFixture[str]) -> None:
    align_peers.print_comparison(pairs, rounds=2)
    head, sentences, articles, times = capsys.readouterr().out.split("\n\n")
    names = ["duizhao", "TF-IDF", "ratio", "partial_ratio", "token_set", "diff-match-patch"]
    assert head.split("\n")[2:] == [
        "diff-match-patch 9.8: diff-match-patch",
        "redlines: left out, it cannot be imported (ImportError: this Python is too old)",
    ]
    for table, title in ((sentences, "sentence links: F1"), (articles, "article links: F1")):
        first, columns, *rows = table.split("\n")
        assert (first, columns.split()) == (title, names)
        assert [row.rsplit(maxsplit=len(names))[0] for row in rows] == [
            "moved", "same", f"{HELD_OUT[0]}*", "mean without *", "mean of *"
        ]  # fmt: skip
        assert all(re.search(r"(  +[01]\.\d{3}){6}$", row) for row in rows)
        moved, same = (row.split() for row in rows[:2])
        assert moved[1] == "1.000" or title.startswith("article")
        # A diff keeps one order: of two texts that changed places it finds one.
        assert (moved[-1], same[-1]) == ("0.667", "1.000" if title.startswith("article") else "0.857")
    assert times.startswith("seconds of the processor (× ours), median of 2 rounds\n")
    assert re.search(r"^same +\d+\.\d\d( +\d+\.\d\d \(\d+\.\d\d\)){5}$", times, re.MULTILINE)


def test_redlines_is_given_characters_as_words(
    tmp_path: Path, pairs: list[GoldPair], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """
from difflib import SequenceMatcher
class Redlines:
    def __init__(self, one, other):
        self.opcodes = SequenceMatcher(None, one.split(), other.split(), autojunk=False).get_opcodes()
"""
    stand_in(tmp_path, "redlines", "redlines", text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "redlines", raising=False)
    [aligner] = [one for one in peer_aligners.aligners() if one.name == "redlines"]
    moved, same = (aligner.score(one.central, one.local) for one in pairs[:2])
    assert (same.units.diagonal() == 1).all()
    assert (moved.units >= peer_aligners.KEPT).sum() == 1
    assert aligner.score(segmented(""), pairs[0].local).units.shape == (3, 0)


@pytest.mark.usefixtures("packages")
def test_an_aligner_that_fails_is_left_out(pairs: list[GoldPair], capsys: pytest.CaptureFixture[str]) -> None:
    def fails(central: SegmentedDocument, local: SegmentedDocument) -> peer_aligners.Scores:
        raise ValueError("two\nlines")

    assert align_peers.first_run(peer_aligners.Aligner("broken", fails, 0.5), pairs) == []
    assert "broken: left out, it fails on these documents (ValueError: two lines)\n" in capsys.readouterr().out
    with pytest.raises(ValueError, match="two"):
        align_peers.first_run(peer_aligners.Aligner("duizhao", fails, 0.5), pairs)


def test_a_slow_aligner_runs_once(pairs: list[GoldPair], monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def score(central: SegmentedDocument, local: SegmentedDocument) -> peer_aligners.Scores:
        ran.append(local.document.name)
        return peer_aligners.ours(central, local)

    for enough, expected in ((0.0, 1), (1e9, 1 + 2)):
        ran.clear()
        monkeypatch.setattr(align_peers, "ENOUGH", enough)
        runs = align_peers.first_run(peer_aligners.Aligner("one", score, 0.5), pairs)
        [taken] = align_peers.seconds(runs, pairs, 2)
        assert len(ran) == expected * len(pairs)
        assert len(taken) == len(pairs)


def test_no_threshold_is_chosen_on_the_document_itself_or_on_one_held_out() -> None:
    gold = np.array([[1, 0]])
    high, low = (np.array([scores]) for scores in ([0.8, 0.6], [0.4, 0.2]))
    levels = [Level(high, gold, False), Level(high, gold, False), Level(low, gold, False), Level(low, gold, True)]
    # On its own scores `low` would find all; what is best for the two others is too high for it, and its twin is held out.
    assert align_peers.left_out_f1(levels, None)[2] == 0.0
    assert align_peers.left_out_f1([level._replace(held_out=False) for level in levels], None)[2] == 1.0
    assert align_peers.left_out_f1([*levels[:2], levels[3]], None)[2] == 0.0
    with pytest.raises(ValueError, match="other documents"):
        align_peers.left_out_f1(levels[2:], None)
    assert align_peers.left_out_f1(levels[2:], 0.3) == [1.0, 1.0]


def test_unlabelled_sentences_count_for_nothing(pairs: list[GoldPair]) -> None:
    one = pairs[0]
    everything = peer_aligners.Scores(np.ones(one.sentences.shape), np.ones(one.units.shape))  # type: ignore[union-attr]
    del one.relations["2:1"], one.unit_relations["2"]
    assert align_peers.sentence_level(one, everything).scores.shape == (2, 4)
    assert align_peers.unit_level(one, everything).gold.tolist() == [[0, 0, 1], [1, 0, 0]]


def test_f1_is_that_of_the_shared_scorer(shared: Path, real_pairs: list[GoldPair], tmp_path: Path) -> None:
    name = "align_population_beijing"
    [labelled] = [one for one in real_pairs if one.name == name]
    scores = peer_aligners.ours(labelled.central, labelled.local)
    predicted = tmp_path / "predicted.json"
    comparison = compare_documents(labelled.central, labelled.local)
    predicted.write_text(json_text(align_json(comparison, {})), encoding="utf-8")
    command = [
        sys.executable,
        str(shared / "eval" / "score.py"),
        "align",
        str(predicted),
        str(shared / "gold" / f"{name}.json"),
    ]
    out = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    printed = dict(line.split() for line in out.splitlines())
    for level, figure in (
        (align_peers.sentence_level, "sentence_link_f1_all"),
        (align_peers.unit_level, "article_link_f1"),
    ):
        measured = level(labelled, scores)
        assert align_peers.f1(measured.scores > 0, measured.gold) == pytest.approx(float(printed[figure]), abs=0.0006)


# ------------------------------------------------------------------------------------------------------------------- cost


def test_the_cost_of_a_case_is_that_of_its_documents(capsys: pytest.CaptureFixture[str]) -> None:
    cost = align_cost.in_new_process(Case("small", LAW, (MOVED, LAW)))
    assert (cost.units, cost.sentences) == ((3, 6), (4, 7))
    assert min(cost.align, cost.compare, cost.tf_idf) > 0
    assert 0 <= cost.memory < 100
    align_cost._print_cost(Case("small", LAW, (), seconds=1e9, memory=-1.0), cost)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "small: 7 sentences (6 units) against 4 (3)"
    assert re.fullmatch(r"  align +\d+\.\d\d s, +\d+\.\d\d × TF-IDF \(\d+\.\d\d s\)", out[1])
    assert re.fullmatch(r"  compare +\d+\.\d\d s, +\d+\.\d\d × TF-IDF, within 1e\+09 s", out[2])
    assert re.fullmatch(r"  memory +\d+ MB over the import, NOT within -1 MB", out[3])


def test_documents_grow_by_articles_of_real_ones(pairs: list[GoldPair], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align_cost, "FACTORS", (1, 3))
    small, large = align_cost.growing(pairs, (1, 3))
    assert [len(segmented(text).units) for text in (small.central, large.central, *small.local, *large.local)] == [
        3,
        9,
        3,
        9,
    ]
    assert large.central.startswith(small.central)


def test_a_shuffled_document_has_the_same_sentences_in_another_order() -> None:
    document = segmented(LAW)
    texts = [sentence.text for sentence in document.sentences]
    draw = random.Random(2)  # noqa: S311 - the same order each time
    other = [one.text for one in segmented(align_cost.shuffled(document, draw)).sentences]
    assert sorted(other) == sorted(texts)
    assert other != texts


def test_a_long_text_is_as_long_as_it_was_asked_for(pairs: list[GoldPair], tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.md").write_text(LAW, encoding="utf-8")
    paper = [GoldPair(**{name: getattr(pairs[0], name) for name in GoldPair.__slots__} | {"name": "align_beijing"})]
    case = align_cost.long_case(paper, tmp_path, 9)
    assert case.central == LAW
    assert 9 <= len(segmented(case.local[0]).sentences) <= 9 + 2


def test_growth_is_told_by_the_slope() -> None:
    lengths = [100.0, 200.0, 400.0, 800.0]
    assert align_cost.exponent(lengths, [3 * length**1.5 for length in lengths]) == pytest.approx(1.5)
    assert align_cost.exponent(lengths, [7.0] * 4) == pytest.approx(0.0)


def test_the_cases_are_those_of_the_material(shared: Path, real_pairs: list[GoldPair]) -> None:
    found = align_cost.cases(real_pairs, shared / "laws")
    law, regulation = found[2].central, found[2].local[0]
    assert [len(case.local) for case in found] == [1, 1, 1, 31]
    assert (len(segmented(law).units), len(segmented(regulation).units)) == (129, 109)
    assert len(set(found[3].local)) == 31


def test_labels_by_number_are_scored_as_labels_that_quote(shared: Path, tmp_path: Path) -> None:
    """What the scorer says of a pair read from its labels is what it says of the labels themselves."""
    gold = shared / "gold" / "align_anhui.json"
    [labelled] = [one for one in load_pairs(shared) if one.name == "align_anhui"]
    comparison = compare_documents(labelled.central, labelled.local)
    predicted = tmp_path / "predicted.json"
    predicted.write_text(json_text(align_json(comparison, {})), encoding="utf-8")
    command = [sys.executable, str(shared / "eval" / "score.py"), "align", str(predicted), str(gold)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    assert without_pair.score(comparison, labelled, shared) == {
        name: float(value) for name, value in map(str.split, lines)
    }
