"""What the page gives its review to go by: every verdict that can be corrected, as data that the script reads (script_review_*.js)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from ...changes import JUDGEMENTS, Comparison, Review, corrections_text, source_of
from ...results.findings import Findings
from ...results.labels import Labels
from ...results.names import file_names
from ...results.pair_rows import PairRow, RowSide, silent_rows
from ...results.pieces import Piece
from ...results.unit_places import place_name
from ...results.views import DocumentView, PageView
from ...results.visible import INVISIBLE, visible, writable
from ..review.reviewable import Original, as_quoted, originals
from .packed_parts import PACKED_FROM, pack

# Without these the text means nothing but itself, in whatever element it stands; and nothing invisible stands in the file.
_UNSAFE = re.compile("[<>&\u2028\u2029]|" + INVISIBLE.pattern)


def review_json(report: Findings, page: PageView, words: Labels) -> Markup:
    """The data as JSON that can stand in an element as it is, whatever the documents say; packed where the page's parts are."""
    text = json.dumps(review_data(report, page, words), ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(pack(safe) if len(page.documents) >= PACKED_FROM else safe)  # noqa: S704 - no sign of markup is in it


def review_data(report: Findings, page: PageView, words: Labels) -> dict[str, Any]:
    """Plain values: the documents, the central sentences, the rows in the order of the report, and which of them are to be checked.

    ``rows`` stand as in a workbook: per local document its sentences, then the central ones that nobody answers. ``queue`` are places
    in ``rows``, where a look gains most first, document after document.
    """
    rows: list[dict[str, Any]] = []
    queue: list[int] = []
    stood = {(one.side, one.document, one.id): one for one in originals(report.comparisons)}
    for comparison, view in zip(report.comparisons, page.documents, strict=True):
        places = {}
        for row in _rows_of(comparison, view):
            side, name = _key(row)
            places[side, name] = len(rows)
            rows.append(_row(row, stood[side, view.number - 1, name], words))
        queue += [places[key] for key in map(_key, view.to_check)]
    central = source_of(report.central)
    return {
        "central": [writable(central.name), central.sha256],
        "documents": [_document(*both) for both in zip(report.comparisons, page.documents, strict=True)],
        "sentences": _sentences(report, stood, words),
        "rows": rows,
        "queue": queue,
        "relations": dict(JUDGEMENTS),
        "names": dict(words["relation_name"]),
        "signs": dict(words["sign"]),
        "words": {name: text for name, text in words["review_page"].items() if isinstance(text, str)},
        "head": corrections_text(()),
        "file": _file_name(report, words),
    }


def _file_name(report: Findings, words: Labels) -> str:
    """What the file of corrections is called: after the local document, where the page is about one."""
    name = str(words["review_page"]["file_name"])
    own = [f"-{stem}" for stem in file_names([one.local for one in report.comparisons], "")]
    return f"{name}{own[0] if len(own) == 1 else ''}.toml"


def _rows_of(comparison: Comparison, view: DocumentView) -> Iterator[PairRow]:
    yield from (row for article in view.articles for row in article.pairs)
    yield from silent_rows(comparison, view.name, doubtful=True)


def _key(row: PairRow) -> tuple[str, str]:
    return ("local", row.local.sentence.id) if row.local else ("central", row.centrals[0].sentence.id)


def _document(comparison: Comparison, view: DocumentView) -> list[str]:
    """What it is called, its file and digest as corrections name it, and what stands in front of its anchors."""
    source = source_of(comparison.local)
    return [visible(view.name), writable(source.name), source.sha256, view.prefix]


def _sentences(
    report: Findings, stood: dict[tuple[str, int, str], Original], words: Labels
) -> list[tuple[str, str, str, str]]:
    """Of every central sentence its id, its place, its words and, where these are not all of it, their digest."""
    found = []
    for unit in report.central.units:
        for sentence in unit.sentences:
            known = stood.get(("central", -1, sentence.id))
            if known is not None:
                quoted = as_quoted(known)
                found.append((quoted.id, visible(place_name(unit, words)), quoted.words, quoted.digest))
    return found


def _row(row: PairRow, original: Original, words: Labels) -> dict[str, Any]:
    """A row; what is empty is left out."""
    side = row.local or row.centrals[0]
    values = {
        "d": original.document,
        "side": original.side,
        "id": original.id,
        "place": visible(place_name(side.unit, words)),
        "text": _pieces(side),
        "digest": as_quoted(original).digest,
        "links": list(original.links),
        "theirs": {one.sentence.id: _pieces(one) for one in row.centrals if row.local and _marked(one.pieces)},
        "said": original.relation,
        "sure": None if row.certainty is None else round(row.certainty.probability, 2),
        "evidence": [visible(line) for line in row.evidence],
        "fixed": _fixed(row.review),
    }
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _pieces(side: RowSide) -> list[str | list[str]]:
    """The sentence in pieces: a text, or its mark and a text."""
    runs = [
        (kind, "".join(piece.text for piece in run)) for kind, run in groupby(side.pieces, lambda piece: piece.kind)
    ]
    return [visible(text) if kind == "same" else [kind, visible(text)] for kind, text in runs]


def _marked(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind != "same" for piece in pieces)


def _fixed(review: Review | None) -> dict[str, Any]:
    """What a specialist said before."""
    if review is None:
        return {}
    values = {"by": review.by, "at": review.at, "note": review.note, "links": review.links, "relation": review.relation}
    return {name: visible(value) if isinstance(value, str) else value for name, value in values.items() if value}
