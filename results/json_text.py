"""Plain data and the text of JSON files: the same for the same input, readable by anything."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from pathlib import PurePath
from typing import Any, cast

_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def json_text(value: object) -> str:
    r"""Indented JSON that any reader accepts: no NaN, Chinese as it is, a line feed at the end.

    >>> json_text({"region": "北方省", "value": float("nan")})
    '{\n  "region": "北方省",\n  "value": null\n}\n'
    """
    return escaped(json.dumps(plain(value), ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def escaped(text: str) -> str:
    r"""Half of a surrogate pair cannot be written as UTF-8, but as an escape it can; nor may what some take for the end of a line.

    >>> print(escaped("书\u2028屋"))
    书\u2028屋
    """
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def plain(value: object) -> Any:
    """The same in dictionaries with text keys, lists, text, numbers and ``None``; sets sorted, NaN and infinity ``None``.

    >>> plain({"tables": ("a", "b"), "first": float("inf")})
    {'tables': ['a', 'b'], 'first': None}
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Set):
        return sorted((plain(entry) for entry in value), key=str)
    if isinstance(value, Iterable):
        return [plain(entry) for entry in value]
    return _plain_object(value)


def _plain_object(value: object) -> Any:
    if isinstance(value, PurePath):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "item"):  # a number of numpy
        return plain(cast(Any, value).item())
    raise TypeError(f"{type(value).__name__} found where plain data was expected")
