"""The first start of duizhao for people without a terminal: make an environment, install into it, hand over to ``duizhao.start``.

Run by the Python of the machine, whichever it is: nothing but its own library is used, and Python 3.6 can read it, so as to say in Chinese
that it is too old. Later starts go straight through.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 10)
HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ.get("DUIZHAO_PROGRAM") or os.path.dirname(HERE)
LAST_LINES = 3  # of what pip said
TRIES = ("[charts]", "")  # without the packages for charts where these cannot be had


def main(arguments):
    """Install where that was not done yet, and compare what was dropped; the exit status."""
    prepare_output()
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        say("这台电脑上的 Python 是 {}，需要 3.10 或更新的；请从 python.org 下载安装后再试".format(found))
        return 1
    if not os.path.isfile(os.path.join(PROGRAM, "setup.cfg")):
        say("找不到程序文件；请先把下载的压缩包全部解压，再双击解压出来的“对照”")
        return 1
    try:
        python = environment()
    except OSError as error:
        say("无法建立运行环境（{}）；请把解压出来的文件夹移到“文档”里再试".format(error))
        return 1
    if python is None:
        return 1
    return subprocess.call([python, "-m", "duizhao.start", *arguments], env=clean_variables())


def prepare_output():
    """Speak UTF-8: the scripts have set the console to it, and a file or pipe that has no Chinese would show numbers."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text):
    """Tell something, one line."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def environment():
    """The interpreter of the environment, made and filled where that is needed; ``None`` where it could not be."""
    folder = place()
    python = os.path.join(folder, "Scripts", "python.exe") if os.name == "nt" else os.path.join(folder, "bin", "python")
    ready = os.path.join(folder, "ready.txt")
    wanted = fingerprint()
    if os.path.isfile(python) and read(ready) == wanted:
        return python
    say("第一次使用，正在准备运行环境：要下载一些程序包，几分钟，只此一次；以后不用联网")
    if os.path.isdir(folder):
        shutil.rmtree(folder)  # half made, of another version, or moved to another place: ours alone, see place()
    say("一、建立环境：{}".format(folder))
    if not runs(
        [sys.executable, "-m", "venv", folder], "没有建成运行环境，Python 可能装得不全；请从 python.org 重新安装"
    ):
        return None
    say("二、安装")
    for extra in TRIES:
        command = [
            python,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--quiet",
            "--no-compile",
            PROGRAM + extra,
        ]
        wheels = os.path.join(PROGRAM, "wheels")
        if os.path.isdir(wheels):
            command += ["--no-index", "--find-links", wheels]
        advice = "没有装好；请检查能否上网，或请人把程序包放进 {}，再双击一次".format(wheels)
        if runs(command, advice if extra == TRIES[-1] else None):
            break
    else:
        return None
    with open(ready, "w", encoding="utf-8") as file:
        file.write(wanted)
    say("准备好了")
    return python


def place():
    """Where the environment is: beside the program, or where the system keeps such things if nothing can be written there."""
    beside = os.path.join(PROGRAM, "environment")
    if os.path.isdir(beside) or os.access(PROGRAM, os.W_OK):
        return beside
    home = os.environ.get("LOCALAPPDATA") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return os.path.join(home, "duizhao", "environment")


def fingerprint():
    """What the environment is made of: the program as it is, the Python that is to run it, and where both are."""
    digest = hashlib.sha256("{}\n{}\n".format(sys.version, PROGRAM).encode("utf-8"))
    for name in ("setup.cfg", os.path.join("duizhao", "version.py")):
        digest.update(read(os.path.join(PROGRAM, name)).encode("utf-8"))
    return digest.hexdigest()


def read(path):
    """The text of a file, empty where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError):
        return ""


def runs(command, advice):
    """Does a command succeed? Where it does not, and there is advice, what it said last is told with the advice."""
    done = subprocess.run(
        command, env=clean_variables(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
    )
    if done.returncode and advice:
        for line in done.stdout.decode("utf-8", "replace").strip().splitlines()[-LAST_LINES:]:
            say("    " + line)
        say("错误：" + advice)
    return done.returncode == 0


def clean_variables():
    """The variables of this process without those that lead Python elsewhere; it speaks UTF-8."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept.update({"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"})
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
