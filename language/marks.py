"""Marks of Chinese texts: what ends a sentence, and which brackets and quotation marks stand in pairs."""

from __future__ import annotations

# What ends a sentence; a semicolon ends one too, for each item of a list ends with it.
FULL_STOPS = "。！？"
STOPS = f"{FULL_STOPS}；"
STATEMENT_ENDS = "。；"  # what ends one that states something, as the text of a norm does
# What a line ends with that says all it has to say, with the narrow marks of texts that were not cleaned.
LINE_ENDS = f"{STOPS}：!?;:…"

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
BRACKETS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]"}
PAIRS = QUOTES | BRACKETS
OPENERS = {closer: opener for opener, closer in PAIRS.items()}
CLOSERS = "".join(OPENERS)


def is_open(text: str, openers: str) -> bool:
    """Does one of the marks open in a text and not close?

    >>> is_open("根据《图书馆", "《（"), is_open("根据《图书馆办法》", "《（")
    (True, False)
    """
    return any(text.count(opener) > text.count(PAIRS[opener]) for opener in openers)
