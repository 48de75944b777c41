"""Sentences built to be hard, in our own words: the rows of the table each must give (cases: ``requirements/*.toml``).

A case is a text and the rows that a careful researcher insists on; what two careful readers could fill in differently is left out.

- ``text``: a document, or one article without its number: it is put behind 第一条 then;
- ``rows``: the rows in text order; an empty list for a text that demands nothing. ``has`` are words of the row's quote, ``subject_has``
  ``action`` ``object`` ``condition`` words that must stand in that column. Every other column must be equal; an empty string: nothing;
- ``may``: words of a quote whose rows are neither asked for nor forbidden;
- ``fails``: ``rows`` → why the case is known to fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from case_files import Case, load_cases
from shipped import find_requirements, make_document, segment_document

from duizhao.extract import Requirement, Rules, load_rules

FOLDER = Path(__file__).parent / "requirements"
# What of a column the words of a row must be found in; every other column must be equal.
PARTS = {"has": "quote", "subject_has": "subject", "action": "action", "object": "object", "condition": "condition"}
VALUES = (
    "kind",
    "comparator",
    "value",
    "value_max",
    "unit_of_measure",
    "per",
    "duration",
    "working_days",
    "date",
    "within",
    "per_what",
    "approximate",
)
ROLES = ("subject", "modality", "force", "action", "object", "condition")
WHOLE = {*VALUES, "vague", "term", "subject", "modality", "force", "unit", "label"}
SHOWN = (*VALUES, "vague", "term", *ROLES)


CASES = load_cases(FOLDER)


def known_failure(case: Case) -> list[pytest.MarkDecorator]:
    """What is known to fail, with the reason that the case gives under ``fails``."""
    reason = case.get("fails", {}).get("rows")
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def document_of(text: str) -> str:
    """A whole document; one article alone gets a title and its number."""
    return text.strip("\n") if "\n" in text.strip("\n") else f"云溪县若干规定\n第一条　{text}"


def differences(expected: Mapping[str, object], found: Requirement) -> list[str]:
    """Which expectations of a row are not met, each with what was found."""
    wrong = []
    for field, want in expected.items():
        got = getattr(found, PARTS.get(field, field))
        if field in PARTS and want != "":
            met = str(want) in (got or "")
        elif isinstance(want, float):
            met = got == pytest.approx(want)
        else:
            met = got == (None if want == "" else want)
        if not met:
            wrong.append(f"{field} {want!r}, found {got!r}")
    return wrong


def shown(row: Requirement) -> str:
    """A row with what it holds, for the message of a failure."""
    held = {field: getattr(row, field) for field in SHOWN}
    return f"{row.quote}: { ({field: value for field, value in held.items() if value not in (None, False, '')}) }"


def compare(case: Case, expected: Sequence[Mapping[str, object]], found: Sequence[Requirement]) -> None:
    """Fail with the note, what differs and the rows that were found."""
    wrong = []
    if len(expected) != len(found):
        wrong.append(f"{len(expected)} rows expected, {len(found)} found")
    else:
        for i, (want, row) in enumerate(zip(expected, found, strict=True)):
            wrong += [f"row {i}: {difference}" for difference in differences(want, row)]
    if wrong:
        lines = [case["note"], *wrong, f"text: {case['text'].strip()}", *(f"  {shown(row)}" for row in found)]
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case['file']}: {case['name']}", marks=known_failure(case)) for case in CASES]
)
def test_rows(case: Case, rules: Rules) -> None:
    found = find_requirements(segment_document(make_document(document_of(case["text"]))), rules=rules)
    allowed = case.get("may", [])
    compare(case, case["rows"], [row for row in found if not any(words in row.quote for words in allowed)])


def test_every_case_is_told_and_names_columns_of_the_table() -> None:
    assert len(CASES) >= 160
    assert len({(case["file"], case["name"]) for case in CASES}) == len(CASES)
    for case in CASES:
        assert case["note"], case["name"]
        assert case["text"].strip(), case["name"]
        unknown = set(case) - {"name", "note", "text", "rows", "may", "fails", "file"}
        assert not unknown, f"{case['name']}: {unknown}"
        for row in case["rows"]:
            assert set(row) <= {*PARTS, *WHOLE}, case["name"]
            assert not row.get("has") or row["has"] in case["text"], case["name"]
            assert not set(case.get("may", ())) & {row.get("has")}, case["name"]
