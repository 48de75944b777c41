"""Several documents in one file: each is a document of its own, at its own place in the file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from shipped import make_documents, read_document, read_documents, segment_document

from duizhao.corpus import Document, DocumentError, load_reading_rules

SEED = 20260301
NUMERALS = "一二三四五六七八九十"


def law(title: str, articles: int = 4, head: str = "") -> str:
    """A measure in 第X条 form about one subject."""
    lines = [f"第{NUMERALS[i]}条　{title}规定的第{NUMERALS[i]}件事应当办好，并记入台账。" for i in range(articles)]
    return "\n".join([*head.split("\n"), title, *lines] if head else [title, *lines])


def paper(title: str) -> str:
    """A policy paper in 一、 form, with its signature."""
    opening = f"为了办好书屋，现就{title}提出如下意见。"
    parts = [f"{number}、办好第{number}件事。各书屋应当逐日登记。\n每月通报一次。" for number in "一二三"]
    return "\n".join([title, opening, *parts, "青石县人民政府", "2030年3月5日"])


def titles(documents: tuple[Document, ...]) -> list[str | None]:
    return [document.metadata.title for document in documents]


def test_ten_measures_on_one_page() -> None:
    names = [f"青石市第{number}类书屋管理办法" for number in NUMERALS]
    documents = make_documents("\n".join(map(law, names)), "all.txt")
    assert titles(documents) == names
    assert [document.name for document in documents] == [f"all.txt#{i}" for i in range(1, 11)]
    for document in documents:
        assert [unit.id for unit in segment_document(document).units] == ["1", "2", "3", "4"]
        assert document.extent.of(document.text) == law(document.metadata.title or "")


def test_ten_measures_on_one_line() -> None:
    names = [f"青石市第{number}类书屋管理办法" for number in NUMERALS]
    documents = make_documents("".join(law(name, 10) for name in names).replace("\n", ""))
    assert titles(documents) == names
    assert {len(segment_document(document).units) for document in documents} == {10}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Each with the decree that issues it: the head of the second is no tail of the first.
        (
            [
                law("青石市书屋条例", 4, "青石市人民政府令\n第12号\n《青石市书屋条例》已经市政府通过，现予公布。"),
                law("青石市茶室条例", 4, "青石市人民政府令\n第13号\n《青石市茶室条例》已经市政府通过，现予公布。"),
            ],
            ["青石市书屋条例", "青石市茶室条例"],
        ),
        ([paper("关于办好书屋的意见"), paper("关于办好茶室的意见")], ["关于办好书屋的意见", "关于办好茶室的意见"]),
        # A decision in 一、 form, and the law as amended by it.
        (
            [
                "关于修改书屋条例的决定\n一、将第三条修改为每天开放。\n二、删去第四条。\n本决定自公布之日起施行。",
                law("青石市书屋条例"),
            ],
            ["关于修改书屋条例的决定", "青石市书屋条例"],
        ),
        (
            ["【篇1】书屋管理办法\n一、书屋每天开放。", "【篇2】书屋工作总结\n一、今年开放了三百天。"],
            ["书屋管理办法", "书屋工作总结"],
        ),
        (["书屋开了三年，读者越来越多。", "【篇2】书屋工作总结\n今年开放了三百天。"], [None, "书屋工作总结"]),
    ],
    ids=["decrees", "policy papers", "a decision and its law", "篇1 and 篇2", "the first has lost its number"],
)
def test_where_a_new_document_begins(texts: list[str], expected: list[str | None]) -> None:
    documents = make_documents("\n".join(texts))
    assert titles(documents) == expected
    assert [document.extent.of(document.text) for document in documents] == texts


@pytest.mark.parametrize(
    "text",
    [
        law("青石市书屋条例"),
        paper("关于办好书屋的意见"),
        # A table of contents counts the chapters once before they come.
        "青石市书屋条例\n目录\n第一章　总则\n第二章　开放\n第一章　总则\n第一条　书屋免费。\n第二章　开放\n第二条　书屋每天开放。",
        # Headings without a number, and lists that begin anew.
        paper("关于办好书屋的意见").replace("二、", "保障措施\n一、", 1),
        "第一条　书屋应当：\n一、开放；\n二、免费。\n第二条　读者应当：\n一、守时；\n二、安静。",
        # A law that is cited at the start of a line.
        law("青石市书屋条例") + "\n《茶室条例》\n第一条规定的情形除外。",
    ],
    ids=["a law", "a policy paper", "a table of contents", "a heading", "lists", "a citation"],
)
def test_one_document(text: str) -> None:
    (document,) = make_documents(text)
    assert (document.part, document.parts, document.name) == (1, 1, "-")


@pytest.mark.parametrize("between", ["\n", "", "　　"])
def test_a_page_that_holds_its_text_twice(between: str) -> None:
    text = paper("关于进一步办好书屋、方便城乡读者就近借阅图书报刊的若干意见").replace("\n", between or "")
    first, second = make_documents(text + between + text)
    assert first.extent.of(first.text) == second.extent.of(second.text)
    assert (first.same_as, second.same_as) == (None, 1)
    assert [u.id for u in segment_document(first).units] == [u.id for u in segment_document(second).units]


def test_places_are_places_in_the_file() -> None:
    raw = law("书屋条例") + "\r\n" + law("茶室条例").replace("，", ",,,,")
    second = make_documents(raw)[1]
    sentence = segment_document(second).sentences[0]
    assert sentence.span.of(second.text) == sentence.text
    assert second.raw_span(sentence.span).of(raw) == sentence.text.replace("，", ",,,,")


def test_one_document_of_a_file_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "all.txt"
    path.write_text(law("书屋条例") + "\n" + law("茶室条例"), encoding="utf-8")
    assert titles(read_documents(path)) == ["书屋条例", "茶室条例"]
    assert read_document(f"{path}#2").metadata.title == "茶室条例"
    assert read_document(f"{path}#2").warnings == ()
    assert read_document(path).warnings == ("这个文件里有 2 篇文件，这里只读第 1 篇；要读其他篇，请在文件名后写 #2",)
    with pytest.raises(DocumentError, match=r"里有 2 篇文件，没有第 3 篇；请写 #1 到 #2"):
        read_document(f"{path}#3")
    odd = tmp_path / "all.txt#2"
    odd.write_text(law("话亭条例"), encoding="utf-8")
    assert read_document(odd).metadata.title == "话亭条例"


@pytest.mark.parametrize(("flat", "share"), [(False, 0.9), (True, 0.85)], ids=["lines", "one line each"])
def test_laws_put_into_one_file_come_apart_again(shared: Path, flat: bool, share: float) -> None:
    """Five laws in one file, forty times over; held to a share, for a law may have no title or end in a table."""
    paths = sorted((shared / "laws").glob("*/[!_]*.md"))
    chance = random.Random(SEED)  # noqa: S311  a sample, no secret
    rules = load_reading_rules()
    right = tried = 0
    while tried < 40:
        alone = [read_document(path, rules=rules) for path in chance.sample(paths, 5)]
        texts = [document.text.replace("\n", "" if flat else "\n") for document in alone]
        if sum(map(len, texts)) > 60_000:
            continue
        tried += 1
        right += titles(make_documents("\n".join(texts), rules=rules)) == [
            document.metadata.title for document in alone
        ]
    assert right >= share * tried
