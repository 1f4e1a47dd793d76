"""What starting and asking cost, beside the floor and beside plain rdflib.

CPU is user plus system time of whole processes, the median of several runs after one warm-up.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from kg import files, snapshots, store
from kg.graph import KnowledgeGraph
from kg.parsing import parse
from tests.bench.grow import CHAPTERS, ROOT, grow

RUNS = 7
FLOOR = [sys.executable, "-c", "import click, pyoxigraph"]


def cpu(command: list[str], cache: str, runs: int = RUNS) -> float:
    """Return the median CPU seconds of a process, its output read through a pipe."""
    # Bytecode is kept, as an installation keeps it, whatever this shell says about it.
    environment = {**os.environ, "KG_CACHE": cache, "PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    taken = []
    for number in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if number:  # the first run warms the caches
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken)


def main() -> None:
    """Measure the shipped graph, then one of 10,000 triples."""
    names = ("pyoxigraph", "rdflib", "click")
    print(f"Python {platform.python_version()},", ", ".join(f"{n} {version(n)}" for n in names))
    chapters = [f for f in files.project().data if f.path.stem in CHAPTERS]
    each = sum(len(parse(file)) for file in chapters)
    shipped = sum(len(parse(file)) for file in files.project().graph_files)
    with tempfile.TemporaryDirectory() as folder:
        grown = grow(Path(folder) / "grown", 10_000 - shipped + each, each)
        for project in (ROOT, grown):
            measure(project, str(Path(folder) / "cache"))


def measure(project: Path, cache: str) -> None:
    """Print the stages of a first run, and the ratios of a warm one."""
    triples = sum(len(parse(file)) for file in files.project(project).graph_files)
    print(f"\n{triples:,} triples")
    stages(project)
    question = [sys.executable, "-m", "kg", "--project", str(project), "query", "who-recognized"]
    floor = cpu(FLOOR, cache)
    warm = cpu([*question, "--format", "csv"], cache)
    table = cpu(question, cache)
    plain = cpu([sys.executable, "tests/bench/plain_rdflib.py", str(project)], cache, runs=3)
    print(f"  floor (import click, pyoxigraph)   {floor:.3f} s CPU")
    print(f"  kg query who-recognized, csv       {warm:.3f} s   {warm / floor:.2f} × the floor")
    print(f"  kg query who-recognized, table     {table:.3f} s   {table / floor:.2f} × the floor")
    print(f"  the same with plain rdflib         {plain:.3f} s   {plain / warm:.1f} × kg")


def stages(project: Path) -> None:
    """Print the wall-clock time of each stage of a first run after a change."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.nq"
        clock = [time.perf_counter()]

        def lap(stage: str) -> None:
            clock.append(time.perf_counter())
            print(f"  {stage:34} {clock[-1] - clock[-2]:.3f} s")

        read = files.project(project)
        lap("reading the files' bytes")
        quads = [parse(file) for file in read.graph_files]
        lap("parsing Turtle")
        built = store.Store()
        for part in quads:
            built.add(part)
        lap("filling the store")
        built.names.extend(snapshots.search_keys(built.quads()))
        lap("folding labels")
        snapshots.save(built, path)
        lap("writing the snapshot")
        snapshots.load(path)
        lap("loading the snapshot")
        os.environ["KG_CACHE"] = folder
        KnowledgeGraph(read).closure()
        lap("inferring (only when needed)")
