"""Diffusion: what was planted is found with the right first place, nothing else is; what cannot be known is not said."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from batch_files import write_folder
from click.testing import CliRunner
from planted_borrowings import Made, document_of, fill, filler_material, make, score
from planted_edits import load_handing, own_sentences

import duizhao as dz
from duizhao.batch.store_file import StoreFile
from duizhao.batching import batch
from duizhao.corpus import DocumentError, OutputError, UnknownFormatError
from duizhao.spread import Diffusion, diffusion
from duizhao.spread.adopters import Adopter
from duizhao.spread.clause_joining import Bond, ClauseText, TextGroup, adoptions
from duizhao.spread.diffusion_words import diffusion_words
from duizhao.spread.nearby import near_pairs
from duizhao.spread.resampling import HeldByRows, _trade, likeness
from duizhao.spread.shared_clauses import Adoption, Clause, CommonSource
from duizhao.spread.signatures import BANDS, sign
from duizhao.spread.stored_additions import StoredSentence

TABLES = ("clauses", "adoptions", "documents", "similarity", "path")


def made_store(folder: Path, *, planted: int, extra: Sequence[str] = (), above: str = "") -> tuple[Path, Made]:
    """A store of 20 documents; ``extra`` is added by each of them, ``above`` stands in the document above them."""
    rng = Random(7)  # noqa: S311  a seed, no secret
    material = filler_material(own_sentences(), rng)
    made = make(material, load_handing(material.clauses), rng, documents=20, planted=planted, added=1)
    for sentences in made.sentences:
        sentences.extend(extra)
    path = folder / "made.db"
    dz.open_store(path).close()
    store = StoreFile(path)
    fill(store, made, [above or "文化部门应当每年通报书屋工作的情况。"])
    store.close()
    return path, made


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diffusion, Made]:
    path, made = made_store(tmp_path_factory.mktemp("planted"), planted=12)
    return diffusion(path, draws=49), made


def test_what_was_planted_is_found_with_the_right_first_place(planted: tuple[Diffusion, Made]) -> None:
    found = score(planted[1], planted[0])
    assert found.events >= 12
    assert found.found >= 0.95 * found.events
    assert found.right_first >= 0.95 * found.clauses
    assert found.false == 0


@pytest.fixture(scope="module")
def unshared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nothing is planted; what all documents share are forms of words."""
    words = (
        "本办法自公布之日起施行。",
        "对负有责任的人员依法给予处分。",
        "逾期不改正的，处一万元以下罚款。",
        "书屋按照下列程序开放：",
    )
    return made_store(tmp_path_factory.mktemp("unshared"), planted=0, extra=words)[0]


def test_nothing_is_found_where_nothing_was_planted(unshared: Path) -> None:
    found = diffusion(unshared, draws=0)
    assert found.clauses == ()
    assert [len(found.to_frame(name)) for name in ("clauses", "adoptions", "path")] == [0, 0, 0]
    assert len(found.to_frame("documents")) == 20


def test_what_the_document_above_says_too_does_not_count(tmp_path: Path) -> None:
    words = "书屋应当在每个集市设一处还书箱，箱子每晚清空。"
    path, _ = made_store(tmp_path, planted=0, extra=[words], above=words)
    [clause] = diffusion(path, draws=0).clauses
    assert clause.source is not None
    assert clause.source.document.id == "u000000"
    assert (clause.source_first, clause.counts) == (True, False)


def test_a_store_that_was_filled_by_reading(tmp_path: Path) -> None:
    with dz.open_store(tmp_path / "store.db") as store:
        store.add(write_folder(tmp_path / "files"), engine="serial")
        found = dz.diffusion(store, draws=9)
    [row] = found.to_frame("clauses").to_dict("records")
    assert (row["first_region"], row["next_region"], row["days_to_next"]) == ("河北省", "湖南省", 31)
    assert "儿童阅览角" in row["text"]
    assert found.to_frame("path", clause=1)["region"].tolist() == ["河北省", "湖南省"]
    documents = found.to_frame("documents").set_index("region")
    assert documents.loc["河北省", "clauses_first"] == 1
    assert documents.loc["湖南省", ["clauses_after", "lag_upper", "lag_first"]].tolist() == [1, 93, 31]
    # 每季度 is stricter than 每半年: both set a figure for the same duty.
    assert documents.loc[["河北省", "湖南省"], "strictness"].tolist() == [1.0, 0.0]
    total = documents[["copied", "adapted", "added"]].sum(axis=1)
    assert np.allclose(total.astype(float), 1, atol=1e-3)


def test_a_document_is_never_its_own_model() -> None:
    """One that says a thing twice has it from another document, or from none."""
    documents = {
        id_: Adopter(id=id_, title="办法", region=f"{id_}省", earliest=day, latest=day)
        for id_, day in (("甲", "2030-01-01"), ("乙", "2030-02-01"))
    }
    said = [
        StoredSentence(id_, f"{i}:1", "1", "body", "书屋应当开放") for i, id_ in enumerate(("甲", "甲", "乙", "乙"))
    ]
    texts = [ClauseText("一", (said[0], said[1])), ClauseText("二", (said[2], said[3]))]
    first, second = adoptions(texts, TextGroup({0: None, 1: Bond(0, 0.97, 0.6)}), documents)
    assert (first.model, second.model) == (None, said[0])
    assert (second.score, second.alike) == (0.97, 0.6)


# ----------------------------------------------------------------------------------------------------- who was first


def clause_of(*days: tuple[str | None, str | None], source: str | None = None) -> Clause:
    words = "书屋应当设立儿童阅览角。"
    held = []
    for number, (earliest, latest) in enumerate(days):
        one = Adopter(id=f"d{number}", title="办法", region=f"{'甲乙丙丁'[number]}省", earliest=earliest, latest=latest)
        held.append(Adoption(StoredSentence(one.id, "1:1", "1", "body", words), one))
    above = source and CommonSource(
        StoredSentence("u", "1:1", "1", "body", words),
        Adopter(id="u", title="条例", earliest=source, latest=source),
        0.99,
    )
    return Clause(1, tuple(held), source=above or None)


A, B, C = ("2030-01-01",) * 2, ("2030-03-01",) * 2, ("2031-01-01",) * 2


@pytest.mark.parametrize(
    ("days", "known", "gap", "least"),
    [
        ((A, B, C), "dated", 59, 59),
        ((A, A, C), "tied", None, None),
        ((A, B, (None, None)), "undated", None, None),
        (((None, None), (None, None)), "undated", None, None),
        ((A, ("2029-01-01", "2031-01-01")), "amended", None, None),  # its first version is older than the first text
        ((A, ("2030-02-01", "2031-01-01")), "dated", 365, 31),
        ((("2025-01-01", "2030-01-01"), B), "dated", 59, 59),  # that the first text was amended makes it no later
    ],
)
def test_who_was_first_is_said_where_the_days_tell(
    days: tuple[tuple[str | None, str | None], ...], known: str, gap: int | None, least: int | None
) -> None:
    clause = clause_of(*days)
    assert (clause.first_known, clause.days_to_next, clause.least_days_to_next) == (known, gap, least)


@pytest.mark.parametrize(("source", "first"), [("2029-01-01", True), ("2030-02-01", True), ("2030-06-01", False)])
def test_a_later_upper_document_explains_only_those_after_it(source: str, first: bool) -> None:
    clause = clause_of(A, B, C, source=source)
    assert clause.source_first is first
    assert clause.after_source(clause.adoptions[2]) is True


# ----------------------------------------------------------------------------------------------------- index, chance


def test_what_thousands_have_costs_no_more_than_other_clauses() -> None:
    texts = [f"书屋应当在每个集市设一处还书箱第{number}号箱每晚清空" for number in range(400)]
    near = near_pairs(sign(texts), np.arange(len(texts)))
    assert len(near.later) <= 3 * len(texts)
    assert set(near.later.tolist()) == set(range(1, len(texts)))
    assert (near.earlier < near.later).all()
    assert sign(texts[:5]).keys.shape == (5, BANDS)


def test_chance_keeps_how_much_each_holds() -> None:
    rng = np.random.default_rng(3)
    shared = rng.random((5, 60)) < 0.4
    could = shared | (rng.random((5, 60)) < 0.5)
    held = HeldByRows(shared.copy(), could, rng.integers(0, 9, (5, 3)), rng.random((5, 3)) < 0.8)
    held.alone[~held.there] = 0
    rows, columns = held.shared.sum(axis=1) + held.alone.sum(axis=1), held.shared.sum(axis=0)
    families = held.alone.sum(axis=0)
    _trade(held, 30, rng)
    assert (held.shared != shared).any()
    assert (held.shared.sum(axis=1) + held.alone.sum(axis=1) == rows).all()
    assert (held.shared.sum(axis=0) == columns).all()
    assert (held.alone.sum(axis=0) == families).all()
    assert not (held.shared & ~could).any()
    assert not held.alone[~held.there].any()
    assert (held.alone >= 0).all()


def test_chance_is_seeded_and_calibrated() -> None:
    rng = np.random.default_rng(1)
    shared = np.zeros((6, 150), dtype=bool)
    for column in range(150):
        shared[rng.choice(6, 2, replace=False), column] = True
    held = HeldByRows(shared, np.ones_like(shared), np.full((6, 1), 20), np.ones((6, 1), dtype=bool))
    one, other = likeness(held, draws=99, seed=4), likeness(held, draws=99, seed=4)
    assert (one.p == other.p).all()
    pairs = np.triu_indices(6, 1)
    assert 0.2 < one.p[pairs].mean() < 0.8  # nothing but chance
    assert ((one.low <= one.jaccard) & (one.jaccard <= one.high))[pairs].all()


# ------------------------------------------------------------------------------------------------ what one gets of it


def test_the_result_travels_and_says_what_it_is(planted: tuple[Diffusion, Made]) -> None:
    found = planted[0]
    again = pickle.loads(pickle.dumps(found))  # noqa: S301  our own
    assert all(again.to_frame(name).equals(found.to_frame(name)) for name in TABLES)
    assert repr(found).startswith("Diffusion(20 documents, ")
    assert "<table>" in found._repr_html_()
    with pytest.raises(UnknownFormatError, match="没有表"):
        found.to_frame("nothing")


def test_every_table_has_its_columns_when_it_is_empty(planted: tuple[Diffusion, Made], unshared: Path) -> None:
    empty = diffusion(unshared, draws=0)
    for name in TABLES:
        assert empty.to_frame(name).dtypes.equals(planted[0].to_frame(name).dtypes), name


def test_the_files_are_the_same_each_time(planted: tuple[Diffusion, Made], tmp_path: Path) -> None:
    found = planted[0]
    one, other = (found.save(tmp_path / name) for name in ("one", "other"))
    assert [path.name for path in one] == ["diffusion.html", "diffusion.xlsx", *(f"{name}.csv" for name in TABLES)]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    page = one[0].read_text(encoding="utf-8")
    assert 'class="path"' in page
    assert "http" not in page.replace("http-equiv", "")
    assert "文字相同不等于抄" in page
    english = found.save(tmp_path / "page.html", lang="en")[0].read_text(encoding="utf-8")
    assert "no proof of copying" in english


def test_what_was_read_is_not_written_over(unshared: Path, tmp_path: Path) -> None:
    found = diffusion(unshared, draws=0)
    page = tmp_path / "page.html"
    page.symlink_to(unshared)
    with pytest.raises(OutputError, match="就是要读的文件"):
        found.save(page)
    with pytest.raises(UnknownFormatError, match="不认得格式"):
        found.save(tmp_path / "out.docx")


def test_charts(planted: tuple[Diffusion, Made]) -> None:
    found = planted[0]
    assert found.chart("path", clause=1).axes[0].get_title().startswith("1. ")
    assert found.chart("similarity").axes[0].get_title() == "省与省"
    with pytest.raises(UnknownFormatError, match="没有条款 0"):
        found.chart("path", clause=0)


def test_the_command(unshared: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(
        batch, ["diffusion", "--store", str(unshared), "-o", str(tmp_path / "out"), "--draws", "9", "--workers", "1"]
    )
    assert (run.exit_code, run.exception) == (0, None)
    assert "20 份地方文件" in run.stderr
    assert (tmp_path / "out" / "path.csv").is_file()


def test_what_cannot_be_analysed_is_refused(unshared: Path, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有“公园”这一族"):
        diffusion(unshared, family="公园")
    assert diffusion(unshared, family="第0号条例", draws=0).compared[0] == document_of(0)
    dz.open_store(tmp_path / "empty.db").close()
    with pytest.raises(DocumentError, match="还没有对照过"):
        diffusion(tmp_path / "empty.db")
    with pytest.raises(DocumentError, match="没有这个库"):
        diffusion(tmp_path / "none.db")


def test_both_languages_say_the_same_things() -> None:
    def keys(words: Mapping[str, object]) -> dict[str, object]:
        return {key: keys(value) if isinstance(value, dict) else None for key, value in words.items()}

    assert keys(diffusion_words("zh")) == keys(diffusion_words("en"))
    with pytest.raises(UnknownFormatError, match="没有语言"):
        diffusion_words("fr")
