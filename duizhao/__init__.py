"""对照: read Chinese policy texts and show what a local measure did with the central document it implements.

>>> import duizhao as dz
>>> sample = dz.sample_folder()
>>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
>>> report.comparisons[0].local.document.metadata.region
'云州省'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from .align import load_linker
    from .batch import open_store
    from .changes import read_corrections
    from .corpus import DuizhaoError
    from .evaluating import evaluate
    from .families import read_folder
    from .fence import Limits
    from .judges import load_judge
    from .materials import Materials, load_materials
    from .options import Options
    from .pipeline import compare, compare_many, requirements
    from .report import load_report
    from .sources import read, read_documents, sample_folder
    from .spread import diffusion

__all__ = [
    "DuizhaoError",
    "Limits",
    "Materials",
    "Options",
    "__version__",
    "compare",
    "compare_many",
    "diffusion",
    "evaluate",
    "load_judge",
    "load_linker",
    "load_materials",
    "load_report",
    "open_store",
    "read",
    "read_corrections",
    "read_documents",
    "read_folder",
    "requirements",
    "sample_folder",
]

_HOME = {
    "DuizhaoError": "corpus",
    "Limits": "fence",
    "Materials": "materials",
    "Options": "options",
    "compare": "pipeline",
    "compare_many": "pipeline",
    "diffusion": "spread",
    "evaluate": "evaluating",
    "load_judge": "judges",
    "load_linker": "align",
    "load_materials": "materials",
    "load_report": "report",
    "open_store": "batch",
    "read": "sources",
    "read_corrections": "changes",
    "read_documents": "sources",
    "read_folder": "families",
    "requirements": "pipeline",
    "sample_folder": "sources",
}
_STAGES = (
    "align",
    "batch",
    "changes",
    "corpus",
    "evaluation",
    "extract",
    "judges",
    "language",
    "report",
    "results",
    "segmenter",
    "spread",
)


def __getattr__(name: str) -> object:
    """Import the stages when the first of them is asked for, so that ``duizhao --version`` need not wait for them."""
    from importlib import import_module  # noqa: PLC0415  see above

    if name in _STAGES:
        return import_module(f".{name}", __name__)
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted((*__all__, *_STAGES))
