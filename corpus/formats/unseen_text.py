"""What of a file was left out or could not be written as it looks: counted by kind, each kind told in one line with its first place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

UNKNOWN = "〔?〕"  # stands for a character that is seen but not known
_SHOWN = 15


class Unseen(Enum):
    """The kinds, each with what is said of it."""

    STRUCK = "划掉的文字（删除线）{} 处没有读入"
    HIDDEN = "隐藏的文字 {} 处没有读入"
    MARK = "上标的注码 {} 处没有放进正文"
    PICTURE = "图片代替的字 {} 处认不出，写作〔?〕"
    SYMBOL = "符号字体的字 {} 处认不出，写作〔?〕"
    FIELD = "没有结果的域 {} 处，写作〔?〕"
    FORMULA = "公式 {} 处按一行写出，请核对"
    RAISED = "上下标 {} 处按一行写出，请核对"


@dataclass(slots=True)
class UnseenText:
    """Counts what a reader of the text should be told.

    >>> told = UnseenText()
    >>> told.add(Unseen.STRUCK, "1", "每年检查")
    >>> list(told.warnings())
    ['划掉的文字（删除线）1 处没有读入，第一处是“每年检查”后的“1”']
    """

    _counts: dict[Unseen, int] = field(default_factory=dict)
    _first: dict[Unseen, str] = field(default_factory=dict)

    def add(self, kind: Unseen, text: str, before: str) -> None:
        """Take note of ``text``, and of what stands in front of it."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if kind not in self._first:
            text, before = ("".join(part.split()) for part in (text[:200], before[-200:]))
            behind = f"“{before[-_SHOWN:]}”后" if before else "一段的开头"
            self._first[kind] = f"{behind}的“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else behind

    def __contains__(self, kind: Unseen) -> bool:
        return kind in self._counts

    def warnings(self) -> Iterator[str]:
        """One line for each kind that was met."""
        for kind in Unseen:
            if kind in self._counts:
                yield f"{kind.value.format(self._counts[kind])}，第一处是{self._first[kind]}"
