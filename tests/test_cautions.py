"""Bad input: a clear answer and a line that says where a comparison makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from alignments import articles
from command import run
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.changes import Comparison
from duizhao.report import report_html, report_json, report_markdown

LIBRARY = ("公共图书馆应当免费开放阅览室。", "馆藏文献应当每年清点一次。", "读者遗失图书的应当照价赔偿。")
FISHERY = ("渔船出港前应当检修。", "果农可以申请低息贷款。", "牧场实行轮牧。")


def relations(comparison: Comparison) -> set[str]:
    return {change.relation for change in comparison.sentences}


def test_a_text_that_implements_nothing_is_all_added() -> None:
    found = compare_documents(articles(*LIBRARY), articles(*FISHERY))
    assert relations(found) == {"added"}
    assert {change.relation for change in found.units} == {"added"}
    assert {cover.status for cover in found.coverage} == {"absent"}
    assert found.warnings == ("地方文件没有一句与中央文件对应，全部是新增；它可能不是落实这份文件的",)
    assert (found.structure.moved, found.actors, found.shares.whole.added) == ((), (), 1.0)


def test_a_document_on_another_matter_is_told_though_stock_phrases_are_linked(shared: Path) -> None:
    law = next((shared / "laws" / "national").glob("志愿服务条例*"))
    folder = shared / "corpus"
    [found] = dz.compare(law, folder / "anhui_measures_2022.txt").comparisons
    assert [text.partition("句")[2][:3] for text in found.warnings] == ["中只有"]
    for name in ("anhui_measures_2022.txt", "beijing_measures_2021.txt"):
        [found] = dz.compare(folder / "central_opinion_2021.txt", folder / name).comparisons
        assert found.warnings == ()


@pytest.mark.parametrize(
    ("law", "local", "warned"),
    [
        ("无障碍环境建设条例(2012*", "beijing/北京市无障碍设施建设和管理条例.md", False),  # little is copied
        ("献血法(1997*", "beijing/北京市献血条例*", False),
        ("禁毒法(2007*", "shandong/山东省禁毒条例*", False),
        ("人口与计划生育法(2021*", "shanghai/上海市实施《妇女权益保障法》办法.md", True),
        ("全民健身条例(2016*", "beijing/北京市献血条例*", True),
    ],
)
def test_only_strangers_are_told_to_be(shared: Path, law: str, local: str, warned: bool) -> None:
    laws = shared / "laws"
    central, measure = next((laws / "national").glob(law)), next(laws.glob(local))
    [found] = dz.compare(central, measure).comparisons
    assert ["它可能不是落实这份文件的" in text for text in found.warnings] == [True] * warned


def test_the_same_document_twice_is_all_verbatim_and_implemented(sample: Path) -> None:
    central = dz.read(sample / "central_opinion.txt")
    found = compare_documents(central, central)
    assert relations(found) == {"verbatim"}
    assert {cover.status for cover in found.coverage} == {"implemented"}
    assert found.warnings == ("两份文件的正文相同，全部是照搬；请检查是否把同一份文件给了两次",)
    assert (found.structure.moved, found.actors, found.shares.whole.copied) == ((), (), 1.0)
    assert found.shares.covered.covered == 1.0


@pytest.mark.parametrize("side", ["中央文件", "地方文件"])
def test_one_sentence(side: str) -> None:
    one, many = articles(LIBRARY[0]), articles(*LIBRARY)
    found = compare_documents(*((one, many) if side == "中央文件" else (many, one)))
    assert found.warnings == (f"{side}只有一句，谈不上覆盖和结构，比例也没有意义",)


@pytest.mark.parametrize("side", ["中央文件", "地方文件"])
def test_no_articles(side: str) -> None:
    bare, numbered = segment_document(make_document("\n".join(LIBRARY))), articles(*LIBRARY[:2], FISHERY[0])
    found = compare_documents(*((bare, numbered) if side == "中央文件" else (numbered, bare)))
    assert found.warnings == (f"{side}没有编号的条款，按自然段对照，移动、拆分、合并说的是段落",)


def test_nothing_at_all() -> None:
    nothing, numbered = segment_document(make_document("")), articles(*LIBRARY)
    found = compare_documents(numbered, nothing)
    assert (found.sentences, found.units) == ((), ())
    assert {cover.status for cover in found.coverage} == {"absent"}
    assert found.warnings == ("地方文件没有正文，没有什么可以对照",)
    found = compare_documents(nothing, numbered)
    assert relations(found) == {"added"}
    assert found.warnings == ("中央文件没有正文，没有什么可以对照",)
    assert len(compare_documents(nothing, nothing).warnings) == 2


def test_a_good_comparison_says_nothing(sample: Path) -> None:
    for name in ("local_yunzhou.txt", "local_haiping.txt", "local_lanchuan.txt"):
        assert dz.compare(sample / "central_opinion.txt", sample / name).comparisons[0].warnings == ()


@pytest.mark.parametrize("texts", [LIBRARY, FISHERY, LIBRARY[:1], ()])
def test_every_report_of_it_can_be_made_and_shows_the_warning(texts: tuple[str, ...]) -> None:
    report = dz.compare(articles(*LIBRARY), articles(*texts))
    [warning] = report.comparisons[0].warnings
    assert warning in report_html(report)
    assert warning in report_markdown(report)
    assert report_json(report)["comparisons"][0]["warnings"] == [warning]


def test_the_command_says_it_on_standard_error(tmp_path: Path, sample: Path) -> None:
    for command in (("align",), ("report", "-o", str(tmp_path / "x.html"))):
        done = run(*command, sample / "central_opinion.txt", sample / "central_opinion.txt")
        said = [line for line in done.notes if "正文相同" in line]
        assert done.status == 0
        assert [line.partition("：")[0] for line in said] == ["注意"]
        assert "central_opinion.txt：两份文件的正文相同" in said[0]
    assert run("align", sample / "central_opinion.txt", sample / "local_yunzhou.txt").notes == []
