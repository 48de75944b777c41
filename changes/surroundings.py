"""What stands around a pair of linked sentences: all that must be looked through before something is said to have come or gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ..align import Alignment
from .word_classes import TaggedWord, WordClasses

# Windows of so many characters, every second one but no more than so many, are looked for; such a share of them found make a passage one
# that stands elsewhere.
_WINDOW, _STEP, _MOST_WINDOWS, _MOSTLY = 5, 2, 16, 0.4


@dataclass(frozen=True, slots=True)
class PairSurroundings:
    """The words of the sentences that belong to a local sentence and to its counterparts, and of both documents.

    ``central`` are all sentences linked to the local one, an item with its lead; ``local`` the sentence, what else answers the same
    central ones, and what stands in its unit; ``whole_central`` and ``whole_local`` all sentences of the documents. ``words`` cuts a text.
    ``central_units`` are all sentences of the units of the linked ones; ``led_by`` are the texts of the linked ones that go on from a
    sentence which the one before the local one answers, or open their unit as it opens its own.
    """

    central: str
    local: str
    whole_central: str
    whole_local: str
    words: Callable[[str], tuple[TaggedWord, ...]]
    central_units: str = ""
    led_by: frozenset[str] = frozenset()


def stands_in(passage: str, text: str) -> bool:
    """Does most of a passage stand in a text, wherever in it?

    >>> stands_in("按时公布清点结果", "并公布清点结果，听取意见"), stands_in("按时公布清点结果", "听取读者意见")
    (True, False)
    """
    step = max(_STEP, len(passage) // _MOST_WINDOWS)
    starts = range(0, max(1, len(passage) - _WINDOW + 1), step)
    return sum(passage[i : i + _WINDOW] in text for i in starts) >= _MOSTLY * len(starts)


def surroundings_of(
    alignment: Alignment,
    counterparts: Mapping[str, Sequence[str]],
    answers: Mapping[str, Sequence[str]],
    classes: WordClasses,
) -> Callable[[str], PairSurroundings]:
    """What gives the surroundings of a local sentence that has counterparts, by its id.

    :param counterparts: the central sentences of each local one, ``answers`` the reverse, by their ids.
    """
    theirs = {sentence.id: sentence.text for sentence in alignment.central.sentences}
    ours = {sentence.id: sentence.text for sentence in alignment.local.sentences}
    units = {
        sentence.id: "".join(one.text for one in unit.sentences)
        for unit in alignment.local.units
        for sentence in unit.sentences
    }
    leads = {
        sentence.id: "".join(one.text for one in unit.sentences if one.kind == "lead")
        for unit in alignment.central.units
        for sentence in unit.sentences
        if sentence.kind == "item"
    }
    central_units = {
        sentence.id: "".join(one.text for one in unit.sentences)
        for unit in alignment.central.units
        for sentence in unit.sentences
    }
    before, before_theirs = (
        {second.id: first.id for unit in side.units for first, second in pairwise(unit.sentences)}
        for side in (alignment.local, alignment.central)
    )
    whole_central, whole_local = "".join(theirs.values()), "".join(ours.values())
    words = lru_cache(maxsize=None)(classes.words)  # lives as long as one comparison

    def around(name: str) -> PairSurroundings:
        linked = counterparts[name]
        neighbours = dict.fromkeys(answer for central in linked for answer in answers[central])
        return PairSurroundings(
            "".join(f"{leads.get(central, '')}{theirs[central]}" for central in linked),
            "".join([units[name], *(ours[neighbour] for neighbour in neighbours)]),
            whole_central,
            whole_local,
            words,
            "".join(dict.fromkeys(central_units[central] for central in linked)),
            frozenset(
                theirs[central]
                for central in linked
                if before_theirs.get(central) in (counterparts.get(before[name], ()) if name in before else (None,))
            ),
        )

    return around
