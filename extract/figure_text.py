"""How a requirement is printed in a table's cell."""

from __future__ import annotations

from fractions import Fraction
from unicodedata import normalize

from ..language.expressions import expression
from .requirement import Requirement

_PERIODS = {
    "P1Y": "每年",
    "P6M": "每半年",
    "P3M": "每季度",
    "P1M": "每月",
    "P1W": "每周",
    "P1D": "每日",
    "PT1H": "每小时",
}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
_DESIGNATORS = {"Y": "年", "M": "个月", "W": "周", "D": "日", "H": "小时"}
_QUARTERS = {"Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}
_UNITS = {"m": "米", "cm": "厘米", "mm": "毫米", "km": "公里", "m2": "平方米", "km2": "平方公里", "m3": "立方米"}
_UNITS |= {"ha": "公顷", "t": "吨", "kg": "公斤", "g": "克", "USD": "美元", "HKD": "港元"}
_LARGEST_PART = 12  # of a fraction that is printed as one (1/3)
_SIZES = "万亿"
_ROUND = 100  # what is a multiple of so many is printed in 万
_SAME_DAY = expression("^[当即][日天]", match=["当日内"], no_match=["三日内"])
_PROPORTION = expression(
    "(?<![0-9:：∶])([0-9.０-９]+)[:：∶比]([0-9.０-９]+)(?![0-9:：∶])",
    match=["不低于1:16", "1：5", "1比5"],
    no_match=["1/5", "1:5:5"],
)


def figure(requirement: Requirement) -> str:
    """A requirement in the few characters of a table's cell; never empty.

    >>> from duizhao.extract import requirements_in
    >>> [figure(requirements_in(text)[0]) for text in ("每季度", "每年至少1次", "抽查10%", "定期", "全覆盖", "十五个工作日内")]
    ['每季度', '每年≥1次', '10%', '定期', '全覆盖', '≤15个工作日']
    >>> [figure(found) for found in requirements_in("处一万元以上五万元以下罚款，于每年11月30日前公布")]
    ['1万～5万元', '每年11月30日前']
    >>> [figure(requirements_in(text)[0]) for text in ("不低于三分之一", "每百张床位不少于2名", "每周二、周四开放")]
    ['≥1/3', '每百张床位≥2人', '每周二、周四']
    """
    by = f"{_date(requirement.date)}前" if requirement.date else ""
    if requirement.term:
        return by + requirement.term if requirement.kind == "coverage" else requirement.term
    every = _period(requirement)
    if requirement.date and requirement.kind in ("deadline", "frequency"):
        often = _times(requirement) if requirement.unit_of_measure == "次" else ""
        return _on_date(requirement, every) + often
    if requirement.kind == "frequency":
        return every + _times(requirement) or requirement.quote
    if requirement.value is None:
        return requirement.quote
    if _SAME_DAY.search(requirement.quote):
        return requirement.quote.removesuffix("内")
    ahead = "提前" if requirement.kind == "deadline" and requirement.comparator == ">=" else ""
    return (by or ahead) + every + (requirement.per_what or "") + _number(requirement)


def _on_date(requirement: Requirement, every: str) -> str:
    """每年11月30日前, 每季度第一个月10日前, 2030年1月1日起."""
    date = requirement.date or ""
    if requirement.per and requirement.within:
        return _PERIODS.get(requirement.per, "") + requirement.within
    if date.startswith("---") and requirement.per is None:
        return requirement.quote  # 次月10日前
    behind = {"<=": "前", ">=": "起"}.get(requirement.comparator or "", "") if requirement.kind == "deadline" else ""
    return every + _date(date) + behind


def _times(requirement: Requirement) -> str:
    if requirement.value == 0:
        return "可以"
    what = requirement.per_what or ""
    return what if requirement.comparator is None or requirement.value is None else what + _number(requirement)


def _period(requirement: Requirement) -> str:
    per, within = requirement.per, requirement.within or ""
    if per is None or within.startswith("每"):
        return within
    every = _PERIODS.get(per) or f"每{per.strip('PT')[:-1]}{_DESIGNATORS.get(per[-1], '')}"
    return f"每{within}" if within and every.endswith(within[:1]) else every + within


def _number(requirement: Requirement) -> str:
    value = requirement.value or 0.0
    low, unit = _value(requirement, value)
    if requirement.value_max is not None:
        high, unit = _value(requirement, requirement.value_max)
        # 2000元～2万元: without its unit the lower end reads as twenty million.
        apart = unit if high[-1:] in _SIZES and low[-1:] not in _SIZES else ""
        return f"{low}{apart}～{high}{unit}"
    about = "约" if requirement.approximate else ""
    return f"{_SIGNS.get(requirement.comparator or '=', '')}{about}{low}{unit}"


def _value(requirement: Requirement, value: float) -> tuple[str, str]:
    """The number and its unit as printed: 10 %, 1万 元, 15 个工作日."""
    unit = requirement.unit_of_measure or ""
    if requirement.kind in ("ratio", "coverage", "threshold") and unit in ("", "百分点"):
        return _share(requirement, value), "个百分点" if unit else _sign(requirement, value)
    if requirement.duration:
        return f"{value:.10g}", "个工作日" if requirement.working_days else {"月": "个月"}.get(unit, unit)
    return _scaled(value, 1 if unit == "CNY" else _ROUND), "元" if unit == "CNY" else _UNITS.get(unit, unit)


def _share(requirement: Requirement, value: float) -> str:
    """A share as it was meant: 1:16, 1/3, else in hundredths."""
    if found := _PROPORTION.search(requirement.quote):
        return normalize("NFKC", f"{found[1]}:{found[2]}")
    return _fraction(value) or f"{round(value * 100, 4):.10g}"


def _sign(requirement: Requirement, value: float) -> str:
    return "" if _PROPORTION.search(requirement.quote) or _fraction(value) else "%"


def _fraction(value: float) -> str:
    """A fraction of small numbers that has no end in hundredths (1/3)."""
    near = Fraction(value).limit_denominator(_LARGEST_PART)
    endless = near.denominator % 3 == 0 or near.denominator % 7 == 0 or near.denominator % 11 == 0
    return f"{near.numerator}/{near.denominator}" if endless and abs(float(near) - value) < 1e-9 else ""


def _scaled(value: float, multiple: int) -> str:
    """A number in 亿 or 万 where it is round enough to be read so."""
    size, name = next((s for s in ((1e8, "亿"), (1e4, "万")) if value >= s[0] and value % multiple == 0), (1.0, ""))
    return f"{value / size:.10g}{name}"


def _date(date: str) -> str:
    if "/" in date:
        return "至".join(map(_date, date.split("/")))
    if date.startswith("---"):
        return f"{int(date[3:])}日"
    year, _, rest = ("", "", date[2:]) if date.startswith("--") else date.partition("-")
    printed = f"{year}年" if year else ""
    if rest == "12-31":
        return (printed or "年") + "底"
    if rest in _QUARTERS:
        return printed + _QUARTERS[rest]
    month, _, day = rest.partition("-")
    return printed + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
