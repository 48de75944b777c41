"""What a user gives for a document: a path, or a text; anything else is told in one line what to write."""

from __future__ import annotations

import os

from .corpus import DocumentError
from .corpus.reading import shown

TEXT_NAME = "文本"  # what a text that says no title is called
_LONGEST_PATH, _SHOWN = 400, 20


def checked_path(path: object) -> str:
    r"""The path as text.

    :raises DocumentError: it is no path: a text, several paths, nothing.

    >>> from pathlib import PurePosixPath
    >>> checked_path(PurePosixPath("措施.txt"))
    '措施.txt'
    >>> checked_path("第一条 免费。\n第二条 开放。")
    Traceback (most recent call last):
    duizhao.corpus.errors.DocumentError: “第一条 免费。\n第二条 开放。”像是一段文字，不是文件的路径；文字请写 read(text=…)
    """
    if isinstance(path, bytes) or not isinstance(path, (str, os.PathLike)):
        raise DocumentError(_other_than_path(path))
    name = os.fspath(path)
    if not isinstance(name, str):
        raise DocumentError(_other_than_path(path))
    if not name.strip():
        raise DocumentError("文件的路径是空的；请写文件名")
    if ("\n" in name or len(name) > _LONGEST_PATH) and not os.path.lexists(name):
        more = "……" if len(name) > _SHOWN else ""
        raise DocumentError(f"“{shown(name[:_SHOWN])}{more}”像是一段文字，不是文件的路径；文字请写 read(text=…)")
    return name


def checked_text(text: object) -> str:
    """A text in which something stands.

    :raises DocumentError: it is no text, or empty.
    """
    if isinstance(text, bytes):
        raise DocumentError("text= 需要文字（str），这里是字节；请先 .decode(编码)，或存成文件用 read(路径)")
    if not isinstance(text, str):
        raise DocumentError(f"text= 需要文字（str），这里是 {type(text).__name__}；请给一份文件的全文")
    if not text.strip():
        raise DocumentError("text= 是空的；请给一份文件的全文")
    return text


def _other_than_path(given: object) -> str:
    if given is None:
        return "没有给文件；请写 read(路径)，或 read(text=一份文件的全文)"
    if isinstance(given, (list, tuple, set, frozenset)):
        return "这里一次只收一份文件，给了几份；请逐份写：[read(路径) for 路径 in …]"
    return f"需要文件的路径（str 或 Path），或读好的文件，这里是 {type(given).__name__}"
