"""A judge made of a language model, or of the answers that one gave before."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ..align import Opinions, Question
from ..corpus import JudgeError
from .endpoint import KEY_VARIABLE, NO_KEY, Endpoint, Reply
from .kept_answers import KeptAnswers, read_answers
from .self_check import SelfCheck, load_self_check
from .wording import Wording, load_wording

Tell = Callable[[str], object]


def _silent(line: str) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class ModelJudge:
    """Answers what it was asked before from what is kept, and asks the model the rest, as far as the budget goes.

    ``asked`` counts the questions that went to the model, those of the self-check among them. It remembers, so give the same one to all
    comparisons of a study; it can be pickled if ``tell`` can.

    >>> judge = load_judge("http://localhost:11434/v1", model="qwen3", budget=200)
    >>> judge.model, judge.asked, judge.budget
    ('qwen3', 0, 200)
    """

    model: str
    kept: KeptAnswers
    endpoint: Endpoint | None
    budget: int | None
    tell: Tell
    wording: Wording
    check: SelfCheck
    asked: int = 0
    quality: float | None = None
    _checked: bool = field(default=False, repr=False)

    @property
    def parameters(self) -> Mapping[str, object]:
        """The model, and its F1 on the labelled questions that are shipped, once it has answered them."""
        return {"model": self.model, "self_check": None if self.quality is None else round(self.quality, 3)}

    def answer(self, questions: Sequence[Question]) -> Opinions:
        """The model's probabilities; ``None`` for what is neither kept nor could be asked, and for all where the model failed the check.

        :raises JudgeError: the endpoint cannot be asked at all, or the file of answers cannot be written.
        """
        remark = self._examined()
        if self.quality is not None and self.quality < self.check.least:
            return Opinions((None,) * len(questions), remark)
        self._ask(questions)
        return Opinions(tuple(self.kept.get(question) for question in questions), remark)

    def _examined(self) -> tuple[str, ...]:
        """Put the labelled questions before the model, once; what a reader should know of how it did."""
        questions = self.check.questions
        if not self._checked:
            self._ask(questions, "自查")
            self._checked = True
            answers = [self.kept.get(question) for question in questions]
            # Answers that came without those to the self-check: somebody else's word for them.
            if self.endpoint is not None or any(answer is not None for answer in answers):
                self.quality = self.check.score(answers)
        if self.quality is None:
            return (f"裁判 {self.model} 的答案文件里没有自查题，它判得准不准没有查过",)
        if self.quality < self.check.least:
            return (
                f"裁判 {self.model} 在 {len(questions)} 道自查题上 F1 {self.quality:.2f}，低于有帮助的 {self.check.least:.2f}，没有采用",
            )
        return ()

    def _ask(self, questions: Sequence[Question], what: str = "") -> None:
        """Ask the model what is not known yet, say before how much that is, and after what it took."""
        new = self._new(questions)
        if self.endpoint is None or not new:
            return
        left = len(new) if self.budget is None else max(0, self.budget - self.asked)
        to_ask = new[:left]
        where = "本机" if self.endpoint.is_local else f"文本发往 {self.endpoint.host}"
        tokens = sum(map(self.wording.tokens, to_ask))
        over = f"，超出预算的 {len(new) - len(to_ask)} 个不问" if len(new) > len(to_ask) else ""
        known = len(questions) - len(new)
        self.tell(
            f"裁判 {self.model}（{where}）：{what}要问 {len(to_ask)} 个问题，约 {tokens} 个 token；已有答案 {known} 个{over}"
        )
        replies = []
        for place, reply in self.endpoint.ask(to_ask):
            self.asked += 1
            replies.append(reply)
            if reply.probabilities is not None:
                self.kept.add(to_ask[place], reply.probabilities, self.model)
        if replies:
            self.tell(f"裁判 {self.model}：{what}问了 {len(replies)} 个问题，{_summary(replies)}")

    def _new(self, questions: Sequence[Question]) -> list[Question]:
        """The questions without an answer, each once."""
        return [question for question in dict.fromkeys(questions) if self.kept.get(question) is None]


def _summary(replies: Sequence[Reply]) -> str:
    tokens = [sum(reply.tokens_in for reply in replies), sum(reply.tokens_out for reply in replies)]
    used = f"用去 {tokens[0]} + {tokens[1]} 个 token" if any(tokens) else "服务器没有报告 token 数"
    problems = Counter(reply.problem for reply in replies if reply.problem)
    return "；".join([used, *(f"{count} 个没有答案（{problem}）" for problem, count in problems.most_common())])


def load_judge(  # noqa: PLR0913  an address and a model, and how they are to be asked
    url: str | None = None,
    *,
    model: str | None = None,
    answers: str | Path | None = None,
    budget: int | None = None,
    timeout: float = 120.0,
    concurrency: int = 4,
    tell: Tell = _silent,
) -> ModelJudge:
    """A judge for :func:`duizhao.compare`: a model behind an OpenAI-compatible endpoint, or the answers that one gave before.

    **The sentences in doubt are sent to that address**, and leave this machine where it is not a local one. A key, where one is needed,
    is read from the environment variable ``DUIZHAO_JUDGE_KEY``.

    :param url: such as ``http://localhost:11434/v1``. Without one nothing is sent; all answers come from the file ``answers``.
    :param model: its name there; of a file with the answers of one model it is that one.
    :param answers: a file (JSON lines) of answers: what it holds is not asked again, what is asked is added.
    :param budget: how many questions may be sent in all, those of the self-check among them.
    :param timeout: seconds to wait for a reply; ``concurrency`` how many questions are under way at once.
    :param tell: called with a line (Chinese) before questions are sent, and after.
    :raises JudgeError: neither an address nor a file, no name of a model, an address that is none, a file that cannot be read.

    >>> load_judge("http://localhost:11434/v1", model="qwen3").parameters
    {'model': 'qwen3', 'self_check': None}
    """
    check, wording = load_self_check(), load_wording()
    if url is None and answers is None:
        raise JudgeError("裁判没有地址，也没有答案文件；请写明 --judge 或 --judge-answers")
    if url is not None and not model:
        raise JudgeError("裁判没有写明模型；请用 --judge-model 写明它在服务器上的名字")
    endpoint = None
    if url is not None and model:
        key = os.environ.get(KEY_VARIABLE) or NO_KEY
        endpoint = Endpoint(_address(url), model, wording, key, timeout=timeout, concurrency=concurrency)
    kept, named = (KeptAnswers(), model) if answers is None else read_answers(answers, model, must_exist=url is None)
    unknown = sum(kept.get(question) is None for question in check.questions)
    if endpoint is not None and budget is not None and budget < unknown:
        raise JudgeError(f"裁判的预算是 {budget} 个问题，自查就要 {unknown} 个；请放宽 --judge-budget")
    return ModelJudge(str(named), kept, endpoint, budget, tell, wording, check)


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise JudgeError(f"裁判的地址是 {url}，需要 http://localhost:11434/v1 这样的；请检查 --judge")
    return url
