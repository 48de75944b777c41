"""Corrections teach: what a person said of one document reaches what is alike in another, marked, never as a review of that sentence."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command import run
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from readable_report import readable
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.changes import (
    Comparison,
    Correction,
    Quoted,
    Source,
    compare_taught,
    corrections_text,
    source_of,
    teaching_corrections,
)
from duizhao.changes.alike_wording import AlikeTexts
from duizhao.changes.lessons import find_lessons
from duizhao.changes.teaching import SAME_RELATION, TAKEN_OVER
from duizhao.materials import shipped_materials
from duizhao.report import FORMS, align_json, json_text
from duizhao.reviewing import learned_text
from duizhao.segmenter import SegmentedDocument

CENTRAL = (
    "关于办好社区书屋的意见\n"
    "（一）延长开放时间。社区书屋每周开放不少于五天。书屋应当定期听取读者意见。\n"
    "（二）管好图书。图书应当登记造册。读者遗失图书的，应当照价赔偿。情节严重的，依法追究责任。\n"
    "（三）配齐人员。每个书屋至少配备一名管理员。管理员应当每年参加培训。情节严重的，依法追究责任。\n"
)
SOUTH = (
    "南省办好社区书屋的措施\n"
    "第一条 社区书屋每周开放不少于六天。书屋应当每季度听取读者意见。\n"
    "第二条 图书应当登记造册。情节严重的，依法追究责任。\n"
    "第三条 食堂应当每日按时供应早餐、午餐。门前道路应当保持畅通。\n"
    "第四条 花木应当及时修剪。\n"
    "第五条 花木应当及时修剪。\n"
)
NORTH = Source("北省措施.txt", "00")
EAST = Source("东省措施.txt", "01")


def document(text: str, path: str) -> SegmentedDocument:
    return segment_document(make_document(text, path))


PAIR = document(CENTRAL, "意见.txt"), document(SOUTH, "南省措施.txt")
WORDS = {sentence.id: sentence.text for sentence in PAIR[0].sentences}


def said(words: str, links: str | None = None, *, of: Source = NORTH, **more: Any) -> Correction:
    """A correction of those words in another document; ``links`` are ids with blanks between."""
    return Correction(
        central_document=more.pop("central", source_of(PAIR[0])),
        local_document=of,
        side=more.pop("side", "local"),
        sentence=Quoted(more.pop("place", "7:1"), words),
        links=None if links is None else tuple(Quoted(link, WORDS[link]) for link in links.split()),
        **more,
    )


def taught(*teaching: Correction, own: tuple[Correction, ...] = ()) -> Comparison:
    def compare(shares: Sequence[Sequence[Correction]]) -> list[Comparison]:
        return [compare_documents(*PAIR, corrections=share, **materials()) for share in shares]

    [comparison] = compare_taught(compare, [own], [teaching_corrections((*teaching, *own), own, PAIR[0])])
    return comparison


@functools.cache
def materials() -> dict[str, Any]:
    """Read once: what every comparison here is judged with."""
    shipped = shipped_materials()
    return {"linker": shipped.linker, "judging": shipped.judging}


@functools.cache
def before() -> Comparison:
    """What is found without lessons."""
    return compare_documents(*PAIR, **materials())


def verdicts(comparison: Comparison) -> dict[str, tuple[str, str]]:
    return {one.local: (one.relation, " ".join(link.central for link in one.links)) for one in comparison.sentences}


def test_what_is_found_without_lessons() -> None:
    """The tests below change this."""
    assert verdicts(before()) == {
        "1:1": ("strengthened", "1:1"),
        "1:2": ("strengthened", "1:2"),
        "2:1": ("verbatim", "2:1"),
        "2:2": ("verbatim", verdicts(before())["2:2"][1]),
        "3:1": ("added", ""),
        "3:2": ("added", ""),
        "4:1": ("added", ""),
        "5:1": ("added", ""),
    }


@pytest.mark.parametrize(
    ("correction", "place", "verdict", "certainty"),
    [
        # The same words: counterparts and relation are taken over.
        (
            said("社区书屋每周开放不少于六天。", "1:1", relation="weakened"),
            "1:1",
            ("weakened", "1:1"),
            (TAKEN_OVER, True),
        ),
        (said("社区书屋，每周开放不少于６天。", "1:1", relation="weakened"), "1:1", None, None),  # 6 is not 六
        (
            said("社区书屋每周，开放不少于六天", "1:1", relation="weakened"),
            "1:1",
            ("weakened", "1:1"),
            (TAKEN_OVER, True),
        ),
        (said("门前道路应当保持畅通。", "3:1", relation="adapted"), "3:2", ("adapted", "3:1"), (TAKEN_OVER, True)),
        (said("图书应当登记造册。", "", relation="added"), "2:1", ("added", ""), (TAKEN_OVER, True)),
        (said("图书应当登记造册。", relation="adapted"), "2:1", ("adapted", "2:1"), (TAKEN_OVER, True)),
        # Nearly the same: the counterparts are, and the verdict is one to check.
        (said("食堂应当每日按时供应早餐和午餐。", "3:1", relation="adapted"), "3:1", (None, "3:1"), (None, False)),
        (said("书屋应当每个季度听取读者意见。", "", relation="added"), "1:2", ("added", ""), (TAKEN_OVER, False)),
        # The same mistake again is one to check.
        (
            said("书屋应当每个季度听取读者意见。", "1:2", relation="adapted", found="strengthened"),
            "1:2",
            ("strengthened", "1:2"),
            (1 - SAME_RELATION, False),
        ),
        # What differs for a reason of its own is left alone; so is what says nothing, or speaks of other words.
        (said("书屋应当每个季度听取读者意见。", "1:2", relation="adapted", found="verbatim"), "1:2", None, None),
        (said("书屋应当每个季度听取读者意见。", "1:2", relation="strengthened"), "1:2", None, None),
        (said("门前道路应当保持畅通。", note="再核对"), "3:2", None, None),
        (said("门前道路应当每天清扫。", "3:1", relation="adapted"), "3:2", None, None),
        (said("门前道路应当保持畅通。", "3:1", central=Source("别的意见.txt", "9")), "3:2", None, None),
        (replace(said("门前道路应当保持畅通。"), links=(Quoted("9:1", "别的话。"),)), "3:2", None, None),
        # Where words stand twice it depends on the place.
        (said("花木应当及时修剪。", "3:1", relation="adapted"), "4:1", None, None),
        (said("情节严重的，依法追究责任。", "3:3", relation="adapted"), "2:2", None, None),
    ],
)
def test_what_is_alike_is_put_right(
    correction: Correction, place: str, verdict: tuple[str | None, str] | None, certainty: tuple[float, bool] | None
) -> None:
    after = taught(correction)
    change = {one.local: one for one in after.sentences}[place]
    if verdict is None:
        assert after == before()
        return
    assert change.taught is not None
    assert (change.taught.document, change.taught.sentence) == ("北省措施.txt", "7:1")
    assert change.evidence[0] == change.taught.said
    relation, links = verdicts(after)[place]
    assert links == verdict[1]
    assert verdict[0] in (None, relation)
    assert change.taught.changed == (verdicts(before())[place] != (relation, links))
    assert change.review is None
    assert not any(link.locked or link.score > TAKEN_OVER for link in change.links if change.taught.changed)
    assert change.certainty is not None
    assert certainty is not None
    assert change.certainty.settled == certainty[1]
    assert change.certainty.probability <= (certainty[0] or SAME_RELATION) + 1e-9 or not change.taught.changed
    others = {name: one for name, one in verdicts(after).items() if name != place}
    assert others == {name: one for name, one in verdicts(before()).items() if name != place}


def test_everything_follows_from_what_was_carried_over() -> None:
    """It is as if a person had said it here, but for the marks."""
    lesson = said("图书应当登记造册。", "", relation="added")
    here = Correction(
        central_document=source_of(PAIR[0]),
        local_document=source_of(PAIR[1]),
        side="local",
        sentence=Quoted("2:1", "图书应当登记造册。"),
        links=(),
        relation="added",
    )
    after, reviewed = taught(lesson), compare_documents(*PAIR, corrections=[here], **materials())
    assert (after.coverage, after.shares, after.units) == (reviewed.coverage, reviewed.shares, reviewed.units)
    assert after.coverage != before().coverage


def test_a_persons_own_word_stands_above_what_was_said_elsewhere() -> None:
    own = replace(said("图书应当登记造册。", "2:1", relation="adapted", place="2:1"), local_document=source_of(PAIR[1]))
    lesson = said("图书应当登记造册。", "", relation="added")
    after = taught(lesson, own=(own,))
    assert after == compare_documents(*PAIR, corrections=[own], **materials())
    assert after.sentences[2].taught is None
    noted = replace(own, links=None, relation=None, note="看过")
    assert taught(lesson, own=(noted,)) == compare_documents(*PAIR, corrections=[noted], **materials())


def test_where_two_documents_were_told_different_things_nothing_is_taught() -> None:
    one, other = (
        said("图书应当登记造册。", "2:1", relation=r, of=of) for r, of in (("adapted", NORTH), ("verbatim", EAST))
    )
    after = taught(one, other)
    assert verdicts(after) == verdicts(before())
    assert after.warnings[len(before().warnings) :] == ("别的文件的复核对同一句说法不同，没有类推：地方 2:1",)
    agreed = taught(one, replace(other, relation="adapted"))
    assert agreed.sentences[2].taught is not None
    assert (agreed.sentences[2].taught.document, agreed.warnings) == ("东省措施.txt", before().warnings)


@pytest.mark.parametrize("reason", ["no_duty", "not_applicable"])
def test_what_a_central_sentence_is_by_itself_holds_for_every_document(reason: Any) -> None:
    [missing] = [name for entry in before().coverage for name in entry.missing if name == "3:1"]
    lesson = said(WORDS[missing], side="central", relation=reason, place=missing, by="某馆员")
    [entry_before] = [entry for entry in before().coverage if missing in entry.missing]
    [after] = [entry for entry in taught(lesson).coverage if entry.central == entry_before.central]
    assert missing not in after.missing
    assert missing in getattr(after, reason)
    assert after.reviews == ()
    [(name, mark)] = after.taught
    assert (name, mark.document, mark.by, mark.relation, mark.changed) == (
        missing,
        "北省措施.txt",
        "某馆员",
        reason,
        True,
    )


def test_that_a_duty_is_missing_elsewhere_says_nothing_here() -> None:
    for sentence in PAIR[0].sentences:
        lesson = said(sentence.text, side="central", relation="missing", place=sentence.id)
        assert taught(lesson) == before()


SOME = (
    said("社区书屋每周开放不少于六天。", "1:1", relation="weakened"),
    said("社区书屋每周开放不少于六天。", "1:1", of=EAST, relation="weakened", note="天数"),
    said("图书应当登记造册。", "2:1", relation="adapted", place="8:1"),
    said("图书应当登记造册。", "2:1", of=EAST, relation="verbatim"),
    said("食堂应当每日按时供应早餐和午餐。", "3:1", place="9:1", relation="adapted"),
    said("食堂应当每天按时供应早餐、午餐。", "2:1", place="9:2", relation="adapted"),
    said(WORDS["3:1"], side="central", relation="no_duty", place="3:1"),
)


@settings(max_examples=30, deadline=None)
@given(st.permutations(SOME), st.integers(0, len(SOME)))
def test_their_order_does_not_matter(shuffled: list[Correction], rest: int) -> None:
    """In whatever order, and whichever are left out: the lessons are those of the same corrections in their first order."""
    some = shuffled[rest:]
    expected = find_lessons(before(), teaching_corrections([one for one in SOME if one in some], (), PAIR[0]))
    assert find_lessons(before(), teaching_corrections(some, (), PAIR[0])) == expected


@given(
    st.lists(st.text("书屋馆应当每年开放读者意见登记", min_size=1, max_size=40), max_size=30),
    st.text("书屋馆应当每年开放读者意见登记", max_size=40),
    st.data(),
)
def test_a_text_with_a_character_more_is_found_unless_another_is_nearer(
    texts: list[str], text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + "闭" + text[at:]
    known = AlikeTexts([*texts, changed])
    likeness = [Indel.normalized_similarity(text, one) for one in known.texts]
    nearest = known.nearest(text)
    if len(text) >= 6:
        assert len(texts) in nearest or max(likeness[:-1], default=0) > likeness[-1]
    assert all(likeness[place] >= 0.85 for place in nearest)
    assert known.same(text) == tuple(place for place, one in enumerate(known.texts) if one == text)


# ---------------------------------------------------------------------------------------------------------------- reports


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("taught")
    (found / "意见.txt").write_text(CENTRAL, encoding="utf-8")
    (found / "南省措施.txt").write_text(SOUTH, encoding="utf-8")
    lessons = [
        said("社区书屋每周开放不少于六天。", "1:1", relation="weakened", by="某馆员", at="2026-05-01"),
        said("书屋应当每个季度听取读者意见。", "1:2", relation="adapted", found="strengthened", place="8:1"),
        said(WORDS["3:1"], side="central", relation="not_applicable", place="3:1"),  # no_duty would be so for all
    ]
    (found / "复核.toml").write_text(corrections_text(lessons), encoding="utf-8")
    return found


def compared(folder: Path, **more: Any) -> Any:
    return dz.compare(folder / "意见.txt", folder / "南省措施.txt", **more)


def test_a_report_says_what_was_taught_and_from_where(folder: Path) -> None:
    report = compared(folder, corrections=folder / "复核.toml")
    about = report.parameters["corrections"]
    counts = (
        "entries",
        "applied",
        "other_documents",
        "unused",
        "lessons",
        "taught",
        "changed",
        "suggested",
        "judgements",
    )
    assert [about[name] for name in counts] == [3, 0, 3, 0, 3, 2, 2, 1, 0]
    assert (about["teaching"], about["recalibration"]) == (True, None)
    found = align_json(report.comparisons[0], report.parameters)
    rows = {row["local"]["id"]: row for row in found["sentences"]}
    assert rows["1:1"]["taught"] == {
        "document": "北省措施.txt",
        "sentence": "7:1",
        "same": True,
        "changed": True,
        "relation": "weakened",
        "by": "某馆员",
        "at": "2026-05-01",
    }
    assert not {"by", "at", "locked"} & set(rows["1:1"])
    assert "locked" not in rows["1:1"]["central"][0]
    assert (rows["1:2"]["taught"]["changed"], rows["1:2"]["settled"]) == (False, False)
    assert [name for name, row in rows.items() if "taught" in row] == ["1:1", "1:2"]
    assert [row["taught"][0]["central"] for row in found["coverage"] if "taught" in row] == ["3:1"]


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_every_form_says_where_it_comes_from(folder: Path, suffix: str) -> None:
    report = compared(folder, corrections=folder / "复核.toml")
    text = readable(FORMS[suffix].report(report, "zh", False), suffix)
    assert "类推：北省措施.txt 7:1 同文，人工复核（某馆员，2026-05-01）为弱化" in text.replace("\\", "")


def test_a_report_with_lessons_is_read_back(folder: Path, tmp_path: Path) -> None:
    report = compared(folder, corrections=folder / "复核.toml")
    [path] = report.save(tmp_path / "r.json")
    again = dz.load_report(path)
    assert again.comparisons == report.comparisons
    assert [one.taught for one in again.comparisons[0].sentences] == [
        one.taught for one in report.comparisons[0].sentences
    ]


def test_what_was_taught_can_be_taken_back(folder: Path, tmp_path: Path) -> None:
    """Without the file, without the entry, without teaching: all is as before."""
    plain = compared(folder)
    bare = json_text(align_json(plain.comparisons[0], {}))
    corrections = dz.read_corrections(folder / "复核.toml")
    assert json_text(align_json(compared(folder, corrections=corrections, teaching=False).comparisons[0], {})) == bare
    assert json_text(align_json(compared(folder, corrections=()).comparisons[0], {})) == bare
    for left_out in range(len(corrections)):
        rest = corrections[:left_out] + corrections[left_out + 1 :]
        after = compared(folder, corrections=rest).comparisons[0]
        marks = sum(one.taught is not None for one in after.sentences) + sum(len(one.taught) for one in after.coverage)
        assert marks == 2
    with_all = [
        json_text(align_json(compared(folder, corrections=c).comparisons[0], {}))
        for c in itertools.islice(itertools.permutations(corrections), 3)
    ]
    assert len(set(with_all)) == 1
    assert with_all[0] != bare


def test_the_commands_teach_and_tell(folder: Path) -> None:
    done = run("align", "意见.txt", "南省措施.txt", "--corrections", "复核.toml", cwd=folder)
    assert done.status == 0
    assert "类推：3 条可用于别的文件，落到 2 句，其中 2 句改了判断，另有 1 句请核对" in done.notes
    assert not any("没有用上" in line for line in done.notes)
    assert sum("taught" in row for row in json.loads(done.text)["sentences"]) == 2
    done = run("align", "意见.txt", "南省措施.txt", "--corrections", "复核.toml", "--no-teaching", cwd=folder)
    assert "taught" not in done.text.replace('"taught": 0', "")
    assert any("没有用上" in line for line in done.notes)


def test_what_a_file_teaches_is_told(folder: Path) -> None:
    told = learned_text(str(folder / "复核.toml")).splitlines()
    assert told == [
        "类推：2 句地方文字的复核可用于同一中央文件的其他地方文件（弱化 1，改写 1）；另有 1 句中央文字定为不适用、不计",
        "把握：记着原判断和把握的有 0 个，其中 0 个原判断正确；照旧：至少要 50 个，其中 10 个正确",
    ]
