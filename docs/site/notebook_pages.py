"""Notebooks as pages: their text, their code, and what they showed when they were last run. Nothing is run here."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat


def notebook_page(notebook: Path, pictures: Path) -> str:
    """A notebook as Markdown; its pictures are written into the folder ``pictures``, beside the page."""
    read = nbformat.read(notebook, as_version=4)
    parts = [f"*这一页是 `notebooks/{notebook.name}`，可以在 Jupyter 里打开，逐格运行。*"]
    for number, one in enumerate(read.cells):
        if one.cell_type == "markdown":
            parts.append(one.source)
        elif one.cell_type == "code":
            parts.append(_fenced(one.source, "python"))
            for place, output in enumerate(one.outputs):
                parts.extend(_shown(output, pictures, f"{notebook.stem.partition('-')[0]}-{number}-{place}"))
    # The title comes first: it names the page.
    title = next((i for i, part in enumerate(parts) if part.startswith("# ")), 0)
    parts.insert(0, parts.pop(title))
    return "\n\n".join(parts) + "\n"


def _shown(output: Any, pictures: Path, name: str) -> Iterator[str]:
    data = output.get("data", {})
    if "image/svg+xml" in data:
        yield _picture(pictures / f"{name}.svg", "".join(data["image/svg+xml"]).encode())
    elif "image/png" in data:
        yield _picture(pictures / f"{name}.png", base64.b64decode(data["image/png"]))
    elif "text/html" in data:
        # A blank line would end what Markdown takes for HTML.
        lines = [line for line in "".join(data["text/html"]).splitlines() if line.strip()]
        yield "\n".join(('<div class="output">', *lines, "</div>"))
    elif "text/plain" in data:
        yield _fenced("".join(data["text/plain"]), "text")
    elif output.get("text"):
        yield _fenced("".join(output["text"]).rstrip(), "text")


def _picture(place: Path, content: bytes) -> str:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return f"![图]({place.parent.name}/{place.name})"


def _fenced(text: str, language: str) -> str:
    return f"````{language}\n{text}\n````"
