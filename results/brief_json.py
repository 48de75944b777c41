"""The brief as plain data: each sentence with the places that it names and those that it counts."""

from __future__ import annotations

from typing import Any

from .brief import Brief, BriefSentence
from .brief_parts import BriefPlace


def brief_json(brief: Brief) -> list[dict[str, Any]]:
    """The sentences in their order: ``links`` are the places that are named, ``places`` all that are counted.

    >>> import duizhao as dz
    >>> from .brief import brief_of
    >>> from .labels import labels
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> first = brief_json(brief_of(comparison, labels("zh")))[0]
    >>> list(first), first["counts"]["articles"]
    (['kind', 'text', 'links', 'places', 'counts'], 15)
    """
    return [_sentence(sentence) for sentence in brief.sentences]


def _sentence(sentence: BriefSentence) -> dict[str, Any]:
    return {
        "kind": sentence.kind,
        "text": sentence.text,
        "links": [{"text": part.text} | _place(part.place) for part in sentence.links if part.place],
        "places": {
            side: [place.id for place in sentence.places if place.side == side]
            for side in ("local", "central")
            if any(place.side == side for place in sentence.places)
        },
        "counts": dict(sentence.counts),
    }


def _place(place: BriefPlace) -> dict[str, str]:
    return {"side": place.side, "unit": place.unit} | ({"id": place.sentence} if place.sentence else {})
