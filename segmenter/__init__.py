"""Name every place in a document: units, sentences, words."""

from .markers import NumberForm, load_forms
from .segment import segment_document
from .sentences import split_sentences
from .units import SegmentedDocument, Sentence, SentenceKind, Unit
from .words import Tokenizer, Word, load_tokenizer

__all__ = [
    "NumberForm",
    "SegmentedDocument",
    "Sentence",
    "SentenceKind",
    "Tokenizer",
    "Unit",
    "Word",
    "load_forms",
    "load_tokenizer",
    "segment_document",
    "split_sentences",
]
