"""Links between a central and a local document."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer

import duizhao as dz
from duizhao import corpus as dz_corpus
from duizhao.align import align_documents, load_link_model, load_linker
from duizhao.align import alignment as alignment_module
from duizhao.align.acting import load_acting_words
from duizhao.align.background import load_background
from duizhao.align.candidates import Candidates, find_candidates
from duizhao.align.forest import read_forest
from duizhao.align.ngrams import NgramTable, inverse_frequency, tfidf
from duizhao.align.repeated_sentences import raise_repeated
from duizhao.align.sides import prepare_side
from duizhao.align.unit_features import UNIT_FEATURES, unit_cosine, unit_features
from duizhao.corpus import make_document
from duizhao.estimators.link_classifier import nodes_of
from duizhao.language import comparable
from duizhao.language.comparable import comparable_clauses
from duizhao.segmenter import SegmentedDocument, segment_document


def parsed(*articles: str) -> SegmentedDocument:
    """A law with these articles, numbered from 第1条."""
    return segment_document(make_document("\n".join(f"第{i}条 {text}" for i, text in enumerate(articles, start=1))))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“一把手”（每年１次）：", "一把手每年1次"),
        ("图书馆　应当,开放。", "图书馆应当开放"),
        ("", ""),
        ("，。；", ""),
    ],
)
def test_comparable_leaves_out_what_varies(text: str, form: str) -> None:
    assert comparable(text) == form


def test_a_sentence_has_at_least_one_clause() -> None:
    assert comparable_clauses("好。") == ["好"]
    assert comparable_clauses("定期开放，免费借阅。") == ["定期开放", "免费借阅"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text("图书馆每年开放借阅", max_size=12), min_size=2, max_size=6).filter(
        lambda texts: any(len(t) > 1 for t in texts)
    )
)
def test_vectors_are_those_of_scikit_learn(texts: list[str]) -> None:
    peer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    expected = peer.fit_transform(texts).toarray()
    table = NgramTable(texts)
    ours = tfidf(table, 2, 3).toarray()
    assert np.allclose(ours @ ours.T, expected @ expected.T)
    rarity = np.concatenate([inverse_frequency(table.counts(length)) for length in (2, 3)])
    assert np.allclose(sorted(rarity), sorted(peer.idf_))


@given(st.lists(st.text("图书馆", max_size=12), min_size=1, max_size=5), st.integers(1, 9))
def test_ngrams_are_counted_as_they_stand(texts: list[str], length: int) -> None:
    counts = NgramTable(texts).counts(length).toarray()
    grams = [Counter(text[i : i + length] for i in range(len(text) - length + 1)) for text in texts]
    different = sorted(set().union(*grams))
    assert sorted(counts.T.tolist()) == sorted([float(found[gram]) for found in grams] for gram in different)


def candidates_of(central: SegmentedDocument, local: SegmentedDocument) -> Candidates:
    ours, theirs = (prepare_side(document, load_acting_words(), load_background().cut) for document in (local, central))
    return find_candidates(ours, theirs, unit_cosine(central, local), load_background())


def test_every_feature_is_there_for_every_pair(sample: Path) -> None:
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_lanchuan.txt")
    pairs = candidates_of(central, local)
    model = load_link_model()
    assert list(pairs.features) == list(model.sentence.weights)
    with_context = pairs.with_context(pairs.spread(np.full(len(pairs.rows), 0.5)))
    assert tuple(with_context) == model.context.names
    assert all(np.isfinite(values).all() and len(values) == len(pairs.rows) for values in with_context.values())
    of_units = unit_features(
        pairs.ours, pairs.theirs, unit_cosine(central, local), pairs.spread(np.ones(len(pairs.rows)))
    )
    assert tuple(of_units) == UNIT_FEATURES
    assert {matrix.shape for matrix in of_units.values()} == {(len(local.units), len(central.units))}


SHARES = (
    "explained",
    "covered",
    "clause",
    "mutual",
    "votes_local",
    "votes_central",
    "act",
    "one_clause_covers",
    "ngrams_covered",
)


@pytest.mark.parametrize("name", SHARES)
def test_a_sentence_and_itself_share_all(name: str) -> None:
    document = parsed("图书馆应当每年清点馆藏文献。", "读者可以预约上门借还服务。")
    pairs = candidates_of(document, document)
    matrix = pairs.spread(pairs.features[name])
    assert np.allclose(np.diag(matrix), 1.0, atol=1e-5)
    assert matrix[0, 1] < 0.5


def test_an_actor_of_another_level_is_the_local_counterpart() -> None:
    central = parsed("国务院图书馆主管部门应当制定标准。", "读者协会应当制定标准。")
    local = parsed("市图书馆主管部门应当制定标准。")
    pairs = candidates_of(central, local)
    actor = pairs.spread(pairs.features["actor"])[0]
    assert actor[0] == pytest.approx(1.0, abs=1e-5)
    assert actor[1] < 0.5


@pytest.mark.parametrize(
    ("text", "actor", "act"),
    [
        ("市、区图书馆应当每年清点馆藏。", "图书馆", "每年清点馆藏"),
        ("读者凭证借阅，不得转借。", "", "读者凭证借阅，转借"),
        ("鼓励捐赠图书。", "", "捐赠图书"),
        ("", "", ""),
    ],
)
def test_a_modal_parts_actor_and_act(text: str, actor: str, act: str) -> None:
    assert load_acting_words().actor_and_act(text) == (actor, act)


BACKGROUND = load_background()


@given(st.text("图书馆应当每年清点馆藏文献xyz，。", max_size=30))
def test_words_make_up_the_text(text: str) -> None:
    assert "".join(BACKGROUND.cut(text)) == text


def test_a_better_counterpart_leaves_no_gain_for_another() -> None:
    central = parsed("图书馆应当每年清点馆藏文献。", "图书馆应当清点馆藏。")
    pairs = candidates_of(central, parsed("图书馆应当每年清点馆藏文献。"))
    sure = pairs.spread(np.ones(len(pairs.rows)))
    gain = pairs.spread(pairs.with_context(sure)["local_gain"])[0]
    assert gain[0] > 0.1  # 每年 and 文献 are found nowhere else
    assert gain[1] == pytest.approx(0.0, abs=1e-6)


def test_trees_give_what_scikit_learn_gives() -> None:
    """The forest is read from scikit-learn's nodes; both must say the same of cases neither has seen."""
    random_numbers = np.random.default_rng(5)
    cases = random_numbers.normal(size=(400, 4))
    target = (cases[:, 0] + cases[:, 1] * cases[:, 2] > 0.3).astype(int)
    peer = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=5, random_state=0).fit(cases, target)
    names = ["a", "b", "c", "d"]
    trees = [nodes_of(predictors[0].nodes, 1.0) for predictors in peer._predictors]
    forest = read_forest({"names": names, "base": float(peer._baseline_prediction.ravel()[0]), "trees": trees})
    fresh = random_numbers.normal(size=(200, 4))
    ours = forest.probability(dict(zip(names, fresh.T, strict=True)))
    assert np.allclose(ours, peer.predict_proba(fresh)[:, 1], atol=1e-4)


def test_links_name_what_both_sentences_say(sample: Path) -> None:
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_yunzhou.txt")
    link = max(align_documents(central, local).sentence_links, key=lambda link: link.score)
    assert link.matches
    assert set(link.features) == set(load_link_model().context.names)
    for match in link.matches:
        assert match.local.of(local.document.text) == match.central.of(central.document.text)


# ------------------------------------------------------------------------------------------------------------- encoders


class Recorder:
    """An encoder that finds every sentence with one of these words alike, and counts how often it is asked."""

    def __init__(self, *alike: str) -> None:
        self.alike, self.asked = alike, 0

    def __call__(self, sentences: list[str]) -> list[list[float]]:
        self.asked += 1
        return [[1.0, 0.0] if any(word in sentence for word in self.alike) else [0.0, 1.0] for sentence in sentences]


def test_an_encoder_moves_only_pairs_in_doubt(sample: Path) -> None:
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_lanchuan.txt")
    plain = {(a.local, a.central): a.score for a in align_documents(central, local).sentence_links}
    calm = align_documents(
        central, local, linker=load_linker(encode=lambda sentences: np.eye(2)[[len(s) % 2 for s in sentences]])
    )
    moved = {(a.local, a.central): a.score for a in calm.sentence_links}
    for pair in plain.keys() & moved.keys():
        assert plain[pair] == moved[pair] or 0.1 <= plain[pair] <= 0.8
    assert all(plain[pair] == moved.get(pair) for pair in plain if plain[pair] > 0.8)


def test_without_an_encoder_none_is_asked(sample: Path) -> None:
    encoder = Recorder("图书馆")
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_lanchuan.txt")
    align_documents(central, local)
    assert encoder.asked == 0
    align_documents(central, local, linker=load_linker(encode=encoder))
    assert encoder.asked == 2


@pytest.mark.parametrize("vectors", [[[1.0]], [["x"]], [[float("nan")] * 2] * 200, 3.0])
def test_an_encoder_that_gives_no_vectors_is_told(sample: Path, vectors: Any) -> None:
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_lanchuan.txt")
    with pytest.raises(dz_corpus.EncoderError, match="encode 返回"):
        align_documents(central, local, linker=load_linker(encode=lambda _: vectors))


# ----------------------------------------------------------------------------------------------------------- whole texts


def test_a_document_answers_itself() -> None:
    document = parsed("图书馆应当每周开放五十六小时。", "馆藏文献每年清点一次。", "读者可以预约上门借还服务。")
    found = align_documents(document, document)
    best = {link.local: link.central for link in reversed(found.sentence_links)}
    assert best == {sentence.id: sentence.id for sentence in document.sentences}
    assert [(link.local, link.central) for link in found.unit_links if link.main] == [
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
    ]


def test_what_answers_nothing_has_no_link() -> None:
    central = parsed("图书馆应当每周开放五十六小时。", "馆藏文献每年清点一次。")
    local = parsed("渔船出港前检查救生设备。", "果农可以申请低息贷款。")
    found = align_documents(central, local)
    assert found.sentence_links == ()
    assert found.unit_links == ()
    assert max(found.local_support.values()) < 0.1


def test_splits_and_merges_are_links_of_several_to_several() -> None:
    central = parsed("图书馆应当定期清点馆藏文献，及时剔除破损图书。", "图书馆应当设置少年儿童阅览区，配备专职馆员。")
    local = parsed(
        "图书馆应当每年清点馆藏文献。", "图书馆应当及时剔除破损图书，并登记造册。", "图书馆应当设置少年儿童阅览区。"
    )
    pairs = {(link.local, link.central) for link in align_documents(central, local).unit_links if link.main}
    assert {("1", "1"), ("2", "1"), ("3", "2")} <= pairs


def test_links_do_not_depend_on_the_order_of_the_articles(sample: Path) -> None:
    central = dz.read(sample / "central_opinion.txt")
    local = dz.read(sample / "local_yunzhou.txt")
    articles = ["".join(sentence.text for sentence in unit.sentences) for unit in local.units]
    shuffled = articles.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311  any order will do

    def links(texts: list[str]) -> set[tuple[str, str, float]]:
        document = parsed(*texts)
        names = {sentence.id: sentence.text for sentence in document.sentences}
        theirs = {sentence.id: sentence.text for sentence in central.sentences}
        found = align_documents(central, document).sentence_links
        return {(names[link.local], theirs[link.central], link.score) for link in found}

    assert links(articles) == links(shuffled)


@pytest.mark.parametrize("text", ["", "没有编号的一段话。"])
def test_a_text_without_articles_is_no_reason_to_fail(text: str) -> None:
    central = parsed("图书馆应当每周开放五十六小时。")
    local = segment_document(make_document(text))
    assert align_documents(central, local).unit_links == ()
    assert align_documents(local, central).unit_links == ()


def test_scores_are_probabilities_and_fall_within_a_sentence(sample: Path) -> None:
    found = align_documents(dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_haiping.txt"))
    assert found.sentence_links
    assert all(0.0 <= link.score <= 1.0 for link in (*found.sentence_links, *found.unit_links))
    for a, b in zip(found.sentence_links, found.sentence_links[1:], strict=False):
        assert a.local != b.local or a.score >= b.score


def test_the_model_names_the_labels_it_was_fitted_on() -> None:
    assert len(load_link_model().fitted_on) == 64


def test_long_documents_are_compared_in_parts(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part holds fewer rivals, so probabilities differ; sure links stay."""
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_yunzhou.txt")
    whole = {(a.local, a.central) for a in align_documents(central, local).sentence_links if a.score > 0.9}
    monkeypatch.setattr(alignment_module, "PART", 30)
    parts = {(a.local, a.central) for a in align_documents(central, local).sentence_links}
    assert len(whole) > 20
    assert len(whole & parts) >= 0.9 * len(whole)


def test_a_sentence_of_many_articles_answers_the_one_of_its_own() -> None:
    """As 依法承担赔偿责任 in the last chapter of a law: every copy is as like as any other."""
    things = ("馆藏古籍", "阅览桌椅", "自助机器", "报告大厅", "流动书车", "少儿玩具", "盲文读物", "专题展品")
    document = parsed(*(f"损坏{thing}的，由图书馆责令修复。造成损失的，依法承担赔偿责任。" for thing in things))
    found = {(link.local, link.central) for link in align_documents(document, document).sentence_links}
    assert {(sentence.id, sentence.id) for sentence in document.sentences} <= found


def test_copies_in_one_article_answer_each_other_in_their_order() -> None:
    side = prepare_side(parsed("应当登记。应当登记。", "应当登记。"), load_acting_words(), load_background().cut)
    raised = raise_repeated(side, side, [(0, 0)], np.zeros((3, 3)))
    assert np.argwhere(raised > 0).tolist() == [[0, 0], [1, 1]]


def test_articles_without_a_sentence_in_common_do_not_answer_each_other() -> None:
    """However likely the articles by themselves: the only unit of a text is the likeliest for every other one, whatever it says."""
    shipped = load_link_model()
    linker = load_linker(model=replace(shipped, thresholds=replace(shipped.thresholds, unit=0.0)))
    central = parsed("图书馆应当每周开放五十六小时。馆藏文献应当每年清点。")
    assert (
        align_documents(central, parsed("渔船出港前应当检修。", "牧场应当实行轮牧。"), linker=linker).unit_links == ()
    )
    [link] = align_documents(
        central, parsed("渔船出港前应当检修。", "馆藏文献应当每年清点。"), linker=linker
    ).unit_links
    assert (link.local, link.central, link.main) == ("2", "1", True)
