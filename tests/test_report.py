"""The outputs for people: every sentence is there, nothing a document says is more than text, the same input gives the same bytes."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_case import (
    HOSTILE,
    central_document,
    hostile_report,
    long_report,
    north_comparison,
    small_report,
)

import duizhao
from duizhao.changes import MatrixRow
from duizhao.corpus import OutputError, UnknownFormatError
from duizhao.language import load_table
from duizhao.report import (
    FORMS,
    REQUIREMENT_COLUMNS,
    Report,
    align_json,
    align_table,
    check_output,
    csv_text,
    edits_jsonl,
    file_names,
    index_html,
    json_text,
    mark_changes,
    matrix_rows,
    placed_rows,
    report_html,
    report_json,
    report_markdown,
    requirement_frame,
    requirement_rows,
    requirement_table,
    segment_json,
    segment_tree,
    short_names,
    write_report,
    write_text,
)
from duizhao.report.excel.book import Book, SheetColumn
from duizhao.report.text.markdown_text import escape_cell
from duizhao.results.labels import labels
from duizhao.results.visible import visible

# --------------------------------------------------------------------------------------------------- changed words

MARKED = [
    ("应当定期听取意见。", "应当定期听取意见。", "应当定期听取意见。"),
    ("应当定期听取意见。", "应当每季度听取意见。", "应当[-定期][+每季度]听取意见。"),
    ("听取意见", "听取读者意见", "听取[+读者]意见"),
    ("要带头听取意见", "要听取意见", "要[-带头]听取意见"),
    # One shared character between two replaced passages is a coincidence; at the edge of both texts it is not.
    ("送书到村", "借阅到县", "[-送书到村][+借阅到县]"),
    ("馆内安静。", "馆外热闹。", "馆[-内安静][+外热闹]。"),
    # Two shared characters between two long passages that differ.
    (
        "流动车每周驶往山区服务并且登记读者姓名住址",
        "数字平台持续更新目录服务以便检索各类音像资料",
        "[-流动车每周驶往山区服务并且登记读者姓名住址][+数字平台持续更新目录服务以便检索各类音像资料]",
    ),
    # A number is shown whole, whatever digits it shares with the other one.
    ("占比不低于30%。", "占比不低于20%。", "占比不低于[-30][+20]%。"),
    ("每季度至少十二次送书", "每季度至少十五次送书", "每季度至少[-十二][+十五]次送书"),
    ("", "新增一句", "[+新增一句]"),
    ("删去一句", "", "[-删去一句]"),
    ("", "", ""),
]


@pytest.mark.parametrize(("central", "local", "expected"), MARKED)
def test_marked_changes(central: str, local: str, expected: str) -> None:
    marks = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}
    assert "".join(marks[segment.kind].format(segment.text) for segment in mark_changes(central, local)) == expected


policy_text = st.text(st.sampled_from("应当每年至少一次定期听取读者意见，。；"), max_size=60) | st.text(max_size=30)


@given(policy_text, policy_text)
def test_segments_give_back_both_texts(central: str, local: str) -> None:
    segments = mark_changes(central, local)
    assert "".join(s.text for s in segments if s.kind != "inserted") == central
    assert "".join(s.text for s in segments if s.kind != "deleted") == local
    assert all(segment.text for segment in segments)


def test_a_split_sentence_is_marked_against_all_its_counterparts() -> None:
    page = report_html(small_report())
    # 1:1 stands beside 1:1 and 2:2: what neither has is inserted, and only that.
    assert "<ins>各公共</ins>图书馆应当<ins><mark" in page
    # What this local sentence dropped of 2:2 no other one took up either.
    assert "<del>对不按规定送书的予以通报</del>。" in page


def test_central_words_taken_up_elsewhere_are_not_shown_as_dropped() -> None:
    report = small_report()
    comparison = report.comparisons[0]
    first = comparison.sentences[2]  # 1:1, linked to the central 1:1 and 2:2
    also = replace(
        comparison.sentences[4], links=(replace(first.links[1], local="2:2", central="1:1"),), relation="adapted"
    )
    changed = replace(comparison, sentences=(*comparison.sentences[:4], also))
    local = comparison.local.unit("2").sentences[1]
    assert local.id == "2:2"
    page = report_html(replace(report, comparisons=(changed, report.comparisons[1])))
    # Beside 2:2 nearly nothing of the central 1:1 is found, but 1:1 took it up.
    assert re.search(r"<u>[^<]*听取读者意见", page)


# ------------------------------------------------------------------------------------------------------------ JSON


def test_segment_json_has_the_keys_and_places_of_the_contract() -> None:
    document = central_document()
    shape = segment_json(document)
    assert list(shape) == ["document", "units", "warnings"]
    assert list(shape["document"]) == [
        *("path", "title", "issuer", "region", "level", "date", "doc_type", "implements", "role"),
        *("role_reason", "province", "city", "number", "adopted", "amended", "issued", "in_force"),
        *("printed", "printer", "source", "footer", "copied_to", "origins"),
    ]
    assert list(shape["units"][0]) == [
        *("id", "label", "number", "heading", "path", "start", "end", "responsible", "due", "sentences")
    ]
    assert [unit["id"] for unit in shape["units"]] == ["p1", "1", "2", "3"]
    sentences = [sentence for unit in shape["units"] for sentence in unit["sentences"]]
    assert list(sentences[0]) == ["id", "kind", "text", "start", "end", "raw_start", "raw_end"]
    for sentence in sentences:
        assert document.document.text[sentence["start"] : sentence["end"]] == sentence["text"]
        assert document.document.raw[sentence["raw_start"] : sentence["raw_end"]] == sentence["text"]
    assert shape["units"][1]["sentences"][0]["kind"] == "heading"


def test_align_json_has_a_row_for_everything() -> None:
    comparison = north_comparison(central_document())
    shape = align_json(comparison, {"version": "0.1.0"})
    assert list(shape) == [
        *("central", "local", "articles", "sentences", "coverage"),
        *("structure", "actors", "shares", "warnings", "judged_with", "parameters"),
    ]
    assert [row["local"] for row in shape["articles"]] == ["p1", "1", "2"]
    assert shape["articles"][1] == {
        "local": "1",
        "central": [{"unit": "1", "score": 0.97, "main": True}, {"unit": "2", "score": 0.4, "main": False}],
        "relation": "strengthened",
    }
    assert [row["local"]["id"] for row in shape["sentences"]] == [s.id for s in comparison.local.sentences]
    assert shape["sentences"][0] == {
        "local": {"unit": "p1", "id": "p1:1", "text": "为办好公共图书馆，结合我省实际，制定本措施。"},
        "central": [{"unit": "p1", "id": "p1:1", "text": "为办好公共图书馆，提出如下意见。", "score": 0.93}],
        "relation": "adapted",
        "score": 0.9,
        "certainty": None,
        "settled": None,
        "evidence": [],
    }
    assert shape["sentences"][-1]["central"] == []
    assert [row["central"] for row in shape["coverage"]] == ["p1", "1", "2", "3"]
    assert shape["coverage"][1] == {
        **{"central": "1", "status": "partial", "counted": True, "applicable": True, "certainty": None},
        **{"local": ["1"], "missing": ["1:2"]},
        **{"not_applicable": [], "no_duty": [], "taken_up": [{"central": "1:1", "local": ["1:1"]}]},
    }
    assert shape["coverage"][3]["not_applicable"] == ["3:1"]
    assert shape["structure"] == {
        "moved": [{"local": "2", "central": "2", "after": None, "before": "1"}],
        "splits": [{"central": "1", "local": ["1", "2"]}],
        "merges": [{"local": "1", "central": ["1", "2"]}],
    }
    assert shape["actors"] == [
        {
            **{"central": "图书馆", "local": "各公共图书馆", "count": 1},
            "evidence": [{"local": "1:1", "central": "1:1"}],
        }
    ]
    assert shape["shares"] == {
        **{"characters": 100, "copied": 0.3333, "adapted": 0.5, "added": 0.1667, "reinvention": 0.6667, "covered": 0.4},
        "articles": [{"local": "1", "characters": 40, "copied": 0.5, "adapted": 0.5, "added": 0.0, "reinvention": 0.5}],
        "coverage": [{"central": "1", "characters": 50, "covered": 0.72}],
    }
    assert shape["warnings"] == ["地方文件只有一句"]
    assert shape["parameters"] == {"version": "0.1.0"}


def test_align_json_refuses_a_comparison_that_forgot_a_sentence() -> None:
    comparison = north_comparison(central_document())
    with pytest.raises(KeyError, match="2:2"):
        align_json(replace(comparison, sentences=comparison.sentences[:-1]), {})


def test_report_json_is_plain_and_free_of_nan() -> None:
    shape = report_json(small_report())
    assert list(shape) == ["schema", "central", "comparisons", "matrix", "skipped"]
    assert [row["change"] for row in shape["comparisons"][0]["requirements"]] == ["quantified", "quantified", "new"]
    assert shape["matrix"][0]["北方省"] == "每季度"
    assert shape["matrix"][0]["strictness:北方省"] == 4.0
    assert shape["skipped"] == [{"path": "essay.txt", "reason": "评论文章，没有落实任何文件"}]
    assert json.loads(json_text(shape)) == shape
    assert shape["comparisons"][0]["parameters"] == {
        "version": "0.1.0",
        "threshold": 0.5,
        "tables": ["a", "b"],
        "seed": None,
    }
    hostile = report_json(hostile_report())
    assert json.loads(json_text(hostile)) == hostile
    assert hostile["comparisons"][0]["sentences"][-1]["score"] is None


def test_json_text_can_be_written_whatever_is_in_it() -> None:
    text = json_text({"half": "a\ud800b", "set": {2, 1}, "inf": float("inf"), "path": Path("a") / "b"})
    assert json.loads(text.encode("utf-8")) == {
        "half": "a\ud800b",
        "set": [1, 2],
        "inf": None,
        "path": str(Path("a") / "b"),
    }


# ---------------------------------------------------------------------------------------------------- rows, frames


def test_requirement_rows_have_the_columns_of_the_contract() -> None:
    comparison = north_comparison(central_document())
    columns = [
        *(
            "document",
            "region",
            "unit",
            "label",
            "text",
            "quote",
            "start",
            "end",
            "kind",
            "comparator",
            "value",
            "value_max",
        ),
        *(
            "unit_of_measure",
            "per",
            "duration",
            "working_days",
            "date",
            "within",
            "vague",
            "term",
            "subject",
            "modality",
        ),
        *("action", "object", "condition", "subject_from", "per_what", "baseline", "baseline_date", "approximate"),
        *("binding", "expression", "force", "central_unit", "central_text", "change"),
        # Behind those of the contract:
        *("sentence", "line", "title", "issuer", "number", "issued", "document_date", "page"),
    ]
    rows = requirement_rows(comparison.local, comparison.requirements)
    assert list(REQUIREMENT_COLUMNS) == columns
    assert [list(row) for row in rows] == [columns] * 3
    assert (rows[0]["document"], rows[0]["region"], rows[0]["per"]) == ("north.txt", "北方省", "P3M")
    assert (rows[0]["central_unit"], rows[0]["change"]) == ("1", "quantified")
    assert comparison.local.document.text[rows[0]["start"] : rows[0]["end"]] == rows[0]["quote"] == "每季度"
    alone = requirement_rows(comparison.local, [entry.requirement for entry in comparison.requirements])
    assert [row["change"] for row in alone] == [None] * 3


def test_matrix_rows_have_a_column_per_document() -> None:
    report = small_report()
    rows = matrix_rows(report.matrix, ["北方省", "南方省"])
    assert list(rows[0]) == [
        "unit",
        "sentence",
        "text",
        "central",
        "北方省",
        "南方省",
        "strictness:北方省",
        "strictness:南方省",
    ]
    for names in (["text", "南方省"], ["北方省", "北方省"]):
        with pytest.raises(ValueError, match="must differ"):
            matrix_rows(report.matrix, names)


def test_frames_keep_columns_and_types_when_empty() -> None:
    comparison = north_comparison(central_document())
    full = requirement_frame(comparison.local, comparison.requirements)
    empty = requirement_frame(comparison.local, [])
    assert list(full.columns) == list(REQUIREMENT_COLUMNS)
    assert list(full.dtypes) == list(empty.dtypes)
    assert full["value"].tolist() == [1.0, 15.0, 0.1]
    assert full["value_max"].isna().all()
    assert full["change"].cat.categories.tolist() == ["new", "quantified", "tightened", "relaxed", "same"]
    frame = small_report().to_frame("matrix")
    assert frame.sort_values("strictness:北方省")["北方省"].tolist() == ["每季度"]
    sentences = small_report().single(0).to_frame("links")
    assert sentences["sentence"].tolist() == ["p1:1", "1:0", "1:1", "1:1", "2:1", "2:2"]
    assert sentences["central_sentence"].isna().tolist() == [False] * 5 + [True]
    assert small_report().single(0).to_frame("coverage")["status"].tolist() == [
        "implemented",
        "partial",
        "partial",
        "absent",
    ]


def test_csv_cells_are_no_formulas() -> None:
    text = csv_text([{"a": value, "n": -1.5} for value in ("=1+1", " @x", "＝1", "普通", None)], ["a", "n"])
    assert text.startswith("\ufeff")
    assert text.splitlines()[1:] == ["'=1+1,-1.5", "' @x,-1.5", "'＝1,-1.5", "普通,-1.5", ",-1.5"]


def test_requirement_tables_in_every_form() -> None:
    comparison = north_comparison(central_document())
    rows = list(placed_rows(comparison.local, comparison.requirements))
    tidy = requirement_rows(comparison.local, comparison.requirements)
    assert json.loads(requirement_table(rows, "json")) == tidy
    lines = str(requirement_table(rows, "csv")).split("\r\n")
    assert lines[0] == "\ufeff" + ",".join(REQUIREMENT_COLUMNS)
    assert len(lines) == 5
    listing = str(requirement_table(rows, "table"))
    assert "每季度≥1次" in listing
    assert "≤15个工作日" in listing
    with pytest.raises(UnknownFormatError, match="没有格式 ods，需要 json、csv、table、xlsx、parquet 之一"):
        requirement_table(rows, "ods")


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
    comparison = hostile_report().comparisons[0]
    rows = list(placed_rows(comparison.local, comparison.requirements))
    odd = replace(
        rows[0].requirement, text="=1+1", action="http://a.example/", value=0.1, quote="长" * 40_000, vague=False
    )
    rows.append(replace(rows[0], requirement=odd))
    data = requirement_table(rows, "xlsx")
    assert isinstance(data, bytes)
    assert data == requirement_table(rows, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = "".join(book.read(f"xl/worksheets/sheet{i}.xml").decode() for i in (1, 2, 3))
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    assert ">=1+1</t>" in strings
    assert "长" * 32_766 + "…" in strings
    assert "<v>0.1</v>" in sheets


def test_a_row_is_as_high_as_its_wrapped_text() -> None:
    """LibreOffice draws the lines of a row without a height on top of each other."""
    book = Book()
    book.table(
        "表", [SheetColumn("text", 60), SheetColumn("unit")], [["字" * 30, 1], ["字" * 31, 1], ["字" * 9999, None]]
    )
    with zipfile.ZipFile(io.BytesIO(book.data())) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="[2-4]"[^>]*?(?: ht="([\d.]+)")?(?: customHeight="1")?>', sheet) == ["", "30", "408.75"]


def test_the_outline_of_a_document() -> None:
    assert segment_tree(central_document()).splitlines()[:7] == [
        "关于办好公共图书馆的意见",
        "  全国图书馆委员会 · 2021-03-01",
        "  [p1] 引言",
        "    p1:1 为办好公共图书馆，提出如下意见。",
        "  一、服务",
        "    [1] （一） 延长开放时间",
        "      1:1 图书馆应当定期听取读者意见，对反映强烈的问题及时整改。",
    ]


def test_the_table_of_links_names_every_sentence() -> None:
    comparison = north_comparison(central_document())
    table = align_table(comparison)
    for sentence in comparison.local.sentences:
        assert f"[{sentence.id}]{sentence.text[:8]}" in table
    assert "▲ 加强 96%" in table
    assert max(len(line) for line in table.splitlines()) <= 120
    hostile = align_table(hostile_report().comparisons[0]) + segment_tree(hostile_report().central)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", hostile)


def test_the_list_of_edits_gives_back_the_text() -> None:
    document = central_document().document
    edits = [json.loads(line) for line in edits_jsonl(document).splitlines()]
    assert edits == [{"start": 0, "end": 1, "raw": "\ufeff", "new": "", "rule": "bom"}]
    assert document.text == document.raw[edits[0]["end"] :]


def test_names_are_short_safe_and_all_different() -> None:
    north, south = (comparison.local for comparison in small_report().comparisons)
    assert short_names([north, south]) == ("北方省", "南方省")
    assert short_names([north, north]) == ("north", "north-2")
    again = replace(
        north, document=replace(north.document, metadata=replace(north.document.metadata, date="2016-01-01"))
    )
    assert short_names([north, again]) == ("北方省（2022）", "北方省（2016）")
    odd = [
        replace(north, document=replace(north.document, file=replace(north.document.file, path=path)))
        for path in ("../index.txt", "a/CON.txt", "x:y\u202e?.txt", "")
    ]
    assert file_names([*odd, north, north], ".html") == (
        *("index-2.html", "_CON.html", "x_y.html", "_.html", "north.html", "north-2.html"),
    )
    second = replace(north, document=replace(north.document, part=2, parts=2))
    assert file_names([second], ".html") == ("north-2.html",)


# ------------------------------------------------------------------------------------------------------------ page


class Page(HTMLParser):
    """The text, the tags and the attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def attributes(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def test_every_sentence_is_in_the_page() -> None:
    report = small_report()
    text = "".join(Page(report_html(report)).text)
    for comparison in report.comparisons:
        for sentence in comparison.local.sentences:
            assert sentence.text in text
    missing = [key for entry in report.comparisons[0].coverage for key in entry.missing]
    assert missing
    for sentence in report.central.sentences:
        if sentence.id in missing:
            assert sentence.text in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_of_the_page_has_its_place(lang: str) -> None:
    page = Page(report_html(small_report(), lang=lang))
    places = page.attributes("id")
    assert len(places) == len(set(places))
    assert {"local-1", "local-1:1", "d2-local-1", "central-2", "central-2:2", "matrix"} <= set(places)
    links = page.attributes("href")
    assert links
    assert {link for link in links if link} <= {f"#{place}" for place in places}


def test_the_page_names_what_became_of_the_order_who_acts_and_how_much_is_copied() -> None:
    report = small_report()
    page = "".join(Page(report_html(report)).text)
    markdown = report_markdown(report)
    for said in (
        "移动 由（一）之后移至篇首",
        "拆分 （一）拆为第一条、第二条",
        "合并 （一）、（二）合为一条",
        "不适用 3:1",
        "地方文件只有一句",
    ):
        assert said in page
        assert said in markdown
    assert "照搬率 50% 再创新率 50%" in page
    assert "照搬率 50%，再创新率 50%" in markdown
    assert "照搬率 33%\n再创新率 67% 改写 50%，新增 17%\n中央文本覆盖 40%\n移动 1\n拆分 1\n合并 1" in page
    assert "照搬率 33%，再创新率 67%（改写 50%，新增 17%），中央文本覆盖 40%；移动 1，拆分 1，合并 1" in markdown
    assert "| 图书馆 | 各公共图书馆 | 1 | 1:1 → 1:1 |" in markdown
    assert "图书馆各公共图书馆1" in page
    assert "地方文件只有一句" in "".join(Page(index_html(report, ["a.html", "b.html"])).text)


def test_hostile_text_is_shown_as_text() -> None:
    page = report_html(hostile_report())
    parsed = Page(page)
    assert sum(tag == "script" for tag, _ in parsed.tags) == 1
    assert not any(tag in ("img", "iframe", "object", "link", "base") for tag, _ in parsed.tags)
    assert not any(
        name.startswith("on") or name in ("src", "style") for _, attributes in parsed.tags for name in attributes
    )
    text = "".join(parsed.text)
    assert HOSTILE[0] in text
    assert HOSTILE[1] in text
    assert HOSTILE[2] in text
    assert "响铃⟦U+0007⟧退格⟦U+0008⟧反向⟦U+202E⟧文字" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", page)
    assert Page(index_html(hostile_report(), ['"><img src=x>javascript:1.html'])).attributes("href")[1:] == [
        "%22%3E%3Cimg%20src%3Dx%3Ejavascript%3A1.html"
    ]


def test_the_page_asks_for_nothing_and_lets_in_only_its_own_script() -> None:
    page = report_html(small_report())
    parsed = Page(page)
    policy = next(a["content"] for tag, a in parsed.tags if tag == "meta" and a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        body = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert body is not None
        digest = sha256(body[1].encode()).digest()
        assert f"{directive} 'sha256-{b64encode(digest).decode()}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import|https?://", page)


def test_the_same_report_gives_the_same_bytes() -> None:
    for form in FORMS.values():
        assert form.report(small_report(), "zh", False) == form.report(small_report(), "zh", False)


def test_labels_have_the_same_keys_in_both_languages() -> None:
    def keys(table: dict[str, object], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for key, value in table.items():
            found |= keys(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
        return found

    assert keys(dict(labels("zh"))) == keys(dict(labels("en")))
    with pytest.raises(UnknownFormatError, match="需要 en、zh 之一"):
        labels("fr")


def test_every_rule_of_cleaning_is_named_in_the_readers_words() -> None:
    source = Path(duizhao.corpus.__file__).parent
    lines = "\n".join(path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.py"))).splitlines()
    code = "\n".join(line for line in lines if ">>>" not in line)
    rules = {row["name"] for row in load_table("duizhao.corpus", "cleaning")["rule"]}
    rules |= set(re.findall(r'Edit\(.*, "([a-z_]+)"[,)]', code)) | {"byte_shift", "running_head", "browser_margin"}
    assert {"blank", "html_entity", "page_number"} <= rules
    assert rules - set(labels("zh")["rule_name"]) == set()


def test_a_report_does_not_tell_where_its_sources_lie(tmp_path: Path) -> None:
    for name, text in {
        "意见.txt": "关于读书的意见\n一、读书。应当读书。",
        "措施.txt": "某省读书措施\n一、读书。应当读书。",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = duizhao.compare(tmp_path / "意见.txt", tmp_path / "措施.txt")
    for suffix in (".html", ".md"):
        text = FORMS[suffix].report(report, "zh", False).decode("utf-8")
        assert "措施.txt" in text
        assert str(tmp_path) not in text


def test_a_report_without_local_documents_is_still_a_page() -> None:
    empty = Report(central=central_document(), comparisons=(), matrix=(), skipped=(), parameters={})
    assert labels("zh")["refusal"]["no_local"] in report_html(empty)
    assert "# 对照报告" in report_markdown(empty)
    assert report_json(empty)["comparisons"] == []


def test_a_matrix_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="one per comparison"):
        replace(small_report(), matrix=(MatrixRow("1", "1:1", "听取意见", "定期", ("每季度",), (4.0,)),))


# -------------------------------------------------------------------------------------------------------- Markdown


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("甲|乙", "甲\\|乙"),
        ("`码`", "\\`码\\`"),
        ("一行\n二行", "一行 二行"),
        ("<script>", "&lt;script&gt;"),
        ("![图](x)", "\\!\\[图\\](x)"),
        ("a\\b*c_d~e#", "a\\\\b\\*c\\_d\\~e\\#"),
        ("\x07", "⟦U+0007⟧"),
    ],
)
def test_markdown_cells(text: str, cell: str) -> None:
    assert escape_cell(text) == cell


def test_markdown_tables_are_rectangular_and_hold_every_sentence() -> None:
    for report in (small_report(), hostile_report()):
        width = 0
        for line in report_markdown(report).splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("| ") else 0
            assert cells == width or not width or not cells
            width = cells
        assert "<script" not in report_markdown(report)
        assert "<img" not in report_markdown(report)
    text = re.sub(r"</?(ins|del|mark)>", "", report_markdown(small_report()))
    for comparison in small_report().comparisons:
        assert all(sentence.text in text for sentence in comparison.local.sentences)


# --------------------------------------------------------------------------------------------------------- writing


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报告.html"
    write_text(target, "旧")

    def fail(source: object, destination: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="No space left on device") as caught:
        write_text(target, "新")
    assert "\n" not in str(caught.value)
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.html"]


def test_an_interrupted_write_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(source: object, destination: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "a.md", "新")
    assert list(tmp_path.iterdir()) == []


def test_written_text_is_utf8_with_line_feeds_and_replaces_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    write_text(target, "很长的旧内容")
    write_text(target, "一\n二\n")
    assert target.read_bytes() == "一\n二\n".encode()
    (tmp_path / "link.md").symlink_to(target)
    write_text(tmp_path / "link.md", "三")
    assert target.read_text(encoding="utf-8") == "三"
    assert (tmp_path / "link.md").is_symlink()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.pdf", "后缀 .pdf 不是已知的格式，需要 .html、.*、.parquet 之一"),
        ("folder.html", "这是文件夹，需要文件名"),
        ("none/x.html", "所在的文件夹不存在"),
    ],
)
def test_bad_outputs_are_named_in_one_line(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.html").mkdir()
    if name == "folder.html":
        with pytest.raises(OutputError, match=message):
            write_text(tmp_path / name, "x")
        return
    for attempt in (check_output, lambda path: write_report(small_report(), path)):
        with pytest.raises(OutputError, match=message) as caught:
            attempt(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_half_a_surrogate_pair_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="代理对"):
        write_text(tmp_path / "a.md", "a\ud800")
    assert list(tmp_path.iterdir()) == []
    assert visible("a\ud800") == "a⟦U+D800⟧"


@pytest.mark.parametrize("suffix", [".html", ".md", ".json", ".HTML"])
def test_a_report_is_written_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"报告{suffix}"
    assert write_report(small_report(), target) == (target,)
    assert target.read_bytes() == FORMS[suffix.lower()].report(small_report(), "zh", False)


def test_a_folder_gets_a_page_per_document_and_an_index(tmp_path: Path) -> None:
    written = write_report(small_report(), f"{tmp_path}/new/reports/")
    assert [path.name for path in written] == ["north.html", "south.html", "all.html", "index.html"]
    index = Page(written[-1].read_text(encoding="utf-8"))
    assert index.attributes("href") == ["#top", "all.html", "north.html", "south.html"]
    assert "评论文章，没有落实任何文件" in "".join(index.text)
    assert written[2].read_text(encoding="utf-8") == report_html(small_report())
    north = "".join(Page(written[0].read_text(encoding="utf-8")).text)
    assert "南方省办好公共图书馆办法" not in north
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="这里已有一个文件，需要文件夹"):
        write_report(small_report(), tmp_path / "file")


def test_a_page_of_two_long_documents_stays_light() -> None:
    page = report_html(long_report(documents=2, sentences=130))
    assert page.count('<tr class="row"') == 260
    assert len(page.encode()) < 1_500_000
