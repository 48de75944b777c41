"""A store as one holds it in Python: documents come in, tables and reports go out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ..changes import Correction, read_corrections
from ..corpus import DocumentError, read_bytes
from ..materials import Materials, shipped_materials
from ..options import Options
from ..report.report import Report
from ..results.frames import frame_of
from .engines import EngineWish
from .exporting import export_store
from .family_reports import FamilyReport, family_reports
from .filling import Filled, Filling, Progress
from .keeping import drop_orphans
from .kept_files import paths_of, stale_files
from .recipes import recipe_of
from .store_file import StoreFile
from .store_lock import writing
from .store_tables import listed_documents, store_table
from .stored_corrections import all_corrections, keep_corrections
from .tasks import content_hash, document_id
from .told import told_lines

if TYPE_CHECKING:
    import pandas as pd

_Paths = str | Path | Sequence[str | Path]


class Store:
    """Many documents in one file: read once, compared once, asked as often as one likes.

    >>> import tempfile
    >>> import duizhao as dz
    >>> with tempfile.TemporaryDirectory() as folder, dz.open_store(f"{folder}/store.db") as store:
    ...     done = store.add(dz.sample_folder(), engine="serial")
    ...     done.compared, sorted(store.documents().query("status == 'matched'").region)
    (3, ['云州省', '岚川市', '海平省'])
    """

    def __init__(self, path: str | Path, *, materials: Materials | None = None, create: bool = True) -> None:
        self._file = StoreFile(path, create=create)
        self._materials = materials

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Its file."""
        return self._file.path

    def close(self) -> None:
        """Close the file; what was reported done is in it."""
        self._file.close()

    def add(  # noqa: PLR0913  each is a matter of its own, and all but the first are by name
        self,
        places: _Paths,
        *,
        central: str | Path | None = None,
        engine: str = "processes",
        workers: int | None = None,
        timeout: float | None = None,
        address: str | None = None,
        options: Options | None = None,
        retry: bool = False,
        progress: Progress | None = None,
        day: str | None = None,
    ) -> Filled:
        """Take in what is new in folders and files, and compare what found its upper document.

        What was broken off before is finished too. One bad document never stops the rest.

        :param central: a file that is the upper document of all that these places hold, whatever they say.
        :param engine: ``serial``, ``processes`` or ``dask``; ``workers``, ``timeout`` (seconds a document) and ``address`` (a cluster)
            are for those that have them.
        :param retry: what failed before is tried again.
        :param day: the day it is said to have come on (``2021-05-01``), today where none is given.
        :raises DocumentError: a place is not there.
        :raises OutputError: the store cannot be written, or another process writes it.
        """
        paths = [places] if isinstance(places, (str, Path)) else list(places)
        wish = self._wish(engine, workers, timeout, address)
        with writing(self._file.path), self._filling("add", wish, options, progress, day) as filling:
            if central is not None:
                filling.take_in([central])
            arrivals = filling.take_in(paths, retry=retry)
            if central is not None:
                self._force(central, list(arrivals.hashes.values()))
            filling.compare(retry=retry)
            return filling.filled

    def retry(
        self,
        *,
        engine: str = "processes",
        workers: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
    ) -> Filled:
        """Try again what failed: files that could not be read, comparisons that broke off."""
        failed = [
            row["path"] for row in self._file.rows("SELECT path FROM file WHERE status = 'failed' AND vanished = 0")
        ]
        wish = self._wish(engine, workers, timeout, None)
        with writing(self._file.path), self._filling("retry", wish, None, progress, None) as filling:
            there = [self._file.real_path(path) for path in failed]
            filling.take_in([path for path in there if path.exists()], retry=True)
            filling.compare(retry=True)
            return filling.filled

    def refresh(
        self,
        *,
        engine: str = "processes",
        workers: int | None = None,
        timeout: float | None = None,
        options: Options | None = None,
        progress: Progress | None = None,
    ) -> Filled:
        """Do anew what was made by another version of the program, its tables or its models, or with other corrections.

        A document whose file is gone stays as it was read, and is compared anew.
        """
        wish = self._wish(engine, workers, timeout, None)
        with writing(self._file.path), self._filling("refresh", wish, options, progress, None) as filling:
            filling.read(stale_files(self._file, filling.recipe.id), anew=True)
            filling.compare(stale=True)
            return filling.filled

    def stale(self, options: Options | None = None) -> int:
        """How many documents and comparisons were made by another version, or with other options."""
        recipe = recipe_of(options or Options(), self._own_materials()).id
        return sum(
            self._file.value(f"SELECT count(*) FROM {table} WHERE recipe <> ?", (recipe,))  # noqa: S608
            for table in ("document", "comparison")
        )

    def remove(self, names: Sequence[str]) -> list[str]:
        """Take files, and with them their documents, out of the store: by path or by document id; the paths taken out.

        :raises DocumentError: one is not in the store; nothing is taken out then.
        """
        found = [path for name in names for path in paths_of(self._file, name)]
        with writing(self._file.path):
            with self._file.transaction() as connection:
                connection.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in found])
                drop_orphans(connection)
            with self._filling("remove", EngineWish(name="serial"), None, None, None) as filling:
                filling.compare()
        return found

    def review(
        self, given: str | Path | Sequence[Correction], *, engine: str = "processes", progress: Progress | None = None
    ) -> tuple[int, int]:
        """Take in what specialists corrected (a corrections file, or what was read of one) and compare its families anew.

        :return: how many corrections were new or different, and how many comparisons were made anew.
        """
        corrections = read_corrections(given) if isinstance(given, (str, Path)) else tuple(given)
        wish = self._wish(engine, None, None, None)
        with writing(self._file.path):
            news = keep_corrections(self._file, corrections)
            with self._filling("review", wish, None, progress, None) as filling:
                filling.compare(stale=True)
                return news, filling.filled.compared

    def corrections(self) -> tuple[Correction, ...]:
        """Everything that specialists said."""
        return all_corrections(self._file)

    def table(self, name: str) -> pd.DataFrame:
        """A table of the store (docs/批量.md lists them) as a frame; ``UnknownFormatError`` for an unknown name."""
        return frame_of(store_table(self._file, name))

    def documents(self) -> pd.DataFrame:
        """One row per document: what it says of itself, its upper document, where it stands and why."""
        return self.table("documents")

    def verdicts(self) -> pd.DataFrame:
        """One row per local sentence, and one per central sentence nobody answers, with the texts of both sides."""
        return self.table("verdicts")

    def requirements(self) -> pd.DataFrame:
        """One row per bound, beside what it answers where the document was compared."""
        return self.table("requirements")

    def reports(self, *, since: str | None = None, family: str | None = None) -> list[FamilyReport]:
        """The reports of all families, or of those asked for, out of the store (:meth:`report` for one)."""
        return family_reports(self._file, since=since, family=family)

    def report(self, family: str | None = None, *, since: str | None = None) -> Report:
        """The report of one family, as ``dz.compare_many`` gives it; ``DocumentError`` where none fits or several do."""
        found = self.reports(since=since, family=family)
        if len(found) > 1:
            listed = "、".join(f"《{one.title}》" for one in found[:6])
            raise DocumentError(f"有 {len(found)} 族文件（{listed}），需要一族；请写明 family，或用 reports")
        return found[0].report

    def told(self, family: FamilyReport, since: str | None = None) -> list[str]:
        """What is said of a family in a few lines (Chinese): what came, what nobody took up, whose figures are the strictest."""
        return list(told_lines(self._file, family, since))

    def export(
        self, path: str | Path, *, form: str | None = None, table: str = "verdicts", raw_csv: bool = False
    ) -> tuple[Path, ...]:
        """Write one table (``.csv`` ``.parquet``) or all of them (``.xlsx``, a folder); the files written."""
        return export_store(self._file, path, form=form, table=table, raw_csv=raw_csv)

    def lines(self, status: str | None = None) -> list[tuple[str, str, str, str, str]]:
        """Id, path, title, status and reason of each document; of those that failed too."""
        return listed_documents(self._file, status)

    def status(self) -> dict[str, int]:
        """How many documents stand where, how many were compared, how many files failed or vanished."""
        found = {row[0]: row[1] for row in self._file.rows("SELECT status, count(*) FROM document GROUP BY status")}
        counted = {
            "compared": "SELECT count(*) FROM comparison",
            "failed": "SELECT (SELECT count(*) FROM file WHERE status = 'failed') + (SELECT count(*) FROM failure)",
            "vanished": "SELECT count(*) FROM file WHERE vanished",
            "broken_off": "SELECT count(*) FROM document d WHERE d.upper IS NOT NULL AND d.status = 'matched' AND NOT EXISTS "
            "(SELECT 1 FROM comparison c WHERE c.local = d.id) AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.local = d.id)",
        }
        states = {name: found.get(name, 0) for name in ("top", "matched", "waiting", "other")}
        return (
            states
            | {name: int(self._file.value(question)) for name, question in counted.items()}
            | {"stale": self.stale()}
        )

    def _filling(
        self, command: str, wish: EngineWish, options: Options | None, progress: Progress | None, day: str | None
    ) -> Filling:
        return Filling(
            self._file,
            command,
            engine=wish,
            options=options,
            materials=self._own_materials(),
            progress=progress,
            day=day,
        )

    def _own_materials(self) -> Materials:
        return self._materials or shipped_materials()

    def _wish(self, engine: str, workers: int | None, timeout: float | None, address: str | None) -> EngineWish:
        given = {} if timeout is None else {"timeout": timeout}
        return EngineWish(name=engine, workers=workers, address=address, **given)

    def _force(self, central: str | Path, hashes: Sequence[str]) -> None:
        upper = document_id(content_hash(read_bytes(central)), 1)
        if not self._file.value("SELECT 1 FROM document WHERE id = ?", (upper,)):
            raise DocumentError(f"{central}：读不了，不能作上级文件；请检查这份文件")
        with self._file.transaction() as connection:
            connection.executemany(
                "UPDATE document SET forced = ? WHERE sha256 = ? AND id <> ? AND role <> 'other'",
                [(upper, sha256, upper) for sha256 in hashes],
            )


def open_store(path: str | Path, *, materials: Materials | None = None, create: bool = True) -> Store:
    """Open a store, or begin one where there is no file.

    :param materials: tables and models; without them those that are shipped.
    :param create: refuse where there is no file, instead of making one.
    :raises DocumentError: the file is no store, or one of a newer version.
    :raises OutputError: it cannot be read or written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/store.db") as store:
    ...     store.status()["matched"]
    0
    """
    return Store(path, materials=materials, create=create)
