"""duizhao as components of a spaCy pipeline: ``nlp.add_pipe("duizhao_requirements")`` (docs/spacy.md).

Needs spaCy (``duizhao[spacy]``). In a pipeline nothing has to be imported: spaCy finds the components by their names.
"""

try:
    import spacy as _spacy  # noqa: F401  asked for first, so that what is missing is named with its remedy
except ImportError as error:
    raise ImportError(
        f"duizhao.spacy_pipes 需要软件包 spacy，没有装好（{error}）；请在 duizhao 的文件夹里运行 pip install '.[spacy]'"
    ) from error

from .doc_attributes import OffsetsUnknownError, register_attributes
from .doc_pipes import CleanerPipe, RequirementPipe, UnitPipe
from .pipe_settings import PipeSettings
from .span_labels import displacy_options, label_colors

__all__ = [
    "CleanerPipe",
    "OffsetsUnknownError",
    "PipeSettings",
    "RequirementPipe",
    "UnitPipe",
    "displacy_options",
    "label_colors",
    "register_attributes",
]
