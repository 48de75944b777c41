"""The names of bodies in a list: 县民政局、县财政局等有关部门."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..language.compiled import union

LONGEST_NAME = 40
_LONGEST_FIELD = 8  # of a field of work for which 部门 stands at the end of the list (民政、财政部门)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class BodyRules:
    """The rules of ``responsibility.toml`` that tell names; ``levels`` is the level of each sign that names one, 0 the highest."""

    levels: Mapping[str, int]

    and_others: re.Pattern[str]
    ends_body: re.Pattern[str]
    ends_organ: re.Pattern[str]
    no_name: re.Pattern[str]
    generic: re.Pattern[str]
    connector: re.Pattern[str]
    place: re.Pattern[str]
    same_rank: re.Pattern[str]
    department: re.Pattern[str]


def load_body_rules(table: Mapping[str, Any]) -> BodyRules:
    """The rules out of the table."""
    return BodyRules(
        **{name: union(table[name]) for name in (one.name for one in fields(BodyRules)) if name != "levels"},
        levels={sign: level for level, signs in enumerate(table["levels"]["signs"]) for sign in signs},
    )


def names_in(text: str, rules: BodyRules) -> tuple[str, ...] | None:
    """The names of a list in their order, as printed, 等 left out; ``None`` where a piece of it is no name.

    >>> from duizhao.language import load_table
    >>> rules = load_body_rules(load_table("duizhao.segmenter", "responsibility"))
    >>> names_in("县民政局、文化和旅游局和各市、县（区）人民政府等", rules)
    ('县民政局', '文化和旅游局', '各市、县（区）人民政府')
    """
    listed = rules.and_others.sub(lambda found: "、" if _ends(text[: found.start()], rules) else found[0], text)
    pieces = [part for piece in _split(listed) for part in _parted(piece, rules)]
    names = list(_whole(pieces, rules))
    if not all(_is_name(name, rules) for name in names) or not any(rules.ends_body.search(name) for name in names):
        return None
    return tuple(dict.fromkeys(names))


def is_organ(name: str, rules: BodyRules) -> bool:
    """Is it the name of an organ, by its end?"""
    return rules.ends_organ.search(name) is not None


def _ends(text: str, rules: BodyRules) -> bool:
    """Does a text end in the name of a body?"""
    return rules.ends_body.search(text[-LONGEST_NAME:]) is not None


def _split(text: str) -> Iterator[str]:
    """The stretches between 、 outside brackets."""
    depth = start = 0
    for i, sign in enumerate(text):
        depth += (sign in "（(〔[") - (sign in "）)〕]")
        if depth <= 0 and sign in "、，,；;":
            yield text[start:i]
            start = i + 1
    yield text[start:]


def _parted(piece: str, rules: BodyRules) -> Iterator[str]:
    """县民政局和县财政局 are two, 文化和旅游局 is one, 有关部门和单位 are one as well."""
    start = 0
    for found in rules.connector.finditer(piece):
        if found.start() == start:  # what stands in front of it was cut off
            start = found.end()
            continue
        left, right = piece[start : found.start()], piece[found.end() :]
        whole = _ends(left, rules) and (len(right) >= _SHORTEST or right.startswith("各"))
        if whole and not rules.generic.fullmatch(right):
            yield left
            start = found.end()
    yield piece[start:]


def _whole(pieces: list[str], rules: BodyRules) -> Iterator[str]:
    """The names: pieces that only begin one go to the piece that ends it."""
    begun = ""
    for i, piece in enumerate(pieces):
        if not piece:
            continue
        following = next((other for other in pieces[i + 1 :] if other), "")
        if _goes_on(piece, following, rules) or _is_field(pieces[i:], rules):
            begun += f"{piece}、"
            continue
        yield begun + piece
        begun = ""


def _goes_on(piece: str, following: str, rules: BodyRules) -> bool:
    """各市、|县〔区〕人民政府: levels and places alone, and a lower one behind them."""
    place = rules.place.fullmatch(piece)
    if place is None or not following:
        return False
    if rules.same_rank.match(following):
        return True
    above, below = rules.levels.get(place["last"][-1:], 0), rules.levels.get(following[0])
    return below is not None and below >= above and following[0] != place["last"][0]


def _is_field(pieces: list[str], rules: BodyRules) -> bool:
    """民政、|财政、|人社部门: a field of work, and 部门 at the end of the list."""
    for i, piece in enumerate(pieces):
        if rules.department.search(piece):
            return i > 0
        if not piece or len(piece) > _LONGEST_FIELD or rules.ends_body.search(piece):
            return False
    return False


def _is_name(name: str, rules: BodyRules) -> bool:
    return 2 <= len(name) <= LONGEST_NAME and rules.no_name.search(name) is None
