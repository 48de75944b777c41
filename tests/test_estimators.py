"""The estimators: scikit-learn's own checks, and the way from one's own gold to a comparison."""

from __future__ import annotations

import importlib
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.utils.estimator_checks import check_estimator, parametrize_with_checks

import duizhao as dz
from duizhao.align import Thresholds, load_linker
from duizhao.align.model import read_link_model
from duizhao.changes.relation_model import RELATIONS
from duizhao.estimators import (
    GoldPair,
    LinkClassifier,
    LinkSamples,
    PairFeatures,
    RelationClassifier,
    RelationSamples,
    fit_link_table,
    fit_linker,
    link_samples,
    read_gold_pair,
    relation_samples,
    with_relations,
)
from duizhao.evaluation import GoldError

# Most of the time of a fit goes into weighed bins.
SMALL = LinkClassifier(max_iter=8, forests=1, min_samples_leaf=10, max_bins=4, learning_rate=0.3)


@pytest.fixture(scope="module")
def gold(sample: Path) -> list[GoldPair]:
    return [read_gold_pair(path) for path in sorted((sample / "gold").glob("align_*.json"))]


@pytest.fixture(scope="module")
def links(gold: list[GoldPair]) -> LinkSamples:
    return link_samples(gold)


@pytest.fixture(scope="module")
def relations(gold: list[GoldPair]) -> RelationSamples:
    return relation_samples(gold)


# ------------------------------------------------------------------------------------------------------ scikit-learn's checks

# Two ways of counting, by weight and by repeating rows, differ where the scale of the features is that of the rows as they are.
NOT_HELD = {"check_sample_weight_equivalence_on_dense_data": "the scale of the shipped model does not know of weights"}


def not_held(estimator: Any) -> dict[str, str]:
    shipped = isinstance(estimator, RelationClassifier) and not estimator.scale_weighted
    return NOT_HELD if shipped else {}


# Fewer and smaller trees than by default, which take a minute; nothing in the checks depends on how many there are.
@parametrize_with_checks(
    [RelationClassifier(), RelationClassifier(scale_weighted=False), LinkClassifier(max_iter=5, forests=2)],
    expected_failed_checks=not_held,
)
def test_checks_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


def test_what_the_checks_do_not_try_of_pair_features(links: LinkSamples) -> None:
    """Its samples are pairs of sentences and no rows of numbers, so that scikit-learn has no data to try it on."""
    with pytest.warns(SkipTestWarning, match="Can't test estimator PairFeatures"):
        assert [check["status"] for check in check_estimator(PairFeatures())] == ["passed"]
    features = PairFeatures(C=0.1)
    assert clone(features).get_params() == {"C": 0.1, "folds": 5}
    with pytest.raises(NotFittedError):
        features.transform(links.pairs)
    assert features.fit(links.pairs, links.answers) is features
    rows = features.transform(links.pairs)
    assert rows.shape == (len(links.pairs), len(features.get_feature_names_out()))
    assert list(features.get_feature_names_out()) == list(dz.load_linker().model.context.names)
    assert np.array_equal(rows, pickle.loads(pickle.dumps(features)).transform(links.pairs))  # noqa: S301  made here
    # Rows in another order, some of them only: the features of a pair are those of its documents.
    some = np.random.default_rng(1).permutation(len(rows))[:500]
    assert np.array_equal(features.transform(links.pairs[some]), rows[some])
    assert np.array_equal(features.fit(links.pairs, links.answers).transform(links.pairs), rows)
    assert list(features.set_output(transform="pandas").transform(links.pairs[:3]).columns) == list(
        features.get_feature_names_out()
    )


def test_a_document_gets_a_first_look_that_did_not_see_its_answers(links: LinkSamples) -> None:
    own = links.documents == links.documents[0]
    rows = PairFeatures().fit_transform(links.pairs, links.answers)
    turned = PairFeatures().fit_transform(links.pairs, np.where(own, 1 - links.answers, links.answers))
    assert np.array_equal(rows[own], turned[own])
    assert not np.array_equal(rows[~own], turned[~own])


@pytest.mark.parametrize(("answers", "told"), [([0] * 4, "one class"), ([0, 1, 2, 3], "Only binary classification")])
def test_what_cannot_be_learnt_is_refused(answers: list[int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        LinkClassifier().fit(np.zeros((4, 1)), answers)
    if told == "one class":
        with pytest.raises(ValueError, match=told):
            RelationClassifier().fit(np.zeros((4, 1)), answers)


# ------------------------------------------------------------------------------------------------------------------- samples


def test_samples_are_the_pairs_a_linker_looks_at(gold: list[GoldPair], links: LinkSamples) -> None:
    hand_made = sum(int(pair.sentences.sum()) for pair in gold if pair.sentences is not None)
    assert 0.97 * hand_made <= links.answers.sum() <= hand_made
    assert set(links.documents) == {"align_haiping", "align_lanchuan", "align_yunzhou"}
    assert len(set(links.families)) == 1
    assert links.weights.mean() == pytest.approx(1.0)
    ours, theirs = links.pairs[int(links.answers.argmax())].texts
    assert ours in {sentence.text for sentence in gold[0].local.sentences}
    assert theirs in {sentence.text for sentence in gold[0].central.sentences}


def test_a_document_of_which_only_articles_were_labelled_gives_no_samples(gold: list[GoldPair]) -> None:
    bare = GoldPair("bare", gold[0].central, gold[0].local, None, gold[0].units)
    assert len(link_samples([bare]).pairs) == 0
    unknown = link_samples([bare], labelled_only=False)
    assert set(unknown.answers) == {-1}
    with pytest.raises(ValueError, match="没有标注过句子的文件"):
        PairFeatures().fit(unknown.pairs, unknown.answers)
    with pytest.raises(ValueError, match="没有一对句子"):
        PairFeatures().fit([], [])


CENTRAL = "阅览室意见\n一、阅览室应当免费开放。\n二、馆藏应当每年清点。\n三、读者可以外借图书。\n"
LOCAL = "东溪市阅览室措施\n一、馆藏每年清点1次。\n二、阅览室免费开放。\n三、设立捐赠书架。\n"
LABELS = {
    "central": "中央.txt",
    "local": "地方.txt",
    "sentences": [
        {"local": "馆藏每年清点1次。", "central": [{"unit": "2", "text": "馆藏应当每年清点。"}], "relation": "adapted"},
        {
            "local": "阅览室免费开放。",
            "central": [{"unit": "1", "text": "阅览室应当免费开放。"}],
            "relation": "verbatim",
        },
        {"local": "设立捐赠书架。", "central": [], "relation": "added"},
        {"local": "这一句哪里也没有出现过。", "central": [], "relation": "added"},
    ],
}


def test_gold_is_read_with_what_it_quotes_in_vain(tmp_path: Path) -> None:
    (tmp_path / "中央.txt").write_text(CENTRAL, encoding="utf-8")
    (tmp_path / "地方.txt").write_text(LOCAL, encoding="utf-8")
    path = tmp_path / "标注.json"
    path.write_text(json.dumps(LABELS), encoding="utf-8")
    pair = read_gold_pair(path)
    assert pair.sentences is not None
    assert pair.sentences.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert pair.units.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert pair.unfound == ("这一句哪里也没有出现过。",)
    assert relation_samples([pair]).answers.tolist() == ["adapted", "verbatim"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "不是 UTF-8 的 JSON"),
        ("[]", "不是标注"),
        (json.dumps(LABELS), "中央.txt 不在"),
        (
            json.dumps([{"document": "a.txt", "quote": "每年", "kind": "frequency", "value": {}, "tier": "vague"}]),
            "这是量化要求的标注",
        ),
    ],
)
def test_gold_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "标注.json").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=told) as refused:
        read_gold_pair(tmp_path / "标注.json")
    assert "\n" not in str(refused.value)


# ------------------------------------------------------------------------------------------------ from gold to a comparison


def test_links_refitted_on_gold_of_ones_own(gold: list[GoldPair], links: LinkSamples, sample: Path) -> None:
    search = GridSearchCV(
        Pipeline([("features", PairFeatures()), ("links", SMALL)]),
        {"features__C": [0.01, 0.1]},
        scoring="average_precision",
        cv=GroupKFold(3),
    )
    search.fit(links.pairs, links.answers, groups=links.documents)
    assert search.best_score_ > 0.8
    linker = fit_linker(search.best_estimator_, gold, thresholds=Thresholds(0.5, 0.5, 0.4), fitted_on="样本的标注")
    report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt", linker=linker)
    found = {(link.local, link.central) for change in report.comparisons[0].sentences for link in change.links}
    pair = gold[2]
    assert pair.sentences is not None
    ours, theirs = pair.local.sentences, pair.central.sentences
    said = {(ours[i].id, theirs[j].id) for i, j in np.argwhere(pair.sentences > 0)}
    assert len(found & said) / len(found | said) > 0.7
    assert report.parameters["link_model"] == "样本的标注"
    assert report.parameters["thresholds"] == {"first": 0.5, "further": 0.5, "unit": 0.4}
    again = pickle.loads(pickle.dumps(linker))  # noqa: S301  made here
    assert again.link(pair.central, pair.local) == linker.link(pair.central, pair.local)


def test_the_linker_says_what_the_pipeline_says(gold: list[GoldPair], links: LinkSamples) -> None:
    """The table is the fitted pipeline, but for its last digits: a search measures what is then used."""
    pipeline = Pipeline([("features", PairFeatures()), ("links", SMALL)])
    pipeline.fit(links.pairs, links.answers, links__sample_weight=links.weights)
    ours = links.documents == "align_yunzhou"
    own = pipeline.predict_proba(links.pairs[ours])[:, 1]
    model = fit_linker(pipeline, gold).model
    features = pipeline[0].transform(links.pairs[ours])
    theirs = model.context.probability(dict(zip(pipeline[0].get_feature_names_out(), features.T, strict=True)))
    assert np.abs(own - theirs).max() < 0.02
    answers = links.answers[ours]
    assert average_precision_score(answers, own) == pytest.approx(average_precision_score(answers, theirs), abs=0.01)


def test_a_table_is_the_same_on_every_run_and_can_be_kept(gold: list[GoldPair], tmp_path: Path) -> None:
    pipeline = Pipeline([("features", PairFeatures()), ("links", SMALL)])
    table = fit_link_table(pipeline, gold[:2], fitted_on="两份")
    assert table == fit_link_table(clone(pipeline), gold[:2], fitted_on="两份")
    (tmp_path / "模型.json").write_text(json.dumps(table), encoding="utf-8")
    kept = read_link_model(json.loads((tmp_path / "模型.json").read_text(encoding="utf-8")))
    linker = load_linker(model=kept)
    assert linker.link(gold[2].central, gold[2].local).sentence_links
    assert linker.parameters["link_model"] == "两份"


def test_what_is_no_pipeline_of_ours_becomes_no_linker(gold: list[GoldPair]) -> None:
    with pytest.raises(TypeError, match="PairFeatures 和 LinkClassifier"):
        fit_linker(Pipeline([("links", LinkClassifier())]), gold)


def test_too_little_gold_is_told(gold: list[GoldPair]) -> None:
    pipeline = Pipeline([("features", PairFeatures()), ("links", clone(SMALL).set_params(min_samples_leaf=10**6))])
    with pytest.raises(ValueError, match="标注太少"):
        fit_linker(pipeline, gold[:1])


def test_relations_refitted_on_gold_of_ones_own(relations: RelationSamples, sample: Path) -> None:
    search = GridSearchCV(RelationClassifier(), {"C": [0.05, 0.2, 1.0]}, cv=GroupKFold(3))
    search.fit(relations.rows, relations.answers, groups=relations.documents, sample_weight=relations.weights)
    assert search.best_score_ > 0.7
    model = search.best_estimator_.to_model(relations.names, fitted_on="样本的标注")
    row = dict(zip(relations.names, relations.rows[0], strict=True))
    said = dict(zip(search.classes_, search.predict_proba(relations.rows[:1])[0], strict=True))
    given = model.probabilities(row)
    assert set(given) == set(RELATIONS)
    assert all(given[relation] == pytest.approx(said.get(relation, 0.0), abs=0.01) for relation in RELATIONS)
    files = sample / "central_opinion.txt", sample / "local_yunzhou.txt"
    report = dz.compare(*files, materials=with_relations(model))
    shipped = dz.compare(*files)
    verdicts = [[change.relation for change in one.comparisons[0].sentences] for one in (report, shipped)]
    assert len(verdicts[0]) == len(verdicts[1])
    assert sum(a == b for a, b in zip(*verdicts, strict=True)) / len(verdicts[0]) > 0.8


def test_a_relation_nobody_gave_is_never_said(relations: RelationSamples) -> None:
    kept = np.isin(relations.answers, ["verbatim", "adapted"])
    fitted = RelationClassifier().fit(relations.rows[kept], relations.answers[kept])
    given = fitted.to_model(relations.names).probabilities(dict(zip(relations.names, relations.rows[0], strict=True)))
    assert given["weakened"] == given["strengthened"] == 0.0
    assert given["verbatim"] == pytest.approx(
        fitted.predict_proba(relations.rows[:1])[0][fitted.classes_.tolist().index("verbatim")], abs=1e-3
    )


def test_other_classes_are_no_relations() -> None:
    fitted = RelationClassifier().fit([[0.0], [1.0]], ["yes", "no"])
    with pytest.raises(ValueError, match="需要 verbatim"):
        fitted.to_model()


def test_scores_by_document(relations: RelationSamples) -> None:
    scores = cross_val_score(
        RelationClassifier(), relations.rows, relations.answers, groups=relations.documents, cv=GroupKFold(3)
    )
    assert scores.shape == (3,)
    assert scores.min() > 0.6


def test_without_scikit_learn_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.delitem(sys.modules, "duizhao.estimators")
    with pytest.raises(ImportError, match=r"pip install '\.\[train\]'"):
        importlib.import_module("duizhao.estimators")
