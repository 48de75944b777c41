"""One text in every format and encoding comes back with the same units and sentences, and each place leads back to its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.shared import Pt
from made_files import TEXTS, convert, ofd_file, page_source, plain_page, print_page, program, word_file
from shipped import make_document, segment_document

from duizhao.language import comparable
from duizhao.segmenter import SegmentedDocument
from duizhao.sources import read

NAMES = tuple(TEXTS)


def shape(document: SegmentedDocument) -> list[tuple[str, list[tuple[str, str]]]]:
    """Units and sentences, quotation marks and all, but for blanks."""
    return [
        (unit.id, [(sentence.id, "".join(sentence.text.split())) for sentence in unit.sentences])
        for unit in document.units
    ]


@pytest.fixture(scope="module")
def expected() -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    return {name: shape(segment_document(make_document(text))) for name, text in TEXTS.items()}


def test_the_texts_are_what_they_should_be(expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]) -> None:
    assert [unit for unit, _ in expected["opinion"]] == ["p1", *"1234567"]
    assert [unit for unit, _ in expected["regulation"]] == [*"123456"]
    assert sum(len(sentences) for shape in expected.values() for _, sentences in shape) > 25


def check(path: Path, name: str, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]) -> SegmentedDocument:
    document = read(path)
    assert shape(document) == expected[name]
    assert document.document.metadata.title == TEXTS[name].split("\n")[0]
    return document


# --------------------------------------------------------------------------------------------------- formats that are text


def as_markdown(text: str) -> str:
    title, *lines = text.split("\n")
    marked = [f"## {line}" if line[:3] in ("第一章", "第二章", "第三章") or line[1] == "、" else line for line in lines]
    return f"---\ntitle: {title}\nweight: 1\n---\n# {title}\n\n" + "\n\n".join(marked) + "\n<!-- 完 -->\n"


def as_old_page(text: str) -> str:
    """A page of twenty years ago: tables for columns, no ends of paragraphs, fonts, entities."""
    title, *lines = text.split("\n")
    body = "<br>\r\n".join(
        f"&nbsp;&nbsp;&nbsp;&nbsp;{line.replace('“', '&ldquo;').replace('”', '&rdquo;')}" for line in lines
    )
    return (
        f"<HTML><HEAD><META content='text/html; charset=gb2312' http-equiv=Content-Type></HEAD><BODY><TABLE><TR><TD>首页 新闻</TD></TR>"
        f"</TABLE><TABLE><TR><TD width=120>栏目导航<BR>政策<BR>法规</TD><TD><CENTER><FONT size=5><B>{title}</B></FONT></CENTER>"
        f"<P>{body}</TD></TR></TABLE></BODY></HTML>"
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["txt", "md", "html", "old.html"])
def test_texts_and_pages(
    form: str, encoding: str, name: str, tmp_path: Path, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]
) -> None:
    make = {"txt": str, "md": as_markdown, "html": page_source, "old.html": as_old_page}[form]
    source = make(TEXTS[name])
    path = tmp_path / f"a.{form}"
    path.write_bytes(source.encode(encoding))
    document = check(path, name, expected)
    assert document.document.format == form.rpartition(".")[2]
    assert document.document.raw == source
    for sentence in document.sentences:
        place = document.document.raw_span(sentence.span).of(source)
        assert place[0] in (sentence.text[0], "&"), "a place in the file begins where its sentence does"
        assert "不是正文" not in place


def test_traditional_characters_in_big5(tmp_path: Path) -> None:
    text = "青石市書屋管理辦法\n第一條　為辦好書屋，制定本辦法。\n第二條　書屋應每週開放三十小時；農忙時得調整。"
    (tmp_path / "a.txt").write_bytes(text.encode("big5"))
    document = read(tmp_path / "a.txt")
    assert document.document.encoding == "big5"
    assert document.document.raw == text


# ---------------------------------------------------------------------------------------------------- formats of programs


ROOT = Path(__file__).resolve().parent.parent
LAW = "national/不动产登记暂行条例(2019-03-24).md"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which LibreOffice has written each text as .pdf, .doc, .rtf and .html, and a real law in two columns as .pdf."""
    folder = tmp_path_factory.mktemp("office")
    program("soffice", "libreoffice")
    made = []
    for name, text in TEXTS.items():
        made.append(folder / f"{name}.docx")
        word_file(text).save(str(made[-1]))
    law = ROOT.parent / "shared" / "laws" / LAW
    columned = [in_columns(read(law).document.text, folder / "law.docx")] if law.is_file() else []
    for target, files in (("pdf", [*made, *columned]), ("doc", made[:1]), ("rtf", made[1:]), ("html", made)):
        convert(files, target, folder, folder / "profile")
    return folder


def in_columns(text: str, path: Path) -> Path:
    """A Word file in two columns, with a running head."""
    document = word_file(text)
    columns = document.sections[0]._sectPr.xpath("./w:cols")[0]
    columns.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}num", "2")
    document.styles["Normal"].font.size = Pt(10.5)
    document.save(str(path))
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file(name: str, tmp_path: Path, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]) -> None:
    word_file(TEXTS[name]).save(str(tmp_path / "a.docx"))
    document = check(tmp_path / "a.docx", name, expected)
    assert document.document.format == "docx"


@pytest.mark.parametrize("name", NAMES)
def test_an_ofd_file(name: str, tmp_path: Path, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]) -> None:
    (tmp_path / "a.ofd").write_bytes(ofd_file(TEXTS[name]))
    document = check(tmp_path / "a.ofd", name, expected)
    assert document.document.file.page_starts[0] == 0
    assert "— 1 —" in document.document.raw
    assert "— 1 —" not in document.document.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["pdf", "html"])
def test_what_libreoffice_writes(
    form: str, name: str, office: Path, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]
) -> None:
    document = check(office / f"{name}.{form}", name, expected)
    assert document.warnings == ()


@pytest.mark.parametrize(("name", "form"), [("opinion", "wps"), ("regulation", "rtf")])
def test_old_formats_go_through_libreoffice(
    form: str, name: str, office: Path, tmp_path: Path, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]
) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes((office / f"{name}.{'doc' if form == 'wps' else form}").read_bytes())
    document = check(path, name, expected)
    assert document.document.format == ("rtf" if form == "rtf" else "doc")
    assert document.warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_browser_prints(
    name: str, tmp_path: Path, expected: dict[str, list[tuple[str, list[tuple[str, str]]]]]
) -> None:
    (tmp_path / "a.html").write_text(plain_page(TEXTS[name]), encoding="utf-8")
    print_page(tmp_path / "a.html", tmp_path / "a.pdf")
    document = check(tmp_path / "a.pdf", name, expected)
    assert document.document.format == "pdf"


# ------------------------------------------------------------------------------------------------- figures on real documents


def counted(document: SegmentedDocument) -> list[str]:
    return [comparable(sentence.text) for sentence in document.sentences]


def test_a_law_printed_in_columns_has_its_sentences(shared: Path, office: Path) -> None:
    """A real law, set in two columns with running heads, through LibreOffice to a PDF."""
    theirs, ours = counted(read(shared / "laws" / LAW)), counted(read(office / "law.pdf"))
    assert len(set(theirs) - set(ours)) <= len(theirs) // 100
