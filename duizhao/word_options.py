"""What a user can say about how a Word report looks: its layout, its head."""

from __future__ import annotations

import functools
from typing import Any

import click

from .console import CommandFunction, OneOf
from .given_titles import read_title


def word_options(command: CommandFunction) -> CommandFunction:
    """The options of a command that writes Word files, given to it together as ``look`` (``None``: nothing was asked for).

    ``--title`` is that of the head, or of a document (``FILE=TITLE``): those are given to the command as ``titles``.
    """

    @functools.wraps(command)
    def run(
        *, layout: str | None, changed_only: bool, given: tuple[str, ...], organ: str | None, **arguments: Any
    ) -> int:
        from .report import look_of  # noqa: PLC0415  not needed for --help

        title, titles = _head_and_titles(given)
        look = look_of(layout=layout, changed_only=changed_only, title=title, organ=organ)
        return int(command(look=look, titles=titles, **arguments))

    options = (
        click.option(
            "--layout",
            type=OneOf(["table", "brief", "full"]),
            help="Word 的版式：table 三栏条款对照表（中央条款、地方条款、说明），不写即是；"
            "brief 每份地方文件一页摘要；full 逐句，所有的栏。",
        ),
        click.option("--changed-only", is_flag=True, help="Word 的对照表只列有变化的条款。"),
        click.option(
            "--title",
            "given",
            multiple=True,
            metavar="TEXT | FILE=TEXT",
            help="印在 Word 文件开头的标题，不写则由文件的标题组成；文件=标题 是这份文件的标题，给文中没有写标题或认错了的，可以写几次。",
        ),
        click.option("--organ", metavar="TEXT", help="印在标题下的编制机关。"),
    )
    for option in reversed(options):
        run = option(run)
    return run


def _head_and_titles(given: tuple[str, ...]) -> tuple[str | None, dict[str, str]]:
    """The title of the head, the last one that was said, and those of documents by their files."""
    head, titles = None, {}
    for value in given:
        of_file = read_title(value)
        if of_file is None:
            head = value
        else:
            titles[of_file[0]] = of_file[1]
    return head, titles
