"""What the pages of a printed text leave in it: their numbers and their running heads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ...language.expressions import expression
from ...language.marks import CLOSERS, OPENERS, PAIRS, is_open
from ...language.spans import Edit, Span
from .likelihood import CharacterModel, load_character_model
from .lines import BLANKS, STRUCTURE_START, Line, display_width, ends_sentence, filled_lines, iter_contents, iter_lines

# A page has at least this many lines: what comes again sooner is no running head, a number that follows sooner no page number.
_MIN_PAGE = 5
_FULL_PAGE = 12
_MIN_COLUMNS = 30
_MAX_HEAD = 60
_FEWEST_MARKS, _FEWEST_TORN, _FEWEST_LONE = 3, 2, 4
_FEWEST_PAGES = 4  # where other numbers stand on lines of their own too
_PAGE_NUMBER = expression(
    r"[-—－–―─·]{0,3}[ \u3000]*\d{1,4}[ \u3000]*[-—－–―─·]{0,3}|第[ \u3000]*\d{1,4}[ \u3000]*页.{0,20}",
    match=["— 3 —", "12", "第 3 页 共 9 页"],
    no_match=["3次", "第3条"],
    use="fullmatch",
)
_BARE_NUMBER = re.compile(rf"\n[{BLANKS}]*\d{{1,3}}[{BLANKS}]*$", re.MULTILINE)  # not ^, which is found less fast
_LONE = expression("\n[ \u3000]*[\u3400-\u9fff][ \u3000]*(?=\n)", match=["书\n屋\n"], no_match=["书\n屋。\n"])
_HAN = expression("[\u3400-\u9fff]", match=["书"], no_match=["，", "书屋"], use="fullmatch")
_STAMP = re.compile(r"\s|[0-9]{4}|[A-Za-z]{3}")  # a date, a name and a date: no words of a sentence
_BARE = re.compile(r"[0-9]{1,3}")
_NUMBER_BESIDE = "0123456789０１２３４５６７８９·—–-" + BLANKS


def bare_page_number_edits(text: str) -> list[Edit]:
    """Take out numbers on lines of their own when they count pages: each one greater than the last.

    A table's column of numbers is left alone: page numbers have several lines of text between them. Only the last page, the one
    whose number ends the text, may hold fewer.
    """
    if not _BARE_NUMBER.search("\n" + text):
        return []
    lines = list(iter_lines(text))
    numbered = [(i, int(line.content)) for i, line in enumerate(lines) if _BARE.fullmatch(line.content)]
    last_filled = max((i for i, line in enumerate(lines) if line.content), default=0)
    counted = _counted(numbered, last_filled)
    if not counted:
        return []
    first, last = counted[0], counted[-1]
    gaps = [j - i for (i, _), (j, _) in pairwise(counted)]
    if last[0] == last_filled:  # it ends the text
        gaps[-1:] = [first[0]]
    if not gaps or min(gaps) < _MIN_PAGE or (len(counted) == 1 and first[1] != 1):
        return []
    return [Edit(Span(lines[i].start, lines[i].end), "", "page_number") for i, _ in counted if lines[i].text]


def _counted(numbered: Sequence[tuple[int, int]], last: int) -> Sequence[tuple[int, int]]:
    """Those of the numbers, each with its line, that count on: all of them, or so many that the others are numbers of the text."""
    chains: list[list[tuple[int, int]]] = []
    ending: dict[int, list[tuple[int, int]]] = {}  # the chain that counts on with a number
    for i, number in numbered:
        chain = ending.pop(number, None)
        if chain is None or (i - chain[-1][0] < _MIN_PAGE and i != last):
            chain = []
            chains.append(chain)
        chain.append((i, number))
        ending[number + 1] = chain
    longest = max(chains, key=len, default=[])
    return longest if len(longest) == len(numbered) or len(longest) >= _FEWEST_PAGES else []


def running_head_edits(text: str, load_model: Callable[[], CharacterModel] = load_character_model) -> list[Edit]:
    """Take out the line that comes again on top of every page, all but its first place, which may be the title.

    Such a line stands under page numbers, and it tears sentences: one that does neither is left alone, and so is one that is a part
    of the sentence it stands in. A watermark comes again on every page, or behind every line. Linear in the text's length.
    """
    again = _said_again(text)
    if not again:
        return []
    lines = filled_lines(text)
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        key = line.content.strip(_NUMBER_BESIDE)
        if key in again and len(line.content) <= 2 * _MAX_HEAD:
            places.setdefault(key, []).append(i)
    widest = max(display_width(line.content) for line in lines)
    heads: list[int] = []
    for found in places.values():
        if len(found) > 1:
            of_pages = _heads(lines, found, widest)
            if of_pages and _is_in_sentences(lines, of_pages, load_model()):
                of_pages = []
            if not of_pages and display_width(lines[found[0]].content) * 10 <= widest * 9:  # a full line again is text
                of_pages = _watermarks(lines, found, load_model)
            heads += of_pages
    return [Edit(Span(lines[i].start, lines[i].end), "", "running_head") for i in sorted(heads)]


def margin_edits(text: str, load_model: Callable[[], CharacterModel] = load_character_model) -> list[Edit]:
    """Take out the characters, each on a line of its own, of a head that is printed down the margin.

    They stand apart from each other, and between lines that belong together; nowhere does a sentence go on with them.
    """
    if len(_LONE.findall(text)) < _FEWEST_LONE:
        return []
    lines = filled_lines(text)
    lone = [i for i, line in enumerate(lines) if i and _HAN.fullmatch(line.content)]
    if len(lone) < _FEWEST_LONE or any(b - a == 1 for a, b in pairwise(lone)):
        return []
    model = load_model()
    torn = sum(_fits(lines[i - 1], lines[i + 1], model) for i in lone if i + 1 < len(lines))
    if torn < _FEWEST_TORN or torn * 3 < len(lone) or _is_in_sentences(lines, lone, model):
        return []
    return [Edit(Span(lines[i].start, lines[i].end), "", "margin") for i in lone]


def _is_in_sentences(lines: Sequence[Line], places: list[int], model: CharacterModel) -> bool:
    """Does what stands before and behind a line that comes again fit to it, so that it is text?"""
    return sum(_is_in_sentence(lines, i, model) for i in places) * 2 > len(places)


def _is_in_sentence(lines: Sequence[Line], i: int, model: CharacterModel) -> bool:
    before = i - 2 if _under_number(lines, i) else i - 1
    if before < 0 or i + 1 >= len(lines):
        return False
    from_before = lines[before].content[-1] in "，、" or _fits(lines[before], lines[i], model)
    return from_before and _fits(lines[i], lines[i + 1], model)


def _watermarks(lines: Sequence[Line], places: list[int], load_model: Callable[[], CharacterModel]) -> list[int]:
    """Those of the places that tear sentences, if there are several, and nowhere does a sentence go on with what they say."""
    inside = [i for i in places if 0 < i < len(lines) - 1]
    content = lines[places[0]].content
    bracketed = content[0] in PAIRS or content[-1] in CLOSERS  # a piece of a line of a PDF
    if bracketed or len(inside) < _FEWEST_MARKS or all(ends_sentence(lines[i - 1].content) for i in inside):
        return []
    model = load_model()
    words = sum(_fits(lines[i - 1], lines[i + 1], model) for i in inside)
    torn = words + sum(lines[i - 1].content[-1] in "，、" for i in inside)
    # Words of the text that come again are mostly followed by the same.
    followers = {lines[i + 1].content[0] for i in inside}
    surely = (
        (words or _STAMP.search(content))
        and torn >= _FEWEST_TORN
        and torn * 3 >= len(inside)
        and len(followers) * 2 > len(inside)
    )
    return places if surely and not _is_in_sentences(lines, inside, model) else []


def _fits(line: Line, following: Line, model: CharacterModel) -> bool:
    """Do two lines belong together: is a word torn between them, or a number?"""
    before, behind = line.content[-1], following.content[0]
    return model.is_one_word(before, behind) or (before.isdigit() and behind.isdigit())


def _said_again(text: str) -> set[str]:
    """What several lines say that are as long as a head, but for the numbers of pages beside it."""
    once: set[str] = set()
    again: set[str] = set()
    for match in iter_contents(text):
        key = match[1].strip(_NUMBER_BESIDE)
        if 2 <= len(key) <= _MAX_HEAD:
            (again if key in once else once).add(key)
    return {key for key in again if not _is_text(key)}


def _is_text(content: str) -> bool:
    unpaired = is_open(content, "".join(PAIRS)) or any(
        content.count(mark) > content.count(OPENERS[mark]) for mark in CLOSERS
    )
    noted = content[0] in "（(" and content[-1] in "）)"
    return (
        unpaired
        or noted
        or ends_sentence(content)
        or content[-1] in "，、"
        or STRUCTURE_START.match(content) is not None
    )


def _heads(lines: Sequence[Line], places: list[int], widest: int) -> list[int]:
    """Those of the places at which the same line stands that are tops of pages."""
    gaps = [b - a for a, b in pairwise(places)]
    skipped = next((i for i, gap in enumerate(gaps) if gap >= _MIN_PAGE), len(gaps))  # a head above the title itself
    places, gaps = places[skipped:], gaps[skipped:]
    first_is_head = _under_number(lines, places[0]) or _tears(lines, places[0], widest)
    heads = places if first_is_head else places[1:]
    if not heads or min(gaps, default=_MIN_PAGE) < _MIN_PAGE:
        return []
    torn = sum(_tears(lines, i, widest) for i in heads)
    if all(_under_number(lines, i) for i in heads):
        of_pages = len(heads) >= 2 and min(gaps) >= _FULL_PAGE  # the rows of a table have numbers too
        under_title = places[0] < _MIN_PAGE and not first_is_head
        return heads if torn or of_pages or under_title else []
    return []


def _under_number(lines: Sequence[Line], i: int) -> bool:
    return i > 0 and _PAGE_NUMBER.fullmatch(lines[i - 1].content) is not None


def _tears(lines: Sequence[Line], i: int, widest: int) -> bool:
    """Does a line stand between two halves of a sentence?"""
    before = i - 2 if _under_number(lines, i) else i - 1
    if before < 0 or i + 1 >= len(lines):
        return False
    content = lines[before].content
    wide = widest >= _MIN_COLUMNS and display_width(content) * 10 >= widest * 7
    return wide and not ends_sentence(content) and not STRUCTURE_START.match(lines[i + 1].content)
