"""Sentence splitting beside HanLP's rule splitter and a one-line regex, on the same laws in the same run.

    python benchmarks/split_sentences.py FOLDER

HanLP's is taken where `hanlp` is installed (`pip install --no-deps hanlp` is enough: the one module is loaded by its file, so that
no model and no framework is). Each takes its turn, the order turns too; medians are printed. Two inputs: paragraph by paragraph, as
the segmenter does it, and document by document. What was cut inside a pair of marks is counted on the paragraphs.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from duizhao.corpus import Document, read_documents
from duizhao.segmenter import split_sentences

Splitter = Callable[[str], Sequence[str]]

RUNS = 7
PAIRS = ("“”", "《》", "（）")


def main() -> None:
    """Print seconds, ratios, numbers of sentences and cuts inside pairs."""
    parser = argparse.ArgumentParser(description="Time sentence splitters on the same texts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    documents = [document.body.of(document.text) for document in _documents(arguments.folder)]
    if not documents:
        raise SystemExit(f"no .md file in {arguments.folder}")
    paragraphs = [line for text in documents for line in text.split("\n") if line]
    splitters = {"duizhao": _ours, "one-line regex": _regex} | _hanlp()
    for name, texts in (("paragraph", paragraphs), ("document", documents)):
        print_times(name, texts, splitters, arguments.runs)
    print_cuts(paragraphs, splitters)


def _documents(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*.md")):
        yield from read_documents(path)


# ---------------------------------------------------------------------------------------------------------- the splitters


def _ours(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def _regex(text: str) -> list[str]:
    return re.findall(r"[^。！？；]+[。！？；]?", text)


def _hanlp() -> dict[str, Splitter]:
    """HanLP's splitter, if it is installed."""
    rules = _hanlp_rules()
    if rules is None:
        print("HanLP is not installed (pip install --no-deps hanlp): left out")
        return {}
    return {"HanLP rules": lambda text: list(rules.split_sentence(text))}


def _hanlp_rules() -> ModuleType | None:
    """Its module of rules, by its file: importing the package would load a framework."""
    package = importlib.util.find_spec("hanlp")
    folders = package.submodule_search_locations if package else None
    path = Path(folders[0], "utils", "rules.py") if folders else None
    spec = importlib.util.spec_from_file_location("hanlp_rules", path) if path and path.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --------------------------------------------------------------------------------------------------------------- figures


def print_times(name: str, texts: Sequence[str], splitters: dict[str, Splitter], runs: int) -> None:
    """Median seconds of each splitter over all texts, and how many times ours they are."""
    times: dict[str, list[float]] = {splitter: [] for splitter in splitters}
    names = list(splitters)
    for turn in range(runs + 1):
        for splitter in names[turn % len(names) :] + names[: turn % len(names)]:
            start = time.perf_counter()
            for text in texts:
                splitters[splitter](text)
            if turn:  # the first turn warms up
                times[splitter].append(time.perf_counter() - start)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    ours = statistics.median(times["duizhao"])
    print(f"{name} by {name}: {len(texts)} texts, {megabytes:.1f} MB, median of {runs} runs")
    for splitter, values in times.items():
        median = statistics.median(values)
        spread = f"{min(values):.2f} to {max(values):.2f}"
        print(f"  {splitter:16s}{median:7.2f} s ({spread}) {megabytes / median:7.1f} MB/s  {median / ours:5.2f} × ours")


def print_cuts(paragraphs: Sequence[str], splitters: dict[str, Splitter]) -> None:
    """How many sentences each splitter found, and how often it cut inside a pair of marks."""
    print("cuts inside a pair, paragraph by paragraph")
    for name, split in splitters.items():
        sentences, lost = 0, 0
        inside = dict.fromkeys(PAIRS, 0)
        for paragraph in paragraphs:
            pieces = split(paragraph)
            sentences += len(pieces)
            cuts, missing = find_cuts(paragraph, pieces)
            lost += missing
            for pair in PAIRS:
                stretches = pairs(paragraph, pair)
                inside[pair] += sum(any(start < cut <= end for start, end in stretches) for cut in cuts)
        found = "  ".join(f"{pair} {number}" for pair, number in inside.items())
        print(
            f"  {name:16s}{sentences:8d} sentences, cut inside {found}"
            + (f"  (not found again: {lost})" if lost else "")
        )


def find_cuts(text: str, pieces: Sequence[str]) -> tuple[list[int], int]:
    """Where a text was cut, told from its pieces; and how many of them do not stand in it.

    >>> find_cuts("免费。开放。", ["免费。", "开放。"])
    ([3], 0)
    """
    cuts, done, lost = [], 0, 0
    for piece in pieces:
        start = text.find(piece, done)
        if start < 0:
            lost += 1
            continue
        cuts.append(start)
        done = start + len(piece)
    return [cut for cut in cuts if text[:cut].strip()], lost


def pairs(text: str, marks: str) -> list[tuple[int, int]]:
    """The pairs of two marks, inner ones too: the places of both. A mark without its partner makes none.

    >>> pairs("《甲（乙）》和（丙（丁））", "（）")
    [(2, 4), (9, 11), (7, 12)]
    """
    found, open_at = [], []
    for match in re.finditer(f"[{marks}]", text):
        if match.group() == marks[0]:
            open_at.append(match.start())
        elif open_at:
            found.append((open_at.pop(), match.start()))
    return found


if __name__ == "__main__":
    main()
