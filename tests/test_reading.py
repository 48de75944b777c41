"""Which bytes are read as a text, in which encoding, and what is said of those that are not."""

from __future__ import annotations

import io
import os
import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.corpus import DocumentError, clean, load_reading_rules, reading
from duizhao.corpus.reading import decode, read_bytes

TEXT = "某省图书馆服务办法\n第一条　图书馆每周开放不少于五天，䶮馆除外。\n"


def refusal(path: Path, name: str | None = None) -> str:
    """What is said of a file that cannot be read: one line that begins with the path and ends with what to do."""
    with pytest.raises(DocumentError) as caught:
        decode(read_bytes(path), str(path))
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    found, _, advice = message.rpartition("；")
    assert found.startswith(f"{name or path}：")
    assert advice.startswith("请") or "请" in advice
    return message


# ---------------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("䶮", "").encode("gb2312"), "gb18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (b"plain words, no Chinese", "utf-8"),
    ],
    ids=["utf-8", "utf-8 with BOM", "gb18030", "gb2312", "utf-16 LE", "utf-16 BE", "CRLF", "ASCII"],
)
def test_encodings(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.warnings == ()
    assert decoded.text.encode("utf-16") == data.decode(encoding).encode("utf-16")
    assert not decoded.text.startswith("\ufeff")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=40), st.integers(1, 2))
def test_utf8_cut_in_its_last_character_is_not_taken_for_another_encoding(text: str, cut: int) -> None:
    """Two bytes of three are left over or one: GB18030 would read half of these texts to the end, as other characters."""
    decoded = decode((text + "馆").encode()[:-cut])
    assert (decoded.text, decoded.encoding) == (text + "\ufffd", "utf-8")
    assert decoded.warnings == ("有 1 处字节无法解码，已用 U+FFFD 代替",)


@given(
    st.text(st.sampled_from("图书馆应当每周开放，。；：“”《》（）第一条不少于五天\n 1"), min_size=4).filter(str.strip)
)
def test_a_text_comes_back_from_either_encoding(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_byte_in_the_middle_is_replaced_and_told(encoding: str) -> None:
    data = (TEXT * 20).encode(encoding)
    at = len(data) // 2
    at = data.index("第".encode(encoding), at)
    decoded = decode(data[:at] + b"\xff" + data[at:])
    assert decoded.encoding == encoding
    assert decoded.text.count("\ufffd") in (1, 2)
    assert "U+FFFD" in decoded.warnings[0]
    assert decoded.text.replace("\ufffd", "").startswith(TEXT)


# ----------------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf", "文件是空的"),
        (b" \r\n\t\n", "文件是空的"),
        ("\u3000\u3000\n\u00a0".encode(), "文件里没有文字"),
        (bytes(range(256)) * 40, "内容不是文本"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "内容是 图片（PNG）"),
        ("图书\0馆".encode(), "内容不是文本"),
        (b"PK\x03\x04" + bytes(100), "内容是 zip 容器（.docx、.ofd 等），但已损坏"),
        (b"%PDF-1.7\n" + bytes(100), "PDF 已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "内容是 旧版 Office 容器（没有 Word 正文）"),
    ],
    ids=["empty", "BOM only", "blanks", "wide blanks", "binary", "PNG", "NUL", "docx", "PDF", "doc"],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, found: str) -> None:
    path = tmp_path / "某文件.txt"
    path.write_bytes(data)
    message = refusal(path)
    assert f"：{found}" in message
    assert "需要" in message


def test_missing(tmp_path: Path) -> None:
    assert "没有这个文件" in refusal(tmp_path / "没有.txt")
    (tmp_path / "悬空.txt").symlink_to(tmp_path / "没有.txt")
    assert "没有这个文件" in refusal(tmp_path / "悬空.txt")


def test_folder(tmp_path: Path) -> None:
    message = refusal(tmp_path)
    assert "这是文件夹，需要文件" in message
    assert "report" in message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    assert "不是普通文件（设备或管道），需要普通文件" in refusal(tmp_path / "管道")
    assert "不是普通文件（设备或管道），需要普通文件" in refusal(Path(os.devnull))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "锁.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    assert "无法读取（Permission denied）；请检查权限" in refusal(path)


def test_an_error_of_the_system_is_passed_on_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "锁.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "无法读取（Permission denied）；请检查权限" in refusal(path)


@pytest.mark.parametrize("name", ["图" * 300, "a\0b"], ids=["too long", "NUL"])
def test_an_impossible_path(tmp_path: Path, name: str) -> None:
    assert "无法读取" in refusal(tmp_path / name, name=f"{tmp_path}/{name}".replace("\0", "\\x00"))


def test_a_path_with_a_line_break_is_still_named_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "甲\n乙\x1b[31m.txt"
    assert "没有这个文件" in refusal(path, name=f"{tmp_path}/甲\\n乙\\x1b[31m.txt")
    path.write_bytes(b"")
    assert "文件是空的" in refusal(path, name=f"{tmp_path}/甲\\n乙\\x1b[31m.txt")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_text(TEXT, encoding="utf-8")
    size = path.stat().st_size
    monkeypatch.setattr(reading, "MAX_BYTES", size)
    assert decode(read_bytes(path)).text == TEXT
    monkeypatch.setattr(reading, "MAX_BYTES", size - 1)
    message = refusal(path)
    assert f"文件有 {size} 字节，上限 {size - 1}；请先拆分" in message


# ------------------------------------------------------------------------------------------------------------ standard input


class Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Input(TEXT.encode("gb18030")))
    assert decode(read_bytes("-")).text == TEXT


def test_standard_input_is_not_read_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    monkeypatch.setattr(sys, "stdin", Input(b"1" * 1000))
    data = read_bytes("-")
    assert len(data) == 11
    with pytest.raises(DocumentError, match="-：超过 10 字节；请先拆分"):
        decode(data)


def test_the_rules_of_reading_go_to_another_process() -> None:
    rules = load_reading_rules()
    garbled = "加强寡彩友膊烨,纪检机关"
    assert clean(garbled, rules.cleaning, rules.common).text != garbled  # the character model was read by then
    sent = pickle.loads(pickle.dumps(rules))  # noqa: S301  our own
    assert clean(garbled, sent.cleaning, sent.common) == clean(garbled, rules.cleaning, rules.common)
