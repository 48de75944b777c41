"""Set what was said beside what readers say: gold, scorers, intervals, calibration, and how far two readers agree."""

from .agreement import Agreement, agreement, kappa
from .alignment_cases import AlignCases, align_cases
from .calibration import (
    BINS,
    Bin,
    RiskCoverage,
    expected_calibration_error,
    reliability,
    risk_coverage,
    settled_at,
)
from .evaluation import TABLES, Evaluation
from .gold_files import AlignGold, Gold, GoldError, RequirementGold, gold_of, read_gold
from .ratios import Figure
from .requirement_cases import RequirementCase, requirement_cases

__all__ = [
    "BINS",
    "TABLES",
    "Agreement",
    "AlignCases",
    "AlignGold",
    "Bin",
    "Evaluation",
    "Figure",
    "Gold",
    "GoldError",
    "RequirementCase",
    "RequirementGold",
    "RiskCoverage",
    "agreement",
    "align_cases",
    "expected_calibration_error",
    "gold_of",
    "kappa",
    "read_gold",
    "reliability",
    "requirement_cases",
    "risk_coverage",
    "settled_at",
]
