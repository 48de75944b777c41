"""The words that say who must, must not or may do what: each known once, with the words in which its characters are no modal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .rule_tables import load_table

ModalForce = Literal["obligation", "prohibition", "permission"]


@dataclass(frozen=True, slots=True)
class Modal:
    """A word and what it says: its force, and how strong it is (``rank``: 1 allows or encourages, 2 asks)."""

    word: str
    force: ModalForce
    rank: int


@dataclass(frozen=True, slots=True)
class Modals:
    """The modals of one stage: one expression with a group ``m0``, ``m1``, … for each of ``words``.

    >>> modals = load_modals("changes")
    >>> found = modals.pattern.search("按照要求提供相应的资料，并应报告")
    >>> found[0], found.start(), modals.meaning(found).force
    ('应', 13, 'obligation')
    """

    pattern: re.Pattern[str]
    words: tuple[Modal, ...]

    def meaning(self, found: re.Match[str]) -> Modal:
        """Which modal a match of :attr:`pattern` is."""
        return self.words[int((found.lastgroup or "m0")[1:])]


def load_modals(stage: str) -> Modals:
    """The modals that a stage (``align``, ``extract``, ``changes``) reads, of ``language/tables/modals.toml``; some milliseconds.

    >>> [modal.word for modal in load_modals("extract").words][:3]
    ['应当', '应', '必须']
    """
    rows = [row for row in load_table("duizhao.language", "modals")["modal"] if stage in row["used_by"]]
    pattern = "|".join(f"(?P<m{i}>{modal_pattern(row)})" for i, row in enumerate(rows))
    heads = "".join(sorted({row["word"][0] for row in rows}))  # one look at a sign saves trying each word there
    return Modals(
        re.compile(f"(?=[{heads}])(?:{pattern})"), tuple(Modal(row["word"], row["force"], row["rank"]) for row in rows)
    )


def modal_pattern(row: Mapping[str, Any]) -> str:
    """The regular expression of a row: its word, but not inside the words it names as ``not_in``.

    >>> modal_pattern({"word": "应", "not_in": ["相应", "适应", "应急", "应运而生"]})
    '(?<![相适])应(?!急|运而生)'
    """
    word: str = row["word"]
    parts = [other.partition(word) for other in row.get("not_in", ())]
    single = "".join(before for before, _, after in parts if len(before) == 1 and not after)
    longer = [before for before, _, after in parts if len(before) > 1 and not after]
    behind = [after for before, _, after in parts if after and not before]
    around = [f"(?<={before}{word}){after}" for before, _, after in parts if before and after]
    not_after = (f"(?<![{single}])" if single else "") + "".join(f"(?<!{before})" for before in longer)
    return not_after + word + (f"(?!{'|'.join([*behind, *around])})" if behind or around else "")
