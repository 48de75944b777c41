"""What results were made with: version, options, models and tables, under one hash; what was made with another is stale."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files

from ..materials import Materials
from ..options import Options
from ..pipeline import parameters

_ROOMS = ("language", "corpus", "segmenter", "align", "extract", "changes", "batch")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The parameters of a result (JSON) and their hash."""

    id: str
    parameters: str


def recipe_of(options: Options, materials: Materials) -> Recipe:
    """The recipe of this program with these options and materials.

    >>> from duizhao.materials import shipped_materials
    >>> recipe = recipe_of(Options(), shipped_materials())
    >>> recipe == recipe_of(Options(), shipped_materials()), recipe.id == recipe_of(Options(parts="all"), shipped_materials()).id
    (True, False)
    """
    found = parameters(options, materials.linker) | {"tables": _tables_hash()}
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str)
    return Recipe(hashlib.sha256(text.encode("utf-8")).hexdigest()[:16], text)


def _tables_hash() -> str:
    """Of all that is shipped as data: rules and models."""
    whole = hashlib.sha256()
    for room in _ROOMS:
        tables = sorted(files(f"duizhao.{room}").joinpath("tables").iterdir(), key=lambda one: one.name)
        for table in (one for one in tables if one.is_file()):
            whole.update(f"{room}/{table.name}\0".encode())
            whole.update(table.read_bytes())
    return whole.hexdigest()
