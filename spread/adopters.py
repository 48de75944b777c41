"""The documents among which a clause may have spread: where each is from, of when it is, what is above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ..language.expressions import expression

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE_COUNTRY = expression("^(?:全国|中国|中华人民共和国)$", match=["全国"], no_match=["云州省"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopter:
    """A document by its id in the store. ``earliest`` and ``latest`` are days (ISO 8601) between which its text came to say what it says.

    They are the same for a text that was never amended. Of an amended one it is known what it says since its last amendment
    (``latest``) and that the first version was adopted at ``earliest``; a clause may have been in it from any day between. Both are
    ``None`` where the document says no whole day. ``upper`` is the document above it, ``family`` the one at the top.

    >>> Adopter(id="a", title="云州省书屋办法", earliest="2029-05-01", latest="2031-02-01").amended
    True
    """

    id: str
    title: str
    region: str | None = None
    province: str | None = None
    level: str | None = None
    earliest: str | None = None
    latest: str | None = None
    upper: str | None = None
    family: str | None = None
    uppers: frozenset[str] = field(default_factory=frozenset)

    @property
    def amended(self) -> bool:
        """Whether a clause may be older than the day of this text."""
        return self.earliest != self.latest

    @property
    def place(self) -> str:
        """Where it is from; a document that names no place is a place of its own."""
        return self.region or self.province or f"《{self.title}》"

    @property
    def province_name(self) -> str | None:
        """The province it lies in, ``None`` for the centre and for what names none."""
        name = self.province or (self.region if self.level == "province" else None)
        return None if name is None or _WHOLE_COUNTRY.search(name) else name


def whole_day(said: str | None) -> str | None:
    """A day as ISO 8601 where it is one; months and years alone give no order of days.

    >>> whole_day("2031-02-03"), whole_day("2031-02"), whole_day("2031-02-31")
    ('2031-02-03', None, None)
    """
    if said is None or not _DAY.fullmatch(said):
        return None
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return None


def days_between(first: str | None, second: str | None) -> int | None:
    """Days from one day to another; ``None`` where one is unknown.

    >>> days_between("2031-02-03", "2031-03-03"), days_between(None, "2031-03-03")
    (28, None)
    """
    if first is None or second is None:
        return None
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
