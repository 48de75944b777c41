"""Many documents in one store: what is new is read and compared, once; tables and reports come out without comparing again."""

from .store import Store, open_store

__all__ = ["Store", "open_store"]
