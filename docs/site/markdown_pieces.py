"""Small pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def cell(text: object) -> str:
    r"""Text as it may stand in a cell of a table: what Markdown would take for a mark is none.

    >>> cell("CENTRAL LOCAL... | FOLDER"), cell("<b>")
    ('CENTRAL LOCAL... \\| FOLDER', '&lt;b>')
    """
    return " ".join(str(text).replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|").split())


def code(text: str) -> str:
    r"""Text as code in a cell; empty for nothing.

    >>> code("a|b"), code("")
    ('`a\\|b`', '')
    """
    return f"`{' '.join(text.split())}`".replace("|", "\\|") if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already.

    >>> print(table(["列", "含义"], [["`unit`", "编号"]]))
    | 列 | 含义 |
    | --- | --- |
    | `unit` | 编号 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
