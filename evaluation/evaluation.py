"""The answer of an evaluation: figures with intervals, who was taken for what, every mistake, and how far certainty can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .alignment_cases import ALIGN_RATIOS, AlignCases, align_counts
from .calibration import Bin, RiskCoverage, expected_calibration_error, reliability, risk_coverage
from .ratios import Counts, Figure, figures_of
from .requirement_cases import REQUIREMENT_RATIOS, RequirementCase, requirement_counts, wrong_fields

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("figures", "confusion", "mistakes", "calibration", "risk_coverage")
TOGETHER = "all"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was said, set beside gold. ``pairs`` and ``requirements`` hold every case; everything else is counted from them."""

    pairs: tuple[AlignCases, ...]
    requirements: Mapping[str, tuple[RequirementCase, ...]]
    seed: int = 0

    def figures(self, name: str | None = None) -> dict[str, Figure]:
        """The figures of one file of gold, or of all together, by their names.

        :raises KeyError: there is no gold of that name.
        """
        return {figure.name: figure for figure in self._figures(name or TOGETHER)}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files of gold, without their endings."""
        return (*(pair.name for pair in self.pairs), *self.requirements)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table as plain rows: ``figures`` ``confusion`` ``mistakes`` ``calibration`` ``risk_coverage``.

        :raises KeyError: there is no such table.
        """
        makers: dict[str, Callable[[], Iterable[dict[str, Any]]]] = {
            "figures": self._figure_rows,
            "confusion": self._confusion_rows,
            "mistakes": self._mistake_rows,
            "calibration": lambda: [row._asdict() for row in self.calibration()],
            "risk_coverage": lambda: [row._asdict() for row in self.risk_coverage()],
        }
        if table not in makers:
            raise KeyError(f"没有 {table} 这张表，有：{' '.join(TABLES)}")
        return list(makers[table]())

    def to_frame(self, table: str = "figures") -> pd.DataFrame:
        """The same as a frame."""
        import pandas as pd  # noqa: PLC0415  a third of a second of import, needed here only

        return pd.DataFrame(self.rows(table))

    def calibration(self) -> list[Bin]:
        """The certainty of relations in bins, with how many hold."""
        probabilities, outcomes = self._judged()
        return reliability(probabilities, outcomes)

    def calibration_error(self) -> float | None:
        """The expected calibration error of relations; ``None`` where no certainty was given."""
        bins = self.calibration()
        return expected_calibration_error(bins) if bins else None

    def risk_coverage(self) -> list[RiskCoverage]:
        """How much can be said, the surest first, and how much of it is right."""
        return risk_coverage(*self._judged())

    def _judged(self) -> tuple[list[float], list[bool]]:
        cases = [
            (case.certainty, case.right) for pair in self.pairs for case in pair.sentences if case.certainty is not None
        ]
        return [certainty for certainty, _ in cases], [right for _, right in cases]

    def _figures(self, name: str) -> tuple[Figure, ...]:
        if name != TOGETHER and name not in self.names:
            raise KeyError(f"没有标注 {name}，有：{' '.join(self.names)}")
        pairs = [counts for pair in self.pairs if name in (TOGETHER, pair.name) for counts in align_counts(pair)]
        rows = [
            counts
            for own, cases in self.requirements.items()
            if name in (TOGETHER, own)
            for counts in requirement_counts(cases)
        ]
        return (*self._of(ALIGN_RATIOS, pairs), *self._of(REQUIREMENT_RATIOS, rows))

    def _of(self, ratios: Sequence[Any], clusters: list[Counts]) -> tuple[Figure, ...]:
        return figures_of(ratios, clusters, seed=self.seed) if clusters else ()

    def _figure_rows(self) -> Iterator[dict[str, Any]]:
        names = self.names if len(self.names) == 1 else (*self.names, TOGETHER)
        for name in names:
            for figure in self._figures(name):
                yield {
                    "gold": name,
                    "figure": figure.name,
                    "value": round(figure.value, 4),
                    "low": round(figure.low, 4),
                    "high": round(figure.high, 4),
                    "n": figure.n,
                }

    def _confusion_rows(self) -> Iterator[dict[str, Any]]:
        counted: Counter[tuple[str, str]] = Counter()
        example: dict[tuple[str, str], str] = {}
        for pair in self.pairs:
            for case in pair.sentences:
                key = (case.gold.relation, case.said or "not_found")
                counted[key] += 1
                example.setdefault(key, f"{pair.name} {case.gold.id}：{case.gold.text}")
        for (gold, said), n in sorted(counted.items(), key=lambda item: (item[0][0] == item[0][1], -item[1], item[0])):
            yield {"gold": gold, "said": said, "n": n, "example": example[gold, said]}

    def _mistake_rows(self) -> Iterator[dict[str, Any]]:
        for pair in self.pairs:
            yield from _link_mistakes(pair)
            for article in pair.articles:
                if article.relation is not None and article.said != article.relation:
                    yield _mistake(pair.name, "article_relation", article.local, "", article.relation, article.said)
            for covered in pair.coverage:
                if covered.said != covered.gold:
                    yield _mistake(pair.name, "coverage", covered.central, "", covered.gold, covered.said)
        for name, cases in self.requirements.items():
            yield from _requirement_mistakes(name, cases)

    def __repr__(self) -> str:
        error = self.calibration_error()
        told = "" if error is None else f"，把握的校准误差 {error:.3f}"
        return f"Evaluation({'、'.join(self.names)}{told})"


def _link_mistakes(pair: AlignCases) -> Iterator[dict[str, Any]]:
    for case in pair.sentences:
        place, text = case.gold.id, case.gold.text
        wanted = " ".join(dict.fromkeys(unit for unit, _ in case.gold.central)) or "–"
        said = " ".join(dict.fromkeys(unit for unit, _ in case.said_links)) or "–"
        if case.said is None:
            yield _mistake(pair.name, "not_found", place, text, case.gold.relation, None)
            continue
        if case.hits < len(case.said_links) or case.hits < len({text for _, text in case.gold.central}):
            yield _mistake(pair.name, "links", place, text, wanted, said)
        if not case.right:
            yield _mistake(pair.name, "relation", place, text, case.gold.relation, case.said)


def _requirement_mistakes(name: str, cases: Iterable[RequirementCase]) -> Iterator[dict[str, Any]]:
    for case in cases:
        if case.gold is None and case.row is not None:
            yield _mistake(
                name, f"{case.tier}_wrong", case.row.get("unit") or "", case.row["text"], None, case.row["quote"]
            )
        elif case.gold is not None and case.row is None:
            yield _mistake(name, f"{case.tier}_missed", case.gold.unit, case.gold.context, case.gold.quote, None)
        elif case.gold is not None and case.row is not None:
            for field in wrong_fields(case):
                wanted = getattr(case.gold, field)
                yield _mistake(name, field, case.gold.unit, case.gold.context, wanted, case.row[field])


def _mistake(gold: str, what: str, place: str, text: str, wanted: str | None, said: str | None) -> dict[str, Any]:
    return {"gold": gold, "what": what, "place": place, "wanted": wanted or "", "said": said or "", "text": text}
