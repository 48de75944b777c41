"""The rules of cleaning: read, checked, compiled."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...language.rule_tables import load_table

_ARABIC = "0123456789０１２３４５６７８９"
_BLANKS = re.compile("[ \u3000]")


@dataclass(frozen=True)
class CleaningRule:
    r"""What matches the expression ``source`` becomes ``replace``; ``keep_as`` names the metadata field its group ``value`` fills.

    In ``replace``, ``\1`` is the first group; with ``how`` ``entity`` the match becomes the character that HTML means by it,
    with ``squeeze`` its blanks go, with ``form`` it becomes what ``pairs`` or its normal form says, with ``escape`` what \\u7b2c means,
    with ``zero`` the zero that fits what stands in front.
    Where ``needs`` names words, a match holds one of them; with ``whole_line``, a match is a line, and holds one; with
    ``line_start``, it is the start of such a line.
    Where ``signs`` names characters (as a class of a regular expression does), a match holds one of those, which few texts have.

    Rules of the stage ``characters`` run first, and only in a text with a character that no law has. Those of ``lines`` run before
    wrapped lines are joined, those of ``pages`` when running heads were told by the page numbers above them, those of ``marks``
    behind both.
    """

    name: str
    source: str
    replace: str
    stage: str = "lines"
    keep_as: str | None = None
    how: str = "replace"
    needs: tuple[str, ...] = ()
    whole_line: bool = False
    line_start: bool = False
    signs: str = ""
    pairs: str = ""

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """What each character of ``pairs`` becomes: the one behind it."""
        chars = "".join(self.pairs.split())
        return dict(zip(chars[::2], chars[1::2], strict=True))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled where it is first needed: most texts hold nothing of what most rules need."""
        return re.compile(self.source, re.MULTILINE)

    def matches(self, text: str) -> Iterable[re.Match[str]]:
        """Where the pattern is found: looked for only in a text, or in its lines, that hold what it needs."""
        if not self.needs:
            return self.pattern.finditer(text)
        # A single character is found ten times as fast as a word: most words fail by their ends.
        words = [word for word in self.needs if word[0] in text and word[-1] in text and word in text]
        if not (self.whole_line or self.line_start):
            return self.pattern.finditer(text) if words else ()
        starts = sorted({start for word in words for start in _lines_with(word, text)})
        return (match for start in starts if (match := self.pattern.match(text, start)))

    def new(self, match: re.Match[str]) -> str:
        """What a match becomes."""
        if self.how == "entity":
            return _entity(match.group())
        if self.how == "squeeze":
            return _BLANKS.sub("", match.group())
        if self.how == "form":
            return self.forms.get(match.group()) or _normal(match.group())
        if self.how == "zero":
            return "0" if match.string[match.start() - 1] in _ARABIC else "〇"
        if self.how == "escape":
            return chr(int(match.group()[2:], 16))
        return match.expand(self.replace) if "\\" in self.replace else self.replace


def _lines_with(word: str, text: str) -> Iterator[int]:
    """Where the lines begin that hold a word."""
    at = text.find(word)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        at = text.find(word, end) if end >= 0 else -1


def _normal(char: str) -> str:
    """The normal form of a character; nothing for one that only selects how the one before it looks."""
    return "" if unicodedata.category(char) in ("Mn", "Cf") else unicodedata.normalize("NFKC", char)


def _entity(text: str) -> str:
    """The character that an entity means, also where its & was written as an entity itself; one without a meaning stays."""
    while (meant := html.unescape(text)) != text:
        text = meant
    return text


def load_cleaning_rules(table: Mapping[str, Any] | None = None) -> tuple[CleaningRule, ...]:
    """The rules of ``tables/cleaning.toml``, in order; ``table`` is that table, where it was read already.

    >>> [rule.name for rule in load_cleaning_rules()][:2]
    ['newline', 'invisible']
    """
    rows: Sequence[dict[str, Any]] = (table or load_table("duizhao.corpus", "cleaning"))["rule"]
    return tuple(
        CleaningRule(
            name=row["name"],
            source=row["pattern"],
            replace=row["replace"].replace("\\n", "\n"),
            stage=row.get("stage", "lines"),
            keep_as=row.get("keep_as"),
            how=row.get("how", "replace"),
            needs=tuple(row.get("needs", ())),
            whole_line=row.get("whole_line", False),
            line_start=row.get("line_start", False),
            signs=row.get("signs", ""),
            pairs=row.get("pairs", ""),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class SuspectRule:
    """What matches ``pattern`` looks damaged; ``message`` (Chinese) says how. ``odd``: it holds a character that no law has."""

    name: str
    pattern: re.Pattern[str]
    message: str
    odd: bool = False


def load_suspect_rules(table: Mapping[str, Any] | None = None) -> tuple[SuspectRule, ...]:
    """The suspicions of ``tables/cleaning.toml``; ``table`` is that table, where it was read already.

    >>> [rule.name for rule in load_suspect_rules()]
    ['lost_character', 'private_use', 'html_markup', 'read_as_western', 'look_alike', 'dash_in_number', 'doubled', 'traditional']
    """
    rows: Sequence[dict[str, Any]] = (table or load_table("duizhao.corpus", "cleaning"))["suspect"]
    return tuple(SuspectRule(row["name"], re.compile(row["pattern"]), row["zh"], row.get("odd", False)) for row in rows)


def load_told_repairs(table: Mapping[str, Any] | None = None) -> Mapping[str, str]:
    """What a reader is told (Chinese) where a rule of cleaning changed something, by its name; of most rules nothing.

    >>> sorted(load_told_repairs())
    ['doubled', 'letter_in_number', 'look_alike', 'small_letter_in_number', 'traditional']
    """
    rows: Sequence[dict[str, str]] = (table or load_table("duizhao.corpus", "cleaning"))["told"]
    return {row["rule"]: row["zh"] for row in rows}
