"""What a correction of one document taught of a sentence in another."""

from __future__ import annotations

from dataclasses import dataclass

from .judgement_names import JUDGEMENTS


@dataclass(frozen=True, slots=True)
class Taught:
    """Where a verdict comes from that a person gave in another document, or that is suggested by it.

    ``document`` and ``sentence`` (its id) are the place that was corrected, ``relation`` what was said there, empty where that were the
    counterparts alone, ``by`` and ``at`` who said it and when. ``same``: the words are the same, and the judgement is taken over; of nearly
    the same words only the counterparts are, and a person is asked to look. ``changed``: without it the verdict would be another one.

    >>> Taught("措施.txt", "8:1", same=True, changed=True, relation="strengthened", by="某馆员").said
    '类推：措施.txt 8:1 同文，人工复核（某馆员）为加强'
    >>> Taught("措施.txt", "8:1", same=False, changed=True).said
    '类推：措施.txt 8:1 文字相近，人工复核过对应，请核对'
    """

    document: str
    sentence: str
    same: bool
    changed: bool
    relation: str = ""
    by: str = ""
    at: str = ""

    @property
    def said(self) -> str:
        """The same in a line, for people."""
        who = "，".join(word for word in (self.by, self.at) if word)
        judged = f"为{JUDGEMENTS[self.relation]}" if self.relation in JUDGEMENTS else "过对应"
        where = f"{self.document} {self.sentence} {'同文' if self.same else '文字相近'}"
        return f"类推：{where}，人工复核{f'（{who}）' if who else ''}{judged}" + ("" if self.same else "，请核对")
