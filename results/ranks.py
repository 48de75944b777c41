"""How strict the figures of one duty are beside each other."""

from __future__ import annotations

from ..changes import MatrixRow


def strictness_ranks(row: MatrixRow) -> tuple[float | None, ...]:
    """How strict each cell is among the different figures of its row: 1.0 for the strictest; ``None`` where nothing differs.

    >>> strictness_ranks(MatrixRow("1", "1:1", "清点", "定期", ("每季度", "", "每年"), (4.0, None, 1.0)))
    (1.0, None, 0.5)
    """
    steps = sorted({value for value in row.strictness if value is not None})
    known = steps if len(steps) > 1 else []
    return tuple((known.index(value) + 1) / len(known) if value in known else None for value in row.strictness)
