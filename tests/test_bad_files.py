"""Whatever a file holds, reading it ends soon, with a document or with one line that says what is wrong."""

from __future__ import annotations

import io
import random
import struct
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_files import OPINION, ofd_file, page_source, pdf_file, word_file, zipped
from shipped import read_document

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import decode_file, office
from duizhao.corpus.formats.sniffing import READABLE_SUFFIXES, lying_suffix, sniff
from duizhao.corpus.formats.zips import SafeZip, ZipLimits
from duizhao.corpus.reading import decode
from duizhao.families import read_folder
from duizhao.pipeline import compare
from duizhao.report.text.markdown_index import index_markdown
from duizhao.sources import TEXT_SUFFIXES, read_all, sample_folder

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refusal(data: bytes, name: str = "某文件") -> str:
    """What is said of a file that cannot be read: one line, soon."""
    start = time.process_time()
    with pytest.raises(DocumentError) as caught:
        decode(data, name)
    assert time.process_time() - start < 5
    message = str(caught.value)
    assert message.startswith(f"{name}：")
    assert len(message.splitlines()) == 1
    assert "请" in message
    return message


def stream(text: str) -> bytes:
    """The name of a stream as the old container writes it."""
    return text.encode("utf-16-le")


@pytest.fixture(scope="module")
def word() -> bytes:
    made = io.BytesIO()
    word_file(OPINION).save(made)
    return made.getvalue()


# ------------------------------------------------------------------------------------------------------ what is no document


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (OLE + bytes(600) + stream("EncryptedPackage"), "文件有密码（加密的 Office 文档）"),
        (
            OLE + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x01" + stream("WordDocument"),
            "文件有密码（加密的 Word 文档）",
        ),
        (OLE + bytes(600) + stream("Workbook"), "内容是 Excel 工作簿"),
        (OLE + bytes(600) + stream("PowerPoint Document"), "内容是 PowerPoint 演示文稿"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "内容是 Excel 工作簿"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "内容是 PowerPoint 演示文稿"),
        (zipped({"通知.txt": "第一条"}), "内容是压缩包（zip）"),
        (b"<?xml version='1.0'?><w:wordDocument>" + "第一条".encode(), "内容是 XML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<p>", "内容是网页存档（MHTML）"),
        (b"Rar!\x1a\x07\0", "内容是 压缩包（RAR）"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "内容是 图片（JPEG）"),
        (b"PK\x03\x04" + bytes(99), "zip 容器（.docx、.ofd 等），但已损坏"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, found: str) -> None:
    assert found in refusal(data)


def test_suffixes_that_lie() -> None:
    assert lying_suffix("a.wps", "doc") is None
    assert lying_suffix("a.txt", "md") is None
    assert lying_suffix("a", "docx") is None
    assert lying_suffix("-", "pdf") is None
    assert lying_suffix("关于3.15的通知", "txt") is None
    assert lying_suffix("a.wps", "docx") == "后缀是 .wps，内容是Word 文档（.docx），按内容读取"


@pytest.mark.parametrize(("name", "kind"), [("a.txt", "docx"), ("a.pdf", "docx"), ("a.doc", "html"), ("a.docx", "ofd")])
def test_content_decides_and_a_lie_is_told(name: str, kind: str, word: bytes) -> None:
    data = {"docx": word, "html": page_source(OPINION).encode(), "ofd": ofd_file(OPINION)}[kind]
    decoded = decode_file(data, name)
    assert decoded.format == kind
    assert "按内容读取" in decoded.warnings[0]
    assert "（七）强化考核" in decoded.extracted


def test_sniffing_needs_no_suffix(word: bytes) -> None:
    found = [
        sniff(data) for data in (word, ofd_file(OPINION), b"%PDF-1.7", b"\n%PDF-1.7", b"{\\rtf1", OPINION.encode())
    ]
    assert found == ["docx", "ofd", "pdf", "pdf", "rtf", "text"]


# ------------------------------------------------------------------------------------------------------------- zip containers


def bomb(content: bytes, **more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": content, **more})


def repeated_name() -> bytes:
    return zipped({"word/document.xml": "<a/>", "word/document.xm_": "<b/>"}).replace(b"document.xm_", b"document.xml")


def lying_size(data: bytes, size: int) -> bytes:
    """The container with another size in the directory for its last member."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def with_flag(data: bytes) -> bytes:
    """The container with the flag of a password on its last member."""
    at = data.rindex(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


EXPANSION = f'<!DOCTYPE a [<!ENTITY b "甲">]><w:document {WORDS}><w:body>&b;</w:body></w:document>'
OUTSIDE = (
    f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><w:document {WORDS}><w:body>&b;</w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (bomb(b"<w:p/>" * 20_000_000), "可能是压缩炸弹"),
        (bomb(b" " * 3_000_000), "压缩到了 100 分之一以下"),
        (bomb(b"<a>" + bytes(random.Random(1).choices(b"<>ab/", k=9_000_000))), "个标记"),  # noqa: S311  no secret
        (zipped({f"word/{i}.xml": "" for i in range(2500)}), "里面有 2500 个成员"),
        (lying_size(bomb(b"<a/>"), 1 << 30), "一个成员有 1024 MB"),
        (lying_size(bomb(b"<a>" + b"x" * 900 + b"</a>"), 3), "已损坏"),
        (with_flag(bomb(b"<a/>")), "zip 容器有密码"),
        (bomb(EXPANSION.encode()), "文档类型定义或实体"),
        (bomb(OUTSIDE.encode()), "文档类型定义或实体"),
        (bomb(OUTSIDE.encode("utf-16")), "文档类型定义或实体"),
        (bomb(b"<a><b></a>"), "XML 读不通"),
        (
            bomb(f"<w:document {WORDS}><w:body>{'<w:sdt>' * 5000}{'</w:sdt>' * 5000}</w:body></w:document>".encode()),
            "XML 读不通",
        ),
        (zipped({"OFD.xml": OUTSIDE}), "文档类型定义或实体"),
        (zipped({"OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"}), "已损坏"),
    ],
    ids=[
        *(
            "empty paragraphs",
            "blanks",
            "tags",
            "members",
            "a size too large",
            "a size too small",
            "password",
            "entity",
        ),
        *("outside", "outside in UTF-16", "no XML", "nested", "outside in OFD", "a path out of the container"),
    ],
)
def test_containers_built_to_do_harm(data: bytes, found: str) -> None:
    assert found in refusal(data)


def test_the_same_name_twice() -> None:
    assert "同名的成员" in refusal(repeated_name())


def test_overlapping_members() -> None:
    data = bytearray(zipped({"word/document.xml": "<a/>" * 50, "word/b.xml": "<b/>" * 50}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 8)
    assert "互相重叠" in refusal(bytes(data)) or "已损坏" in refusal(bytes(data))


def test_limits_are_arguments() -> None:
    data = zipped({"a.xml": "<a/>", "b.xml": "<b/>"})
    assert SafeZip(data, ZipLimits(members=2)).read("/a.xml") == b"<a/>"
    with pytest.raises(DocumentError, match="上限 1"):
        SafeZip(data, ZipLimits(members=1))


# --------------------------------------------------------------------------------------------------------------- LibreOffice

OLD = OLE + bytes(600) + stream("WordDocument")


def test_without_libreoffice_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    for data in (OLD, b"{\\rtf1 a}"):
        assert "请安装 LibreOffice，或用 Word、WPS 另存为 .docx" in refusal(data)


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell to stand in for LibreOffice")
@pytest.mark.parametrize(
    ("does", "found"), [("exit 0", "打不开这个文件"), ("sleep 60 & sleep 60", "超过 0.5 秒，已停止")]
)
def test_a_libreoffice_that_writes_nothing_or_never_ends(
    does: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    start = time.monotonic()
    with pytest.raises(DocumentError, match=found):
        office.read_office(OLD, "doc", seconds=0.5)
    assert time.monotonic() - start < 10


# ----------------------------------------------------------------------------------------------------------- mutated files


def mutants(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The file with some bytes changed, cut off, or with a stretch lost."""
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    for _ in range(count):
        mutant = bytearray(data)
        kind = chance.random()
        if kind < 0.7:
            for _ in range(chance.choice((1, 2, 5, 20, 100))):
                mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        elif kind < 0.85:
            del mutant[chance.randrange(1, len(mutant)) :]
        else:
            start = chance.randrange(len(mutant))
            del mutant[start : start + chance.randrange(1, 2000)]
        yield bytes(mutant)


def inside(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The container with a member changed, so that its checksum is right."""
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(count):
        name = chance.choice([name for name in members if name.endswith((".xml", ".rels"))])
        mutant = bytearray(members[name])
        for _ in range(chance.choice((1, 3, 10))):
            mutant[chance.randrange(len(mutant))] = chance.randrange(32, 127)
        yield zipped({**members, name: bytes(mutant)})


def test_mutated_files_end_as_a_document_or_as_one_line(word: bytes) -> None:
    files = [
        *(("a.docx", mutant) for mutant in mutants(word, 25, 1)),
        *(("a.docx", mutant) for mutant in inside(word, 25, 2)),
        *(("a.ofd", mutant) for mutant in mutants(ofd_file(OPINION), 25, 3)),
        *(("a.ofd", mutant) for mutant in inside(ofd_file(OPINION), 25, 4)),
        *(("a.pdf", mutant) for mutant in mutants(pdf_file("BT /F 12 Tf 20 200 Td (Article 1) Tj ET"), 25, 6)),
        *(("a.html", mutant) for mutant in mutants(page_source(OPINION).encode(), 25, 5)),
    ]
    read = 0
    for name, data in files:
        try:
            read += bool(decode(data, name).extracted.strip())
        except DocumentError as error:
            assert len(str(error).splitlines()) == 1  # noqa: PT017  either is right
    assert 0 < read < len(files)


# ------------------------------------------------------------------------------------------------------------ several files


def test_the_other_files_are_done(word: bytes, tmp_path: Path) -> None:
    for name, data in (
        ("a.docx", word),
        ("bad.docx", word[:-99]),
        ("b.html", page_source(OPINION).encode()),
        ("bad.pdf", b"%PDF-1"),
    ):
        (tmp_path / name).write_bytes(data)
    documents, refused = read_all([*sorted(tmp_path.iterdir()), tmp_path / "gone.txt"])
    assert [Path(one.document.path).name for one in documents] == ["a.docx", "b.html"]
    assert [Path(one.path).name for one in refused] == ["bad.docx", "bad.pdf", "gone.txt"]
    assert documents[0].units == documents[1].units or [u.id for u in documents[0].units] == [
        u.id for u in documents[1].units
    ]


def test_standard_input_takes_every_format(word: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BytesIO(data)

    for data, kind in ((word, "docx"), (ofd_file(OPINION), "ofd"), (page_source(OPINION).encode(), "html")):
        monkeypatch.setattr(sys, "stdin", Input(data))
        document = read_document("-")
        assert (document.format, document.metadata.title) == (kind, OPINION.split("\n")[0])


def test_a_folder_takes_every_format_and_lists_the_rest(word: bytes, tmp_path: Path) -> None:
    for path in sample_folder().glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    local = read_document(sample_folder() / "local_lanchuan.txt")
    (tmp_path / "local_lanchuan.txt").unlink()
    made = io.BytesIO()
    word_file(local.text).save(made)
    (tmp_path / "岚川市.docx").write_bytes(made.getvalue())
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    report = compare(sample_folder() / "central_opinion.txt", sample_folder() / "local_yunzhou.txt")
    for suffix in ("html", "docx", "md"):
        report.save(tmp_path / f"报告.{suffix}")
    (tmp_path / "index.md").write_text(index_markdown(report, ["报告.md"]), encoding="utf-8")
    material = read_folder(tmp_path)
    reasons = {Path(one.path).name: one.reason for one in material.skipped}
    for name in ("报告.html", "报告.docx", "报告.md", "index.md"):
        assert reasons[name] == "是 duizhao 写出的报告"
        with pytest.raises(DocumentError, match="这是 duizhao 写出的报告"):
            read_document(tmp_path / name)
    assert material.refused == ()
    assert "岚川市.docx" in [Path(one.document.path).name for one in material.local]
    assert "照片.jpg" in [Path(one.path).name for one in material.skipped]
    assert set(TEXT_SUFFIXES) == {*READABLE_SUFFIXES, ""}
