"""Duties of the matrix that stand in one sentence, told apart by the act each of them is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..changes import MatrixRow
from ..extract import Requirement, figure
from ..language.clauses import clause_around
from .findings import Findings


def act_names(report: Findings) -> tuple[str, ...]:
    """What each row of the matrix is about, in few words: its sentence where no other row has it, else the clause its figure stands in.

    A duty that only local documents set a figure for is called by what the first of them asks. Cost: linear in rows and requirements.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> [name for name, row in zip(act_names(report), report.matrix) if row.sentence == "11:2"]
    ['每证每次可借图书不少于10册', '借期不少于30日']
    """
    times = Counter(row.sentence for row in report.matrix)
    bounds = _by_sentence(report)
    return tuple(_act(row, report, bounds) if times[row.sentence] > 1 else row.text for row in report.matrix)


def told_apart(names: Sequence[str], more: Sequence[str], longest: int) -> list[str]:
    """The names, none longer than so many characters; those that then read the same end in what ``more`` says of them, or a number.

    >>> told_apart(["书屋每年清点藏书", "书屋每年清点桌椅", "读者"], ["每年", "每季度"] + [""], 6)
    ['书…（每年）', '…（每季度）', '读者']
    """
    short = [_cut(name, longest) for name in names]
    twice = Counter(short)
    longer = [
        f"{_cut(name, longest - len(said) - 2)}（{said}）" if twice[name] > 1 and said else name
        for name, said in zip(short, more, strict=True)
    ]
    seen: Counter[str] = Counter()
    result = []
    for name in longer:
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{_cut(name, longest - 2)}-{seen[name]}")
    return result


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: max(longest - 1, 0)] + "…"


def _by_sentence(report: Findings) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for requirement in report.comparisons[0].central_requirements if report.comparisons else ():
        found.setdefault(requirement.sentence, []).append(requirement)
    return found


def _act(row: MatrixRow, report: Findings, bounds: dict[str, list[Requirement]]) -> str:
    own = next((one for one in bounds.get(row.sentence, ()) if row.central and figure(one) == row.central), None)
    if own is not None:
        bounds[row.sentence].remove(own)
        return _clause(own)
    for comparison, cell in zip(report.comparisons, row.cells, strict=True):
        for change in comparison.requirements if cell else ():
            answers = change.central_sentence == row.sentence and change.counterpart is None
            if answers and figure(change.requirement) == cell:
                return _clause(change.requirement)
    return row.text


def _clause(requirement: Requirement) -> str:
    """The clause of the sentence that holds the words of the bound."""
    at = requirement.text.find(requirement.quote)
    return clause_around(requirement.text, max(at, 0)).strip() or requirement.text
