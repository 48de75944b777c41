"""Does a link given 0.9 hold nine times in ten? Reliability of the probabilities of links, by bins, in one number, and as a drawing.

    python benchmarks/calibration.py ../shared [--svg docs/reliability.svg]

The script judges the links as shipped, by a model that was fitted on documents among these; nothing was ever chosen on those marked *.
Whoever has probabilities of documents left out gives them to `print_calibration` or to the functions below, which know of no model.

Source of the measure: Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from link_gold import HELD_OUT, GoldPair, load_pairs

from duizhao.align import align_documents
from duizhao.evaluation import BINS, Bin, expected_calibration_error, reliability
from duizhao.segmenter import Sentence, Unit

Judged = Sequence[tuple[float, bool]]  # probability of a link, and is it one


# ---------------------------------------------------------------------------------------------------------------- drawing

_SIDE, _LEFT, _TOP = 360, 70, 56  # of the square in which 0 to 1 is drawn
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" \
font-family="sans-serif" font-size="13" role="img" aria-labelledby="title summary">
<title id="title">{title}</title>
<desc id="summary">{summary}</desc>
<rect width="{width}" height="{height}" fill="white"/>
<text x="{middle}" y="24" text-anchor="middle" font-size="16">{title}</text>
<text x="{middle}" y="44" text-anchor="middle">{summary}</text>
{body}
<text x="{middle}" y="{under}" text-anchor="middle">给出的概率（每档平均）</text>
<text x="20" y="{centre}" text-anchor="middle" transform="rotate(-90 20 {centre})">其中确为对应的比例</text>
<text x="{middle}" y="{legend}" text-anchor="middle" font-size="12">圆点：各档；旁边的数：该档有几对；虚线：概率与比例相等</text>
</svg>
"""


def reliability_svg(rows: Sequence[Bin], title: str = "对应概率的可靠性") -> str:
    """The bins as bars, each with a dot at its mean probability and its number of links; on the dashed line all would be right.

    >>> reliability_svg(reliability([0.9], [True])).count("<circle")
    1
    """
    body = [
        *_axes(),
        *(_bar(row) for row in rows),
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="black" stroke-dasharray="6 4"/>',
        *(_dot(row) for row in rows),
    ]
    summary = (
        "没有对应"
        if not rows
        else f"期望校准误差 {expected_calibration_error(rows):.3f}，共 {sum(r.n for r in rows)} 对"
    )
    return _FRAME.format(
        title=title.replace("&", "&amp;").replace("<", "&lt;"),
        summary=summary,
        body="\n".join(body),
        width=_LEFT + _SIDE + 30,
        height=_TOP + _SIDE + 78,
        middle=_x(0.5),
        centre=_y(0.5),
        under=_y(0) + 42,
        legend=_y(0) + 66,
    )


def _x(value: float) -> str:
    return f"{_LEFT + _SIDE * value:.4g}"


def _y(value: float) -> float:
    return round(_TOP + _SIDE * (1 - value), 1)


def _axes() -> Iterator[str]:
    yield f'<rect x="{_x(0)}" y="{_y(1)}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="black"/>'
    for tick in range(0, 11, 2):
        value = tick / 10
        yield f'<text x="{_x(value)}" y="{_y(0) + 18}" text-anchor="middle">{value:g}</text>'
        yield f'<text x="{_LEFT - 8}" y="{_y(value) + 4}" text-anchor="end">{value:g}</text>'


def _bar(row: Bin) -> str:
    place = f'x="{_x(row.low)}" y="{_y(row.share_right)}" width="{_SIDE * (row.high - row.low):.4g}"'
    bar = f'<rect {place} height="{_SIDE * row.share_right:.4g}" fill="#dddddd" stroke="black"/>'
    top = _y(row.share_right)
    beside = top - 9 if top > _TOP + 20 else top + 19  # above the dot, or below it where the frame is near
    number = f'<text x="{_x((row.low + row.high) / 2)}" y="{beside}" text-anchor="middle" font-size="11">{row.n}</text>'
    return bar + number


def _dot(row: Bin) -> str:
    return f'<circle cx="{_x(row.mean_probability)}" cy="{_y(row.share_right)}" r="4" fill="black"/>'


# ----------------------------------------------------------------------------------------------------------- the documents


def main() -> None:
    """Print the calibration of sentence and article links as shipped; store the drawing of the sentence links when asked to."""
    parser = argparse.ArgumentParser(description="Measure whether the probabilities of links hold.")
    parser.add_argument("shared", type=Path, help="the folder with the labelled material")
    parser.add_argument("--svg", type=Path, help="where to store the drawing of the sentence links")
    arguments = parser.parse_args()
    pairs = load_pairs(arguments.shared)
    judged = {pair.name: judge_links(pair) for pair in pairs}
    rows = print_calibration("sentence links", {name: sentences for name, (sentences, _) in judged.items()})
    print_calibration("article links", {name: units for name, (_, units) in judged.items()})
    if arguments.svg:
        arguments.svg.write_text(reliability_svg(rows), encoding="utf-8")


def judge_links(pair: GoldPair) -> tuple[Judged, Judged]:
    """The links we give in a document, of labelled sentences and units, each with what the labels say; without partial counterparts."""
    alignment = align_documents(pair.central, pair.local)
    sentences: list[tuple[float, bool]] = []
    units: list[tuple[float, bool]] = []
    if pair.sentences is not None:
        rows, columns = _index(pair.local.sentences), _index(pair.central.sentences)
        for link in alignment.sentence_links:
            if link.local in pair.relations:
                sentences.append((link.score, bool(pair.sentences[rows[link.local], columns[link.central]])))
    rows, columns = _index(pair.local.units), _index(pair.central.units)
    for unit_link in alignment.unit_links:
        label = pair.units[rows[unit_link.local], columns[unit_link.central]]
        if unit_link.local in pair.unit_relations and label < 2:
            units.append((unit_link.score, label == 1))
    return sentences, units


def _index(places: Sequence[Sentence | Unit]) -> dict[str, int]:
    return {place.id: i for i, place in enumerate(places)}


def _reliability(links: Judged) -> list[Bin]:
    return reliability([probability for probability, _ in links], [right for _, right in links])


def print_calibration(title: str, judged: Mapping[str, Judged]) -> list[Bin]:
    """Print the error of each document, and the bins and the error of all their links together; give back these bins."""
    print(f"{title}: expected calibration error, in {BINS} bins")
    for name, links in judged.items():
        if links:
            rows = _reliability(links)
            mark = "*" if name in HELD_OUT else ""
            print(f"  {name + mark:34s}{expected_calibration_error(rows):.3f}  {len(links)} links")
    every = [link for links in judged.values() for link in links]
    if not every:
        raise SystemExit(f"{title}: no document with labelled links")
    rows = _reliability(every)
    print(f"  {'all together':34s}{expected_calibration_error(rows):.3f}  {len(every)} links")
    for row in rows:
        print(
            f"    {row.low:.1f} to {row.high:.1f}: {row.n:5d} links, given {row.mean_probability:.3f}, {row.share_right:.3f} hold"
        )
    return rows


if __name__ == "__main__":
    main()
