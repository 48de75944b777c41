"""Read what only an office program reads (.doc .wps .rtf .odt): LibreOffice, where it is installed, turns it into .docx."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ..errors import DocumentError
from .decoded import Decoded
from .docx import read_docx
from .format_rules import FormatRules
from .lost_formulas import lost_formulas
from .office_program import find_office, run_office
from .sniffing import SHOWN, ZIP_SIGNATURES
from .xml import parse_xml
from .zips import SafeZip

__all__ = ["SECONDS", "find_office", "read_office"]

SECONDS = 90.0
_MOST_GROUPS = 500  # of an RTF file, inside each other
_LEAST_SPACE = 20_000_000  # bytes: a profile and what is converted take a tenth of it
_BRACE = re.compile(rb"\\[\\{}]|([{}])")


def read_office(data: bytes, kind: str, rules: FormatRules | None = None, *, seconds: float = SECONDS) -> Decoded:
    """The text of a file in a format of old office programs.

    LibreOffice runs with a profile of its own, without the files of its user and without a network (:mod:`.office_program`), and is
    stopped when it takes too long. It keeps automatic numbers and tracked changes only on the way to .docx.

    :raises DocumentError: LibreOffice is not installed, cannot read the file, or takes too long; the file is built to do harm.
    """
    program = find_office()
    if program is None:
        raise DocumentError(
            f"内容是{SHOWN[kind]}，要靠 LibreOffice 转换，本机没有找到；请安装 LibreOffice，或用 Word、WPS 另存为 .docx"
        )
    content = _looked_through(data, kind)
    try:
        with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
            converted = _convert(program, data, kind, Path(folder), seconds)
    except OSError as error:
        raise DocumentError(
            f"LibreOffice 转换{SHOWN[kind]}要用临时文件夹，写不进（{error.strerror or error}），需要能写、有空间的临时文件夹；"
            "请清理空间，或把环境变量 TMPDIR 指到别处"
        ) from None
    decoded = read_docx(converted, rules)
    lost = lost_formulas(data, kind, content)
    warnings = (lost, *decoded.warnings) if lost else decoded.warnings
    return replace(decoded, format=kind, encoding=kind, warnings=warnings)


def _looked_through(data: bytes, kind: str) -> bytes:
    """What of an .odt holds the text, empty for other formats: what is built to fill the memory is not given to the program.

    :raises DocumentError: it is such a file.
    """
    if kind == "odt":
        container = SafeZip(data)
        for name in container.names:
            if name.rpartition("/")[2] in ("content.xml", "styles.xml", "meta.xml", "settings.xml"):
                parse_xml(container, name)
        return container.read("content.xml")
    if kind == "rtf":
        depth = 0
        for match in _BRACE.finditer(data):
            depth += (match[1] == b"{") - (match[1] == b"}")
            if depth > _MOST_GROUPS:
                raise DocumentError(
                    f"RTF 不正常：括号嵌套超过 {_MOST_GROUPS} 层，不予转换；请用 Word、WPS 打开并另存为 .docx"
                )
    return b""


def _convert(program: str, data: bytes, kind: str, folder: Path, seconds: float) -> bytes:
    source, out = folder / f"in.{kind}", folder / "out"
    source.write_bytes(data)
    out.mkdir()
    arguments = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source)]
    try:
        run_office(program, arguments, folder, seconds)
    except (FileNotFoundError, PermissionError) as error:
        raise DocumentError(f"LibreOffice 无法启动（{error.strerror}）；请用 Word、WPS 另存为 .docx") from None
    except subprocess.TimeoutExpired:
        raise DocumentError(
            f"LibreOffice 转换{SHOWN[kind]}超过 {seconds:g} 秒，已停止；请用 Word、WPS 另存为 .docx"
        ) from None
    # It ends with status 0 also where it has written nothing.
    made = out / "in.docx"
    content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(ZIP_SIGNATURES):
        if shutil.disk_usage(folder).free < _LEAST_SPACE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        raise DocumentError(
            f"LibreOffice 打不开这个文件（{SHOWN[kind]}，已损坏或有密码）；请用 Word、WPS 打开并另存为 .docx"
        )
    return content
