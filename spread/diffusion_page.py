"""The analysis as a page: how to read it, tables, the paths of clauses drawn, provinces beside provinces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from ..report.html.page_environment import page_environment
from ..report.html.page_source import INDEX_SCRIPTS, policy_of, script_of, style_of
from ..results.labels import labels, percent
from .diffusion_tables import diffusion_table
from .diffusion_words import SpreadWords, diffusion_words
from .path_drawing import PathDrawing, path_drawing
from .resampling import Interval
from .shared_clauses import Clause
from .spread_findings import SpreadFindings

_STYLES = ("style_frame.css", "style_rows.css", "style_narrow.css", "style_print.css", "style_diffusion.css")
_MOST_ROWS = 2000  # of a table on the page
_DRAWN = 12  # paths on the page
_IN_NOTEBOOK = 10  # rows
_BEYOND_CHANCE = 0.05  # q


def diffusion_html(found: SpreadFindings, *, lang: str = "zh") -> str:
    """A page that needs nothing beside it."""
    words, environment = diffusion_words(lang), _environment()
    style, script = style_of(environment, _STYLES), script_of(environment, INDEX_SCRIPTS)
    paths = [(clause, path_drawing(clause)) for clause in _to_draw(found)]
    return environment.get_template("diffusion.html.j2").render(
        w=words,
        t=labels(lang),
        subtitle=_subtitle(found, words),
        summary=list(_summary(found, words)),
        clauses=diffusion_table(found, "clauses").rows,
        paths=paths,
        drawn={clause.number for clause, _ in paths},
        provinces=found.provinces,
        matrix=_matrix(found),
        similarity=diffusion_table(found, "similarity").rows,
        similarity_note=words["similarity_note"].format(**found.parameters),
        documents=diffusion_table(found, "documents").rows,
        most=_MOST_ROWS,
        policy=policy_of(style, script),
        style=style,
        script=script,
    )


def path_svg(clause: Clause, *, lang: str = "zh") -> str:
    """The drawing of a clause's path alone."""
    drawing: PathDrawing = path_drawing(clause)
    template = _environment().get_template("path_drawing.svg.j2")
    return template.render(clause=clause, drawing=drawing, w=diffusion_words(lang))


def diffusion_excerpt(found: SpreadFindings) -> str:
    """What a notebook shows: the numbers, and the clauses of most places."""
    words = diffusion_words("zh")
    keys = ("clause", "text", "places", "first_region", "first_date", "first_known", "next_region", "days_to_next")
    rows = diffusion_table(found, "clauses").rows
    head = Markup("").join(Markup("<th>{}</th>").format(words["column"][key]) for key in keys)
    body = Markup("").join(_row(row, keys, words) for row in rows[:_IN_NOTEBOOK])
    table = Markup("<p>{}</p><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return str(table.format(_subtitle(found, words), head, body))


def _row(row: dict[str, Any], keys: tuple[str, ...], words: SpreadWords) -> Markup:
    said = {**row, "first_known": words["known"][row["first_known"]]}
    cells = Markup("").join(Markup("<td>{}</td>").format("–" if said[key] is None else said[key]) for key in keys)
    return Markup("<tr>{}</tr>").format(cells)


def _environment() -> Environment:
    environment = page_environment()
    if environment.loader is None:
        raise RuntimeError("the environment of the report has lost its templates")
    environment.loader = ChoiceLoader([PackageLoader(__package__ or "duizhao.spread"), environment.loader])
    return environment


def _to_draw(found: SpreadFindings) -> list[Clause]:
    """The clauses that most places have and of which somebody is known to be the first; others where there are not enough."""
    counted = [clause for clause in found.clauses if clause.counts]
    counted.sort(key=lambda one: (one.first_known != "dated", -len(one.by_place), one.number))
    return counted[:_DRAWN]


def _subtitle(found: SpreadFindings, words: SpreadWords) -> str:
    return str(
        words["subtitle"].format(
            documents=len(found.compared),
            provinces=len(found.provinces),
            clauses=len(found.clauses),
            counted=sum(clause.counts for clause in found.clauses),
        )
    )


def _summary(found: SpreadFindings, words: SpreadWords) -> Iterator[tuple[str, str]]:
    for name in ("copied", "adapted", "added"):
        yield f"{words[name]}（{words['mean']}）", _interval(found.intervals[name], words, "over_documents", percent)
    yield words["days_to_next"], _interval(found.intervals["days_to_next"], words, "over_clauses", _whole)


def _interval(one: Interval, words: SpreadWords, over: str, shown: Any) -> str:
    if one.value is None or one.low is None:
        return str(words["interval_short"].format(value=shown(one.value)))
    said = words["interval"]
    return str(said.format(value=shown(one.value), low=shown(one.low), high=shown(one.high), over=words[over]))


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _matrix(found: SpreadFindings) -> list[list[dict[str, Any]]]:
    """Provinces by provinces: how alike they are, the deeper the more beside the likest pair, and whether that is beyond chance."""
    size = range(len(found.provinces))
    matrix = [[{"depth": 0, "said": "–"} for _ in size] for _ in size]
    rows = diffusion_table(found, "similarity").rows
    most = max((row["similarity"] for row in rows), default=0) or 1
    numbers = {name: number for number, name in enumerate(found.provinces)}
    for row in rows:
        one, other = numbers[row["province"]], numbers[row["other"]]
        beyond = "*" if row["q"] is not None and row["q"] <= _BEYOND_CHANCE else ""
        depth = min(4, int(row["similarity"] / most * 4.99))
        matrix[one][other] = matrix[other][one] = {"depth": depth, "said": percent(row["similarity"]) + beyond}
    return matrix
