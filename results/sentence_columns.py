"""The table of sentences: one row per local sentence, with the verdict that the report counts; what a researcher counts and plots from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..changes import Comparison
from ..segmenter import Sentence, Unit
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn, TidyTable, tidy_row, tidy_table
from .counted_sentences import counted_sentences
from .pair_columns import PAIR_COLUMNS
from .pair_rows import PairRow, RowSide, articles


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A local sentence: its row of the side-by-side table, its side of it, and whether the report counts it."""

    pair: PairRow
    local: RowSide
    title: str | None
    counted: bool

    @property
    def unit(self) -> Unit:
        """The article or paragraph it stands in."""
        return self.local.unit

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.local.sentence

    @property
    def verdict(self) -> str | None:
        """What the report says became of it; ``None`` where the report does not count it."""
        return self.pair.said if self.counted else None


def _of_pair(key: str) -> Column:
    """A column of the side-by-side table that says something of the sentence or of what was judged."""
    [known] = [one for one in PAIR_COLUMNS if one.key == key]

    def found(row: SentenceRow) -> Any:
        return known.value(row.local if known.side == "local" else row.pair)

    return replace(known, side="row", value=found, shown=None, everywhere=())


def _centrals(key: str, title: str, join: str, said: Callable[[RowSide], str]) -> Column:
    """What is said of the central sentences it answers, the likeliest first, each once."""
    return Column(
        key=key,
        title=title,
        kind="lines",
        join=join,
        value=lambda row: tuple(dict.fromkeys(map(said, row.pair.centrals))) or None,
    )


SENTENCE_COLUMNS: tuple[Column, ...] = (
    *(_of_pair(key) for key in ("document", "region")),
    Column(key="title", title="requirement_column.title", value=lambda row: row.title),
    *(_of_pair(key) for key in ("unit", "label")),
    Column(key="heading", title="sentence_kind_name.heading", value=lambda row: row.unit.heading),
    *(_of_pair(key) for key in ("sentence", "kind", "text")),
    Column(key="counted", title="counted", type="boolean", value=lambda row: row.counted),
    Column(key="verdict", title="judgement", names="relation_name", value=lambda row: row.verdict),
    *(_of_pair(key) for key in ("certainty", "settled", "relation", "correspondence", "score", "evidence")),
    *(_of_pair(key) for key in ("requirements", "responsible", "supporting", "due")),
    _centrals("central_unit", "central_place", " ", lambda side: side.unit.id),
    _centrals("central_label", "central_place", " ", lambda side: side.unit.place or side.unit.id),
    _centrals("central_sentence", "workbook.central_id", " ", lambda side: side.sentence.id),
    _centrals("central_text", "workbook.central_text", "\n", lambda side: side.sentence.text),
    Column(key="links", title="links", kind="number", type="Int64", value=lambda row: len(row.pair.centrals)),
    _of_pair("note"),
)
_LAYOUTS = Layouts("sentences", {"data": tuple(ColumnPlace(column.key) for column in SENTENCE_COLUMNS)})


def sentence_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the table of sentences in a form.

    >>> [one.column.key for one in sentence_columns("data")][:5]
    ['document', 'region', 'title', 'unit', 'label']
    """
    return _LAYOUTS.at(form, SENTENCE_COLUMNS)


def sentence_rows(comparison: Comparison, name: str) -> Iterator[SentenceRow]:
    """A row for each sentence of a local document, called ``name``, in order.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> len(list(sentence_rows(comparison, ""))) == len(comparison.local.sentences)
    True
    """
    counted = {change.local for change in counted_sentences(comparison)}
    title = comparison.local.title
    for article in articles(comparison, name, marked=False):
        for pair in article.pairs:
            if pair.local is not None:
                yield SentenceRow(pair, pair.local, title, pair.local.sentence.id in counted)


def sentence_table(comparisons: Iterable[Comparison]) -> TidyTable:
    """The sentences of the local documents, one document after the other."""
    placed = sentence_columns("data")
    rows = (row for one in comparisons for row in sentence_rows(one, one.local.document.path))
    return tidy_table(placed, (tidy_row(placed, row) for row in rows))
