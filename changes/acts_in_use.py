"""Is a word in a sentence an act that is asked for: whole words, not part of a name, not denied, not the condition of something else?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..language import load_table
from ..language.clauses import clause_places
from .word_classes import TaggedWord

_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|「[^「」]*」")


@dataclass(frozen=True, slots=True)
class UseWords:
    """The table ``acts_in_use.toml``, compiled.

    ``denied``: what denies an act, ``condition``: makes its clause a condition, ``name``: makes it part of a name; ``people``: words for
    people and firms, ``half_said``: a clause that says but half of a duty, ``light``: a verb that leaves it to its object to say what is
    done, ``of_a_list``: what sums a list of acts up.
    """

    denied: re.Pattern[str]
    condition: re.Pattern[str]
    name: re.Pattern[str]
    people: re.Pattern[str]
    half_said: re.Pattern[str]
    light: re.Pattern[str]
    of_a_list: re.Pattern[str]


def load_use_words() -> UseWords:
    """Read ``changes/tables/acts_in_use.toml``."""
    table = load_table("duizhao.changes", "acts_in_use")
    return UseWords(
        *(
            re.compile(table[key]["pattern"])
            for key in ("denied", "condition", "name", "people", "half_said", "light", "of_a_list")
        )
    )


def is_in_use(start: int, end: int, words: Sequence[TaggedWord], text: str, use: UseWords) -> bool:
    """Is the stretch of a text an act that is asked for?

    :param words: the text as words.

    >>> from .word_classes import load_word_classes
    >>> classes, use = load_word_classes(), load_use_words()
    >>> def used(text: str, act: str) -> bool:
    ...     place = text.index(act)
    ...     return is_in_use(place, place + len(act), classes.words(text), text, use)
    >>> used("并向读者公布", "公布"), used("不向读者公布", "公布"), used("逾期公布的", "公布"), used("公布制度", "公布")
    (True, False, False, False)
    """
    if not (any(word.start == start for word in words) and any(word.end == end for word in words)):
        return False
    if any(quoted.start() < start < quoted.end() for quoted in _QUOTED.finditer(text)):
        return False
    first, last = next(place for place in clause_places(text) if start <= place[1])
    named = use.name.match(text, end)
    if use.denied.search(text, first, start) or (named is not None and any(word.end == named.end() for word in words)):
        return False
    return not use.condition.search(text[end : max(end, last)])
