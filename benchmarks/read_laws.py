"""How long a folder of laws takes to read, clean and segment, what memory that needs, and how cost grows with a text's length.

    python benchmarks/read_laws.py FOLDER                                  # its .md files, then the long texts: half an hour
    python benchmarks/read_laws.py FOLDER --largest 0                      # the folder alone
    python benchmarks/read_laws.py FOLDER --largest 2 --texts "no stop"    # some of the long texts, up to 2 MB

The folder is read on one core, then by two processes; results are not kept, so what stays in memory is what was lost there. Then each
text of `long_texts.py` is made at four sizes, each twice the one before, and read in a process of its own: seconds are those of the
processor (the machine may have other work), the ratio to the size before is about 2 where cost is linear.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from long_texts import HOSTILE, WELL_FORMED, sizes

from duizhao.corpus import ReadingRules, load_reading_rules, make_documents, read_documents
from duizhao.segmenter import NumberingRules, load_numbering_rules, segment_document

TEXTS = WELL_FORMED | HOSTILE
MEMORY_AT = (100, 500, 1000)
# Short texts are timed so often, or until so many seconds have gone; the least of the times counts.
RUNS, ENOUGH = 3, 3.0
# The kernel counts kilobytes, that of macOS bytes.
_PER_MB = 1024**2 if sys.platform == "darwin" else 1024
_LINEAR = 2.5


def main() -> None:
    """Print the figures of a folder, then those of the long texts."""
    parser = argparse.ArgumentParser(description="Time the reading of laws, and of texts of any length.")
    parser.add_argument("folder", type=Path, nargs="?", help="its .md files are read; without it the long texts alone")
    parser.add_argument("--largest", type=float, default=10.0, help="size of the longest text in MB; 0: no long texts")
    parser.add_argument("--texts", nargs="+", choices=TEXTS, metavar="TEXT", help="only these of the long texts")
    parser.add_argument("--limit", type=float, default=180.0, help="seconds after which a long text is given up")
    arguments = parser.parse_args()
    if arguments.folder is not None:
        print_folder(arguments.folder)
    if arguments.largest:
        print_long_texts(arguments.texts or list(TEXTS), sizes(arguments.largest), arguments.limit)


# ------------------------------------------------------------------------------------------------------------- the folder


def read(path: Path, rules: ReadingRules, numbering: NumberingRules) -> tuple[int, int]:
    """Read one file and forget it; how many units and sentences it has."""
    documents = read_documents(path, rules=rules)
    units = [unit for document in documents for unit in segment_document(document, numbering=numbering).units]
    return len(units), sum(len(unit.sentences) for unit in units)


def print_folder(folder: Path) -> None:
    """Read all files of a folder, on one core and by two processes."""
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    random.Random(7).shuffle(paths)  # noqa: S311 - long and short files mixed, the same way each time
    if not paths:
        raise SystemExit(f"no .md file in {folder}")
    megabytes = sum(path.stat().st_size for path in paths) / 1e6
    print(f"{len(paths)} files, {megabytes:.1f} MB")
    start, processor = time.perf_counter(), time.process_time()
    rules, numbering = load_reading_rules(), load_numbering_rules()
    units = sentences = 0
    for done, path in enumerate(paths, 1):
        more = read(path, rules, numbering)
        units, sentences = units + more[0], sentences + more[1]
        if done in MEMORY_AT or done == len(paths):
            print(f"  behind {done:5d} documents: {_memory()}")
    seconds, used = time.perf_counter() - start, time.process_time() - processor
    print(f"  {units} units, {sentences} sentences")
    print(f"one core:       {seconds:6.1f} s ({used:.1f} s of the processor), {megabytes / seconds:.2f} MB/s")
    seconds = by_two_processes(paths, (units, sentences))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _PER_MB
    print(f"two processes:  {seconds:6.1f} s, {megabytes / seconds:.2f} MB/s, the larger took {peak:.0f} MB at most")


def by_two_processes(paths: Sequence[Path], expected: tuple[int, int]) -> float:
    """Seconds that two new processes take, their start included."""
    start = time.perf_counter()
    work = partial(
        read, rules=load_reading_rules(), numbering=load_numbering_rules()
    )  # travels with each batch of paths
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        counts = list(pool.map(work, paths, chunksize=16))
    seconds = time.perf_counter() - start
    found = sum(units for units, _ in counts), sum(sentences for _, sentences in counts)
    if found != expected:
        raise SystemExit(f"two processes found {found} units and sentences, one core {expected}")
    return seconds


def _memory() -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB
    pages = Path("/proc/self/statm")  # Linux only
    if not pages.exists():
        return f"{peak:.0f} MB at most so far"
    now = int(pages.read_text().split()[1]) * resource.getpagesize() / 1024**2
    return f"{now:.0f} MB, {peak:.0f} MB at most so far"


# ------------------------------------------------------------------------------------------------------------- long texts


def print_long_texts(names: Sequence[str], megabytes: Sequence[float], limit: float) -> None:
    """One line a text: seconds at each size, the ratio to the size before, and the memory the largest took."""
    print("\n" + "seconds (ratio)".ljust(44) + "".join(f"{size:>8.4g} MB    " for size in megabytes) + "  peak")
    for name in names:
        print(_padded(name, 44), end="", flush=True)
        before, peak, slower = 0.0, 0.0, False
        for size, measured in zip(megabytes, growth(name, megabytes, limit), strict=False):
            if measured is None:
                print(f"given up at {size:.4g} MB behind {limit:.0f} s", end="")
                break
            seconds, peak = measured
            ratio = seconds / before if before else 0.0
            slower = ratio > _LINEAR
            print(f"{seconds:8.2f} {f'({ratio:.1f})' if before else '':6s}", end="", flush=True)
            before = seconds
        print(f"{peak:6.0f} MB{'  more than linear?' if slower else ''}")


def growth(name: str, megabytes: Sequence[float], limit: float) -> Iterator[tuple[float, float] | None]:
    """Processor seconds and peak memory in MB at each size, from one new process; `None` where the limit was reached."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(name, tuple(megabytes), sender))
    process.start()
    sender.close()
    try:
        for _ in megabytes:
            if not receiver.poll(limit):
                yield None
                return
            yield receiver.recv()
    finally:
        process.terminate()
        process.join()


def _measure(name: str, megabytes: Sequence[float], sender: Connection) -> None:
    rules, numbering = load_reading_rules(), load_numbering_rules()
    _read_text(TEXTS[name](2000), rules, numbering)  # what is compiled once is no part of the growth
    for size in megabytes:
        text = TEXTS[name](int(size * 1e6))
        times: list[float] = []
        while len(times) < RUNS and sum(times) < ENOUGH:
            start = time.process_time()
            _read_text(text, rules, numbering)
            times.append(time.process_time() - start)
        sender.send((min(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB))


def _read_text(text: str, rules: ReadingRules, numbering: NumberingRules) -> None:
    for document in make_documents(text, rules=rules):
        segment_document(document, numbering=numbering)


def _padded(name: str, columns: int) -> str:
    return name + " " * (columns - sum(2 if char > "\u2e7f" else 1 for char in name))


if __name__ == "__main__":
    main()
