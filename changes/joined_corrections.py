"""Corrections of several files together: what two of them say of one sentence must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..corpus import DocumentError
from .corrections import Correction, Source, merge_corrections, words_digest
from .corrections_file import read_corrections
from .judgement_names import JUDGEMENTS

_SentenceKey = tuple[str, ...]


def read_joined_corrections(paths: Iterable[str | Path]) -> tuple[Correction, ...]:
    """Read corrections files that are given together (:func:`join_corrections`).

    :raises DocumentError: one cannot be read or understood, or two contradict each other.

    >>> read_joined_corrections([])
    ()
    """
    return join_corrections([(str(path), read_corrections(path)) for path in paths])


def join_corrections(files: Sequence[tuple[str, Sequence[Correction]]]) -> tuple[Correction, ...]:
    """The corrections of several files, each with its name, as one; in one file the later of two on a sentence holds.

    Where one file judges and the other only remarks, or both judge the same, they are one, with both remarks. That a central sentence
    is background is said for all local documents, so a file that calls it missing in another document contradicts it.

    :raises DocumentError: two files contradict each other.

    >>> from duizhao.changes import Quoted
    >>> whose = {"central_document": Source("意见.txt", ""), "local_document": Source("措施.txt", "")}
    >>> where = {**whose, "side": "local", "sentence": Quoted("8:1", "免费。")}
    >>> first, second = (Correction(**where, relation=relation) for relation in ("adapted", "strengthened"))
    >>> join_corrections([("甲.toml", [first]), ("乙.toml", [second])])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    duizhao.corpus.errors.DocumentError: 甲.toml 和 乙.toml 对同一句说法不同，措施.txt 地方 8:1（免费。）：前者是改写，后者是加强；...
    """
    if len(files) == 1:
        return tuple(files[0][1])
    names = _names(one for _, corrections in files for one in corrections)
    joined: dict[_SentenceKey, tuple[str, Correction]] = {}
    central: dict[_SentenceKey, tuple[str, Correction]] = {}
    for file, corrections in files:
        for one in merge_corrections((), corrections):
            key = _key(one, names)
            earlier_file, earlier = joined.get(key, (file, None))
            if earlier is None:
                joined[key] = (file, one)
            elif _agree(earlier, one):
                joined[key] = (earlier_file, _together(earlier, one))
            else:
                raise DocumentError(_contradiction(earlier_file, earlier, file, one))
        for one in corrections:
            if one.side == "central" and one.relation is not None:
                _check_background(central, _key(one, names)[1:], file, one)
    return tuple(one for _, one in joined.values())


def _check_background(
    central: dict[_SentenceKey, tuple[str, Correction]], key: _SentenceKey, file: str, one: Correction
) -> None:
    """Refuse where another file says of a central sentence that it is background, and this one that it is not, or the reverse."""
    where, earlier = central.setdefault(key, (file, one))
    if where != file and (earlier.relation == "no_duty") != (one.relation == "no_duty"):
        raise DocumentError(_contradiction(where, earlier, file, one))


def _names(corrections: Iterable[Correction]) -> Mapping[str, str]:
    """The digests of documents by their names, where a correction gives both."""
    sources = (source for one in corrections for source in (one.central_document, one.local_document))
    return {source.name: source.sha256 for source in sources if source.name and source.sha256}


def _key(one: Correction, names: Mapping[str, str]) -> _SentenceKey:
    """The local document first, then the sentence."""

    def known(source: Source) -> str:
        return source.sha256 or names.get(source.name, source.name)

    digest = one.sentence.digest or words_digest(one.sentence.words)
    return known(one.local_document), known(one.central_document), one.side, one.sentence.id, digest


def _links(one: Correction) -> set[str] | None:
    """The ids of the counterparts; what is said to be added has none."""
    if one.links is None:
        return set() if one.relation == "added" else None
    return {quoted.id for quoted in one.links}


def _agree(earlier: Correction, later: Correction) -> bool:
    links = (_links(earlier), _links(later))
    relations = (earlier.relation, later.relation)
    return all(None in pair or pair[0] == pair[1] for pair in (links, relations))


def _together(earlier: Correction, later: Correction) -> Correction:
    notes = dict.fromkeys(note for note in (earlier.note, later.note) if note)
    emptied = "" if "" in (earlier.note, later.note) else None
    return replace(
        later,
        links=earlier.links if later.links is None else later.links,
        relation=later.relation or earlier.relation,
        note="；".join(notes) or emptied,
        by=later.by or earlier.by,
        at=later.at or earlier.at,
    )


def _contradiction(file: str, earlier: Correction, other: str, later: Correction) -> str:
    whose = (earlier.local_document.name, later.local_document.name)
    place = f"{'、'.join(dict.fromkeys(whose))} {earlier.place}"
    said = f"前者是{_said(earlier)}，后者是{_said(later)}"
    return f"{file} 和 {other} 对同一句说法不同，{place}：{said}；需要一致，请改其中一份"


def _said(one: Correction) -> str:
    links = _links(one)
    parts = [JUDGEMENTS[one.relation]] if one.relation else []
    if links:
        parts.append(f"对应 {'、'.join(sorted(links))}")
    elif links is not None and not parts:
        parts.append("没有对应")
    return "，".join(parts)
