"""Words from a neural model: HanLP 2.x, or any callable of its shape.

Written against HanLP's documented interface: ``hanlp.load(identifier)`` gives a component, the component turns a list of sentences
into a list of lists of words. It has been tried with a stand-in of that shape only, not with a real model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from importlib import import_module

from ..corpus import TokenizerError
from ..language import Span
from .sentences import split_sentences

SentenceModel = Callable[[list[str]], Sequence[Sequence[str]]]

# Models of the BERT family take 512 pieces, two of which are not text.
_LONGEST_PORTION = 500
_CLAUSE_ENDS = "，、：；,"


def load_hanlp(identifier: str | None = None) -> SentenceModel:
    """HanLP's model of that name or path; without one its small model for coarse Chinese words, which HanLP downloads.

    Raises ``TokenizerError`` where the package or the model is missing.
    """
    try:
        hanlp = import_module("hanlp")
    except ImportError as error:
        raise TokenizerError(
            f"分词器 hanlp 需要软件包 hanlp，没有装好（{error}）；请在 duizhao 的文件夹里运行 pip install '.[hanlp]'"
        ) from error
    try:
        model: SentenceModel = hanlp.load(identifier or hanlp.pretrained.tok.COARSE_ELECTRA_SMALL_ZH)
    except (Exception, SystemExit) as error:  # HanLP ends the program where a model cannot be had
        raise TokenizerError(
            f"HanLP 读不到模型 {identifier or 'COARSE_ELECTRA_SMALL_ZH'}（{error}），需要 HanLP 的模型名或本地路径；"
            "请检查名称和网络，或用 model= 给出本地模型"
        ) from error
    return model


def cut_with_model(text: str, model: SentenceModel, terms: Collection[str] = ()) -> Iterator[str]:
    """The words ``model`` finds, and the blanks it may have dropped: together they make up ``text``. Words that make up a term are joined.

    The text goes to the model sentence by sentence, in one call. Raises ``TokenizerError`` where the words are not those of the text.

    >>> def by_hand(sentences):
    ...     return [["党委", "（", "党组", "）", "负责"]]
    >>> list(cut_with_model("党委（党组） 负责", by_hand, ["党委（党组）"]))
    ['党委（党组）', ' ', '负责']
    """
    return _joined(list(_cut(text, model)), frozenset(terms))


def _cut(text: str, model: SentenceModel) -> Iterator[str]:
    portions = [span.of(text) for span in _portions(text)]
    found = model(portions) if portions else []
    if len(found) != len(portions):
        raise TokenizerError(f"给模型 {len(portions)} 句，得到 {len(found)} 组词，需要每句一组；请检查 model")
    return _located(text, (word for words in found for word in words))


def _portions(text: str) -> Iterator[Span]:
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


def _located(text: str, words: Iterable[str]) -> Iterator[str]:
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


def _joined(pieces: list[str], terms: frozenset[str]) -> Iterator[str]:
    """Pieces in a row that make up a term become one; of several terms the longest."""
    longest = max(map(len, terms), default=0)
    i = 0
    while i < len(pieces):
        joined, behind, end = pieces[i], i + 1, i + 1
        while end < len(pieces) and len(joined) < longest:
            joined += pieces[end]
            end += 1
            if joined in terms:
                behind = end
        yield "".join(pieces[i:behind])
        i = behind
