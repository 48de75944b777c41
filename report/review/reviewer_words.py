"""How a reviewer's words are read: ids, relations, the names of sheets and columns in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping

from ...changes import REASONS
from ...results.labels import Labels, labels
from ...results.pair_columns import pair_columns
from ...results.unanswered import IN_DOUBT
from ...results.verdicts import VERDICTS

_NOTHING = frozenset(("无", "没有", "无对应", "none", "-", "—", "–", "/"))
# A note of this kind alone says that a row is right as it stands.
_RIGHT = frozenset(("对", "正确", "无误", "√", "✓", "✔", "right", "correct", "ok"))
# The columns that a review reads, and what each holds.
_READ = {
    **{key: key for key in ("document", "links", "relation", "note")},
    **{"sentence": "local_id", "central_sentence": "central_id"},
}
_BETWEEN = re.compile(r"[、,;\s]+")
_AROUND = "()[]{}<>【】〔〕「」《》 \t\r\n"  # what people put around a cell's words, after NFKC
_SIGNS = re.compile(r"^[^\w]+|[^\w]+$")


class UnclearError(Exception):
    """Something that cannot be understood: why, and in which cell of the row (by what it holds) where it is in one."""

    def __init__(self, reason: str, cell: str = "") -> None:
        super().__init__(reason)
        self.reason, self.cell = reason, cell


def languages() -> tuple[Labels, ...]:
    """The words of every language a workbook may be in."""
    return labels("zh"), labels("en")


def column_titles() -> dict[str, str]:
    """The titles of the columns that a review reads, and what each holds."""
    return {
        one.heading(words): _READ[one.column.key]
        for words in languages()
        for one in pair_columns("pairs", "excel")
        if one.column.key in _READ
    }


def sheet_sides() -> dict[str, str]:
    """The sheets that are reviewed, and of which document's sentences their rows are."""
    return {
        words["sheet"][name]: side
        for words in languages()
        for name, side in (("pairs", "local"), ("missing", "central"))
    }


def relation_names() -> dict[str, str]:
    """Every name of a relation or a reason, in small letters."""
    names: dict[str, str] = {}
    for words in languages():
        for code in (*VERDICTS, *REASONS, IN_DOUBT):
            names[code] = names[_bare(words["relation_name"][code])] = code
    return names


def read_relation(text: str, names: Mapping[str, str]) -> str:
    """The English name of a relation as someone wrote it.

    >>> read_relation(" ▲ 加强", relation_names())
    'strengthened'
    """
    bare = _bare(text)
    if bare not in names:
        raise UnclearError(f"“{text[:20]}”不是变化类型" if text.strip() else "空着，需要变化类型", "relation")
    return names[bare]


def _bare(text: str) -> str:
    """Small letters, without signs and brackets at its ends."""
    return _SIGNS.sub("", text.strip()).casefold()


def says_right(note: str | None) -> bool:
    """Does a note say no more than that the row is right as it stands?

    >>> says_right(" √ "), says_right("OK"), says_right("对，但请再核"), says_right(None)
    (True, True, False, False)
    """
    return note is not None and note.strip().casefold().rstrip("。.！!") in _RIGHT


def read_ids(text: str, known: Container[str], whose: str) -> tuple[str, ...]:
    """The ids of sentences in a cell, each once; none where it says that there are none.

    :param whose: the document they belong to, for people.

    >>> read_ids("5：1，6:2、5:1", {"5:1", "6:2"}, "中央"), read_ids("（ 无 ）", (), "中央")
    (('5:1', '6:2'), ())
    """
    bare = unicodedata.normalize("NFKC", text).strip(_AROUND)
    if not bare:
        raise UnclearError("空着；没有对应请写 无", "links")
    if bare.casefold() in _NOTHING:
        return ()
    found = tuple(dict.fromkeys(token for token in _BETWEEN.split(bare) if token))
    for token in found:
        if token not in known:
            hint = "" if ":" in token else "，需要句子编号，如 5:1"
            raise UnclearError(f"“{token[:20]}”不是{whose}文件的句子编号{hint}", "links")
    return found
