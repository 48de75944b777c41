"""What a report says of the corrections it was made with: how many it honours, what they taught, whether they moved the certainty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..changes import FEWEST, FEWEST_RIGHT
from .labels import Labels

# What is there of what corrections taught: all of it or, in reports of earlier versions, nothing.
TAUGHT = frozenset(("teaching", "lessons", "taught", "changed", "suggested", "judgements", "right", "recalibration"))


def reviewed_note(parameters: Mapping[str, object], words: Labels) -> str:
    """The corrections in a few sentences; empty where a report was made without.

    >>> from .labels import labels
    >>> about = {"file": "复核.toml", "entries": 3, "applied": 2}
    >>> reviewed_note({"corrections": about}, labels("zh"))
    '复核文件 复核.toml 有 3 条更正，采用到 2 句。照人的判断的句子，标明“人工复核”。'
    """
    about = parameters.get("corrections")
    if not isinstance(about, Mapping):
        return ""
    said = {**about, "file": about["file"] or "–", "fewest": FEWEST, "fewest_right": FEWEST_RIGHT}
    between = "" if words["html_lang"].startswith("zh") else " "
    return between.join(str(words[name]).format(**said) for name in _sentences(about))


def _sentences(about: Mapping[str, object]) -> Iterator[str]:
    """The names of what there is to say, in labels.toml."""
    yield "reviewed_note"
    if not about.keys() >= TAUGHT or not about["entries"]:
        return
    if not about["teaching"]:
        yield "no_teaching_note"
        return
    if about["lessons"]:
        yield "taught_note"
    yield "recalibrated_note" if about["recalibration"] else "not_recalibrated_note"
