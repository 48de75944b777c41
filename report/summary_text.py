"""A report in a few lines of text: per local document the sentences of its brief, each of them counted from the tables."""

from __future__ import annotations

from ..results.brief import brief_of
from ..results.findings import Findings
from ..results.labels import labels
from ..results.names import short_names, title_of
from ..results.visible import visible


class SummaryText(str):
    r"""A text that shows itself as it is read, in a terminal and in Jupyter, and not as Python writes it.

    >>> SummaryText("第一行\n第二行")
    第一行
    第二行
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def summary_text(report: Findings, *, lang: str = "zh") -> SummaryText:
    """The title of the central document; of each local one its name, its title, the sentences of its brief, what to beware of.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> summary_text(report).splitlines()[3].split("；")[0]
    '概况：全文15条，计入34句'
    """
    words = labels(lang)
    names = short_names([comparison.local for comparison in report.comparisons])
    colon, items = words["brief"]["colon"], words["brief"]["item"]
    lines = [f"{words['title']}{colon}{title_of(report.central)}"]
    for comparison, name in zip(report.comparisons, names, strict=True):
        title = title_of(comparison.local)
        lines += ["", name if title == name else f"{name}{colon}{title}"]
        brief = brief_of(comparison, words, name)
        lines += (f"{items[one.kind]}{colon}{one.text}" for one in brief.sentences)
        lines += (f"{words['caution']}{colon}{one}" for one in brief.cautions)
    if report.skipped:
        left = "、".join(one.path for one in report.skipped)
        lines += ["", f"{words['skipped']}{colon}{left}"]
    return SummaryText(visible("\n".join(lines)))
