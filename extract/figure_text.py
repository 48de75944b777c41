"""How a requirement is printed in a table's cell."""

from __future__ import annotations

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


def figure(requirement: Requirement) -> str:
    """A requirement in the few characters of a table's cell; never empty.

    >>> from duizhao.extract import requirements_in
    >>> [figure(requirements_in(text)[0]) for text in ("每季度", "每年至少1次", "抽查10%", "定期", "全覆盖", "十五个工作日内")]
    ['每季度', '每年≥1次', '10%', '定期', '全覆盖', '≤15个工作日']
    >>> [figure(found) for found in requirements_in("处一万元以上五万元以下罚款，于每年11月30日前公布")]
    ['1万～5万元', '每年11月30日前']
    """
    by = f"{_date(requirement.date)}前" if requirement.date else ""
    if requirement.term:
        return by + requirement.term if requirement.kind == "coverage" else requirement.term
    every = _period(requirement)
    if requirement.date and requirement.kind in ("deadline", "frequency"):
        return every + _date(requirement.date) + ("前" if requirement.comparator == "<=" else "")
    if requirement.kind == "frequency":
        return every + _times(requirement) or requirement.quote
    if requirement.value is None:
        return requirement.quote
    ahead = requirement.kind == "deadline" and requirement.comparator == ">="
    if requirement.kind in ("ratio", "coverage", "deadline"):
        return (by or ("提前" if ahead else "")) + _number(requirement)
    return every + _number(requirement)


def _times(requirement: Requirement) -> str:
    if requirement.value == 0:
        return "可以"
    return "" if requirement.comparator is None or requirement.value is None else _number(requirement)


def _period(requirement: Requirement) -> str:
    per = requirement.per
    if per is None:
        return requirement.within or ""
    return _PERIODS.get(per) or f"每{per.strip('PT')[:-1]}{_DESIGNATORS.get(per[-1], '')}"


def _number(requirement: Requirement) -> str:
    low, unit = _value(requirement, requirement.value or 0.0)
    if requirement.value_max is not None:
        high, unit = _value(requirement, requirement.value_max)
        return f"{low}～{high}{unit}"
    return f"{_SIGNS.get(requirement.comparator or '=', '')}{low}{unit}"


def _value(requirement: Requirement, value: float) -> tuple[str, str]:
    """The number and its unit as printed: 10 %, 1万 元, 15 个工作日."""
    unit = requirement.unit_of_measure or ""
    if requirement.kind in ("ratio", "coverage", "threshold") and unit in ("", "百分点"):
        return f"{round(value * 100, 2):.10g}", "个百分点" if unit else "%"
    if requirement.duration:
        return f"{value:.10g}", "个工作日" if requirement.working_days else {"月": "个月"}.get(unit, unit)
    if unit == "CNY":
        size, name = next((s for s in ((1e8, "亿"), (1e4, "万")) if value >= s[0]), (1.0, ""))
        return f"{value / size:.10g}{name}", "元"
    return f"{value:.10g}", unit


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
