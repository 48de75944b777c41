"""The checker that reads printed article numbers on its own, and what it says of the parser on real laws."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path

import check_numbering
import pytest
from check_numbering import (
    DEMANDED_RIGHT,
    DEMANDED_WARNED,
    Place,
    Verdict,
    breaks,
    check,
    chinese_number,
    figures,
    judge,
    main,
    printed,
)

SEED, SAMPLE = 20210327, 200


def numbers(raw: str) -> list[int | tuple[int, int]]:
    return [(mark.number, mark.sub) if mark.sub else mark.number for mark in printed(raw)[1]]


def broken(raw: str) -> list[tuple[str, tuple[str, ...], int]]:
    return [(place.kind, place.labels, place.line) for place in breaks(printed(raw)[1])]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二 十", 20),
        ("二十一", 21),
        ("廿三", 23),
        ("一百", 100),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("两百", 200),
        ("九百九十九", 999),
        ("一千二百六十", 1260),
        ("二〇", 20),
        ("18", 18),
        ("１8", 18),
        ("", None),
        ("甲", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


def test_a_complete_numbering() -> None:
    head = "# 某市公园办法\n2020年第三十一条的决定\n<!-- INFO END -->\n## 第一章 总 则\n"
    raw = f"{head}第一条 公园免费。\n\n第 二 条　晨练从早。\n第３条 本办法试行。\n"
    assert printed(raw)[0] == "第一条"
    assert numbers(raw) == [1, 2, 3]
    assert broken(raw) == []
    assert [mark.line for mark in printed(raw)[1]] == [5, 7, 8]


def test_a_gap_is_placed_between_its_neighbours() -> None:
    assert broken("第一条 甲。\n第二条 乙。\n\n第五条 丙。\n") == [("gap", ("第二条", "第五条"), 4)]


def test_a_numbering_that_begins_late_has_a_gap_in_front() -> None:
    assert broken("第二条 乙。\n第三条 丙。\n") == [("gap", ("第二条",), 1)]


def test_a_repeat() -> None:
    raw = "第一条 甲。\n第二条 乙。\n第二条 丙。\n第三条 丁。\n"
    assert broken(raw) == [("repeat", ("第二条", "第二条"), 3)]


def test_a_number_that_counts_from_one_again_in_the_same_text_is_a_repeat() -> None:
    raw = "第一条 甲。\n第二条 乙。\n## 第二章 罚则\n第一条 丙。\n"
    assert broken(raw) == [("repeat", ("第二条", "第一条"), 4)]


def test_the_table_of_contents_is_left_out() -> None:
    raw = "# 公园办法\n目　录\n第一条 范围……1\n第二条 经费……2\n第一条 范围\n公园免费。\n第二条 经费\n财政出。\n"
    assert numbers(raw) == [1, 2]
    assert printed(raw)[1][0].line == 5


@pytest.mark.parametrize(
    "line",
    [
        "第一条规定的公园，应当开门。",
        "第一条的公园，应当开门。",
        "第一条、第二条中的公园。",
        "第一条第二款所说的公园。",
        "第一条 第二款所说的公园。",
        "第一条所列公园应当开门。",
        "第一条至第三条另行公布。",
        "第一条之规定，照此办理。",
    ],
)
def test_a_citation_at_the_start_of_a_line_is_no_article(line: str) -> None:
    assert numbers(f"第一条 甲。\n第二条 按照\n{line}\n第三条 乙。\n") == [1, 2, 3]


@pytest.mark.parametrize(
    "line", ["第三条 第一类公园免费。", "第三条及时开门。", "第三条规划部门公布名录。", "第三条　中央公园免费。"]
)
def test_what_only_looks_like_a_citation_is_an_article(line: str) -> None:
    assert numbers(f"第一条 甲。\n第二条 乙。\n{line}\n") == [1, 2, 3]


def test_an_inserted_article_neither_makes_a_gap_nor_fills_one() -> None:
    raw = "第一条 甲。\n第一条之一 乙。\n第 一 条 之二　丙。\n第二条 丁。\n第二条之一 戊。\n第四条 己。\n"
    assert numbers(raw) == [1, (1, 1), (1, 2), 2, (2, 1), 4]
    assert broken(raw) == [("gap", ("第二条", "第四条"), 6)]


@pytest.mark.parametrize("border", ["附件", "附件1：", "附录 公园名录", "# 乙公园守则", "某市乙公园管理规定（试行）"])
def test_an_annex_that_counts_from_one_again_is_left_out(border: str) -> None:
    raw = f"第一条 甲。\n第二条 乙。\n{border}\n第一条 丙。\n第二条 丁。\n第三条 戊。\n"
    assert numbers(raw) == [1, 2]
    assert broken(raw) == []


def test_a_line_that_mentions_an_annex_does_not_end_the_text() -> None:
    assert numbers("第一条 甲。\n附件所列公园除外。\n第二条 名录见\n附件\n第三条 丙。\n") == [1, 2, 3]


def test_a_number_behind_a_full_stop_and_a_blank_lost_its_line_break() -> None:
    assert numbers("第一条 甲。 第二条 乙。　第三条丙。\n第四条 按照丁。第二条除外。\n") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("raw", "form", "found"),
    [
        ("一、甲。\n（一）乙。\n二、丙。\n", "一、", [1, 2]),
        ("(一)甲。\n（ 二 ）乙。\n", "（一）", [1, 2]),
        ("甲。\n乙。\n", "", []),
        ("一、甲。\n第一条 乙。\n二、丙。\n", "第一条", [1]),
    ],
)
def test_other_forms_count_where_there_is_no_article(raw: str, form: str, found: list[int]) -> None:
    assert (printed(raw)[0], numbers(raw)) == (form, found)


def judged(folder: Path, raw: str) -> Verdict:
    path = folder / "law.md"
    path.write_text(raw, encoding="utf-8")
    return judge(path, folder)


def test_the_parser_is_right_where_its_numbers_are_the_printed_ones(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "# 公园办法\n第一条 公园免费开放。\n第一条之一 早晨开门。\n第二条 晚上关门。\n")
    assert (verdict.complete, verdict.right, verdict.count, verdict.places) == (True, True, 3, ())


def test_a_warning_must_name_a_label_beside_the_gap(tmp_path: Path) -> None:
    verdict = judged(tmp_path, "# 公园办法\n第一条 公园免费开放。\n第二条 早晨开门。\n第四条 晚上关门。\n")
    assert (verdict.complete, verdict.right, verdict.silent) == (False, False, ())
    assert [place.labels for place in verdict.places] == [("第二条", "第四条")]


def test_figures_count_what_is_wrong_and_what_is_silent(tmp_path: Path) -> None:
    right = judged(tmp_path, "# 公园办法\n第一条 公园免费开放。\n第二条 早晨开门。\n")
    wrong = Verdict("b", "第一条", 2, True, False, breaks_of("第二条 甲。\n"), breaks_of("第二条 甲。\n"))
    gap = Verdict("c", "第一条", 2, False, False, breaks_of("第三条 甲。\n"), ())
    assert figures([right, wrong, gap]) == {
        "documents": 3,
        "printed_complete": 2,
        "printed_with_breaks": 1,
        "printed_without_numbers": 0,
        "right": 1,
        "right_share": 0.5,
        "others": 2,
        "others_warned": 1,
        "others_warned_share": 0.5,
    }


def breaks_of(raw: str) -> tuple[Place, ...]:
    return tuple(breaks(printed(raw)[1]))


def test_the_command_prints_figures_and_exceptions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# 公园办法\n第一条 公园免费开放。\n第二条 早晨开门。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 公园办法\n第一条 公园免费开放。\n第三条 早晨开门。\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["check_numbering.py", str(tmp_path), "--json"])
    assert main() == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["right"], told["others_warned"]) == (2, 1, 1)
    assert [(exception["path"], exception["places"][0]["line"]) for exception in told["exceptions"]] == [("b.md", 3)]


def test_a_folder_without_laws_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["check_numbering.py", str(tmp_path)])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2


def test_nothing_of_the_parser_but_its_result_is_used() -> None:
    tree = ast.parse(Path(check_numbering.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("duizhao")
        for alias in node.names
    }
    assert imported == {"read_document", "segment_document", "Unit"}
    users = {
        function.name
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id in ("read_document", "segment_document")
    }
    assert users == {"judge"}


# ------------------------------------------------------------------------------------------------------------------- real laws


def test_the_parser_on_real_laws(shared: Path) -> None:
    """All laws that are not plainly 第一条, 第二条 … in print, and a sample of all laws; the script itself takes every one."""
    laws = shared / "laws"
    if not laws.is_dir():
        pytest.skip("the laws are not there: no folder ../shared/laws beside the repository")
    paths = sorted(laws.rglob("*.md"))
    peculiar = [path for path in paths if is_peculiar(path)]
    assert len(paths) > 1800
    assert peculiar
    chosen = sorted({*random.Random(SEED).sample(paths, SAMPLE), *peculiar})  # noqa: S311 - a sample, no secret
    verdicts = check(chosen, laws)
    measured = figures(verdicts)
    assert measured["right_share"] >= DEMANDED_RIGHT, [verdict.path for verdict in verdicts if not verdict.right]
    silent = [(verdict.path, verdict.silent) for verdict in verdicts if verdict.silent]
    assert measured["others_warned_share"] >= DEMANDED_WARNED, silent


def is_peculiar(path: Path) -> bool:
    form, marks = printed(path.read_text(encoding="utf-8"))
    return form != "第一条" or bool(breaks(marks))
