"""A folder that is watched: what comes is taken in when it is wholly written, what goes is noted, and the watch ends when it is told to."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_files import NATIONAL, province
from command import COMMAND, environment

import duizhao as dz
from duizhao.batch.folder_watch import Settled, watch_folders
from duizhao.corpus import DocumentError, UnknownFormatError

pytestmark = pytest.mark.skipif(importlib.util.find_spec("watchfiles") is None, reason="watchfiles is not installed")
SETTLE = 0.4
DONE, PATIENCE = 0, 30


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duizhao.batch.folder_watch.find_spec", lambda _: None)
    with pytest.raises(UnknownFormatError, match=r"pip install '\.\[batch\]'"):
        next(watch_folders([tmp_path], threading.Event()))


def test_a_folder_that_is_not_there_or_goes_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有这个文件夹"):
        next(watch_folders([tmp_path / "没有"], threading.Event()))
    folder = tmp_path / "来件"
    folder.mkdir()
    told = watch_folders([folder], threading.Event(), settle=SETTLE)
    assert next(told) == Settled((str(folder),), gone=False)
    folder.rmdir()
    with pytest.raises(DocumentError, match="已不在了"):
        next(told)


def test_a_file_is_told_when_it_is_wholly_written(tmp_path: Path) -> None:
    told: Iterator[Settled] = watch_folders([tmp_path], threading.Event(), settle=SETTLE)
    next(told)
    path = tmp_path / "意见.txt"
    half = len(NATIONAL) // 2

    def write() -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(NATIONAL[:half])
            file.flush()
            time.sleep(SETTLE / 2)
            file.write(NATIONAL[half:])

    writer = threading.Thread(target=write)
    writer.start()
    (tmp_path / "~$意见.docx").write_text("锁", encoding="utf-8")
    found = next(told)
    writer.join()
    assert [Path(one).name for one in found.paths] == ["意见.txt"]
    assert path.read_text(encoding="utf-8") == NATIONAL
    path.unlink()
    assert next(told) == Settled((), gone=True)


def test_the_command_takes_in_what_comes_until_it_is_ended(tmp_path: Path) -> None:
    folder, store = tmp_path / "来件", tmp_path / "库.db"
    folder.mkdir()
    (folder / "国办意见.txt").write_text(NATIONAL, encoding="utf-8")
    os.utime(folder / "国办意见.txt", (0, 0))
    command = [*COMMAND, "batch", "watch", str(folder), "--store", str(store), "--engine", "serial", "--log-json"]
    with subprocess.Popen([*command, "--settle", str(SETTLE)], stderr=subprocess.PIPE, env=environment()) as watcher:
        try:
            assert watcher.stderr is not None
            assert json.loads(watcher.stderr.readline())["new"] == 1
            with (folder / "河北.txt").open("w", encoding="utf-8") as file:
                text = province("河北省", "季度", 3)
                file.write(text[:100])
                file.flush()
                time.sleep(SETTLE / 2)
                file.write(text[100:])
            added = json.loads(watcher.stderr.readline())
            assert (added["event"], added["new"], added["compared"]) == ("added", 1, 1)
            watcher.send_signal(signal.SIGTERM)
            assert watcher.wait(PATIENCE) == DONE
        finally:
            watcher.kill()
    with dz.open_store(store, create=False) as opened:
        assert opened.status()["compared"] == 1
