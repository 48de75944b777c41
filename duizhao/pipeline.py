"""The only place where the stages meet: from files to a report."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from . import corpus
from .align import Encode, LinkModel, load_link_model
from .changes import (
    Comparison,
    Correction,
    build_matrix,
    compare_documents,
    corrections_text,
    read_corrections,
    share_out,
)
from .corpus import DocumentError, RoleError, find_roles, read_document
from .corpus.reading import read_bytes
from .extract import find_requirements
from .options import Options
from .report.report import Report
from .results.findings import Skipped
from .results.frames import requirement_frame
from .segmenter import SegmentedDocument, load_forms, segment_document
from .version import __version__

if TYPE_CHECKING:
    import pandas as pd

Source = str | Path | SegmentedDocument
Corrections = str | Path | Sequence[Correction]
# Other files of a folder are no documents; they are listed as skipped.
TEXT_SUFFIXES = (*corpus.READABLE_SUFFIXES, "")
_OnDone = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why in one line."""

    path: str
    reason: str


def read(path: Source, *, encoding: str | None = None) -> SegmentedDocument:
    """Read a file of any format that can be read: clean it, and name its units and sentences. ``-`` is standard input.

    :param encoding: of a text or a page, where it is known; otherwise it is found by evidence.
    :raises DocumentError: the file cannot be read as a document.

    >>> read(sample_folder() / "central_opinion.txt").document.metadata.title
    '关于提升公共图书馆服务水平的意见'
    """
    return path if isinstance(path, SegmentedDocument) else segment_document(read_document(path, encoding=encoding))


def read_documents(path: Source, *, encoding: str | None = None) -> tuple[SegmentedDocument, ...]:
    """Read a file as the documents it holds, in order: mostly one.

    :param encoding: as for :func:`read`.
    :raises DocumentError: the file cannot be read as a document.

    >>> [parsed.document.part for parsed in read_documents(sample_folder() / "local_haiping.txt")]
    [1]
    """
    if isinstance(path, SegmentedDocument):
        return (path,)
    return tuple(segment_document(document) for document in corpus.read_documents(path, encoding=encoding))


def sample_folder() -> Path:
    """The folder of the bundled sample: a central document, three local ones, one commentary, all of our own writing."""
    return Path(str(files("duizhao.corpus").joinpath("sample")))


def compare(
    central: Source,
    local: Source,
    *,
    options: Options | None = None,
    encode: Encode | None = None,
    corrections: Corrections | None = None,
) -> Report:
    """Set one local document against its central one.

    :param central: a path, or what :func:`read` gave.
    :param local: likewise. Of a file that holds several documents ``all.txt#2`` names the second; without a number it is the first.
    :param encode: a sentence encoder to ask about links in doubt (docs/alignment.md); none is asked without it.
    :param corrections: as for :func:`compare_many`.
    :raises DocumentError: a file cannot be read as a document.

    >>> report = compare(sample_folder() / "central_opinion.txt", sample_folder() / "local_yunzhou.txt")
    >>> len(report.comparisons)
    1
    """
    return compare_many(central, [read(local)], options=options, encode=encode, corrections=corrections)


def compare_many(  # noqa: PLR0913  each is a matter of its own, and all but two are by name
    central: Source,
    local: Iterable[Source],
    *,
    options: Options | None = None,
    encode: Encode | None = None,
    corrections: Corrections | None = None,
    skipped: Sequence[Skipped] = (),
    on_done: _OnDone | None = None,
) -> Report:
    """Set several local documents against their central one; the matrix stands over all of them.

    :param local: paths, or what :func:`read` gave. Of a file that holds several documents each is compared, one that it holds twice
        once.
    :param encode: as for :func:`compare`.
    :param corrections: what a specialist corrected: the file that ``duizhao review`` wrote, or what :func:`read_corrections` gave. What of
        it does not fit the texts is named in the ``warnings`` of the comparison.
    :param skipped: files to be listed as left aside, with their reasons.
    :param on_done: called with the path of each local document when it is done.
    :raises DocumentError: a file cannot be read as a document.
    """
    options = options or Options()
    model = _model(options)
    theirs = read(central)
    comparisons: list[Comparison] = []
    once, twice = _once(document for source in local for document in read_documents(source))
    given = _corrections(corrections)
    shares, elsewhere = share_out(given, theirs, once)
    for ours, share in zip(once, shares, strict=True):
        comparisons.append(compare_documents(theirs, ours, model=model, encode=encode, corrections=share))
        if on_done is not None:
            on_done(ours.document.name)
    return Report(
        central=theirs,
        comparisons=tuple(comparisons),
        matrix=build_matrix(comparisons),
        skipped=(*skipped, *twice),
        parameters=parameters(options, model, encode)
        | {"corrections": _about(corrections, given, elsewhere, comparisons)},
    )


def _corrections(given: Corrections | None) -> tuple[Correction, ...]:
    if isinstance(given, (str, Path)):
        return read_corrections(given)
    return tuple(given or ())


def _about(
    source: Corrections | None,
    given: Sequence[Correction],
    elsewhere: Sequence[Correction],
    comparisons: Sequence[Comparison],
) -> dict[str, object] | None:
    """What a report says of the corrections it was made with: which, how many sentences they fix, how many are about other documents."""
    if source is None:
        return None
    name = Path(source).name if isinstance(source, (str, Path)) else None
    digest = hashlib.sha256(corrections_text(given).encode("utf-8")).hexdigest()
    reviewed = sum(change.review is not None for one in comparisons for change in one.sentences)
    reviewed += sum(len(cover.reviews) for one in comparisons for cover in one.coverage)
    return {
        "file": name,
        "sha256": digest,
        "entries": len(given),
        "applied": reviewed,
        "other_documents": len(elsewhere),
    }


def requirements(*sources: Source) -> pd.DataFrame:
    """The requirements of one or more documents as a table (columns: docs/formats.md), one row per bound.

    :raises DocumentError: a file cannot be read as a document.

    >>> requirements(sample_folder() / "local_yunzhou.txt").query("kind == 'frequency'").per.iloc[0]
    'P3M'
    """
    import pandas as pd  # noqa: PLC0415  a third of a second of import, needed here only

    documents = [document for source in sources for document in read_documents(source)]
    return pd.concat(
        [requirement_frame(document, find_requirements(document)) for document in documents], ignore_index=True
    )


def parameters(options: Options, model: LinkModel | None = None, encode: Encode | None = None) -> dict[str, object]:
    """What would be needed to get the same result again."""
    model = model or _model(options)
    return {
        "version": __version__,
        "options": asdict(options),
        "thresholds": {"first": model.first, "further": model.further, "unit": model.unit_threshold},
        "link_model": model.fitted_on,
        "encoder": None if encode is None else _name_of(encode),
    }


def _name_of(encode: Encode) -> str:
    """What a report can say of an encoder: the name it bears in its module; a model behind it is the caller's to name."""
    named = encode if hasattr(encode, "__qualname__") else type(encode)
    return f"{named.__module__}.{named.__qualname__}"


def _model(options: Options) -> LinkModel:
    model = load_link_model()
    return replace(
        model,
        first=model.first if options.first is None else options.first,
        further=model.further if options.further is None else options.further,
        unit_threshold=model.unit_threshold if options.unit is None else options.unit,
    )


def read_all(
    paths: Iterable[str | Path], *, encoding: str | None = None
) -> tuple[list[SegmentedDocument], list[Refused]]:
    """Read every document of the files that can be read; a file that cannot is named with its reason instead of stopping the rest."""
    documents: list[SegmentedDocument] = []
    refused = []
    rules, forms = corpus.load_reading_rules(), load_forms()
    for path in paths:
        try:
            documents += [
                segment_document(document, forms=forms)
                for document in corpus.read_documents(path, rules=rules, encoding=encoding)
            ]
        except DocumentError as error:
            refused.append(Refused(str(path), str(error)))
    return documents, refused


@dataclass(frozen=True, slots=True)
class Material:
    """Documents in their roles: the central one, the local ones; what is no part of it, and what could not be read."""

    central: SegmentedDocument
    local: tuple[SegmentedDocument, ...]
    skipped: tuple[Skipped, ...] = ()
    refused: tuple[Refused, ...] = ()


def read_files(central: Source, local: Iterable[str | Path], *, encoding: str | None = None) -> Material:
    """Read a central document and the local ones; those of the latter that cannot be read are named and left out.

    :raises DocumentError: the central document cannot be read as a document.
    """
    theirs = read(central, encoding=encoding)
    documents, refused = read_all(local, encoding=encoding)
    once, twice = _once(documents)
    return Material(theirs, tuple(once), tuple(twice), tuple(refused))


def read_folder(folder: str | Path, *, encoding: str | None = None) -> Material:
    """Read the documents of a folder and tell the central document, the local ones that implement it, and the rest.

    Hidden files and folders inside it are not looked at.

    :raises DocumentError: the folder cannot be read.
    :raises RoleError: no text in it can be the central document, or more than one.

    >>> material = read_folder(sample_folder())
    >>> material.central.document.metadata.role, len(material.local)
    ('central', 3)
    """
    paths = _files_of(folder)
    others = [path for path in paths if path.suffix.lower() not in TEXT_SUFFIXES]
    reports = [path for path in paths if path not in others and _is_own_report(path)]
    read_from = [path for path in paths if path not in others and path not in reports]
    found, refused = read_all(read_from, encoding=encoding)
    documents, twice = _once(found)
    try:
        roles = find_roles([document.document for document in documents])
    except RoleError as error:
        # The document that is missed may be one of those that could not be read.
        raise RoleError("；".join([str(error), *(one.reason for one in refused)])) from None
    skipped = [Skipped(documents[i].document.name, reason) for i, reason in roles.skipped] + twice
    skipped += [
        Skipped(str(path), f"后缀 {path.suffix} 不是能读的文件（{' '.join(corpus.READABLE_SUFFIXES)}）")
        for path in others
    ]
    skipped += [Skipped(str(path), "是 duizhao 写出的报告") for path in reports]
    return Material(documents[roles.central], tuple(documents[i] for i in roles.local), tuple(skipped), tuple(refused))


def _is_own_report(path: Path) -> bool:
    """Was a report written by an earlier run? What cannot be read is for others to complain of."""
    if path.suffix.lower() not in (".html", ".htm", ".docx", ".md") or not path.is_file():
        return False
    try:
        return corpus.is_own_report(read_bytes(path))
    except DocumentError:
        return False


def _once(documents: Iterable[SegmentedDocument]) -> tuple[list[SegmentedDocument], list[Skipped]]:
    """The documents, and apart from them those that their file holds a second time."""
    once: list[SegmentedDocument] = []
    twice: list[Skipped] = []
    for parsed in documents:
        document = parsed.document
        if document.same_as is None:
            once.append(parsed)
        else:
            twice.append(Skipped(document.name, f"与同一个文件里的第 {document.same_as} 篇相同"))
    return once, twice


def _files_of(folder: str | Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".") and not entry.is_dir()]
    except FileNotFoundError:
        raise DocumentError(f"{folder}：没有这个文件夹；请检查路径和名字") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"{folder}：无法打开文件夹（{reason}）；请检查路径和权限") from None
    return [Path(folder, name) for name in sorted(names)]
