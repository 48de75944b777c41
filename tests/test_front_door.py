"""Which document is the upper one and which ones implement it, for texts as compilers print and PDFs break them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.corpus import Document, find_roles

UPPER = """溪山省人民政府关于办好乡村书屋的意见（2030 年3 月4 日）
溪政发〔2030〕7 号
各市、县人民政府：
为方便群众读书，现提出如下意见。
一、总体要求
（一）开放书屋。各地应当每年清点书屋藏书。
（二）免费借阅。书屋应当免费借阅图书。
二、组织保障
（三）加强领导。各地要定期研究书屋工作。
"""


def lower(opening: str, title: str = "云河市推进乡村书屋建设实施方案") -> Document:
    body = "一、主要任务\n（一）开放书屋。各县应当每半年清点书屋藏书。\n（二）免费借阅。书屋免费借阅图书。\n"
    return make_document(f"{title}\n{opening}\n{body}", "lower.txt")


@pytest.mark.parametrize(
    "opening",
    [
        "为认真贯彻《溪山省人民政府关于办好乡村书屋的意见》，结合我市实际，制定本方案。",
        "为推动我市书屋建设，落实\n《溪山省人民政府关于办好乡村\n书屋的意见》\n要求，现将有关事项通知如下。",
        "按照省政府部署（溪政发〔2030〕7 号），制定本方案。",
        "近年来书屋不断发展。为深入落实《关于办好乡村书屋的意见》文件精神，决定实施以下措施。",
    ],
)
def test_a_cited_title_or_number_is_enough(opening: str) -> None:
    documents = [lower(opening), make_document(UPPER, "upper.txt")]
    roles = find_roles(documents)
    assert (roles.central, roles.local, roles.skipped) == (1, (0,), ())


def test_what_is_cited_behind_the_opening_makes_nobody_a_lower_document() -> None:
    other = lower("为方便群众，制定本方案。").raw + "（三）参照《溪山省人民政府关于办好乡村书屋的意见》配备图书。\n"
    neutral = make_document(other.replace("推进乡村书屋建设", "饮水安全"), "other.txt")
    named = lower("为贯彻《溪山省人民政府关于办好乡村书屋的意见》，制定本方案。")
    roles = find_roles([make_document(UPPER, "upper.txt"), named, neutral])
    assert (roles.central, roles.local) == (0, (1,))


@pytest.mark.parametrize(
    ("title", "whole", "day"),
    [
        ("溪山省关于办好乡村书屋的意见（2030 年3 月4 日）", "溪山省关于办好乡村书屋的意见", "2030-03-04"),
        ("溪山省关于办好乡村书屋的意见(2030年3月4日)", "溪山省关于办好乡村书屋的意见", "2030-03-04"),
        ("溪山省关于办好乡村书屋的意见〔2030年3月4日〕", "溪山省关于办好乡村书屋的意见", "2030-03-04"),
        ("溪山省关于办好乡村书屋的意见（二〇三〇年三月四日）", "溪山省关于办好乡村书屋的意见", "2030-03-04"),
        ("溪山省乡村书屋管理办法（试行）", "溪山省乡村书屋管理办法（试行）", None),
        ("溪山省关于办好乡村书屋的意见（2030年修订）", "溪山省关于办好乡村书屋的意见（2030年修订）", None),
    ],
)
def test_a_day_that_a_compiler_printed_is_no_part_of_the_title(title: str, whole: str, day: str | None) -> None:
    metadata = make_document(f"{title}\n一、总体要求\n（一）书屋应当免费开放。\n").metadata
    assert (metadata.title, metadata.date) == (whole, day)


def test_a_title_that_a_notice_speaks_of_is_not_the_line_it_stands_on() -> None:
    text = (
        "溪山省人民政府办公厅关于印发溪山省乡村\n书屋建设方案的通知（2030年3月4日）\n溪政办发〔2030〕9号\n各市、县人民政府：\n"
        "《溪山省乡村书屋建设方案》\n已经省人民政府同意，现印发给你们，请认真贯彻执行。\n溪山省人民政府办公厅\n2030年3月4日\n"
        "溪山省乡村\n书屋建设方案\n一、总体要求\n（一）书屋应当免费开放。\n（二）书屋应当每年清点藏书。\n"
    )
    assert make_document(text).metadata.title == "溪山省乡村书屋建设方案"


def test_the_wrong_way_round_is_told() -> None:
    upper, below = (
        segment_document(make_document(text, "a.txt"))
        for text in (UPPER, lower("为贯彻《溪山省人民政府关于办好乡村书屋的意见》，制定本方案。").raw)
    )
    assert not [text for text in compare_documents(upper, below).warnings if "次序" in text]
    [told] = [text for text in compare_documents(below, upper).warnings if "次序" in text]
    assert "云河市" in told
    assert "请把上级文件写在前面" in told


@pytest.mark.parametrize(
    ("family", "central"),
    [
        ("kuabumen_2023", "central_国办发2023-1.txt"),
        ("qinwuyuan_2023", "central_陕西.txt"),
        ("wenjiuye_2023", "central_国办发2023-11.txt"),
        ("zhiduxing_2023", "central_新疆.txt"),
        ("zhongxiao_2023", "central_助力中小微措施.txt"),
    ],
)
def test_families_as_found(family: str, central: str, shared: Path, tmp_path: Path) -> None:
    for path in (shared / "policy" / family).glob("*.txt"):
        if ".reflowed." not in path.name:
            shutil.copy(path, tmp_path)
    found = dz.read_folder(tmp_path)
    assert Path(found.central.document.path).name == central
    assert len(found.local) == len(list(tmp_path.iterdir())) - 1
    assert found.skipped == found.refused == ()
