"""What stands beside the reports of a folder and leads to them, in Markdown and JSON (as a page: page.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ..results.labels import labels
from .content import Report
from .json_shapes import document_json
from .overview import overview_markdown
from .text.markdown_report import OWN, escape_cell


def index_markdown(report: Report, links: Sequence[str], *, lang: str = "zh") -> str:
    """The overview, a link to each report, and the files left aside; ``links`` as for ``index_html``."""
    words = labels(lang)
    lines = [f"- [{escape_cell(link)}]({quote(link)})" for link in links] or [words["none"]]
    left = [f"- {escape_cell(file.path)}：{escape_cell(file.reason)}" for file in report.skipped] or [words["none"]]
    blocks = [f"# {words['index_title']}", overview_markdown(report, lang=lang).rstrip("\n"), "\n".join(lines)]
    return "\n\n".join([*blocks, f"## {words['skipped']}", "\n".join(left), OWN]) + "\n"


def index_json(report: Report, links: Sequence[str]) -> dict[str, Any]:
    """The central document, each report's file and local document, and the files left aside."""
    return {
        "central": document_json(report.central),
        "reports": [
            {"file": link, "local": document_json(comparison.local)}
            for link, comparison in zip(links, report.comparisons, strict=True)
        ],
        "skipped": [{"path": file.path, "reason": file.reason} for file in report.skipped],
    }
