"""Files of which some lines are in another encoding, or were cut, or were read wrongly before: read, and the loss is named."""

from __future__ import annotations

import pytest
from shipped import make_document

from duizhao.corpus import DocumentError
from duizhao.corpus.formats.encodings import decode_text

TEXT = """青石市书屋管理办法
第一条　为了办好乡村书屋，保障村民的阅读权利，制定本办法。
第二条　书屋每周开放不少于三十小时，每年检查2次。
第三条　损坏图书的，应当赔偿。
第四条　本办法自2030年5月1日起施行。
"""
LINES = TEXT.splitlines(keepends=True)


def mixed(rest: str, other: str, *numbers: int) -> bytes:
    return b"".join(line.encode(other if i in numbers else rest) for i, line in enumerate(LINES, 1))


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize(("rest", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_line_in_another_encoding_is_read_and_named(number: int, rest: str, other: str, end: bytes) -> None:
    decoded = decode_text(mixed(rest, other, number).replace(b"\n", end))
    assert decoded.text.replace("\r\n", "\n").replace("\r", "\n") == TEXT
    assert decoded.encoding == rest
    (warning,) = decoded.warnings
    assert warning.startswith(f"第 {number} 行的字节按 {rest} 无法解码，已按 {other} 读出")
    assert LINES[number - 1].strip()[:10] in warning


def test_several_lines_and_many() -> None:
    decoded = decode_text(mixed("utf-8", "gb18030", 2, 4))
    assert decoded.text == TEXT
    assert [warning[:5] for warning in decoded.warnings] == ["第 2 行", "第 4 行"]
    many = decode_text((TEXT * 4).encode() + (TEXT * 2).encode("gb18030"))
    assert many.text == TEXT * 6
    assert many.warnings[-1].startswith("另有 5 行")


def test_a_file_with_a_mark_and_the_encoding_a_user_names() -> None:
    data = mixed("utf-8", "gb18030", 3)
    assert decode_text(b"\xef\xbb\xbf" + data).text == TEXT
    assert decode_text(data, "utf-8").text == TEXT


def test_half_a_line_in_another_encoding() -> None:
    data = LINES[0].encode() + "第一条　书屋".encode() + "每年检查2次。\n".encode("gb18030") + LINES[3].encode()
    assert decode_text(data).text.split("\n")[1] == "第一条　书屋每年检查2次。"


def test_a_line_in_big5() -> None:
    data = LINES[0].encode() + "第一條　書屋應免費開放。\n".encode("big5") + LINES[2].encode()
    assert "第一条　书屋应免费开放。" in make_document(decode_text(data)).text


def test_a_line_cut_in_its_last_character_is_marked() -> None:
    data = LINES[0].encode() + LINES[1].encode()[:-2] + b"\n" + "".join(LINES[2:]).encode()
    document = make_document(decode_text(data))
    assert "制定本办法〔?〕" in document.text
    assert any("第 2 行" in warning for warning in document.warnings)


def test_whole_files_are_not_mixed() -> None:
    for encoding in ("utf-8", "gb18030"):
        assert decode_text(TEXT.encode(encoding)).warnings == ()
    with pytest.raises(DocumentError, match="内容不是文本"):
        decode_text(bytes(range(128, 256)) * 9 + TEXT[:9].encode())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("cut", [0, 1])
def test_a_line_read_as_western_is_read_again(encoding: str, cut: int) -> None:
    """A UTF-8 file one line of which a program read as Latin-1, the controls among its characters kept; its last byte may be gone."""
    line = LINES[2].strip().encode(encoding)
    wrong = line[: len(line) - cut].decode("latin-1")
    document = make_document(decode_text("".join([*LINES[:2], wrong, "\n", *LINES[3:]]).encode()))
    assert document.text.split("\n")[2] == (LINES[2].strip() if not cut else LINES[2].strip()[:-1] + "〔?〕")
    assert any("丢失" in warning for warning in document.warnings) == bool(cut)
