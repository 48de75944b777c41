"""A fence around the reading of a file: so much time and memory and no more, whatever the file is made of, and the others are read."""

from __future__ import annotations

import importlib
import math
import multiprocessing
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from .corpus import Document, DocumentError, read_documents
from .corpus.documents import file_bytes
from .corpus.formats.sniffing import sniff
from .corpus.reading import shown

_Read = TypeVar("_Read")
# Reads a path whose bytes are given, in an encoding or the one that is found.
ReadBytes = Callable[[str, bytes, "str | None"], _Read]
_ORDINARY = 200_000  # bytes of a plain text that is read where we are: cleaning and cutting are linear in it
_FEW_TAGS = 20
_WAIT, _OFFICE_WAIT = (
    6,
    100,
)  # times the processor's seconds that a clock on the wall may show; seconds for LibreOffice to start and end
# What each kind of file needs is loaded once, by us, and not by every worker anew.
_PARSERS = {
    "docx": ("lxml.etree", "duizhao.corpus.formats.docx"),
    "ofd": ("lxml.etree", "duizhao.corpus.formats.ofd"),
    "pdf": ("pypdfium2", "duizhao.corpus.formats.pdf"),
    "text": ("selectolax.lexbor", "duizhao.corpus.formats.html", "duizhao.corpus.formats.inline_marks"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much reading one file may take: ``seconds`` of processor time, one more for each megabyte of it, and ``megabytes`` of memory.

    Memory is counted from what a worker has when it begins. Windows sets no limit of memory, and there a clock counts the time.

    >>> Limits().seconds_for(2_500_000)
    12
    """

    seconds: int = 10
    megabytes: int = 1024

    def seconds_for(self, size: int) -> int:
        """The seconds for a file of so many bytes."""
        return self.seconds + size // 1_000_000


def read_within(limits: Limits, path: str | Path, read: ReadBytes[_Read], encoding: str | None = None) -> _Read:
    """Read a file in a worker that is ended where it passes a limit; an ordinary plain text is read here, at no cost.

    :raises DocumentError: it cannot be read as a document, or takes more than the limits; the line names the limit.
    """
    data = file_bytes(path)
    if is_ordinary(data):
        return read(str(path), data, encoding)
    _prepare(data)
    return _in_worker(limits, str(path), data, read, encoding)


def read_plainly(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    """The documents of a file as :func:`duizhao.corpus.read_documents` gives them: what :func:`read_within` may be given to do."""
    return read_documents(path, encoding=encoding, data=data)


def is_ordinary(data: bytes) -> bool:
    """Is it a plain text of ordinary size, for which no fence is needed?

    >>> is_ordinary("第一条　书屋免费。".encode()), is_ordinary(b"<p>" * 30), is_ordinary(b"%PDF-1.7")
    (True, False, False)
    """
    if len(data) > _ORDINARY or data.count(b"<") > _FEW_TAGS:
        return False
    try:
        return sniff(data) == "text"
    except DocumentError:
        return True  # it is refused at once


def _prepare(data: bytes) -> None:
    try:
        kind = sniff(data)
    except DocumentError:
        return
    for name in _PARSERS.get(kind, _PARSERS["docx"]):
        importlib.import_module(name)


def _in_worker(limits: Limits, path: str, data: bytes, read: ReadBytes[_Read], encoding: str | None) -> _Read:
    forks = sys.platform != "win32" and "fork" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    seconds = limits.seconds_for(len(data))
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(theirs, limits, seconds, path, data, read, encoding), daemon=True)
    with warnings.catch_warnings():
        # What a worker does is reading alone: no lock of another thread stands in its way.
        warnings.simplefilter("ignore", DeprecationWarning)
        worker.start()
    theirs.close()
    try:
        if not ours.poll(seconds * _WAIT + _OFFICE_WAIT if forks else seconds * 2):
            raise DocumentError(_passed(path, limits, seconds, None))
        answer = _answer(ours)
        if answer is None:
            worker.join(10)
            raise DocumentError(_passed(path, limits, seconds, worker.exitcode))
    finally:
        ours.close()
        if worker.is_alive():
            worker.kill()
        worker.join()
    is_read, found = pickle.loads(answer)  # noqa: S301  our own worker's
    if is_read:
        return found  # type: ignore[no-any-return]
    if isinstance(found, MemoryError):
        raise DocumentError(_too_much_memory(path, limits))
    raise found


def _answer(connection: Connection) -> bytes | None:
    """What a worker sends; nothing where it ends before."""
    try:
        return connection.recv_bytes()
    except (EOFError, OSError):
        return None


def _passed(path: str, limits: Limits, seconds: int, status: int | None) -> str:
    """What is said of a file whose worker has ended without an answer."""
    if status is None or (sys.platform != "win32" and status == -signal.SIGXCPU):
        return (
            f"{shown(path)}：读了 {seconds} 秒还没有读完，上限 {seconds} 秒（{limits.seconds} 秒，每 MB 加 1 秒），没有读入；"
            "请检查文件，或用 --time-limit 放宽"
        )
    if status >= 0:
        return f"{shown(path)}：读取的进程中断（状态 {status}），没有读入，需要读得完的文件；请再试一次，或检查文件"
    return (
        f"{shown(path)}：读取的进程被系统中断（信号 {-status}），多半是内存超过上限 {limits.megabytes} MB，没有读入；"
        "请检查文件，或用 --memory-limit 放宽"
    )


def _too_much_memory(path: str, limits: Limits) -> str:
    return (
        f"{shown(path)}：读取要用的内存超过上限 {limits.megabytes} MB，没有读入；请检查文件，或用 --memory-limit 放宽"
    )


def _work(  # noqa: PLR0913, PLR0917  what a worker is given
    answer: Connection, limits: Limits, seconds: int, path: str, data: bytes, read: ReadBytes[Any], encoding: str | None
) -> None:
    """Read in a worker, and send what was read or what is said against it."""
    if sys.platform != "win32":
        _set_limits(limits, seconds)
    found: tuple[bool, Any]
    try:
        found = (True, read(path, data, encoding))
        sent = pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        sent = pickle.dumps((False, MemoryError()))
    except RecursionError:
        sent = pickle.dumps((False, DocumentError(f"{shown(path)}：里面一层套一层，读不下去，没有读入；请检查文件")))
    except Exception as error:
        sent = pickle.dumps((False, error))
    answer.send_bytes(sent)
    answer.close()


def _set_limits(limits: Limits, seconds: int) -> None:
    """Limit ourselves. What a library says as it is ended goes nowhere: the line about the file is said by who started us."""
    import resource  # noqa: PLC0415  there is none on Windows

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    used = math.ceil(sum(os.times()[:2]))
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, used + seconds)
    if (begins_with := _addresses()) is not None:
        _lower(resource.RLIMIT_AS, begins_with + limits.megabytes * 1_000_000)


def _lower(kind: int, most: int) -> None:
    import resource  # noqa: PLC0415  see above

    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _addresses() -> int | None:
    """The bytes of addresses that we have; ``None`` where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
