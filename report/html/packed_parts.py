"""Parts of a page of many documents that are drawn when a reader comes to them: packed, so that the page stays small."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64encode
from html import unescape

from markupsafe import Markup, escape

from ...results.labels import Labels

# From so many local documents on. A page of fewer is written out and can be read without script.
PACKED_FROM = 9
# What a row says of itself; the text of documents is escaped and cannot read like this.
_ROW = re.compile(
    r'<(?:tr|div|li) class="row[^"<>]*" data-d="(\d+)" data-c="([^"<>]*)" data-r="(\w+)"(?: data-q="(1)")?(?: data-s="[^"<>]*")?'
    r'(?: data-t="[^"<>]*")?(?: data-u="(1)")?'
)


def pack(text: str) -> str:
    """The text packed (zlib), in signs that mean nothing in markup (base64).

    >>> pack("")
    'eNoDAAAAAAE='
    """
    return b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def later(name: str, body: Markup, words: Labels) -> Markup:
    """A place for a part of the page, with the part packed (zlib, base64) and what each of its rows says of itself.

    ``body`` is escaped already, as a template gives it. Without script the place says why nothing stands there.

    >>> from duizhao.results.labels import labels
    >>> body = Markup('<div class="row" data-d="1" data-c="2 3" data-r="adapted" data-q="1">…</div>')
    >>> str(later("local-1", body, labels("zh")))[:71]
    '<div class="later" data-later="local-1" data-rows="[[1,&#34;2 3&#34;,&#'
    """
    rows = [
        [int(found[1]), unescape(found[2]), found[3], int(bool(found[4])), int(bool(found[5]))]
        for found in _ROW.finditer(body)
    ]
    packed = pack(body)
    index = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return Markup(  # noqa: S704 - base64 has no sign of markup, all else is escaped
        f'<div class="later" data-later="{escape(name)}" data-rows="{escape(index)}">'
        f'<p class="note">{escape(words["page"]["later"])}</p>'
        f'<script type="application/octet-stream">{packed}</script></div>'
    )
