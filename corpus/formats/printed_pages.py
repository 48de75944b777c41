"""From the lines of printed pages to a text: page numbers and running heads out, wrapped lines joined, each as an edit."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ...language.expressions import expression
from ...language.spans import Edit, Span
from ..clean.likelihood import KeptModel
from ..clean.line_breaks import load_line_break_words
from ..clean.lines import STRUCTURE_START, display_width, ends_sentence
from .decoded import Decoded
from .page_footnotes import page_footnotes
from .page_watermarks import repeated_lines
from .printed_lines import PrintedLine, by_page

_MIN_WIDTH = 12  # characters: a text is not wrapped more narrowly, a list is
_FEW_LINES = 4  # of a page: fewer do not show its margins
_SLACK = 2.3  # characters by which a full line may be shorter, for the sake of marks that may not begin a line
_LATIN_SLACK = 1.5  # characters by which Latin letters, digits and % may be wider than half a Chinese one
_EDGE = 2  # lines at the top and at the bottom of a page among which heads and numbers are looked for
_NUMBER = expression(
    r"[-—－–―─·\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/，,共]\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—－–―─·\s]*",
    match=["— 3 —", "第 3 页 共 12 页", "3/12"],
    no_match=["3次", "第三页", "12345"],
    use="fullmatch",
)
# What browsers print at the edges of a page: when, and from where.
_BROWSER = expression(
    r"(?:file|https?)://\S+(?:\s*\d{1,4}\s*/\s*\d{1,4})?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s.{0,120})?",
    match=["http://www.example.com/a 1/3", "2021/7/1 上午9:30 书屋办法", "7/1/2021, 9:30 AM"],
    no_match=["2021/7/1", "上午9:30", "网址 http://www.example.com"],
    use="fullmatch",
)
# What no program breaks: an opening bracket stays with what it opens, a number in one piece, a closing mark with what it closes,
# and with the number or letter behind it (法》，1987).
_CLOSING_MARKS = "》”’）)〕］】，。；：、！？%％"
_UNBROKEN = re.compile(
    r"[《“‘（(〔［【]*(?:[A-Za-z0-9Ⅰ-Ⅻ][A-Za-z0-9Ⅰ-Ⅻ.:%+~/-]{0,30}|.)"
    rf"(?:[{_CLOSING_MARKS}]{{1,4}}[A-Za-z0-9Ⅰ-Ⅻ.]{{1,12}}){{0,4}}[{_CLOSING_MARKS}]*"
)
# Radicals that fonts give for the characters that look like them.
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_MARKED_NUMBER = expression(r"[-—－–―─·页/]", match=["- 3 -", "3/12", "第3页"], no_match=["3", "第3条"])


def printed_text(
    lines: Sequence[PrintedLine],
    format_name: str,
    warnings: Sequence[str],
    rules: Mapping[int, Sequence[float]] | None = None,
) -> Decoded:
    """The text of printed pages, a line as printed on each line, with the edits that make paragraphs of them; footnotes apart.

    :param rules: for each page the heights at which a level line is drawn on it.

    >>> lines = [PrintedLine(10, 200, 20, 10, "第一条 书屋应当"), PrintedLine(10, 60, 40, 10, "开放。")]
    >>> printed_text(lines, "pdf", []).extracted
    '第一条 书屋应当开放。'
    """
    text = "\n".join(line.text for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    residue = _residue(lines)
    repeated = repeated_lines(lines, residue)
    residue |= dict.fromkeys(repeated.lines, "watermark")
    notes = page_footnotes(lines, residue, rules)
    residue |= dict.fromkeys(notes.lines, "page_footnote")
    told = [f"脚注和尾注 {len(notes.notes)} 条没有放进正文"] if notes.notes else []
    edits = [
        Edit(Span(match.start(), match.end()), folded, "radical")
        for match in _RADICAL.finditer(text)
        if len(folded := _normal(match.group())) == 1 and folded != match.group()
    ]
    edits += [Edit(Span(starts[i] + at, starts[i] + at + 1), "", "page_footnote") for i, at in notes.marks]
    edits += _line_edits(lines, starts, residue, len(text))
    pages = [starts[i] for i, line in enumerate(lines) if i == 0 or line.page != lines[i - 1].page]
    return Decoded(
        text,
        format_name,
        (*warnings, *repeated.warnings, *told),
        format_name,
        tuple(_in_order(edits)),
        footnotes=notes.notes,
        page_starts=tuple(pages),
    )


def _normal(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _in_order(edits: list[Edit]) -> Iterator[Edit]:
    """Edits in order; of those that meet, the one that takes more."""
    done = 0
    for edit in sorted(edits, key=lambda one: (one.span.start, -len(one.span))):
        if edit.span.start >= done:
            yield edit
            done = max(done, edit.span.end)


def _line_edits(
    lines: Sequence[PrintedLine], starts: Sequence[int], residue: dict[int, str], length: int
) -> list[Edit]:
    """Take out heads and page numbers, and join what was wrapped, also across them."""
    edits = [Edit(Span(starts[i], min(starts[i + 1], length)), "", rule) for i, rule in residue.items()]
    kept = [i for i in range(len(lines)) if i not in residue]
    margins = _Margins([lines[i] for i in kept])
    for i, j in pairwise(kept):
        if margins.goes_on(lines[i], lines[j]):
            end = starts[i] + len(lines[i].text)
            last, first = lines[i].text[-1:], lines[j].text[:1]
            # A wrap between two digits tore one number.
            words = (last + first).isascii() and (last + first).isalnum() and not (last + first).isdigit()
            edits.append(Edit(Span(end, end + 1), " " if words else "", "printed_wrap"))
    return edits


def _residue(lines: Sequence[PrintedLine]) -> dict[int, str]:
    """The lines that belong to the pages and not to the text, with the rule that says so."""
    index = {id(line): i for i, line in enumerate(lines)}
    pages = by_page(lines)
    found: dict[int, str] = {}
    edges = [_edges(page) for page in pages]
    for page_lines in edges:
        for line in page_lines:
            if _NUMBER.fullmatch(line.text) and _is_page_number(line, edges):
                found[index[id(line)]] = "page_number"
            elif _BROWSER.fullmatch(line.text):
                found[index[id(line)]] = "browser_margin"
    for line in _running_heads(edges) if len(pages) > 1 else ():
        found.setdefault(index[id(line)], "running_head")
    if len(found) < len(lines):
        return found
    # Of pages with nothing else on them only what the browser printed is surely not theirs.
    return {i: rule for i, rule in found.items() if rule == "browser_margin"}


def _running_heads(edges: Sequence[Sequence[PrintedLine]]) -> Iterator[PrintedLine]:
    """The lines that stand at the same height of many pages with the same words; those of left and right pages may differ."""
    again = Counter(key for page in edges for key in {_key(line) for line in page})
    seen: set[tuple[str, int]] = set()
    for page in edges:
        for line in page:
            key = _key(line)
            # The head of a table is printed on every page too: its first place is text.
            if again[key] > 1 and again[key] * 5 >= len(edges) * 2 and ("\t" not in line.text or key in seen):
                yield line
            seen.add(key)


def _edges(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines at the top and at the bottom of a page, by their place and not by their order: of two columns the second ends it."""
    by_place = sorted(page, key=lambda line: line.y)
    return [*by_place[:_EDGE], *(line for line in by_place[-_EDGE:] if line not in by_place[:_EDGE])]


def _key(line: PrintedLine) -> tuple[str, int]:
    """What is the same of a head on every page: its words but for numbers, and its height on the page."""
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.y / 6)


def _is_page_number(line: PrintedLine, edges: Sequence[Sequence[PrintedLine]]) -> bool:
    """Does a number count pages: does it grow with them, or is it marked as one?"""
    number = _number(line)
    others = [
        (other.page, _number(other))
        for page in edges
        for other in page
        if _NUMBER.fullmatch(other.text) and other is not line
    ]
    counted = any(theirs - number == page - line.page != 0 for page, theirs in others)
    marked = _MARKED_NUMBER.search(line.text) is not None
    return counted or (marked and (number == line.page + 1 or len(edges) == 1))


def _number(line: PrintedLine) -> int:
    match = _NUMBER.fullmatch(line.text)
    return int(match[1]) if match is not None else -1


def _columns(match: re.Match[str] | None) -> int:
    return display_width(match.group()) if match is not None else 0


def _margins(lines: Sequence[PrintedLine]) -> tuple[float, float]:
    """Where the lines of a column begin and end; a mark may hang over its edge."""
    without_mark = [line.right for line in lines if line.text[-1:].isalnum()]
    return min(line.left for line in lines), max(without_mark or [line.right for line in lines])


class _Margins:
    """Where the lines of a text begin and end on its pages, and whether its paragraphs are indented."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._words = load_line_break_words()
        self._load_model = KeptModel()
        self._of_columns: dict[tuple[int, int], tuple[float, float]] = {}
        of_columns: dict[tuple[int, int], list[PrintedLine]] = {}
        for line in lines:
            if "\t" not in line.text:
                of_columns.setdefault((line.page, line.column), []).append(line)
        for key, found in of_columns.items():
            if len(found) >= _FEW_LINES:
                self._of_columns[key] = _margins(found)
        texts = [line for line in lines if "\t" not in line.text]
        self._whole = {
            column: _margins([line for line in texts if line.column == column])
            for column in {line.column for line in texts}
        }
        pairs = [(line, following) for line, following in pairwise(lines) if line.page == following.page]
        gaps = Counter(round(following.y - line.y) for line, following in pairs if following.y > line.y)
        self._leading = gaps.most_common(1)[0][0] if gaps else 0
        behind_a_stop = [following for line, following in pairs if ends_sentence(line.text)]
        self._indented = sum(map(self._is_indented, behind_a_stop)) * 2 >= max(1, len(behind_a_stop))

    def _of(self, line: PrintedLine) -> tuple[float, float]:
        """The margins of a line's column; on a page with few lines those of that column in the whole text."""
        own = self._of_columns.get((line.page, line.column))
        return own or self._whole.get(line.column, (line.left, line.right))

    def _is_indented(self, line: PrintedLine) -> bool:
        return line.left - self._of(line)[0] > 0.8 * line.size

    def goes_on(self, line: PrintedLine, following: PrintedLine) -> bool:
        """Does a paragraph go on in the next line: is this one full, and does that one begin at the margin?"""
        if not line.text or not following.text or "\t" in line.text or "\t" in following.text:
            return False
        of_one_kind = abs(line.size - following.size) <= 0.15 * max(line.size, following.size)
        left, right = self._of(line)
        room = max(_SLACK, _columns(_UNBROKEN.match(following.text)) / 2 + _LATIN_SLACK) * line.size
        full = right - line.right < room and right - left >= _MIN_WIDTH * line.size
        apart = following.page == line.page and following.y - line.y > 1.4 * self._leading
        if not of_one_kind or not full or apart or self._is_indented(following):
            return False
        number = STRUCTURE_START.match(_RADICAL.sub(lambda radical: _normal(radical.group()), following.text))
        if number is not None:
            # A wrap may tear a citation, so that an article's number stands first in a line; there is no blank behind it then.
            blank = following.text[number.end() : number.end() + 1].isspace()
            torn = self._words.cites.search(line.text) is not None or (
                # A wrap may tear 统一、 too: what looks like the number 一、 is the second half of a word then.
                not ends_sentence(line.text)
                and (self._indented or self._load_model().is_one_word(line.text[-1], following.text[0]))
            )
            return not blank and torn
        # A full line that ends a sentence may end its paragraph where paragraphs are not indented.
        return self._indented or not ends_sentence(line.text)
