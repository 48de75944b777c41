"""Tasks in processes of this machine: a worker that dies costs one try of one task, a task that hangs is stopped."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO, cast

from ..corpus import DuizhaoError
from .tasks import Equipment, Outcome, Payload
from .worker import receive, send

_BOOT = "import sys; sys.path[:] = {path!r}; from duizhao.batch.worker import main; main()"
_TRIES = 2  # a task that ends its worker twice is not tried again
_START = 120.0  # seconds in which a worker is there
# Threads of numerical libraries in each of several processes would wait for each other.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_Task = tuple[str, str, Payload]


class _Worker:
    """One process, and the pipes to it; started anew by itself when it is gone."""

    def __init__(self, equipment: bytes, timeout: float) -> None:
        self._equipment, self._timeout = equipment, timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False  # by the clock
        self._finished = False

    def attempt(self, task: _Task) -> Outcome:
        """The outcome of a task, whatever it does to the process."""
        code: int | None = None
        for _ in range(_TRIES):
            try:
                return self._exchange(task)
            except (EOFError, OSError):
                code = self._ended()
                if self._stopped:
                    return Outcome(
                        task[1], error=f"超过 {self._timeout:g} 秒没有做完，已停止；请用 --timeout 放宽，或把文件拆小"
                    )
            except DuizhaoError as error:
                return Outcome(task[1], error=str(error))
        return Outcome(task[1], error=f"处理它的进程两次中断（退出码 {code}），可能是内存不够；可用 batch retry 再试")

    def stop(self) -> None:
        """End the process for good, from another thread: the one that waits for it learns of it by itself."""
        self._finished = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process for good."""
        self._finished = True
        self._ended()

    def _exchange(self, task: _Task) -> Outcome:
        if self._finished:
            raise EOFError
        if self._process is None:
            self._start()
        return cast("Outcome", self._answer(task, self._timeout))

    def _answer(self, message: object, limit: float) -> object:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EOFError
        self._stopped = False

        def stop() -> None:
            self._stopped = True
            process.kill()

        clock = threading.Timer(limit, stop)
        clock.daemon = True
        clock.start()
        try:
            if isinstance(message, bytes):
                _send_raw(process.stdin, message)
            else:
                send(process.stdin, message)  # type: ignore[arg-type]
            return receive(process.stdout)  # type: ignore[arg-type]
        finally:
            clock.cancel()

    def _start(self) -> None:
        # Not multiprocessing: its children import the user's script anew, and outlive a master that was killed.
        self._process = subprocess.Popen(  # noqa: S603  this Python itself
            [sys.executable, "-c", _BOOT.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**_ONE_THREAD, **os.environ},
        )
        if self._finished or self._answer(self._equipment, _START) != "ready":
            raise EOFError

    def _ended(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was left in the pipe to a dead process
        return process.wait()


def _send_raw(stream: IO[bytes], pickled: bytes) -> None:
    """What is pickled already, so that it is pickled once for all workers."""
    stream.write(len(pickled).to_bytes(8, "little") + pickled)
    stream.flush()


class ProcessEngine:
    """A thread for each worker process takes tasks from one queue and puts outcomes into another."""

    def __init__(self, equipment: Equipment, *, workers: int | None = None, timeout: float) -> None:
        self._count = workers or os.cpu_count() or 1
        pickled = pickle.dumps(equipment, pickle.HIGHEST_PROTOCOL)
        self._workers = [_Worker(pickled, timeout) for _ in range(self._count)]
        self._tasks: queue.Queue[_Task | None] = queue.Queue()
        self._outcomes: queue.Queue[Outcome] = queue.Queue()
        self._closed = False
        self._threads = [threading.Thread(target=self._serve, args=(one,), daemon=True) for one in self._workers]

    def __enter__(self) -> ProcessEngine:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for _ in self._threads:
            self._tasks.put(None)
        if kind is not None:  # what they are at is wanted no more
            for worker in self._workers:
                worker.stop()
        for thread in self._threads:
            thread.join()

    def run(self, work: str, tasks: Iterable[tuple[str, Payload]]) -> Iterator[Outcome]:
        """As :class:`.engines.Engine` says; two tasks for each worker are out at a time."""
        waiting = iter(tasks)
        out = 0
        for key, payload in waiting:
            self._tasks.put((work, key, payload))
            out += 1
            if out >= 2 * self._count:
                yield self._outcomes.get()
                out -= 1
        for _ in range(out):
            yield self._outcomes.get()

    def _serve(self, worker: _Worker) -> None:
        while (task := self._tasks.get()) is not None and not self._closed:
            self._outcomes.put(worker.attempt(task))
        worker.close()
