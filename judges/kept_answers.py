"""Answers that are kept: in memory while work goes on, and in a file, so that a study can be repeated without the model.

The file holds one JSON object a line: ``key`` (the SHA-256 of the question in comparable form), ``model``, ``local`` and ``candidates`` as
they were asked, each candidate with its probability ``p``. Lines are only ever added.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..align import Passage, Question
from ..corpus import JudgeError
from ..language import comparable


def question_key(question: Question) -> str:
    """What a question is kept under: blanks and marks do not count, nor the width of figures.

    >>> asked = [Question(Passage("", text), (Passage("开放", "图书馆应当开放。"),)) for text in ("书屋，开放。", "书屋开放")]
    >>> question_key(asked[0]) == question_key(asked[1])
    True
    """
    parts = [(comparable(one.article), comparable(one.text)) for one in (question.local, *question.candidates)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()


class KeptAnswers:
    """The answers of one model, by their question; with a ``path`` what is added is written there at once.

    >>> kept, asked = KeptAnswers(), Question(Passage("", "书屋开放。"), (Passage("开放", "图书馆应当开放。"),))
    >>> kept.add(asked, (0.9,), "m")
    >>> kept.get(asked), len(kept)
    ((0.9,), 1)
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = None if path is None else Path(path)
        self._found: dict[str, tuple[float, ...]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def get(self, question: Question) -> tuple[float, ...] | None:
        """The answer to a question, if there is one."""
        return self._found.get(question_key(question))

    def add(self, question: Question, probabilities: Sequence[float], model: str) -> None:
        """Keep an answer.

        :raises JudgeError: the file cannot be written.
        """
        key = question_key(question)
        self._found[key] = tuple(probabilities)
        if self.path is None:
            return
        candidates = [
            {"article": one.article, "text": one.text, "p": round(p, 4)}
            for one, p in zip(question.candidates, probabilities, strict=True)
        ]
        local = {"article": question.local.article, "text": question.local.text}
        line = json.dumps({"key": key, "model": model, "local": local, "candidates": candidates}, ensure_ascii=False)
        try:
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line + "\n")
        except OSError as error:
            raise JudgeError(f"{self.path}：无法写入裁判的答案（{error.strerror}）；请检查路径和权限") from None

    def hold(self, key: str, probabilities: tuple[float, ...]) -> None:
        """Take over an answer that stands in the file already."""
        self._found[key] = probabilities


def read_answers(path: str | Path, model: str | None, *, must_exist: bool) -> tuple[KeptAnswers, str | None]:
    """The answers of a file and the model they are of, which without ``model`` has to be the only one there.

    :param must_exist: otherwise a file that is not there yet holds nothing.
    :raises JudgeError: the file cannot be read, a line is no answer, or it is not plain which model is meant.
    """
    kept = KeptAnswers(path)
    rows = _rows(Path(path), must_exist=must_exist)
    models = sorted({name for _, name, _ in rows})
    if model is None and len(models) > 1:
        raise JudgeError(f"{path}：里面有几个模型的答案（{'、'.join(models)}）；请用 --judge-model 写明一个")
    if model is None and not models:
        raise JudgeError(f"{path}：里面没有答案，需要以前问裁判时存下的；请检查文件，或写明 --judge 和 --judge-model")
    wanted = models[0] if model is None else model
    for key, name, probabilities in rows:
        if name == wanted:
            kept.hold(key, probabilities)
    return kept, wanted


def _rows(path: Path, *, must_exist: bool) -> list[tuple[str, str, tuple[float, ...]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        if not must_exist:
            return []
        raise JudgeError(f"{path}：没有这个答案文件；请检查路径和名字") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise JudgeError(f"{path}：无法读取裁判的答案（{reason}）；请检查文件") from None
    return [_row(line, f"{path} 第 {number} 行") for number, line in enumerate(lines, 1) if line.strip()]


def _row(line: str, place: str) -> tuple[str, str, tuple[float, ...]]:
    try:
        row: Any = json.loads(line)
        local, candidates, model, key = row["local"], row["candidates"], row["model"], row["key"]
        question = Question(
            Passage(local["article"], local["text"]), tuple(Passage(one["article"], one["text"]) for one in candidates)
        )
        probabilities = tuple(float(one["p"]) for one in candidates)
        sound = isinstance(model, str) and key == question_key(question) and all(0 <= p <= 1 for p in probabilities)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        sound = False
    if not sound:
        raise JudgeError(f"{place}不是裁判的答案，需要 key、model、local、candidates，各候选有 0 到 1 的 p；请检查文件")
    return key, model, probabilities
