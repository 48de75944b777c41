"""Read the text out of every kind of file an office sends."""

from .decoded import Decoded
from .dispatch import decode_file
from .encodings import known_encoding
from .format_rules import FormatRules
from .sniffing import READABLE_SUFFIXES, is_own_report

__all__ = ["READABLE_SUFFIXES", "Decoded", "FormatRules", "decode_file", "is_own_report", "known_encoding"]
