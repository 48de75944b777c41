"""What the spans are called, in English (the values of the tables) or in Chinese, and their colours in displaCy."""

from __future__ import annotations

from typing import Any

from ..language import load_table
from ..results.labels import labels
from .pipe_settings import LabelLanguage

# Where the reports have the Chinese names of these labels.
_NAMED_IN_REPORTS = {"sentence": "sentence_kind_name", "requirement": "kind_name"}


def label_names(lang: LabelLanguage) -> dict[str, dict[str, str]]:
    """By what a group holds, what each of its labels is called.

    >>> label_names("zh")["requirement"]["frequency"], label_names("en")["unit"]["article"]
    ('频次', 'article')
    """
    table = _table()
    if lang == "en":
        return {what: {code: code for code in rows} for what, rows in table.items()}
    words = labels("zh")
    return {
        what: words[_NAMED_IN_REPORTS[what]]
        if what in _NAMED_IN_REPORTS
        else {code: row["zh"] for code, row in rows.items()}
        for what, rows in table.items()
    }


def label_colors() -> dict[str, str]:
    """The colour of every label, English and Chinese. displaCy takes them without being told (entry points ``spacy_displacy_colors``).

    >>> colors = label_colors()
    >>> colors["frequency"] == colors["频次"]
    True
    """
    chinese = label_names("zh")
    return {
        name: row["color"]
        for what, rows in _table().items()
        for code, row in rows.items()
        for name in (code, chinese[what][code])
    }


def displacy_options(group: str) -> dict[str, Any]:
    """What ``displacy.render(doc, style="span", options=…)`` needs to show a group of spans.

    displaCy breaks a label that is wider than its first token, which in Chinese text is one character; here labels stay on their line.

    >>> options = displacy_options("duizhao_requirements")
    >>> options["spans_key"], sorted(options["template"])
    ('duizhao_requirements', ['slice', 'span', 'start'])
    """
    from spacy.displacy.templates import TPL_SPAN, TPL_SPAN_SLICE, TPL_SPAN_START  # noqa: PLC0415  only who draws needs it

    start = TPL_SPAN_START.replace("color: #000;", "color: #000; white-space: nowrap;", 1)
    return {
        "spans_key": group,
        "colors": label_colors(),
        "template": {"span": TPL_SPAN, "slice": TPL_SPAN_SLICE, "start": start},
        "top_offset_step": 24,
    }


def _table() -> dict[str, Any]:
    return load_table("duizhao.spacy_pipes", "span_labels")
