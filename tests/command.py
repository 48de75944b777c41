"""Run the command line as a user does: a process of its own, no shell."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
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


def run(
    *arguments: str | Path | bytes,
    cwd: Path | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    largest_file: int | None = None,
) -> Result:
    """Run ``duizhao`` with these arguments; ``largest_file`` is how many bytes it may write into one file."""
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
