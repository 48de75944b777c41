"""The relation of a sentence to its counterparts, given the links: in → out, evidence, cautions, and the figures CI holds."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from alignments import articles, judged, linked
from fit_relations import TABLE, accuracy, fit, left_out, load_labelled, render
from link_gold import HELD_OUT, gold_hash, load_pairs

from duizhao.align import Alignment, UnitLink
from duizhao.changes import Relation, SentenceChange
from duizhao.changes.linked_sentence import LinkedSentence
from duizhao.changes.modal_shifts import modal_shift
from duizhao.changes.own_words import set_beside
from duizhao.changes.relation_features import FEATURES, measure
from duizhao.changes.relation_model import RELATIONS, RelationModel, load_relation_model
from duizhao.changes.relation_words import load_relation_words
from duizhao.changes.relations import decide, linked_sentences
from duizhao.changes.requirements import compare_requirements
from duizhao.changes.strength import load_strength_words
from duizhao.changes.unit_relations import judge_units
from duizhao.changes.word_classes import load_word_classes
from duizhao.changes.word_forms import comparable_form, load_word_forms
from duizhao.estimators.relation_samples import LabelledRelations
from duizhao.extract import find_requirements

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["relations"]


def one(central: str, local: str, score: float = 1.0) -> SentenceChange:
    return judged(linked((central,), (local,), ((0, 0),), score))[0]


def case_of(central: str, local: str) -> LinkedSentence:
    alignment = linked((central,), (local,), ((0, 0),))
    changes = compare_requirements(alignment, find_requirements(alignment.local), find_requirements(alignment.central))
    return next(iter(linked_sentences(alignment, changes, load_relation_words())))


# ------------------------------------------------------------------------------------------------------------- relations


@pytest.mark.parametrize(
    ("central", "local", "relation", "evidence"),
    [
        # Word for word, whatever stands for "must", whatever the order of the clauses, and without a tail that asks nothing.
        ("果园应当清除落果。", "果园要清除落果。", "verbatim", "文字相同"),
        ("灌溉渠要定期疏浚，保持畅通，清除杂草。", "灌溉渠应当定期疏浚，清除杂草，保持畅通。", "verbatim", "文字相同"),
        ("合作社应当公布收购价格，切实维护果农利益。", "合作社应当公布收购价格。", "verbatim", "文字相同"),
        ("果园应当在三十日内清除病株。", "果园应当在30日内清除病株。", "verbatim", "文字相同"),
        # A local actor, other means, another wording.
        (
            "国务院农业主管部门负责指导果园灌溉工作。",
            "市农业主管部门负责指导果园灌溉工作。",
            "adapted",
            "国务院农业主管部门 → 市农业主管部门",
        ),
        ("合作社要宣传节水知识。", "合作社要组织果农观看节水影片，普及用水常识。", "adapted", "新写：普及用水常识"),
        ("护林员应当巡查果园。", "护林员可以会同果农和渠道管理人员巡查果园。", "adapted", "应当 → 可以"),
        # Figures.
        ("合作社应当定期疏浚灌溉渠。", "合作社应当每季度疏浚灌溉渠。", "strengthened", "定期 → 每季度"),
        ("合作社应当每年疏浚灌溉渠。", "合作社应当每半年疏浚灌溉渠。", "strengthened", "每年 → 每半年"),
        ("合作社应当疏浚灌溉渠。", "合作社应当每季度疏浚灌溉渠。", "strengthened", "新增：每季度"),
        # Sanctions, records, reports, publication, checks, funds.
        ("果园应当清除病株。", "果园应当清除病株，逾期不清除的，责令改正。", "strengthened", "新增追责：责令改正"),
        ("果园应当清除病株。", "果园应当清除病株，并建立工作台账。", "strengthened", "新增留痕：建立工作台账"),
        ("果园应当清除病株。", "果园应当清除病株，并向合作社报告。", "strengthened", "新增报告：向合作社报告"),
        ("合作社应当核算水费。", "合作社应当核算水费，并向果农公布。", "strengthened", "新增公开：向果农公布"),
        (
            "合作社应当疏浚灌溉渠。",
            "合作社应当疏浚灌溉渠，主管部门应当开展抽查。",
            "strengthened",
            "新增考核：应当开展抽查",
        ),
        (
            "县级人民政府应当支持灌溉渠建设。",
            "县级人民政府应当支持灌溉渠建设，将所需经费纳入预算。",
            "strengthened",
            "新增保障：",
        ),
        ("合作社可以设置水表。", "合作社应当设置水表。", "strengthened", "可以 → 应当"),
        # The reverse.
        ("合作社应当每季度疏浚灌溉渠。", "合作社应当定期疏浚灌溉渠。", "weakened", "每季度 → 定期"),
        ("果园应当在10日内清除病株。", "果园应当在20日内清除病株。", "weakened", "≤10日 → ≤20日"),
        ("果园应当清除病株，逾期不清除的，责令改正。", "果园应当清除病株。", "weakened", "删去追责：责令改正"),
        ("合作社应当设置水表。", "合作社可以设置水表。", "weakened", "应当 → 可以"),
    ],
)
def test_relation_and_the_words_that_show_it(central: str, local: str, relation: str, evidence: str) -> None:
    found = one(central, local)
    assert (found.relation, [line for line in found.evidence if line.startswith(evidence)][:1]) == (
        relation,
        [next(line for line in found.evidence if line.startswith(evidence))],
    )


def test_what_has_no_counterpart_is_added() -> None:
    found = judged(linked(("果园应当清除落果。",), ("渔船应当检修。",), ()))[0]
    assert (found.relation, found.links, found.score) == ("added", (), 1.0)


def test_every_judgement_can_be_checked() -> None:
    central = ("果园应当清除落果。", "合作社应当定期疏浚灌溉渠，并公布结果。", "合作社可以设置水表。")
    local = ("果园要清除落果。", "合作社应当每季度疏浚灌溉渠。", "县合作社应当为果农设置水表。")
    assert all(found.evidence for found in judged(linked(central, local, ((0, 0), (1, 1), (2, 2)))))


def test_a_line_of_evidence_is_not_said_twice() -> None:
    lines = one("合作社应当疏浚灌溉渠。", "合作社应当每季度疏浚灌溉渠。").evidence
    assert lines == ("新增：每季度",)


# -------------------------------------------------------------------------------------------------------------- cautions


def test_weakened_is_not_said_of_a_doubtful_link() -> None:
    central, local = "合作社应当每季度疏浚灌溉渠。", "合作社应当定期疏浚灌溉渠。"
    assert one(central, local).relation == "weakened"
    assert one(central, local, score=0.5).relation == "adapted"


def test_a_figure_beside_its_counterpart_needs_no_surer_link() -> None:
    central, local = "合作社应当定期疏浚灌溉渠。", "合作社应当每季度疏浚灌溉渠，并公布结果。"
    assert one(central, local, score=0.7).evidence == ("定期 → 每季度",)
    assert one(central, local, score=0.7).relation == "strengthened"
    assert one("合作社应当疏浚灌溉渠。", "合作社应当疏浚灌溉渠，并公布结果。", score=0.7).relation == "adapted"


def test_what_a_neighbour_took_up_is_not_lost() -> None:
    central = ("果园应当清除病株，逾期不清除的，责令改正。",)
    local = ("果园应当清除病株。", "逾期不清除的，责令改正。")
    assert [found.relation for found in judged(linked(central, local, ((0, 0), (1, 0))))] == ["verbatim", "verbatim"]
    # It stands in the local text, linked or not.
    assert judged(linked(central, local, ((0, 0),)))[0].relation == "adapted"
    assert judged(linked(central, local[:1], ((0, 0),)))[0].relation == "weakened"


SURE_OF = {
    relation: RelationModel(
        dict.fromkeys(FEATURES, (0.0,) * 4), tuple(5.0 * (relation == other) for other in RELATIONS), 0.5
    )
    for relation in RELATIONS
}


@pytest.mark.parametrize(
    ("central", "local", "likeliest", "said"),
    [
        ("果园应当清除落果。", "果园应当清除落果。", "verbatim", "verbatim"),
        ("国务院应当清除落果。", "市应当清除落果。", "verbatim", "adapted"),
        ("合作社应当定期疏浚灌溉渠。", "合作社应当每年疏浚灌溉渠。", "verbatim", "adapted"),
        ("合作社可以设置水表。", "合作社应当设置水表。", "verbatim", "adapted"),
        ("果园应当清除病株，不清除的，责令改正。", "果园应当清除病株。", "verbatim", "weakened"),
        # Nothing was taken away that could be shown.
        ("果园应当清除落果。", "果园应当清除落果。", "weakened", "adapted"),
        ("果园应当清除落果。", "果园应当清除落果，并向合作社报告。", "weakened", "adapted"),
    ],
)
def test_no_likelihood_outweighs_what_can_be_seen(
    central: str, local: str, likeliest: Relation, said: Relation
) -> None:
    case, words, model = case_of(central, local), load_relation_words(), SURE_OF[likeliest]
    assert decide(model.probabilities(measure(case, words)), case, model, words, sure=True) == said


def test_a_counterpart_that_explains_nothing_more_is_set_aside() -> None:
    central = ("果园应当清除落果。", "渔船出港前应当检查救生设备，并向港口报告。")
    alone = judged(linked(central, ("果园应当清除落果。",), ((0, 0),)))[0]
    both = judged(linked(central, ("果园应当清除落果。",), ((0, 0), (0, 1))))[0]
    assert (alone.relation, both.relation) == ("verbatim", "verbatim")


def test_a_figure_that_stands_there_too_answers_before_one_that_differs() -> None:
    text = "擅自取水的，对单位处一万元以上五万元以下罚款，对个人处五百元以上一千元以下罚款。"
    alignment = linked((text,), (text,), ((0, 0),))
    changes = compare_requirements(alignment, find_requirements(alignment.local), find_requirements(alignment.central))
    assert {change.change for change in changes} == {"same"}


# ------------------------------------------------------------------------------------------------------ words and wording


@pytest.mark.parametrize(
    ("local", "central", "shift"),
    [
        ("应当报告。", "可以报告。", (True, "可以 → 应当")),
        ("可以报告。", "必须报告。", (False, "必须 → 可以")),
        ("应当报告。", "必须报告。", None),
        # Both forces stand in the local text, but it is reporting that was allowed and is now asked for.
        ("应当报告，可以公开。", "可以报告。", (True, "可以 → 应当")),
        ("应当备案，可以公开。", "可以报告。", None),
        ("报告。", "可以报告。", None),
    ],
)
def test_modal_shift(local: str, central: str, shift: tuple[bool, str] | None) -> None:
    found = modal_shift(local, central, load_strength_words(), load_word_classes().words)
    assert (found and (found.up, found.evidence)) == shift


@pytest.mark.parametrize(
    ("one_text", "other"),
    [
        ("（三）党委主要负责人应当报告；", "党委“一把手”要报告。"),
        ("依照规定，建立健全制度。", "按照规定健全制度。"),
        ("１５日内", "十五日内。"),
        ("任何单位或者个人", "任何组织或个人"),
    ],
)
def test_what_says_the_same_is_compared_as_the_same(one_text: str, other: str) -> None:
    forms = load_word_forms()
    assert comparable_form(one_text, forms).characters == comparable_form(other, forms).characters


def test_places_of_the_compared_form_are_places_of_the_text() -> None:
    text = "（一）党委“一把手”应当在三十日内，将结果公布。"
    form = comparable_form(text, load_word_forms())
    assert len(form.characters) == len(form.starts) == len(form.ends)
    assert text[form.starts[0] : form.ends[2]] == "党委“一把手”"
    assert all(0 <= start < end <= len(text) for start, end in zip(form.starts, form.ends, strict=True))


def test_own_words_and_shared_ones_make_up_the_whole() -> None:
    forms = load_word_forms()
    ours, theirs = (comparable_form(text, forms) for text in ("果园每年清除落果、病株。", "果园清除落果。"))
    wording = set_beside(ours, [theirs], forms)
    assert wording.own_text == ("每年", "病株")
    assert sum(j - i for i, j in wording.own) + sum(wording.shared) == len(ours.characters)
    assert set_beside(ours, [], forms).share == 0.0


# ------------------------------------------------------------------------------------------------------------------ units


@pytest.mark.parametrize(
    ("relations", "main", "relation"),
    [
        (["strengthened", *["adapted"] * 9], True, "strengthened"),
        (["strengthened", *["adapted"] * 10], True, "adapted"),
        (["verbatim", "verbatim"], True, "verbatim"),
        (["verbatim", "added"], True, "adapted"),
        (["weakened", "adapted"], True, "weakened"),
        (["weakened", "adapted", "adapted"], True, "adapted"),
        (["strengthened", "verbatim"], False, "added"),
    ],
)
def test_relation_of_a_unit(relations: list[Relation], main: bool, relation: Relation) -> None:
    local = articles("".join(f"果园应当清除第{i}类病株。" for i in range(len(relations))))
    changes = [
        SentenceChange(sentence.id, (), said, 1.0, ())
        for sentence, said in zip(local.sentences, relations, strict=True)
    ]
    alignment = Alignment(local, local, (), (UnitLink("1", "1", 0.9, main),), {}, {})
    assert [unit.relation for unit in judge_units(alignment, changes)] == [relation]


@pytest.mark.parametrize(
    ("central", "own", "relation"),
    [
        ("果园应当清除病株，登记造册。", "每月检查2次果树。", "strengthened"),
        ("果园应当清除病株，每月检查1次果树。", "每月向镇里领取2次药剂。", "adapted"),  # the article had a frequency
        ("果园应当清除病株，登记造册。", "定期检查果树。", "adapted"),  # no figure
    ],
)
def test_a_figure_in_a_sentence_of_its_own_makes_the_article_stricter(
    central: str, own: str, relation: Relation
) -> None:
    theirs, ours = articles(central), articles(f"果园应当清除病株，登记造册。{own}")
    alignment = Alignment(theirs, ours, (), (UnitLink("1", "1", 0.9, True),), {}, {})
    changes = [SentenceChange("1:1", (), "adapted", 1.0, ()), SentenceChange("1:2", (), "added", 1.0, ())]
    requirements = compare_requirements(alignment, find_requirements(ours), find_requirements(theirs))
    assert [unit.relation for unit in judge_units(alignment, changes, requirements)] == [relation]


# ---------------------------------------------------------------------------------------------------------------- figures


@pytest.fixture(scope="module")
def labelled(shared: Path) -> list[LabelledRelations]:
    return load_labelled([pair for pair in load_pairs(shared) if pair.name not in HELD_OUT], load_relation_words())


def test_the_table_is_what_the_script_writes(shared: Path, labelled: list[LabelledRelations]) -> None:
    assert render(fit(labelled, gold_hash(shared))) == TABLE.read_text(encoding="utf-8")


# Set when the other document of the family was in the fit and a hint was enough for 加强; now whole families are left out, and what cannot
# be shown is not said: half of what readers call stricter names something.
SHORT = ("align_anhui", "strengthened_recall")


@pytest.fixture(scope="module")
def unseen_figures(labelled: list[LabelledRelations]) -> dict[str, float]:
    """Accuracy by document, precision and recall by relation, each document judged by weights fitted without its family."""
    said = left_out(labelled, load_relation_words())
    figures = {part.name: accuracy(part, said[part.name]) for part in labelled}
    figures["mean"] = sum(figures.values()) / len(figures)
    counts = Counter(pair for part in labelled for pair in zip(part.relations, said[part.name], strict=True))
    for relation in RELATIONS:
        figures[f"{relation}_precision"] = counts[relation, relation] / sum(
            counts[gold, relation] for gold in RELATIONS
        )
        figures[f"{relation}_recall"] = counts[relation, relation] / sum(counts[relation, other] for other in RELATIONS)
    return figures


def test_relations_keep_their_floors_without_having_seen_the_family(unseen_figures: dict[str, float]) -> None:
    floors = {name: floor for name, floor in FLOORS.items() if name not in SHORT}
    assert {name: (unseen_figures[name], floor) for name, floor in floors.items() if unseen_figures[name] < floor} == {}


@pytest.mark.xfail(reason="加强 without evidence that can be shown is said to be 改写")
@pytest.mark.parametrize("name", SHORT)
def test_relations_keep_the_floors_they_are_short_of(unseen_figures: dict[str, float], name: str) -> None:
    assert unseen_figures[name] >= FLOORS[name]


def test_weights_come_from_the_labels_there_are(shared: Path) -> None:
    assert load_relation_model().fitted_on == gold_hash(shared), "run benchmarks/fit_relations.py ../shared --write"
