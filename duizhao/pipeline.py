"""The only place where the stages meet: from documents to a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from .version import __version__

# The stages are imported where they are used: the signature of what stands here is there at once.
if TYPE_CHECKING:
    import pandas as pd

    from .align import Encode, Judge, Linker
    from .changes import Comparison, Correction
    from .learning import Corrections
    from .materials import Materials
    from .options import Options
    from .report.report import Report
    from .results.findings import Skipped
    from .segmenter import Parts, SegmentedDocument
    from .source_lists import DocumentSources
    from .sources import DocumentSource

_OnDone = Callable[[str], None]


def compare(  # noqa: PLR0913  each is a matter of its own, and all but two are by name
    central: DocumentSource,
    local: DocumentSources,
    *,
    options: Options | None = None,
    linker: Linker | None = None,
    encode: Encode | None = None,
    judge: Judge | None = None,
    corrections: Corrections | None = None,
    teaching: bool = True,
    materials: Materials | None = None,
    skipped: Sequence[Skipped] = (),
    on_done: _OnDone | None = None,
) -> Report:
    """Set one or more local documents against their central one; the matrix stands over all of them.

    Several are judged together (:func:`duizhao.changes.compare_together`): the same sentence in two of them gets the same links and the
    same relation. So one may be judged otherwise than alone; ``judged_with`` of each comparison says where.

    :param central: a path, or what :func:`read` gave.
    :param local: a path, what :func:`read` gave, several of these, or a folder. Of a file that holds several documents each is compared,
        one that it holds twice once; ``all.txt#2`` names the second. Of a folder what may be set against the central document; the rest
        is in ``skipped`` of the report, with the reason.
    :param linker: another way of linking (CONTRIBUTING.md shows one); without it the shipped model links.
    :param encode: a sentence encoder that the shipped linker asks about links in doubt (docs/alignment.md); none is asked without it.
    :param judge: what it asks about sentences in doubt, a language model (:func:`load_judge`) say: **they are sent to it**. Nobody is
        asked, and nothing is sent, without it.
    :param corrections: what a specialist corrected: the file that ``duizhao review`` or the page wrote, several of them, or what
        :func:`read_corrections` gave. What of it does not fit the texts is named in the ``warnings`` of the comparison. A central sentence
        that is declared background (不计) is so for every local document.
    :param teaching: they teach: what was said of other documents with the same central one is carried to sentences that are alike
        (``SentenceChange.taught``), and from fifty judgements on the certainty is recalibrated (``Certainty.shipped`` is what it was).
    :param materials: tables and models (:func:`load_materials`); without them those that are shipped, loaded once in a process.
    :param skipped: files to be listed as left aside, with their reasons.
    :param on_done: called with the path of each local document when it is done.
    :raises DocumentError: a file cannot be read as a document, there is no local one, or two files of corrections contradict each other.
    :raises LinkerError: ``encode``, ``judge`` or thresholds are given for a linker that has no use for them.
    :raises JudgeError: the judge cannot be asked.

    >>> from duizhao import sample_folder
    >>> report = compare(sample_folder() / "central_opinion.txt", sample_folder() / "local_yunzhou.txt")
    >>> len(report.comparisons)
    1
    >>> compare(sample_folder() / "central_opinion.txt", sample_folder())
    <对照报告：关于提升公共图书馆服务水平的意见 ← 海平省、岚川市、云州省>
    """
    from .changes import build_matrix, compare_taught, compare_together
    from .learning import begin_learning
    from .materials import shipped_materials
    from .options import Options
    from .report.report import Report
    from .source_lists import local_documents
    from .sources import read

    options = options or Options()
    materials = (materials or shipped_materials()).linked_by(linker, encode, options, judge)
    theirs = read(central, materials=materials)
    given = local_documents(theirs, local, materials)
    theirs = theirs.with_parts(options.parts)
    once = [document.with_parts(options.parts) for document in given.documents]
    learning = begin_learning(corrections, theirs, once, materials.judging, teaching=teaching)
    said_done: set[str] = set()

    def told(ours: SegmentedDocument) -> None:
        if on_done is not None and ours.document.name not in said_done:
            said_done.add(ours.document.name)
            on_done(ours.document.name)

    def compare_all(shares: Sequence[Sequence[Correction]]) -> Sequence[Comparison]:
        return compare_together(
            theirs,
            once,
            linker=materials.linker,
            judging=learning.judging,
            parser=materials.parser,
            corrections=shares,
            on_done=told,
        )

    comparisons = compare_taught(compare_all, learning.shares, learning.lessons)
    return Report(
        central=theirs,
        comparisons=comparisons,
        matrix=build_matrix(comparisons),
        skipped=(*skipped, *given.skipped),
        parameters=parameters(options, materials.linker) | {"corrections": learning.about(comparisons)},
    )


compare_many = compare  # what it was called for several


def requirements(*sources: DocumentSources, parts: Parts = "body", materials: Materials | None = None) -> pd.DataFrame:
    """The requirements of one or more documents as a table (columns: docs/formats.md), one row per bound.

    :param sources: paths, what :func:`read` gave, folders, or several of these. Of a folder every file that can be read; a warning
        names the others.
    :param parts: ``all`` reads the issuing notice's own duties and the annexes too.
    :param materials: as for :func:`compare`.
    :raises DocumentError: a file that was named cannot be read as a document, or there is none.

    >>> from duizhao import sample_folder
    >>> requirements(sample_folder() / "local_yunzhou.txt").query("kind == 'frequency'").per.iloc[0]
    'P3M'
    >>> requirements(sample_folder()).region.nunique()
    3
    """
    import pandas as pd

    from .extract import find_requirements
    from .materials import shipped_materials
    from .results.frames import requirement_frame
    from .source_lists import all_documents

    materials = materials or shipped_materials()
    rules, parser = materials.judging.extraction, materials.parser
    frames = [
        requirement_frame(document, find_requirements(document, rules=rules, parser=parser))
        for document in (one.with_parts(parts) for one in all_documents(sources, materials))
    ]
    return pd.concat(frames, ignore_index=True)


def parameters(options: Options, linker: Linker | None = None) -> dict[str, object]:
    """What would be needed to get the same result again."""
    from .materials import shipped_materials

    linker = linker or shipped_materials().linker
    return {"version": __version__, "options": asdict(options), **linker.parameters}
