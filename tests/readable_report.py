"""What a reader finds in a report of any form."""

from __future__ import annotations

import io
import re
import zipfile

import pytest


def readable(content: bytes, suffix: str) -> str:
    """What a reader of the file can find in it."""
    if suffix == ".parquet":
        parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
        return str(parquet.read_table(io.BytesIO(content)).to_pylist())
    if suffix not in (".docx", ".xlsx"):
        return re.sub(
            r"<details.*?</details>", "", content.decode("utf-8"), flags=re.DOTALL
        )  # nothing that is folded away
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = [file.read(name).decode("utf-8") for name in file.namelist() if name.endswith(".xml")]
    return "".join(re.sub(r"<[^>]*>", "", part) for part in parts)
