"""What reading a file gives: its text, and how it came to be read so."""

from __future__ import annotations

from dataclasses import dataclass

from ...language.spans import Edit, replay


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and what was noticed on the way.

    Of .txt, .md and .html files ``text`` is the decoded file itself, so that a place in it is a place in the file; of other formats it
    is the text that was extracted. ``edits`` lead from it to what is to be cleaned: they take out the mark-up of a page, the numbers
    of printed pages and the breaks of printed lines. ``page_starts`` is where in ``text`` the pages of a printed file begin.
    ``encoding`` is then the name of the format. ``footnotes`` are kept apart: they are no part of the text.

    >>> from duizhao.language import Edit, Span
    >>> Decoded("<p>第一条", "utf-8", format="html", edits=(Edit(Span(0, 3), "", "html_markup"),)).extracted
    '第一条'
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    format: str = "txt"
    edits: tuple[Edit, ...] = ()
    footnotes: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()

    @property
    def extracted(self) -> str:
        """The text with its edits done: what is to be cleaned."""
        return replay(self.text, self.edits)
