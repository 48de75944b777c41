"""Documents built to be hard, in our own words: what each unit, sentence, title and warning must be (cases: ``structure/*.toml``).

A case is a text and what a careful reader says of it; what several readers could say differently is left out of its expectations.

- ``ids`` ``labels`` ``headings`` ``paths``: one entry per unit, in order (a missing heading is ``""``); ``title`` of the document;
- ``places``: how people are told of each unit; ``outside``: the ids of notice and annexes; ``annexes_named``: the annexes' names;
- ``kinds``: unit id → kinds of its sentences, separated by blanks; ``sentences``: unit id → its sentences;
- ``warnings``: regular expressions, each to be found in a warning; an empty list: nothing is warned of;
- ``layouts``: the text on one line (``flat``) or wrapped (``wrapped``) has the same places;
- ``fails``: expectation → why it is known to fail;
- ``documents``: the documents in the file, each with what is expected of it; with ``others`` there may be more of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from case_files import Case, load_cases
from shipped import make_document, segment_document

from duizhao import corpus
from duizhao.segmenter import SegmentedDocument

FOLDER = Path(__file__).parent / "structure"
EXPECTATIONS = (
    *("ids", "labels", "headings", "paths", "kinds", "sentences", "title", "warnings", "layouts", "documents"),
    *("places", "outside", "annexes_named"),
)
WIDTH = 30


CASES = load_cases(FOLDER)


def expecting(what: str) -> pytest.MarkDecorator:
    """One test for each case that expects something of that kind."""
    return pytest.mark.parametrize(
        "case",
        [
            pytest.param(case, id=f"{case['file']}: {case['name']}", marks=known_failure(case, what))
            for case in CASES
            if what in case
        ],
    )


def known_failure(case: Case, what: str) -> list[pytest.MarkDecorator]:
    """What is known to fail, with the reason that the case gives under ``fails``."""
    reason = case.get("fails", {}).get(what)
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


def parse(text: str) -> SegmentedDocument:
    return segment_document(make_document(text.strip("\n")))


def lines(values: Sequence[object]) -> str:
    return "".join(f"\n  {value}" for value in values)


def compare(case: Case, what: str, found: object, expected: object) -> None:
    """Fail with the note, the two sides and the units that were found."""
    if found == expected:
        return
    parsed = parse(case["text"])
    units = [f"{unit.id} {unit.label!r} {unit.span.of(parsed.document.text)[:40]!r}" for unit in parsed.units]
    pytest.fail(
        f"{case['note']}\n{what} expected: {expected}\n{what} found:    {found}\nunits found:{lines(units)}",
        pytrace=False,
    )


# ------------------------------------------------------------------------------------------------------------- units


def ids(parsed: SegmentedDocument) -> list[str]:
    return [unit.id for unit in parsed.units]


@expecting("ids")
def test_ids(case: Case) -> None:
    compare(case, "ids", ids(parse(case["text"])), case["ids"])


@expecting("labels")
def test_labels(case: Case) -> None:
    compare(case, "labels", [unit.label for unit in parse(case["text"]).units], case["labels"])


@expecting("headings")
def test_headings(case: Case) -> None:
    compare(case, "headings", [unit.heading or "" for unit in parse(case["text"]).units], case["headings"])


@expecting("paths")
def test_paths(case: Case) -> None:
    compare(case, "paths", [list(unit.path) for unit in parse(case["text"]).units], case["paths"])


@expecting("title")
def test_title(case: Case) -> None:
    compare(case, "title", make_document(case["text"].strip("\n")).metadata.title, case["title"])


# --------------------------------------------------------------------------------------------------------- sentences


@expecting("places")
def test_places(case: Case) -> None:
    compare(case, "places", [unit.place for unit in parse(case["text"]).units], case["places"])


@expecting("outside")
def test_outside(case: Case) -> None:
    parsed = parse(case["text"])
    everything = parsed.with_parts("all")
    compare(case, "outside", [unit.id for unit in everything.units if unit.part != "body"], case["outside"])
    compare(case, "the body among all", ids(everything.with_parts("body")), ids(parsed))


@expecting("annexes_named")
def test_annexes(case: Case) -> None:
    document = parse(case["text"]).document
    compare(case, "annexes", [annex.name for annex in document.annexes], case["annexes_named"])
    texts = [annex.span.of(document.text) for annex in document.annexes]
    assert all(annex.title not in text.split("\n") for annex, text in zip(document.annexes, texts, strict=True))


def by_unit(parsed: SegmentedDocument, asked: Mapping[str, object]) -> dict[str, list[tuple[str, str]]]:
    """Kind and text of the sentences of the units asked for; a unit that is not there has none."""
    return {
        name: [
            (sentence.kind, sentence.text) for unit in parsed.units if unit.id == name for sentence in unit.sentences
        ]
        for name in asked
    }


@expecting("kinds")
def test_kinds(case: Case) -> None:
    found = by_unit(parse(case["text"]), case["kinds"])
    kinds = {name: " ".join(kind for kind, _ in sentences) for name, sentences in found.items()}
    compare(case, "kinds", kinds, case["kinds"])


@expecting("sentences")
def test_sentences(case: Case) -> None:
    found = by_unit(parse(case["text"]), case["sentences"])
    texts = {name: [text for _, text in sentences] for name, sentences in found.items()}
    compare(case, "sentences", texts, case["sentences"])


# ---------------------------------------------------------------------------------------------------------- warnings


@expecting("warnings")
def test_warnings(case: Case) -> None:
    found = parse(case["text"]).warnings
    if not case["warnings"]:
        compare(case, "warnings", list(found), [])
    missing = [wanted for wanted in case["warnings"] if not any(re.search(wanted, warning) for warning in found)]
    compare(case, f"missing from the warnings {found}", missing, [])


# ----------------------------------------------------------------------------------------------------------- layouts


def flat(text: str) -> str:
    """The text on one line, its line breaks lost."""
    return text.strip("\n").replace("\n", "")


def wrapped(text: str) -> str:
    """The text as a page shows it: paragraphs indented, no line longer than the page."""
    pages = []
    for line in (f"　　{paragraph}" for paragraph in text.strip("\n").split("\n")):
        pages += [line[i : i + WIDTH] for i in range(0, len(line), WIDTH)]
    return "\n".join(pages)


def wrapped_bare(text: str) -> str:
    """As :func:`wrapped`, without indents: a paragraph shows only by the short line in front of it and by its number."""
    return "\n".join(line[i : i + WIDTH] for line in text.strip("\n").split("\n") for i in range(0, len(line), WIDTH))


@expecting("layouts")
def test_on_one_line(case: Case) -> None:
    """Paragraphs without a number cannot be told apart where nothing marks them: the numbered units are the same."""
    if "flat" not in case["layouts"]:
        pytest.skip("this text cannot be told on one line")
    numbered = [(unit.id, unit.label) for unit in parse(case["text"]).units if unit.label]
    found = [(unit.id, unit.label) for unit in parse(flat(case["text"])).units if unit.label]
    compare(case, "numbered units on one line", found, numbered)


@pytest.mark.parametrize("wrap", [wrapped, wrapped_bare])
@expecting("layouts")
def test_wrapped(case: Case, wrap: Callable[[str], str]) -> None:
    if "wrapped" not in case["layouts"]:
        pytest.skip("this text has too few lines to be seen to be wrapped")
    well_formed, found = parse(case["text"]), parse(wrap(case["text"]))
    compare(case, "ids of the wrapped text", ids(found), ids(well_formed))
    texts = [[sentence.text for sentence in parsed.sentences] for parsed in (found, well_formed)]
    compare(case, "sentences of the wrapped text", *texts)


# --------------------------------------------------------------------------------------------------------- documents


def split(case: Case) -> list[SegmentedDocument]:
    return [segment_document(document) for document in corpus.make_documents(case["text"].strip("\n"), "-")]


@expecting("documents")
def test_documents(case: Case) -> None:
    found = split(case)
    titles = [parsed.document.metadata.title for parsed in found]
    wanted = case["documents"]
    if not case.get("others"):
        compare(case, "titles of documents", titles, [one["title"] for one in wanted])
    for i, one in enumerate(wanted):
        place = (
            i if not case.get("others") else next((j for j, title in enumerate(titles) if title == one["title"]), None)
        )
        compare(case, f"{one['title']} among {titles}", place is not None, True)
        compare(case, f"ids of {one['title']}", ids(found[place or 0]), one["ids"])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{case['file']}: {case['name']}")
        for case in CASES
        if "documents" not in case and not case.get("annexes") and "ids" in case
    ],
)
def test_one_document_is_not_cut(case: Case) -> None:
    compare(case, "ids of each document in the file", [ids(parsed) for parsed in split(case)], [case["ids"]])


# ---------------------------------------------------------------------------------------------------- the cases themselves


def test_every_case_is_told_and_expects_something() -> None:
    assert len(CASES) >= 70
    assert len({case["name"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert case["note"], case["name"]
        assert case["text"].strip(), case["name"]
        assert any(what in case for what in EXPECTATIONS), case["name"]
        unknown = set(case) - {*EXPECTATIONS, "name", "note", "text", "file", "fails", "others", "annexes"}
        assert not unknown, f"{case['name']}: {unknown}"
