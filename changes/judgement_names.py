"""What judgements are called where people write and read them."""

from __future__ import annotations

from collections.abc import Mapping

JUDGEMENTS: Mapping[str, str] = {
    **{"verbatim": "照搬", "adapted": "改写", "strengthened": "加强", "weakened": "弱化", "added": "新增"},
    **{"missing": "缺失", "not_applicable": "不适用", "no_duty": "不计"},
}
