"""The components: each reads the text of a ``Doc`` and stores what it finds; the tokens stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from ..corpus import clean
from ..materials import Materials, shipped_materials
from .doc_attributes import register_attributes
from .doc_records import (
    DocRecord,
    document_records,
    edit_records,
    read_text,
    requirement_records,
    sentence_records,
    unit_records,
)
from .doc_spans import put_spans
from .pipe_settings import PipeSettings
from .span_labels import label_names

_NamesOfLabels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class UnitPipe:
    """Finds the units and sentences: ``doc.spans["duizhao_units"]`` and ``["duizhao_sentences"]``, and what the document says of itself.

    :param materials: tables of one's own (:func:`duizhao.load_materials`); without them those that are shipped.

    >>> import spacy
    >>> doc = UnitPipe()(spacy.blank("zh")("第一条 图书馆应当免费开放。读者凭证借阅。"))
    >>> [span.id_ for span in doc.spans["duizhao_sentences"]], doc.spans["duizhao_units"][0]._.duizhao["label"]
    (['1:1', '1:2'], '第一条')
    """

    settings: PipeSettings = field(default_factory=PipeSettings)
    materials: Materials | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with its units and sentences."""
        _put_units(doc, self.settings, self.materials or shipped_materials(), requirements=False)
        return doc


@dataclass(frozen=True, slots=True)
class RequirementPipe:
    """Finds the requirements besides all that :class:`UnitPipe` finds: ``doc.spans["duizhao_requirements"]``.

    :param materials: as for :class:`UnitPipe`.

    >>> import spacy
    >>> doc = RequirementPipe()(spacy.blank("zh")("第一条 图书馆应当每季度至少举办1次讲座。"))
    >>> [(span.text, span.label_, span._.duizhao["per"]) for span in doc.spans["duizhao_requirements"]]
    [('每季度至少举办1次', 'frequency', 'P3M')]
    """

    settings: PipeSettings = field(default_factory=PipeSettings)
    materials: Materials | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with its units, sentences and requirements."""
        _put_units(doc, self.settings, self.materials or shipped_materials(), requirements=True)
        return doc


@dataclass(frozen=True, slots=True)
class CleanerPipe:
    """Finds what cleaning would change, and says what the text would be: the text of a ``Doc`` itself cannot be changed.

    ``doc._.duizhao_clean`` is the cleaned text, ``doc._.duizhao_to_clean`` and ``duizhao_to_raw`` lead from the one to the other and back;
    ``doc.spans["duizhao_edits"]`` are the places that would be removed or replaced.

    >>> import spacy
    >>> doc = CleanerPipe()(spacy.blank("zh")("定期,,,听取意见"))
    >>> doc._.duizhao_clean, [span.text for span in doc.spans["duizhao_edits"]], doc._.duizhao_to_raw(2, 3)
    ('定期，听取意见', [',,,'], (2, 5))
    """

    settings: PipeSettings = field(default_factory=PipeSettings)
    materials: Materials | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with what cleaning would change in it."""
        register_attributes()
        rules = (self.materials or shipped_materials()).reading
        raw = doc.text
        cleaned = clean(raw, rules.cleaning, rules.common, rules.breaks)
        doc._.duizhao_clean = cleaned.text
        names = label_names(self.settings.lang)["edit"]

        def labelled(record: DocRecord) -> tuple[str, str]:
            return names["replaced" if record["new"] else "removed"], record["rule"]

        put_spans(doc, "duizhao_edits", edit_records(raw, cleaned), labelled, self.settings.alignment_mode)
        return doc


def _put_units(doc: Doc, settings: PipeSettings, materials: Materials, *, requirements: bool) -> None:
    register_attributes()
    documents = read_text(doc.text, materials, settings.parts)
    names: _NamesOfLabels = label_names(settings.lang)
    mode = settings.alignment_mode

    def unit_label(record: DocRecord) -> tuple[str, str]:
        return names["unit"]["article" if record["label"] else "paragraph"], record["place"] or record["id"]

    def sentence_label(record: DocRecord) -> tuple[str, str]:
        return names["sentence"][record["kind"]], ""

    def requirement_label(record: DocRecord) -> tuple[str, str]:
        return names["requirement"][record["kind"]], record["expression"]

    doc._.duizhao_documents = document_records(documents)
    put_spans(doc, "duizhao_units", unit_records(documents), unit_label, mode)
    put_spans(doc, "duizhao_sentences", sentence_records(documents), sentence_label, mode)
    if requirements:
        records = requirement_records(documents, materials)
        put_spans(doc, "duizhao_requirements", records, requirement_label, mode)
