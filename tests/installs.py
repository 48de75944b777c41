"""Installs to try out: from a copy of the tree, into environments that are thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = (".git", ".venv*", ".*_cache", ".hypothesis", "build", "dist", "*.egg-info", "__pycache__", "demo")
# No index is asked, and setuptools is that of the test extra.
INSTALL = ("install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")


def copy_tree(target: Path) -> Path:
    """A copy of the repository as it stands: a build leaves files in the folder it works in."""
    return Path(shutil.copytree(ROOT, target, symlinks=True, ignore=shutil.ignore_patterns(*NOT_COPIED)))


def bare_environment(**more: str) -> dict[str, str]:
    """The variables of this process without those that lead Python to the repository."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}, **more}


def quietly(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command that must succeed; what it printed."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, timeout=120)
    out, told = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert done.returncode == 0, f"{command}\n{out}\n{told}"
    return out


def make_environment(folder: Path) -> Path:
    """A virtual environment without duizhao in which every other package of this one can be imported; its interpreter."""
    venv.create(folder, symlinks=os.name != "nt", with_pip=False)
    (python,) = [*folder.glob("bin/python"), *folder.glob("Scripts/python.exe")]
    (own,) = [*folder.glob("lib/python*/site-packages"), *folder.glob("Lib/site-packages")]
    # Packages alone: the .pth files of these folders, duizhao's among them, are not followed from here.
    shared = [path for path in sys.path if Path(path).name == "site-packages"]
    (own / "shared.pth").write_text("".join(f"{path}\n" for path in shared), encoding="utf-8")
    return python
