"""The days of a document: when it was adopted, amended, issued, and from when on it applies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..page_labels import PageLabels
from .dated_acts import ActRules, Statement, statements
from .document_frame import FrameLine
from .written_days import find_days

_IN_HEAD = "文首的日期"
_SIGNED = "落款"
# A document says from when on it applies in its last provisions.
_CLOSING = 1500


@dataclass(frozen=True, slots=True)
class Sources:
    """Where days are looked for: the lines under the title, the notice, the signature, the day of printing, the page's own table."""

    head: Sequence[Statement]
    notice: Sequence[str]
    signed: Sequence[FrameLine]
    printed: str | None
    page: Mapping[str, str]
    closing: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stood (Chinese)."""

    value: str
    origin: str


def closing_of(body: str) -> str:
    """The part of a text in which it says from when on it applies."""
    return body[-_CLOSING:]


@dataclass(frozen=True, slots=True)
class DocumentDateRules:
    """What says that something was done on a day, that a text applies from a day on, and the labels of a page under which days stand."""

    acts: ActRules
    in_force: re.Pattern[str]
    labels: PageLabels


def find_dates(sources: Sources, rules: DocumentDateRules) -> dict[str, Found]:
    """``date`` ``adopted`` ``amended`` ``issued`` ``in_force``, as far as they are said.

    ``date`` is the last day of adoption, issue, amendment or signature, else that of printing, or what the page says.
    """
    found = _acts(sources, rules.acts)
    signed = _signed(sources, rules.labels)
    under_title = [statement.day for statement in sources.head if statement.act != "in_force"]
    # The day of printing tells nothing where the day of issue is said.
    if under_title and (signed is None or signed.origin != _SIGNED or max(under_title) >= signed.value):
        found["date"] = Found(max(under_title), _IN_HEAD)
    elif signed is not None:
        found["date"] = signed
    if "issued" not in found:
        plain = [statement.day for statement in sources.head if statement.act == "dated"]
        if plain:
            found["issued"] = Found(plain[-1], _IN_HEAD)
        elif signed is not None:
            found["issued"] = signed
    if (force := _in_force(sources, found, rules)) is not None:
        found["in_force"] = force
    return found


def _acts(sources: Sources, acts: ActRules) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for act, at in (("adopted", 0), ("amended", -1), ("issued", 0)):
        days = [statement.day for statement in sources.head if statement.act == act]
        if days:
            found[act] = Found(days[at], _IN_HEAD)
    noticed = [statement for line in sources.notice for statement in statements(line, acts)]
    adopted = [statement.day for statement in noticed if statement.act == "adopted"]
    if adopted and "adopted" not in found:
        found["adopted"] = Found(adopted[0], "公布它的通知或命令")
    return found


def _signed(sources: Sources, labels: PageLabels) -> Found | None:
    """The day under the signature, else the day of printing, else what the page says."""
    days = [
        day.iso
        for line in sources.signed
        if line.kind == "date"
        for day in find_days(line.text)
        if "印" not in line.text
    ]
    if days:
        return Found(days[-1], _SIGNED)
    if sources.printed is not None:
        return Found(sources.printed, "印发行")
    return _of_page("date", sources.page, labels)


def _of_page(field: str, page: Mapping[str, str], labels: PageLabels) -> Found | None:
    """The day that a page says under one of the labels of a field."""
    for label, said in labels.said(field, page):
        for day in find_days(said):
            return Found(day.iso, f"网页的“{label}”")
    return None


def _in_force(sources: Sources, found: Mapping[str, Found], rules: DocumentDateRules) -> Found | None:
    for texts, origin in (((sources.closing,), "正文末尾"), (sources.notice, "公布它的通知或命令")):
        said = [match for text in texts for match in rules.in_force.finditer(text)]
        own = [match for match in said if match["own"].startswith("本")] or said
        if own:
            return _day_of(own[-1]["day"], _in_force_with(sources, found), origin)
        if origin == "正文末尾":
            days = [statement.day for statement in sources.head if statement.act == "in_force"]
            if days:
                return Found(days[-1], _IN_HEAD)
    return _of_page("in_force", sources.page, rules.labels)


def _in_force_with(sources: Sources, found: Mapping[str, Found]) -> dict[str, Found]:
    """The days as 自公布之日起 means them: a text that was revised and issued again applies from the later day."""
    again = [statement.day for statement in sources.head if statement.act == "issued"]
    revised = found.get("amended")
    if revised is not None and again and again[-1] >= revised.value:
        return {**found, "issued": Found(again[-1], _IN_HEAD)}
    return dict(found)


def _day_of(said: str, found: Mapping[str, Found], origin: str) -> Found | None:
    """The day that is meant by 2021年7月1日 or 公布之日; ``None`` where that day itself is not known."""
    for day in find_days(said):
        return Found(day.iso, origin)
    event = found.get("adopted" if said.startswith("通过") else "issued")
    return None if event is None else Found(event.value, f"{origin}“自{said}起”，{event.origin}")
