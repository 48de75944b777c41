"""Decide which central sentence and article answers which local one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np

from ..segmenter import SegmentedDocument, Tokenizer
from .acting import ActingWords, load_acting_words
from .arrays import Matrix
from .background import Background, load_background
from .candidates import Candidates, find_candidates
from .doubt import NOBODY_ASKED, Asked, LookedAt, ask_judge
from .judge import Judge
from .judge_blend import SEEN, JudgeBlend, load_judge_blend
from .known_counterparts import Locked, lock_sentences, lock_units
from .link_choice import choose_links
from .linker import NOTHING_LOCKED, Linker
from .links import Alignment, Thresholds
from .model import LinkModel, load_link_model
from .repeated_sentences import raise_repeated
from .rerank import Encode, rerank
from .sides import Side, prepare_side
from .unit_features import unit_cosine, unit_features

# Longer documents are compared in parts of so many sentences, which bounds the memory a comparison takes.
PART = 800


def align_documents(
    central: SegmentedDocument,
    local: SegmentedDocument,
    *,
    linker: Linker | None = None,
    locked: Locked = NOTHING_LOCKED,
) -> Alignment:
    r"""Link the sentences and units of a local document to those of the central one.

    Links are n to m, in any order, and none where nothing answers. Scores are probabilities.

    :param linker: what decides; without one the shipped model is loaded (:func:`load_linker`), which takes as long as comparing.
    :param locked: local sentences (by id) whose counterparts are known, all of them and no other; the units follow from them too.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central = segment_document(make_document("第一条 图书馆应当定期开展阅读推广活动。\n第二条 馆藏文献应当每年清点。"))
    >>> local = segment_document(make_document("第一条 全省馆藏文献应当每年清点一次。\n第二条 图书馆每季度开展阅读推广活动。"))
    >>> [(link.local, link.central) for link in align_documents(central, local).unit_links]
    [('1', '2'), ('2', '1')]
    """
    return (linker or load_linker()).link(central, local, locked=locked)


@dataclass(frozen=True, slots=True)
class ModelLinker:
    """The shipped linker: a logistic regression on lexical features of each pair, then boosted trees that see its neighbours and rivals.

    The first (:mod:`.features`) and the second look (:mod:`.context`) are fitted to hand-made links. ``encode``, ``tokenizer`` and
    ``judge`` are the caller's (:func:`load_linker`); ``blend`` puts the judge's word and our own together (:mod:`.judge_blend`).

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(f"第一条 图书馆{act}开放。")) for act in ("应当免费", "免费"))
    >>> len(load_linker().link(central, local).sentence_links)
    1
    """

    model: LinkModel
    background: Background
    acting: ActingWords
    encode: Encode | None = None
    tokenizer: Tokenizer | None = None
    judge: Judge | None = None
    blend: JudgeBlend | None = None

    @property
    def parameters(self) -> Mapping[str, object]:
        """The thresholds, the labels the model was fitted on, the names of the caller's encoder and tokenizer, and the judge."""
        named: dict[str, object] = {"encoder": None if self.encode is None else _name_of(self.encode)}
        if self.tokenizer is not None:
            named["tokenizer"] = _name_of(self.tokenizer)
        if self.judge is not None:
            named["judge"] = {**self.judge.parameters, "blend": self._blend.fitted_on}
        return {"thresholds": asdict(self.model.thresholds), "link_model": self.model.fitted_on, **named}

    def link(
        self, central: SegmentedDocument, local: SegmentedDocument, *, locked: Locked = NOTHING_LOCKED
    ) -> Alignment:
        """All links between two documents.

        Cost: quadratic in the number of comma clauses; some tenths of a second for two documents of 130 sentences.
        """
        ours, theirs = (prepare_side(one, self.acting, self._cut) for one in (local, central))
        if not len(ours) or not len(theirs):
            here, there = ({sentence.id: 0.0 for sentence in side.sentences} for side in (ours, theirs))
            return Alignment(central, local, (), (), here, there)
        units = unit_cosine(central, local)
        probability, features, looked_at = self._of_sentences(ours, theirs, units)
        asked = self._ask(central, local, probability, looked_at, locked)
        for pair, judged in asked.probability.items():
            probability[pair] = judged
        lock_sentences(central, local, locked, probability)
        of_units = self.model.unit.probability(unit_features(ours, theirs, units, probability))
        lock_units(central, local, locked, of_units)
        answering = np.argwhere(of_units >= self.model.thresholds.unit).tolist()
        probability = raise_repeated(ours, theirs, [(i, j) for i, j in answering], probability)
        alignment = choose_links(
            central,
            local,
            probability,
            of_units,
            self.model.thresholds,
            apart=self._apart(local, asked),
            locked=locked,
            features={**features, **asked.features},
        )
        return replace(alignment, warnings=asked.warnings)

    def asking(self, encode: Encode | None, judge: Judge | None) -> ModelLinker:
        """The same with an encoder or a judge, where one is given."""
        blend = self.blend if judge is None else load_judge_blend()
        return replace(self, encode=encode or self.encode, judge=judge or self.judge, blend=blend)

    def with_thresholds(self, first: float | None, further: float | None, unit: float | None) -> ModelLinker:
        """The same with those thresholds that are given; they hold for what a judge was asked about too."""
        own, blend = self.model.thresholds, self.blend
        thresholds = Thresholds(
            own.first if first is None else first,
            own.further if further is None else further,
            own.unit if unit is None else unit,
        )
        if blend is not None:
            blend = replace(
                blend,
                first=blend.first if first is None else first,
                further=blend.further if further is None else further,
            )
        return replace(self, model=replace(self.model, thresholds=thresholds), blend=blend)

    def _ask(
        self,
        central: SegmentedDocument,
        local: SegmentedDocument,
        probability: Matrix,
        looked_at: LookedAt,
        locked: Locked,
    ) -> Asked:
        """What the judge says of the sentences in doubt; without one nobody is asked."""
        if self.judge is None:
            return NOBODY_ASKED
        first = self.model.thresholds.first
        return ask_judge(
            central, local, probability, looked_at, judge=self.judge, blend=self._blend, first=first, known=locked
        )

    @property
    def _blend(self) -> JudgeBlend:
        return self.blend or load_judge_blend()

    def _apart(self, local: SegmentedDocument, asked: Asked) -> dict[str, Thresholds]:
        """The sentences for which the judge's thresholds hold."""
        if not asked.answered:
            return {}
        judged = replace(self.model.thresholds, first=self._blend.first, further=self._blend.further)
        return {sentence.id: judged for i, sentence in enumerate(local.iter_sentences()) if i in asked.answered}

    def _cut(self, text: str) -> list[str]:
        return self.background.cut(text) if self.tokenizer is None else [word.text for word in self.tokenizer(text)]

    def _of_sentences(
        self, ours: Side, theirs: Side, units: Matrix
    ) -> tuple[Matrix, dict[tuple[int, int], Mapping[str, float]], LookedAt]:
        """The probability of every pair of sentences, the features of those that may be linked, and what a judge's word is set beside."""
        thresholds = self.model.thresholds
        probability: Matrix = np.zeros((len(ours), len(theirs)))
        likely: dict[tuple[int, int], Mapping[str, float]] = {}
        looked_at = []
        for row, column, part in _parts(ours, theirs, units, self.background):
            features = part.with_context(part.spread(self.model.sentence.probability(part.features)))
            of_pairs = self.model.context.probability(features)
            if self.encode is not None:
                of_pairs = rerank(of_pairs, part, self.encode)
            rows, columns = row + part.rows, column + part.columns
            probability[rows, columns] = of_pairs
            for k in np.flatnonzero(of_pairs >= min(thresholds.first, thresholds.further)):
                likely[int(rows[k]), int(columns[k])] = {name: float(values[k]) for name, values in features.items()}
            looked_at.append(LookedAt(rows, columns, {name: features[name] for name in SEEN}))
        return probability, likely, LookedAt.joined(looked_at)


def load_linker(
    *,
    model: LinkModel | None = None,
    encode: Encode | None = None,
    tokenizer: Tokenizer | None = None,
    judge: Judge | None = None,
) -> ModelLinker:
    """The shipped linker with its tables: some tens of milliseconds, so load it once for many pairs of documents.

    :param model: another model in place of the shipped one.
    :param encode: turns sentences into vectors, shaped (sentences, any), one row each: such as the ``encode`` of a sentence-transformers
        model. Only pairs in doubt are moved by it (:func:`.rerank.rerank`). Without it nothing but words counts.
    :param tokenizer: cuts the words that are compared (:func:`duizhao.segmenter.load_tokenizer`); without it the longest words of the
        background are taken, with which the model was fitted.
    :param judge: is asked about sentences in doubt (``duizhao.judges.load_judge`` makes one); nobody is asked without it.

    >>> sorted(load_linker().parameters)
    ['encoder', 'link_model', 'thresholds']
    """
    own = (model or load_link_model(), load_background(), load_acting_words())
    return ModelLinker(*own, encode, tokenizer, judge, None if judge is None else load_judge_blend())


def _name_of(function: object) -> str:
    """What a report can say of a caller's function: the name it bears in its module; a model behind it is the caller's to name."""
    named = function if hasattr(function, "__qualname__") else type(function)
    return f"{named.__module__}.{named.__qualname__}"


def _parts(ours: Side, theirs: Side, units: Matrix, background: Background) -> Iterator[tuple[int, int, Candidates]]:
    """The pairs to look at, by part of both documents; one part unless a document is very long."""
    for row in range(0, len(ours), PART):
        for column in range(0, len(theirs), PART):
            here, there = ours.part(row, row + PART), theirs.part(column, column + PART)
            yield row, column, find_candidates(here, there, units, background)
