"""What is read of HanLP's documents: recorded in their format, of our own writing, so that it is tried where HanLP is not installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from duizhao.cli import cli
from duizhao.corpus import ParserError, TokenizerError, make_document
from duizhao.extract import ParsedWord, fill_roles, find_requirements, load_parser, requirements_in
from duizhao.language import Span
from duizhao.segmenter import Annotation, PredicateRoles, load_annotator, load_tokenizer, segment_document

# As HanLP 2.1 prints them: blanks are dropped, the head counts from 1, stretches are counted in words, a text of two sentences.
TEXT = "县文化局 应当每季度检查书屋。藏书被蜂农借走。"
RECORDED: Mapping[str, Any] = {
    "tok/fine": [
        ["县文化局", "应当", "每季度", "检查", "书屋", "。"],
        ["藏书", "被", "蜂农", "借走", "。"],
    ],
    "tok/coarse": [["县文化局应当", "每季度检查书屋。"], ["藏书被蜂农借走。"]],
    "pos/pku": [["nt", "v", "t", "v", "n", "w"], ["n", "p", "n", "v", "w"]],
    "pos/ctb": [["NR", "VV", "NT", "VV", "NN", "PU"], ["NN", "SB", "NN", "VV", "PU"]],
    "ner/msra": [[("县文化局", "ORGANIZATION", 0, 1), ("每季度", "DURATION", 2, 3)], []],
    "dep": [
        [(4, "nsubj"), (4, "mmod"), (4, "tmod"), (0, "root"), (4, "dobj"), (4, "punct")],
        [(4, "nsubjpass"), (4, "pass"), (4, "nsubj"), (0, "root"), (4, "punct")],
    ],
    "srl": [
        [
            [
                ("县文化局", "ARG0", 0, 1),
                ("应当", "ARGM-ADV", 1, 2),
                ("每季度", "ARGM-TMP", 2, 3),
                ("检查", "PRED", 3, 4),
                ("书屋", "ARG1", 4, 5),
            ]
        ],
        [[("藏书", "ARG1", 0, 1), ("蜂农", "ARG0", 2, 3), ("借走", "PRED", 3, 4)]],
    ],
    "con": [["TOP", []], ["TOP", []]],
}


def recorded(sentences: list[str], **_: object) -> Mapping[str, Any]:
    assert "".join(sentences) == TEXT
    return RECORDED


def read(document: Mapping[str, Any], text: str = TEXT) -> Annotation:
    return load_annotator(lambda *_, **__: document)(text)


def test_everything_lies_where_it_stands() -> None:
    found = read(RECORDED)
    assert [word.text for word in found.words] == [word for words in RECORDED["tok/fine"] for word in words]
    assert [word.span.of(TEXT) for word in found.words] == [word.text for word in found.words]
    assert [word.tag for word in found.words][:3] == ["NR", "VV", "NT"]
    assert [(one.span.of(TEXT), one.kind) for one in found.entities] == [
        ("县文化局", "ORGANIZATION"),
        ("每季度", "DURATION"),
    ]
    assert found.heads[3:5] == ((-1, "root"), (3, "dobj"))
    assert found.heads[6:] == ((9, "nsubjpass"), (9, "pass"), (9, "nsubj"), (-1, "root"), (9, "punct"))
    first, second = found.predicates
    assert [(role, span.of(TEXT)) for role, span in first.roles[:1]] == [("ARG0", "县文化局")]
    assert second.predicate.of(TEXT) == "借走"


def test_a_document_with_words_alone_is_read() -> None:
    found = read({"tok": [["书屋", "开放"]]}, "书屋开放")
    assert [word.tag for word in found.words] == [None, None]
    assert (found.entities, found.heads, found.predicates) == ((), (), ())


@pytest.mark.parametrize(
    "change",
    [
        {"tok/fine": None},
        {"dep": [[(1, "root")], []]},
        {"ner/msra": [[("书屋", "ORGANIZATION", 90, 91)], []]},
        {"srl": [[[("书屋", "ARG0")]], []]},
        {"srl": [[["ARG0"]], []]},
        {"pos/ctb": [["NN"], ["NN"]]},
        {"tok/fine": [["县文化局"]]},
    ],
)
def test_what_is_no_document_of_the_text_is_refused(change: Mapping[str, Any]) -> None:
    document = {key: value for key, value in {**RECORDED, **change}.items() if value is not None}
    document.pop("tok/coarse")
    with pytest.raises(TokenizerError, match="模型") as caught:
        read(document)
    assert len(str(caught.value).splitlines()) == 1


def test_blank_texts_are_not_asked_about() -> None:
    assert load_annotator(lambda *_, **__: pytest.fail("asked"))(" \n ") == Annotation(())


def test_a_model_is_asked_for_the_tasks_it_has() -> None:
    class Many:
        tasks = dict.fromkeys(("tok/coarse", "tok/fine", "pos/pku", "pos/ctb", "ner/msra", "sdp", "dep", "srl", "con"))

        def __init__(self) -> None:
            self.asked: list[list[str]] = []

        def __call__(self, _: list[str], tasks: list[str]) -> Mapping[str, Any]:
            self.asked.append(tasks)
            return RECORDED

    model = Many()
    words = load_tokenizer("hanlp", model=model)(TEXT)
    assert [word.tag for word in words][:4] == ["NR", None, "VV", "NT"]
    load_annotator(model)(TEXT)
    load_parser(model=model)(TEXT)
    assert model.asked == [
        ["tok/fine", "pos/ctb"],
        ["tok/fine", "pos/ctb", "ner/msra", "dep", "srl"],
        ["tok/fine", "dep", "srl"],
    ]


def test_a_term_that_is_joined_has_the_tag_of_its_last_word() -> None:
    def model(sentences: list[str], **_: object) -> Mapping[str, Any]:
        return {"tok": [["县", "党委", "（", "党组", "）", "负责"]], "pos": [["NN", "NN", "PU", "NR", "PU", "VV"]]}

    words = load_tokenizer("hanlp", model=model, terms=["县党委"])("县党委（党组）负责")
    assert (words[0].text, words[0].tag) == ("县党委", "NN")


# -------------------------------------------------------------------------------------------------- subject, act, object


def test_roles_go_before_dependencies() -> None:
    text = "藏书每季度由蜂农清点。"
    (plain,) = requirements_in(text)
    document = {
        "tok/fine": [["藏书", "每季度", "由", "蜂农", "清点", "。"]],
        "dep": [[(5, "nsubj"), (5, "tmod"), (5, "prep"), (3, "pobj"), (0, "root"), (5, "punct")]],
        "srl": [
            [
                [
                    ("藏书", "ARG1", 0, 1),
                    ("每季度", "ARGM-TMP", 1, 2),
                    ("蜂农", "ARG0", 3, 4),
                    ("清点", "PRED", 4, 5),
                ]
            ]
        ],
    }
    (found,) = find_requirements(
        segment_document(make_document(f"青石县书屋办法\n第一条　{text}")),
        parser=load_parser(model=lambda *_, **__: document),
    )
    assert found.subject == (plain.subject or "蜂农")
    assert found.action == (plain.action or "清点")
    assert found.object == (plain.object or "藏书")


def test_of_predicates_in_one_another_the_nearest_counts() -> None:
    text = "办法规定蜂农每季度清点蜂箱。"
    (plain,) = requirements_in(text)

    class ByHand:
        def __call__(self, _: str) -> list[ParsedWord]:
            return []

        def predicates(self, _: str) -> list[PredicateRoles]:
            outer = PredicateRoles(Span(2, 4), (("ARG0", Span(0, 2)), ("ARG1", Span(4, 13))))
            inner = PredicateRoles(
                Span(9, 11), (("ARG0", Span(4, 6)), ("ARGM-TMP", Span(6, 9)), ("ARG1", Span(11, 13)))
            )
            return [outer, inner]

    document = segment_document(make_document(f"青石县蜂业办法\n第一条　{text}"))
    (found,) = find_requirements(document, parser=ByHand())
    assert found.subject == (plain.subject or "蜂农")
    assert found.object == (plain.object or "蜂箱")


def test_what_the_rules_found_stands_whatever_the_roles_say() -> None:
    text = "县文化局应当每季度检查书屋。"
    (plain,) = requirements_in(text)
    document = {
        "tok": [["县文化局", "应当", "每季度", "检查", "书屋", "。"]],
        "dep": [[(2, "dep"), (0, "root"), (5, "tmod"), (5, "nsubj"), (2, "dobj"), (2, "punct")]],
        "srl": [
            [[("书屋", "ARG0", 4, 5), ("每季度", "ARGM-TMP", 2, 3), ("应当", "PRED", 1, 2), ("检查", "ARG1", 3, 4)]]
        ],
    }
    found = fill_roles(plain, text, load_parser(model=lambda *_, **__: document))
    assert (found.subject, found.action) == (plain.subject, plain.action) == ("县文化局", "检查书屋")


# ------------------------------------------------------------------------------------------------- nothing without being asked


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """HanLP in an environment without a folder for its models: it must not be asked for any."""
    module = ModuleType("hanlp")
    vars(module).update(load=lambda name: pytest.fail(f"{name} was asked for"))
    monkeypatch.setitem(sys.modules, "hanlp", module)
    monkeypatch.delenv("HANLP_HOME", raising=False)
    return module


@pytest.mark.parametrize("name", [None, "CTB9_TOK_ELECTRA_SMALL", "https://models.example/tok.zip"])
def test_no_model_is_fetched_without_a_folder_for_it(name: str | None, stand_in: ModuleType) -> None:
    for load in (load_parser, load_annotator, lambda model: load_tokenizer("hanlp", model=model)):
        with pytest.raises((ParserError, TokenizerError), match="HANLP_HOME") as caught:
            load(model=name)
        assert "本地模型的文件夹" in str(caught.value)


def test_a_path_that_leads_nowhere_is_not_looked_for_elsewhere(stand_in: ModuleType) -> None:
    with pytest.raises(TokenizerError, match=r"没有 HanLP 模型的文件夹 models/gone"):
        load_annotator("models/gone")


@pytest.mark.parametrize(
    "settings",
    [
        '{"classpath": "os.system"}',
        '{"classpath": "hanlp.components.X", "tasks": [{"embed": {"classpath": "nobody.Nothing"}}]}',
        '{"class_path": 1}',
        "no settings",
        "[" * 100_000,
    ],
)
def test_a_folder_that_would_run_something_else_is_not_loaded(
    settings: str, stand_in: ModuleType, tmp_path: Path
) -> None:
    assert stand_in
    (tmp_path / "config.json").write_text(settings, encoding="utf-8")
    with pytest.raises(TokenizerError, match=r"config\.json"):
        load_annotator(str(tmp_path))


def test_while_a_model_is_loaded_the_network_is_off_and_the_home_is_left_alone(
    stand_in: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: dict[str, str] = {}
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name in ("HF_HOME", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    vars(stand_in).update(load=lambda _: seen.update(os.environ) or recorded)
    before = dict(os.environ)
    load_annotator(str(tmp_path))
    assert (seen["HF_HUB_OFFLINE"], seen["TRANSFORMERS_OFFLINE"], seen["HANLP_VERBOSE"]) == ("1", "1", "0")
    assert not Path(seen["HF_HOME"]).is_relative_to(tmp_path)
    assert dict(os.environ) == before
    monkeypatch.setenv("HANLP_HOME", str(tmp_path / "models"))
    load_annotator("CTB9_TOK_ELECTRA_SMALL")
    assert seen["HF_HOME"] == str(tmp_path / "models" / "huggingface")


def test_without_a_network_the_message_names_the_folder(
    stand_in: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def load(_: str) -> None:
        raise SystemExit("Failed to download\nplease retry")

    monkeypatch.setenv("HANLP_HOME", str(tmp_path))
    vars(stand_in).update(load=load)
    with pytest.raises(ParserError, match="没有网络的，请给出本地模型的文件夹") as caught:
        load_parser(model="CTB9_TOK_ELECTRA_SMALL")
    assert len(str(caught.value).splitlines()) == 1


# ------------------------------------------------------------------------------------------------------------ the command


def test_the_command_asks_the_parser_that_is_named(
    stand_in: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = {
        "tok/fine": [["蜂农", "每季度", "清点", "蜂箱", "。"]],
        "dep": [[(3, "nsubj"), (3, "tmod"), (0, "root"), (3, "dobj"), (3, "punct")]],
    }
    vars(stand_in).update(load=lambda _: lambda *_, **__: document)
    (tmp_path / "办法.txt").write_text("青石县蜂业办法\n第一条　蜂农每季度清点蜂箱。\n", encoding="utf-8")
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["extract", "办法.txt", "--parser", "hanlp:model", "--format", "csv"])
    assert "蜂农" in done.stdout
    refused = CliRunner().invoke(cli, ["extract", "办法.txt", "--parser", "ltp"], standalone_mode=False)
    assert isinstance(refused.exception, ParserError)
    assert "需要 hanlp" in str(refused.exception)
