"""How the command line speaks: what is told on standard error, in one line each, on a console of any encoding."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .corpus import Document, DocumentError, known_encoding
from .version import __version__

if TYPE_CHECKING:
    from .changes import Comparison
    from .report import Skipped
    from .segmenter import SegmentedDocument
    from .sources import Refused

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
CommandFunction = Callable[..., Any]


class Notes:
    """What is told on standard error, as loud as the user asked for: errors always, details only with ``verbose``."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet, self.verbose = quiet, verbose

    def error(self, text: str) -> None:
        """Tell of something that was refused or failed."""
        _tell(f"错误：{one_line(text)}")

    def warn(self, text: str) -> None:
        """Tell of something the user should look at."""
        self.say(f"注意：{text}")

    def say(self, text: str) -> None:
        """Tell what was done."""
        if not self.quiet:
            _tell(one_line(text))

    def say_all(self, lines: Iterable[str]) -> None:
        """Tell several things, each on its line."""
        for line in lines:
            self.say(line)

    def detail(self, text: str) -> None:
        """Tell what only a curious user wants to know."""
        if self.verbose:
            self.say(text)

    def refused(self, refused: Sequence[Refused]) -> int:
        """Name every refusal; the exit status that follows."""
        for one in refused:
            self.error(one.reason)
        return FAILED if refused else DONE

    def skipped(self, skipped: Sequence[Skipped]) -> None:
        """Name every file that was left aside."""
        for one in skipped:
            self.say(f"略过 {one.path}：{one.reason}")

    def warnings_of(self, *documents: Document | SegmentedDocument) -> None:
        """Tell what was noticed while the documents were read."""
        for document in documents:
            read = document if isinstance(document, Document) else document.document
            if read.parts > 1 and read.part == 1:
                self.say(f"{read.path}：里面有 {read.parts} 篇文件，依次是 #1 到 #{read.parts}")
            for text in document.warnings:
                self.warn(f"{read.name}：{text}")

    def left_aside(self, told: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Tell what of documents, named first, was not read."""
        for name, warnings in told:
            for text in warnings:
                self.warn(f"{name}：{text}")

    def cautions(self, comparisons: Sequence[Comparison]) -> None:
        """Tell where a comparison makes no sense."""
        for one in comparisons:
            for text in one.warnings:
                self.warn(f"{one.local.document.name}：{text}")

    def corrections(self, about: object) -> None:
        """Tell what became of a specialist's corrections (``parameters["corrections"]`` of a report)."""
        if isinstance(about, dict):
            self.say(f"复核：{about['entries']} 条，采用到 {about['applied']} 句")
            if about["lessons"]:
                self.say(
                    f"类推：{about['lessons']} 条可用于别的文件，落到 {about['taught']} 句，其中 {about['changed']} 句改了判断，"
                    f"另有 {about['suggested']} 句请核对"
                )
            if about["recalibration"]:
                self.say(f"校准：把握按 {about['judgements']} 个复核过的判断重新校准")
            if about["unused"]:
                self.warn(f"复核文件里有 {about['unused']} 条属于这次没有对照的文件，没有用上；请检查是否给错了文件")


def _tell(line: str) -> None:
    """A line on standard error, above the bar where one is drawn (click alone would write past what rich put there to see to it)."""
    click.echo(line, file=sys.stderr if sys.stderr is not sys.__stderr__ else None, err=True)


def log_line(line: str) -> None:
    """Tell a program that follows the work, whatever people want to hear."""
    _tell(line)


def one_line(text: str) -> str:
    r"""The text on one line of visible characters, whatever a file name or a document put into it.

    >>> one_line("一\n二" + chr(27) + "[31m")
    '一 二⟦U+001B⟧[31m'
    """
    if text.isprintable():
        return text
    from .results.visible import visible  # noqa: PLC0415  the whole of report, needed for strange names only

    return " ".join(visible(" ".join(text.splitlines())).split())


def common_options(command: CommandFunction) -> CommandFunction:
    """The options that stand everywhere: before a command or behind it."""
    for decorate in (
        click.help_option("-h", "--help", help="显示这份帮助。"),
        click.version_option(__version__, "--version", prog_name="duizhao", help="显示版本号。"),
        click.option("--verbose", is_flag=True, help="多说几句（标准错误）。"),
        click.option("--quiet", is_flag=True, help="只报错误。"),
    ):
        command = decorate(command)
    return command


def with_notes(command: CommandFunction) -> CommandFunction:
    """The common options of a command, given to it as ``notes``."""

    @functools.wraps(command)
    def run(*, quiet: bool, verbose: bool, **arguments: Any) -> int:
        group = click.get_current_context().find_object(Notes) or Notes()
        notes = Notes(quiet=quiet or group.quiet, verbose=verbose or group.verbose)
        return int(command(notes=notes, **arguments))

    return common_options(run)


class Commands(click.Group):
    """A group that names its commands to those who ask for another one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which ones there are."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"没有命令 {args[0]}，需要 {'、'.join(self.list_commands(ctx))} 之一")
        return super().resolve_command(ctx, args)


def checked_encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The encoding an option names, or one line that says which ones there are."""
    try:
        return None if value is None else known_encoding(value)
    except DocumentError as error:
        raise click.BadParameter(str(error), context, parameter) from None


class OneOf(click.Choice[str]):
    """A choice that says in Chinese what there is to choose from."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the value, or say what was found and what was expected."""
        if value not in self.choices:
            self.fail(f"{value} 不是已知的值，需要 {'、'.join(self.choices)} 之一", param, ctx)
        return super().convert(value, param, ctx)


class Day(click.ParamType[str]):
    """A date written as 2021-05-01, kept as text."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the value, or say what was found and what was expected."""
        try:
            right = date.fromisoformat(value).isoformat() == value
        except ValueError:
            right = False
        if not right:
            self.fail(f"{value} 不是日期，需要 2021-05-01 这样写的年月日", param, ctx)
        return str(value)


def usage_line(error: click.ClickException) -> str:
    """One line on wrong usage: what was found, what was expected, where to read on."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "duizhao"
    return f"{_what_was_wrong(error, context)}；用法见 {command} --help"


def _what_was_wrong(error: click.ClickException, context: click.Context | None) -> str:
    if isinstance(error, click.NoSuchOption):
        meant = f"，是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{meant}"
    if isinstance(error, click.BadParameter) and error.param is not None and context is not None:
        name = error.param.get_error_hint(context)
        return f"缺少 {name}" if isinstance(error, click.MissingParameter) else f"{name}：{error.message}"
    return error.format_message().rstrip(".。")
