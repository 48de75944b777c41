"""Settings of the site (Sphinx); ``make_site.py`` gathers the pages that it reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pair_search import PairSearch

import duizhao

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "duizhao · 对照"
author = "duizhao contributors"
project_copyright = "duizhao contributors"
release = version = duizhao.__version__
language = "zh_CN"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"

# Headings may be linked to as they are on other sites of Markdown: [矩阵](formats.md#矩阵).
myst_heading_anchors = 4
myst_footnote_transition = False  # they stand under a heading of their own
myst_enable_extensions = ["attrs_block"]
autodoc_typehints = "none"  # the signature is long enough; what a parameter takes is said in words
autodoc_member_order = "bysource"
python_display_short_literal_types = True
add_module_names = False

html_theme = "furo"
html_title = "对照 duizhao"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None  # the same sources give the same site
html_search_language = "zh"
html_search_scorer = str(Path(__file__).with_name("scorer.js"))
locale_dirs = ["locales"]
# Fonts of the reader's machine; nothing is fetched from anywhere.
_FONTS = (
    '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
)
html_theme_options = {
    "light_css_variables": {"font-stack": _FONTS},
    "dark_css_variables": {"font-stack": _FONTS},
    "navigation_with_keys": True,
}


def setup(app: Sphinx) -> None:
    """Search by pairs of characters, which finds Chinese words wherever they stand."""
    app.add_search_language(PairSearch)
