"""The file of a store: opened, brought to the present version of its schema, refused where that cannot be done."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from ..corpus import DocumentError, OutputError

# "DZ" and the house: what tells a store from another SQLite file.
APPLICATION = 0x445A4254
_PATIENCE = 30.0  # seconds to wait for another process that writes this moment
_SCRIPT = re.compile(r"(\d{4})\.sql")


def migrations() -> list[str]:
    """The scripts that lead from one version of the schema to the next; the first one makes an empty file a store.

    >>> "CREATE TABLE document" in migrations()[0]
    True
    """
    folder = files("duizhao.batch").joinpath("schema")
    names = sorted(one.name for one in folder.iterdir() if _SCRIPT.fullmatch(one.name))
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in names]


def open_connection(
    path: str | Path, *, create: bool = False, scripts: Sequence[str] | None = None
) -> sqlite3.Connection:
    """A connection to a store of the present version; an older store is brought to it, whole or not at all.

    :param create: make the file where there is none.
    :param scripts: other migrations, to try those to come.
    :raises DocumentError: there is no file, it is no store, or one of a newer version.
    :raises OutputError: it cannot be written.
    """
    place = Path(path)
    if not place.exists() and not create:
        raise DocumentError(f"{path}：没有这个库，需要 duizhao batch add 建立的库；请检查路径，或先 batch add")
    if place.is_dir():
        raise DocumentError(f"{path}：这是文件夹，需要库文件；请给出文件名，如 对照.db")
    try:
        connection = _connect(place)
    except sqlite3.Error as error:
        raise OutputError(unopened(path, error)) from None
    try:
        _bring_up(connection, place, migrations() if scripts is None else scripts)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise OutputError(unopened(path, error)) from None
    except BaseException:
        connection.close()
        raise
    return connection


def unopened(path: str | Path, error: sqlite3.Error) -> str:
    """One line on a store that SQLite would not open or write."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return f"{path}：不是 duizhao 的库（{text}），需要 batch add 建立的库；请检查是否给错了文件"
    if "full" in text or "I/O" in text:  # a quota and a limit on files are told as the latter
        return (
            f"{path}：磁盘写不进，多半是满了（{text}），没有写完的一份已撤回，此前的都在；请腾出空间后重新运行同一命令"
        )
    if "locked" in text:
        return f"{path}：另一个进程正在写这个库（{text}）；请等它结束后重新运行"
    return f"{path}：无法读写（{text}），需要能写的本地文件夹；请检查权限、空间和位置"


def _connect(place: Path) -> sqlite3.Connection:
    uri = place.resolve().as_uri()
    if place.exists() and not os.access(place.parent, os.W_OK) and not Path(f"{place}-wal").exists():
        # SQLite would lay its shared memory beside the file; where nothing can be written, nothing changes either.
        uri = place.resolve().as_uri() + "?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, timeout=_PATIENCE, isolation_level=None, uri=True)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _bring_up(connection: sqlite3.Connection, place: Path, scripts: Sequence[str]) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != APPLICATION and (version or tables):
        raise DocumentError(f"{place}：不是 duizhao 的库，需要 batch add 建立的库；请检查是否给错了文件")
    if version > len(scripts):
        raise DocumentError(f"{place}：是第 {version} 版的库，这个 duizhao 只认到第 {len(scripts)} 版；请升级 duizhao")
    if version == len(scripts):
        return
    if not version:
        connection.execute("PRAGMA journal_mode = WAL")
    else:
        with closing(sqlite3.connect(f"{place}.v{version}.bak")) as copy:
            connection.backup(copy)
    for number, script in enumerate(scripts[version:], version + 1):
        # One transaction: a script that breaks off leaves the version before it.
        head = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {number};"
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {head}\n{script}\nCOMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
