"""A PDF whose words stand where a test puts them: in a font that every reader knows, without embedding it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 842


@dataclass(frozen=True)
class Words:
    """Words at a place from the lower left corner, in points; ``spread`` is put between their characters."""

    x: float
    y: float
    text: str
    size: float = 16
    spread: float = 0


@dataclass(frozen=True)
class Rule:
    """A level line."""

    x: float
    y: float
    width: float


def placed_pdf(*pages: Sequence[Words | Rule]) -> bytes:
    """The pages, each with its words and lines."""
    count = len(pages)
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(count))
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        3: "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        4: "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>"
        "/DW 1000/W[1[207 270 342 467 462 797 710 239 374] 10[374 423 605 238 375 238 334 462] 18 26 462 27 28 238]"
        "/FontDescriptor 5 0 R>>",
        5: "<</Type/FontDescriptor/FontName/STSongStd-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752"
        "/Descent -271/CapHeight 737/StemV 58>>",
    }
    for i, page in enumerate(pages):
        content = "\n".join(_drawn(one) for one in page)
        objects[10 + 2 * i] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {HEIGHT}]/Resources<</Font<</F 3 0 R>>>>/Contents {11 + 2 * i} 0 R>>"
        )
        objects[11 + 2 * i] = f"<</Length {len(content)}>>stream\n{content}\nendstream"
    data, places = "%PDF-1.5\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += f"{number} 0 obj\n{body}\nendobj\n"
    last = max(objects) + 1
    rows = "".join(f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n" for n in range(last))
    data += f"xref\n0 {last}\n{rows}trailer\n<</Size {last}/Root 1 0 R>>\nstartxref\n{data.__len__()}\n%%EOF\n"
    return data.encode("latin-1")


def _drawn(one: Words | Rule) -> str:
    if isinstance(one, Rule):
        return f"{one.x} {one.y} {one.width} 0.6 re f"
    code = one.text.encode("utf-16-be").hex()
    return f"BT /F {one.size} Tf {one.spread} Tc {one.x} {one.y} Td <{code}> Tj ET"


def lines_of(
    text: str, *, x: float = 90, top: float = 760, step: float = 28, size: float = 16, spread: float = 0
) -> list[Words]:
    """The lines of a text, one below the other."""
    return [Words(x, top - step * i, line, size, spread) for i, line in enumerate(text.split("\n"))]


def column(text: str, *, x: float, top: float = 700, step: float = 20, size: float = 16) -> list[Words]:
    """Characters one below the other."""
    return [Words(x, top - step * i, char, size) for i, char in enumerate(text)]
