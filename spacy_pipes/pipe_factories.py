"""What spaCy calls by name (entry points ``spacy_factories``): ``nlp.add_pipe("duizhao_units")`` and its like."""

from __future__ import annotations

from spacy.language import Language

from ..segmenter import Parts
from .doc_attributes import register_attributes
from .doc_pipes import CleanerPipe, RequirementPipe, UnitPipe
from .pipe_settings import AlignmentMode, LabelLanguage, PipeSettings

_ANY = {"alignment_mode": "expand", "lang": "en"}
_UNITS = ["doc.spans", "doc._.duizhao_documents", "doc._.duizhao_units", "doc._.duizhao_sentences"]


@Language.factory("duizhao_units", default_config={"parts": "body", **_ANY}, assigns=_UNITS)
def make_unit_pipe(  # spaCy gives the pipeline and the name to every factory
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    parts: Parts,
    alignment_mode: AlignmentMode,
    lang: LabelLanguage,
) -> UnitPipe:
    """Units and sentences."""
    register_attributes()
    return UnitPipe(PipeSettings(parts=parts, alignment_mode=alignment_mode, lang=lang))


@Language.factory(
    "duizhao_requirements",
    default_config={"parts": "body", **_ANY},
    assigns=[*_UNITS, "doc._.duizhao_requirements"],
)
def make_requirement_pipe(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    parts: Parts,
    alignment_mode: AlignmentMode,
    lang: LabelLanguage,
) -> RequirementPipe:
    """Units, sentences and requirements."""
    register_attributes()
    return RequirementPipe(PipeSettings(parts=parts, alignment_mode=alignment_mode, lang=lang))


@Language.factory(
    "duizhao_cleaner",
    default_config=_ANY,
    assigns=["doc.spans", "doc._.duizhao_clean", "doc._.duizhao_edits"],
)
def make_cleaner_pipe(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    alignment_mode: AlignmentMode,
    lang: LabelLanguage,
) -> CleanerPipe:
    """What cleaning would change."""
    register_attributes()
    return CleanerPipe(PipeSettings(alignment_mode=alignment_mode, lang=lang))
