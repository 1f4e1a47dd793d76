"""Nobody is accused by the graph: each rule about people breaks on what it forbids, and only so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run

import kg
from kg import living, planted, queries, rules
from kg.graph import KnowledgeGraph
from kg.parsing import parse
from kg.report import Report

HEAD = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

id:ana a al:Person ; rdfs:label "Ana"@en , "Ana"@es .
id:bruno a al:Person ; rdfs:label "Bruno"@en , "Bruno"@es .
id:p1 a al:Passage ; rdfs:label "a paragraph"@en , "un párrafo"@es .
id:theft a skos:Concept ; skos:inScheme id:allegation-kinds ; rdfs:label "theft"@en , "robo"@es .
id:alleged a skos:Concept ; rdfs:label "alleged"@en , "presunto"@es .
id:denied a skos:Concept ; rdfs:label "denied"@en , "negado"@es .
"""
RIGHT = """\
id:ana-accusation-against-bruno a al:Accusation ;
    rdfs:label "Ana's accusation against Bruno"@en , "acusación de Ana contra Bruno"@es ;
    al:madeBy id:ana ;
    al:accused id:bruno ;
    al:allegedKind id:theft ;
    al:reportedIn id:p1 .
id:alleged-wrong-of-bruno a al:Accusation ;
    rdfs:label "what Bruno is accused of"@en , "aquello de que se acusa a Bruno"@es ;
    al:status id:alleged ;
    al:accused id:bruno ;
    al:reportedIn id:p1 .
id:arrest-of-bruno a al:Consequence ;
    rdfs:label "arrest of Bruno"@en , "detención de Bruno"@es ;
    al:against id:bruno ;
    al:note "He was accused of theft by Ana."@en , "Ana lo acusó de robo."@es ;
    al:onAllegation id:ana-accusation-against-bruno ;
    al:statedIn id:p1 .
"""
# What to replace in the right facts, by the rule that the outcome breaks.
WRONG = {
    "accusation-without-accuser": ("    al:madeBy id:ana ;\n", ""),
    "accusation-without-accused": (
        "    al:accused id:bruno ;\n    al:allegedKind",
        "    al:allegedKind",
    ),
    "statement-without-passage": ("id:theft ;\n    al:reportedIn id:p1 .", "id:theft ."),
    "statement-in-the-graphs-voice": ("id:theft ;\n", "id:theft ;\n    al:statedIn id:p1 ;\n"),
    "event-without-passage": ("    al:statedIn id:p1 .", "    al:reportedIn id:p1 ."),
    "paragraph-not-named": (
        "id:theft ;\n    al:reportedIn id:p1",
        "id:theft ;\n    al:reportedIn 1",
    ),
    "status-typed-in": ("al:madeBy id:ana ;", "al:madeBy id:ana ; al:status id:denied ;"),
    "content-as-fact": ("al:madeBy id:ana ;", "al:madeBy id:ana ; al:against id:bruno ;"),
    "unhedged-name": ('"Ana\'s accusation against Bruno"', '"Bruno the thief"'),
    "unhedged-slug": ("id:ana-accusation-against-bruno", "id:bruno-the-thief"),
    "charge-in-a-fact": ('"arrest of Bruno"', '"arrest of Bruno for theft"'),
    "names-apart": ("detención de Bruno", "detención de Ana"),
    "named-though-unnamed": (
        'label "what Bruno is accused of"',
        'label "accusation of theft, the accused not named"',
    ),
}
# Questions that print too much, by what is wrong with each.
TELLING = {
    "nothing-but-the-words": "SELECT ?says ?fact WHERE { ?fact a al:Accusation ; al:says ?says }",
    "no-status": (
        "SELECT ?who ?says ?fact WHERE { ?fact al:accused ?x ; al:says ?says ; al:madeBy ?who }"
    ),
    "no-accuser": (
        "SELECT ?says ?status ?fact WHERE { ?fact al:accused ?x ; al:says ?says ."
        ' BIND("attributed" AS ?status) }'
    ),
    "nothing-for-nobody-named": (
        "SELECT ?who ?says ?status ?fact WHERE { ?fact al:accused ?x ; al:says ?says ."
        ' OPTIONAL { ?fact al:madeBy ?who } BIND("attributed" AS ?status) }'
    ),
    "the-ground-of-an-arrest": (
        "SELECT ?whom ?ground ?fact WHERE { ?fact al:against ?whom ; al:onAllegation ?ground }"
    ),
    "only-the-kind": (
        "SELECT ?whom ?kind ?fact WHERE { ?fact al:accused ?whom ; al:allegedKind ?kind }"
    ),
    "only-the-name": "SELECT ?name ?fact WHERE { ?fact al:about ?anything ; rdfs:label ?name }",
    "everything-that-has-a-note": "SELECT ?note ?fact WHERE { ?fact al:note ?note }",
    "in-one-text": (
        'SELECT ?whom (GROUP_CONCAT(?says; separator = "; ") AS ?all) WHERE {'
        " ?f al:accused ?whom ; al:says ?says } GROUP BY ?whom"
    ),
    "composed": (
        'SELECT (CONCAT("they say: ", STR(?says)) AS ?what) ?fact WHERE {'
        " ?fact al:accused ?whom ; al:says ?says }"
    ),
    "in-one-branch": (
        "SELECT ?what ?fact WHERE { { ?fact a al:Break ; rdfs:label ?what } UNION {"
        " ?fact a al:Statement ; rdfs:label ?what } UNION { ?fact a al:Accusation ;"
        " rdfs:label ?what } }"
    ),
    "of-one-kind-of-event": (
        "SELECT ?event ?ground WHERE { ?event al:kind id:arrest ; al:onAllegation/al:says ?ground }"
    ),
    "about-one-person": (
        "SELECT ?says WHERE {\n  VALUES ?who { id:ana }  # (thing) who\n"
        "  ?x al:accused ?who ; al:says ?says }"
    ),
}
TELLING |= {
    "who-accuses-whom": "SELECT ?who ?whom ?fact WHERE { ?fact al:madeBy ?who ; al:accused ?whom }",
    "how-many": "SELECT ?whom (COUNT(?f) AS ?n) WHERE { ?f al:accused ?whom } GROUP BY ?whom",
    "in-capitals": "SELECT (UCASE(?says) AS ?text) WHERE { ?fact al:says ?says }",
    "cut": "SELECT (SUBSTR(?says, 9) AS ?text) WHERE { ?fact al:says ?says }",
    "further-on": "SELECT ?says WHERE { ?fact al:says ?says } ORDER BY ?says OFFSET 8",
    "some": 'SELECT ?says WHERE { ?fact al:says ?says . FILTER(CONTAINS(?says, "Maduro")) }',
    "of-one": "SELECT ?says WHERE { ?fact al:accused id:nicolas-maduro ; al:says ?says }",
    "by-a-path": ("SELECT ?says WHERE { ?fact al:relays?/al:says ?says }"),
    "by-address": (
        "SELECT ?says WHERE { ?f <https://w3id.org/allegiance/ontology#says> ?says } OFFSET 20"
    ),
    "as-a-constant": (
        'SELECT ?who ("drug trafficker" AS ?is) WHERE { ?f al:accused ?who ;'
        " al:allegedKind id:drug-trafficking }"
    ),
    "when-asked-to": (
        'SELECT ?text WHERE {\n  VALUES ?show { "no" }  # (text) whether to show\n'
        '  ?fact al:says ?says . BIND(IF(?show = "yes", ?says, "") AS ?text) }'
    ),
    "a-false-status": (
        "SELECT ?who ?name ?status WHERE { ?fact a al:Accusation ; rdfs:label ?name ."
        ' OPTIONAL { ?fact al:madeBy ?by } BIND("denied" AS ?status)'
        ' BIND(COALESCE(?by, "not named in the source") AS ?who) }'
    ),
    "the-accuser-unseen": (
        "SELECT ?name ?status ?fact WHERE { ?f a al:Accusation ; rdfs:label ?name ."
        ' OPTIONAL { ?f al:madeBy ?by } BIND(COALESCE(?by, "not named in the source") AS ?fact)'
        ' BIND(IF(EXISTS { ?d al:disputes ?f }, "contested", "attributed") AS ?status) }'
    ),
    "in-spanish-only": (
        'SELECT ?name WHERE {\n  VALUES ?language { "en" }  # (text) language\n'
        '  ?f a al:Accusation ; rdfs:label ?name . FILTER(?language = "es") }'
    ),
    "of-one-of-two": (
        "SELECT ?name WHERE {\n  VALUES ?one { UNDEF }  # (thing) one\n"
        "  VALUES ?other { UNDEF }  # (thing) other\n"
        "  ?f a al:Accusation ; rdfs:label ?name ; ?p ?one . FILTER(!BOUND(?other)) }"
    ),
}
SILENT = {
    "breaks": "SELECT ?who ?fact WHERE { ?fact a al:Break ; al:actor ?who }",
}
PREFIXES = """\
#+ summary: Who says what?
PREFIX al: <https://w3id.org/allegiance/ontology#>
PREFIX id: <https://w3id.org/allegiance/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the shipped ontology, right facts, and no question."""
    for name in ("data", "queries", "ontology"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / "ontology" / "allegiance.ttl", tmp_path / "ontology")
    (tmp_path / "data" / "facts.ttl").write_text(HEAD + RIGHT, encoding="utf-8")
    return tmp_path


def checked(folder: Path, language: str = "en") -> Report:
    return kg.load(folder).validate(language, ["living-persons"])


def test_the_shipped_graph_accuses_nobody() -> None:
    assert kg.load().validate(rules=["living-persons"]).findings == ()


def test_right_facts_break_no_rule(folder: Path) -> None:
    assert checked(folder).findings == ()


def test_every_rule_has_facts_that_break_it() -> None:
    of_questions = {"question-without-accuser"}
    known = {rule.id for rule in rules.book().values() if rule.set == living.SET}
    assert set(WRONG) | of_questions == known


@pytest.mark.parametrize("rule", WRONG)
def test_a_fact_that_breaks_a_rule_is_found_at_its_line(folder: Path, rule: str) -> None:
    old, new = WRONG[rule]
    assert RIGHT.count(old) >= 1
    facts = folder / "data" / "facts.ttl"
    facts.write_text(HEAD + RIGHT.replace(old, new), encoding="utf-8")
    findings = checked(folder).findings
    assert {finding.rule for finding in findings} == {rule}
    assert {finding.severity for finding in findings} == {"error"}
    lines = facts.read_text(encoding="utf-8").splitlines()
    for finding in findings:
        assert finding.file == "data/facts.ttl"
        block = "\n".join(lines[: finding.line]).rpartition(" a al:")[0].rpartition("id:")[2]
        assert finding.thing == f"id:{block}"
    assert [f.message for f in checked(folder, "es").findings] != [f.message for f in findings]


@pytest.mark.parametrize("name", TELLING)
def test_a_question_that_accuses_is_found(folder: Path, name: str) -> None:
    question = folder / "queries" / f"{name}.rq"
    question.write_text(PREFIXES + TELLING[name], encoding="utf-8")
    assert [(f.rule, f.file, f.line) for f in checked(folder).findings] == [
        ("question-without-accuser", f"queries/{name}.rq", 5)
    ]


@pytest.mark.parametrize("name", SILENT)
def test_a_question_that_tells_nothing_of_an_accusation_may_be_asked(
    folder: Path, name: str
) -> None:
    (folder / "queries" / f"{name}.rq").write_text(PREFIXES + SILENT[name], encoding="utf-8")
    assert checked(folder).findings == ()


def test_a_question_found_innocent_is_not_tried_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    question = folder / "queries" / "breaks.rq"
    question.write_text(PREFIXES + SILENT["breaks"], encoding="utf-8")
    remembered = tmp_path / "cache" / "innocent-questions.txt"
    for _ in range(2):
        assert checked(folder).findings == ()
        assert len(remembered.read_text(encoding="ascii").split()) == 1


def test_what_is_remembered_of_a_question_does_not_hide_what_it_becomes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    question = folder / "queries" / "breaks.rq"
    question.write_text(PREFIXES + SILENT["breaks"], encoding="utf-8")
    assert checked(folder).findings == ()
    question.write_text(PREFIXES + TELLING["only-the-name"], encoding="utf-8")
    for _ in range(2):
        assert [f.rule for f in checked(folder).findings] == ["question-without-accuser"]


def test_a_memory_of_questions_that_cannot_be_read_or_written_is_only_slower(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"\xff")
    (tmp_path / "cache" / "innocent-questions.txt").mkdir(parents=True)
    (folder / "queries" / "a.rq").write_text(PREFIXES + SILENT["breaks"], encoding="utf-8")
    (folder / "queries" / "b.rq").write_text(PREFIXES + TELLING["cut"], encoding="utf-8")
    for cache in ("file", "cache"):
        monkeypatch.setenv("KG_CACHE", str(tmp_path / cache))
        assert [f.file for f in checked(folder).findings] == ["queries/b.rq"]


CHARGES = [
    'skos:altLabel "Bruno the murderer"@en',
    'al:note "He tortured people and stole money."@en',
    'rdfs:comment "A drug trafficker."@en',
    'skos:altLabel "el asesino Bruno"@es',
    'al:note "aforesaid dictator"@en',
    'al:note "He embezzled public money in both posts."@en',
    'al:note "Malversó fondos en ambos cargos."@es',
    'skos:altLabel "the capo of the Cartel of the Suns"@en',
    'skos:altLabel "the kingpin"@en , "el capo"@es',
    'rdfs:comment "He laundered money and took bribes."@en',
    'rdfs:comment "Aceptó sobornos y estafó al Estado."@es',
    'al:note "He raped prisoners."@en',
    'skos:altLabel "the man who ran the Cartel"@en',
    'al:note "He ordered troops to shoot at protesters."@en',
    'al:note "La matanza de estudiantes por Bruno."@es',
    'al:note "Ordenó a la tropa disparar."@es',
    'al:note "Asesinó a presos."@sp , "He killed students"',
    'dcterms:description "He was a gangster."@en',
    'rdfs:label "police who usurped the command"@en , "policías que usurparon el mando"@es',
    'skos:altLabel "the usurper"@en , "el usurpador"@es',
    'skos:altLabel "who betrayed the republic"@en',
    'skos:altLabel "who plotted a coup"@en , "que tramó un golpe"@es',
    'skos:altLabel "mercenary"@en , "mercenario"@es',
    'skos:altLabel "who withheld medicines"@en , "que negó medicinas"@es',
    'skos:altLabel "Cuban puppet"@en , "títere de Cuba"@es',
    'al:note "He is controlled by Cuba."@en , "que blanqueó dinero"@es',
    'al:note "who violated human rights"@en , "que violó derechos humanos"@es',
    'al:note "spy for the United States"@en , "espía"@es',
    'al:note "who rigged the election"@en , "que amañó la elección"@es',
    'al:note "who abused his office"@en , "que abusó de su cargo"@es',
    'al:note "after his theft of public money"@en',
    'al:note "He denied the theft of money, but was a thief."@en',
    'al:note "He was investigated for fraud."@en , "Fue investigado por fraude."@es',
    'al:note "He takes his orders from officials."@en , "Recibe órdenes de ellos."@es',
    'dcterms:description "He left the drug trafficker, and what they said."@en',
]
# Charges in the words about a concept, where they name a person.
OF_CONCEPTS = {
    'skos:definition "Taking what is of another by theft or murder."@en': set(),
    'skos:definition "Ended allegiance to the dictator Bruno."@en': {"charge-in-a-fact"},
    'skos:definition "Theft that somebody accuses Bruno of."@en': set(),
}
# Other forms of the kinds of allegation on the graph's own list.
FORMS = {
    "usurpation of command": ("usurped military command", "command over usurers"),
    "power grab": ("grabbed all power", "powerful"),
    "threat to life": ("threatened her life", "a life-threatening illness"),
    "hoarding": ("hoarded grain", "a horde"),
}
# Words that only begin like a charge.
HARMLESS = [
    'skos:altLabel "Capote"@en , "Capote"@es',
    'al:note "A teacher of capoeira."@en',
    'al:note "A grape grower who ran the ministry; students were shot at."@en',
    'al:note "Violó el reglamento de la banda y ordenó la casa."@es',
    'al:note "A brigadier with a spyglass and a plot near the oil rigs, controlled by voters."@en',
    'al:note "Espigas; blanco; las tramas de la obra; negó la entrada."@es',
    'al:note "He denied that he was corrupt."@en , "Negó ser corrupto."@es',
    'al:note "He was never charged with extortion."@en , "Nunca se le imputó extorsión."@es',
    'al:note "She investigated the murder of a man."@en , "Investigó el asesinato de alguien."@es',
    'skos:altLabel "Criminal Court"@en , "Instituto de Ciencias Criminalísticas"@es',
]


@pytest.mark.parametrize("words", HARMLESS)
def test_a_word_that_only_begins_like_a_charge_is_none(folder: Path, words: str) -> None:
    facts = folder / "data" / "facts.ttl"
    facts.write_text(HEAD + RIGHT + f"id:bruno {words} .\n", encoding="utf-8")
    assert checked(folder).findings == ()


@pytest.mark.parametrize("words", CHARGES)
def test_a_charge_in_the_words_about_a_person_is_found(folder: Path, words: str) -> None:
    facts = folder / "data" / "facts.ttl"
    facts.write_text(HEAD + RIGHT + f"id:bruno {words} .\n", encoding="utf-8")
    assert {finding.rule for finding in checked(folder).findings} == {"charge-in-a-fact"}


@pytest.mark.parametrize("words", OF_CONCEPTS)
def test_a_concept_may_speak_of_charges_but_not_of_whose(folder: Path, words: str) -> None:
    facts = folder / "data" / "facts.ttl"
    facts.write_text(HEAD + RIGHT + f"id:theft {words} .\n", encoding="utf-8")
    assert {finding.rule for finding in checked(folder).findings} == OF_CONCEPTS[words]


@pytest.mark.parametrize("kind", FORMS)
def test_a_kind_of_allegation_charges_in_its_other_forms_too(folder: Path, kind: str) -> None:
    listed = f'id:k a skos:Concept ; skos:inScheme id:allegation-kinds ; rdfs:label "{kind}"@en .\n'
    charging, other = FORMS[kind]
    found = []
    for words in (charging, other):
        about = f'id:bruno al:note "It is told that he {words}."@en .\n'
        (folder / "data" / "facts.ttl").write_text(HEAD + RIGHT + listed + about, encoding="utf-8")
        found.append([finding.rule for finding in checked(folder).findings])
    assert found == [["charge-in-a-fact"], []]


def test_an_accusation_without_a_name_of_its_own_is_found(folder: Path) -> None:
    facts = folder / "data" / "facts.ttl"
    bare = '[] a al:Accusation ; rdfs:label "Bruno the thief"@en ; al:accused id:bruno .\n'
    facts.write_text(HEAD + RIGHT + bare, encoding="utf-8")
    rules = {finding.rule for finding in checked(folder).findings}
    assert rules >= {"accusation-without-accuser", "statement-without-passage", "unhedged-name"}


def test_the_rules_are_part_of_what_is_checked_by_default(folder: Path) -> None:
    text = HEAD + RIGHT.replace("    al:madeBy id:ana ;\n", "")
    (folder / "data" / "facts.ttl").write_text(text, encoding="utf-8")
    rules = {finding.rule for finding in kg.load(folder).validate().findings}
    assert "accusation-without-accuser" in rules


def test_the_command_checks_one_set_of_rules(run: Run, folder: Path) -> None:
    (folder / "queries" / "told.rq").write_text(PREFIXES + TELLING["no-status"], encoding="utf-8")
    done = run("--project", str(folder), "validate", "--rules", "living-persons")
    assert done.exit == 1
    assert done.out.startswith("error: queries/told.rq:5:1: ")
    done = run("--project", str(folder), "validate", "--rules", "shapes", "--rules", "values")
    assert done.exit == 0
    done = run("validate", "--rules", "living-person")
    assert done.exit == 2 and "living-persons" in done.err and "Traceback" not in done.err


def test_an_ontology_of_ones_own_has_none_of_this(project: Path) -> None:
    assert kg.load(project).validate(rules=["living-persons"]).findings == ()


def test_the_shapes_know_the_same_hedges() -> None:
    shapes = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    for words in living.HEDGES.values():
        assert f'sh:pattern "{words}"' in shapes


def test_the_rules_know_the_same_hedges() -> None:
    book = rules.book()
    for words in living.HEDGES.values():
        assert f'"(^|[^a-z])({words})"' in book["unhedged-name"].query
    assert f"({living.HEDGES['en'].replace(' to', '')})" in book["unhedged-slug"].query


def test_what_ships_as_innocent_is_what_the_trial_finds(
    graph: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    ontology = [quad for file in graph.project.ontology for quad in parse(file)]
    trial = planted.Trial(ontology, known=frozenset())
    asked = [queries.parse(file) for file in graph.project.queries]
    assert [question.name for question in asked if trial.gives_away(question)] == []
    names = "".join(f"{trial.name(question)}\n" for question in asked)
    if request.config.getoption("--update-golden"):
        planted.TRIED.write_text(names)
    assert planted.TRIED.read_text() == names, "a question or rule has changed: --update-golden"
