"""Where the columns of the side-by-side table and of those cut out of it stand, in each form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .columns import ColumnPlace, Layouts


def _places(*keys: str) -> tuple[ColumnPlace, ...]:
    return tuple(map(ColumnPlace, keys))


def _review_places(central: float, local: float, evidence: float) -> tuple[ColumnPlace, ...]:
    """The columns of both sheets for review; the last two say which sentences a row is about."""
    return (
        ColumnPlace("number", 5),
        ColumnPlace("document", 8),
        ColumnPlace("central_place", 12),
        ColumnPlace("central_side", central, "workbook.central_text"),
        ColumnPlace("local_place", 12),
        ColumnPlace("local_side", local, "workbook.local_text"),
        ColumnPlace("links", 11),
        ColumnPlace("relation", 9),
        ColumnPlace("evidence", evidence),
        ColumnPlace("requirements", 16),
        ColumnPlace("score", 7),
        ColumnPlace("certainty", 7),
        ColumnPlace("note", 16),
        ColumnPlace("sentence", 9),
        ColumnPlace("central_sentence", 11),
    )


LAYOUTS: Mapping[str, Layouts] = MappingProxyType(
    {
        "pairs": Layouts(
            "pairs",
            {
                "data": _places(
                    *("document", "region", "unit", "label", "sentence", "kind", "text"),
                    *("correspondence", "relation", "score", "certainty", "settled", "evidence", "requirements"),
                    *("responsible", "supporting", "due"),
                    *("central_unit", "central_label", "central_sentence", "central_kind", "central_text"),
                    "link_score",
                ),
                "json": (
                    *(ColumnPlace("unit"), ColumnPlace("sentence", title="id"), ColumnPlace("text")),
                    *_places("responsible", "supporting", "due"),
                    *(ColumnPlace("central_unit", title="unit"), ColumnPlace("central_sentence", title="id")),
                    *(ColumnPlace("central_text", title="text"), ColumnPlace("link_score", title="score")),
                    *_places("relation", "score", "certainty", "settled", "evidence"),
                ),
                "excel": _review_places(38, 38, 20),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("central_side"),
                    ColumnPlace("local_side"),
                    ColumnPlace("correspondence", 16.0, "correspondence_short", 18.0),
                    ColumnPlace("relation", 17.0, width_en=24.0),
                    ColumnPlace("evidence", 34.0),
                    ColumnPlace("requirements", 29.0, width_en=28.0),
                    ColumnPlace("score", 13.0, "confidence_short"),
                    ColumnPlace("certainty", 13.0),
                    ColumnPlace("note", 18.0, "review_short"),
                ),
                "markdown": (
                    ColumnPlace("central_side", title="central_sentences"),
                    ColumnPlace("local_side", title="local_sentences"),
                    ColumnPlace("judgement"),
                ),
                "page": (
                    ColumnPlace("central_side", title="central_sentences"),
                    ColumnPlace("local_side", title="local_sentences"),
                    ColumnPlace("judgement"),
                ),
                "notebook": _places("central_side", "local_side", "relation", "evidence", "certainty"),
            },
        ),
        "links": Layouts(
            "links",
            {
                "data": _places(
                    *("document", "unit", "sentence", "text", "relation", "score", "certainty", "settled", "evidence"),
                    *("central_unit", "central_sentence", "central_text", "link_score"),
                )
            },
        ),
        "missing": Layouts(
            "missing",
            {
                "data": _places(
                    *("document", "region", "relation", "central_unit", "central_label"),
                    *("central_sentence", "central_text", "certainty", "settled"),
                ),
                "excel": _review_places(72, 10, 16),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("central_place", 64.0),
                    ColumnPlace("central_sentence", 16.0, "central_number"),
                    ColumnPlace("central_text"),
                    ColumnPlace("relation", 24.0, "judgement"),
                    ColumnPlace("certainty", 13.0),
                    ColumnPlace("evidence", 36.0, "review"),
                ),
                "page": (),
            },
        ),
        "added": Layouts(
            "added",
            {
                "data": _places(
                    *(
                        "document",
                        "region",
                        "unit",
                        "label",
                        "sentence",
                        "text",
                        "score",
                        "certainty",
                        "settled",
                        "requirements",
                    ),
                    *("responsible", "supporting", "due"),
                ),
                "excel": (
                    ColumnPlace("document", 14),
                    ColumnPlace("local_place", 18),
                    ColumnPlace("local_side", 90, "workbook.local_text"),
                    ColumnPlace("requirements", 26),
                    ColumnPlace("relation", 18),
                    ColumnPlace("score", 8),
                    ColumnPlace("certainty", 8),
                    ColumnPlace("sentence", 9),
                ),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("local_place", 64.0),
                    ColumnPlace("sentence", 16.0, "local_number"),
                    ColumnPlace("text"),
                    ColumnPlace("requirements", 31.0),
                    ColumnPlace("relation", 18.0, width_en=24.0),
                    ColumnPlace("score", 13.0, "confidence_short"),
                    ColumnPlace("certainty", 13.0),
                    ColumnPlace("note", 36.0),
                ),
                "markdown": (),
                "page": (),
            },
        ),
        # What is not settled, of both sides.
        "to_check": Layouts(
            "to_check",
            {
                "data": _places(
                    *("document", "unit", "sentence", "text", "central_sentence", "central_text"),
                    *("relation", "certainty", "score"),
                ),
                "excel": (
                    ColumnPlace("number", 5),
                    ColumnPlace("document", 14),
                    ColumnPlace("relation", 18),
                    ColumnPlace("certainty", 8),
                    ColumnPlace("local_side", 60, "workbook.local_text"),
                    ColumnPlace("central_side", 60, "workbook.central_text"),
                    ColumnPlace("sentence", 9),
                    ColumnPlace("central_sentence", 11),
                ),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("relation", 24.0),
                    ColumnPlace("certainty", 13.0),
                    ColumnPlace("local_side"),
                    ColumnPlace("central_side"),
                ),
                "markdown": _places("relation", "certainty", "local_side", "central_side"),
            },
        ),
    }
)
