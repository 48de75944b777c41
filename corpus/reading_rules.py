"""What reading a file looks up in tables: loaded once, it serves any number of files."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import load_table
from .clean.cleaning_rules import CleaningRule, SuspectRule, load_cleaning_rules, load_suspect_rules
from .clean.likelihood import CommonCharacters, load_common_characters
from .describe.frame import FrameFinder
from .describe.profile import Profile, load_profile


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The tables of ``corpus/tables``, compiled: of cleaning, damage, the frame, and what a document says of itself."""

    cleaning: tuple[CleaningRule, ...]
    common: CommonCharacters
    suspects: tuple[SuspectRule, ...]
    finder: FrameFinder
    profile: Profile


def load_reading_rules() -> ReadingRules:
    """The packaged tables. Loading them takes as long as reading 10 KB of text: pass them along to read many files.

    >>> from duizhao.corpus import make_document
    >>> rules = load_reading_rules()
    >>> [make_document(text, rules=rules).text for text in ("每周,,,开放。", "每月。。。")]
    ['每周，开放。', '每月。']
    """
    cleaning, frame = (load_table("duizhao.corpus", name) for name in ("cleaning", "frame"))
    return ReadingRules(
        load_cleaning_rules(cleaning),
        load_common_characters(),
        load_suspect_rules(cleaning),
        FrameFinder(frame),
        load_profile(frame),
    )
