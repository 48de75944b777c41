"""Which paths lead to the same file: however they are written, by links, and on systems that take a for A."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence

from ..corpus import OutputError
from .file_writing import StrPath, output_line

_PlaceKey = tuple[object, ...]
_PART = re.compile(r"(.+)#\d{1,6}", re.DOTALL)  # all.txt#2 is the second document of all.txt


def same_place(one: StrPath, other: StrPath) -> bool:
    """Would writing to the one path change what stands at the other?

    Two files that are not there yet are the same where their names differ in capital letters alone: on some systems they are.

    >>> same_place("a/../b.txt", "./B.txt"), same_place("a.txt", "b.txt")
    (True, False)
    """
    return _key(one) == _key(other)


def refuse_clashes(outputs: Sequence[StrPath], inputs: Iterable[StrPath]) -> None:
    """Refuse (``OutputError``) an output that is one of the inputs, or another output: nothing asks for that.

    ``-`` is a stream and no file.

    >>> refuse_clashes(["a.html", "b.jsonl"], ["c.txt", "-"])
    >>> refuse_clashes(["a.html", "./a.html"], [])
    Traceback (most recent call last):
    ...
    duizhao.corpus.errors.OutputError: ./a.html：与另一个输出 a.html 是同一个文件，需要各不相同的文件；请换一个名字
    """
    read = {key: path for path in inputs if os.fspath(path) != "-" for key in _input_keys(path)}
    written: dict[_PlaceKey, StrPath] = {}
    for path in outputs:
        key = _key(path)
        if key in read:
            found = f"就是要读的文件 {os.fspath(read[key])}，写了原文就没有了"
            raise OutputError(output_line(path, found, "需要另一个文件", "请换一个名字"))
        if key in written:
            found = f"与另一个输出 {os.fspath(written[key])} 是同一个文件"
            raise OutputError(output_line(path, found, "需要各不相同的文件", "请换一个名字"))
        written[key] = path


def _input_keys(path: StrPath) -> Iterable[_PlaceKey]:
    yield _key(path)
    part = _PART.fullmatch(os.fspath(path))
    if part:
        yield _key(part[1])


def _key(path: StrPath) -> _PlaceKey:
    """The file itself where there is one; otherwise its name in its folder."""
    try:
        return ("file", *_number(path))
    except (OSError, ValueError):
        pass
    try:
        folder, name = os.path.split(os.path.realpath(path))
    except (OSError, ValueError):
        return ("text", os.fspath(path))
    try:
        return ("name", *_number(folder), _folded(name))
    except (OSError, ValueError):
        return ("path", _folded(folder), _folded(name))


def _number(path: StrPath) -> tuple[object, ...]:
    status = os.stat(path)  # noqa: PTH116 - a path may be of any kind
    # Some file systems number nothing.
    return (status.st_dev, status.st_ino) if status.st_ino else (_folded(os.path.realpath(path)),)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
