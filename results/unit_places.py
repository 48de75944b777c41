"""How people are told of a unit: by its number, a paragraph outside every article by where it stands. Said once, for every form."""

from __future__ import annotations

from ..segmenter import Unit
from .labels import Labels


def place_name(unit: Unit, words: Labels) -> str:
    r"""How a unit is named where there is no room for its heading: ``三、（四）``, ``引言第2段``.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.results.labels import labels
    >>> from duizhao.segmenter import segment_document
    >>> text = "书屋是读书的地方。\n读者是书屋的主人。\n一、书屋免费开放。\n二、书屋每年清点。\n本办法自2031年起施行。"
    >>> units = segment_document(make_document(text)).units
    >>> [place_name(unit, labels("zh")) for unit in units]
    ['引言第1段', '引言第2段', '一、', '二、', '结尾']
    """
    if unit.place:
        return unit.place
    place = unit.paragraph
    if place is None:
        return f"{words['paragraph']} {unit.id}"
    ways = words["paragraph_place"]
    key = f"only_{place.zone}" if place.count == 1 and f"only_{place.zone}" in ways else place.zone
    return f"{unit.above}{ways[key].format(name=place.name, number=place.number)}"


def unit_place(unit: Unit, words: Labels) -> str:
    """Where a sentence stands, in words: the name of its unit and its heading."""
    place = place_name(unit, words)
    return f"{place} {unit.heading}" if unit.heading else place


def short_place(unit: Unit) -> str:
    """The fewest signs that tell a unit from its neighbours: its id, ``¶2`` for the second paragraph."""
    return unit.id if unit.label else unit.id.replace("p", "¶")
