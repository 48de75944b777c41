"""Read and clean policy texts: what is a document, what did its file say, what did cleaning change."""

from .clean.cleaning import Cleaned, clean, count_by_rule
from .clean.table_rows import MARKED_AS_SAME, TableCell, TableRow, TextTable, find_tables
from .describe.lost_breaks import LONG_LINE
from .describe.roles_in_set import DocumentRoles, find_roles
from .document import Annex, CleanedFile, Document, Level, Metadata, Role
from .documents import make_document, make_documents, read_document, read_documents
from .errors import (
    DocumentError,
    DuizhaoError,
    EncoderError,
    JudgeError,
    LinkerError,
    OptionError,
    OutputError,
    ParserError,
    PlaceError,
    RoleError,
    TokenizerError,
    UnknownFormatError,
)
from .formats import READABLE_SUFFIXES, Decoded, is_own_report, known_encoding
from .formats.zips import SafeZip, ZipLimits
from .positions import Positions
from .reading import read_bytes
from .reading_rules import ReadingRules, load_reading_rules

__all__ = [
    "LONG_LINE",
    "MARKED_AS_SAME",
    "READABLE_SUFFIXES",
    "Annex",
    "Cleaned",
    "CleanedFile",
    "Decoded",
    "Document",
    "DocumentError",
    "DocumentRoles",
    "DuizhaoError",
    "EncoderError",
    "JudgeError",
    "Level",
    "LinkerError",
    "Metadata",
    "OptionError",
    "OutputError",
    "ParserError",
    "PlaceError",
    "Positions",
    "ReadingRules",
    "Role",
    "RoleError",
    "SafeZip",
    "TableCell",
    "TableRow",
    "TextTable",
    "TokenizerError",
    "UnknownFormatError",
    "ZipLimits",
    "clean",
    "count_by_rule",
    "find_roles",
    "find_tables",
    "is_own_report",
    "known_encoding",
    "load_reading_rules",
    "make_document",
    "make_documents",
    "read_bytes",
    "read_document",
    "read_documents",
]
