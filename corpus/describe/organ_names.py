"""How the name of an organ looks, wherever it stands: in a letterhead, a signature, a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...language import load_table


@dataclass(frozen=True, slots=True)
class OrganNames:
    """What the name of an organ ends with (``name``), and what may stand behind it and is no part of it (``behind``)."""

    name: re.Pattern[str]
    behind: re.Pattern[str]

    def looks_like_organ(self, text: str) -> bool:
        """Does a line end as the name of an organ does?

        >>> names = load_organ_names()
        >>> names.looks_like_organ("溪山省人民政府办公厅关于印发"), names.looks_like_organ("溪山省公共书屋")
        (True, False)
        """
        return self.name.search(text) is not None

    def bare(self, text: str) -> str:
        """The name without what stands behind it.

        >>> load_organ_names().bare("溪山省人民政府关于印发")
        '溪山省人民政府'
        """
        return self.behind.sub("", text)


def load_organ_names(table: Mapping[str, Any] | None = None) -> OrganNames:
    """The patterns of ``tables/organs.toml``; ``table`` is that table, where it was read already."""
    organs = load_table("duizhao.corpus", "organs") if table is None else table
    return OrganNames(re.compile(organs["organ_name"]["pattern"]), re.compile(organs["behind_organ_name"]["pattern"]))
