"""Everything that reading and comparing look up: tables, models, the linker; loaded once and passed along."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from .align import Encode, Linker, ModelLinker, Thresholds, load_linker
from .changes import JudgingRules, load_judging_rules
from .corpus import LinkerError, ReadingRules, load_reading_rules
from .extract import Parser
from .options import Options
from .segmenter import NumberingRules, load_numbering_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What all stages look up, in one frozen object that can be pickled: it is what a worker process is given.

    ``reading`` is for :func:`duizhao.corpus.read_document`, ``numbering`` for :func:`duizhao.segmenter.segment_document`, ``judging`` for
    :func:`duizhao.changes.compare_documents`, and ``linker`` too: it holds the caller's encoder and tokenizer, if there are any.
    ``parser`` reads who acts where the rules leave it open. What the caller adds has to be picklable itself to travel.

    >>> import pickle
    >>> materials = load_materials()
    >>> pickle.loads(pickle.dumps(materials)).numbering == materials.numbering
    True
    """

    reading: ReadingRules
    numbering: NumberingRules
    linker: Linker
    judging: JudgingRules
    parser: Parser | None = None

    def linked_by(self, linker: Linker | None, encode: Encode | None, options: Options) -> Materials:
        """The same with another linker, with an encoder, or with other thresholds.

        :raises LinkerError: an encoder or thresholds are given for a linker that is not the shipped one.
        """
        linker = linker or self.linker
        if encode is None and not options.sets_thresholds:
            return replace(self, linker=linker)
        if not isinstance(linker, ModelLinker):
            raise LinkerError("encode 和 Options 的三个界限只用于自带的对应方法，这里给了另一种；请去掉其中之一")
        own = linker.model.thresholds
        thresholds = Thresholds(
            own.first if options.first is None else options.first,
            own.further if options.further is None else options.further,
            own.unit if options.unit is None else options.unit,
        )
        model = replace(linker.model, thresholds=thresholds)
        return replace(self, linker=replace(linker, model=model, encode=encode or linker.encode))


def load_materials(*, linker: Linker | None = None, parser: Parser | None = None) -> Materials:
    """All that is shipped, read from its tables: about a fifth of a second, so do it once for many documents.

    :param linker: what links in place of the shipped linker.
    :param parser: a syntactic parser (:func:`duizhao.extract.load_parser`); none is asked without it.

    >>> load_materials().linker.parameters["encoder"] is None
    True
    """
    return Materials(
        reading=load_reading_rules(),
        numbering=load_numbering_rules(),
        linker=linker or load_linker(),
        judging=load_judging_rules(),
        parser=parser,
    )


@functools.cache
def shipped_materials() -> Materials:
    """What is shipped, read when it is first needed and then kept: it is frozen, so no result depends on what ran before."""
    return load_materials()
