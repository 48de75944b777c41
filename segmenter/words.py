"""Words: a text cut by the tokenizer its reader chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ..corpus import TokenizerError
from ..language import Span, load_table
from .hanlp_words import SentenceModel, cut_with_model, load_hanlp
from .lexicon import Lexicon, Term, load_lexicon

# A Latin word or a number is one word also where every character is, as in jieba: 5.5%, GDP.
_CHARACTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿＡ-Ｚａ-ｚ0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, mark or run of blanks: ``text`` is the stretch ``span`` of the text given; ``tag`` its part of speech where known.

    The tags are jieba's (``n`` noun, ``v`` verb, ``m`` number, ``eng`` Latin, ``x`` mark or blank, …). They come from the dictionary
    alone, not from the sentence. A model of HanLP that knows parts of speech gives its own (``NN``, ``VV``, …), of the sentence.
    """

    span: Span
    text: str
    tag: str | None = None


class Tokenizer(Protocol):
    """What cuts a text into words: a callable; ``load_tokenizer`` makes one, any other of this shape will do.

    The words make up the text: each begins where the last one ended, a mark is a word and a run of blanks is one, so
    ``"".join(word.text for word in words) == text``. The words of a ``Sentence`` lie in its document at
    ``word.span.shifted(sentence.span.start)``.

    >>> tokenizer = load_tokenizer("char")
    >>> [word.text for word in tokenizer("增长 5.5%。") if not word.text.isspace()]
    ['增', '长', '5.5%', '。']
    """

    def __call__(self, text: str) -> tuple[Word, ...]: ...


def load_tokenizer(
    name: str = "jieba", *, terms: Iterable[str] = (), model: str | SentenceModel | None = None
) -> Tokenizer:
    """The tokenizer of that name: ``jieba``, ``char`` or ``hanlp``. Load it once and keep it; it is safe in several threads.

    ``jieba`` cuts by jieba's dictionary and this package's terms of policy (``tables/words.toml``); nothing done to jieba elsewhere in
    the process changes it, and it changes nothing there. About half a second and 90 MB to load, a second per megabyte of text.
    ``char`` makes every character a word; Latin words and numbers stay whole. ``hanlp`` (``pip install '.[hanlp]'``) cuts with a
    model of HanLP 2.1, joining what makes up a term; ``model`` is the folder of one, or a name for ``hanlp.load``, which fetches it into
    ``HANLP_HOME`` (refused where that is not set), or a callable from a list of sentences to a list of lists of words, and then any
    package will do. To load a model is to run what it holds: name only models you trust.

    ``terms`` are one's own, added to the table's. Raises ``TokenizerError`` for a name it does not know, a package that is not installed, a
    model that cannot be loaded, and for terms or a model where the tokenizer has no use for them.

    >>> tokenizer = load_tokenizer(terms=["岚川样板"])
    >>> [word.text for word in tokenizer("党委（党组）要打造岚川样板。")]
    ['党委（党组）', '要', '打造', '岚川样板', '。']
    """
    maker = _MAKERS.get(name)
    if maker is None:
        raise TokenizerError(f"没有分词器 {name}，需要 {'、'.join(sorted(_MAKERS))} 之一；请改用其中一种")
    return maker(_checked(terms), model)


def _checked(terms: Iterable[str]) -> tuple[str, ...]:
    if isinstance(terms, str):
        raise TokenizerError(f"terms 是一个字符串（{terms}），需要一组词；请写成 [{terms!r}]")
    found = tuple(terms)
    for term in found:
        if not term or re.search(r"\s", term):
            raise TokenizerError(f"词语 {term!r} 是空的或含有空白，需要不含空白的词；请改写后再试")
    return found


def _with_table(own: Iterable[str]) -> tuple[Term, ...]:
    """The terms of ``tables/words.toml`` and one's own; one's own have no part of speech unless the table has them too."""
    table = load_table("duizhao.segmenter", "words")
    listed = {
        row["term"]: Term(row["term"], row.get("freq", table["freq"]), row.get("tag", "n")) for row in table["word"]
    }
    return tuple({**{text: Term(text, table["freq"]) for text in own}, **listed}.values())


@dataclass(frozen=True, slots=True)
class _WithLexicon:
    lexicon: Lexicon

    def __call__(self, text: str) -> tuple[Word, ...]:
        return _placed((piece, self.lexicon.tag(piece)) for piece in self.lexicon.cut(text))


@dataclass(frozen=True, slots=True)
class _ByCharacter:
    def __call__(self, text: str) -> tuple[Word, ...]:
        return _placed((match.group(), None) for match in _CHARACTERS.finditer(text))


@dataclass(frozen=True, slots=True)
class _ByModel:
    model: SentenceModel
    tags: dict[str, str | None]

    def __call__(self, text: str) -> tuple[Word, ...]:
        return _placed(cut_with_model(text, self.model, self.tags))


def _placed(pieces: Iterable[tuple[str, str | None]]) -> tuple[Word, ...]:
    """Pieces that follow each other without a gap, as words."""

    def words() -> Iterator[Word]:
        start = 0
        for text, tag in pieces:
            yield Word(Span(start, start + len(text)), text, tag)
            start += len(text)

    return tuple(words())


def _make_jieba(terms: tuple[str, ...], model: str | SentenceModel | None) -> Tokenizer:
    _refuse("jieba", model=model)
    return _WithLexicon(load_lexicon().with_terms(_with_table(terms)))


def _make_char(terms: tuple[str, ...], model: str | SentenceModel | None) -> Tokenizer:
    _refuse("char", terms=terms, model=model)
    return _ByCharacter()


def _make_hanlp(terms: tuple[str, ...], model: str | SentenceModel | None) -> Tokenizer:
    loaded = model if callable(model) else load_hanlp(model)
    return _ByModel(loaded, {term.text: term.tag for term in _with_table(terms)})


def _refuse(name: str, **useless: object) -> None:
    for argument, value in useless.items():
        if value:
            raise TokenizerError(f"分词器 {name} 用不上 {argument}，却给了 {value!r}；请去掉它，或换一种分词器")


_MAKERS: dict[str, Callable[[tuple[str, ...], str | SentenceModel | None], Tokenizer]] = {
    "jieba": _make_jieba,
    "char": _make_char,
    "hanlp": _make_hanlp,
}
