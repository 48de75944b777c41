"""What the table of pages says: where documents stand, what stands around them, and what pages say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...language import load_table
from ..page_labels import load_page_labels


@dataclass(frozen=True, slots=True)
class PageRules:
    """The selectors of ``tables/html.toml``, what a page says of its site (``foot``), and what it says of a document.

    ``label`` finds a label that begins an element, ``label_alone`` one that is all of it; ``meta`` are the names of ``<meta>`` elements
    with the label that stands for each. ``handed_on`` finds what a notice says that hands on a file, ``attached`` that file's name.
    """

    containers: tuple[str, ...]
    titles: tuple[str, ...]
    outside: str
    foot: re.Pattern[str]
    label: re.Pattern[str]
    label_alone: re.Pattern[str]
    meta: Mapping[str, str]
    handed_on: re.Pattern[str]
    attached: re.Pattern[str]


def load_page_rules() -> PageRules:
    """The packaged table.

    >>> load_page_rules().containers[0]
    '#UCAP-CONTENT'
    """
    table = load_table("duizhao.corpus", "html")
    labels = load_page_labels()
    containers, titles, outside = (
        tuple(row["selector"] for row in table[name]) for name in ("container", "title", "outside")
    )
    foot, handed_on, attached = (re.compile(table[name]["pattern"]) for name in ("foot", "handed_on", "attached"))
    return PageRules(
        containers=containers,
        titles=titles,
        outside=", ".join(outside),
        foot=foot,
        label=labels.of_element,
        label_alone=labels.alone,
        meta={name.lower(): label for name, label in table["meta"].items()},
        handed_on=handed_on,
        attached=attached,
    )
