"""From added sentences to clauses: the index names candidates, the aligner decides, what is linked to an earlier holder joins it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..align import Linker
from ..language import comparable
from ..language.comparable import behind_label
from .adopters import Adopter
from .clause_joining import Bond, ClauseText, TextGroup, adoptions, grouped
from .nearby import near_pairs
from .same_clause import same_clauses
from .shared_clauses import Clause, CommonSource
from .signatures import sign
from .stock_phrases import StockPhrases
from .stored_additions import Additions, StoredSentence

# The aligner answers whether a local sentence carries out a central one; that two additions are the same clause is more to say: its
# probability and the likeness of the wordings (cosine) together. Below that many pairs only speak of the same matter, and below
# different laws even like words are mostly about different things: there the wordings have to be close.
LEAST_LIKELY, LEAST_TOGETHER, CLOSE = 0.92, 1.2, 1.6
_NO_DAY = "9999-12-31"
ProvinceFamily = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How clauses are found: who decides, what is a form of words, in how many processes."""

    linker: Linker
    stock: StockPhrases
    workers: int = 1

    def clauses(self, additions: Additions) -> tuple[tuple[Clause, ...], Counter[ProvinceFamily]]:
        """The clauses that documents of two places or more share, those of most places first; a form of words is marked as one.

        Beside them, how many additions are of one place alone, by its province and the family.
        """
        documents = additions.documents
        wordings = _wordings(documents, additions.added, self.stock)
        tops = len({documents[id_].family for id_ in additions.compared})
        found: list[Clause] = []
        alone: Counter[ProvinceFamily] = Counter()
        for group in self._groups(wordings, documents):
            if _places(wordings, group, documents) > 1:
                clause = Clause(0, adoptions(wordings, group, documents))
                found.append(replace(clause, stock=self.stock.everywhere(clause.families, tops)))
            else:
                holder = documents[wordings[min(group.bonds)].passages[0].document]
                alone[holder.province_name, holder.family] += 1
        found.sort(key=lambda one: (-len(one.by_place), one.first.adopter.latest or _NO_DAY, one.first.passage.key))
        sources = self._sources(found, additions)
        numbered = (replace(one, number=number, source=sources.get(number - 1)) for number, one in enumerate(found, 1))
        return tuple(numbered), alone

    def _groups(self, wordings: Sequence[ClauseText], documents: Mapping[str, Adopter]) -> list[TextGroup]:
        signed = sign([one.key for one in wordings])
        numbers = {id_: number for number, id_ in enumerate(documents)}
        owner = np.array(
            [numbers[one.passages[0].document] if len(one.passages) == 1 else -1 for one in wordings], dtype=np.intp
        )
        near = near_pairs(signed, owner)
        heads = [one.passages[0] for one in wordings]
        later, earlier, score = same_clauses(self.linker, heads, near, workers=self.workers)
        alike = signed.cosines(later, earlier)
        bonds: list[list[Bond]] = [[] for _ in wordings]
        for one, *bond in zip(later.tolist(), earlier.tolist(), score.tolist(), alike.tolist(), strict=True):
            family, other = (documents[heads[at].document].family for at in (one, bond[0]))
            if same(*bond[1:], akin=family == other):
                bonds[one].append(Bond(*bond))
        return grouped(bonds, signed.alike)

    def _sources(self, clauses: Sequence[Clause], additions: Additions) -> dict[int, CommonSource]:
        """For each clause (by position) the sentence of an upper document that the likeliest says the same."""
        above = _wordings(additions.documents, additions.above, self.stock)
        held = [(number, one.passage) for number, clause in enumerate(clauses) for one in clause.adoptions]
        if not above or not held:
            return {}
        passages = [*(text.passages[0] for text in above), *(passage for _, passage in held)]
        signed = sign([_key(passage.text) for passage in passages])
        near = near_pairs(signed, np.arange(len(passages)), sources=len(above))
        linked = same_clauses(self.linker, passages, near, workers=self.workers)
        best: dict[int, CommonSource] = {}
        alike = signed.cosines(*linked[:2])
        for later, earlier, score, like in zip(*(one.tolist() for one in (*linked, alike)), strict=True):
            number = held[later - len(above)][0]
            document = additions.documents[passages[earlier].document]
            # That a sentence answers none of the document above it was judged with both texts at hand: only like words speak against it.
            judged = any(document.id in one.adopter.uppers for one in clauses[number].adoptions)
            akin = not judged and document.family in {one.adopter.family for one in clauses[number].adoptions}
            if not (same(score, like, akin=akin) and _above(document, clauses[number], additions.documents)):
                continue
            if number not in best or score > best[number].score:
                best[number] = CommonSource(passages[earlier], document, score)
        return best


def same(score: float, alike: float, *, akin: bool = True) -> bool:
    """Whether two wordings are the same clause, of which the aligner says ``score`` and which are so much ``alike``.

    :param akin: both stand below the same top document.

    >>> same(0.98, 0.3), same(0.88, 0.5), same(0.88, 0.8), same(0.98, 0.3, akin=False)
    (True, False, True, False)
    """
    together = score + alike
    return together >= CLOSE or (akin and score >= LEAST_LIKELY and together >= LEAST_TOGETHER)


def _wordings(
    documents: Mapping[str, Adopter], passages: Sequence[StoredSentence], stock: StockPhrases
) -> list[ClauseText]:
    """The different wordings in the order of their days, forms of words left out."""
    days = {id_: one.latest or _NO_DAY for id_, one in documents.items()}
    by_key: dict[str, list[StoredSentence]] = {}
    for one in sorted(passages, key=lambda one: (days[one.document], one.document)):
        if stock.name_of(one.text) is None:
            by_key.setdefault(_key(one.text), []).append(one)
    return [ClauseText(key, tuple(found)) for key, found in by_key.items()]


def _key(text: str) -> str:
    """A sentence without its number in a list, as it is compared."""
    return comparable(text[behind_label(text) :])


def _places(wordings: Sequence[ClauseText], group: TextGroup, documents: Mapping[str, Adopter]) -> int:
    return len({documents[passage.document].place for one in group.bonds for passage in wordings[one].passages})


def _above(document: Adopter, clause: Clause, documents: Mapping[str, Adopter]) -> bool:
    """Whether a document may be what holders of a clause took it from: one of the centre, or one above some of them; no holder itself."""
    holders = [one.adopter for one in clause.adoptions]
    if document.id in {one.id for one in holders}:
        return False
    return document.province_name is None or any(document.id in documents[one.id].uppers for one in holders)
