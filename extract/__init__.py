"""Find what a document demands, in figures."""

from .bound_reading import Bound
from .bounds import find_bounds
from .document_requirements import find_requirements, requirements_in
from .figure_text import figure
from .indicator_tables import table_warnings
from .requirement import Binding, Comparator, Force, Kind, Requirement, SubjectFrom
from .rules import Rules, load_rules
from .strictness import scale, strictness
from .syntax_parser import ParsedWord, Parser, RoleReader, fill_roles, load_parser

__all__ = [
    "Binding",
    "Bound",
    "Comparator",
    "Force",
    "Kind",
    "ParsedWord",
    "Parser",
    "Requirement",
    "RoleReader",
    "Rules",
    "SubjectFrom",
    "figure",
    "fill_roles",
    "find_bounds",
    "find_requirements",
    "load_parser",
    "load_rules",
    "requirements_in",
    "scale",
    "strictness",
    "table_warnings",
]
