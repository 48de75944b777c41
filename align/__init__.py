"""Find which central sentence and article answers which local one."""

from .alignment import align_documents
from .comparable import comparable
from .links import Alignment, SentenceLink, UnitLink
from .model import LinkModel, load_link_model

__all__ = [
    "Alignment",
    "LinkModel",
    "SentenceLink",
    "UnitLink",
    "align_documents",
    "comparable",
    "load_link_model",
]
