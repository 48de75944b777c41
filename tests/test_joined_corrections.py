"""Corrections of several pages and people: files given together agree or are refused, and background is background everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command import run
from shipped import make_document, segment_document

import duizhao as dz
from duizhao.changes import (
    Correction,
    Quoted,
    Source,
    corrections_text,
    join_corrections,
    share_with_background,
    source_of,
)
from duizhao.corpus import DocumentError
from duizhao.segmenter import SegmentedDocument

CENTRAL = (
    "关于办好社区书屋的意见\n（一）延长开放时间。社区书屋每周开放不少于五天。社区书屋应当配备一名管理员。\n"
    "（二）管好图书。图书应当登记造册。读者遗失图书的，应当照价赔偿。\n"
)
EAST = "东省办好社区书屋的措施\n第一条 社区书屋每周开放不少于六天。\n第二条 食堂按时供餐。\n"
WEST = "西省办好社区书屋的措施\n第一条 图书应当登记造册。\n第二条 社区书屋应当配备一名管理员。\n"


def document(text: str, path: str) -> SegmentedDocument:
    return segment_document(make_document(text, path))


@pytest.fixture(scope="module")
def family() -> tuple[SegmentedDocument, SegmentedDocument, SegmentedDocument]:
    return document(CENTRAL, "意见.txt"), document(EAST, "东.txt"), document(WEST, "西.txt")


def judged(family: Any, local: int, central: str, relation: Any, **rest: Any) -> Correction:
    """What someone says of a central sentence, looking at one local document."""
    words = next(sentence.text for sentence in family[0].sentences if sentence.id == central)
    documents = {"central_document": source_of(family[0]), "local_document": source_of(family[local])}
    return Correction(**documents, side="central", sentence=Quoted(central, words), relation=relation, **rest)


def reasons(report: dz.Report, central: str) -> list[str]:
    """Why each local document does not answer a central sentence; empty where it does, or where nothing is said."""
    found = []
    for comparison in report.comparisons:
        [cover] = [one for one in comparison.coverage if one.central == central.partition(":")[0]]
        of = {name: why for why in ("missing", "not_applicable", "no_duty") for name in getattr(cover, why)}
        found.append(of.get(central, ""))
    return found


# ----------------------------------------------------------------------------------------------------- background, once


def test_background_is_decided_once_for_all_local_documents(family: Any) -> None:
    before = dz.compare_many(family[0], family[1:])
    assert reasons(before, "2:2") == ["missing", "missing"]
    one = judged(family, 1, "2:2", "no_duty", note="只是重申", by="某馆员")
    after = dz.compare_many(family[0], family[1:], corrections=[one])
    assert reasons(after, "2:2") == ["no_duty", "no_duty"]
    reviews = [dict(cover.reviews)["2:2"] for each in after.comparisons for cover in each.coverage if cover.reviews]
    assert [(review.by, review.note) for review in reviews] == [("某馆员", "只是重申")] * 2
    about: Any = after.parameters["corrections"]
    assert (about["entries"], about["applied"], about["other_documents"]) == (1, 2, 0)
    # Of a local document that is not compared now, too; what only holds there is left out as before.
    alone = dz.compare(family[0], family[2], corrections=[one, judged(family, 1, "2:1", "missing")])
    assert reasons(alone, "2:2") == ["no_duty"]
    assert alone.parameters["corrections"]["other_documents"] == 1  # type: ignore[index]
    # Only being background is a matter of the central document alone.
    for relation in ("missing", "not_applicable"):
        found = dz.compare_many(family[0], family[1:], corrections=[judged(family, 2, "2:2", relation)], teaching=False)
        assert reasons(found, "2:2") == ["missing", relation]


def test_where_background_is_answered_nothing_is_said(family: Any) -> None:
    one = judged(family, 1, "1:2", "no_duty")  # the west answers it word for word
    found = dz.compare_many(family[0], family[1:], corrections=[one])
    assert reasons(found, "1:2") == ["no_duty", ""]
    assert [warning for each in found.comparisons for warning in each.warnings if "复核" in warning] == []
    assert all(not cover.reviews for cover in found.comparisons[1].coverage)


def test_what_is_said_of_a_document_itself_goes_before(family: Any) -> None:
    both = [judged(family, 2, "2:2", "missing"), judged(family, 1, "2:2", "no_duty")]
    found = dz.compare_many(family[0], family[1:], corrections=both)
    assert reasons(found, "2:2") == ["no_duty", "missing"]


def test_background_that_is_not_there_is_told_once(family: Any) -> None:
    astray = replace(judged(family, 1, "2:2", "no_duty"), sentence=Quoted("2:2", "没有这一句。"))
    elsewhere = replace(astray, local_document=Source("南.txt", "0"))
    for one in (astray, elsewhere):
        found = dz.compare_many(family[0], family[1:], corrections=[one])
        told = [[w for w in each.warnings if "复核未采用，中央 2:2" in w] for each in found.comparisons]
        assert [len(lines) for lines in told] == [1, 0]
    other = replace(astray, central_document=Source("别的意见.txt", "0"))
    shares, left = share_with_background([other], family[0], family[1:])
    assert (shares, left) == ([(), ()], (other,))


# ------------------------------------------------------------------------------------------------- several files as one


def local(name: str = "8:1", links: str | None = None, relation: Any = None, **rest: Any) -> Correction:
    documents = {"central_document": Source("意见.txt", "c"), "local_document": Source("措施.txt", "l")}
    quoted = None if links is None else tuple(Quoted(one, f"中央 {one}") for one in links.split())
    return Correction(
        **{**documents, **rest}, side="local", sentence=Quoted(name, f"地方 {name}"), links=quoted, relation=relation
    )


def central(relation: Any, document: str = "措施.txt") -> Correction:
    whose = {"central_document": Source("意见.txt", "c"), "local_document": Source(document, "")}
    return Correction(**whose, side="central", sentence=Quoted("1:2", "意义重大。"), relation=relation)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (local(relation="adapted"), local(relation="weakened"), "前者是改写，后者是弱化"),
        (local(links="5:1"), local(links="5:1 6:2"), "前者是对应 5:1，后者是对应 5:1、6:2"),
        (local(links=""), local(links="5:1"), "前者是没有对应，后者是对应 5:1"),
        (local(relation="added"), local(links="5:1"), "前者是新增，后者是对应 5:1"),
        (local(links="", relation="added"), local(links="5:1", relation="adapted"), "前者是新增，后者是改写，对应 5:1"),
        (local(relation="adapted"), local(relation="weakened", local_document=Source("改名.txt", "l")), "改名.txt"),
        (local(relation="adapted"), local(relation="weakened", local_document=Source("措施.txt", "")), "前者是改写"),
        (central("missing"), central("not_applicable"), "前者是缺失，后者是不适用"),
        (
            central("no_duty"),
            central("missing", "别省.txt"),
            "措施.txt、别省.txt 中央 1:2（意义重大。）：前者是不计，后者是缺失",
        ),
    ],
)
def test_files_that_contradict_each_other_are_refused_in_one_line(
    first: Correction, second: Correction, said: str
) -> None:
    for files in (
        [("甲.toml", [first]), ("乙.toml", [second])],
        [("甲.toml", [first]), ("空.toml", []), ("乙.toml", [second])],
    ):
        with pytest.raises(DocumentError) as refused:
            join_corrections(files)
        line = str(refused.value)
        assert line.startswith("甲.toml 和 乙.toml 对同一句说法不同，")
        assert said in line
        assert line.endswith("；需要一致，请改其中一份")
        assert "\n" not in line
    # In one file the later holds, as it always did.
    assert join_corrections([("甲.toml", [first, second])]) == (first, second)


def test_files_that_agree_are_one() -> None:
    same = local(links="5:1", relation="adapted", note="一", by="甲")
    [joined] = join_corrections([("甲.toml", [same]), ("乙.toml", [replace(same, note="二", by="乙")])])
    assert joined == replace(same, note="一；二", by="乙")
    [joined] = join_corrections([("甲.toml", [same]), ("乙.toml", [local(note="问处里")])])
    assert (joined.links, joined.relation, joined.note, joined.by) == (same.links, "adapted", "一；问处里", "甲")
    [joined] = join_corrections(
        [("甲.toml", [local(links="6:2 5:1")]), ("乙.toml", [local(links="5:1 6:2", relation="adapted")])]
    )
    assert joined.relation == "adapted"
    apart = [local(relation="adapted"), local("8:2", relation="weakened")]
    assert join_corrections([("甲.toml", apart[:1]), ("乙.toml", apart[1:])]) == tuple(apart)
    regions = [central("no_duty"), central("no_duty", "别省.txt")]
    assert join_corrections([("甲.toml", regions[:1]), ("乙.toml", regions[1:])]) == tuple(regions)


# --------------------------------------------------------------------------------------------------------- the commands


def test_the_commands_take_several_files(family: Any, tmp_path: Path) -> None:
    for name, text in {"意见.txt": CENTRAL, "东.txt": EAST, "西.txt": WEST}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = {
        "a.toml": judged(family, 1, "2:2", "no_duty"),
        "b.toml": judged(family, 2, "1:1", "not_applicable"),
        "c.toml": judged(family, 2, "2:2", "missing"),
    }
    for name, one in files.items():
        (tmp_path / name).write_text(corrections_text([one]), encoding="utf-8")
    command = ["align", "意见.txt", "--corrections", "a.toml", "b.toml", "西.txt"]
    done = run(*command, cwd=tmp_path)
    assert (done.status, done.complaints) == (0, [])
    found = json.loads(done.text)
    assert [row["central"] for entry in found["coverage"] for row in entry.get("reviews", ())] == ["1:1", "2:2"]
    assert found["parameters"]["corrections"]["file"] == "a.toml、b.toml"
    done = run(
        "report", "意见.txt", "东.txt", "西.txt", "-o", "r.md", "--corrections", "a.toml", "c.toml", cwd=tmp_path
    )
    [complaint] = done.complaints
    assert "a.toml 和 c.toml 对同一句说法不同" in complaint
    assert (done.status, (tmp_path / "r.md").exists()) == (1, False)
