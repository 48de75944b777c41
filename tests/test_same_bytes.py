"""The same input and the same version give the same bytes, in every format, in any process, on any day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT, environment

from duizhao.report import FORMS

# Another day, another time zone, another order of sets: nothing of it may be seen. The clock is set before anything is imported;
# that of the datetime module cannot be (pyarrow crashes), but the processes run one after the other, some seconds apart.
ELSEWHEN = """
import sys, time
days, folder, *files = sys.argv[1:]
now, local, seconds = time.time, time.localtime, 86_400 * int(days)
time.time = lambda: now() + seconds
time.localtime = lambda at=None: local(time.time() if at is None else at)
import duizhao
from duizhao.report import FORMS
report = duizhao.compare_many(files[0], files[1:])
for suffix in FORMS:
    report.save(f"{folder}/report{suffix}")
    report.save(f"{folder}/dated{suffix}", date="2026-05-01", lang="en")
"""


@pytest.fixture(scope="module")
def twice(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of two processes that wrote the same report in every format."""
    files = [sample / name for name in ("central_opinion.txt", "local_yunzhou.txt", "local_haiping.txt")]
    folders = []
    for seed, days, zone in (("1", 0, "UTC"), ("2", 400, "Asia/Shanghai")):
        folder = tmp_path_factory.mktemp(f"seed{seed}")
        env = environment(PYTHONHASHSEED=seed, TZ=zone, SOURCE_DATE_EPOCH=str(86_400 * (days + 1)))
        subprocess.run(
            [sys.executable, "-c", ELSEWHEN, str(days), folder, *files], cwd=ROOT, env=env, check=True, timeout=120
        )
        folders.append(folder)
    first, second = folders
    return first, second


@pytest.mark.parametrize("name", ["report", "dated"])
@pytest.mark.parametrize(
    "suffix",
    [
        *(".html", ".docx", ".md", ".json", ".csv", ".parquet"),
        pytest.param(".xlsx", marks=pytest.mark.xfail(".xlsx" not in FORMS, reason="no workbook is written yet")),
    ],
)
def test_the_same_bytes_in_another_process_on_another_day(name: str, suffix: str, twice: tuple[Path, Path]) -> None:
    first, second = ((folder / f"{name}{suffix}").read_bytes() for folder in twice)
    assert len(first) > 1000
    assert first == second


def test_every_format_is_compared(twice: tuple[Path, Path]) -> None:
    assert {path.suffix for path in twice[0].iterdir()} == set(FORMS)
    dated = [(twice[0] / f"{name}.docx").read_bytes() for name in ("report", "dated")]
    assert dated[0] != dated[1]
