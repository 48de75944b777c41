"""Streams that are closed, links that lead nowhere, files that mention what they are not: told, and the rest is done."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shipped import make_document

from duizhao.changes.corrections_file import parse_corrections
from duizhao.corpus import DocumentError, known_encoding
from duizhao.corpus.formats.sniffing import sniff
from duizhao.corpus.reading import decode
from duizhao.families import read_folder
from duizhao.report import edits_jsonl
from duizhao.sources import sample_folder

TEXT = "关于办好书屋的意见\n第一条　书屋应当每周开放。\n第二条　书屋应当公布开放时间。\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX systems")


# -------------------------------------------------------------------------------------------------------------------- folders


@posix
def test_a_link_that_leads_to_itself_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    for path in sample_folder().glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nothing.txt")
    family = read_folder(tmp_path)
    assert len(family.local) == 3
    assert sorted(Path(one.path).name for one in family.refused) == ["gone.txt", "loop.txt"]
    assert all(len(one.reason.splitlines()) == 1 for one in family.refused)


# --------------------------------------------------------------------------------------------------------- files of corrections

ENTRY = (
    'central_document = "a.txt"\nlocal_document = "b.txt"\nlocal = "1:1"\nlocal_words = "书屋免费"\nrelation = "照搬"\n'
)
FILES = {
    "entries": ("[[correction]]\n" + ENTRY) * 30_000,
    "names in names": "a." * 100_000 + "b = 1",
    "quoted names in names": '"a"."b".' * 100_000 + "b = 1",
    "tables in tables": "".join(f"[{'a.' * 500}b{i}]\n" for i in range(2000)),
    "arrays in arrays": "a = " + "[" * 100_000,
    "tables in a row": "a = " + "{a=" * 100_000,
    "a number": "a = " + "9" * 1_000_000,
    "a number in parts": "a = " + "9_9" * 300_000,
    "a number in an array": "a = [1, " + "9" * 5_000 + "]",
    "one byte after the other": '[[correction]]\nnote = "' + "书" * 4_000_000 + '"',
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_corrections_built_to_take_minutes(kind: str) -> None:
    start = time.process_time()
    with pytest.raises(DocumentError) as caught:
        parse_corrections(f"format = 1\n{FILES[kind]}\n".encode(), "a.toml")
    assert time.process_time() - start < 3
    message = str(caught.value)
    assert message.startswith("a.toml：")
    assert "请" in message
    assert len(message.splitlines()) == 1
    assert len(message) < 400


def test_a_long_file_of_corrections_and_words_that_look_like_names_are_read() -> None:
    note = f'note = "见 1.2.3.{"." * 200}，{"-" * 500}，{"9" * 500}"\n'
    assert len(parse_corrections(("format = 1\n" + ("[[correction]]\n" + ENTRY) * 2000 + note).encode())) == 2000


# ------------------------------------------------------------------------------------------------------------ texts and encodings


@pytest.mark.parametrize("name", ["punycode", "idna", "undefined", "base64", "rot13", "hex"])
def test_an_encoding_that_reads_no_texts(name: str) -> None:
    with pytest.raises(DocumentError, match=f"没有名为 {name} 的编码"):
        known_encoding(name)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "big5"])
@pytest.mark.parametrize("named", [True, False])
def test_a_few_nuls_in_a_good_text_are_replaced_and_counted(encoding: str, named: bool) -> None:
    text = TEXT * 6
    damaged = text[:100] + "\0\0" + text[100:] + "\0"
    if encoding == "big5":
        damaged = (
            damaged.replace("书", "書")
            .replace("关", "關")
            .replace("应当", "應當")
            .replace("开", "開")
            .replace("时间", "時間")
        )
        damaged = damaged.replace("办", "辦").replace("于", "於").replace("条", "條").replace("见", "見")
    decoded = decode(damaged.encode(encoding), "a.txt", encoding=encoding if named else None)
    assert decoded.text == damaged.replace("\0", "\ufffd")
    assert decoded.warnings[-1].startswith("有 3 个空字符（NUL），已用 U+FFFD 代替，第一个在第 101 字")


def test_many_nuls_are_no_text() -> None:
    for data in (
        TEXT.encode() + b"\0" * 50,
        bytes(5000),
        TEXT.encode("utf-32-le"),
        b"\0".join(b"%d" % i for i in range(500)),
    ):
        with pytest.raises(DocumentError):
            decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("关于%PDF-1.7格式的意见\n".encode(), "text"),
        ("%PDF-1.7 是一种格式。\n第一条　书屋免费。".encode(), "text"),
        (b"%PDF-", "pdf"),
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", "pdf"),
        (b"%PDF-1.4%\xe2\xe3\xcf\xd3\n", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "pdf"),
    ],
)
def test_a_text_may_mention_the_signature_of_a_pdf(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_an_edit_is_one_line_for_whoever_counts_lines() -> None:
    document = make_document("第一条　书屋\u2028免费,,,,开放\x85每周\u2029一次。\n第二条　书屋,,,,开放。")
    written = edits_jsonl(document)
    lines = written.splitlines()
    assert lines == written.split("\n")[:-1]
    assert {json.loads(line)["raw"] for line in lines} >= {",,,,"}
    assert [json.loads(line)["raw"] for line in lines] == [edit.span.of(document.raw) for edit in document.edits]


# -------------------------------------------------------------------------------------------------------------- standard output


def started(arguments: str, *, python: str = "", files: str = "") -> tuple[int, str]:
    """The status of a command that a shell starts, and what it says on standard error."""
    source = sample_folder() / "central_opinion.txt"
    line = f'{files} exec "{sys.executable}" {python} -m duizhao {arguments.replace("@", str(source))}'
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, timeout=60, check=False)
    return done.returncode, done.stderr.decode()


@posix
def test_a_standard_output_that_is_closed() -> None:
    for arguments in ("clean @ >&-", "clean --diff @ >&-"):
        status, told = started(arguments)
        assert status == 1
        assert told.count("\n") == 1
        assert "标准输出：已经关闭" in told


@posix
def test_a_standard_output_that_takes_but_a_part(tmp_path: Path) -> None:
    # Files may have one block: less than what is written.
    status, told = started(f'segment @ > "{tmp_path / "out"}"', python="-u", files="ulimit -f 2;")
    assert status == 1
    assert "无法读写" in told
