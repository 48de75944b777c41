"""The page of every command and option, written from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click
from markdown_pieces import cell, code, table

from duizhao.cli import cli

_ABOVE = """# 命令和选项

这一页由程序自己的定义写出，与 `duizhao 命令 --help` 说的相同。怎样用，见[怎样做](怎样做.md)。
"""


def command_page() -> str:
    """The page: each command with its arguments and options, in the order of ``duizhao --help``.

    >>> "## duizhao report" in command_page()
    True
    """
    context = click.Context(cli, info_name="duizhao")
    return "\n\n".join((_ABOVE.strip(), str(cli.help), *_sections(cli, context))) + "\n"


def _sections(group: click.Group, above: click.Context) -> Iterator[str]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if command is None or command.hidden:
            continue
        context = click.Context(command, info_name=name, parent=above)
        depth = "##" if above.parent is None else "###"
        usage = f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}"
        yield f"{depth} {context.command_path}\n\n{cell(command.help or '')}\n\n```text\n{usage}\n```"
        options = [one for one in command.get_params(context) if isinstance(one, click.Option) and not one.hidden]
        yield table(["选项", "做什么", "取值"], (_row(one, context) for one in options))
        if isinstance(command, click.Group):
            yield from _sections(command, context)


def _row(option: click.Option, context: click.Context) -> list[str]:
    names = "、".join(code(name) for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else option.make_metavar(context)
    return [f"{names} {code(value)}".strip(), cell(option.help or ""), "；".join(_about(option, context))]


def _about(option: click.Option, context: click.Context) -> Iterator[str]:
    said = option.get_help_extra(context)
    if "required" in said:
        yield "必填"
    if "default" in said:
        yield f"不写则为 {code(said['default'])}"
    if "range" in said:
        yield code(said["range"])
    if option.multiple:
        yield "可以写几次"
