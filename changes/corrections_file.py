"""Corrections as a file: TOML, one entry per correction, to be read and edited by people."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from ..corpus import DocumentError, read_bytes
from .comparison import Reason, Relation
from .corrections import Correction, Quoted, Source
from .judgement_names import JUDGEMENTS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_VERSION = 1
_HEAD = """\
# duizhao 的复核文件：每个 [[correction]] 是一处更正，report、align 用 --corrections 读它。
# local 是地方句子的编号，links 是它所对应的中央句子（空的 [] 是没有对应），relation 是变化类型；
# 没有写的一项照程序的判断。中央句子为何没有对应，写 central 和 relation（缺失、不适用、不计）。删去一条，就撤销一处更正，由它类推到
# 别的文件的也撤销。found、certainty 是程序原来的判断和把握（links 里的 missing 是当初说它缺失的把握），用来校准，请勿改动。
"""
_CODES = {name: code for code, name in JUDGEMENTS.items()} | {code: code for code in JUDGEMENTS}
_TEXTS = (
    *("central_document", "central_sha256", "local_document", "local_sha256"),
    *("local", "local_words", "local_digest", "central", "central_words", "central_digest"),
    *("relation", "note", "by", "at", "found"),
)
# What a file of corrections holds at most.
_MOST_ENTRIES, _MOST_BYTES = 20_000, 10_000_000
_NAME = rb"(?:[A-Za-z0-9_-]{1,100}|\"[^\"\n\\]{0,100}\"|'[^'\n]{0,100}')[ \t]{0,9}"
_NESTED_NAMES = re.compile(rb"(?<![A-Za-z0-9_-])(?:" + _NAME + rb"\.[ \t]{0,9}){30}")
_LONG_NUMBER = re.compile(rb"[=\[,][ \t]{0,9}[+-]?[0-9][0-9_]{300}")
_LINK_TEXTS = ("central", "words", "digest")
# Probabilities, in an entry and in one of its links.
_CERTAINTY, _MISSING = "certainty", "missing"


def corrections_text(corrections: Iterable[Correction]) -> str:
    """The text of a corrections file.

    >>> corrections_text(()).splitlines()[-1]
    'format = 1'
    """
    import tomli_w  # noqa: PLC0415  needed for this one file

    rows = [_row(one) for one in corrections]
    return _HEAD + tomli_w.dumps({"format": FILE_VERSION} | ({"correction": rows} if rows else {}))


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read a corrections file.

    :raises DocumentError: it cannot be read, or something in it is not understood.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "corrections.toml")
    ...     _ = path.write_text(corrections_text(()), encoding="utf-8")
    ...     read_corrections(path)
    ()
    """
    return parse_corrections(read_bytes(path), str(path))


def parse_corrections(data: bytes, name: str = "-") -> tuple[Correction, ...]:
    """The corrections in the bytes of a file that errors call ``name``.

    :raises DocumentError: it is no TOML, or something in it is not understood.

    >>> [one.relation for one in parse_corrections(corrections_text(()).encode())]
    []
    """
    _check_size(data, name)
    try:
        table = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # of a number too long to read it is a plain ValueError
        reason = "不是 UTF-8" if isinstance(error, UnicodeDecodeError) else _fault(error)
        raise DocumentError(
            f"{name}：不是复核文件（{reason}），需要 review 写出的 TOML 文件；请检查改动过的地方"
        ) from None
    if table.get("format") != FILE_VERSION:
        raise DocumentError(f"{name}：没有 format = {FILE_VERSION}，需要 review 写出的复核文件；请检查是否给错了文件")
    rows = table.get("correction", [])
    if not isinstance(rows, list) or set(table) - {"format", "correction"}:
        raise DocumentError(f"{name}：里面除 format 外只能有 [[correction]]；请检查改动过的地方")
    return tuple(_correction(row, f"{name}：第 {i} 条更正") for i, row in enumerate(rows, start=1))


def _check_size(data: bytes, name: str) -> None:
    """Refuse what would take a parser minutes: nobody corrects so much by hand, and ``review`` writes no such names and numbers."""
    entries = data.count(b"[[correction]]")
    found = (
        f"有 {entries} 条更正，上限 {_MOST_ENTRIES}"
        if entries > _MOST_ENTRIES
        else f"有 {len(data)} 字节，上限 {_MOST_BYTES}"
        if len(data) > _MOST_BYTES
        else "名字一层套一层"
        if _NESTED_NAMES.search(data)
        else "数字太长"
        if _LONG_NUMBER.search(data)
        else ""
    )
    if found:
        raise DocumentError(f"{name}：不是能用的复核文件（{found}），需要 review 写出的 TOML 文件；请检查，或分成几份")


def _fault(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return " ".join(str(error).split())[:200]
    return "嵌套太深" if isinstance(error, RecursionError) else "里面的数读不了"


def _row(one: Correction) -> dict[str, Any]:
    row: dict[str, Any] = {
        "central_document": one.central_document.name,
        "central_sha256": one.central_document.sha256,
        "local_document": one.local_document.name,
        "local_sha256": one.local_document.sha256,
        one.side: one.sentence.id,
        f"{one.side}_words": one.sentence.words,
        f"{one.side}_digest": one.sentence.digest,
    }
    row = {name: value for name, value in row.items() if value}
    if one.links is not None:
        row["links"] = [_link_row(q) for q in one.links]
    if one.relation is not None:
        row["relation"] = JUDGEMENTS[one.relation]
    if one.note is not None:
        row["note"] = one.note
    row |= {name: value for name, value in (("by", one.by), ("at", one.at)) if value}
    row |= {"found": JUDGEMENTS[one.found]} if one.found else {}
    return row | ({_CERTAINTY: one.certainty} if one.certainty is not None else {})


def _link_row(quoted: Quoted) -> dict[str, Any]:
    row: dict[str, Any] = {"central": quoted.id, "words": quoted.words}
    row |= {"digest": quoted.digest} if quoted.digest else {}
    return row | ({_MISSING: quoted.missing} if quoted.missing is not None else {})


def _correction(row: object, where: str) -> Correction:
    row, certainty = _without_number(row, _CERTAINTY, where)
    texts = _texts(row, (*_TEXTS, "links", _CERTAINTY), where)
    side = "local" if "local" in texts else "central"
    if ("local" in texts) == ("central" in texts) or not texts.get(f"{side}_words"):
        raise DocumentError(f"{where}：需要 local 和 local_words，或 central 和 central_words；请补上")
    for document in ("central", "local"):
        if not texts.get(f"{document}_document") and not texts.get(f"{document}_sha256"):
            raise DocumentError(f"{where}：没有 {document}_document（文件名），需要知道说的是哪份文件；请补上")
    return Correction(
        central_document=Source(texts.get("central_document", ""), texts.get("central_sha256", "")),
        local_document=Source(texts.get("local_document", ""), texts.get("local_sha256", "")),
        side=cast(Any, side),
        sentence=Quoted(texts[side], texts[f"{side}_words"], texts.get(f"{side}_digest", "")),
        links=_links(cast(Mapping[str, object], row).get("links"), where),
        relation=_judgement(texts, "relation", where),
        note=texts.get("note"),
        by=texts.get("by", ""),
        at=texts.get("at", ""),
        found=_judgement(texts, "found", where),
        certainty=certainty,
    )


def _judgement(texts: Mapping[str, str], name: str, where: str) -> Relation | Reason | None:
    said = texts.get(name)
    if said is not None and said not in _CODES:
        raise DocumentError(f"{where}：{name} 是 {said}，需要 {'、'.join(JUDGEMENTS.values())} 之一；请改正")
    return None if said is None else cast("Relation | Reason", _CODES[said])


def _links(rows: object, where: str) -> tuple[Quoted, ...] | None:
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise DocumentError(f"{where}：links 需要是一列中央句子；请改正")
    found = []
    for entry in rows:
        row, missing = _without_number(entry, _MISSING, f"{where} 的 links")
        texts = _texts(row, (*_LINK_TEXTS, _MISSING), f"{where} 的 links")
        if not texts.get("central") or not texts.get("words"):
            raise DocumentError(f"{where}：links 里每一句需要 central 和 words；请补上")
        found.append(Quoted(texts["central"], texts["words"], texts.get("digest", ""), missing))
    return tuple(found)


def _without_number(row: object, name: str, where: str) -> tuple[object, float | None]:
    """The entries without the one that is a probability, and that one."""
    if not isinstance(row, dict) or name not in row:
        return row, None
    number = row[name]
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= 1:
        raise DocumentError(f"{where}：{name} 需要 0 到 1 的数；请改正，或删去这一项")
    return {key: value for key, value in row.items() if key != name}, float(number)


def _texts(row: object, known: Iterable[str], where: str) -> dict[str, str]:
    """The entries that are text; a date without quotation marks is one too."""
    if not isinstance(row, dict):
        raise DocumentError(f"{where}：需要名字和值；请改正")
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise DocumentError(f"{where}：不认识 {'、'.join(unknown)}，需要 {'、'.join(known)}；请改正")
    texts = {name: str(value) if name == "at" else value for name, value in row.items() if name != "links"}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise DocumentError(f"{where}：{name} 的值要用引号；请改正")
    return texts
