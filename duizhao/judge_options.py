"""The options of a judge, and the judge that they make."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from .console import CommandFunction

if TYPE_CHECKING:
    from .judges import ModelJudge


@dataclass(frozen=True, slots=True)
class JudgeWanted:
    """Which judge is wanted, if any."""

    url: str | None
    model: str | None
    answers: str | None
    budget: int | None

    def load(self, tell: Callable[[str], object]) -> ModelJudge | None:
        """The judge, made before the work is done; ``None`` where none is asked for.

        :raises JudgeError: there is no such judge.
        """
        if self.url is None and self.answers is None:
            if self.model is not None or self.budget is not None:
                raise click.UsageError(
                    "--judge-model 和 --judge-budget 是给裁判的，需要同时写 --judge 或 --judge-answers"
                )
            return None
        from .judges import load_judge  # noqa: PLC0415  needed where a judge is asked for only

        return load_judge(self.url, model=self.model, answers=self.answers, budget=self.budget, tell=tell)


def judge_options(command: CommandFunction) -> CommandFunction:
    """The options ``--judge``, ``--judge-model``, ``--judge-answers`` and ``--judge-budget``, given to the command as ``judge``."""

    @click.option(
        "--judge",
        "judge_url",
        metavar="URL",
        help="地址不在本机时，拿不准的句子会离开这台机器，发到那里。"
        "请语言模型当裁判：OpenAI 兼容的接口（本机的 Ollama、vLLM、llama.cpp，或某个服务），如 http://localhost:11434/v1；"
        "密钥从环境变量 DUIZHAO_JUDGE_KEY 读。不写则什么都不发。",
    )
    @click.option("--judge-model", metavar="NAME", help="裁判在服务器上的模型名。")
    @click.option(
        "--judge-answers",
        metavar="FILE.jsonl",
        help="裁判的答案存在这里，有了的不再问；不写 --judge 时答案全部取自它，没有模型也能重做。",
    )
    @click.option("--judge-budget", type=click.IntRange(min=1), metavar="N", help="最多问裁判几个问题（自查的也算）。")
    @functools.wraps(command)
    def run(
        *,
        judge_url: str | None,
        judge_model: str | None,
        judge_answers: str | None,
        judge_budget: int | None,
        **arguments: Any,
    ) -> Any:
        return command(judge=JudgeWanted(judge_url, judge_model, judge_answers, judge_budget), **arguments)

    return run
