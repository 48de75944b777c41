"""How much text a file may hold: beyond, it is no document, or many of them."""

from __future__ import annotations

from ..errors import DocumentError

MAX_CHARACTERS = 600_000  # the longest law has a fifth of it


def check_length(characters: int) -> None:
    """Refuse a text that is longer than any document.

    :raises DocumentError: it is.

    >>> check_length(600_001)
    Traceback (most recent call last):
    duizhao.corpus.errors.DocumentError: 文字超过 600000 个（读到 600001 个），需要一份或几份文件那么长的文本；请拆分后再试
    """
    if characters > MAX_CHARACTERS:
        raise DocumentError(
            f"文字超过 {MAX_CHARACTERS} 个（读到 {characters} 个），需要一份或几份文件那么长的文本；请拆分后再试"
        )
