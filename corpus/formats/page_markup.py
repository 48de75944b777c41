"""Where in the source of a page its text stands, and whether the page may be parsed at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .page_load import PageLimits, PageLoad, hostile_page

# Whose content is no mark-up.
_RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:=?[^\s/>=]+|=)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>][^\s>]*)?)?",
)
_TAG_END = re.compile(r"[\s/]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")

# A stretch of text in the marked source is led by its place, written in characters that stand for nothing in any text.
_FENCE = "\ufdd0"
_DIGITS = str.maketrans("0123456789", "".join(chr(0xFDD1 + i) for i in range(10)))
_TO_DIGITS = str.maketrans("".join(chr(0xFDD1 + i) for i in range(10)), "0123456789")
_PLACE = re.compile(f"{_FENCE}([\ufdd1-\ufdda]{{1,9}}){_FENCE}")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")


@dataclass(frozen=True, slots=True)
class MarkedSource:
    """The source of a page in which each stretch of text says where it stood; ``entity_ends`` is where those end that are entities."""

    source: str
    entity_ends: dict[int, int]


@dataclass(frozen=True, slots=True)
class SourceStretch:
    """Text of a page as a parser gave it, and its place in the source; -1 where that is not known."""

    text: str
    start: int
    end: int


def mark_source(source: str, limits: PageLimits | None = None) -> MarkedSource:
    """Mark each stretch of text with its place. Linear in the source's length.

    :raises DocumentError: the page is built so that no parser could read it.

    >>> marked = mark_source("<p>甲&amp;乙")
    >>> [(stretch.text, stretch.start) for stretch in stretches(marked.source.removeprefix("<p>"), marked.entity_ends)]
    [('甲', 3), ('&amp;', 4), ('乙', 9)]
    """
    limits = limits or PageLimits()
    if len(source) > limits.characters:
        raise hostile_page(f"有 {len(source)} 个字符，上限 {limits.characters}")
    # The same length, so that places stay: a parser makes one line feed of CR LF.
    plain = _NONCHARACTERS.sub("\ufffd", source).replace("\r", " ").replace("\0", " ")
    pieces: list[str] = []
    ends: dict[int, int] = {}
    done = 0
    load = PageLoad(limits)
    for start, end in _text_places(plain, load):
        pieces.append(plain[done:start])
        done = end
        if plain[start:end].isspace() and "\u3000" not in plain[start:end] and "\u00a0" not in plain[start:end]:
            pieces.append(plain[start:end])  # between the rows of a table a mark would be text out of place
            continue
        for piece_start, piece_end in _pieces(plain, start, end):
            pieces += (_mark(piece_start), plain[piece_start:piece_end])
            if plain[piece_start] == "&":
                load.entity()
                ends[piece_start] = piece_end
    pieces.append(plain[done:])
    return MarkedSource("".join(pieces), ends)


def stretches(text: str, entity_ends: dict[int, int]) -> Iterator[SourceStretch]:
    """The stretches of a parsed text, each with its place in the source."""
    done, start = 0, -1
    for match in _PLACE.finditer(text):
        yield from _stretch(text[done : match.start()], start, entity_ends)
        done, start = match.end(), int(match[1].translate(_TO_DIGITS))
    yield from _stretch(text[done:], start, entity_ends)


def unmarked(text: str) -> str:
    """A parsed text without its marks."""
    return _PLACE.sub("", text)


def _stretch(text: str, start: int, entity_ends: dict[int, int]) -> Iterator[SourceStretch]:
    if text:
        yield SourceStretch(text, start, -1 if start < 0 else entity_ends.get(start, start + len(text)))


def _mark(place: int) -> str:
    return f"{_FENCE}{str(place).translate(_DIGITS)}{_FENCE}"


def _pieces(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of text in pieces: each entity is one, and what stands between them."""
    done = start
    for match in _ENTITY.finditer(source, start, end):
        if match.start() > done:
            yield done, match.start()
        yield match.span()
        done = match.end()
    if done < end:
        yield done, end


def _text_places(source: str, load: PageLoad) -> Iterator[tuple[int, int]]:
    """Where the text between the tags stands, comments and scripts left out."""
    start = position = 0
    while (opens := source.find("<", position)) >= 0:
        end, name = _markup_end(source, opens, load)
        if end == opens:  # a plain < in the text
            position = opens + 1
            continue
        if opens > start:
            yield start, opens
        start = position = _behind_raw_text(source, end, name) if name in _RAW_TEXT else end
    if start < len(source):
        yield start, len(source)


def _markup_end(source: str, opens: int, load: PageLoad) -> tuple[int, str]:
    """Where the mark-up that begins here ends, and the name of the element it opens; the same place where it is none."""
    if source.startswith("<!--", opens):
        end = source.find("-->", opens + 2)
        return (len(source) if end < 0 else end + 3), ""
    name = _NAME.match(source, opens)
    if name is None:
        if source[opens + 1 : opens + 2] in ("!", "?", "/"):
            end = source.find(">", opens)
            return (len(source) if end < 0 else end + 1), ""
        return opens, ""
    position = name.end()
    attributes = 0
    while (ends := _TAG_END.match(source, position)) is None:
        attribute = _ATTRIBUTE.match(source, position)
        if attribute is None:
            return len(source), ""  # a tag that never ends
        attributes += 1
        load.attribute(attributes)
        position = attribute.end()
    tag = name[1].lower()
    if source[opens + 1] == "/":
        load.close(tag)
        return ends.end(), ""
    load.open(tag, source[name.end() : ends.end()], ends_itself=ends.group().endswith("/>"))
    return ends.end(), tag


def _behind_raw_text(source: str, position: int, name: str) -> int:
    end = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(source, position)
    return len(source) if end is None else end.start()
