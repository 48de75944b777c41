"""Article against article: every sentence once, each where it answers, what was left out counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from report_case import central_document, change, north_comparison, segmented

import duizhao as dz
from duizhao.align import UnitLink
from duizhao.changes import Certainty, Comparison, Coverage, UnitChange
from duizhao.corpus import Metadata
from duizhao.results.article_notes import NoteMaker
from duizhao.results.article_pairs import ArticlePair, article_pairs, changed_pairs
from duizhao.results.labels import labels
from duizhao.results.pair_rows import articles

FAMILIES = ("kuabumen_2023", "wenjiuye_2023", "zhongxiao_2023")


def pairs_of(comparison: Comparison) -> tuple[ArticlePair, ...]:
    return article_pairs(comparison, articles(comparison))


def check(comparison: Comparison) -> None:
    """Nothing is lost and nothing stands twice, on either side."""
    pairs = pairs_of(comparison)
    central = [line.sentence.id for pair in pairs for line in pair.lines]
    assert central == [sentence.id for unit in comparison.central.units for sentence in unit.sentences]
    local = Counter(row.local.sentence.id for pair in pairs for part in pair.parts for row in part.rows if row.local)
    assert local == Counter(sentence.id for sentence in comparison.local.sentences)
    answered = {link.central for one in comparison.sentences for link in one.links}
    for pair in pairs:
        for line in pair.lines:
            assert line.sentence.kind == "heading" or bool(line.silence) == (line.sentence.id not in answered)
            assert "".join(piece.text for piece in line.pieces) == line.sentence.text
    assert sum(pair.central is not None for pair in pairs) == len(comparison.central.units)
    kept = changed_pairs(pairs)
    shown = {row.local.sentence.id for pair in kept for part in pair.parts for row in part.rows if row.local}
    changed = {one.local for one in comparison.sentences if one.relation != "verbatim"}
    bodies = {one.id for one in comparison.local.sentences if one.kind != "heading"}
    assert shown & bodies == changed & bodies
    missing = {name for entry in comparison.coverage for name in entry.missing}
    assert missing <= {line.sentence.id for pair in kept for line in pair.lines}


def test_nothing_is_lost_in_the_sample(sample: Path) -> None:
    for comparison in dz.compare_many(sample / "central_opinion.txt", sorted(sample.glob("local_*.txt"))).comparisons:
        check(comparison)


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_is_lost_in_a_family(shared: Path, family: str) -> None:
    folder = shared / "policy" / family
    [central] = folder.glob("central_*.reflowed.txt")
    check(dz.compare(central, min(folder.glob("local_*.reflowed.txt"))).comparisons[0])


def case(*sentences: str, links: tuple[UnitLink, ...], answers: tuple[tuple[str, ...], ...]) -> Comparison:
    """Two local units, the second of these sentences with these links and answers."""
    central = central_document()
    local = segmented(
        "east.txt",
        [("1", "第一条", None, ["图书馆应当定期听取读者意见。"]), ("2", "第二条", None, sentences)],
        Metadata(title="东方省办法", role="local"),
    )
    own = [("1:1", ("1:1",)), *((f"2:{index}", found) for index, found in enumerate(answers, start=1))]
    answered = {name for _, found in own for name in found}
    return Comparison(
        central=central,
        local=local,
        units=(UnitChange("1", (UnitLink("1", "1", 0.9, True),), "adapted"), UnitChange("2", links, "adapted")),
        sentences=tuple(
            change(name, "adapted" if found else "added", 0.9, *((one, 0.9) for one in found)) for name, found in own
        ),
        coverage=tuple(
            Coverage(unit.id, "partial", (), tuple(one.id for one in unit.sentences if one.id not in answered))
            for unit in central.units
        ),
        requirements=(),
        central_requirements=(),
    )


def beside(comparison: Comparison) -> list[tuple[str, list[str], list[str]]]:
    """By central unit the local sentences beside it, and the local units that answer it from elsewhere."""
    return [
        (
            pair.central.id if pair.central else "",
            [row.local.sentence.id for part in pair.parts for row in part.rows if row.local],
            [unit.id for unit in pair.elsewhere],
        )
        for pair in pairs_of(comparison)
        if pair.parts or pair.elsewhere
    ]


def test_an_article_that_answers_two_is_divided_between_them() -> None:
    links = (UnitLink("2", "2", 0.9, True), UnitLink("2", "3", 0.8, True))
    divided = case("要流动送书。", "一句新的。", "编制书目。", links=links, answers=(("2:1",), (), ("3:1", "2:1")))
    assert beside(divided) == [("1", ["1:1"], []), ("2", ["2:1", "2:2"], []), ("3", ["2:3"], [])]
    assert [part.whole for pair in pairs_of(divided) for part in pair.parts] == [True, False, False]


def test_a_sentence_drawn_from_elsewhere_stays_with_its_article() -> None:
    links = (UnitLink("2", "2", 0.9, True), UnitLink("2", "3", 0.3, False))
    whole = case("要流动送书。", "编制书目。", links=links, answers=(("2:1",), ("3:1",)))
    assert beside(whole) == [("1", ["1:1"], []), ("2", ["2:1", "2:2"], []), ("3", [], ["2"])]


def test_an_article_that_answers_none_stands_behind_its_predecessor() -> None:
    assert beside(case("一句新的。", links=(), answers=((),))) == [("1", ["1:1"], []), ("", ["2:1"], [])]


def test_notes_say_the_strongest_first_and_how_many_are_to_be_checked() -> None:
    doubt = Certainty(0.6, settled=False)
    comparison = north_comparison(central_document())
    *others, last = comparison.sentences
    weighed = replace(comparison, sentences=(*(replace(one, certainty=doubt) for one in others), last))
    said = {}
    for one in (comparison, weighed):
        notes = NoteMaker.of(one, {}, labels("zh"))
        [pair] = [pair for pair in pairs_of(one) if pair.central and pair.central.id == "2"]
        said[one is weighed] = [note.text for note in notes.on_part(pair, pair.parts[0])]
    assert said[False] == ["弱化　经常 → 无", "新增（新设 2022年前每年≥10%）"]
    assert said[True] == ["弱化（待核）　经常 → 无", "新增（新设 2022年前每年≥10%）"]


def test_what_is_not_counted_is_said_to_be_so_and_nothing_more() -> None:
    comparison = case("一句新的。", links=(), answers=((),))
    coverage = tuple(replace(one, counted=one.central != "p1") for one in comparison.coverage)
    uncounted = replace(comparison, coverage=coverage)
    notes = NoteMaker.of(uncounted, {}, labels("zh"))
    said = {
        pair.central.id: [note.text for note in notes.on_silence(pair)] for pair in pairs_of(uncounted) if pair.central
    }
    assert said == {"p1": ["不计"], "1": ["缺失"], "2": ["缺失 2句"], "3": ["缺失"]}
