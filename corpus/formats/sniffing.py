"""What a file is, by its first bytes and not by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import PurePath

from ..errors import DocumentError
from .zips import SafeZip

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What is known by its first bytes and cannot be read, and what to call it.
_OTHERS = (
    (b"\x89PNG\r\n\x1a\n", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"GIF8", "图片（GIF）"),
    (b"II*\0", "图片（TIFF）"),
    (b"MM\0*", "图片（TIFF）"),
    (b"Rar!\x1a\x07", "压缩包（RAR）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）"),
    (b"\x1f\x8b\x08", "压缩包（gzip）"),
)
_PDF_OBJECT = re.compile(rb"(?:^|[\s\0])\d{1,10}\s+\d{1,5}\s+obj\b")
_PDF_HEAD = re.compile(rb"%PDF-(?:\d\.\d[ \t]*[\r\n%]|[\d.]{0,3}[ \t]*\Z)")
# The streams of the old container, by which the program that wrote it is known.
_STREAMS = (
    ("EncryptedPackage", "ole-encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
# What a file of a suffix may hold without anything being odd.
_HELD = {
    ".txt": ("txt", "md"),
    ".text": ("txt", "md"),
    ".md": ("md", "txt"),
    ".markdown": ("md", "txt"),
    ".html": ("html",),
    ".htm": ("html",),
    ".shtml": ("html",),
    ".docx": ("docx",),
    ".doc": ("doc",),
    ".wps": ("doc",),
    ".rtf": ("rtf",),
    ".odt": ("odt",),
    ".pdf": ("pdf",),
    ".ofd": ("ofd",),
}
SHOWN = {
    "txt": "纯文本",
    "md": "Markdown",
    "html": "网页（HTML）",
    "docx": "Word 文档（.docx）",
    "doc": "旧版 Word 或 WPS 文档（.doc、.wps）",
    "rtf": "RTF",
    "odt": "OpenDocument 文本（.odt）",
    "pdf": "PDF",
    "ofd": "OFD",
}
READABLE_SUFFIXES = tuple(_HELD)
_TEXT_READABLE = "需要 .txt .md .html .docx .pdf .doc .wps .rtf .odt .ofd 之一"


def sniff(data: bytes) -> str:
    """What the bytes are: ``pdf docx ofd odt doc rtf``, or ``text`` for what has to be decoded first.

    :raises DocumentError: they are known to be something else (a picture, a workbook, an archive), or a document with a password.

    >>> sniff(b"%PDF-1.7"), sniff("第一条".encode())
    ('pdf', 'text')
    """
    if data.startswith(ZIP_SIGNATURES):
        return _in_zip(data)
    if data.startswith(OLE_SIGNATURE[:4]):
        return _in_ole(data)
    if _is_pdf(data):
        return "pdf"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    for signature, kind in _OTHERS:
        if data.startswith(signature):
            raise DocumentError(f"内容是 {kind}，{_TEXT_READABLE}；请先转换成其中一种")
    return "text"


def _is_pdf(data: bytes) -> bool:
    """Is it a PDF, perhaps behind what a server or a program put before it? A text may mention the signature, also as its first word."""
    place = data[:1024].find(b"%PDF-")
    if place < 0:
        return False
    at_once = not data[:place].strip(b"\xef\xbb\xbf \t\r\n\0")
    return _PDF_OBJECT.search(data) is not None or (at_once and _PDF_HEAD.match(data, place) is not None)


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lstrip("/") for name in archive.namelist()[:3000]]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        raise DocumentError(
            "内容是 zip 容器（.docx、.ofd 等），但已损坏，需要完整的文件；请重新下载或重新保存"
        ) from None
    if "OFD.xml" in names:
        return "ofd"
    if "content.xml" in names and "[Content_Types].xml" not in names:
        return "odt"
    for folder, kind in (("word/", "docx"), ("xl/", "Excel 工作簿"), ("ppt/", "PowerPoint 演示文稿")):
        if any(name.startswith(folder) for name in names):
            if kind == "docx":
                return kind
            raise DocumentError(f"内容是 {kind}，{_TEXT_READABLE}；请先另存为 .docx 或 .txt")
    raise DocumentError(f"内容是压缩包（zip），{_TEXT_READABLE}；请先解压，再给出其中的文件")


def _in_ole(data: bytes) -> str:
    kind = next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), "ole")
    if kind == "ole-encrypted":
        raise DocumentError("文件有密码（加密的 Office 文档），需要没有密码的；请先去掉密码再试")
    if kind != "doc":
        shown = {"xls": "Excel 工作簿", "ppt": "PowerPoint 演示文稿"}.get(kind, "旧版 Office 容器（没有 Word 正文）")
        raise DocumentError(f"内容是 {shown}，{_TEXT_READABLE}；请先另存为 .docx 或 .txt")
    # The head of the document mostly stands in the first sector; its flag for a password is the first bit of byte 11.
    head = data[512:524]
    if head[:2] == b"\xec\xa5" and len(head) > 11 and head[11] & 1:
        raise DocumentError("文件有密码（加密的 Word 文档），需要没有密码的；请先去掉密码再试")
    return "doc"


_TAG = re.compile(
    r"</?(?:html|head|body|meta|div|p|span|table|tbody|thead|tr|td|th|br|hr|ul|ol|li|h[1-6]|font|strong|b|em|a|img|script|style|section|article|sup|sub|del|ins|strike|s|u|i|small|ruby|center|main)"
    r"(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"(?:From: |MIME-Version: |Subject: )[\s\S]{0,1500}?multipart/related", re.IGNORECASE)
_OPENS_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_own_report(data: bytes) -> bool:
    """Is this a page, a Word file or a Markdown text that duizhao wrote itself, which a folder may hold beside its documents?

    >>> is_own_report(b'<!DOCTYPE html><meta name="generator" content="duizhao 1.0">'), is_own_report(b"# a <!-- duizhao -->")
    (True, True)
    """
    if data.startswith(b"PK"):
        return _is_own_word_file(data)
    return b'<meta name="generator" content="duizhao' in data[:5000] or data[-200:].rstrip().endswith(
        b"<!-- duizhao -->"
    )


def _is_own_word_file(data: bytes) -> bool:
    try:
        properties = SafeZip(data).read("docProps/core.xml")
    except DocumentError:
        return False
    return b"<dc:creator>duizhao</dc:creator>" in properties


def refuse_other_markup(text: str) -> None:
    """Refuse what is text but no document: an archive of a page, XML of another kind.

    :raises DocumentError: it is one of these.
    """
    head = text[:3000].lstrip("\ufeff \t\r\n")
    if _ARCHIVE.match(head):
        raise DocumentError(
            f"内容是网页存档（MHTML），{_TEXT_READABLE}；请在浏览器或 Word 里打开，另存为 .html 或 .docx"
        )
    if head.startswith("<?xml") and not _OPENS_PAGE.match(head):
        raise DocumentError(f"内容是 XML（不是网页），{_TEXT_READABLE}；请在原来的程序里打开，另存为 .docx 或 .txt")


def is_html(text: str) -> bool:
    """Is a text the source of a page, or of a piece of one? A few stray tags make no page.

    >>> is_html("<p>第一条 书屋免费。</p><p>第二条 书屋开放。</p>"), is_html("第一条 书屋免费。<br>")
    (True, False)
    """
    if _OPENS_PAGE.match(text[:4000].lstrip("\ufeff")):
        return True
    sample = text[:200_000]
    tags = _TAG.findall(sample)
    starts = _TAG.match(sample.lstrip("\ufeff \t\r\n\u3000")) is not None
    marked = sum(map(len, tags))
    return (starts and len(tags) >= 3) or (len(tags) >= 20 and marked * 10 >= len(sample))


def lying_suffix(name: str, found: str) -> str | None:
    """A warning where a file's name says it is something else than it is.

    >>> lying_suffix("a.doc", "html")
    '后缀是 .doc，内容是网页（HTML），按内容读取'
    >>> lying_suffix("a.html", "html"), lying_suffix("2021.3.15 通知", "txt")
    (None, None)
    """
    suffix = PurePath(name).suffix.lower()
    held: Collection[str] = _HELD.get(suffix, (found,))
    return None if found in held else f"后缀是 {suffix}，内容是{SHOWN[found]}，按内容读取"
