"""What was read in a wrong encoding is read again; what is whole, however rare its characters, is left alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import clean

from duizhao.corpus.clean.byte_shifts import LOST
from duizhao.corpus.clean.mojibake import mojibake_edits
from duizhao.language import replay

TEXT = "各级图书馆应当加强对读者的服务，每年至少开展2次活动；经费由财政安排。"
AROUND = ("第一条　为了方便读者，制定本办法。", "第三条　本办法自公布之日起施行。")


def repaired(raw: str) -> str:
    return replay(raw, mojibake_edits(raw))


def western(data: bytes) -> str:
    """Bytes read as Windows-1252, those it does not know as ISO 8859-1."""
    return "".join(bytes((byte,)).decode("cp1252", errors="ignore") or chr(byte) for byte in data)


WHOLE: dict[str, Callable[[str], str]] = {
    "UTF-8 as ISO 8859-1": lambda text: text.encode().decode("latin-1"),
    "UTF-8 as Windows-1252": lambda text: western(text.encode()),
    "GB18030 as ISO 8859-1": lambda text: text.encode("gb18030").decode("latin-1"),
    "UTF-8 as ISO 8859-1, twice": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
}


@pytest.mark.parametrize("damage", WHOLE)
@pytest.mark.parametrize("around", [("", ""), AROUND], ids=["a whole text", "a stretch"])
def test_nothing_is_lost_where_every_byte_is_there(damage: str, around: tuple[str, str]) -> None:
    raw = WHOLE[damage](TEXT).join(around)
    cleaned = clean(raw)
    assert cleaned.text == TEXT.join(around)
    assert replay(raw, cleaned.edits) == cleaned.text


@pytest.mark.parametrize("errors", ["replace", "ignore"])
@pytest.mark.parametrize("codec", ["gbk", "gb18030"])
@pytest.mark.parametrize("around", [("", ""), AROUND], ids=["a whole text", "a stretch"])
def test_utf8_read_as_gb18030(codec: str, errors: str, around: tuple[str, str]) -> None:
    """Bytes that this encoding has no character for were thrown away: their characters are marked, the others are back."""
    text = repaired(TEXT.encode().decode(codec, errors=errors).join(around))
    assert text.startswith(around[0])
    assert text.endswith(around[1])
    pattern = "".join(f"(?:{re.escape(char)}|({re.escape(LOST)}))" for char in TEXT)
    found = re.fullmatch(pattern, text[len(around[0]) : len(text) - len(around[1])])
    assert found is not None
    assert sum(group is not None for group in found.groups()) <= 6


def test_what_a_lost_character_may_have_been_is_noted() -> None:
    [edit] = mojibake_edits(f"读者{'每周办活动'.encode().decode('gb18030', errors='replace')}，两次。")
    assert edit.new == f"每周办活{LOST}"
    assert "动" in edit.note


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("全馆。浚浚浚?诮诩偃掌诩，公共图书馆应当开放", f"全馆。{LOST}节假日期{LOST}，公共图书馆应当开放"),
        ("全馆。。。浚浚?诮诩偃掌诩,公共图书馆应当开放", f"全馆。。。{LOST}节假日期{LOST},公共图书馆应当开放"),
    ],
)
def test_a_byte_shift_behind_a_flood(raw: str, text: str) -> None:
    assert repaired(raw) == text
    assert "间" in mojibake_edits(raw)[0].note


@pytest.mark.parametrize(("start", "length"), [(10, 8), (10, 11), (2, 8), (2, 20)])
def test_a_stretch_read_a_byte_late(start: int, length: int) -> None:
    """The characters at both ends are lost; what is between comes back, and what is around stays."""
    damaged = TEXT[start : start + length].encode("gb18030")[1:-1].decode("gb18030", errors="replace")
    text = repaired(TEXT[:start] + damaged + TEXT[start + length :])
    core = TEXT[start + 1 : start + length - 1]
    assert text == f"{TEXT[:start]}{LOST}{core}{LOST}{TEXT[start + length :]}"


@pytest.mark.parametrize(
    "text",
    [
        "应当定期疏浚航道、清淤疏浚，浚县、浚河。",
        "联通、慵懒、觊觎、饕餮、囹圄、窠臼、贪婪、龌龊、踟蹰、彷徨",
        "（张翀、骞某、烨某、李堃、王喆、赵赟、陈昶、刘彧）",
        "鲍鱼、蛏、蚶、牡蛎、西施舌、扇贝、江瑶、鲟、鳇、鲥、鳜、鳙、鳎",
        "氟氯氰菊酯、噻虫嗪、吡虫啉、嘧菌酯、苯醚甲环唑、羟基硫酸铈镧钕",
        "弗拉基米尔·伊里奇，夏洛蒂·勃朗特，陀思妥耶夫斯基",
        "Müller, Ærø, ÄÖÜß, naïve, São Tomé, Ünïcödé",
        "圖書館應當每週開放，並公佈開放時間。",
        "図書館は毎週開館しなければならない。",
        "".join(
            bytes((first, second)).decode("gb18030") for first in range(0xD8, 0xF8) for second in range(0xA1, 0xFF)
        ),
    ],
    ids=[
        "浚",
        "rare words",
        "names",
        "fish",
        "chemicals",
        "foreign",
        "western",
        "traditional",
        "Japanese",
        "GB 2312, level 2",
    ],
)
def test_rare_but_right_characters_stay(text: str) -> None:
    assert mojibake_edits(text) == []


def test_no_law_is_touched(shared: Path) -> None:
    """A sample; benchmarks/mojibake.py reads them all, with models that did not see them."""
    paths = sorted((shared / "laws").glob("*/*.md"))
    if not paths:
        pytest.skip("the laws are not there: no files in ../shared/laws")
    chosen = random.Random(2026).sample(paths, 120)  # noqa: S311  a sample, no secret
    assert [path.name for path in chosen if mojibake_edits(path.read_text(encoding="utf-8"))] == []


@given(
    st.lists(
        st.sampled_from([*"寡彩友膊烨浚鐨勬枃?，ÖÐ\ufffd€", "图书馆", "诮诩偃掌诩", "æ–‡", "一", "\n"]), max_size=30
    ).map("".join)
)
def test_repairs_replay_and_come_to_an_end(raw: str) -> None:
    cleaned = clean(raw)
    assert replay(raw, cleaned.edits) == cleaned.text
    assert clean(cleaned.text).text == cleaned.text


@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0xFFFF), max_size=40))
def test_any_characters_at_all(raw: str) -> None:
    cleaned = clean(raw)
    assert replay(raw, cleaned.edits) == cleaned.text
    assert clean(cleaned.text).text == cleaned.text
