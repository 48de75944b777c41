"""Which of some files is the central document, for people who only put them into one folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .corpus import RoleError, find_roles
from .families import Family
from .language.expressions import expression
from .results.findings import Skipped
from .segmenter import SegmentedDocument

# What a file is called by those who want to say that it is the central one; numbers and signs may stand before.
_CALLED_CENTRAL = expression(
    r"[\d\W_]*(?:中央|上级|国务院|国家|全国)",
    match=["中央意见.docx", "1.【上级】意见.txt", "国务院关于图书馆的意见.pdf"],
    no_match=["甲市落实中央意见的措施.txt"],
    use="match",
)
Ask = Callable[[Sequence[str]], int | None]


@dataclass(frozen=True, slots=True)
class CentralChoice:
    """The documents in their roles, and how the central one was told."""

    family: Family
    reason: str


def choose_central(documents: Sequence[SegmentedDocument], ask: Ask) -> CentralChoice:
    """Tell the central document: by its file's name, by what the documents say they implement, by who issued it; else it is asked.

    :param ask: is given the names of the files, and gives the number of the central one (from 0), or ``None`` for no answer.
    :raises RoleError: nobody can tell.

    >>> from duizhao import sample_folder
    >>> from duizhao.sources import read
    >>> documents = [read(sample_folder() / f"{name}.txt") for name in ("local_yunzhou", "central_opinion")]
    >>> chosen = choose_central(documents, ask=lambda names: None)
    >>> chosen.family.central is documents[1], chosen.reason
    (True, '其他文件写明落实它')
    """
    named = [i for i, one in enumerate(documents) if _CALLED_CENTRAL.match(Path(one.document.path).name)]
    try:
        roles = find_roles([one.document for one in documents])
    except RoleError as error:
        roles, doubt = None, str(error)
    if roles is not None and roles.local and named in ([], [roles.central]):
        skipped = tuple(Skipped(documents[i].document.name, reason) for i, reason in roles.skipped)
        local = tuple(documents[i] for i in roles.local)
        cited = any(one.document.metadata.implements for one in local)
        reason = "其他文件写明落实它" if cited else "由全国性的机关发布"
        return CentralChoice(Family(documents[roles.central], local, skipped), reason)
    national = [i for i, one in enumerate(documents) if one.document.metadata.level == "central"]
    for found, reason in ((named, "文件名这样写"), (national, "由全国性的机关发布")):
        if len(found) == 1:
            return CentralChoice(_others_against(documents, found[0]), reason)
    answer = ask([one.document.name for one in documents])
    if answer is None:
        raise RoleError(doubt if roles is None else "有几份文件的名字都像中央文件，需要恰好一份；请改名")
    return CentralChoice(_others_against(documents, answer), "您这样说")


def _others_against(documents: Sequence[SegmentedDocument], central: int) -> Family:
    """All others are local documents, but those that are no policy text where others are."""
    others = [one for i, one in enumerate(documents) if i != central]
    local = tuple(one for one in others if one.document.metadata.role != "other") or tuple(others)
    reasons = ((one.document.name, one.document.metadata.role_reason or "") for one in others if one not in local)
    return Family(documents[central], local, tuple(Skipped(name, reason) for name, reason in reasons))
