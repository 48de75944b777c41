"""What is installed and what is missing, told so that it can be put right, and nothing told of the user."""

from __future__ import annotations

import getpass
import json
import platform
import subprocess
import sys
from configparser import ConfigParser
from dataclasses import replace
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class
from click.testing import CliRunner, Result
from command import COMMAND, ROOT, environment

from duizhao import installation
from duizhao.cli import cli
from duizhao.completion import offer_files
from duizhao.doctor import bring, doctor_words
from duizhao.installation import Installation, NeededPackage, look_around, needed_packages
from duizhao.language import load_table

GOOD = NeededPackage("click", ">=8.2", "8.5.1")
OLD = NeededPackage("jinja2", ">=3.1", "2.11")
GONE = NeededPackage("pyarrow", ">=15", None)
BARE = Installation(
    version="0.1.0",
    way="installed",
    python="3.12.0",
    system="Linux 6.1 x86_64",
    encoding="utf-8/UTF-8",
    core=(GOOD,),
    extras={"parquet": (GONE,), "charts": (GOOD,)},
    office=None,
    chart_font=None,
    page_font=None,
    fonts_known=True,
)


def ask(monkeypatch: pytest.MonkeyPatch, found: Installation, *arguments: str) -> Result:
    monkeypatch.setattr(installation, "look_around", lambda: found)
    return CliRunner().invoke(cli, ["doctor", *arguments], standalone_mode=False)


def settings() -> ConfigParser:
    read = ConfigParser()
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    return read


def listed(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


# ------------------------------------------------------------------------------------------------------------- setup.cfg

NOT_FOR_USERS = {"test", "docs", "release", "all"}


def test_every_extra_is_explained_in_both_languages() -> None:
    table, extras = load_table("duizhao", "doctor"), set(settings()["options.extras_require"])
    assert set(table["extras"]) == extras - NOT_FOR_USERS
    assert all(row["zh"] and row["en"] for row in table["extras"].values())
    assert set(table["zh"]) == set(table["en"])


def test_all_is_every_extra_for_users_but_hanlp() -> None:
    extras = settings()["options.extras_require"]
    (line,) = listed(extras["all"])
    named = line.removeprefix("duizhao[").removesuffix("]").split(",")
    assert sorted(named) == sorted(set(extras) - NOT_FOR_USERS - {"hanlp"})


def test_no_extra_is_empty_and_office_names_what_the_core_has() -> None:
    extras, core = settings()["options.extras_require"], listed(settings()["options"]["install_requires"])
    assert [name for name in extras if not listed(extras[name])] == []
    assert set(listed(extras["office"])) <= set(core)


# ---------------------------------------------------------------------------------------------------------- requirements


@pytest.mark.parametrize(
    ("recorded", "core", "extra"),
    [
        ("click>=8.2", "click>=8.2", None),
        ("zope.interface", "zope.interface", None),
        ('matplotlib>=3.8; extra == "charts"', None, "matplotlib>=3.8"),
        ("pyright[nodejs]>=1.1 ; extra == 'charts'", None, "pyright>=1.1"),
        ('tomli>=2; python_version < "3.2"', None, None),
        ("""tomli>=2; python_version >= '3.2' and extra == "charts" """, None, "tomli>=2"),
        ('pytest>=8; extra == "test"', None, None),
    ],
)
def test_requirements_are_read_as_installations_record_them(recorded: str, core: str | None, extra: str | None) -> None:
    found, extras = needed_packages([recorded])
    assert [one.name + one.wanted for one in found] == [core] * (core is not None)
    assert [one.name + one.wanted for one in extras.get("charts", ())] == [extra] * (extra is not None)


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        (">=3.1", "3.10.2", True),
        (">=3.10", "3.9", False),
        (">=2.1,<2.2", "2.1.7", True),
        ("==1.5", "1.5", True),
        ("", "0", True),
        (">=1", None, False),
    ],
)
def test_what_is_too_old_does_not_fit(wanted: str, found: str | None, fits: bool) -> None:
    assert NeededPackage("one", wanted, found).fits is fits


def test_what_is_installed_here_is_found() -> None:
    found = look_around()
    names = {one.partition(">")[0] for one in listed(settings()["options"]["install_requires"])}
    assert {package.name for package in found.core} == names
    assert found.works


# ------------------------------------------------------------------------------------------------------------ the command


def test_what_is_missing_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ask(monkeypatch, BARE).output
    for line in (
        '装上：pip install "pyarrow>=15"',
        "✓ charts",
        "LibreOffice：没有",
        "图里的汉字字体：没有",
        "fonts-noto-cjk",
    ):
        assert line in told
    assert "缺 pyarrow" in told
    english = ask(monkeypatch, BARE, "--lang", "en").output
    assert 'to get it: pip install "pyarrow>=15"' in english
    words, block = doctor_words("en")["block"], doctor_words("zh")["block"]
    assert english.partition(words)[2] == told.partition(block)[2] != ""


def test_a_core_that_is_not_whole_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    done = ask(monkeypatch, replace(BARE, core=(GOOD, OLD)))
    assert done.return_value == 1
    assert 'jinja2（有 2.11，需要 >=3.1）；装上：pip install "jinja2>=3.1"' in done.output
    assert ask(monkeypatch, BARE).return_value == 0
    unknown = ask(monkeypatch, replace(BARE, core=(), extras={}, way="tree", page_font=None, fonts_known=False))
    assert unknown.return_value == 1
    assert "pip install ." in unknown.output
    assert "? 系统的汉字字体" in unknown.output


def test_the_command_that_brings_something_is_that_of_the_installer() -> None:
    assert bring(replace(BARE, way="pipx"), [GONE]) == 'pipx inject duizhao "pyarrow>=15"'
    assert bring(replace(BARE, way="uv"), [GONE]) == 'uv tool install . --with "pyarrow>=15"'


def test_json_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    read = json.loads(ask(monkeypatch, BARE, "--json").output)
    assert read["extras"]["parquet"] == {
        "complete": False,
        "command": 'pip install "pyarrow>=15"',
        "packages": {"pyarrow": {"wanted": ">=15", "found": None, "fits": False}},
    }
    assert read["works"] is True
    assert read["report"].splitlines()[0].startswith("duizhao 0.1.0")


def test_nothing_of_the_user_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    """As a process, in a home of its own: what would be pasted into a report for everybody to read."""
    place = tmp_path / "zhang-san"
    place.mkdir()
    env = environment(HOME=str(place), USERPROFILE=str(place), LOGNAME="zhang-san")
    done = subprocess.run([*COMMAND, "doctor"], env=env, cwd=place, capture_output=True, check=True)
    told = done.stdout.decode("utf-8")
    for private in ("zhang-san", str(Path.home()), str(ROOT), sys.prefix, platform.node(), getpass.getuser()):
        assert private not in told
    assert list(place.iterdir()) == []


# ------------------------------------------------------------------------------------------------------------- completion


@pytest.mark.parametrize(
    ("shell", "words", "offered"),
    [
        ("bash", "duizhao rep", "plain,report"),
        ("bash", "duizhao report 中央", "file,中央"),
        ("zsh", "duizhao doctor --lang e", "plain\nen\n_"),
        ("zsh", "duizhao report --output 报", "file\n报\n_"),
        ("fish", "duizhao batch exp", "plain"),
    ],
)
def test_the_shell_is_offered_commands_values_and_files(
    shell: str, words: str, offered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = words.rsplit(maxsplit=1)[-1] if shell == "fish" else str(len(words.split()) - 1)
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", last)
    offer_files()
    made = get_completion_class(shell)
    assert made is not None
    assert made(cli, {}, "duizhao", "_DUIZHAO_COMPLETE").complete().startswith(offered)


def test_the_command_answers_the_shell() -> None:
    env = environment(_DUIZHAO_COMPLETE="bash_complete", COMP_WORDS="duizhao review 报", COMP_CWORD="2")
    done = subprocess.run([*COMMAND], env=env, capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == "file,报\n"
