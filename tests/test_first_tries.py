"""The first things that a researcher tries, each in one line, as they would write it from memory; and what goes wrong, in one line."""

# ruff: noqa: ARG005  each line of a table takes what it needs of the same things
from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from report_case import HOSTILE, hostile_report

import duizhao as dz
from duizhao.corpus import DocumentError, OptionError, PlaceError, UnknownFormatError
from duizhao.results.document_counts import document_counts
from duizhao.results.labels import column_headings, labels
from duizhao.results.tidy_tables import TABLES
from duizhao.segmenter import document_html

TEXT = "东溪县书屋办法\n第一条 书屋免费开放。读者凭证借阅。\n第二条 书屋应当每季度至少清点1次。\n第三条 本办法自2031年1月1日起施行。"


@pytest.fixture(scope="module")
def central(sample: Path) -> Path:
    return sample / "central_opinion.txt"


@pytest.fixture(scope="module")
def local(sample: Path) -> Path:
    return sample / "local_yunzhou.txt"


@pytest.fixture(scope="module")
def document(local: Path) -> dz.segmenter.SegmentedDocument:  # type: ignore[name-defined]
    return dz.read(local)


@pytest.fixture(scope="module")
def report(central: Path, sample: Path) -> dz.report.Report:  # type: ignore[name-defined]
    return dz.compare(central, sample)


# ------------------------------------------------------------------------------------------ the fifteen things tried first


def test_1_what_is_it(local: Path) -> None:
    assert dz.read(local).title == "云州省关于提升公共图书馆服务水平的若干措施"


def test_2_an_article_by_its_number(document: Any) -> None:
    assert document["5"].text == document["（五）"].text == document["第五条"].text == document["（5）"].text
    assert document["5"].text.startswith("办好少儿阅览。")


def test_3_how_many_articles_and_sentences(document: Any) -> None:
    assert (len(document), len([sentence for unit in document for sentence in unit])) == (16, len(document.sentences))


def test_4_a_text_in_place_of_a_file() -> None:
    read = dz.read(text=TEXT, region="东溪县", title="书屋办法（试行）")
    assert (read.title, read.region, read["二"].text) == ("书屋办法（试行）", "东溪县", "书屋应当每季度至少清点1次。")


def test_5_a_folder(sample: Path) -> None:
    assert [one.region for one in dz.read_folder(sample).local] == ["海平省", "岚川市", "云州省"]


def test_6_one_against_the_other(central: Path, local: Path) -> None:
    assert repr(dz.compare(central, local)) == "<对照报告：关于提升公共图书馆服务水平的意见 ← 云州省>"


def test_7_several_as_a_list_or_as_a_folder(central: Path, sample: Path, report: Any) -> None:
    listed = dz.compare(str(central), [str(path) for path in sorted(sample.glob("local_*.txt"))])
    assert listed.to_frame().drop(columns="document").equals(report.to_frame().drop(columns="document"))
    assert dz.compare(central, dz.read_folder(sample)).comparisons == report.comparisons
    assert [one.path for one in report.skipped] == ["README.md", "commentary.txt"]


def test_8_count_the_verdicts(report: Any) -> None:
    """As the report says, in every document and over all: the row of a sentence that it does not count has no verdict."""
    for one, comparison in zip(report, report.comparisons, strict=True):
        counted = {name: count for name, count in document_counts(comparison).relations.items() if count}
        assert one.to_frame().verdict.value_counts().to_dict() == counted
        assert list(one.to_frame().sentence) == [sentence.id for sentence in comparison.local.sentences]
    assert report["云州省"].to_frame()["verdict"].value_counts()["strengthened"] == 17
    assert {"region", "label", "title", "verdict", "certainty"} <= set(report.to_frame().columns)


def test_9_in_chinese(report: Any) -> None:
    codes, words = report.to_frame(), report.to_frame(lang="zh")
    said = labels("zh")["relation_name"]
    assert words["判断"].value_counts().to_dict() == codes.verdict.map(said).value_counts().to_dict()


def test_10_the_links(report: Any) -> None:
    links = report.to_frame("links")
    assert links.central_sentence.notna().sum() == sum(
        len(c.links) for one in report.comparisons for c in one.sentences
    )


def test_11_a_table_of_regions_by_verdicts(report: Any) -> None:
    found = pd.crosstab(report.to_frame().region, report.to_frame().verdict)
    assert found.loc["云州省", "strengthened"] == 17
    assert {"海平省", "岚川市", "云州省"} <= set(report.to_frame("matrix").columns)


def test_12_the_requirements_of_a_folder(sample: Path, document: Any) -> None:
    assert {"海平省", "岚川市", "云州省"} <= set(dz.requirements(sample).groupby("region").size().index)
    assert len(dz.requirements(document)) == len(dz.requirements([document.name])) == 26


def test_13_in_a_few_sentences(report: Any) -> None:
    for brief in report.briefs():
        assert all(sentence.text in report.summary() for sentence in brief.sentences)
    assert repr(report.summary()) == str(report.summary())


def test_14_a_chart(report: Any) -> None:
    assert report.plot.coverage().axes[0].get_title() == "中央条款覆盖热图"
    assert "云州省" in report.plot.links("云州省").axes[0].get_title()


def test_15_keep_it_and_take_it_up_again(report: Any, tmp_path: Path) -> None:
    assert dz.load_report(*report.save(tmp_path / "报告.json")) == report == pickle.loads(pickle.dumps(report))  # noqa: S301


# -------------------------------------------------------------------------------------------------- what else one expects


def test_documents_are_equal_and_travel(document: Any, local: Path) -> None:
    assert document == dz.read(local) == pickle.loads(pickle.dumps(document))  # noqa: S301
    assert document != dz.read(local, title="别的题目")
    found = dz.requirements(local)
    assert pickle.loads(pickle.dumps(found)).equals(found)  # noqa: S301


def test_a_text_and_its_file_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text(TEXT, encoding="utf-8")
    file, text = dz.read(tmp_path / "办法.txt"), dz.read(text=TEXT)
    assert (text.units, text.text, text.name) == (file.units, file.text, "东溪县书屋办法")
    assert dict(dz.read(text=TEXT, region="东溪").metadata.origins)["region"] == "给定"


def test_what_a_unit_says_stands_in_the_text(shared: Path) -> None:
    for path in (shared / "corpus").glob("*.txt"):
        for document in dz.read_documents(path):
            for unit in document:
                assert unit is document[unit.id]
                assert unit.text.replace("\n", "") == "".join(sentence.text for sentence in unit).replace("\n", "")
                assert all(sentence.span.of(document.document.text) in document.text for sentence in unit)


def test_the_real_documents_are_counted_as_the_report_counts_them(shared: Path) -> None:
    folder = shared / "corpus"
    found = dz.compare(folder / "central_opinion_2021.txt", folder / "anhui_measures_2022.txt")
    counted = {name: count for name, count in document_counts(found.comparisons[0]).relations.items() if count}
    assert found.to_frame().verdict.value_counts().to_dict() == counted


def test_what_is_called_alike_is_asked_for() -> None:
    text = "一、开放\n（一）书屋免费开放。\n（二）书屋延时开放。\n二、清点\n（一）书屋每年清点。\n（二）书屋公布清点。"
    document = dz.read(text=text)
    assert document["2.1"] is document["二、（一）"]
    with pytest.raises(
        KeyError, match=r"“（一）”有 2 处，需要说明是哪一处；请写编号：1\.1 一、（一）、2\.1 二、（一）"
    ):
        document["（一）"]
    assert "2.1" in document
    assert "（一）" not in document


def test_the_frames_have_the_same_shape_in_chinese(report: Any) -> None:
    for name in TABLES:
        codes, words = report.to_frame(name), report.to_frame(name, lang="zh")
        assert words.shape == codes.shape
        assert words.columns.is_unique
        assert not [key for key in words.columns if re.fullmatch("[a-z_]+", key)], name
        for heading, key in zip(words.columns, codes.columns, strict=True):
            if str(codes[key].dtype) in ("Float64", "Int64", "boolean"):
                assert words[heading].equals(codes[key].rename(heading))
    assert len(set(column_headings("zh").values())) == len(column_headings("zh"))


def test_values_are_in_chinese_too(report: Any) -> None:
    assert set(report.to_frame("requirements", lang="zh")["变化"].dropna()) <= set(labels("zh")["change_name"].values())
    assert not report.to_frame("pairs", lang="zh")["量化要求"].str.contains("quantified").any()
    assert report.to_frame("pairs")["requirements"].str.contains("quantified").any()


REPRS = [lambda d, r: d, lambda d, r: d["5"], lambda d, r: d.document, lambda d, r: d.document.file, lambda d, r: r]
REPRS += [lambda d, r: r.comparisons[0], lambda d, r: r.plot]


@pytest.mark.parametrize("pick", REPRS)
def test_what_python_writes_is_one_short_line(pick: Callable[[Any, Any], object], document: Any, report: Any) -> None:
    assert len(repr(pick(document, report))) < 260
    assert "\n" not in repr(pick(document, report))


def test_tab_shows_every_name() -> None:
    assert set(dz.__all__) <= set(dir(dz))
    for name in dz.__all__:
        assert getattr(dz, name) is not None
    assert dz.compare_many is dz.compare
    assert list(inspect.signature(dz.compare).parameters)[:3] == ["central", "local", "options"]
    assert all(one.kind is one.KEYWORD_ONLY for one in inspect.signature(dz.Options).parameters.values())


def test_naming_a_function_brings_nothing_heavy() -> None:
    heavy = (
        "pandas",
        "matplotlib",
        "scipy",
        "jieba",
        "numpy",
        "sklearn",
        "jinja2",
        "lxml",
        "openpyxl",
        "docx",
        "rapidfuzz",
    )
    program = f"import sys, duizhao as dz; dz.compare, dz.requirements; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------------------------------------------- what Jupyter shows


class Tags(HTMLParser):
    """The tags of a page, and whether each is closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  as it is called
        self.found.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


OURS = {"div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "br", "span"}


def test_everything_shows_itself_as_a_small_static_page(document: Any, report: Any, sample: Path) -> None:
    pages = [document._repr_html_(), dz.requirements(sample)._repr_html_()]
    pages += [one._repr_mimebundle_()["text/html"] for one in (report, report[0])]
    for page in pages:
        assert Tags(page).found <= OURS
        assert len(page) < 60_000
        assert not re.search(r"https?:|background|color: ?(black|white|#000|#fff)", page)
    assert "办好少儿阅览" in pages[0]
    assert "责任主体" in pages[1]
    assert all(sentence.text[:8] in pages[3] for sentence in report[0].briefs()[0].sentences)


def test_a_hostile_document_is_text() -> None:
    report = hostile_report()
    local = report.comparisons[0].local
    text = "第一条 <script>alert(1)</script>每季度至少清点1次\u202e。\n"
    for page in (
        local._repr_html_(),
        dz.read(text=text * 400)._repr_html_(),
        dz.requirements(dz.read(text=text))._repr_html_(),
    ):
        assert Tags(page).found <= OURS
        assert "\u202e" not in page
        assert len(page) < 60_000
    assert not [word for word in HOSTILE if "<" in word and word in local._repr_html_()]
    assert "alert" not in repr(local) or "<script" not in document_html.html_text(repr(local))


def test_a_table_without_the_columns_shows_itself_as_pandas_does(sample: Path) -> None:
    found = dz.requirements(sample / "local_yunzhou.txt")[["unit", "quote"]]
    assert 'class="dataframe"' in str(found._repr_html_())


# ------------------------------------------------------------------------------------------------------- what goes wrong

WRONG: list[tuple[Callable[[Any, Any, Path], object], type[Exception], str]] = [
    (lambda d, r, s: dz.compare(d, []), DocumentError, "没有地方文件，需要至少一份；请给出路径"),
    (lambda d, r, s: dz.compare(d, None), DocumentError, "没有给文件"),  # type: ignore[arg-type]
    (lambda d, r, s: dz.compare(d, s / "空"), DocumentError, "空：文件夹里没有能读的文件；请检查"),
    (
        lambda d, r, s: dz.compare(d, s / "评论"),
        DocumentError,
        "没有可以对照的地方文件（文.txt：.*要照样对照，请写明文件",
    ),
    (lambda d, r, s: dz.compare(d, s / "无"), DocumentError, "没有这个文件；请检查"),
    (lambda d, r, s: dz.compare("第一条 书屋\n第二条 读者", d), DocumentError, r"像是一段文字.*请写 read\(text=…\)"),
    (lambda d, r, s: dz.read(), DocumentError, r"没有给文件；请写 read\(路径\)"),
    (lambda d, r, s: dz.read(s / "空"), DocumentError, "这是文件夹"),
    (lambda d, r, s: dz.read(["a", "b"]), DocumentError, "一次只收一份文件"),  # type: ignore[arg-type]
    (lambda d, r, s: dz.read(7), DocumentError, "需要文件的路径（str 或 Path），或读好的文件，这里是 int"),  # type: ignore[arg-type]
    (lambda d, r, s: dz.read(text=b"x"), DocumentError, "这里是字节；请先"),  # type: ignore[arg-type]
    (lambda d, r, s: dz.read(text=" "), DocumentError, "text= 是空的"),
    (lambda d, r, s: dz.read("a.txt", text="x"), OptionError, "需要其中一个"),
    (lambda d, r, s: dz.requirements(), DocumentError, "没有文件，需要至少一份"),
    (lambda d, r, s: dz.Options(parts="x"), OptionError, "需要 body、all 之一"),  # type: ignore[arg-type]
    (lambda d, r, s: dz.Options(first=2), OptionError, "需要 0 到 1 的数"),
    (lambda d, r, s: d["99"], PlaceError, "没有条款“99”，相近的有 11 （十一）、12 （十二）"),
    (lambda d, r, s: d["第九十九条"], PlaceError, "相近的有 11 （十一）"),
    (lambda d, r, s: d["1.2"], PlaceError, "没有条款“1.2”"),
    (lambda d, r, s: d["1:2"], PlaceError, r"像是句子的编号；取句子写 \.sentence\(\"1:2\"\)"),
    (lambda d, r, s: d[0], PlaceError, r"按次序取第几个，写 \.units\[0\]"),
    (lambda d, r, s: d.sentence("1:77"), PlaceError, "这一条的句子是 1:0、1:1"),
    (lambda d, r, s: r["山西省"], PlaceError, "没有地方文件“山西省”，有的是 海平省、岚川市、云州省"),
    (lambda d, r, s: r[9], IndexError, "有 3 份地方文件"),
    (lambda d, r, s: r.to_frame("x"), UnknownFormatError, "没有表 x，需要 sentences、pairs、links"),
    (lambda d, r, s: r.to_frame(lang="fr"), UnknownFormatError, "需要 en（代码）、zh（中文）之一"),
    (lambda d, r, s: r.plot("pie"), UnknownFormatError, "没有图 pie，需要 coverage、relations"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "空").mkdir()
    (folder / "评论").mkdir()
    (folder / "评论" / "文.txt").write_text("书屋是读书的好地方。", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("wrong", "kind", "said"), WRONG)
def test_what_goes_wrong_is_told_in_one_line(
    wrong: Callable[[Any, Any, Path], object], kind: type[Exception], said: str, document: Any, report: Any, desk: Path
) -> None:
    with pytest.raises(kind, match=said) as caught:
        wrong(document, report, desk)
    assert "\n" not in str(caught.value)
    assert not str(caught.value).startswith(("'", '"'))


def test_a_file_of_a_folder_that_cannot_be_read_is_named(central: Path, local: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.txt").write_bytes(b"\0\1\2" * 99)
    (tmp_path / "好.txt").write_bytes(local.read_bytes())
    (tmp_path / "中央.txt").write_bytes(central.read_bytes())
    [left] = dz.compare(central, tmp_path).skipped
    assert left.path == "坏.txt"
    with pytest.warns(UserWarning, match="文件夹里有 1 个文件没有读：坏.txt"):
        assert set(dz.requirements(tmp_path).document) == {"好.txt", "中央.txt"}


def test_without_matplotlib_the_extra_is_named(report: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dz.report.charts.chart_fonts, "find_spec", lambda _: None)
    with pytest.raises(dz.DuizhaoError, match=r"pip install '\.\[charts\]'"):
        report.plot.coverage()
