"""The report as one HTML file that needs nothing else: no request, no script but its own, every text of a document escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ...results.cleaning_columns import cleaning_columns, rule_rows
from ...results.document_columns import document_columns
from ...results.drawing import bar_parts
from ...results.findings import Findings
from ...results.labels import Labels, labels, percent
from ...results.matrix_columns import matrix_columns
from ...results.names import title_of
from ...results.pair_columns import pair_columns, pair_value
from ...results.pair_rows import Article, PairRow
from ...results.requirement_columns import requirement_columns
from ...results.views import page_view
from ...results.visible import visible
from ...version import __version__


def report_html(report: Findings, *, lang: str = "zh") -> str:
    """The whole report as a page; the same report gives the same text.

    ``lang`` is the language of the page's own words (``zh`` or ``en``, else ``UnknownFormatError``); documents are quoted as they are.
    Article 8 of the first local document is found under ``#local-8``, of the second under ``#d2-local-8``, of the central one under
    ``#central-8``; a sentence under its id, ``#local-8:1``. Without script both orders stand one after the other.
    """
    words = labels(lang)
    page = page_view(report, words)
    environment = _environment()
    style = _source(environment, "page.css") + _source(environment, "style_brief.css")
    script = _source(environment, "page.js")
    return environment.get_template("page.html.j2").render(
        page=page,
        document_columns=document_columns("page"),
        t=words,
        requirement_columns=requirement_columns("page"),
        matrix_columns=matrix_columns("page"),
        cleaning_columns=cleaning_columns("page"),
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
    )


def index_html(report: Findings, links: Sequence[str], *, together: str = "", lang: str = "zh") -> str:
    """The first page of a folder of reports: one line per local document with its coverage, and the files left aside.

    ``links`` are the names of the report files, relative to the page, in the order of the comparisons; ``together``
    is that of the page with all of them, empty where there is none.
    """
    words = labels(lang)
    page = page_view(report, words)
    environment = _environment()
    style = _source(environment, "page.css")
    return environment.get_template("index.html.j2").render(
        page=page,
        # A quoted path cannot be anything but a path: the colon of `javascript:` is quoted too.
        entries=list(zip(page.documents, [quote(link) for link in links], strict=True)),
        together=quote(together),
        t=words,
        policy=_policy(style, None),
        style=Markup(style),  # noqa: S704 - our own file
    )


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,  # not select_autoescape: that is off for names in .j2
        finalize=_finalize,
        loader=PackageLoader(__package__ or "duizhao.report"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "title_of": title_of,
        "further_of": _further,
        "unit_facts_of": _unit_facts,
        "rule_rows": rule_rows,
    }
    environment.globals |= {"percent": percent, "bar_parts": bar_parts, "version": __version__}
    return environment


def _further(table: str, row: PairRow, words: Labels) -> Iterator[tuple[str, str]]:
    """The columns of a table that the page has no place of its own for, by their titles; those with nothing to say are left out."""
    return _facts(table, row, words, of_unit=False)


def _unit_facts(article: Article, words: Labels) -> Iterator[tuple[str, str]]:
    """The columns that say the same of all sentences of a unit, by their titles."""
    return _facts("pairs", article.pairs[0], words, of_unit=True) if article.pairs else iter(())


def _facts(table: str, row: PairRow, words: Labels, *, of_unit: bool) -> Iterator[tuple[str, str]]:
    for one in pair_columns(table, "page"):
        if one.column.kind not in ("sentences", "judgement") and (one.column.of_unit and table == "pairs") == of_unit:
            value = pair_value(one.column, row, words)
            said = percent(value) if one.column.kind == "percent" else str(value)
            if value not in ("", None):
                yield one.heading(words), said


def _finalize(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(environment: Environment, name: str) -> str:
    """A file of the templates folder as it is."""
    if environment.loader is None:
        raise RuntimeError("the environment of the report has lost its templates")
    return environment.loader.get_source(environment, name)[0]


def _policy(style: str, script: str | None) -> str:
    """A content security policy that lets in these two texts and nothing else."""
    scripts = f"script-src {_hash(script)}; " if script is not None else ""
    return f"default-src 'none'; {scripts}style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
