"""The signature, and what stands under it: who printed the document, when, and who gets a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .document_frame import FrameLine
from .organ_names import OrganNames
from .written_days import find_days

_BLANKS = " \u3000\t"
# A signature with its date is hardly longer.
_SIGNATURE = 80
_SENTENCE = re.compile(r"(?<=。)[ \u3000]*")


@dataclass(frozen=True, slots=True)
class Printing:
    """Day and organ of printing, and the organs that get a copy."""

    printed: str | None = None
    printer: str | None = None
    copied_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintingRules:
    """The patterns ``copies`` and ``printing`` of ``tables/metadata.toml``, and how the name of an organ looks."""

    copies: re.Pattern[str]
    printing: re.Pattern[str]
    organs: OrganNames


def signed_apart(lines: Sequence[FrameLine], organs: OrganNames) -> list[FrameLine]:
    """The lines, organ and date of a signature on one line told apart: 云溪县民政局　2031年6月1日, also behind a notice.

    >>> from .organ_names import load_organ_names
    >>> line = FrameLine("issuer", "云溪县民政局　2031年6月1日")
    >>> [(line.kind, line.text) for line in signed_apart([line], load_organ_names())]
    [('issuer', '云溪县民政局'), ('date', '2031年6月1日')]
    """
    apart: list[FrameLine] = []
    for line in lines:
        apart += _apart(line, organs) if line.kind in ("issuer", "notice", "prose") else [line]
    return apart


def _apart(line: FrameLine, organs: OrganNames) -> list[FrameLine]:
    days = [day for day in find_days(line.text[-_SIGNATURE:]) if not line.text[-_SIGNATURE:][day.end :].strip(_BLANKS)]
    if not days:
        return [line]
    start = max(0, len(line.text) - _SIGNATURE) + days[0].start
    said, stop, who = line.text[:start].rpartition("。")
    organ, date = who.strip(_BLANKS), FrameLine("date", line.text[start:].strip(_BLANKS))
    if organs.looks_like_organ(organ):
        signed = [FrameLine("issuer", organ), date]
    elif stop:  # 省长　某某　2030年5月20日
        signed = [date]
    else:
        return [line]
    return [FrameLine(line.kind, said + stop), *signed] if stop else signed


def signature_of(tail: Sequence[FrameLine]) -> list[FrameLine]:
    """The lines behind a text that sign it: up to the date, or to what is said of copies and printing, or to the annexes.

    >>> [line.text for line in signature_of([FrameLine("issuer", "溪山省文化厅"), FrameLine("distribution", "抄送：省委。")])]
    ['溪山省文化厅']
    """
    signed: list[FrameLine] = []
    for line in tail:
        if line.kind == "distribution" or (line.kind == "annex" and signed):
            break
        if line.kind != "annex":
            signed.append(line)
        if line.kind == "date":
            break
    return signed


def find_printing(tail: Sequence[FrameLine], rules: PrintingRules) -> Printing:
    """Read the lines of copies and printing.

    >>> from duizhao.corpus.describe.description_rules import load_description_rules
    >>> tail = [FrameLine("distribution", "抄送：省委各部门，省军区。"), FrameLine("distribution", "某厅　2030年3月6日印发")]
    >>> find_printing(tail, load_description_rules().printing)
    Printing(printed='2030-03-06', printer='某厅', copied_to=('省委各部门', '省军区'))
    """
    printed = printer = None
    copies: list[str] = []
    before = ""
    for line in tail:
        if line.kind in ("distribution", "date"):
            for said in _SENTENCE.split(line.text):
                if match := rules.copies.match(said):
                    copies += [organ.strip() for organ in re.split("[，,；;]", match["to"]) if organ.strip()]
                elif printed is None and (match := rules.printing.match(said)):
                    printed = next((day.iso for day in find_days(match["day"])), None)
                    printer = match["printer"].strip() or (before if rules.organs.looks_like_organ(before) else None)
        before = line.text.strip() if line.kind == "issuer" else ""
    return Printing(printed, printer, tuple(copies))
