"""Responsibility notes: what is one, who leads, who supports, by when; all in our own words."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import openpyxl
import pytest
import responsibility_notes
from shipped import find_requirements, make_document, segment_document

import duizhao as dz
from duizhao.report import FORMS, Report, WordLook, report_docx, report_markdown, segment_json, segment_tree
from duizhao.results.report_record import report_text
from duizhao.segmenter import Unit

# What stands behind the sentence of an article → who leads, who supports, by when.
NOTES: dict[str, tuple[str, str, str | None]] = {
    "（县民政局、县财政局）": ("县民政局 县财政局", "", None),
    "（县教育局负责）": ("县教育局", "", None),
    "〔县发展改革委、县财政局等按职责分工负责〕": ("县发展改革委 县财政局", "", None),
    "[责任单位：县文化局、各镇人民政府]": ("县文化局 各镇人民政府", "", None),
    "【责任单位：县文化局，各镇（街道）】": ("县文化局 各镇（街道）", "", None),
    "（牵头单位：县文化局；配合单位：县财政局、县民政局）": ("县文化局", "县财政局 县民政局", None),
    "（县文化局牵头，县财政局、县民政局等配合）": ("县文化局", "县财政局 县民政局", None),
    "（县文化局、县财政局按职责分工负责，2031年12月底前完成）": ("县文化局 县财政局", "", "2031-12-31"),
    "（2031年6月底前完成）": ("", "", "2031-06-30"),
    "（长期坚持）": ("", "", None),
    "（各市、县〔区〕人民政府负责）": ("各市、县〔区〕人民政府", "", None),
    "（县文化局牵头负责，县财政局，各市（州）、县（市、区）人民政府按职责分工负责）": (
        "县文化局",
        "县财政局 各市（州）、县（市、区）人民政府",
        None,
    ),
    "（由县文化局牵头，县教育局、县民政局等有关部门（单位）参与）": ("县文化局", "县教育局 县民政局", None),
    "（县文化局会同县财政局负责）": ("县文化局", "县财政局", None),
    "（县住房和城乡建设局、县文化和旅游局负责）": ("县住房和城乡建设局 县文化和旅游局", "", None),
    "（县文化局和县财政局负责）": ("县文化局 县财政局", "", None),
    "（县文化局、县财政局及各乡镇人民政府共同负责）": ("县文化局 县财政局 各乡镇人民政府", "", None),
    "（县文化局负责，县财政局配合）": ("县文化局", "县财政局", None),
    "（牵头单位：县文化局，责任单位：县财政局、县民政局，完成时限：2031年底）": (
        "县文化局",
        "县财政局 县民政局",
        "2031-12-31",
    ),
    "（责任单位：县文化局；完成时间：2031年6月）": ("县文化局", "", "2031-06"),
    "（责任单位：县文化局、县财政局，时限：长期）": ("县文化局 县财政局", "", None),
    "（牵头部门：县文化局 责任部门：县财政局）": ("县文化局", "县财政局", None),
    "（主责单位：县文化局；协办单位：县财政局；完成时限：2031年12月30日）": ("县文化局", "县财政局", "2031-12-30"),
    "（责任领导：甲某；责任单位：县文化局）": ("县文化局", "", None),
    "（县文化局（牵头）、县财政局、县民政局）": ("县文化局", "县财政局 县民政局", None),
    "（各有关部门、各镇街按职责分工负责，持续推进）": ("各有关部门 各镇街", "", None),
    "（市场监管总局、人力资源社会保障部、国家发展改革委负责）": (
        "市场监管总局 人力资源社会保障部 国家发展改革委",
        "",
        None,
    ),
    "（民政、财政等部门按职责分工负责）": ("民政、财政等部门", "", None),
    "（县文化局等6部门按职责分工负责）": ("县文化局", "", None),
    "（县图书馆负责，2031年10月1日前完成）": ("县图书馆", "", "2031-10-01"),
    "（县文化局2031年底前完成）": ("县文化局", "", "2031-12-31"),
    "（县文化局牵头，2031年6月底前制定方案，2032年底前完成）": ("县文化局", "", "2032-12-31"),
    "（县文化局负责；2031年3月启动，2031年12月完成）": ("县文化局", "", "2031-12"),
    "（责任单位：各镇人民政府、县属国有企业、县融媒体中心）": ("各镇人民政府 县属国有企业 县融媒体中心", "", None),
    "（县委宣传部、县委编办、团县委、县总工会、县残联、县工商联）": (
        "县委宣传部 县委编办 团县委 县总工会 县残联 县工商联",
        "",
        None,
    ),
    "（人民银行海州中心支行、海州银保监分局、国网海州供电公司负责）": (
        "人民银行海州中心支行 海州银保监分局 国网海州供电公司",
        "",
        None,
    ),
    "(县文化局牵头，各镇配合）": ("县文化局", "各镇", None),
    "（县文化局牵头）（县财政局配合）": ("县文化局", "县财政局", None),
    "（县文\n化局、县财\n政局按职责分工负责）": ("县文化局 县财政局", "", None),
    "（县文化局 、县财政局 负责）": ("县文化局 县财政局", "", None),
    "\n牵头单位：县文化局\n配合单位：县财政局、县民政局\n完成时限：2031年12月30日": (
        "县文化局",
        "县财政局 县民政局",
        "2031-12-30",
    ),
    "\n责任单位：县文化局、县财政局": ("县文化局 县财政局", "", None),
    "\n责 任 单 位：县文化局\n完 成 时 限：2031 年 6 月底": ("县文化局", "", "2031-06-30"),
    "\n【牵头单位】县文化局\n【配合单位】县财政局": ("县文化局", "县财政局", None),
    "\n责任部门：县文化局　完成时限：2031-06-30": ("县文化局", "", "2031-06-30"),
    "\n责任单位：\n县文化局、县财政局\n完成时限：2031年": ("县文化局 县财政局", "", "2031"),
    "\n责任单位：县文化局、县财政局、\n县民政局": ("县文化局 县财政局 县民政局", "", None),
    "\n责任领导：甲某\n责任单位：县文化局\n整改时限：立行立改，长期坚持": ("县文化局", "", None),
    "\n牵头单位：县文化局；责任单位：各镇人民政府。": ("县文化局", "各镇人民政府", None),
    "\n（县文化局、县财政局）": ("县文化局 县财政局", "", None),
    "（责任单位：县文化局及各乡镇（街道）；责任人：甲某）": ("县文化局 各乡镇（街道）", "", None),
    "（县文化局统筹，各镇、街道具体落实）": ("县文化局 各镇、街道", "", None),
    "（县文化局、县财政局，2031年底前）": ("县文化局 县财政局", "", "2031-12-31"),
    "（责任单位：县直各部门、各镇（街）、经开区管委会，2031年5月底前完成并长期坚持）": (
        "县直各部门 各镇（街） 经开区管委会",
        "",
        "2031-05-31",
    ),
    "（牵头市领导：甲某；牵头单位：市文化局；责任单位：市财政局）": ("市文化局", "市财政局", None),
    "（县文化局指导，各镇人民政府负责落实）": ("各镇人民政府", "县文化局", None),
    "（县文化局、县财政局分别负责，2031年1月至6月）": ("县文化局 县财政局", "", "2031-06"),
    "（各部门和各省、自治区、直辖市人民政府按职责分工负责）": ("各部门 各省、自治区、直辖市人民政府", "", None),
    "（县文化局、县财政局等单位负责，列第一位者为牵头单位，下同）": ("县文化局", "县财政局", None),
    "（县文化局负责牵头，会同县财政局、县民政局等推进落实）": ("县文化局", "县财政局 县民政局", None),
    "（责任单位：县文化局、各镇人民政府。以下均需各镇人民政府负责，不再列出）": ("县文化局 各镇人民政府", "", None),
    "（县文化局按职责分工负责；各镇负责属地落实）": ("县文化局 各镇", "", None),
    "（责任单位：县文化局，持续推进）": ("县文化局", "", None),
    "（县级责任单位：县文化局；镇级责任单位：各镇文化站）": ("县文化局 各镇文化站", "", None),
    "（县供电公司、县自然资源局）": ("县供电公司 县自然资源局", "", None),
    "\n责任单位：县文化局、县财政局（2031年6月底前完成）": ("县文化局 县财政局", "", "2031-06-30"),
    "（省级层面由省文化厅牵头，各市人民政府落实）": ("省文化厅", "各市人民政府", None),
}
# What explains, dates, cites, or belongs to what the sentence says.
NO_NOTES = (
    "书屋每周开放（含节假日）。",
    "书屋向读者开放（以下简称开放）。",
    "书屋依照办法开放（县政发〔2031〕7号）。",
    "书屋免费开放（法律另有规定的除外）。",
    "各镇（街道）应当每周开放书屋。",
    "各单位（学校、医院、协会、社会团体等）开放书屋。",
    "读者向主管部门（县文化局）申请。",
    "书屋报主管部门备案（附表）。",
    "县文化局牵头，县财政局配合，建设书屋。",
    "本办法由县文化局负责解释。",
    "书屋明确责任单位：由馆长决定开放时间，每周公布。",
    "书屋（由街道办事处负责审核）向读者开放。",
    "书屋每年检查2次（上半年1次，下半年1次）。",
    "公示内容包括书名、责任单位、开放时间。",
    "读者凭证（身份证、社保卡）借阅。",
    "书屋于2031年6月建成（一期工程）。",
    "成立领导小组（办公室设在县文化局）。",
    "接受上级监督（县纪委监委）。",
    "充实村“两委”（村党支部委员会、村民委员会）。",
    "开放公共文化场馆（图书馆、文化馆、博物馆）。",
    "建设三个中心（会计中心、结算中心、服务中心）。",
    "费用由政府负担（县财政局承担一半）。",
    "规划期为五年（2031—2035年）。",
    "本办法自公布之日起施行（2031年6月1日）。",
)


def article(behind: str) -> Unit:
    """An article of one sentence, with what stands behind it."""
    text = f"第一条 书屋每周开放。{behind}\n第二条 书屋免费开放。"
    return segment_document(make_document(text)).unit("1")


@pytest.mark.parametrize("said", NOTES)
def test_a_note_says_who_is_responsible_and_by_when(said: str) -> None:
    lead, support, due = NOTES[said]
    unit = article(said)
    bodies = unit.responsible
    assert [sentence.text for sentence in unit.sentences] == ["书屋每周开放。"]
    assert " ".join(bodies.lead if bodies else ()) == lead
    assert " ".join(bodies.support if bodies else ()) == support
    assert unit.due == due


@pytest.mark.parametrize("text", NO_NOTES)
def test_what_explains_is_no_note(text: str) -> None:
    unit = segment_document(make_document(f"第一条 {text}\n第二条 书屋免费开放。")).unit("1")
    assert unit.notes == ()
    assert "".join(sentence.text for sentence in unit.sentences) == text


@pytest.mark.parametrize(
    "end",
    [
        "（县文化局、县财政局）",
        "（县文化局负责）",
        "〔县文化局牵头〕",
        "责任单位：县文化局",
        "【责任单位】县文化局",
        "牵头单位：县文化局\n完成时限：2031年6月底",
        "完成时限：2031年6月30日",
        "（长期坚持）",
        "（2031年6月30日前完成）",
        "责任单位：县文化局\n云溪县文化局\n2031年1月1日",
    ],
)
def test_a_note_on_the_last_lines_is_no_signature(end: str) -> None:
    text = f"书屋管理办法\n一、总体\n（一）书屋每周开放。\n（县文化局、县财政局）\n（二）书屋免费开放。\n{end}"
    parsed = segment_document(make_document(text))
    assert [sentence.text for sentence in parsed.sentences] == ["书屋每周开放。", "书屋免费开放。"]
    assert [len(unit.notes) for unit in parsed.units] == [1, 1]
    assert parsed.warnings == ()


def test_a_note_in_front_of_the_stop_is_no_part_of_the_sentence() -> None:
    unit = article("每月检查（县文化局牵头）；每年清点（县财政局、县文化局负责，2031年底前完成）。")
    assert [sentence.text for sentence in unit.sentences] == ["书屋每周开放。", "每月检查", "每年清点"]
    assert unit.responsible is not None
    assert unit.responsible.lead == ("县文化局", "县财政局")
    assert unit.due == "2031-12-31"


def test_several_notes_are_merged_in_order_and_the_earliest_date_counts() -> None:
    unit = article("（县文化局牵头，县财政局配合，2032年底前完成）每月检查。（县财政局负责，2031年6月底前完成）")
    assert unit.responsible is not None
    assert (unit.responsible.lead, unit.responsible.support) == (("县文化局", "县财政局"), ())
    assert [note.due for note in unit.notes] == ["2032-12-31", "2031-06-30"]
    assert unit.due == "2031-06-30"


def test_a_heading_keeps_its_note_to_itself() -> None:
    text = (
        "书屋工作方案\n一、任务\n"
        "（一）延长开放（县文化局、县财政局）\n书屋周末开放到晚上八点，节假日照常开放。\n"
        "（二）减免费用（县财政局负责）\n书屋对所有读者免费，复印按成本收取费用。\n"
    )
    parsed = segment_document(make_document(text))
    assert [unit.heading for unit in parsed.units] == ["延长开放", "减免费用"]
    assert [unit.responsible.lead for unit in parsed.units if unit.responsible] == [
        ("县文化局", "县财政局"),
        ("县财政局",),
    ]
    assert [sentence.kind for sentence in parsed.sentences] == ["heading", "body"] * 2


@pytest.mark.parametrize("note", ["（牵头单位：县文化局）", "\n（县文化局、县财政局负责）", "\n责任单位：县文化局"])
def test_the_note_of_a_part_holds_for_what_names_nobody(note: str) -> None:
    text = (
        f"书屋工作方案\n一、延长开放{note}\n（一）书屋每周开放五天。\n（二）书屋节假日开放。（县教育局负责）\n"
        "二、减免费用\n（三）书屋对所有读者免费。\n"
    )
    units = segment_document(make_document(text)).units
    assert [unit.id for unit in units] == ["1", "2", "3"]  # the line below the heading is no unit
    lead = [unit.responsible.lead[0] if unit.responsible else "" for unit in units]
    assert lead == ["县文化局", "县教育局", ""]
    assert ["".join(sentence.text for sentence in unit.sentences) for unit in units] == [
        *("书屋每周开放五天。", "书屋节假日开放。", "书屋对所有读者免费。"),
    ]


def test_the_note_below_a_chapter_is_the_chapters() -> None:
    text = "书屋工作方案\n第一章 服务\n（县文化局、县财政局）\n第一条 书屋每周开放。\n第二章 保障\n第二条 书屋经费列入预算。\n"
    units = segment_document(make_document(text)).units
    assert [unit.responsible.lead if unit.responsible else () for unit in units] == [("县文化局", "县财政局"), ()]


def test_the_note_of_a_part_reaches_through_the_parts_below_it() -> None:
    text = (
        "书屋工作方案\n第一章 服务（牵头单位：县文化局）\n第一节 开放\n第一条 书屋每周开放五天。\n第二条 书屋节假日开放。\n"
        "第二节 借阅（县教育局负责）\n第三条 书屋免费借阅。\n第二章 保障\n第一节 经费\n第四条 书屋经费列入预算。\n"
    )
    units = segment_document(make_document(text)).units
    assert [unit.responsible.lead if unit.responsible else () for unit in units] == [
        *(("县文化局",), ("县文化局",), ("县教育局",), ()),
    ]


def test_one_sentence_and_its_note_make_no_heading() -> None:
    text = "书屋工作方案\n一、任务\n" + "".join(
        f"（{n}）每月检查书屋。（县文化局、县财政局按职责分工负责）\n" for n in "一二三"
    )
    parsed = segment_document(make_document(text))
    assert {unit.heading for unit in parsed.units} == {None}
    assert [sentence.kind for sentence in parsed.sentences] == ["body"] * 3


def test_long_texts_of_nothing_but_signs_are_read() -> None:
    """What takes time that grows with the square of the length does not end here."""
    for piece in (
        "（县文化局、",
        "（县文化局）",
        "责任单位：",
        "责任单位：县文化局、",
        "【",
        "县文化局（",
        "2031年6月、",
    ):
        text = f"第一条 {piece * (60_000 // len(piece))}"
        assert segment_document(make_document(text)).units[0].label == "第一条", piece


# ---------------------------------------------------------------------------------------------- requirements, tables, reports

PLAN = (
    "云溪县书屋工作方案\n"
    "（一）延长开放。书屋每周开放5天。县文化局每季度检查1次。（县文化局牵头，县财政局配合，2031年6月底前完成）\n"
    "（二）减免费用。各馆应当每年公布账目。随后每月更新。（县财政局负责）\n"
    "（三）配齐图书。各馆应当每半年清点图书。\n"
)


def test_a_note_is_the_subject_where_the_sentence_names_none() -> None:
    found = find_requirements(segment_document(make_document(PLAN)))
    said = [(one.quote, one.subject, one.subject_from) for one in found if one.kind != "deadline"]
    assert said == [
        ("5天", "县文化局", "note"),
        ("每季度检查1次", "县文化局", "sentence"),
        ("每年", "各馆", "sentence"),
        ("每月", "县财政局", "note"),  # not 各馆 of the sentence before it
        ("每半年", "各馆", "sentence"),
    ]


def test_the_due_date_of_a_note_is_a_deadline_of_no_sentence() -> None:
    document = segment_document(make_document(PLAN))
    [found] = [one for one in find_requirements(document) if one.kind == "deadline"]
    assert (found.unit, found.sentence, found.quote, found.date, found.comparator) == (
        *("1", "", "2031年6月底前", "2031-06-30", "<="),
    )
    assert (found.subject, found.subject_from, found.action) == ("县文化局", "note", "延长开放")
    assert found.span.of(document.document.text) == found.quote


def test_a_sanction_and_a_case_are_not_given_to_the_note() -> None:
    text = "第一条 拒不改正的，处五千元罚款。年收入超过六万元的，减半。（县文化局负责）\n第二条 书屋免费。"
    found = find_requirements(segment_document(make_document(text)))
    assert {one.subject_from for one in found if one.kind in ("threshold", "amount")} <= {None}


def test_json_and_the_tree_say_who_is_responsible() -> None:
    document = segment_document(make_document(PLAN))
    units = segment_json(document)["units"]
    assert (units[0]["responsible"], units[0]["due"]) == ({"lead": ["县文化局"], "support": ["县财政局"]}, "2031-06-30")
    assert (units[2]["responsible"], units[2]["due"]) == (None, None)
    tree = segment_tree(document)
    assert "  责任单位：县文化局\n" in tree
    assert "  配合单位：县财政局\n" in tree
    assert "  完成时限：2031-06-30\n" in tree


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("noted")
    (folder / "central.txt").write_text(
        "关于办好书屋的意见\n（一）延长开放。书屋应当定期开放。\n（二）减免费用。各馆应当公布账目。\n", encoding="utf-8"
    )
    (folder / "local.txt").write_text(PLAN, encoding="utf-8")
    plain = re.sub(r"（(?!.）)[^（）]+）", "", PLAN)
    (folder / "plain.txt").write_text(plain, encoding="utf-8")
    return dz.compare_many(folder / "central.txt", [folder / "local.txt", folder / "plain.txt"])


SHOWN = "县文化局；配合单位：县财政局；完成时限：2031-06-30"


def test_the_column_stands_in_every_form(report: Report) -> None:
    frame = report.to_frame("pairs")
    noted = frame[(frame.document.str.endswith("local.txt")) & (frame.unit == "1")]
    assert set(noted.responsible) == {"县文化局"}
    assert set(noted.supporting) == {"县财政局"}
    assert set(noted.due) == {"2031-06-30"}
    noted_rows, plain_rows = (one["sentences"] for one in json.loads(report_text(report))["comparisons"])
    assert noted_rows[0]["local"]["responsible"] == "县文化局"
    assert all("responsible" not in row["local"] for row in plain_rows)
    book = openpyxl.load_workbook(io.BytesIO(FORMS[".xlsx"].report(report, "zh", False)))
    [head, first, *_] = book["对照"].iter_rows(values_only=True)
    assert first[head.index("责任单位")] == SHOWN
    words = [
        [cell.text for cell in row.cells]
        for table in docx.Document(io.BytesIO(report_docx(report, look=WordLook(layout="full")))).tables
        for row in table.rows
    ]
    assert sum(SHOWN in row for row in words) == 2  # once for each of the two articles that have a note
    assert report_markdown(report).count("| 判断 | 责任单位 |") == 2  # the two articles that have a note
    assert SHOWN in FORMS[".html"].report(report, "zh", False).decode("utf-8")
    assert SHOWN in report._repr_mimebundle_()["text/html"]


def test_a_report_with_notes_is_read_back(report: Report, tmp_path: Path) -> None:
    report.save(tmp_path / "a.json")
    again = dz.load_report(tmp_path / "a.json")
    assert report_text(again) == report_text(report)
    assert again.comparisons[0].local.unit("1").due == "2031-06-30"


# ------------------------------------------------------------------------------------------------------------ real documents


def test_every_printed_note_is_a_field_and_none_is_a_sentence(shared: Path) -> None:
    paths = [path for path in sorted((shared / "policy").rglob("*.txt")) if ".reflowed" not in path.name]
    printed = 0
    for path in paths:
        document = dz.read(path)
        found = responsibility_notes.became(path, document)
        printed += found.printed
        kept = "".join(document.document.text.split())
        assert found.in_sentences == 0, path.name
        assert [note for note in found.lost if note in kept] == [], path.name  # what cleaning lost is another matter
    assert printed >= 200


def test_laws_have_no_notes(shared: Path) -> None:
    paths = sorted((shared / "laws").rglob("*.md"))[::40]
    assert paths
    assert [(path.name, unit.notes) for path in paths for unit in dz.read(path).units if unit.notes] == []
