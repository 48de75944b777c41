"""duizhao in a spaCy pipeline: places exact to the character whatever the tokens are, and everything read back as it was written."""

from __future__ import annotations

import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import duizhao as dz
from duizhao.language import Edit, OffsetMap, Span, replay

spacy = pytest.importorskip("spacy", reason="spaCy is not installed (test extra)")

from spacy import displacy  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

from duizhao.spacy_pipes import (  # noqa: E402
    CleanerPipe,
    OffsetsUnknownError,
    PipeSettings,
    RequirementPipe,
    UnitPipe,
    displacy_options,
    label_colors,
)

if TYPE_CHECKING:
    from spacy.language import Language

GROUPS = ("duizhao_units", "duizhao_sentences", "duizhao_requirements", "duizhao_edits")
STORED = (*GROUPS, "duizhao_documents", "duizhao_clean")
# A blank inside a label, floods, half-width marks and a line that a word processor broke: cleaning changes what stands at every border.
TEXT = (
    "\ufeff东溪市书屋服务措施\r\n\r\n　　第一条　书屋应当每季度至少举办1次讲座,,,,并且公布结果。。。\r\n"
    "　　第二条  读者意见应当在15个工作日内答复；定期公开\n（市文化局负责，2031年6月底前完成）\n　　第三条 书屋免费开放。\n"
)


def pipeline(segmenter: str = "char", **config: str) -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("duizhao_cleaner", config=config)
    nlp.add_pipe("duizhao_requirements", config=config)
    return nlp


@pytest.fixture(scope="module", params=("char", "jieba"))
def nlp(request: pytest.FixtureRequest) -> Language:
    return pipeline(request.param)


@pytest.fixture(scope="module")
def by_characters() -> Language:
    return pipeline()


def records(doc: Doc) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in GROUPS:
        yield from ((name, record) for record in doc._.get(name).values())


def assert_exact(doc: Doc) -> None:
    """Every place is that of the text, every span covers its place with as few tokens as can be, and leads back to its record."""
    edits = [Edit(Span(one["start_char"], one["end_char"]), one["new"], "") for one in doc._.duizhao_edits.values()]
    text = doc.text  # put together at every asking
    assert replay(text, edits) == doc._.duizhao_clean
    offsets = OffsetMap(edits)
    for name, record in records(doc):
        start, end = record["start_char"], record["end_char"]
        assert 0 <= start <= end <= len(text)
        told = record.get("quote") or record.get("text")
        if told:
            assert told in offsets.to_text(Span(start, end)).of(doc._.duizhao_clean), (name, record)
    for name in GROUPS:
        found = {span.id_: span for span in doc.spans[name]}
        placed = {key: one for key, one in doc._.get(name).items() if one["start_char"] < one["end_char"]}
        assert list(found) == list(placed)
        for key, span in found.items():
            record = placed[key]
            assert span._.duizhao == record
            start, end = span.start_char, span.end_char + len(span[-1].whitespace_)
            assert start <= record["start_char"] < record["end_char"] <= end
            # Without its first or its last token it would not cover the place.
            assert record["start_char"] < start + len(span[0].text_with_ws)
            assert record["end_char"] > end - len(span[-1].text_with_ws)


# ------------------------------------------------------------------------------------------------------------ what is found


def test_one_pipe_gives_units_and_requirements() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("duizhao_requirements")
    doc = nlp(TEXT)
    assert [(span.id_, span.label_, span.kb_id_) for span in doc.spans["duizhao_units"]] == [
        ("1", "article", "第一条"),
        ("2", "article", "第二条"),
        ("3", "article", "第三条"),
    ]
    found = doc.spans["duizhao_requirements"]
    assert [(span.id_, span.text, span.label_, span.kb_id_) for span in found] == [
        ("1#1", "每季度至少举办1次", "frequency", "每季度≥1次"),
        ("2#1", "15个工作日内", "deadline", "≤15个工作日"),
        ("2#2", "定期", "frequency", "定期"),
        ("2#3", "2031年6月底前", "deadline", "2031年6月30日前"),
    ]
    assert found[0]._.duizhao["modality"] == "应当"
    assert found[3]._.duizhao["sentence"] is None
    assert doc._.duizhao_units["2"]["responsible"] == {"lead": ["市文化局"], "support": []}
    assert doc._.duizhao_sentences["1:1"]["text"] == "书屋应当每季度至少举办1次讲座，并且公布结果。"
    assert doc._.duizhao_documents[0]["title"] == "东溪市书屋服务措施"
    assert doc._.duizhao_clean is None
    assert doc.text == TEXT


def test_the_cleaner_says_what_it_would_change(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc._.duizhao_clean == dz.corpus.clean(TEXT).text
    flood = next(span for span in doc.spans["duizhao_edits"] if span.text == ",,,,")
    assert (flood.label_, flood.kb_id_, flood._.duizhao["new"]) == ("replaced", "flood_comma", "，")
    start, end = doc._.duizhao_to_clean(flood.start_char, flood.end_char)
    assert doc._.duizhao_clean[start:end] == "，"
    assert doc._.duizhao_to_raw(start, end) == (flood.start_char, flood.end_char)
    cleaned_again = nlp(doc._.duizhao_clean)
    assert cleaned_again._.duizhao_edits == {}
    assert list(cleaned_again._.duizhao_requirements) == list(doc._.duizhao_requirements)


def test_without_the_cleaner_places_are_refused() -> None:
    with pytest.raises(OffsetsUnknownError, match="duizhao_cleaner"):
        UnitPipe()(spacy.blank("zh")("书屋"))._.duizhao_to_raw(0, 1)


def test_several_documents_of_a_text_are_told_apart(by_characters: Language) -> None:
    doc = by_characters("借阅办法\n第一条 免费。\n第二条 延长。\n读者办法\n第一条 守时。\n第二条 每月安静1次。")
    assert list(doc._.duizhao_units) == ["1/1", "1/2", "2/1", "2/2"]
    assert [one["title"] for one in doc._.duizhao_documents] == ["借阅办法", "读者办法"]
    assert doc.spans["duizhao_requirements"][0]._.duizhao["unit"] == "2/2"
    assert_exact(doc)


def test_annexes_are_read_where_they_are_asked_for() -> None:
    text = "一、书屋免费开放。\n二、书屋每年清点。\n附件\n书屋名单\n1.东溪书屋每月清点1次"
    for parts, units in (("body", ["1", "2"]), ("all", ["1", "2", "a1.1"])):
        doc = RequirementPipe(PipeSettings(parts=parts))(spacy.blank("zh")(text))
        assert list(doc._.duizhao_units) == units


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "a\r\n", "hello <b>", "第一条"])
def test_texts_that_say_nothing(nlp: Language, text: str) -> None:
    assert_exact(nlp(text))


# ------------------------------------------------------------------------------------------------------ exact to the character


def test_the_sample_is_exact(nlp: Language, sample: Path) -> None:
    for path in sorted(sample.glob("*.txt")):
        parsed = dz.read(path)
        doc = nlp(parsed.document.raw)
        assert_exact(doc)
        assert list(doc._.duizhao_units) == [unit.id for unit in parsed.units]
        assert list(doc._.duizhao_sentences) == [sentence.id for sentence in parsed.sentences]
        quotes = [one["quote"] for one in doc._.duizhao_requirements.values()]
        assert quotes == dz.requirements(parsed).quote.tolist()


def test_real_documents_are_exact(shared: Path, by_characters: Language) -> None:
    """By characters, where a span is its place: tokens of any length are tried below, and jieba's on the sample."""
    seen = 0
    for path in sorted((shared / "corpus").glob("*.txt")):
        documents = dz.read_documents(path)
        doc = by_characters(documents[0].document.raw)
        assert_exact(doc)
        # A blank behind a token belongs to it: what cleaning would do to blanks has no tokens of its own.
        text = doc.text
        assert all(span.text == text[slice(*_place(span))] for name in GROUPS[:3] for span in doc.spans[name])
        texts = [sentence.text for one in documents for sentence in one.sentences]
        assert [one["text"] for one in doc._.duizhao_sentences.values()] == texts
        seen += len(texts)
    assert seen > 500


def _place(span: Any) -> tuple[int, int]:
    return span._.duizhao["start_char"], span._.duizhao["end_char"]


@settings(max_examples=25)
@given(st.lists(st.integers(1, len(TEXT) - 1), max_size=60))
def test_tokens_that_straddle_a_border_lose_no_character(by_characters: Language, cuts: list[int]) -> None:
    """Whatever a segmenter cuts, the places are the same, and the spans cover them."""
    borders = [0, *sorted(set(cuts)), len(TEXT)]
    words = [TEXT[start:end] for start, end in pairwise(borders)]
    doc = by_characters(Doc(by_characters.vocab, words=words, spaces=[False] * len(words)))
    assert doc.text == TEXT
    assert_exact(doc)
    assert list(records(doc)) == list(records(by_characters(TEXT)))


def test_words_of_pkuseg(by_characters: Language, tmp_path: Path) -> None:
    """Its models have to be fetched; a small one, fitted here in a fraction of a second, cuts badly, which is all the better."""
    pkuseg = pytest.importorskip("spacy_pkuseg", reason="spacy-pkuseg is not installed")
    words = "书屋 应当 每季度 至少 举办 1 次 讲座 ， 并且 公布 结果 。\n读者 意见 应当 在 15 个 工作日 内 答复 ；\n"
    (tmp_path / "words.txt").write_text(words * 20, encoding="utf-8")
    pkuseg.train(*[str(tmp_path / "words.txt")] * 2, str(tmp_path / "model"), train_iter=2)
    nlp = pipeline("pkuseg")
    nlp.tokenizer.initialize(pkuseg_model=str(tmp_path / "model"))
    doc = nlp(TEXT)
    assert len(doc) < len(TEXT)
    assert_exact(doc)
    assert list(records(doc)) == list(records(by_characters(TEXT)))


def test_what_a_span_does_with_a_token_that_is_cut() -> None:
    vocab = spacy.blank("zh").vocab
    words = ["第一条 书屋应当", "每季", "度举办1次讲", "座。"]
    found = {}
    for mode in ("expand", "contract", "strict"):
        doc = RequirementPipe(PipeSettings(alignment_mode=mode))(Doc(vocab, words=words, spaces=[False] * 4))
        assert [one["start_char"] for one in doc._.duizhao_requirements.values()] == [8]
        group = doc.spans["duizhao_requirements"]
        assert group.attrs["alignment_mode"] == mode
        found[mode] = [span.text for span in group]
    assert found == {"expand": ["每季度举办1次讲"], "contract": ["每季"], "strict": []}


# ------------------------------------------------------------------------------------------------- written and read back


def same(one: Doc, other: Doc, *, stored: bool = True) -> None:
    for name in GROUPS:
        places = [[(s.start, s.end, s.label_, s.id_, s.kb_id_) for s in doc.spans[name]] for doc in (one, other)]
        assert places[0] == places[1]
    assert one.text == other.text
    if stored:
        # DocBin gives tuples where lists were stored (spaCy reads its bytes so); as JSON they are the same.
        written = [json.dumps([doc._.get(name) for name in STORED], ensure_ascii=False) for doc in (one, other)]
        assert written[0] == written[1]


def test_documents_are_read_back(nlp: Language) -> None:
    doc = nlp(TEXT)
    same(doc, Doc(nlp.vocab).from_bytes(doc.to_bytes()))
    same(doc, pickle.loads(pickle.dumps(doc)))  # noqa: S301  made a moment ago
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(kept).get_docs(spacy.blank("zh").vocab)
    same(doc, back)
    assert_exact(back)
    # Without the attributes the spans are there with their ids.
    (bare,) = DocBin(docs=[doc]).get_docs(spacy.blank("zh").vocab)
    same(doc, bare, stored=False)
    assert bare.spans["duizhao_units"][0]._.duizhao is None
    assert doc.to_json(underscore=["duizhao_requirements"])["_"]["duizhao_requirements"] == doc._.duizhao_requirements


def test_a_pipeline_is_read_back_where_nothing_was_imported(by_characters: Language, tmp_path: Path) -> None:
    """A new process knows the components by their entry points alone; nothing has to be trained or shown examples."""
    nlp = by_characters
    nlp.initialize()
    nlp.to_disk(tmp_path / "pipeline")
    doc = nlp(TEXT)
    (tmp_path / "doc").write_bytes(doc.to_bytes())
    asked = (
        "import spacy, sys; from pathlib import Path; from spacy.tokens import Doc\n"
        "nlp = spacy.load('pipeline')\n"
        "stored = Doc(nlp.vocab).from_bytes(Path('doc').read_bytes())\n"
        "new = nlp(stored.text)\n"
        "assert new.to_bytes() == stored.to_bytes()\n"
        "assert new.spans['duizhao_units'][0]._.duizhao['label'] == '第一条'\n"
        "print(nlp.pipe_names)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert (done.stdout, done.stderr) == ("['duizhao_cleaner', 'duizhao_requirements']\n", "")


# Python 3.12 warns of every fork of a process that has threads.
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_two_processes_find_the_same(by_characters: Language) -> None:
    texts = [TEXT, TEXT.replace("每季度", "每月"), "书屋"]
    for one, other in zip(by_characters.pipe(texts), by_characters.pipe(texts, n_process=2, batch_size=1), strict=True):
        same(one, other)


def test_components_travel() -> None:
    for pipe in (UnitPipe(), RequirementPipe(PipeSettings(lang="zh")), CleanerPipe()):
        assert pickle.loads(pickle.dumps(pipe)) == pipe  # noqa: S301  made a moment ago


# --------------------------------------------------------------------------------------------------------- settings, colours


def test_settings_are_refused_by_their_names() -> None:
    with pytest.raises(ValueError, match="alignment_mode"):
        spacy.blank("zh").add_pipe("duizhao_units", config={"alignment_mode": "roughly"})
    with pytest.raises(ValueError, match="parts must be one of body, all"):
        PipeSettings(parts="annexes")  # type: ignore[arg-type]


def test_labels_in_chinese() -> None:
    doc = pipeline(lang="zh")(TEXT)
    labels = {span.label_ for name in GROUPS for span in doc.spans[name]}
    assert labels == {"条款", "正文", "频次", "时限", "删去", "改为"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_label_has_its_colour_in_displacy(lang: str, sample: Path) -> None:
    doc = pipeline(lang=lang)(dz.read(sample / "local_yunzhou.txt").document.raw[:900])
    colors = label_colors()
    for name in GROUPS:
        assert {span.label_ for span in doc.spans[name]} <= colors.keys()
        for options in ({"spans_key": name}, displacy_options(name)):
            page = displacy.render(doc, style="span", options=options, jupyter=False)
            assert all(f"background: {colors[span.label_]}" in page for span in doc.spans[name] if span.text.strip())


def test_labels_are_not_broken() -> None:
    """Otherwise displaCy breaks them at the width of the first token, which is one character: they would lie over the next line of text."""
    doc = pipeline(lang="zh")(TEXT)
    page = displacy.render(doc, style="span", options=displacy_options("duizhao_requirements"), jupyter=False)
    assert page.count("white-space: nowrap") == len(doc.spans["duizhao_requirements"])


def test_displacy_gets_no_markup_from_the_text() -> None:
    doc = RequirementPipe()(spacy.blank("zh")("第一条 书屋每年举办讲座超过3<b>次，面积大于5<i>平方米，每年<u>3次。"))
    page = displacy.render(doc, style="span", options={"spans_key": "duizhao_requirements"}, jupyter=False)
    assert not any(mark in page for mark in ("<b>", "<i>", "<u>", "<script"))
    assert all("<" not in span.kb_id_ for span in doc.spans["duizhao_requirements"])


def test_without_spacy_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.delitem(sys.modules, "duizhao.spacy_pipes")
    with pytest.raises(ImportError, match=r"pip install '\.\[spacy\]'"):
        importlib.import_module("duizhao.spacy_pipes")
