"""Another way of linking is passed in, by an object or by its name, and what is loaded is loaded once."""

from __future__ import annotations

import json
import os
import pickle
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from command import ROOT, environment, run
from shipped import align_documents
from tfidf_linker import TfidfLinker

import duizhao as dz
from duizhao.align import Linker, ModelLinker, find_linker, linker, load_linker
from duizhao.changes import Correction, Quoted, source_of
from duizhao.corpus import LinkerError
from duizhao.language import rule_tables
from duizhao.segmenter import load_tokenizer


@pytest.fixture(scope="module")
def pair() -> tuple[Any, Any]:
    sample = dz.sample_folder()
    return dz.read(sample / "central_opinion.txt"), dz.read(sample / "local_yunzhou.txt")


def test_another_linker_links(pair: tuple[Any, Any]) -> None:
    report = dz.compare(*pair, linker=TfidfLinker())
    links = {(link.local, link.central) for change in report.comparisons[0].sentences for link in change.links}
    shipped = {
        (link.local, link.central) for change in dz.compare(*pair).comparisons[0].sentences for link in change.links
    }
    assert links
    assert links != shipped
    assert len(links & shipped) > len(shipped) / 2
    assert report.parameters["linker"] == "tfidf"
    assert "link_model" not in report.parameters


def test_what_a_specialist_fixed_holds_for_every_linker(pair: tuple[Any, Any]) -> None:
    central, local = pair
    ours, theirs = local.sentences[3], central.sentences[5]
    correction = Correction(
        central_document=source_of(central),
        local_document=source_of(local),
        side="local",
        sentence=Quoted(ours.id, ours.text),
        links=(Quoted(theirs.id, theirs.text),),
    )
    comparison = dz.compare(central, local, linker=TfidfLinker(), corrections=[correction]).comparisons[0]
    [change] = [one for one in comparison.sentences if one.local == ours.id]
    assert [(link.central, link.score, link.locked) for link in change.links] == [(theirs.id, 1.0, True)]


def test_every_form_shows_what_another_linker_found(pair: tuple[Any, Any], tmp_path: Path) -> None:
    report = dz.compare(*pair, linker=TfidfLinker())
    for suffix in ("html", "docx", "xlsx", "md", "json", "csv", "parquet"):
        [path] = report.save(tmp_path / f"report.{suffix}")
        assert path.stat().st_size > 1000


@pytest.mark.parametrize("command", ["report", "align"])
def test_the_command_takes_a_linker_by_name(command: str, tmp_path: Path) -> None:
    files = [str(dz.sample_folder() / f"{name}.txt") for name in ("central_opinion", "local_yunzhou")]
    out = tmp_path / "out.json"
    env = environment(PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
    done = run(command, *files, "--linker", "tfidf_linker:TfidfLinker", "-o", out, env=env)
    assert (done.status, done.complaints) == (0, [])
    written = json.loads(out.read_text(encoding="utf-8"))
    comparison = written if command == "align" else written["comparisons"][0]
    assert comparison["parameters"]["linker"] == "tfidf"
    named = run(command, *files, "--linker", "model", "-o", out)
    written = json.loads(out.read_text(encoding="utf-8"))
    comparison = written if command == "align" else written["comparisons"][0]
    assert (named.status, "linker" in comparison["parameters"]) == (0, False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "没有对应方法 nobody，已知的有 model"),
        ("no_such_module:Linker", "载入失败"),
        ("json:nothing", "载入失败"),
        ("json:dumps", "载入失败"),
        ("collections:OrderedDict", "不是对应方法"),
        (":", "没有对应方法"),
    ],
)
def test_a_name_that_is_no_linker_is_told_in_one_line(name: str, said: str) -> None:
    with pytest.raises(LinkerError, match=said) as caught:
        find_linker(name)
    assert "\n" not in str(caught.value)


def test_an_installed_package_offers_linkers(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("tfidf", "tfidf_linker:TfidfLinker", linker.ENTRY_POINTS)
    monkeypatch.setattr(linker, "entry_points", lambda group: [point] if group == linker.ENTRY_POINTS else [])
    assert isinstance(find_linker("tfidf"), TfidfLinker)
    with pytest.raises(LinkerError, match="model、tfidf"):
        find_linker("other")


def test_thresholds_and_encoders_are_for_the_shipped_linker(pair: tuple[Any, Any]) -> None:
    for given in ({"options": dz.Options(first=0.5)}, {"encode": len}):
        with pytest.raises(LinkerError, match="只用于自带的对应方法"):
            dz.compare(*pair, linker=TfidfLinker(), **given)
    strict = dz.compare(*pair, options=dz.Options(first=0.99))
    assert strict.parameters["thresholds"]["first"] == 0.99  # type: ignore[index]


def test_words_may_be_cut_by_another_tokenizer(pair: tuple[Any, Any]) -> None:
    by_character = load_linker(tokenizer=load_tokenizer("char"))
    assert "segmenter" in str(by_character.parameters["tokenizer"])
    assert align_documents(*pair, linker=by_character).sentence_links != align_documents(*pair).sentence_links


# ----------------------------------------------------------------------------------------------------------- materials


def test_materials_travel(pair: tuple[Any, Any]) -> None:
    travelled = pickle.loads(pickle.dumps(dz.load_materials()))  # noqa: S301  our own bytes
    here, there = (dz.compare(*pair, materials=one) for one in (None, travelled))
    assert here.comparisons == there.comparisons
    assert here.parameters == there.parameters


def test_nothing_is_loaded_again_for_the_second_pair(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither where materials are passed along, nor where the shipped ones are taken without a word."""
    sample = dz.sample_folder()
    files = sample / "central_opinion.txt", sample / "local_yunzhou.txt"
    page, in_gb = tmp_path / "page.html", sample / "local_haiping.txt"
    page.write_text("<html><body><p>第一条 图书馆应当免费开放。</p></body></html>", encoding="utf-8")
    materials = dz.load_materials()
    for path in (*files, page, in_gb):  # what only some files need is loaded with the first of them
        dz.read(path, materials=materials)
        dz.read(path)

    def loaded(*_: object) -> None:
        raise AssertionError("a table is read again")

    monkeypatch.setattr(rule_tables, "files", loaded)
    for module in ("align.background", "align.model", "corpus.formats.characters"):
        monkeypatch.setattr(f"duizhao.{module}.files", loaded, raising=False)
    assert dz.compare(*files).comparisons == dz.compare(*files, materials=materials).comparisons
    assert len(dz.requirements(files[1])) > 0
    for path in (page, in_gb):
        assert dz.read(path).units == dz.read(path, materials=materials).units


def test_the_shipped_linker_is_one(pair: tuple[Any, Any]) -> None:
    shipped = load_linker()
    assert isinstance(shipped, ModelLinker)
    assert isinstance(shipped, Linker)
    assert not isinstance(object(), Linker)
