"""The rules of `tables/*.toml`, read and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..language import load_table
from ..language.modals import load_modals
from ..language.numerals import NUMBER
from .dates import DATE
from .requirement import Comparator, Force, Kind

Dimension = Literal["time", "money", "share", "count", "measure", "age", "grade"]

TABLES = ("comparators", "clauses", "governing", "names", "periods", "results", "terms", "units")
# Every number, period and date contains one of these.
_NUMERAL = (
    r"[0-9０-９一二三四五六七八九十两半每ＸX×]|年[底末终内均]|全年|[按逐][年季月周日]|[月日周]均|[任届聘]期|年度内"
    r"|百分之|[壹贰叁肆伍陆柒捌玖][拾佰仟万亿元]|逢[单双]月|年(?:考核|总结|评比|述职)|[周月季](?:调度|例会|研判|会商|通报|汇报|点评|讲评|推进|督查|巡查|考核|评比|排名|总结)"
)
# 一季度一梳理: the second 一 counts the act.
_ITERATED = (
    r"(?P<period>一(?:年|个?季度|季|个?月|周|日|天)|半年)一(?![年月日次]|[个定般])[^一，。；：、“”‘’（）()\s0-9]{1,4}"
)
# 两年复核一次: every second year. What lies between is short and no limit (三年内一次, 三十日可以延长一次).
_EACH = (
    r"(?<![每隔第近前内0-9一二三四五六七八九十])(?P<number>半|[0-9一二三四五六七八九十两]{1,3})(?P<unit>年|个月|周|天|日)"
    r"(?=[^，。；：、0-9一二三四五六七八九十两内以前后起满的可延且限仅只不]{0,6}(?:一|1)次)"
)
# What every number and every period begins with: one look at a character saves trying each rule there.
_NUMBER_HEAD = "(?=[0-9０-９XＸ×零〇○一二三四五六七八九十两拾壹贰叁肆伍陆柒捌玖百千万半过翻])"
_PERIOD_HEAD = "(?=[每逢按逐全当本一同年半季月周日])"
FILLER = "□"  # what a blotted-out name leaves behind: no rule matches it


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted; ``symbol`` is the ISO 8601 designator of a length of time, else the unit of measure."""

    dimension: Dimension
    symbol: str
    factor: float = 1.0
    working: bool = False
    bare: Literal["always", "governed", "target", "never"] = "governed"


@dataclass(frozen=True, slots=True)
class Comparing:
    """A word that compares a number; see ``tables/comparators.toml``."""

    comparator: Comparator
    sense: str = ""
    condition: Literal["", "always", "evident"] = ""
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """A recurring period, as an ISO 8601 duration or in words."""

    per: str | None
    within: str | None
    weak: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A bound without a number."""

    kind: Kind
    value: float | None


@dataclass(frozen=True, slots=True)
class Chooser:
    """One pattern out of many, and what each alternative means: the alternatives are the groups ``r0``, ``r1``, …"""

    pattern: re.Pattern[str]
    meanings: tuple[Any, ...]

    def meaning(self, found: re.Match[str]) -> Any:
        """What the alternative that matched stands for; with the whole pattern inside a larger one, too."""
        return self.meanings[int((found.lastgroup or "r0")[1:])]


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the extractor knows of words; made by :func:`load_rules`, never changed."""

    names: re.Pattern[str]
    units: Mapping[str, Unit]
    numeral: re.Pattern[str]
    hint: re.Pattern[str]
    quantity: re.Pattern[str]
    date: re.Pattern[str]
    iterated: re.Pattern[str]
    each: re.Pattern[str]
    prefixes: Chooser
    suffixes: Chooser
    periods: Chooser
    within: re.Pattern[str]
    terms: Chooser
    results: re.Pattern[str]
    demand: re.Pattern[str]
    target: re.Pattern[str]
    demanded: re.Pattern[str]
    lasting: re.Pattern[str]
    settled: re.Pattern[str]
    barring: re.Pattern[str]
    barred: re.Pattern[str]
    attained: re.Pattern[str]
    elapsed: re.Pattern[str]
    record: re.Pattern[str]
    planned: re.Pattern[str]
    placing: re.Pattern[str]
    granted: re.Pattern[str]
    share_of: re.Pattern[str]
    no_base: re.Pattern[str]
    sampled: re.Pattern[str]
    object_end: re.Pattern[str]
    modals: Chooser
    actor: re.Pattern[str]
    causative: re.Pattern[str]
    opener: re.Pattern[str]
    acted_upon: re.Pattern[str]
    verb: re.Pattern[str]
    penal: re.Pattern[str]
    ordered: re.Pattern[str]
    relative: re.Pattern[str]
    defeated: re.Pattern[str]

    def mask(self, text: str) -> str:
        """``text`` with every name that contains a number blotted out, at the same length."""
        return self.names.sub(lambda found: FILLER * len(found[0]), text)


def load_rules() -> Rules:
    """Read and compile every table (some 20 ms the first time, 5 ms when :mod:`re` still holds the patterns).

    >>> load_rules().mask("落实“三重一大”制度，每年至少1次")
    '落实□□□□□□制度，每年至少1次'
    """
    tables = {name: load_table("duizhao.extract", name) for name in TABLES}
    units = _units(tables["units"]["unit"])
    comparators, clauses, governing = tables["comparators"], tables["clauses"], tables["governing"]
    modals = load_modals("extract")
    return Rules(
        names=_union(tables["names"]["name"]),
        units=units,
        numeral=re.compile(_NUMERAL),
        hint=re.compile("|".join(row["hint"] for row in tables["terms"]["term"])),
        quantity=re.compile(quantity_pattern(units)),
        date=re.compile(DATE),
        iterated=re.compile(_ITERATED),
        each=re.compile(_EACH),
        prefixes=_chooser(comparators["prefix"], _comparing),
        suffixes=_chooser(comparators["suffix"], _comparing),
        periods=_chooser(
            tables["periods"]["period"],
            lambda row: Period(row.get("per"), row.get("within"), row.get("weak", False)),
            _PERIOD_HEAD,
        ),
        within=_union(tables["periods"]["within"]),
        terms=_chooser(tables["terms"]["term"], lambda row: Term(row["kind"], row.get("value"))),
        results=_union(tables["results"]["result"]),
        demand=_union(governing["demand"]),
        target=_union(governing["target"]),
        demanded=_union(governing["noun"]),
        lasting=_union(governing["lasting"]),
        settled=_union(governing["settled"]),
        barring=_union(governing["barring"]),
        barred=_union(governing["barred"]),
        attained=_union(governing["attained"]),
        elapsed=_union(governing["elapsed"]),
        record=_union(governing["record"]),
        planned=_union(tables["results"]["planned"]),
        placing=_union(governing["placing"]),
        granted=_union(governing["granted"]),
        share_of=_union(governing["share_of"]),
        no_base=_union(governing["no_base"]),
        sampled=_union(governing["sampled"]),
        object_end=_union(governing["object_end"]),
        modals=Chooser(modals.pattern, tuple(_force(modal.force) for modal in modals.words)),
        actor=_union(clauses["actor"]),
        causative=_union(clauses["causative"]),
        opener=_union(clauses["opener"]),
        acted_upon=_union(clauses["acted_upon"]),
        verb=_union(clauses["verb"]),
        penal=_union(clauses["penal"]),
        ordered=_union(clauses["ordered"]),
        relative=_union(clauses["relative"]),
        defeated=_union(clauses["defeated"]),
    )


def quantity_pattern(units: Iterable[str]) -> str:
    """The regular expression of a number with its unit, of shares in 分之, and of a range with one unit (五至十日)."""
    # A symbol in Latin letters is no beginning of a word (30m, not 30min).
    names = "|".join(
        re.escape(unit) + ("(?![A-Za-z0-9])" if unit[-1].isascii() and unit[-1].isalpha() else "")
        for unit in sorted(units, key=len, reverse=True)
    )
    dash = "(?:至|到|或者?|[-—–~～－]{1,2})"
    return (
        rf"{_NUMBER_HEAD}(?:(?P<base>[一二三四五六七八九]?[百千万]|[二三四五六七八九十]{{1,2}})分之(?P<part>{NUMBER}|百)(?:{dash}(?:百分之)?(?P<part_to>{NUMBER}|百)(?!倍|分))?"
        rf"|(?P<number>{NUMBER}|半)(?:{dash}(?P<to>{NUMBER}))?(?P<unit>(?!(?<=千)克|分之)(?:{names}))(?P<half>半(?!径))?"
        rf"|(?P<listed>{NUMBER})(?=(?:、{NUMBER}){{1,3}}元)(?<=[百千万亿])"
        rf"|(?P<money>(?<=[补奖资贴助励偿持予高过到款金])[0-9]{{1,6}}(?:[.][0-9]{{1,4}})?[万亿])(?=[，。；、）)]|奖|补|$)"
        rf"|(?P<index>(?<=[于过到])[0-9]{{1,3}}[.][0-9]{{1,3}})(?=[，。；）)]|$)"
        rf"|(?<![0-9/／])(?P<top>[0-9]{{1,2}})[/／](?P<bottom>[0-9]{{1,3}})(?![0-9/／])"
        rf"|(?P<parts>[0-9]{{1,2}}(?:[:：∶][0-9]{{1,2}}){{1,4}}(?![0-9]))(?:(?=的?(?:比例|标准))|(?<=[于为按超过到]1[:：∶][0-9])|(?<=[于为按过到]1[:：∶][0-9]{{2}}))"
        rf"|翻(?P<doubled>[一两二三])番"
        rf"|(?P<plain>[0-9一二三四五六七八九十两]{{1,4}}[百千万]{{1,2}})(?=以上|以下)"
        rf"|(?P<majority>(?<!超)过半数?(?!年|个|月|天|小时)|半数|一半))"
        rf"(?P<rate>[/／][^，。；：、）)/／\s]{{1,6}}(?:[/／][人月年日天]{{1,2}})?)?"
    )


def _units(rows: Iterable[Mapping[str, Any]]) -> dict[str, Unit]:
    return {
        term: Unit(
            row["dimension"],
            row.get("symbol", term),
            row.get("factor", 1.0),
            row.get("working", False),
            row.get("bare", "governed"),
        )
        for row in rows
        for term in row["terms"]
    }


def _comparing(row: Mapping[str, Any]) -> Comparing:
    return Comparing(row["comparator"], row.get("sense", ""), row.get("condition", ""), row.get("reach", 0))


def _force(name: Force) -> Force:
    return name


def _union(rows: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in rows))


def _chooser(rows: Iterable[Mapping[str, Any]], meaning: Any, head: str = "") -> Chooser:
    rows = list(rows)
    # Groups inside a rule's own pattern come to be inner groups, so that `lastgroup` still names the rule.
    pattern = "|".join(f"(?P<r{i}>{row['pattern']})" for i, row in enumerate(rows))
    return Chooser(re.compile(f"{head}(?:{pattern})"), tuple(meaning(row) for row in rows))
