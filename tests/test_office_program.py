"""LibreOffice as our helper: it reaches no network, gets nothing that is built to fill the memory, and is gone when we are."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from made_files import zipped

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import office, office_program
from duizhao.corpus.reading import decode

posix = pytest.mark.skipif(sys.platform == "win32", reason="process groups of POSIX")
ELSEWHERE = "不应读到的字"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)


def odt(body: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    entries = entry.format("/", kind) + entry.format("content.xml", "text/xml")
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f"{entries}</manifest:manifest>",
            "content.xml": f'<office:document-content {NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )


def linking(port: int, secret: Path) -> bytes:
    """A document with a picture and a part elsewhere, and a part in another file."""
    away = f"http://127.0.0.1:{port}"
    return odt(
        "<text:p>第一条　书屋每周开放。</text:p><text:p><draw:frame text:anchor-type='paragraph' svg:width='2cm' svg:height='2cm'>"
        f"<draw:image xlink:href='{away}/a.png' xlink:type='simple' xlink:show='embed' xlink:actuate='onLoad'/></draw:frame></text:p>"
        f"<text:section text:name='s'><text:section-source xlink:href='{away}/a.odt'/><text:p>旧</text:p></text:section>"
        f"<text:section text:name='t'><text:section-source xlink:href='{secret.as_uri()}' text:filter-name='Text'/>"
        "<text:p>旧</text:p></text:section>"
    )


@pytest.mark.skipif(office.find_office() is None, reason="needs LibreOffice")
def test_a_document_with_links_reaches_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(ELSEWHERE, encoding="utf-8")
    # By its profile alone: in a namespace without a network it could not reach us anyway.
    monkeypatch.setattr(office_program, "_alone", list)
    met: list[object] = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(30)

        def wait() -> None:
            try:
                met.append(listener.accept())
            except OSError:
                return

        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()
        before = set(Path(tempfile.gettempdir()).glob("duizhao-*"))
        decoded = decode(linking(listener.getsockname()[1], secret), "a.odt")
        assert set(Path(tempfile.gettempdir()).glob("duizhao-*")) <= before
        listener.shutdown(socket.SHUT_RDWR)
    assert "书屋每周开放" in decoded.text
    assert ELSEWHERE not in decoded.text
    assert not met


@pytest.mark.skipif(shutil.which("unshare") is None or sys.platform != "linux", reason="needs namespaces of Linux")
def test_a_namespace_has_no_network_to_reach() -> None:
    alone = office_program._alone()
    if not alone:
        pytest.skip("this system gives no namespaces")
    said = "import socket; socket.create_connection(('127.0.0.1', int(__import__('sys').argv[1])), 2)"
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        line = [sys.executable, "-c", said, str(listener.getsockname()[1])]
        assert subprocess.run(line, capture_output=True, check=False).returncode == 0
        assert subprocess.run([*alone, *line], capture_output=True, check=False).returncode != 0


def test_the_environment_tells_of_nothing_of_the_user(tmp_path: Path) -> None:
    given = office_program._environment({"HOME": "/a", "PATH": "/bin", "TOKEN": "a", "http_proxy": "b"}, tmp_path)
    assert given["PATH"] == "/bin"
    assert given["HOME"] == given["TMPDIR"] == str(tmp_path)
    assert given["http_proxy"] == "http://127.0.0.1:9"
    assert "TOKEN" not in given


@posix
def test_it_is_ended_and_its_folder_gone_when_we_are_killed(tmp_path: Path) -> None:
    program, started = tmp_path / "soffice", tmp_path / "started"
    program.write_text(
        f'#!/bin/sh\nsleep 300 &\necho "$$ $! $PWD" > "{started}.part"\nmv "{started}.part" "{started}"\nwait\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    line = (
        "import sys; from duizhao.corpus.formats import office; office.find_office = lambda: sys.argv[1];"
        "office.read_office(b'{\\\\rtf1 a}', 'rtf')"
    )
    process = subprocess.Popen([sys.executable, "-c", line, str(program)])
    try:
        until(started.exists)
        first, second, folder = started.read_text(encoding="utf-8").split()
        assert Path(folder).is_dir()
        os.kill(process.pid, signal.SIGKILL)
    finally:
        process.kill()
        process.wait()
    until(lambda: not lives(int(first)) and not lives(int(second)) and not Path(folder).exists())


def until(is_so: object, seconds: float = 20.0) -> None:
    """Wait for something to become true."""
    assert callable(is_so)
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def lives(pid: int) -> bool:
    """Is there a process of this number that is not merely waiting to be counted?"""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip()[:1] not in ("", "Z")


HEAVY = {
    "odt bomb": (odt("<text:p>甲</text:p>" + "<text:p/>" * 3_000_000), "可能是压缩炸弹"),
    "odt deep": (odt("<text:section>" * 5000 + "</text:section>" * 5000), "XML 读不通"),
    "odt entities": (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "书">]><a>&b;</a>'}), "DTD"),
    "rtf deep": (b"{\\rtf1 " + b"{" * 200_000 + b"a" + b"}" * 200_000 + b"}", "括号嵌套超过 500 层"),
}


@pytest.mark.parametrize("kind", HEAVY)
def test_what_fills_the_memory_is_not_given_to_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: "soffice")
    monkeypatch.setattr(office, "run_office", lambda *_: pytest.fail("it was started"))
    data, found = HEAVY[kind]
    with pytest.raises(DocumentError, match=found):
        decode(data, "a")


def test_a_temporary_folder_that_is_full_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office, "find_office", lambda: "soffice")
    monkeypatch.setattr(office.tempfile, "TemporaryDirectory", full)
    with pytest.raises(DocumentError, match=r"临时文件夹，写不进（No space left on device），.*TMPDIR"):
        decode(b"{\\rtf1 a}", "a.rtf")


def test_a_temporary_folder_that_fills_up_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: "soffice")
    monkeypatch.setattr(office, "run_office", lambda *_: None)
    with pytest.raises(DocumentError, match="打不开这个文件"):
        decode(b"{\\rtf1 a}", "a.rtf")
    monkeypatch.setattr(office, "_LEAST_SPACE", 1 << 62)
    with pytest.raises(DocumentError, match="临时文件夹，写不进"):
        decode(b"{\\rtf1 a}", "a.rtf")
