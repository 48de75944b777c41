"""What reading a file looks up in tables: loaded once, it serves any number of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..language import load_table
from .clean.cleaning_rules import (
    CleaningRule,
    SuspectRule,
    load_cleaning_rules,
    load_suspect_rules,
    load_told_repairs,
)
from .clean.likelihood import CommonCharacters, load_common_characters
from .clean.line_breaks import LineBreakWords, load_line_break_words
from .describe.description_rules import DescriptionRules, load_description_rules
from .describe.document_frame import FrameFinder
from .describe.title_rules import load_title_rules
from .formats import FormatRules
from .page_labels import load_page_labels


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The tables of ``corpus/tables``, compiled.

    They are about formats, cleaning, line breaks, damage, repairs to be told, the frame, and what a document says of itself.
    """

    formats: FormatRules
    cleaning: tuple[CleaningRule, ...]
    common: CommonCharacters
    breaks: LineBreakWords
    suspects: tuple[SuspectRule, ...]
    told: Mapping[str, str]
    finder: FrameFinder
    description: DescriptionRules


def load_reading_rules() -> ReadingRules:
    """The packaged tables. Loading them takes as long as reading 20,000 characters: pass them along to read many files.

    >>> from duizhao.corpus import make_document
    >>> rules = load_reading_rules()
    >>> [make_document(text, rules=rules).text for text in ("每周,,,开放。", "每月。。。")]
    ['每周，开放。', '每月。']
    """
    cleaning, frame = (load_table("duizhao.corpus", name) for name in ("cleaning", "frame"))
    titles, labels = load_title_rules(), load_page_labels()
    return ReadingRules(
        FormatRules(),
        load_cleaning_rules(cleaning),
        load_common_characters(),
        load_line_break_words(labels),
        load_suspect_rules(cleaning),
        load_told_repairs(cleaning),
        FrameFinder(frame, titles),
        load_description_rules(frame, titles, labels),
    )
