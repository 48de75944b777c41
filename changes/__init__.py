"""Judge what became of the duty: relation, coverage, structure, actors, shares, strictness, matrix."""

from .actors import ActorPair, replaced_actors
from .cautions import comparison_warnings
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
from .coverage import judge_coverage
from .matrix import build_matrix
from .shares import Cover, Share, Shares, measure_shares
from .structure import Merge, Moved, Split, Structure, unit_structure

__all__ = [
    "ActorPair",
    "Change",
    "Comparison",
    "Cover",
    "Coverage",
    "CoverageStatus",
    "MatrixRow",
    "Merge",
    "Moved",
    "Relation",
    "RequirementChange",
    "SentenceChange",
    "Share",
    "Shares",
    "Split",
    "Structure",
    "UnitChange",
    "build_matrix",
    "compare_documents",
    "comparison_warnings",
    "judge_coverage",
    "measure_shares",
    "replaced_actors",
    "unit_structure",
]
