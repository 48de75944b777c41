"""A store of all laws: how long it takes by one process and by two, again, one more document, a report of thirty, and its size.

    python benchmarks/batch_laws.py ../shared/laws                        # ten minutes and more
    python benchmarks/batch_laws.py ../shared/laws --sample 120 --dask    # a part, drawn by seed, and a local dask cluster beside it

Every local text is added with every national one, in one call for each way of doing it, into a store of its own. Documents are those read;
memory is the largest of a single process of that run. The thirty of the report are made of one text by ``mutations.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from many_pages import make_documents

import duizhao as dz

SEED, THIRTY = 0, 30
_ADD = """
import json, resource, sys, time
import duizhao as dz
places, store, engine, workers = json.load(sys.stdin)
began = time.monotonic()
with dz.open_store(store) as opened:
    done = opened.add(places, engine=engine, workers=workers)
seconds = time.monotonic() - began
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
print(json.dumps({"seconds": seconds, "peak": peak, **done.counts}))
"""


def add(places: list[str], store: Path, engine: str, workers: int) -> dict[str, float]:
    """Fill a store in a process of its own; what it did, in how many seconds, with how many MB."""
    order = json.dumps([places, str(store), engine, workers])
    done = subprocess.run([sys.executable, "-c", _ADD], input=order, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def texts_of(folder: Path, sample: int | None) -> list[Path]:
    """The texts of a folder, or a sample of them."""
    texts = sorted(path for path in folder.rglob("*.md") if not path.name.startswith("_"))
    return texts if sample is None else random.Random(SEED).sample(texts, sample)  # noqa: S311  a sample


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, help="so many texts instead of all")
    parser.add_argument("--dask", action="store_true", help="a local dask cluster of two workers too")
    given = parser.parse_args()
    texts = texts_of(given.folder, given.sample)
    size = sum(path.stat().st_size for path in texts)
    print(f"{len(texts)} texts, {size / 1e6:.1f} MB, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        ways = [("processes", 2), ("processes", 1), *([("dask", 2)] if given.dask else [])]
        seconds = {}
        for engine, workers in ways:
            store = place / f"{engine}{workers}.db"
            done = add(list(map(str, texts)), store, engine, workers)
            seconds[engine, workers] = done["seconds"]
            print(
                f"{engine} × {workers}: {done['seconds']:.1f} s, read {done['read']:.0f}, compared {done['compared']:.0f}, "
                f"{done['read'] / done['seconds']:.1f} documents a second, at most {done['peak']:.0f} MB; "
                f"file {store.stat().st_size / size:.2f} × the text"
            )
        two = seconds["processes", 2]
        print(
            f"two processes are {seconds['processes', 1] / two:.2f} × one"
            + (f"; dask takes {seconds['dask', 2] / two:.2f} × as long" if given.dask else "")
        )
        store = place / "processes2.db"
        print(f"again: {add(list(map(str, texts)), store, 'processes', 2)['seconds']:.1f} s")
        one_more(texts, store, place)
        report_of_thirty(given.folder.parent, place)


def one_more(texts: list[Path], store: Path, place: Path) -> None:
    """A local text under another name and with another word, in a process that is open and as a command."""
    local = next(path for path in texts if "national" not in path.parts)
    words = local.read_text(encoding="utf-8")
    with dz.open_store(store) as opened:
        dz.compare(dz.sample_folder() / "central_opinion.txt", dz.sample_folder() / "local_yunzhou.txt")  # loads all
        new = place / "又一份.md"
        new.write_text(words + "\n", encoding="utf-8")
        began = time.monotonic()
        opened.add(new, engine="serial")
        print(f"one more, open: {time.monotonic() - began:.2f} s")
    new.write_text(words + "\n\n", encoding="utf-8")
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "duizhao", "batch", "add", str(new), "--store", str(store), "--quiet"], check=True
    )
    print(f"one more, as a command: {time.monotonic() - began:.2f} s")


def report_of_thirty(shared: Path, place: Path) -> None:
    """Thirty texts of one family (as many_pages.py makes them), and their report out of the store as a folder of pages."""
    folder = place / "三十"
    folder.mkdir()
    central, local = make_documents(shared, folder, "test", THIRTY, SEED)
    with dz.open_store(place / "thirty.db") as opened:
        opened.add(local, central=central)
    command = [
        sys.executable,
        "-m",
        "duizhao",
        "batch",
        "report",
        "--store",
        str(place / "thirty.db"),
        "-o",
        str(place / "报告"),
    ]
    began = time.monotonic()
    subprocess.run([*command, "--quiet"], check=True)
    print(f"report of thirty out of the store: {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
