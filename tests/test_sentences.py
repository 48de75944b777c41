"""Where a paragraph is cut into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.segmenter import split_sentences

CUTS = [
    # 。！？； cut, and stay on their left
    ("开门。借书！还书？关门；锁门", ["开门。", "借书！", "还书？", "关门；", "锁门"]),
    ("开门，借书、还书：都免费", ["开门，借书、还书：都免费"]),
    ("共1.5万册,每册3.2元.", ["共1.5万册,每册3.2元."]),
    ("等等……再说。", ["等等……再说。"]),
    # not inside quotation marks, brackets, titles
    ("做到“勤扫；勤擦；勤添”。再检查。", ["做到“勤扫；勤擦；勤添”。", "再检查。"]),
    ("做到‘勤扫；勤擦’。", ["做到‘勤扫；勤擦’。"]),
    ("办证（含补办；不收钱。）之后借书。", ["办证（含补办；不收钱。）之后借书。"]),
    ("办证(含补办；不收钱)。借书。", ["办证(含补办；不收钱)。", "借书。"]),
    ("按《怎么办？》一书办理。", ["按《怎么办？》一书办理。"]),
    ("办证【注：免费。】借书。", ["办证【注：免费。】借书。"]),
    ("补办（挂失（本人。）之后；当天）办理；借书", ["补办（挂失（本人。）之后；当天）办理；", "借书"]),
    ("他写道‘要“开门。”才行。’这样。", ["他写道‘要“开门。”才行。’这样。"]),
    # a quoted sentence that ends the one around it
    ("馆长说：“今天开门。借书免费。”读者进门。", ["馆长说：“今天开门。借书免费。”", "读者进门。"]),
    ("“今天开门。”“借书免费！”", ["“今天开门。”", "“借书免费！”"]),
    ("馆长说：“今天开门。”，读者进门。", ["馆长说：“今天开门。”，读者进门。"]),
    ("挂着“今天开门。”的牌子。", ["挂着“今天开门。”的牌子。"]),
    ("挂着“今天开门。”牌子。", ["挂着“今天开门。”牌子。"]),
    # a mark without its partner counts for nothing
    ("挂着“今天开门。借书免费。", ["挂着“今天开门。", "借书免费。"]),
    ("今天开门”。借书免费。", ["今天开门”。", "借书免费。"]),
    ("办证（含补办。借书。", ["办证（含补办。", "借书。"]),
    ("办证）补办。借书。", ["办证）补办。", "借书。"]),
    ("挂着“开门（免费”牌子。借书）。", ["挂着“开门（免费”牌子。", "借书）。"]),
    ("一“二。三“四。五”六。", ["一“二。", "三“四。五”六。"]),
    # blanks between sentences belong to none
    ("  开门。 　借书。\n还书", ["开门。", "借书。", "还书"]),
    ("", []),
    (" 　\n", []),
]


@pytest.mark.parametrize(("text", "sentences"), CUTS)
def test_cuts(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_only_the_stretch_asked_for_is_cut() -> None:
    text = "“开门。借书。”还书。关门。"
    assert [span.of(text) for span in split_sentences(text, 1, 10)] == ["开门。", "借书。", "”还书"]


def test_a_quotation_that_never_seems_to_end_lost_a_mark() -> None:
    """What stands between the two marks is too long for a quotation: its stops are stops again."""
    text = "挂着“牌子。" + "借书免费。" * 100 + "”关门。"
    assert len(split_sentences(text)) == 102


@given(st.text(st.sampled_from("开门借书。；！？，：“”‘’（）()《》【】…  \n")))
def test_sentences_are_the_text_without_the_blanks_between_them(text: str) -> None:
    spans = split_sentences(text)
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    assert all(len(span) for span in spans)
    assert "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip() == ""
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@given(
    st.lists(st.sampled_from(["开门", "（借书）", "“还书”", "《关门？》"]), min_size=1, max_size=4).map("".join),
    st.integers(1, 5),
)
def test_well_formed_sentences_come_back(words: str, count: int) -> None:
    text = f"{words}。" * count
    assert [span.of(text) for span in split_sentences(text)] == [f"{words}。"] * count
