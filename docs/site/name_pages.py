"""The page of the public names of the library, written from their docstrings."""

from __future__ import annotations

import inspect
import re

import duizhao as dz

_ABOVE = """# Python 的名字

`import duizhao as dz` 之后用得着的名字，由代码里的说明写出（英文）；例子都在测试里运行。从头学起，看笔记本。
"""
# What the functions give back: no public name of its own, but all that is done with it is.
_GIVEN_BACK = ("duizhao.report.Report", "duizhao.segmenter.SegmentedDocument", "duizhao.batch.Store")


def name_page() -> str:
    """The page: functions first, then what they are given, then what they give back.

    >>> "autofunction:: duizhao.compare" in name_page()
    True
    """
    names = [name for name in dz.__all__ if not re.match(r"__", name)]
    functions = [name for name in names if not inspect.isclass(getattr(dz, name))]
    classes = [f"duizhao.{name}" for name in names if inspect.isclass(getattr(dz, name))]
    return "\n".join(
        (
            _ABOVE,
            "## 函数\n",
            *(_entry("autofunction", f"duizhao.{name}") for name in functions),
            "## 交给它们的\n",
            *(_entry("autoclass", name) for name in classes),
            "## 它们给出的\n",
            *(_entry("autoclass", name) for name in _GIVEN_BACK),
        )
    )


def _entry(directive: str, name: str) -> str:
    members = "   :members:\n   :inherited-members:\n" if directive == "autoclass" else ""
    return f"```{{eval-rst}}\n.. {directive}:: {name}\n{members}```\n"
