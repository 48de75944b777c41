"""The report as Markdown: the tables of the page, for places that show text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...results.labels import Labels, labels, percent
from ...results.names import title_of
from ...results.pairs import Article, Pair
from ...results.pieces import Piece
from ...results.visible import visible
from ...segmenter import Sentence, Unit
from ...version import __version__
from ..content import Report
from ..views import CleaningView, CoverageView, DocumentView, MatrixView, PageView, page_view

# What Markdown or the HTML inside it would take for more than text.
_SPECIAL = re.compile(r"[\\`*_\[\]|~#!]")
_WHITE = re.compile(r"\s+")
_TAGS = {
    "inserted": ("<ins>", "</ins>"),
    "deleted": ("<del>", "</del>"),
    "same": ("", ""),
    "elsewhere": ("", ""),
    "moved": ("<u>", "</u>"),
}

Cells = Sequence[str]


OWN = "<!-- duizhao -->"  # by which a folder's documents are told from its reports


def report_markdown(report: Report, *, lang: str = "zh") -> str:
    """The whole report as Markdown with pipe tables; ``lang`` as in ``report_html``."""
    words = labels(lang)
    page = page_view(report, words)
    blocks = [f"# {words['title']}", *_overview(page, words), *_legend(words)]
    for document in page.documents:
        blocks += _document(document, words)
    blocks += _matrix(page, words)
    blocks += [*_closing(page, words), OWN]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape_cell(text: str) -> str:
    r"""Text that stands in a cell as it is: one line, and nothing in it means anything to Markdown or HTML.

    >>> escape_cell("甲|乙\n<b>`丙`")
    '甲\\|乙 &lt;b&gt;\\`丙\\`'
    """
    line = _WHITE.sub(" ", visible(text)).strip()
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(lambda match: "\\" + match[0], line)


def _table(headers: Cells, rows: Iterable[Cells], empty: str) -> str:
    """A pipe table of cells that are escaped already; ``empty`` where there is no row."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if not lines:
        return empty
    return "\n".join(["| " + " | ".join(headers) + " |", "| " + " | ".join("---" for _ in headers) + " |", *lines])


def _place(unit: Unit, words: Labels) -> str:
    place = unit.label or f"{words['paragraph']} {unit.id}"
    return escape_cell(f"{place} {unit.heading}" if unit.heading else place)


def _sign(kind: str, words: Labels, group: str = "relation_name") -> str:
    return f"{words['sign'][kind]} {words[group][kind]}"


def _marked(pieces: Iterable[Piece]) -> str:
    marked: list[str] = []
    for piece in pieces:
        before, behind = _TAGS[piece.kind]
        text = escape_cell(piece.text)
        marked.append(before + (f"<mark>{text}</mark>" if piece.figure == "figure" else text) + behind)
    return "".join(marked)


def _shares(counts: Mapping[str, int], words: Labels, group: str) -> str:
    total = sum(counts.values()) or 1
    return "，".join(
        f"{_sign(kind, words, group)} {count}（{percent(count / total)}）" for kind, count in counts.items()
    )


def _overview(page: PageView, words: Labels) -> Iterator[str]:
    yield f"## {words['overview']}"
    documents = [(words["central"], page.central), *((words["local"], view.document) for view in page.documents)]
    rows = []
    for role, document in documents:
        metadata = document.document.metadata
        about = (title_of(document), metadata.issuer, metadata.date, metadata.region)
        counts = (str(len(document.units)), str(len(document.sentences)))
        rows.append((role, *(escape_cell(value or "–") for value in about), *counts))
    yield _table(
        [words[key] for key in ("role", "document", "issuer", "date", "region", "units", "sentences")], rows, ""
    )
    yield escape_cell(page.reviewed)
    for view in page.documents:
        total, vague = len(view.requirements), view.vague
        figures = words["figures_note"].format(total=total, explicit=total - vague, vague=vague)
        changes = "，".join(f"{words['change_name'][change]} {count}" for change, count in view.changes.items())
        yield "\n".join(
            [
                f"- **{escape_cell(view.name)}**",
                *(f"  - **{words['caution']}** {escape_cell(text)}" for text in view.cautions),
                f"  - {words['coverage_shares']}：{_shares(view.statuses, words, 'status_name')}；"
                + "，".join(f"{_sign(reason, words)} {count}" for reason, count in view.unanswered.items()),
                f"  - {words['shares']}：{_shares(view.relations, words, 'relation_name')}",
                f"  - {_measures(view, words)}",
                f"  - {words['figures']}：{figures}；{changes}",
            ]
        )


def _measures(view: DocumentView, words: Labels) -> str:
    share, names = view.share, words["relation_name"]
    made = f"{names['adapted']} {percent(share.adapted)}，{names['added']} {percent(share.added)}"
    structure = "，".join(f"{words[kind]} {count}" for kind, count in view.structure.items())
    return (
        f"{words['copied_rate']} {percent(share.copied)}，{words['reinvention_rate']} {percent(share.reinvention)}（{made}），"
        f"{words['covered_rate']} {percent(view.covered)}；{structure}"
    )


def _legend(words: Labels) -> Iterator[str]:
    yield f"## {words['legend']}"
    lines = [f"- {_sign(kind, words)}：{note}" for kind, note in words["relation_note"].items()]
    marks = words["marks"]
    lines += [
        f"- <del>{marks['sample_deleted']}</del>：{marks['deleted']}",
        f"- <ins>{marks['sample_inserted']}</ins>：{marks['inserted']}",
        f"- <mark>{marks['sample_figure']}</mark>：{marks['figure']}",
    ]
    yield "\n".join(lines)
    yield words["score_note"]["text"]
    yield words["share_note"]
    yield words["structure_note"]


def _document(view: DocumentView, words: Labels) -> Iterator[str]:
    title = view.document.document.metadata.title
    yield f"## {escape_cell(view.name)}" + (f"：{escape_cell(title)}" if title and title != view.name else "")
    yield f"### {words['pairs']}"
    for article in view.articles:
        yield from _article(article, view, words)
    yield f"### {words['coverage']}"
    yield _table(
        [words[key] for key in ("central", "status", "answered_by", "unanswered_sentences")],
        (
            (
                _place(entry.unit, words),
                _sign(entry.status, words, "status_name")
                + (f" {percent(entry.covered)}" if entry.covered is not None else ""),
                ("、".join(escape_cell(unit.label or unit.id) for unit in entry.local) or "–")
                + (f"（{words['split']}）" if entry.split else ""),
                "<br>".join(
                    f"{_sign(reason, words)} {sentence.id} {escape_cell(sentence.text)}{_reviewed(entry, sentence)}"
                    for reason, sentence in entry.unanswered
                )
                or "–",
            )
            for entry in view.coverage
        ),
        words["none"],
    )
    yield f"### {words['added']}（{len(view.added)}）"
    yield (
        "\n".join(
            f"- {words['sign']['added']} {pair.sentence.id} {_marked(pair.pieces)} {percent(pair.score)}"
            for pair in view.added
        )
        or words["none"]
    )
    yield f"### {words['actors']}（{len(view.actors)}）"
    yield _table(
        [words[key] for key in ("central_actor", "local_actor", "count", "places")],
        (
            (
                escape_cell(pair.central),
                escape_cell(pair.local),
                str(pair.count),
                "，".join(f"{central} → {local}" for local, central in pair.evidence),
            )
            for pair in view.actors
        ),
        words["none"],
    )
    yield f"### {words['requirements']}（{len(view.requirements)}）"
    yield _requirements(view, words)


def _reviewed(entry: CoverageView, sentence: Sentence) -> str:
    """What a specialist said of a central sentence that nobody answers."""
    review = entry.reviews.get(sentence.id)
    return f"（{escape_cell(review.said)}）" if review else ""


def _article(article: Article, view: DocumentView, words: Labels) -> Iterator[str]:
    if article.new_part:
        yield f"**{escape_cell(' › '.join(article.new_part))}**"
    centrals = "；".join(
        f"{_place(link.unit, words)}（{'' if link.main else words['partly'] + ' '}{percent(link.score)}）"
        for link in article.centrals
    )
    relation = _sign(article.relation, words)
    yield f"#### {_place(article.unit, words)} · {relation} · {centrals or words['no_unit']}"
    said = [f"{words[kind]} {escape_cell(text)}" for kind, text in view.notes.get(article.unit.id, ())]
    if share := view.shares.get(article.unit.id):
        rates = (("copied_rate", share.copied), ("reinvention_rate", share.reinvention))
        said.append("，".join(f"{words[key]} {percent(rate)}" for key, rate in rates))
    yield "；".join(said)
    headers = [words[key] for key in ("central_sentences", "local_sentences", "judgement")]
    yield _table(headers, (_pair(pair, words) for pair in article.pairs), "")


def _pair(pair: Pair, words: Labels) -> Cells:
    centrals = "<br>".join(f"{other.sentence.id} {_marked(other.pieces)}" for other in pair.centrals)
    evidence = "".join(f"<br>{escape_cell(line)}" for line in pair.evidence)
    return (
        centrals or f"— {words['no_counterpart']}",
        f"{pair.sentence.id} {_marked(pair.pieces)}",
        f"{_sign(pair.relation, words)} {percent(pair.score)}{evidence}",
    )


def _requirements(view: DocumentView, words: Labels) -> str:
    columns = ("unit", "quote", "kind", "figure", "subject", "modality", "action", "central_expression", "change")
    rows = []
    for entry in view.requirements:
        requirement = entry.requirement
        central = f"{_place(entry.central_unit, words)}：{escape_cell(entry.central)}" if entry.central_unit else ""
        rows.append(
            (
                escape_cell(requirement.label or requirement.unit),
                escape_cell(requirement.quote),
                words["kind_name"][requirement.kind],
                escape_cell(entry.figure) + (f"（{words['vague_word']}）" if requirement.vague else ""),
                *(escape_cell(text or "") for text in (requirement.subject, requirement.modality, requirement.action)),
                central,
                words["change_name"][entry.change],
            )
        )
    return _table([words[column] for column in columns], rows, words["none"])


def _matrix(page: PageView, words: Labels) -> Iterator[str]:
    yield f"## {words['matrix']}"
    headers = [
        words["unit"],
        words["duty"],
        words["central_figure"],
        *(escape_cell(view.name) for view in page.documents),
    ]
    yield _table(headers, (_matrix_row(line, words) for line in page.matrix), words["none"])


def _matrix_row(line: MatrixView, words: Labels) -> Cells:
    cells = (
        escape_cell(cell) + (f" {words['sign']['strictest']}" if strictest else "") for cell, _, strictest in line.cells
    )
    return (_place(line.unit, words), escape_cell(line.row.text), escape_cell(line.row.central), *cells)


def _closing(page: PageView, words: Labels) -> Iterator[str]:
    yield f"## {words['skipped']}"
    skipped = ((escape_cell(file.path), escape_cell(file.reason)) for file in page.skipped)
    yield _table([words["document"], words["reason"]], skipped, words["none"])
    yield f"## {words['cleaning']}"
    for log in page.cleaning:
        yield from _cleaning(log, words)
    yield f"## {words['parameters']}"
    parameters = ((escape_cell(name), escape_cell(value)) for name, value in page.parameters)
    yield _table([words["parameter"], words["value"]], parameters, words["none"])
    yield words["made_by"].format(version=__version__)


def _cleaning(log: CleaningView, words: Labels) -> Iterator[str]:
    yield f"### {escape_cell(log.name)}（{escape_cell(log.file)} · {escape_cell(log.encoding)}）"
    rows = ((escape_cell(rule), str(edits), str(removed), str(written)) for rule, edits, removed, written in log.rules)
    yield _table([words[key] for key in ("rule", "edits", "removed", "inserted")], rows, words["no_edits"])
    yield "\n".join(f"- {escape_cell(warning)}" for warning in log.warnings)
