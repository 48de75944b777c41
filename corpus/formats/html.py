"""The document on a page, as edits that lead from the page's source to its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...language.spans import Edit
from ..errors import DocumentError
from .comparison_tables import Comparisons
from .format_rules import FormatRules
from .page_attachments import attachment_warning
from .page_content import choose
from .page_load import PageLimits
from .page_markup import mark_source
from .page_runs import PageRuns
from .page_styles import PageStyles
from .page_text import PageText
from .page_walk import check_depth
from .page_writer import PageWriter
from .unseen_text import UnseenText

_IN_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageEdits:
    """The edits that lead from a page's source to the text of its document, and what is to be said of it."""

    edits: tuple[Edit, ...]
    warnings: tuple[str, ...] = ()


def html_edits(source: str, rules: FormatRules | None = None) -> PageEdits:
    r"""Find the document on a page: a line for each block, a row of a table on a line, numbers of lists written out.

    What a reader does not see is taken out, and so are the ways through the site. Each character that stays keeps its place in the
    source. Linear in the source's length.

    :raises DocumentError: the page is built so that no parser could read it, or has no text.

    >>> from duizhao.language import replay
    >>> source = "<div>首页</div><div id=zoom><p>第一条&nbsp;书屋<br>免费。</p><table><tr><td>甲<td>乙</table></div>"
    >>> replay(source, html_edits(source).edits)
    '第一条\xa0书屋\n免费。\n甲\t乙'
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  needed for pages only

    rules = rules or FormatRules()
    marked = mark_source(source)
    tree = LexborHTMLParser(marked.source)
    check_depth(tree, 2 * PageLimits().depth)
    chosen = choose(tree, rules.pages, whole_page=_IN_PAGE.search(source[:100_000]) is not None)
    text, told = PageText(source), UnseenText()
    comparisons = Comparisons(rules.comparison)
    writer = PageWriter(text, PageRuns(PageStyles(tree), told), comparisons, chosen)
    for line in chosen.facts.lines:
        text.put_written(line)
        text.break_line()
    for node in chosen.nodes:
        writer.write(node, marked)
        text.break_line()
    if text.is_empty:
        left = next(told.warnings(), "")
        reason = f"（{left}）" if left else ""
        raise DocumentError(f"网页里没有文字{reason}，需要有正文的网页；请在浏览器里打开，把正文复制到 .txt 再试")
    guessed = "网页里没有认出的正文容器，从哪里到哪里是正文由标点的分布判断；请核对开头和结尾" if chosen.guessed else ""
    attached = attachment_warning(tree, text.written(), rules.pages)
    warnings = (attached, guessed, *dict.fromkeys(comparisons.warnings), *told.warnings())
    return PageEdits(tuple(text.edits()), tuple(filter(None, warnings)))
