"""Links between a central and a local document."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

import duizhao as dz
from duizhao.align import align_documents, comparable, load_link_model
from duizhao.align.comparable import comparable_clauses
from duizhao.align.features import SENTENCE_FEATURES, UNIT_FEATURES, sentence_features, unit_cosine, unit_features
from duizhao.align.ngrams import NgramVectorizer
from duizhao.corpus import make_document
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
    ours = NgramVectorizer(texts, 2, 3)
    assert np.allclose(ours.transform(texts).toarray(), expected)
    assert np.allclose(ours.idf, peer.idf_)


def test_unknown_ngrams_count_for_nothing() -> None:
    assert NgramVectorizer(["图书馆"], 2, 3).transform(["博物院"]).nnz == 0


def test_features_are_shares_shaped_local_by_central(sample: Path) -> None:
    central, local = dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_lanchuan.txt")
    units = unit_cosine(central, local)
    of_sentences = sentence_features(central, local, units)
    assert tuple(of_sentences) == SENTENCE_FEATURES
    for matrix in of_sentences.values():
        assert matrix.shape == (len(local.sentences), len(central.sentences))
        assert matrix.min() >= 0.0
        assert matrix.max() <= 1.0 + 1e-9
    of_units = unit_features(central, local, units, of_sentences["cosine_root"])
    assert tuple(of_units) == UNIT_FEATURES
    assert {matrix.shape for matrix in of_units.values()} == {(len(local.units), len(central.units))}


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
