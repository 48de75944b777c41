"""Local texts given together do not contradict each other: the same sentence has the same links and the same verdict."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from alignments import articles, linked
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import compare_documents, compare_together

import duizhao as dz
from duizhao.align import (
    Alignment,
    SentenceLink,
    Thresholds,
    agree_on_links,
    choose_links,
    load_linker,
    shared_wordings,
    wording_of,
)
from duizhao.align.agreed_rows import pooled_probability
from duizhao.align.reasons_to_part import Reasons
from duizhao.align.shared_wording import _candidates
from duizhao.changes import (
    ChangedVerdict,
    Comparison,
    Correction,
    JudgedWith,
    Locks,
    Quoted,
    Relation,
    SentenceChange,
    load_judging_rules,
    source_of,
)
from duizhao.changes.agreed_verdicts import agree_on_verdicts
from duizhao.changes.certainty import Certainty
from duizhao.changes.same_verdict import StandingVerdict, evidence_for, parts_with_reason
from duizhao.changes.word_forms import load_word_forms
from duizhao.segmenter import SegmentedDocument

LINKER, JUDGING, FORMS = load_linker(), load_judging_rules(), load_word_forms()
THRESHOLDS = Thresholds(0.4, 0.45, 0.4)
CENTRAL = articles(
    "图书馆应当免费开放。逾期不改的，依法追究责任。",
    "馆藏文献应当定期清点。逾期不改的，依法追究责任。",
    "读者可以预约座位。",
)
# Whole sentences, two of them almost the same, and one that the central document has twice.
POOL = (
    "图书馆应当免费开放。",
    "馆藏文献应当每季度清点一次并公布结果。",
    "馆藏文献应当每季度清点一次，并且公布结果。",
    "馆藏文献应每季度清点一次再公布结果。",
    "逾期不改的，依法追究责任。",
    "食堂按时供餐。",
)
RELATIONS: tuple[Relation, ...] = ("verbatim", "adapted", "strengthened", "weakened")


def answers(comparison: Comparison | Alignment, names: dict[str, str]) -> dict[str, frozenset[str]]:
    """The central wordings that each local sentence answers."""
    links = (
        [link for change in comparison.sentences for link in change.links]
        if isinstance(comparison, Comparison)
        else comparison.sentence_links
    )
    found: dict[str, set[str]] = {sentence.id: set() for sentence in comparison.local.sentences}
    for link in links:
        found[link.local].add(names[link.central])
    return {name: frozenset(those) for name, those in found.items()}


def contradictions(comparisons: Sequence[Comparison]) -> list[str]:
    """The sentences that stand in several documents in the same words and have other links or another relation there."""
    names = {sentence.id: wording_of(sentence) for sentence in comparisons[0].central.sentences}
    linked_to = [answers(one, names) for one in comparisons]
    found = []
    for wording in shared_wordings([one.local for one in comparisons]).wordings:
        said = {
            (linked_to[i][comparisons[i].sentences[k].local], comparisons[i].sentences[k].relation)
            for i, k in wording.places
        }
        if len(wording.documents) > 1 and len(said) > 1:
            found.append(wording.text)
    return found


# ------------------------------------------------------------------------------------------------------------ shared wordings


def test_wordings_are_shared_by_words_alone() -> None:
    documents = [
        articles("（一）应当“免费”开放阅览室；", "食堂供餐。食堂供餐。"),
        articles("应当免费开放阅览室。", "本馆藏书每年清点两次，公布结果。"),
        articles("本馆藏书每年清点两次并公布结果。"),
    ]
    found = shared_wordings(documents)
    assert {one.text: one.documents for one in found.wordings if len(one.documents) > 1} == {
        "应当免费开放阅览室": {0, 1}
    }
    [(i, k)] = found.near
    assert {found.wordings[i].documents, found.wordings[k].documents} == {frozenset({1}), frozenset({2})}


def test_an_item_is_not_set_beside_a_sentence() -> None:
    """What an item says is said with its lead: 违反…的；"""
    lead = "有下列情形之一的，予以警告：\n（一）在阅览室内大声喧哗影响他人阅读的；\n（二）损坏图书的。"
    documents = [articles(lead), articles("不得在阅览室内大声喧哗影响他人阅读。")]
    assert documents[0].sentences[1].kind == "item"
    assert shared_wordings(documents).near == ()


def test_candidates_grow_with_the_texts_and_not_with_their_pairs() -> None:
    """Two thousand texts that differ in a number alone: a list of all pairs would have two million."""
    texts = sorted(f"各级图书馆应当在第{i}个工作日公布馆藏文献的清点结果" for i in range(2000))
    assert len(set(_candidates(texts))) < 300 * len(texts)


def test_a_pooled_probability_is_the_same_in_any_order() -> None:
    weighed = [(0.9, 1), (0.2, 3), (0.45, 2), (0.999, 1), (0.0, 1)]
    assert len({pooled_probability(one) for one in permutations(weighed)}) == 1
    assert 0.2 < pooled_probability(weighed) < 0.9


@pytest.mark.parametrize(
    ("likelier", "other", "part"),
    [
        ("各馆应当清点古籍", "各馆应当清点报刊", True),
        ("各馆应当清点报刊", "各馆应当清点图书", False),
        ("本馆应当清点古籍", "各馆应当清点古籍", False),
    ],
)
def test_texts_part_where_their_words_say_why(likelier: str, other: str, *, part: bool) -> None:
    assert Reasons(["每年清点古籍", "图书馆免费开放", "读者可以预约"]).part(likelier, other, "每年清点古籍") is part


# ---------------------------------------------------------------------------------------------------------------------- links


def made_of(pool: Sequence[str], seed: int) -> SegmentedDocument:
    """One to three articles of one to three of the sentences."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return articles(*("".join(chance.choices(pool, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 3))))


LOCAL = [made_of(POOL, seed) for seed in range(12)]


@st.composite
def families(draw: st.DrawFn) -> list[Alignment]:
    """Some local documents made of the same few sentences, with links as any linker may have found them."""
    found = []
    for local in draw(st.lists(st.sampled_from(LOCAL), min_size=2, max_size=4)):
        numbers = np.random.default_rng(draw(st.integers(0, 10**6)))
        shape = (len(local.sentences), len(CENTRAL.sentences))
        of_units = numbers.random((len(local.units), len(CENTRAL.units)))
        found.append(choose_links(CENTRAL, local, numbers.random(shape) ** 2, of_units, THRESHOLDS))
    return found


def essence(alignment: Alignment) -> object:
    return (
        alignment.sentence_links,
        alignment.unit_links,
        alignment.local_support,
        alignment.central_support,
    )


@settings(max_examples=25)
@given(families(), st.randoms(use_true_random=False))
def test_links_agree_in_any_order(family: list[Alignment], chance: random.Random) -> None:
    """The same words, the same central words and scores; the order of the documents, and who linked them, is no matter."""
    agreed = agree_on_links(family)
    names = {sentence.id: wording_of(sentence) for sentence in CENTRAL.sentences}
    shared = shared_wordings([one.local for one in family])
    said = [answers(one, names) for one in agreed]
    for wording in shared.wordings:
        if len(wording.documents) > 1:
            assert len({said[i][agreed[i].local.sentences[k].id] for i, k in wording.places}) == 1, wording.text
            assert len({agreed[i].local_support[agreed[i].local.sentences[k].id] for i, k in wording.places}) == 1
    order = list(range(len(family)))
    chance.shuffle(order)
    # As a worker would hand them back.
    others = agree_on_links([pickle.loads(pickle.dumps(family[i])) for i in order])  # noqa: S301 - our own
    assert [essence(one) for one in others] == [essence(agreed[i]) for i in order]


@settings(max_examples=25)
@given(families())
def test_what_follows_from_links_fits_them(family: list[Alignment]) -> None:
    for one in agree_on_links(family):
        drawn = {(link.local.split(":")[0], link.central.split(":")[0]) for link in one.sentence_links}
        assert {(link.local, link.central) for link in one.unit_links} == drawn
        for link in one.sentence_links:
            assert one.local_support[link.local] >= link.score
            assert one.central_support[link.central] >= link.score


def test_what_nobody_shares_stays_as_it_was() -> None:
    family = [
        choose_links(CENTRAL, articles(text), np.full((1, 5), 0.3), np.full((1, 3), 0.3), THRESHOLDS)
        for text in ("食堂按时供餐。", "图书馆应当免费开放。")
    ]
    assert all(after is before for before, after in zip(family, agree_on_links(family), strict=True))
    assert agree_on_links(family[:1])[0] is family[0]


def test_copies_in_the_central_text_are_told_by_the_article() -> None:
    """A formula that stands in two central articles: each local article answers its own."""
    rows = np.zeros((1, 5))
    family = []
    for column in (1, 3):
        rows[:] = 0.02
        rows[0, column] = 0.9
        family.append(choose_links(CENTRAL, articles(POOL[4]), rows.copy(), np.full((1, 3), 0.3), THRESHOLDS))
    agreed = agree_on_links(family)
    assert [[link.central for link in one.sentence_links] for one in agreed] == [["1:2"], ["2:2"]]
    assert len({link.score for one in agreed for link in one.sentence_links}) == 1


def test_what_a_person_named_stands_and_the_same_words_follow() -> None:
    family = [
        choose_links(CENTRAL, articles(POOL[1]), np.full((1, 5), p), np.full((1, 3), 0.1), THRESHOLDS, locked=locked)
        for p, locked in ((0.9, {"1:1": ("3:1",)}), (0.1, {}), (0.8, {}))
    ]
    agreed = agree_on_links(family, [{"1:1": ("3:1",)}, {}, {}])
    assert agreed[0] is family[0]
    assert [[link.central for link in one.sentence_links] for one in agreed] == [["3:1"]] * 3
    assert [link.locked for one in agreed for link in one.sentence_links] == [True, False, False]
    [unit] = agreed[1].unit_links
    assert unit.main, "all of the unit came to answer that article"
    nothing = agree_on_links(family[1:], [{"1:1": ()}, {}])
    assert nothing[1].sentence_links == ()


def test_a_linker_that_tells_links_alone_is_made_to_agree() -> None:
    central = ("图书馆应当免费开放。", "馆藏应当清点。")
    family = [linked(central, (POOL[0], POOL[5]), links, 0.9) for links in (((0, 0),), ((0, 0), (1, 1)), ())]
    agreed = agree_on_links(family)
    assert len({tuple((link.central, link.score) for link in one.sentence_links) for one in agreed}) == 1


# ------------------------------------------------------------------------------------------------------------------- verdicts


def standing(text: str, relation: Relation, *evidence: str) -> StandingVerdict:
    return StandingVerdict(text, SentenceChange("1:1", (), relation, 0.9, evidence))


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        (
            standing("应当每季度清点全部馆藏。", "strengthened", "定期 → 每季度"),
            standing("应当定期清点全部馆藏。", "adapted", "文字相同 80%"),
            True,
        ),
        (
            standing("应当每季度清点全部馆藏。", "strengthened", "定期 → 每季度"),
            standing("要每季度清点全部馆藏。", "adapted", "文字相同 80%"),
            False,
        ),
        (
            standing("应当清点馆藏。", "weakened", "删去：并向读者公布结果"),
            standing("应清点馆藏。", "adapted", "文字相同 80%"),
            False,
        ),
        (
            standing("应当清点馆藏。", "weakened", "删去：并向读者公布结果"),
            standing("应当清点馆藏，并向读者公布结果。", "verbatim", "文字相同 100%"),
            True,
        ),
        (
            standing("应当切实清点馆藏。", "verbatim", "文字相同 100%"),
            standing("应当清点馆藏。", "adapted", "文字相同 90%"),
            False,
        ),
        (
            standing("应当清点馆藏和设备。", "adapted", "文字相同 80%"),
            standing("应当清点馆藏。", "verbatim", "文字相同 100%"),
            True,
        ),
    ],
)
def test_a_reason_for_another_verdict_stands_in_the_words(
    one: StandingVerdict, other: StandingVerdict, *, part: bool
) -> None:
    assert parts_with_reason(one, other, FORMS) is part
    assert parts_with_reason(other, one, FORMS) is part


def test_evidence_of_other_words_is_shown_only_to_the_letter() -> None:
    claim = standing("不得要求读者重复提供证件。", "strengthened", "新增禁止：不得要求读者重复提供证件")
    assert evidence_for("strengthened", standing("不得要求重复提供证件。", "adapted", "文字相同 50%"), [claim]) is None
    assert evidence_for("strengthened", standing("但不得要求读者重复提供证件。", "adapted"), [claim]) == claim.shown


@st.composite
def judged_families(draw: st.DrawFn) -> tuple[list[SegmentedDocument], list[tuple[SentenceChange, ...]], list[Locks]]:
    documents, verdicts, locks = [], [], []
    for local in draw(st.lists(st.sampled_from(LOCAL), min_size=2, max_size=4)):
        said = []
        for sentence in local.sentences:
            relation: Relation = draw(st.sampled_from(RELATIONS))
            links = (SentenceLink(sentence.id, "1:1", 0.9),)
            certainty = Certainty(draw(st.sampled_from([0.3, 0.6, 0.9])), settled=draw(st.booleans()))
            evidence = (draw(st.sampled_from(["新增：每季度", "删去：并公布", "文字相同 90%"])),)
            said.append(SentenceChange(sentence.id, links, relation, 0.9, evidence, certainty=certainty))
        known = draw(st.sampled_from([{}, {said[0].local: said[0].relation}]))
        documents.append(local)
        verdicts.append(tuple(said))
        locks.append(Locks(relations=known))
    return documents, verdicts, locks


@settings(max_examples=25)
@given(judged_families(), st.randoms(use_true_random=False))
def test_verdicts_agree_in_any_order(
    family: tuple[list[SegmentedDocument], list[tuple[SentenceChange, ...]], list[Locks]], chance: random.Random
) -> None:
    documents, verdicts, locks = family
    shared = shared_wordings(documents)
    agreed = agree_on_verdicts(CENTRAL, documents, verdicts, shared, FORMS, locks)
    for wording in shared.wordings:
        if len(wording.documents) > 1:
            known = {verdicts[i][k].relation for i, k in wording.places if verdicts[i][k].local in locks[i].relations}
            said = {agreed[i][k].relation for i, k in wording.places}
            assert said == known or len(said) == 1
    for before, after, lock in zip(verdicts, agreed, locks, strict=True):
        assert all(b == a for b, a in zip(before, after, strict=True) if b.local in lock.relations)
    order = list(range(len(documents)))
    chance.shuffle(order)
    shuffled = [[one[i] for i in order] for one in (documents, verdicts, locks)]
    others = agree_on_verdicts(CENTRAL, shuffled[0], shuffled[1], shared_wordings(shuffled[0]), FORMS, shuffled[2])
    assert list(others) == [agreed[i] for i in order]


# ------------------------------------------------------------------------------------------------------------- whole documents


@pytest.fixture(scope="module")
def sample_family(sample: Path) -> list[SegmentedDocument]:
    """The central document of the sample, its three local ones, and a fourth that has sentences of two of them in other articles."""
    texts = [
        dz.read(sample / f"{name}.txt")
        for name in ("central_opinion", "local_yunzhou", "local_lanchuan", "local_haiping")
    ]
    taken = [one.text for document in texts[1:3] for unit in document.units[3:9:2] for one in unit.sentences[-1:]]
    return [*texts, articles(*reversed(taken))]


def test_a_family_is_the_same_in_any_order(sample_family: list[SegmentedDocument]) -> None:
    central, *local = sample_family
    first = compare_together(central, local, linker=LINKER, judging=JUDGING)
    again = compare_together(central, local[::-1], linker=LINKER, judging=JUDGING)
    assert first == again[::-1]
    assert contradictions(first) == []
    assert {one.judged_with.documents for one in first} == {4}
    assert first[3].judged_with.shared == len(local[3].sentences)


def test_a_single_document_is_judged_alone(sample_family: list[SegmentedDocument]) -> None:
    central, local = sample_family[:2]
    alone = compare_documents(central, local, linker=LINKER, judging=JUDGING)
    assert compare_together(central, [local], linker=LINKER, judging=JUDGING) == (alone,)
    assert alone.judged_with == JudgedWith()


def test_a_correction_stands_and_the_same_words_follow_it() -> None:
    central = articles("图书馆应当定期清点馆藏。", "图书馆应当免费开放。")
    local = [articles("图书馆应当定期清点馆藏。"), articles("食堂供餐。", "图书馆应当定期清点馆藏。")]
    fixed = Correction(
        central_document=source_of(central),
        local_document=source_of(local[0]),
        side="local",
        sentence=Quoted("1:1", "图书馆应当定期清点馆藏。"),
        relation="weakened",
    )
    first, second = compare_together(central, local, linker=LINKER, judging=JUDGING, corrections=[(fixed,), ()])
    assert [first.sentences[0].relation, second.sentences[1].relation] == ["weakened", "weakened"]
    assert first.sentences[0].review is not None
    assert second.sentences[1].review is None
    assert not any("人工复核" in line for line in second.sentences[1].evidence)
    assert second.judged_with.changed == (ChangedVerdict("2:1", "verbatim", ("1:1",)),)
    assert first.judged_with.changed == ()


def test_a_report_says_with_what_it_was_judged(sample: Path, tmp_path: Path) -> None:
    central, *local = (sample / f"{name}.txt" for name in ("central_opinion", "local_yunzhou", "local_haiping"))
    report = dz.compare_many(central, local)
    for form in ("html", "md"):
        [path] = report.save(tmp_path / f"report.{form}")
        assert "2 份地方文件一并判断" in path.read_text(encoding="utf-8")
    [path] = report.save(tmp_path / "report.json")
    said = [one["judged_with"] for one in json.loads(path.read_text(encoding="utf-8"))["comparisons"]]
    assert [one["documents"] for one in said] == [2, 2]
    assert dz.load_report(path).comparisons == report.comparisons
    [page] = dz.compare(central, local[0]).save(tmp_path / "alone.html")
    assert "一并判断" not in page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def opinion(shared: Path) -> tuple[Comparison, ...]:
    """Two measures that implement one opinion."""
    local = sorted(shared.glob("corpus/*_measures_*.txt"))
    return dz.compare_many(shared / "corpus/central_opinion_2021.txt", local).comparisons


@pytest.fixture(scope="module")
def population(shared: Path) -> tuple[Comparison, ...]:
    """Two regulations under one law."""
    local = sorted(shared.glob("laws/*/*市人口与计划生育条例*.md"))
    return dz.compare_many(shared / "laws/national/人口与计划生育法(2021-08-20).md", local).comparisons


@pytest.mark.parametrize("family", ["opinion", "population"])
def test_real_families_do_not_contradict_themselves(family: str, request: pytest.FixtureRequest) -> None:
    comparisons = request.getfixturevalue(family)
    assert len(comparisons) == 2
    assert all(one.judged_with.shared for one in comparisons)
    assert contradictions(comparisons) == []


def test_a_sentence_is_not_new_in_one_text_and_known_in_the_other(opinion: tuple[Comparison, ...]) -> None:
    """分管领导约谈, in almost the same words, was added in one text and linked in the other."""
    found = [
        (change.relation == "added", change.links == ())
        for one in opinion
        for sentence, change in zip(one.local.sentences, one.sentences, strict=True)
        if "对问题较为突出和整改不到位" in sentence.text
    ]
    assert len(found) == 2
    assert found[0] == found[1]
