"""Count the responsibility notes that documents print, found here another way, and what became of each; print some to be read.

    python benchmarks/responsibility_notes.py [../shared] [--notes 100] [--tsv FILE]

Looked for in the raw files of `policy` (without the `*.reflowed.txt` copies), their blanks and line ends taken out, with nothing of
the product: brackets at the end of a line or a sentence that say 负责, 牵头, 配合, 责任单位 … or list nothing but organs, and lines that
begin with 牵头单位：, 责任单位：, 完成时限： and the like. Demanded: each is a note of a unit and none stands in a sentence.

Then as many notes as asked for, drawn by a fixed seed, each with what was read of it: who leads, who supports, by when. They are
there to be read by people; `--tsv` writes them with an empty column for the verdict. Exit status 1 where a note is no field or stands
in a sentence.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duizhao as dz
from duizhao.segmenter import ResponsibilityNote, SegmentedDocument

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DRAWN = 100
_SEED = 14

_BRACKET = re.compile(
    r"[（(〔\[【](?P<said>(?:[^（()）〔〕\[\]【】]|[（(〔][^（()）〔〕]{1,12}[）)〕]){2,400})[）)〕\]】]"
)
_SAYS = re.compile(r"负责|牵头|配合|(?:责任|牵头|配合)单位|职责分工|完成时限|底前完成")
_EXPLAINS = re.compile(r"以下|负责(?:人|同志)|除外|含|例如")
_ORGAN = re.compile(r".{1,24}(?:[厅局委办署会部院]|政府|总部|银行|管委会|部门|支行|中心)(?:等)?")
_LABEL = re.compile(
    r"^(?:牵头|责任|配合|主责|协办|落实)(?:单位|部门|领导|人)[：:]|^(?:完成|整改|办结)(?:时限|时间|期限)[：:]"
)
# A line that goes on with something else than the value of a label.
_NEXT = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章条])"
)


@dataclass(frozen=True)
class Found:
    """What became of the notes of one document: printed, those that are fields of a unit, those that stand in a sentence."""

    name: str
    printed: int
    fields: int
    in_sentences: int
    lost: tuple[str, ...]


def main() -> int:
    """Print what became of the notes, then those to be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED, help="the folder that holds policy/")
    parser.add_argument("--notes", type=int, default=DRAWN, help="how many are printed to be read")
    parser.add_argument("--tsv", type=Path, help="write these into a file as well")
    arguments = parser.parse_args()
    paths = [p for p in sorted((arguments.shared / "policy").rglob("*.txt")) if not p.name.endswith(".reflowed.txt")]
    documents = [dz.read(path) for path in paths]
    found = [became(path, document) for path, document in zip(paths, documents, strict=True)]
    for one in found:
        if one.printed:
            print(f"{one.name}: {one.printed} printed, {one.fields} fields, {one.in_sentences} in sentences")
            print("".join(f"    not found: {note}\n" for note in one.lost), end="")
    printed, fields, inside = (sum(getattr(one, key) for one in found) for key in ("printed", "fields", "in_sentences"))
    print(f"all: {printed} printed, {fields} fields ({fields / max(1, printed):.1%}), {inside} in sentences")
    rows = drawn(documents, arguments.notes)
    for row in rows:
        print("\t".join(row))
    if arguments.tsv:
        with arguments.tsv.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="\t")
            writer.writerows([("note", "lead", "support", "due", "right?"), *((*row, "") for row in rows)])
    return int(fields < printed or inside > 0)


def became(path: Path, document: SegmentedDocument) -> Found:
    """What became of each note that a file prints; the same words printed twice must be two notes."""
    printed = Counter(printed_notes(path.read_text(encoding="utf-8")))
    noted = "\n".join(_squeezed(note.span.of(document.document.text)) for note in _notes(document))
    sentences = "\n".join(_squeezed(sentence.text) for sentence in document.with_parts("all").sentences)
    fields = {note: min(count, noted.count(note)) for note, count in printed.items()}
    inside = {note: sentences.count(note) for note in printed}
    lost = tuple(note for note, count in printed.items() if fields[note] < count)
    return Found(path.name, sum(printed.values()), sum(fields.values()), sum(inside.values()), lost)


def printed_notes(raw: str) -> Iterator[str]:
    r"""The notes of a file as it is, without their blanks.

    >>> list(printed_notes("每周开放。（县文化\n局牵头，县财政局配合）\\n各镇（街道）开放。\\n完成时限：2031 年\\n"))
    ['（县文化局牵头，县财政局配合）', '完成时限：2031年']
    """
    text, ends = "", set()
    for line in raw.splitlines():
        text += _squeezed(line)
        ends.add(len(text))
    for bracket in _BRACKET.finditer(text):
        behind = bracket.end() in ends or text[bracket.end() : bracket.end() + 1] in "。；"
        apart = text[bracket.start() - 1 : bracket.start()] in ("。", "；", "！")
        if (behind or apart) and _is_note(bracket["said"], alone=bracket.end() in ends):
            yield bracket[0]
    yield from _labelled([_squeezed(line) for line in raw.splitlines()])


def _is_note(said: str, *, alone: bool) -> bool:
    if _EXPLAINS.search(said):
        return False
    return _SAYS.search(said) is not None or (alone and all(map(_ORGAN.fullmatch, re.split("[、，]", said))))


def _labelled(lines: Sequence[str]) -> Iterator[str]:
    """The lines that begin with a label, those they go on in joined to them."""
    for i, line in enumerate(lines):
        if not _LABEL.match(line):
            continue
        value = line
        for following in lines[i + 1 : i + 4]:
            whole = value[-1:] not in "：、，" and value.count("（") == value.count("）") and len(line) < 30
            if whole or not following or _LABEL.match(following) or _NEXT.match(following):
                break
            value += following
        yield value


def drawn(documents: Sequence[SegmentedDocument], count: int) -> list[tuple[str, str, str, str]]:
    """Some of the notes as read, by a fixed seed: its words, who leads, who supports, by when."""
    rows = [
        (
            _squeezed(note.span.of(document.document.text)),
            "、".join(note.responsible.lead if note.responsible else ()),
            "、".join(note.responsible.support if note.responsible else ()),
            note.due or "",
        )
        for document in documents
        for note in _notes(document)
    ]
    return random.Random(_SEED).sample(rows, min(count, len(rows)))  # noqa: S311  a sample, no secret


def _notes(document: SegmentedDocument) -> Iterator[ResponsibilityNote]:
    for unit in document.with_parts("all").units:
        yield from unit.notes


def _squeezed(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
