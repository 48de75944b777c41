"""The report as one HTML file that needs nothing else: no request, no script but its own, every text of a document escaped."""

from __future__ import annotations

from ...results.cleaning_columns import cleaning_columns
from ...results.document_columns import document_columns
from ...results.findings import Findings
from ...results.labels import labels
from ...results.matrix_columns import matrix_columns
from ...results.requirement_columns import requirement_columns
from ...results.views import page_view
from .packed_parts import PACKED_FROM
from .page_environment import page_environment
from .page_review import review_json
from .page_source import policy_of, script_of, style_of


def report_html(report: Findings, *, lang: str = "zh") -> str:
    """The whole report as a page; the same report gives the same text.

    ``lang`` is the language of the page's own words (``zh`` or ``en``, else ``UnknownFormatError``); documents are quoted as they are.
    Article 8 of the first local document is found under ``#local-8``, of the second under ``#d2-local-8``, of the central one under
    ``#central-8``; a sentence under its id, ``#local-8:1``. Without script both orders stand one after the other.
    """
    words = labels(lang)
    page = page_view(report, words)
    environment = page_environment()
    style, script = style_of(environment), script_of(environment)
    return environment.get_template("page.html.j2").render(
        page=page,
        document_columns=document_columns("page"),
        packed=len(page.documents) >= PACKED_FROM,
        t=words,
        requirement_columns=requirement_columns("page"),
        matrix_columns=matrix_columns("page"),
        cleaning_columns=cleaning_columns("page"),
        review=review_json(report, page, words),
        policy=policy_of(style, script),
        style=style,
        script=script,
    )
