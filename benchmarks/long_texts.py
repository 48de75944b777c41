"""Texts of any length for `read_laws.py`: written for it, well-formed, damaged, and as hostile as a file may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from duizhao.language.numerals import counted

Maker = Callable[[int], str]

_WHO = ("图书馆", "书屋管理人", "街道文化站", "区文化部门", "读者协会", "捐赠人", "志愿者服务队")
_DOES = ("应当公布", "可以调整", "不得缩短", "按季度核对", "负责登记", "逐项说明", "共同商定")
_WHAT = ("开放时间", "外借册数", "“一卡通”的办法", "《借阅须知》", "存放期限（含续借）", "书目和副本数量", "修缮费用")
_HOW = ("并报上一级备案", "但因修缮闭馆的除外", "期限为三十日", "每年至少1次", "费用由本级财政承担", "并听取读者意见")


def _sentence(seed: int) -> str:
    """A sentence of our own; neighbours differ."""
    parts = (_WHO[seed % 7], _DOES[seed // 3 % 7], _WHAT[seed // 5 % 7], "，", _HOW[seed // 2 % 6], "。")
    return "".join(parts)


def _paragraph(seed: int) -> str:
    return "".join(_sentence(seed * 3 + i) for i in range(3))


def _up_to(size: int, pieces: Iterator[str]) -> list[str]:
    """The first pieces that make `size` bytes of UTF-8 with a line feed behind each."""
    kept: list[str] = []
    total = 0
    for piece in pieces:
        total += len(piece.encode()) + 1
        if total > size and kept:
            break
        kept.append(piece)
    return kept


def _law_lines() -> Iterator[str]:
    """Chapters of forty articles, each with two paragraphs and a list."""
    for number in range(1, 10_000):
        if number % 40 == 1:
            yield f"第{counted(number // 40 + 1)}章　{_WHAT[number // 40 % 7].strip('《》“”')}"
        yield f"第{counted(number)}条　{_paragraph(number)}"
        yield f"　　{_WHO[number % 7]}有下列情形之一的，应当说明理由："
        yield from (f"　　（{counted(i)}）{_sentence(number + i)[:-1]}；" for i in range(1, 4))
        yield f"　　{_paragraph(number + 5)}{_paragraph(number + 9)}"


def law(size: int) -> str:
    """A law in 第X条 form, a paragraph a line, 1 KB an article."""
    return "\n".join(["青石市书屋条例", *_up_to(size, _law_lines())])


def flat_law(size: int) -> str:
    """The same without a line break."""
    return law(size).replace("\n", "")


def wrapped_law(size: int) -> str:
    """The same, wrapped at 34 characters as a page is."""
    width = 34
    lines: list[str] = []
    for line in law(size).split("\n"):
        text = line if line.startswith("　　") else f"　　{line}"
        lines += [text[i : i + width] for i in range(0, len(text), width)]
    return "\n".join(lines)


def _policy_lines() -> Iterator[str]:
    for part in range(1, 1000):
        yield f"{counted(part)}、{_WHAT[part % 7].strip('《》“”')}"
        yield from (f"（{counted(i)}）{_sentence(part)}{_paragraph(part * 9 + i)}" for i in range(1, 61))


def policy(size: int) -> str:
    """A policy paper in 一、（一） form, sixty （一） in each part."""
    return "\n".join(["青石市书屋服务若干措施", *_up_to(size, _policy_lines())])


def measures(size: int) -> str:
    """Short measures one after another in one file, each with a gap in its numbers."""

    def each() -> Iterator[str]:
        for number in count(1):
            yield f"青石市{_WHO[number % 7]}第{number}号书屋管理办法"
            yield f"第一条　{_sentence(number)}"
            yield f"第二条　{_sentence(number + 1)}"
            yield f"第四条　{_sentence(number + 2)}"

    return "\n".join(_up_to(size, each()))


def _flat_measures(size: int) -> str:
    return measures(size).replace("\n", "")


def _unnumbered_headings(size: int) -> str:
    lines = (line for n in range(1, 10_000) for line in ("开放时间", f"第{counted(n)}条　{_paragraph(n) * 5}"))
    return "\n".join(["第一章　总则", *_up_to(size, lines)])


def _repeated(piece: str, head: str = "青石市书屋办法\n第一条 书屋应当开放。\n", tail: str = "") -> Maker:
    """One piece over and over, behind a title and an article."""
    return lambda size: head + piece * max(1, size // len(piece.encode())) + tail


def _nested(left: str, right: str) -> Maker:
    def make(size: int) -> str:
        depth = max(1, size // len((left + right).encode()))
        return f"第一条 书屋{left * depth}馆{right * depth}。"

    return make


LAST = "\n第二条 读者可以外借。"
WELL_FORMED: dict[str, Maker] = {
    "law, a paragraph a line": law,
    "law on one line": flat_law,
    "law, hard-wrapped": wrapped_law,
    "policy paper, 一、（一）": policy,
    "many measures in one file": measures,
}
# What one damaged or hostile file may hold; each is a way in which a parser turns quadratic.
HOSTILE: dict[str, Maker] = {
    "no stop": _repeated("图书馆按照规定向公众开放"),
    "no stop, no number": _repeated("图书馆按照规定向公众开放", head=""),
    "“": _repeated("“"),
    "”": _repeated("”"),
    "“ before a sentence": _repeated("“书屋应当开放。"),
    "（": _repeated("（"),
    "(": _repeated("("),
    "(馆)": _repeated("(馆)"),
    "((…馆…))": _nested("(", ")"),
    "“（“（…）”）”": _nested("“（", "）”"),
    "第一条": _repeated("第一条"),
    "第一条, no article in front": _repeated("第一条", head=""),
    "依照第一条办理，": _repeated("依照第一条办理，"),
    "依照第二条办理，": _repeated("依照第二条办理，"),
    "（一）": _repeated("（一）"),
    "依照（一）办理，": _repeated("依照（一）办理，"),
    "依照（二）办理，": _repeated("依照（二）办理，"),
    "一、": _repeated("一、"),
    "1.": _repeated("1."),
    "①": _repeated("①"),
    "第一章": _repeated("第一章"),
    "blank lines": _repeated("\n", tail=LAST),
    "blank lines with blanks": _repeated("　 \n", tail=LAST),
    "blanks in a line": _repeated(" ", head="第一条 书屋", tail="应当开放。"),
    "blanks behind 附": _repeated(" ", head="第一条 书屋应当开放。\n附", tail="书目"),
    "blanks behind 第": _repeated("　", head="第一条 书屋应当开放。\n第", tail="三条 书目"),
    "、": _repeated("、"),
    "馆、": _repeated("馆、"),
    "馆,": _repeated("馆,"),
    "。": _repeated("。"),
    "馆。": _repeated("馆。"),
    "1": _repeated("1"),
    "一": _repeated("一"),
    "one article repeated": _repeated("第一条 书屋应当每周开放。\n"),
    "one article repeated on one line": _repeated("第一条 书屋应当每周开放。"),
    "目录 and an entry": _repeated("目录\n第一章 总则\n", head="", tail=LAST),
    "dots behind an entry of the contents": _repeated("·", head="目录\n第一章 总则", tail="页\n第一章 总则" + LAST),
    "short lines": _repeated("书目\n"),
    "short lines, no number": _repeated("书目\n", head=""),
    "short lines behind a chapter": _repeated("书目\n", head="第一章\n", tail="第一条 书屋应当开放。" + LAST),
    "pages with a head": _repeated("青石市书屋手册\n1\n" + "图书馆按照规定向公众开放\n" * 9, head=""),
    "headings without a number": _unnumbered_headings,
    "many measures on one line": _flat_measures,
    "one measure over and over": lambda size: measures(500) * (size // len(measures(500).encode())),
    "＞": _repeated("＞ ", head="第一条 书屋应当开放。\n"),
    "<p": _repeated("<p ", head="第一条 书屋应当开放。\n"),
    "现印发": _repeated("现印发", head="", tail="第一条 书屋应当开放。"),
}


def sizes(largest: float, steps: int = 4) -> list[float]:
    """Sizes that double up to the largest.

    >>> sizes(10)
    [1.25, 2.5, 5.0, 10.0]
    """
    return [largest / 2**i for i in reversed(range(steps))]
