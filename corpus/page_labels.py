"""The labels with which a government page says of a document, above its text, what it is: 发文字号：…, 成文日期：…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..language import load_table
from ..language.expressions import expression

_BLANKS = r"[ \u3000]*"
# What stands behind a label, up to the next one; a document number may have a blank in front of its 号.
_VALUE = expression(
    rf"{_BLANKS}[：:][ \t\u3000]*(?P<value>[^ \t\u3000：:]{{2,80}}(?:[ \u3000]?号)?)",
    match=["：云政发〔2031〕4号", " ： 溪政发〔2031〕4 号", ":2031-04-01"],
    no_match=["：", "云政发〔2031〕4号"],
    use="match",
)


@dataclass(frozen=True, slots=True)
class PageLabels:
    """The labels of ``tables/page_labels.toml``, as each part of the reading looks for them.

    ``at_line_start`` finds one where a line begins, ``of_element`` one that begins an element of a page (without blanks), ``alone`` one
    that is all of it; ``value`` finds labels (``name``) with what stands behind them (``value``). ``fields`` are the labels of each
    field, the surest first.
    """

    at_line_start: re.Pattern[str]
    of_element: re.Pattern[str]
    alone: re.Pattern[str]
    value: re.Pattern[str]
    fields: Mapping[str, tuple[str, ...]]

    def said(self, field: str, page: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The labels of a field that a page has, and what it says there; ``page`` are its values by their labels.

        >>> list(load_page_labels().said("issuer", {"发布机构": "云溪县民政局", "标题": "书屋办法"}))
        [('发布机构', '云溪县民政局')]
        """
        return ((label, page[label]) for label in self.fields.get(field, ()) if label in page)


def load_page_labels() -> PageLabels:
    """The packaged table, compiled.

    >>> load_page_labels().value.search("发文字号：云政发〔2031〕4号")["value"]
    '云政发〔2031〕4号'
    """
    table: dict[str, Any] = load_table("duizhao.corpus", "page_labels")
    rows = table["label"]
    names = {use: [row["name"] for row in rows if use in row["uses"]] for use in ("line", "element", "value")}
    spaced = {use: "|".join(map(_spaced, names[use])) for use in names}
    fields: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if "field" in row:
            fields[row["field"]] = (*fields.get(row["field"], ()), row["name"])
    return PageLabels(
        at_line_start=re.compile(rf"(?:{spaced['line']})[：:]"),
        of_element=re.compile(rf"(?:{'|'.join(names['element'])})[：:]"),
        alone=re.compile(rf"(?:{'|'.join(names['element'])})[：:]?"),
        value=re.compile(rf"(?P<name>{spaced['value']}){_VALUE.pattern}"),
        fields=fields,
    )


def _spaced(name: str) -> str:
    """A short label is spread over the width of the longer ones: 标　　题."""
    return _BLANKS.join(name) if len(name) <= 3 else name
