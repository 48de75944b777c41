"""Run the command line as a user does: a process of its own, no shell."""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "duizhao")
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); from duizhao.cli import main; main()"


def environment(**more: str) -> dict[str, str]:
    """The environment of this process, with the repository in front and no encoding but the one a test asks for."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    return {**bare, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


@dataclass(frozen=True)
class Result:
    """What a run of the command left behind."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode("utf-8")

    @property
    def notes(self) -> list[str]:
        """The lines of standard error."""
        return self.err.decode("utf-8").splitlines()

    @property
    def complaints(self) -> list[str]:
        """The error lines of standard error; whatever else stands there must be no traceback."""
        assert b"Traceback" not in self.err, self.err.decode("utf-8", "replace")
        return [line for line in self.notes if line.startswith("错误：")]


@functools.cache
def _server() -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        (sys.executable, ROOT / "tests" / "command_server.py"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    atexit.register(server.kill)
    return server


def _run_in_loaded_process(arguments: Sequence[bytes], cwd: Path, stdin: bytes) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        streams = {name: Path(folder) / name for name in ("stdin", "stdout", "stderr")}
        streams["stdin"].write_bytes(stdin)
        order = {
            "arguments": [argument.decode("latin-1") for argument in arguments],
            "cwd": str(cwd),
            **{name: str(place) for name, place in streams.items()},
        }
        server = _server()
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(order).encode() + b"\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return Result(status, streams["stdout"].read_bytes(), streams["stderr"].read_bytes())


def run(
    *arguments: str | Path | bytes,
    cwd: Path | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    largest_file: int | None = None,
) -> Result:
    """Run ``duizhao`` with these arguments; ``largest_file`` is how many bytes it may write into one file.

    A process of its own every time; one with the environment that tests have anyway is forked from a process that has loaded the program.
    """
    if env is None and largest_file is None and hasattr(os, "fork"):
        return _run_in_loaded_process([os.fsencode(argument) for argument in arguments], cwd or Path.cwd(), stdin)
    command = COMMAND if largest_file is None else (sys.executable, "-c", LIMITED.format(largest_file))
    done = subprocess.run(
        [*command, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=dict(env or environment()),
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)
