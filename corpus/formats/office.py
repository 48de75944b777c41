"""Read what only an office program reads (.doc .wps .rtf .odt): LibreOffice, where it is installed, turns it into .docx."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from ..errors import DocumentError
from .decoded import Decoded
from .docx import read_docx
from .format_rules import FormatRules
from .lost_formulas import lost_formulas
from .sniffing import SHOWN, ZIP_SIGNATURES
from .zips import SafeZip

SECONDS = 90.0
_PROGRAMS = ("soffice", "libreoffice")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS = Path("C:/Program Files/LibreOffice/program/soffice.exe")


def find_office() -> str | None:
    """The program, where it is installed; ``None`` where it is not."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    usual = next((str(path) for path in (_MAC, _WINDOWS) if path.is_file()), None)
    return found or usual


def read_office(data: bytes, kind: str, rules: FormatRules | None = None, *, seconds: float = SECONDS) -> Decoded:
    """The text of a file in a format of old office programs.

    LibreOffice runs with a profile of its own, without the files of its user, and is stopped when it takes too long. It keeps automatic
    numbers and tracked changes only on the way to .docx.

    :raises DocumentError: LibreOffice is not installed, cannot read the file, or takes too long.
    """
    program = find_office()
    if program is None:
        raise DocumentError(
            f"内容是{SHOWN[kind]}，要靠 LibreOffice 转换，本机没有找到；请安装 LibreOffice，或用 Word、WPS 另存为 .docx"
        )
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
        converted = _convert(program, data, kind, Path(folder), seconds)
    decoded = read_docx(converted, rules)
    lost = lost_formulas(data, kind, _content(data) if kind == "odt" else b"")
    warnings = (lost, *decoded.warnings) if lost else decoded.warnings
    return replace(decoded, format=kind, encoding=kind, warnings=warnings)


def _content(data: bytes) -> bytes:
    container = SafeZip(data)
    return container.read("content.xml") if "content.xml" in container else b""


def _convert(program: str, data: bytes, kind: str, folder: Path, seconds: float) -> bytes:
    source, out = folder / f"in.{kind}", folder / "out"
    source.write_bytes(data)
    out.mkdir()
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]
    try:
        process = subprocess.Popen(  # noqa: S603  the program is the one found above, the arguments are ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise DocumentError(f"LibreOffice 无法启动（{error.strerror}）；请用 Word、WPS 另存为 .docx") from None
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise DocumentError(
            f"LibreOffice 转换{SHOWN[kind]}超过 {seconds:g} 秒，已停止；请用 Word、WPS 另存为 .docx"
        ) from None
    finally:
        _stop(process)
    # It ends with status 0 also where it has written nothing.
    made = out / "in.docx"
    content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(ZIP_SIGNATURES):
        raise DocumentError(
            f"LibreOffice 打不开这个文件（{SHOWN[kind]}，已损坏或有密码）；请用 Word、WPS 打开并另存为 .docx"
        )
    return content


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program with whatever it has started."""
    if sys.platform == "win32":
        if process.poll() is None:
            process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
