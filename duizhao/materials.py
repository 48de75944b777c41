"""Everything that reading and comparing look up: tables, models, the linker; loaded once and passed along."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from .align import Encode, Judge, Linker, ModelLinker, load_linker
from .changes import JudgingRules, load_judging_rules
from .corpus import LinkerError, ReadingRules, load_reading_rules
from .extract import Parser
from .options import Options
from .segmenter import NumberingRules, load_numbering_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What all stages look up, in one frozen object that can be pickled: it is what a worker process is given.

    ``reading`` is for :func:`duizhao.corpus.read_document`, ``numbering`` for :func:`duizhao.segmenter.segment_document`, ``judging`` for
    :func:`duizhao.changes.compare_documents`, and ``linker`` too: it holds the caller's encoder, tokenizer and judge, if there are any.
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

    def linked_by(
        self, linker: Linker | None, encode: Encode | None, options: Options, judge: Judge | None = None
    ) -> Materials:
        """The same with another linker, with an encoder, with other thresholds, or with a judge.

        :raises LinkerError: an encoder, thresholds or a judge are given for a linker that is not the shipped one.
        """
        linker = linker or self.linker
        if encode is None and judge is None and not options.sets_thresholds:
            return replace(self, linker=linker)
        if not isinstance(linker, ModelLinker):
            raise LinkerError("encode、judge 和 Options 的三个界限只用于自带的对应方法，这里给了另一种；请去掉其中之一")
        return replace(
            self, linker=linker.asking(encode, judge).with_thresholds(options.first, options.further, options.unit)
        )


def load_materials(
    *, linker: Linker | None = None, parser: Parser | None = None, judge: Judge | None = None
) -> Materials:
    """All that is shipped, read from its tables: about a fifth of a second, so do it once for many documents.

    :param linker: what links in place of the shipped linker.
    :param parser: a syntactic parser (:func:`duizhao.extract.load_parser`); none is asked without it.
    :param judge: what the shipped linker asks about sentences in doubt (:func:`duizhao.load_judge`); nobody is asked without it.
    :raises LinkerError: a judge is given for a linker that is not the shipped one.

    >>> load_materials().linker.parameters["encoder"] is None
    True
    """
    found = Materials(
        reading=load_reading_rules(),
        numbering=load_numbering_rules(),
        linker=linker or load_linker(),
        judging=load_judging_rules(),
        parser=parser,
    )
    return found.linked_by(None, None, Options(), judge)


@functools.cache
def shipped_materials() -> Materials:
    """What is shipped, read when it is first needed and then kept: it is frozen, so no result depends on what ran before."""
    return load_materials()
