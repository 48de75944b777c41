"""What a user gives for several documents: one, several, a folder, or those of a folder that was read."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .corpus import DocumentError
from .corpus.describe.roles_in_set import reasons_to_skip
from .corpus.reading import shown
from .families import Family
from .given_sources import checked_path
from .materials import Materials
from .results.findings import Skipped
from .segmenter import SegmentedDocument
from .sources import DocumentSource, each_once, from_folder, read_documents, texts_of

# A file, a document that was read, a folder, what ``read_folder`` gave, or several of these.
DocumentSources = DocumentSource | Family | Iterable[DocumentSource]
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class LocalDocuments:
    """Those that are compared, each once, and what was left aside."""

    documents: tuple[SegmentedDocument, ...]
    skipped: tuple[Skipped, ...]


def local_documents(central: SegmentedDocument, given: DocumentSources, materials: Materials) -> LocalDocuments:
    """The local documents given: of a file all that it holds, of a folder those that may be set against the central document.

    A folder's files that cannot be read, that are no local document, or are the central one are left aside, with the reason; what was
    named is compared, whatever it is.

    :raises DocumentError: there is none, or a file that was named cannot be read.
    """
    documents: list[SegmentedDocument] = []
    skipped: list[Skipped] = []
    for source in _sources(given):
        if isinstance(source, Family):
            documents += source.local
            skipped += (*source.skipped, *(Skipped(one.path, one.reason) for one in source.refused))
        elif isinstance(source, SegmentedDocument):
            documents.append(source)
        elif os.path.isdir(path := checked_path(source)):  # noqa: PTH112  a name too long for the system is no error here
            found, others = _of_folder(path, central, materials)
            documents += found
            skipped += others
        else:
            documents += read_documents(path, materials=materials)
    once, twice = each_once(documents)
    if not once:
        raise DocumentError(_none_said(skipped))
    return LocalDocuments(tuple(once), (*skipped, *twice))


def all_documents(given: Iterable[DocumentSources], materials: Materials) -> tuple[SegmentedDocument, ...]:
    """Every document of what is given. A folder's file that cannot be read is left out, with a warning (``UserWarning``).

    :raises DocumentError: there is none, or a file that was named cannot be read.
    """
    found: list[SegmentedDocument] = []
    unread: list[Skipped] = []
    for source in (one for several in given for one in _sources(several)):
        if isinstance(source, Family):
            found += (source.central, *source.local)
        elif isinstance(source, SegmentedDocument):
            found.append(source)
        elif os.path.isdir(path := checked_path(source)):  # noqa: PTH112  as above
            documents, refused, _ = _read_folder(path, materials)
            found += documents
            unread += refused
        else:
            found += read_documents(path, materials=materials)
    if not found:
        raise DocumentError("没有文件，需要至少一份；请给出路径，或几份的列表，或放着文件的文件夹")
    if unread:
        warnings.warn(f"文件夹里有 {len(unread)} 个文件没有读：{_reasons(unread)}", stacklevel=3)
    return tuple(found)


def _sources(given: object) -> Sequence[object]:
    if isinstance(given, (str, os.PathLike, Family, SegmentedDocument)):
        return [given]
    if isinstance(given, Iterable) and not isinstance(given, bytes):
        return [*given]
    checked_path(given)  # says what is wrong with it
    return [given]


def _none_said(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return "没有地方文件，需要至少一份；请给出路径，或几份的列表，或放着文件的文件夹"
    return (
        f"文件夹里没有可以对照的地方文件（{_reasons(skipped)}）；要照样对照，请写明文件：compare(中央文件, [路径, …])"
    )


def _reasons(skipped: Sequence[Skipped]) -> str:
    more = f"；等 {len(skipped)} 个" if len(skipped) > _MOST_NAMED else ""
    return "；".join(f"{shown(one.path)}：{one.reason}" for one in skipped[:_MOST_NAMED]) + more


def _of_folder(
    folder: str, central: SegmentedDocument, materials: Materials
) -> tuple[list[SegmentedDocument], list[Skipped]]:
    documents, refused, others = _read_folder(folder, materials)
    found = [one for one in documents if not _same(one, central)]
    reasons = reasons_to_skip(central.document, [one.document for one in found])
    told = [(one, reason) for one, reason in zip(found, reasons, strict=True) if reason is not None]
    local = [one for one, reason in zip(found, reasons, strict=True) if reason is None]
    return local, [*(Skipped(one.name, reason) for one, reason in told), *refused, *others]


def _read_folder(folder: str, materials: Materials) -> tuple[list[SegmentedDocument], list[Skipped], list[Skipped]]:
    """The documents of a folder, the files that cannot be read, and those that are none to be read."""
    paths, others = texts_of(folder)
    if not paths:
        raise DocumentError(f"{shown(folder)}：文件夹里没有能读的文件；请检查是否在更里面的文件夹")
    found: list[SegmentedDocument] = []
    refused: list[Skipped] = []
    for path in paths:
        try:
            documents = read_documents(path, materials=materials)
        except DocumentError as error:
            refused.append(Skipped(path.name, str(error).removeprefix(f"{shown(path)}：")))
            continue
        found += (from_folder(one, folder) for one in documents)
    return found, refused, others


def _same(one: SegmentedDocument, central: SegmentedDocument) -> bool:
    return one.text == central.text or (one.document.part == central.document.part and _place(one) == _place(central))


def _place(one: SegmentedDocument) -> Path:
    return Path(os.path.abspath(one.document.place))  # noqa: PTH100  links are not followed
