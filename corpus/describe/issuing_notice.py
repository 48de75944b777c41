"""The notice by which a document is handed on: where its own text stands."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.spans import Span
from ..clean.lines import Line

_TEXT = ("notice", "prose", "contents")


def notice_span(lines: Sequence[Line], kinds: Sequence[str]) -> Span | None:
    r"""The paragraphs of a notice, without its title, addressees and signature; ``None`` where no notice hands the document on.

    :param lines: the lines in front of the document's own text.
    :param kinds: what each of them is (``title`` ``addressee`` ``notice`` ``date`` …).

    >>> from ..clean.lines import iter_lines
    >>> text = "各镇：\n现将书屋办法印发给你们。\n每季度报送一次。\n2031年5月8日\n书屋办法"
    >>> notice_span(list(iter_lines(text)), ["addressee", "notice", "prose", "date", "title"]).of(text)
    '现将书屋办法印发给你们。\n每季度报送一次。'
    """
    if "notice" not in kinds:
        return None
    first = last = kinds.index("notice")
    while first > 0 and kinds[first - 1] in _TEXT:
        first -= 1
    while last + 1 < len(lines) and kinds[last + 1] in _TEXT:
        last += 1
    return Span(lines[first].start, lines[last].end)
