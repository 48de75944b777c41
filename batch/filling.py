"""How a store is filled: read what is new, find the upper documents, compare what is not compared; each step can be broken off."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ..corpus import DocumentError
from ..materials import Materials
from ..options import Options
from ..results.findings import Skipped
from .arrivals import Arrivals, by_content, look_around
from .engines import Engine, EngineWish, make_engine
from .families_together import families_of
from .keeping import (
    keep_comparison,
    keep_failed_pair,
    keep_failure,
    keep_family,
    keep_file,
    keep_recipe,
    keep_vanished,
)
from .named_bases import load_basis_rules
from .recipes import Recipe, recipe_of
from .standings import find_standings
from .store_file import StoreFile
from .tasks import Equipment, Outcome, Payload

# What a document may hold that a store does not take (half a surrogate pair, two units of one name): its fault, not the store's.
UNKEEPABLE = (UnicodeEncodeError, sqlite3.IntegrityError)


class Progress(Protocol):
    """Who is told how far the work is."""

    def begin(self, text: str, total: int | None = None) -> None:
        """A stage of so many steps begins."""

    def step(self) -> None:
        """One step is done."""


class Silent:
    """Nobody is told."""

    def begin(self, text: str, total: int | None = None) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""


@dataclass(slots=True)
class Filled:
    """What a call did: files by what they were, documents compared, what was refused (path or title, and why).

    ``rejudged`` documents that had been compared before are judged otherwise now, in ``rejudged_sentences`` sentences, since others of
    their family came, went or were corrected.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    read: int = 0
    compared: int = 0
    rejudged: int = 0
    rejudged_sentences: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers alone."""
        found = {name: value for name, value in asdict(self).items() if isinstance(value, int)}
        return found | {"refused": len(self.refused)}


class Filling:
    """One call that fills a store, with its materials and its engine."""

    def __init__(  # noqa: PLR0913  each is a matter of its own, and all but two are by name
        self,
        store: StoreFile,
        command: str,
        *,
        engine: EngineWish | None = None,
        options: Options | None = None,
        materials: Materials,
        progress: Progress | None = None,
        day: str | None = None,
    ) -> None:
        self._store, self._progress = store, progress or Silent()
        self._wish = engine or EngineWish()
        self._equipment = Equipment(materials=materials, bases=load_basis_rules(), options=options or Options())
        self._engine: Engine | None = None
        self._opened: AbstractContextManager[Engine] | None = None
        self.recipe: Recipe = recipe_of(self._equipment.options, materials)
        self._day = day or datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        self._command, self._run = command, 0
        self.filled = Filled()
        make_engine(self._wish, self._equipment)  # a name that is not known is told before the work

    def __enter__(self) -> Filling:
        keep_recipe(self._store, self.recipe)
        with self._store.transaction() as connection:
            self._run = (
                connection.execute(
                    "INSERT INTO run (command, started, engine, recipe) VALUES (?, ?, ?, ?)",
                    (self._command, _now(), self._wish.name, self.recipe.id),
                ).lastrowid
                or 0
            )
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if self._opened is not None:
            self._opened.__exit__(kind, error, trace)
        if kind is None:
            with self._store.transaction() as connection:
                connection.execute(
                    "UPDATE run SET finished = ?, counts = ? WHERE id = ?",
                    (_now(), json.dumps(self.filled.counts), self._run),
                )

    def take_in(self, places: Sequence[str | Path], *, retry: bool = False) -> Arrivals:
        """Read what is new or changed in folders and files."""
        self._progress.begin("查看文件")
        found = look_around(self._store, places, retry=retry)
        filled = self.filled
        filled.new += len(found.new)
        filled.changed += len(found.changed)
        filled.unchanged += len(found.unchanged)
        filled.vanished += len(found.vanished)
        filled.skipped += found.skipped
        filled.refused |= found.unopened
        for path, reason in found.refused.items():
            filled.refused[path] = reason
            keep_failure(self._store, [path], None, reason, self._day)
        keep_vanished(self._store, found.vanished)
        self.read(by_content(found.to_read, found.hashes))
        return found

    def read(self, contents: dict[str, list[str]], *, anew: bool = False) -> None:
        """Read the files of each content, once; what the store has read already is only noted, unless it is to be read ``anew``."""
        known = {row["sha256"] for row in self._store.rows("SELECT DISTINCT sha256 FROM document")}
        for sha256 in sorted(contents.keys() & known) if not anew else []:
            keep_file(self._store, contents[sha256], sha256, [], self.recipe, self._day)
        todo = {sha256: paths for sha256, paths in contents.items() if anew or sha256 not in known}
        tasks = (
            (sha256, {"path": str(self._store.real_path(paths[0])), "sha256": sha256}) for sha256, paths in todo.items()
        )
        for done in self._do("读取文件", "read", tasks, len(todo)):
            paths = todo[done.key]
            error = done.error
            if error is None:
                try:
                    keep_file(self._store, paths, done.key, done.value, self.recipe, self._day)
                    self.filled.read += len(done.value)
                except UNKEEPABLE as fault:
                    error = _unkept(fault)
            if error is not None:
                keep_failure(self._store, paths, done.key, error, self._day)
                self.filled.refused[paths[0]] = error

    def compare(self, *, retry: bool = False, stale: bool = False) -> None:
        """Find every upper document anew, then compare what is not compared with it.

        :param retry: those that failed before are tried again.
        :param stale: also what was compared by another version, or with other corrections.
        """
        self._progress.begin("找上级文件")
        find_standings(self._store, self._equipment.bases, anew=stale)
        pairs = {
            f"{row['document']} {row['upper']}": (row["document"], row["upper"])
            for row in self._waiting(retry=retry, stale=stale)
        }

        def tasks() -> Iterator[tuple[str, Payload]]:
            for key, (local, central) in pairs.items():
                sides = {"local": local, "central": central}
                records = {side: packed_document(self._store, id_) for side, id_ in sides.items()}
                yield (
                    key,
                    {
                        **{side: record for side, (record, _) in records.items()},
                        **{f"{side}_path": path for side, (_, path) in records.items()},
                    },
                )

        for done in self._do("对照", "compare", tasks(), len(pairs)):
            pair = pairs[done.key]
            error = done.error
            if error is None:
                try:
                    keep_comparison(self._store, pair, done.value, self.recipe, "")
                    self.filled.compared += 1
                except UNKEEPABLE as fault:
                    error = _unkept(fault)
            if error is not None:
                keep_failed_pair(self._store, pair, error)
                self.filled.refused[packed_document(self._store, pair[0])[1]] = error
        self._judge_together({local for local, _ in pairs.values()})

    def _waiting(self, *, retry: bool, stale: bool) -> Iterable[sqlite3.Row]:
        """The pairs that are not compared, or were by another version."""
        rows = self._store.rows(
            "SELECT p.document, p.upper, c.local, c.recipe, c.alone, f.local AS failed FROM upper p "
            "LEFT JOIN comparison c ON c.local = p.document AND c.central = p.upper "
            "LEFT JOIN failure f ON f.local = p.document AND f.central = p.upper ORDER BY p.upper, p.document"
        )
        for row in rows:
            there = row["local"] is not None
            old = there and (row["alone"] is None or (stale and row["recipe"] != self.recipe.id))
            if old or (not there and (retry or row["failed"] is None)):
                yield row

    def _judge_together(self, new: Collection[str]) -> None:
        """Judge the local documents of each upper one together, where they are others than before or something was corrected."""
        families = {central: family for central, family in families_of(self._store).items() if family.is_to_be_judged}

        def tasks() -> Iterator[tuple[str, Payload]]:
            for central, family in families.items():
                record, path = packed_document(self._store, central)
                kept = [(local, *packed_document(self._store, local), *family.found[local]) for local in family.found]
                yield (
                    central,
                    {"central": record, "central_path": path, "locals": kept, "corrections": family.corrections},
                )

        for done in self._do("同族一并判断", "agree", tasks(), len(families)):
            family, error = families[done.key], done.error
            if error is None:
                try:
                    keep_family(self._store, done.key, done.value, family.members, family.corrections_hash)
                    if family.corrections:
                        self.filled.compared += len(family.found.keys() - new)
                    others = [one["changed"] for one in done.value if one["local"] not in new and one["changed"]]
                    self.filled.rejudged += len(others)
                    self.filled.rejudged_sentences += sum(others)
                except UNKEEPABLE as fault:
                    error = _unkept(fault)
            if error is not None:
                self.filled.refused[packed_document(self._store, done.key)[1]] = f"同族一并判断时：{error}"

    def _do(self, text: str, work: str, tasks: Iterable[tuple[str, Payload]], count: int) -> Iterator[Outcome]:
        if not count:
            return
        self._progress.begin(text, count)
        if self._engine is None:
            self._opened = make_engine(self._wish, self._equipment)
            self._engine = self._opened.__enter__()
        yield from self._stepped(self._engine.run(work, tasks))

    def _stepped(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        for done in outcomes:
            yield done
            self._progress.step()


def packed_document(store: StoreFile, id_: str) -> tuple[bytes, str]:
    """The record of a document, and the path it has now: of several files with one content the first.

    :raises DocumentError: there is no such document.
    """
    rows = store.rows(
        "SELECT record, (SELECT min(path) FROM file WHERE file.sha256 = document.sha256) AS path FROM document WHERE id = ?",
        (id_,),
    )
    if not rows:
        raise DocumentError(f"{id_}：库里没有这份文件，需要 batch list 列出的编号；请检查编号")
    return rows[0]["record"], str(rows[0]["path"])


def _unkept(fault: Exception) -> str:
    return f"结果写不进库（{type(fault).__name__}：{' '.join(str(fault).split())[:120]}）；请把这份文件报给作者"


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
