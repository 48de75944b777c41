"""Small files that unfold to more than there is room for: each is refused at once, or read at once, whatever it is made of."""

from __future__ import annotations

import random
import time
import zlib
from pathlib import Path

import pytest
from made_files import zipped
from shipped import find_requirements

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import text_limits
from duizhao.corpus.formats.page_load import PageLimits
from duizhao.corpus.formats.page_markup import mark_source
from duizhao.corpus.formats.pdf_load import PdfLimits, check_pdf
from duizhao.corpus.formats.text_limits import MAX_CHARACTERS
from duizhao.corpus.reading import decode
from duizhao.extract import table_warnings
from duizhao.sources import read_documents

SECONDS = 5.0
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes, name: str = "某文件") -> str:
    """The text of a file, or what is said against it: either is right, as long as it is soon."""
    start = time.process_time()
    try:
        text = decode(data, name).extracted
    except DocumentError as error:
        text = str(error)
        assert "请" in text
        assert len(text.splitlines()) == 1
    assert time.process_time() - start < SECONDS
    return text


# ---------------------------------------------------------------------------------------------------------------------- pages

DEEP = {
    "ends of nothing": "<div></x>",
    "ends of what is closed": "<div></span>",
    "ends across what stops them": "<span><div></span>",
    "ends of items": "<ol></x><li>",
    "fonts": "<font size=1></b>",
    "fonts across blocks": "<b><div></b></i>",
    "tables": "<table><tr><td></x>",
    "drawings": "<svg><g></p></x>",
    "drawings that end": "<svg><p></p><g/>",
    "rows of no table in a drawing": "<svg><td>",
}


@pytest.mark.parametrize("kind", DEEP)
def test_depth_is_what_is_open(kind: str) -> None:
    page = f"<html><body>{DEEP[kind] * 60_000}<p>第一条　书屋免费。</p></body></html>"
    assert "网页不正常" in read(page.encode())


@pytest.mark.parametrize(
    "source",
    [
        "<p>甲" * 3000,
        "<ul>" + "<li>甲" * 3000 + "</ul>",
        "<table>" + "<tr><td>甲<td><font>乙</td>" * 1000 + "</table>",
        "<div><span><p>甲</span></div>" * 1500,
        "<h2>甲</h3><b>乙</b>" * 1500,
        "<svg>" + "<path d=1 />" * 3000 + "</svg>甲",
        "<a href=1><div>甲</div><a href=2>乙</a>" * 300,
    ],
)
def test_what_a_page_leaves_open_as_pages_do_is_not_deep(source: str) -> None:
    assert mark_source(f"<body>{source}</body>").source


def test_the_limits_of_a_page_are_named() -> None:
    for limits, source, named in (
        (PageLimits(attributes=2), "<p a=1 b=2 c=3>", "一个标记有 2 个以上的属性"),
        (PageLimits(all_attributes=2), "<p a=1><p b=2><p c=3>", "标记有 2 个以上的属性"),
        (PageLimits(entities=2), "&lt;&gt;&amp;", "2 个以上的实体"),
        (PageLimits(tags=2), "<p><p><p>", "2 个以上的标记"),
        (PageLimits(depth=2), "<div><div><div>", "超过 2 层"),
        (PageLimits(characters=2), "<p>", "上限 2"),
    ):
        with pytest.raises(DocumentError, match=named):
            mark_source(source, limits)


# ------------------------------------------------------------------------------------------------------------------------ OFD


def ofd(pages: int, content: str, *, document: str = "", **more: str) -> bytes:
    """An OFD file whose pages are all one part."""
    named = "".join(f'<Page ID="{i}" BaseLoc="P.xml"/>' for i in range(pages))
    return zipped(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
            "D/Document.xml": document or f"<Document><CommonData/><Pages>{named}</Pages></Document>",
            "D/P.xml": content,
            **more,
        }
    )


def printed(text: str, steps: str = "", *, y: int = 10) -> str:
    return f'<TextObject Boundary="10 {y} 100 10" Size="4"><TextCode X="0" Y="4" DeltaX="{steps}">{text}</TextCode></TextObject>'


def layer(content: str, before: str = "") -> str:
    return f"<Page>{before}<Content><Layer>{content}</Layer></Content></Page>"


def test_steps_are_cut_before_they_are_written_out() -> None:
    text = "书" * 5000
    assert read(ofd(1, layer(printed(text, "g 5000 1 " * 5000)))).startswith("书书")


def test_a_part_that_pages_share_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_limits, "MAX_CHARACTERS", 60_000)
    page = layer("".join(printed("书屋每周开放。", y=i % 250) for i in range(1200)))
    assert "文字超过 60000 个" in read(ofd(2000, page))
    document = (
        '<Document><CommonData><TemplatePage ID="t" BaseLoc="T.xml"/></CommonData>'
        '<Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>'
    )
    again = layer(printed("第一条　书屋免费。"), '<Template TemplateID="t"/>' * 5000)
    assert "书屋" in read(ofd(1, again, document=document, **{"D/T.xml": page}))


# ----------------------------------------------------------------------------------------------------------------------- Word


def word(body: str, **more: str) -> bytes:
    document = f"<w:document {WORDS}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_tables_in_tables() -> None:
    def nested(depth: int) -> bytes:
        opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
        return word(opened * depth + paragraph("第一条　书屋免费。" * 2000) + closed * depth)

    assert "第一条" in read(nested(10))
    assert "表格嵌套超过 20 层" in read(nested(60))


def test_a_document_longer_than_any() -> None:
    words = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x7000), k=650_000)))  # noqa: S311  no secret
    assert f"文字超过 {MAX_CHARACTERS} 个" in read(
        word("".join(paragraph(words[i : i + 500]) for i in range(0, len(words), 500)))
    )
    runs = "".join(f"<w:r><w:t>{chr(0x4E00 + i % 9000)}</w:t></w:r>" for i in range(160_000))
    assert "个标记，上限 600000" in read(word(f"<w:p>{runs}</w:p>"))
    assert f"文字超过 {MAX_CHARACTERS} 个（读到 600010 个）" in read(("第一条　书屋免费。\n" * 60_001).encode())


# ------------------------------------------------------------------------------------------------------------------------ PDF


def pdf(objects: dict[int, bytes]) -> bytes:
    """The objects of a PDF as they stand in a file."""
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())


def drawn(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (more, len(packed), packed)


def form(content: bytes, name: int) -> bytes:
    return drawn(content, b"/Type/XObject/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>" % name)


ROOT = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}
PAGE = b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 10 0 R>>>>/Contents 4 0 R>>"


def test_forms_in_forms() -> None:
    forms = {i: form(b"/X Do\n" * 10, i + 1) for i in range(10, 20)}
    with pytest.raises(DocumentError, match="表单，互相嵌套"):
        check_pdf(pdf({**ROOT, 3: PAGE, 4: drawn(b"/X Do\n"), **forms}))
    check_pdf(pdf({**ROOT, 3: PAGE, 4: drawn(b"/X Do\n"), 10: form(b"/X Do\n", 10)}))  # one in itself
    packed = b"10 0 3 %d %s%s" % (len(b"<<>>"), b"<<>>", PAGE)
    check_pdf(pdf({**ROOT, 5: drawn(packed, b"/Type/ObjStm/N 2/First 9"), 4: drawn(b"BT ET")}))


def test_pages_that_share_what_they_draw() -> None:
    many = {1: ROOT[1], 2: b"<</Type/Pages/Kids[" + b"3 0 R " * 2000 + b"]>>"}
    with pytest.raises(DocumentError, match="同一段内容"):
        check_pdf(pdf({**many, 3: PAGE, 4: drawn(b"q Q " * 100_000)}))
    check_pdf(pdf({**many, 3: PAGE, 4: drawn(b"q Q")}))
    with pytest.raises(DocumentError, match="各页的内容解开后超过 1 MB"):
        check_pdf(pdf({**many, 3: PAGE, 4: drawn(b"q Q " * 1000)}), PdfLimits(total_bytes=1 << 20))


def test_gigabytes_of_blanks() -> None:
    with pytest.raises(DocumentError, match="一段内容解开后超过 32 MB"):
        check_pdf(pdf({**ROOT, 3: PAGE, 4: drawn(b" " * 40_000_000)}))


# ----------------------------------------------------------------------------------------------------------- sentences, figures


def test_no_figures_are_looked_for_in_what_is_no_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"第一条　书屋每年检查1次。\n第二条　每年{'1次、2次、' * 60_000}。\n第三条　每月检查2次。\n", encoding="utf-8"
    )
    start = time.process_time()
    [document] = read_documents(path)
    assert [one.quote for one in find_requirements(document)] == ["每年检查1次", "每月检查2次"]
    assert "1 句超过 20000 字" in table_warnings(document)[-1]
    assert time.process_time() - start < SECONDS


def test_one_character_on_and_on_is_no_damage(tmp_path: Path) -> None:
    text = "第一条　书屋每年检查1次。\n" + "锟" * 150_000 + "\n第二条　书屋免费开放。"
    assert read(text.encode()) == text
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    assert read_documents(path)[0].document.text.startswith("第一条")
    assert time.process_time() - start < SECONDS
