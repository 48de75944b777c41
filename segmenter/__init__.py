"""Name every place in a document: units, sentences, words."""

from .segment import segment_document
from .sentences import split_sentences
from .units import SegmentedDocument, Sentence, SentenceKind, Unit

__all__ = ["SegmentedDocument", "Sentence", "SentenceKind", "Unit", "segment_document", "split_sentences"]
