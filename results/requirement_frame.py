"""The requirements table as a frame that shows itself: of its many columns those that people read, in words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from ..segmenter.document_html import CELL, NARROW, html_text, shortened
from .labels import Labels, labels
from .requirement_columns import PUBLISHED

_SHOWN = (
    "document",
    "label",
    "expression",
    "kind",
    "subject",
    "modality",
    "action",
    "object",
    "condition",
    "text",
    "change",
)
_NARROW = ("label", "kind", "modality", "change")  # a word each
_TEXT, _MOST_ROWS, _MOST_TEXT = "text", 60, 160


class RequirementFrame(pd.DataFrame):
    """A frame as any other; Jupyter shows those of its columns that people read and that are filled, without codes.

    What is cut out of it shows itself the same way as long as it is a table of requirements.

    >>> import duizhao as dz
    >>> found = dz.requirements(dz.read(text="第一条 书屋应当每季度至少清点1次。"))
    >>> "每季度至少清点1次" in found._repr_html_(), type(found[found.kind == "frequency"]).__name__
    (True, 'RequirementFrame')
    """

    @property
    def _constructor(self) -> Callable[..., RequirementFrame]:
        return RequirementFrame

    def _repr_html_(self) -> str | None:
        if not self.columns.is_unique or not {"expression", "kind", _TEXT} <= set(self.columns):
            found: str | None = pd.DataFrame(self)._repr_html_()  # type: ignore[operator]
            return found
        return _page(self, labels("zh"))


def _page(frame: pd.DataFrame, words: Labels) -> str:
    filled = [key for key in _SHOWN if key in frame.columns and (key == _TEXT or _is_filled(frame[key]))]
    if "document" in filled and frame["document"].nunique() == 1:
        filled.remove("document")
    headings = "".join(f'<th style="{CELL}">{html_text(words["requirement_column"][key])}</th>' for key in filled)
    rows = "".join(f"<tr>{''.join(_cells(row, words))}</tr>" for row in frame[filled][:_MOST_ROWS].to_dict("records"))
    vague = int(frame["vague"].fillna(value=False).sum()) if "vague" in frame.columns else 0
    note = words["figures_note"].format(total=len(frame), explicit=len(frame) - vague, vague=vague)
    more = words["more_requirements"].format(count=len(frame) - _MOST_ROWS) if len(frame) > _MOST_ROWS else ""
    return (
        f"<div><p><strong>{words['requirements']}</strong>：{note}</p>"
        f"<table><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>{more}{words['all_columns']}</p></div>"
    )


def _is_filled(column: pd.Series[str]) -> bool:
    return bool(column.notna().any())


def _cells(row: Mapping[Hashable, Any], words: Labels) -> Iterator[str]:
    names = {column.key: column.names for column in PUBLISHED} | {"change": "change_name"}
    for key, value in row.items():
        said = "" if pd.isna(value) else str(value)
        if group := names[str(key)]:
            said = words[group].get(said, said)
        yield f'<td style="{NARROW if key in _NARROW else CELL}">{html_text(shortened(said, _MOST_TEXT))}</td>'
