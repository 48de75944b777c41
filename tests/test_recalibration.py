"""Fifty judgements of a user move how sure verdicts are of that user's documents: by how much, from when on, and back again."""

from __future__ import annotations

import functools
import json
import math
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_review import opened

import duizhao as dz
from duizhao.changes import (
    FEWEST,
    FEWEST_RIGHT,
    Comparison,
    Correction,
    JudgedVerdict,
    Quoted,
    SentenceChange,
    Source,
    corrections_text,
    judged_verdicts,
    parse_corrections,
    recalibrate,
    source_of,
)
from duizhao.changes.recalibration import fit_recalibration
from duizhao.report import align_json, json_text, read_review
from duizhao.report.report import Report
from duizhao.reviewing import learned_text

KINDS = ("verbatim", "adapted", "strengthened", "weakened", "added", "missing")
VERDICTS = st.builds(
    JudgedVerdict, st.sampled_from(KINDS), st.floats(0.0, 1.0).map(lambda p: round(p, 4)), st.booleans()
)


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def log_loss(certainties: Sequence[float], right: Sequence[bool]) -> float:
    kept = [min(0.999, max(0.001, one)) for one in certainties]
    return -sum(math.log(p if hit else 1 - p) for p, hit in zip(kept, right, strict=True)) / len(kept)


def of_user(certainty: float, said: str, chance: random.Random) -> bool:
    """Is a verdict right by a user of whose documents we know less than of those we were fitted on, of additions least?"""
    kept = min(0.99, max(0.01, certainty))
    return chance.random() < logistic(0.7 * math.log(kept / (1 - kept)) - (1.4 if said == "added" else 0.7))


# ------------------------------------------------------------------------------------------------------------ the regression


@given(VERDICTS)
def test_without_judgements_and_with_one_all_is_as_shipped(one: JudgedVerdict) -> None:
    assert fit_recalibration([]).probability(one.said, 0.8) == pytest.approx(0.8, abs=1e-6)
    assert recalibrate(()) is None
    moved = fit_recalibration([replace(one, certainty=0.8)]).probability(one.said, 0.8)
    assert abs(moved - 0.8) < 0.07


@settings(max_examples=40, deadline=None)
@given(st.lists(VERDICTS, min_size=2, max_size=120), st.randoms(use_true_random=False))
def test_it_is_the_same_in_any_order_and_a_surer_verdict_stays_surer(judged: list[JudgedVerdict], chance: Any) -> None:
    found = fit_recalibration(judged)
    shuffled = list(judged)
    chance.shuffle(shuffled)
    assert fit_recalibration(shuffled) == found
    for kind in KINDS:
        rising = [found.probability(kind, p) for p in (0.0, 0.2, 0.5, 0.8, 0.95, 1.0)]
        assert rising == sorted(rising)
        assert all(0 < p < 1 for p in rising)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(5, 0.80, 0.86), (20, 0.68, 0.75), (50, 0.63, 0.68), (400, 0.59, 0.63)]
)
def test_how_far_judgements_of_one_level_move_it(count: int, low: float, high: float) -> None:
    """Said to be right in 0.9, right in 0.6: the more judgements, the nearer to what they say."""
    judged = [JudgedVerdict("added", 0.9, i % 5 < 3) for i in range(count)]
    assert low < fit_recalibration(judged).probability("added", 0.9) < high


@pytest.mark.parametrize("seed", range(8))
def test_sixty_judgements_make_a_simulated_users_certainty_better(seed: int) -> None:
    """On the verdicts of the sample as they are shipped: fitted on sixty, measured on those held back."""
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    every = [(said, certainty) for name in SAMPLE for said, certainty in verdicts_of(found_in(name).comparisons[0])]
    chance.shuffle(every)
    judged = [JudgedVerdict(said, certainty, of_user(certainty, said, chance)) for said, certainty in every]
    found = fit_recalibration(judged[:60])
    held_back = judged[60:]
    right = [one.right for one in held_back]
    shipped = log_loss([one.certainty for one in held_back], right)
    assert log_loss([found.probability(one.said, one.certainty) for one in held_back], right) < shipped - 0.02


# -------------------------------------------------------------------------------------------------------- what is a judgement


def judgement(said: str, **more: Any) -> Correction:
    return Correction(
        central_document=Source("意见.txt", ""),
        local_document=Source("措施.txt", ""),
        side=more.pop("side", "local"),
        sentence=Quoted("1:1", "书屋免费。"),
        found=said,  # type: ignore[arg-type]
        certainty=0.8,
        **more,
    )


@pytest.mark.parametrize(
    ("correction", "judged"),
    [
        (judgement("adapted", relation="adapted"), [("adapted", 0.8, True)]),
        (judgement("adapted", relation="strengthened"), [("adapted", 0.8, False)]),
        (judgement("added", relation="added", links=()), [("added", 0.8, True)]),
        (judgement("added", links=(Quoted("2:1", "免费。"),)), [("added", 0.8, False)]),
        (judgement("adapted", links=(Quoted("2:1", "免费。"),)), []),
        (judgement("adapted", note="再看"), []),
        (replace(judgement("adapted", relation="added"), certainty=None), []),
        (replace(judgement("adapted", relation="added"), found=None), []),
        (judgement("missing", side="central", relation="no_duty"), [("missing", 0.8, False)]),
        (
            judgement("added", relation="adapted", links=(Quoted("2:1", "免费。", missing=0.9),)),
            [("added", 0.8, False), ("missing", 0.9, False)],
        ),
    ],
)
def test_what_a_correction_says_of_the_verdict_that_was_found(
    correction: Correction, judged: list[tuple[str, float, bool]]
) -> None:
    assert judged_verdicts([correction]) == tuple(JudgedVerdict(*one) for one in judged)
    assert judged_verdicts([correction, correction]) == judged_verdicts([correction])
    assert parse_corrections(corrections_text([correction]).encode()) == (correction,)


def test_a_later_correction_is_held_against_what_was_first_found() -> None:
    first = judgement("adapted", relation="adapted")
    later = replace(judgement("adapted", relation="weakened"), found=None, certainty=None)
    assert judged_verdicts([first, later]) == (JudgedVerdict("adapted", 0.8, right=False),)


# ------------------------------------------------------------------------------------------------------------------- reports

SAMPLE = ("haiping", "lanchuan", "yunzhou")


@functools.cache
def found_in(name: str, corrections: tuple[Correction, ...] = (), *, teaching: bool = True) -> Report:
    """The sample's document compared; those made once serve all tests."""
    sample = dz.sample_folder()
    documents = sample / "central_opinion.txt", sample / f"local_{name}.txt"
    return dz.compare(*documents, corrections=corrections or None, teaching=teaching)


def verdicts_of(comparison: Comparison) -> list[tuple[str, float]]:
    return [(one.relation, one.certainty.probability) for one in comparison.sentences if one.certainty]


@functools.cache
def reviewed(count: int, *, only_wrong: bool = False) -> tuple[Correction, ...]:
    """The judgements of the simulated user on the first sentences of two documents; of what is wrong another relation is right."""
    chance = random.Random(1)  # noqa: S311  a sample, no secret
    comparisons = [found_in(name).comparisons[0] for name in ("haiping", "yunzhou")]
    return tuple(
        _judged_by(comparison, change, None if only_wrong else chance)
        for comparison in comparisons
        for change in comparison.sentences
    )[:count]


def _judged_by(comparison: Comparison, change: SentenceChange, chance: random.Random | None) -> Correction:
    words = {sentence.id: sentence.text for sentence in comparison.local.sentences}
    central = {sentence.id: sentence.text for sentence in comparison.central.sentences}
    assert change.certainty is not None
    right = chance is not None and of_user(change.certainty.probability, change.relation, chance)
    other = "adapted" if change.relation != "adapted" else "strengthened"
    links = [link.central for link in change.links] or ([] if right else ["2:1"])
    return Correction(
        central_document=source_of(comparison.central),
        local_document=source_of(comparison.local),
        side="local",
        sentence=Quoted(change.local, words[change.local]),
        links=tuple(Quoted(name, central[name]) for name in links),
        relation=change.relation if right else other,  # type: ignore[arg-type]
        found=change.relation,
        certainty=change.certainty.probability,
    )


def unchanged(report: Report) -> str:
    return json_text(align_json(report.comparisons[0], {}))


def bare(name: str, corrections: tuple[Correction, ...]) -> list[tuple[Any, ...]]:
    """The certainty of what nothing was carried to."""
    comparison = found_in(name, corrections).comparisons[0]
    return [(one.local, one.certainty) for one in comparison.sentences if one.taught is None]


def test_forty_nine_change_nothing_and_fifty_do() -> None:
    assert FEWEST == 50
    shipped = dict(bare("lanchuan", ()))
    few, many = (found_in("lanchuan", reviewed(count)) for count in (49, 50))
    assert all(certainty == shipped[name] for name, certainty in bare("lanchuan", reviewed(49)))
    assert few.parameters["corrections"]["recalibration"] is None  # type: ignore[index]
    assert few.parameters["corrections"]["judgements"] == 49  # type: ignore[index]
    assert many.parameters["corrections"]["recalibration"]["judgements"] == 50  # type: ignore[index]
    moved = bare("lanchuan", reviewed(50))
    assert all(
        c.probability != shipped[name].probability for name, c in moved if 0.02 < shipped[name].probability < 0.98
    )
    assert all(c.shipped == shipped[name].probability for name, c in moved if c.shipped is not None)
    assert sum(c.shipped is not None for _, c in moved) > 40


def test_a_simulated_user_is_told_better_what_is_right() -> None:
    """Sixty judgements of one document, read from a file, against a document that was held back."""
    corrections = parse_corrections(corrections_text(reviewed(60)).encode())
    assert FEWEST_RIGHT <= sum(one.right for one in judged_verdicts(corrections)) < 60
    chance = random.Random(2)  # noqa: S311  a sample, no secret
    shipped, moved, right = [], [], []
    for change in found_in("lanchuan", corrections).comparisons[0].sentences:
        if change.certainty and change.certainty.shipped is not None:
            shipped.append(change.certainty.shipped)
            moved.append(change.certainty.probability)
            right.append(of_user(change.certainty.shipped, change.relation, chance))
    assert len(right) > 40
    assert log_loss(moved, right) < log_loss(shipped, right) - 0.02


def test_settled_is_what_is_as_sure_as_it_was_asked_for() -> None:
    table = dz.load_materials().judging.certainty
    for change in found_in("lanchuan", reviewed(60)).comparisons[0].sentences:
        if change.certainty and change.certainty.shipped is not None:
            from_here = table.verdicts[change.relation].settled_from  # type: ignore[attr-defined]
            assert change.certainty.settled == (change.certainty.probability >= from_here)


def test_it_is_reproducible_whatever_the_order_and_can_be_taken_back() -> None:
    corrections = reviewed(60)
    shuffled = list(corrections)
    random.Random(3).shuffle(shuffled)  # noqa: S311  a sample, no secret
    assert unchanged(found_in("lanchuan", tuple(shuffled))) == unchanged(found_in("lanchuan", corrections))
    assert unchanged(found_in("lanchuan", corrections)) != unchanged(found_in("lanchuan"))
    assert unchanged(found_in("lanchuan", corrections, teaching=False)) == unchanged(found_in("lanchuan"))


def test_who_only_writes_down_what_is_wrong_moves_nothing_and_is_told_so(tmp_path: Path) -> None:
    corrections = reviewed(60, only_wrong=True)
    assert len(judged_verdicts(corrections)) == 60
    report = found_in("lanchuan", corrections)
    assert all(one.certainty and one.certainty.shipped is None for one in report.comparisons[0].sentences)
    [page] = report.save(tmp_path / "r.md")
    assert "把握没有重新校准：复核文件里有 60 个记着原判断和把握的判断（其中 0 个原判断正确）" in page.read_text(
        encoding="utf-8"
    )


def test_reports_and_the_command_say_what_it_was_recalibrated_on(tmp_path: Path) -> None:
    report = found_in("lanchuan", reviewed(60))
    [page] = report.save(tmp_path / "r.md")
    assert "把握按 60 个复核过的判断" in page.read_text(encoding="utf-8")
    row = json.loads(unchanged(report))["sentences"][0]
    assert row["certainty_shipped"] == dict(bare("lanchuan", ()))[row["local"]["id"]].probability or "taught" in row
    assert "certainty_shipped" not in unchanged(found_in("lanchuan"))
    (tmp_path / "c.toml").write_text(corrections_text(reviewed(60)), encoding="utf-8")
    told = learned_text(str(tmp_path / "c.toml"))
    assert "记着原判断和把握的有 60 个" in told
    assert "按它们重新校准" in told
    assert " → " in told


# ------------------------------------------------------------------------------------------------------------------ workbooks


def test_a_workbook_tells_what_was_found_how_sure_it_was_and_what_was_read_and_right(tmp_path: Path) -> None:
    comparison = found_in("haiping").comparisons[0]
    path = tmp_path / "r.xlsx"
    found_in("haiping").save(path)
    book, pairs, missing = opened(path)
    first, second, third, *_ = [one for one in comparison.sentences if one.links]
    silent = comparison.coverage[next(i for i, one in enumerate(comparison.coverage) if one.missing)].missing[0]
    pairs.write(first.local, note="√")
    pairs.write(second.local, relation="弱化" if second.relation != "weakened" else "改写")
    pairs.write(third.local, note="再核对")
    missing.write(silent, links=second.local)
    book.save(path)
    found = read_review(path)
    assert not found.unclear
    by_place = {one.sentence.id: one for one in found.corrections}
    right, wrong, noted = (by_place[one.local] for one in (first, second, third))
    assert first.certainty is not None
    assert second.certainty is not None
    assert (right.found, right.relation, right.certainty) == (
        first.relation,
        first.relation,
        first.certainty.probability,
    )
    assert any("确认" in line for line in found.lines)
    assert (wrong.found, wrong.certainty) == (second.relation, second.certainty.probability)
    assert (noted.found, noted.relation) == (None, None)
    certainties = {
        name: one.probability
        for entry in comparison.coverage
        for name, one in zip(entry.missing, entry.missing_certainty, strict=True)
    }
    assert [quoted.missing for quoted in wrong.links or () if quoted.missing is not None] == [certainties[silent]]

    whole = read_review(path, all_read=True)
    # Every row but the three that say something, and the central one that has an answer now; what is in doubt is no judgement.
    rows = (
        len(comparison.sentences)
        - 3
        + sum(
            len(names) - (silent in names)
            for entry in comparison.coverage
            for names in (entry.missing, entry.not_applicable, entry.no_duty)
        )
    )
    assert whole.confirmed == rows
    assert whole.lines == found.lines
    assert set(found.corrections) <= set(whole.corrections)
    verdicts = judged_verdicts(whole.corrections)
    assert sum(not one.right for one in verdicts) == 2
    unfound = [one for one in whole.corrections if one.found == "added"]
    assert all(one.relation == "added" and one.links == () for one in unfound)
    assert unfound


def test_a_second_workbook_remembers_the_shipped_certainty_and_nothing_of_what_was_carried_to_it(
    tmp_path: Path,
) -> None:
    report = found_in("lanchuan", reviewed(60))
    path = tmp_path / "r.xlsx"
    report.save(path)
    assert read_review(path).corrections == ()
    whole = {one.sentence.id: one for one in read_review(path, all_read=True).corrections if one.side == "local"}
    changes = {one.local: one for one in report.comparisons[0].sentences}
    assert any(one.taught for one in changes.values())
    for name, one in whole.items():
        certainty = changes[name].certainty
        assert certainty is not None
        assert one.certainty == (None if changes[name].taught else certainty.shipped)
