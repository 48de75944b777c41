"""The field cases about characters, encodings and segmenting: the units, and a warning where the answer wants one."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import read_document, segment_document

from duizhao.segmenter import SegmentedDocument

# Of each case the ids of its units and what must be read somewhere in its text.
CASES = {
    "182_kx.txt": ("1", "每年至少开展一次检查。"),
    "185_vs.txt": ("1", "检查。"),
    "200_kangxi_articles.txt": ("1 2 3", "每年至少开展二次检查"),
    "201_katakana_articles.txt": ("1 2 3 4 5 6 7 8 9 10 11 12", ""),
    "202_zero_articles.txt": ("99 100 101 102 103", ""),
    "206_crossref_line.txt": ("1 2 3", "应当依照第十二条第二款的规定"),
    "208_decimal_headings.txt": ("1.1 1.2.1 1.2.2 2.1", ""),
    "209_comma_heading.txt": ("1 2 3", ""),
    "212_circled_over20.txt": (" ".join(str(number) for number in range(1, 26)), ""),
    "215_vert_parens.txt": ("1 2", "（含配套），"),
    "217_quote_end.txt": ("1 2 3", ""),
    "226_trad_articles.txt": ("1 2 3", ""),
    "227_tw_kuan.txt": ("1 2 2-1 3", ""),
    "228_hk_cap.txt": ("1 2", ""),
    "229_double_bold.txt": ("1 2", "总体要求"),
    "239_lower_roman.txt": ("1 2 3", ""),
    "241_halfwidth_middot.txt": ("1 2", ".5次"),
    "246_escaped_n.txt": ("1 2 3", ""),
    "255_date_variants0.txt": ("1", ""),
    "256_label_split.txt": ("30 31 32", ""),
    "265_period_half.txt": ("1 2 3", ""),
    "415_mixed_utf8_gbk.txt": ("1 2 3", "每年检查2次。"),
    "416_mojibake_trunc.txt": ("1 2", "每年检查2次〔?〕"),
    "508_compat.pdf": ("1 2 3", "每年至少开展二次"),
}
TOLD = {
    "226_trad_articles.txt": "繁体字",
    "227_tw_kuan.txt": "繁体字",
    "228_hk_cap.txt": "繁体字",
    "229_double_bold.txt": "重复",
    "415_mixed_utf8_gbk.txt": "第 4 行",
    "416_mojibake_trunc.txt": "第 3 行",
}
SILENT = ("200_kangxi_articles.txt", "206_crossref_line.txt", "209_comma_heading.txt", "208_decimal_headings.txt")


def parsed(shared: Path, name: str) -> SegmentedDocument:
    path = shared / "field" / "cases" / name
    if not path.exists():
        pytest.skip("the field cases are not there")
    return segment_document(read_document(path))


@pytest.mark.parametrize("name", CASES)
def test_the_units_and_the_text_are_right(shared: Path, name: str) -> None:
    ids, words = CASES[name]
    document = parsed(shared, name)
    assert " ".join(unit.id for unit in document.units) == ids
    assert words in document.document.text
    assert any(TOLD.get(name, "") in warning for warning in [*document.warnings, ""])


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_told_where_nothing_is_wrong(shared: Path, name: str) -> None:
    assert parsed(shared, name).warnings == ()
