"""What repairing mojibake restores of seeded damage, and what it touches in texts that are whole.

    python benchmarks/mojibake.py ../shared/laws

Half of the laws are damaged and repaired with a character model that counted the other half, and the reverse. Whole texts: how many
are touched. Damage: a byte taken out of a sentence in GB18030, and another some characters behind it, so that what is between is read
one byte late; a stretch of UTF-8 read as GB18030 and as Windows-1252, and of GB18030 read as ISO 8859-1. `exact`: every character of
the damaged stretch stands where it stood, or is marked where it was lost. `harmed`: characters outside the stretch that are gone.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fit_characters import bodies, laws_in, write

from duizhao.corpus.clean.likelihood import CharacterModel, CommonCharacters, common_characters, read_character_model
from duizhao.corpus.clean.mojibake import mojibake_edits
from duizhao.language import replay

SEED, CASES = 20260, 600
LENGTHS = (3, 4, 6, 10, 20, 40)
LOST = "〔?〕"
Damage = Callable[[str], str]


def late(stretch: str) -> str:
    """A stretch read one byte late: the first half of its first character is gone, and the last half of its last."""
    return stretch.encode("gb18030")[1:-1].decode("gb18030", errors="replace")


def utf8_as_gb18030(stretch: str) -> str:
    return stretch.encode("utf-8").decode("gb18030", errors="replace")


def utf8_as_western(stretch: str) -> str:
    return "".join(bytes((byte,)).decode("cp1252", errors="ignore") or chr(byte) for byte in stretch.encode("utf-8"))


def gb18030_as_western(stretch: str) -> str:
    return stretch.encode("gb18030").decode("latin-1")


DAMAGES: dict[str, Damage] = {
    "read a byte late": late,
    "UTF-8 as GB18030": utf8_as_gb18030,
    "UTF-8 as Windows-1252": utf8_as_western,
    "GB18030 as ISO 8859-1": gb18030_as_western,
}


def cases(texts: Sequence[str], length: int) -> Iterator[tuple[str, int, int]]:
    """Lines of the texts, each with a stretch of Chinese characters and marks in it."""
    choice = random.Random(f"{SEED} {length}")  # noqa: S311  a sample, no secret
    found = 0
    while found < CASES:
        lines = [line for line in choice.choice(texts).split("\n") if len(line) > length + 4]
        if not lines:
            continue
        line = choice.choice(lines)
        start = choice.randrange(len(line) - length)
        if re.fullmatch("[\u4e00-\u9fff，。、；：“”《》（）]+", line[start : start + length]):
            found += 1
            yield line, start, start + length


def comes_back(line: str, start: int, end: int, text: str, *, lost: int) -> bool:
    """Is a damaged stretch of a line what it was, but for at most so many characters that are marked as lost?"""
    each = "".join(f"(?:{re.escape(char)}|({re.escape(LOST)}))" for char in line[start:end])
    found = re.fullmatch(re.escape(line[:start]) + each + re.escape(line[end:]), text)
    return found is not None and sum(group is not None for group in found.groups()) <= lost


def measure(
    texts: Sequence[str], model: CharacterModel, common: CommonCharacters, damage: Damage, length: int
) -> Counter[str]:
    """How many stretches come back exactly, how many characters of them, and how many outside are gone."""
    counts: Counter[str] = Counter()
    for line, start, end in cases(texts, length):
        damaged = damage(line[start:end])
        raw = line[:start] + damaged + line[end:]
        text = replay(raw, mojibake_edits(raw, model, common))
        counts["cases"] += 1
        counts["untouched"] += text == raw
        lost = 2 if damage is late else damaged.count("\ufffd") + length % 2
        counts["exact"] += comes_back(line, start, end, text, lost=lost)
        counts["harmed"] += not (text.startswith(line[:start]) and text.endswith(line[end:]))
    return counts


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("laws", type=Path)
    paths = laws_in(parser.parse_args().laws)
    touched = 0
    totals: dict[tuple[str, int], Counter[str]] = {}
    for half in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            write(paths[1 - half :: 2], Path(folder))
            model = read_character_model((Path(folder) / "characters.tsv").read_text(encoding="utf-8"))
            common = common_characters((Path(folder) / "common_characters.txt").read_text(encoding="utf-8"))
        texts = list(bodies(paths[half::2]))
        for path, text in zip(paths[half::2], texts, strict=True):
            for edit in mojibake_edits(text, model, common):
                touched += 1
                print(f"touched: {path.name}: {edit.span.of(text)} -> {edit.new}")
        for name, damage in DAMAGES.items():
            for length in LENGTHS:
                totals.setdefault((name, length), Counter()).update(measure(texts, model, common, damage, length))
    print(f"{len(paths)} whole texts, stretches touched in them: {touched}\n")
    print(f"{'damage':24}{'characters':>11}{'exact':>9}{'untouched':>11}{'ends harmed':>13}")
    for (name, length), counts in totals.items():
        shares = [counts[key] / counts["cases"] for key in ("exact", "untouched")]
        print(f"{name:24}{length:11}{shares[0]:9.1%}{shares[1]:11.1%}{counts['harmed']:13}")


if __name__ == "__main__":
    main()
