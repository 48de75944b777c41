"""Who issued a document: from the letterhead, the signature, or the title."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.expressions import expression
from .document_frame import FrameLine
from .organ_names import OrganNames

_BETWEEN = expression(
    r"[ \u3000\t]{1,}|[、，]|(?<=[府厅委局部室会])[和与](?=[\u4e00-\u9fff]{3})",
    match=["省委办公厅 省政府办公厅", "省教育厅、省财政厅", "省教育厅和省财政厅"],
    no_match=["省教育和体育厅", "省文化和旅游厅"],
)
_FROM_TITLE = expression(
    r"^(?P<organ>[^《》]{2,60}?)(?:关于|印发|转发|批转)",
    match=["溪山省人民政府关于办好书屋的意见", "溪山省教育厅转发《书屋办法》"],
    no_match=["关于办好书屋的意见", "《书屋办法》印发"],
)
_SPACED = expression(
    r"(?:[\u4e00-\u9fff][ \u3000]+)+[\u4e00-\u9fff]",
    match=["云 溪 县 教 育 局"],
    no_match=["云溪县 教育局", "云"],
    use="fullmatch",
)
_MAX_ORGANS = 12


def find_issuer(
    head: Sequence[FrameLine], signed: Sequence[FrameLine], title: str | None, names: OrganNames
) -> tuple[str | None, str]:
    """Who issued a document, several joined by 、, and where that stood (Chinese).

    :param signed: the lines of the signature.

    >>> from .organ_names import load_organ_names
    >>> find_issuer([FrameLine("issuer", "溪山省委办公厅 溪山省人民政府办公厅")], [], None, load_organ_names())
    ('溪山省委办公厅、溪山省人民政府办公厅', '版头')
    """
    letterhead = _letterhead(head, names)
    signatures = [organ for line in signed if line.kind == "issuer" for organ in _organs(line.text, names)][
        :_MAX_ORGANS
    ]
    titled = _from_titles(head, title, names)
    if letterhead and set(letterhead) < set(titled):
        return _joined(titled), "标题"  # of several organs the letterhead names the first
    if letterhead:
        # A letterhead may leave out 国家, or the province.
        full = [next((full for full in signatures if full.endswith(organ)), organ) for organ in letterhead]
        return _joined(signatures if set(full) < set(signatures) else full), "版头"
    if signatures:
        return _joined(signatures), "落款"
    return (_joined(titled), "标题") if titled else (None, "")


def _from_titles(head: Sequence[FrameLine], title: str | None, names: OrganNames) -> list[str]:
    """The organs in front of 关于 in the document's title, else in that of the notice."""
    for text in (title or "", *(line.text for line in head if line.kind == "title")):
        before = _FROM_TITLE.match(text)
        if before and (organs := _organs(before["organ"], names)):
            return organs
    return []


def _letterhead(head: Sequence[FrameLine], names: OrganNames) -> list[str]:
    """The organs above the first title, or above the number where there is none; else those of the first run below it."""
    kinds = [line.kind for line in head]
    first = next((kinds.index(kind) for kind in ("title", "number") if kind in kinds), len(head))
    above = [organ for line in head[:first] if line.kind == "issuer" for organ in _organs(line.text, names)]
    if above:
        return list(dict.fromkeys(above))
    below: list[str] = []
    for line in head[first:]:
        organs = _organs(line.text, names) if line.kind == "issuer" else []
        if below and not organs:
            break
        below += organs
    return list(dict.fromkeys(below))


def _organs(line: str, names: OrganNames) -> list[str]:
    """The organs that a line consists of; none where one part of it is no organ's name."""
    if "：" in line:  # 发文机关：… in the table above a page
        return []
    plain = names.bare(line.strip(" \u3000"))
    if not names.looks_like_organ(line) and not names.looks_like_organ(plain):
        return []
    if _SPACED.fullmatch(plain):
        return ["".join(plain.split())]
    parts = [part for part in _BETWEEN.split(plain) if part]
    return parts if all(names.looks_like_organ(part) for part in parts) else [plain]


def _joined(organs: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(organs))
