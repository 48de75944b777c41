"""A judge is asked where we are in doubt, its word and ours are put together, and nobody is asked without one."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from judge_server import Given, right
from tfidf_linker import TfidfLinker

import duizhao as dz
from duizhao.align import Judge, Opinions, Question, doubt, load_linker
from duizhao.align.judge_blend import SEEN, load_judge_blend
from duizhao.changes import Correction, Quoted, source_of
from duizhao.corpus import LinkerError


@pytest.fixture(scope="module")
def pair() -> tuple[Any, Any]:
    sample = dz.sample_folder()
    return dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_yunzhou.txt")


@pytest.fixture(scope="module")
def plain(pair: tuple[Any, Any]) -> dz.report.Report:  # type: ignore[name-defined]
    return dz.compare(*pair)


def links(report: Any) -> dict[tuple[str, str], float]:
    found = report.comparisons[0].sentences
    return {(link.local, link.central): link.score for change in found for link in change.links}


def test_it_is_asked_about_sentences_in_doubt_with_their_likeliest_counterparts(pair: tuple[Any, Any]) -> None:
    central, local = pair
    judge = Given(right)
    report = dz.compare(central, local, judge=judge)
    assert 0 < len(judge.questions) < len(local.sentences) / 2
    ours, theirs = ([sentence.text for sentence in side.sentences] for side in (local, central))
    for question in judge.questions:
        assert question.local.text in ours
        assert len(question.candidates) == doubt.CANDIDATES
        places = [theirs.index(one.text) for one in question.candidates]
        assert places == sorted(places), "their order tells what we think of them"
        assert any(one.article for one in question.candidates)
    assert report.parameters["judge"] == {"model": "given", "blend": load_judge_blend().fitted_on}
    assert report.comparisons[0].warnings == ("说明一行",)


def test_its_word_counts_where_it_was_asked_and_nowhere_else(pair: tuple[Any, Any], plain: Any) -> None:
    yes, no = Given(lambda question: (0.97,) * len(question.candidates)), Given(lambda q: (0.0,) * len(q.candidates))
    with_yes, with_no, without = (
        links(one) for one in (dz.compare(*pair, judge=yes), dz.compare(*pair, judge=no), plain)
    )
    texts = {sentence.id: sentence.text for sentence in pair[1].sentences}
    asked = {question.local.text for question in yes.questions}
    of_asked = [{key for key in found if texts[key[0]] in asked} for found in (with_yes, without, with_no)]
    assert of_asked[2] <= of_asked[1] < of_asked[0]
    rest = [
        {key: score for key, score in found.items() if texts[key[0]] not in asked}
        for found in (with_yes, without, with_no)
    ]
    assert rest[0] == rest[1] == rest[2]


def test_a_link_says_what_it_comes_from(pair: tuple[Any, Any]) -> None:
    judge = Given(lambda question: (0.97,) * len(question.candidates))
    report = dz.compare(*pair, judge=judge)
    features = [link.features for change in report.comparisons[0].sentences for link in change.links]
    judged = [one for one in features if "judge" in one]
    assert judged
    assert all(set(one) == {"own", "judge", *SEEN} and one["judge"] == 0.97 for one in judged)


@pytest.mark.parametrize(
    "answer",
    [None, (), (0.5,), (0.5,) * 9, (float("nan"),) * 8, (-0.1,) * 8, (2.0,) * 8],
    ids=["none", "empty", "too few", "too many", "not a number", "below", "above"],
)
def test_what_is_no_answer_leaves_our_own_word(pair: tuple[Any, Any], plain: Any, answer: Any) -> None:
    judge = Given(lambda _: answer)
    report = dz.compare(*pair, judge=judge)
    assert links(report) == links(plain)
    count = len(judge.questions)
    assert report.comparisons[0].warnings == (
        "说明一行",
        f"裁判没有回答 {count} 个问题中的 {count} 个，这些句子照自己的判断",
    )


def test_too_few_answers_are_no_answers(pair: tuple[Any, Any], plain: Any) -> None:
    class Short(Given):
        def answer(self, questions: Sequence[Question]) -> Opinions:
            return Opinions(super().answer(questions).probabilities[:0])

    assert links(dz.compare(*pair, judge=Short(right))) == links(plain)


def test_what_a_specialist_fixed_is_not_asked_about(pair: tuple[Any, Any]) -> None:
    central, local = pair
    first = Given(right)
    dz.compare(central, local, judge=first)
    [sentence, *_] = [one for one in local.sentences if one.text == first.questions[0].local.text]
    correction = Correction(
        central_document=source_of(central),
        local_document=source_of(local),
        side="local",
        sentence=Quoted(sentence.id, sentence.text),
        links=(),
    )
    again = Given(right)
    dz.compare(central, local, judge=again, corrections=[correction])
    assert [question.local.text for question in again.questions] == [
        question.local.text for question in first.questions[1:]
    ]


def test_a_judge_is_for_the_shipped_linker(pair: tuple[Any, Any]) -> None:
    with pytest.raises(LinkerError, match="judge"):
        dz.compare(*pair, linker=TfidfLinker(), judge=Given(right))
    with pytest.raises(LinkerError, match="judge"):
        dz.load_materials(linker=TfidfLinker(), judge=Given(right))
    assert isinstance(Given(right), Judge)


def test_thresholds_that_a_user_sets_hold_for_what_was_judged(pair: tuple[Any, Any]) -> None:
    judge = Given(lambda question: (0.97,) * len(question.candidates))
    strict = dz.compare(*pair, judge=judge, options=dz.Options(first=1.0, further=1.0))
    assert not any("judge" in link.features for change in strict.comparisons[0].sentences for link in change.links)


def test_materials_hold_the_judge_and_travel(pair: tuple[Any, Any]) -> None:
    judge = dz.load_judge("http://localhost:9/v1", model="m")
    travelled = pickle.loads(pickle.dumps(dz.load_materials(judge=judge)))  # noqa: S301  our own bytes
    assert travelled.linker.parameters["judge"]["model"] == "m"
    here = dz.load_materials(linker=load_linker(judge=Given(right)))
    assert links(dz.compare(*pair, materials=here)) == links(dz.compare(*pair, judge=Given(right)))


def test_nothing_is_sent_without_a_judge(pair: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("somebody reaches for the network")

    monkeypatch.setattr(socket.socket, "connect", opened)
    monkeypatch.setattr(socket, "create_connection", opened)
    monkeypatch.setattr(socket, "getaddrinfo", opened)
    report = dz.compare(*pair)
    assert "judge" not in report.parameters


def test_an_empty_document_is_no_question(pair: tuple[Any, Any]) -> None:
    judge = Given(right)
    empty = dz.segmenter.segment_document(dz.corpus.make_document(""))
    dz.compare(pair[0], empty, judge=judge)
    assert judge.questions == []


def test_of_few_central_sentences_all_are_candidates() -> None:
    central, local = (
        dz.segmenter.segment_document(dz.corpus.make_document(text))
        for text in ("第一条 书屋应当开放。\n第二条 茶室应当清扫。", "第一条 渡口按时开船。")
    )
    judge = Given(lambda question: (0.0,) * len(question.candidates))
    dz.compare(central, local, judge=judge)
    assert [[one.text for one in question.candidates] for question in judge.questions] == [
        ["书屋应当开放。", "茶室应当清扫。"]
    ]


def test_the_blend_leans_on_both() -> None:
    blend, p = load_judge_blend(), np.linspace(0.05, 0.95, 9)
    seen = {name: np.full(9, 0.4) for name in SEEN}
    for own, judge in ((p, np.full(9, 0.4)), (np.full(9, 0.4), p)):
        assert (np.diff(blend.probability(own, judge, seen)) > 0).all()
    assert 0.2 < blend.first <= blend.further < 0.7


def test_a_question_is_about_nothing_but_its_sentences(pair: tuple[Any, Any]) -> None:
    judge = Given(right)
    dz.compare(*pair, judge=judge)
    assert all(isinstance(question, Question) and hash(question) is not None for question in judge.questions)
