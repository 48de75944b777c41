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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner
from lxml import etree
from openpyxl import load_workbook
from pandas import read_parquet
from shipped import find_requirements

import duizhao as dz
from duizhao.cli import cli
from duizhao.corpus import DocumentError
from duizhao.extract import load_rules

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
    """Digests of the outputs by name, and digests of the entries in the topmost section of the changelog.

    ``examples`` are digests of the examples of all tables, each with that of what reading and extracting make of it; ``rules`` says for
    each rule which examples it matches. A rule with none that was known is a new one; another example for a rule that was there is none.
    """

    outputs: Mapping[str, str]
    lines: tuple[str, ...]
    examples: Mapping[str, str] = field(default_factory=dict)
    rules: frozenset[frozenset[str]] = field(default=frozenset(), compare=False)

    def changed(self, now: Record) -> list[str]:
        """The outputs that are not what they were, were not there or are gone; ``examples`` and ``rules`` as said above."""
        names = [name for name in {*self.outputs, *now.outputs} if self.outputs.get(name) != now.outputs.get(name)]
        if any(now.examples.get(one, made) != made for one, made in self.examples.items()):
            names.append("examples")
        if any(rule and not rule & self.examples.keys() for rule in now.rules):
            names.append("rules")
        return sorted(names)


def read_record(path: Path = RECORD) -> Record:
    """What was recorded last; nothing where there is no file, or where a merge has left it unreadable."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError):
        return Record({}, ())
    pairs = (pair.split() for pair in table["examples"]["made"].splitlines())
    return Record(table["outputs"], tuple(table["changelog"]["lines"]), dict(pairs))


def record_text(record: Record) -> str:
    """The file of a record. The lines stand in one row, so that two branches that both add one must be merged by hand."""
    outputs = "".join(f'{json.dumps(name)} = "{digest}"\n' for name, digest in sorted(record.outputs.items()))
    lines = ", ".join(f'"{digest}"' for digest in record.lines)
    examples = "".join(f"{example} {made}\n" for example, made in sorted(record.examples.items()))
    made = f'[examples]\nmade = """\n{examples}"""\n'
    return f"{HEAD}\n[changelog]\nlines = [{lines}]\n\n[outputs]\n{outputs}\n{made}"


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
            outputs = {**forms(Path(folder)), **_others()}
            tables = [tomllib.loads(_text(path)) for path in sorted(ROOT.glob("*/tables/*.toml"))]
            examples = _made_of({one for table in tables for _, given in _rules(table) for one in given}, Path(folder))
        finally:
            os.chdir(here)
    rules = frozenset(rule for table in tables for rule in matches_of(table))
    return Record(outputs, tuple(entries(_text(CHANGELOG))), examples, rules)


def matches_of(table: object) -> frozenset[frozenset[str]]:
    """For each rule of a table the digests of the examples it matches."""
    return frozenset(frozenset(map(_short, matches)) for matches, _ in _rules(table))


def entries(changelog: str) -> Iterator[str]:
    """The digests of the entries (`- …`, with the lines that go on) of the topmost section, white space apart."""
    section = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    for entry in re.findall(r"^- .*(?:\n[ \t]+\S.*)*", section, re.MULTILINE):
        yield _short("".join(entry.split()))


def _digest(text: str) -> str:
    # A release by itself changes nothing.
    return hashlib.sha256(text.replace(dz.__version__, "VERSION").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _short(text: str) -> str:
    return _digest(text)[:8]


def _others() -> dict[str, str]:
    """What the commands say of the sample, what the examples of the tables give, and the models."""
    documents = sorted(path.name for path in Path().glob("*.txt"))
    printed = {name: "".join(_printed(*arguments, path) for path in documents) for name, arguments in _COMMANDS.items()}
    models = "".join(_digest(_text(path)) for path in _models())
    return {name: _digest(text) for name, text in {**printed, "models": models}.items()}


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
    """Its text, and what its properties say of how it was made."""
    with ZipFile(path) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in ("word/document.xml", "docProps/core.xml")]
    return "".join(str(etree.tostring(part, method="c14n"), "utf-8") for part in parts)


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


def _made_of(examples: Iterable[str], folder: Path) -> dict[str, str]:
    """What reading and extracting make of each example, as a document of its own."""
    made, path, rules = {}, folder / "example.txt", load_rules()
    for example in examples:
        path.write_bytes(example.encode("utf-8", "replace"))
        try:
            parsed = dz.read(path)
        except DocumentError:
            found = "nothing to be read"
        else:
            requirements = find_requirements(parsed, rules=rules)
            rows = [[getattr(one, name) for name in _FIELDS] for one in requirements]
            found = json.dumps([[[one.id, one.text] for one in parsed.sentences], rows], default=str)
        made[_short(example)] = _short(found)
    return made


_FIELDS = (
    *(
        "quote",
        "kind",
        "comparator",
        "value",
        "value_max",
        "unit_of_measure",
        "per",
        "duration",
        "working_days",
        "date",
    ),
    *(
        "within",
        "vague",
        "term",
        "subject",
        "modality",
        "action",
        "object",
        "condition",
        "subject_from",
        "per_what",
        "baseline",
        "baseline_date",
        "approximate",
    ),
    *("binding", "force"),
)


def _rules(entry: object) -> Iterator[tuple[list[str], list[str]]]:
    """For each rule of a table the texts that it matches, and all its examples."""
    if isinstance(entry, dict):
        if "pattern" in entry and "match" in entry:
            matches, others = (list(_texts(entry.get(key, []))) for key in ("match", "no_match"))
            yield matches, matches + others
        for value in entry.values():
            yield from _rules(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _rules(value)


def _texts(examples: list[str | list[str]]) -> Iterator[str]:
    """The examples; of a text and what becomes of it the first."""
    for one in examples:
        text = one[0] if isinstance(one, list) else one
        if text.strip():
            yield text


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
