"""A process that has the program loaded and starts a child of its own for every command: a process each, without the wait for imports.

Reads a line of JSON for each run (arguments as Latin-1 text of their bytes, folder, the files of the three streams), answers with the exit
status. The children share nothing: each is forked from this process, which runs no command itself.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import traceback
from typing import Any

# What most commands load sooner or later.
LOADED = (
    "duizhao.cli",
    "duizhao.pipeline",
    "duizhao.report",
    "duizhao.changes",
    "pandas",
    "openpyxl",
    "jinja2",
    "xlsxwriter",
    "docx",
)


def _streams(order: dict[str, Any]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, (name, how) in enumerate((("stdin", os.O_RDONLY), ("stdout", flags), ("stderr", flags))):
        place = os.open(order[name], how, 0o600)
        os.dup2(place, number)
        os.close(place)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)


def _command(order: dict[str, Any]) -> int:
    """In the child: run the command; its exit status."""
    try:
        _streams(order)
        os.chdir(order["cwd"])
        sys.argv = ["duizhao", *(os.fsdecode(argument.encode("latin-1")) for argument in order["arguments"])]
        importlib.import_module("duizhao.cli").main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _in_child(order: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        status = _command(order)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                status = status or 1
        os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended)


def serve() -> None:
    """Take orders until the caller is gone."""
    for name in LOADED:
        importlib.import_module(name)
    importlib.import_module("duizhao.materials").shipped_materials()  # as a process has them that has read a document
    gc.freeze()  # the children share it: none looks through it for garbage
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    for line in sys.stdin:
        print(_in_child(json.loads(line)), file=answers, flush=True)


if __name__ == "__main__":
    serve()
