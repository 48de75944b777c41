"""Where the result of a command goes: to standard output or into a file."""

from __future__ import annotations

from collections.abc import Iterable

from .streams import write_out


def check_places(*outputs: str | None, inputs: Iterable[str | None] = (), overwrite: bool = False) -> None:
    """Refuse before any work is done a place that cannot be written, or where something would be lost (``report.kept_work``)."""
    from .report import Keeping, check_outputs  # noqa: PLC0415  the whole of report, not needed for --help

    files = [output for output in outputs if output not in (None, "-")]
    check_outputs(files, Keeping(inputs=tuple(filter(None, inputs)), overwrite=overwrite))


def deliver(content: str | bytes, output: str | None) -> None:
    """Write a result into the file, or to standard output where none is named."""
    if output is None or output == "-":
        write_out(content)
        return
    from .report import write_bytes  # noqa: PLC0415  see above

    write_bytes(output, content if isinstance(content, bytes) else content.encode("utf-8"))
