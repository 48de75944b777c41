"""Read what a model answered: exactly what was asked for, or nothing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What models put around the object: thoughts before it, a fence around it. Whatever else stands there makes it no answer.
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_NUMBER = re.compile(r'"\d+"\s*:\s*(0\.\d+)')
# Longer than any answer to eight candidates; what is longer is not looked at.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class AnswerToken:
    """A token of an answer with the likeliest tokens in its place, itself among them, and the logarithms of their probabilities."""

    text: str
    likeliest: Mapping[str, float]


def read_probabilities(content: str, candidates: int, tokens: Sequence[AnswerToken] = ()) -> tuple[float, ...] | None:
    """The probability of each candidate, or ``None`` where the answer is not exactly what was asked for.

    :param tokens: where the endpoint gives them, the figure is the mean of those that the model might have written in its place, by
        their probability: finer than the one it wrote.

    >>> read_probabilities('{"1": 0.85, "2": 0.05}', 2)
    (0.85, 0.05)
    >>> [read_probabilities(text, 2) for text in ('{"1": 0.85}', '{"1": 0.85, "2": 7}', "0.85 0.05")]
    [None, None, None]
    """
    if len(content) > _LONGEST:
        return None
    bare = _THOUGHTS.sub("", content, count=1)
    fenced = _FENCED.match(bare)
    try:
        pairs = json.loads(fenced[1] if fenced else bare, object_pairs_hook=tuple, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    if not isinstance(pairs, tuple) or not all(map(_is_pair, pairs)):
        return None
    found = dict(pairs)
    names = [str(i) for i in range(1, candidates + 1)]
    if len(pairs) != candidates or set(found) != set(names):
        return None
    # Figures among thoughts are none of the answer's.
    finer = _expected(content, tokens) if content.startswith("{") else {}
    written = [str(name) for name, _ in pairs]
    exact = {name: finer.get(i, float(found[name])) for i, name in enumerate(written)}
    return tuple(exact[name] for name in names)


def _refused(name: str) -> Any:
    raise ValueError(name)


def _is_pair(pair: Any) -> bool:
    """A name and a probability; ``True`` is no number here."""
    name, value = pair
    return isinstance(name, str) and isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _expected(content: str, tokens: Sequence[AnswerToken]) -> dict[int, float]:
    """For the figures (by their order) whose decimals begin a token: the mean over what might have stood there."""
    if "".join(token.text for token in tokens) != content:
        return {}
    starts, place = {}, 0
    for token in tokens:
        starts[place] = token
        place += len(token.text)
    found = {}
    for i, figure in enumerate(_NUMBER.finditer(content)):
        token_there = starts.get(figure.start(1) + len("0."))
        mean = None if token_there is None else _mean(figure[1], token_there)
        if mean is not None:
            found[i] = mean
    return found


def _mean(written: str, token: AnswerToken) -> float | None:
    decimals = written[len("0.") :]
    if not decimals.startswith(token.text):
        return None
    total = weight = 0.0
    for text, logarithm in token.likeliest.items():
        if text.isascii() and text.isdigit():
            share = math.exp(min(logarithm, 0.0))
            total += share * (float(written) if text == token.text else _value(text, len(decimals)))
            weight += share
    return total / weight if weight else None


def _value(text: str, length: int) -> float:
    """What ``0.`` with these decimals comes to; where more decimals follow, the middle of what they may be."""
    missing = 5 * 10.0 ** -(len(text) + 1) if len(text) < length else 0.0
    return min(float(f"0.{text}") + missing, 1.0)
