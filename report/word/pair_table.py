"""The table that is handed in: 中央条款, 地方条款, 说明, a row for each article beside another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...results.article_notes import ArticleNote, NoteMaker
from ...results.article_pairs import ArticlePair, CentralLine, LocalPart
from ...results.labels import Labels
from ...results.pieces import Piece
from ...results.responsible_columns import responsible_text
from ...results.unit_places import place_name
from ...segmenter import Unit
from .elements import WordBlock, WordCell, WordLine, WordRow, WordRun
from .styles import DELETED, INSERTED, PAIR_TEXT, QUIET, ROOM

_WIDTHS = (104.0, 116.0, ROOM - 220.0)
_LONGEST_KEPT = 9  # lines of a row that stay on one page
_LONGEST_SHOWN = 60  # characters of a paragraph that is not counted and that nobody answers
_CENTRAL = 0
_UNLINKED = ("added", "unfound")


@dataclass(frozen=True, slots=True)
class _Text:
    """A sentence as it stands in a cell: what sort it is, what is said in front of it, its words."""

    kind: str
    tag: str
    pieces: Sequence[Piece]


def article_block(pairs: Sequence[ArticlePair], notes: NoteMaker, title: str, words: Labels) -> WordBlock:
    """The table of these pairs: the headings of the central document as bands, then the rows."""
    rows: list[WordRow] = []
    for pair in pairs:
        if pair.new_part:
            rows.append(WordRow([[[WordRun(" › ".join(pair.new_part), bold=True)]]], band=True))
        rows += _rows(pair, notes, words)
    head = [words["word"][name] for name in ("central", "local", "note")]
    return WordBlock(head, _WIDTHS, rows, title, style=PAIR_TEXT, longest_kept=_LONGEST_KEPT)


def _rows(pair: ArticlePair, notes: NoteMaker, words: Labels) -> Iterator[WordRow]:
    """A row for each local article beside a central one, whose cell runs over all of them."""
    silent = _notes(notes.on_silence(pair), words)
    if not pair.parts:
        yield WordRow([_central(pair, words), _see(pair, words) or _nothing(words), silent])
        return
    last = len(pair.parts) - 1
    for index, part in enumerate(pair.parts):
        local, said = _local(part, words), _notes(notes.on_part(pair, part), words)
        if index == last:
            local, said = [*local, *_see(pair, words)], [*said, *silent]
        joined = {_CENTRAL: "continue" if index else "restart"} if last else {}
        yield WordRow([[] if index else _central(pair, words), local, said], joined=joined)


def _central(pair: ArticlePair, words: Labels) -> WordCell:
    if pair.central is None:
        return _nothing(words)
    lines = pair.lines if pair.counted else _answered(pair.lines)
    # What holds of all its sentences stands in the last column.
    several = pair.counted and len({line.silence for line in lines if line.sentence.kind != "heading"}) > 1
    texts = [_Text(line.sentence.kind, _silence(line, words) if several else "", line.pieces) for line in lines]
    left_out = pair.left_out + len(pair.lines) - len(lines)
    cell = _article(pair.central, texts, left_out, words)
    return cell if any(not line.silence for line in lines) or pair.counted else _shortened(cell, words)


def _answered(lines: Sequence[CentralLine]) -> Sequence[CentralLine]:
    """Of a unit that is not counted the sentences that somebody answers; all of them where nobody answers any."""
    return [line for line in lines if not line.silence] or lines


def _shortened(cell: WordCell, words: Labels) -> WordCell:
    """Of a long paragraph that asks for nothing how it begins, and how long it is."""
    first, *rest = cell
    runs = [run for line in rest for run in line]
    length = sum(len(run.text) for run in runs)
    if length <= _LONGEST_SHOWN:
        return cell
    text = "".join(run.text for run in runs)[: _LONGEST_SHOWN // 2]
    return [first, [WordRun(text), WordRun(words["word"]["shortened"].format(count=length), QUIET)]]


def _silence(line: CentralLine, words: Labels) -> str:
    return _tag(line.silence, words) if line.silence and line.sentence.kind != "heading" else ""


def _local(part: LocalPart, words: Labels) -> WordCell:
    said = {row.said for row in part.rows if row.local and row.local.sentence.kind != "heading"}
    texts = [
        _Text(
            row.local.sentence.kind,
            _tag(row.said, words)
            if row.said in _UNLINKED and len(said) > 1 and row.local.sentence.kind != "heading"
            else "",
            row.local.pieces,
        )
        for row in part.rows
        if row.local
    ]
    return _article(part.unit, texts, part.left_out, words, part="" if part.whole else words["word"]["part"])


def _tag(kind: str, words: Labels) -> str:
    return str(words["word"]["tag"].format(name=words["relation_name"][kind]))


def _article(unit: Unit, texts: Sequence[_Text], left_out: int, words: Labels, *, part: str = "") -> WordCell:
    """A unit in a cell: its number with its heading, its sentences one behind the other, each item on a line of its own."""
    first = [WordRun(place_name(unit, words) + part, bold=bool(unit.place), style="" if unit.place else QUIET)]
    lines: list[list[WordRun]] = [first]
    running = False
    for text in texts:
        if text.kind == "heading":
            first.extend(replace(run, bold=True) for run in _runs(text))
            continue
        if text.kind == "item" or not running:
            lines.append([])
            running = True
        lines[-1].extend(_runs(text))
    responsible = responsible_text(unit, words)
    if responsible:
        lines.append([WordRun(f"{words['responsible']}：{responsible}", QUIET)])
    if left_out:
        lines.append([WordRun(words["word"]["left_out"].format(count=left_out), QUIET)])
    return lines


def _runs(text: _Text) -> Iterator[WordRun]:
    yield WordRun(text.tag, bold=True)
    for piece in text.pieces:
        yield WordRun(piece.text, {"inserted": INSERTED, "deleted": DELETED}.get(piece.kind, ""))


def _see(pair: ArticlePair, words: Labels) -> list[WordLine]:
    """Where else something of the central article is answered."""
    if not pair.elsewhere:
        return []
    places = "、".join(place_name(unit, words) for unit in pair.elsewhere)
    return [[WordRun(words["word"]["see"].format(places=places), QUIET)]]


def _notes(notes: Sequence[ArticleNote], words: Labels) -> WordCell:
    return [_note(note, words) for note in notes]


def _note(note: ArticleNote, words: Labels) -> WordLine:
    sign = f"{words['sign'][note.kind]} " if note.kind in words["sign"] else ""
    return [WordRun(f"{sign}{note.text}", bold=note.kind in ("strengthened", "weakened", "missing"))]


def _nothing(words: Labels) -> WordCell:
    return [[WordRun(words["word"]["nothing"])]]
