"""Titles that the user gives to documents whose text does not say any, or says another one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .corpus import DocumentError
from .segmenter import SegmentedDocument

GIVEN = "给定"  # where the title stood


def read_title(value: str) -> tuple[str, str] | None:
    """A file and its title as ``FILE=TITLE`` says them, ``None`` for anything else; the name of a file that is there may hold ``=``.

    >>> read_title("措施.txt=某市图书馆服务措施"), read_title("某市图书馆服务措施")
    (('措施.txt', '某市图书馆服务措施'), None)
    """
    places = [at for at, character in enumerate(value) if character == "="]
    at = next((at for at in places if os.path.exists(value[:at])), places[0] if places else 0)  # noqa: PTH110
    name, title = value[:at], value[at + 1 :].strip()
    return (name, title) if name and title else None


def titled(
    documents: Iterable[SegmentedDocument], titles: Mapping[str, str], unread: Iterable[str] = ()
) -> list[SegmentedDocument]:
    """The documents under the titles given to them; files are named by their paths, or by their names alone.

    :param unread: files that would be among them but could not be read: that was said of them.
    :raises DocumentError: a title is given to a file that is none of these.

    >>> from duizhao import read, sample_folder
    >>> [one] = titled([read(sample_folder() / "local_yunzhou.txt")], {"local_yunzhou.txt": "云州省措施"})
    >>> one.document.metadata.title
    '云州省措施'
    """
    left = dict(titles)
    found = []
    for one in documents:
        name = next((name for name in titles if _names(name, one)), None)
        found.append(one if name is None else described(one, {"title": titles[name]}))
        left.pop(name or "", None)
    for path in unread:
        left = {name: title for name, title in left.items() if name not in (path, Path(path).name)}
    if left:
        raise DocumentError(f"--title 里的 {'、'.join(left)} 不在这次读的文件里，需要其中一个文件；请检查名字")
    return found


def _names(name: str, parsed: SegmentedDocument) -> bool:
    document = parsed.document
    number = document.name.removeprefix(document.path)  # of one of several in a file
    wholes = {os.path.abspath(document.place + behind) for behind in ("", number)}  # noqa: PTH100 - links are not followed
    return name in (document.path, document.name, Path(document.name).name) or os.path.abspath(name) in wholes  # noqa: PTH100


def described(parsed: SegmentedDocument, given: Mapping[str, str | None]) -> SegmentedDocument:
    """The document saying of itself what is given, by the names of the fields of its metadata; what is ``None`` is not.

    >>> from duizhao import read, sample_folder
    >>> one = described(read(sample_folder() / "local_yunzhou.txt"), {"region": "云州", "issuer": None})
    >>> one.region, one.metadata.issuer
    ('云州', '云州省文化事业管理局')
    """
    said = {key: value for key, value in given.items() if value is not None}
    if not said:
        return parsed
    metadata = parsed.document.metadata
    found = tuple((key, place) for key, place in metadata.origins if key not in said)
    changes: dict[str, Any] = {**said, "origins": (*found, *((key, GIVEN) for key in said))}
    return replace(parsed, document=replace(parsed.document, metadata=replace(metadata, **changes)))
