"""Lines of small type that printed pages bear again and again: watermarks, which are no part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from .printed_lines import PrintedLine

_SMALL = 0.88  # of the usual type
_LEAST_PAGES, _LEAST_ON_A_PAGE = 3, 3
_LEAST = 4  # characters
# What tables say above themselves, each of them.
_OF_TABLES = expression(
    r"[（(]?(?:单位|续表|附表|表\d)", match=["单位：万元", "（续表）"], no_match=["书屋单位"], use="match"
)


@dataclass(frozen=True, slots=True)
class Repeated:
    """The lines that are watermarks, by their places among the lines, and what is said of them and of others like them."""

    lines: frozenset[int] = frozenset()
    warnings: tuple[str, ...] = ()


def repeated_lines(lines: Sequence[PrintedLine], residue: Collection[int]) -> Repeated:
    """Find the small lines that stand on most pages; of other lines that one page bears often it is said that they may be such.

    :param residue: the lines that are known to be no text.

    >>> lines = [PrintedLine(0, 90, 300, 16, f"第{i}条　免费。", i) for i in range(4)]
    >>> lines += [PrintedLine(0, 40, 320, 9, "内部资料", i) for i in range(4)]
    >>> sorted(repeated_lines(lines, ()).lines)
    [4, 5, 6, 7]
    """
    text = [i for i in range(len(lines)) if i not in residue and "\t" not in lines[i].text]
    usual = _usual_size([lines[i] for i in text])
    pages = len({lines[i].page for i in text})
    words = {i: "".join(lines[i].text.split()) for i in text}
    named = {i: word for i, word in words.items() if len(word) >= _LEAST and not _OF_TABLES.match(word)}
    on_pages = Counter(
        word for word, _ in {(word, lines[i].page) for i, word in named.items() if lines[i].size < _SMALL * usual}
    )
    marks = {word for word, times in on_pages.items() if times >= _LEAST_PAGES and times * 5 >= 2 * pages}
    found = frozenset(i for i, word in named.items() if word in marks and lines[i].size < _SMALL * usual)
    of_page = Counter((word, lines[i].page) for i, word in named.items() if i not in found)
    doubtful = sorted({word for (word, _), times in of_page.items() if times >= _LEAST_ON_A_PAGE})
    warnings = []
    if found:
        warnings.append(f"反复出现的小字（水印）{len(found)} 处没有读入：{_quoted(sorted(marks))}")
    if doubtful:
        warnings.append(f"同一页上反复出现的行可能是水印，没有去掉，请核对：{_quoted(doubtful)}")
    return Repeated(found, tuple(warnings))


def _usual_size(lines: Sequence[PrintedLine]) -> float:
    sizes = sorted(line.size for line in lines)
    return sizes[len(sizes) * 6 // 10] if sizes else 0.0


def _quoted(words: Sequence[str]) -> str:
    return "、".join(f"“{word[:20]}”" for word in words[:2])
