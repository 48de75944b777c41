"""Reads a Windows batch file as far as can be done without Windows: what is known to go wrong in one, line by line."""

from __future__ import annotations

import re

_LABEL = re.compile(r"^:(\w+)", re.MULTILINE)
_JUMP = re.compile(r"\b(?:goto|call\s*:)\s*:?(\w+)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_SET = re.compile(r'^\s*(?:if .*?\s)?set\s+(?!"[A-Z_0-9]+=[^"]*"\s*$)', re.IGNORECASE)


def complaints(data: bytes) -> list[str]:
    """What is wrong with a batch file, one line each; nothing where nothing is known to be."""
    found = []
    if b"\n" in data.replace(b"\r\n", b"") or not data.endswith(b"\r\n"):
        found.append("a line ends otherwise than in CRLF")
    if data.startswith(b"\xef\xbb\xbf") or not data.isascii():
        found.append("a byte is not ASCII: what it means depends on the code page")
    text = data.decode("latin-1").replace("\r\n", "\n")
    lines = [line for line in text.split("\n") if line.strip() and not line.lower().startswith(("rem ", "::"))]
    if lines[:1] != ["@echo off"]:
        found.append("the commands themselves are shown")
    if not any(line.startswith("chcp 65001") for line in lines):
        found.append("the console is not set to UTF-8")
    labels = [label.lower() for label in _LABEL.findall(text)]
    jumps = {jump.lower() for line in lines for jump in _JUMP.findall(line)} - {"eof"}
    found += [f"goto {jump}: no such label" for jump in sorted(jumps - set(labels))]
    found += [f":{label} stands twice" for label in sorted(set(labels)) if labels.count(label) > 1]
    found += [complaint for line in lines for complaint in _line(line)]
    if "pause" not in [line.strip().lower() for line in lines]:
        found.append("the window closes before anybody has read it")
    return found


def _line(line: str) -> list[str]:
    """What is wrong with one line."""
    outside = _QUOTED.sub('""', line)
    found = []
    if line.count('"') % 2:
        found.append(f"a quote is not closed: {line}")
    if re.search(r"%~?[a-z]*\d", outside, re.IGNORECASE):
        found.append(f"an argument without quotes: {line}")
    if re.search(r"%(?!PYTHON%)\w+%", outside):
        found.append(f"a variable without quotes: {line}")
    if outside.count("%*") > 1 or ("%*" in outside and "BEGIN" not in line):
        found.append(f"all arguments where they are not handed on: {line}")
    if _SET.search(line):
        found.append(f"a variable is set without quotes: {line}")
    if re.search(r"%%~\w*[fdpnxsatz](?=[a-z_])", line) and not re.search(r"%%~[fdpnxsatz]+[G-MO-RU-WY]", line):
        found.append(f"the letter of a loop is read as one more way of writing a path: {line}")
    if "&" in outside.replace("2>&1", ""):
        found.append(f"two commands on a line: {line}")
    return found
