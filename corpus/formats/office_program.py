"""Run LibreOffice so that it reaches no network and no file of its user, and is gone, with all it wrote, when we are."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS = Path("C:/Program Files/LibreOffice/program/soffice.exe")
_NOWHERE = "127.0.0.1", 9  # the port of discarded bytes: nothing listens there
# What of our environment a program is given: no addresses of other programs, no settings of its user.
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH")
_MEMORY, _PROCESSOR = 4_000_000, 120  # kB of addresses, seconds: far above what a conversion needs
# What the profile says: no links are followed, no macros run, nothing is asked of a network.
_COMMON, _WRITER = "/org.openoffice.Office.Common", "/org.openoffice.Office.Writer"
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", 3),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", True),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", True),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", True),
    (f"{_COMMON}/Misc", "FirstRun", False),
    (f"{_COMMON}/Misc", "CollectUsageInformation", False),
    (f"{_COMMON}/Misc", "CrashReport", False),
    (f"{_COMMON}/Load", "UserDefinedSettings", False),
    (f"{_WRITER}/Content/Update", "Link", 2),
    (f"{_WRITER}/Content/Update", "Field", False),
    (f"{_WRITER}/Content/Update", "Chart", False),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", 2),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", 2),
    *(("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyName", _NOWHERE[0]) for kind in ("HTTP", "HTTPS", "FTP")),
    *(("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyPort", _NOWHERE[1]) for kind in ("HTTP", "HTTPS", "FTP")),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
_TYPES = {bool: "xs:boolean", int: "xs:int", str: "xs:string"}
# Under limits of its own: those of a reader that reads in a worker are not meant for it.
_LIMITED = f'ulimit -S -v {_MEMORY}; ulimit -S -t {_PROCESSOR}; exec "$@"'
# Lives on when we are killed, just as long as it takes to end the group of the program and to remove its folder.
_WATCH = 'read -r _ && exit; kill -s KILL -- "-$1"; rm -rf -- "$2"'


def find_office() -> str | None:
    """The program, where it is installed; ``None`` where it is not."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    usual = next((str(path) for path in (_MAC, _WINDOWS) if path.is_file()), None)
    return found or usual


def run_office(program: str, arguments: Sequence[str], folder: Path, seconds: float) -> None:
    """Run the program on files of a folder of its own, which holds its profile and whatever it writes meanwhile.

    Where the system gives one, it runs in a namespace without a network; everywhere its profile follows no links and knows no way out.

    :raises TimeoutExpired: it takes too long; it is ended then, as it is when we end.
    :raises OSError: it cannot be started.
    """
    profile, scratch = folder / "profile", folder / "tmp"
    (profile / "user").mkdir(parents=True)
    scratch.mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_profile_text(), encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--nodefault", "--nofirststartwizard", "--nologo", *arguments]
    process = subprocess.Popen(  # noqa: S603  the program is the one found above, the arguments are ours
        [*_prefix(), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(os.environ, scratch),
        start_new_session=sys.platform != "win32",
    )
    with _watched(process, folder):
        try:
            process.wait(timeout=seconds)
        finally:
            _stop(process)


def _prefix() -> list[str]:
    """What a program is started with: no network where the system lets us leave it behind, and limits."""
    return [] if sys.platform == "win32" else [*_alone(), "/bin/sh", "-c", _LIMITED, "sh"]


def _alone() -> list[str]:
    """What starts a program in a namespace without a network; nothing where the system gives none."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    alone = [] if unshare is None else [unshare, "--map-root-user", "--net", "--"]
    if alone:
        probe = subprocess.run(  # noqa: S603  a program of the system, our arguments
            [*alone, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=10
        )
        alone = alone if probe.returncode == 0 else []
    return alone


def _environment(ours: Mapping[str, str], scratch: Path) -> dict[str, str]:
    way = f"http://{_NOWHERE[0]}:{_NOWHERE[1]}"
    proxies = {f"{kind}_proxy": way for kind in ("http", "https", "ftp", "all")}
    kept = {name: value for name, value in ours.items() if name.upper() in _KEPT}
    folders = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(scratch))
    return kept | folders | proxies | {"SAL_USE_VCLPLUGIN": "svp", "no_proxy": ""}


def _profile_text() -> str:
    """The settings of a profile that is made for one conversion.

    >>> _profile_text().count("<item ") > 15
    True
    """
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse" oor:type="{_TYPES[type(value)]}">'
        f"<value>{str(value).lower()}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n'
    )


@contextlib.contextmanager
def _watched(process: subprocess.Popen[bytes], folder: Path) -> Iterator[None]:
    """See to it that a program ends with us, however we end. Windows has no such watch: there only what we end ourselves is ended."""
    if sys.platform == "win32":
        yield
        return
    watch = subprocess.Popen(  # noqa: S603  our own line
        ["/bin/sh", "-c", _WATCH, "sh", str(process.pid), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            watch.communicate(b"done\n", timeout=10)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program with whatever it has started."""
    if sys.platform == "win32":
        if process.poll() is None:
            process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
