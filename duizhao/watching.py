"""The command batch watch: what comes into a folder goes into the store as it comes."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from .batch_options import Work, store_option, work_options
from .console import DONE, Notes, log_line, with_notes

if TYPE_CHECKING:
    from .batch import Store
    from .batch.filling import Filled


@click.command(
    short_help="看着文件夹：来了新文件就加进库，直到按 Ctrl-C。",
    help="看着文件夹（连同里面的文件夹）：先加进已有的，此后来了、变了的文件写完（大小和时间不再变）就加进库并对照，删去的记下；"
    "按 Ctrl-C 停止，随时可以再运行。网络盘请加 --poll。",
)
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@store_option
@click.option("--central", metavar="FILE", help="这些文件的上级文件就是它，不论它们怎么写。")
@click.option(
    "--settle",
    type=click.FloatRange(min=0.1),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="一份文件几秒不变才算写完。",
)
@click.option("--poll", is_flag=True, help="不等系统通知，自己反复看：网络盘用。")
@work_options
@with_notes
def watch(  # noqa: PLR0913, PLR0917 - a parameter for each option
    folders: tuple[str, ...], store: str, central: str | None, settle: float, poll: bool, work: Work, notes: Notes
) -> int:
    """Take in what comes, until it is stopped."""
    from .batch import open_store
    from .batch.folder_watch import watch_folders
    from .batch.store_lock import StoreBusyError

    stop = threading.Event()
    waiting: list[str] = []
    with _stopped_by_signals(stop), open_store(store) as opened:
        for settled in watch_folders(folders, stop, settle=settle, poll=poll):
            waiting += [*settled.paths, *(folders if settled.gone else ())]
            try:
                done = _add(opened, list(dict.fromkeys(waiting)), central, work)
            except StoreBusyError as error:
                notes.warn(f"{error}；留到下一次有变动时再加")
                continue
            waiting = []
            _tell(done, settled.paths == tuple(folders), work, notes)
    notes.say("不再看了；库里的都在，再运行同一命令接着看")
    return DONE


def _add(opened: Store, places: list[str], central: str | None, work: Work) -> Filled:
    from pathlib import Path

    there = [place for place in places if Path(place).exists()]
    return opened.add(
        there,
        central=central,
        engine=work.engine,
        workers=work.workers,
        timeout=work.timeout,
        address=work.address,
    )


def _tell(done: Filled, first: bool, work: Work, notes: Notes) -> None:
    """What came of a look: a line for people, or one of JSON."""
    if work.log_json:
        event = "begin" if first else "added"
        log_line(json.dumps({"event": event, **done.counts, "time": time.strftime("%H:%M:%S")}, ensure_ascii=False))
        return
    for path, reason in done.refused.items():
        notes.error(reason if path in reason else f"{path}：{reason}")
    if first or done.new or done.changed or done.vanished or done.compared:
        when = "已有的" if first else time.strftime("%H:%M:%S")
        rejudged = f"，同族改判 {done.rejudged} 份" if done.rejudged else ""
        notes.say(
            f"{when}：新 {done.new}，变了 {done.changed}，不在了 {done.vanished}；对照 {done.compared} 份{rejudged}"
        )
    if first:
        notes.say("看着文件夹，按 Ctrl-C 停止")


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Whoever ends the program ends the watch, when what is being done is done."""

    def end(*_: Any) -> None:
        stop.set()

    names = [signal.SIGINT, signal.SIGTERM]
    before = (
        {name: signal.signal(name, end) for name in names}
        if threading.current_thread() is threading.main_thread()
        else {}
    )
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
