"""Judge what became of the duty: relation, coverage, structure, actors, shares, strictness, matrix."""

from .actors import ActorPair, replaced_actors
from .applied_corrections import Locks, drop_contradicted, fit_corrections
from .background_decisions import share_with_background
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
    REASONS,
    Correction,
    Quoted,
    Source,
    is_same_source,
    merge_corrections,
    share_out,
    source_of,
    words_digest,
)
from .corrections_file import corrections_text, parse_corrections, read_corrections
from .coverage import judge_coverage
from .joined_corrections import join_corrections, read_joined_corrections
from .judged_verdicts import JudgedVerdict, judged_verdicts
from .judgement_names import JUDGEMENTS
from .judging import JudgingRules, load_judging_rules
from .lessons import teaching_corrections
from .matrix import build_matrix
from .recalibration import FEWEST, FEWEST_RIGHT, RecalibratedModel, Recalibration, recalibrate
from .shares import Cover, Share, Shares, measure_shares
from .structure import Merge, Moved, Split, Structure, unit_structure
from .taught import Taught
from .teaching import compare_taught
from .together import Alone, agree_together, compare_together

__all__ = [
    "FEWEST",
    "FEWEST_RIGHT",
    "JUDGEMENTS",
    "REASONS",
    "ActorPair",
    "Alone",
    "Certainty",
    "Change",
    "ChangedVerdict",
    "Comparison",
    "Correction",
    "Cover",
    "Coverage",
    "CoverageStatus",
    "JudgedVerdict",
    "JudgedWith",
    "JudgingRules",
    "Locks",
    "MatrixRow",
    "Merge",
    "Moved",
    "Quoted",
    "Reason",
    "RecalibratedModel",
    "Recalibration",
    "Relation",
    "RequirementChange",
    "Review",
    "SentenceChange",
    "Share",
    "Shares",
    "Source",
    "Split",
    "Structure",
    "Taught",
    "UnitChange",
    "agree_together",
    "build_matrix",
    "compare_documents",
    "compare_taught",
    "compare_together",
    "comparison_warnings",
    "corrections_text",
    "drop_contradicted",
    "fit_corrections",
    "is_same_source",
    "join_corrections",
    "judge_coverage",
    "judged_verdicts",
    "load_judging_rules",
    "measure_shares",
    "merge_corrections",
    "parse_corrections",
    "read_corrections",
    "read_joined_corrections",
    "recalibrate",
    "replaced_actors",
    "share_out",
    "share_with_background",
    "source_of",
    "teaching_corrections",
    "unit_structure",
    "words_digest",
]
