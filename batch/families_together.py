"""The families of a store: the local documents of each upper one, and whether they were judged together as they are now."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from .store_file import StoreFile
from .stored_corrections import corrections_for


@dataclass(frozen=True, slots=True)
class StoredFamily:
    """The local documents of an upper one by id, each with its comparison as it is and by itself (packed).

    ``members`` is a hash of all that decides on the verdicts: who belongs to it and what was corrected. Empty where there is but one
    document and nothing was corrected: it is judged by itself. ``judged`` are the hashes with which the comparisons were judged.
    """

    found: dict[str, tuple[bytes, bytes]]
    corrections_hash: str
    corrections: str
    judged: frozenset[str]

    @property
    def members(self) -> str:
        """What the family is known by."""
        if len(self.found) < 2 and not self.corrections_hash:
            return ""
        names = "\0".join((*sorted(self.found), self.corrections_hash))
        return hashlib.sha256(names.encode("utf-8")).hexdigest()[:16]

    @property
    def is_to_be_judged(self) -> bool:
        """Is one of the comparisons there of another family than it is now?"""
        return self.judged != {self.members}


def families_of(store: StoreFile) -> dict[str, StoredFamily]:
    """The families by the id of the upper document; of those that are judged as they are nothing is read but who belongs to them."""
    members: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.rows("SELECT central, local, family FROM comparison ORDER BY central, local"):
        members[row["central"]][row["local"]] = row["family"]
    corrected = store.value("SELECT count(*) FROM correction")
    found = {}
    for central, families in members.items():
        digest, text = corrections_for(store, central) if corrected else ("", "")
        known = StoredFamily(dict.fromkeys(families, (b"", b"")), digest, text, frozenset(families.values()))
        found[central] = _with_records(store, central, known) if known.is_to_be_judged else known
    return found


def _with_records(store: StoreFile, central: str, family: StoredFamily) -> StoredFamily:
    rows = store.rows("SELECT local, record, alone FROM comparison WHERE central = ? ORDER BY local", (central,))
    records = {row["local"]: (row["record"], row["alone"]) for row in rows}
    return StoredFamily(records, family.corrections_hash, family.corrections, family.judged)
