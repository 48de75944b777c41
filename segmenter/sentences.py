"""Cut a paragraph into sentences."""

from __future__ import annotations

import re

from ..language import Span
from ..language.expressions import expression
from ..language.marks import FULL_STOPS, OPENERS, PAIRS, QUOTES, STOPS

_OPENING = re.compile(f"[{re.escape(''.join(PAIRS))}]")
_QUOTATION_ENDS = frozenset(QUOTES.values())
_BRACKET = re.compile(f"[{re.escape(''.join([*PAIRS, *OPENERS]))}]")
_STOP_OR_OPENING = re.compile(f"[！？]+|[{STOPS}{re.escape(''.join(PAIRS))}]")
# Behind a quotation the sentence around it goes on: “是否同意？”并记录。
_GOES_ON = expression(
    "[，、；。：的并且而时再才则等和或及之]|[后与](?![续此])|为[准由]|字样|进行|方可",
    match=["并记录。", "的通知", "字样", "，并"],
    no_match=["各县应当", "为了落实", "与此同时"],
    use="match",
)
# A quotation longer than this lost its other mark somewhere.
_MAX_QUOTATION = 400


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Cut ``text[start:end]`` after 。！？； where they stand outside quotation marks and brackets; the mark stays on its left.

    Blanks around a sentence belong to none. A mark without its partner counts for nothing. Linear in the text's length.

    >>> text = "要重视“学习；交流。”工作；要检查（每年1次）。"
    >>> [span.of(text) for span in split_sentences(text)]
    ['要重视“学习；交流。”工作；', '要检查（每年1次）。']
    """
    end = len(text) if end is None else end
    partner = _partners(text, start, end)
    cuts, done = [], start
    for match in _STOP_OR_OPENING.finditer(text, start, end):
        place = match.start()
        if place < done:
            continue  # inside a pair
        if place in partner:
            done = partner[place] + 1
            if _ends_quoted_sentence(text, start, partner[place], end):
                cuts.append(done)
        elif text[place] in STOPS:
            cuts.append(match.end())
    return tuple(
        span for span in (_trim(text, a, b) for a, b in zip([start, *cuts], [*cuts, end], strict=True)) if len(span)
    )


def _partners(text: str, start: int, end: int) -> dict[int, int]:
    """For each opening mark of the outermost level the place of the mark that closes it."""
    open_at: list[int] = []
    partner: dict[int, int] = {}
    first = _OPENING.search(text, start, end)
    for match in _BRACKET.finditer(text, first.start() if first else end, end):
        i, char = match.start(), match.group()
        if char in PAIRS:
            open_at.append(i)
        else:
            for j in range(len(open_at) - 1, max(-1, len(open_at) - 9), -1):
                if text[open_at[j]] == OPENERS[char]:
                    if i - open_at[j] <= _MAX_QUOTATION:
                        partner[open_at[j]] = i
                    del open_at[j:]
                    break
    return partner


def _ends_quoted_sentence(text: str, start: int, closer: int, end: int) -> bool:
    """“……。” where the sentence inside ends the one outside too: 指出：“……。”"""
    if (
        text[closer] not in _QUOTATION_ENDS
        or text[closer - 1] not in FULL_STOPS
        or _GOES_ON.match(text, closer + 1, end)
    ):
        return False
    opener = text.rfind(OPENERS[text[closer]], start, closer)
    return opener == start or (opener > start and text[opener - 1] in "：:。；")


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
