"""The report as Markdown: the tables of the page, for places that show text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...results.cleaning_columns import CleaningLog, cleaning_columns, rule_rows
from ...results.columns import PlacedColumn
from ...results.coverage_columns import CoverageRow, coverage_columns
from ...results.document_columns import document_columns
from ...results.findings import Findings
from ...results.labels import Labels, labels, percent
from ...results.matrix_columns import MatrixLine, matrix_columns
from ...results.pair_columns import pair_columns, pair_lines, pair_value
from ...results.pair_rows import Article, PairRow, RowSide
from ...results.requirement_columns import requirement_columns
from ...results.unit_places import unit_place
from ...results.verdicts import added_counts
from ...results.views import DocumentView, PageView, page_view
from ...segmenter import Sentence
from ...version import __version__
from .markdown_brief import anchor, brief_markdown
from .markdown_text import OWN, escape_cell, marked_text, pipe_table


def report_markdown(report: Findings, *, lang: str = "zh") -> str:
    """The whole report as Markdown with pipe tables; ``lang`` as in ``report_html``."""
    words = labels(lang)
    page = page_view(report, words)
    blocks = [f"# {words['title']}", *brief_markdown(page, words), *_overview(page, words), *_legend(words)]
    for document in page.documents:
        blocks += _document(document, words)
    blocks += _matrix(page, words)
    blocks += [*_closing(page, words), OWN]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _sign(kind: str, words: Labels, group: str = "relation_name") -> str:
    return f"{words['sign'][kind]} {words[group][kind]}"


def _heads(placed: Sequence[PlacedColumn], words: Labels) -> list[str]:
    return [one.heading(words) for one in placed]


def _cells(placed: Sequence[PlacedColumn], row: Any, words: Labels) -> list[str]:
    """A row of a table whose columns hold nothing but text and numbers."""
    shown = (one.column.printed(row, words) for one in placed)
    return ["" if value is None else escape_cell(str(value)) for value in shown]


def _shares(counts: Mapping[str, int], words: Labels, group: str) -> str:
    total = sum(counts.values()) or 1
    return "，".join(
        f"{_sign(kind, words, group)} {count}（{percent(count / total)}）" for kind, count in counts.items()
    )


def _overview(page: PageView, words: Labels) -> Iterator[str]:
    yield f"## {words['overview']}"
    placed = document_columns("markdown")
    yield pipe_table(_heads(placed, words), (_cells(placed, row, words) for row in page.about), "")
    yield escape_cell(page.reviewed)
    yield escape_cell(page.together)
    for view in page.documents:
        total, vague = view.counts.requirements, view.counts.vague
        figures = words["figures_note"].format(total=total, explicit=total - vague, vague=vague)
        changes = "，".join(f"{words['change_name'][change]} {count}" for change, count in view.counts.changes.items())
        yield "\n".join(
            [
                f"- **{escape_cell(view.name)}**",
                *(f"  - **{words['caution']}** {escape_cell(text)}" for text in view.cautions),
                f"  - {words['coverage_shares']}：{_shares(view.counts.statuses, words, 'status_name')}；"
                + "，".join(f"{_sign(reason, words)} {count}" for reason, count in view.counts.unanswered.items()),
                f"  - {words['shares']}：{_shares(view.counts.relations, words, 'relation_name')}",
                f"  - {_measures(view, words)}",
                f"  - {words['figures']}：{figures}；{changes}",
            ]
        )


def _measures(view: DocumentView, words: Labels) -> str:
    share, names = view.counts.share, words["relation_name"]
    made = f"{names['adapted']} {percent(share.adapted)}，{names['added']} {percent(share.added)}"
    structure = "，".join(f"{words[kind]} {count}" for kind, count in view.counts.structure.items())
    return (
        f"{words['copied_rate']} {percent(share.copied)}，{words['reinvention_rate']} {percent(share.reinvention)}（{made}），"
        f"{words['covered_rate']} {percent(view.counts.covered)}；{structure}"
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
    yield _coverage(view, words)
    yield f"### {words['added']}（{added_counts(view.counts.relations, words)}）"
    yield "\n".join(_added(row, words) for row in view.added) or words["none"]
    yield f"### {words['to_check']}（{len(view.to_check)}）"
    yield words["to_check_note"]
    placed = pair_columns("to_check", "markdown", view.to_check)
    rows = ([_pair_cell(one, row, words) for one in placed] for row in view.to_check)
    yield pipe_table(_heads(placed, words), rows, words["none"])
    yield f"### {words['actors']}（{len(view.actors)}）"
    yield pipe_table(
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
    placed = requirement_columns("markdown")
    yield pipe_table(_heads(placed, words), (_cells(placed, row, words) for row in view.requirements), words["none"])


def _added(row: PairRow, words: Labels) -> str:
    further = [
        f"{one.heading(words)}：{_pair_cell(one, row, words)}" for one in pair_columns("added", "markdown", (row,))
    ]
    text = _sentence(row.local) if row.local else ""
    said = _sign(row.said, words) if row.open else words["sign"]["added"]
    return " ".join([f"- {said} {text} {_how_sure(row)}", *further])


def _how_sure(row: PairRow) -> str:
    """How sure the verdict is, or else the link."""
    return percent(row.score if row.certainty is None else row.certainty.probability)


def _coverage(view: DocumentView, words: Labels) -> str:
    placed = coverage_columns("markdown")
    return pipe_table(
        _heads(placed, words),
        (_coverage_row(placed, row, view, words) for row in view.coverage),
        words["none"],
    )


def _coverage_row(placed: Sequence[PlacedColumn], row: CoverageRow, view: DocumentView, words: Labels) -> list[str]:
    first, *others = (
        _unanswered(row, words) if one.column.key == "unanswered" else _cells([one], row, words)[0] for one in placed
    )
    return [anchor("central", row.unit.id, view) + first, *others]


def _unanswered(row: CoverageRow, words: Labels) -> str:
    """The central sentences that nobody answers, each with what a specialist said of it."""
    said = (
        f"{_sign(reason, words)} {sentence.id} {escape_cell(sentence.text)}{_reviewed(row, sentence)}"
        for reason, sentence in row.unanswered
    )
    return "<br>".join(said) or "–"


def _reviewed(row: CoverageRow, sentence: Sentence) -> str:
    said = [found[sentence.id].said for found in (row.reviews, row.taught) if sentence.id in found]
    return f"（{escape_cell('；'.join(said))}）" if said else ""


def _article(article: Article, view: DocumentView, words: Labels) -> Iterator[str]:
    if article.new_part:
        yield f"**{escape_cell(' › '.join(article.new_part))}**"
    centrals = "；".join(
        f"{escape_cell(unit_place(link.unit, words))}（{'' if link.main else words['partly'] + ' '}{percent(link.score)}）"
        for link in article.centrals
    )
    relation = _sign(article.relation, words)
    place = escape_cell(unit_place(article.unit, words))
    yield f"#### {anchor('local', article.unit.id, view)}{place} · {relation} · {centrals or words['no_unit']}"
    said = [f"{words[kind]} {escape_cell(text)}" for kind, text in view.notes.get(article.unit.id, ())]
    if share := view.shares.get(article.unit.id):
        rates = (("copied_rate", share.copied), ("reinvention_rate", share.reinvention))
        said.append("，".join(f"{words[key]} {percent(rate)}" for key, rate in rates))
    yield "；".join(said)
    placed = pair_columns("pairs", "markdown", article.pairs)
    rows = ([_pair_cell(one, row, words) for one in placed] for row in article.pairs)
    yield pipe_table(_heads(placed, words), rows, "")


def _pair_cell(placed: PlacedColumn, row: PairRow, words: Labels) -> str:
    value = pair_value(placed.column, row, words)
    if placed.column.kind == "sentences":
        return "<br>".join(map(_sentence, value)) or f"— {words['no_counterpart']}"
    if placed.column.kind == "judgement":
        evidence = "".join(f"<br>{escape_cell(line)}" for line in row.evidence)
        return f"{_sign(row.said, words)} {_how_sure(row)}{evidence}"
    if placed.column.kind == "percent":
        return percent(value)
    return "<br>".join(map(escape_cell, pair_lines(placed.column, row, words)))


def _sentence(side: RowSide) -> str:
    return f"{side.sentence.id} {marked_text(side.pieces)}"


def _matrix(page: PageView, words: Labels) -> Iterator[str]:
    yield f"## {words['matrix']}"
    placed = matrix_columns("markdown")
    headers = [*_heads(placed, words), *(escape_cell(view.name) for view in page.documents)]
    rows = ([*_cells(placed, line, words), *_figures(line, words)] for line in page.matrix)
    yield pipe_table(headers, rows, words["none"])


def _figures(line: MatrixLine, words: Labels) -> Iterator[str]:
    for cell, _, strictest in line.cells:
        yield escape_cell(cell) + (f" {words['sign']['strictest']}" if strictest else "")


def _closing(page: PageView, words: Labels) -> Iterator[str]:
    yield f"## {words['skipped']}"
    skipped = ((escape_cell(file.path), escape_cell(file.reason)) for file in page.skipped)
    yield pipe_table([words["document"], words["reason"]], skipped, words["none"])
    yield f"## {words['cleaning']}"
    for log in page.cleaning:
        yield from _cleaning(log, words)
    yield f"## {words['parameters']}"
    parameters = ((escape_cell(name), escape_cell(value)) for name, value in page.parameters)
    yield pipe_table([words["parameter"], words["value"]], parameters, words["none"])
    yield words["made_by"].format(version=__version__)


def _cleaning(log: CleaningLog, words: Labels) -> Iterator[str]:
    yield f"### {escape_cell(log.name)}（{escape_cell(log.file)} · {escape_cell(log.encoding)}）"
    placed = cleaning_columns("markdown")
    yield pipe_table(_heads(placed, words), (_cells(placed, row, words) for row in rule_rows(log)), words["no_edits"])
    yield "\n".join(f"- {escape_cell(warning)}" for warning in log.warnings)
