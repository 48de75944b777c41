"""Who shares what with whom: the analysis of a store, and what one asks of its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..batch import Store
from ..batch.store_file import StoreFile
from ..changes import Share
from ..materials import Materials, shipped_materials
from ..results.frames import frame_of
from .adopters import Adopter
from .clause_finding import Finding
from .diffusion_tables import diffusion_table
from .province_rows import provinces_beside
from .resampling import Interval, Likeness, bootstrap, likeness
from .shared_clauses import Clause
from .stock_phrases import load_stock_phrases
from .stored_additions import stored_additions
from .stored_measures import Strictness, stored_shares, stored_strictness

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 999


@dataclass(frozen=True, slots=True, repr=False)
class Diffusion:
    """Which additions local documents share, who had each first, and how alike provinces are by them.

    Shared words are no proof that one took them from the other: ``stock`` marks forms of words that everybody uses, ``source_first``
    clauses that an upper document had before; neither ``counts`` in what is measured.
    ``parameters`` say how it was made, ``files`` are what it was read from and must not be written over.

    >>> import tempfile
    >>> import duizhao as dz
    >>> with tempfile.TemporaryDirectory() as folder, dz.open_store(f"{folder}/store.db") as store:
    ...     done = store.add(dz.sample_folder(), engine="serial")
    ...     found = dz.diffusion(store, draws=0)
    >>> sorted(found.to_frame("documents").region)
    ['云州省', '岚川市', '海平省']
    """

    documents: Mapping[str, Adopter]
    compared: tuple[str, ...]
    clauses: tuple[Clause, ...]
    shares: Mapping[str, Share]
    strictness: Mapping[str, Strictness]
    provinces: tuple[str, ...]
    together: NDArray[np.int64]
    likeness: Likeness
    intervals: Mapping[str, Interval]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"Diffusion({len(self.compared)} documents, {len(self.provinces)} provinces, {len(self.clauses)} shared clauses, "
            f"{sum(clause.counts for clause in self.clauses)} that count)"
        )

    def to_frame(self, table: str = "clauses", *, clause: int | None = None) -> pd.DataFrame:
        """A table: ``clauses``, ``adoptions``, ``documents``, ``similarity`` or ``path`` (docs/扩散.md says what the columns are).

        :param clause: only the rows of that clause, of a table that has them.
        :raises UnknownFormatError: there is no such table.
        """
        frame = frame_of(diffusion_table(self, table))
        return frame if clause is None or "clause" not in frame else frame[frame["clause"] == clause]

    def save(self, output: str | Path, *, lang: str = "zh") -> tuple[Path, ...]:
        """Write it: a page (``.html``), a workbook (``.xlsx``), or a folder with both and a CSV of each table; the files written.

        :raises OutputError: the place cannot be written.
        """
        from .diffusion_files import save_diffusion  # noqa: PLC0415  what writing needs is slow to import

        return save_diffusion(self, output, lang=lang)

    def chart(self, name: str = "path", *, clause: int = 1, lang: str = "zh") -> Any:
        """A matplotlib figure: the ``path`` of a clause through the places, or the ``similarity`` of provinces.

        :raises UnknownFormatError: there is no such chart or clause.
        :raises OutputError: matplotlib, or a font with Chinese characters, is missing.
        """
        from .diffusion_charts import diffusion_chart  # noqa: PLC0415  as above

        return diffusion_chart(self, name, clause=clause, lang=lang)

    def _repr_html_(self) -> str:
        from .diffusion_page import diffusion_excerpt  # noqa: PLC0415  as above

        return diffusion_excerpt(self)


def diffusion(
    store: Store | str | Path,
    *,
    family: str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int = 1,
    materials: Materials | None = None,
) -> Diffusion:
    """Which additions the local documents of a store share, in whatever words, and who had them first.

    Only sentences judged ``added`` come into question: what is from an upper document is not what spread between places. Candidates are
    found by an index of the sentences (:mod:`.signatures`), the aligner decides whether two are the same clause.

    :param store: an open store, or its file.
    :param family: the title (or a part of it), the number or the id of an upper document: only what stands below it.
    :param draws: samples of the permutation test and of the intervals; ``seed`` makes them the same each time.
    :param workers: processes that lay pairs before the aligner.
    :param materials: holds the aligner; without it the shipped one.
    :raises DocumentError: the store is none, nothing in it was compared, or no family is called so.

    Cost: seconds for some hundred documents; docs/扩散.md has figures for thousands.

    >>> import tempfile
    >>> import duizhao as dz
    >>> with tempfile.TemporaryDirectory() as folder, dz.open_store(f"{folder}/store.db") as store:
    ...     done = store.add(dz.sample_folder(), engine="serial")
    ...     dz.diffusion(store, draws=9)
    Diffusion(3 documents, 2 provinces, 0 shared clauses, 0 that count)
    """
    path = store.path if isinstance(store, Store) else store
    materials = materials or shipped_materials()
    finding = Finding(linker=materials.linker, stock=load_stock_phrases(), workers=workers)
    file = StoreFile(path)
    try:
        additions = stored_additions(file, family)
        wanted = dict.fromkeys(additions.compared)
        files = [row[0] for row in file.rows("SELECT path FROM file ORDER BY path")]
        files = [str(path), *(str(file.real_path(one)) for one in files)]
        shares, strictness = stored_shares(file, wanted), stored_strictness(file, wanted)
    finally:
        file.close()
    clauses, alone = finding.clauses(additions)
    beside = provinces_beside(additions, clauses, alone)
    return Diffusion(
        documents=additions.documents,
        compared=additions.compared,
        clauses=clauses,
        shares=shares,
        strictness=strictness,
        provinces=beside.names,
        together=beside.together,
        likeness=likeness(beside.held, draws=draws, seed=seed),
        intervals=_intervals(clauses, shares, draws, seed),
        parameters={"family": family, "draws": draws, "seed": seed, "linker": dict(materials.linker.parameters)},
        files=tuple(files),
    )


def _intervals(clauses: tuple[Clause, ...], shares: Mapping[str, Share], draws: int, seed: int) -> dict[str, Interval]:
    """Means over documents (drawn again by document), the median lag over clauses (drawn again by clause)."""
    counted = [share for share in shares.values() if share.characters]
    gaps = [float(clause.days_to_next) for clause in clauses if clause.counts and clause.days_to_next is not None]
    found = {
        name: bootstrap([float(getattr(share, name)) for share in counted], _mean, draws=draws, seed=seed)
        for name in ("copied", "adapted", "added")
    }
    return found | {"days_to_next": bootstrap(gaps, _median, draws=draws, seed=seed)}


def _mean(values: NDArray[np.float64]) -> float:
    return float(values.mean())


def _median(values: NDArray[np.float64]) -> float:
    return float(np.median(values))
