"""HanLP itself: a model trained by its own code, saved, and loaded by ours; its documents, its words, its sentences.

Skipped where HanLP is not installed: it brings PyTorch, which nobody should need to test the rest (docs/hanlp.md says how to run it).
"""

# ruff: noqa: PLC0415  the packages are there only where HanLP is installed
from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command import COMMAND, environment
from tiny_hanlp import SENTENCES, train, words

from duizhao.corpus import TokenizerError, make_document
from duizhao.extract import find_requirements, load_parser
from duizhao.segmenter import load_annotator, load_tokenizer, segment_document, split_sentences

pytest.importorskip("hanlp", reason="HanLP is not installed (duizhao[hanlp]): docs/hanlp.md says how to run these")
pytest.importorskip("torch", reason="PyTorch is not installed, which HanLP needs")
# Packages that we only pass through warn of each other.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model."""
    return train(tmp_path_factory.mktemp("hanlp"))


def test_words_and_parts_of_speech_of_a_trained_model(model: Path) -> None:
    tokenizer = load_tokenizer("hanlp", model=str(model))
    for sentence in SENTENCES:
        expected = [tuple(word.split("/")[:2]) for word in sentence.split()]
        assert [(word.text, word.tag) for word in tokenizer("".join(words(sentence)))] == expected
    text = "蜂农 每季度清点蜂箱。\n\n书屋应当每周开放。"
    found = tokenizer(text)
    assert "".join(word.text for word in found) == text
    assert [word.span.of(text) for word in found] == [word.text for word in found]


def test_names_heads_and_roles_lie_where_they_stand(model: Path) -> None:
    text = "县文化局每年检查书屋。\n蜂农应当每年报送数目。"
    found = load_annotator(str(model))(text)
    assert [(one.span.of(text), one.kind) for one in found.entities] == [
        ("县文化局", "ORGANIZATION"),
        ("每年", "DATE"),
        ("每年", "DATE"),
    ]
    assert [(text[one.predicate.start : one.predicate.end], len(one.roles)) for one in found.predicates] == [
        ("检查", 3),
        ("报送", 4),
    ]
    assert [head for head, _ in found.heads] == [2, 2, -1, 2, 2, 8, 8, 8, -1, 8, 8]


def test_subject_act_and_object_of_a_document(model: Path) -> None:
    document = segment_document(
        make_document("青石县蜂业办法\n第一条　蜂农每季度清点蜂箱。\n第二条　蜂农应当每年报送数目。")
    )
    found = find_requirements(document, parser=load_parser(model=str(model)))
    assert [(one.subject, one.object) for one in found] == [("蜂农", "蜂箱"), ("蜂农", "数目")]


def test_the_command_writes_nothing_into_the_home_and_asks_no_network(model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "办法.txt").write_text("青石县蜂业办法\n第一条　蜂农每季度清点蜂箱。\n", encoding="utf-8")
    env = environment(HOME=str(home), USERPROFILE=str(home), HF_HUB_OFFLINE="0")
    for name in ("HF_HOME", "HANLP_HOME"):
        env.pop(name, None)
    done = subprocess.run(
        [*COMMAND, "extract", "办法.txt", "--parser", f"hanlp:{model}"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        check=True,
    )
    (row,) = json.loads(done.stdout)
    assert (row["subject"], row["object"]) == ("蜂农", "蜂箱")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("content", ["{}", "not json", '{"classpath": "nobody.Nothing"}'])
def test_a_folder_that_holds_no_model_is_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(TokenizerError, match=r"读不到模型|不载入") as caught:
        load_tokenizer("hanlp", model=str(tmp_path))
    assert len(str(caught.value).splitlines()) == 1


def test_documents_of_hanlp_are_read() -> None:
    from hanlp_common.document import Document

    document = Document({"tok/fine": [["书屋", "每周", "开放"]], "dep": [[(3, "nsubj"), (3, "tmod"), (0, "root")]]})
    assert [relation for _, relation in load_annotator(lambda *_, **__: document)("书屋每周开放").heads] == [
        "nsubj",
        "tmod",
        "root",
    ]


def test_terms_are_joined_as_hanlps_own_dictionary_finds_them() -> None:
    from hanlp_trie import Trie

    terms = ["党委（党组）", "谈心谈话", "党委"]
    text = "县党委（党组）应当谈心谈话，党委负责。"
    theirs = [text[start:end] for start, end, _ in Trie(dict.fromkeys(terms, True)).parse_longest(text)]
    tokenizer = load_tokenizer("hanlp", terms=terms, model=lambda sentences: [list(one) for one in sentences])
    assert [word.text for word in tokenizer(text) if word.text in terms] == theirs


def test_hanlps_sentence_splitter_and_ours_agree_on_plain_sentences() -> None:
    from hanlp.utils.rules import split_sentence

    text = "书屋每周开放。蜂农应当报送数目！图书馆是否清点藏书？"
    assert [span.of(text) for span in split_sentences(text, 0, len(text))] == list(split_sentence(text))
