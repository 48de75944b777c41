"""The changelog: a change of what the program does has its line, and versions and tags are named alike everywhere.

Where the first test fails, write a line into the topmost section of CHANGELOG.md that says what has changed for users, then run
`make golden`. Where the second one fails, `make golden` alone is enough.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import behaviour
import pytest
from behaviour import CHANGELOG, READERS, Record, complaint, current, entries, read_record, record_text, renew
from command import run

import duizhao as dz

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
SECTION = re.compile(r"## \[(?P<version>\d+\.\d+\.\d+)\] - (?P<day>未发布|\d{4}-\d{2}-\d{2})\n\n标签：`(?P<tag>.*)`\n")


@pytest.fixture(scope="module")
def changelog() -> str:
    return CHANGELOG.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def now() -> Record:
    return current()


def test_what_the_program_does_is_what_was_recorded(now: Record) -> None:
    changed = read_record().changed(now)
    assert not changed, f"{changed} changed: say so in a new line of CHANGELOG.md, then `make golden`"


def test_every_line_of_the_changelog_is_recorded(changelog: str) -> None:
    """Otherwise a line about one thing would stand for a change of another that comes later."""
    assert set(read_record().lines) == set(entries(changelog)), "lines of CHANGELOG.md are not recorded: `make golden`"


# ------------------------------------------------------------------------------------------- the check itself, both ways


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A record and a changelog to play with; ``does`` is what the program does."""
    does: dict[str, Any] = {"outputs": {"report": "old"}}
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# 变更\n\n## [0.2.0]\n\n- 一行，\n  写成两行。\n\n## [0.1.0]\n\n- 旧的一行。\n", encoding="utf-8")
    monkeypatch.setattr(behaviour, "RECORD", tmp_path / "behaviour.toml")
    monkeypatch.setattr(behaviour, "CHANGELOG", log)
    monkeypatch.setattr(behaviour, "read_record", lambda: read_record(tmp_path / "behaviour.toml"))
    monkeypatch.setattr(
        behaviour, "current", lambda: Record(does["outputs"], tuple(entries(log.read_text(encoding="utf-8"))))
    )
    does["log"] = log
    renew()
    return does


def _add(log: Path, line: str) -> None:
    log.write_text(
        log.read_text(encoding="utf-8").replace("## [0.2.0]\n\n", f"## [0.2.0]\n\n- {line}\n"), encoding="utf-8"
    )


def test_a_change_without_a_line_is_not_recorded(bench: dict[str, Any]) -> None:
    bench["outputs"] = {"report": "new"}
    with pytest.raises(SystemExit, match=r"没有新的一行：行为变了（report）"):
        renew()
    assert behaviour.read_record().outputs == {"report": "old"}


def test_a_change_with_a_new_line_is_recorded(bench: dict[str, Any]) -> None:
    bench["outputs"] = {"report": "new", "another form": "new"}
    _add(bench["log"], "网页改了。")
    assert renew() == "已记下：another form、report"
    assert behaviour.read_record() == behaviour.current()
    bench["outputs"] = {"report": "newer"}
    with pytest.raises(SystemExit):
        renew()


def test_a_line_that_was_recorded_without_a_change_does_not_stand_for_the_next(bench: dict[str, Any]) -> None:
    _add(bench["log"], "文档改了。")
    assert renew() == "行为没有变"
    bench["outputs"] = {"report": "new"}
    with pytest.raises(SystemExit):
        renew()


def test_lines_folded_otherwise_are_no_new_lines_and_older_sections_do_not_count(bench: dict[str, Any]) -> None:
    text = bench["log"].read_text(encoding="utf-8").replace("一行，\n  写成两行。", "一行，写成两行。")
    bench["log"].write_text(text.replace("- 旧的一行。", "- 旧的一行。\n- 补写的一行。"), encoding="utf-8")
    bench["outputs"] = {"report": "new"}
    with pytest.raises(SystemExit):
        renew()


def test_after_a_merge_the_lines_of_both_sides_are_new_to_either_record(bench: dict[str, Any]) -> None:
    ours = behaviour.current()
    _add(bench["log"], "另一边改的。")
    bench["outputs"] = {"report": "both"}
    assert complaint(ours, behaviour.current()) is None
    # What a conflict leaves behind cannot be read, and is written anew.
    behaviour.RECORD.write_text("<<<<<<< ours\n", encoding="utf-8")
    renew()
    assert behaviour.read_record() == behaviour.current()


def test_a_new_rule_and_an_example_read_otherwise_are_changes_and_another_example_is_none() -> None:
    def record(examples: dict[str, str], *rules: set[str]) -> Record:
        return Record({"report": "same"}, ("line",), examples, frozenset(map(frozenset, rules)))

    before = record({"a": "1", "b": "2"}, {"a"}, {"b"})
    assert before.changed(record({"a": "1", "b": "2", "c": "3"}, {"a", "c"}, {"b"})) == []
    assert before.changed(record({"a": "1", "b": "2", "c": "3"}, {"a"}, {"b"}, {"c"})) == ["rules"]
    assert before.changed(record({"a": "9", "b": "2"}, {"a"}, {"b"})) == ["examples"]
    # Rules that are put together or taken apart have the examples they had.
    assert before.changed(record({"a": "1", "b": "2"}, {"a", "b"})) == []


def test_a_rule_that_is_added_to_a_table_is_a_new_rule(now: Record) -> None:
    """That of the recipe in CONTRIBUTING.md, which touches one table."""
    (recipe,) = re.findall(
        r"```toml\n(\[\[rule\]\].*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL
    )
    added = behaviour.matches_of(tomllib.loads(recipe))
    assert len(added) == 1
    assert now.changed(replace(now, rules=now.rules | added)) == ["rules"]


def test_a_record_is_read_as_it_was_written(now: Record, tmp_path: Path) -> None:
    path = tmp_path / "record.toml"
    path.write_text(record_text(now), encoding="utf-8")
    assert read_record(path) == now
    assert len(now.examples) > 1000
    assert now.changed(now) == []


def test_whatever_a_report_says_is_seen_in_every_form_that_says_it(
    now: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One parameter more: in every form but the tables, which hold none."""
    compare_many = dz.compare_many

    def told(*arguments: Any) -> Any:
        report = compare_many(*arguments)
        return replace(report, parameters={**report.parameters, "one more": "and its value"})

    monkeypatch.chdir(dz.sample_folder())
    monkeypatch.setattr(dz, "compare_many", told, raising=False)
    forms = dict(behaviour.forms(tmp_path))
    assert {name for name, digest in forms.items() if now.outputs[name] != digest} == {
        *("report.docx", "report.html", "report.json", "report.md", "report.xlsx"),
        *("report.en.docx", "report.en.html", "report.en.md", "report.en.xlsx"),
    }


def test_every_form_of_a_report_is_recorded(tmp_path: Path) -> None:
    (said,) = run("report", tmp_path, "-o", tmp_path / "report.unknown").complaints
    (known,) = re.findall(r"需要 (\S+) 之一", said)
    assert set(known.split("、")) == set(READERS), "tests/behaviour.py says how each form is read"


# --------------------------------------------------------------------------------------------------------- versions, tags


def test_the_sections_are_versions_with_their_tags(changelog: str) -> None:
    sections = list(SECTION.finditer(changelog))
    assert len(sections) == len(re.findall(r"^## ", changelog, re.MULTILINE)), "a section is headed otherwise"
    assert [one["tag"] for one in sections] == [f"v{one['version']}" for one in sections]
    versions = [tuple(map(int, one["version"].split("."))) for one in sections]
    assert versions == sorted(set(versions), reverse=True)
    assert sections[0]["version"] == dz.__version__
    assert "未发布" not in [one["day"] for one in sections[1:]]


def test_the_citation_names_the_version_and_its_day(changelog: str) -> None:
    cited = dict(re.findall(r"^([a-z-]+): (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE))
    newest = next(SECTION.finditer(changelog))
    assert cited["version"] == newest["version"]
    assert cited.get("date-released", "未发布").strip("'\"") == newest["day"]
    assert cited["license"] == "MIT"
    assert cited["cff-version"] == "1.2.0"
