"""The extractors of figures that `extract_requirements.py` measures: ours, and those of other packages where they are installed."""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import io
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from duizhao.extract import find_requirements, load_rules
from duizhao.segmenter import SegmentedDocument

_TODAY = datetime(2025, 1, 1)  # what 去年 is counted from


class Row(NamedTuple):
    """One row an extractor found: of what kind, and where in the cleaned text."""

    kind: str
    start: int
    end: int


Find = Callable[[SegmentedDocument], list[Row]]
FindInText = Callable[[str], list[Row]]


def finders() -> list[tuple[str, Find]]:
    """Ours, and each peer that can be imported; prints a line for each, with the reason where it is left out."""
    found: list[tuple[str, Find]] = [("duizhao", _ours())]
    for name, package, make in (
        ("JioNLP", "jionlp", _jionlp),
        ("Recognizers-Text", "recognizers-text-suite", _recognizers),
    ):
        try:
            # Both greet: one with lines, the other with warnings of regular expressions in plain strings.
            with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
                warnings.simplefilter("ignore")
                find = make()
            print(f"{name}: {package} {importlib.metadata.version(package)}")
        except Exception as error:  # a package that is too old for this Python may raise anything
            print(f"{name}: left out, {package} cannot be imported ({reason(error)})")
        else:
            found.append((name, _by_sentence(find)))
    return found


def reason(error: Exception) -> str:
    """An error on one line, without a place on the machine: an ImportError ends with the file it read.

    >>> reason(ImportError("cannot import name 'x' from 'y' (/srv/y.py)"))
    "ImportError: cannot import name 'x' from 'y'"
    """
    return f"{type(error).__name__}: {' '.join(str(error).split())}".partition(" (/")[0]


def _ours() -> Find:
    rules = load_rules()

    def find(document: SegmentedDocument) -> list[Row]:
        found = find_requirements(document, rules=rules)
        return [Row("vague" if one.vague else "figure", one.span.start, one.span.end) for one in found]

    return find


def _jionlp() -> FindInText:
    extract = importlib.import_module("jionlp").ner
    base = _TODAY.timestamp()

    def find(text: str) -> list[Row]:
        times = [Row("time", *found["offset"]) for found in extract.extract_time(text, time_base=base)]
        return times + [Row("money", *found["offset"]) for found in extract.extract_money(text)]

    return find


def _recognizers() -> FindInText:
    culture = importlib.import_module("recognizers_text").Culture.Chinese
    numbers = importlib.import_module("recognizers_number").NumberRecognizer(culture)
    units = importlib.import_module("recognizers_number_with_unit").NumberWithUnitRecognizer(culture)
    times = importlib.import_module("recognizers_date_time").DateTimeRecognizer(culture).get_datetime_model()
    models = {
        "share": numbers.get_percentage_model().parse,
        "money": units.get_currency_model().parse,
        "measure": units.get_dimension_model().parse,
        "age": units.get_age_model().parse,
        "time": lambda text: times.parse(text, _TODAY),
        "number": numbers.get_number_model().parse,
    }

    def find(text: str) -> list[Row]:
        return [Row(kind, found.start, found.end + 1) for kind, parse in models.items() for found in parse(text)]

    return find


def _by_sentence(find: FindInText) -> Find:
    def find_in_sentences(document: SegmentedDocument) -> list[Row]:
        return [
            Row(row.kind, sentence.span.start + row.start, sentence.span.start + row.end)
            for sentence in document.iter_sentences()
            for row in find(sentence.text)
        ]

    return find_in_sentences
