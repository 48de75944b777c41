"""What the name of a file says of the document in it: the least to be trusted, but often all there is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from .document_numbers import NumberRules, document_number
from .written_days import find_days, iso_day

_COMPACT_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_DATE_IN_BRACKETS = expression(
    r"[（(\[【][ \u3000]*[^（(\[【]{0,4}[12]\d{3}[-./年][^（）()\[\]【】]{1,12}[）)\]】]|[12]\d{3}[-.]\d{1,2}[-.]\d{1,2}",
    match=["书屋办法(2011-05-27)", "书屋办法（2011年修订）", "2011.5.27"],
    no_match=["书屋办法（试行）", "2011年书屋办法"],
)
_PIECES = expression(
    r"[_\s－+]+|(?<=[\u4e00-\u9fff）])-+|-+(?=[\u4e00-\u9fff])",
    match=["01_书屋", "书屋-办法"],
    no_match=["书屋办法", "2011-05"],
)
_CHINESE_WORD = expression("[\u4e00-\u9fff]{2}", match=["v1书屋"], no_match=["书1", "v1"])
# Shorter ones (安徽措施) are what somebody called the file.
_MIN_TITLE = 6


@dataclass(frozen=True, slots=True)
class FileName:
    """Title, day and document number in a file's name; ``words`` are its Chinese pieces."""

    title: str | None = None
    date: str | None = None
    number: str | None = None
    words: tuple[str, ...] = ()


def read_file_name(path: str, title_end: re.Pattern[str], noise: re.Pattern[str], numbers: NumberRules) -> FileName:
    """What a file's name says. A title must end as titles do, a day must be a whole one.

    >>> from duizhao.corpus.describe.description_rules import load_description_rules
    >>> rules = load_description_rules()
    >>> read_file_name("下载/青石市书屋条例(2011-05-27).md", rules.titles.ends, rules.file_name_noise, rules.numbers)
    FileName(title='青石市书屋条例', date='2011-05-27', number=None, words=('青石市书屋条例',))
    """
    name = re.split(r"[/\\]", path)[-1]
    stem = unicodedata.normalize("NFC", name.rpartition(".")[0] or name)
    day = _day(stem)
    tokens = re.split(r"[_\s]+", stem)
    number = next((found for token in tokens if (found := document_number(token, numbers)) is not None), None)
    if number is not None:
        bracketed = re.compile(rf"[（(](?:{numbers.number.pattern})[）)]")
        tokens = [token for token in (bracketed.sub("", t) for t in tokens) if document_number(token, numbers) is None]
    named = " ".join(tokens)
    rest = _COMPACT_DAY.sub(" ", _DATE_IN_BRACKETS.sub(" ", named))
    words = tuple(
        word for word in (noise.sub("", noise.sub("", piece)) for piece in _PIECES.split(rest)) if _is_chinese(word)
    )
    titles = [word for word in words if len(word) >= _MIN_TITLE and title_end.search(word)]
    return FileName(max(titles, key=len, default=None), day, number, words)


def _day(stem: str) -> str | None:
    days = [day.iso for day in find_days(stem)]
    compact: Sequence[str | None] = [iso_day(*map(int, found)) for found in _COMPACT_DAY.findall(stem)]
    return next((day for day in (*days, *compact) if day is not None), None)


def _is_chinese(word: str) -> bool:
    return _CHINESE_WORD.search(word) is not None
