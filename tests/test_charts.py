"""Charts as files: vector, of outlined glyphs, the same each time, and every text in them a text."""

from __future__ import annotations

import re
import sys
import zlib
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command import run
from report_case import HOSTILE, hostile_report, small_report

from duizhao.changes import Comparison
from duizhao.corpus import OutputError, UnknownFormatError
from duizhao.report import Report
from duizhao.report.charts import chart_fonts as fonts
from duizhao.report.charts.chart_figures import coverage_chart, link_chart, relation_chart, strictness_chart
from duizhao.report.charts.chart_files import check_charts, save_charts
from duizhao.report.charts.chart_fonts import ChartFont, Pen, chart_font

if TYPE_CHECKING:
    from matplotlib.figure import Figure

mpl = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
font_manager = pytest.importorskip("matplotlib.font_manager")

NAMES = ["coverage", "relations", "strictness", "links-north", "links-south"]


def _said(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in (*axes.texts, axes.title)]


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_the_files_are_there_and_the_same_each_time(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first, second = (save_charts(small_report(), tmp_path / name / "new", form=form) for name in ("a", "b"))
    assert [path.name for path in first.paths] == [f"{name}.{form}" for name in NAMES]
    start = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}[form]
    for one, other in zip(first.paths, second.paths, strict=True):
        data = one.read_bytes()
        assert data.startswith(start)
        assert data == other.read_bytes()
        assert first.font.name.encode() in data  # in what the file says of itself
        assert str(tmp_path).encode() not in data
        assert first.font.path.encode() not in data


def test_an_svg_is_of_lines_and_outlines_alone(tmp_path: Path) -> None:
    for path in save_charts(small_report(), tmp_path).paths:
        drawn = path.read_text(encoding="utf-8")
        assert "<text" not in drawn  # a reader without the font would show boxes
        assert "<image" not in drawn
        assert drawn.count("<path") > 10
        assert "<dc:date>" not in drawn


def test_a_pdf_holds_its_glyphs(tmp_path: Path) -> None:
    pages = {path.stem: path.read_bytes() for path in save_charts(small_report(), tmp_path, form="pdf").paths}
    drawn = pages["coverage"]
    inflated = b"".join(
        zlib.decompress(found[1])
        for found in re.finditer(rb"FlateDecode.*?stream\r?\n(.*?)endstream", drawn, re.DOTALL)
    )
    assert b"/Subtype /Image" not in drawn
    assert b"/Type3" in drawn + inflated or b"/FontFile2" in drawn + inflated
    assert b".notdef" not in drawn + inflated


def test_every_glyph_is_in_the_font_that_is_named() -> None:
    font = chart_font()
    glyphs = font_manager.get_font(font_manager.findfont(font.properties(10))).get_charmap()
    for lang in ("zh", "en"):
        for report in (small_report(), hostile_report()):
            charts = [make(report, lang=lang) for make in (coverage_chart, relation_chart, strictness_chart)]
            charts += [link_chart(comparison, lang=lang) for comparison in report.comparisons]
            for said in (text for chart in charts for text in _said(chart)):
                assert [character for character in said if ord(character) not in glyphs] == []


def test_what_the_charts_say() -> None:
    report = small_report()
    assert {"（一） 延长开放时间", "北方省", "南方省", "◐ 72%", "○"} <= set(_said(coverage_chart(report)))
    assert {"北方省", "▲ 1", "＝ 1"} <= set(_said(relation_chart(report)))
    assert {"定期", "每季度 ★", "（一） 听取读者意见"} <= set(_said(strictness_chart(report)))
    links = link_chart(report.comparisons[0])
    assert {"（一） 延长开放时间", "▲ 第一条 延长开放时间", "条款对应图 北方省"} <= set(_said(links))
    assert len(links.axes[0].patches) == sum(len(change.links) for change in report.comparisons[0].units)
    assert "Coverage of the central articles" in _said(coverage_chart(report, lang="en"))


def test_names_of_documents_are_texts() -> None:
    said = _said(strictness_chart(hostile_report())) + _said(coverage_chart(hostile_report()))
    assert HOSTILE[1] in said
    pen = Pen(chart_font())
    assert pen.text("响铃\x07 反\u202e向\n二行") == "响铃[U+0007] 反[U+202E]向 二行"
    assert pen.text("\U0001f600甲") == "[U+1F600]甲"
    figure = coverage_chart(_renamed(small_report(), r"$\frac{x$^2"))
    [name] = [text for text in figure.axes[0].texts if "frac" in text.get_text()]
    assert name.get_text() == r"$\frac{x$^2"
    assert not name.get_parse_math()
    assert figure._repr_svg_().startswith("<?xml")  # type: ignore[attr-defined]


def _renamed(report: Report, region: str) -> Report:
    def one(comparison: Comparison) -> Comparison:
        document = comparison.local.document
        named = replace(document, metadata=replace(document.metadata, region=region))
        return replace(comparison, local=replace(comparison.local, document=named))

    return replace(report.single(0), comparisons=(one(report.comparisons[0]),))


def test_settings_of_the_user_change_nothing_and_are_not_changed(tmp_path: Path) -> None:
    plain = save_charts(small_report(), tmp_path / "a").paths[0].read_bytes()
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "lines.linewidth": 9, "axes.unicode_minus": False}):
        before = dict(mpl.rcParams)
        assert save_charts(small_report(), tmp_path / "b").paths[0].read_bytes() == plain
        assert dict(mpl.rcParams) == before
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()


def test_without_an_installed_font_the_one_of_the_package_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("zhplot", reason="zhplot is not installed")
    monkeypatch.setattr(fonts, "KNOWN_FONTS", ("No Such Font",))
    font = chart_font()
    assert (font.name, font.source) == ("Noto Sans SC", "zhplot, OFL-1.1")
    assert "馆" in Pen(font).text("馆")
    assert save_charts(small_report().single(0), tmp_path).font == font
    monkeypatch.setattr(fonts, "_shipped", lambda: None)
    with pytest.raises(OutputError, match="没有（No Such Font 等"):
        chart_font()


def test_without_matplotlib_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(fonts, "find_spec", absent)
    with pytest.raises(OutputError, match=r"pip install '\.\[charts\]'") as caught:
        check_charts(tmp_path)
    assert "\n" not in str(caught.value)


def test_bad_wishes_are_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UnknownFormatError, match="没有图的格式 gif，需要 svg、png、pdf 之一"):
        check_charts(tmp_path, "gif")
    with pytest.raises(OutputError, match="这里已有一个文件，需要文件夹"):
        check_charts(tmp_path / "file")


def test_a_font_says_where_it_is_from() -> None:
    assert str(ChartFont("甲", "a.ttf", "installed")) == "甲（installed：a.ttf）"


def test_the_command_writes_charts_and_says_with_what_font(tmp_path: Path, sample: Path) -> None:
    done = run(
        *("report", sample / "central_opinion.txt", sample / "local_yunzhou.txt", "-o", tmp_path / "报告.html"),
        *("--charts", tmp_path / "图", "--chart-format", "pdf"),
    )
    assert (done.status, done.complaints) == (0, [])
    assert {path.name for path in (tmp_path / "图").iterdir()} == {
        *("coverage.pdf", "relations.pdf", "strictness.pdf", "links-local_yunzhou.pdf"),
    }
    assert re.search(r"写出 4 张图到 .*；字体 .+（.+：.+）", done.notes[-1])
    refused = run("report", sample, "-o", tmp_path / "x.html", "--charts", tmp_path / "报告.html")
    assert refused.status == 1
    assert len(refused.complaints) == 1
