"""An empty Word document as offices here expect it: A4 across, 仿宋 and 黑体, page numbers, nothing that changes from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section
from docx.shared import Mm
from lxml import etree

from ...results.visible import visible
from .elements import Element, W, WordRun, paragraph, w, written

PAGE = (297.0, 210.0)  # mm
MARGIN = 15.0
UPRIGHT_MARGIN = 25.0
ROOM = PAGE[0] - 2 * MARGIN  # what a line may take
UPRIGHT_ROOM = PAGE[1] - 2 * UPRIGHT_MARGIN

BODY, HEADS, LATIN = "仿宋", "黑体", "Times New Roman"
INSERTED, DELETED, MOVED, QUIET = "Inserted", "Deleted", "Moved", "Quiet"
AFTER_TABLE, PAIR_TEXT, GLANCE_TEXT = "AfterTable", "PairText", "GlanceText"
HEAD_NOTE, BRIEF_TEXT = "HeadNote", "BriefText"
_KEPT_STYLES = {"Normal", "Title", "Subtitle", "Heading1", "Heading2", "Heading3", "TableNormal", "TableGrid", "NoList"}
_KEPT_STYLES |= {"DefaultParagraphFont", "Header", "Footer"}
# Parts of python-docx's template that a report has no use for, by the end of their relationship's name.
_UNUSED_PARTS = ("/stylesWithEffects", "/customXml", "/thumbnail", "/numbering", "/extended-properties")
_NO_DATE = datetime(1980, 1, 1)


def empty_document(title: str, date: str | None) -> WordDocument:
    """A document without any content; ``date`` (``2021-05-01``) is what its properties bear, a fixed day where there is none."""
    document = Document()
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_UNUSED_PARTS):
                del holder.rels[key]
    _set_properties(document, title, date)
    _set_styles(document)
    _set_settings(document)
    _set_fonts(document)
    set_page(document.sections[0])
    return document


def set_page(section: Section, *, across: bool = True) -> None:
    """A4: across with narrow margins for tables, else upright with wider ones."""
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(length) for length in (PAGE if across else PAGE[::-1]))
    section.left_margin = section.right_margin = Mm(MARGIN if across else UPRIGHT_MARGIN)
    section.top_margin, section.bottom_margin = Mm(16), Mm(15)
    section.header_distance = section.footer_distance = Mm(7)


def set_running_head(section: Section, text: str, pages: str) -> None:
    """What stands above the pages of a section, and the page number under them (``pages``: ``第 {page} 页，共 {pages} 页``)."""
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False
    for place, line in ((section.header, paragraph([WordRun(text)], "Header")), (section.footer, _page_number(pages))):
        element = place._element
        for child in list(element):
            element.remove(child)
        element.append(line)


def _page_number(pages: str) -> Element:
    line = paragraph([], "Footer")
    for piece in _split(pages, ("{page}", "{pages}")):
        field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(piece)
        if field:
            line.append(w("fldSimple", w("r", written("1")), instr=f" {field} "))
        else:
            line.extend(paragraph([WordRun(piece)], "Footer").findall(f"{{{W}}}r"))
    return line


def _split(text: str, marks: Sequence[str]) -> list[str]:
    pieces = [text]
    for mark in marks:
        pieces = [part for piece in pieces for part in _around(piece, mark)]
    return [piece for piece in pieces if piece]


def _around(text: str, mark: str) -> tuple[str, ...]:
    before, found, behind = text.partition(mark)
    return (before, found, behind)


def set_comments(document: WordDocument, text: str) -> None:
    """What the file says of itself among its properties; python-docx itself takes no more than 255 characters."""
    document.core_properties._element.get_or_add_description().text = visible(text)


def _set_properties(document: WordDocument, title: str, date: str | None) -> None:
    properties = document.core_properties
    day = datetime.fromisoformat(date) if date else _NO_DATE
    properties.created = properties.modified = day
    properties.title = visible(title)[:255]  # the longest that python-docx takes
    properties.author = properties.last_modified_by = "duizhao"
    properties.language = "zh-CN"
    properties.revision = 1
    properties.comments = properties.keywords = ""


def _set_settings(document: WordDocument) -> None:
    settings = document.settings.element
    for name in ("themeFontLang", "savePreviewPicture"):
        for found in settings.findall(f"{{{W}}}{name}"):
            settings.remove(found)
    for found in settings.iter(f"{{{W}}}compatSetting"):
        if found.get(f"{{{W}}}name") == "compatibilityMode":
            found.set(f"{{{W}}}val", "15")  # Word 2013 and later; an older mode is shown in the title bar


def _set_fonts(document: WordDocument) -> None:
    """Give the Chinese fonts their Latin names too, for machines that know them by these alone."""
    fonts = [
        w("font", w("altName", val=other), w("charset", val="86"), w("family", val="modern"), name=name)
        for name, other in ((BODY, "FangSong"), (HEADS, "SimHei"))
    ]
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = etree.tostring(w("fonts", *fonts), xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_styles(document: WordDocument) -> None:
    styles = document.styles.element
    for style in styles.findall(f"{{{W}}}style"):
        if style.get(f"{{{W}}}styleId") not in _KEPT_STYLES:
            styles.remove(style)
    default = styles.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault")
    default.getparent().replace(
        default,
        w("rPrDefault", w("rPr", *_font(BODY, 10.5), w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))),
    )
    for style in styles.findall(f"{{{W}}}style"):
        for name in ("rPr", "pPr", "link"):  # the styles linked to were removed above
            for found in style.findall(f"{{{W}}}{name}"):
                if style.get(f"{{{W}}}type") == "paragraph":
                    style.remove(found)
    _define(styles, "Normal", _spacing(after=60, line=300), [])
    _define(styles, "Title", [*_spacing(before=240, after=120), w("jc", val="center")], _font(HEADS, 18))
    _define(styles, "Subtitle", [*_spacing(after=80), w("jc", val="center")], _font(BODY, 14))
    for level, size in ((1, 16), (2, 13), (3, 11)):
        place = [w("keepNext"), w("keepLines"), *_spacing(before=200, after=100), w("outlineLvl", val=str(level - 1))]
        _define(styles, f"Heading{level}", place, _font(HEADS, size))
    _define(styles, "Header", [w("jc", val="right")], _font(BODY, 9, color="595959"))
    _define(styles, "Footer", [w("jc", val="center")], _font(BODY, 9, color="595959"))
    _add(styles, "paragraph", "TableText", "Table Text", _spacing(line=240), _font(BODY, 9))
    # Of a fixed height, so that the pages are as many with every font.
    _add(styles, "paragraph", PAIR_TEXT, "Pair Text", _fixed(12.5), _font(BODY, 9))
    _add(styles, "paragraph", GLANCE_TEXT, "Glance Text", _fixed(12.5), _font(BODY, 9))
    _add(styles, "paragraph", BRIEF_TEXT, "Brief Text", [*_fixed(14.5, after=2)], _font(BODY, 10.5))
    _add(styles, "paragraph", HEAD_NOTE, "Head Note", _spacing(after=80, line=264), _font(BODY, 9))
    _add(styles, "paragraph", AFTER_TABLE, "After Table", _fixed(1), _font(BODY, 1))
    heads = [w("keepNext"), *_spacing(line=240), w("jc", val="center")]
    _add(styles, "paragraph", "TableHead", "Table Head", heads, _font(HEADS, 9))
    _add(styles, "paragraph", "TableBand", "Table Band", [w("keepNext"), *_spacing(20, 20, 240)], _font(HEADS, 9))
    _add(styles, "character", INSERTED, "Inserted Words", [], [w("color", val="C00000"), w("u", val="single")])
    _add(styles, "character", DELETED, "Deleted Words", [], [w("strike"), w("color", val="767676")])
    _add(styles, "character", MOVED, "Moved Words", [], [w("u", val="double")])
    _add(styles, "character", QUIET, "Quiet Words", [], [w("color", val="595959"), w("sz", val="16")])


def _font(name: str, size: float, *, color: str = "000000") -> list[Element]:
    fonts = w("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=name, cs=LATIN)
    return [fonts, w("color", val=color), w("sz", val=str(round(size * 2))), w("szCs", val=str(round(size * 2)))]


def _spacing(before: int = 0, after: int = 0, line: int = 240) -> list[Element]:
    return [w("spacing", before=str(before), after=str(after), line=str(line), lineRule="auto")]


def _fixed(points: float, after: float = 0) -> list[Element]:
    return [w("spacing", before="0", after=str(round(after * 20)), line=str(round(points * 20)), lineRule="exact")]


def _define(styles: Element, key: str, place: Sequence[Element], look: Sequence[Element]) -> None:
    style = next(one for one in styles.findall(f"{{{W}}}style") if one.get(f"{{{W}}}styleId") == key)
    for name, content in (("pPr", place), ("rPr", look)):
        if content:
            style.append(w(name, *content))


def _add(styles: Element, kind: str, key: str, name: str, place: Sequence[Element], look: Sequence[Element]) -> None:
    style = w("style", w("name", val=name), type=kind, styleId=key, customStyle="1")
    if kind == "paragraph":
        style.append(w("basedOn", val="Normal"))
    style.append(w("qFormat"))
    styles.append(style)
    _define(styles, key, place, look)
