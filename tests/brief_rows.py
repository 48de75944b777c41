"""Counts a brief again from the JSON of its report: every number, every place and every quotation of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from duizhao.changes.whom_it_binds import load_scene_heading
from duizhao.results.brief import BRIEF_KINDS
from duizhao.results.brief_wording import blanks_out
from duizhao.results.labels import labels
from duizhao.results.report_record import report_text

ZH = labels("zh")
QUOTED = re.compile("“([^“”]+)”")
MOVED = re.compile("将(“[^“”]+”|[^“”、；。]+?)(定为|收紧为|放宽为)(“[^“”]+”|[^“”、；。]+?)(?=、|；|。|等\\d+处)")
CHANGES = {"定为": "quantified", "收紧为": "tightened", "放宽为": "relaxed"}


@dataclass
class Written:
    """One comparison as its JSON has it, counted anew: nothing of the package's own counting is used."""

    rows: dict[str, Any]
    central: dict[str, Any]
    local: dict[str, Any]

    def brief(self, kind: str) -> dict[str, Any] | None:
        return next((one for one in self.rows["brief"] if one["kind"] == kind), None)

    def units(self, side: str) -> dict[str, Any]:
        return {unit["id"]: unit for unit in getattr(self, side)["units"]}

    def kind(self, side: str, sentence: str) -> str:
        found = next(one for one in self.units(side)[sentence.rpartition(":")[0]]["sentences"] if one["id"] == sentence)
        return str(found["kind"])

    def counted(self) -> list[dict[str, Any]]:
        """The rows of local sentences that count."""
        units = self.units("local")
        numbered = any(unit["number"] is not None for unit in units.values())
        scenery = load_scene_heading()

        def counts(row: dict[str, Any]) -> bool:
            unit = units[row["local"]["unit"]]
            alone = numbered and unit["number"] is None and not unit["path"]
            background = any(scenery.search(text) for text in (unit["heading"] or "", *unit["path"]))
            return not alone and not background and self.kind("local", row["local"]["id"]) != "heading"

        return [row for row in self.rows["sentences"] if counts(row)]

    def said(self, relation: str, *, settled: bool | None = None) -> list[dict[str, Any]]:
        return [
            row
            for row in self.counted()
            if row["relation"] == relation and settled in (None, row["settled"] is not False)
        ]

    def missing(self) -> list[str]:
        return [sentence for entry in self.rows["coverage"] for sentence in entry["missing"]]

    def in_doubt(self) -> list[str]:
        """Central sentences without an answer that nobody says anything of."""
        linked = {link["id"] for row in self.rows["sentences"] for link in row["central"]}
        known = {
            sentence
            for entry in self.rows["coverage"]
            for reason in ("missing", "not_applicable", "no_duty")
            for sentence in entry[reason]
        }
        every = [s for unit in self.units("central").values() for s in unit["sentences"] if s["kind"] != "heading"]
        return [one["id"] for one in every if one["id"] not in linked | known]

    def articles(self) -> list[dict[str, Any]]:
        return [entry for entry in self.rows["coverage"] if entry["counted"] and entry["applicable"]]


def written(report: Any) -> list[Written]:
    found = json.loads(report_text(report))
    documents = found["record"]["documents"]
    return [
        Written(rows, documents[held["central"]], documents[held["local"]])
        for rows, held in zip(found["comparisons"], found["record"]["comparisons"], strict=True)
    ]


def check_answer(one: Written) -> None:
    said = one.brief("answer")
    assert said
    units, rows = one.units("local").values(), one.counted()
    articles = sum(unit["number"] is not None for unit in units) or len(units)
    relations = Counter(
        "unfound" if r["relation"] == "added" and r["settled"] is False else r["relation"] for r in rows
    )
    linked = len(rows) - relations["added"] - relations["unfound"]
    expected = [articles, len(rows)]
    if linked:
        expected.append(linked)
    for kind in ("verbatim", "adapted", "strengthened", "weakened", "added", "unfound"):
        name = ZH["relation_name"][kind]
        assert (f"{name}{relations[kind]}句" in said["text"]) == (relations[kind] > 0)
        assert said["counts"][kind] == relations[kind]
        expected += [relations[kind]] * (relations[kind] > 0)
    expected.append(round(one.rows["shares"]["copied"] * 100))
    assert sorted(map(int, re.findall(r"\d+", said["text"]))) == sorted(expected)
    assert said["places"].get("local", []) == [row["local"]["id"] for row in rows]


def check_carried_out(one: Written) -> None:
    said = one.brief("carried_out")
    assert said
    entries = one.articles()
    assert f"要地方落实的{len(entries)}条" in said["text"]
    statuses = Counter(entry["status"] for entry in entries)
    for status in ("implemented", "partial", "absent"):
        name = ZH["status_name"][status]
        assert (f"{name}{statuses[status]}条" in said["text"]) == (statuses[status] > 0)
    absent = [entry["central"] for entry in entries if entry["status"] == "absent"]
    assert [link["unit"] for link in said["links"]] == absent[:3]
    assert ("没有整条未见的" in said["text"]) == (not absent)
    assert ("等" in QUOTED.sub("", said["text"])) == (len(absent) > 3)
    assert said["places"]["central"] == [entry["central"] for entry in entries]


def check_strength(one: Written, kind: str, relation: str) -> None:
    said, rows = one.brief(kind), one.said(relation)
    if said is None:
        assert relation == "weakened"
        assert not rows
        return
    if not rows:
        assert said["text"] in ("没有判为加强或弱化的句子。", "没有判为加强的句子。")
    else:
        assert f"判为{ZH['relation_name'][relation]}的{len(rows)}句" in said["text"]
        unsettled = sum(row["settled"] is False for row in rows)
        assert ("待核" in said["text"]) == (unsettled > 0)
        assert ("均待核" in said["text"]) == (unsettled == len(rows) > 1)
    if kind == "stricter":
        assert ("弱化的句子" in said["text"]) == (not one.said("weakened"))
    figures = {
        (row["local"]["id"], line)
        for row in rows
        for line in row["evidence"]
        for found in one.rows["requirements"]
        if not found["vague"] and found["sentence"] == row["local"]["id"] and line.endswith(found["expression"])
        and (line.startswith("新增：") == (found["change"] == "new"))
    }  # fmt: skip
    told = re.search(r"有数字的(\d+)处", said["text"])
    assert (int(told[1]) if told else 0) == len(figures)
    others = re.search(r"其余(\d+)句", said["text"])
    assert (int(others[1]) if others else 0) in (0, len(rows) - len({sentence for sentence, _ in figures}))
    assert {link["id"] for link in said["links"]} <= {row["local"]["id"] for row in rows}


def check_new(one: Written) -> None:
    said = one.brief("new")
    assert said
    added, unfound = one.said("added", settled=True), one.said("added", settled=False)
    for name, rows in (("新增", added), ("未找到对应（待核）", unfound)):
        assert (f"{name}{len(rows)}句" in said["text"]) == bool(rows)
    own = [row["local"] for row in (*added, *unfound)]
    counts = Counter(row["local"]["unit"] for row in one.counted())
    alone = Counter(side["unit"] for side in own)
    clause = "整条未找到对应" in said["text"]
    wholly = {unit for unit, count in alone.items() if count == counts[unit]}
    assert clause == bool(wholly)
    assert "这些条整条" not in said["text"] or wholly == set(alone)
    for link in said["links"]:
        assert link["unit"] in (alone if "id" in link else wholly)
    assert said["places"].get("local", []) == [side["id"] for side in own]


def check_missing(one: Written) -> None:
    said, missing = one.brief("missing"), one.missing()
    assert said
    assert (f"缺失{len(missing)}句" if missing else "没有判为缺失的中央要求") in said["text"]
    doubtful = one.in_doubt()
    assert (f"另有{len(doubtful)}句没有找到对应" in said["text"]) == bool(doubtful)
    by_unit = Counter(sentence.rpartition(":")[0] for sentence in missing)
    named = "|".join(re.escape(link["text"]) for link in said["links"]) or "$^"
    for link, after in zip(said["links"], re.split(named, said["text"])[1:], strict=False):
        count = re.match(r"（(\d+)句）", after)
        assert link["id"] in missing
        assert count is None or int(count[1]) == by_unit[link["unit"]]
    total = re.search(r"等(\d+)条", said["text"])
    assert (int(total[1]) if total else len(said["links"])) == len(by_unit)


def check_figures(one: Written) -> None:
    said, rows = one.brief("figures"), one.rows["requirements"]
    assert said
    explicit, vague = [row for row in rows if not row["vague"]], [row for row in rows if row["vague"]]
    assert (f"明确的量化要求{len(explicit)}项" if explicit else "没有明确的量化要求") in said["text"]
    assert (f"模糊要求{len(vague)}项" if vague else "没有模糊要求") in said["text"]
    first, _, last = said["text"].rpartition("；")
    for kind, count in Counter(row["kind"] for row in explicit).items():
        assert f"{ZH['kind_name'][kind]}{count}项" in first
    terms = Counter(row["term"] for row in vague)
    assert all(terms[term] == int(count) for term, count in re.findall(r"[（、]([^（、]+?)(\d+)项", last))
    assert {link["id"] for link in said["links"]} <= {row["sentence"] for row in explicit}
    # What the sentence before told is not told again.
    before = {link["id"] for link in (one.brief("stricter") or {"links": []})["links"]}
    assert not before & {link["id"] for link in said["links"]}


def check_to_check(one: Written) -> None:
    said = one.brief("to_check")
    assert said
    ids = {row["local"]["id"] for row in one.rows["sentences"] if row["settled"] is False}
    silent = said["places"].get("central", [])
    assert set(silent) <= set(one.missing())
    assert len(ids) + len(silent) == said["counts"]["to_check"]
    assert f"需要人工核对的判断{said['counts']['to_check']}处" in said["text"]
    assert set(said["places"].get("local", [])) == ids
    assert "等" not in said["text"].partition("先看")[2]
    assert len({(link["side"], link["unit"]) for link in said["links"]}) == len(said["links"]) <= 3


def check_quotations(one: Written) -> None:
    """What stands in quotation marks stands at the place that is named before it, or in the central sentence it answers."""
    rows = {row["local"]["id"]: row for row in one.rows["sentences"]}
    for said in one.rows["brief"]:
        at = 0
        for link, following in zip(said["links"], [*said["links"], None][1:], strict=True):
            begin = said["text"].index(link["text"], at)
            at = begin + len(link["text"])
            end = said["text"].index(following["text"], at) if following else len(said["text"])
            unit = one.units(link["side"])[link["unit"]]
            for quoted in QUOTED.findall(link["text"]):
                assert bare(quoted.removesuffix("…")) in bare(unit["heading"])
            row = rows.get(link.get("id", ""))
            known = "" if row is None else row["local"]["text"] + "".join(link["text"] for link in row["central"])
            known += "".join(row["evidence"]) if row else ""
            for quoted in QUOTED.findall(said["text"][at:end]):
                assert bare(quoted) in bare(known), (said["text"], quoted)
            for old, verb, new in MOVED.findall(said["text"][at:end]):
                check_move(one, link["id"], old, CHANGES[verb], new)


def check_move(one: Written, sentence: str, old: str, change: str, new: str) -> None:
    """A figure that is said to have become another is a row of the requirements, and the row of its sentence shows it."""
    found = [
        row
        for row in one.rows["requirements"]
        if row["sentence"] == sentence and row["change"] == change and told(row, new) and not row["vague"]
    ]
    assert found, (sentence, old, new)
    [evidence] = [row["evidence"] for row in one.rows["sentences"] if row["local"]["id"] == sentence]
    assert any(line.endswith(f" → {row['expression']}") for line in evidence for row in found)


def told(row: dict[str, Any], figure: str) -> bool:
    in_short = row["expression"].replace("≥", "至少").replace("≤", "不超过")
    return bare(figure.strip("“”")) in (bare(row["quote"]), bare(in_short))


def bare(text: str) -> str:
    return blanks_out(text).translate(str.maketrans("“”", "‘’"))


def check_brief(one: Written) -> None:
    kinds = [said["kind"] for said in one.rows["brief"]]
    assert kinds == [kind for kind in BRIEF_KINDS if kind in kinds]
    assert 5 <= len(kinds) <= 8
    check_answer(one)
    check_carried_out(one)
    check_strength(one, "stricter", "strengthened")
    check_strength(one, "milder", "weakened")
    check_new(one)
    check_missing(one)
    check_figures(one)
    check_to_check(one)
    check_quotations(one)
