"""What a document says of itself: title, issuer, region, level, dates, kind, what it implements, and the role that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...language.expressions import expression
from ..document import Metadata
from .dated_acts import Statement, head_statements
from .description_rules import DescriptionRules
from .document_dates import Sources, closing_of, find_dates
from .document_frame import Frame, FrameLine
from .document_numbers import document_number, order_issuer, order_lines, order_number
from .document_role import Said, implemented, own_role
from .file_names import FileName, read_file_name
from .issuer import find_issuer
from .jurisdiction import Evidence, find_place
from .signature import Printing, find_printing, signature_of, signed_apart
from .titles import doc_type, find_title, without_day, without_number

_FILE_NAME = "文件名"
# The opening of a document is where it names what it implements; a law does so in its first article.
_OPENING = 800
_ARTICLES = expression(
    r"^\s*第[ \u3000]?一[ \u3000]?[编章条]",
    match=["总则\n第一条 书屋", " 第 一 章"],
    no_match=["依照第一条", "一、总则"],
    flags=re.MULTILINE,
)
# The acts that make a document an organ's own, the surest first; who only approved it did not issue it.
_MAKING = ("adopted", "issued", "dated", "amended")

# The letterhead and the number of a text whose line breaks were lost: 某市人民政府文件某政发〔2013〕5号.
_FLAT_HEAD = 60
# A line with a number, or with what a page says above its text, is hardly longer.
_MAX_LINE = 500

Origins = dict[str, str]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a document besides its text: the path of its file, and what cleaning took out of it (``source`` ``footer``)."""

    path: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)


def describe(text: str, frame: Frame, around: Around, rules: DescriptionRules) -> Metadata:
    """Read off a cleaned text and its frame what the document says of itself.

    The text is trusted before the notice that issues it, the notice before the file's name; ``origins`` says which it was. Cost: linear
    in the length of the frame; of the text itself only the beginning and the end are looked at.
    """
    body, origins = frame.body.of(text), Origins()
    name = read_file_name(around.path, rules.titles.ends, rules.file_name_noise, rules.numbers)
    head, tail = (signed_apart(lines, rules.organs) for lines in (frame.head, frame.tail))
    printing = find_printing(tail, rules.printing)
    signed, statements = signature_of(tail), head_statements(head, rules.dates.acts)
    page = _page_head(head, rules)
    in_articles = _ARTICLES.search(body, 0, _OPENING) is not None
    title, where = find_title(head, rules.titles, rules.organs, in_articles=in_articles)
    title, day_behind = without_day(title) if title else (None, None)
    title = _noted(title and without_number(title), where, "title", origins) or _title_around(
        page, name, rules, origins
    )
    number = _number(head, page, name, rules, origins)
    issuer = _issuer(head, signed, page, title, rules, origins)
    if issuer is None and origins.get("number") == "文号行":
        issuer = _noted(order_issuer(number), "令号", "issuer", origins)
    kind = doc_type(title, rules.titles.types)
    notices = [line.text for line in head if line.kind == "notice"]
    sources = Sources(statements, notices, signed, printing.printed, page, closing_of(body))
    days = find_dates(sources, rules.dates)
    origins |= {key: day.origin for key, day in days.items()}
    dates = {key: day.value for key, day in days.items()}
    if "date" not in dates and day_behind is not None:
        dates["date"], origins["date"] = day_behind, "标题后的括号"
    if "date" not in dates and name.date is not None:
        dates["date"], origins["date"] = name.date, _FILE_NAME
    elif name.date not in (None, dates.get("date")):
        origins["date"] += f"；文件名写的是 {name.date}"  # the head of a later version may lack its last amendment
    evidence = Evidence(title, kind, issuer, statements, head, body if kind else "", name.words, printing.printer)
    place, where = find_place(evidence, rules)
    origins |= {key: where for key in ("region", "level", "province", "city") if getattr(place, key) is not None}
    implements = implemented(body[:_OPENING], title, rules)
    opening = "\n".join([*(line.text for line in head), body[:_OPENING]])
    issuer = issuer or _maker(statements, origins)
    role, reason = own_role(Said(title, kind, issuer, place, where, implements), opening, rules.genre)
    return Metadata(
        title=title,
        issuer=issuer,
        region=place.region,
        level=place.level,
        date=dates.get("date"),
        doc_type=kind,
        number=number,
        source=around.kept.get("source"),
        implements=implements,
        role=role,
        role_reason=reason,
        province=place.province,
        city=place.city,
        adopted=dates.get("adopted"),
        amended=dates.get("amended"),
        issued=dates.get("issued"),
        in_force=dates.get("in_force"),
        printed=printing.printed,
        printer=printing.printer,
        copied_to=printing.copied_to,
        footer=around.kept.get("footer"),
        origins=tuple((origins | _origins_around(printing, around)).items()),
    )


def _origins_around(printing: Printing, around: Around) -> Origins:
    """Where stood what is below a signature and around a page."""
    found = {
        "printed": printing.printed and "印发行",
        "printer": printing.printer and "印发行",
        "copied_to": printing.copied_to and "抄送行",
        "source": around.kept.get("source") and "来源行",
        "footer": around.kept.get("footer") and "网页页脚",
    }
    return {key: str(where) for key, where in found.items() if where}


def _title_around(page: Mapping[str, str], name: FileName, rules: DescriptionRules, origins: Origins) -> str | None:
    """The title as the table above a page or the name of the file has it."""
    title, where = name.title, _FILE_NAME
    for label, said in rules.labels.said("title", page):
        if rules.titles.ends.search(said):
            title, where = said, f"网页的“{label}”"
            break
    return _noted(title, where, "title", origins)


def _issuer(
    head: Sequence[FrameLine],
    signed: Sequence[FrameLine],
    page: Mapping[str, str],
    title: str | None,
    rules: DescriptionRules,
    origins: Origins,
) -> str | None:
    issuer, where = find_issuer(head, signed, title, rules.organs)
    for label, said in rules.labels.said("issuer", page):
        if issuer is None:
            issuer, where = said, f"网页的“{label}”"
    return _noted(issuer, where, "issuer", origins)


def _maker(statements: Sequence[Statement], origins: Origins) -> str | None:
    """The organ that adopted a document, else the one that issued it."""
    for act in _MAKING:
        for statement in statements:
            if statement.act == act and statement.organ is not None:
                return _noted(statement.organ, "通过或公布它的机关", "issuer", origins)
    return None


def _number(
    head: Sequence[FrameLine], page: Mapping[str, str], name: FileName, rules: DescriptionRules, origins: Origins
) -> str | None:
    short = [line for line in head if len(line.text) <= _MAX_LINE]
    lines = order_lines([line.text for line in short if line.kind in ("number", "issuer", "title")])
    adopted = [line.text for line in short if line.kind == "adoption"]
    bare = next((line.text for line in head if line.kind == "number"), None)
    flat = [
        line.text[:_FLAT_HEAD].partition("文件")[2] for line in head if line.kind in ("notice", "prose", "addressee")
    ]
    of_page = [
        (document_number(said, rules.numbers), f"网页的“{label}”") for label, said in rules.labels.said("number", page)
    ]
    candidates = [
        *((document_number(line, rules.numbers), "文号行") for line in lines),
        *((order_number(line, rules.numbers), "文号行") for line in lines),
        *((order_number(line, rules.numbers), "文首的令号") for line in reversed(adopted)),
        *((document_number(text[:_FLAT_HEAD], rules.numbers), "文号行") for text in flat),
        (bare, "文号行"),
        *of_page,
        (name.number, _FILE_NAME),
    ]
    number, where = next(((number, where) for number, where in candidates if number is not None), (None, ""))
    return _noted(number, where, "number", origins)


def _page_head(head: Sequence[FrameLine], rules: DescriptionRules) -> dict[str, str]:
    """What the table above the text of a government page says, by its labels without blanks."""
    found: dict[str, str] = {}
    for line in head:
        if line.kind not in ("notice", "prose") and len(line.text) <= _MAX_LINE:
            for match in rules.labels.value.finditer(line.text):
                found.setdefault("".join(match["name"].split()), match["value"])
    return found


def _noted(value: str | None, where: str, key: str, origins: Origins) -> str | None:
    """The value, with a note of where it stood."""
    if value is not None:
        origins[key] = where
    return value
