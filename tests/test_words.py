"""Words: what each tokenizer makes of a text, that the words make up the text, and that nobody else can change the result."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.corpus import DuizhaoError, make_document, read_document
from duizhao.corpus.errors import TokenizerError
from duizhao.language import Span, load_table
from duizhao.segmenter import Tokenizer, load_tokenizer, segment_document
from duizhao.segmenter.lexicon import Lexicon, Term, load_lexicon
from duizhao.segmenter.words import _with_table

ROOT = Path(__file__).resolve().parent.parent
TABLE = load_table("duizhao.segmenter", "words")
ROWS: list[dict[str, Any]] = TABLE["word"]


def texts(tokenizer: Tokenizer, text: str) -> list[str]:
    return [word.text for word in tokenizer(text)]


@pytest.fixture(scope="module")
def plain() -> Lexicon:
    """The dictionary of jieba without the table."""
    return load_lexicon()


@pytest.fixture(scope="module")
def jieba_words() -> Tokenizer:
    return load_tokenizer()


# --------------------------------------------------------------------------------------------------------- what it cuts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("各级党委（党组）书记", "各级/党委（党组）/书记"),
        ("推行“双随机、一公开”监管", "推行/“/双随机、一公开/”/监管"),
        ("实行随机抽查、公开结果", "实行/随机/抽查/、/公开/结果"),
        ("推进“互联网＋政务服务”", "推进/“/互联网＋政务服务/”"),
        ("党委、党组", "党委/、/党组"),
        ("研究“三重一大”事项", "研究/“/三重一大/”/事项"),
        ("由村（居）民委员会协助", "由/村（居）民委员会/协助"),
        ("增长5.5%，覆盖120个乡镇", "增长/5.5%/，/覆盖/120/个/乡镇"),
        ("GDP与COVID-19", "GDP/与/COVID/-/19"),
        ("一、二", "一/、/二"),
        ("甲\r\n  乙\u3000", "甲/\r\n  /乙/\u3000"),
        ("", ""),
    ],
)
def test_jieba_cuts(jieba_words: Tokenizer, text: str, words: str) -> None:
    assert "/".join(texts(jieba_words, text)) == words


def test_jieba_gives_parts_of_speech_where_the_dictionary_has_them(jieba_words: Tokenizer) -> None:
    tagged = {word.text: word.tag for word in jieba_words("市长每年召开2次GDP谈心谈话， 尹岚笙参加")}
    assert tagged == {
        **{"市长": "n", "每年": "r", "召开": "v", "2": "m", "次": "q", "GDP": "eng", "谈心谈话": "v"},
        **{"，": "x", " ": "x", "尹岚笙": None, "参加": "v"},
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("县委一把手", "县/委/一/把/手"),
        ("增长5.5%、达１２．５％", "增/长/5.5%/、/达/１２．５％"),
        ("GDP与AI", "GDP/与/AI"),
        ("甲 \n乙", "甲/ \n/乙"),
        ("第3.条", "第/3/./条"),
    ],
)
def test_char_keeps_latin_words_and_numbers_whole(text: str, words: str) -> None:
    found = load_tokenizer("char")(text)
    assert "/".join(word.text for word in found) == words
    assert {word.tag for word in found} == {None}


def test_the_words_of_a_sentence_have_a_place_in_the_document(jieba_words: Tokenizer) -> None:
    document = segment_document(make_document("第一条 图书馆应当开放。市民凭证借阅。"))
    sentence = document.unit("1").sentences[1]
    places = [word.span.shifted(sentence.span.start) for word in jieba_words(sentence.text)]
    assert [place.of(document.document.text) for place in places] == ["市民", "凭证", "借阅", "。"]


# ------------------------------------------------------------------------------------------------------------- partition

POLICY = st.lists(
    st.sampled_from(
        [row["term"] for row in ROWS]
        + list("的了在是第一二三四五（）()、，。；“”＋+ \n\t\u3000\x00\x1f")
        + [
            "党委",
            "（党组",
            "组）",
            "\r\n",
            "10%",
            "3.5",
            "GDP",
            "a-b",
            "😀",
            "👨‍👩‍👧",
            "𠮷",
            "〇",
            "é",
            "１",
            "\u2028",
            "ﬁ",
        ]
    )
).map("".join)
ANY_TEXT = st.one_of(st.text(), POLICY)


def assert_partition(tokenizer: Tokenizer, text: str) -> None:
    at = 0
    for word in tokenizer(text):
        assert word.span == Span(at, at + len(word.text))
        assert word.text
        assert word.span.of(text) == word.text
        at = word.span.end
    assert at == len(text)


def assert_blanks_are_apart(tokenizer: Tokenizer, text: str) -> None:
    """Each run of blanks is one word, and no other word holds one."""
    blanks = [word.text for word in tokenizer(text) if any(char.isspace() for char in word.text)]
    assert blanks == re.findall(r"\s+", text)


@given(text=ANY_TEXT)
def test_jieba_words_make_up_the_text(jieba_words: Tokenizer, text: str) -> None:
    assert_partition(jieba_words, text)
    assert_blanks_are_apart(jieba_words, text)


@given(text=ANY_TEXT)
def test_char_words_make_up_the_text(text: str) -> None:
    assert_partition(load_tokenizer("char"), text)
    assert_blanks_are_apart(load_tokenizer("char"), text)


@pytest.mark.parametrize("size", [1, 3])
def test_words_of_a_model_that_drops_blanks_make_up_the_text(size: int) -> None:
    tokenizer = load_tokenizer("hanlp", model=without_blanks(size))
    given(text=ANY_TEXT)(lambda text: assert_partition(tokenizer, text))()


@pytest.mark.parametrize("run", ["丈", "哈", "的", "一", "a", "1.", "，", " ", "党委（党组）"])
def test_long_runs_are_cut_without_loss(jieba_words: Tokenizer, run: str) -> None:
    text = run * 12_000
    assert_partition(jieba_words, text)


def test_a_run_of_terms_with_marks_is_cut_into_the_terms(jieba_words: Tokenizer) -> None:
    assert set(texts(jieba_words, "党委（党组）双随机、一公开" * 3)) == {"党委（党组）", "双随机、一公开"}


# ------------------------------------------------------------------------------------------------------------- the table


def test_the_table_is_large_and_has_each_term_once() -> None:
    terms = [row["term"] for row in ROWS]
    assert len(terms) == len(set(terms)) > 250
    assert not [term for term in terms if any(char.isspace() for char in term)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["term"]))
def test_a_term_comes_out_as_its_examples_show(jieba_words: Tokenizer, plain: Lexicon, row: dict[str, Any]) -> None:
    """In ``match`` the term is one word; in ``no_match``, where its beginning stands too, it changes nothing."""
    term: str = row["term"]
    assert row["note"].strip()
    assert row["match"]
    assert row["no_match"]
    assert [text for text in row["match"] if term not in texts(jieba_words, text)] == []
    others = plain.with_terms(other for other in _with_table(()) if other.text != term)
    for text in row["no_match"]:
        assert term[:2] in text, "an example that shares nothing with the term shows nothing"
        assert term not in texts(jieba_words, text)
        assert texts(jieba_words, text) == list(others.cut(text))


def test_the_table_is_needed(plain: Lexicon) -> None:
    """Few of its terms come out of jieba's dictionary as one word in all their examples: those the table is expected to name."""
    known = {row["term"] for row in ROWS if all(row["term"] in list(plain.cut(text)) for text in row["match"])}
    assert known == {"一把手", "一岗双责", "领导班子", "放管服"}


# ----------------------------------------------------------------------------------------------------------- one's terms


def test_terms_of_ones_own_become_words(jieba_words: Tokenizer) -> None:
    text = "推广岚川样板（试行）和双随机抽查"
    own = load_tokenizer(terms=["岚川样板（试行）", "双随机抽查"])
    assert "/".join(texts(own, text)) == "推广/岚川样板（试行）/和/双随机抽查"
    assert "岚川样板" not in "/".join(texts(jieba_words, text)).split("/")
    assert [word.tag for word in own(text)][1] is None


def test_terms_of_ones_own_may_come_in_any_order_and_from_a_generator() -> None:
    terms = ["岚川", "岚川样板", "岚川样板间", "党委（党组）"]
    text = "岚川样板间在岚川，岚川样板也在；党委（党组）"
    forth = load_tokenizer(terms=(term for term in terms))
    back = load_tokenizer(terms=reversed(terms))
    assert forth(text) == back(text)
    assert texts(forth, text)[:3] == ["岚川样板间", "在", "岚川"]


def test_a_lexicon_with_terms_leaves_the_one_it_came_from_alone(plain: Lexicon) -> None:
    before = list(plain.cut("岚川样板（试行）"))
    grown = plain.with_terms([Term("岚川样板（试行）", 10_000)])
    assert list(grown.cut("岚川样板（试行）")) == ["岚川样板（试行）"]
    assert list(plain.cut("岚川样板（试行）")) == before
    both = grown.with_terms([Term("云州（模式）", 10_000)])
    assert list(both.cut("岚川样板（试行）云州（模式）")) == ["岚川样板（试行）", "云州（模式）"]


# -------------------------------------------------------------------------------------------------- jieba, and only jieba


@pytest.fixture(scope="module")
def as_jieba() -> Callable[[str], list[str]]:
    """How jieba itself cuts, blanks left out: an instance that nobody has touched, made without its cache."""
    import jieba  # noqa: PLC0415
    import jieba.finalseg  # noqa: PLC0415

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    assert not jieba.finalseg.Force_Split_Words
    return lambda text: [word for word in tokenizer.cut(text) if not word.isspace()]


def test_without_the_table_the_words_are_those_of_jieba(
    plain: Lexicon, as_jieba: Callable[[str], list[str]], sample: Path
) -> None:
    seen = 0
    for path in sorted(sample.glob("*.txt")):
        text = read_document(path).text
        words = [word for word in plain.cut(text) if not word.isspace()]
        assert words == as_jieba(text)
        seen += len(words)
    assert seen > 1000


@given(text=ANY_TEXT)
def test_without_the_table_any_text_is_cut_as_by_jieba(
    plain: Lexicon, as_jieba: Callable[[str], list[str]], text: str
) -> None:
    assert [word for word in plain.cut(text) if not word.isspace()] == as_jieba(text)


def run(script: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A new Python, whose folder for temporary files is ``folder``."""
    return subprocess.run(
        [sys.executable, *options, "-c", script],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


SAMPLE = "各级党委（党组）一把手要听取述责述廉，组织生活垃圾分类，江大桥在南京市长江大桥上研究云计算，杭研大厦"

# All that can be done to jieba as a module: words, dictionaries, patterns, models.
TAMPERED = """
import jieba, jieba.posseg, jieba.finalseg, logging, re, tempfile, pathlib
jieba.setLogLevel(logging.ERROR)
folder = pathlib.Path(tempfile.gettempdir())
(folder / "words.txt").write_text("要听取 99999999 n\\n南京市长 99999999 n\\n", encoding="utf-8")
(folder / "other.txt").write_text("各级党委 5 n\\n手 1 n\\n", encoding="utf-8")
jieba.add_word("手要听", 99999999)
jieba.load_userdict(str(folder / "words.txt"))
jieba.suggest_freq(("一", "把手"), True)
for word in ("南京市", "杭研", "一把手", "垃圾"):
    jieba.del_word(word)
jieba.posseg.dt.word_tag_tab["垃圾"] = "zz"
{then}
jieba.re_han_default = re.compile("(要+)")
jieba.posseg.re_han_internal = re.compile("(要+)")
jieba.set_dictionary(str(folder / "other.txt"))
"""
OURS = """
import json
from duizhao.segmenter import load_tokenizer
def cut():
    return [(word.text, word.tag) for word in load_tokenizer()(SAMPLE)]
"""


def test_nothing_done_to_jieba_changes_the_words(jieba_words: Tokenizer, tmp_path: Path) -> None:
    script = f"SAMPLE = {SAMPLE!r}\n{OURS}{TAMPERED.format(then='')}print(json.dumps([cut(), jieba.lcut(SAMPLE)]))"
    done = run(script, tmp_path, "-W", "ignore")
    assert done.returncode == 0, done.stderr
    ours, theirs = json.loads(done.stdout)
    assert ours == [[word.text, word.tag] for word in jieba_words(SAMPLE)]
    assert theirs != [text for text, _ in ours], "the tampering was without effect"


def test_loading_changes_nothing_for_those_who_use_jieba(tmp_path: Path) -> None:
    """What jieba answers, and what it keeps, is the same whether or not tokenizers are loaded before and after."""
    asked = TAMPERED.format(then="before = [jieba.lcut(SAMPLE), [str(pair) for pair in jieba.posseg.cut(SAMPLE)]]")
    told = """
print(json.dumps([before, jieba.lcut(SAMPLE), len(jieba.dt.FREQ), jieba.dt.total, sorted(jieba.finalseg.Force_Split_Words),
                  jieba.re_han_default.pattern, len(jieba.default_logger.handlers)]))
"""
    head = f"SAMPLE = {SAMPLE!r}\nimport json\n"
    without = run(head + asked + told, tmp_path, "-W", "ignore")
    around = run(head + OURS + "cut()\n" + asked + "cut()\n" + told, tmp_path, "-W", "ignore")
    assert (without.returncode, around.returncode) == (0, 0), around.stderr
    assert without.stdout == around.stdout != ""


def test_loading_is_silent_imports_no_jieba_and_leaves_no_file(tmp_path: Path) -> None:
    script = f"SAMPLE = {SAMPLE!r}\n{OURS}import sys\ncut()\nprint([n for n in sys.modules if 'jieba' in n or 'pkg_res' in n])"
    done = run(script, tmp_path, "-W", "error")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_somebody_left_is_not_read(jieba_words: Tokenizer, tmp_path: Path) -> None:
    import marshal  # noqa: PLC0415

    poison = marshal.dumps(({"要听取": 99_999_999, "要": 0, "要听": 0}, 99_999_999))
    (tmp_path / "jieba.cache").write_bytes(poison)
    script = f"SAMPLE = {SAMPLE!r}\n{OURS}print(json.dumps(cut()))"
    done = run(script, tmp_path)
    assert json.loads(done.stdout) == [[word.text, word.tag] for word in jieba_words(SAMPLE)]
    assert (tmp_path / "jieba.cache").read_bytes() == poison


def test_start_up_reads_no_dictionary(tmp_path: Path) -> None:
    script = "import sys, duizhao, duizhao.segmenter.words; print([n for n in ('jieba', 'hanlp', 'torch') if n in sys.modules])"
    done = run(script, tmp_path, "-X", "importtime")
    assert done.stdout == "[]\n"
    assert "jieba" not in done.stderr
    assert "prob_emit" not in done.stderr


def test_two_threads_may_load_and_cut_at_once(jieba_words: Tokenizer) -> None:
    def work(name: str) -> list[str]:
        return texts(load_tokenizer(terms=[name]), SAMPLE + name)

    names = ["岚川样板", "云州模式"]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, names)) == [[*texts(jieba_words, SAMPLE), name] for name in names]
        shared = list(pool.map(jieba_words, [SAMPLE] * 8))
    assert set(shared) == {jieba_words(SAMPLE)}


@pytest.mark.parametrize("name", ["jieba", "char"])
def test_a_tokenizer_travels_to_another_process(name: str) -> None:
    tokenizer = load_tokenizer(name)
    assert pickle.loads(pickle.dumps(tokenizer))(SAMPLE) == tokenizer(SAMPLE)  # noqa: S301


# --------------------------------------------------------------------------------------------------------------- refusals


def refused(*hints: str, **arguments: Any) -> None:
    with pytest.raises(TokenizerError) as caught:
        load_tokenizer(**arguments)("县委要 谈心谈话。")
    assert isinstance(caught.value, DuizhaoError)
    for hint in hints:
        assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    refused("thulac", "char、hanlp、jieba", name="thulac")
    refused("Jieba", "char、hanlp、jieba", name="Jieba")


def test_what_a_tokenizer_has_no_use_for_is_refused() -> None:
    refused("terms", "char", name="char", terms=["一把手"])
    refused("model", "char", name="char", model="x")
    refused("model", "jieba", model=without_blanks(1))


@pytest.mark.parametrize("terms", ["一把手", [""], ["一 把手"], ["甲", "乙\n丙"], ["　"]])
def test_terms_that_are_none_are_refused(terms: Any) -> None:
    refused("请", terms=terms)


def test_jieba_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    refused("pip install jieba")
    monkeypatch.setitem(sys.modules, "jieba", types.ModuleType("jieba"))
    refused("pip install jieba")


@pytest.mark.parametrize(
    ("dictionary", "tables"),
    [
        (None, "P = {}"),
        ("甲 1", "P = {}"),
        ("甲 一 n", "P = {}"),
        ("甲 1 n", None),
        ("甲 1 n", "P = {}"),
        ("甲 1 n", "Q = {}"),
        ("甲 1 n", "P = {"),
    ],
)
def test_a_jieba_that_is_damaged_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dictionary: str | None, tables: str | None
) -> None:
    package = tmp_path / "jieba"
    (package / "finalseg").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('nobody imports it')", encoding="utf-8")
    if dictionary is not None:
        (package / "dict.txt").write_text(dictionary, encoding="utf-8")
    for name in ("start", "trans", "emit") if tables is not None else ():
        (package / "finalseg" / f"prob_{name}.py").write_text(str(tables), encoding="utf-8")
    monkeypatch.delitem(sys.modules, "jieba", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    refused("jieba", "0.42.1", "pip install")


def test_hanlp_that_is_not_installed_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hanlp", None)
    refused("pip install '.[hanlp]'", name="hanlp")
    refused("pip install '.[hanlp]'", name="hanlp", model="某个模型")


# ------------------------------------------------------------------------------------- HanLP: a stand-in of its shape only


def without_blanks(size: int) -> Callable[[list[str]], list[list[str]]]:
    """A model that cuts every sentence into pieces of ``size`` characters and drops the blanks, as HanLP does."""

    def model(sentences: list[str]) -> list[list[str]]:
        solid = ["".join(sentence.split()) for sentence in sentences]
        return [[text[i : i + size] for i in range(0, len(text), size)] for text in solid]

    return model


class StandIn(types.ModuleType):
    """What of HanLP 2.x is used: ``hanlp.load`` and ``hanlp.pretrained.tok``."""

    def __init__(self) -> None:
        super().__init__("hanlp")
        self.pretrained = types.SimpleNamespace(tok=types.SimpleNamespace(COARSE_ELECTRA_SMALL_ZH="https://coarse"))
        self.loaded: list[str] = []
        self.asked: list[list[str]] = []

    def load(self, identifier: str) -> Callable[[list[str]], list[list[str]]]:
        self.loaded.append(identifier)

        def model(sentences: list[str]) -> list[list[str]]:
            self.asked.append(sentences)
            return without_blanks(1)(sentences)

        return model


@pytest.fixture
def hanlp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StandIn:
    """HanLP, and a folder that it may fetch models into."""
    stand_in = StandIn()
    monkeypatch.setenv("HANLP_HOME", str(tmp_path / "models"))
    monkeypatch.setitem(sys.modules, "hanlp", stand_in)
    return stand_in


def test_hanlp_loads_the_model_one_names_or_its_small_one(hanlp: StandIn, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    load_tokenizer("hanlp")
    load_tokenizer("hanlp", model=str(own))
    load_tokenizer("hanlp", model="LARGE_ALBERT_BASE")
    assert hanlp.loaded == ["https://coarse", str(own.resolve()), "LARGE_ALBERT_BASE"]


def test_hanlp_gets_sentences_and_its_words_get_their_places(hanlp: StandIn) -> None:
    text = "\u3000县委 开会。 \n 市委谈心谈话；党委（党组）参加"
    words = load_tokenizer("hanlp", terms=["县委"])(text)
    assert hanlp.asked == [["县委 开会。", "市委谈心谈话；", "党委（党组）参加"]]
    assert "/".join(word.text for word in words) == "\u3000/县委/ /开/会/。/ \n /市/委/谈心谈话/；/党委（党组）/参/加"
    assert [word.tag for word in words if word.tag] == ["v", "n"]


def test_hanlp_never_gets_more_than_it_can_take(hanlp: StandIn) -> None:
    text = "甲，" * 300 + "乙" * 1200 + " " * 600 + "丙。"
    assert_partition(load_tokenizer("hanlp"), text)
    (asked,) = hanlp.asked
    assert max(map(len, asked)) <= 500
    assert asked[0].endswith("，")
    assert not [portion for portion in asked if portion.isspace()]


def test_hanlp_is_not_asked_about_a_text_without_words(hanlp: StandIn) -> None:
    tokenizer = load_tokenizer("hanlp")
    assert tokenizer("") == ()
    assert texts(tokenizer, " \n ") == [" \n "]
    assert hanlp.asked == []


def test_a_word_may_hold_a_blank() -> None:
    tokenizer = load_tokenizer("hanlp", model=lambda _: [["iPhone X", "和", "WiFi6"]])
    assert texts(tokenizer, "iPhone X和 WiFi 6") == ["iPhone X", "和", " ", "WiFi 6"]


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ([["县委", "要", "谈心"]], "漏了"),
        ([["县委", "要", "谈心谈话", "。", "。"]], "对不上"),
        ([["县委", "需", "谈心谈话", "。"]], "“需”"),
        ([["谈心谈话", "县委"]], "对不上"),
        ([["县委要[UNK]"]], "对不上"),
        ([[["县委", 0, 2], ["要", 2, 3]]], "output_spans"),
        ([], "1 句"),
        ([["县委"], ["要"]], "2 组"),
    ],
)
def test_words_that_are_not_those_of_the_text_are_refused(answer: Sequence[Any], hint: str) -> None:
    refused(hint, "请", name="hanlp", model=lambda _: answer)


@pytest.mark.parametrize("failure", [FileNotFoundError("no such identifier"), SystemExit(1), OSError("offline")])
def test_a_model_that_cannot_be_had_is_named(
    hanlp: StandIn, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def load(_: str) -> None:
        raise failure

    monkeypatch.setattr(hanlp, "load", load)
    refused("模型", "models/own", name="hanlp", model="models/own")
