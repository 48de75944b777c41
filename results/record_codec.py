"""Frozen records as plain JSON and back: what is read is checked against the types of the fields, whoever wrote it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from ..language import Span

_Record = TypeVar("_Record")
_FLOATS = ("nan", "inf", "-inf")  # JSON has no numbers for these
_FLOAT = "float"


class RecordError(Exception):
    """What stands at a place of a record, and what was expected there; both in Chinese."""

    def __init__(self, place: str, found: str, expected: str) -> None:
        super().__init__(f"{place} 是{found}，需要{expected}")


def to_record(value: Any, without: tuple[str, ...] = ()) -> Any:
    """A record (dataclass) as a dictionary without what stands at its default, a span as its two ends, tuples as lists.

    Fields named in ``without`` are left out, wherever they are.

    >>> to_record((Span(2, 5), float("nan")))
    [[2, 5], 'nan']
    """
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(float(value))
    if isinstance(value, tuple):
        return [to_record(one, without) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [one for one in dataclasses.fields(value) if one.init and one.name not in without]
        kept = ((one.name, getattr(value, one.name)) for one in fields if getattr(value, one.name) != _default(one))
        return {name: to_record(entry, without) for name, entry in kept}
    return value


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


class RecordReader:
    """Reads records back: each value is of the type that its field has, or refused."""

    def __init__(self) -> None:
        self._types: dict[Any, dict[str, Any]] = {}

    def record(self, kind: type[_Record], value: Any, place: str) -> _Record:
        """The record that ``to_record`` made; ``RecordError`` where what stands there is not of its type.

        >>> from duizhao.changes import Cover
        >>> RecordReader().record(Cover, {"characters": 40}, "shares")
        Cover(characters=40, covered=0.0)
        >>> RecordReader().record(Cover, {"characters": "40"}, "shares")
        Traceback (most recent call last):
        duizhao.results.record_codec.RecordError: shares.characters 是文字“40”，需要整数
        """
        found: _Record = self.value(kind, value, place)
        return found

    def types(self, kind: Any) -> dict[str, Any]:
        """The types of a record's fields, but of those that it works out itself."""
        if kind not in self._types:
            written = {one.name: one.type for one in dataclasses.fields(kind) if one.init}
            # A stand-in with these alone: what the other fields are need not be known when the program runs.
            alone = type(kind.__name__, (), {"__annotations__": written, "__module__": kind.__module__})
            self._types[kind] = get_type_hints(alone)
        return self._types[kind]

    def value(self, kind: Any, value: Any, place: str) -> Any:
        """A value of a type: a record, a simple one, one of several words, a tuple, or ``None`` where that is allowed."""
        if isinstance(kind, type):
            if kind is Span:
                return self._span(value, place)
            return self._record(kind, value, place) if dataclasses.is_dataclass(kind) else _simple(kind, value, place)
        origin = get_origin(kind)
        if origin is tuple:
            return self._tuple(get_args(kind), value, place)
        if origin is Literal:
            if value not in get_args(kind) or isinstance(value, bool):
                raise RecordError(place, in_few_words(value), f"{'、'.join(map(str, get_args(kind)))} 之一")
            return value
        [one] = [part for part in get_args(kind) if part is not type(None)]  # one or None
        return None if value is None else self.value(one, value, place)

    def _tuple(self, kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
        entries = listed(value, place)
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return tuple(self.value(kinds[0], entry, f"{place}[{i}]") for i, entry in enumerate(entries))
        if len(entries) != len(kinds):
            raise RecordError(place, f"{len(entries)} 项", f" {len(kinds)} 项")
        return tuple(
            self.value(kind, entry, f"{place}[{i}]") for i, (kind, entry) in enumerate(zip(kinds, entries, strict=True))
        )

    def _span(self, value: Any, place: str) -> Span:
        start, end = self._tuple((int, int), value, place)
        if not 0 <= start <= end:
            raise RecordError(place, f"[{start}, {end}]", "先起后止的两个位置")
        return Span(start, end)

    def _record(self, kind: Any, value: Any, place: str) -> Any:
        types = self.types(kind)
        given = mapped(value, place, types)
        missing = [
            one.name
            for one in dataclasses.fields(kind)
            if one.init and one.name not in given and _default(one) is dataclasses.MISSING
        ]
        if missing:
            raise RecordError(place, f"缺 {missing[0]}", f" {missing[0]}")
        return kind(**{name: self.value(types[name], entry, f"{place}.{name}") for name, entry in given.items()})


def _simple(kind: Any, value: Any, place: str) -> Any:
    if kind is float and isinstance(value, str) and value in _FLOATS:
        return float(value)
    allowed: Any = (int, float) if kind is float else kind
    if not isinstance(value, allowed) or (isinstance(value, bool) and kind is not bool):
        raise RecordError(place, in_few_words(value), {str: "文字", int: "整数", bool: "真或假", float: "数"}[kind])
    return value


def mapped(value: Any, place: str, known: Any = None) -> Mapping[str, Any]:
    """The value where it is an object of JSON, with no other keys than the known ones."""
    if not isinstance(value, dict):
        raise RecordError(place, in_few_words(value), "一组带名字的值")
    strange = [name for name in value if known is not None and name not in known]
    if strange:
        raise RecordError(f"{place}.{strange[0][:40]}", "不认识的名字", f" {'、'.join(known)} 之一")
    return value


def listed(value: Any, place: str) -> list[Any]:
    """The value where it is a list of JSON."""
    if not isinstance(value, list):
        raise RecordError(place, in_few_words(value), "列表")
    return value


def in_few_words(value: Any) -> str:
    """A value in few words.

    >>> in_few_words("文" * 50), in_few_words(None), in_few_words([1])
    ('文字“文文文文文文文文文文文文文文文文文文文文…”', '空', '列表')
    """
    if value is None:
        return "空"
    if isinstance(value, str):
        return f"文字“{value if len(value) <= 20 else value[:20] + '…'}”"
    if isinstance(value, (bool, int, float)):
        return f"{str(value)[:20]}"
    return "列表" if isinstance(value, list) else "一组值"


def free_record(value: Any) -> Any:
    """Any plain value (the parameters of a report) so that ``free_value`` gives the same back.

    >>> free_value(free_record({"first": float("inf"), "tables": ("a", "b")}))
    {'first': inf, 'tables': ['a', 'b']}
    """
    if isinstance(value, float) and not math.isfinite(value):
        return {_FLOAT: str(float(value))}
    if isinstance(value, Mapping):
        return {str(name): free_record(entry) for name, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [free_record(entry) for entry in value]
    return value


def free_value(value: Any) -> Any:
    """What ``free_record`` was given, tuples as lists."""
    if isinstance(value, dict):
        if set(value) == {_FLOAT} and value[_FLOAT] in _FLOATS:
            return float(value[_FLOAT])
        return {name: free_value(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [free_value(entry) for entry in value]
    return value
