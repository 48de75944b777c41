"""Short names for documents (columns of the matrix) and safe names for files."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from ..segmenter import SegmentedDocument
from .visible import INVISIBLE

FILE_NAME_BYTES = 120
TOGETHER = "all.html"  # the page with all local documents side by side
# Not allowed in file names of one of the usual systems, or with a meaning in a link.
_UNSAFE = re.compile(r"""[<>:"/\\|?*#%&\s]""")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def title_of(document: SegmentedDocument) -> str:
    """What to call a document in a report: its title, else the name of its file without the folders above."""
    return document.document.metadata.title or PurePath(document.document.name).name


def short_names(documents: Sequence[SegmentedDocument]) -> tuple[str, ...]:
    """One name per document, all different: its region, where that is not enough with its year, else its file's name."""
    makers: tuple[Callable[[SegmentedDocument], str], ...] = (_region, _region_year, _file)
    names = [_region(document) for document in documents]
    for maker in makers:
        count = Counter(names)
        names = [maker(doc) if count[name] > 1 else name for doc, name in zip(documents, names, strict=True)]
    return _numbered(names)


def file_names(documents: Sequence[SegmentedDocument], suffix: str) -> tuple[str, ...]:
    """One file name per document, all different on every system and none of them ``index`` or ``all``: its own, made safe."""
    stems = ["index", "all", *(_safe(_part(document, PurePath(document.document.path).stem)) for document in documents)]
    return tuple(stem + suffix for stem in _numbered(stems)[2:])


def _region(document: SegmentedDocument) -> str:
    metadata = document.document.metadata
    return metadata.region or metadata.title or _file(document)


def _region_year(document: SegmentedDocument) -> str:
    date = document.document.metadata.date
    return f"{_region(document)}（{date[:4]}）" if date else _region(document)


def _file(document: SegmentedDocument) -> str:
    path = PurePath(document.document.path)
    return _part(document, path.stem or str(path))


def _part(document: SegmentedDocument, stem: str) -> str:
    """A name with the document's number behind it where its file holds several."""
    return stem if document.document.parts == 1 else f"{stem}-{document.document.part}"


def _numbered(names: Iterable[str]) -> tuple[str, ...]:
    """The names, the second and later of a kind (large and small letters alike) with a number."""
    taken: set[str] = set()
    result: list[str] = []
    for name in names:
        unique, number = name, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{name}-{number}"
        taken.add(unique.casefold())
        result.append(unique)
    return tuple(result)


def _safe(stem: str) -> str:
    text = _UNSAFE.sub("_", INVISIBLE.sub("_", unicodedata.normalize("NFC", stem))).strip(" ._")
    text = text.encode("utf-8")[:FILE_NAME_BYTES].decode("utf-8", "ignore")
    return f"_{text}" if not text or _RESERVED.fullmatch(text) else text
