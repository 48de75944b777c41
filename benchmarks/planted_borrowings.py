"""Clauses handed on from place to place, planted in made-up documents: how many are found with the right first place; time and memory.

    python benchmarks/planted_borrowings.py ../shared/laws                     # 1,000 documents: found, and false where none are planted
    python benchmarks/planted_borrowings.py ../shared/laws --documents 5000 10000 20000 --workers 2

The store is filled with sentences and verdicts directly (a comparison of 20,000 documents would take hours and is measured elsewhere):
what is measured is the analysis. An added sentence of a document is made of comma clauses of different laws, so that no two documents
share one unless it is planted; no two of these clauses have seven characters in a row in common, and when they run out others are put
together of pieces of five characters. A planted clause is a whole sentence of a law; each adopter has it from an earlier one, with some
edits more.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from planted_edits import Handing, load_handing

from duizhao.batch import open_store
from duizhao.batch.store_file import StoreFile
from duizhao.language import comparable
from duizhao.language.clauses import split_clauses
from duizhao.segmenter import split_sentences
from duizhao.spread import Diffusion, diffusion
from duizhao.spread.stock_phrases import load_stock_phrases

PROVINCES = tuple(f"{name}省" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日")
ADDED, COPIED = 12, 6  # sentences a document adds of its own, and has from its upper one
PER_FAMILY = 100
_FIRST_DAY = date(2001, 1, 1)
_RUN = 7
_PIECE = 5  # characters: too few to be a clause that two sentences share
_MOST_CLAUSES = 3
_SHORTEST, _LONGEST = 18, 90  # characters of a planted clause


@dataclass(frozen=True, slots=True)
class Planted:
    """A clause: its holders (documents by number), the first one first."""

    holders: tuple[int, ...]


@dataclass(slots=True)
class Made:
    """Documents: the day of each, its sentences, and what was planted in which of them."""

    days: list[date] = field(default_factory=list)
    sentences: list[list[str]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # (document, sentence): number of the planted clause


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences to plant, and comma clauses to make others of; none of the ones stands in the others."""

    whole: tuple[str, ...]
    clauses: tuple[str, ...]


def law_material(folder: Path, rng: Random) -> Material:
    """Sentences and clauses of the laws of a folder, each once."""
    stock = load_stock_phrases()
    seen: set[str] = set()
    sentences = []
    for path in sorted(folder.rglob("*.md")):
        for line in path.read_text(encoding="utf-8", errors="replace").rpartition("<!-- INFO END -->")[2].splitlines():
            words = line.strip().lstrip("#").rpartition("\u3000")[2].rpartition("条 ")[2]
            for text in (span.of(words) for span in split_sentences(words)):
                key = comparable(text)
                if key not in seen and stock.name_of(text) is None:
                    seen.add(key)
                    sentences.append(text.strip())
    rng.shuffle(sentences)
    whole = [text for text in sentences if _SHORTEST <= len(comparable(text)) <= _LONGEST][: len(sentences) // 10]
    rest = set(sentences) - set(whole)
    clauses = (clause for text in sentences if text in rest for clause in map(bare, split_clauses(text)))
    return Material(tuple(whole), tuple(_unlike(clauses)))


def _unlike(clauses: Iterable[str]) -> Iterator[str]:
    """Those that have no seven characters in a row that one before them has: laws share many a phrase themselves."""
    seen: set[str] = set()
    for clause in clauses:
        runs = {clause[at : at + _RUN] for at in range(len(clause) - _RUN + 1)}
        if runs and not runs & seen:
            seen |= runs
            yield clause


def bare(clause: str) -> str:
    """A comma clause without the mark behind it."""
    return clause.strip().strip("，。；：、")


def filler_material(texts: Sequence[str], rng: Random) -> Material:
    """Material out of sentences of our own: half to be planted, half to be taken apart."""
    texts = list(texts)
    rng.shuffle(texts)
    half = len(texts) // 3
    clauses = [bare(clause) for text in texts[half:] for clause in split_clauses(text)]
    return Material(tuple(texts[:half]), tuple(clauses))


def make(
    material: Material, handing: Handing, rng: Random, *, documents: int, planted: int, added: int = ADDED
) -> Made:
    """Documents with sentences of their own, and clauses that went from one to the next."""
    made = Made()
    fresh = _sentences(material.clauses, rng)
    span = max(1, 9000 // documents)
    for number in range(documents):
        made.days.append(_FIRST_DAY + timedelta(days=number * span + rng.randrange(span)))
        made.sentences.append([next(fresh) for _ in range(added)])
    for clause in range(planted):
        begins = rng.randrange(0, documents, PER_FAMILY)
        family = range(begins, min(begins + PER_FAMILY, documents))
        holders = sorted(rng.sample(family, min(1 + int(rng.paretovariate(1.2)), 12, len(family))))
        if len({province_of(one) for one in holders}) < 2:
            continue
        texts: list[str] = []
        for one in holders:
            text = material.whole[clause % len(material.whole)] if not texts else handing.on(rng.choice(texts), rng)
            texts.append(text)
            made.sentences[one].append(text)
            made.places[document_of(one), f"1:{len(made.sentences[one])}"] = len(made.planted)
        made.planted.append(Planted(tuple(holders)))
    return made


def _sentences(clauses: Sequence[str], rng: Random) -> Iterator[str]:
    """Sentences of two or three comma clauses of anywhere, each clause once; when they run out, of clauses put together of pieces."""
    pool = list(clauses)
    while True:
        rng.shuffle(pool)
        while len(pool) >= _MOST_CLAUSES:
            taken = [pool.pop() for _ in range(rng.choice((2, 2, _MOST_CLAUSES)))]
            yield "，".join(taken) + "。"
        pieces = [clause[at : at + _PIECE] for clause in clauses for at in range(0, len(clause) - _PIECE + 1, _PIECE)]
        rng.shuffle(pieces)
        pool = ["".join(pieces[at : at + 3]) for at in range(0, len(pieces) - 2, 3)]


def document_of(number: int) -> str:
    """The id of a made document."""
    return f"d{number:07}"


def province_of(number: int) -> str:
    """Where it is from."""
    return PROVINCES[number * 7 % len(PROVINCES)]


def fill(store: StoreFile, made: Made, upper_texts: Sequence[str]) -> None:
    """Write the documents into a store as if they had been read and compared."""
    families = range(-(-len(made.days) // PER_FAMILY))
    with store.transaction() as connection:
        connection.execute("INSERT INTO recipe VALUES ('made', '{}')")
        columns = "id, sha256, part, title, region, province, level, date, adopted, role"
        columns += ", characters, status, reason, upper, recipe, added, record"
        insert = f"INSERT INTO document ({columns}) VALUES ({', '.join('?' * 17)})"  # noqa: S608  names of our own
        for family in families:
            title = f"第{family}号条例"
            row = (f"u{family:06}", "", 1, title, "全国", None, "central", "2000-01-01", "2000-01-01", "central")
            connection.execute(insert, (*row, 0, "top", "", None, "made", "2030-01-01", b""))
            connection.execute("INSERT INTO unit VALUES (?, '1', 0, '第一条', NULL)", (f"u{family:06}",))
            texts = [upper_texts[(family * COPIED + i) % len(upper_texts)] for i in range(COPIED)]
            connection.executemany(
                "INSERT INTO sentence VALUES (?, ?, '1', ?, 'body', ?)",
                [(f"u{family:06}", f"1:{i}", i, text) for i, text in enumerate(texts, 1)],
            )
        for number, day in enumerate(made.days):
            id_, upper, province = document_of(number), f"u{number // PER_FAMILY:06}", province_of(number)
            row = (
                id_,
                "",
                1,
                f"{province}第{number}号办法",
                province,
                province,
                "province",
                day.isoformat(),
                day.isoformat(),
            )
            connection.execute(insert, (*row, "local", 0, "matched", "", upper, "made", "2030-01-01", b""))
            connection.execute("INSERT INTO unit VALUES (?, '1', 0, '第一条', NULL)", (id_,))
            connection.execute("INSERT INTO comparison VALUES (?, ?, 'made', '', ?)", (id_, upper, b""))
            _fill_sentences(connection, id_, number, made.sentences[number], upper_texts)


def _fill_sentences(connection: object, id_: str, number: int, own: Sequence[str], upper_texts: Sequence[str]) -> None:
    execute = connection.executemany  # type: ignore[attr-defined]
    family = number // PER_FAMILY
    copied = [upper_texts[(family * COPIED + i) % len(upper_texts)] for i in range(COPIED)]
    numbered = list(enumerate([*own, *copied], 1))
    execute("INSERT INTO sentence VALUES (?, ?, '1', ?, 'body', ?)", [(id_, f"1:{i}", i, text) for i, text in numbered])
    execute(
        "INSERT INTO verdict VALUES (?, 'local', ?, ?, 0.9, 1, '', 0)",
        [(id_, f"1:{i}", "added" if i <= len(own) else "verbatim") for i, _ in numbered],
    )
    execute(
        "INSERT INTO link VALUES (?, ?, ?, 0.99)", [(id_, f"1:{len(own) + i}", f"1:{i}") for i in range(1, COPIED + 1)]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was found of what was planted. ``events`` are adoptions after the first.

    ``false`` are sentences found in a clause that is not theirs.
    """

    events: int
    found: int
    clauses: int
    right_first: int
    sentences: int
    false: int
    documents: int
    false_documents: int


def score(made: Made, found: Diffusion) -> Score:
    """Of the planted adoptions those found in a clause whose first place is the right one; and what is in clauses without being planted."""
    found_events, right = set(), set()
    false: set[tuple[str, str]] = set()
    for clause in found.clauses:
        keys = [one.passage.key for one in clause.adoptions]
        among = [made.places.get(key) for key in keys]
        true = next((number for number in among if number is not None), None)
        false |= {key for key, number in zip(keys, among, strict=True) if number is None or number != true}
        if true is None:
            continue
        first = document_of(made.planted[true].holders[0])
        if clause.first.adopter.id == first and clause.first_known == "dated":
            right.add(true)
            found_events |= {key for key, number in zip(keys, among, strict=True) if number == true and key[0] != first}
    return Score(
        events=sum(len(one.holders) - 1 for one in made.planted),
        found=len(found_events),
        clauses=len(made.planted),
        right_first=len(right),
        sentences=sum(map(len, made.sentences)) - len(made.places),
        false=len(false),
        documents=len(made.days),
        false_documents=len({document for document, _ in false}),
    )


def measure(made: Made, material: Material, *, workers: int, draws: int) -> tuple[Score, dict[str, float]]:
    """Fill a store, analyse it; the score, and seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.db")
        open_store(path).close()
        store = StoreFile(path)
        fill(store, made, material.whole[::-1])
        store.close()
        began = time.perf_counter()
        found = diffusion(path, draws=draws, workers=workers)
        analysed = time.perf_counter() - began
        written = found.save(Path(folder, "out"))
        whole = time.perf_counter() - began
        size = sum(one.stat().st_size for one in written)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return score(made, found), {
        "seconds": round(analysed, 1),
        "with_files": round(whole, 1),
        "peak_mb": round(peak / 1024),
        "output_mb": round(size / 1e6, 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write a line of JSON for each run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("laws", type=Path)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--draws", type=int, default=199)
    parser.add_argument("--nothing", action="store_true", help="plant nothing: all that is found is false")
    given = parser.parse_args(arguments)
    material = law_material(given.laws, Random(given.seed))  # noqa: S311  a seed, no secret
    for documents in given.documents:
        rng = Random(given.seed * 1000 + documents)  # noqa: S311  as above
        planted = 0 if given.nothing else documents // 4
        made = make(material, load_handing(material.clauses), rng, documents=documents, planted=planted)
        found, cost = measure(made, material, workers=given.workers, draws=given.draws)
        line = {"documents": documents, **{name: getattr(found, name) for name in Score.__slots__}, **cost}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
