"""The way in without a terminal: ``python -m duizhao.start FOLDER``, which ``start/`` calls when somebody clicks twice.

It takes a folder (or files) dropped on it or asks for one, tells the central document, writes the report beside the folder as a page, a
Word file and a workbook, and opens the page. What a specialist wrote into the workbook of an earlier run is taken up. Everything is told
in Chinese, one line each; nothing that went wrong shows a traceback.
"""

from __future__ import annotations

import os
import shlex
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from . import pipeline
from .central_choice import CentralChoice, choose_central
from .changes import corrections_text, merge_corrections, read_corrections
from .console import FAILED, INTERRUPTED, Notes
from .corpus import DocumentError, DuizhaoError, OutputError
from .dropped_paths import dropped_paths
from .report import Keeping, Report, read_review, write_report, write_text
from .sources import Refused, each_once, find_files, from_folder, read_each
from .streams import prepare_streams
from .summary import open_file, summary_lines

COMMAND_LINE = "DUIZHAO_LINE"  # how Windows started the batch file: what was dropped on it stands there whole
_REPORT, _CORRECTIONS = "对照报告", "复核.toml"
_FORMS = (".html", ".docx", ".xlsx")
_MOST_FOLDERS = 20
_NO_ANSWER = "没有得到文件夹，需要放着中央文件和地方文件的文件夹；请把它拖到“对照”的图标上"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare what was dropped; the exit status: 0 done, 1 something was refused or failed."""
    prepare_streams()
    notes = Notes()
    given = list(sys.argv[1:] if arguments is None else arguments)
    opens = "--no-open" not in given
    paths = dropped_paths(os.environ.get(COMMAND_LINE, "")) or [one for one in given if one != "--no-open"]
    try:
        return _compare(paths or [_asked(notes)], notes, opens=opens)
    except DuizhaoError as error:
        notes.error(str(error))
    except KeyboardInterrupt:
        notes.say("已中断")
        return INTERRUPTED
    except Exception as error:
        notes.error(f"意料之外的错误（{type(error).__name__}：{error}）{_kept_trace()}")
    return FAILED


def _compare(paths: Sequence[str], notes: Notes, *, opens: bool) -> int:
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100 - links are not followed
    if len(whole) == 1 and not os.path.isdir(whole[0]):  # noqa: PTH112 - a name too long is no error here
        if os.path.isfile(whole[0]):  # noqa: PTH113
            raise DocumentError(f"{paths[0]}：只有一份文件，需要中央文件和地方文件；请把它们放进一个文件夹，拖文件夹来")
        raise DocumentError(f"{paths[0]}：没有这个文件夹；请检查名字，或把文件夹拖到图标上")
    notes.say(f"正在读取 {'、'.join(Path(path).name or path for path in whole)}")
    chosen, status = _read(whole, notes)
    family = chosen.family
    notes.say(
        f"中央文件是 {family.central.document.name}（{chosen.reason}）；若不是，请在它的文件名前加上“中央”，再来一次"
    )
    notes.skipped(family.skipped)
    notes.warnings_of(family.central, *family.local)
    if not family.local:
        raise DocumentError("没有可以对照的地方文件，需要至少一份；请把它们放进同一个文件夹")
    place = _folder_beside(whole)
    corrections = place / _CORRECTIONS
    reviewed = _take_up_review(place, corrections, notes)
    notes.say(f"正在对照 {len(family.local)} 份地方文件，每份大约几秒钟")
    report = pipeline.compare_many(
        family.central, family.local, corrections=corrections if reviewed else None, skipped=family.skipped
    )
    notes.cautions(report.comparisons)
    notes.corrections(report.parameters.get("corrections"))
    written = _write(report, place, family.files, notes)
    notes.say_all(summary_lines(report, written))
    if opens:
        open_file(written[0], notes)
    return status


def _read(paths: Sequence[str], notes: Notes) -> tuple[CentralChoice, int]:
    """The documents in their roles, and the status that follows from what could not be read."""
    found, skipped = find_files(paths)
    notes.skipped(skipped)
    folder = paths[0] if len(paths) == 1 else os.path.dirname(paths[0])  # noqa: PTH120 - as given
    documents, refused, files = [], [], []
    for one in read_each(found):
        if isinstance(one, Refused):
            refused.append(one)
            continue
        once, _ = each_once(one.documents)
        documents += [from_folder(document, folder) for document in once]
        files += [document.document.place for document in once]
    status = notes.refused(refused)
    if len(documents) < 2:
        raise DocumentError(f"只读到 {len(documents)} 份文件，需要中央文件和至少一份地方文件；请把它们放进同一个文件夹")
    chosen = choose_central(documents, lambda names: _asked_central(names, notes))
    family = chosen.family
    return CentralChoice(
        type(family)(family.central, family.local, family.skipped, files=tuple(files)), chosen.reason
    ), status


# -------------------------------------------------------------------------------------------------------------- asking


def _asked(notes: Notes) -> str:
    """The folder that somebody types, or drops on the window."""
    notes.say("请把放着中央文件和地方文件的文件夹拖到这个窗口里，然后按回车：")
    for _ in range(3):
        line = sys.stdin.readline()
        typed = _typed_path(line.strip())
        if typed:
            return typed
        if not line:
            break
        notes.say("没有看到文件夹，请再拖一次，然后按回车：")
    raise DocumentError(_NO_ANSWER)


def _typed_path(line: str) -> str:
    """A path as a terminal writes it when a folder is dropped on its window: in quotes, or with a backslash before odd signs."""
    bare = line.strip().strip("\"'").strip()
    if os.name == "nt" or not bare or os.path.exists(bare):  # noqa: PTH110 - as above
        return bare
    try:
        return (shlex.split(line) or [""])[0]
    except ValueError:
        return bare


def _asked_central(names: Sequence[str], notes: Notes) -> int | None:
    """The number of the central document among these, as somebody types it."""
    notes.say("看不出哪一份是中央（上级）文件：")
    notes.say_all(f"  {number}. {name}" for number, name in enumerate(names, start=1))
    for _ in range(3):
        notes.say("请输入它的编号，然后按回车：")
        line = sys.stdin.readline()
        if not line:
            return None
        typed = line.strip().rstrip(".。．、")
        if typed.isdecimal() and 1 <= int(typed) <= len(names):
            return int(typed) - 1
    return None


# ------------------------------------------------------------------------------------------------------------- writing


def _folder_beside(paths: Sequence[str]) -> Path:
    """The folder of the report: beside the one that was given, or inside it where that is not possible."""
    first = Path(paths[0])
    if len(paths) > 1 or first.parent == first:
        return (first.parent if len(paths) > 1 else first) / _REPORT
    return first.parent / f"{first.name}-{_REPORT}"


def _take_up_review(place: Path, corrections: Path, notes: Notes) -> bool:
    """Put what a specialist wrote into the workbook of an earlier run into the corrections file; is there one then?"""
    workbook = place / f"{_REPORT}.xlsx"
    earlier = read_corrections(corrections) if corrections.is_file() else ()
    if not workbook.is_file():
        return bool(earlier)
    try:
        found = read_review(workbook)
    except DuizhaoError as error:
        notes.warn(f"{error}；里面若有复核，没有采用")
        return bool(earlier)
    notes.say_all(found.lines)
    for line in found.unclear:
        notes.error(f"没有看懂，{line}")
    if found.corrections:
        write_text(corrections, corrections_text(merge_corrections(earlier, found.corrections)))
        notes.say(f"{workbook.name} 里有 {len(found.corrections)} 处复核，记入 {_CORRECTIONS}，这次照它重出")
    return bool(earlier or found.corrections)


def _write(report: Report, place: Path, files: Sequence[str], notes: Notes) -> list[Path]:
    """All forms into one folder; into a further one where somebody worked on the files of the first."""
    keeping, refusal = Keeping(inputs=tuple(files)), None
    for number in range(1, _MOST_FOLDERS):
        folder = place if number == 1 else place.with_name(f"{place.name}-{number}")
        wanted = [folder / (_REPORT + suffix) for suffix in _FORMS]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            keeping.check(wanted, report)
            written = [path for one in wanted for path in write_report(report, one, keeping=keeping)]
        except OSError as error:
            raise OutputError(
                f"{folder}：无法建立文件夹（{error.strerror}），需要可写的位置；请把文件夹移到“文档”或桌面上再试"
            ) from error
        except OutputError as error:
            refusal = refusal or error
            continue
        if refusal is not None:
            notes.warn(f"{refusal}；所以写到了另一个文件夹")
        return written
    raise refusal or OutputError(f"{place}：无法写入；请换一个位置")


def _kept_trace() -> str:
    """Where the traceback was put for those who mend it, to be said behind the error."""
    path = Path.home() / "对照-出错记录.txt"
    try:
        write_text(path, traceback.format_exc())
    except (DuizhaoError, OSError):
        return ""
    return f"；详情在 {path}，请连同文件发给维护的人"


if __name__ == "__main__":
    sys.exit(main())
