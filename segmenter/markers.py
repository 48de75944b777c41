"""Numbers in front of the parts of a document: 第八条, 一、, （一）, 1."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..language import load_table, ordinal
from ..language.expressions import expression
from ..language.numerals import parse_number, roman_ordinal
from .note_reading import NoteRules, load_note_rules


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A form of numbering; ``container`` ones can be parts that hold articles, ``outline`` ones count only in a decimal outline.

    >>> [form.name for form in load_forms() if form.container][:3]
    ['book', 'subbook', 'division']
    """

    name: str
    pattern: re.Pattern[str]
    container: bool
    outline: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A number found in front of a block.

    ``sub`` is 1 for 之一, in 第 2-1 条 and in 2A., ``length`` what it takes of the block, blanks behind it too.
    """

    form: str
    container: bool
    number: int
    label: str
    length: int
    sub: int | None = None


_ROMAN = frozenset({"roman", "roman_parenthesis"})
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROWS = {"latin_parenthesis": _LATIN, "latin_point": _LATIN, "stem": "甲乙丙丁戊己庚辛壬癸"}
# Every number of a block begins with one of these, and few paragraphs do.
_MAY_NUMBER = expression(
    r"[第笫〇零一二三四五六七八九十百廿卅—（(﹙〔【｛{\[［\s\d０-９A-Za-zＡ-Ｚⅰ-ⅿⅠ-Ⅿ①-⓿❶-➓㈠-㈩㉑-㊿甲乙丙丁戊己庚辛壬癸壹贰叁参肆伍陆柒捌玖拾]",
    match=["第八条", "（三）", "12.", "⑴", "㊀", "Ⅳ、", "壹、", "丙、", "廿一、"],
    no_match=["书屋", "“第三条”", "，"],
    use="match",
)
_PARENTHESES = frozenset({"chinese_parenthesis", "arabic_parenthesis"})


def akin(form: str, other: str) -> bool:
    """Can one form go on where the other stopped, as （二十） does behind （19）?

    >>> akin("arabic_parenthesis", "chinese_parenthesis"), akin("article", "chapter")
    (True, False)
    """
    return form == other or {form, other} <= _PARENTHESES


def may_go_on(form: str, other: str) -> bool:
    """As :func:`akin`, and 3、 between 二、 and 四、.

    >>> may_go_on("arabic_point", "chinese_comma")
    True
    """
    return akin(form, other) or {form, other} == {"chinese_comma", "arabic_point"}


@dataclass(frozen=True, slots=True)
class NumberingRules:
    """The table ``markers.toml``, compiled: the forms of numbers, and how a paragraph begins that closes a paper.

    ``closing`` is what no article says, ``validity`` a clause of it that may stand on an article's line, ``addressing`` what an article
    may say too; ``handing_on`` is the sentence of a notice that
    only hands a document on.
    ``notes`` are the rules of responsibility notes.
    """

    forms: tuple[NumberForm, ...]
    closing: re.Pattern[str]
    validity: re.Pattern[str]
    addressing: re.Pattern[str]
    handing_on: re.Pattern[str]
    notes: NoteRules


def load_numbering_rules() -> NumberingRules:
    """The packaged table; to be passed along where many documents are parsed.

    >>> load_numbering_rules().forms[0].pattern.match("第一编　总则")["n"]
    '一'
    """
    table = load_table("duizhao.segmenter", "markers")
    forms = (
        NumberForm(row["name"], re.compile(row["pattern"]), row["container"], row.get("outline", False))
        for row in table["form"]
    )

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(table[name]["pattern"])

    return NumberingRules(
        forms=tuple(forms),
        closing=pattern("closing"),
        validity=pattern("validity"),
        addressing=pattern("addressing"),
        handing_on=pattern("handing_on"),
        notes=load_note_rules(),
    )


def load_forms() -> tuple[NumberForm, ...]:
    """The forms of numbers alone.

    >>> load_forms()[0].name
    'book'
    """
    return load_numbering_rules().forms


def find_marker(text: str, forms: tuple[NumberForm, ...]) -> Marker | None:
    """The number in front of a block, if there is one.

    >>> find_marker("第八条　图书馆应当开放。", load_forms())
    Marker(form='article', container=False, number=8, label='第八条', length=4, sub=None)
    """
    for form in forms if _MAY_NUMBER.match(text) else ():
        match = form.pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        numeral = (groups.get("n") or groups.get("boxed") or "").replace("—", "一")
        number = _value(form.name, numeral) if form.outline else ordinal(numeral)
        if number is None:
            continue
        length = len(text) - len(text[match.end() :].lstrip())
        branch = groups.get("sub") or groups.get("branch")
        sub = ordinal(branch) if branch else None
        if groups.get("letter"):
            sub = _value("latin_point", groups["letter"])
        label = match.group().removesuffix(groups.get("tail") or "").strip()
        return Marker(form.name, form.container, number, label, length, sub)
    return None


def _value(form: str, numeral: str) -> int | None:
    """The value of what numbers a block: a numeral, or the place of a letter or a stem in its row."""
    if form in _ROMAN:
        return roman_ordinal(numeral)
    if form in _ROWS:
        return _ROWS[form].find(unicodedata.normalize("NFKC", numeral).upper()) + 1
    if form == "formal":
        value = parse_number(numeral.replace("参", "叁"))
        return int(value) if value else None
    return ordinal(numeral)
