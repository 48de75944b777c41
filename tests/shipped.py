"""The functions that read, parse and compare, given what is shipped as it is loaded once in a process, as the command line gives it.

Without it each call reads its tables anew: the tests made some ten thousand calls, a fifth of their time. A test that gives tables of its
own gives them here as well. That the functions find their tables by themselves is tried by the examples in their documentation.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from duizhao import align, corpus, extract, segmenter
from duizhao.changes import compare, together
from duizhao.materials import Materials, shipped_materials

Called = TypeVar("Called", bound=Callable[..., Any])


def given(function: Called, **loaded: Callable[[Materials], Any]) -> Called:
    """The function with what is shipped for each of these parameters, unless the caller gives something else."""

    @functools.wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        materials = shipped_materials()
        for name, of in loaded.items():
            if named.get(name) is None:
                named[name] = of(materials)
        return function(*arguments, **named)

    return called  # type: ignore[return-value]


def clean(raw: str, *tables: Any) -> corpus.Cleaned:
    """As :func:`duizhao.corpus.clean`, with the shipped tables unless the caller gives some."""
    reading = shipped_materials().reading
    return corpus.clean(raw, *(tables or (reading.cleaning, reading.common, reading.breaks)))


def _reading(materials: Materials) -> Any:
    return materials.reading


def _extraction(materials: Materials) -> Any:
    return materials.judging.extraction


def _linker(materials: Materials) -> Any:
    return materials.linker


def _judging(materials: Materials) -> Any:
    return materials.judging


make_document = given(corpus.make_document, rules=_reading)
make_documents = given(corpus.make_documents, rules=_reading)
read_document = given(corpus.read_document, rules=_reading)
read_documents = given(corpus.read_documents, rules=_reading)
segment_document = given(segmenter.segment_document, numbering=lambda materials: materials.numbering)
find_requirements = given(extract.find_requirements, rules=_extraction)
requirements_in = given(extract.requirements_in, rules=_extraction)
align_documents = given(align.align_documents, linker=_linker)
compare_documents = given(compare.compare_documents, linker=_linker, judging=_judging)
compare_together = given(together.compare_together, linker=_linker, judging=_judging)
judge_alignment = given(compare.judge_alignment, judging=_judging)
