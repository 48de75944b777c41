"""A report at a glance, for a notebook: one line per local document, static and small."""

from __future__ import annotations

from collections import Counter
from html import escape

from .content import Report
from .labels import RELATIONS, STATUSES, Labels, labels, percent
from .markdown import escape_cell
from .names import short_names
from .visible import visible


def overview_text(report: Report, *, lang: str = "zh") -> str:
    """The report in one line."""
    words = labels(lang)
    names = "、".join(short_names([comparison.local for comparison in report.comparisons]))
    return visible(f"{words['title']}：{_title(report)} ← {names or words['none']}")


def overview_markdown(report: Report, *, lang: str = "zh") -> str:
    """The report as one Markdown table."""
    words = labels(lang)
    headers, rows = _table(report, words)
    lines = [headers, ["---"] * len(headers), *([escape_cell(cell) for cell in row] for row in rows)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"**{words['title']}**：{escape_cell(_title(report))}\n\n{table}\n"


def overview_html(report: Report, *, lang: str = "zh") -> str:
    """The report as one HTML table without script or style sheet, every text of a document escaped."""
    words = labels(lang)
    headers, rows = _table(report, words)
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(visible(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    caption = f"<p><strong>{escape(words['title'])}</strong>：{escape(visible(_title(report)))}</p>"
    return f"<div>{caption}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _title(report: Report) -> str:
    return report.central.document.metadata.title or report.central.document.name


def _table(report: Report, words: Labels) -> tuple[list[str], list[list[str]]]:
    """Per local document: units, sentences, central units by coverage, sentences by relation, those missing, shares, requirements."""
    headers = [words[key] for key in ("local", "units", "sentences")]
    headers += [words["status_name"][status] for status in STATUSES]
    headers += [words["relation_name"][relation] for relation in (*RELATIONS, "missing", "not_applicable")]
    headers += [words[key] for key in ("copied_rate", "reinvention_rate", "requirements")]
    names = short_names([comparison.local for comparison in report.comparisons])
    rows = []
    for name, comparison in zip(names, report.comparisons, strict=True):
        statuses: Counter[str] = Counter(entry.status for entry in comparison.coverage)
        relations: Counter[str] = Counter(change.relation for change in comparison.sentences)
        counts = [len(comparison.local.units), len(comparison.local.sentences)]
        counts += [statuses[status] for status in STATUSES]
        counts += [relations[relation] for relation in RELATIONS]
        counts += [
            sum(len(getattr(entry, why)) for entry in comparison.coverage) for why in ("missing", "not_applicable")
        ]
        share = comparison.shares.whole
        rates = [percent(rate) for rate in (share.copied, share.reinvention)]
        rows.append([name, *map(str, counts), *rates, str(len(comparison.requirements))])
    return headers, rows
