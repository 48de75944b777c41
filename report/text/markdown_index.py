"""What stands beside the Markdown reports of a folder and leads to them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from ...results.findings import Findings
from ...results.labels import labels
from ..overview import overview_markdown
from .markdown_text import OWN, escape_cell


def index_markdown(report: Findings, links: Sequence[str], *, lang: str = "zh") -> str:
    """The overview, a link to each report, and the files left aside; ``links`` as for ``index_html``."""
    words = labels(lang)
    lines = [f"- [{escape_cell(link)}]({quote(link)})" for link in links] or [words["none"]]
    left = [f"- {escape_cell(file.path)}：{escape_cell(file.reason)}" for file in report.skipped] or [words["none"]]
    blocks = [f"# {words['index_title']}", overview_markdown(report, lang=lang).rstrip("\n"), "\n".join(lines)]
    return "\n\n".join([*blocks, f"## {words['skipped']}", "\n".join(left), OWN]) + "\n"
