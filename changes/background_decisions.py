"""What a specialist declared to be background is background for every local document: the central sentence asks nothing of anyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..segmenter import SegmentedDocument
from .corrections import Correction, Source, is_same_source, share_out, source_of


def is_background(one: Correction) -> bool:
    """Does the correction say of a central sentence that it sets no duty?

    >>> from duizhao.changes import Quoted
    >>> whose = {"central_document": Source("意见.txt", ""), "local_document": Source("措施.txt", "")}
    >>> is_background(Correction(**whose, side="central", sentence=Quoted("1:1", "意义重大。"), relation="no_duty"))
    True
    """
    return one.side == "central" and one.relation == "no_duty"


def is_from_elsewhere(one: Correction, local: Source) -> bool:
    """Was it decided in another local document? Then what of it does not fit this one is no fault."""
    return is_background(one) and not is_same_source(local, one.local_document)


def share_with_background(
    corrections: Sequence[Correction], central: SegmentedDocument, local: Sequence[SegmentedDocument]
) -> tuple[list[tuple[Correction, ...]], tuple[Correction, ...]]:
    """The corrections of each local document (:func:`.corrections.share_out`), each with the background that was decided in the others.

    What a document's own corrections say of a sentence stands behind, and so before, what was decided in another. A decision about a local
    document that is not there is told of the first.

    >>> share_with_background((), None, ())
    ([], ())
    """
    shares, elsewhere = share_out(corrections, central, local)
    if not corrections or not local:
        return shares, elsewhere
    theirs, first = source_of(central), source_of(local[0])
    strays = [one for one in elsewhere if is_background(one) and is_same_source(theirs, one.central_document)]
    shares[0] = (*(replace(one, local_document=first) for one in strays), *shares[0])
    decided = {id(one): one for share in shares for one in share if is_background(one)}
    spread = []
    for share in shares:
        present = {id(one) for one in share}
        spread.append((*(one for key, one in decided.items() if key not in present), *share))
    return spread, tuple(one for one in elsewhere if one not in strays)
