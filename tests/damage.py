"""What pages do to a well-formed text: its line breaks lost, its lines wrapped, page numbers and running heads between them."""

from __future__ import annotations

# A mark that may not begin a line hangs behind the one before.
NEVER_FIRST = "，。；：、！？”’）》】"
PAGE = 22  # lines
NUMBERS = ("— {page} —", "{page}", "第{page}页 共{pages}页")


def flattened(text: str, between: str) -> str:
    r"""The text with something else for every line break.

    >>> flattened("一、总则\n（一）免费。", "　　")
    '一、总则　　（一）免费。'
    """
    return text.replace("\n", between)


def wrapped(text: str, width: int, *, indented: bool) -> list[str]:
    """The lines of a text as a page of so many characters shows it; paragraphs behind the first may be indented.

    >>> wrapped("书屋应当免费开放，不得收费。", 8, indented=False)
    ['书屋应当免费开放，', '不得收费。']
    """
    lines = []
    for i, paragraph in enumerate(text.split("\n")):
        rest = "　　" + paragraph if indented and i else paragraph
        while rest:
            end = width
            while rest[end : end + 1] and rest[end] in NEVER_FIRST:
                end += 1
            lines.append(rest[:end])
            rest = rest[end:]
    return lines


def paged(lines: list[str], number: str, head: str = "") -> str:
    r"""Lines on pages: a number under each, and a running head on top of each but the first.

    >>> paged(["甲"] * 23, "— {page} —", "书屋办法").split("\n")[22:]
    ['— 1 —', '', '书屋办法', '甲', '— 2 —', '']
    """
    pages = [lines[i : i + PAGE] for i in range(0, len(lines), PAGE)]
    shown: list[str] = []
    for page, content in enumerate(pages, 1):
        shown += [head, *content] if head and page > 1 else content
        shown += [number.format(page=page, pages=len(pages)), ""]
    return "\n".join(shown)
