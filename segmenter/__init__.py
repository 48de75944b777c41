"""Name every place in a document: units, sentences, words."""

from .hanlp_annotations import Annotation, Annotator, NamedEntity, PredicateRoles, load_annotator
from .markers import NumberForm, NumberingRules, load_numbering_rules
from .segment import segment_document
from .segmented import (
    AnnexUnits,
    ParagraphPlace,
    Parts,
    ResponsibilityNote,
    Responsible,
    SegmentedDocument,
    Sentence,
    SentenceKind,
    Unit,
    UnitPart,
)
from .sentences import split_sentences
from .words import Tokenizer, Word, load_tokenizer

__all__ = [
    "AnnexUnits",
    "Annotation",
    "Annotator",
    "NamedEntity",
    "NumberForm",
    "NumberingRules",
    "ParagraphPlace",
    "Parts",
    "PredicateRoles",
    "ResponsibilityNote",
    "Responsible",
    "SegmentedDocument",
    "Sentence",
    "SentenceKind",
    "Tokenizer",
    "Unit",
    "UnitPart",
    "Word",
    "load_annotator",
    "load_numbering_rules",
    "load_tokenizer",
    "segment_document",
    "split_sentences",
]
