"""A judge that was asked before: the recorded questions and answers of ``shared/judge/recorded.json``, by pair of documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from link_gold import GoldPair, Matrix

from duizhao.language import comparable

# The probability of each central sentence for each local one, both by their comparable text.
Recorded = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class RecordedJudge:
    """All recorded answers, by the name of the pair, and the SHA-256 of their file."""

    pairs: Mapping[str, Recorded]
    digest: str

    def matrix(self, pair: GoldPair) -> Matrix:
        """The recorded probability of each pair of sentences, shaped (local, central); NaN where none was asked for.

        A candidate that is no sentence of the document any more (a note of who is responsible) drops out.
        """
        central = [comparable(sentence.text) for sentence in pair.central.sentences]
        found = np.full((len(pair.local.sentences), len(central)), np.nan)
        for i, sentence in enumerate(pair.local.sentences):
            answers = self.pairs[pair.name].get(comparable(sentence.text), {})
            for j, text in enumerate(central):
                found[i, j] = answers.get(text, np.nan)
        return found


def load_recorded(shared: Path) -> RecordedJudge:
    """Read the recorded answers."""
    raw = (shared / "judge" / "recorded.json").read_bytes()
    pairs: dict[str, dict[str, dict[str, float]]] = {}
    for question in json.loads(raw):
        answers = pairs.setdefault(question["pair"], {}).setdefault(comparable(question["local"]), {})
        answers.update({comparable(one["text"]): one["p"] for one in question["candidates"]})
    return RecordedJudge(pairs, hashlib.sha256(raw).hexdigest())
