"""The reports of families as files: one file for one family, else a folder with one for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..corpus import OutputError
from ..report.saving import check_output, names_folder
from .family_reports import FamilyReport

_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST = 40  # characters of a folder's name


def write_families(
    families: Sequence[FamilyReport],
    output: str | Path,
    *,
    lang: str = "zh",
    form: str | None = None,
    date: str | None = None,
    raw_csv: bool = False,
) -> tuple[Path, ...]:
    """Write reports as ``Report.save`` does; of several families each into a folder of its own in ``output``.

    :raises OutputError: there are several families and ``output`` is a file, or a place cannot be written.
    """
    check_output(output, form)
    if len(families) == 1:
        return families[0].report.save(output, lang=lang, form=form, date=date, raw_csv=raw_csv)
    if not names_folder(output):
        titles = "、".join(f"《{one.title}》" for one in families[:3])
        raise OutputError(
            f"{output}：有 {len(families)} 族文件（{titles}…），需要文件夹；请写文件夹的名字，或用 --family 选一族"
        )
    written: list[Path] = []
    for name, one in zip(_names(families), families, strict=True):
        written += one.report.save(Path(output, name), lang=lang, form=form, date=date, raw_csv=raw_csv)
    return tuple(written)


def _names(families: Sequence[FamilyReport]) -> list[str]:
    """A folder's name for each family: its title, numbered where two are alike."""
    names = [_UNSAFE.sub("_", one.title).strip("._")[:_LONGEST] or "文件" for one in families]
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found
