"""All the words by which a relation is judged and shown."""

from __future__ import annotations

from dataclasses import dataclass

from .strength import StrengthWords, load_strength_words
from .word_classes import WordClasses, load_word_classes
from .word_forms import WordForms, load_word_forms


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The word tables: ``word_forms.toml``, ``strength.toml`` and the words of ``word_classes.tsv``."""

    forms: WordForms
    strength: StrengthWords
    classes: WordClasses


def load_relation_words() -> RelationWords:
    """Read the word tables."""
    return RelationWords(load_word_forms(), load_strength_words(), load_word_classes())
