"""Cases that stand in files: what is given, what is expected, and why it is hard."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Case = dict[str, Any]


def load_cases(folder: Path) -> list[Case]:
    """The cases of every file of a folder, each with the file it stands in."""
    return [
        {**case, "file": path.stem}
        for path in sorted(folder.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
