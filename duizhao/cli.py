"""The command line: each command parses its arguments, makes one library call and writes text.

Results go to standard output or to ``-o``; everything else to standard error. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .batching import batch
from .comparing import align, report, review
from .console import (
    DONE,
    FAILED,
    INTERRUPTED,
    WRONG_USAGE,
    Commands,
    Notes,
    OneOf,
    common_options,
    usage_line,
    with_notes,
)
from .corpus.errors import DuizhaoError, UnknownFormatError
from .delivery import check_places, deliver
from .doctor import doctor
from .extracting import extract
from .limit_options import limit_options
from .measuring import evaluate, gold
from .shared_options import encoding_option, language, output_option, overwrite_option, parts_option
from .streams import drop_output, prepare_streams, write_diff

if TYPE_CHECKING:
    from .fence import Limits
    from .segmenter import Parts


@click.group(
    cls=Commands,
    help="对照：读中国政策文本，看一份地方措施对它所落实的中央文件做了什么。",
)
@common_options
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """The group of all commands."""
    context.obj = Notes(quiet=quiet, verbose=verbose)


cli.add_command(report)
cli.add_command(review)
cli.add_command(evaluate)
cli.add_command(gold)


@cli.command(help="清洗一份文件，输出清洗后的文本；--edits 另存每一处改动及其规则，--diff 只看改了的行。")
@click.argument("file")
@click.option("--edits", metavar="FILE.jsonl", help="改动清单：原文位置、原字、改为、规则、说明。")
@click.option("--diff", is_flag=True, help="不输出全文，只输出改了的行：改前（-）、改后（+）、规则；终端上有颜色。")
@encoding_option
@limit_options
@output_option
@overwrite_option
@with_notes
def clean(  # noqa: PLR0913, PLR0917 - a parameter for each option
    file: str,
    edits: str | None,
    diff: bool,
    encoding: str | None,
    limits: Limits,
    output: str | None,
    overwrite: bool,
    notes: Notes,
) -> int:
    """Write the cleaned text of a file, or what changed in it, and its edits."""
    from .corpus import count_by_rule
    from .fence import read_plainly, read_within
    from .report import changed_lines, edits_jsonl, write_text

    if diff and output not in (None, "-"):
        raise click.UsageError("--diff 写到标准输出，不能与 -o 同用；要存下改动请用 --edits")
    check_places(edits, output, inputs=[file], overwrite=overwrite)
    document = read_within(limits, file, read_plainly, encoding)[0]
    notes.warnings_of(document)
    if edits is not None:
        write_text(edits, edits_jsonl(document))
    if diff:
        write_diff(changed_lines(document))
    else:
        deliver(document.text + "\n", output)
    counts = "，".join(f"{rule} {count}" for rule, count in count_by_rule(document.edits).items())
    notes.detail(f"{file}：{'，'.join(dict.fromkeys((document.format, document.encoding)))}；{counts or '没有改动'}")
    return DONE


@cli.command(help="切分一份文件：条款、段落、句子，各有编号和位置。")
@click.argument("file")
@click.option("--format", "form", type=OneOf(["json", "tree"]), default="json", show_default=True, help="格式。")
@language
@parts_option
@encoding_option
@limit_options
@output_option
@overwrite_option
@with_notes
def segment(  # noqa: PLR0913, PLR0917 - a parameter for each option
    file: str,
    form: str,
    lang: str,
    parts: Parts,
    encoding: str | None,
    limits: Limits,
    output: str | None,
    overwrite: bool,
    notes: Notes,
) -> int:
    """Write the units and sentences of a file."""
    from .report import json_text, segment_tree, segments_json
    from .sources import read_documents

    check_places(output, inputs=[file], overwrite=overwrite)
    documents = [document.with_parts(parts) for document in read_documents(file, encoding=encoding, limits=limits)]
    notes.warnings_of(*documents)
    tree = "\n".join(segment_tree(document, lang=lang) for document in documents)
    deliver(json_text(segments_json(documents)) if form == "json" else tree, output)
    return DONE


cli.add_command(align)


cli.add_command(extract)
cli.add_command(batch)
cli.add_command(doctor)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status: 0 done, 1 something was refused or failed, 2 wrong usage."""
    prepare_streams()
    if "_DUIZHAO_COMPLETE" in os.environ:  # the shell asks what could stand here
        from .completion import offer_files

        offer_files()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    notes = Notes()
    try:
        return int(cli.main(arguments, prog_name="duizhao", standalone_mode=False) or DONE)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return WRONG_USAGE
    except click.ClickException as error:
        notes.error(usage_line(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
        return INTERRUPTED
    except DuizhaoError as error:
        notes.error(str(error))
        return WRONG_USAGE if isinstance(error, UnknownFormatError) else FAILED
    except OSError as error:
        # What is left are the standard streams: a disk that is full behind `>`, a terminal that is gone.
        place = error.filename or "标准输入输出"
        notes.error(f"{place}：无法读写（{error.strerror}），需要能读写的位置；请检查空间和权限，或用 -o 写入文件")
        drop_output()
        return FAILED


if __name__ == "__main__":
    main()
