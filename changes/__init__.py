"""Judge what became of the duty: relation, coverage, structure, actors, shares, strictness, matrix."""

from .actors import ActorPair, replaced_actors
from .applied_corrections import Locks, drop_contradicted, fit_corrections
from .cautions import comparison_warnings
from .compare import compare_documents
from .comparison import (
    Certainty,
    Change,
    ChangedVerdict,
    Comparison,
    Coverage,
    CoverageStatus,
    JudgedWith,
    MatrixRow,
    Reason,
    Relation,
    RequirementChange,
    Review,
    SentenceChange,
    UnitChange,
)
from .corrections import (
    JUDGEMENTS,
    REASONS,
    Correction,
    Quoted,
    Source,
    merge_corrections,
    share_out,
    source_of,
    words_digest,
)
from .corrections_file import corrections_text, parse_corrections, read_corrections
from .coverage import judge_coverage
from .judging import JudgingRules, load_judging_rules
from .matrix import build_matrix
from .shares import Cover, Share, Shares, measure_shares
from .structure import Merge, Moved, Split, Structure, unit_structure
from .together import compare_together

__all__ = [
    "JUDGEMENTS",
    "REASONS",
    "ActorPair",
    "Certainty",
    "Change",
    "ChangedVerdict",
    "Comparison",
    "Correction",
    "Cover",
    "Coverage",
    "CoverageStatus",
    "JudgedWith",
    "JudgingRules",
    "Locks",
    "MatrixRow",
    "Merge",
    "Moved",
    "Quoted",
    "Reason",
    "Relation",
    "RequirementChange",
    "Review",
    "SentenceChange",
    "Share",
    "Shares",
    "Source",
    "Split",
    "Structure",
    "UnitChange",
    "build_matrix",
    "compare_documents",
    "compare_together",
    "comparison_warnings",
    "corrections_text",
    "drop_contradicted",
    "fit_corrections",
    "judge_coverage",
    "load_judging_rules",
    "measure_shares",
    "merge_corrections",
    "parse_corrections",
    "read_corrections",
    "replaced_actors",
    "share_out",
    "source_of",
    "unit_structure",
    "words_digest",
]
