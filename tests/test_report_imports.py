"""What is imported when: the packages of a format by its writer, the rooms by their names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("jinja2", "xlsxwriter", "docx", "openpyxl", "matplotlib", "pyarrow", "lxml", "pandas")


def told(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize(
    "module", ["duizhao.report", "duizhao.report.saving", "duizhao.report.report", "duizhao.results.views"]
)
def test_importing_the_report_brings_no_writer(module: str) -> None:
    assert told(f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])") == "[]"


def test_a_format_brings_its_own_packages_and_no_others(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests'); from report_case import small_report; report = small_report(); "
        f"before = set(sys.modules); report.save({str(tmp_path / 'a')!r} + '.SUFFIX'); "
        f"print(*sorted(name for name in {HEAVY} if name in set(sys.modules) - before))"
    )
    assert told(program.replace("SUFFIX", "md")) == ""
    assert told(program.replace("SUFFIX", "json")) == ""
    assert told(program.replace("SUFFIX", "csv")) == ""
    assert told(program.replace("SUFFIX", "html")) == "jinja2"
    assert told(program.replace("SUFFIX", "xlsx")) == "xlsxwriter"


@pytest.mark.parametrize(
    "room", ["align", "changes", "corpus", "extract", "judges", "language", "report", "results", "segmenter"]
)
def test_a_room_is_there_as_soon_as_the_package_is(room: str) -> None:
    assert told(f"import duizhao as dz; print(dz.{room}.__name__, '{room}' in dir(dz))") == f"duizhao.{room} True"


def test_rooms_bring_nothing_heavy_before_they_are_asked_for() -> None:
    assert told(f"import sys, duizhao; print([name for name in ('numpy', *{HEAVY}) if name in sys.modules])") == "[]"


def test_everything_the_report_names_is_there() -> None:
    assert told("import duizhao.report as r; print([n for n in r.__all__ if getattr(r, n, r) is r])") == "[]"
    assert told("import duizhao.report as r; print(sorted(r.__all__) == dir(r))") == "True"
