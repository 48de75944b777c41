"""What a document says it implements, and what a title is compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..corpus import Document
from ..language import load_table
from ..language.comparable import comparable
from ..language.expressions import expression

BasisKind = Literal["title", "text", "number"]
_OPENING = 1000  # characters in which a document says on what it rests
_COUNTRY = "中华人民共和国"
_ABOUT = "关于"
_NUMBER = expression(
    r"(?P<sign>[^\d〔\[［（(【﹝]+)[〔\[［（(【﹝](?P<year>\d{4})[〕\]］）)】﹞]第?(?P<n>\d{1,5})号",
    match=["溪府发〔2030〕9号", "溪府发[2030]第9号"],
    no_match=["第9号"],
    use="fullmatch",
)


@dataclass(frozen=True, slots=True)
class BasisRules:
    """The patterns of ``tables/basis.toml``."""

    marked: re.Pattern[str]
    bare: re.Pattern[str]
    number: re.Pattern[str]
    basis_sentence: re.Pattern[str]
    repealing: re.Pattern[str]
    version: re.Pattern[str]
    issuer: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Basis:
    """One document that another names: in its title, in its opening, or by number; ``name`` is the title or the number."""

    kind: BasisKind
    name: str


def load_basis_rules() -> BasisRules:
    """The packaged table.

    >>> load_basis_rules().bare.search("溪山省实施中华人民共和国书屋法办法")["title"]
    '中华人民共和国书屋法'
    """
    table = load_table("duizhao.batch", "basis")
    return BasisRules(**{name: re.compile(table[name]["pattern"]) for name in BasisRules.__slots__})


def title_key(title: str, rules: BasisRules) -> str:
    """What titles are compared by: without the country or the issuer in front, without the state of the text behind.

    >>> rules = load_basis_rules()
    >>> title_key("中华人民共和国书屋法（2030年修订）", rules), title_key("国务院办公厅关于办好书屋的意见", rules)
    ('书屋法', '关于办好书屋的意见')
    """
    title = "".join(title.split())
    while (shorter := rules.version.sub("", title)) != title:
        title = shorter
    title = rules.issuer.sub("", title) if _ABOUT in title else title
    return comparable(title).removeprefix(_COUNTRY)


def number_key(number: str) -> tuple[str, str] | None:
    """The year and the number of a document number, and the sign in front of them; ``None`` for what is none.

    >>> number_key("溪府发〔2030〕9号") == number_key("溪府发[2030]第09号")
    True
    """
    found = _NUMBER.fullmatch("".join(number.split()))
    return None if found is None else (f"{found['year']}-{int(found['n'])}", found["sign"])


def named_bases(document: Document, rules: BasisRules) -> tuple[Basis, ...]:
    r"""The documents that a document says it implements, each once: those of its title, of its opening, the numbers.

    >>> from duizhao.corpus import make_document
    >>> text = "青石市实施《书屋条例》办法\n\n第一条 根据《书屋条例》和《溪山省书屋办法》（溪府发〔2030〕9号），制定本办法。"
    >>> [(one.kind, one.name) for one in named_bases(make_document(text), load_basis_rules())]
    [('title', '书屋条例'), ('text', '溪山省书屋办法'), ('number', '溪府发〔2030〕9号')]
    """
    metadata = document.metadata
    own = title_key(metadata.title or "", rules)
    found: dict[str, Basis] = {}
    for basis in (*_in_title(metadata.title or "", rules), *(Basis("text", name) for name in metadata.implements)):
        key = title_key(basis.name, rules)
        if key and key != own:
            found.setdefault(key, basis)
    for number in _numbers(document, rules):
        if number != metadata.number:
            found.setdefault(number, Basis("number", number))
    return tuple(found.values())


def _in_title(title: str, rules: BasisRules) -> Iterator[Basis]:
    title = "".join(title.split())
    for match in rules.marked.finditer(title):
        yield Basis("title", match["title"] or match["first"])
    for match in rules.bare.finditer(title):
        yield Basis("title", match["title"])


def _numbers(document: Document, rules: BasisRules) -> Iterator[str]:
    """The numbers in the sentences of the opening, and of the notice that hands the document on, that say on what it rests."""
    spans = [span for span in (document.notice, document.body) if span is not None]
    for span in spans:
        for sentence in span.of(document.text)[:_OPENING].split("。"):
            if rules.basis_sentence.search(sentence) and not rules.repealing.search(sentence):
                for match in rules.number.finditer(sentence):
                    yield f"{match['sign']}〔{match['year']}〕{match['n']}号"
