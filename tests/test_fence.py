"""The fence around the reading of a file: what passes a limit is named with it, the rest is done, ordinary files cost little."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_files import OPINION, page_source, word_file

from duizhao import fence
from duizhao.cli import cli
from duizhao.corpus import Document, DocumentError
from duizhao.fence import Limits, is_ordinary, read_plainly, read_within
from duizhao.sources import FoundFile, Refused, read, read_all, read_documents, read_each, sample_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")
PAGE = page_source(OPINION).encode()


def forever(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    while True:
        pass


def asleep(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    time.sleep(300)
    return ()


def hungry(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    held = [bytearray(10_000_000) for _ in range(100)]
    return read_plainly(path, data, encoding) if held else ()


def crashing(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    faulthandler.disable()
    os.abort()


def deep(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    return deep(path, data, encoding)


def wrong(path: str, data: bytes, encoding: str | None) -> tuple[Document, ...]:
    raise ZeroDivisionError


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE)
    return path


@posix
@pytest.mark.parametrize(
    ("reads", "limits", "found"),
    [
        (
            forever,
            Limits(seconds=1),
            "读了 1 秒还没有读完，上限 1 秒（1 秒，每 MB 加 1 秒），没有读入；请检查文件，或用 --time-limit 放宽",
        ),
        (hungry, Limits(megabytes=200), "内存超过上限 200 MB，没有读入；请检查文件，或用 --memory-limit 放宽"),
        (crashing, Limits(), "读取的进程被系统中断（信号 6），多半是内存超过上限 1024 MB"),
        (deep, Limits(), "一层套一层"),
    ],
)
def test_what_passes_a_limit_is_named_with_it(
    reads: fence.ReadBytes[object], limits: Limits, found: str, page: Path
) -> None:
    with pytest.raises(DocumentError) as caught:
        read_within(limits, page, reads)
    message = str(caught.value)
    assert message.startswith(f"{page}：")
    assert found in message
    assert len(message.splitlines()) == 1


def test_a_fault_of_ours_stays_one(page: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        read_within(Limits(), page, wrong)


@posix
def test_what_only_waits_is_ended_by_the_clock(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "_WAIT", 0)
    monkeypatch.setattr(fence, "_OFFICE_WAIT", 0.3)
    with pytest.raises(DocumentError, match="还没有读完"):
        read_within(Limits(), page, asleep)
    assert not multiprocessing.active_children()


def test_a_system_without_forks_counts_time_alone(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert read_within(Limits(), page, read_plainly)[0].text == read_plainly(str(page), PAGE, None)[0].text
    monkeypatch.setattr(fence.Limits, "seconds_for", lambda *_: 0)
    with pytest.raises(DocumentError, match="还没有读完"):
        read_within(Limits(), page, read_plainly)  # it takes longer to begin


def test_what_a_worker_reads_is_what_is_read_here(tmp_path: Path, page: Path) -> None:
    word_file(OPINION).save(str(tmp_path / "a.docx"))
    for path in (page, tmp_path / "a.docx"):
        assert read_documents(path, limits=Limits()) == read_documents(path)
        assert read(f"{path}#1", limits=Limits()) == read(f"{path}#1")
        with pytest.raises(DocumentError, match="没有第 9 篇"):
            read(f"{path}#9", limits=Limits())


def test_an_ordinary_text_needs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "_in_worker", lambda *_: pytest.fail("a worker was started"))
    for path in sample_folder().glob("*.txt"):
        assert read(path, limits=Limits()) == read(path)
    assert not is_ordinary(PAGE)
    assert not is_ordinary("书屋免费。".encode() * 20_000)


@posix
def test_the_rest_is_done_and_written(tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.txt"
    heavy.write_text(
        "第一条　书屋每年检查1次。\n" + "".join(chr(0x93CC + i % 700) for i in range(300_000)), encoding="utf-8"
    )
    files = [sample_folder() / "local_haiping.txt", heavy, sample_folder() / "local_yunzhou.txt"]
    documents, refused = read_all(files, limits=Limits(seconds=1, megabytes=512))
    assert [Path(one.document.path).name for one in documents] == ["local_haiping.txt", "local_yunzhou.txt"]
    assert [one.path for one in refused] == [str(heavy)]
    each = list(read_each([FoundFile(str(heavy)), FoundFile(str(files[0]))], limits=Limits(seconds=1)))
    assert [isinstance(one, Refused) for one in each] == [True, False]
    out = tmp_path / "out.csv"
    done = CliRunner().invoke(
        cli, ["extract", *map(str, files), "--time-limit", "1", "-o", str(out)], standalone_mode=False
    )
    assert done.return_value == 1
    assert "上限 1 秒" in done.stderr
    written = out.read_text(encoding="utf-8-sig")
    assert all(path.name in written for path in files if path != heavy)


@posix
def test_no_worker_costs_a_folder_much(tmp_path: Path) -> None:
    for i in range(10):
        (tmp_path / f"{i}.html").write_bytes(PAGE)
    found = [FoundFile(str(path)) for path in sorted(tmp_path.iterdir())]
    list(read_each(found[:1], limits=Limits()))  # what is loaded once
    start = time.perf_counter()
    assert len([one for one in read_each(found, limits=Limits()) if not isinstance(one, Refused)]) == 10
    assert time.perf_counter() - start < 3  # tenths of a second on an idle machine
