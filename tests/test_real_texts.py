"""Real documents, which stay outside the repository: five on one policy, and laws in hundreds."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from shipped import clean, find_requirements, read_document, read_documents, segment_document

from duizhao.corpus import find_roles
from duizhao.language import replay
from duizhao.segmenter import SegmentedDocument, Unit

CENTRAL, ANHUI, BEIJING = "central_opinion_2021.txt", "anhui_measures_2022.txt", "beijing_measures_2021.txt"
COMMENTARY, REPORT = "commentary_collection.txt", "county_research_report.txt"
SEED, LAWS = 20210327, 60


def segmented(path: Path) -> SegmentedDocument:
    return segment_document(read_document(path))


def found_in(folder: Path, name: str) -> Path:
    """The gold names the files of ``corpus`` by their names, laws by their paths."""
    return next(path for path in (folder / "corpus" / name, folder / name) if path.exists())


# --------------------------------------------------------------------------------------------------------- the five documents


def test_the_floods_are_gone(shared: Path) -> None:
    document = read_document(shared / "corpus" / ANHUI)
    flood = re.compile("([，。；,])\\1")
    assert flood.search(document.raw)
    assert not flood.search(document.text)
    assert not re.search(r"[\u4e00-\u9fff],|,[\u4e00-\u9fff]", document.text)


def test_every_article_and_the_closing_paragraph_is_a_unit(shared: Path) -> None:
    parsed = segmented(shared / "corpus" / ANHUI)
    assert [unit.id for unit in parsed.units] == ["p1", *map(str, range(1, 26)), "p2"]
    assert all(unit.heading for unit in parsed.units[1:-1])


def test_units_of_the_central_document(shared: Path) -> None:
    parsed = segmented(shared / "corpus" / CENTRAL)
    assert [unit.id for unit in parsed.units] == [*(f"p{i}" for i in range(1, 7)), *map(str, range(1, 26))]
    assert parsed.warnings == ()


@pytest.mark.parametrize("name", ["anhui", "beijing", "population_beijing", "fire_shanghai"])
def test_units_and_sentences_of_the_gold(shared: Path, name: str) -> None:
    gold = json.loads((shared / "gold" / f"align_{name}.json").read_text(encoding="utf-8"))
    local, central = (segmented(found_in(shared, gold[side])) for side in ("local", "central"))
    assert [unit.id for unit in local.units] == [article["local"] for article in gold["articles"]]
    # The opening of a central document asks for nothing: the gold need not list it.
    assert {unit.id for unit in central.units} - set(gold["coverage"]) <= {"p1"}
    assert set(gold["coverage"]) <= {unit.id for unit in central.units}
    assert unfound([entry["local"] for entry in gold["sentences"]], local) == []
    assert unfound([link["text"] for entry in gold["sentences"] for link in entry["central"]], central) == []


def left_out(parsed: SegmentedDocument) -> list[str]:
    """The stretches of a body that are in no sentence, blanks, the numbers of units and the headings of parts aside."""
    text, found, done = parsed.document.text, [], parsed.document.body.start
    headings = [re.sub(r"\s", "", heading) for unit in parsed.units for heading in unit.path]
    for unit in parsed.units:
        lines = (re.sub(r"\s", "", line) for line in text[done : unit.span.start].split("\n"))
        found += [line for line in lines if not any(line in heading for heading in headings)]
        done = unit.span.start
        for sentence in unit.sentences:
            found.append(text[done : sentence.span.start].strip(f"{unit.label}【】[]（）():： \n\t\u00a0\u3000"))
            done = sentence.span.end
        found.append(text[done : unit.span.end].strip())
        done = unit.span.end
    return [stretch for stretch in [*found, text[done : parsed.document.body.end].strip()] if stretch]


def test_no_text_of_a_body_is_left_out(shared: Path) -> None:
    laws = sorted((shared / "laws").glob("*/*.md"))
    chosen = random.Random(SEED).sample(laws, 2 * LAWS)  # noqa: S311  a sample, no secret
    for path in [*chosen, *(shared / "corpus").glob("*.txt"), *(shared / "noisy").glob("[fop]*.txt")]:
        for document in read_documents(path):
            assert left_out(segment_document(document)) == [], path.name


def unfound(wanted: list[str], parsed: SegmentedDocument) -> list[str]:
    """The sentences that the document has neither exactly nor nearly (damaged bytes were read otherwise)."""
    ours = {sentence.text for sentence in parsed.sentences}
    return [text for text in wanted if text not in ours and max(fuzz.ratio(text, our) for our in ours) < 80]


def test_roles(shared: Path) -> None:
    paths = sorted((shared / "corpus").glob("*.txt"))
    documents = [document for path in paths for document in read_documents(path)]
    names = [Path(document.name).name for document in documents]
    roles = find_roles(documents)
    assert names[roles.central] == CENTRAL
    assert [names[i] for i in roles.local] == [ANHUI, BEIJING]
    reasons = {names[i]: reason for i, reason in roles.skipped}
    assert reasons.pop(f"{COMMENTARY}#1").startswith("没有文种标题")
    assert reasons.keys() == {f"{COMMENTARY}#2", f"{COMMENTARY}#3", REPORT}
    assert all("是报告或评论，不是措施" in reason for reason in reasons.values())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (CENTRAL, {"issuer": "中共中央", "level": "central", "region": None, "date": "2021-03-27", "role": "central"}),
        (ANHUI, {"level": "province", "region": "安徽省", "title": None, "date": "2022-05-02", "role": "local"}),
        (
            BEIJING,
            {"level": "province", "region": "北京市", "doc_type": "若干措施", "date": "2021-07-01", "role": "local"},
        ),
    ],
)
def test_what_they_say_of_themselves(shared: Path, name: str, said: dict[str, str | None]) -> None:
    metadata = read_document(shared / "corpus" / name).metadata
    assert {key: getattr(metadata, key) for key in said} == said


# ------------------------------------------------------------------------------------------------------------------ the laws


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[SegmentedDocument]:
    """A sample of the laws, the same on every run."""
    paths = sorted(path for path in (shared / "laws").rglob("*.md") if not path.name.startswith("_"))
    if not paths:
        pytest.skip("the laws are not there: no files in ../shared/laws")
    return [segmented(path) for path in random.Random(SEED).sample(paths, LAWS)]  # noqa: S311  a sample, no secret


def test_laws_are_cleaned(laws: list[SegmentedDocument]) -> None:
    for document in (parsed.document for parsed in laws):
        assert replay(document.raw, document.edits) == document.text, document.path
        assert clean(document.text).text == document.text, document.path


def test_articles_of_laws_follow_on_each_other(laws: list[SegmentedDocument]) -> None:
    for parsed in laws:
        assert parsed.units, parsed.document.path
        assert gaps(parsed) == (), parsed.document.path
        assert all(sentence.span.of(parsed.document.text) == sentence.text for sentence in parsed.sentences)


def gaps(parsed: SegmentedDocument) -> tuple[str, ...]:
    """Numbers that neither follow on each other nor begin anew in a new part, and of which no warning speaks."""
    articles = [unit for unit in parsed.units if unit.number is not None]
    told = "\n".join(parsed.warnings)
    return tuple(f"{a.label} {b.label}" for a, b in pairwise(articles) if not follows(a, b) and b.label not in told)


def follows(a: Unit, b: Unit) -> bool:
    anew = b.number == 1 and a.path != b.path
    return anew or b.number == (a.number or 0) + 1 or (b.number == a.number and "之" in b.label)


def test_every_printed_article_of_a_law_is_a_unit(laws: list[SegmentedDocument]) -> None:
    """条 at the start of a line, with a blank behind, are articles: none is missed, none is made up."""
    printed = re.compile(
        r"^[ \u3000]*(第[〇零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十])?)[ \u3000]", re.MULTILINE
    )
    counted = 0
    for parsed in laws:
        labels = printed.findall(parsed.document.raw)
        assert [unit.label for unit in parsed.units if unit.label.startswith("第")] == labels, parsed.document.path
        assert not labels or "p2" not in {unit.id for unit in parsed.units}, parsed.document.path
        counted += len(labels)
    assert counted > 1000


def test_most_laws_say_what_they_are(laws: list[SegmentedDocument]) -> None:
    described = [parsed.document.metadata for parsed in laws]
    assert all(metadata.title for metadata in described)
    assert sum(metadata.level is not None for metadata in described) >= 0.9 * len(described)
    regions = {metadata.region for metadata in described if metadata.region}
    assert all(region.endswith(("省", "市", "自治区", "县", "区", "州")) for region in regions), regions


# ------------------------------------------------------------------------------------------------------- what demands nothing

# Names with numbers, dates of adoption, document numbers, results of the past.
NEVER = {"lexical", "slogan", "ordinal", "congress", "doc_number", "date", "placeholder_result", "narrative"}


def test_no_row_for_names_dates_and_results(shared: Path) -> None:
    traps = json.loads((shared / "gold" / "not_requirements.json").read_text(encoding="utf-8"))
    places: dict[str, list[tuple[int, str]]] = {}
    for trap in traps:
        if trap["type"] in NEVER:
            places.setdefault(trap["document"], []).append((trap["line"], trap["text"]))
    assert sum(map(len, places.values())) > 500
    for name, found in places.items():
        for document in read_documents(shared / "corpus" / name):
            rows = find_requirements(segment_document(document))
            for row in [row for row in rows if row.value is not None or row.duration or row.date]:
                line = document.raw.count("\n", 0, document.raw_span(row.span).start) + 1
                assert [text for at, text in found if at == line and row.quote in text] == [], (name, row.quote)
