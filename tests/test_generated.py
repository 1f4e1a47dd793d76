"""The generated graphs: stable, sound when they should be, at fault where they say they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from conftest import ROOT
from rdflib.namespace import SH

from kg import bridge, reasoning
from kg.terms import RDF_TYPE, RDFS_LABEL, Literal, NamedNode, Triple, al
from tests.bench import generate
from tests.bench.measuring import cost, growth
from tests.bench.mistakes import described, mistakes, parsed
from tests.bench.synthetic import graph as synthetic
from tests.bench.synthetic.faults import KINDS

ONTOLOGY = ROOT / "ontology" / "allegiance.ttl"
SHAPES = ROOT / "ontology" / "shapes.ttl"


def results(data: Iterable[Triple], shapes: list[Triple]) -> Counter[tuple[str, str, str]]:
    """Return how often pyshacl reports each thing, shape and kind of constraint."""
    with bridge.quiet():
        _, report, _ = pyshacl.validate(
            bridge.graph(data), shacl_graph=bridge.graph(shapes), inference="none"
        )
    told = (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent)
    return Counter(
        tuple(str(report.value(result, term)) for term in told)
        for result in report.objects(None, SH.result)
    )


def of_shapes(data: Iterable[Triple]) -> Counter[tuple[str, str]]:
    """Return how often pyshacl reports each thing and each of the shipped shapes."""
    found: Counter[tuple[str, str]] = Counter()
    for (thing, shape, _), times in results([*data, *parsed(ONTOLOGY)], parsed(SHAPES)).items():
        found[thing, shape.rpartition("#")[2]] += times
    return found


@pytest.mark.parametrize(
    "command",
    [
        ("tests.bench.generate", "--actors", "300", "--faults", "0.1"),
        ("tests.bench.synthetic.graph", "--triples", "3000", "--faults", "0.1"),
    ],
    ids=["shipped", "synthetic"],
)
def test_a_seed_gives_the_same_bytes_and_another_seed_others(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    written = []
    for number, seed in enumerate("778"):
        path = tmp_path / f"{number}.nt"
        subprocess.run(
            [sys.executable, "-m", *command, "--seed", seed, "-o", str(path)],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(number)},
        )
        written.append(path.read_bytes())
    assert written[0] == written[1] != written[2]


def test_a_graph_of_any_size_begins_at_once() -> None:
    assert len(list(islice(generate.triples(10**9, faults=0.1), 5_000))) == 5_000
    assert len(list(islice(synthetic.triples(10**5), 5_000))) == 5_000


def test_a_graph_has_about_as_many_triples_as_asked_for() -> None:
    for wanted in (20_000, 100_000):
        made = sum(1 for _ in generate.triples(generate.actors_for(wanted)))
        assert made == pytest.approx(wanted, rel=0.15)


def test_every_mistake_is_reported_once_and_nothing_else() -> None:
    data, faults = generate.faulty(1)  # the sound things of a sound graph, and the mistakes
    assert {*generate.triples(1)} < {*data}
    assert of_shapes(data) == Counter((fault.thing, fault.kind) for fault in faults)


def test_there_is_a_mistake_for_every_shape_that_reports() -> None:
    told = {NamedNode(f"{SH}message"), NamedNode(f"{SH}property")}
    shapes = parsed(SHAPES)
    reporting = {t.subject for t in shapes if t.predicate in told and t.predicate.value[-1] == "e"}
    names = {re.split("#", shape.value)[1] for shape in reporting if isinstance(shape, NamedNode)}
    assert {mistake.kind for mistake in mistakes().all} == names


def test_more_mistakes_than_kinds_have_names_of_their_own() -> None:
    _, faults = generate.faulty(600, faults=0.2)
    assert len({fault.thing for fault in faults}) == len(faults) > 2 * len(mistakes().all)


def shares(things: dict[NamedNode, list[Triple]]) -> dict[tuple[str, str], float]:
    """Return the share of triples by class and property, concepts and files left out."""
    counted: Counter[tuple[str, str]] = Counter()
    for triples in things.values():
        kind = min(t.object.value for t in triples if t.predicate == RDF_TYPE)
        if "allegiance/ontology#" in kind:
            counted.update((kind, t.predicate.value) for t in triples)
    return {key: count / counted.total() for key, count in counted.items()}


def test_classes_and_properties_have_the_proportions_of_the_shipped_graph() -> None:
    shipped = shares(described(sorted((ROOT / "data").glob("*.ttl"))))
    things: dict[NamedNode, list[Triple]] = {}
    for triple in generate.triples(1_000):
        things.setdefault(triple.subject, []).append(triple)
    generated = shares(things)
    assert generated.keys() == shipped.keys()
    assert generated == pytest.approx(shipped, rel=0.01)


def test_the_nth_telling_is_spoken_of_one_nth_as_often_as_the_first() -> None:
    tellings, people = 20, generate.story().counts["person"]
    spoken: Counter[int] = Counter()
    for triple in generate.triples(tellings * generate.story().actors):
        person = re.fullmatch(r".*/id/person-(\d+)", str(getattr(triple.object, "value", "")))
        if person and triple.predicate in (al("about"), al("actor"), al("madeBy")):
            spoken[(int(person[1]) - 1) // people] += 1
    first, last = spoken[0], spoken[tellings - 1]
    assert len(spoken) == tellings
    assert 4 * last < first < 40 * last


def test_nothing_of_a_real_person_is_left() -> None:
    real = {
        triple.object.value
        for subject, triples in described([ROOT / "data" / "people.ttl"]).items()
        for triple in triples
        if isinstance(triple.object, Literal) and triple.object.language
    }
    made_up = {
        value.value
        for triple in generate.triples(1)
        for value in (triple.subject, triple.object)
        if isinstance(value, Literal | NamedNode)
    }
    assert real and not real & made_up
    names = {name for name in real if len(name.split()) == 2}
    assert not [text for text in made_up if any(name in text for name in names)]


def test_a_generated_folder_is_a_project_that_answers(tmp_path: Path) -> None:
    faults = generate.write(tmp_path / "made-up", 1, faults=0.05)
    table = (tmp_path / "made-up" / "data" / "generated-faults.tsv").read_text()
    assert len(table.splitlines()) == len(faults)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "--project", str(tmp_path / "made-up"), "query", "mutinies"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0
    assert "group 1" in done.stdout


def test_the_made_up_world_conforms_to_its_shapes() -> None:
    world = [*synthetic.triples(30), *synthetic.ontology()]
    assert results(world, synthetic.shapes()) == Counter()


def test_every_fault_of_the_made_up_world_is_reported_once_and_nothing_else() -> None:
    world, faults = synthetic.faulty(len(KINDS), faults=1)
    assert len(faults) == len(KINDS)
    expected = Counter((fault.thing.value, fault.shape, fault.kind) for fault in faults)
    assert results([*world, *synthetic.ontology()], synthetic.shapes()) == expected


def test_the_made_up_world_uses_every_component_of_shacl_core() -> None:
    core = """And Class Closed Datatype Disjoint Equals HasValue In LanguageIn LessThan
        LessThanOrEquals MaxCount MaxExclusive MaxInclusive MaxLength MinCount MinExclusive
        MinInclusive MinLength Node NodeKind Not Or Pattern QualifiedMaxCount QualifiedMinCount
        SPARQL UniqueLang Xone""".split()
    assert {kind.component for kind in KINDS} == set(core)
    shapes = {triple.subject for triple in synthetic.shapes() if triple.predicate == RDF_TYPE}
    named = {shape for shape in shapes if isinstance(shape, NamedNode)}
    assert len(named) - 1 == 26  # one of the names is that of the file


def test_a_person_of_the_made_up_world_has_the_same_size_in_small_and_large_worlds() -> None:
    small, large = (sum(1 for _ in synthetic.triples(n)) / n for n in (300, 3_000))
    assert small == pytest.approx(large, rel=0.05)
    assert len({*synthetic.triples(300)}) == sum(1 for _ in synthetic.triples(300))
    labels = [t for t in synthetic.triples(300) if t.predicate == RDFS_LABEL]
    assert labels


def test_a_sound_graph_contradicts_itself_nowhere() -> None:
    shipped = [*generate.triples(300), *parsed(ONTOLOGY)]
    made_up = [*synthetic.triples(200), *synthetic.ontology()]
    for graph in (shipped, made_up):
        closure = reasoning.closure(graph)
        assert closure.triples
        assert closure.clashes == ()


def test_the_benchmarks_do_the_work_that_they_time(tmp_path: Path) -> None:
    world, faults = synthetic.faulty(len(KINDS), faults=1)
    path = tmp_path / "world.ttl"
    triples = [*world, *synthetic.ontology()]
    pyoxigraph.serialize(triples, path, format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = cost("tests.bench.shacl", "kg", path)
    assert found is not None and found.results == len(faults) and found.seconds > 0
    found = cost("tests.bench.closure", "kg-and-reading", path)
    assert found is not None and found.results > len(triples) and found.memory > 0


def test_growth_is_the_exponent_of_a_power_law() -> None:
    assert growth({10: 1, 100: 10, 1000: 100}) == pytest.approx(1)
    assert growth({10: 2, 100: 200, 1000: 20_000}) == pytest.approx(2)


def test_a_benchmark_that_does_not_exist_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "clousure"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 2
    assert "there is no section 'clousure'" in done.stderr
