"""Read a file as a document."""

from __future__ import annotations

from pathlib import Path

from .cleaning import clean
from .document import Document
from .frame import FrameFinder
from .metadata import describe, load_profile
from .reading import Decoded, decode, read_bytes
from .rules import load_suspect_rules


def read_document(path: str | Path) -> Document:
    """Read, clean and describe a text file; ``-`` is standard input.

    :raises DocumentError: the file cannot be read as text; one line says what was found, what was expected and what to do.

    >>> from importlib.resources import files
    >>> read_document(files("duizhao.corpus") / "sample" / "local_haiping.txt").encoding
    'gb18030'
    """
    return make_document(decode(read_bytes(path), str(path)), str(path))


def make_document(decoded: Decoded | str, path: str = "-") -> Document:
    r"""Clean and describe a text that was read already. Cost: linear in its length.

    >>> make_document("某省图书馆办法\n第一条 图书馆每周开放,,,,不得少于五天。").text
    '某省图书馆办法\n第一条 图书馆每周开放，不得少于五天。'
    """
    if isinstance(decoded, str):
        decoded = Decoded(decoded, "str")
    cleaned = clean(decoded.text)
    frame = FrameFinder().find(cleaned.text)
    warnings = [*decoded.warnings, *_suspicions(cleaned.text)]
    if frame.annexed:
        warnings.append("正文之后有附件，附件没有分析")
    return Document(
        path=path,
        encoding=decoded.encoding,
        raw=decoded.text,
        text=cleaned.text,
        edits=cleaned.edits,
        body=frame.body,
        metadata=describe(cleaned.text, frame, cleaned.kept, load_profile()),
        warnings=tuple(warnings),
    )


def _suspicions(text: str) -> list[str]:
    """One warning for each kind of damage: the first place, with its neighbourhood, and how many there are."""
    warnings = []
    for rule in load_suspect_rules():
        places = [match.start() for match in rule.pattern.finditer(text)]
        if places:
            around = text[max(0, places[0] - 6) : places[0] + 8].replace("\n", " ")
            warnings.append(f"{rule.message}：{len(places)} 处，第一处在第 {places[0] + 1} 字（…{around}…）")
    return warnings
