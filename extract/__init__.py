"""Find what a document demands, in figures."""

from .bounds import find_bounds
from .figures import figure
from .find import find_requirements, requirements_in
from .parsing import ParsedWord, Parser, fill_roles, load_parser
from .readings import Bound
from .requirement import Comparator, Force, Kind, Requirement
from .rules import Rules, load_rules
from .strictness import scale, strictness

__all__ = [
    "Bound",
    "Comparator",
    "Force",
    "Kind",
    "ParsedWord",
    "Parser",
    "Requirement",
    "Rules",
    "figure",
    "fill_roles",
    "find_bounds",
    "find_requirements",
    "load_parser",
    "load_rules",
    "requirements_in",
    "scale",
    "strictness",
]
