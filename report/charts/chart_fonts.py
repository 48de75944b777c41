"""The font charts are drawn with: one that has Chinese characters, and what is shown for a character it has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...corpus import OutputError
from ...results.visible import visible

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

# Families with Chinese characters in simplified forms, the first that is installed is taken; the last has Japanese forms.
KNOWN_FONTS = (
    *(
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Source Han Sans CN",
        "Microsoft YaHei",
        "PingFang SC",
        "Hiragino Sans GB",
    ),
    *("Heiti SC", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC", "Source Han Serif SC"),
    *("Songti SC", "SimSun", "FangSong", "KaiTi", "Noto Sans CJK JP"),
)
SHIPPED_NAME, SHIPPED = (
    "Noto Sans SC",
    "NotoSansSC-Regular.ttf",
)  # in the package zhplot, under the SIL Open Font License


class NoChartsError(OutputError):
    """A package or a font without which no chart can be drawn is not installed."""


@dataclass(frozen=True, slots=True)
class ChartFont:
    """A font by name, its file, and where it comes from: ``installed`` on the machine, or the package ``zhplot`` with its licence."""

    name: str
    path: str
    source: str

    def __str__(self) -> str:
        return f"{self.name}（{self.source}：{self.path}）"

    def properties(self, size: float, *, bold: bool = False) -> FontProperties:
        """What a text of matplotlib is given: this font in that size."""
        from matplotlib.font_manager import FontProperties  # noqa: PLC0415  matplotlib is an extra

        weight = "bold" if bold else "normal"
        if self.source == "installed":
            return FontProperties(family=[self.name], size=size, weight=weight)
        return FontProperties(fname=self.path, size=size)  # its only weight


def chart_font() -> ChartFont:
    """The first of ``KNOWN_FONTS`` that matplotlib finds on the machine, else the one that the package zhplot ships.

    ``OutputError`` where there is neither, or no matplotlib (``pip install '.[charts]'`` brings both). Nothing is
    registered with matplotlib and none of its settings is changed.

    >>> chart_font().source in ("installed", "zhplot, OFL-1.1")
    True
    """
    require_matplotlib()
    from matplotlib.font_manager import FontProperties, findfont, fontManager  # noqa: PLC0415

    installed = {entry.name for entry in fontManager.ttflist}
    for name in KNOWN_FONTS:
        if name in installed:
            return ChartFont(name, str(findfont(FontProperties(family=[name]))), "installed")
    shipped = _shipped()
    if shipped is None:
        raise NoChartsError(
            f"画图需要有汉字的字体，这台机器上没有（{KNOWN_FONTS[0]} 等 {len(KNOWN_FONTS)} 种都没有）；"
            "请在 duizhao 的文件夹里运行 pip install '.[charts]'，它带有思源黑体"
        )
    return ChartFont(SHIPPED_NAME, str(shipped), "zhplot, OFL-1.1")


def require_matplotlib() -> None:
    """``OutputError`` where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise NoChartsError("画图需要软件包 matplotlib，没有装好；请在 duizhao 的文件夹里运行 pip install '.[charts]'")


def _shipped() -> Path | None:
    found = find_spec("zhplot")  # not imported: that would set the font of every chart of this process
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder, "fonts", SHIPPED)
        if path.is_file():
            return path
    return None


class Pen:
    """Writes texts into a figure: in one font, as they stand, on one line, and never a box.

    What looks like a formula (``$x$``) is none; a character that cannot be seen or that the font has not is shown by its number.
    """

    def __init__(self, font: ChartFont) -> None:
        from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415

        self.font = font
        self._glyphs = frozenset(get_font(findfont(font.properties(10))).get_charmap())

    def text(self, text: str) -> str:
        """The text as the font can write it."""
        return "".join(self._written(" ".join(visible(text).split())))

    def look(self, size: float, *, bold: bool = False) -> dict[str, Any]:
        """The arguments for a text of that size."""
        return {"fontproperties": self.font.properties(size, bold=bold), "parse_math": False}

    def _written(self, text: str) -> Iterator[str]:
        for character in text:
            if ord(character) in self._glyphs:
                yield character
            else:
                yield _IN_ITS_PLACE.get(character, f"[U+{ord(character):04X}]")


# Signs of the report and of visible() that Chinese fonts lack, and what stands for them.
_IN_ITS_PLACE = {"✕": "×", "⟦": "[", "⟧": "]", "≥": ">=", "≤": "<=", "◐": "半", "★": "*"}
