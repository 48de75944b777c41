"""A worker process: takes tasks from its standard input, gives outcomes to its standard output, ends when its master is gone."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import Any, BinaryIO

from .tasks import Equipment, attempt

_LENGTH = struct.Struct("<Q")


def send(stream: BinaryIO, value: Any) -> None:
    """Write one value."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one value; ``EOFError`` where the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    data = stream.read(_LENGTH.unpack(head)[0])
    if len(data) < _LENGTH.unpack(head)[0]:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  the other end of a pipe of our own


def main() -> None:
    """Serve until the input ends: first comes the equipment, then tasks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the master ends it
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever writes to standard output must not get between the outcomes
    try:
        equipment: Equipment = receive(source)
        send(sink, "ready")
        while True:
            work, key, payload = receive(source)
            send(sink, attempt(equipment, work, key, payload))
    except (EOFError, BrokenPipeError):
        sys.exit(0)
