"""The brief in a Word document: a line for each sentence, its matter in bold in front."""

from __future__ import annotations

from ...results.brief import Brief
from ...results.labels import Labels
from .elements import WordLine, WordRun


def brief_lines(brief: Brief, words: Labels) -> list[WordLine]:
    """The cautions and the sentences of a brief as lines that can stand anywhere."""
    said = words["brief"]
    cautions: list[WordLine] = [
        [WordRun(f"{words['caution']}{said['colon']}", bold=True), WordRun(text)] for text in brief.cautions
    ]
    return [
        *cautions,
        *(
            [WordRun(f"{said['item'][sentence.kind]}{said['colon']}", bold=True), WordRun(sentence.text)]
            for sentence in brief.sentences
        ),
    ]
