"""One writer at a time: a lock that the system itself takes back when its process dies, however it died."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..corpus import OutputError


class StoreBusyError(OutputError):
    """Another process writes the store; what is asked for can be done when it is done."""


@contextlib.contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Hold the lock of a store; ``StoreBusyError`` where another process holds it.

    It is a transaction on a file of its own beside the store (``FILE-lock``, empty): the locks of SQLite are there on every system, and
    none outlives its process.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, writing(f"{folder}/a.db"):
    ...     with writing(f"{folder}/a.db"):
    ...         pass
    Traceback (most recent call last):
    ...
    duizhao.batch.store_lock.StoreBusyError: ...：另一个进程正在写这个库，同一时间只能有一个；请等它结束后重新运行
    """
    try:
        lock = sqlite3.connect(f"{path}-lock", timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise OutputError(f"{path}：无法写入（{error}），需要能写的文件夹；请检查权限和位置") from None
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise StoreBusyError(f"{path}：另一个进程正在写这个库，同一时间只能有一个；请等它结束后重新运行") from None
        raise OutputError(f"{path}：无法写入（{error}），需要能写的文件夹；请检查权限和空间") from None
    try:
        yield
    finally:
        lock.close()
