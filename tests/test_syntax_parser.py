"""Subjects and objects by a syntactic parse: what the rules left open is filled, what they found is kept."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from duizhao.corpus import ParserError, make_document
from duizhao.extract import ParsedWord, find_requirements, load_parser
from duizhao.language import Span
from duizhao.segmenter import segment_document

# Words and arcs as HanLP gives them: the head counts from 1, 0 is none.
PARSES: Mapping[str, Sequence[tuple[str, int, str]]] = {
    "蜂农每季度清点蜂箱。": [
        ("蜂农", 3, "nsubj"),
        ("每季度", 3, "tmod"),
        ("清点", 0, "root"),
        ("蜂箱", 3, "dobj"),
        ("。", 3, "punct"),
    ],
    "县文化局每季度清点藏书。": [
        ("藏书", 4, "nsubj"),
        ("每季度", 4, "tmod"),
    ],
    "山里的蜂农应当每年两次报送蜂箱和蜂群的数目。": [
        ("山里", 3, "assmod"),
        ("的", 1, "assm"),
        ("蜂农", 7, "nsubj"),
        ("应当", 7, "mmod"),
        ("每年", 7, "tmod"),
        ("两次", 7, "range"),
        ("报送", 0, "root"),
        ("蜂箱", 12, "assmod"),
        ("和", 8, "cc"),
        ("蜂群", 8, "conj"),
        ("的", 8, "assm"),
        ("数目", 7, "dobj"),
        ("。", 7, "punct"),
    ],
}


def stand_in(sentences: list[str], tasks: list[str]) -> dict[str, Any]:
    assert tasks == ["tok/fine", "dep"]
    parses = [PARSES[sentence] for sentence in sentences]
    return {
        "tok/fine": [[word for word, _, _ in parse] for parse in parses],
        "dep": [[(head, relation) for _, head, relation in parse] for parse in parses],
    }


def test_words_and_arcs_get_their_places() -> None:
    words = load_parser(model=stand_in)("蜂农每季度清点蜂箱。")
    assert words[0] == ParsedWord(Span(0, 2), 2, "nsubj")
    assert words[3] == ParsedWord(Span(7, 9), 2, "dobj")
    assert [word.head for word in words] == [2, 2, -1, 2, 2]


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("蜂农每季度清点蜂箱。", "蜂农", "蜂箱"),
        ("山里的蜂农应当每年两次报送蜂箱和蜂群的数目。", "山里的蜂农", "蜂箱和蜂群的数目"),
    ],
)
def test_what_the_rules_leave_open_is_filled(text: str, subject: str, object_: str) -> None:
    document = segment_document(make_document(f"青石县蜂业办法\n第一条　{text}"))
    plain = find_requirements(document)
    (found,) = find_requirements(document, parser=load_parser(model=stand_in))
    assert len(plain) == 1
    assert found.subject == (plain[0].subject or subject)
    assert found.object == (plain[0].object or object_)
    assert found.subject is not None


def test_what_the_rules_found_is_kept() -> None:
    document = segment_document(make_document("青石县书屋办法\n第一条　县文化局每季度清点藏书。"))

    def wrong(text: str) -> Sequence[ParsedWord]:
        return [ParsedWord(Span(10, 12), 1, "nsubj"), ParsedWord(Span(4, 7), -1, "root")]

    (plain,), (found,) = find_requirements(document), find_requirements(document, parser=wrong)
    assert plain.subject == found.subject == "县文化局"


def test_a_parse_without_subject_or_in_circles_changes_nothing() -> None:
    document = segment_document(make_document("青石县蜂业办法\n第一条　蜂农每季度清点蜂箱。"))
    circle = [ParsedWord(Span(0, 2), 1, "dep"), ParsedWord(Span(2, 5), 0, "dep")]
    for words in ([], circle):
        assert find_requirements(document, parser=lambda _, words=words: words) == find_requirements(document)


def test_errors_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParserError, match="需要 hanlp"):
        load_parser("ltp")
    monkeypatch.setitem(sys.modules, "hanlp", None)
    with pytest.raises(ParserError, match=r"pip install '\.\[hanlp\]'"):
        load_parser()
    with pytest.raises(ParserError, match="对不上"):
        load_parser(model=lambda *_, **__: {"tok/fine": [["甲"]], "dep": [[(0, "root")]]})("乙")
    with pytest.raises(ParserError, match="tok/fine"):
        load_parser(model=lambda *_, **__: {"tok": [["甲"]]})("甲")


def test_hanlp_loads_its_small_model_or_the_one_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HANLP_HOME", str(tmp_path))
    loaded: list[str] = []
    hanlp = ModuleType("hanlp")
    name = "CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH"
    vars(hanlp).update(
        load=lambda identifier: loaded.append(identifier) or stand_in,
        pretrained=SimpleNamespace(mtl=SimpleNamespace(**{name: "small"})),
    )
    monkeypatch.setitem(sys.modules, "hanlp", hanlp)
    assert [word.relation for word in load_parser()("蜂农每季度清点蜂箱。")][:2] == ["nsubj", "tmod"]
    load_parser(model=str(tmp_path))
    assert loaded == ["small", str(tmp_path.resolve())]
