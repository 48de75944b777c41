"""Find which central sentence and article answers which local one."""

from .agreed_links import agree_on_links
from .alignment import ModelLinker, align_documents, load_linker
from .judge import Judge, Opinions, Passage, Question
from .link_choice import choose_links
from .linker import SHIPPED, Linker, find_linker
from .links import Alignment, SentenceLink, Thresholds, UnitLink, Weighed
from .matching import Match
from .model import LinkModel, load_link_model
from .rerank import Encode
from .shared_wording import SharedWording, SharedWordings, shared_wordings, wording_of

__all__ = [
    "SHIPPED",
    "Alignment",
    "Encode",
    "Judge",
    "LinkModel",
    "Linker",
    "Match",
    "ModelLinker",
    "Opinions",
    "Passage",
    "Question",
    "SentenceLink",
    "SharedWording",
    "SharedWordings",
    "Thresholds",
    "UnitLink",
    "Weighed",
    "agree_on_links",
    "align_documents",
    "choose_links",
    "find_linker",
    "load_link_model",
    "load_linker",
    "shared_wordings",
    "wording_of",
]
