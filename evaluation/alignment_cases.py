"""Set what was said of two documents beside what a reader said, case by case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..language import comparable
from .gold_files import COVERED, RELATIONS, AlignGold, GoldSentence
from .ratios import Counts, Ratio, precision_recall
from .same_text import SAME_LINK, find_text

_NO_BODY = ("heading", "lead")


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """A local sentence: what a reader says, what was said (``None`` where it was not found), and the links in numbers.

    ``hits`` of the ``said_links`` are among the ``gold_links``. ``certainty`` is that of the relation, ``None`` where none was given.
    """

    gold: GoldSentence
    unit: str
    said: str | None
    said_links: tuple[tuple[str, str], ...] = ()
    hits: int = 0
    certainty: float | None = None
    settled: bool | None = None

    @property
    def right(self) -> bool:
        """Is the relation the reader's?"""
        return self.said == self.gold.relation


@dataclass(frozen=True, slots=True)
class ArticleCase:
    """A local unit: main links that are right, that are wrong, that there are; a link to what the reader calls partial is neither."""

    local: str
    hits: int
    wrong: int
    there: int
    said: str | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class CoverageCase:
    """A central unit: what was said of it and what a reader says."""

    central: str
    said: str | None
    gold: str
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class AlignCases:
    """All cases of two documents."""

    name: str
    sentences: tuple[SentenceCase, ...]
    articles: tuple[ArticleCase, ...]
    coverage: tuple[CoverageCase, ...]


def align_cases(found: Mapping[str, Any], gold: AlignGold) -> AlignCases:
    """Every case of the gold, with what was said of it.

    :param found: the JSON of one comparison (``duizhao align``; docs/formats.md), our own or another program's.
        Sentences are found again by their text, units by their ids.
    """
    return AlignCases(
        gold.name,
        tuple(_sentence_cases(found["sentences"], gold)),
        tuple(_article_cases(found["articles"], gold)),
        tuple(_coverage_cases(found["coverage"], gold)),
    )


def _sentence_cases(rows: Sequence[Mapping[str, Any]], gold: AlignGold) -> Iterator[SentenceCase]:
    by_text: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        by_text.setdefault(comparable(row["local"]["text"]), row)
    for entry in gold.sentences:
        key = find_text(entry.text, by_text)
        if key is None:
            yield SentenceCase(entry, "", None)
            continue
        row = by_text[key]
        wanted = {comparable(text) for _, text in entry.central}
        links = tuple((str(one["unit"]), str(one["text"])) for one in row["central"])
        hits = sum(find_text(text, wanted, SAME_LINK) is not None for _, text in links)
        yield SentenceCase(
            entry,
            str(row["local"].get("unit", "")),
            row["relation"],
            links,
            hits,
            row.get("certainty"),
            row.get("settled"),
        )


def _article_cases(rows: Sequence[Mapping[str, Any]], gold: AlignGold) -> Iterator[ArticleCase]:
    by_unit = {row["local"]: row for row in rows}
    for entry in gold.articles:
        row = by_unit.get(entry.local)
        said = {one["unit"] for one in row["central"] if one.get("main", True)} if row else set()
        hits, wrong = said & entry.central, said - entry.central - entry.partial
        yield ArticleCase(
            entry.local, len(hits), len(wrong), len(entry.central), row["relation"] if row else None, entry.relation
        )


def _coverage_cases(rows: Sequence[Mapping[str, Any]], gold: AlignGold) -> Iterator[CoverageCase]:
    by_unit = {row["central"]: row for row in rows}
    for unit, wanted in gold.coverage.items():
        row = by_unit.get(unit, {})
        yield CoverageCase(unit, row.get("status"), wanted, row.get("certainty"))


# -------------------------------------------------------------------------------------------------------------- figures

# Of sentences all together, and without headings and leads.
ALIGN_RATIOS: tuple[Ratio, ...] = (
    *precision_recall("sentence_link_all", "link_hits", "links", "gold_links"),
    *precision_recall("sentence_link_body", "body_hits", "body_links", "gold_body_links"),
    Ratio("sentence_relation_accuracy", {"relation_right": 1}, {"sentences": 1}),
    *(ratio for name in RELATIONS for ratio in precision_recall(name, f"{name}_hits", f"{name}_said", f"{name}_there")),
    *precision_recall("article_link", "article_hits", "article_links", "gold_article_links"),
    Ratio("article_relation_accuracy", {"article_right": 1}, {"articles": 1}),
    Ratio("coverage_accuracy", {"coverage_right": 1}, {"covered": 1}),
    *(ratio for name in COVERED for ratio in precision_recall(name, f"{name}_hits", f"{name}_said", f"{name}_there")),
)


def align_counts(cases: AlignCases) -> list[Counts]:
    """What :data:`ALIGN_RATIOS` are ratios of, by local article; the coverage of each central unit is a cluster of its own."""
    articles: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in cases.sentences:
        articles[sentence.unit].update(_of_sentence(sentence))
    for article in cases.articles:
        articles[article.local].update(_of_article(article))
    covered = [Counter(_of_coverage(one)) for one in cases.coverage]
    return [*articles.values(), *covered]


def _of_sentence(case: SentenceCase) -> Counter[str]:
    found = Counter(
        link_hits=case.hits,
        links=len(case.said_links),
        gold_links=len(_distinct(case.gold)),
        sentences=1,
        not_found=case.said is None,
        relation_right=case.right,
    )
    if case.gold.kind not in _NO_BODY:
        found.update(body_hits=case.hits, body_links=len(case.said_links), gold_body_links=len(_distinct(case.gold)))
    if case.said is not None:
        found.update(_verdict(case.said, case.gold.relation))
    return found


def _distinct(gold: GoldSentence) -> set[str]:
    return {comparable(text) for _, text in gold.central}


def _of_article(case: ArticleCase) -> Counter[str]:
    found = Counter(article_hits=case.hits, article_links=case.hits + case.wrong, gold_article_links=case.there)
    if case.relation is not None:
        found.update(articles=1, article_right=case.said == case.relation)
    return found


def _of_coverage(case: CoverageCase) -> Counter[str]:
    found = Counter(covered=1, coverage_right=case.said == case.gold)
    found.update(_verdict(case.said or "", case.gold))
    return found


def _verdict(said: str, gold: str) -> Counter[str]:
    return Counter({f"{said}_said": 1, f"{gold}_there": 1}) + Counter({f"{said}_hits": int(said == gold)})
