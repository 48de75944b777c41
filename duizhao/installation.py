"""What of this package is installed: its version, the packages it needs, its extras, the programs and fonts it uses.

The requirements are those that the installation itself records, so there is no second list of them. No package is imported
to be looked at, no program is started but ``fc-list``, and nothing is written.
"""

from __future__ import annotations

import locale
import operator
import os
import platform
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from .corpus.formats.office_program import find_office
from .report.charts.chart_fonts import KNOWN_FONTS, SHIPPED_NAME
from .version import __version__

# What a requirement looks like in the record of an installation: 'matplotlib>=3.8; extra == "charts"'.
_REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[\w, -]*\])?\s*([^;]*?)\s*(?:;(.*))?$")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w.-]+)['"]""")
_LEAST = re.compile(r"(?:>=|==)\s*([\d.]+)")
_PYTHON = re.compile(r"""python_version\s*(<=?|>=?|==)\s*['"]([\d.]+)['"]""")
# Of those who change the code, not of users; and the sum of the others.
_NO_FEATURES = ("docs", "test", "release", "all")
Way = Literal["tree", "editable", "installed", "pipx", "uv"]


@dataclass(frozen=True, slots=True)
class NeededPackage:
    """A package that duizhao or one of its extras asks for: its name, the versions asked for, the one there (``None``: none)."""

    name: str
    wanted: str
    found: str | None

    @property
    def fits(self) -> bool:
        """Is it there, and not too old?

        >>> NeededPackage("a", ">=1.10", "1.9.2").fits, NeededPackage("a", ">=1.10,<3", "1.10").fits
        (False, True)
        """
        least = _LEAST.search(self.wanted)
        return self.found is not None and (least is None or _numbers(self.found) >= _numbers(least[1]))


@dataclass(frozen=True, slots=True)
class Installation:
    """What was found. ``extras`` are those for users, by name; a font or program that is not there is ``None``."""

    version: str
    way: Way
    python: str
    system: str
    encoding: str
    core: tuple[NeededPackage, ...]
    extras: Mapping[str, tuple[NeededPackage, ...]]
    office: str | None
    chart_font: str | None
    page_font: str | None
    fonts_known: bool

    @property
    def works(self) -> bool:
        """Is every package of the core there?"""
        return bool(self.core) and all(package.fits for package in self.core)


def look_around() -> Installation:
    """What is installed here. Half a second."""
    core, extras = needed_packages(_recorded())
    known, page_font = _system_font()
    return Installation(
        version=__version__,
        way=_way(),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release().partition('-')[0]} {platform.machine()}".strip(),
        encoding=f"{sys.getfilesystemencoding()}/{locale.getpreferredencoding(False)}",
        core=core,
        extras=extras,
        office=_office_version(),
        chart_font=_chart_font(page_font),
        page_font=page_font,
        fonts_known=known,
    )


def needed_packages(
    recorded: Iterable[str],
) -> tuple[tuple[NeededPackage, ...], dict[str, tuple[NeededPackage, ...]]]:
    """The packages of the core and those of each extra, from the requirements as an installation records them.

    >>> core, extras = needed_packages(["click>=8", 'a-package-of-nobody>=2; extra == "nobody"'])
    >>> core[0].name, core[0].fits, extras["nobody"][0].found
    ('click', True, None)
    """
    core: list[NeededPackage] = []
    extras: dict[str, list[NeededPackage]] = defaultdict(list)
    for line in recorded:
        read = _REQUIREMENT.match(line)
        if read is None or not _for_this_python(read[3] or ""):
            continue
        needed = NeededPackage(read[1], read[2].strip("() "), _version_of(read[1]))
        extra = _EXTRA.search(read[3] or "")
        (extras[extra[1]] if extra else core).append(needed)
    return tuple(core), {name: tuple(found) for name, found in extras.items() if name not in _NO_FEATURES}


def _for_this_python(marker: str) -> bool:
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}
    return all(compare[sign](sys.version_info[:2], _numbers(number)) for sign, number in _PYTHON.findall(marker))


def _recorded() -> list[str]:
    try:
        return distribution("duizhao").requires or []
    except PackageNotFoundError:
        return []


def _version_of(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _numbers(text: str) -> tuple[int, ...]:
    release = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, release[0].split("."))) if release else ()


def _way() -> Way:
    """How this package came here, as far as its folder tells."""
    try:
        record = distribution("duizhao").read_text("direct_url.json") or ""
    except PackageNotFoundError:
        return "tree"
    if '"editable": true' in record or '"editable":true' in record:
        return "editable"
    parts = Path(sys.prefix).parts
    return "pipx" if "pipx" in parts else "uv" if {"uv", "tools"} <= set(parts) else "installed"


def _office_version() -> str | None:
    """The version of LibreOffice, empty where only its program is found; it is not started."""
    program = find_office()
    if program is None:
        return None
    for name in ("versionrc", "version.ini"):
        for folder in (Path(program).resolve().parent, Path(program).resolve().parent.parent / "Resources"):
            try:
                text = (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            told = re.search(r"^(?:AboutBoxVersion|MsiProductVersion)=([\d.]+)|LibreOffice_(\d+)_", text, re.MULTILINE)
            return (told[1] or told[2]) if told else ""
    return ""


def _chart_font(page_font: str | None) -> str | None:
    """The font that charts are drawn with (``chart_font``), told without matplotlib, which would write a list of fonts."""
    if find_spec("matplotlib") is None:
        return None
    return page_font if page_font in KNOWN_FONTS else SHIPPED_NAME if find_spec("zhplot") else None


def _system_font() -> tuple[bool, str | None]:
    """Is it known which fonts the system has, and one of those with Chinese characters."""
    if sys.platform in ("win32", "darwin"):
        return True, "Microsoft YaHei" if sys.platform == "win32" else "PingFang SC"  # part of these systems
    program = shutil.which("fc-list")
    if program is None:
        return False, None
    with TemporaryDirectory() as folder:  # it may want to keep a list too
        env = {**os.environ, "HOME": folder, "XDG_CACHE_HOME": folder}
        try:
            done = subprocess.run(  # noqa: S603  the program that was found, words of our own
                [program, ":lang=zh-cn", "family"], env=env, capture_output=True, check=False, timeout=20
            )
        except (OSError, subprocess.TimeoutExpired):
            return False, None
    names = {line.split(",")[0].strip() for line in done.stdout.decode("utf-8", "replace").splitlines()} - {""}
    return done.returncode == 0, next((name for name in (*KNOWN_FONTS, *sorted(names)) if name in names), None)
