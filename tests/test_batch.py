"""A store: what comes in, what is found, what comes out, and what is refused."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from batch_files import ALONE, NATIONAL, PARKS, content, province, write_folder
from click.testing import CliRunner, Result

import duizhao as dz
from duizhao.batch import Store
from duizhao.batch.connection import migrations, open_connection
from duizhao.batch.engines import EngineWish
from duizhao.batch.filling import Filling
from duizhao.batch.named_bases import load_basis_rules
from duizhao.batch.standings import find_standings
from duizhao.batch.store_file import StoreFile
from duizhao.batch.store_lock import writing
from duizhao.batching import batch
from duizhao.changes import Correction, Quoted, corrections_text, source_of
from duizhao.cli import cli
from duizhao.corpus import DocumentError, OutputError, UnknownFormatError, read_bytes
from duizhao.materials import shipped_materials
from duizhao.report import json_text, report_json

DAY = "2030-10-01"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is filled once, with its documents beside it: paths are kept from its folder, so that both can be copied."""
    place = tmp_path_factory.mktemp("filled")
    write_folder(place / "文件")
    with dz.open_store(place / "库.db") as opened:
        opened.add(place / "文件", engine="serial", day=DAY)
    return place


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return tmp_path / "文件"


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Store]:
    assert folder.is_dir()
    with dz.open_store(tmp_path / "库.db", create=False) as opened:
        yield opened


def uppers(store: Store) -> dict[str, str | None]:
    rows = store.documents().itertuples()
    return {Path(str(row.path)).stem: None if pd.isna(row.upper_title) else str(row.upper_title) for row in rows}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments])


# ------------------------------------------------------------------------------------------------- what comes in


def test_each_document_finds_the_one_above_it(store: Store) -> None:
    assert uppers(store) == {
        "国办意见": None,
        "河北": "国务院办公厅关于改进书屋服务的意见",
        "湖南": "国务院办公厅关于改进书屋服务的意见",
        "石家庄": "河北省人民政府关于改进书屋服务的实施意见",
        "公园": None,
    }
    status = store.status()
    assert (status["top"], status["matched"], status["waiting"], status["compared"]) == (1, 3, 1, 3)
    [line] = store.lines("waiting")
    assert "《公园绿地条例》，库里没有" in line[-1]


def test_adding_again_does_nothing(store: Store, folder: Path, tmp_path: Path) -> None:
    before = content(store, tmp_path / "a")
    done = store.add(folder, engine="serial")
    assert (done.new, done.changed, done.unchanged, done.read, done.compared) == (0, 0, 5, 0, 0)
    assert content(store, tmp_path / "b") == before


def test_a_later_upper_document_picks_up_those_that_waited(store: Store, folder: Path) -> None:
    (folder / "条例.txt").write_text(PARKS, encoding="utf-8")
    done = store.add(folder, engine="serial")
    assert (done.new, done.read, done.compared) == (1, 1, 1)
    assert uppers(store)["公园"] == "公园绿地条例"


def test_changed_and_vanished_files_are_told_apart(store: Store, folder: Path) -> None:
    (folder / "地方" / "湖南.txt").write_text(province("湖南省", "月", 4), encoding="utf-8")
    (folder / "地方" / "公园.txt").unlink()
    done = store.add(folder, engine="serial")
    assert (done.new, done.changed, done.unchanged, done.vanished, done.read, done.compared) == (0, 1, 3, 1, 1, 1)
    assert "公园" in uppers(store), "what vanished stays"
    texts = store.verdicts().query("region == '湖南省' and side == 'local'").text
    assert texts.str.contains("每月").any()
    assert not texts.str.contains("半年").any()
    (folder / "地方" / "公园.txt").write_text(ALONE, encoding="utf-8")
    assert store.add(folder, engine="serial").read == 0
    assert store.status()["vanished"] == 0


def test_a_changed_upper_document_is_compared_anew(store: Store, folder: Path) -> None:
    (folder / "国办意见.txt").write_text(NATIONAL.replace("可以延长", "应当延长"), encoding="utf-8")
    done = store.add(folder, engine="serial")
    assert (done.changed, done.compared) == (1, 2)


def test_the_same_content_twice_is_one_document(store: Store, folder: Path) -> None:
    (folder / "又一份.txt").write_text(ALONE, encoding="utf-8")
    done = store.add(folder, engine="serial")
    assert (done.new, done.read) == (1, 0)
    assert len(store.documents()) == 5
    (folder / "又一份.txt").unlink()
    store.remove([str(folder / "又一份.txt")])
    assert len(store.documents()) == 5


def test_two_that_fit_are_refused_until_one_is_named(store: Store, folder: Path) -> None:
    again = NATIONAL.replace("定期", "按时")
    (folder / "国办意见二.txt").write_text(again, encoding="utf-8")
    store.add(folder, engine="serial")
    waiting = {Path(line[1]).stem: line[-1] for line in store.lines("waiting")}
    assert "2 份都合" in waiting["河北"]
    assert store.status()["compared"] == 1, "the city's one still has its province's"
    place = folder / "地方" / "河北.txt"
    store.add(place, central=folder / "国办意见二.txt", engine="serial")
    assert uppers(store)["河北"] == "国务院办公厅关于改进书屋服务的意见"
    assert store.status()["compared"] == 2


def test_one_bad_file_never_stops_the_rest(store: Store, folder: Path) -> None:
    bad = folder / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02\x03" * 100)
    (folder / "条例.txt").write_text(PARKS, encoding="utf-8")
    done = store.add(folder, engine="serial")
    assert done.compared == 1
    assert len(done.refused) == 1
    assert [line[3] for line in store.lines("failed")] == ["failed"]
    assert store.add(folder, engine="serial").read == 0, "not tried again unless asked for"
    bad.write_text(province("海南省", "年", 5), encoding="utf-8")
    assert store.retry(engine="serial").read == 1
    assert store.status()["failed"] == 0


def test_a_file_that_cannot_be_opened_just_now_loses_nothing(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(path: str) -> bytes:
        if "湖南" in path:
            raise DocumentError(f"{path}：无法读取（Permission denied）；请检查权限和路径")
        return read_bytes(path)

    monkeypatch.setattr("duizhao.batch.arrivals.read_bytes", unreadable)
    done = store.add(folder, engine="serial")
    assert [Path(path).name for path in done.refused] == ["湖南.txt"]
    assert store.status()["compared"] == 3


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes there only")
def test_a_name_that_is_no_text_is_refused_and_the_rest_done(store: Store, folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xb8\xf6.txt")).write_text(PARKS, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    (folder / "条例.txt").write_text(PARKS, encoding="utf-8")
    done = store.add(folder, engine="serial")
    assert done.compared == 1
    assert list(done.refused.values()) == ["文件名不是 UTF-8，库里记不下；请改名"]


def test_remove_takes_out_what_hangs_on_it(store: Store, folder: Path) -> None:
    store.remove([str(folder / "地方" / "河北.txt")])
    assert store.status()["compared"] == 1
    assert uppers(store)["石家庄"] is None
    with pytest.raises(DocumentError, match="库里没有这份文件"):
        store.remove(["没有.txt"])


def test_what_names_nothing_is_set_beside_what_it_took_its_words_from(store: Store, folder: Path) -> None:
    duties = "".join(
        f"（{number}）{place}应当按照服务规范定期开展{what}活动，并向社会公布活动的时间和地点。\n"
        for number, place, what in zip(
            "一二三四五六七八",
            ("书店", "茶馆", "影院", "剧场", "公园", "球场", "泳池", "展厅"),
            "读说看唱走跑游画",
            strict=True,
        )
    )
    head = "关于{0}的{1}\n\n一、主要任务\n\n"
    (folder / "甲.txt").write_text(
        f"国务院办公厅{head.format('丰富群众文化生活', '意见')}{duties}\n国务院办公厅\n2030年1月7日\n", "utf-8"
    )
    local = f"湖北省人民政府{head.format('办好身边小事', '若干措施')}{duties}\n湖北省人民政府\n2030年5月7日\n"
    (folder / "乙.txt").write_text(local, "utf-8")
    store.add(folder, engine="serial")
    [reason] = [line[-1] for line in store.lines("matched") if line[1].endswith("乙.txt")]
    assert reason.startswith("没有写明，文字有")
    assert "丰富群众文化生活" in reason


def test_the_order_of_arrival_leaves_no_trace(store: Store, folder: Path, tmp_path: Path) -> None:
    with dz.open_store(tmp_path / "二.db") as other:
        for path in sorted(folder.rglob("*.txt"), reverse=True):
            other.add(path, engine="serial", day=DAY)
        assert content(other, tmp_path / "b") == content(store, tmp_path / "a")


def test_processes_give_the_same_bytes(store: Store, folder: Path, tmp_path: Path) -> None:
    with dz.open_store(tmp_path / "二.db") as other:
        other.add(folder, engine="processes", workers=2, day=DAY)
        assert content(other, tmp_path / "b") == content(store, tmp_path / "a")


# ----------------------------------------------------------------------------------------------- what comes out


def test_a_report_out_of_the_store_is_the_one_that_is_made_directly(store: Store, folder: Path) -> None:
    with pytest.raises(DocumentError, match="有 2 族文件"):
        store.report("关于改进书屋服务")
    found = store.report("国务院办公厅关于改进书屋服务的意见")
    local = [one.local.document.path for one in found.comparisons]
    places = {Path(path).name: path for path in local}
    direct = dz.compare_many(folder / "国办意见.txt", [folder / "地方" / name for name in places])
    ours, theirs = report_json(found), report_json(direct)
    for one in (ours, theirs):
        for comparison in one["comparisons"]:
            comparison.pop("parameters")
            for side in ("central", "local"):
                comparison[side].pop("path")
            for requirement in comparison["requirements"]:
                requirement.pop("document")
    assert json_text(ours["comparisons"]) == json_text(theirs["comparisons"])
    assert json_text(ours["matrix"]) == json_text(theirs["matrix"])


def test_reports_of_what_came_since(store: Store) -> None:
    assert len(store.reports(since=DAY)) == 2
    with pytest.raises(DocumentError, match="以来没有加入"):
        store.reports(since="2031-01-01")
    with pytest.raises(DocumentError, match="这一族"):
        store.reports(family="茶叶")
    [one] = store.reports(family="河北省人民政府关于改进书屋服务的实施意见")
    assert one.came == 1
    assert any("现在最严" in line or "对照 1 份" in line for line in store.told(one, DAY))


def test_a_family_is_known_by_its_whole_title_before_a_part_of_others(store: Store, folder: Path) -> None:
    title = "关于改进书屋服务的意见"
    (folder / "又.txt").write_text(NATIONAL.replace("改进书屋", "加快改进书屋").replace("7号", "8号"), "utf-8")
    text = province("青海省", "年", 6).replace("改进书屋", "加快改进书屋").replace("7号", "8号")
    (folder / "青海.txt").write_text(text, "utf-8")
    store.add(folder, engine="serial")
    assert [one.title for one in store.reports(family=title)] == [f"国务院办公厅{title}"]
    assert [one.title for one in store.reports(family="国书办发〔2030〕8号")] == [
        "国务院办公厅关于加快改进书屋服务的意见"
    ]
    assert len(store.reports(family="改进书屋服务")) == 3


def test_no_question_of_a_report_goes_without_an_index(store: Store) -> None:
    asked: list[str] = []
    connection = store._file._connection
    connection.set_trace_callback(asked.append)
    for family in store.reports(since=DAY):
        store.told(family, DAY)
    connection.set_trace_callback(None)
    questions = {question for question in asked if question.lstrip().startswith("SELECT")}
    assert len(questions) > 5
    for question in questions:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {question}")]
        made = {line.split()[-1] for line in plan if line.startswith(("CO-ROUTINE", "MATERIALIZE"))}
        scans = [line for line in plan if line.startswith("SCAN") and "INDEX" not in line]
        assert [line for line in scans if line.split()[1] not in made] == [], question


def test_sql_and_frames_agree(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "库.db")) as connection:
        rows = pd.read_sql("SELECT * FROM verdicts", connection)
        plan = [
            row[3]
            for question in ("SELECT * FROM comparison WHERE central = 'x'", "SELECT * FROM verdict WHERE local = 'x'")
            for row in connection.execute(f"EXPLAIN QUERY PLAN {question}")
        ]
    assert len(rows) == len(store.verdicts())
    assert all("SEARCH" in line for line in plan)
    strict = store.requirements().query("change == 'quantified' and vague == False")
    assert {"河北省", "湖南省"} <= set(strict.region)
    uptake = store.table("uptake")
    assert uptake.documents.max() == 2
    assert uptake.quantified.max() == 2


@pytest.mark.parametrize("name", ["判断.csv", "判断.parquet", "全部.xlsx", "文件夹"])
def test_exports_are_the_same_every_time(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = [path.read_bytes() for path in store.export(tmp_path / "a" / name)]
    assert first == [path.read_bytes() for path in store.export(tmp_path / "b" / name)]
    assert first
    if name.endswith(".csv"):
        assert len(pd.read_csv(tmp_path / "a" / name)) == len(store.verdicts())
    elif name.endswith(".parquet"):
        assert len(pd.read_parquet(tmp_path / "a" / name)) == len(store.verdicts())
    elif name.endswith(".xlsx"):
        book = openpyxl.load_workbook(tmp_path / "a" / name)
        assert book["verdicts"].max_row == len(store.verdicts()) + 1


def test_what_cannot_be_exported_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"需要 \.csv"):
        store.export(tmp_path / "x.pdf")
    with pytest.raises(UnknownFormatError, match="没有表"):
        store.export(tmp_path / "x.csv", table="茶叶")


def test_corrections_come_in_and_go_out(store: Store, tmp_path: Path) -> None:
    [found] = store.reports(family="国务院办公厅关于改进书屋服务的意见")
    comparison = found.report.comparisons[0]
    change = next(one for one in comparison.sentences if one.links)
    sentence = next(one for one in comparison.local.sentences if one.id == change.local)
    correction = Correction(
        central_document=source_of(comparison.central),
        local_document=source_of(comparison.local),
        side="local",
        sentence=Quoted(sentence.id, sentence.text),
        links=(),
        relation="added",
        by="某馆员",
    )
    file = tmp_path / "复核.toml"
    file.write_text(corrections_text([correction]), encoding="utf-8")
    assert store.review(file, engine="serial") == (1, 2), "both of the family learn from it"
    row = store.verdicts().query("reviewed == True")
    assert row.relation.tolist() == ["added"]
    assert store.corrections() == (correction,)
    assert store.review(file, engine="serial") == (0, 0)
    again = store.report("国务院办公厅关于改进书屋服务的意见")
    direct = dz.compare(again.central, [one.local for one in again.comparisons], corrections=file)
    said = [[(change.relation, change.taught) for change in one.sentences] for one in again.comparisons]
    assert said == [[(change.relation, change.taught) for change in one.sentences] for one in direct.comparisons]


def test_an_upper_document_on_every_level_that_is_named(tmp_path: Path) -> None:
    place = tmp_path / "文件"
    place.mkdir()
    (place / "国家.txt").write_text(PARKS, encoding="utf-8")
    (place / "省.txt").write_text(ALONE, encoding="utf-8")
    city = ALONE.replace("安徽省公园", "合肥市公园").replace(
        "根据《公园绿地条例》，", "根据《公园绿地条例》《安徽省公园绿地管理办法》，"
    )
    (place / "市.txt").write_text(
        city.replace("安徽省人民政府\n2030年4月", "合肥市人民政府\n2030年6月"), encoding="utf-8"
    )
    with dz.open_store(tmp_path / "库.db") as store:
        assert store.add(place, engine="serial").compared == 3
        row = store.documents().set_index("title").loc["合肥市公园绿地管理办法"]
        assert (row.upper_title, row.further_titles) == ("安徽省公园绿地管理办法", "公园绿地条例")
        assert len(store.report("公园绿地条例").comparisons) == 2
        assert set(store.verdicts().query("title == '合肥市公园绿地管理办法'").central_title) == {
            "安徽省公园绿地管理办法",
            "公园绿地条例",
        }


def test_families_are_judged_together_whatever_came_first(folder: Path, tmp_path: Path) -> None:
    """What was compared before is judged again when another one of its family comes, and comes out as if all had come at once."""
    same = "书屋应当设立儿童阅览角，配备适合儿童的座椅。"
    (folder / "地方" / "河北.txt").write_text(
        province("河北省", "季度", 3).replace("书屋应当设立儿童阅览角。", same), "utf-8"
    )
    (folder / "地方" / "湖南.txt").write_text(
        province("湖南省", "月", 4).replace("书屋应当设立儿童阅览角。", same), "utf-8"
    )
    with dz.open_store(tmp_path / "先后.db") as first, dz.open_store(tmp_path / "一起.db") as together:
        for name in ("地方/湖南.txt", "国办意见.txt", "地方/河北.txt"):
            first.add(folder / name, engine="serial", day=DAY)
        together.add(
            [folder / name for name in ("国办意见.txt", "地方/河北.txt", "地方/湖南.txt")], engine="serial", day=DAY
        )
        assert content(first, tmp_path / "a") == content(together, tmp_path / "b")
        report = first.report("国务院办公厅关于改进书屋服务的意见")
        assert [one.judged_with.documents for one in report.comparisons] == [2, 2]


def test_what_another_version_made_is_stale_until_refreshed(store: Store, tmp_path: Path, folder: Path) -> None:
    before = content(store, tmp_path / "a")
    assert store.stale() == 0
    store.close()
    with closing(sqlite3.connect(tmp_path / "库.db", isolation_level=None)) as connection:
        connection.execute("INSERT INTO recipe VALUES ('old', '{}')")
        connection.execute("UPDATE document SET recipe = 'old'")
        connection.execute("UPDATE comparison SET recipe = 'old'")
    (folder / "地方" / "湖南.txt").unlink()
    with dz.open_store(tmp_path / "库.db") as again:
        assert again.stale() == 8
        done = again.refresh(engine="serial")
        assert (done.read, done.compared) == (4, 3)
        assert again.stale() == 1, "of what is gone only the comparison can be made anew"
        after = content(again, tmp_path / "b")
    assert after == before


# -------------------------------------------------------------------------------------------- versions, faults


def test_an_older_store_is_brought_up_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    store.close()
    path = tmp_path / "库.db"
    further = [*migrations(), "ALTER TABLE document ADD COLUMN theme TEXT;"]
    with pytest.raises(OutputError):
        open_connection(path, scripts=[*migrations(), "ALTER TABLE document ADD COLUMN theme TEXT; CREATE nonsense;"])
    with closing(open_connection(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
    with closing(open_connection(path, scripts=further)) as connection:
        assert connection.execute("SELECT count(theme), count(*) FROM document").fetchone()[:] == (0, 5)
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 3
    assert path.with_name("库.db.v2.bak").is_file()
    with pytest.raises(DocumentError, match="第 3 版的库，这个 duizhao 只认到第 2 版"):
        dz.open_store(path)


def test_a_store_of_the_first_version_is_judged_together_when_it_is_opened(folder: Path, tmp_path: Path) -> None:
    """What it holds is kept; what its comparisons were chosen from was not kept then, so they are made again at the next call."""
    path = tmp_path / "旧.db"
    with closing(open_connection(path, create=True, scripts=migrations()[:1])) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == 1
        old.execute("PRAGMA foreign_keys = OFF")  # rows that name each other come in any order
        with closing(sqlite3.connect(tmp_path / "库.db")) as new:
            for table in ("recipe", "file", "document", "basis", "passage", "unit", "sentence"):
                rows = new.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  names of our own
                old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
            pairs = new.execute("SELECT local, central, recipe, corrections, record FROM comparison").fetchall()
            old.executemany("INSERT INTO comparison VALUES (?, ?, ?, ?, ?)", pairs)
            bounds = [(row[0], int(row[1] != ""), *row[2:]) for row in new.execute("SELECT * FROM requirement")]
            old.executemany(f"INSERT INTO requirement VALUES ({', '.join('?' * len(bounds[0]))})", bounds)  # noqa: S608
            verdicts = new.execute(
                "SELECT local, side, sentence, relation, certainty, settled, evidence, reviewed FROM verdict"
            ).fetchall()
            old.executemany("INSERT INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?)", verdicts)
    with dz.open_store(path) as brought, dz.open_store(tmp_path / "库.db") as store:
        assert len(brought.verdicts()) == len(store.verdicts())
        assert brought.add(folder, engine="serial", day=DAY).compared == 3
        assert content(brought, tmp_path / "a") == content(store, tmp_path / "b")


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("这不是库" * 200, encoding="utf-8")
    with pytest.raises(OutputError, match="不是 duizhao 的库"):
        dz.open_store(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as other:
        other.execute("CREATE TABLE x (y)")
    with pytest.raises(DocumentError, match="不是 duizhao 的库"):
        dz.open_store(tmp_path / "b.db")
    with pytest.raises(DocumentError, match="没有这个库"):
        dz.open_store(tmp_path / "c.db", create=False)
    with pytest.raises(OutputError, match="无法读写"):
        dz.open_store(tmp_path / "没有的文件夹" / "c.db")


def test_a_store_where_nothing_can_be_written_is_still_read(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    path = tmp_path / "库.db"
    monkeypatch.setattr("duizhao.batch.connection.os.access", lambda *_: False)
    with dz.open_store(path, create=False) as there:
        assert there.status()["compared"] == 3
        with pytest.raises(OutputError, match="需要能写的"):
            there.add(folder, engine="serial")


def test_two_writers_are_told_apart_from_readers(store: Store, folder: Path, tmp_path: Path) -> None:
    with writing(tmp_path / "库.db"):
        with pytest.raises(OutputError, match="另一个进程正在写这个库"):
            store.add(folder, engine="serial")
        assert store.status()["matched"] == 3


# --------------------------------------------------------------------------------------------------- the command


def test_every_command_of_a_store_explains_itself() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "批量.md").read_text(encoding="utf-8")
    for name, command in batch.commands.items():
        assert command.help, f"{name} has no help text"
        silent = [
            one.name for one in command.params if one.param_type_name == "option" and not getattr(one, "help", None)
        ]
        assert not silent, f"options of {name} without help: {silent}"
        assert f"duizhao batch {name}" in page


def test_the_command_from_folder_to_report(folder: Path, tmp_path: Path) -> None:
    base = ("batch",)
    place = tmp_path / "另一个.db"
    added = run(*base, "add", folder, "--store", place, "--engine", "serial", "--log-json")
    assert added.exit_code == 0, added.output
    assert "新 5" in added.stderr
    assert '"stage": "对照"' in added.stderr
    assert "已对照\t3" in run(*base, "status", "--store", place).stdout
    assert "公园" in run(*base, "list", "--store", place, "--status", "waiting").stdout
    report = run(
        *base, "report", "--store", place, "--family", "国务院办公厅关于改进书屋服务的意见", "-o", tmp_path / "报告.md"
    )
    assert report.exit_code == 0, report.output
    assert "每季度" in (tmp_path / "报告.md").read_text(encoding="utf-8")
    refused = run(*base, "report", "--store", place, "-o", tmp_path / "报告.md")
    assert "需要文件夹" in str(refused.exception)
    both = run(*base, "report", "--store", place, "-o", tmp_path / "报告", "--format", "md")
    assert both.exit_code == 0, both.output
    assert len(list((tmp_path / "报告").rglob("*.md"))) >= 4
    assert run(*base, "export", "--store", place, "-o", tmp_path / "判断.csv").exit_code == 0
    assert "format = 1" in run(*base, "review", "--store", place).stdout
    assert run(*base, "refresh", "--store", place).exit_code == 0
    assert run(*base, "retry", "--store", place).exit_code == 0
    assert run(*base, "remove", folder / "国办意见.txt", "--store", place).exit_code == 0
    assert "已对照\t1" in run(*base, "status", "--store", place).stdout


# ------------------------------------------------------------------------------------------------------ real texts


def test_every_local_policy_finds_its_upper_document_all_together(shared: Path, tmp_path: Path) -> None:
    place = tmp_path / "文件"
    place.mkdir()
    for path in sorted((shared / "policy").glob("*_2023/*.txt")):
        if "reflowed" not in path.name:
            shutil.copy(path, place / f"{path.parent.name}_{path.name}")
    file = StoreFile(tmp_path / "库.db", create=True)
    with Filling(file, "add", engine=EngineWish(name="serial"), materials=shipped_materials()) as filling:
        filling.take_in([place])  # not compared: that takes its time, and shows nothing more
    find_standings(file, load_basis_rules())
    rows = file.rows(
        "SELECT d.path, u.path AS upper FROM documents d LEFT JOIN documents u ON u.id = d.upper WHERE d.path LIKE '%local%'"
    )
    file.close()
    assert len(rows) >= 6
    families = [(Path(row["path"]).name.split("_")[0], Path(str(row["upper"])).name) for row in rows]
    assert [one for one in families if not one[1].startswith(one[0]) or "central" not in one[1]] == []
