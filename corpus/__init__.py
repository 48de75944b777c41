"""Read and clean policy texts: what is a document, what did its file say, what did cleaning change."""

from .cleaning import Cleaned, clean, count_by_rule
from .document import CleanedFile, Document, Level, Metadata, Role
from .documents import make_document, make_documents, read_document, read_documents
from .errors import (
    DocumentError,
    DuizhaoError,
    EncoderError,
    OutputError,
    ParserError,
    RoleError,
    TokenizerError,
    UnknownFormatError,
)
from .flat import LONG_LINE
from .formats import READABLE_SUFFIXES, Decoded, is_own_report, known_encoding
from .numerals import ordinal
from .places import Places
from .reading_rules import ReadingRules, load_reading_rules
from .roles import Roles, find_roles
from .rules import load_table
from .spans import Edit, OffsetMap, Span, compose, replay

__all__ = [
    "LONG_LINE",
    "READABLE_SUFFIXES",
    "Cleaned",
    "CleanedFile",
    "Decoded",
    "Document",
    "DocumentError",
    "DuizhaoError",
    "Edit",
    "EncoderError",
    "Level",
    "Metadata",
    "OffsetMap",
    "OutputError",
    "ParserError",
    "Places",
    "ReadingRules",
    "Role",
    "RoleError",
    "Roles",
    "Span",
    "TokenizerError",
    "UnknownFormatError",
    "clean",
    "compose",
    "count_by_rule",
    "find_roles",
    "is_own_report",
    "known_encoding",
    "load_reading_rules",
    "load_table",
    "make_document",
    "make_documents",
    "ordinal",
    "read_document",
    "read_documents",
    "replay",
]
