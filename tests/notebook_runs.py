"""Run the notebooks in a kernel of this Python, whatever kernels the machine knows.

python tests/notebook_runs.py     # run them all and store what they show
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))


def execute(path: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs of a fresh run in ``folder``, where it may write; an error of a cell is raised."""
    notebook = nbformat.read(path, as_version=4)
    # Without folders to look in there is one kernel left: ipykernel under this interpreter.
    kernels = KernelSpecManager(kernel_dirs=[])
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=kernels)
    places = {name: str(folder) for name in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")}
    manager.connection_file = str(folder / "kernel.json")
    client = NotebookClient(notebook, km=manager, timeout=60, record_timing=False)
    client.execute(cwd=str(folder), env={**os.environ, **places, "PYTHONPATH": str(ROOT)}, cleanup_kc=True)
    return notebook


def main() -> None:
    """Run every notebook and store what it shows."""
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            notebook = execute(path, Path(folder))
        # The version of Python and the machine's kernel are no part of the notebook.
        notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
        nbformat.write(notebook, path)
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
