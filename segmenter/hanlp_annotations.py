"""What a model of HanLP for many tasks says of a text: words, parts of speech, names, dependencies, semantic roles, each at its place.

Written against the documents of HanLP 2.1: for each sentence ``tok/fine`` has the words, ``pos/ctb`` a tag for each, ``ner/msra`` names as
(text, kind, first word, behind the last), ``dep`` for each word the number of its head (from 1, 0: none) and the relation, ``srl`` for each
predicate its roles as (text, role, first word, behind the last), the predicate itself under ``PRED``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..corpus import TokenizerError
from ..language import Span
from .hanlp_models import HanlpModel, load_model
from .hanlp_words import located, portions_of, task_of, tasks_of
from .words import Word

_KINDS = ("tok", "pos", "ner", "dep", "srl")
_DEFAULT = "mtl.CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH"


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A name: its place, and what it names in the words of the model (``ORGANIZATION``, ``DATE``, …)."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class PredicateRoles:
    """A predicate and who does what in it: roles of the Proposition Bank (``ARG0`` acts, ``ARG1`` is acted on, ``ARGM-TMP`` when, …).

    >>> PredicateRoles(Span(2, 4), (("ARG0", Span(0, 2)),)).of("ARG0").of("蜂农报告")
    '蜂农'
    """

    predicate: Span
    roles: tuple[tuple[str, Span], ...]

    def of(self, role: str) -> Span | None:
        """The first stretch in that role, ``None`` where there is none."""
        return next((span for name, span in self.roles if name == role), None)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text as a model reads it; spans are places in it. ``heads`` has for each word the index of its head (-1: none) and the relation.

    What the model does not know is empty. Blanks are no words here.
    """

    words: tuple[Word, ...]
    entities: tuple[NamedEntity, ...] = ()
    heads: tuple[tuple[int, str], ...] = ()
    predicates: tuple[PredicateRoles, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotator:
    """Reads texts with a model; any callable of HanLP's shape will do for one.

    >>> def by_hand(sentences):
    ...     return {"tok": [["农户", "报告"]], "srl": [[[("农户", "ARG0", 0, 1), ("报告", "PRED", 1, 2)]]]}
    >>> Annotator(by_hand)("农户报告").predicates[0].of("ARG0")
    Span(start=0, end=2)
    """

    model: HanlpModel

    def __call__(self, text: str, tasks: Sequence[str] | None = None) -> Annotation:
        """The text as the model reads it, sentence by sentence, in one call.

        :param tasks: those to ask for; without them, of a model that names its tasks, those that are read here.
        :raises TokenizerError: what the model gives is not of HanLP's shape, or not of this text.
        """
        spans = list(portions_of(text))
        if not spans:
            return Annotation(())
        asked = list(tasks or tasks_of(self.model, _KINDS))
        portions = [span.of(text) for span in spans]
        document = self.model(portions, tasks=asked) if asked else self.model(portions)
        try:
            return _joined([_annotation(text, span, i, document) for i, span in enumerate(spans)])
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise TokenizerError(
                f"模型给出的结果不是 HanLP 的 tok/fine 一类的文档（{type(error).__name__}：{error}），需要逐句、逐词的结果；请检查 model"
            ) from error


def load_annotator(
    model: str | HanlpModel | None = None, *, refuse: Callable[[str], Exception] = TokenizerError
) -> Annotator:
    """What reads texts with a model: a folder, a name of HanLP's, a callable; without one HanLP's small model for many tasks.

    :raises TokenizerError: no package, no such model, or one that would have to be fetched without ``HANLP_HOME`` being set.

    >>> found = load_annotator(lambda sentences: {"tok": [["书屋", "开放"]], "pos": [["NN", "VV"]]})("书屋开放")
    >>> [(word.text, word.tag) for word in found.words]
    [('书屋', 'NN'), ('开放', 'VV')]
    """
    return Annotator(model if callable(model) else load_model(model, _DEFAULT, refuse))


def _annotation(text: str, portion: Span, number: int, document: Mapping[str, Any]) -> Annotation:
    def told(kind: str) -> Sequence[Any]:
        found = task_of(document, kind)
        return () if found is None else found[number]

    start = portion.start
    if task_of(document, "tok") is None:
        raise KeyError("tok")
    tags = told("pos") or [None] * len(told("tok"))
    pieces = list(located(portion.of(text), told("tok")))
    words: list[Word] = []
    at = start
    for piece in pieces:
        if not piece.isspace():
            words.append(Word(Span(at, at + len(piece)), piece, tags[len(words)]))
        at += len(piece)
    if len(words) != len(told("tok")):
        raise ValueError("tok")
    heads = tuple((int(head) - 1, str(relation)) for head, relation in told("dep"))
    if heads and len(heads) != len(words):
        raise ValueError(f"dep: {len(heads)}, tok: {len(words)}")

    def stretch(first: int, behind: int) -> Span:
        return Span(words[first].span.start, words[behind - 1].span.end)

    return Annotation(
        tuple(words),
        tuple(NamedEntity(stretch(first, behind), str(kind)) for _, kind, first, behind in told("ner")),
        heads,
        tuple(found for roles in told("srl") for found in _predicate(roles, stretch)),
    )


def _predicate(roles: Sequence[Any], stretch: Callable[[int, int], Span]) -> list[PredicateRoles]:
    placed = [(str(role), stretch(first, behind)) for _, role, first, behind in roles]
    predicate = next((span for role, span in placed if role == "PRED"), None)
    others = tuple((role, span) for role, span in placed if role != "PRED")
    return [] if predicate is None else [PredicateRoles(predicate, others)]


def _joined(portions: Sequence[Annotation]) -> Annotation:
    """Portions of a text in their order as one; heads count on over them."""
    heads: list[tuple[int, str]] = []
    before = 0
    for one in portions:
        heads += [(head + before if head >= 0 else -1, relation) for head, relation in one.heads]
        before += len(one.words)
    return Annotation(
        tuple(word for one in portions for word in one.words),
        tuple(entity for one in portions for entity in one.entities),
        tuple(heads),
        tuple(predicate for one in portions for predicate in one.predicates),
    )
