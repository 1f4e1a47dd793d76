"""The ontology keeps its own rules: every term explained, nothing misspelt, OWL 2 RL throughout."""

import re
import tomllib
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
from owl_rl_profile import violations
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    ORG,
    PROV,
    SDO,
    SH,
    SKOS,
    VANN,
    VOID,
    DefinedNamespace,
)

HOME = Path(__file__).resolve().parent.parent
RULES = sorted(HOME.glob("tests/rules/*.rq"))
CORE = HOME / "ontology" / "allegiance.ttl"
LINKS = HOME / "ontology" / "alignments.ttl"
TURTLE = sorted([*HOME.glob("ontology/*.ttl"), *HOME.glob("data/*.ttl")])

AL = Namespace("https://w3id.org/allegiance/ontology#")
ID = Namespace("https://w3id.org/allegiance/id/")
ONTOLOGY = URIRef("https://w3id.org/allegiance/ontology")
ALIGNMENTS = URIRef("https://w3id.org/allegiance/ontology/alignments")
LICENCE = URIRef("https://creativecommons.org/licenses/by-sa/4.0/")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
WELL_KNOWN: tuple[type[DefinedNamespace], ...] = (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    VANN,
    VOID,
    XSD,
)
PREFIXES = f"""
@prefix al: <{AL}> .
@prefix id: <{ID}> .
@prefix rdfs: <{RDFS}> .
@prefix xsd: <{XSD}> .
"""


@pytest.fixture(scope="module")
def shipped() -> pyoxigraph.Store:
    """All shipped Turtle, one named graph a file."""
    store = pyoxigraph.Store()
    for path in TURTLE:
        store.load(
            path=path,
            format=pyoxigraph.RdfFormat.TURTLE,
            to_graph=pyoxigraph.NamedNode(path.as_uri()),
        )
    return store


@pytest.fixture(scope="module")
def core() -> Graph:
    return Graph().parse(CORE, format="turtle")


def _rows(store: pyoxigraph.Store, rule: Path) -> list[str]:
    solutions = store.query(rule.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return [str(solution["problem"].value) for solution in solutions]


def _literal(graph: Graph, subject: URIRef, predicate: URIRef) -> Literal:
    """Return the only value of a property, which must be a literal."""
    value = graph.value(subject, predicate, any=False)
    assert isinstance(value, Literal)
    return value


def _languages(graph: Graph, subject: URIRef, predicate: URIRef) -> set[str | None]:
    texts = graph.objects(subject, predicate)
    return {text.language for text in texts if isinstance(text, Literal)}


def _terms(core: Graph) -> list[URIRef]:
    kinds = (OWL.Class, *PROPERTIES)
    found = {term for kind in kinds for term in core.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term in AL)


def _closure(turtle: str) -> Graph:
    graph = Graph().parse(CORE, format="turtle")
    graph.parse(data=PREFIXES + turtle, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


# -- The rules ------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_finds_nothing_wrong_in_what_is_shipped(
    shipped: pyoxigraph.Store, rule: Path
) -> None:
    problems = _rows(shipped, rule)

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_finds_what_was_planted_for_it(rule: Path) -> None:
    store = pyoxigraph.Store()
    for path in (CORE, rule.with_suffix(".ttl")):
        graph = pyoxigraph.NamedNode(path.as_uri())
        store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)

    problems = _rows(store, rule)

    assert problems
    assert all(problem.endswith(".") for problem in problems)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_finds_the_same_in_rdflib(rule: Path) -> None:
    planted = rule.with_suffix(".ttl")
    store = pyoxigraph.Store()
    for path in (CORE, planted):
        store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    graph = Graph().parse(CORE, format="turtle").parse(planted, format="turtle")

    answer = graph.query(rule.read_text(encoding="utf-8"))

    assert [str(row[0]) for row in answer if isinstance(row, tuple)] == _rows(store, rule)


def test_a_fact_is_missed_whether_it_lacks_a_passage_or_names_it_wrongly() -> None:
    rule = HOME / "tests" / "rules" / "fact-without-passage.rq"
    store = pyoxigraph.Store()
    for path in (CORE, rule.with_suffix(".ttl")):
        store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)

    assert _rows(store, rule) == [
        f"<{ID}planted-accusation> names no passage with al:reportedIn.",
        f"<{ID}planted-recognition> names no passage with al:statedIn.",
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_says_as_a_question_what_it_looks_for(rule: Path) -> None:
    first = rule.read_text(encoding="utf-8").splitlines()[0]

    assert re.fullmatch(r"#\+ summary: [A-Z].*\?", first)


def test_there_are_rules_and_each_has_something_planted_for_it() -> None:
    planted = {path.stem for path in HOME.glob("tests/rules/*.ttl")}

    assert planted == {rule.stem for rule in RULES}
    assert planted


# -- The ontology as a document -------------------------------------------------------------


@pytest.mark.parametrize(("path", "document"), [(CORE, ONTOLOGY), (LINKS, ALIGNMENTS)])
def test_the_header_is_complete(path: Path, document: URIRef) -> None:
    header = Graph().parse(path, format="turtle")

    assert list(header.subjects(RDF.type, OWL.Ontology)) == [document]
    assert _languages(header, document, DCTERMS.title) == {"en", "es"}
    assert _languages(header, document, DCTERMS.description) == {"en", "es"}
    assert _literal(header, document, DCTERMS.creator) == Literal("The kg contributors")
    assert header.value(document, DCTERMS.license, any=False) == LICENCE
    for day in (DCTERMS.created, DCTERMS.modified):
        assert _literal(header, document, day).datatype == XSD.date
    assert header.value(document, SKOS.changeNote) is not None
    assert header.value(document, RDFS.seeAlso) is not None


def test_the_header_gives_the_prefix_by_which_terms_are_written(core: Graph) -> None:
    assert core.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("al")
    assert core.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(AL))


@pytest.mark.parametrize(("path", "document"), [(CORE, ONTOLOGY), (LINKS, ALIGNMENTS)])
def test_the_ontology_has_the_version_of_the_package(path: Path, document: URIRef) -> None:
    with (HOME / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    header = Graph().parse(path, format="turtle")

    assert _literal(header, document, OWL.versionInfo) == Literal(version)
    assert header.value(document, OWL.versionIRI, any=False) == URIRef(f"{document}/{version}")


def test_every_term_says_which_ontology_defines_it(core: Graph) -> None:
    assert [term for term in _terms(core) if (term, RDFS.isDefinedBy, ONTOLOGY) not in core] == []


def test_every_term_is_asked_about_or_says_why_it_exists(core: Graph) -> None:
    questions = sorted(HOME.glob("queries/*.rq"))
    if not questions:
        pytest.skip("there are no questions yet")
    asked = set(re.findall(r"\bal:(\w+)", "\n".join(q.read_text("utf-8") for q in questions)))

    idle = [
        term
        for term in _terms(core)
        if term.fragment not in asked and core.value(term, SKOS.scopeNote) is None
    ]

    assert idle == []


@pytest.mark.parametrize("question", sorted(HOME.glob("queries/*.rq")), ids=lambda path: path.stem)
def test_a_question_uses_only_terms_that_are_defined(core: Graph, question: Path) -> None:
    used = set(re.findall(r"\bal:(\w+)", question.read_text(encoding="utf-8")))

    assert used - {term.fragment for term in _terms(core)} == set()


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_a_term_of_a_well_known_vocabulary_exists(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    used = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    used |= {
        node.datatype for node in graph.objects() if isinstance(node, Literal) and node.datatype
    }

    unknown = [
        str(term)
        for term in sorted(used)
        for vocabulary in WELL_KNOWN
        if term.startswith(str(vocabulary)) and term != URIRef(str(vocabulary))
        if term not in vocabulary
    ]

    assert unknown == []


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_no_literal_is_ill_typed(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")

    wrong = [node.n3() for node in graph.objects() if isinstance(node, Literal) and node.ill_typed]

    assert wrong == []


def test_the_alignments_speak_only_of_defined_terms_and_of_other_vocabularies(core: Graph) -> None:
    links = Graph().parse(LINKS, format="turtle")

    assert set(links.subjects()) - {ALIGNMENTS} - set(_terms(core)) == set()
    for link in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch):
        ours = [term for term in links.objects(None, link) if str(term).startswith((AL, ID))]
        assert ours == []


# -- What follows from it -------------------------------------------------------------------


def test_the_ontology_stays_within_owl_2_rl(core: Graph) -> None:
    assert violations(core) == []


def test_the_data_use_terms_as_the_profile_declares_them() -> None:
    everything = Graph().parse(CORE, format="turtle")
    for path in HOME.glob("data/*.ttl"):
        everything.parse(path, format="turtle")

    assert violations(everything) == []


def test_nothing_makes_two_things_the_same(core: Graph) -> None:
    for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty):
        assert list(core.subjects(RDF.type, kind)) == []
    assert list(core.subjects(OWL.hasKey)) == []


@pytest.mark.parametrize(
    "turtle",
    [
        "id:deed a al:Break .",
        "id:deed a al:Mutiny .",
        "id:deed a al:Recognition ; al:fromSide id:side .",
        "id:deed a al:Departure ; al:verb id:defected .",
    ],
)
def test_leaving_a_side_is_an_allegiance_shift(turtle: str) -> None:
    assert (ID.deed, RDF.type, AL.AllegianceShift) in _closure(turtle)


def test_leaving_the_country_is_no_allegiance_shift_nor_is_a_recognition_by_itself() -> None:
    closure = _closure(
        """id:flight a al:Departure ; al:verb id:fled ; al:destination id:colombia .
        id:recognition a al:Recognition ; al:toSide id:side ; al:verb id:recognized .
        id:support a al:Support ; al:toSide id:side ."""
    )

    assert list(closure.subjects(RDF.type, AL.AllegianceShift)) == []


def test_whoever_did_a_recognition_recognizes_its_claimant() -> None:
    closure = _closure(
        """id:act a al:Recognition ; al:actor id:one , id:other ; al:recognizedClaimant id:third .
        id:claim a al:OfficeClaim ; al:madeBy id:fourth ; al:claimedHolder id:third ."""
    )

    assert set(closure.subject_objects(AL.recognizes)) == {(ID.one, ID.third), (ID.other, ID.third)}


def test_what_a_claim_says_makes_nobody_an_actor_or_holder() -> None:
    closure = _closure(
        """id:claim a al:Accusation ; al:madeBy id:one ; al:accused id:other ;
            al:aboutEvent id:event .
        id:event a al:Consequence ; al:against id:other ; al:onAllegation id:claim .
        id:office a al:OfficeClaim ; al:madeBy id:one ; al:claimedHolder id:other ;
            al:office id:presidency ."""
    )

    for link in (AL.actor, AL.actorOf, AL.by, AL.holder, AL.recognizes, AL.inResponseTo):
        assert list(closure.subject_objects(link)) == []


def test_a_state_may_be_an_institution_that_acts_and_a_place_where_things_happen() -> None:
    closure = _closure(
        """id:state a al:Institution , al:Place .
        id:act a al:Recognition ; al:actor id:state ; al:place id:state ; al:toSide id:side .
        id:claim a al:Claim ; al:madeBy id:article , id:state .
        id:article a al:Source . id:post a al:Post ; al:postIn id:state ; al:postedTo id:state ."""
    )

    assert list(closure.subjects(RDF.type, CLASH)) == []


@pytest.mark.parametrize(
    "turtle",
    [
        "id:it a al:Claim , al:Occurrence .",
        "id:it a al:Break , al:Recognition .",
        "id:it a al:Person , al:Group .",
        "id:it a al:Accusation ; al:fromSide id:side .",
        "id:it a al:Call ; al:verb id:defected .",
        "id:it a al:Break ; al:toSide id:maduro . id:maduro a al:Person .",
        "id:it a al:Claim ; al:recognizedClaimant id:guaido .",
        "id:it a al:Occurrence ; al:says 'Somebody is to blame.'@en .",
        "id:it a al:Consequence ; al:inResponseTo id:claim . id:claim a al:Claim .",
    ],
)
def test_mixing_up_an_event_with_a_statement_or_an_actor_with_a_side_clashes(turtle: str) -> None:
    assert list(_closure(turtle).subjects(RDF.type, CLASH)) != []
