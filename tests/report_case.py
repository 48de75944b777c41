"""A small invented case for the report: rules for libraries, one central and two local documents, and what became of each sentence."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.align import SentenceLink, UnitLink
from duizhao.changes import (
    ActorPair,
    Change,
    Comparison,
    Cover,
    Coverage,
    MatrixRow,
    Merge,
    Moved,
    RequirementChange,
    SentenceChange,
    Share,
    Shares,
    Split,
    Structure,
    UnitChange,
)
from duizhao.corpus import CleanedFile, Document, Metadata
from duizhao.extract import Requirement
from duizhao.language import Edit, Span
from duizhao.report import Report, Skipped
from duizhao.segmenter import ParagraphPlace, SegmentedDocument, Sentence, Unit

# (unit id, label, heading or None, sentences); a heading becomes sentence 0.
UnitSpec = tuple[str, str, str | None, Sequence[str]]

CENTRAL: tuple[UnitSpec, ...] = (
    ("p1", "", None, ["为办好公共图书馆，提出如下意见。"]),
    (
        "1",
        "（一）",
        "延长开放时间",
        ["图书馆应当定期听取读者意见，对反映强烈的问题及时整改。", "有条件的馆可以在夜间开放。"],
    ),
    ("2", "（二）", "送书下乡", ["县级图书馆要经常向村屯流动送书。", "对不按规定送书的予以通报。"]),
    ("3", "（三）", None, ["国家图书馆负责编制联合书目。"]),
)
NORTH: tuple[UnitSpec, ...] = (
    ("p1", "", None, ["为办好公共图书馆，结合我省实际，制定本措施。"]),
    (
        "1",
        "第一条",
        "延长开放时间",
        ["各公共图书馆应当每季度听取读者意见，对反映强烈的问题十五个工作日内整改到位。"],
    ),
    ("2", "第二条", None, ["县级图书馆要向村屯流动送书。", "每年从购书经费中安排不低于10%的资金购买盲文读物。"]),
)
SOUTH: tuple[UnitSpec, ...] = (("1", "一、", None, ["图书馆应当定期听取读者意见，对反映强烈的问题及时整改。"]),)
HOSTILE = (
    "<script>document.title='x'</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "a|b`c`\n| d |",
    "响铃\x07退格\x08反向\u202e文字",
    "=cmd|' /C calc'!A0",
)


def segmented(path: str, units: Sequence[UnitSpec], metadata: Metadata) -> SegmentedDocument:
    """A document whose file has one mark (a byte order mark that cleaning took away) before its text."""
    text = ""
    built: list[Unit] = []
    for unit_id, label, heading, texts in units:
        start = len(text)
        sentences: list[Sentence] = []
        for index, sentence in enumerate([heading or "", *texts]):
            if index or heading:
                span = Span(len(text), len(text) + len(sentence))
                kind = "body" if index else "heading"
                sentences.append(Sentence(f"{unit_id}:{index}", unit_id, kind, sentence, span))
                text += sentence
        number = int(unit_id) if unit_id.isdigit() else None
        part = ("一、服务",) if number else ()
        place = None if label else ParagraphPlace("opening", "", 1, 1)
        span = Span(start, len(text))
        built.append(Unit(unit_id, label, number, heading, part, span, tuple(sentences), paragraph=place))
        text += "\n"
    document = Document(
        file=CleanedFile(path, "utf-8", "\ufeff" + text, text, (Edit(Span(0, 1), "", "bom"),)),
        extent=Span(0, len(text)),
        body=Span(0, len(text)),
        metadata=metadata,
        warnings=("有一处字节错位，已尽力还原",),
    )
    return SegmentedDocument(document, tuple(built))


def requirement(document: SegmentedDocument, sentence_id: str, quote: str, **values: object) -> Requirement:
    """A requirement at the place of ``quote`` in the sentence."""
    sentence = next(entry for entry in document.sentences if entry.id == sentence_id)
    start = sentence.span.start + sentence.text.index(quote)
    unit = document.unit(sentence.unit)
    return Requirement(
        unit=unit.id,
        label=unit.label,
        sentence=sentence.id,
        text=sentence.text,
        quote=quote,
        span=Span(start, start + len(quote)),
        **values,  # type: ignore[arg-type]
    )


def answer(
    ours: Requirement, theirs: Requirement | None, central: SegmentedDocument, sentence_id: str, change: Change
) -> RequirementChange:
    """A requirement beside the central sentence it stands for."""
    sentence = next(entry for entry in central.sentences if entry.id == sentence_id)
    return RequirementChange(ours, theirs, sentence.unit, sentence.id, sentence.text, change)


def change(
    local: str, relation: str, score: float, *links: tuple[str, float], evidence: tuple[str, ...] = ()
) -> SentenceChange:
    """A sentence change from (central sentence, score) pairs."""
    return SentenceChange(local, tuple(SentenceLink(local, *link) for link in links), relation, score, evidence)  # type: ignore[arg-type]


def central_document() -> SegmentedDocument:
    return segmented(
        "central.txt",
        CENTRAL,
        Metadata(
            title="关于办好公共图书馆的意见",
            issuer="全国图书馆委员会",
            level="central",
            date="2021-03-01",
            role="central",
        ),
    )


def north_comparison(central: SegmentedDocument) -> Comparison:
    """A measure that copies, strengthens, weakens and adds."""
    local = segmented(
        "north.txt",
        NORTH,
        Metadata(
            title="北方省办好公共图书馆若干措施",
            issuer="北方省图书馆局",
            region="北方省",
            level="province",
            date="2022-05-01",
            implements=("关于办好公共图书馆的意见",),
            role="local",
        ),
    )
    every_quarter = requirement(
        local, "1:1", "每季度", kind="frequency", comparator=">=", value=1.0, unit_of_measure="次", per="P3M",
        subject="各公共图书馆", modality="应当", action="听取读者意见", force="obligation",
    )  # fmt: skip
    in_time = requirement(
        local,
        "1:1",
        "十五个工作日内",
        kind="deadline",
        comparator="<=",
        value=15.0,
        unit_of_measure="日",
        duration="P15D",
        working_days=True,
    )
    share = requirement(
        local, "2:2", "不低于10%", kind="ratio", comparator=">=", value=0.1, per="P1Y", object="购书经费", date="2022"
    )
    often = requirement(central, "1:1", "定期", kind="frequency", vague=True, term="定期")
    return Comparison(
        central=central,
        local=local,
        units=(
            UnitChange("p1", (UnitLink("p1", "p1", 0.9, True),), "adapted"),
            UnitChange("1", (UnitLink("1", "1", 0.97, True), UnitLink("1", "2", 0.4, False)), "strengthened"),
            UnitChange("2", (UnitLink("2", "2", 0.8, True),), "weakened"),
        ),
        sentences=(
            change("p1:1", "adapted", 0.9, ("p1:1", 0.93)),
            change("1:0", "verbatim", 0.99, ("1:0", 0.99)),
            change("1:1", "strengthened", 0.955, ("1:1", 0.955), ("2:2", 0.41), evidence=("定期 → 每季度", "及时 → 十五个工作日内")),
            change("2:1", "weakened", 0.7, ("2:1", 0.8), evidence=("经常 → 无",)),
            change("2:2", "added", 0.88),
        ),
        coverage=(
            Coverage("p1", "implemented", ("p1",), ()),
            Coverage("1", "partial", ("1",), ("1:2",), taken_up=(("1:1", ("1:1",)),)),
            Coverage("2", "partial", ("1", "2"), ("2:0", "2:2")),
            Coverage("3", "absent", (), (), not_applicable=("3:1",)),
        ),
        requirements=(
            answer(every_quarter, often, central, "1:1", "quantified"),
            answer(in_time, None, central, "1:1", "quantified"),
            RequirementChange(share, None, None, None, None, "new"),
        ),
        central_requirements=(often,),
        structure=Structure(
            moved=(Moved("2", "2", None, "1"),), splits=(Split("1", ("1", "2")),), merges=(Merge("1", ("1", "2")),)
        ),
        actors=(ActorPair("图书馆", "各公共图书馆", (("1:1", "1:1"),)),),
        shares=Shares(
            local=(("1", Share(40, 0.5, 0.5, 0.0)),),
            central=(("1", Cover(50, 0.72)),),
            whole=Share(100, 1 / 3, 1 / 2, 1 / 6),
            covered=Cover(200, 0.4),
        ),
        warnings=("地方文件只有一句",),
    )  # fmt: skip


def south_comparison(central: SegmentedDocument) -> Comparison:
    """A measure that took one sentence as it is and left everything else."""
    local = segmented("south.txt", SOUTH, Metadata(title="南方省办好公共图书馆办法", region="南方省", role="local"))
    often = requirement(local, "1:1", "定期", kind="frequency", vague=True, term="定期")
    return Comparison(
        central=central,
        local=local,
        units=(UnitChange("1", (UnitLink("1", "1", 0.95, True),), "verbatim"),),
        sentences=(change("1:1", "verbatim", 0.98, ("1:1", 0.98)),),
        coverage=(
            Coverage("p1", "absent", (), ("p1:1",)),
            Coverage("1", "partial", ("1",), ("1:0", "1:2")),
            Coverage("2", "absent", (), ("2:0", "2:1", "2:2")),
            Coverage("3", "absent", (), ("3:1",)),
        ),
        requirements=(answer(often, None, central, "1:1", "same"),),
        central_requirements=(),
    )


def small_report() -> Report:
    """Central, north, south, one skipped file."""
    central = central_document()
    return Report(
        central=central,
        comparisons=(north_comparison(central), south_comparison(central)),
        matrix=(MatrixRow("1", "1:1", "听取读者意见", "定期", ("每季度", "定期"), (4.0, 0.5)),),
        skipped=(Skipped("essay.txt", "评论文章，没有落实任何文件"),),
        parameters={"version": "0.1.0", "threshold": 0.5, "tables": ("a", "b"), "seed": None},
    )


def hostile_report() -> Report:
    """A report in which every text of a document, its names and its path try to be more than text."""
    central = segmented(
        "central.txt",
        [("1", HOSTILE[0], HOSTILE[1], HOSTILE)],
        Metadata(title=HOSTILE[1], issuer=HOSTILE[2], role="central"),
    )
    local = segmented(
        HOSTILE[1] + ".txt",
        [("1", HOSTILE[1], HOSTILE[0], HOSTILE), ("2", HOSTILE[3], None, [f"新增{text}" for text in HOSTILE])],
        Metadata(title=HOSTILE[0], region=HOSTILE[1], date=HOSTILE[2], role="local"),
    )
    demand = requirement(
        local, "1:1", "<script>", kind="count", subject=HOSTILE[0], modality=HOSTILE[1], action=HOSTILE[2],
        object=HOSTILE[3], condition=HOSTILE[4], date=HOSTILE[1],
    )  # fmt: skip
    comparison = Comparison(
        central=central,
        local=local,
        units=(UnitChange("1", (UnitLink("1", "1", 0.5, True),), "adapted"), UnitChange("2", (), "added")),
        sentences=tuple(
            change(f"1:{i}", "adapted", 0.5, (f"1:{i}", 0.5), evidence=HOSTILE) for i in range(len(HOSTILE) + 1)
        )
        + tuple(change(f"2:{i}", "added", float("nan")) for i in range(1, len(HOSTILE) + 1)),
        coverage=(Coverage("1", "partial", ("1",), tuple(f"1:{i}" for i in range(len(HOSTILE) + 1))),),
        requirements=(RequirementChange(demand, demand, "1", "1:1", HOSTILE[0], "new"),),
        central_requirements=(),
        structure=Structure(moved=(Moved("2", "1", None, None),), merges=(Merge("1", ("1",)),)),
        actors=tuple(ActorPair(text, text, (("1:1", "1:1"),)) for text in HOSTILE),
        warnings=HOSTILE,
    )
    return Report(
        central=central,
        comparisons=(comparison,),
        matrix=(MatrixRow("1", "1:1", HOSTILE[0], HOSTILE[1], (HOSTILE[1],), (None,)),),
        skipped=(Skipped(HOSTILE[1], HOSTILE[0]),),
        parameters={HOSTILE[0]: HOSTILE[1], "nan": float("nan")},
    )


def long_report(*, documents: int, sentences: int) -> Report:
    """A report as heavy as real ones: every local sentence some eighty characters, half of it changed, with evidence."""
    old, new = "定期听取读者意见并及时答复，", "每季度听取读者意见并当月答复，"

    def units(text: str) -> list[UnitSpec]:
        return [(str(n), f"第{n}条", "听取意见", [text * 6] * 4) for n in range(1, sentences // 5 + 1)]

    central = segmented("central.txt", units(old), Metadata(title="意见", role="central"))
    locals_ = [segmented(f"{n}.txt", units(new), Metadata(region=f"第{n}省")) for n in range(documents)]
    return Report(
        central=central,
        comparisons=tuple(
            Comparison(
                central=central,
                local=local,
                units=tuple(UnitChange(u.id, (UnitLink(u.id, u.id, 0.9, True),), "strengthened") for u in local.units),
                sentences=tuple(
                    change(s.id, "strengthened", 0.9, (s.id, 0.9), evidence=("定期 → 每季度",)) for s in local.sentences
                ),
                coverage=tuple(Coverage(u.id, "implemented", (u.id,), ()) for u in central.units),
                requirements=tuple(
                    answer(
                        requirement(local, s.id, "每季度", kind="frequency", per="P3M", value=1.0),
                        None,
                        central,
                        s.id,
                        "quantified",
                    )
                    for s in local.sentences
                    if s.kind == "body"
                ),
                central_requirements=(),
            )
            for local in locals_
        ),
        matrix=tuple(
            MatrixRow(u.id, f"{u.id}:1", "听取读者意见", "定期", ("每季度",) * documents, (4.0,) * documents)
            for u in central.units
        ),
        skipped=(),
        parameters={"version": "0.1.0"},
    )
