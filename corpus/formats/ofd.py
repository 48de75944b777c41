"""Read the text of an OFD file (GB/T 33190), line by line from the places of its characters."""

from __future__ import annotations

import math
import posixpath
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import DocumentError
from .decoded import Decoded
from .printed_lines import Glyph, PageReader, PrintedLine
from .printed_pages import printed_text
from .text_limits import check_length
from .xml import attribute, child, children, local_name, parse_xml
from .zips import SafeZip

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_PAGES = 2000
_NO_TEXT = "OFD 里没有文字（多半是扫描件），需要有文字的 OFD；请先做文字识别（OCR），再给出结果"
_GARBLED = "OFD 的文字是乱码（字体自带字形），需要能复制出文字的 OFD；请换一份，或先做文字识别（OCR）"


def read_ofd(data: bytes) -> Decoded:
    """The text of an OFD file: lines as printed, with the edits that join them to paragraphs and take out page numbers.

    :raises DocumentError: it is broken, built to do harm, or has no text.
    """
    container = SafeZip(data)
    reader = PageReader()
    lines: list[PrintedLine] = []
    parts = _SharedParts(container)
    read = 0
    for number, page in enumerate(_pages(parts)):
        if number >= _MAX_PAGES:
            raise DocumentError(f"OFD 超过 {_MAX_PAGES} 页；请先拆分")
        glyphs: list[Glyph] = []
        for part in page:
            glyphs += parts.glyphs(part)
            check_length(read + len(glyphs))
        read += len(glyphs)
        lines += reader.lines(glyphs, number)
    characters = "".join(line.text for line in lines)
    if not characters.strip():
        raise DocumentError(_NO_TEXT)
    unknown = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in characters)
    if unknown * 10 > len(characters):
        raise DocumentError(_GARBLED)
    return printed_text(lines, "ofd", list(reader.warnings()))


class _SharedParts:
    """The parts of a container, each parsed once however many pages share it, as long as they are kept."""

    def __init__(self, container: SafeZip) -> None:
        self.container = container
        self._templates: dict[str, list[str | None]] = {}
        self._glyphs: dict[str, list[Glyph]] = {}
        self._shared: set[str] = set()

    def template_names(self, part: str) -> list[str | None]:
        """Which templates a page says it has, each once."""
        if part not in self._templates:
            root = parse_xml(self.container, part)
            self._templates[part] = list(
                dict.fromkeys(attribute(one, "TemplateID") for one in children(root, "Template"))
            )
        return self._templates[part]

    def glyphs(self, part: str) -> list[Glyph]:
        """The characters of a part; those of one that is asked for again are kept."""
        if part in self._glyphs:
            return self._glyphs[part]
        glyphs: list[Glyph] = []
        for glyph in _glyphs(parse_xml(self.container, part)):
            glyphs.append(glyph)
            check_length(len(glyphs))
        if part in self._shared:
            self._glyphs[part] = glyphs
        self._shared.add(part)
        return glyphs


def _pages(parts: _SharedParts) -> Iterator[list[str]]:
    """The parts that make each page: its template and its own content."""
    read: set[str] = set()
    container = parts.container
    for body in children(parse_xml(container, "OFD.xml"), "DocBody"):
        root = (_text(child(body, "DocRoot")) or "").strip()
        if root in read:  # the same document once more
            continue
        read.add(root)
        document = parse_xml(container, root)
        folder = "" if root.startswith("/") and posixpath.dirname(root) == "/" else posixpath.dirname(root.lstrip("/"))
        common = child(document, "CommonData")
        templates = {
            attribute(one, "ID"): _located(folder, attribute(one, "BaseLoc"))
            for one in children(common, "TemplatePage")
        }
        for page in children(child(document, "Pages"), "Page"):
            part = _located(folder, attribute(page, "BaseLoc"))
            used = parts.template_names(part)
            yield [*(templates[name] for name in used if name in templates and templates[name] in container), part]


def _located(folder: str, place: str | None) -> str:
    """A part's name in the container; places are relative to the document's folder, or begin with a slash."""
    place = (place or "").strip()
    return posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place))


def _glyphs(page: _Element) -> Iterator[Glyph]:
    for node in page.iter():
        if local_name(node) == "TextObject" and attribute(node, "Visible") != "false":
            yield from _of_object(node)


def _of_object(node: _Element) -> Iterator[Glyph]:
    """The characters of a text object; its codes say where each stands, in millimetres."""
    boundary = _numbers(attribute(node, "Boundary"))
    if len(boundary) < 2:
        return
    matrix = _numbers(attribute(node, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = next(iter(_numbers(attribute(node, "Size"))), 4.0)
    printed_size = size * math.hypot(c, d) or 4.0
    x, y = 0.0, 0.0
    for code in children(node, "TextCode"):
        text = _text(code) or ""
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        steps = _steps(attribute(code, "DeltaX"), len(text))
        down = _steps(attribute(code, "DeltaY"), len(text))
        for i, char in enumerate(text):
            wide = unicodedata.east_asian_width(char) in "WF"
            advance = size if wide else size / 2
            if i < len(steps) and 0 < steps[i] <= 1.3 * size:
                advance = steps[i]
            left, top = boundary[0] + a * x + c * y + e, boundary[1] + b * x + d * y + f
            yield Glyph(left, top, left + advance * math.hypot(a, b), printed_size, char)
            x += steps[i] if i < len(steps) else advance if not down else 0.0
            y += down[i] if i < len(down) else 0.0


def _steps(text: str | None, most: int) -> list[float]:
    """Steps from character to character; ``g 3 4.2`` is 4.2 three times."""
    steps: list[float] = []
    words = iter((text or "").split(maxsplit=3 * most + 3)[: 3 * most + 3])
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            count, step = _number(next(words, "")), _number(next(words, ""))
            steps += [step] * min(int(count), most - len(steps))
        else:
            steps.append(_number(word))
    return steps


def _numbers(text: str | None) -> list[float]:
    return [_number(word) for word in (text or "").split()[:8]]


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) and abs(number) < 1e6 else 0.0


def _text(node: _Element | None) -> str | None:
    return None if node is None else node.text
