"""How wordings become groups: in the order of their days, each joins the group of the earlier wording it was linked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .adopters import Adopter
from .shared_clauses import Adoption
from .stored_additions import StoredSentence

LEAST_LIKE_FIRST = 0.1  # cosine; what is less like the first wording has come too far from it by small steps


@dataclass(frozen=True, slots=True)
class ClauseText:
    """What sentences say that are the same in comparable form (``key``), and these in the order of their days."""

    key: str
    passages: tuple[StoredSentence, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """The earlier wording that one was linked to, how likely the link is, and how alike the two are (cosine)."""

    earlier: int
    score: float
    alike: float


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Wordings by position, the first one first, with what binds each to an earlier one (nothing the first)."""

    bonds: Mapping[int, Bond | None]


def grouped(bonds: Sequence[Sequence[Bond]], alike: Callable[[int, int], float]) -> list[TextGroup]:
    """Every wording in a group, alone where it was linked to none.

    A wording joins the group of the likest earlier one it was linked to, unless it is too unlike the first of that group: a chain of
    small changes is no clause.

    :param bonds: of each wording those with earlier ones.
    :param alike: how alike two wordings are.

    >>> bonds = [[], [Bond(0, 0.9, 0.8)], [Bond(1, 0.9, 0.7)]]
    >>> [list(group.bonds) for group in grouped(bonds, lambda one, other: 0.5)]
    [[0, 1, 2]]
    >>> [list(group.bonds) for group in grouped(bonds, lambda one, other: 0.0)]
    [[0, 1], [2]]
    """
    first: list[int] = []
    found: dict[int, dict[int, Bond | None]] = {}
    for number, of_one in enumerate(bonds):
        chosen = None
        for bond in sorted(of_one, key=lambda one: (-one.alike, one.earlier)):
            head = first[bond.earlier]
            if bond.earlier == head or alike(number, head) >= LEAST_LIKE_FIRST:
                chosen = bond
                break
        first.append(number if chosen is None else first[chosen.earlier])
        found.setdefault(first[-1], {})[number] = chosen
    return [TextGroup(among) for among in found.values()]


def adoptions(
    wordings: Sequence[ClauseText], group: TextGroup, documents: Mapping[str, Adopter]
) -> tuple[Adoption, ...]:
    """Who holds a clause, in the order of their days, each document once: by its wording that is the likest an earlier one."""
    held: dict[str, Adoption] = {}
    for number, bond in group.bonds.items():
        for passage in wordings[number].passages:
            one = _adoption(passage, documents, wordings, number, bond)
            before = held.get(passage.document)
            if before is None or (before.model is not None and (one.alike or 0) > (before.alike or 0)):
                held[passage.document] = one
    ordered = sorted(held.values(), key=lambda one: (one.adopter.latest or "9999", one.adopter.id))
    seen: set[str] = set()
    found = []
    for one in ordered:
        again = one.adopter.place in seen
        seen.add(one.adopter.place)
        found.append(Adoption(one.passage, one.adopter, one.model, one.score, one.alike, again))
    return tuple(found)


def _adoption(
    passage: StoredSentence,
    documents: Mapping[str, Adopter],
    wordings: Sequence[ClauseText],
    number: int,
    bond: Bond | None,
) -> Adoption:
    """A holder with the earlier one of another document whose words are the likest: the same words, else those it was linked to."""
    adopter = documents[passage.document]
    first = wordings[number].passages[0]
    if first.document != passage.document:
        return Adoption(passage, adopter, first, 1.0, 1.0)
    earlier = wordings[bond.earlier].passages if bond is not None else ()
    model = next((one for one in earlier if one.document != passage.document), None)
    if bond is None or model is None:
        return Adoption(passage, adopter)
    return Adoption(passage, adopter, model, bond.score, round(bond.alike, 4))
