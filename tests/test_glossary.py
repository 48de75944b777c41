"""The glossary: every thing it names is in the code, under that name."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

import duizhao
from duizhao.changes import CoverageStatus, Reason, Relation
from duizhao.extract import Kind

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
NAMED = re.compile(r"`(?P<path>duizhao(?:\.\w+)*)`(?:（(?P<values>(?:`\w+` ?)+)）)?")


@dataclass(frozen=True)
class Term:
    """A row: the Chinese term, and what the code calls it, with the values that it names of a literal type."""

    chinese: str
    path: str
    values: tuple[str, ...]


def terms() -> list[Term]:
    rows = [line.strip("| ").split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines()[6:]]
    return [
        Term(row[0].strip(), found["path"], tuple(re.findall(r"\w+", found["values"] or "")))
        for row in rows
        for found in NAMED.finditer(row[-1])
    ]


TERMS = terms()


def found(path: str) -> object:
    """What a dotted name stands for: modules as far as there are any, then attributes."""
    value: object = duizhao
    names = path.split(".")
    for i, name in enumerate(names[1:], 2):
        if not hasattr(value, name):
            importlib.import_module(".".join(names[:i]))
        value = getattr(value, name)
    return value


def test_the_rows_are_read() -> None:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    rows = [line for line in lines[2:] if not line.startswith("| **")]
    assert len(rows) > 60
    assert [line for line in rows if not NAMED.search(line)] == [], "a row without its place in the code"


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.chinese} {term.path}")
def test_a_term_is_in_the_code(term: Term) -> None:
    value = found(term.path)
    assert [one for one in term.values if one not in get_args(value)] == [], f"{term.path} has no such values"


def test_every_judgement_and_kind_is_a_term() -> None:
    named = {(term.path, value) for term in TERMS for value in term.values}
    for literal, path in ((Relation, "changes.Relation"), (Reason, "changes.Reason"), (Kind, "extract.Kind")):
        assert {(f"duizhao.{path}", value) for value in get_args(literal)} - named == set()
    assert {("duizhao.changes.CoverageStatus", value) for value in get_args(CoverageStatus)} <= named


def test_no_english_term_stands_for_two_things() -> None:
    rows = [line.strip("| ").split(" | ") for line in GLOSSARY.read_text(encoding="utf-8").splitlines()[6:]]
    english = [row[1].strip() for row in rows if len(row) == 3]
    # `coverage` is a verdict on a central unit and a kind of requirement: both are fields of the public formats.
    assert sorted({one for one in english if english.count(one) > 1}) == ["coverage"]
