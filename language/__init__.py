"""What policy Chinese is made of, known once: numerals, modals, levels, clauses, differences of characters, spans, loading tables."""

from .comparable import comparable
from .numerals import ordinal
from .rule_tables import load_table
from .spans import Edit, OffsetMap, Span, compose, replay

__all__ = [
    "Edit",
    "OffsetMap",
    "Span",
    "comparable",
    "compose",
    "load_table",
    "ordinal",
    "replay",
]
