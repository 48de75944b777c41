"""The options that several commands have, each written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .console import OneOf, checked_encoding

if TYPE_CHECKING:
    from .align import Linker

output_option = click.option("-o", "--output", metavar="OUT", help="写入文件；不写则输出到标准输出。")
corrections_option = click.option(
    "--corrections",
    metavar="FILE...",
    multiple=True,
    help="复核文件（review 或网页里复核写出的，可以几份）：其中的对应和变化类型照人的判断，并类推到别的文件里文字相同、相近的句子，"
    "够五十个判断还校准把握。",
)
teaching_option = click.option(
    "--no-teaching", is_flag=True, help="复核文件只改它所说的那些句子：不类推到别的文件，不校准把握。"
)


overwrite_option = click.option(
    "--overwrite",
    is_flag=True,
    help="OUT 已有人改过的 Word、Excel 文件，或不是 duizhao 写出的，也照写（不写则不写，并说明怎样不丢）。要读的文件总不会被写掉。",
)
linker_option = click.option(
    "--linker",
    "linker_name",
    metavar="NAME",
    help="用另一种对应方法：已安装的软件包所提供的名字，或 模块:对象；不写则用自带的模型（model）。",
)

encoding_option = click.option(
    "--encoding", callback=checked_encoding, metavar="NAME", help="文本和网页的编码（gb18030 big5 …）；不写则自动判断。"
)


parts_option = click.option(
    "--parts",
    type=OneOf(["body", "all"]),
    default="body",
    show_default=True,
    help="读哪些部分：body 只读正文；all 连同印发通知自己的要求（n1 …）和附件（a1.1 …）。",
)

language = click.option("--lang", type=OneOf(["zh", "en"]), default="zh", show_default=True, help="输出的语言。")


def linker_of(name: str | None) -> Linker | None:
    """Another linker by the name that was given, found before the work is done; ``None`` for the shipped one."""
    from .align import SHIPPED, find_linker  # noqa: PLC0415  only for commands that link

    return None if name in (None, SHIPPED) else find_linker(str(name))
