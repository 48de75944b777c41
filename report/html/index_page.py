"""The first page of a folder of reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from ...results.findings import Findings
from ...results.labels import labels
from ...results.uptake import level_rank, uptakes
from ...results.views import page_view
from .page_environment import page_environment
from .page_source import INDEX_SCRIPTS, policy_of, script_of, style_of


def index_html(report: Findings, links: Sequence[str], *, together: str = "", lang: str = "zh") -> str:
    """One line per local document with its coverage, how many took up each central article, and the files left aside.

    ``links`` are the names of the report files, relative to the page, in the order of the comparisons; ``together``
    is that of the page with all of them, empty where there is none.
    """
    words = labels(lang)
    page = page_view(report, words)
    # Provinces before cities, each level in the order of the report.
    entries = sorted(zip(page.documents, links, strict=True), key=lambda entry: level_rank(entry[0].document))
    page = replace(page, documents=tuple(document for document, _ in entries))
    environment = page_environment()
    style, script = style_of(environment), script_of(environment, INDEX_SCRIPTS)
    return environment.get_template("index.html.j2").render(
        page=page,
        # A quoted path cannot be anything but a path: the colon of `javascript:` is quoted too.
        entries=[(document, quote(link)) for document, link in entries],
        uptakes=uptakes(report.central.units, page.documents) if entries else (),
        together=quote(together),
        t=words,
        policy=policy_of(style, script),
        style=style,
        script=script,
    )
