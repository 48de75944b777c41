"""The options that several commands have, each written once."""

from __future__ import annotations

import click

from .console import OneOf, checked_encoding
from .given_titles import read_title

output_option = click.option("-o", "--output", metavar="OUT", help="写入文件；不写则输出到标准输出。")
corrections_option = click.option(
    "--corrections", metavar="FILE", help="复核文件（review 写出的）：其中的对应和变化类型照人的判断。"
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


def _titles(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        read = read_title(value)
        if read is None:
            raise click.BadParameter(
                f"{value} 看不懂，需要 文件=标题，如 措施.txt=某市图书馆服务措施", context, parameter
            )
        found[read[0]] = read[1]
    return found


titles_option = click.option(
    "--title",
    "titles",
    multiple=True,
    callback=_titles,
    metavar="FILE=TITLE",
    help="文件的标题，给文中没有写标题或认错了的；可以写几次。不写而文中也没有的，报告里用文件名。",
)

language = click.option("--lang", type=OneOf(["zh", "en"]), default="zh", show_default=True, help="输出的语言。")
