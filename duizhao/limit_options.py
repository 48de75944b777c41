"""The options that say how much reading one file may take."""

from __future__ import annotations

import functools
from typing import Any

import click

from .console import CommandFunction


def limit_options(command: CommandFunction) -> CommandFunction:
    """The options ``--time-limit`` and ``--memory-limit``, given to the command as ``limits``."""

    @click.option(
        "--time-limit",
        type=click.IntRange(min=1),
        default=10,
        show_default=True,
        metavar="SECONDS",
        help="读一份文件至多用多少秒处理器时间，每 MB 另加 1 秒；超过的说明并略去，其余照读（Windows 按钟表时间算）。",
    )
    @click.option(
        "--memory-limit",
        type=click.IntRange(min=64),
        default=1024,
        show_default=True,
        metavar="MB",
        help="读一份文件至多另用多少 MB 内存；超过的说明并略去，其余照读（Windows 不设）。",
    )
    @functools.wraps(command)
    def run(*, time_limit: int, memory_limit: int, **arguments: Any) -> Any:
        from .fence import Limits  # noqa: PLC0415  nothing heavy before a command runs

        return command(limits=Limits(time_limit, memory_limit), **arguments)

    return run
