"""With recorded answers of a strong model the shipped linker finds more: the whole way, from documents to links.

The blend was fitted on these documents too; benchmarks/fit_judge.py measures on families left out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from judge_server import Given
from link_gold import GoldPair, load_pair
from recorded_judge import Recorded, load_recorded
from shipped import align_documents

from duizhao.align import Judge, Question, load_linker
from duizhao.language import comparable

LAW = "align_population_beijing"


def recorded_answer(recorded: Recorded, question: Question) -> tuple[float, ...] | None:
    """What is recorded; a candidate that was not shown then is taken for none."""
    answers = recorded.get(comparable(question.local.text))
    return None if answers is None else tuple(answers.get(comparable(one.text), 0.02) for one in question.candidates)


def link_f1(pair: GoldPair, judge: Judge | None) -> float:
    assert pair.sentences is not None
    rows, columns = ({s.id: i for i, s in enumerate(side.sentences)} for side in (pair.local, pair.central))
    found = align_documents(pair.central, pair.local, linker=load_linker(judge=judge)).sentence_links
    hits = sum(pair.sentences[rows[link.local], columns[link.central]] == 1 for link in found)
    return float(2 * hits / (len(found) + (pair.sentences == 1).sum()))


def test_recorded_answers_find_more_links(shared: Path) -> None:
    if not (shared / "judge" / "recorded.json").is_file():
        pytest.skip("the recorded answers are not there")
    recorded = load_recorded(shared)
    without, judged = {}, {}
    for name, answers in recorded.pairs.items():
        pair = load_pair(shared, name)
        without[name] = link_f1(pair, None)
        judged[name] = link_f1(pair, Given(lambda question, answers=answers: recorded_answer(answers, question)))
    papers = [name for name in judged if name != LAW]
    assert len(papers) == 6
    assert all(judged[name] > without[name] for name in judged)
    assert np.mean([judged[name] for name in papers]) >= 0.87
    assert judged[LAW] >= 0.84
