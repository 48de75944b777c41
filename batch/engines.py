"""What does the tasks: in this process, in processes of this machine, on a dask cluster; one signature, the same outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType, TracebackType
from typing import Protocol

from ..corpus import UnknownFormatError
from .tasks import Equipment, Outcome, Payload, attempt

TIMEOUT = 600.0  # seconds for one document, unless another limit is given


class Engine(Protocol):
    """Does tasks of one kind; outcomes come as they are done, in any order."""

    def run(self, work: str, tasks: Iterable[tuple[str, Payload]]) -> Iterator[Outcome]:
        """Do the tasks, each with its key; they are asked for as there is room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineWish:
    """Which engine, how many workers (``None``: as many as there are cores), the seconds a task may take, a cluster's address."""

    name: str = "processes"
    workers: int | None = None
    timeout: float = TIMEOUT
    address: str | None = None


class SerialEngine:
    """One task after the other in this process: nothing to start, but a hung document hangs it all."""

    def __init__(self, equipment: Equipment) -> None:
        self._equipment = equipment

    def __enter__(self) -> SerialEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is to be closed."""

    def run(self, work: str, tasks: Iterable[tuple[str, Payload]]) -> Iterator[Outcome]:
        """As :class:`Engine` says."""
        for key, payload in tasks:
            yield attempt(self._equipment, work, key, payload)


def _serial(wish: EngineWish, equipment: Equipment) -> AbstractContextManager[Engine]:  # noqa: ARG001  one signature
    return SerialEngine(equipment)


def _processes(wish: EngineWish, equipment: Equipment) -> AbstractContextManager[Engine]:
    from .process_engine import ProcessEngine  # noqa: PLC0415  one of several

    return ProcessEngine(equipment, workers=wish.workers, timeout=wish.timeout)


def _dask(wish: EngineWish, equipment: Equipment) -> AbstractContextManager[Engine]:
    if find_spec("distributed") is None:
        raise UnknownFormatError(
            "--engine dask 需要 dask，这里没有安装；请先在 duizhao 的文件夹里运行 pip install '.[batch]'，或用 processes"
        )
    from .dask_engine import DaskEngine  # noqa: PLC0415  an extra

    return DaskEngine(equipment, workers=wish.workers, address=wish.address)


ENGINES: Mapping[str, Callable[[EngineWish, Equipment], AbstractContextManager[Engine]]] = MappingProxyType(
    {"serial": _serial, "processes": _processes, "dask": _dask}
)


def make_engine(wish: EngineWish, equipment: Equipment) -> AbstractContextManager[Engine]:
    """The engine of that name, to be used in a ``with``.

    :raises UnknownFormatError: there is none of that name, or what it needs is not installed.

    >>> make_engine(EngineWish(name="abacus"), None)
    Traceback (most recent call last):
    ...
    duizhao.corpus.errors.UnknownFormatError: 没有引擎 abacus，需要 serial、processes、dask 之一；请改用其中一种
    """
    if wish.name not in ENGINES:
        raise UnknownFormatError(f"没有引擎 {wish.name}，需要 {'、'.join(ENGINES)} 之一；请改用其中一种")
    return ENGINES[wish.name](wish, equipment)
