"""Clean a text so that it can be compared, and be able to say of every character what was done to it and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from ...language.spans import Edit, Span, compose, replay
from .cleaning_rules import CleaningRule, load_cleaning_rules
from .doubled import doubled_edits
from .likelihood import CommonCharacters, load_common_characters
from .line_breaks import LineBreakWords, load_line_break_words
from .look_alikes import dashed_label_edits, look_alike_edits
from .mojibake import mojibake_edits
from .outer_blanks import outer_blank_edits
from .page_residue import bare_page_number_edits, margin_edits, running_head_edits
from .paired_marks import parenthesis_edits, quotation_edits
from .spaced_numbers import spaced_number_edits
from .torn_labels import torn_label_edits
from .torn_openings import opening_edits
from .traditional import traditional_edits
from .wrapping import unwrap_edits

# Each round may uncover what the next one cleans (a page number between two halves of a line); real texts need two.
MAX_ROUNDS = 8

_Pass = Callable[[str], list[Edit]]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned text, the edits that lead to it, and what lines that were taken out said (``source``, ``footer``)."""

    text: str
    edits: tuple[Edit, ...]
    kept: Mapping[str, str] = field(default_factory=dict)


def clean(
    raw: str,
    rules: Sequence[CleaningRule] | None = None,
    common: CommonCharacters | None = None,
    breaks: LineBreakWords | None = None,
) -> Cleaned:
    """Clean a text: wrong encodings, floods, widths, residue of word processors, pages and web pages, hard line wraps, blanks.

    The rules are those of ``corpus/tables/cleaning.toml``, of the modules mojibake, wrapping, page_residue, paired_marks and lines.
    ``replay(raw, edits)`` gives ``text``; cleaning the result again changes nothing. Cost: linear in the text's length for each rule;
    :class:`ReadingRules` hold ``rules``, ``common`` and ``breaks`` for cleaning many texts.

    >>> clean("加强监督,,,,,,,,落实责任。。。。。。。").text
    '加强监督，落实责任。'
    """
    passes = _passes(
        load_cleaning_rules() if rules is None else rules,
        load_common_characters() if common is None else common,
        load_line_break_words() if breaks is None else breaks,
    )
    kept: dict[str, str] = {}
    text, edits = raw, ()  # type: tuple[str, tuple[Edit, ...]]
    for number in range(MAX_ROUNDS):
        before = text
        for rule, step in passes if number == 0 else [one for one in passes if one[1] is not doubled_edits]:
            found = step(text)
            if found:
                kept = {**_kept(rule, text), **kept}
                edits = compose(edits, found)
                text = replay(text, found)
        if text == before:
            break
    return Cleaned(text, edits, kept)


def _passes(
    rules: Sequence[CleaningRule], common: CommonCharacters, breaks: LineBreakWords
) -> list[tuple[CleaningRule | None, _Pass]]:
    """What is done, in order: a line must keep its width until it is known whether the text was wrapped."""
    signs = "".join(rule.signs for rule in rules) or "\0"  # a class holds something, also where nobody asks for it
    # Rules that follow each other ask of the same text.
    holds_signs = lru_cache(maxsize=1)(re.compile(f"[{signs}]").search)
    of_characters, of_lines, of_pages, of_marks = (
        [(rule, partial(_rule_edits, rule, holds_signs=holds_signs)) for rule in rules if rule.stage == stage]
        for stage in ("characters", "lines", "pages", "marks")
    )
    pages: list[tuple[CleaningRule | None, _Pass]] = [
        (None, partial(running_head_edits, load_model=common.load_model)),
        (None, partial(margin_edits, load_model=common.load_model)),
        *of_pages,
        (None, bare_page_number_edits),
        (None, partial(unwrap_edits, words=breaks, load_model=common.load_model)),
        (None, partial(opening_edits, words=breaks)),
        (None, partial(torn_label_edits, words=breaks)),
    ]
    # Most texts hold nothing that these look for: no character that is odd in a law.
    is_odd = lru_cache(maxsize=1)(common.odd.search)
    odd: list[tuple[CleaningRule | None, _Pass]] = [
        (None, partial(mojibake_edits, common=common)),
        *of_characters,
        (None, partial(look_alike_edits, load_model=common.load_model)),
        (None, traditional_edits),
    ]
    characters: list[tuple[CleaningRule | None, _Pass]] = [
        *((rule, partial(_where, is_odd, step)) for rule, step in odd),
        (None, dashed_label_edits),
        (None, doubled_edits),
    ]
    marks: list[tuple[CleaningRule | None, _Pass]] = [
        *of_marks,
        (None, spaced_number_edits),
        (None, parenthesis_edits),
        (None, quotation_edits),
        (None, outer_blank_edits),
    ]
    return [*characters, *of_lines, *pages, *marks]


def _where(holds: Callable[[str], object], step: _Pass, text: str) -> list[Edit]:
    return step(text) if holds(text) else []


def _rule_edits(rule: CleaningRule, text: str, holds_signs: Callable[[str], object] | None = None) -> list[Edit]:
    if rule.signs and holds_signs is not None and not holds_signs(text):
        return []
    return [
        Edit(Span(match.start(), match.end()), new, rule.name)
        for match in rule.matches(text)
        if (new := rule.new(match)) != match.group()
    ]


def _kept(rule: CleaningRule | None, text: str) -> dict[str, str]:
    """What the first line that a rule takes out of a text says, if the rule keeps it."""
    found = rule.pattern.search(text) if rule is not None and rule.keep_as is not None else None
    if rule is None or rule.keep_as is None or found is None:
        return {}
    value = found["value"] if "value" in rule.pattern.groupindex else found.group()
    return {rule.keep_as: value.strip()}


def count_by_rule(edits: Sequence[Edit]) -> dict[str, int]:
    """How many edits each rule made, in the order of their first use.

    >>> count_by_rule(clean("甲,乙,,,丙。。").edits)
    {'width_comma': 1, 'flood_comma': 1, 'flood_full_stop': 1}
    """
    counts: dict[str, int] = {}
    for edit in edits:
        for rule in edit.rule.split("+"):
            counts[rule] = counts.get(rule, 0) + 1
    return counts
