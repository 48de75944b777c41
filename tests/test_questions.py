"""What docs/问答.md says of files: each kind is made, and the page has what the program says of it word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_files import pdf_file, zipped
from test_bad_files import OLE, stream

import duizhao as dz
from duizhao.corpus import DocumentError

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "问答.md").read_text(encoding="utf-8")
TEXT = (dz.sample_folder() / "local_yunzhou.txt").read_text(encoding="utf-8")
QUOTED = re.compile("“([^“”]+)”")


def told(data: bytes, name: str, folder: Path, encoding: str | None = None) -> str:
    """All that is said of a file: why it cannot be read, or the warnings."""
    (folder / name).write_bytes(data)
    try:
        return "\n".join(dz.read(folder / name, encoding=encoding).document.warnings)
    except DocumentError as error:
        return str(error)


@pytest.mark.parametrize(
    ("name", "data", "encoding", "said"),
    [
        ("a.txt", TEXT.encode("gb18030"), "utf-8", "内容不是 utf-8 编码的文本"),
        ("a.txt", TEXT.encode("gb18030"), "big5", "按 --encoding big5 读出的多半不是中文"),
        ("a.txt", TEXT[:200].encode() + b"\xff\xfe\xfd" + TEXT[200:].encode(), None, "处字节无法解码"),
        ("a.doc", OLE + bytes(600) + stream("EncryptedPackage"), None, "文件有密码"),
        ("a.docx", TEXT.encode(), None, "后缀是 .docx"),
        ("a.pdf", pdf_file(""), None, "PDF 没有文字层"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<p>", None, "内容是网页存档"),
        ("a.zip", zipped({"b.txt": "第一条"}), None, "内容是压缩包"),
        ("a.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), None, "Excel"),
        ("a.pptx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), None, "PowerPoint"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(99), None, "图片"),
        ("a.txt", b"", None, "文件是空的"),
        ("a.docx", b"PK\x03\x04" + bytes(99), None, "已损坏"),
    ],
)
def test_the_page_has_what_is_said(name: str, data: bytes, encoding: str | None, said: str, tmp_path: Path) -> None:
    quotes = [quote for quote in QUOTED.findall(PAGE) if said in quote]
    assert quotes, f"the page does not speak of {said}"
    answer = told(data, name, tmp_path, encoding)
    assert any(quote in answer for quote in quotes), answer


def test_encodings_are_found_and_make_no_difference(tmp_path: Path) -> None:
    texts = set()
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "gb18030", "utf-16")):
        place = tmp_path / f"{number}.txt"
        place.write_bytes(TEXT.lstrip("\ufeff").encode(encoding))
        texts.add(dz.read(place).document.text)
    assert len(texts) == 1
