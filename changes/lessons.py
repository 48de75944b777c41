"""What the corrections of other documents say of the sentences of one: which words are alike, and what a careful clerk takes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..language import comparable
from ..segmenter import SegmentedDocument, Sentence
from .alike_wording import AlikeTexts
from .applied_corrections import MisfitError, SentenceFinder, consistent, placed_links
from .comparison import Comparison
from .corrections import CorrectedSide, Correction, Quoted, is_same_source, merge_corrections, source_of, words_digest
from .taught import Taught

# Reasons that are the central sentence's own, whatever the local document: who is bound by it, whether it asks for anything.
_OF_THE_CENTRAL = ("not_applicable", "no_duty")
_Verdict = tuple[str, frozenset[str]]  # the relation that was found, the central sentences


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught of a sentence (by id): ``correction`` is what there is to be put right, ``None`` where nothing is."""

    side: CorrectedSide
    sentence: str
    taught: Taught
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons for a comparison, and the sentences (for people) of which other documents were told different things."""

    lessons: tuple[Lesson, ...] = ()
    disputed: tuple[str, ...] = ()


def teaching_corrections(
    corrections: Sequence[Correction], own: Iterable[Correction], central: SegmentedDocument
) -> tuple[Correction, ...]:
    """The corrections that teach a document: those of others that are set against the same central one; one per sentence.

    :param own: the document's own corrections (:func:`.corrections.share_out`).

    >>> teaching_corrections((), (), None)
    ()
    """
    if not corrections:
        return ()
    theirs, apart = source_of(central), set(own)
    others = (one for one in corrections if one not in apart and is_same_source(theirs, one.central_document))
    return merge_corrections((), others)


def find_lessons(comparison: Comparison, teaching: Iterable[Correction]) -> Lessons:
    """What the corrections of other documents teach, set beside what was found; what a person said of a sentence here is left alone.

    The same words get the same judgement. Words that stand twice here, or whose counterpart's words stand twice in the central document,
    get none: which of them is answered depends on where they stand. Nearly the same words get the same counterparts, and their relation
    is judged anew. Why nobody answers a central sentence is carried over where it is the sentence's own, whatever the local document.
    Where two corrections contradict each other nothing is taught. The order of corrections does not matter.
    """
    reader = _LessonReader(comparison, sorted(teaching, key=_order))
    found = [*reader.of_local(), *reader.of_central()]
    return Lessons(
        tuple(one for one in found if isinstance(one, Lesson)), tuple(one for one in found if isinstance(one, str))
    )


def _order(one: Correction) -> tuple[str, ...]:
    sentence = one.sentence
    return (one.local_document.name, one.local_document.sha256, one.side, sentence.id, sentence.words, sentence.digest)


def _form(text: str) -> str:
    return comparable(text) or text


def _twice(sentences: Iterable[Sentence]) -> frozenset[str]:
    counts = Counter(_form(sentence.text) for sentence in sentences)
    return frozenset(form for form, count in counts.items() if count > 1)


class _LessonReader:
    """Reads what corrections say of one comparison."""

    def __init__(self, comparison: Comparison, teaching: Sequence[Correction]) -> None:
        self.comparison = comparison
        self.central = SentenceFinder(comparison.central)
        self.repeated = _twice(comparison.central.iter_sentences())
        self.local_ones = list(self._understood(teaching))
        self.central_ones = [one for one in teaching if one.side == "central" and one.relation is not None]

    def _understood(self, teaching: Iterable[Correction]) -> Iterator[Correction]:
        """The corrections of local sentences that say something, their counterparts under the ids they have now."""
        for one in teaching:
            if one.side == "local" and (one.links is not None or one.relation is not None):
                try:
                    yield consistent(replace(one, links=placed_links(one, self.central)))
                except MisfitError:
                    continue  # the central document reads otherwise now

    def of_local(self) -> Iterator[Lesson | str]:
        """The lessons of local sentences; a text says of which one the corrections contradict each other."""
        known = AlikeTexts([_form(one.sentence.words) for one in self.local_ones])
        by_digest: dict[str, list[int]] = {}
        for place, one in enumerate(self.local_ones):
            by_digest.setdefault(one.sentence.digest or words_digest(one.sentence.words), []).append(place)
        sentences = {sentence.id: sentence for sentence in self.comparison.local.iter_sentences()}
        repeated = _twice(sentences.values())
        for change in self.comparison.sentences:
            sentence = sentences[change.local]
            form = _form(sentence.text)
            if change.review is not None or form in repeated:
                continue
            places = known.same(form) or by_digest.get(words_digest(sentence.text), ())
            same = bool(places)
            spoken = [self.local_ones[place] for place in places or known.nearest(form)]
            found = change.relation, frozenset(link.central for link in change.links)
            said = _agreed(spoken)
            if spoken and said is None:
                yield f"地方 {sentence.id}"
            elif said is not None and not self._ambiguous(said):
                yield from (_of_same if same else _of_alike)(sentence, said, found, self._quoted)

    def of_central(self) -> Iterator[Lesson | str]:
        """The lessons of central sentences that nobody answers; only what is true of them whatever the local document."""
        spoken: dict[str, list[Correction]] = {}
        for one in self.central_ones:
            sentence = self.central.find(one.sentence)
            if sentence is not None:
                spoken.setdefault(sentence.id, []).append(one)
        for entry in self.comparison.coverage:
            reviewed = {name for name, _ in entry.reviews}
            reasons = {name: reason for reason in ("missing", *_OF_THE_CENTRAL) for name in getattr(entry, reason)}
            for name, reason in reasons.items():
                said = spoken.get(name, ())
                relations = {one.relation for one in said}
                if name in reviewed or not said:
                    continue
                if len(relations) > 1:
                    yield f"中央 {name}"
                elif said[0].relation in _OF_THE_CENTRAL and said[0].relation != reason:
                    correction = replace(said[0], sentence=self._quoted(name))
                    yield Lesson("central", name, _taught(said[0], same=True, changed=True), correction)

    def _quoted(self, name: str) -> Quoted:
        return Quoted(name, self.central.by_id[name].text)

    def _ambiguous(self, said: Correction) -> bool:
        return any(_form(self.central.by_id[quoted.id].text) in self.repeated for quoted in said.links or ())


def _agreed(spoken: Sequence[Correction]) -> Correction | None:
    """What all of them say, as the first says it; ``None`` where they contradict each other, or there are none."""
    links = {frozenset(quoted.id for quoted in one.links) for one in spoken if one.links is not None}
    relations = {one.relation for one in spoken if one.relation is not None}
    if not spoken or len(links) > 1 or len(relations) > 1:
        return None
    fullest = max(spoken, key=lambda one: (one.links is not None) + (one.relation is not None))
    return replace(
        fullest,
        links=next((one.links for one in spoken if one.links is not None), None),
        relation=next(iter(relations), None),
    )


_Quote = Callable[[str], Quoted]


def _of_same(sentence: Sentence, said: Correction, found: _Verdict, quote: _Quote) -> Iterator[Lesson]:
    """The same words: counterparts and relation are taken over; of a relation alone the counterparts are those that are found."""
    relation, linked = found
    links = linked if said.links is None else frozenset(quoted.id for quoted in said.links)
    if not links and said.relation not in (None, "added"):
        return
    changed = links != linked or said.relation not in (None, relation)
    correction = _put_right(sentence, said, links, quote) if changed else None
    yield Lesson("local", sentence.id, _taught(said, same=True, changed=changed), correction)


def _of_alike(sentence: Sentence, said: Correction, found: _Verdict, quote: _Quote) -> Iterator[Lesson]:
    """Nearly the same words: other counterparts are taken over; where the same mistake seems to be made again, a person is told.

    A relation that merely differs is no mistake: with nearly the same words it is another figure, mostly, that makes it differ.
    """
    relation, linked = found
    links = linked if said.links is None else frozenset(quoted.id for quoted in said.links)
    if links != linked:
        correction = replace(_put_right(sentence, said, links, quote), relation=None)
        yield Lesson("local", sentence.id, _taught(said, same=False, changed=True), correction)
    elif said.relation not in (None, relation) and said.found == relation:
        yield Lesson("local", sentence.id, _taught(said, same=False, changed=False))


def _put_right(sentence: Sentence, said: Correction, links: Iterable[str], quote: _Quote) -> Correction:
    quoted = tuple(map(quote, sorted(links)))
    return replace(said, sentence=Quoted(sentence.id, sentence.text), links=quoted)


def _taught(said: Correction, *, same: bool, changed: bool) -> Taught:
    return Taught(
        said.local_document.name,
        said.sentence.id,
        same=same,
        changed=changed,
        relation=said.relation or "",
        by=said.by,
        at=said.at,
    )


def lessons_by_place(lessons: Iterable[Lesson], side: CorrectedSide) -> Mapping[str, Lesson]:
    """The lessons of one side by the id of their sentence."""
    return {one.sentence: one for one in lessons if one.side == side}
