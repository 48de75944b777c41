"""Compare the article numbers the parser finds with those printed in the files, read here a second time and another way.

    python benchmarks/check_numbering.py [../shared/laws] [--json]

What is printed is read from the raw file with the standard library alone: nothing of the parser, no table of ours, its own
numerals. Demanded: where a document's printed numbers run 1, 2, 3 … (第X条之Y aside), the parser's are the same in 99 % of the
documents; every other document carries a warning that names the place. Exit status 1 where a figure is below that.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path

from duizhao.corpus import read_document
from duizhao.segmenter import Unit, segment_document

LAWS = Path(__file__).resolve().parent.parent.parent / "shared" / "laws"
DEMANDED_RIGHT, DEMANDED_WARNED = 0.99, 1.0

_DIGIT_ROWS = ("〇零○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {char: value for value, chars in enumerate(_DIGIT_ROWS) for char in chars}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
_N = "〇零○一二两三四五六七八九十百千廿卅"
_ARTICLE = rf"第\s*(?P<n>[{_N}\d](?:\s*[{_N}\d])*)\s*条(?:\s*之\s*(?P<sub>[一二三四五六七八九十]+))?"
# What follows a number that is only cited. A blank may stand before 第一款, but 第一类 begins many an article.
_CITED = (
    rf"(?!\s*(?:第[{_N}\d]+[条款项]|[、，；]|[和或与至]第)|[的之款项]|规定|所[列称述规指]|[和或与及]本|以及|及其|中的)"
)
FORMS = {
    "第一条": re.compile(_ARTICLE + _CITED),
    "一、": re.compile(rf"(?P<n>[{_N}]+)\s*[、．]"),
    "（一）": re.compile(rf"[（(]\s*(?P<n>[{_N}]+)\s*[）)]"),
}
# A paragraph that lost its line break: the number stands behind a full stop and a blank.
_FLAT = re.compile(rf"(?<=[。！？；：])\s+(?={_ARTICLE}{_CITED})".replace("?P<n>", "?:").replace("?P<sub>", "?:"))
_ENTRY = re.compile(rf"第\s*[{_N}\d\s]+[编章节条]|[{_N}]+、")
_ANNEX = re.compile(rf"附(?!\s*则)[件录表图]?\s*[{_N}\d]*(?:[：:\s].*)?")
_TITLE = re.compile(r".*(?:法|条例|规定|办法|细则|规则|章程|决定|决议|方案|意见)(?:[（(][^（()）]*[）)])?")


@dataclass(frozen=True)
class Mark:
    """A number printed at the beginning of a line: 第八条之一 is number 8, sub 1. ``line`` counts from 1."""

    number: int
    sub: int
    label: str
    line: int


@dataclass(frozen=True)
class Place:
    """Where a numbering breaks off: the label in front of the break and the one behind it, and the line of the latter."""

    kind: str
    labels: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Verdict:
    """One document: what is printed, whether the parser found the same, and the places no warning of the parser names."""

    path: str
    form: str
    count: int
    complete: bool
    right: bool
    places: tuple[Place, ...]
    silent: tuple[Place, ...]


def chinese_number(text: str) -> int | None:
    """The value of a numeral in Chinese or Arabic digits of any width; ``None`` where it is none."""
    text = "".join(text.split())
    if text.isdecimal():
        return int(text)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))  # 二〇 as one reads a year
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        elif char in _TENS:
            total += _TENS[char]
        else:
            return None
    return (total + (digit or 0)) or None


def printed(raw: str) -> tuple[str, list[Mark]]:
    """The form in which a text numbers its articles, and the numbers it prints; an empty form where it prints none."""
    lines = list(_text_lines(raw))
    for form, pattern in FORMS.items():
        marks = list(_marks(lines, pattern))
        if marks:
            return form, marks
    return "", []


def breaks(marks: Sequence[Mark]) -> list[Place]:
    """The places where the numbers do not run 1, 2, 3 …; 第X条之Y neither fills a gap nor makes one."""
    found, before = [], Mark(0, 0, "", 0)
    for mark in marks:
        if mark.sub:
            continue
        if mark.number != before.number + 1:
            kind = "gap" if mark.number > before.number else "repeat"
            labels = tuple(label for label in (before.label, mark.label) if label)
            found.append(Place(kind, labels, mark.line))
        before = mark
    return found


def judge(path: Path, folder: Path) -> Verdict:
    """What is printed in a file, what the parser makes of it, and of what it warns."""
    form, marks = printed(_decoded(path.read_bytes()))
    parsed = segment_document(read_document(path))
    found = list(_found(parsed.units, form))
    places = breaks(marks)
    complete = bool(marks) and not places
    numbers = [(mark.number, mark.sub) for mark in marks]
    right = complete and found == numbers and [n for n, sub in found if not sub] == list(range(1, marks[-1].number + 1))
    if not marks:
        places = [Place("no number", (), 1)]
    elif complete and not right:
        places = [_first_difference(marks, found)]
    silent = () if right else tuple(place for place in places if not _is_named(place, parsed.warnings))
    return Verdict(str(path.relative_to(folder)), form, len(marks), complete, right, tuple(places), silent)


def check(paths: Iterable[Path], folder: Path, processes: int = 2) -> list[Verdict]:
    """The verdicts on files of a folder, in order. Memory holds the verdicts and as many documents as there are processes."""
    paths = list(paths)
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(judge, paths, [folder] * len(paths), chunksize=20))


def figures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """How many documents there are of each kind, and the two shares the issue asks for (1.0 where there is nothing to get wrong)."""
    complete = [verdict for verdict in verdicts if verdict.complete]
    others = [verdict for verdict in verdicts if not verdict.right]
    right = sum(verdict.right for verdict in complete)
    warned = sum(not verdict.silent for verdict in others)
    return {
        "documents": len(verdicts),
        "printed_complete": len(complete),
        "printed_with_breaks": sum(bool(verdict.form) and not verdict.complete for verdict in verdicts),
        "printed_without_numbers": sum(not verdict.form for verdict in verdicts),
        "right": right,
        "right_share": right / len(complete) if complete else 1.0,
        "others": len(others),
        "others_warned": warned,
        "others_warned_share": warned / len(others) if others else 1.0,
    }


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _text_lines(raw: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers: behind the head of dates, without the table of contents."""
    lines = [(i, line.strip(" \t\u3000\u00a0\ufeff*")) for i, line in enumerate(raw.splitlines(), 1)]
    head = next((i for i, line in lines if line == "<!-- INFO END -->"), 0)
    lines = [(i, piece) for i, line in lines[head:] for piece in _FLAT.split(line) if piece]
    contents = next((k for k, (_, line) in enumerate(lines) if "".join(line.split()).lstrip("#") == "目录"), None)
    if contents is not None:
        lines[contents : _behind_contents(lines, contents + 1)] = []
    yield from lines


def _behind_contents(lines: Sequence[tuple[int, str]], start: int) -> int:
    """Where the first entry of a table of contents comes a second time: there the text begins."""
    squeezed = [re.sub(r"[\s#]|[.…·\d]+$", "", line) for _, line in lines]
    if start < len(lines) and _ENTRY.match(squeezed[start]):
        return next((k for k in range(start + 1, len(lines)) if squeezed[k] == squeezed[start]), start)
    return start


def _marks(lines: Sequence[tuple[int, str]], pattern: re.Pattern[str]) -> Iterator[Mark]:
    """The numbers at the beginnings of lines, up to an annex or another document that counts from 1 again."""
    behind_border = begun = False
    for i, line in lines:
        content = line.lstrip("# ")
        match = pattern.match(content)
        if match is None:
            behind_border |= begun and _is_border(line)
            continue
        number = chinese_number(match["n"])
        if number is None:
            continue
        if behind_border and number == 1:
            return
        begun = True
        sub = match.groupdict().get("sub")
        yield Mark(number, (chinese_number(sub) or 0) if sub else 0, "".join(match.group().split()), i)


def _is_border(line: str) -> bool:
    """Does an annex begin here, or another document with its title?"""
    content = line.lstrip("# ")
    if len(content) > 60 or _ENTRY.match(content):
        return False
    is_title = content[-1:] not in "。；：，" and (line.startswith("# ") or _TITLE.fullmatch(content) is not None)
    return is_title or _ANNEX.fullmatch(content) is not None


def _found(units: Sequence[Unit], form: str) -> Iterator[tuple[int, int]]:
    """The numbers the parser gives to what is labelled in that form: to articles, or to parts that hold articles."""
    if not form:
        return
    last = ""
    for unit in units:
        for label in (*unit.path, unit.label):
            match = FORMS[form].match(label)
            if match is None or (label == last and label != unit.label):
                continue
            last = label
            if form == "第一条" and unit.number is not None:
                sub = re.search(r"-(\d+)", unit.id)
                yield unit.number, int(sub[1]) if sub else 0
            else:
                yield chinese_number(match["n"]) or 0, 0


def _first_difference(marks: Sequence[Mark], found: Sequence[tuple[int, int]]) -> Place:
    """Where the parser's numbers part from the printed ones."""
    pairs = zip_longest(((mark.number, mark.sub) for mark in marks), found)
    at = next(i for i, (mark, number) in enumerate(pairs) if mark != number)
    labels = tuple(mark.label for mark in marks[max(0, at - 1) : at + 2])
    return Place("found otherwise", labels, marks[min(at, len(marks) - 1)].line)


def _is_named(place: Place, warnings: Sequence[str]) -> bool:
    """Does a warning name a label next to the place? Where no number is printed, any warning will do."""
    squeezed = ["".join(warning.split()) for warning in warnings]
    if not place.labels:
        return bool(squeezed)
    patterns = [re.compile(rf"(?<![{_N}\d]){re.escape(label)}") for label in place.labels]
    return any(pattern.search(warning) for pattern in patterns for warning in squeezed)


def main() -> int:
    """Print the figures and the exceptions; 1 where a figure is below the demanded one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("laws", type=Path, nargs="?", default=LAWS)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    paths = sorted(arguments.laws.rglob("*.md"))
    if not paths:
        parser.error(f"no .md files in {arguments.laws}: name the folder of laws")
    verdicts = check(paths, arguments.laws)
    result = figures(verdicts)
    exceptions = [verdict for verdict in verdicts if not verdict.right]
    if arguments.json:
        print(json.dumps({**result, "exceptions": [asdict(v) for v in exceptions]}, ensure_ascii=False, indent=1))
    else:
        print("\n".join([*(f"{name:24s} {value:g}" for name, value in result.items()), *map(_row, exceptions)]))
    below = result["right_share"] < DEMANDED_RIGHT or result["others_warned_share"] < DEMANDED_WARNED
    return int(below)


def _row(verdict: Verdict) -> str:
    kind = "parsed otherwise" if verdict.complete else "incomplete in print" if verdict.form else "no numbers in print"
    places = "; ".join(
        f"line {place.line}: {place.kind} {' '.join(place.labels)}{' NOT WARNED OF' if place in verdict.silent else ''}"
        for place in verdict.places
    )
    return f"{kind}: {verdict.path}: {places}"


if __name__ == "__main__":
    sys.exit(main())
