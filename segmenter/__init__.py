"""Name every place in a document: units, sentences, words."""

from .markers import NumberForm, load_forms
from .segment import segment_document
from .segmented import SegmentedDocument, Sentence, SentenceKind, Unit
from .sentences import split_sentences
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
