"""Compare what the library says of each law with what stands in the head of its file, read here a second time and another way.

    python benchmarks/check_metadata.py [../shared/laws] [--sample 200] [--nameless] [--show title] [--json]

The truth is read with the standard library alone, from the file's own mark-up: the title is the Markdown heading, the dates are those
that begin the lines under it, region and level follow from the folder and, for the cities of a province, from a list of their names.
Nothing of the library is used for it, no table and no pattern. Demanded: title, region, level and date right in 98 % each; the other
fields are printed beside them. A date is the last one of adoption, approval, publication or amendment in the head; a file without one
in its head is held to the date in its name. Exit status 1 where one of the four is below that.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from duizhao.corpus import Metadata, ReadingRules, load_reading_rules, make_documents, read_documents

LAWS = Path(__file__).resolve().parent.parent.parent / "shared" / "laws"
DEMANDED = {"title": 0.98, "region": 0.98, "level": 0.98, "date": 0.98}
SEED = 20260401

PLACES = {"beijing": "北京市", "shanghai": "上海市", "shandong": "山东省"}
# The sixteen prefecture-level cities of Shandong, and the one that was merged into Jinan in 2019.
SHANDONG = re.compile("济南|青岛|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海|日照|临沂|德州|聊城|滨州|菏泽|莱芜")
END_OF_HEAD = "<!-- INFO END -->"
_DAY = r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"
_IN_NAME = re.compile(r"\(([0-9]{4}-[0-9]{2}-[0-9]{2})\)$")


@dataclass(frozen=True)
class Verdict:
    """One field of one law: what its head says and what the library says; ``None`` for ``head`` where the head is silent."""

    path: str
    field: str
    head: str | None
    found: str | None

    @property
    def right(self) -> bool:
        """The same, but for blanks and for the shape of brackets and quotation marks."""
        return same(self.head) == same(self.found)


def same(text: str | None) -> str | None:
    """A text without blanks, its brackets in one shape."""
    if text is None:
        return None
    return re.sub(r"\s|\u3000|\u200b", "", text).translate(str.maketrans("()<>〈〉", "（）《》《》"))


def head_lines(text: str) -> list[str]:
    """The lines above the mark, without blank ones; a line that goes on below (no date begins it) is joined to the one above."""
    lines = [line.strip() for line in text.split(END_OF_HEAD, maxsplit=1)[0].splitlines()]
    joined: list[str] = []
    for line in filter(None, lines):
        if joined and goes_on(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def goes_on(above: str, line: str) -> bool:
    """Is a line the rest of the one above: inside a title, inside a date, or the act without its date?"""
    if re.match("[0-9]{4}年", line):
        return False
    if above.count("《") > above.count("》") or re.search("[0-9]年$|月[0-9]{1,2}$", above):
        return True
    ends = re.search("(?:发布|会议通过|批准|修正|修订)$", line)
    return ends is not None and "日" not in line[:12] and re.match("[0-9]{4}年", above) is not None


def title_of(lines: Sequence[str]) -> str:
    """The heading, and the lines under it up to the first one that is dated or numbered: they go on with it."""
    title = lines[0].lstrip("# ")
    for line in lines[1:]:
        if re.match(r"[(（]?[0-9]{4}年|关于|[\u4e00-\u9fff]+[〔［\[]", line):
            break
        if re.search(r"(?:法|条例|规定|办法|细则)$", title) or not re.search(r"(?:法|条例|规定|办法|细则)$", line):
            break
        title += line
    return title


def days(line: str) -> list[str]:
    """Every day a line names, as ISO 8601; 一九九五年三月二十六日 too."""
    line = re.sub("[〇○一二三四五六七八九十]+(?=[年月日])", arabic, line)
    return [f"{int(y):04d}-{int(m):02d}-{int(d):02d}" for y, m, d in re.findall(_DAY, line)]


def arabic(match: re.Match[str]) -> str:
    """二十六 as 26, 一九九五 as 1995."""
    text = match.group().replace("○", "〇")
    if "十" not in text:
        return "".join(str("〇一二三四五六七八九".index(char)) for char in text)
    tens, _, ones = text.partition("十")
    digits = "〇一二三四五六七八九"
    return str(10 * (digits.index(tens) if tens else 1) + (digits.index(ones) if ones else 0))


def truth(path: Path, *, nameless: bool = False) -> dict[str, str | None]:
    """What folder, name and head of a file say; a field that none of them tells is not there."""
    text = path.read_text(encoding="utf-8")
    lines = head_lines(text)
    said: dict[str, str | None] = {"title": title_of(lines)}
    adopter = next((line for line in lines[1:] if "通过" in line), "")
    said["region"], said["level"] = place(path.parent.name, said["title"] or "", adopter)
    dated = [line for line in lines[1:] if days(line)]
    acts = [line for line in dated if not re.fullmatch(rf"{_DAY}\s*(?:起?施行|执行)", line)]
    named = _IN_NAME.search(path.stem)
    if acts:
        said["date"] = max(day for line in acts for day in days(re.sub(rf"自{_DAY}起?施行", "", line)))
    elif named and not nameless:
        said["date"] = named[1]
    adopted = [line for line in acts if re.search(r"(?:会议|大会)(?:审议)?通过[)）]?$", line)]
    if adopted:
        said["adopted"] = days(adopted[0])[0]
    in_force = [line for line in dated if re.fullmatch(rf"{_DAY}\s*施行", line)]
    if in_force and not any(re.search("公布|发布", line) for line in dated[dated.index(in_force[-1]) + 1 :]):
        said["in_force"] = days(in_force[-1])[0]
    decree = [number for line in acts for number in re.findall(r"国务院令第([0-9]+)号", line)]
    if decree and "军事委员会" not in "".join(acts):
        said["number"] = f"国务院令第{decree[-1]}号"
    return said


def place(folder: str, title: str, adopter: str) -> tuple[str | None, str]:
    """Region and level of a law: the folder tells the province, its title or who first adopted it the city."""
    if folder not in PLACES:
        return None, "central"
    if folder == "shandong":
        city = SHANDONG.match(title) or SHANDONG.match(re.sub(rf"^{_DAY}\s*", "", adopter))
        if city:
            return f"{city.group()}市", "city"
    return PLACES[folder], "province"


def judge(path: Path, *, nameless: bool = False, rules: ReadingRules | None = None) -> list[Verdict]:
    """One verdict for each field that the file tells; a nameless one is read without its name, and held to none that it alone tells."""
    if nameless:
        text = path.read_text(encoding="utf-8")
        metadata = make_documents(text, rules=rules)[0].metadata
        told = truth(path, nameless=True)
    else:
        metadata, told = read_documents(path, rules=rules)[0].metadata, truth(path)
    return [
        Verdict(f"{path.parent.name}/{path.name}", field, said, found(metadata, field)) for field, said in told.items()
    ]


def found(metadata: Metadata, field: str) -> str | None:
    """What the library says, in the shape of the truth."""
    value: str | None = getattr(metadata, field, None)
    if field == "number" and value:
        return re.sub("^中华人民共和国(?=国务院)", "", value)
    return value


def main() -> None:
    """Print the share that is right, per field and folder, then what differs."""
    parser = argparse.ArgumentParser(description="Check the metadata of laws against the heads of their files.")
    parser.add_argument("folder", type=Path, nargs="?", default=LAWS)
    parser.add_argument("--sample", type=int, metavar="N", help="only N of the files, always the same ones")
    parser.add_argument("--show", nargs="*", metavar="FIELD", default=[], help="print every difference of these fields")
    parser.add_argument("--json", action="store_true", help="every difference, as JSON")
    parser.add_argument("--nameless", action="store_true", help="read the texts without the names of their files")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    paths = sorted(arguments.folder.glob("*/[!_]*.md"))
    if not paths:
        raise SystemExit(f"no laws in {arguments.folder}")
    if arguments.sample:
        paths = sorted(random.Random(SEED).sample(paths, min(arguments.sample, len(paths))))  # noqa: S311 - a sample
    work = partial(judge, nameless=arguments.nameless, rules=load_reading_rules())
    with ProcessPoolExecutor(arguments.processes, multiprocessing.get_context("spawn")) as pool:
        verdicts = [verdict for some in pool.map(work, paths, chunksize=32) for verdict in some]
    wrong = [verdict for verdict in verdicts if not verdict.right]
    if arguments.json:
        print(json.dumps([asdict(verdict) for verdict in wrong], ensure_ascii=False, indent=1))
    else:
        print_table(verdicts)
        for verdict in wrong:
            if verdict.field in arguments.show:
                print(f"{verdict.field}: {verdict.path}\n    head:  {verdict.head}\n    found: {verdict.found}")
    if any(share(verdicts, field) < demanded for field, demanded in DEMANDED.items()):
        sys.exit(1)


def share(verdicts: Sequence[Verdict], field: str, folder: str = "") -> float:
    """How much of a field is right; 1 where nothing can be checked."""
    of_field = [verdict for verdict in verdicts if verdict.field == field and verdict.path.startswith(folder)]
    return sum(verdict.right for verdict in of_field) / len(of_field) if of_field else 1.0


def print_table(verdicts: Sequence[Verdict]) -> None:
    """One line a field: the share that is right, right and told, in all and per folder."""
    folders = sorted({verdict.path.split("/")[0] for verdict in verdicts})
    print("field".ljust(10) + "all".rjust(20) + "".join(folder.rjust(20) for folder in folders))
    for field in dict.fromkeys(verdict.field for verdict in verdicts):
        cells = []
        for folder in ("", *(f"{folder}/" for folder in folders)):
            told = [v.right for v in verdicts if v.field == field and v.path.startswith(folder)]
            cells.append(f"{share(verdicts, field, folder):7.1%} {sum(told)}/{len(told)}" if told else "–")
        print(field.ljust(10) + "".join(cell.rjust(20) for cell in cells))


if __name__ == "__main__":
    main()
