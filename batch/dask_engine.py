"""Tasks on a dask cluster: an existing one, or one on this machine for the time being."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, cast

from ..corpus import OutputError
from .tasks import Equipment, Outcome, Payload, attempt

_WAIT = 30  # seconds for the scheduler to answer
_RETRIES = 2  # of a task whose worker died


class DaskEngine:
    """The equipment is sent to each worker once; a task whose worker dies is done by another one."""

    def __init__(self, equipment: Equipment, *, workers: int | None = None, address: str | None = None) -> None:
        self._equipment, self._workers, self._address = equipment, workers, address
        self._cluster: Any = None
        self._client: Any = None
        self._shared: Any = None

    def __enter__(self) -> DaskEngine:
        """Begin, or join, the cluster."""
        from distributed import Client, LocalCluster  # noqa: PLC0415  an extra

        try:
            if self._address is None:
                self._cluster = LocalCluster(
                    n_workers=self._workers, threads_per_worker=1, dashboard_address=None, processes=True
                )
            self._client = Client(self._cluster or self._address, timeout=_WAIT, set_as_default=False)
            self._shared = self._client.scatter(self._equipment, broadcast=True, hash=False)
        except (OSError, TimeoutError) as error:
            self._close()
            raise OutputError(
                f"{self._address or '本机'}：连不上 dask（{error or '没有回应'}），需要正在运行的 scheduler 和 worker；请检查地址"
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def run(self, work: str, tasks: Iterable[tuple[str, Payload]]) -> Iterator[Outcome]:
        """As :class:`.engines.Engine` says; some tasks for each worker are out at a time."""
        from distributed import as_completed  # noqa: PLC0415  an extra

        if self._client is None:
            raise OutputError("dask 引擎没有打开，需要用在 with 里；请改用 make_engine")
        window = 4 * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        waiting = iter(tasks)
        keys = {}
        done = as_completed(loop=self._client.loop)
        for key, payload in waiting:
            future = self._client.submit(attempt, self._shared, work, key, payload, pure=False, retries=_RETRIES)
            keys[future.key] = key
            done.add(future)
            if done.count() >= window:
                yield _outcome(next(done), keys)
        for future in done:
            yield _outcome(future, keys)

    def _close(self) -> None:
        for one in (self._client, self._cluster):
            if one is not None:
                one.close()


def _outcome(future: Any, keys: dict[str, str]) -> Outcome:
    key = keys.pop(future.key)
    try:
        return cast("Outcome", future.result())
    except Exception as error:
        return Outcome(key, error=f"dask 没有做完（{type(error).__name__}）；可用 batch retry 再试")
