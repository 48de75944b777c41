"""A bound and its roles, joined to a requirement."""

from __future__ import annotations

from dataclasses import fields

from ..language import Span
from .bound_reading import Bound
from .clause import DutyRoles
from .requirement import Requirement

_OF_BOUND = tuple(field.name for field in fields(Bound) if field.name not in ("start", "end", "quote"))
_OF_ROLES = tuple(field.name for field in fields(DutyRoles))


def as_requirement(
    bound: Bound,
    text: str,
    roles: DutyRoles | None = None,
    *,
    place: tuple[str, str, str] = ("", "", ""),
    offset: int = 0,
) -> Requirement:
    """The requirement that ``bound`` of the sentence ``text`` is.

    ``place`` is the unit's id and label and the sentence's id, ``offset`` where the sentence begins in the cleaned text.

    >>> from duizhao.extract import find_bounds
    >>> text = "应当每季度报告"
    >>> as_requirement(find_bounds(text)[0], text, offset=10).span
    Span(start=12, end=15)
    """
    roles = roles or DutyRoles()
    unit, label, sentence = place
    return Requirement(
        unit=unit,
        label=label,
        sentence=sentence,
        text=text,
        quote=bound.quote,
        span=Span(bound.start, bound.end).shifted(offset),
        **{name: getattr(bound, name) for name in _OF_BOUND},
        **{name: getattr(roles, name) for name in _OF_ROLES},
    )
