"""Build the zip that people without a terminal get (unpack, double-click), and the one that pip, pipx and uv install from.

python start/make_zip.py [FOLDER]      # FOLDER/对照-VERSION.zip and FOLDER/duizhao-VERSION.zip, without FOLDER in dist/
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOP = "对照"
SCRIPTS = ("对照.bat", "对照.command")  # stand on top; all else lies in program/
PROGRAM = ("setup.cfg", "setup.py", "pyproject.toml", "README.md", "LICENSE", "start/begin.py", "start/no_python.txt")
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the same tree gives the same zip
LEFT_OUT = re.compile(r"__pycache__$|.*\.pyc$|gold$|\.")


def make_zips(folder: Path) -> list[Path]:
    """Write both into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    found = re.search(r'"([\d.]+)"', (ROOT / "duizhao" / "version.py").read_text(encoding="utf-8"))
    version = found[1] if found else "0"
    source = f"duizhao-{version}"
    return [
        _zipped(folder / f"{TOP}-{version}.zip", {f"{TOP}/{name}": path for name, path in members()}),
        _zipped(folder / f"{source}.zip", {f"{source}/{name}": path for name, path in program()}),
    ]


def _zipped(path: Path, files: dict[str, Path]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sorted(files.items()):
            entry = zipfile.ZipInfo(name, NO_TIME)
            mode = 0o755 if name.endswith(".command") else 0o644
            entry.create_system, entry.external_attr, entry.compress_type = (
                3,
                (0o100000 | mode) << 16,
                zipfile.ZIP_DEFLATED,
            )
            archive.writestr(entry, source.read_bytes())
    return path


def members() -> Iterator[tuple[str, Path]]:
    """What stands in the zip, by its name below the top folder."""
    yield from ((name, ROOT / "start" / name) for name in SCRIPTS)
    yield "先看这里.md", ROOT / "docs" / "开始.md"
    yield from ((f"pictures/{path.name}", path) for path in (ROOT / "docs" / "pictures").glob("*.png"))
    yield from ((f"program/{name}", path) for name, path in program())


def program() -> Iterator[tuple[str, Path]]:
    """What is installed, by its name below the folder that it is installed from."""
    yield from ((name, ROOT / name) for name in PROGRAM)
    for top in packages():
        # Links are not followed: setup.cfg says which folder is which package.
        for place, folders, names in os.walk(ROOT / top):
            folders[:] = [name for name in folders if not LEFT_OUT.match(name) and not Path(place, name).is_symlink()]
            for name in names:
                if not LEFT_OUT.match(name):
                    path = Path(place, name)
                    yield path.relative_to(ROOT).as_posix(), path


def packages() -> list[str]:
    """The folders at the top that are packages."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    mapped = re.findall(r"=\s*(\S+)", settings["options"]["package_dir"])
    return sorted({folder.partition("/")[0] for folder in mapped})


if __name__ == "__main__":
    made = make_zips(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
    sys.stdout.buffer.write("".join(f"{path}\n" for path in made).encode("utf-8"))
