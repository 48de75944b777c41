"""Find which central sentence and article answers which local one."""

from .alignment import align_documents
from .links import Alignment, SentenceLink, UnitLink
from .matching import Match
from .model import LinkModel, load_link_model
from .rerank import Encode

__all__ = [
    "Alignment",
    "Encode",
    "LinkModel",
    "Match",
    "SentenceLink",
    "UnitLink",
    "align_documents",
    "load_link_model",
]
