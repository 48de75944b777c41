"""Judge what became of the duty: relation, coverage, strictness, matrix."""

from .compare import compare_documents
from .comparison import (
    Change,
    Comparison,
    Coverage,
    CoverageStatus,
    MatrixRow,
    Relation,
    RequirementChange,
    SentenceChange,
    UnitChange,
)
from .matrix import build_matrix

__all__ = [
    "Change",
    "Comparison",
    "Coverage",
    "CoverageStatus",
    "MatrixRow",
    "Relation",
    "RequirementChange",
    "SentenceChange",
    "UnitChange",
    "build_matrix",
    "compare_documents",
]
