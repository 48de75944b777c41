"""Ask a model behind an OpenAI-compatible chat endpoint: a server on this machine (Ollama, vLLM, llama.cpp), or a service.

The client is the package ``openai``, which sees to time-outs, to trying again and to waiting as long as a server asks for.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ..align import Question
from ..corpus import JudgeError
from .answer_reading import AnswerToken, read_probabilities
from .wording import Wording, answer_schema

# The key of a service is read from here. That of another service (OPENAI_API_KEY) is never sent to an address it was not meant for.
KEY_VARIABLE = "DUIZHAO_JUDGE_KEY"
# What the client insists on having where a server wants none.
NO_KEY = "none"
# After so many questions in a row without any reply the others are not asked.
_GIVEN_UP_AFTER = 3
_LIKELIEST = 8
# How an answer is asked for, from the strictest way to the barest: an endpoint that refuses one (HTTP 400, 422) is asked in the next.
_WAYS = ("schema with tokens", "schema", "object", "bare")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a question: probabilities or ``None``, the tokens it took, and what went wrong (Chinese), if anything did.

    ``silent`` says that nothing came back at all.
    """

    probabilities: tuple[float, ...] | None
    tokens_in: int = 0
    tokens_out: int = 0
    problem: str = ""
    silent: bool = False


@dataclass(slots=True)
class Endpoint:
    """An address, a model behind it, and how patiently it is asked.

    ``way`` is how this endpoint takes the question, found out with the first one; ``heard`` says that it has replied before. It can be
    pickled; a client is made for each call.
    """

    url: str
    model: str
    wording: Wording
    key: str = field(default=NO_KEY, repr=False)
    timeout: float = 120.0
    retries: int = 3
    concurrency: int = 4
    way: int = 0
    heard: bool = False

    @property
    def is_local(self) -> bool:
        """Does what is asked stay on this machine?"""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def host(self) -> str:
        """Where the texts go."""
        return urlsplit(self.url).hostname or self.url

    def ask(self, questions: Sequence[Question]) -> Iterator[tuple[int, Reply]]:
        """The reply to each question, by its position, as they come in.

        :raises JudgeError: the client is not installed, or an endpoint that never replied does not reply to the first question either.
        """
        if not questions:
            return
        openai = _client_package()
        with self._client(openai) as client:
            first = self._first(openai, client, questions[0])
            yield 0, first
            yield from self._others(openai, client, questions, int(first.silent))

    def _others(
        self, openai: Any, client: Any, questions: Sequence[Question], failures: int
    ) -> Iterator[tuple[int, Reply]]:

        def one(question: Question) -> Reply:
            if failures >= _GIVEN_UP_AFTER:
                return Reply(None, problem="没有再问", silent=True)
            try:
                return self._reply(client, question)
            except openai.APIError as error:
                return Reply(None, problem=_what(openai, error), silent=True)

        with ThreadPoolExecutor(self.concurrency) as pool:
            running = {pool.submit(one, question): i for i, question in enumerate(questions[1:], 1)}
            for done in as_completed(running):
                reply = done.result()
                failures = failures + 1 if reply.silent else 0
                yield running[done], reply

    def _client(self, openai: Any) -> Any:
        return openai.OpenAI(
            base_url=self.url,
            api_key=self.key,
            timeout=self.timeout,
            max_retries=self.retries,
            # Texts go where the caller said and nowhere else.
            http_client=openai.DefaultHttpxClient(follow_redirects=False, timeout=self.timeout),
            default_headers={"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit()},
        )

    def _first(self, openai: Any, client: Any, question: Question) -> Reply:
        """The first reply, asked for in barer and barer ways until the endpoint takes one."""
        while True:
            try:
                reply = self._reply(client, question)
            except openai.APIError as error:
                barer = isinstance(error, (openai.BadRequestError, openai.UnprocessableEntityError))
                if barer and self.way < len(_WAYS) - 1 and not self.heard:
                    self.way += 1
                elif self.heard:
                    return Reply(None, problem=_what(openai, error), silent=True)
                else:
                    raise JudgeError(self._no_reply(openai, error)) from None
            else:
                self.heard = True
                return reply

    def _reply(self, client: Any, question: Question) -> Reply:
        asked = {"model": self.model, "messages": self.wording.messages(question), **self._form(question)}
        try:
            made = client.chat.completions.create(**asked)
        except ValueError:  # what the client lets through of a body that is no JSON
            return Reply(None, problem="回应不是 JSON")
        return read_reply(made, len(question.candidates))

    def _form(self, question: Question) -> dict[str, Any]:
        """How the answer is asked for, as far as the endpoint is known to take it."""
        way = _WAYS[self.way]
        if way == "bare":
            return {}
        schema = {"name": "probabilities", "strict": True, "schema": answer_schema(question)}
        form = {"type": "json_object"} if way == "object" else {"type": "json_schema", "json_schema": schema}
        tokens = {"logprobs": True, "top_logprobs": _LIKELIEST} if way == "schema with tokens" else {}
        return {"response_format": form, "temperature": 0, **tokens}

    def _no_reply(self, openai: Any, error: Any) -> str:
        status = getattr(error, "status_code", None)
        todo = {
            401: f"请把密钥放进环境变量 {KEY_VARIABLE}",
            403: f"请检查环境变量 {KEY_VARIABLE} 里的密钥有没有用这个模型的权限",
            404: "请检查模型的名字，以及地址（多半以 /v1 结尾）",
            429: "请过一会儿再试，或检查配额",
        }.get(status or 0, "请检查地址、模型的名字和服务器是否在运行")
        return (
            f"裁判 {self.model} 在 {self.host} 没有回应（{_what(openai, error)}），需要 OpenAI 兼容的对话接口；{todo}"
        )


def read_reply(made: Any, candidates: int) -> Reply:
    """What a chat completion says; whatever in it is not as it should be is no answer."""
    usage = getattr(made, "usage", None)
    counts = [getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")]
    tokens_in, tokens_out = (count if isinstance(count, int) and count > 0 else 0 for count in counts)
    try:
        choice = made.choices[0]
        content = choice.message.content
        found = read_probabilities(content, candidates, _tokens_of(choice)) if isinstance(content, str) else None
    except (AttributeError, IndexError, TypeError):
        found = None
    return Reply(found, tokens_in, tokens_out, "" if found is not None else "回答不合格式")


def _tokens_of(choice: Any) -> list[AnswerToken]:
    """The tokens of an answer, where the endpoint tells them."""
    told = getattr(getattr(choice, "logprobs", None), "content", None) or []
    try:
        return [
            AnswerToken(
                one.token, {one.token: one.logprob} | {other.token: other.logprob for other in one.top_logprobs}
            )
            for one in told
        ]
    except (AttributeError, TypeError):
        return []


def _what(openai: Any, error: Any) -> str:
    """An error in a few words; not in the server's own, which may hold anything."""
    if isinstance(error, openai.APITimeoutError):
        return "超时"
    if isinstance(error, openai.APIConnectionError):
        return "连不上"
    status = getattr(error, "status_code", None)
    return f"HTTP {status}" if status else "回应不是 JSON"


def _client_package() -> Any:
    try:
        import openai  # noqa: PLC0415  an extra, needed by those who ask a model only
    except ImportError as error:
        raise JudgeError(
            f"问裁判需要软件包 openai，没有装好（{error}）；请在 duizhao 的文件夹里运行 pip install '.[judge]'"
        ) from None
    return openai
