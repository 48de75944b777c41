"""Who issued a document: from the letterhead, the signature, or the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .frame import FrameLine

_ORGAN = re.compile(
    r"(?:中央|委|会|府|院|部|局|厅|办|办公室|署|处|组|中心|社|银行|军|团|联|等[0-9一二三四五六七八九十]{1,3}个?(?:部门|单位))(?:(?:关于)?(?:印发|转发|批转)|发布|文件|令|公告)?$"
)
_SUFFIX = re.compile(r"(?:(?:关于)?(?:印发|转发|批转)|发布|文件|令|公告)$")
_BETWEEN = re.compile(r"[ \u3000\t]{1,}|[、，]|(?<=[府厅委局部室会])[和与](?=[\u4e00-\u9fff]{3})")
_FROM_TITLE = re.compile(r"^(?P<organ>[^《》]{2,60}?)(?:关于|印发|转发|批转)")
_MAX_ORGANS = 12


def looks_like_organ(text: str) -> bool:
    """Does a line end as the name of an organ does?

    >>> looks_like_organ("溪山省人民政府办公厅关于印发"), looks_like_organ("溪山省公共书屋")
    (True, False)
    """
    return _ORGAN.search(text) is not None


def find_issuer(head: Sequence[FrameLine], signed: Sequence[FrameLine], title: str | None) -> tuple[str | None, str]:
    """Who issued a document, several joined by 、, and where that stood (Chinese).

    :param signed: the lines of the signature.

    >>> find_issuer([FrameLine("issuer", "溪山省委办公厅 溪山省人民政府办公厅")], [], None)
    ('溪山省委办公厅、溪山省人民政府办公厅', '版头')
    """
    letterhead = _letterhead(head)
    signatures = [organ for line in signed if line.kind == "issuer" for organ in _organs(line.text)][:_MAX_ORGANS]
    titled = _from_titles(head, title)
    if letterhead and set(letterhead) < set(titled):
        return _joined(titled), "标题"  # of several organs the letterhead names the first
    if letterhead:
        # A letterhead may leave out 国家, or the province.
        full = [next((name for name in signatures if name.endswith(organ)), organ) for organ in letterhead]
        return _joined(signatures if set(full) < set(signatures) else full), "版头"
    if signatures:
        return _joined(signatures), "落款"
    return (_joined(titled), "标题") if titled else (None, "")


def _from_titles(head: Sequence[FrameLine], title: str | None) -> list[str]:
    """The organs in front of 关于 in the document's title, else in that of the notice."""
    for text in (title or "", *(line.text for line in head if line.kind == "title")):
        before = _FROM_TITLE.match(text)
        if before and (organs := _organs(before["organ"])):
            return organs
    return []


def _letterhead(head: Sequence[FrameLine]) -> list[str]:
    """The organs above the first title, or above the number where there is none; else those of the first run below it."""
    kinds = [line.kind for line in head]
    first = next((kinds.index(kind) for kind in ("title", "number") if kind in kinds), len(head))
    above = [organ for line in head[:first] if line.kind == "issuer" for organ in _organs(line.text)]
    if above:
        return list(dict.fromkeys(above))
    below: list[str] = []
    for line in head[first:]:
        organs = _organs(line.text) if line.kind == "issuer" else []
        if below and not organs:
            break
        below += organs
    return list(dict.fromkeys(below))


def _organs(line: str) -> list[str]:
    """The organs that a line consists of; none where one part of it is no organ's name."""
    if "：" in line:  # 发文机关：… in the table above a page
        return []
    plain = _SUFFIX.sub("", line.strip(" \u3000"))
    if not looks_like_organ(line) and not looks_like_organ(plain):
        return []
    spaced = re.fullmatch(r"(?:[\u4e00-\u9fff][ \u3000]+)+[\u4e00-\u9fff]", plain)  # 云 溪 县 教 育 局
    if spaced:
        return ["".join(plain.split())]
    parts = [part for part in _BETWEEN.split(plain) if part]
    return parts if all(looks_like_organ(part) for part in parts) else [plain]


def _joined(organs: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(organs))
