"""The option that asks a syntactic parser for what the rules leave open."""

from __future__ import annotations

import functools
from typing import Any

import click

from .console import CommandFunction


def parser_option(command: CommandFunction) -> CommandFunction:
    """The option ``--parser``, given to the command as a ``parser`` that is loaded, or ``None``."""

    @click.option(
        "--parser",
        "parser_name",
        metavar="hanlp[:MODEL]",
        help="规则没有找到的主体、行为、对象，再请句法分析来补（duizhao[hanlp]，docs/hanlp.md）。"
        "MODEL 是本地模型的文件夹，或 HanLP 的模型名（会下载到环境变量 HANLP_HOME，没有设的不下载）。"
        "载入模型就是运行它里面的代码：只用信得过的。",
    )
    @functools.wraps(command)
    def run(*, parser_name: str | None, **arguments: Any) -> Any:
        if parser_name is None:
            return command(parser=None, **arguments)
        from .extract import load_parser  # noqa: PLC0415  only where a parser is asked for

        name, _, model = parser_name.partition(":")
        return command(parser=load_parser(name, model=model or None), **arguments)

    return run
