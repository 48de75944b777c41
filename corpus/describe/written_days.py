"""Days as documents write them, in Arabic or Chinese numerals, and the acts they are the day of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...language.expressions import expression
from ...language.numerals import TO_TEN, ordinal

_ZEROS = "〇○Oo零"
_NUMERAL = rf"[{_ZEROS}{TO_TEN}廿卅\d]"
_DAY = expression(
    rf"(?P<year>(?:[12１２]\d{{3}}|[一二][{_ZEROS}0{TO_TEN[:-1]}]{{3}}))[ \u3000]*年[ \u3000]*"
    rf"(?P<month>{_NUMERAL}{{1,3}})[ \u3000]*月[ \u3000]*(?P<day>{_NUMERAL}{{1,3}})[ \u3000]*日"
    r"|(?<![\d.-])(?P<iso_year>[12]\d{3})(?P<mark>[-./])(?P<iso_month>\d{1,2})(?P=mark)(?P<iso_day>\d{1,2})(?![\d]|[.-]\d)",
    match=["2021年7月1日", "二〇二一年 十二 月三十一日", "二O三一年五月廿一日", "2021-07-01", "2031.5.2"],
    no_match=["2021年7月", "7月1日", "12021-07-01", "2021-07.01"],
)
_EARLIEST, _LATEST = 1900, 2199


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as ISO 8601, and where it is written."""

    iso: str
    start: int
    end: int

    def of(self, text: str) -> str:
        """The day as it is written in the text it was found in.

        >>> [day.of("于2030年5月1日起") for day in find_days("于2030年5月1日起")]
        ['2030年5月1日']
        """
        return text[self.start : self.end]


def find_days(text: str) -> Iterator[WrittenDay]:
    """The days a text names, in order; what is no day of the calendar (2月30日) is none.

    >>> [day.iso for day in find_days("二〇二一年七月一日通过，2021 年 10 月 8 日公布，2021-12-01 施行，2021年2月30日")]
    ['2021-07-01', '2021-10-08', '2021-12-01']
    """
    for match in _DAY.finditer(text):
        names = ("year", "month", "day") if match["year"] else ("iso_year", "iso_month", "iso_day")
        iso = iso_day(*(ordinal(match[name]) or 0 for name in names))
        if iso is not None:
            yield WrittenDay(iso, match.start(), match.end())


def iso_day(year: int, month: int, day: int) -> str | None:
    """A day as ISO 8601; ``None`` where the calendar has none, or no document is that old.

    >>> iso_day(2021, 7, 1), iso_day(2021, 2, 30)
    ('2021-07-01', None)
    """
    try:
        return date(year, month, day).isoformat() if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None
