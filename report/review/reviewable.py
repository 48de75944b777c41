"""What a workbook offers for review: every judgement that can be corrected, as it stood when the workbook was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...changes import Certainty, Comparison, Quoted, Review, words_digest
from ...changes.certainty import FIXED
from ...results.pair_rows import note_of
from ...results.unanswered import unanswered
from ...results.verdicts import UNFOUND, verdict
from ...results.visible import visible
from ...segmenter import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A sentence as the report judged it: ``relation`` by its English name (``unfound`` where it is open whether it was added).

    ``fixed``: a specialist had said so before.

    ``certainty`` is how sure the program was by its shipped weights, where it judged by itself.

    ``links`` are the central sentences of a local one. ``words`` is the text as a cell shows it, ``digest`` that of the text itself.
    """

    side: str
    document: int
    id: str
    digest: str
    words: str
    links: tuple[str, ...] = ()
    relation: str = ""
    fixed: bool = False
    note: str = ""
    certainty: float | None = None

    @property
    def judged(self) -> str:
        """The relation as programs are told it: of a sentence to which nothing was found that it is added."""
        return "added" if self.relation == UNFOUND else self.relation

    def by_itself(self, certainty: Certainty | None) -> Original:
        """The same with how sure the program was by its shipped weights; that a person fixed is nothing it judged."""
        if certainty is None or self.fixed or certainty == FIXED:
            return self
        return replace(self, certainty=certainty.probability if certainty.shipped is None else certainty.shipped)


def as_quoted(original: Original) -> Quoted:
    """A sentence as corrections name it: its digest only where its words are not its text to the letter."""
    exact = words_digest(original.words) == original.digest
    return Quoted(original.id, original.words, "" if exact else original.digest)


def originals(comparisons: Sequence[Comparison]) -> Iterator[Original]:
    """The judgement of everything that can be reviewed, and the words of every central sentence (document -1)."""
    if comparisons:
        for sentence in comparisons[0].central.iter_sentences():
            yield _original("central", -1, sentence)
    for number, comparison in enumerate(comparisons):
        changes = {change.local: change for change in comparison.sentences}
        for sentence in comparison.local.iter_sentences():
            change = changes[sentence.id]
            yield _original(
                "local",
                number,
                sentence,
                tuple(link.central for link in change.links),
                verdict(change.relation, change.certainty),
                change.review,
            ).by_itself(None if change.taught else change.certainty)
        for silence in unanswered(comparison, doubtful=True):
            yield _original("central", number, silence.sentence, (), silence.reason, silence.review).by_itself(
                silence.certainty
            )


def _original(
    side: str,
    document: int,
    sentence: Sentence,
    links: tuple[str, ...] = (),
    relation: str = "",
    review: Review | None = None,
) -> Original:
    return Original(
        side=side,
        document=document,
        id=sentence.id,
        digest=words_digest(sentence.text),
        words=visible(sentence.text),
        links=links,
        relation=relation,
        fixed=review is not None and review.relation,
        note=note_of(review),
    )
