"""Judges that may be asked about sentences in doubt: language models, where the user brings one. Nothing is sent without it."""

from .model_judge import ModelJudge, load_judge
from .self_check import SelfCheck, load_self_check

__all__ = ["ModelJudge", "SelfCheck", "load_judge", "load_self_check"]
