"""Does each local text find the document above it? All laws, or all texts of a folder, in one store, checked by other means.

    python benchmarks/match_uppers.py SHARED/laws [--show 20]

The check shares no code with the product: it reads the titles and the first articles of the files itself. A local text counts where its
title or its first article names, in 《》, a text of ``national/`` that is there. ``direct``: that one is one of its uppers; ``chain``: its
upper document, or the one above that, is; ``named``: its upper document is one that it names. Reads only, compares nothing: a minute.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from pathlib import Path

from duizhao.batch.engines import EngineWish
from duizhao.batch.filling import Filling
from duizhao.batch.named_bases import load_basis_rules
from duizhao.batch.standings import find_standings
from duizhao.batch.store_file import StoreFile
from duizhao.materials import shipped_materials

NAMED = re.compile(r"[《〈]([^《》〈〉]{2,80})[》〉]")


def bare(title: str) -> str:
    """A title without blanks, brackets and the country."""
    return re.sub(r"[（(][^（）()]*[）)]|\s", "", title).replace("中华人民共和国", "")


def names_of(path: Path) -> tuple[str, list[str]]:
    """The title of a file, and what its title and its first article name."""
    lines = [line.strip("# \t") for line in path.read_text(encoding="utf-8").splitlines()]
    title = next((line for line in lines if line), "")
    text = re.sub(r"\s", "", "".join(lines))
    first = text.find("第一条")
    article = text[first : first + 600].split("第二条")[0] if first >= 0 else ""
    return bare(title), [bare(name) for name in NAMED.findall(re.sub(r"\s", "", title) + article)]


def main() -> None:
    """Print the shares, and some matches to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="so many matches to read, drawn at random (seed 0)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = StoreFile(Path(folder, "laws.db"), create=True)
        began = time.monotonic()
        with Filling(store, "add", engine=EngineWish(), materials=shipped_materials()) as filling:
            filling.take_in([given.folder])
        print(f"read {filling.filled.read} documents in {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        find_standings(store, load_basis_rules())
        print(f"upper documents in {time.monotonic() - began:.1f} s")
        rows = store.rows("SELECT path, title, level, status, reason, upper_title, further_titles FROM documents")
        above = {str(row["title"]): row["upper_title"] for row in rows}
        report(store, [tuple(row) for row in rows], above, given.show)
        store.close()


def report(store: StoreFile, rows: list[tuple[str | None, ...]], above: dict[str, str | None], show: int) -> None:
    """The figures."""
    files = {str(path): names_of(store.real_path(str(path))) for path, *_ in rows if path}
    national = {title for path, (title, _) in files.items() if "national" in Path(path).parts}
    asked = direct = chain = named = 0
    missed = []
    for path, title, level, _, reason, nearest, further in rows:
        hits = {name for name in files[str(path)][1] if name in national}
        if "national" in Path(str(path)).parts or level == "central" or not hits:
            continue
        asked += 1
        uppers = [nearest or "", *(further or "").split("；")]
        direct += any(bare(upper) in hits for upper in uppers)
        chain += any(bare(one or "") in hits for one in (*uppers, above.get(str(nearest))))
        fits = bare(nearest or "") in files[str(path)][1]
        named += fits
        if not any(bare(upper) in hits for upper in uppers):
            missed.append(f"{title}: {sorted(hits)} | {reason}")
    print(f"name a national text that is there: {asked}; matched to it {direct / asked:.1%}, it or through it", end=" ")
    print(f"{chain / asked:.1%}, to one that they name {named / asked:.1%}")
    print("\n".join(missed))
    matched = [
        f"{title} <- {nearest}{f'；{further}' if further else ''} | {reason}"
        for _, title, _, status, reason, nearest, further in rows
        if status == "matched"
    ]
    for line in random.Random(0).sample(matched, min(show, len(matched))):  # noqa: S311  a sample to read
        print(line)


if __name__ == "__main__":
    main()
