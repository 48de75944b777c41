"""The site of the documentation: what is generated says all there is to say, and what leads nowhere is found.

The site itself is built by ``make check``, which fails on any warning.
"""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import click
import pytest
from column_pages import column_page, columns_of, undescribed
from command_pages import command_page
from name_pages import name_page
from pair_search import PairSearch
from report_case import small_report
from site_links import broken_links, fetched
from staging import GENERATED, navigation, page_places, with_links
from store_pages import undescribed_in_store

import duizhao as dz
from duizhao.cli import cli
from duizhao.results.tidy_tables import TABLES, table_of

MODULES = ("column_pages", "command_pages", "markdown_pieces", "name_pages", "pair_search", "staging", "store_pages")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_generators_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed


# -------------------------------------------------------------------------------------------------------- what is generated


def _commands(group: click.Group, name: str) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for one, command in group.commands.items():
        found.append((f"{name} {one}", command))
        if isinstance(command, click.Group):
            found += _commands(command, f"{name} {one}")
    return found


def test_every_command_and_option_has_its_row() -> None:
    page = command_page()
    sections = {part.splitlines()[0].strip(): part for part in page.replace("\n### ", "\n## ").split("\n## ")[1:]}
    commands = _commands(cli, "duizhao")
    assert set(sections) == {name for name, command in commands if not command.hidden}
    for name, command in commands:
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert all(f"`{flag}`" in sections[name] for flag in option.opts), (name, option.opts)


def test_every_column_has_a_meaning() -> None:
    assert undescribed() == []
    assert undescribed_in_store() == []


def test_the_columns_are_those_of_the_tables() -> None:
    page, report = column_page(), small_report()
    for name in TABLES:
        columns = [one.column.key for one in columns_of(name)]
        assert list(table_of(report, name).columns[: len(columns)]) == columns
        assert f"`{name}`" in page


def test_every_public_name_is_described() -> None:
    page = name_page()
    assert [name for name in dz.__all__ if not name.startswith("__") and f"duizhao.{name}\n" not in page] == []


# --------------------------------------------------------------------------------------------------------- how it is put up


def test_every_page_stands_in_the_contents_once() -> None:
    known = [
        *(page.removesuffix(".md") for page in page_places().values()),
        *(name.removesuffix(".md") for name in GENERATED),
    ]
    listed = [
        line for part in navigation(known) for line in part.splitlines() if line and not line.startswith(("`", ":"))
    ]
    assert sorted(listed) == sorted(set(known) - {"index"})


def test_a_page_that_nobody_placed_stands_among_the_rest() -> None:
    parts = list(navigation(["index", "开始", "没有人放的"]))
    assert [part.splitlines()[2] for part in parts] == [":caption: 开始", ":caption: 其他"]
    assert "没有人放的" in parts[1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("见 `formats.md`", "见 [`formats.md`](../formats.md)"),
        ("见 `没有的.md`", "见 `没有的.md`"),
        ("[报告](../formats.md#矩阵)", "[报告](../formats.md#矩阵)"),
        ("断开的\n一行，\n  `code` 不动", "断开的一行，\n  `code` 不动"),
        ("```\n见 `docs/formats.md`\n断开\n不接\n```\n", "```\n见 `docs/formats.md`\n断开\n不接\n```\n"),
    ],
)
def test_links_lead_to_the_pages_of_the_site(text: str, shown: str) -> None:
    places = {"docs/formats.md": "formats.md", "docs/en/index.md": "en/index.md"}
    assert with_links(text.replace("`formats.md`", "`docs/formats.md`"), "docs/en/index.md", places) == shown.replace(
        "[`formats.md`]", "[`docs/formats.md`]"
    )


def test_search_finds_a_word_inside_others() -> None:
    terms = PairSearch({}).split("看出强弱化的程度，to_frame")
    assert {"弱化", "程度", "to_frame"} <= set(terms)


def test_what_leads_nowhere_or_elsewhere_is_told(tmp_path: Path) -> None:
    page = '<h1 id="a">x</h1><a href="#a"></a><a href="b.html#c"></a><a href="没有.html"></a><a href="https://example.org"></a>'
    (tmp_path / "a.html").write_text(page + '<script src="https://example.org/x.js"></script>', encoding="utf-8")
    (tmp_path / "b.html").write_text("<p id='d'>", encoding="utf-8")
    (tmp_path / "s.css").write_text('@font-face{src:url("https://example.org/f")}', encoding="utf-8")
    assert broken_links(tmp_path) == ["a.html: b.html#c", "a.html: 没有.html"]
    assert fetched(tmp_path) == ["a.html: https://example.org/x.js", 's.css: url("http']
