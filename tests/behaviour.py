"""What the program does, as a few digests, and the lines of CHANGELOG.md that it was recorded with.

Run by `make golden`: records anew what has changed, and refuses to where CHANGELOG.md has no line that was not there at the last
record. tests/test_changelog.py holds the record against what the program does now. Nothing depends on the history of the repository:
a shallow clone and a merge are checked like any other tree (after a merge both sides' lines are there: run `make golden`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner
from lxml import etree
from openpyxl import load_workbook
from pandas import read_parquet

import duizhao as dz
from duizhao.cli import cli

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "tests" / "behaviour.toml"
CHANGELOG = ROOT / "CHANGELOG.md"
HEAD = """\
# What the program does with the bundled sample and with the examples of all tables, as digests, and the lines of the changelog that
# it was recorded with. Written by `make golden` (tests/behaviour.py), never by hand; where a merge has two versions, run it again.
"""
REFUSAL = "CHANGELOG.md 最上面一节没有新的一行：行为变了（{0}），先写一行说明改了什么，再 make golden"


@dataclass(frozen=True, slots=True)
class Record:
    """Digests of the outputs by name, and digests of the entries in the topmost section of the changelog."""

    outputs: Mapping[str, str]
    lines: tuple[str, ...]

    def changed(self, now: Record) -> list[str]:
        """The outputs that are not what they were, were not there or are gone."""
        return sorted(name for name in {*self.outputs, *now.outputs} if self.outputs.get(name) != now.outputs.get(name))


def read_record(path: Path = RECORD) -> Record:
    """What was recorded last; nothing where there is no file, or where a merge has left it unreadable."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError):
        return Record({}, ())
    return Record(table["outputs"], tuple(table["changelog"]["lines"]))


def record_text(record: Record) -> str:
    """The file of a record. The lines stand in one row, so that two branches that both add one must be merged by hand."""
    outputs = "".join(f'{json.dumps(name)} = "{digest}"\n' for name, digest in sorted(record.outputs.items()))
    lines = ", ".join(f'"{digest}"' for digest in record.lines)
    return f"{HEAD}\n[changelog]\nlines = [{lines}]\n\n[outputs]\n{outputs}"


def complaint(before: Record, now: Record) -> str | None:
    """Why ``now`` must not be recorded over ``before``: something has changed, and no line of the changelog is new."""
    changed = before.changed(now)
    if changed and before.outputs and not set(now.lines) - set(before.lines):
        return REFUSAL.format("、".join(changed))
    return None


def current() -> Record:
    """What the program does now, with the changelog as it is now."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(dz.sample_folder())  # outputs name the files as they were given
        try:
            outputs = {**forms(Path(folder)), **_others(Path(folder))}
        finally:
            os.chdir(here)
    return Record(outputs, tuple(entries(CHANGELOG.read_text(encoding="utf-8"))))


def entries(changelog: str) -> Iterator[str]:
    """The digests of the entries (`- …`, with the lines that go on) of the topmost section, white space apart."""
    section = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    for entry in re.findall(r"^- .*(?:\n[ \t]+\S.*)*", section, re.MULTILINE):
        yield _digest("".join(entry.split()))[:8]


def _digest(text: str) -> str:
    # A release by itself changes nothing.
    return hashlib.sha256(text.replace(dz.__version__, "VERSION").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _others(folder: Path) -> dict[str, str]:
    """What the commands say of the sample, what the examples of the tables give, and the models."""
    documents = sorted(path.name for path in Path().glob("*.txt"))
    printed = {name: "".join(_printed(*arguments, path) for path in documents) for name, arguments in _COMMANDS.items()}
    models = "".join(_digest(_text(path)) for path in _models())
    texts = {**printed, "examples": "".join(_of_examples(folder)), "models": models}
    return {name: _digest(text) for name, text in texts.items()}


def _printed(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def forms(folder: Path) -> dict[str, str]:
    """A report of the sample, which is the current folder, in every form; of packed forms what they hold: machines pack differently."""
    report = dz.compare_many("central_opinion.txt", ["local_haiping.txt", "local_lanchuan.txt", "local_yunzhou.txt"])
    texts = {}
    for suffix, reading in READERS.items():
        (written,) = report.save(folder / f"zh{suffix}")
        texts[f"report{suffix}"] = reading(written)
    for suffix in (".html", ".md", ".xlsx", ".docx"):
        (written,) = report.save(folder / f"en{suffix}", lang="en")
        texts[f"report.en{suffix}"] = READERS[suffix](written)
    texts |= {f"table.{path.stem}": _text(path) for path in report.save(folder / "tables", form="csv")}
    return {name: _digest(text) for name, text in texts.items()}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _word(path: Path) -> str:
    with ZipFile(path) as archive:
        return etree.tostring(etree.fromstring(archive.read("word/document.xml")), method="c14n").decode("utf-8")


def _excel(path: Path) -> str:
    book = load_workbook(path)
    return json.dumps([[sheet.title, [list(row) for row in sheet.values]] for sheet in book], default=str)


def _parquet(path: Path) -> str:
    return str(read_parquet(path).to_csv(index=False))


READERS: Mapping[str, Callable[[Path], str]] = {
    ".html": _text,
    ".md": _text,
    ".json": _text,
    ".csv": _text,
    ".docx": _word,
    ".xlsx": _excel,
    ".parquet": _parquet,
}


_COMMANDS = {
    "clean": ("--quiet", "clean"),
    "clean.diff": ("--quiet", "clean", "--diff"),
    "segment.json": ("--quiet", "segment"),
    "segment.tree": ("--quiet", "segment", "--format", "tree"),
    "align.table": ("--quiet", "align", "--format", "table", "central_opinion.txt"),
    "extract.json": ("--quiet", "extract"),
    "extract.table": ("--quiet", "extract", "--format", "table"),
}


def _of_examples(folder: Path) -> Iterator[str]:
    """What reading and extracting make of the examples of the tables, a document a table: a rule comes with examples of its own."""
    for table in sorted(ROOT.glob("*/tables/*.toml"), key=lambda path: path.name):
        examples = sorted({text for text in _examples(tomllib.loads(_text(table))) if text.strip()})
        if examples:
            path = folder / f"{table.stem}.txt"
            path.write_bytes("\n\n".join(examples).encode("utf-8", "replace"))
            yield "".join(f"{sentence.id}\t{sentence.text}\n" for sentence in dz.read(path).sentences)
            yield str(dz.requirements(path).drop(columns="document").to_csv(index=False))


def _examples(entry: object, key: str = "") -> Iterator[str]:
    if isinstance(entry, dict):
        for name, value in entry.items():
            yield from _examples(value, name if name in ("match", "no_match") else key)
    elif isinstance(entry, list):
        for value in entry:
            yield from _examples(value, key)
    elif isinstance(entry, str) and key:
        yield entry


def _models() -> list[Path]:
    """What was fitted or counted."""
    found = [
        path for pattern in ("*.json", "*.tsv", "*.txt", "*_model.toml") for path in ROOT.glob(f"*/tables/{pattern}")
    ]
    return sorted((path for path in found if path.parent.parent.name != "benchmarks"), key=lambda path: path.name)


def renew() -> str:
    """Record what the program does now; a line that says what was done.

    :raises SystemExit: the program does something else than was recorded, and the changelog has no new line.
    """
    before, now = read_record(), current()
    if said := complaint(before, now):
        raise SystemExit(said)
    RECORD.write_text(record_text(now), encoding="utf-8")
    changed = before.changed(now)
    return f"已记下：{'、'.join(changed)}" if changed else "行为没有变"


if __name__ == "__main__":
    sys.stdout.write(f"{renew()}\n")
