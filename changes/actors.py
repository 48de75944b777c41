"""Which local body stands where the central text has which: 中央政治局委员 → 市委常委."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..align import Alignment
from ..extract import Rules, load_rules
from ..extract.clause import Clauses, ReadClauses, clause_reader
from ..language import load_table
from ..language.differences import replaced
from ..language.expressions import expression


@dataclass(frozen=True, slots=True)
class ActorPair:
    """A body of the central text and the one that stands in its place, with the sentences (local, central; by id) that show it.

    >>> ActorPair("中央政治局委员", "市委常委", (("5:2", "3:1"), ("9:1", "8:1"))).count
    2
    """

    central: str
    local: str
    evidence: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """In how many linked pairs of sentences."""
        return len(self.evidence)


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The table ``bodies.toml``, compiled, with the rules that tell who acts."""

    body: re.Pattern[str]
    rules: Rules


def load_actor_words(rules: Rules | None = None) -> ActorWords:
    """Read ``changes/tables/bodies.toml``; ``rules`` of the extractor may be passed along."""
    rows = load_table("duizhao.changes", "bodies")["body"]
    return ActorWords(re.compile("|".join(f"(?:{row['pattern']})" for row in rows)), rules or load_rules())


def replaced_actors(
    alignment: Alignment, words: ActorWords | None = None, clauses: ReadClauses | None = None
) -> tuple[ActorPair, ...]:
    """The bodies that stand for each other in linked sentences, the most frequent pair first.

    Both sentences are read as rows of characters in which the name of a body is one sign; where the rows, laid side by side, differ and
    have the same number of bodies there, these answer each other in order. Names longer than a line are lists and are left out.

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("第一条 国务院文化主管部门负责制定图书馆服务标准。", "第一条 市文化主管部门负责制定图书馆服务标准。")
    >>> alignment = align_documents(*(segment_document(make_document(text)) for text in texts))
    >>> [(pair.central, pair.local, pair.evidence) for pair in replaced_actors(alignment)]
    [('国务院文化主管部门', '市文化主管部门', (('1:1', '1:1'),))]
    """
    words = words or load_actor_words()
    clauses = clauses or clause_reader(words.rules)
    central = {sentence.id: sentence for sentence in alignment.central.iter_sentences()}
    local = {sentence.id: sentence for sentence in alignment.local.iter_sentences()}
    rows: dict[str, list[str]] = {}

    def row(text: str) -> list[str]:
        if text not in rows:
            rows[text] = _with_bodies(text, words, clauses(text))
        return rows[text]

    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for link in alignment.sentence_links:
        theirs, ours = central[link.central], local[link.local]
        if "heading" in (theirs.kind, ours.kind):
            continue
        for pair in dict.fromkeys(_replaced(row(theirs.text), row(ours.text))):
            found.setdefault(pair, []).append((ours.id, theirs.id))
    pairs = [ActorPair(*names, tuple(evidence)) for names, evidence in found.items()]
    return tuple(sorted(pairs, key=lambda pair: -pair.count))


_LONGEST = 30  # characters of a name
_LED_IN = expression(
    "[的由经以]|需要|以及", match=["由馆长签字", "需要主管部门批准"], no_match=["馆长由上级任命"], use="match"
)


def _with_bodies(text: str, words: ActorWords, clauses: Clauses) -> list[str]:
    """The characters of a sentence, every name of a body in one piece."""
    row: list[str] = []
    done = 0
    for start, end in sorted(
        {*_acting(text, words, clauses), *(match.span() for match in words.body.finditer(text))}, key=_first
    ):
        if start >= done:
            row += [*text[done:start], text[start:end]]
            done = end
    return [*row, *text[done:]]


def _first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _acting(text: str, words: ActorWords, clauses: Clauses) -> list[tuple[int, int]]:
    """The places of those who act in the comma clauses and are bodies, without what follows the last one's name."""
    spans = []
    for index, name in enumerate(clauses.subjects):
        bodies = list(words.body.finditer(name or ""))
        at = text.find(name, clauses.segments.starts[index]) if name and bodies else -1
        if at >= 0:
            # 义务教育实行|国务院: a verb in front of the first body is no part of its name.
            verb = words.rules.verb.search(text, at, at + bodies[0].start())
            led_in = _LED_IN.match(text, at)
            start = at + bodies[0].start() if verb else led_in.end() if led_in else at
            spans.append((start, at + bodies[-1].end()))
    return spans


def _replaced(central: list[str], local: list[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for stretches in replaced(central, local):
        theirs, ours = ([piece for piece in stretch if len(piece) > 1] for stretch in stretches)
        if len(theirs) == len(ours):
            pairs += zip(theirs, ours, strict=True)
    return [pair for pair in pairs if max(map(len, pair)) <= _LONGEST and pair[0] != pair[1]]
