"""How much a PDF would unfold to, told from its bytes before a parser gets it: nested forms, shared contents, streams of blanks."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import DocumentError


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What the pages of a PDF may hold, in bytes of drawing once unpacked, and how often a form may be drawn on a page."""

    stream_bytes: int = 32 << 20
    total_bytes: int = 256 << 20
    again_bytes: int = 4 << 20  # of pages that draw nothing but what others drew before them
    draws: int = 50_000


_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 20_000  # bytes of an object in which its entries are looked for
_FORM, _IMAGE = re.compile(rb"/Subtype\s*/Form\b"), re.compile(rb"/Subtype\s*/Image\b")
_FLATE, _PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b"), re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d{1,10})\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_FORMS = re.compile(rb"/XObject\s*(?:<<(.*?)>>|(\d{1,10})\s+\d{1,5}\s+R)", re.DOTALL)
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,127})\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]{1,127})\s+Do\b")


def check_pdf(data: bytes, limits: PdfLimits | None = None) -> None:
    """Refuse a PDF that unfolds to more than can be read. What cannot be told from its bytes (with a password) is not looked at.

    :raises DocumentError: it does.
    """
    _Pdf(data, limits or PdfLimits()).check()


class _Pdf:
    """The objects of a file, by their numbers, and what drawing them costs."""

    def __init__(self, data: bytes, limits: PdfLimits) -> None:
        self._data, self._limits = data, limits
        self._heads: dict[int, bytes] = {}
        self._streams: dict[int, tuple[int, int]] = {}  # where each begins, and where its object ends
        self._unpacked: dict[int, tuple[int, dict[bytes, int]]] = {}
        self._costs: dict[int, tuple[int, int]] = {}
        starts = list(_OBJECT.finditer(data))
        for match, end in zip(starts, [*(one.start() for one in starts[1:]), len(data)], strict=False):
            self._take(int(match[1]), match.end(), end)
        for number in [one for one in self._streams if _PACKED.search(self._heads[one])]:
            for inside, head in self._packed(number):
                self._heads.setdefault(inside, head)

    def _take(self, number: int, start: int, end: int) -> None:
        stream = _STREAM.search(self._data, start, min(end, start + _HEAD))
        self._heads[number] = self._data[start : min(end, start + 50 * _HEAD) if stream is None else stream.start()]
        if stream is not None:
            self._streams[number] = (stream.end(), end)

    def check(self) -> None:
        """Add up what the pages draw, each as often as it is named."""
        total = again = 0
        seen: set[int] = set()
        for head in list(self._heads.values()):
            kids = _KIDS.search(head)
            for page in _REFERENCE.findall(kids[1]) if kids is not None else ():
                contents = self._contents(int(page))
                size, draws = self._page(int(page), contents)
                total += size
                again += size if seen.issuperset(contents) else 0
                seen.update(contents)
                if draws > self._limits.draws:
                    raise _heavy(f"一页上画出 {self._limits.draws} 个以上的表单，互相嵌套")
                if again > self._limits.again_bytes:
                    raise _heavy("许多页画的是同一段内容")
                if total > self._limits.total_bytes:
                    raise _heavy(f"各页的内容解开后超过 {self._limits.total_bytes >> 20} MB")

    def _contents(self, page: int) -> list[int]:
        """The streams of a page."""
        found = _CONTENTS.search(self._heads.get(page, b""))
        if found is None:
            return []
        return list(map(int, _REFERENCE.findall(found[1]) if found[1] is not None else [found[2]]))

    def _page(self, number: int, contents: list[int]) -> tuple[int, int]:
        if not contents:
            return 0, 0
        forms = self._forms(self._heads.get(number, b""))
        costs = [self._cost(part, forms, 0) for part in contents]
        return sum(size for size, _ in costs), sum(draws for _, draws in costs)

    def _cost(self, number: int, forms: dict[bytes, int], depth: int) -> tuple[int, int]:
        """How many bytes a stream draws with all the forms in it, and how many forms those are."""
        size, drawn = self._content(number)
        draws = 0
        for name, times in drawn.items():
            form = forms.get(name)
            if form is None or not _FORM.search(self._heads.get(form, b"")):
                continue
            inner = self._form(form, depth + 1)
            size, draws = size + times * inner[0], draws + times * (1 + inner[1])
        return size, draws

    def _form(self, number: int, depth: int) -> tuple[int, int]:
        if number not in self._costs:
            self._costs[number] = (0, 0)  # one inside itself is drawn once by those who read it
            if depth < 200:
                self._costs[number] = self._cost(number, self._forms(self._heads[number]), depth)
        return self._costs[number]

    def _forms(self, head: bytes) -> dict[bytes, int]:
        """The forms and images that an object can draw, by their names."""
        shared = _RESOURCES.search(head)
        if shared is not None:
            head += self._heads.get(int(shared[1]), b"")
        found = _FORMS.search(head)
        if found is None:
            return {}
        entries = found[1] if found[1] is not None else self._heads.get(int(found[2]), b"")
        return {match[1]: int(match[2]) for match in _NAMED.finditer(entries)}

    def _content(self, number: int) -> tuple[int, dict[bytes, int]]:
        """The size of a stream once unpacked, and what it draws, each name with how often."""
        if number not in self._unpacked:
            content = self._unpack(number)
            drawn: dict[bytes, int] = {}
            for match in _DRAWN.finditer(content):
                drawn[match[1]] = drawn.get(match[1], 0) + 1
            self._unpacked[number] = (len(content), drawn)
        return self._unpacked[number]

    def _unpack(self, number: int) -> bytes:
        head, place = self._heads.get(number, b""), self._streams.get(number)
        if place is None or _IMAGE.search(head) or not _FLATE.search(head):
            return b""
        most = self._limits.stream_bytes
        try:
            content = zlib.decompressobj().decompress(self._data[place[0] : place[1]], most + 1)
        except zlib.error:
            return b""
        if len(content) > most:
            raise _heavy(f"里面的一段内容解开后超过 {most >> 20} MB")
        return content

    def _packed(self, number: int) -> Iterator[tuple[int, bytes]]:
        """The objects that are packed into a stream."""
        content, first = self._unpack(number), _FIRST.search(self._heads[number])
        if first is None:
            return
        start = int(first[1])
        words = [int(word) for word in content[:start].split() if word.isdigit()]
        places = [*words[1::2], len(content)]
        for inside, place, end in zip(words[::2], places, places[1:], strict=False):
            yield inside, content[start + place : start + end]


def _heavy(found: str) -> DocumentError:
    return DocumentError(f"PDF 不正常：{found}，不予读取；请用 PDF 软件重新导出，或拆分后再试")
