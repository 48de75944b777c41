"""A store and bad luck: killed in the middle, a worker that dies or hangs, a full disk, another engine."""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from batch_files import content, write_folder
from command import run

import duizhao as dz
from duizhao.batch.engines import EngineWish, make_engine
from duizhao.batch.named_bases import load_basis_rules
from duizhao.batch.process_engine import ProcessEngine
from duizhao.batch.tasks import Equipment, content_hash
from duizhao.corpus import UnknownFormatError
from duizhao.materials import shipped_materials
from duizhao.options import Options

DAY = "2030-10-01"
KILLS = 10
# The tables that belong to one document: none may be there without it.
HANGING = ("basis", "passage", "unit", "sentence", "requirement")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("faults") / "文件")


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> dict[str, str]:
    with dz.open_store(folder.parent / "一.db") as store:
        store.add(folder, engine="serial", day=DAY)
        return content(store, folder.parent / "一")


@pytest.fixture(scope="module")
def equipment() -> Equipment:
    return Equipment(materials=shipped_materials(), bases=load_basis_rules(), options=Options())


def assert_whole(path: Path) -> None:
    """Nothing half there: every document has its sentences, every comparison its verdicts, and nothing hangs in the air."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        documents = connection.execute("SELECT count(*) FROM document").fetchone()[0]
        for question in (
            "SELECT count(DISTINCT document) FROM sentence",
            "SELECT count(*) FROM document WHERE sha256 IN (SELECT sha256 FROM file)",
        ):
            assert connection.execute(question).fetchone()[0] == documents
        compared = connection.execute("SELECT count(*) FROM comparison").fetchone()[0]
        assert connection.execute("SELECT count(DISTINCT local) FROM verdict").fetchone()[0] == compared


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_killed_at_random_moments_and_finished_it_is_as_undisturbed(
    folder: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    chance = random.Random(18)  # noqa: S311  moments, no secrets
    path = folder.parent / "二.db"
    for kill in range(KILLS):
        child = os.fork()
        if child == 0:
            try:
                with dz.open_store(path) as store:
                    store.add(folder, engine="serial", day=DAY)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.0, 0.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if path.exists():
            with dz.open_store(path) as store:  # it opens, whatever the moment
                store.status()
            assert_whole(path)
        if kill % 3 == 2 or kill == KILLS - 1:
            with dz.open_store(path) as store:
                store.add(folder, engine="serial", day=DAY)
                assert content(store, tmp_path / str(kill)) == undisturbed
            for leftover in path.parent.glob("二.db*"):
                leftover.unlink()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit on files")
def test_a_full_disk_is_told_in_a_line_and_leaves_whole_documents(
    folder: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    path = folder.parent / "三.db"
    done = run("batch", "add", folder, "--store", path, "--engine", "serial", largest_file=200_000)
    assert done.status == 1
    assert len(done.complaints) == 1
    assert "磁盘写不进" in done.complaints[0]
    assert_whole(path)
    with dz.open_store(path) as store:
        store.add(folder, engine="serial", day=DAY)
        assert store.status()["compared"] == 3
        assert set(content(store, tmp_path / "a")) == set(undisturbed)


def _tasks(folder: Path) -> list[tuple[str, dict[str, str]]]:
    return [
        (path.stem, {"path": str(path), "sha256": content_hash(path.read_bytes())})
        for path in sorted(folder.rglob("*.txt"))
    ]


def test_a_killed_worker_costs_one_try(folder: Path, equipment: Equipment) -> None:
    tasks = _tasks(folder)
    with ProcessEngine(equipment, workers=1, timeout=60) as engine:
        outcomes = []
        for outcome in engine.run("read", tasks):
            outcomes.append(outcome)
            process = engine._workers[0]._process
            if process is not None and len(outcomes) == 2:
                process.kill()
    assert sorted(one.key for one in outcomes) == sorted(key for key, _ in tasks)
    assert [one.error for one in outcomes if one.error] == []


def test_a_task_that_hangs_is_stopped(tmp_path: Path, equipment: Equipment) -> None:
    pipe = tmp_path / "大.txt"
    pipe.write_text("书屋应当每天开放。\n" * 55_000, encoding="utf-8")
    with ProcessEngine(equipment, workers=1, timeout=0.2) as engine:
        [outcome] = engine.run("read", [("大", {"path": str(pipe), "sha256": "0" * 64})])
    assert outcome.error is not None
    assert outcome.error.startswith("超过 0.2 秒没有做完")


def test_an_engine_that_is_left_in_the_middle_ends_its_workers(folder: Path, equipment: Equipment) -> None:
    before = threading.active_count()
    engine = ProcessEngine(equipment, workers=1, timeout=60)
    with pytest.raises(KeyboardInterrupt):
        _break_off(engine, _tasks(folder))
    assert engine._workers[0]._process is None
    given_up = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < given_up:
        time.sleep(0.05)
    assert threading.active_count() == before


def _break_off(engine: ProcessEngine, tasks: list[tuple[str, dict[str, str]]]) -> None:
    with engine:
        next(engine.run("read", tasks))
        raise KeyboardInterrupt


def test_dask_says_what_is_missing_or_gives_the_same(
    folder: Path, undisturbed: dict[str, str], equipment: Equipment, tmp_path: Path
) -> None:
    if importlib.util.find_spec("distributed") is None:
        with pytest.raises(UnknownFormatError, match=r"'\.\[batch\]'"):
            make_engine(EngineWish(name="dask"), equipment)
        return
    from distributed import Client, LocalCluster  # noqa: PLC0415  an extra

    class KillsOne:
        """Kills a worker process of the cluster when the first comparison is done."""

        def __init__(self, client: Client) -> None:
            self.client, self.text, self.killed = client, "", False

        def begin(self, text: str, total: int | None = None) -> None:  # noqa: ARG002  as Progress has it
            self.text = text

        def step(self) -> None:
            if self.text == "对照" and not self.killed:
                self.killed = True
                os.kill(min(self.client.run(os.getpid).values()), signal.SIGKILL)

    # A scheduler and workers of their own, as a cluster has them.
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True) as cluster,
        Client(cluster, set_as_default=False) as client,
        dz.open_store(folder.parent / "四.db") as store,
    ):
        killer = KillsOne(client)
        store.add(folder, engine="dask", address=cluster.scheduler_address, day=DAY, progress=killer)
        assert killer.killed
        assert content(store, tmp_path / "a") == undisturbed
