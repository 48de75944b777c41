"""The commands evaluate (how good are the answers, on gold) and gold (how gold is made by hand)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .console import DONE, Commands, Notes, OneOf, common_options, with_notes
from .corpus.errors import DuizhaoError
from .delivery import check_places, deliver
from .shared_options import encoding_option, language, linker_of, linker_option, output_option, overwrite_option

if TYPE_CHECKING:
    from .evaluation import Evaluation

_BY_SUFFIX = {".json": "json", ".xlsx": "xlsx", ".csv": "csv"}
_TABLES = ["figures", "confusion", "mistakes", "calibration", "risk_coverage"]


@click.command(
    short_help="用人工标注来量：对应、关系、落实情况、量化要求准不准。",
    help="用人工标注 GOLD（docs/评测.md 说明格式和怎样标）来量：对应、关系、落实情况、量化要求，各有 95% 区间，判错成什么、每一处不同、"
    "把握可不可信。标注里的文件在标注所在的文件夹和它的上一层找，或在 --base 里找。",
)
@click.argument("golds", nargs=-1, required=True, metavar="GOLD...")
@click.option("--base", "bases", multiple=True, metavar="FOLDER", help="到这个文件夹里找标注的文件（可写几次）。")
@click.option(
    "--predicted",
    multiple=True,
    metavar="FILE.json",
    help="不重新对照，量这份 align 的 JSON；按标注的次序，一份标注一份，别的程序写的同样格式的也可以。",
)
@click.option(
    "--format",
    "form",
    type=OneOf(["table", "json", "csv", "xlsx"]),
    help="格式；不写则看 OUT 的后缀（.json .csv .xlsx），否则为 table。",
)
@click.option("--table", type=OneOf(_TABLES), default="figures", show_default=True, help="csv 写哪一张表。")
@click.option(
    "--charts",
    metavar="FOLDER",
    help="另把两条曲线（把握可不可信、敢说多少对多少）画成 SVG 写入这个文件夹（需要另装画图的程序包）。",
)
@linker_option
@language
@output_option
@overwrite_option
@with_notes
def evaluate(  # noqa: PLR0913, PLR0917 - a parameter for each option
    golds: tuple[str, ...],
    bases: tuple[str, ...],
    predicted: tuple[str, ...],
    form: str | None,
    table: str,
    charts: str | None,
    linker_name: str | None,
    lang: str,
    output: str | None,
    overwrite: bool,
    notes: Notes,
) -> int:
    """Write how the answers compare with gold."""
    from .evaluating import evaluate as measure

    form = form or _BY_SUFFIX.get(Path(output or "").suffix.lower(), "table")
    if form == "xlsx" and output in (None, "-"):
        raise click.UsageError("xlsx 是二进制格式，不能写到标准输出，需要 -o 和文件名")
    if predicted and len(predicted) != len(golds):
        raise click.UsageError(f"--predicted 有 {len(predicted)} 份，标注有 {len(golds)} 份，需要一样多，次序相同")
    check_places(output, inputs=(*golds, *predicted), overwrite=overwrite)
    found = measure(
        *golds,
        base=bases,
        linker=linker_of(linker_name),
        predicted={Path(gold).stem: _read_json(file) for gold, file in zip(golds, predicted, strict=False)},
        on_done=lambda name: notes.detail(f"量完 {name}"),
    )
    tables = {name: found.rows(name) for name in _TABLES}
    if charts is not None:
        from .report.charts.evaluation_charts import save_evaluation_charts

        notes.say(f"写出 {len(save_evaluation_charts(tables, charts, lang=lang))} 张图到 {charts}")
    deliver(_written(found, tables, form, table, lang), output)
    return DONE


def _read_json(file: str) -> Any:
    """A comparison as JSON: that of ``align``, or the first of a report's."""
    try:
        data = json.loads(Path(file).read_bytes())
    except (OSError, ValueError, RecursionError):
        raise DuizhaoError(f"{file}：读不出 JSON，需要 duizhao align 写出的；请检查是否给错了文件") from None
    found = data["comparisons"][0] if isinstance(data, dict) and data.get("comparisons") else data
    if not isinstance(found, dict) or not {"sentences", "articles", "coverage"} <= set(found):
        raise DuizhaoError(
            f"{file}：没有 sentences articles coverage，需要 duizhao align 写出的 JSON；请检查是否给错了文件"
        )
    return found


def _written(
    found: Evaluation, tables: dict[str, list[dict[str, Any]]], form: str, table: str, lang: str
) -> str | bytes:
    if form == "csv":
        return found.to_frame(table).to_csv(index=False)
    if form == "xlsx":
        from .report.excel.evaluation_book import evaluation_xlsx

        return evaluation_xlsx(tables, lang=lang)
    if form == "json":
        from .results.json_text import json_text

        return json_text(tables)
    from .report.text.evaluation_listing import evaluation_listing

    return evaluation_listing(tables, lang=lang)


@click.group(
    cls=Commands,
    short_help="人工标注：写出空表、读回、算两人的一致程度。",
    help="人工标注：写出空表（sheet）、读回成标注（read）、算两人的一致程度（agree）。",
)
@common_options
@click.pass_context
def gold(context: click.Context, quiet: bool, verbose: bool) -> None:
    """The group of the commands for making gold."""
    outer = context.find_object(Notes) or Notes()
    context.obj = Notes(quiet=quiet or outer.quiet, verbose=verbose or outer.verbose)


@gold.command(help="为一对文件写出空的标注表（.xlsx）：逐句填对应的中央句子和关系。")
@click.argument("central")
@click.argument("local")
@encoding_option
@click.option("-o", "--output", metavar="OUT.xlsx", required=True, help="写入这个文件。")
@overwrite_option
@with_notes
def sheet(central: str, local: str, encoding: str | None, output: str, overwrite: bool, notes: Notes) -> int:
    """Write the empty sheet."""
    from .report.excel.annotation_sheet import annotation_xlsx
    from .sources import read

    check_places(output, inputs=(central, local), overwrite=overwrite)
    theirs, ours = read(central, encoding=encoding), read(local, encoding=encoding)
    deliver(annotation_xlsx(theirs, ours), output)
    notes.say(f"写出 {output}：{len(ours.sentences)} 句地方文字待标")
    return DONE


@gold.command(
    name="read", help="把填好的标注表读成标注（JSON），给 evaluate 用。CENTRAL、LOCAL 是写出空表时的那两份文件。"
)
@click.argument("filled", metavar="FILLED.xlsx")
@click.argument("central")
@click.argument("local")
@encoding_option
@output_option
@overwrite_option
@with_notes
def read_sheet(  # noqa: PLR0913, PLR0917 - a parameter for each option
    filled: str, central: str, local: str, encoding: str | None, output: str | None, overwrite: bool, notes: Notes
) -> int:
    """Write the gold of a filled sheet."""
    from .corpus import read_bytes
    from .report.excel.annotation_sheet import read_annotation
    from .results.json_text import json_text
    from .sources import read

    check_places(output, inputs=(filled, central, local), overwrite=overwrite)
    theirs, ours = read(central, encoding=encoding), read(local, encoding=encoding)
    found = read_annotation(read_bytes(filled), Path(filled).name, theirs, ours)
    deliver(json_text(found), output)
    notes.say(
        f"读到 {len(found['sentences'])} 句，共 {len(ours.sentences)} 句；条款 {len(found['articles'])}，落实情况 {len(found['coverage'])}"
    )
    return DONE


@gold.command(help="两个人各标一份（JSON）：对应的 F1、关系一致的比例和 kappa，以及各处不同。")
@click.argument("first")
@click.argument("second")
@with_notes
def agree(first: str, second: str, notes: Notes) -> int:  # noqa: ARG001  it has nothing to note
    """Tell how far two readers agree."""
    from .evaluation import AlignGold, GoldError, agreement, read_gold

    one, two = read_gold(first), read_gold(second)
    if not isinstance(one, AlignGold) or not isinstance(two, AlignGold):
        raise GoldError(f"{first}、{second}：需要两份对照的标注，不是要求的标注")
    found = agreement(one, two)
    lines = [
        f"两人都标的句子 {found.sentences}",
        f"对应 F1 {found.links_f1:.3f}",
        f"关系一致 {found.relations:.3f}，kappa {found.kappa:.3f}",
        *([] if found.articles_f1 is None else [f"条款对应 F1 {found.articles_f1:.3f}"]),
        *([] if found.coverage is None else [f"落实情况一致 {found.coverage:.3f}"]),
        *(f"{a} / {b}：{text}" for text, a, b in found.apart),
    ]
    deliver("".join(f"{line}\n" for line in lines), None)
    return DONE
