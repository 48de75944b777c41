"""A table as a Parquet file: for R, DuckDB, Spark, and for pandas without reading text anew."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

from ...corpus import OutputError
from ...results.columns import TidyTable
from ...results.visible import writable


def parquet_bytes(table: TidyTable) -> bytes:
    """A table as Parquet; text as it stands, numbers as numbers, what is missing as null.

    ``OutputError`` where pyarrow is not installed (``duizhao[parquet]``).

    >>> parquet_bytes(TidyTable(("unit", "score"), [{"unit": "1", "score": 0.5}], {"score": "Float64"}))[:4]
    b'PAR1'
    """
    check_pyarrow()
    import pyarrow as pa  # noqa: PLC0415  an extra, and slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415

    types: dict[str, Any] = {"Float64": pa.float64(), "Int64": pa.int64(), "boolean": pa.bool_()}
    fields = [pa.field(writable(name), types.get(str(table.types.get(name)), pa.string())) for name in table.columns]
    columns = [
        pa.array([_cell(row[name]) for row in table.rows], type=one.type)
        for name, one in zip(table.columns, fields, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields)), out)
    return out.getvalue()


def check_pyarrow() -> None:
    """Refuse (``OutputError``) where pyarrow is not installed.

    >>> check_pyarrow()
    """
    if find_spec("pyarrow") is None:
        raise OutputError(
            "写 Parquet 需要 pyarrow，这里没有安装；请先在 duizhao 的文件夹里运行 pip install '.[parquet]'，或改用 .csv"
        )


def _cell(value: object) -> object:
    return writable(value) if isinstance(value, str) else value
