"""The packages we need: listed in docs/依赖.md as in setup.cfg, pinned for CI, free of licences that would bind our users."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = "core"
# What .ci/run installs.
PINNED = (CORE, "test", "release")
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?>=([\d.]+)")
ROW = re.compile(r"^\| ([\w.-]+) \| ([\d.]+) \| ([^|]+) \|(?: ([\w、]+) \|)? [^|]+ \|$", re.MULTILINE)


def required() -> Iterator[tuple[str, str, str]]:
    """Group, package, lowest version."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    groups = {CORE: settings["options"]["install_requires"], **settings["options.extras_require"]}
    for group, text in groups.items():
        for line in text.splitlines():
            if line and not line.startswith(("#", "duizhao[")):
                found = REQUIREMENT.match(line)
                assert found, f"{line}: a requirement names the oldest version that was tried"
                yield group, found[1], found[2]


def pins() -> dict[str, list[tuple[int, ...]]]:
    """The versions of each package in the file of pins: several where they depend on the Python."""
    found: dict[str, list[tuple[int, ...]]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\d.]+)", (ROOT / ".ci" / "pins.txt").read_text(), re.MULTILINE):
        found.setdefault(plain(name), []).append(numbers(version))
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part)


def test_every_requirement_is_explained_with_its_lowest_version() -> None:
    listed = set()
    for name, lowest, licence, groups in ROW.findall((ROOT / "docs" / "依赖.md").read_text(encoding="utf-8")):
        assert licence.strip()
        listed |= {(group, name, lowest) for group in (groups or CORE).split("、")}
    assert listed == set(required())


def test_the_pins_are_those_of_setup_cfg() -> None:
    known = pins()
    for group, name, lowest in required():
        if group in PINNED:
            assert plain(name) in known, f"{name} is not pinned: run make pins"
            assert all(version >= numbers(lowest) for version in known[plain(name)]), f"{name}: run make pins"


def test_every_pin_has_its_hashes_and_no_index_is_named() -> None:
    blocks = re.split(r"\n(?=\w)", (ROOT / ".ci" / "pins.txt").read_text())
    assert len(blocks) > 50
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert [block.splitlines()[0] for block in blocks if re.search(r"://|index|-f\b", block)] == []


@pytest.mark.parametrize("name", sorted({name for _, name, _ in required()}))
def test_no_licence_binds_our_users(name: str) -> None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    told = [about.get("License-Expression", ""), (about.get("License") or "").partition("\n")[0]]
    told += [one for one in about.get_all("Classifier", []) if one.startswith("License")]
    assert not re.search(r"\bA?GPL|GNU (?:Affero )?General Public", " ".join(filter(None, told))), told
