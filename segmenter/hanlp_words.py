"""Words from a neural model: HanLP 2.1, or any callable of its shape.

A component of HanLP for words turns a list of sentences into a list of lists of words; one for many tasks, asked for ``tok/fine`` and
``pos/ctb``, gives a mapping with those of the words and those of their parts of speech. docs/hanlp.md says what of it was run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..corpus import TokenizerError
from ..language import Span
from .hanlp_models import load_model
from .sentences import split_sentences

# From sentences to their words, or to a document of HanLP that holds them.
SentenceModel = Callable[..., Sequence[Sequence[str]] | Mapping[str, Any]]
TaggedPiece = tuple[str, str | None]

# Models of the BERT family take 512 pieces, two of which are not text.
_LONGEST_PORTION = 500
_CLAUSE_ENDS = "，、：；,"


def load_hanlp(identifier: str | None = None) -> SentenceModel:
    """HanLP's model in that folder or of that name; without one its small model for coarse words (:func:`.hanlp_models.load_model`).

    Raises ``TokenizerError`` where the package or the model is missing, and where a model would have to be fetched without being asked.
    """
    return load_model(identifier, "tok.COARSE_ELECTRA_SMALL_ZH", TokenizerError)


def cut_with_model(
    text: str, model: SentenceModel, terms: Mapping[str, str | None] | None = None
) -> Iterator[TaggedPiece]:
    """The words ``model`` finds with their parts of speech, and the blanks it may have dropped: together they make up ``text``.

    :param terms: what is one word, with its part of speech: words that make it up are joined. Where the model knows parts of speech
        itself, its own count, and of joined words that of the last.

    The text goes to the model sentence by sentence, in one call. Raises ``TokenizerError`` where the words are not those of the text.

    >>> def by_hand(sentences):
    ...     return [["党委", "（", "党组", "）", "负责"]]
    >>> list(cut_with_model("党委（党组） 负责", by_hand, {"党委（党组）": "n"}))
    [('党委（党组）', 'n'), (' ', None), ('负责', None)]
    """
    terms = terms or {}
    portions = [span.of(text) for span in portions_of(text)]
    words, tags = _asked(model, portions) if portions else ([], None)
    pieces = list(located(text, (word for found in words for word in found)))
    if tags is None:
        return ((piece, terms.get(piece)) for piece, _ in _joined([(piece, None) for piece in pieces], terms))
    known = iter([tag for found in tags for tag in found])
    return _joined([(piece, None if piece.isspace() else next(known, None)) for piece in pieces], terms)


def _asked(model: SentenceModel, portions: list[str]) -> tuple[Sequence[Sequence[str]], Sequence[Sequence[str]] | None]:
    """Words and, where the model has them, parts of speech, each by portion."""
    tasks = tasks_of(model, ("tok", "pos"))
    found = model(portions, tasks=tasks) if tasks else model(portions)
    words, tags = (task_of(found, "tok"), task_of(found, "pos")) if isinstance(found, Mapping) else (found, None)
    if words is None or len(words) != len(portions):
        raise TokenizerError(f"给模型 {len(portions)} 句，得到 {len(words or ())} 组词，需要每句一组；请检查 model")
    same = tags is not None and [len(one) for one in tags] == [len([word for word in one if word]) for one in words]
    return words, tags if same else None


def tasks_of(model: object, kinds: Iterable[str]) -> list[str]:
    """The tasks to ask a component for many tasks for, the finest of each kind; empty for any other model.

    >>> class Many:
    ...     tasks = {"tok/coarse": 0, "tok/fine": 0, "pos/pku": 0, "dep": 0}
    >>> tasks_of(Many(), ("tok", "pos", "srl")), tasks_of(len, ("tok",))
    (['tok/fine', 'pos/pku'], [])
    """
    known = getattr(model, "tasks", None)
    named = (_task_name(known, kind) for kind in kinds) if isinstance(known, Mapping) else ()
    return [name for name in named if name is not None]


def task_of(document: Mapping[str, Any], kind: str) -> Any:
    """What a document of HanLP holds of that kind of task (``tok``, ``pos``, ``ner``, ``dep``, ``srl``), ``None`` where nothing."""
    name = _task_name(document, kind)
    return None if name is None else document[name]


# Of several standards the one that the other tasks rest on, or the best known.
_PREFERRED = ("tok/fine", "pos/ctb", "ner/msra")


def _task_name(known: Mapping[str, Any], kind: str) -> str | None:
    named = [name for name in known if name == kind or name.startswith(f"{kind}/")]
    return next((name for name in (*_PREFERRED, *named) if name in named), None)


def portions_of(text: str) -> Iterator[Span]:
    """The sentences of each line; what is too long for a model is cut behind a comma, or else where it must be."""
    line_start = 0
    for line in text.splitlines(keepends=True):
        for sentence in split_sentences(text, line_start, line_start + len(line)):
            yield from filter(lambda span: not span.of(text).isspace(), _short_enough(text, sentence))
        line_start += len(line)


def _short_enough(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > _LONGEST_PORTION:
        window = text[start : start + _LONGEST_PORTION]
        length = max(map(window.rfind, _CLAUSE_ENDS)) + 1 or _LONGEST_PORTION
        yield Span(start, start + length)
        start += length
    yield Span(start, sentence.end)


def located(text: str, words: Iterable[str]) -> Iterator[str]:
    """``words`` as they stand in ``text``, with the blanks around and inside them; whatever is not there, or not the next, is an error."""
    done = 0
    for word in words:
        if not isinstance(word, str):
            raise TokenizerError(f"模型给出 {word!r}，需要字符串；请关掉 output_spans 一类的设置")
        start = end = _behind_blanks(text, done)
        for char in filter(lambda char: not char.isspace(), word):
            end = _behind_blanks(text, end)
            if text[end : end + 1] != char:
                raise TokenizerError(
                    f"模型给出的词“{word}”与原文第 {start} 字起的“{text[start : start + 20]}”对不上，需要与原文一致的词；"
                    "请换一个不改写原文的模型"
                )
            end += 1
        if end > start:
            yield from filter(None, (text[done:start], text[start:end]))
            done = end
    if text[done:].strip():
        raise TokenizerError(f"模型漏了原文的“{text[done:].strip()[:20]}”，需要全部的词；请换一个模型")
    yield from filter(None, (text[done:],))


def _behind_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _joined(pieces: list[TaggedPiece], terms: Collection[str]) -> Iterator[TaggedPiece]:
    """Pieces in a row that make up a term become one; of several terms the longest."""
    longest = max(map(len, terms), default=0)
    i = 0
    while i < len(pieces):
        joined, behind, end = pieces[i][0], i + 1, i + 1
        while end < len(pieces) and len(joined) < longest:
            joined += pieces[end][0]
            end += 1
            if joined in terms:
                behind = end
        yield "".join(piece for piece, _ in pieces[i:behind]), pieces[behind - 1][1]
        i = behind
