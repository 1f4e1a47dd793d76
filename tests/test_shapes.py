"""Every shape accepts its valid example and explains its invalid one in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH

HOME = Path(__file__).resolve().parent.parent
ONTOLOGY = HOME / "ontology" / "allegiance.ttl"
SHAPES = HOME / "ontology" / "shapes.ttl"
EXAMPLES = HOME / "tests" / "shapes"
NAMES = sorted(path.name.removesuffix("-valid.ttl") for path in EXAMPLES.glob("*-valid.ttl"))

AL = Namespace("https://w3id.org/allegiance/ontology#")
ID = Namespace("https://w3id.org/allegiance/id/")
SHAPE = Namespace("https://w3id.org/allegiance/shapes#")
SEVERITIES = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}
TARGETS = (SH.targetClass, SH.targetSubjectsOf)
TECHNICAL = re.compile(
    r"\b(iris?|literals?|datatypes?|xsd|rdf|shacl|owl|sparql|nodes?|predicates?|triples?|regex"
    r"|literales?|nodos?|predicados?|tripletas?)\b|\bsh:",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Finding:
    """One line of a report, as the golden files keep it."""

    severity: str
    thing: str
    shape: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.thing} [{self.shape}] {self.message}"


@cache
def ontology() -> Graph:
    """What the rules need of the ontology: its terms, and which class is a kind of which."""
    slim = Graph()
    for triple in Graph().parse(ONTOLOGY):
        if triple[1] in (RDF.type, RDFS.subClassOf):
            slim.add(triple)
    return slim


@cache
def shapes() -> Graph:
    """The shapes, parsed once."""
    return Graph().parse(SHAPES)


def words(term: URIRef, property: URIRef) -> dict[str | None, str]:
    """The texts of a shape by language."""
    texts = shapes().objects(term, property)
    return {text.language: str(text) for text in texts if isinstance(text, Literal)}


def check(data: Graph) -> tuple[Finding, ...]:
    """Check data together with the ontology; findings are sorted."""
    _, report, _ = pyshacl.validate(
        ontology() + data,
        shacl_graph=shapes(),
        inference="none",
        advanced=False,
        allow_warnings=True,
        inplace=True,
    )
    assert isinstance(report, Graph)
    findings = set()
    for result in report.objects(None, SH.result):  # not what is nested within a result
        severity = report.value(result, SH.resultSeverity)
        shape = report.value(result, SH.sourceShape)
        assert isinstance(severity, URIRef) and isinstance(shape, URIRef)
        findings.add(
            Finding(
                SEVERITIES[severity],
                str(report.value(result, SH.focusNode)).removeprefix(ID),
                shape.removeprefix(SHAPE),
                words(shape, SH.message)["en"],  # pyshacl drops the language after a query
            )
        )
    return tuple(sorted(findings))


@cache
def findings(example: str) -> tuple[Finding, ...]:
    """Check an example file; each is checked once, however many tests ask."""
    return check(Graph().parse(EXAMPLES / f"{example}.ttl"))


def kebab(name: str) -> str:
    """Turn the name of a class into the name of its examples."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def classes() -> list[str]:
    """The classes that data uses: those of the ontology, and concepts."""
    terms = {str(term) for term in ontology().subjects(RDF.type, OWL.Class)}
    return sorted({term.removeprefix(AL) for term in terms if term.startswith(AL)} | {"Concept"})


def rules() -> list[URIRef]:
    """The shapes that report something in their own words: those with a message."""
    return sorted(term for term in shapes().subjects(SH.message) if isinstance(term, URIRef))


def test_every_class_has_a_shape_with_two_examples() -> None:
    for name in classes():
        target = SKOS[name] if name == "Concept" else AL[name]
        assert (SHAPE[name], SH.targetClass, target) in shapes(), name
        assert (EXAMPLES / f"{kebab(name)}-valid.ttl").exists(), name
        assert (EXAMPLES / f"{kebab(name)}-invalid.ttl").exists(), name


def test_every_example_belongs_to_a_shape_and_has_its_counterpart() -> None:
    known = {*map(kebab, classes()), "thing"}
    assert {path.stem.rpartition("-")[0] for path in EXAMPLES.glob("*.ttl")} == known
    assert sorted(path.name for path in EXAMPLES.glob("*-invalid.ttl")) == [
        f"{name}-invalid.ttl" for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_valid_example_has_nothing_wrong(name: str) -> None:
    assert findings(f"{name}-valid") == ()


@pytest.mark.parametrize("name", NAMES)
def test_an_invalid_example_is_explained(name: str, golden: Callable[[str, str], None]) -> None:
    lines = "".join(f"{finding}\n" for finding in findings(f"{name}-invalid"))
    golden(f"shapes/{name}.txt", lines)


@pytest.mark.parametrize("name", NAMES)
def test_an_invalid_example_breaks_every_rule_of_its_class(name: str) -> None:
    shape = next(
        term
        for term in shapes().subjects(RDF.type, SH.NodeShape)
        if kebab(str(term).removeprefix(SHAPE)) == name
    )
    own = {str(rule).removeprefix(SHAPE) for rule in shapes().objects(shape, SH.property)}
    if shape in rules():
        own.add(str(shape).removeprefix(SHAPE))
    assert own - {finding.shape for finding in findings(f"{name}-invalid")} == set()


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_marked_as_a_fault_is_reported(name: str) -> None:
    text = (EXAMPLES / f"{name}-invalid.ttl").read_text(encoding="utf-8")
    faulty = set(re.findall(r"^# .*\nid:([a-z0-9-]+)", text, re.MULTILINE))
    assert {finding.thing for finding in findings(f"{name}-invalid")} == faulty


def test_every_rule_is_broken_by_some_example() -> None:
    broken = {finding.shape for name in NAMES for finding in findings(f"{name}-invalid")}
    assert {str(rule).removeprefix(SHAPE) for rule in rules()} - broken == set()


def test_every_rule_about_a_property_is_named_used_and_explained() -> None:
    used = set(shapes().objects(None, SH.property))
    for rule in shapes().subjects(RDF.type, SH.PropertyShape):
        assert isinstance(rule, URIRef) and rule.startswith(SHAPE)
        assert rule in used, rule
        assert set(words(rule, SH.name)) == {"en", "es"}, rule
        assert set(words(rule, SH.description)) == {"en", "es"}, rule
        assert rule in rules(), rule


def test_every_shape_that_is_applied_has_a_label_in_both_languages() -> None:
    for shape in shapes().subjects(RDF.type, SH.NodeShape):
        assert isinstance(shape, URIRef) and shape.startswith(SHAPE)
        assert set(words(shape, RDFS.label)) == {"en", "es"}, shape
        applied = any((shape, target, None) in shapes() for target in TARGETS)
        assert applied or shape.removeprefix(SHAPE)[0].islower(), shape


def test_every_message_is_in_both_languages_and_in_plain_words() -> None:
    for rule in rules():
        messages = words(rule, SH.message)
        assert set(messages) == {"en", "es"}, rule
        for text in messages.values():
            assert not TECHNICAL.search(text), text
        assert shapes().value(rule, SH.severity) in SEVERITIES, rule


def test_at_most_three_rules_need_a_query() -> None:
    assert len(list(shapes().objects(None, SH.sparql))) <= 3


def test_what_the_shapes_speak_of_exists_in_the_ontology() -> None:
    defined = set(ontology().subjects(RDF.type))
    terms = {term for triple in shapes() for term in triple if isinstance(term, URIRef)}
    texts = " ".join(term for triple in shapes() for term in triple if isinstance(term, Literal))
    named = {AL[name] for name in re.findall(r"\bal:(\w+)", texts)}
    assert named | {term for term in terms if term.startswith(AL)} <= defined


def test_a_day_with_a_time_zone_is_refused() -> None:
    data = Graph().parse(EXAMPLES / "event-valid.ttl")
    day = Literal("2001-03-04Z", datatype=XSD.date, normalize=False)
    data.set((ID["curfew"], AL.earliest, day))
    assert [finding.shape for finding in check(data)] == ["earliest"]


def dated(dates: list[str]) -> tuple[list[str], Graph]:
    """Give one episode each of some dates; return the dates in the order of the episodes."""
    data = Graph().parse(EXAMPLES / "event-valid.ttl")
    like = list(data.predicate_objects(ID["unrest"]))
    for number, date in enumerate(dates):
        episode = ID[f"unrest-{number}"]
        for property, value in like:
            data.add((episode, property, value))
        data.set((episode, AL.date, Literal(date)))
    return dates, data


def test_a_date_as_precise_as_the_source_is_accepted() -> None:
    days = ["2001", "2001-12", "2001-12-31", "2001~", "2001-03~", "2001-03-04~"]
    spans = ["2001/..", "../2001-03", "2001/2002", "2001-03-04~/2001-04", "2001-03/.."]
    _, data = dated(days + spans)
    assert check(data) == ()


def test_a_date_in_any_other_form_is_refused() -> None:
    wrong = ["", "..", "../..", "2001-3", "2001-00", "2001-01-32", "2001?", "2001 ~", "4/3/2001"]
    dates, data = dated([*wrong, "2001-03-04T00:00:00", "/2001", "2001/", " 2001", "mid 2001"])
    found = check(data)
    assert [finding.shape for finding in found] == ["date"] * len(dates)
    assert len({finding.thing for finding in found}) == len(dates)


def test_the_shapes_are_well_formed() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text
