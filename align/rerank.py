"""A second opinion on pairs in doubt, by a sentence encoder of the user's choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..corpus import EncoderError
from .candidates import Candidates

# A sequence of sentences in, one vector per sentence out, shaped (sentences, any).
Encode = Callable[[list[str]], Any]

# What is likelier or less likely than this is left as it is.
_DOUBT = (0.1, 0.8)
# Pairs this sure show what the encoder gives to linked and to other pairs; fewer than these show nothing.
_SURE_LINK, _SURE_NONE, _LEAST_EXAMPLES = 0.9, 0.02, 5
# The encoder moves a logit by at most this much.
_LARGEST_SHIFT = 1.5


def rerank(probability: NDArray[np.float64], pairs: Candidates, encode: Encode) -> NDArray[np.float64]:
    """Move the probabilities of pairs in doubt by the cosine of their vectors; all others stay.

    What a cosine means differs from encoder to encoder, so it is read off the pairs that are sure: half-way between the mean of sure links
    and that of sure non-links nothing moves. Where fewer than five pairs are sure of either kind nothing is moved at all.

    :param probability: of each pair.
    :raises EncoderError: the encoder gives something else than one finite vector per sentence.
    """
    doubtful = (probability >= _DOUBT[0]) & (probability <= _DOUBT[1])
    linked, others = probability >= _SURE_LINK, probability <= _SURE_NONE
    if not doubtful.any() or min(linked.sum(), others.sum()) < _LEAST_EXAMPLES:
        return probability
    ours = _vectors([sentence.text for sentence in pairs.ours.sentences], encode)
    theirs = _vectors([sentence.text for sentence in pairs.theirs.sentences], encode)
    cosine = (ours[pairs.rows] * theirs[pairs.columns]).sum(axis=1)
    high, low = float(cosine[linked].mean()), float(cosine[others].mean())
    if high <= low:
        return probability
    shift = np.clip((cosine - (high + low) / 2) / ((high - low) / 2), -1, 1) * _LARGEST_SHIFT
    moved = 1 / (1 + (1 / np.clip(probability, 1e-9, 1) - 1) * np.exp(-shift))
    return np.where(doubtful, moved, probability)


def _vectors(sentences: list[str], encode: Encode) -> NDArray[np.float64]:
    try:
        vectors = np.asarray(encode(sentences), dtype=float)
    except (TypeError, ValueError) as error:
        raise EncoderError(f"encode 返回的不是数（{error}），需要每句一行的数组；请检查所用的模型") from None
    if vectors.ndim != 2 or len(vectors) != len(sentences) or not np.isfinite(vectors).all():
        raise EncoderError(
            f"encode 返回的数组形状是 {vectors.shape}，需要 ({len(sentences)}, 维数)、全部有限的数；请检查所用的模型"
        )
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))
