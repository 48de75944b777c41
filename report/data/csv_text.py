"""A table as CSV for spreadsheets: nothing in it is a formula, unless it is asked for as it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...results.visible import visible, writable

# A spreadsheet reads a cell that begins so as a formula (CWE-1236); the full-width forms because some programs fold them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def csv_text(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    *,
    headings: Sequence[str] | None = None,
    raw: bool = False,
) -> str:
    r"""Rows as CSV for spreadsheets, to be encoded as UTF-8: with byte order mark, empty cells for ``None``.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, unless it is to stay ``raw``; numbers stay as they are.
    The columns are called by their names, or as ``headings`` say.

    >>> csv_text([{"a": "=1+1", "b": -1}], ["a", "b"])
    "\ufeffa,b\r\n'=1+1,-1\r\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    cell = _raw_cell if raw else _csv_cell
    writer.writerow(
        [cell(name) for name in headings or columns]
    )  # the name of a document stands in the header of the matrix
    writer.writerows([cell(row[name]) for name in columns] for row in rows)
    return "\ufeff" + out.getvalue()


def _raw_cell(value: object) -> object:
    # NUL stands in no CSV file: many readers end there, and Python up to 3.10 does not write it.
    return writable(value).replace("\0", visible("\0")) if isinstance(value, str) else value


def _csv_cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = visible(value)
    return "'" + text if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
