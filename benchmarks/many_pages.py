"""A folder of thirty reports made of one central text: how long it takes, how large the pages are, how fast they open and answer.

    python benchmarks/many_pages.py ../shared                # 30 documents of the paper of the part `test`, seed 7
    python benchmarks/many_pages.py ../shared --part fit --documents 12

Opening and answering are measured in Chromium, from disk, where playwright and a Chromium are installed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from mutation_drafts import Unsuitable
from mutation_labels import mutate
from mutations import PARTS, mixed, sources

import duizhao

MOST_BYTES = 4_000_000  # of the page with all documents
MOST_SECONDS = {"report": 60.0, "open": 2.0, "act": 0.3}
_DRAWN = "requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - start) / 1000)))"
# The name of an action, and the script that does what a hand would do.
ACTIONS = {
    "filter": "document.querySelector('[data-relation=strengthened]').click()",
    "next change": "document.getElementById('next-change').click()",
    "reset": "document.getElementById('reset').click()",
    "one article": "const box = document.getElementById('article'); box.selectedIndex = 9; box.dispatchEvent(new Event('change'))",
    "no document": "document.getElementById('no-one').click()",
    "every document": "document.getElementById('every').click()",
    "the other order": "document.querySelector('[data-order=local]').click()",
    "a link": "location.hash = '#d17-local-9'",
    "search": "const box = document.getElementById('search'); box.value = '应当'; "
    "box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))",
    "next hit": "document.getElementById('next').click()",
    "evidence": "document.getElementById('evidence').click()",
    "sort": "document.querySelector('#matrix th[data-d] button').click()",
}


def make_documents(shared: Path, folder: Path, part: str, count: int, seed: int) -> tuple[Path, list[Path]]:
    """The central text and so many local ones made of it, by all edits mixed; every second one is of a province."""
    [source] = sources(shared, part, 1, seed)  # type: ignore[arg-type]
    central = folder / "central.txt"
    central.write_text(source.document.document.text, encoding="utf-8")
    local: list[Path] = []
    while len(local) < count:
        seed += 1
        try:
            made = mutate(source.document, mixed(0.1), seed, foreign=source.foreign)
        except Unsuitable:
            continue
        number = len(local) + 1
        place = f"{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'山水林田湖'[number % 5]}{'省市'[number % 2]}"
        path = folder / f"local_{number:02d}.txt"
        path.write_text(made.text.replace("青石市", place), encoding="utf-8")
        local.append(path)
    return central, local


def browser_times(path: Path) -> dict[str, float]:
    """Seconds until the page is drawn, and until each action has shown; empty where there is no browser."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  not needed for the rest
    except ImportError:
        return {}
    if program is None:
        return {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(path.as_uri())
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        times = {"open": page.evaluate("performance.now()") / 1000}
        for name, script in ACTIONS.items():
            if name != "sort" or page.locator("#matrix th[data-d] button").count():
                times[name] = page.evaluate(
                    f"new Promise(done => {{ const start = performance.now(); {script}; {_DRAWN}; }})"
                )
        browser.close()
    return times


def main() -> None:
    """Print every figure with its bound."""
    parser = argparse.ArgumentParser(description="Measure a folder of reports on many documents.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        central, local = make_documents(
            arguments.shared, Path(folder), arguments.part, arguments.documents, arguments.seed
        )
        out = Path(folder) / "out"
        start, processor = time.perf_counter(), time.process_time()
        duizhao.compare_many(central, local).save(out)
        _say("report", time.perf_counter() - start, MOST_SECONDS["report"])
        # The same on a machine that does nothing else.
        _say("report, of the processor", time.process_time() - processor, MOST_SECONDS["report"])
        for name in ("all.html", "index.html", "local_01.html"):
            size = (out / name).stat().st_size
            print(f"{name:16s} {size:9,d} bytes{'' if size <= MOST_BYTES else '  TOO LARGE'}")
        for name, seconds in browser_times(out / "all.html").items():
            _say(name, seconds, MOST_SECONDS["open" if name == "open" else "act"])


def _say(name: str, seconds: float, most: float) -> None:
    print(f"{name:28s} {seconds:7.3f} s  (at most {most:g}){'' if seconds <= most else '  TOO SLOW'}")


if __name__ == "__main__":
    main()
