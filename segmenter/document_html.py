"""A document as a notebook shows it: what it is, and its units in a table; static, escaped, of bounded size, without colours of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ..corpus.reading import shown

# The colours, lines and distances are the notebook's, light or dark; it would set numbers and texts alike to the right.
CELL = "text-align:left;vertical-align:top"
NARROW = f"{CELL};white-space:nowrap"
_MOST_ROWS, _MOST_TEXT, _MOST_HEADING = 60, 240, 120


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A row: the id, what the unit is called, the headings above it, its text."""

    id: str
    called: str
    path: tuple[str, ...]
    text: str


def document_html(title: str, about: Sequence[str], units: Sequence[ShownUnit], warnings: Sequence[str]) -> str:
    """The page: the title, a line about the document, a row per unit; long texts and documents are cut, and that is said.

    >>> print(document_html("书屋办法", ["1 个条款"], [ShownUnit("1", "第一条", (), "免费<开放>。")], ()))
    <div><p><strong>书屋办法</strong><br>1 个条款</p><table>...<td style="...">免费&lt;开放&gt;。</td></tr></tbody></table></div>
    """
    head = "".join(f'<th style="{NARROW}">{name}</th>' for name in ("编号", "条款", "原文"))
    rows = "".join(_rows(units[:_MOST_ROWS]))
    more = f"<p>另有 {len(units) - _MOST_ROWS} 个条款：for unit in 文件</p>" if len(units) > _MOST_ROWS else ""
    said = _folded(warnings)
    return (
        f"<div><p><strong>{html_text(title[:_MOST_HEADING])}</strong><br>{html_text('，'.join(about))}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}{said}</div>"
    )


def html_text(text: str) -> str:
    r"""A text of a document as HTML: nothing in it is a tag, nothing invisible acts, line ends stay.

    >>> html_text("甲<b>\n乙")
    '甲&lt;b&gt;<br>乙'
    """
    return "<br>".join(escape(shown(line)) for line in text.replace("\t", "　").split("\n"))


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, an ellipsis where it was longer.

    >>> shortened("图书馆免费开放", 3)
    '图书馆……'
    """
    return text if len(text) <= most else text[:most] + "……"


def _rows(units: Iterable[ShownUnit]) -> Iterator[str]:
    above: tuple[str, ...] = ()
    for unit in units:
        if unit.path and unit.path != above:
            yield f'<tr><td colspan="3" style="{CELL}"><strong>{html_text(_short_path(unit.path))}</strong></td></tr>'
        above = unit.path
        cells = ((NARROW, unit.id), (NARROW, unit.called), (CELL, unit.text))
        yield (
            "<tr>" + "".join(f'<td style="{s}">{html_text(shortened(t, _MOST_TEXT))}</td>' for s, t in cells) + "</tr>"
        )


def _short_path(path: Sequence[str]) -> str:
    return "　".join(shortened(heading, _MOST_HEADING) for heading in path[-3:])


def _folded(warnings: Sequence[str]) -> str:
    if not warnings:
        return ""
    lines = "<br>".join(html_text(shortened(line, _MOST_TEXT)) for line in warnings[:10])
    return f"<details><summary>提示 {len(warnings)} 条</summary>{lines}</details>"
