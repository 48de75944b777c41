"""The files that a store knows: which of them are to be read anew, and which one a user means."""

from __future__ import annotations

from ..corpus import DocumentError, read_bytes
from .store_file import StoreFile
from .tasks import content_hash


def stale_files(store: StoreFile, recipe: str) -> dict[str, list[str]]:
    """By content the files of documents that another recipe read, as far as they are there and hold what they held."""
    found: dict[str, list[str]] = {}
    rows = store.rows(
        "SELECT DISTINCT f.path, f.sha256 FROM file f JOIN document d ON d.sha256 = f.sha256 "
        "WHERE d.recipe <> ? ORDER BY f.path",
        (recipe,),
    )
    for row in rows:
        path = store.real_path(row["path"])
        if path.is_file() and content_hash(read_bytes(path)) == row["sha256"]:
            found.setdefault(row["sha256"], []).append(row["path"])
    return found


def paths_of(store: StoreFile, name: str) -> list[str]:
    """The files that a path or the id of a document stands for.

    :raises DocumentError: there is none.
    """
    rows = store.rows(
        "SELECT path FROM file WHERE path IN (?, ?) OR sha256 = (SELECT sha256 FROM document WHERE id = ?) ORDER BY path",
        (name, store.kept_path(name), name),
    )
    if not rows:
        raise DocumentError(f"{name}：库里没有这份文件，需要 batch list 列出的路径或编号；请检查")
    return [row["path"] for row in rows]
