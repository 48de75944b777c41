"""How a question is put to a model, and the shape that its answer has to have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..align import Passage, Question
from ..language.rule_tables import read_table

# What an answer costs: its brackets, and a key with a number for each candidate. A Chinese character is about seven tenths of a token.
_ANSWER_TOKENS, _TOKENS_PER_CANDIDATE, _TOKENS_PER_CHARACTER = 4, 9, 0.7


@dataclass(frozen=True, slots=True)
class Wording:
    """The task as it is told to the model (``judges/tables/question.toml``)."""

    system: str

    def messages(self, question: Question) -> list[dict[str, str]]:
        """The task, and apart from it the sentences as one JSON object: text of a document never stands among the instructions.

        >>> asked = Question(Passage("", "书屋每天开放。"), (Passage("开放", "图书馆应当开放。"),))
        >>> load_wording().messages(asked)[1]["content"]
        '{"local": {"article": "", "text": "书屋每天开放。"}, "candidates": [{"id": "1", "article": "开放", "text": "图书馆应当开放。"}]}'
        """
        asked = {
            "local": _plain(question.local),
            "candidates": [{"id": str(i), **_plain(one)} for i, one in enumerate(question.candidates, 1)],
        }
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
        ]

    def tokens(self, question: Question) -> int:
        """About how many tokens a question and its answer take."""
        characters = sum(len(message["content"]) for message in self.messages(question))
        answer = _ANSWER_TOKENS + _TOKENS_PER_CANDIDATE * len(question.candidates)
        return round(characters * _TOKENS_PER_CHARACTER) + answer


def load_wording() -> Wording:
    """The wording that is shipped."""
    return Wording(read_table("duizhao.judges", "question")["system"].strip())


def answer_schema(question: Question) -> dict[str, Any]:
    """The JSON schema of an answer: one number for each candidate, all of them, nothing else.

    >>> answer_schema(Question(Passage("", "甲"), (Passage("", "乙"),)))["required"]
    ['1']
    """
    names = [str(i) for i in range(1, len(question.candidates) + 1)]
    return {
        "type": "object",
        "properties": {name: {"type": "number"} for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _plain(passage: Passage) -> dict[str, str]:
    return {"article": passage.article, "text": passage.text}
