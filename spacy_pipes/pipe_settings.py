"""What can be set of a component, in ``nlp.add_pipe(…, config=…)`` or in ``config.cfg``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ..segmenter import Parts

# spaCy's names: tokens that are cut by a border are taken in, left out, or there is no span (the attributes have the place all the same).
AlignmentMode = Literal["expand", "contract", "strict"]
LabelLanguage = Literal["en", "zh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PipeSettings:
    """``parts``: the document itself, or with the notice that issues it and its annexes (``all``); ``lang``: the language of the labels.

    ``alignment_mode`` says what a span does with a token that its border cuts; places in attributes are exact whatever it says.

    >>> PipeSettings().alignment_mode
    'expand'
    """

    parts: Parts = "body"
    alignment_mode: AlignmentMode = "expand"
    lang: LabelLanguage = "en"

    def __post_init__(self) -> None:
        for name, known in (
            ("parts", get_args(Parts)),
            ("alignment_mode", get_args(AlignmentMode)),
            ("lang", get_args(LabelLanguage)),
        ):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, found {getattr(self, name)!r}")
