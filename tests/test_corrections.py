"""Corrections: everything in a comparison follows from them, and what does not fit is named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command import run
from hypothesis import given, settings
from hypothesis import strategies as st
from readable_report import readable
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.changes import (
    Comparison,
    Correction,
    Quoted,
    Source,
    corrections_text,
    fit_corrections,
    merge_corrections,
    parse_corrections,
    share_out,
    source_of,
    words_digest,
)
from duizhao.corpus import DocumentError
from duizhao.report import FORMS, align_json, json_text
from duizhao.segmenter import SegmentedDocument

CENTRAL = (
    "关于办好社区书屋的意见\n"
    "（一）延长开放时间。社区书屋每周开放不少于五天。书屋应当定期听取读者意见。\n"
    "（二）管好图书。图书应当登记造册。读者遗失图书的，应当照价赔偿。\n"
    "（三）配齐人员。每个书屋至少配备一名管理员。管理员应当每年参加培训。\n"
)
LOCAL = (
    "某省办好社区书屋的措施\n"
    "第一条 社区书屋每周开放不少于六天。书屋应当每季度听取读者意见。\n"
    "第二条 图书应当登记造册。读者遗失图书的，应当照价赔偿。\n"
    "第三条 食堂按时供餐。\n"
)


def document(text: str, path: str) -> SegmentedDocument:
    return segment_document(make_document(text, path))


@pytest.fixture(scope="module")
def pair() -> tuple[SegmentedDocument, SegmentedDocument]:
    return document(CENTRAL, "意见.txt"), document(LOCAL, "措施.txt")


@pytest.fixture(scope="module")
def before(pair: tuple[SegmentedDocument, SegmentedDocument]) -> Comparison:
    return compare_documents(*pair)


def correct(
    pair: tuple[SegmentedDocument, SegmentedDocument], name: str, links: str | None = None, **more: Any
) -> Correction:
    """A correction of the sentence of that name; ``links`` are ids with blanks between."""
    side = more.pop("side", "local")
    central, local = ({s.id: Quoted(s.id, s.text) for s in one.sentences} for one in pair)
    return Correction(
        central_document=source_of(pair[0]),
        local_document=source_of(pair[1]),
        side=side,
        sentence=(local if side == "local" else central)[name],
        links=None if links is None else tuple(central[link] for link in links.split()),
        **more,
    )


def _unit(sentence: str) -> str:
    return sentence.rpartition(":")[0]


def judged(comparison: Comparison) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.local: (one.relation, tuple(link.central for link in one.links)) for one in comparison.sentences}


def test_what_the_texts_say_without_corrections(before: Comparison) -> None:
    """The tests below change this."""
    assert judged(before) == {
        "1:1": ("strengthened", ("1:1",)),
        "1:2": ("strengthened", ("1:2",)),
        "2:1": ("verbatim", ("2:1",)),
        "2:2": ("verbatim", ("2:2",)),
        "3:1": ("added", ()),
    }
    assert [cover.status for cover in before.coverage] == ["implemented", "implemented", "absent"]


def test_a_link_taken_away_is_gone_everywhere(pair: Any, before: Comparison) -> None:
    after = compare_documents(
        *pair, corrections=[correct(pair, "1:2", "", relation="added", by="某馆员", at="2026-05-01")]
    )
    assert judged(after) == judged(before) | {"1:2": ("added", ())}
    change = next(one for one in after.sentences if one.local == "1:2")
    assert (change.score, change.evidence) == (1.0, ("人工复核（某馆员，2026-05-01）",))
    first = after.coverage[0]
    assert (first.status, first.missing) == ("partial", ("1:2",))
    assert dict(first.taken_up) == {"1:1": ("1:1",)}
    assert after.shares.whole.added > before.shares.whole.added
    assert after.shares.covered.covered < before.shares.covered.covered
    every_quarter = next(one for one in after.requirements if one.requirement.per == "P3M")
    assert (every_quarter.change, every_quarter.central_sentence) == ("new", None)
    assert next(one for one in before.requirements if one.requirement.per == "P3M").change == "quantified"


def test_a_link_that_was_given_is_there_everywhere(pair: Any, before: Comparison) -> None:
    after = compare_documents(*pair, corrections=[correct(pair, "3:1", "3:1", relation="weakened")])
    assert judged(after) == judged(before) | {"3:1": ("weakened", ("3:1",))}
    [link] = next(one.links for one in after.sentences if one.local == "3:1")
    assert (link.score, link.locked) == (1.0, True)
    unit = next(one for one in after.units if one.local == "3")
    assert (unit.relation, [(link.central, link.main) for link in unit.links]) == ("weakened", [("3", True)])
    third = after.coverage[2]
    assert (third.status, third.local, third.missing) == ("partial", ("3",), ("3:2",))
    assert dict(after.shares.local)["3"].added == 0.0
    assert dict(before.shares.local)["3"].added == 1.0


def test_a_link_in_another_place_moves_the_article(pair: Any) -> None:
    after = compare_documents(
        *pair, corrections=[correct(pair, "1:1", "3:1"), correct(pair, "1:2", "3:2"), correct(pair, "3:1", "1:1")]
    )
    assert {link.central for unit in after.units for link in unit.links if link.main} == {"1", "2", "3"}
    assert {one.local for one in after.structure.moved} & {"1", "3"}
    assert all(one.review is not None and one.review.links for one in after.sentences if one.local in ("1:1", "3:1"))


def test_links_alone_leave_the_relation_to_be_judged(pair: Any) -> None:
    after = judged(compare_documents(*pair, corrections=[correct(pair, "2:1", "2:2")]))
    assert after["2:1"][0] not in ("verbatim", "added")
    assert after["2:1"][1] == ("2:2",)
    assert judged(compare_documents(*pair, corrections=[correct(pair, "2:1", "")]))["2:1"] == ("added", ())


def test_a_relation_alone_stands_where_something_is_linked(pair: Any, before: Comparison) -> None:
    found = compare_documents(*pair, corrections=[correct(pair, "2:1", relation="adapted")])
    assert judged(found)["2:1"] == ("adapted", ("2:1",))
    found = compare_documents(*pair, corrections=[correct(pair, "3:1", relation="adapted")])
    assert judged(found) == judged(before)
    assert found.warnings[-1] == "复核未采用，地方 3:1：变化类型是改写，却没有对应的中央句子"


def test_a_note_changes_nothing_but_is_kept(pair: Any, before: Comparison) -> None:
    after = compare_documents(*pair, corrections=[correct(pair, "2:1", note="再核对")])
    remark = "复核意见：再核对"
    [said] = [one.evidence[0] for one in after.sentences if one.review is not None]
    assert said == remark
    plain = tuple(
        replace(one, review=None, evidence=tuple(text for text in one.evidence if text != remark))
        for one in after.sentences
    )
    assert replace(after, sentences=plain) == before
    [review] = [one.review for one in after.sentences if one.review is not None]
    assert (review.note, review.locked) == ("再核对", False)


def test_why_a_central_sentence_has_no_answer(pair: Any, before: Comparison) -> None:
    assert before.coverage[2].missing == ("3:1", "3:2")
    fixed = correct(pair, "3:2", side="central", relation="not_applicable", note="由中央管")
    third = compare_documents(*pair, corrections=[fixed]).coverage[2]
    assert (third.missing, third.not_applicable) == (("3:1",), ("3:2",))
    assert [(name, review.note) for name, review in third.reviews] == [("3:2", "由中央管")]
    answered = compare_documents(*pair, corrections=[correct(pair, "1:1", side="central", relation="missing")])
    assert answered.coverage == before.coverage
    assert answered.warnings[-1] == "复核未采用，中央 1:1：定为缺失，却有地方句子对应"


def test_corrections_that_say_what_was_found_change_no_judgement(sample: Path) -> None:
    found = dz.compare(sample / "central_opinion.txt", sample / "local_haiping.txt").comparisons[0]
    pair = found.central, found.local
    same = [
        correct(pair, one.local, " ".join(link.central for link in one.links), relation=one.relation)
        for one in found.sentences
    ]
    again = compare_documents(*pair, corrections=same)
    assert {name: (relation, set(links)) for name, (relation, links) in judged(again).items()} == {
        name: (relation, set(links)) for name, (relation, links) in judged(found).items()
    }
    linked = {one.local.rpartition(":")[0] for one in found.sentences if one.links}
    for unit, as_found in zip(again.units, found.units, strict=True):
        # An article of which a person confirmed a sentence's counterpart is no longer in doubt.
        assert unit.relation == as_found.relation or (as_found.relation == "added" and unit.local in linked), unit.local
    for one, before in zip(again.coverage, found.coverage, strict=True):
        # Where a person has fixed all that could answer it, a central sentence that was in doubt is missing; nothing else changes.
        assert set(before.missing) <= set(one.missing), one.central
        assert (one.status == before.status) or (len(before.missing) < len(one.missing)), one.central
        assert (one.taken_up, one.local, one.counted) == (before.taken_up, before.local, before.counted)
    assert (again.shares, again.warnings) == (found.shares, found.warnings)


def test_a_sentence_is_found_by_its_words_where_ids_have_moved(pair: Any) -> None:
    one = correct(pair, "1:2", "1:2", relation="adapted")
    later = document(LOCAL.replace("第二条", "第三条").replace("第一条", "第一条 总则如下。\n第二条"), "措施.txt")
    after = compare_documents(pair[0], later, corrections=[one])
    assert judged(after)["2:2"] == ("adapted", ("1:2",))
    assert not after.warnings


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sentence": Quoted("1:2", "书屋应当每月听取读者意见。")}, "文件里找不到这一句，或文字已不同"),
        ({"sentence": Quoted("1:2", "书屋", digest=words_digest("书屋"))}, "文件里找不到这一句"),
        ({"links": (Quoted("1:2", "书屋关门。"),)}, "所对应的中央 1:2（书屋关门。）在中央文件里找不到"),
        ({"links": (), "relation": "verbatim"}, "变化类型是照搬，却没有对应的中央句子"),
        ({"relation": "added"}, "变化类型是新增，却有对应的中央句子"),
        ({"relation": "missing"}, "这只能说中央句子"),
    ],
)
def test_what_does_not_fit_is_named_and_not_applied(
    pair: Any, before: Comparison, change: dict[str, Any], why: str
) -> None:
    one = replace(correct(pair, "1:2", "1:1", relation="adapted"), **change)
    after = compare_documents(*pair, corrections=[one])
    assert replace(after, warnings=()) == replace(before, warnings=())
    [warning] = after.warnings
    assert warning.startswith("复核未采用，地方 1:2（")
    assert why in warning


def test_words_that_stand_twice_are_told_apart_by_their_ids() -> None:
    twice = document("第一条 书屋免费开放。\n第二条 书屋免费开放。", "措施.txt")
    central = document("第一条 书屋应当免费开放。", "意见.txt")
    one = correct((central, twice), "2:1", "", relation="added")
    assert dict(fit_corrections([one], central, twice).links) == {"2:1": ()}
    astray = replace(one, sentence=Quoted("9:1", one.sentence.words))
    assert fit_corrections([astray], central, twice).warnings


def test_the_later_of_two_corrections_wins(pair: Any) -> None:
    first = correct(pair, "1:1", "3:1", relation="adapted", note="一", by="甲")
    second = correct(pair, "1:1", "1:1 1:2", by="乙")
    [merged] = merge_corrections([first], [second])
    assert (merged.links, merged.relation, merged.note, merged.by) == (second.links, None, "一", "乙")
    [merged] = merge_corrections([first], [correct(pair, "1:1", note="")])
    assert (merged.links, merged.relation, merged.note) == (first.links, "adapted", "")
    locks = fit_corrections([first, second], *pair)
    assert (dict(locks.links), dict(locks.relations)) == ({"1:1": ("1:1", "1:2")}, {})


def test_a_document_is_known_by_its_text_or_else_by_its_name(pair: Any) -> None:
    central, local = pair
    one = correct(pair, "1:1", note="一")
    renamed, changed = document(LOCAL, "新名.txt"), document(LOCAL + "第四条 免费。\n", "措施.txt")
    assert share_out([one], central, [changed, renamed]) == ([(), (one,)], ())
    assert share_out([one], central, [changed]) == ([(one,)], ())
    other = document("第一条 免费。", "别的.txt")
    assert share_out([one], central, [other]) == ([()], (one,))
    assert share_out([one], other, [local]) == ([()], (one,))


# ---------------------------------------------------------------------------------------------------------------- the file

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
FULL = TEXT.filter(bool)
QUOTED = st.builds(Quoted, FULL, FULL, st.sampled_from(["", "0123456789abcdef"]))
SOURCE = st.builds(Source, FULL, TEXT)
LOCAL_ONES = st.builds(
    Correction,
    central_document=SOURCE,
    local_document=SOURCE,
    side=st.just("local"),
    sentence=QUOTED,
    links=st.none() | st.lists(QUOTED, max_size=3).map(tuple),
    relation=st.sampled_from([None, "verbatim", "adapted", "strengthened", "weakened", "added"]),
    note=st.none() | TEXT,
    by=TEXT,
    at=TEXT,
)
CENTRAL_ONES = st.builds(
    Correction,
    central_document=SOURCE,
    local_document=SOURCE,
    side=st.just("central"),
    sentence=QUOTED,
    relation=st.sampled_from(["missing", "not_applicable", "no_duty"]),
)


@given(st.lists(LOCAL_ONES | CENTRAL_ONES, max_size=4))
def test_what_is_written_is_read(corrections: list[Correction]) -> None:
    text = corrections_text(corrections)
    assert parse_corrections(text.encode()) == tuple(corrections)
    assert corrections_text(parse_corrections(text.encode())) == text


DOCUMENTS = 'central_document = "意见.txt"\nlocal_document = "措施.txt"\n'
ENTRY = f'format = 1\n[[correction]]\n{DOCUMENTS}local = "1:1"\nlocal_words = "免费。"\n'


def test_a_file_may_be_written_by_hand() -> None:
    text = ENTRY + 'relation = "strengthened"\nat = 2026-05-01\nlinks = [{central = "2:1", words = "免费。"}]\n'
    [one] = parse_corrections(("\ufeff" + text).replace("\n", "\r\n").encode())
    assert (one.relation, one.at, one.links) == ("strengthened", "2026-05-01", (Quoted("2:1", "免费。"),))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有 format = 1"),
        ("format = 2", "没有 format = 1"),
        ("format = 1\nother = 1", r"只能有 \[\[correction\]\]"),
        ("format = 1\ncorrection = 3", r"只能有 \[\[correction\]\]"),
        ("format = [", "不是复核文件"),
        ("x" * 5, "不是复核文件"),
        ("[" * 3000, "不是复核文件"),
        (ENTRY + 'realtion = "照搬"', "不认识 realtion"),
        (ENTRY + 'relation = "抄"', "relation 是 抄，需要 照搬、改写"),
        (ENTRY + "note = 3", "note 的值要用引号"),
        (ENTRY + "links = 3", "links 需要是一列中央句子"),
        (ENTRY + 'links = [{central = "1:1"}]', "links 里每一句需要 central 和 words"),
        (ENTRY + "links = [3]", "需要名字和值"),
        (ENTRY + 'central = "1:1"', "需要 local 和 local_words，或"),
        ("format = 1\n[[correction]]\nlocal = '1:1'", "第 1 条更正：需要 local 和 local_words"),
        (ENTRY.replace("local_document", "by"), "没有 local_document（文件名）"),
    ],
)
def test_a_file_that_says_something_else_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(DocumentError, match=why) as refused:
        parse_corrections(text.encode(), "a.toml")
    assert str(refused.value).startswith("a.toml：")
    assert "\n" not in str(refused.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DocumentError, match="不是 UTF-8"):
        parse_corrections(b"format = 1 # \xff")


# ------------------------------------------------------------------------------------------------------ reports and command


def test_a_report_says_what_was_corrected_and_with_what(pair: Any, tmp_path: Path) -> None:
    central, local = pair
    elsewhere = replace(correct(pair, "1:1", note="一"), local_document=Source("别的.txt", "0"))
    corrections = [
        correct(pair, "1:2", "1:2", relation="adapted", note="一般要求", by="某馆员", at="2026-05-01"),
        correct(pair, "3:2", side="central", relation="no_duty", by="某馆员"),
        elsewhere,
    ]
    path = tmp_path / "复核.toml"
    path.write_text(corrections_text(corrections), encoding="utf-8")
    report = dz.compare(central, local, corrections=path)
    about = report.parameters["corrections"]
    assert isinstance(about, dict)
    assert {name: about[name] for name in ("file", "entries", "applied", "other_documents")} == {
        "file": "复核.toml",
        "entries": 3,
        "applied": 2,
        "other_documents": 1,
    }
    given_as_data = dz.compare(central, local, corrections=dz.read_corrections(path)).parameters["corrections"]
    assert given_as_data == about | {"file": None}
    assert dz.compare(central, local).parameters["corrections"] is None
    shape = align_json(report.comparisons[0], report.parameters)
    row = next(row for row in shape["sentences"] if row["local"]["id"] == "1:2")
    assert (row["locked"], row["by"], row["at"], row["note"]) == (True, "某馆员", "2026-05-01", "一般要求")
    assert [link["locked"] for link in row["central"]] == [True]
    assert row["evidence"][0] == "人工复核（某馆员，2026-05-01）：一般要求"
    assert shape["coverage"][2]["reviews"] == [{"central": "3:2", "locked": True, "by": "某馆员"}]
    bare = json_text(align_json(dz.compare(central, local).comparisons[0], {}))
    assert "locked" not in bare
    assert "reviews" not in bare


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_every_form_says_who_judged_and_when_and_why(pair: Any, suffix: str) -> None:
    fixed = [
        correct(pair, "1:2", "1:2", relation="adapted", note="一般要求", by="某馆员", at="2026-05-01"),
        correct(pair, "2:1", note="再核对", by="某主任"),
        correct(pair, "3:2", side="central", relation="no_duty", note="由中央管", by="某处长"),
    ]
    text = readable(FORMS[suffix].report(dz.compare(*pair, corrections=fixed), "zh", False), suffix)
    # A workbook has a column for the remark, where it stands once.
    assert "人工复核（某馆员，2026-05-01）" + ("" if suffix == ".xlsx" else "：一般要求") in text
    assert "一般要求" in text
    assert ("再核对" if suffix == ".xlsx" else "复核意见（某主任）：再核对") in text
    if suffix == ".json":
        assert '"by": "某处长"' in text
        assert '"note": "由中央管"' in text
    else:
        assert "人工复核（某处长）" + ("" if suffix == ".xlsx" else "：由中央管") in text
        assert "由中央管" in text
    if suffix in (".html", ".docx", ".xlsx", ".md"):
        assert "有 3 条更正，采用到 3 句" in text


def test_the_commands_honour_corrections(tmp_path: Path) -> None:
    (tmp_path / "意见.txt").write_text(CENTRAL, encoding="utf-8")
    (tmp_path / "措施.txt").write_text(LOCAL, encoding="utf-8")
    central, local = (dz.read(tmp_path / name) for name in ("意见.txt", "措施.txt"))
    good = correct((central, local), "2:1", "2:1", relation="adapted")
    bad = replace(correct((central, local), "2:2", "2:2"), sentence=Quoted("2:2", "别的话。"))
    other = replace(good, local_document=Source("别的.txt", "0"))
    (tmp_path / "c.toml").write_text(corrections_text([good, bad, other]), encoding="utf-8")
    done = run("align", "意见.txt", "措施.txt", "--corrections", "c.toml", cwd=tmp_path)
    assert (done.status, done.complaints) == (0, [])
    found = json.loads(done.text)
    relations = {row["local"]["id"]: (row["relation"], row.get("locked")) for row in found["sentences"]}
    assert (relations["2:1"], relations["2:2"]) == (("adapted", True), ("verbatim", None))
    told = [line for line in done.notes if "复核" in line]
    assert told == [
        "注意：措施.txt：复核未采用，地方 2:2（别的话。）：文件里找不到这一句，或文字已不同",
        "复核：3 条，采用到 1 句",
        "注意：复核文件里有 1 条属于这次没有对照的文件，没有用上；请检查是否给错了文件",
    ]
    assert any("复核未采用" in warning for warning in found["warnings"])
    done = run("report", "意见.txt", "措施.txt", "-o", "r.md", "--corrections", "c.toml", cwd=tmp_path)
    assert done.status == 0
    assert "人工复核" in (tmp_path / "r.md").read_text(encoding="utf-8")
    (tmp_path / "c.toml").write_text("format = 1\nx = 1", encoding="utf-8")
    done = run("report", "意见.txt", "措施.txt", "-o", "r2.md", "--corrections", "c.toml", cwd=tmp_path)
    [complaint] = done.complaints
    assert (done.status, "c.toml" in complaint, (tmp_path / "r2.md").exists()) == (1, True, False)


@settings(max_examples=12)
@given(st.data())
def test_everything_follows_from_the_links_whatever_they_are(data: st.DataObject) -> None:
    pair = document(CENTRAL, "意见.txt"), document(LOCAL, "措施.txt")
    ids = [sentence.id for sentence in pair[0].sentences]
    drawn = {
        sentence.id: data.draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))
        for sentence in pair[1].sentences
    }
    corrections = [correct(pair, name, " ".join(links)) for name, links in drawn.items()]
    found = compare_documents(*pair, corrections=corrections)
    assert {name: set(links) for name, (_, links) in judged(found).items()} == {n: set(x) for n, x in drawn.items()}
    answers: dict[str, set[str]] = {}
    for name, links in drawn.items():
        for link in links:
            answers.setdefault(link, set()).add(name)
    for cover in found.coverage:
        assert {name: set(local) for name, local in cover.taken_up} == {
            name: local for name, local in answers.items() if _unit(name) == cover.central
        }
        assert not {*cover.missing, *cover.not_applicable, *cover.no_duty} & answers.keys()
        local = {name for link, names in answers.items() if _unit(link) == cover.central for name in names}
        assert set(cover.local) == {_unit(name) for name in local}
        assert (cover.status == "absent") == (not cover.local)
    for unit in found.units:
        linked = {_unit(link) for name, links in drawn.items() if _unit(name) == unit.local for link in links}
        assert {link.central for link in unit.links} == linked
        assert (unit.relation == "added") == (not any(link.main for link in unit.links))
        share = dict(found.shares.local)[unit.local].added
        assert (share == 1.0) == (not linked)
    for entry in found.requirements:
        links = drawn[entry.requirement.sentence]
        assert entry.central_sentence in links if links else entry.central_sentence is None
    mains = {(link.local, link.central) for unit in found.units for link in unit.links if link.main}
    assert {(s, one.central) for one in found.structure.splits for s in one.local} <= mains
    assert {(one.local, c) for one in found.structure.merges for c in one.central} <= mains
