"""Who acts, and on what, by a syntactic parse: an optional second reader of what the rules leave open.

The parser is HanLP 2.x, or any callable of the same shape. Written against HanLP's documented interface: a multi-task model given a list of
sentences and ``tasks=["tok/fine", "dep"]`` returns for each the words and, word by word, the number of its head (from 1, 0 for
none) and the relation in Stanford dependencies. It has been tried with a stand-in of that shape only, not with a real model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Protocol

from ..corpus import ParserError
from ..language import Span
from .requirement import Requirement

# Stanford dependencies, and the names of the same relations in the Language Technology Platform. The subject of a passive does not act.
_SUBJECT = frozenset({"nsubj", "top", "SBV"})
_OBJECT = frozenset({"dobj", "obj", "VOB"})
_TASKS = ("tok/fine", "dep")
ParseModel = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A word at its place, the index of the word it depends on (-1: none), and the name of that relation."""

    span: Span
    head: int
    relation: str


class Parser(Protocol):
    """What parses a sentence: a callable; ``load_parser`` makes one, any other of this shape will do.

    >>> def by_hand(text):
    ...     return [ParsedWord(Span(0, 2), 1, "nsubj"), ParsedWord(Span(2, 4), -1, "root")]
    >>> by_hand("农户报告")[0].span.of("农户报告")
    '农户'
    """

    def __call__(self, text: str) -> Sequence[ParsedWord]: ...


def load_parser(name: str = "hanlp", *, model: str | ParseModel | None = None) -> Parser:
    """The parser of that name; ``hanlp`` is the only one. It needs ``pip install '.[hanlp]'`` unless ``model`` is a callable.

    :param model: a name or path for ``hanlp.load``, or a callable of HanLP's shape; without one HanLP's small model, which it downloads.
    :raises ParserError: another name, a package that is not installed, a model that cannot be loaded.

    >>> def by_hand(sentences, tasks):
    ...     return {"tok/fine": [["农户", "每年", "报告"]], "dep": [[(3, "nsubj"), (3, "tmod"), (0, "root")]]}
    >>> [word.relation for word in load_parser(model=by_hand)("农户每年报告")]
    ['nsubj', 'tmod', 'root']
    """
    if name != "hanlp":
        raise ParserError(f"没有句法分析器 {name}，需要 hanlp；请改用它，或自己给一个函数")
    return _ModelParser(model if callable(model) else _load_hanlp(model))


def fill_roles(requirement: Requirement, text: str, parser: Parser, offset: int = 0) -> Requirement:
    """The requirement with the subject and the object that ``parser`` sees, where the rules saw none.

    :param text: the requirement's sentence, ``offset`` its place in the cleaned text.

    What the rules found is never replaced.

    >>> from duizhao.extract import requirements_in
    >>> text = "蜂农每季度清点蜂箱。"
    >>> arcs = ((0, 2, 2, "nsubj"), (2, 5, 2, "tmod"), (5, 7, -1, "root"), (7, 9, 2, "dobj"))
    >>> words = [ParsedWord(Span(start, end), head, relation) for start, end, head, relation in arcs]
    >>> fill_roles(requirements_in(text)[0], text, lambda _: words).subject
    '蜂农'
    """
    if requirement.subject is not None and requirement.object is not None:
        return requirement
    words = parser(text)
    verb = _verb_of(words, requirement.span.shifted(-offset)) if words else None
    if verb is None:
        return requirement
    named = None if requirement.subject else _dependent(words, verb, _SUBJECT, text)
    return replace(
        requirement,
        subject=requirement.subject or named,
        subject_from="sentence" if named else requirement.subject_from,
        object=requirement.object or _dependent(words, verb, _OBJECT, text),
    )


def _verb_of(words: Sequence[ParsedWord], bound: Span) -> int | None:
    """The nearest word above the bound that has a subject or an object."""
    above = {word.head for word in words if word.relation in _SUBJECT | _OBJECT}
    inside = [i for i, word in enumerate(words) if word.span.start < bound.end and bound.start < word.span.end]
    place = inside[-1] if inside else -1
    for _ in words:  # a parse that goes in circles ends too
        if place < 0 or place in above:
            break
        place = words[place].head
    return place if place in above and place >= 0 else None


def _dependent(words: Sequence[ParsedWord], verb: int, relations: frozenset[str], text: str) -> str | None:
    """The phrase that depends on a verb by one of these relations: its word with all that depends on that."""
    found = next((i for i, word in enumerate(words) if word.head == verb and word.relation in relations), None)
    if found is None:
        return None
    phrase = {found}
    for _ in words:
        more = {i for i, word in enumerate(words) if word.head in phrase} - phrase
        if not more:
            break
        phrase |= more
    return text[min(words[i].span.start for i in phrase) : max(words[i].span.end for i in phrase)].strip()


@dataclass(frozen=True, slots=True)
class _ModelParser:
    model: ParseModel

    def __call__(self, text: str) -> tuple[ParsedWord, ...]:
        if not text.strip():
            return ()
        parsed = self.model([text], tasks=list(_TASKS))
        try:
            (words,), (arcs,) = (parsed[task] for task in _TASKS)
            pairs = list(zip(words, arcs, strict=True))
        except (KeyError, TypeError, ValueError) as error:
            raise ParserError(
                f"模型给出的结果没有逐词的 {'、'.join(_TASKS)}（{error}），需要 HanLP 的多任务模型；请检查 model"
            ) from error
        return tuple(_placed(text, pairs))


def _placed(text: str, pairs: Sequence[tuple[str, Sequence[Any]]]) -> list[ParsedWord]:
    placed, done = [], 0
    for word, (head, relation) in pairs:
        start = text.find(word, done)
        if start < 0 or text[done:start].strip():
            raise ParserError(
                f"模型给出的词“{word}”与原文第 {done} 字起的“{text[done : done + 20]}”对不上；请换一个不改写原文的模型"
            )
        done = start + len(word)
        placed.append(ParsedWord(Span(start, done), int(head) - 1, str(relation)))
    return placed


def _load_hanlp(identifier: str | None) -> ParseModel:
    try:
        hanlp = import_module("hanlp")
    except ImportError as error:
        raise ParserError(
            f"句法分析器 hanlp 需要软件包 hanlp，没有装好（{error}）；请在 duizhao 的文件夹里运行 pip install '.[hanlp]'"
        ) from error
    try:
        name = identifier or hanlp.pretrained.mtl.CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH
        model: ParseModel = hanlp.load(name)
    except (Exception, SystemExit) as error:  # HanLP ends the program where a model cannot be had
        raise ParserError(
            f"HanLP 读不到模型 {identifier or '（默认的多任务小模型）'}（{error}），需要 HanLP 的模型名或本地路径；请检查名称和网络"
        ) from error
    return model
