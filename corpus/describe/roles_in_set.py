"""Find out of a set of documents which one is the central one and which ones implement it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ...language.comparable import comparable
from ...language.expressions import expression
from ..document import Document
from ..errors import RoleError
from ..reading import shown
from .title_rules import TitleRules, load_title_rules

# Titles are cited with or without their issuer (中共中央关于… / 关于…) and with small slips.
_SAME_TITLE = 90.0
# An issuer in front of a cited title may be this long.
_MAX_ISSUER = 40
# So many characters may stand in front of the first part: notice, title, opening.
_HEAD = 2000
_FIRST_PART = expression(
    r"^[ \u3000]*(?:一、|[（(]一[）)]|第一[章条])",
    match=["一、总体要求", "　　第一条 为了"],
    no_match=["为落实第一条", "一是要"],
    flags=re.MULTILINE,
)
_CITED = re.compile(r"《([^《》]{4,120})》")
# 国办发〔2030〕1号 has eight signs without its brackets; less could stand anywhere.
_MIN_NUMBER = 7
# A subject of fewer characters (消防) is too short to be compared by likeness.
_MIN_TOPIC = 4


@dataclass(frozen=True, slots=True)
class DocumentRoles:
    """Indexes into the documents given: the central one, the local ones, and the rest, each with its reason (Chinese)."""

    central: int
    local: tuple[int, ...]
    skipped: tuple[tuple[int, str], ...]


def find_roles(documents: Sequence[Document], rules: TitleRules | None = None) -> DocumentRoles:
    """Tell the central document, the local ones that implement it, and those that do neither.

    The central document is the one that the others say they implement (by its title in 根据《…》); where nobody names one, the only
    one issued by a central organ. Cost: linear in the number of documents for each candidate.

    :param rules: those of the package where they are not given.
    :raises RoleError: there is no candidate, or more than one.

    >>> from importlib.resources import files
    >>> from duizhao.corpus import read_document
    >>> sample = files("duizhao.corpus") / "sample"
    >>> names = ("commentary.txt", "central_opinion.txt", "local_yunzhou.txt")
    >>> roles = find_roles([read_document(sample / name) for name in names])
    >>> roles.central, roles.local, [index for index, reason in roles.skipped]
    (1, (2,), [0])
    """
    rules = load_title_rules() if rules is None else rules
    named_by = {
        i: [j for j, other in enumerate(documents) if j != i and names(other, document, rules)]
        for i, document in enumerate(documents)
        if document.metadata.title
    }
    candidates = [
        i
        for i, namers in named_by.items()
        if namers and not any(names(documents[i], documents[j], rules) for j in named_by if j != i)
    ]
    issued_centrally = [i for i, document in enumerate(documents) if document.metadata.role == "central"]
    if not candidates:
        candidates = issued_centrally
    elif len(candidates) > 1:  # a province's measure may itself be named, by its cities
        candidates = [i for i in candidates if i in issued_centrally] or candidates
    central = _only(candidates, documents)
    local, skipped = [], []
    for i, document in enumerate(documents):
        if i == central:
            continue
        named = i in named_by.get(central, ()) or _same_topic(document, documents[central], rules)
        reason = _reason_to_skip(document, documents[central], named=named)
        if reason is None:
            local.append(i)
        else:
            skipped.append((i, reason))
    return DocumentRoles(central, tuple(local), tuple(skipped))


def reasons_to_skip(
    central: Document, documents: Sequence[Document], rules: TitleRules | None = None
) -> list[str | None]:
    """For each of several documents why it is not set against a central one that is known; ``None`` where it may be.

    Here a local document need not name the central one: who gave them together meant it.
    """
    rules = load_title_rules() if rules is None else rules
    reasons = []
    for document in documents:
        named = document.metadata.role == "local" or names(document, central, rules)
        reasons.append(_reason_to_skip(document, central, named=named))
    return reasons


def names(document: Document, other: Document, rules: TitleRules) -> bool:
    """Does a document say that it implements the other, or cite its title or its number in front of its first part?"""
    title = other.metadata.title
    if title is None:
        return False
    if any(_same_title(cited, title, rules) for cited in document.metadata.implements):
        return True
    if document.metadata.role == "other":
        return False
    opening = _opening(document)
    number = comparable(other.metadata.number or "")
    return (len(number) >= _MIN_NUMBER and number in comparable(opening)) or any(
        comparable(cited) != comparable(document.metadata.title or "") and _same_title(cited, title, rules)
        for cited in _CITED.findall(opening)
    )


def _opening(document: Document) -> str:
    """What stands in front of the first part or article, on one line: a title may run over several."""
    head = document.text[:_HEAD]
    part = _FIRST_PART.search(head)
    return re.sub(r"\s", "", head[: part.start()] if part else head)


def _same_title(cited: str, title: str, rules: TitleRules) -> bool:
    cited, title = comparable(cited), comparable(title)
    if cited == title:
        return True
    longer, shorter = sorted((cited, title), key=len, reverse=True)
    if longer.endswith(shorter) and len(longer) - len(shorter) <= _MAX_ISSUER and len(shorter) >= 4:
        # 中共中央关于… names 关于…, but 某省消防条例 does not name 消防条例
        return shorter.startswith("关于") or rules.has_issuer.match(longer) is not None
    if longer.find("关于") in range(1, _MAX_ISSUER) and shorter.startswith("关于"):
        longer = longer[longer.find("关于") :]  # a slip behind an issuer that only one of them names
    return bool(fuzz.ratio(longer, shorter) >= _SAME_TITLE)


def _same_topic(document: Document, central: Document, rules: TitleRules) -> bool:
    """Is a local measure on the very subject of the central document, by its title (某省优化营商环境条例)?

    Many measures name what they carry out only as 有关法律、法规.
    """
    if document.metadata.role != "local":
        return False
    ours, theirs = _topic(document, rules), _topic(central, rules)
    return len(theirs) >= _MIN_TOPIC and bool(fuzz.ratio(ours, theirs) >= _SAME_TITLE)


def _topic(document: Document, rules: TitleRules) -> str:
    """A title without region, kind and the words that only connect them."""
    metadata = document.metadata
    topic = comparable(metadata.title or "")
    whole = rules.trial.sub("", topic)
    if whole.endswith(metadata.doc_type or ""):
        topic = whole.removesuffix(metadata.doc_type or "")
    while (rest := rules.topic_begins.sub("", topic.removeprefix(metadata.region or ""))) != topic:
        topic = rest
    return rules.topic_ends.sub("", topic)


def _only(candidates: Sequence[int], documents: Sequence[Document]) -> int:
    if len(candidates) == 1:
        return candidates[0]
    advice = "请直接写明：duizhao report 中央文件 地方文件… -o 输出"
    if not candidates:
        raise RoleError(
            f"{len(documents)} 份文件里找不到中央文件，需要恰好一份（中央机关发布，或被其他文件写明落实）；{advice}"
        )
    found = "、".join(shown(documents[i].name) for i in candidates)
    raise RoleError(f"找到 {len(candidates)} 份可能的中央文件（{found}），需要恰好一份；{advice}")


def _reason_to_skip(document: Document, central: Document, *, named: bool) -> str | None:
    """Why a document is not set against the central one; ``None`` where it is."""
    metadata = document.metadata
    if metadata.role == "other":
        return metadata.role_reason
    if named:
        return None
    if metadata.role == "central":
        return f"也是中央层级的文件，没有写明落实《{central.metadata.title}》"
    cited = "、".join(f"《{title}》" for title in metadata.implements)
    return f"没有写明落实《{central.metadata.title}》" + (f"，写的是{cited}" if cited else "")
