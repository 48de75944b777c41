"""The standard streams: ready for any console, written to whole, and left in peace when they take nothing more."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from .corpus.errors import OutputError

if TYPE_CHECKING:
    from .report import ChangedLine

_ESCAPE = "duizhao.escape"
_LINE_END = re.compile(r"\r\n?|\n")


def prepare_streams() -> None:
    r"""Let a console that cannot show a character show its number, as ``\uXXXX``, which leaves JSON what it was.

    To one whose encoding has no Chinese at all UTF-8 is written.
    """
    codecs.register_error(_ESCAPE, _escaped)
    if sys.stdin is None:  # closed by who started us: nothing can be read from it
        sys.stdin = io.TextIOWrapper(io.BytesIO())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # One that has no Chinese at all (cp437) would show nothing but numbers.
            encoding = stream.encoding if _speaks_chinese(stream.encoding) else "utf-8"
            stream.reconfigure(encoding=encoding, errors=_ESCAPE, newline="\n")


def _speaks_chinese(encoding: str) -> bool:
    try:
        return bool("对照".encode(encoding))
    except UnicodeEncodeError:
        return False


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2))
    return "".join(f"\\u{unit:04x}" for unit in pairs), error.end


def write_out(content: str | bytes) -> None:
    """Write a result to standard output, all of it.

    :raises OutputError: there is no standard output.
    """
    if sys.stdout is None:
        raise OutputError("标准输出：已经关闭，需要能写的标准输出；请不要关闭它，或用 -o 写入文件")
    if isinstance(content, str) and not _speaks_unicode(sys.stdout.encoding):
        content = content.removeprefix("\ufeff")  # the byte order mark says UTF-8, which this is not
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        click.echo(content, nl=False)
        return
    sys.stdout.flush()
    left = memoryview(
        content.encode(sys.stdout.encoding, sys.stdout.errors or "strict") if isinstance(content, str) else content
    )
    while left:
        # Without a buffer (python -u) what is written may be but a part.
        written = buffer.write(left)
        if not written:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        left = left[written:]
    buffer.flush()


def write_diff(lines: Iterable[ChangedLine]) -> None:
    """Write the lines that cleaning changed to standard output, before and after: in colour on a terminal."""
    from rich.console import Console  # noqa: PLC0415  only a difference is drawn
    from rich.text import Text  # noqa: PLC0415

    from .results.visible import visible  # noqa: PLC0415  the whole of report

    drawn = io.StringIO()
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    console = Console(file=drawn, force_terminal=on_terminal, highlight=False, soft_wrap=True)
    for line in lines:
        head = f"第 {line.line} 行：{'、'.join(line.rules)}"
        console.print(Text("；".join((head, *line.notes)), style="bold"))
        for sign, kind, style in (("-", "out", "red"), ("+", "in", "green")):
            shown = Text(f"{sign} ")
            for piece in line.pieces:
                if piece.kind in ("same", kind):
                    shown.append(
                        visible(_LINE_END.sub("↵", piece.text)), style=f"{style} reverse" if piece.kind == kind else ""
                    )
            console.print(shown)
    write_out(drawn.getvalue())


def _speaks_unicode(encoding: str | None) -> bool:
    return encoding is None or codecs.lookup(encoding).name.startswith("utf")


def drop_output() -> None:
    """Keep Python from complaining once more, at its exit, of an output that takes nothing."""
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
