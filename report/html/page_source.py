"""Script and style of a page: files of the templates folder, one behind the other, and the policy that lets in nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from jinja2 import Environment
from markupsafe import Markup

STYLES = (
    "style_frame.css",
    "style_brief.css",
    "style_rows.css",
    "style_review.css",
    "style_narrow.css",
    "style_print.css",
)
# In this order: a file sees what those before it declare; the last one sets everything going.
SCRIPTS = (
    "script_base.js",
    "script_later.js",
    "script_orders.js",
    "script_filters.js",
    "script_changes.js",
    "script_search.js",
    "script_tables.js",
    "script_keys.js",
    "script_review_file.js",
    "script_review_decisions.js",
    "script_review_row.js",
    "script_review_choice.js",
    "script_review.js",
    "script_start.js",
)
INDEX_SCRIPTS = ("script_base.js", "script_tables.js", "script_index.js")


def style_of(environment: Environment, names: Sequence[str] = STYLES) -> Markup:
    """The style files joined; nothing in them comes from a document."""
    return Markup("".join(source_of(environment, name) for name in names))  # noqa: S704 - our own files


def script_of(environment: Environment, names: Sequence[str] = SCRIPTS) -> Markup:
    """The script files joined in one function; nothing in them comes from a document."""
    body = "\n".join(source_of(environment, name) for name in names)
    return Markup(f'(function () {{\n"use strict";\n\n{body}}})();\n')  # noqa: S704 - our own files


def source_of(environment: Environment, name: str) -> str:
    """A file of the templates folder as it is."""
    if environment.loader is None:
        raise RuntimeError("the environment of the report has lost its templates")
    return environment.loader.get_source(environment, name)[0]


def policy_of(style: str, script: str) -> str:
    """A content security policy that lets in these two texts and nothing else.

    >>> policy_of("p {}", "").split("; ")[:2]
    ["default-src 'none'", "style-src 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='"]
    """
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; {scripts}style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
