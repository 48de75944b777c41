"""Set one local document against its central one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..align import Alignment, Linker, align_documents
from ..extract import Parser, find_requirements, table_warnings
from ..extract.clause import clause_reader
from ..segmenter import SegmentedDocument
from .actors import replaced_actors
from .applied_corrections import Locks, drop_contradicted, fit_corrections
from .cautions import comparison_warnings
from .certainty import Weighing
from .comparison import Comparison
from .corrections import Correction
from .coverage import judge_coverage
from .judging import JudgingRules, load_judging_rules
from .relations import judge_sentences
from .requirements import compare_requirements
from .shares import measure_shares
from .structure import unit_structure
from .unit_relations import judge_units
from .verdict_features import setting_of


def compare_documents(
    central: SegmentedDocument,
    local: SegmentedDocument,
    *,
    linker: Linker | None = None,
    judging: JudgingRules | None = None,
    parser: Parser | None = None,
    corrections: Sequence[Correction] = (),
) -> Comparison:
    r"""Links, relations, coverage, figures, structure, actors and shares of a local document set against its central one.

    Never refuses: a local text that answers nothing has every sentence ``added``, and ``warnings`` say so. Cost: that of
    :func:`duizhao.align.align_documents` and of :func:`duizhao.extract.find_requirements` for both.

    :param linker: what decides on links, ``judging`` what judges them: to be passed along where many pairs are compared; without them
        those that are shipped are loaded.
    :param parser: see :func:`duizhao.extract.find_requirements`.
    :param corrections: what a specialist said of this pair of documents; everything follows from it, and ``warnings`` name what of it
        does not fit the texts.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central = segment_document(make_document("第一条 图书馆应当定期清点馆藏文献。\n第二条 图书馆应当免费开放。"))
    >>> local = segment_document(make_document("第一条 图书馆应当每季度清点馆藏文献。\n第二条 食堂按时供餐。"))
    >>> [(unit.local, unit.relation) for unit in compare_documents(central, local).units]
    [('1', 'strengthened'), ('2', 'added')]
    """
    locks = fit_corrections(corrections, central, local) if corrections else Locks()
    alignment = align_documents(central, local, linker=linker, locked=locks.links)
    return judge_alignment(alignment, judging=judging, parser=parser, locks=locks)


def judge_alignment(
    alignment: Alignment,
    *,
    judging: JudgingRules | None = None,
    parser: Parser | None = None,
    locks: Locks | None = None,
) -> Comparison:
    """All that follows from the links between two documents; the parameters are those of :func:`compare_documents`.

    :param locks: what corrections fix in this pair of documents.
    """
    central, local = alignment.central, alignment.local
    judging = judging or load_judging_rules()
    locks = drop_contradicted(locks or Locks(), alignment)
    clauses = clause_reader(judging.extraction)
    theirs, ours = (
        find_requirements(one, rules=judging.extraction, parser=parser, clauses=clauses) for one in (central, local)
    )
    requirements = compare_requirements(alignment, ours, theirs)
    coverage = judge_coverage(alignment, replace(judging.duty, read=clauses), locks)
    uncounted = {entry.central for entry in coverage if not (entry.counted and entry.applicable)}
    weighing = Weighing(setting_of(alignment), judging.certainty)
    sentences = judge_sentences(
        alignment, requirements, judging.relations, locks, words=judging.words, weighing=weighing
    )
    return Comparison(
        central=central,
        local=local,
        units=judge_units(alignment, sentences, requirements, words=judging.words),
        sentences=sentences,
        coverage=tuple(map(weighing.covered, coverage)),
        requirements=requirements,
        central_requirements=theirs,
        structure=unit_structure(alignment),
        actors=replaced_actors(alignment, judging.actors, clauses),
        shares=measure_shares(alignment, uncounted),
        warnings=(
            *comparison_warnings(alignment, sentences),
            *alignment.warnings,
            *table_warnings(local, judging.extraction),
            *locks.warnings,
        ),
    )
