"""The brief in a Word document: a line for each sentence, its matter in bold in front."""

from __future__ import annotations

from ...results.brief import Brief
from ...results.labels import Labels
from .elements import WordBlock, WordLine, WordRun


def brief_blocks(brief: Brief, words: Labels) -> list[WordBlock]:
    """The sentences of a brief as lines that can stand anywhere; what is not sure enough is said in the note behind them."""
    said = words["brief"]
    cautions: list[WordLine] = [
        [WordRun(f"{words['caution']}{said['colon']}", bold=True), WordRun(text)] for text in brief.cautions
    ]
    lines: list[WordLine] = [
        [WordRun(f"{said['item'][sentence.kind]}{said['colon']}", bold=True), WordRun(sentence.text)]
        for sentence in brief.sentences
    ]
    return [WordBlock(lines=[*cautions, *lines, [WordRun(said["note_on_paper"])]])]
