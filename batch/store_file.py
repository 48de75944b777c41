"""The database of a store with what all its parts need: whole transactions, questions, where its files are."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..corpus import OutputError
from .connection import open_connection, unopened


class StoreFile:
    """A store that is open. Use it in the thread that opened it."""

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        self._connection = open_connection(path, create=create)

    def close(self) -> None:
        """Close it; what was written stays."""
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside, or nothing of it.

        :raises OutputError: it cannot be written: the disk is full, the folder is gone.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._undo()
            raise OutputError(unopened(self.path, error)) from None
        except BaseException:
            self._undo()
            raise

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of an answer."""
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise OutputError(unopened(self.path, error)) from None

    def value(self, question: str, values: Sequence[Any] = ()) -> Any:
        """The first value of an answer, ``None`` for none."""
        rows = self.rows(question, values)
        return rows[0][0] if rows else None

    def kept_path(self, path: str | Path) -> str:
        """A path as the store keeps it: from its own folder, so that both can be moved together."""
        whole = os.path.realpath(path)
        try:
            return Path(os.path.relpath(whole, os.path.realpath(self.path.parent))).as_posix()
        except ValueError:  # another drive
            return Path(whole).as_posix()

    def real_path(self, kept: str) -> Path:
        """Where a file is that the store knows."""
        return Path(os.path.normpath(Path(os.path.realpath(self.path.parent), kept)))

    def _undo(self) -> None:
        if self._connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
