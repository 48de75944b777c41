"""Models fitted without a family: the documents that answer one central document are left out together, and judged by what is left.

Beijing and Anhui answer the same opinion; a model that saw one knows half of the other. The model of units is fitted on what the models of
sentences say of documents that they never saw: that spares the folds that fit_links.py takes for it, two thirds of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fit_relations import fit, load_labelled
from link_gold import HELD_OUT, GoldPair, Matrix, load_pairs

from duizhao.align import LinkModel
from duizhao.align.forest import Forest, read_forest
from duizhao.align.model import Logistic
from duizhao.changes.relation_model import RelationModel
from duizhao.changes.relation_words import load_relation_words
from duizhao.estimators.link_fitting import CHOSEN, fit_first, fit_second, fit_units, second_probability, stacked
from duizhao.estimators.link_samples import LinkCase, prepare_case
from duizhao.estimators.pair_features import second_look_columns
from duizhao.estimators.relation_samples import LabelledRelations


@dataclass(frozen=True, slots=True)
class Family:
    """All labelled pairs with one central document."""

    central: str
    pairs: tuple[GoldPair, ...]
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def kind(self) -> str:
        """``sample`` is the bundled one, of our own making; ``law``, or else ``paper``."""
        if self.central == "central_opinion.txt":
            return "sample"
        return "law" if self.central.endswith(".md") else "paper"


@dataclass(frozen=True, slots=True)
class Judge:
    """What never saw the pair it judges."""

    pair: GoldPair
    family: Family
    links: LinkModel
    relations: RelationModel


def families(pairs: Sequence[GoldPair]) -> list[Family]:
    """The pairs by their central document."""
    found: dict[str, list[GoldPair]] = {}
    for pair in pairs:
        found.setdefault(Path(pair.central.document.path).name, []).append(pair)
    return [Family(name, tuple(own), frozenset(pair.name for pair in own)) for name, own in found.items()]


def judges(shared: Path) -> Iterator[Judge]:
    """For every labelled pair models of links and of relations that were fitted without its family; those of HELD_OUT are in no fit."""
    pairs = load_pairs(shared)
    yield from judges_of([prepare_case(pair) for pair in pairs], load_labelled(pairs, load_relation_words()))


def judges_of(cases: Sequence[LinkCase], labelled: Sequence[LabelledRelations]) -> Iterator[Judge]:
    """The same for pairs that are ready."""
    looks: dict[str, tuple[Logistic, Forest, RelationModel]] = {}
    unseen: dict[str, Matrix] = {}
    left = families([case.pair for case in cases])
    for family in left:
        usable = [case for case in cases if case.name not in (*family.names, *HELD_OUT)]
        first, second = fit_first(usable), read_forest(fit_second(stacked(usable)))
        relations = fit([part for part in labelled if part.name not in (*family.names, *HELD_OUT)])
        for case in cases:
            if case.name in family.names:
                looks[case.name] = first, second, relations
                unseen[case.name] = second_probability(case, second_look_columns(case, first), second)
    for family in left:
        usable = [case for case in cases if case.name not in (*family.names, *HELD_OUT)]
        units = fit_units([(case, unseen[case.name]) for case in usable])
        for pair in family.pairs:
            first, second, relations = looks[pair.name]
            yield Judge(pair, family, LinkModel(first, second, units, CHOSEN), relations)
