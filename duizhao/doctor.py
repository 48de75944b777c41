"""The command that says what is installed, what is missing and for what, and what to paste into a report of a fault: doctor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from .console import DONE, FAILED, Notes, with_notes
from .delivery import deliver
from .language import load_table
from .shared_options import language

if TYPE_CHECKING:
    from .installation import Installation, NeededPackage


@click.command(
    short_help="看装好了什么，缺什么，怎样装上。",
    help="看装好了什么：版本，附加组件各做什么用、缺什么、怎样装上，本机的 LibreOffice 和汉字字体；最后一段可以贴进问题报告，"
    "里面没有路径、姓名和文件内容。不联网，什么都不改。核心的软件包不齐时，退出状态是 1。",
)
@click.option("--json", "as_json", is_flag=True, help="给程序读：输出 JSON。")
@language
@with_notes
def doctor(as_json: bool, lang: str, notes: Notes) -> int:  # noqa: ARG001  every command has notes
    """Write what was found, for people or as JSON."""
    from .installation import look_around  # noqa: PLC0415  the whole of report, not needed for --help

    found = look_around()
    words = doctor_words(lang)
    text = json.dumps(_plain(found), ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(found, words))
    deliver(text + "\n", None)
    return DONE if found.works else FAILED


def doctor_words(lang: str) -> Mapping[str, str]:
    """What the command says in a language; ``extra:NAME`` is what that extra is for."""
    table = load_table("duizhao", "doctor")
    return {**table[lang], **{f"extra:{name}": row[lang] for name, row in table["extras"].items()}}


def bring(found: Installation, packages: Sequence[NeededPackage]) -> str:
    """The command that installs packages where this duizhao is; but for uv's it works in any folder."""
    wanted = [f'"{package.name}{package.wanted}"' for package in packages]
    if found.way == "uv":
        return " ".join(["uv tool install .", *(f"--with {one}" for one in wanted)])
    return " ".join(["pipx inject duizhao" if found.way == "pipx" else "pip install", *wanted])


def _lines(found: Installation, words: Mapping[str, str]) -> Iterator[str]:
    """Everything, for people to read; behind the last heading what is to be pasted into a report of a fault."""
    about = {"version": found.version, "how": words[found.way], "python": found.python, "system": found.system}
    yield from (words["title"].format(**about), _core_line(found, words), "", words["extras"])
    for name, packages in found.extras.items():
        yield from _extra_lines(found, name, packages, words)
    yield from ("", words["programs"], *_machine_lines(found, words), "", words["block"], "", *report_block(found))


def _core_line(found: Installation, words: Mapping[str, str]) -> str:
    if not found.core:
        return words["core_unknown"]
    lacking = [package for package in found.core if not package.fits]
    if not lacking:
        return words["core_fine"].format(count=len(found.core))
    return words["core_lacks"].format(missing=_named(lacking, words), command=bring(found, lacking))


def _extra_lines(
    found: Installation, name: str, packages: Sequence[NeededPackage], words: Mapping[str, str]
) -> Iterator[str]:
    lacking = [package for package in packages if not package.fits]
    purpose = words.get(f"extra:{name}", "")
    if not lacking:
        there = words["comma"].join(f"{package.name} {package.found}" for package in packages)
        yield words["good"].format(name=f"{name:<8} {purpose}", what=there)
        return
    yield words["bad"].format(name=f"{name:<8} {purpose}", what=words["lacks"].format(missing=_named(lacking, words)))
    yield words["brings"].format(command=bring(found, lacking))


def _named(packages: Sequence[NeededPackage], words: Mapping[str, str]) -> str:
    old = words["too_old"]
    return words["comma"].join(
        one.name if one.found is None else old.format(name=one.name, found=one.found, wanted=one.wanted)
        for one in packages
    )


def _machine_lines(found: Installation, words: Mapping[str, str]) -> Iterator[str]:
    office = found.office if found.office is None else f"{found.office} {words['office_for']}".strip()
    for key, there in (("office", office), ("chart_font", found.chart_font), ("page_font", found.page_font)):
        sign = "good" if there is not None else "bad" if key != "page_font" or found.fonts_known else "unknown"
        yield words[sign].format(name=words[key], what=there or words[f"{key}_get"])
    yield words["good"].format(name=words["browser"], what=words["browser_for"])


def report_block(found: Installation) -> list[str]:
    """What a report of a fault should hold: versions, fonts, how it was installed; no path, no name, nothing of any file.

    >>> from duizhao.installation import look_around
    >>> report_block(look_around())[0].split()[0]
    'duizhao'
    """
    missing = [package.name for package in found.core if not package.fits]
    lines = [
        f"duizhao {found.version} ({found.way}); Python {found.python}; {found.system}; {found.encoding}",
        "core: " + _versions(found.core) + (f"; missing or too old: {' '.join(missing)}" if missing else ""),
        *(f"{name}: {_versions(packages) or '-'}" for name, packages in found.extras.items()),
        f"LibreOffice: {_told(found.office)}; chart font: {_told(found.chart_font)}; "
        f"font: {_told(found.page_font) if found.fonts_known else 'unknown'}",
    ]
    return [f"    {line}" for line in lines]


def _versions(packages: Sequence[NeededPackage]) -> str:
    return " ".join(f"{package.name}={package.found}" for package in packages if package.found)


def _told(value: str | None) -> str:
    return "no" if value is None else value or "yes"


def _plain(found: Installation) -> dict[str, object]:
    """What was found, as JSON; the same whatever the language."""
    core = {package.name: _plain_package(package) for package in found.core}
    extras = {
        name: {
            "complete": all(package.fits for package in packages),
            "command": bring(found, [package for package in packages if not package.fits] or packages),
            "packages": {package.name: _plain_package(package) for package in packages},
        }
        for name, packages in found.extras.items()
    }
    return {
        "duizhao": found.version,
        "way": found.way,
        "python": found.python,
        "system": found.system,
        "encoding": found.encoding,
        "works": found.works,
        "core": core,
        "extras": extras,
        "libreoffice": found.office,
        "chart_font": found.chart_font,
        "page_font": found.page_font,
        "report": "\n".join(line.strip() for line in report_block(found)),
    }


def _plain_package(package: NeededPackage) -> dict[str, object]:
    return {"wanted": package.wanted, "found": package.found, "fits": package.fits}
