"""Who acts and what is done, told by the modal verb that stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language import load_table
from ..language.clauses import split_clauses
from ..language.modals import Modals, load_modals

# A modal this far into a clause is no longer the clause's own.
_LONGEST_ACTOR = 45


@dataclass(frozen=True, slots=True)
class ActingWords:
    """The table ``acting.toml``, compiled."""

    modals: Modals
    level: re.Pattern[str]
    prohibition: re.Pattern[str]
    sanction: re.Pattern[str]

    def actor_and_act(self, text: str) -> tuple[str, str]:
        """The words in front of the modals of a sentence, without levels and places, and all the others.

        >>> load_acting_words().actor_and_act("市图书馆应当每年清点馆藏，及时公布结果。")
        ('图书馆', '每年清点馆藏，及时公布结果')
        """
        actors, acts = [], []
        for clause in split_clauses(text):
            modal = self.modals.pattern.search(clause)
            if modal is not None and modal.start() <= _LONGEST_ACTOR:
                actors.append(self.level.sub("", clause[: modal.start()]))
                acts.append(clause[modal.end() :])
            else:
                acts.append(clause)
        return "，".join(filter(None, actors)), "，".join(filter(None, acts))


def load_acting_words() -> ActingWords:
    """Read ``align/tables/acting.toml``.

    >>> bool(load_acting_words().prohibition.search("不得转借"))
    True
    """
    table = load_table("duizhao.align", "acting")
    patterns = (re.compile(table[name]["pattern"]) for name in ("level", "prohibition", "sanction"))
    return ActingWords(load_modals("align"), *patterns)
