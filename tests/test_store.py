"""Files become a graph, and the snapshot is only ever a faster way to the same graph."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

import kg
from kg import files, snapshots, store
from kg.errors import BadFile, CannotWrite
from kg.terms import NamedNode


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("KG_CACHE", str(folder))
    return folder


def quads(loaded: store.Store) -> list[str]:
    return sorted(map(str, loaded.quads()))


def test_each_file_is_one_named_graph(project: Path) -> None:
    loaded = snapshots.read(files.project(project))
    base = "https://w3id.org/allegiance/"
    assert {NamedNode(base + "ontology/rivers"), NamedNode(base + "data/cities")} <= set(
        loaded.graphs()
    )
    assert len(loaded.graphs()) == 2


def test_a_snapshot_holds_the_same_graph_as_the_files(project: Path, cache: Path) -> None:
    compiled = snapshots.read(files.project(project))
    assert len(list(cache.glob("*.nq"))) == 1
    again = snapshots.load(snapshots.path(files.project(project)))
    assert again is not None
    assert quads(again) == quads(compiled)
    assert again.prefixes == compiled.prefixes
    assert again.dump() == compiled.dump()
    assert again.named("danubio") == compiled.named("danubio") != set()


def test_the_snapshot_is_made_anew_when_a_file_changes(project: Path, cache: Path) -> None:
    snapshots.read(files.project(project))
    data = project / "data" / "cities.ttl"
    data.write_text(data.read_text().replace('"Ulm"', '"Neu-Ulm"'))
    assert "Neu-Ulm" in "".join(quads(snapshots.read(files.project(project))))
    assert len(list(cache.glob("*.nq"))) == 2


def test_the_snapshot_is_made_anew_by_other_code(project: Path, tmp_path: Path) -> None:
    code = shutil.copytree(Path(snapshots.__file__).parent, tmp_path / "kg")
    program = (
        "import sys, pathlib; from kg import files, snapshots;"
        "print(snapshots.path(files.project(pathlib.Path(sys.argv[1]))))"
    )

    def path() -> bytes:
        command = [sys.executable, "-B", "-c", program, str(project)]
        return subprocess.check_output(command, cwd=tmp_path)  # the copy is the `kg` of there

    before = path()
    assert path() == before
    (code / "reasoning" / "rules.py").touch()
    assert path() != before


@pytest.mark.parametrize("damage", [b"", b"garbage\n", b"cut"])
def test_a_corrupt_snapshot_is_replaced(project: Path, damage: bytes) -> None:
    good = snapshots.read(files.project(project))
    path = snapshots.path(files.project(project))
    content = path.read_bytes()
    path.write_bytes(content[:-40] if damage == b"cut" else damage)
    assert snapshots.load(path) is None
    assert quads(snapshots.read(files.project(project))) == quads(good)
    assert path.read_bytes() == content


def test_a_cache_that_cannot_be_written_is_harmless(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("KG_CACHE", str(blocked))
    assert len(kg.load(project).query("cities-on")) == 1
    assert blocked.read_text() == "no folder"


def _answer(folder: str) -> int:
    return len(kg.load(folder).query("cities-on"))


def test_processes_that_build_the_snapshot_at_once_all_answer(project: Path, cache: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        assert pool.map(_answer, [str(project)] * 8) == [1] * 8
    assert [path.suffix for path in cache.iterdir()] == [".nq"]


def test_old_snapshots_are_cleared_away(project: Path, cache: Path) -> None:
    cache.mkdir()
    for number in range(40):
        (cache / f"old{number}.nq").write_text("")
        os.utime(cache / f"old{number}.nq", (number, number))
    snapshots.read(files.project(project))
    left = list(cache.glob("*.nq"))
    assert len(left) == 24
    assert snapshots.path(files.project(project)) in left


def test_a_broken_file_is_told_with_its_line_and_column(project: Path) -> None:
    (project / "data" / "cities.ttl").write_text("@prefix ex: <http://e/> .\nex:a ex:b ex:c ex:d .")
    with pytest.raises(BadFile) as told:
        snapshots.read(files.project(project))
    assert (told.value.path, told.value.line) == ("data/cities.ttl", 2)
    assert "ex:a ex:b ex:c ex:d" in str(told.value)


def test_a_file_that_is_not_utf_8_is_told(project: Path) -> None:
    (project / "data" / "cities.ttl").write_bytes(b'<a:b> <a:c> "\xff" .')
    with pytest.raises(BadFile, match=r"data/cities\.ttl"):
        snapshots.read(files.project(project))


def test_two_files_of_one_name_are_two_graphs(project: Path, tmp_path: Path) -> None:
    more = tmp_path / "cities.ttl"
    more.write_text('<http://e.org/x> <http://www.w3.org/2000/01/rdf-schema#label> "X" .')
    loaded = files.project(project, [more])
    graphs = [file.graph.rpartition("/")[2] for file in loaded.data]
    assert graphs == ["cities", "cities-2"]


def test_a_file_of_the_project_given_again_is_not_read_twice(project: Path) -> None:
    loaded = files.project(project, [project / "data" / "cities.ttl"])
    assert len(loaded.data) == 1


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_text("old")
    with pytest.raises(RuntimeError), files.replacing(target) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.glob(".*")) == []
    with pytest.raises(CannotWrite), files.replacing(tmp_path / "no" / "such" / "folder"):
        pass


def test_a_link_stays_a_link_when_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with files.replacing(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_the_closure_is_computed_once_per_state_of_the_files(
    run: Run, project: Path, cache: Path
) -> None:
    first = run("--project", str(project), "infer", "--format", "csv", KG_CACHE=str(cache))
    assert [path for path in cache.iterdir() if ".inferred" in path.name]
    code = (
        "import sys; from kg.cli import run; "
        f"run(['--project', '{project}', 'infer', '--format', 'csv']); "
        "sys.stdout.flush(); sys.exit('owlrl' in sys.modules)"
    )
    import subprocess
    import sys

    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert again.returncode == 0
    assert again.stdout.split() == first.out.split() != []
