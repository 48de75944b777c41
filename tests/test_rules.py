"""Every rule of every table says what it is for, shows what it matches and what it does not, and does just that."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.corpus.clean.cleaning import _rule_edits
from duizhao.corpus.clean.cleaning_rules import load_cleaning_rules
from duizhao.language.rule_tables import composed, load_table
from duizhao.language.spans import replay

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "duizhao",
    "language",
    "corpus",
    "segmenter",
    "align",
    "extract",
    "changes",
    "batch",
    "spread",
    "judges",
    "results",
    "report",
    "spacy_pipes",
    "benchmarks",
}

# Rules that are tried only at the start of what they are given.
AT_THE_START = {
    "segmenter/tables/markers.toml",
    "changes/tables/exempt.toml:central_organ",
    "corpus/tables/organs.toml:place",
    "extract/tables/clauses.toml:opener",
}
# Rules whose examples mean something else than "is found in" or "is not found in"; each with the reason and the test that reads them.
READ_ELSEWHERE = {
    "extract/tables/names.toml": "an example is a stretch that sets no bound at all: tests/test_extract.py",
    "extract/tables/comparators.toml": "a word compares only beside a number: tests/test_extract.py",
    "extract/tables/governing.toml": "a verb governs only a number of its own clause: tests/test_extract.py",
}


@dataclass(frozen=True)
class Rule:
    """A table entry with a pattern; ``place`` is the table's path and the entry's, as in ``corpus/tables/frame.toml:line[0]``."""

    place: str
    row: dict[str, Any]

    def belongs_to(self, places: set[str]) -> bool:
        return any(self.place.startswith(f"{place}") for place in places)


def tables() -> list[Path]:
    return sorted(ROOT.glob("*/tables/*.toml"))


def rules() -> Iterator[Rule]:
    for path in tables():
        name = path.relative_to(ROOT).as_posix()
        yield from rules_of(f"{name}:", read(path))


def read(path: Path) -> dict[str, Any]:
    """A table with its patterns composed, as the code gets it."""
    room = path.parent.parent.name
    if room == "benchmarks":
        return composed(tomllib.loads(path.read_text(encoding="utf-8")))
    return load_table("duizhao" if room == "duizhao" else f"duizhao.{room}", path.stem)


def rules_of(place: str, entry: object) -> Iterator[Rule]:
    if isinstance(entry, dict):
        if (
            "pattern" in entry and "words" not in entry
        ):  # a list of words is shown by the examples of the rules it is used in
            yield Rule(place.rstrip("."), entry)
        for key, value in entry.items():
            yield from rules_of(f"{place}{key}.", value)
    elif isinstance(entry, list):
        for i, value in enumerate(entry):
            yield from rules_of(f"{place.rstrip('.')}[{i}].", value)


RULES = list(rules())
CLEANING = {rule.name: rule for rule in load_cleaning_rules()}


def named(rule: Rule) -> str:
    return f"{rule.place} {rule.row.get('name', rule.row.get('kind', ''))}".strip()


def is_cleaning(rule: Rule) -> bool:
    return rule.place.startswith("corpus/tables/cleaning.toml:rule")


def test_the_tables_are_found() -> None:
    folders = {path.parent.parent.name for path in tables()}
    assert {"corpus", "segmenter"} <= folders <= FOLDERS
    assert len(RULES) > 40
    assert len(CLEANING) == sum(map(is_cleaning, RULES))


def test_what_is_read_elsewhere_is_still_there() -> None:
    assert all(any(rule.belongs_to({place}) for rule in RULES) for place in {*AT_THE_START, *READ_ELSEWHERE})


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert rule.row.get("note", "").strip(), "a rule needs a note that says why"
    assert rule.row.get("match"), "a rule needs examples of what it matches"
    assert rule.row.get("no_match"), "a rule needs examples of what it must leave alone"


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.belongs_to(set(READ_ELSEWHERE))], ids=named)
def test_a_rule_does_what_its_examples_show(rule: Rule) -> None:
    if is_cleaning(rule):
        cleans_as_shown(rule.row)
        return
    pattern = re.compile(rule.row["pattern"])
    find = getattr(pattern, rule.row.get("use", "match" if rule.belongs_to(AT_THE_START) else "search"))
    assert [text for text in rule.row["match"] if not find(text)] == []
    assert [text for text in rule.row["no_match"] if find(text)] == []


def cleans_as_shown(row: dict[str, Any]) -> None:
    """A cleaning rule alone turns the first of each pair into the second, and leaves the other texts as they are."""
    rule = CLEANING[row["name"]]

    def cleaned(text: str) -> str:
        return replay(text, _rule_edits(rule, text))

    signs = re.compile(f"[{rule.signs}]" if rule.signs else "")
    assert [before for before, _ in row["match"] if not signs.search(before)] == []
    assert [cleaned(before) for before, _ in row["match"]] == [after for _, after in row["match"]]
    assert [cleaned(text) for text in row["no_match"]] == row["no_match"]


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_what_a_cleaning_rule_needs_hides_no_match(data: st.DataObject) -> None:
    """Words and signs, and looking at single lines, make a rule fast; what it finds is what its pattern finds in the whole text."""
    rule = data.draw(st.sampled_from(list(CLEANING.values())))
    row = next(r.row for r in RULES if is_cleaning(r) and r.row["name"] == rule.name)
    shown = [*(before for before, _ in row["match"]), *row["no_match"]]
    pieces = data.draw(st.lists(st.sampled_from([*shown, *shown, "\n", " ", "。", "图书馆"]), max_size=8))
    text = "".join(pieces)
    holds_signs = re.compile(f"[{rule.signs}]").search if rule.signs else None
    plain = replace(rule, needs=(), signs="", whole_line=False, line_start=False)
    assert _rule_edits(rule, text, holds_signs=holds_signs) == _rule_edits(plain, text)


def test_a_rule_of_whole_lines_matches_from_start_to_end() -> None:
    lines = [rule for rule in CLEANING.values() if rule.whole_line]
    assert lines
    assert [rule.name for rule in lines if not rule.needs] == []
    ends = [(rule.pattern.pattern[0], rule.pattern.pattern[-1]) for rule in lines]
    assert set(ends) == {("^", "$")}


def test_names_of_rules_are_unique() -> None:
    for path in tables():
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for rows in table.values():
            names = [row["name"] for row in rows if "name" in row] if isinstance(rows, list) else []
            assert len(names) == len(set(names)), path


# What is longer cannot be read, nor a change of it; it is composed of named parts (language/rule_tables.py).
LONGEST_PATTERN = 200


def test_patterns_are_short_enough_to_be_read() -> None:
    long = [
        f"{rule.place}: {len(rule.row['pattern'])}"
        for path in tables()
        for rule in rules_of(f"{path.relative_to(ROOT).as_posix()}:", tomllib.loads(path.read_text(encoding="utf-8")))
        if len(rule.row["pattern"]) > LONGEST_PATTERN
    ]
    assert long == []


def test_lists_of_words_say_what_they_are_for() -> None:
    for path in tables():
        for name, part in tomllib.loads(path.read_text(encoding="utf-8")).get("parts", {}).items():
            assert part.get("note", "").strip(), f"{path.name}: {name}"
            if "words" in part:
                assert len(part["words"]) == len(set(part["words"])), f"{path.name}: {name} has a word twice"
