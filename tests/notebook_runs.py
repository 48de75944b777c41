"""Run the notebooks in a kernel of this Python, whatever kernels the machine knows: one kernel for all, emptied between two of them.

python tests/notebook_runs.py              # run them all on the sample and store what they show
python tests/notebook_runs.py ../shared    # run those that take files on real documents instead, and store nothing
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))
# Between two notebooks: what the last one named is forgotten, and the next one writes into a folder of its own.
_ANEW = "%reset -f\nimport os as _os\n_os.makedirs({folder!r}, exist_ok=True)\n_os.chdir({folder!r})\ndel _os"


def execute(paths: Sequence[Path], folder: Path, real: str = "") -> list[nbformat.NotebookNode]:
    """The notebooks with the outputs of a fresh run, each in a folder of its name in ``folder``; an error of a cell is raised.

    :param real: lines of Python that run behind the cell of a notebook that names its files, and name others.
    """
    notebooks = [nbformat.read(path, as_version=4) for path in paths]
    cells = []
    for path, notebook in zip(paths, notebooks, strict=True):
        cells.append(nbformat.v4.new_code_cell(_ANEW.format(folder=str(folder / path.stem))))
        for cell in notebook.cells:
            cells.append(cell)
            if real and "parameters" in cell.metadata.get("tags", ()):
                cells.append(nbformat.v4.new_code_cell(real))
    together = nbformat.v4.new_notebook(cells=cells, metadata=notebooks[0].metadata)
    # Without folders to look in there is one kernel left: ipykernel under this interpreter.
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    places = {name: str(folder) for name in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")}
    manager.connection_file = str(folder / "kernel.json")
    # What is printed may come in pieces where the machine is busy.
    client = NotebookClient(together, km=manager, timeout=120, record_timing=False, coalesce_streams=True)
    client.execute(cwd=str(folder), env={**os.environ, **places, "PYTHONPATH": str(ROOT)}, cleanup_kc=True)
    for notebook in notebooks:
        number_cells(notebook)
        keep_one_picture(notebook)
    return notebooks


def keep_one_picture(notebook: nbformat.NotebookNode) -> None:
    """Of a picture that is shown as dots and as lines the dots: they take a tenth of the space where glyphs are outlines."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output.data.pop("image/svg+xml", None)


def number_cells(notebook: nbformat.NotebookNode) -> None:
    """The cells counted as in a kernel of their own."""
    for number, cell in enumerate((one for one in notebook.cells if one.cell_type == "code"), 1):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number


def files_of(shared: Path) -> str:
    """The real documents for :func:`execute`: a central paper and two measures that carry it out."""
    corpus = shared / "corpus"
    central, *local = (
        str(corpus / name)
        for name in (("central_opinion_2021.txt", "beijing_measures_2021.txt", "anhui_measures_2022.txt"))
    )
    return "\n".join(_named(central, local))


def _named(central: str, local: Sequence[str]) -> Iterator[str]:
    yield "from pathlib import Path"
    yield f"central_file, local_files = Path({central!r}), [*map(Path, {local!r})]"
    yield "dirty_file = local_files[0]"


def main() -> None:
    """Run every notebook and store what it shows; with a folder of real documents, run those that name their files on these."""
    real = files_of(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else ""
    chosen = [path for path in NOTEBOOKS if not real or '"parameters"' in path.read_text(encoding="utf-8")]
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        notebooks = execute(chosen, Path(folder), real)
    for path, notebook in zip(chosen, notebooks, strict=True):
        if not real:
            # The version of Python and the machine's kernel are no part of the notebook.
            notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
            nbformat.write(notebook, path)
        sys.stdout.write(f"{path.name}\n")
    sys.stdout.write(f"{time.perf_counter() - start:.1f} s\n")


if __name__ == "__main__":
    main()
