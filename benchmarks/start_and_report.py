"""How long the command and the package take to start, and the report of one pair to be written; beside two peers in the same run.

    python benchmarks/start_and_report.py [CENTRAL LOCAL]

Without arguments the pair is the bundled sample. Each command runs as a whole process, in turn with its peers; medians are printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
RUNS = 9
# What is imported when a comparison first runs.
EVERYTHING = (
    "from duizhao.report.report import Report; from duizhao.source_lists import local_documents; import scipy.sparse"
)
# The most that the first may take longer than the second, in seconds; on a machine that does nothing else.
LIMITS = (
    ("import duizhao", "peer: python -c pass", 0.25),
    ("dz.compare, named", "import duizhao", 0.6),
)


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Run all commands in turn and print their medians, and the ratios to the peers."""
    pair = sys.argv[1:3] or [str(SAMPLE / "central_opinion.txt"), str(SAMPLE / "local_yunzhou.txt")]
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "peer: python -c pass": [sys.executable, "-c", "pass"],
            "peer: import scikit-learn's vectorizer": [
                sys.executable,
                "-c",
                "from sklearn.feature_extraction.text import TfidfVectorizer",
            ],
            "import duizhao": [sys.executable, "-c", "import duizhao"],
            "dz.compare, named": [sys.executable, "-c", "import duizhao as dz; dz.compare"],
            "dz.compare, all of it imported": [sys.executable, "-c", f"import duizhao as dz; {EVERYTHING}"],
            "dz.compare, run": [sys.executable, "-c", f"import duizhao as dz; dz.compare{tuple(pair)!r}"],
            "duizhao --version": [sys.executable, "-m", "duizhao", "--version"],
            "duizhao report": [sys.executable, "-m", "duizhao", "report", *pair, "-o", f"{folder}/report.html"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(RUNS + 1):
            for name, command in commands.items():
                taken = seconds(command)
                if turn:  # the first turn fills the caches
                    times[name].append(taken)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:40s} median {medians[name]:.3f} s  min {min(values):.3f}  max {max(values):.3f}")
    bare, peer = medians["peer: python -c pass"], medians["peer: import scikit-learn's vectorizer"]
    print(f"version / bare python: {medians['duizhao --version'] / bare:.1f}")
    print(f"report / import of scikit-learn: {medians['duizhao report'] / peer:.1f}")
    for name, before, most in LIMITS:
        taken = medians[name] - medians[before]
        print(f"{name}, beyond {before}: {taken:.3f} s, at most {most} s: {'kept' if taken <= most else 'NOT KEPT'}")


if __name__ == "__main__":
    main()
