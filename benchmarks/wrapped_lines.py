"""Wrap texts as pages show them, read them again, and count the sentences that come back whole.

    python benchmarks/wrapped_lines.py [../shared] [--laws 300] [--seed 14] [--worst 5] [--lost]

Each text of a sample of laws, and each family text beside which its paragraphs stand (``*.reflowed.txt``), is wrapped at 20 to 45
characters in four ways (every line as wide as the page; ragged; behind the last mark that fits; as a PDF gives a justified page, cut
before and behind marks too), with and without an indent, on one page, on pages with numbers, on pages with numbers and running
heads. A sentence is whole where the wrapped text has it too, blanks aside. Exit status 1 where a way is below 99 %.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from duizhao.corpus import Document, DocumentError, load_reading_rules, make_document, read_document
from duizhao.materials import shipped_materials
from duizhao.segmenter import segment_document

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DEMANDED = 0.99
SEED = 14
LAWS = 300
WIDTHS = (20, 45)
PAGE = 24  # lines
# A mark that may not begin a line hangs behind the one before; one that opens may not end it.
NEVER_FIRST = "，。；：、！？”’）》】〕"
NEVER_LAST = "“‘（《【〔"
CUT_AT = "，。；：、（）“”《》"
CUTS = 0.25  # the share of marks at which a PDF's line is cut

Wrapper = Callable[[str, int, random.Random], list[str]]


@dataclass(frozen=True)
class Page:
    """What stands between the lines of two pages: a number, and a running head on top."""

    name: str
    number: str = ""
    headed: bool = False


PAGES = (Page("one page"), Page("numbers", "— {page} —"), Page("numbers and heads", "{page}", headed=True))


def main() -> None:
    """Print the share of sentences whole per way of wrapping."""
    parser = argparse.ArgumentParser(description="Count the sentences that come back whole from wrapped lines.")
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--laws", type=int, default=LAWS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--worst", type=int, default=0, help="print the texts that lost most")
    parser.add_argument("--lost", action="store_true", help="print what was lost of these")
    arguments = parser.parse_args()
    results = list(_results(arguments.shared, arguments.laws, arguments.seed))
    if not results:
        raise SystemExit(f"no texts in {arguments.shared}")
    below = _print_shares(results)
    for result in sorted(results, key=lambda one: one.whole - one.sentences)[: arguments.worst]:
        print(
            f"{result.sentences - result.whole:4d} of {result.sentences:4d} lost: {result.name} {result.way} {result.width}"
        )
        for sentence in result.lost if arguments.lost else ():
            print(f"       {sentence}")
    sys.exit(1 if below else 0)


@dataclass(frozen=True)
class Result:
    """How many sentences of a text came back whole from one way of wrapping."""

    name: str
    way: tuple[str, str, str]
    width: int
    sentences: int
    whole: int
    lost: tuple[str, ...]


def _print_shares(results: list[Result]) -> bool:
    """A line per way and kind of text; is one below what is demanded?"""
    found: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    for result in results:
        found[result.way].append(result)
    below = False
    for way, ones in found.items():
        share = sum(one.whole for one in ones) / sum(one.sentences for one in ones)
        below = below or share < DEMANDED
        print(f"{share:8.2%} of {sum(one.sentences for one in ones):6d}  {'  '.join(way)}")
    share = sum(one.whole for one in results) / sum(one.sentences for one in results)
    print(f"{share:8.2%} of all")
    return below


def _results(shared: Path, laws: int, seed: int) -> Iterator[Result]:
    rules = load_reading_rules()
    for path in _paths(shared, laws, seed):
        try:
            document = read_document(path, rules=rules)
        except DocumentError:
            continue
        text = document.extent.of(document.text)
        expected = _sentences(make_document(text, rules=rules))
        for (name, wrap), indented, page in product(WAYS.items(), (True, False), PAGES):
            chance = random.Random(f"{seed} {path.name} {name} {indented} {page.name}")  # noqa: S311  a sample, no secret
            width = chance.randint(*WIDTHS)
            lines = [line for part in _indented(text, indented=indented) for line in wrap(part, width, chance)]
            head = document.metadata.title or path.stem
            found = _sentences(make_document(_paged(lines, page, head), rules=rules))
            lost = expected - found
            yield Result(
                path.name,
                (name, "indented" if indented else "plain", page.name),
                width,
                expected.total(),
                expected.total() - lost.total(),
                tuple(lost),
            )


def _paths(shared: Path, laws: int, seed: int) -> list[Path]:
    found = sorted(path for path in (shared / "laws").rglob("*.md") if not path.name.startswith("_"))
    chosen = random.Random(seed).sample(found, min(laws, len(found)))  # noqa: S311  a sample, no secret
    return [*chosen, *sorted((shared / "policy").rglob("*.reflowed.txt"))]


def _sentences(document: Document) -> Counter[str]:
    parsed = segment_document(document, numbering=shipped_materials().numbering)
    return Counter("".join(sentence.text.split()) for sentence in parsed.sentences)


# -------------------------------------------------------------------------------------------------------- ways of wrapping


def _indented(text: str, *, indented: bool) -> Iterator[str]:
    """The paragraphs, each behind the first with two blanks in front where asked."""
    for i, paragraph in enumerate(text.split("\n")):
        yield "　　" + paragraph if indented and i else paragraph


def even(text: str, width: int, _chance: random.Random) -> list[str]:
    """Every line as wide as the page."""
    return list(_cut(text, lambda: width))


def ragged(text: str, width: int, chance: random.Random) -> list[str]:
    """Lines that are up to a third shorter than the page."""
    return list(_cut(text, lambda: chance.randint(width - width // 3, width)))


def behind_marks(text: str, width: int, _chance: random.Random) -> list[str]:
    """Lines that end behind the last mark in their last third, in mid-word where there is none."""
    lines = []
    while len(text) > width:
        marks = [at for at in range(width - width // 3, width) if text[at - 1] in "，。；：、"]
        line = next(_cut(text, lambda at=marks[-1] if marks else width: at))
        lines.append(line)
        text = text[len(line) :]
    return [*lines, text] if text else lines


def cut_at_marks(text: str, width: int, chance: random.Random) -> list[str]:
    """Lines as wide as the page, cut again before or behind some of their marks."""
    pieces: list[str] = []
    for line in _cut(text, lambda: width):
        begin = 0
        for at in range(3, len(line) - 1):
            behind = line[at - 1] in "，。；：、）”》" and line[at] not in NEVER_FIRST
            before = line[at] in "（“《" and line[at - 1] not in NEVER_LAST
            if (behind or before) and line[begin:at].strip() and chance.random() < CUTS:
                pieces.append(line[begin:at])
                begin = at
        pieces.append(line[begin:])
    return pieces


WAYS: dict[str, Wrapper] = {"even": even, "ragged": ragged, "behind marks": behind_marks, "cut at marks": cut_at_marks}


def _cut(text: str, width: Callable[[], int]) -> Iterator[str]:
    while text:
        end = width()
        while text[end : end + 1] and text[end] in NEVER_FIRST:
            end += 1
        while end < len(text) and end > 1 and text[end - 1] in NEVER_LAST:
            end -= 1
        yield text[:end]
        text = text[end:]


def _paged(lines: list[str], page: Page, head: str) -> str:
    if not page.number:
        return "\n".join(lines)
    shown: list[str] = []
    for number, start in enumerate(range(0, len(lines), PAGE), 1):
        shown += [head] if page.headed and start else []
        shown += [*lines[start : start + PAGE], page.number.format(page=number)]
    return "\n".join(shown)


if __name__ == "__main__":
    main()
