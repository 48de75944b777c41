"""Who acts, and on what, by a syntactic parse: an optional second reader of what the rules leave open.

The parser is HanLP 2.1, or any callable of the same shape: a model for many tasks that is given a list of sentences and the tasks
(``tok/fine`` and ``dep``; ``srl`` where the model has it) returns for each the words, word by word the number of its head (from 1, 0 for
none) and the relation in Stanford dependencies, and predicates with their roles. docs/hanlp.md says what of it was run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from ..corpus import ParserError, TokenizerError
from ..language import Span
from ..segmenter import Annotator, PredicateRoles, load_annotator
from ..segmenter.hanlp_words import tasks_of
from .requirement import Requirement

# Stanford dependencies, and the names of the same relations in the Language Technology Platform. The subject of a passive does not act.
_SUBJECT = frozenset({"nsubj", "top", "SBV"})
_OBJECT = frozenset({"dobj", "obj", "VOB"})
_TASKS = ("tok/fine", "dep")
_KINDS = ("tok", "dep", "srl")
_ACTS, _ACTED_ON = "ARG0", "ARG1"
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


@runtime_checkable
class RoleReader(Protocol):
    """A parser that knows semantic roles too: they go before the dependencies.

    >>> class ByHand:
    ...     def __call__(self, text):
    ...         return []
    ...     def predicates(self, text):
    ...         return [PredicateRoles(Span(5, 7), (("ARG0", Span(0, 2)), ("ARGM-TMP", Span(2, 5))))]
    >>> isinstance(ByHand(), RoleReader)
    True
    """

    def predicates(self, text: str) -> Sequence[PredicateRoles]:
        """The predicates of a sentence, each with its roles."""
        ...


@dataclass(frozen=True, slots=True)
class Parse:
    """What a parser says of one sentence."""

    words: Sequence[ParsedWord]
    predicates: Sequence[PredicateRoles] = ()


def load_parser(name: str = "hanlp", *, model: str | ParseModel | None = None) -> Parser:
    """The parser of that name; ``hanlp`` is the only one. It needs ``pip install '.[hanlp]'`` unless ``model`` is a callable.

    :param model: the folder of a model of HanLP 2.1 for many tasks, a name for ``hanlp.load``, or a callable of HanLP's shape; without one
        HanLP's small model. What is named is fetched into ``HANLP_HOME``, and refused where that is not set. To load a model is to run
        what it holds: name only models you trust.
    :raises ParserError: another name, a package that is not installed, a model that cannot be loaded.

    >>> def by_hand(sentences, tasks):
    ...     return {"tok/fine": [["农户", "每年", "报告"]], "dep": [[(3, "nsubj"), (3, "tmod"), (0, "root")]]}
    >>> [word.relation for word in load_parser(model=by_hand)("农户每年报告")]
    ['nsubj', 'tmod', 'root']
    """
    if name != "hanlp":
        raise ParserError(f"没有句法分析器 {name}，需要 hanlp；请改用它，或自己给一个函数")
    return _ModelParser(load_annotator(model, refuse=ParserError))


def read_parse(parser: Parser, text: str) -> Parse:
    """All that a parser says of a sentence, asked once: a parser that knows roles (:class:`RoleReader`) for both."""
    if isinstance(parser, _ModelParser):
        return parser.parse(text)
    return Parse(parser(text), parser.predicates(text) if isinstance(parser, RoleReader) else ())


def fill_roles(
    requirement: Requirement, text: str, parser: Parser | Callable[[str], Parse], offset: int = 0
) -> Requirement:
    """The requirement with the subject, the act and the object that ``parser`` sees, where the rules saw none.

    :param text: the requirement's sentence, ``offset`` its place in the cleaned text.

    What the rules found is never replaced. Semantic roles go before dependencies.

    >>> from duizhao.extract import requirements_in
    >>> text = "蜂农每季度清点蜂箱。"
    >>> arcs = ((0, 2, 2, "nsubj"), (2, 5, 2, "tmod"), (5, 7, -1, "root"), (7, 9, 2, "dobj"))
    >>> words = [ParsedWord(Span(start, end), head, relation) for start, end, head, relation in arcs]
    >>> fill_roles(requirements_in(text)[0], text, lambda _: words).subject
    '蜂农'
    """
    if None not in (requirement.subject, requirement.action, requirement.object):
        return requirement
    found = parser(text)
    parse = found if isinstance(found, Parse) else Parse(found)
    bound = requirement.span.shifted(-offset)
    roles = _by_roles(parse.predicates, bound, text) or _by_words(parse.words, bound, text)
    subject = None if requirement.subject else roles.subject
    return replace(
        requirement,
        subject=requirement.subject or subject,
        subject_from="sentence" if subject else requirement.subject_from,
        action=requirement.action or roles.act,
        object=requirement.object or roles.object,
    )


@dataclass(frozen=True, slots=True)
class _Roles:
    subject: str | None = None
    act: str | None = None
    object: str | None = None


def _by_roles(predicates: Sequence[PredicateRoles], bound: Span, text: str) -> _Roles | None:
    """The roles of the predicate that the bound is said of: in one of its roles, or else the next one behind it."""

    def named(one: PredicateRoles, role: str) -> str | None:
        span = one.of(role)
        return None if span is None else span.of(text).strip()

    said_of = [one for one in predicates if any(_meet(span, bound) for _, span in one.roles)]
    # Of predicates in one another the innermost: the one that stands nearest.
    found = min(said_of, key=lambda one: abs(one.predicate.start - bound.end), default=None)
    if found is None:
        return None
    return _Roles(named(found, _ACTS), found.predicate.of(text), named(found, _ACTED_ON))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _by_words(words: Sequence[ParsedWord], bound: Span, text: str) -> _Roles:
    verb = _verb_of(words, bound) if words else None
    if verb is None:
        return _Roles()
    return _Roles(
        _dependent(words, verb, _SUBJECT, text), words[verb].span.of(text), _dependent(words, verb, _OBJECT, text)
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
    annotator: Annotator

    def __call__(self, text: str) -> Sequence[ParsedWord]:
        return self.parse(text).words

    def parse(self, text: str) -> Parse:
        """Words and roles in one question to the model."""
        try:
            found = self.annotator(text, tasks_of(self.annotator.model, _KINDS) or _TASKS)
        except TokenizerError as error:
            raise ParserError(str(error)) from error
        if found.words and not found.heads:
            raise ParserError(f"模型给出的结果没有逐词的 {'、'.join(_TASKS)}，需要 HanLP 的多任务模型；请检查 model")
        words = [
            ParsedWord(word.span, head, relation)
            for word, (head, relation) in zip(found.words, found.heads, strict=True)
        ]
        return Parse(words, found.predicates)
