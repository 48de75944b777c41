"""The labels above the text of a government page: found where a line or an element begins, and read with what stands behind them."""

from __future__ import annotations

import pytest

from duizhao.corpus.page_labels import load_page_labels

LABELS = load_page_labels()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "发文字号：云政发〔2031〕4号　　发布日期：2031年4月3日",
            {"发文字号": "云政发〔2031〕4号", "发布日期": "2031年4月3日"},
        ),
        ("成文日期：2031-04-01", {"成文日期": "2031-04-01"}),
        ("标　　题：书屋管理办法", {"标题": "书屋管理办法"}),
        ("文 号：云政发〔2031〕4 号", {"文号": "云政发〔2031〕4 号"}),
        ("发文字号", {}),
        ("日期：2031年", {}),
        ("公文种类：通知", {}),
    ],
)
def test_what_a_page_says_is_read_by_its_labels(line: str, said: dict[str, str]) -> None:
    assert {"".join(found["name"].split()): found["value"] for found in LABELS.value.finditer(line)} == said


@pytest.mark.parametrize("line", ["索 引 号：A01", "公文种类：通知", "标　题：书屋办法"])
def test_a_label_begins_a_line(line: str) -> None:
    assert LABELS.at_line_start.match(line)


@pytest.mark.parametrize("line", ["标题书屋办法", "书屋的标题：办法", "施行日期：2031年"])
def test_what_is_no_label_of_a_line(line: str) -> None:
    assert not LABELS.at_line_start.match(line)


def test_the_surest_label_of_a_field_comes_first() -> None:
    page = {"公布日期": "2031-05-01", "成文日期": "2031-04-01", "名称": "书屋办法"}
    assert [label for label, _ in LABELS.said("date", page)] == ["成文日期", "公布日期"]
    assert list(LABELS.said("issuer", page)) == []
