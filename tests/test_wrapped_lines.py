"""The script that wraps texts and reads them again measures what it says."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import wrapped_lines

LAW = "\n".join(
    [
        "溪山市书屋管理办法",
        *(
            f"第{number}条　书屋应当每周开放不少于四天，每天不少于六小时，并且把开放的时间贴在门口；需要改动的，提前三天告知读者。"
            for number in "一二三四五六七八九"
        ),
    ]
)


@pytest.mark.parametrize("wrap", wrapped_lines.WAYS.values(), ids=wrapped_lines.WAYS)
def test_wrapping_loses_no_character_and_keeps_marks_in_their_lines(wrap: wrapped_lines.Wrapper) -> None:
    for width in range(*wrapped_lines.WIDTHS):
        lines = [line for part in LAW.split("\n") for line in wrap(part, width, random.Random(width))]  # noqa: S311
        assert "".join(lines) == LAW.replace("\n", "")
        assert not [line for line in lines if line[0] in wrapped_lines.NEVER_FIRST]


def test_the_shares_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "a.md").write_text(LAW, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["wrapped_lines.py", str(tmp_path), "--worst", "1", "--lost"])
    with pytest.raises(SystemExit) as ended:
        wrapped_lines.main()
    out = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    assert len([line for line in out if line.startswith(" 100.00% of ")]) >= 20


def test_a_folder_without_texts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["wrapped_lines.py", str(tmp_path)])
    with pytest.raises(SystemExit, match="no texts in"):
        wrapped_lines.main()


def test_laws_and_families_come_back_whole(shared: Path) -> None:
    """A small sample of what the script measures; `wrapped_lines.py` alone measures 300 laws."""
    results = list(wrapped_lines._results(shared, 2, wrapped_lines.SEED))
    sentences = sum(result.sentences for result in results)
    assert sum(result.whole for result in results) >= wrapped_lines.DEMANDED * sentences
