"""What a linker is, and how one is found by its name: another way of linking takes the place of the shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from ..corpus import LinkerError
from ..segmenter import SegmentedDocument
from .known_counterparts import Locked
from .links import Alignment

NOTHING_LOCKED: Locked = MappingProxyType({})
# The group of entry points under which an installed package offers linkers of its own.
ENTRY_POINTS = "duizhao.linkers"
# The name of the linker that is shipped.
SHIPPED = "model"


@runtime_checkable
class Linker(Protocol):
    """What decides which central sentence and article answers which local one: any object of this shape.

    Scores are probabilities from 0 to 1. A linker that has them as matrices makes its alignment by
    :func:`.link_choice.choose_links`, which also honours what a specialist has fixed (``locked``).

    >>> class Nothing:
    ...     parameters = {"linker": "nothing"}
    ...     def link(self, central, local, *, locked=NOTHING_LOCKED):
    ...         supports = ({s.id: 0.0 for s in document.sentences} for document in (local, central))
    ...         return Alignment(central, local, (), (), *supports)
    >>> isinstance(Nothing(), Linker)
    True
    """

    @property
    def parameters(self) -> Mapping[str, object]:
        """What a report says of it, so that its result can be had again: plain values by name."""
        ...

    def link(self, central: SegmentedDocument, local: SegmentedDocument, *, locked: Locked = ...) -> Alignment:
        """All links between two documents; ``locked`` are the counterparts (by id) of local sentences that are known."""
        ...


def find_linker(name: str) -> Linker:
    """The linker of that name: one that an installed package offers (entry points ``duizhao.linkers``), or ``module:object``.

    Where the object is a class or a function without arguments, it is called. The shipped linker is made by ``load_linker``.

    :raises LinkerError: there is none of that name, or it is no linker.

    >>> "link_model" in find_linker("duizhao.align:load_linker").parameters
    True
    """
    offered = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    try:
        if name in offered:
            found = offered[name].load()
        else:
            module, colon, attribute = name.partition(":")
            if not (module and colon and attribute):
                known = "、".join([SHIPPED, *sorted(offered)])
                raise LinkerError(f"没有对应方法 {name}，已知的有 {known}；请改用其中一种，或写成 模块:对象")
            found = getattr(import_module(module), attribute)
        linker = found if isinstance(found, Linker) and not isinstance(found, type) else found()
    except LinkerError:
        raise
    except Exception as error:  # whatever somebody else's module raises when it is loaded
        raise LinkerError(
            f"对应方法 {name} 载入失败（{type(error).__name__}: {error}），需要能导入的 模块:对象"
        ) from None
    if not isinstance(linker, Linker):
        raise LinkerError(f"{name} 不是对应方法，需要有 parameters 和 link；请参看 CONTRIBUTING 里的例子")
    return linker
