"""What a user can say about a store and the work on it: which file, which engine, how progress is told."""

from __future__ import annotations

import contextlib
import functools
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from .console import CommandFunction, Notes, OneOf, log_line
from .progress import Stages, progress

store_option = click.option(
    "--store", metavar="FILE", required=True, help="库文件（SQLite），如 对照.db；add 时没有就新建。"
)


class JsonStages(Stages):
    """The stages of the work as lines of JSON on standard error, for machines."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._done, self._begun = "", 0, time.monotonic()
        self._steps: int | None = None

    def begin(self, text: str, total: int | None = None) -> None:
        """A stage begins."""
        self._text, self._done, self._steps, self._begun = text, 0, total, time.monotonic()
        self._tell("begin")

    def step(self) -> None:
        """A step is done."""
        self._done += 1
        self._tell("step")

    def _tell(self, event: str) -> None:
        seconds = time.monotonic() - self._begun
        line = {
            "event": event,
            "stage": self._text,
            "done": self._done,
            "total": self._steps,
            "seconds": round(seconds, 3),
        }
        log_line(json.dumps(line, ensure_ascii=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How the work on a store is done."""

    engine: str
    workers: int | None
    timeout: float | None
    address: str | None
    log_json: bool

    @contextlib.contextmanager
    def stages(self, notes: Notes) -> Iterator[Stages]:
        """Who is told how far it is: a bar, lines of JSON, or nobody."""
        if self.log_json:
            yield JsonStages()
            return
        with progress(quiet=notes.quiet) as stages:
            yield stages


def work_options(command: CommandFunction) -> CommandFunction:
    """The options of a command that reads or compares, given to it together as ``work``."""

    @functools.wraps(command)
    def run(
        *,
        engine: str,
        workers: int | None,
        timeout: float | None,
        address: str | None,
        log_json: bool,
        **arguments: Any,
    ) -> int:
        if address is not None and engine != "dask":
            raise click.UsageError("--address 只用于 --engine dask，需要同时写 --engine dask")
        work = Work(engine=engine, workers=workers, timeout=timeout, address=address, log_json=log_json)
        return int(command(work=work, **arguments))

    options = (
        click.option(
            "--engine",
            type=OneOf(["serial", "processes", "dask"]),
            default="processes",
            show_default=True,
            help="由谁来算：serial 本进程逐份；processes 本机多个进程；dask 集群（需另装 duizhao[batch]）。",
        ),
        click.option("--workers", type=click.IntRange(min=1), metavar="N", help="几个进程；不写则与处理器核数相同。"),
        click.option(
            "--timeout",
            type=click.FloatRange(min=1),
            metavar="SECONDS",
            help="一份文件最多算几秒（processes）；不写则 600。",
        ),
        click.option("--address", metavar="tcp://…", help="已有的 dask 集群的地址；不写则在本机起一个。"),
        click.option("--log-json", is_flag=True, help="进度写成一行行 JSON（标准错误），给程序读。"),
    )
    for option in reversed(options):
        run = option(run)
    return run


def rate_of(count: int, began: float) -> str:
    """How long it took and how many a second, for people."""
    seconds = time.monotonic() - began
    return f"用时 {seconds:.1f} 秒" + (f"，每秒 {count / seconds:.1f} 份" if count and seconds else "")


def write_row(cells: tuple[str, ...]) -> None:
    """A row of a listing on standard output, cells apart by a tab."""
    from .console import one_line  # noqa: PLC0415  beside its use
    from .streams import write_out  # noqa: PLC0415

    write_out("\t".join(one_line(cell) for cell in cells) + "\n")
    sys.stdout.flush()
