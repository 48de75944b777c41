"""A small chat endpoint on this machine, which answers as a test wants it to; and a judge that needs no endpoint."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from duizhao.align import Opinions, Passage, Question
from duizhao.judges import load_self_check
from duizhao.judges.kept_answers import question_key

# A request in, a status and a body out: what is no text is written as JSON.
Respond = Callable[[dict[str, Any]], tuple[int, Any]]


@dataclass
class Served:
    """Where it listens, and what it was sent."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(respond: Respond) -> Iterator[Served]:
    """An endpoint, as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.requests.append(body)
            served.headers.append(dict(self.headers))
            status, made = respond(body)
            raw = made.encode() if isinstance(made, str) else json.dumps(made).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                if 300 <= status < 400:
                    self.send_header("Location", f"{served.url}/elsewhere")
                self.end_headers()
                self.wfile.write(raw)
            except OSError:
                pass  # who asked has gone

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def question_of(body: dict[str, Any]) -> Question:
    """The question that a request puts: its sentences stand in the last message, as JSON."""
    asked = json.loads(body["messages"][-1]["content"])
    candidates = tuple(Passage(one["article"], one["text"]) for one in asked["candidates"])
    return Question(Passage(asked["local"]["article"], asked["local"]["text"]), candidates)


def right(question: Question) -> tuple[float, ...]:
    """What a good judge says: of the self-check the truth, of anything else by the characters in common."""
    known = _TRUTH.get(question_key(question))
    if known is not None:
        return tuple(0.95 if linked else 0.02 for linked in known)
    return tuple(0.95 if _alike(question.local.text, one.text) else 0.02 for one in question.candidates)


def wrong(question: Question) -> tuple[float, ...]:
    """The opposite."""
    return tuple(1 - p for p in right(question))


def _alike(one: str, other: str) -> bool:
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other)]
    return len(pairs[0] & pairs[1]) >= 0.35 * min(map(len, pairs))


_CHECK = load_self_check()
_TRUTH = {question_key(question): linked for question, linked in zip(_CHECK.questions, _CHECK.linked, strict=True)}


def completion(content: str | None, **more: Any) -> dict[str, Any]:
    """A chat completion as endpoints write it."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}, **more}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [choice],
        "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
    }


def answering(judge: Callable[[Question], Sequence[float]]) -> Respond:
    """An endpoint behind which a judge sits."""

    def respond(body: dict[str, Any]) -> tuple[int, Any]:
        answer = {str(i): round(p, 2) for i, p in enumerate(judge(question_of(body)), 1)}
        return 200, completion(json.dumps(answer))

    return respond


def saying(content: str | None) -> Respond:
    """An endpoint that always says the same."""
    return lambda _: (200, completion(content))


def failing(status: int) -> Respond:
    """An endpoint that refuses."""
    return lambda _: (status, {"error": {"message": "SECRET OF THE SERVER\nand more", "type": "x"}})


def slow(seconds: float) -> Respond:
    """An endpoint that takes its time."""

    def respond(body: dict[str, Any]) -> tuple[int, Any]:
        time.sleep(seconds)
        return answering(right)(body)

    return respond


class Given:
    """A judge without any endpoint: it says what it is given to say, and remembers what it was asked."""

    def __init__(self, judge: Callable[[Question], tuple[float, ...] | None]) -> None:
        self.judge = judge
        self.questions: list[Question] = []

    @property
    def parameters(self) -> dict[str, object]:
        return {"model": "given"}

    def answer(self, questions: Sequence[Question]) -> Opinions:
        self.questions += questions
        return Opinions(tuple(map(self.judge, questions)), ("说明一行",))
