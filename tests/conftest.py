"""What several tests need: the sample corpus, the real documents beside the repository, and how hypothesis searches."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Tests run in as many processes as there are cores: threads of numerical libraries would wait for each other (five times as long).
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

# Modules, tables and 8,000 tests live until the end: looking through them for garbage, again and again, took a sixth of the time.
gc.disable()

ROOT = Path(__file__).resolve().parent.parent

# The same examples on every run, so that what passed here passes there; `pytest --hypothesis-profile=explore` searches on.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """What is loaded by now stays; only what the tests make is looked through for garbage."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the sample corpus."""
    return ROOT / "corpus" / "sample"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` beside the repository, with real documents and their gold; tests that need it are skipped without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the real documents are not there: no folder ../shared/corpus beside the repository")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, one for each file of tests; tests that need it are skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip(f"none of {'、'.join(names)} is installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()
