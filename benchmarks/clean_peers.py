"""Our cleaning beside two well-known cleaners: how fast each is on the same texts, and what each destroys.

    python benchmarks/clean_peers.py ../shared/laws ../shared/corpus/anhui_measures_2022.txt     # ftfy and clean-text must be installed

Files are read whole; a folder gives a sample of its .md files. Each cleaner runs as its documentation starts it. Times are seconds of
the processor, the least of three rounds that take turns. What is destroyed is counted by what a text holds more often before than
behind: numbers of articles （一）, titles 《…》, quotation marks “ ”, numbers, names of organs and places. A parenthesis may change
its width; a quotation mark made straight is lost, and so is a number that is not what it was.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from duizhao.corpus import clean
from duizhao.corpus.clean.cleaning_rules import load_cleaning_rules
from duizhao.corpus.clean.likelihood import load_common_characters

SEED, SAMPLE, ROUNDS = 6, 60, 3
ITEMS = {
    "（一）": re.compile(r"[（(]([一二三四五六七八九十百]+)[)）]"),
    "《…》": re.compile(r"《[^《》\n]+》"),
    "“ ”": re.compile(r"[“”]"),
    "numbers": re.compile(r"[0-9０-９]+(?:[.,][0-9]+)*"),
    "names": re.compile(r"[\u4e00-\u9fff]{2,8}(?:省|市|县|区|委员会|部门|人民政府|局)"),
}
_WIDE = str.maketrans("()", "（）")
Cleaner = Callable[[str], str]


def cleaners() -> dict[str, Cleaner]:
    """Ours and the peers that are installed."""
    rules, common = load_cleaning_rules(), load_common_characters()
    found: dict[str, Cleaner] = {"duizhao": lambda text: clean(text, rules, common).text}
    try:
        import ftfy  # noqa: PLC0415  it may not be there

        plain = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False)
        found["ftfy"] = ftfy.fix_text
        found["ftfy, careful"] = partial(ftfy.fix_text, config=plain)
    except ImportError:
        print("ftfy is not installed")
    try:
        import cleantext  # noqa: PLC0415  as ftfy

        found["clean-text"] = partial(cleantext.clean, lower=False, to_ascii=False, no_line_breaks=False)
        found["clean-text, defaults"] = cleantext.clean
    except ImportError:
        print("clean-text is not installed")
    return found


def texts(paths: Sequence[Path]) -> list[str]:
    files = [path for path in paths if path.is_file()]
    for folder in (path for path in paths if path.is_dir()):
        laws = sorted(path for path in folder.rglob("*.md") if not path.name.startswith("_"))
        files += random.Random(SEED).sample(laws, min(SAMPLE, len(laws)))  # noqa: S311  a sample, no secret
    return [path.read_text(encoding="utf-8") for path in files]


def items(text: str) -> dict[str, Counter[str]]:
    text = text.translate(_WIDE)
    return {name: Counter(pattern.findall(text)) for name, pattern in ITEMS.items()}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    sample = texts(parser.parse_args().paths)
    size = sum(len(text.encode()) for text in sample) / 1e6
    seconds: dict[str, list[float]] = {}
    cleaned: dict[str, list[str]] = {}
    for _ in range(ROUNDS):
        for name, cleaner in cleaners().items():
            started = time.process_time()
            cleaned[name] = [cleaner(text) for text in sample]
            seconds.setdefault(name, []).append(time.process_time() - started)
    print(f"{len(sample)} texts, {size:.1f} MB")
    print(f"{'':22}{'MB/s':>8}{'times ftfy':>12}" + "".join(f"{f'{name} lost':>16}" for name in ITEMS))
    before = [items(text) for text in sample]
    there = {name: sum(found[name].total() for found in before) for name in ITEMS}
    print(f"{'(in the texts)':42}" + "".join(f"{there[name]:16}" for name in ITEMS))
    for name, results in cleaned.items():
        after = [items(text) for text in results]
        lost = {item: sum((b[item] - a[item]).total() for b, a in zip(before, after, strict=True)) for item in ITEMS}
        ratio = min(seconds.get("ftfy", [0.0])) / min(seconds[name])
        print(f"{name:22}{size / min(seconds[name]):8.2f}{ratio:12.1f}" + "".join(f"{lost[item]:16}" for item in ITEMS))


if __name__ == "__main__":
    main()
