"""The labels of mutated texts are exact: told again here from the two texts alone, without what the edits noted down."""

from __future__ import annotations

import doctest
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import mutation_drafts
import mutation_edits
import mutation_labels
import mutation_rules
import mutation_scores
import mutations
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutation_drafts import Unsuitable, take_apart
from mutation_edits import EDITS, off_backbone
from mutation_labels import UNDECIDED, Edit, Mutated, gold_pair, mutate, unit_of
from shipped import make_document, read_document, segment_document

from duizhao.language.numerals import counted
from duizhao.segmenter import SegmentedDocument

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MODULES = [mutation_drafts, mutation_edits, mutation_labels, mutation_rules, mutation_scores, mutations]
# Every sentence is there once, so that its text says where it came from.
LAW = """青石市书屋条例
第一章 总则
第一条 为了办好书屋，制定本条例。
第二条 书屋应当免费开放。国家鼓励社会力量兴办书屋。捐赠者可以得到证书。
第三条 国务院文化主管部门负责全国的书屋工作。县级以上地方人民政府应当保障书屋经费。
第四条 书屋应当定期清点图书。清点结果向读者公布。
第五条 书屋有下列情形之一的，不得开放：
（一）房屋漏雨的；
（二）没有管理人的；
（三）消防设施损坏的。
前款情形消失后，书屋应当在十日内恢复开放。
第二章 读者
第六条 读者应当在三十日内归还图书。

归还有困难的，可以续借一次。
第七条 书屋每年至少举办2次读书会。读书会的费用由书屋承担。
第八条 图书不得转借。遗失图书的，照价赔偿。
第九条 书屋新购图书不少于总数的10%。购书目录应当征求读者意见。
第十条 管理人应当每半年参加一次培训。培训不收费用。
第十一条 违反规定收取费用的，责令限期改正。
第十二条 各级人民政府可以表彰先进书屋。表彰办法由国务院文化主管部门制定。
第十三条 农家书屋参照执行。校园书屋另行规定。
第十四条 本条例自明年元旦起施行。
"""
PAPER = """青石市关于办好书屋的意见
书屋是读书的地方。现就办好书屋提出如下意见。
一、扩大服务
（一）延长时间，方便读者。书屋应当定期延长开放时间，并在门前公布。周末可以通宵开放，由志愿者轮流值守。
（二）增加图书，丰富品种。县级以上书屋要按照读者需要购置图书，每年至少增加300册。旧书应当修补后继续上架使用。
（三）改善环境，安静整洁。各级书屋应当保持室内整洁，对灯具和座椅及时维修。夏季室温要控制在读者感到舒适的范围。
（四）送书上门，关爱老人。对行动不便的老人应当送书上门，并记录其阅读喜好。送书所需车辆可以向社区借用。
二、加强保障
（五）落实经费，专款专用。书屋经费应当列入年度预算，任何单位都不得挪用。经费使用情况要经常检查，结果向读者公开。
（六）建好队伍，提高本领。管理人应当熟悉图书分类方法，会使用借还设备。新任管理人要在30日内参加岗前培训。
（七）培育风气，奖励先进。国家设立书屋基金，对办得好的书屋给予奖励。获奖书屋应当介绍经验，带动其他书屋。
（八）接受监督，听取意见。书屋要设置意见簿，对读者意见在10个工作日内答复。答复情况可以作为评选先进的参考。
"""
FOREIGN = (
    "养蜂人应当在花期到来前清扫蜂箱，并登记蜂群数量。",
    "转场运蜂的车辆应当夜间行驶，蜂箱巢门必须关闭。",
    "蜂蜜应当装入干净的陶罐，封口后置于阴凉处。",
    "蜂王浆的冷藏温度由养蜂协会另行公布。",
    "蜂场周围种植的蜜源植物不得喷洒药剂。",
    "相邻蜂场之间的距离由双方协商确定。",
)
TEXTS = {"law": LAW, "paper": PAPER}
ITEM = re.compile("^（[一二三四五六七八九十]+）")
STRICTER = {"quantify", "tighten", "oblige"}
MILDER = {"relax", "permit"}


def law(*bodies: str) -> str:
    """A text of articles."""
    return "".join(f"第{counted(n)}条 {body}\n" for n, body in enumerate(bodies, 1))


def parsed(text: str) -> SegmentedDocument:
    return segment_document(make_document(text))


@pytest.fixture(scope="module", params=["law", "paper", "sample"])
def central(request: pytest.FixtureRequest, sample: Path) -> SegmentedDocument:
    """A central text in each form, and that of the sample."""
    if request.param == "sample":
        return segment_document(read_document(sample / "central_opinion.txt"))
    return parsed(TEXTS[request.param])


def made(central: SegmentedDocument, kind: str, seed: int, rate: float = 0.2) -> Mutated:
    edits = mutations.mixed(rate) if kind == "mixed" else mutations.single(kind, rate)
    return mutate(central, edits, seed, foreign=FOREIGN)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_of_the_scripts_run(module: object) -> None:
    done = doctest.testmod(module)  # type: ignore[arg-type]
    assert done.failed == 0


# ---------------------------------------------------------------------------------------------------------- exactness


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", [*EDITS, "mixed"])
def test_the_labels_are_those_of_the_two_texts(central: SegmentedDocument, kind: str, seed: int) -> None:
    mutated = made(central, kind, seed)
    read_again = segment_document(make_document(mutated.text))
    assert [s.text for s in read_again.sentences] == [s.text for s in mutated.local.sentences]
    _links_are_exact(mutated)
    _articles_are_exact(mutated)
    _notes_are_exact(mutated)


def _links_are_exact(mutated: Mutated) -> None:
    """Every local sentence is linked or added, every central one linked or missing; what was not changed reads the same."""
    ours = {s.id: s.text for s in mutated.local.sentences}
    theirs = {s.id: s.text for s in mutated.central.sentences}
    assert sorted([local for local, _ in mutated.links] + list(mutated.added)) == sorted(ours)
    assert sorted([central for _, central in mutated.links] + list(mutated.missing)) == sorted(theirs)
    for local, central in mutated.links:
        same = ITEM.sub("", ours[local]) == ITEM.sub("", theirs[central])
        assert same == (mutated.relations[local] == "verbatim") == (local not in mutated.notes)
    assert {ours[name] for name in mutated.added} <= set(FOREIGN)
    assert [name for name, relation in mutated.relations.items() if relation == "added"] == list(mutated.added)


def _articles_are_exact(mutated: Mutated) -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    origins: dict[str, list[str]] = defaultdict(list)
    for local, central in mutated.links:
        homes[unit_of(central)].append(unit_of(local))
        origins[unit_of(local)].append(unit_of(central))
    split = {name: tuple(dict.fromkeys(found)) for name, found in homes.items() if len(set(found)) > 1}
    assert mutated.splits == split
    assert mutated.merges == {
        name: tuple(dict.fromkeys(found)) for name, found in origins.items() if len(set(found)) > 1
    }
    rest = [unit.id for unit in mutated.local.units if unit.id in origins and unit.id not in mutated.moved]
    order = [unit.id for unit in mutated.central.units]
    if mutated.moved:
        first = [min(order.index(name) for name in origins[unit]) for unit in rest]
        assert first == sorted(first)


def _notes_are_exact(mutated: Mutated) -> None:
    texts = {s.id: s.text for s in mutated.local.sentences}
    theirs = {s.id: s.text for s in mutated.central.sentences}
    origin = dict(mutated.links)
    for local, notes in mutated.notes.items():
        for note in notes:
            before, after = note.split(" → ")
            assert before in theirs[origin[local]]
            assert after in texts[local] or len(notes) > 1


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_does_one_thing(central: SegmentedDocument, kind: str) -> None:
    mutated = made(central, kind, 7)
    seen = {
        "split": mutated.splits,
        "merge": mutated.merges,
        "shuffle": mutated.moved,
        "insert": mutated.added,
        "omit drop": mutated.missing,
    }
    assert [names for names, places in seen.items() if places] == [names for names in seen if kind in names.split()]
    relations = set(mutated.relations.values()) - {"verbatim", "added"}
    words = {
        "actor": {"adapted"},
        **{key: {"strengthened"} for key in STRICTER},
        **{key: {"weakened"} for key in MILDER},
    }
    assert relations <= words.get(kind, set())
    assert bool(relations) == bool(mutated.notes)
    if kind in words and central.document.text.startswith("青石市书屋条例"):
        assert relations == words[kind]


def test_moved_articles_are_those_off_the_only_backbone() -> None:
    central = parsed(LAW)
    for seed in range(30):
        mutated = made(central, "shuffle", seed)
        origin = {unit_of(local): int(unit_of(theirs)) for local, theirs in mutated.links}
        keys = [origin[unit.id] for unit in mutated.local.units]
        places = {place for place, unit in enumerate(mutated.local.units) if unit.id in mutated.moved}
        assert len(places) == 3
        longest = [kept for kept in combinations(range(len(keys)), len(keys) - 3) if _rises([keys[i] for i in kept])]
        assert [set(range(len(keys))) - set(kept) for kept in longest] == [places]
        longer = combinations(range(len(keys)), len(keys) - 2)
        assert not any(_rises([keys[i] for i in kept]) for kept in longer)


def _rises(keys: list[int]) -> bool:
    return keys == sorted(keys)


@given(st.lists(st.integers(0, 5), max_size=8))
def test_the_backbone_is_the_only_longest_one(keys: list[int]) -> None:
    for size in range(len(keys), -1, -1):
        kept = [places for places in combinations(range(len(keys)), size) if _rises([keys[i] for i in places])]
        if kept:
            break
    assert off_backbone(keys) == (set(range(len(keys))) - set(kept[0]) if len(kept) == 1 else None)


def test_omitted_articles_are_gone_whole(central: SegmentedDocument) -> None:
    mutated = made(central, "omit", 3)
    gone = {unit_of(name) for name in mutated.missing}
    assert {s.id for s in central.sentences if s.unit in gone} == set(mutated.missing)
    coverage = gold_pair(mutated, "a").coverage
    assert {name for name, status in coverage.items() if status == "absent"} == gone
    assert {name for name, status in coverage.items() if status == "implemented"} == {
        u.id for u in central.units
    } - gone


def test_flooding_leaves_the_labels_and_cleaning_takes_it_away(central: SegmentedDocument) -> None:
    mutated, plain = made(central, "flood", 5), mutate(central, (), 5)
    assert "。。。。" in mutated.text
    assert ",,,," in mutated.text
    assert mutated.local.document.text == plain.text
    assert (mutated.links, mutated.relations) == (plain.links, plain.relations)
    assert mutate(central, [Edit("flood", 0.0)], 5).text == plain.text


def test_the_seed_alone_decides(central: SegmentedDocument) -> None:
    assert made(central, "mixed", 1).text == made(central, "mixed", 1).text
    assert len({made(central, "mixed", seed).text for seed in range(5)}) == 5


def test_items_count_on_where_one_was_left_out() -> None:
    central = parsed(LAW)
    for seed in range(20):
        mutated = made(central, "drop", seed)
        if "5:3" in mutated.missing:
            break
    assert "\n（一）房屋漏雨的；\n（二）消防设施损坏的。\n前款情形" in mutated.text


# --------------------------------------------------------------------------------------------------- what is not made


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("第一条 书屋免费。\n第二条 书屋安静。", "2 articles"),
        ("书屋是读书的地方。", "0 articles"),
        (
            PAPER + "三、附则\n书屋的名称由管理人确定，并在门前公布。\n读者有意见的，向管理人提出。",
            "behind the first article",
        ),
        (
            law(*(f"【{heading}】书屋应当开放。" for heading in ("时间", "费用", "图书", "读者"))),
            "headings",
        ),
    ],
)
def test_a_text_that_cannot_be_taken_apart_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unsuitable, match=reason):
        take_apart(parsed(text))


def test_a_text_that_does_not_come_back_is_refused() -> None:
    with pytest.raises(Unsuitable, match="does not give back unit"):
        mutate(parsed(LAW), [Edit("insert", 1.0)], 7, foreign=["蜂箱要清扫。蜂蜜要封口。"])


def test_an_unknown_edit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\['melt'\]; known are split, merge"):
        mutate(parsed(LAW), [Edit("melt")], 7)


def test_where_nothing_can_be_edited_nothing_is_changed() -> None:
    text = law(*(f"书屋{word}。" for word in ("免费", "安静", "整洁", "明亮", "通风")))
    for kind in (*mutation_edits.EFFECTS, "split"):
        assert not made(parsed(text), kind, 7).changed
    assert made(parsed(text), "permute", 7).changed


# ------------------------------------------------------------------------------------------------------------- labels


def test_a_pair_says_what_the_mutation_says(central: SegmentedDocument) -> None:
    mutated = made(central, "mixed", 2)
    pair = gold_pair(mutated, "mixed")
    assert pair.sentences is not None
    ours, theirs = ([s.id for s in side.sentences] for side in (mutated.local, mutated.central))
    linked = {(ours[i], theirs[j]) for i, j in np.argwhere(pair.sentences == 1)}
    assert linked == set(mutated.links)
    units, central_units = ([u.id for u in side.units] for side in (mutated.local, mutated.central))
    assert {(units[i], central_units[j]) for i, j in np.argwhere(pair.units == 1)} == {
        (unit_of(a), unit_of(b)) for a, b in linked
    }
    assert pair.relations == mutated.relations
    assert set(pair.unit_relations) <= set(units)
    assert set(pair.coverage) <= set(central_units)


def test_same_words_and_headings_are_left_undecided() -> None:
    text = LAW.replace("培训不收费用。", "清点结果向读者公布。")
    pair = gold_pair(mutate(parsed(text), (), 1), "twins")
    ids = [s.id for s in pair.central.sentences]
    assert pair.sentences is not None
    undecided = {(ids[i], ids[j]) for i, j in np.argwhere(pair.sentences == UNDECIDED)}
    assert undecided == {("4:2", "10:2"), ("10:2", "4:2")}
    heads = gold_pair(mutate(parsed(PAPER), (), 1), "headings").sentences
    assert heads is not None
    assert (heads == UNDECIDED).sum() == 8 * 4


def test_what_stands_twice_is_never_left_out() -> None:
    text = LAW.replace("培训不收费用。", "清点结果向读者公布。")
    for kind in ("drop", "omit"):
        for seed in range(20):
            assert not {"4:2", "10:2"} & set(made(parsed(text), kind, seed, 0.5).missing)


# -------------------------------------------------------------------------------------------------------------- rules


def rows() -> list[dict[str, object]]:
    return list(tomllib.loads(mutation_rules.TABLE.read_text(encoding="utf-8"))["rule"])


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["name"]))
def test_a_rule_changes_its_examples_and_keeps_what_it_must(row: dict[str, object]) -> None:
    rule = next(rule for rule in mutation_rules.load_mutation_rules().rules if rule.name == row["name"])
    examples = [str(text) for text in row["match"]]  # type: ignore[attr-defined]
    changed = [mutation_edits._works(rule, text) for text in examples if rule.applies(text)]
    assert True in changed
    for text in map(str, row.get("kept", ())):  # type: ignore[call-overload]
        assert rule.pattern.search(text), "the pattern alone would change it"
        assert not rule.applies(text)


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        ("actor", "国家鼓励社会力量兴办书屋。", {"本省鼓励社会力量兴办书屋。", "本市鼓励社会力量兴办书屋。"}),
        ("actor", "办法由国务院文化主管部门制定。", {"办法由市文化主管部门制定。", "办法由省文化主管部门制定。"}),
        ("tighten", "应当在十五日内答复。", {"应当在七日内答复。"}),
        ("relax", "应当在15个工作日内答复。", {"应当在30个工作日内答复。"}),
        ("tighten", "每年至少研究1次。", {"每半年至少研究1次。", "每季度至少研究1次。", "每年至少研究2次。"}),
        ("relax", "比例不低于百分之三十。", {"比例不低于百分之十五。"}),
        ("permit", "书屋应当开放，应当免费。", {"书屋可以开放，可以免费。"}),
        ("oblige", "书屋可以开放。", {"书屋应当开放。"}),
    ],
)
def test_what_becomes_of_a_sentence(edit: str, before: str, after: set[str]) -> None:
    text = law(before, "书屋安静。", "书屋整洁。", "书屋明亮。")
    found = {mutate(parsed(text), [Edit(edit)], seed).local.sentences[0].text for seed in range(20)}
    assert found == after


# ------------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of texts laid out as the shared one."""
    laws = tmp_path / "laws" / "national"
    laws.mkdir(parents=True)
    (laws / "书屋条例(2001-01-01).md").write_text(LAW, encoding="utf-8")
    (laws / "书屋条例(2009-01-01).md").write_text(LAW.replace("10%", "20%"), encoding="utf-8")
    honey = law(*FOREIGN)
    (laws / "养蜂条例(2003-01-01).md").write_text(honey, encoding="utf-8")
    (laws / "渔船条例(2003-01-01).md").write_text(honey.replace("蜂", "鱼"), encoding="utf-8")
    return tmp_path


def test_the_parts_share_no_text_and_no_law(folder: Path) -> None:
    parts = [{mutations.title(path) for path in mutations.paths(folder, part)} for part in mutations.PARTS]
    assert parts[0] & parts[1] == set()
    assert parts[0] | parts[1] == {"书屋条例", "养蜂条例", "渔船条例", "central_opinion"}


def test_pairs_for_training_are_drawn_by_the_seed(folder: Path) -> None:
    refused: dict[str, str] = {}
    pairs = mutations.training_pairs(folder, 9, 3, part="fit", refused=refused)
    again = mutations.training_pairs(folder, 9, 3, part="fit")
    assert [pair.local.document.text for pair in pairs] == [pair.local.document.text for pair in again]
    assert len(pairs) + len(refused) == len(mutations.paths(folder, "fit"))
    assert "mutated_central_opinion" in [pair.name for pair in pairs]


def test_the_command_prints_a_line_for_every_kind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mutations.py", str(folder), "--documents", "1", "--part", "fit"])
    mutations.main()
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("1 texts of the part fit, 83 sentences; rate 0.2, seed 7")
    assert [line.split()[0] for line in out[2 : 4 + len(EDITS)]] == ["nothing", *EDITS, "mixed"]
    assert any(line.startswith("another order of the articles changes 0 of ") for line in out)
    assert any(line.startswith("flooding the punctuation costs 0.0000 F1") for line in out)


@dataclass(frozen=True)
class Place:
    """A move, a split or a merge as the library names it."""

    local: object
    central: object = ""


def test_moves_splits_and_merges_are_counted_where_the_library_finds_them() -> None:
    mutated = made(parsed(LAW), "shuffle", 4)
    still = next(unit.id for unit in mutated.local.units if unit.id not in mutated.moved)
    found = SimpleNamespace(moved=[Place(mutated.moved[0]), Place(still)], splits=[], merges=[Place("2", ("3", "2"))])
    scores, _ = mutation_scores.score(mutated, find_structure=lambda _: found)
    assert scores.moved == mutation_scores.Count(1, 2, 3)
    assert scores.divided == mutation_scores.Count(0, 1, 0)
    assert mutation_scores.score(mutated)[0].moved is None
    split = made(parsed(LAW), "split", 4)
    central, local = next(iter(split.splits.items()))
    found = SimpleNamespace(moved=[], splits=[Place(local, central)], merges=[])
    scores, _ = mutation_scores.score(split, find_structure=lambda _: found)
    assert scores.divided == mutation_scores.Count(1, 1, len(split.splits))


def test_real_laws_come_back_exactly(shared: Path) -> None:
    """Of the laws that can be taken apart nearly all come back; those that do not are named."""
    if not (shared / "laws").is_dir():
        pytest.skip("the laws are not there")
    refused: dict[str, str] = {}
    drawn = list(mutations.sources(shared, "fit", 12, 11))
    assert len(drawn) == 12
    for source in drawn:
        try:
            mutated = mutate(source.document, mutations.mixed(0.1), 11, foreign=source.foreign)
        except Unsuitable as error:
            refused[source.name] = str(error)
            continue
        assert mutated.changed
        assert len(mutated.links) + len(mutated.missing) == len(source.document.sentences)
    assert len(refused) <= 1, refused
