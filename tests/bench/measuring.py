"""Measure one thing in a process of its own, and hold figures against goals.

CPU is user plus system time, of all threads and children; memory is the highest resident size.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.bench.grow import ROOT

SIZES = (5_000, 50_000, 500_000)
_SHORT = 5.0  # seconds; what is shorter is measured three times, and the least counts

Work = Callable[[], int]


@dataclass(frozen=True)
class Engine:
    """An engine that may be installed: its package, and how its work is prepared.

    `prepare` reads a file outside the time that counts, and returns the work, which returns the
    number of its results. `smallest` and `largest` are the sizes between which it is measured.
    """

    distribution: str
    module: str
    prepare: Callable[[Path], Work]
    largest: int = SIZES[-1]
    smallest: int = SIZES[0]

    def installed(self) -> bool:
        """Say whether the package is here."""
        return importlib.util.find_spec(self.module) is not None

    def title(self) -> str:
        """Return the name and version of the package."""
        return f"{self.distribution} {version(self.distribution)}"


@dataclass(frozen=True)
class Cost:
    """What some work took: CPU seconds, bytes of memory beyond the start, number of results."""

    seconds: float
    memory: int
    results: int


Costs = dict[str, dict[int, Cost]]  # by the name of the engine and by size


def compare(
    module: str, engines: dict[str, Engine], write: Callable[[int, Path], int | None]
) -> Costs:
    """Measure every engine that is installed on every size that it can do, and print the figures.

    `write` writes the graph of a size, and returns how many results are right, if that is known.
    """
    for name, engine in engines.items():
        told = engine.title() if engine.installed() else "not installed, left out"
        print(f"  {name}: {told}")
    costs: Costs = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.ttl"  # in N-Triples, which every reader of Turtle reads
            right = write(size, path)
            for name, engine in engines.items():
                if not engine.installed() or not engine.smallest <= size <= engine.largest:
                    continue
                found = cost(module, name, path)
                if found is not None:
                    told = (
                        f"  WRONG: {right:,} are right"
                        if right not in (None, found.results)
                        else ""
                    )
                    print(
                        f"  {name:16}{found.seconds:9.3f} s CPU{found.memory / 2**20:7.0f} MiB"
                        f"{found.results:10,} results{told}",
                        flush=True,
                    )
                    if not told:
                        costs.setdefault(name, {})[size] = found
    return costs


def cost(module: str, engine: str, path: Path) -> Cost | None:
    """Measure an engine on a file, None when it fails; `module` has to call `work_of`."""
    best: Cost | None = None
    for _ in range(3):
        command = [sys.executable, "-m", module, engine, str(path)]
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": str(path.parent)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
        if done.returncode:
            reason = (done.stderr.strip() or f"signal {-done.returncode}").splitlines()[-1]
            print(f"  {engine} failed: {reason}")
            return None
        found = Cost(**json.loads(done.stdout.splitlines()[-1]))
        if best is None or found.seconds < best.seconds:
            best = found
        if found.seconds > _SHORT:
            break
    return best


def work_of(engines: dict[str, Engine]) -> None:
    """Do the work that the command line names, and print its cost: the other end of `cost`."""
    work = engines[sys.argv[1]].prepare(Path(sys.argv[2]))
    memory, before = peak(), cpu()
    results = work()
    taken, most = cpu() - before, peak()
    print(json.dumps({"seconds": taken, "memory": most - memory, "results": results}))


def cpu() -> float:
    """Return the CPU seconds of this process and of its children so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> int:
    """Return the most bytes that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss counts what the parent held when it started this process
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def whole(command: list[str], environment: dict[str, str], runs: int = 3) -> float:
    """Return the least CPU seconds of a whole process; exit codes 0 and 1 are answers."""
    taken = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, env=environment, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command[:6])} … failed:\n{done.stderr.decode()}")
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def growth(points: dict[int, float]) -> float:
    """Return the exponent of a power law through the points, by least squares of logarithms.

    >>> round(growth({10: 1, 100: 10, 1000: 100}), 6)
    1.0
    """
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points.items()]
    x = sum(a for a, _ in logs) / len(logs)
    y = sum(b for _, b in logs) / len(logs)
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def goal(told: str, figure: float, most: float | None = None, least: float | None = None) -> None:
    """Print a figure beside its goal, and whether it is met."""
    met = (most is None or figure <= most) and (least is None or figure >= least)
    wanted = f"at most {most:g}" if most is not None else f"at least {least:g}"
    print(f"  {'met   ' if met else 'MISSED'}  {told}: {figure:.3g} ({wanted})")
