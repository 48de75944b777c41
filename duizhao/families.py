"""Documents in their roles: which is the central one, which the local ones that implement it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .corpus import RoleError, find_roles
from .fence import Limits
from .given_titles import titled
from .results.findings import Skipped
from .segmenter import SegmentedDocument
from .sources import DocumentSource, Refused, each_once, from_folder, read, read_all, texts_of

_NO_TITLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Family:
    """Documents in their roles: the central one, the local ones; what is no part of it, and what could not be read."""

    central: SegmentedDocument
    local: tuple[SegmentedDocument, ...]
    skipped: tuple[Skipped, ...] = ()
    refused: tuple[Refused, ...] = ()
    files: tuple[str, ...] = ()  # whatever was looked at: no output may take its place


def read_files(
    central: DocumentSource,
    local: Iterable[str | Path],
    *,
    encoding: str | None = None,
    titles: Mapping[str, str] = _NO_TITLES,
    limits: Limits | None = None,
) -> Family:
    """Read a central document and the local ones; those of the latter that cannot be read are named and left out.

    :param titles: titles by file, for documents that do not say theirs.
    :raises DocumentError: the central document cannot be read as a document.
    """
    theirs = read(central, encoding=encoding, limits=limits)
    documents, refused = read_all(local, encoding=encoding, limits=limits)
    theirs, *documents = titled([theirs, *documents], titles, (one.path for one in refused))
    once, twice = each_once(documents)
    return Family(theirs, tuple(once), tuple(twice), tuple(refused))


def read_folder(
    folder: str | Path,
    *,
    encoding: str | None = None,
    titles: Mapping[str, str] = _NO_TITLES,
    limits: Limits | None = None,
) -> Family:
    """Read the documents of a folder and tell the central document, the local ones that implement it, and the rest.

    Hidden files and folders inside it are not looked at.

    :param titles: as for :func:`read_files`.
    :raises DocumentError: the folder cannot be read.
    :raises RoleError: no text in it can be the central document, or more than one.

    >>> from duizhao import sample_folder
    >>> family = read_folder(sample_folder())
    >>> family.central.document.metadata.role, len(family.local)
    ('central', 3)
    """
    paths, others = texts_of(folder)
    found, refused = read_all(paths, encoding=encoding, limits=limits)
    unread = (one.path for one in refused)
    documents, twice = each_once(titled((from_folder(document, folder) for document in found), titles, unread))
    try:
        roles = find_roles([document.document for document in documents])
    except RoleError as error:
        # The document that is missed may be one of those that could not be read.
        raise RoleError("；".join([str(error), *(one.reason for one in refused)])) from None
    skipped = [Skipped(documents[i].document.name, reason) for i, reason in roles.skipped] + twice + others
    local = tuple(documents[i] for i in roles.local)
    return Family(documents[roles.central], local, tuple(skipped), tuple(refused), tuple(map(str, paths)))
