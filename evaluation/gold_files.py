"""Gold: what readers said of a pair of documents, or of the requirements of one, as files hold it (docs/评测.md has the formats)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ..changes.comparison import CoverageStatus, Relation
from ..corpus import DuizhaoError

RELATIONS: tuple[str, ...] = get_args(Relation)
COVERED: tuple[str, ...] = get_args(CoverageStatus)
TIERS = ("explicit", "vague", "optional")
_EXPECTED = "需要对照的标注（central、local、sentences、articles、coverage），或要求的标注（每条有 document、quote、kind、value、tier）"
_LONGEST = 50 << 20


class GoldError(DuizhaoError):
    """A file of gold that cannot be read as one, or whose documents are not there."""


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A local sentence, the central ones that a reader linked to it (unit and text), and the relation."""

    id: str
    kind: str
    text: str
    central: tuple[tuple[str, str], ...]
    relation: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A local unit, the central units that it answers and those that it draws on; ``relation`` is ``None`` where none was said."""

    local: str
    central: frozenset[str]
    partial: frozenset[str]
    relation: str | None


@dataclass(frozen=True, slots=True)
class AlignGold:
    """What a reader said of two documents; ``coverage`` is by central unit."""

    name: str
    central: str
    local: str
    sentences: tuple[GoldSentence, ...]
    articles: tuple[GoldArticle, ...]
    coverage: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GoldRequirement:
    """A requirement: ``tier`` says whether it must be found with its figures, as a vague one, or may stand or not.

    ``value`` holds the fields of a requirement row that are asked for; of ``cues`` one may be what is quoted; ``also`` are kinds that are
    right too.
    """

    document: str
    unit: str
    quote: str
    context: str
    cues: tuple[str, ...]
    kinds: frozenset[str]
    value: Mapping[str, object]
    tier: str
    subject: str
    modality: str


@dataclass(frozen=True, slots=True)
class RequirementGold:
    """The requirements of some documents."""

    name: str
    rows: tuple[GoldRequirement, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the documents, each once."""
        return tuple(dict.fromkeys(row.document for row in self.rows))


Gold = AlignGold | RequirementGold


def read_gold(path: str | Path) -> Gold:
    """Read a file of gold: a pair of documents, or requirements; its own shape says which.

    :raises GoldError: it is not there, no JSON, or no gold; the message names the entry that is wrong.

    >>> from duizhao import sample_folder
    >>> gold = read_gold(sample_folder() / "gold" / "align_haiping.json")
    >>> gold.local, len(gold.coverage)
    ('local_haiping.txt', 25)
    """
    name = Path(path).name
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise GoldError(f"{path}：读不了（{error.strerror}），{_EXPECTED}；请检查文件名") from None
    if len(raw) > _LONGEST:
        raise GoldError(f"{name}：有 {len(raw) >> 20} MB，标注至多 {_LONGEST >> 20} MB；请检查是否给错了文件")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise GoldError(f"{name}：不是 UTF-8 的 JSON，{_EXPECTED}；请检查是否给错了文件") from None
    return gold_of(data, name)


def gold_of(data: Any, name: str = "gold") -> Gold:
    """The same of what was read already: an object for a pair, a list for requirements.

    :raises GoldError: as :func:`read_gold`.

    >>> gold_of([{"document": "a.txt", "quote": "每年", "kind": "frequency", "value": {}, "tier": "vague"}]).documents
    ('a.txt',)
    """
    if isinstance(data, Mapping) and {"central", "local", "sentences"} <= set(data):
        return AlignGold(
            Path(name).stem,
            _text(data, "central", name),
            _text(data, "local", name),
            tuple(_sentences(data["sentences"], name)),
            tuple(_articles(data.get("articles", ()), name)),
            _coverage(data.get("coverage", {}), name),
        )
    if isinstance(data, list) and data and all(isinstance(row, Mapping) and "quote" in row for row in data):
        return RequirementGold(Path(name).stem, tuple(_requirements(data, name)))
    raise GoldError(f"{name}：不是标注，{_EXPECTED}")


def _sentences(rows: Any, name: str) -> Iterator[GoldSentence]:
    for at, row in _entries(rows, name, "sentences"):
        central = tuple(
            (_text(one, "unit", place), _text(one, "text", place))
            for place, one in _entries(row.get("central", ()), at, "central")
        )
        yield GoldSentence(
            str(row.get("id", "")),
            str(row.get("kind", "body")),
            _text(row, "local", at),
            central,
            _word(row, "relation", RELATIONS, at),
        )


def _articles(rows: Any, name: str) -> Iterator[GoldArticle]:
    for at, row in _entries(rows, name, "articles"):
        relation = None if row.get("relation") is None else _word(row, "relation", RELATIONS, at)
        yield GoldArticle(
            _text(row, "local", at),
            frozenset(_texts(row.get("central", ()), at)),
            frozenset(_texts(row.get("partial", ()), at)),
            relation,
        )


def _coverage(said: Any, name: str) -> dict[str, str]:
    if not isinstance(said, Mapping):
        raise GoldError(f"{name}：coverage 不是“编号: 落实情况”的表；请照 docs/评测.md 的格式改")
    return {str(unit): _word(said, unit, COVERED, f"{name} 的 coverage") for unit in said}


def _requirements(rows: Sequence[Any], name: str) -> Iterator[GoldRequirement]:
    for at, row in _entries(rows, name, "第几条"):
        quote = _text(row, "quote", at)
        value = row.get("value") or {}
        if not isinstance(value, Mapping):
            raise GoldError(f"{at}：value 不是“字段: 值”的表；请照 docs/评测.md 的格式改")
        yield GoldRequirement(
            Path(_text(row, "document", at)).name,
            str(row.get("unit") or ""),
            quote,
            str(row.get("context") or quote),
            tuple(_texts(row.get("cues", ()), at)),
            frozenset({_text(row, "kind", at), *_texts(row.get("also", ()), at)}),
            {str(field): wanted for field, wanted in value.items() if field != "unit"},
            _word(row, "tier", TIERS, at),
            str(row.get("subject") or ""),
            str(row.get("modality") or ""),
        )


def _entries(rows: Any, name: str, what: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entries of a list, each with the place to name in an error."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise GoldError(f"{name}：{what} 不是一列条目；请照 docs/评测.md 的格式改")
    for i, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise GoldError(f"{name}：{what} 第 {i} 个不是“字段: 值”的表；请照 docs/评测.md 的格式改")
        yield f"{name}：{what} 第 {i} 个", row


def _text(row: Mapping[str, Any], field: str, at: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value:
        raise GoldError(f"{at}：{field} 是 {value!r:.40}，需要文字；请照 docs/评测.md 的格式改")
    return value


def _texts(values: Any, at: str) -> list[str]:
    if not isinstance(values, Sequence) or isinstance(values, str) or not all(isinstance(one, str) for one in values):
        raise GoldError(f"{at}：{values!r:.40} 不是一列文字；请照 docs/评测.md 的格式改")
    return list(values)


def _word(row: Mapping[str, Any], field: str, known: Sequence[str], at: str) -> str:
    value = row.get(field)
    if value not in known:
        raise GoldError(f"{at}：{field} 是 {value!r:.40}，需要 {' '.join(known)} 之一")
    return str(value)
