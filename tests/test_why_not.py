"""Why an answer lacks a row: the nearest facts and what they fail, for any question."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run

import kg
from kg.files import File
from kg.graph import KnowledgeGraph
from kg.queries import parse
from kg.store import Store
from kg.terms import NamedNode, al, option_name
from kg.why_not import WhyNot, why_not
from kg.why_not.reading import Reading, columns

QUESTIONS = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
PREFIXES = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
PERSON = 'id:ana-test a al:Person ; rdfs:label "Ana Test"@en .\n'


@pytest.fixture
def with_facts(tmp_path: Path) -> Callable[[str], KnowledgeGraph]:
    """Return the shipped graph with some facts about Ana Test added."""

    def load(facts: str) -> KnowledgeGraph:
        file = tmp_path / "mine.ttl"
        file.write_text(PREFIXES + PERSON + facts, encoding="utf-8")
        return kg.load(data=file)

    return load


def failed(told: WhyNot) -> list[str]:
    return [failure.sentence for fact in told.nearest for failure in fact.failures]


def test_a_fact_after_the_day_asked_is_told_with_both_days(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez"}, claimant="guaido", as_of="2019-02-01")
    assert failed(told) == [
        "It is dated 2019-02-02, after the day asked, 2019-02-01 (--as-of: done by this day)."
    ]
    (fact,) = told.nearest
    assert fact.label == "Yánez Rodríguez's recognition of Guaidó as interim president"
    assert re.fullmatch(r"data/military-high-command\.ttl:\d+:1", fact.place)
    assert [passage.label for passage in fact.passages] == ["Military high command, paragraph 1"]


def test_a_fact_before_the_day_asked_is_told(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez"}, since="2019-03-01")
    assert failed(told) == [
        "It is dated 2019-02-02, before the day asked, 2019-03-01"
        " (--since: done on this day or later)."
    ]


def test_a_day_that_a_question_always_needs_is_let_go_of_too(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-broke-before", {"who": "carvajal"}, before="2019-01-01")
    assert {failure.kind for fact in told.nearest for failure in fact.failures} == {"date"}
    assert "2019-02~ (2019-02-08), after the day asked, 2019-01-01" in failed(told)[0]


def test_another_claimant_is_named(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez"}, claimant="maduro")
    assert failed(told) == [
        "For --claimant (whose claim was backed) it has Guaidó's side or Juan Guaidó, not Nicolás"
        " Maduro."
    ]


def test_the_value_that_a_question_takes_by_default_is_told_to_be_that(
    graph: KnowledgeGraph,
) -> None:
    told = graph.why_not("at-place", {"event": "arrest-of-carvajal"})
    assert failed(told)[0].endswith("so the question took its default.")
    assert "Spain" in failed(told)[0] and "Colombia" in failed(told)[0]


def test_an_act_of_another_class_is_told_to_be_one(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-fled", {"who": "yanez"})
    assert failed(told) == ["This is a recognition, not a departure."]
    told = graph.why_not("who-recognized", {"who": "carvajal", "act": "break"})
    (alike,) = told.alike
    assert [f.sentence for f in alike.failures] == ["Under “act” it has recognition, not break."]
    told = graph.why_not("who-stayed-loyal", {"who": "yanez"})
    (sentence,) = failed(told)
    assert sentence.startswith("The question only takes pledge of loyalty, return,")


def test_a_row_that_differs_in_a_cell_is_told_with_the_cell(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez", "verb": "endorsed"})
    (alike,) = told.alike
    assert [f.sentence for f in alike.failures] == [
        "Under “word of the source” it has recognized, not endorsed."
    ]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("who-recognized", ("certainty", "certain"), ("who", "oropeza")),
        ("who-fled", ("date", "2019-02"), ("who", "rotondaro")),
        ("accusations", ("status", "denied"), ("accuser", "carvajal")),
    ],
)
def test_the_order_of_what_is_expected_changes_nothing(
    graph: KnowledgeGraph, question: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    one = graph.why_not(question, dict([first, second]))
    other = graph.why_not(question, dict([second, first]))
    assert one.alike and {fact.iri for fact in one.alike} == {fact.iri for fact in other.alike}


def test_what_a_row_has_is_not_told_as_what_it_lacks(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-fled", {"who": "carvajal", "date": "2019-02"}, destination="colombia")
    failures = [failure for fact in told.instead for failure in fact.failures]
    assert failures and all(failure.asked != failure.found for failure in failures)


def test_a_row_of_the_answer_is_told_to_be_there(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez"}, as_of="2019-02-02")
    assert told.write().startswith("It is in the answer:\n")
    assert [fact.name for fact in told.present] == ["id:yanez-recognizes-guaido"]


def test_what_was_only_claimed_is_told_with_who_says_so(
    with_facts: Callable[[str], KnowledgeGraph],
) -> None:
    graph = with_facts(
        'id:bob-claim-ana a al:Claim ; rdfs:label "Carvajal\'s claim about Ana Test"@en ;\n'
        "    al:madeBy id:hugo-carvajal ; al:about id:ana-test , id:juan-guaido ;\n"
        "    al:reportedIn id:key-officials-2 .\n"
    )
    told = graph.why_not("who-recognized", {"who": "ana test"}, claimant="guaido")
    assert told.nearest == () and told.linked == ()
    (claim,) = told.statements
    assert claim.title() == (
        "Carvajal's claim about Ana Test (claim) [said by: Hugo Carvajal; status: attributed]"
    )
    assert [passage.label for passage in claim.passages] == ["Key officials, paragraph 2"]
    assert claim.place.endswith("mine.ttl:5:1")


def test_an_accusation_by_nobody_named_is_told_to_be_that(
    with_facts: Callable[[str], KnowledgeGraph],
) -> None:
    graph = with_facts(
        'id:ana-accusation a al:Accusation ; rdfs:label "accusation against Ana Test"@en ;\n'
        "    al:accused id:ana-test ; al:status id:alleged ; al:reportedIn id:key-officials-2 ;\n"
        "    al:aboutEvent id:soldier-flees-to-colombia .\n"
        "id:ana-denial a al:Claim ; al:madeBy id:ana-test ; al:disputes id:ana-accusation ;\n"
        '    rdfs:label "Ana Test\'s claim"@en ; al:reportedIn id:key-officials-2 .\n'
    )
    text = " ".join(graph.why_not("who-fled", {"who": "ana test"}).write().split())
    assert (
        "accusation against Ana Test (accusation)"
        " [said by: not named in the source; status: denied, alleged]"
    ) in text


def test_something_without_a_date_is_told_to_have_none(
    project: Path,
) -> None:
    (project / "queries" / "dated.rq").write_text(
        "#+ summary: Which rivers have a date?\n"
        "PREFIX al: <https://w3id.org/allegiance/ontology#>\n"
        "PREFIX ex: <http://example.org/>\n"
        "SELECT ?fact ?river WHERE { ?fact ex:on ?river ; al:earliest ?day . } ORDER BY ?fact\n"
    )
    told = kg.load(project).why_not("dated", {"river": "danube"})
    assert failed(told) == ["The source gives it no date, and the question needs one."]


def test_what_nothing_links_is_not_stated(with_facts: Callable[[str], KnowledgeGraph]) -> None:
    told = with_facts("").why_not("who-recognized", {"who": "ana test"}, claimant="guaido")
    assert told.nearest == told.statements == ()
    assert [fact.name for fact in told.linked] in ([], ["id:ana-test"])
    assert "not stated in the source" in told.write()


def test_a_question_of_ones_own_without_a_fact_is_answered_too(project: Path) -> None:
    data = project / "data" / "cities.ttl"
    data.write_text(data.read_text() + 'ex:rhine a ex:River ; rdfs:label "Rhine"@en .\n')
    told = kg.load(project).why_not("cities-on", {"city": "ulm"}, river="rhine")
    assert failed(told) == ["For --river (the river) it has Danube, not Rhine."]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_condition_of_every_question_can_be_dropped(graph: KnowledgeGraph, name: str) -> None:
    question = graph.question(name)
    reading = Reading(question.text)
    named = graph.store.select(question.text).columns
    assert columns(question.text)[: len(named)] == named
    assert any(condition.kind == "triple" for condition in reading.conditions)
    empty = Store(graph.store.prefixes)  # what is asked here is whether it is a query still
    for condition in reading.conditions:
        if condition.kind != "triple":
            assert empty.select(reading.rewritten({condition: ""})).columns == named


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_row_of_every_question_is_found_in_its_answer(
    graph: KnowledgeGraph, name: str
) -> None:
    question, answer = graph.question(name), graph.query(name)
    for row in answer.rows[:2]:
        expected = {
            column: term.value
            for column, term in zip(answer.columns, row, strict=True)
            if isinstance(term, NamedNode)
        }
        assert not expected or why_not(graph.store, question, {}, expected).present


def test_conditions_are_read_one_by_one_and_dropped_alone() -> None:
    text = "SELECT ?a WHERE { ?a <e:p> ?b , ?c ; <e:q>/(^<e:r>|<e:s>)+ 7.5 . FILTER(?b = ?c) }"
    reading = Reading(text)
    assert [condition.text for condition in reading.conditions] == [
        "?a <e:p> ?b",
        "?a <e:p> ?c",
        "?a <e:q>/(^<e:r>|<e:s>)+ 7.5",
        "FILTER(?b = ?c)",
    ]
    left = Reading(reading.rewritten({reading.conditions[-1]: ""}))
    assert [c.text for c in left.conditions] == [c.text for c in reading.conditions[:-1]]


def test_conditions_within_optional_bind_and_comments_are_none() -> None:
    reading = Reading(
        'SELECT ?a { # ?x ?y ?z .\n ?a a "}"@en . OPTIONAL { ?a <e:p> ?b . FILTER(?b > 1) }'
        " BIND(EXISTS { ?a <e:q> ?c } AS ?d) }"
    )
    assert [condition.text for condition in reading.conditions] == ['?a a "}"@en']
    assert "EXISTS" in reading.bound["d"]


def test_no_accusation_is_printed_without_accuser_and_status(graph: KnowledgeGraph) -> None:
    kind = NamedNode("https://w3id.org/allegiance/ontology#Accusation")
    label = {
        graph.store.label(quad.subject)
        for quad in graph.store.quads(None, None, kind)
        if isinstance(quad.subject, NamedNode)
    }
    seen = 0
    for name, row in {
        "acts-of": {"whom": "yanez"},
        "claims-by": {"about": "cabello"},
        "accusations": {"who-accuses": "yanez"},
    }.items():
        told = graph.why_not(name, row, **({"accused": "guaido"} if name == "accusations" else {}))
        for fact in (*told.nearest, *told.linked, *told.statements, *told.alike):
            if fact.label in label:
                seen += 1
                assert fact.said is not None
                assert re.search(r"\[said by: .+; status: .+\]$", fact.title())
    assert seen == 3


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("question", "values", "row"),
    [
        ("accusations", {"accused": "maduro"}, {"accused-of": "treason"}),
        ("accusations", {"accused": "carvajal"}, {"accused-of": "killing"}),
        ("accusations", {"accuser": "carvajal"}, {"accused-of": "treason"}),
    ],
)
def test_no_charge_is_listed_without_accuser_and_status(
    graph: KnowledgeGraph,
    question: str,
    values: dict[str, str],
    row: dict[str, str],
    language: str,
) -> None:
    told = graph.why_not(question, row, **values, language=language)
    document = json.loads(told.write("json"))
    quads = graph.store.quads(None, al("allegedKind"))
    kinds = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    charges = {graph.store.label(kind, language) for kind in kinds}
    charges -= set(document["expected"].values())
    for kind in ("present", "alike", "instead", "nearest", "linked", "statements"):
        for fact in document.pop(kind):
            if any(charge in json.dumps(fact, ensure_ascii=False) for charge in charges):
                assert fact["statement"]["said by"] and fact["statement"]["status"]
    assert not [c for c in charges if c in json.dumps(document, ensure_ascii=False)]
    if question == "accusations":
        assert told.instead
        assert all(fact.said and str(fact.said) in fact.title() for fact in told.instead)


def test_what_others_did_to_somebody_is_not_near_to_what_he_did(graph: KnowledgeGraph) -> None:
    text = " ".join(graph.why_not("who-recognized", {"who": "maduro"}).write().split())
    assert "Carvajal's recognition" not in text
    for question, column in (("successors", "successor"), ("who-stayed-loyal", "who")):
        assert graph.why_not(question, {column: "guaido"}).linked == ()
    nearest = graph.why_not("who-fled", {"who": "carvajal"}).nearest
    assert {kind for fact in nearest for kind in fact.kinds} == {"break", "recognition"}


def test_what_is_near_is_the_same_once_something_was_inferred() -> None:
    expected = ("who-fled", {"who": "carvajal"}), ("who-stayed-loyal", {"who": "romero"})
    plain, reasoned = kg.load(), kg.load()
    reasoned.infer_once()
    for question, row in expected:
        assert reasoned.why_not(question, row) == plain.why_not(question, row)


def test_what_others_suffered_is_no_row_about_somebody_else(graph: KnowledgeGraph) -> None:
    told = graph.why_not("what-became-of", {"who": "romero"})
    text = " ".join(told.write().split())
    assert "demotion" not in text and "The row would be" not in text
    assert "names none of this" not in text  # he is the doer of his support
    (need,) = told.needs
    assert need.startswith(
        "A row would need a consequence that has Víctor Romero Meléndez as “against” or, through"
    )


def test_what_one_paragraph_tells_is_not_put_together(graph: KnowledgeGraph) -> None:
    told = graph.why_not("mutinies", {"who": "oscar-perez"})
    assert told.nearest == ()
    assert [fact.name for fact in told.linked] == ["id:death-of-oscar-perez"]
    assert told.needs[0].startswith("What names Óscar Pérez is not linked with the rest")
    assert "mutiny of" not in told.write()


PEOPLE = ("carvajal", "maduro", "victor-romero-melendez", "oscar-perez", "yanez")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("what-became-of", "who"),
        ("acts-of", "whom"),
        ("at-place", "who"),
        ("what-happened-to", "by"),
        ("who-broke-with", "who"),
        ("who-broke-before", "who"),
        ("alleged-of-the-loyal", "who"),
        ("who-fled", "who"),
    ],
)
def test_a_row_is_told_only_where_nothing_but_a_value_was_let_go_of(
    graph: KnowledgeGraph, question: str, column: str, person: str
) -> None:
    for fact in graph.why_not(question, {column: person}).nearest:
        kinds = {failure.kind for failure in fact.failures}
        assert not fact.row or kinds <= {"date", "value"}
        for failure in fact.failures:
            if "names none of this" in failure.sentence:
                held = graph.store.quads(NamedNode(fact.iri))
                names = {graph.store.label(quad.predicate) for quad in held}
                assert not names & set(failure.asked)


def test_the_row_of_other_values_is_a_row_of_the_question(graph: KnowledgeGraph) -> None:
    (told,) = graph.why_not("claims-about", {"claimant": "victor-romero-melendez"}).nearest
    answer = graph.query("claims-about", thing="constitution-of-venezuela")
    assert told.row
    said = dict(told.row)["what was said"]
    assert any(said in [answer.text(term) for term in row] for row in answer.rows)


def test_a_number_is_found_beside_its_hedge(graph: KnowledgeGraph) -> None:
    (alike,) = graph.why_not("headcounts", {"number": "27"}).alike
    assert [f.sentence for f in alike.failures] == ["Under “number” it has at least 27, not 27."]
    for number in ("27+", "at least 27", "≥ 27"):
        assert graph.why_not("headcounts", {"number": number}).present
    told = graph.why_not("headcounts", {"number": "123456"})
    sentences = [failure.sentence for fact in told.instead for failure in fact.failures]
    assert list(dict.fromkeys(sentence.split(", not")[0] for sentence in sentences)) == [
        "Under “number” it has 4009",
        "Under “number” it has about 1400",
    ]
    assert all(fact.said and fact.place and fact.passages for fact in told.instead)


def test_a_default_is_told_among_what_was_asked(graph: KnowledgeGraph) -> None:
    told = graph.why_not("posts-of", {"post": "president"})
    assert ("who", "Hugo Carvajal (by default)") in told.asked
    assert "Asked: everything" not in told.write()
    told = graph.why_not("at-place", {"event": "arrest-of-carvajal"}, language="es")
    assert "--place Colombia (por defecto)" in told.write()


def test_a_year_in_a_column_of_dates_is_a_date(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-appointed", {"whom": "saab", "date": "2018"})
    assert ("date", "2018") in told.expected
    (alike,) = told.alike
    assert [f.sentence for f in alike.failures] == [
        "Under “date” it has nothing; expected was 2018."
    ]
    assert graph.why_not("who-recognized", {"who": "yanez", "date": "2019-02"}).present


def test_ones_own_act_on_another_day_is_told_and_not_what_others_suffered(
    graph: KnowledgeGraph,
) -> None:
    told = graph.why_not("what-happened-to", {"kind": "arrest"}, who="baduel", as_of="2008-01-01")
    names = [fact.name for fact in told.nearest]
    assert names[0] == "id:arrest-of-baduel-in-2009"
    assert {f.failures[0].kind for f in told.nearest} == {"date"}


@pytest.mark.parametrize(
    ("question", "need"),
    [
        ("who-recognized", "a recognition or a support that has Nicolás Maduro as “doer”"),
        ("who-fled", "a departure that has Nicolás Maduro as “doer”"),
    ],
)
def test_what_a_row_would_need_is_told(graph: KnowledgeGraph, question: str, need: str) -> None:
    told = graph.why_not(question, {"who": "maduro"})
    assert f"A row would need {need}; that is not stated in the source." in told.needs


@pytest.mark.parametrize("question", ["mutinies", "after-a-shift"])
def test_accusations_of_other_matters_are_left_out(graph: KnowledgeGraph, question: str) -> None:
    told = graph.why_not(question, {"who": "cabello"})
    assert told.statements == () and told.others == 3
    assert told.needs and "Diosdado Cabello" in told.needs[0]
    assert "drug" not in told.write()


@pytest.mark.parametrize(
    ("question", "row", "values", "problem"),
    [
        ("who-recognised", {"who": "yanez"}, {}, "Did you mean who-recognized?"),
        ("who-recognized", {}, {}, "Say which row you expected: --row COLUMN=VALUE"),
        ("who-recognized", {"wo": "yanez"}, {}, "has no column 'wo'"),
        ("who-recognized", {"who": "guaidoo"}, {}, "Did you mean 'guaido'?"),
        ("who-recognized", {"who": "rodriguez"}, {}, "'rodriguez' can mean"),
        ("who-recognized", {"who": ""}, {}, "--row who= needs a value"),
        ("who-recognized", {"date": "2019-02-31"}, {}, "takes a date such as 2019-02-15"),
        ("who-recognized", {"who": "yanez"}, {"as_of": "soon"}, "--as-of takes a day"),
        ("who-recognized", {"who": "yanez"}, {"as_off": "2019-01-01"}, "takes no 'as_off'"),
        ("who-recognized", {"who": "yanez"}, {"claimant": "guaidoo"}, "Did you mean 'guaido'?"),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    graph: KnowledgeGraph, question: str, row: dict[str, str], values: dict[str, str], problem: str
) -> None:
    with pytest.raises(kg.KgError) as error:
        graph.why_not(question, row, **values)
    assert problem in str(error.value)


def test_a_column_is_found_by_its_heading_in_either_language(graph: KnowledgeGraph) -> None:
    for language, heading in (("en", "word of the source"), ("es", "palabra de la fuente")):
        told = graph.why_not("who-recognized", {heading: "recognized"}, language=language)
        assert told.present


def test_spanish_is_spoken_on_request(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez"}, as_of="2019-02-01", language="es")
    assert failed(told) == ["Es de 2019-02-02, después del día pedido, 2019-02-01 (--as-of)."]
    assert "Ninguna fila de la respuesta tiene quién:" in told.write()


def test_json_and_markdown_say_the_same(graph: KnowledgeGraph) -> None:
    told = graph.why_not("who-recognized", {"who": "yanez"}, as_of="2019-02-01")
    document = json.loads(told.write("json"))
    assert document["in the answer"] is False
    (fails,) = document["nearest"][0]["fails"]
    assert (fails["kind"], fails["option"]) == ("date", "as-of")
    assert fails["sentence"] in told.write("markdown").replace("\\", "")
    with pytest.raises(kg.KgError, match="has no format 'svg'"):
        told.write("svg")


def test_the_same_question_gives_the_same_bytes(graph: KnowledgeGraph) -> None:
    first, second = (graph.why_not("who-fled", {"who": "carvajal"}).write() for _ in range(2))
    assert first == second


def test_what_somebody_types_never_becomes_part_of_a_query(graph: KnowledgeGraph) -> None:
    with pytest.raises(kg.KgError):
        graph.why_not("who-recognized", {"who": "x> } SERVICE <http://e.org/> {"})


def test_a_question_that_is_no_select_has_no_conditions() -> None:
    assert Reading("nothing at all").conditions == []
    question = parse(File(Path("q.rq"), "q.rq", "", b"SELECT ?a WHERE { ?a ?b ?c }"))
    assert option_name(columns(question.text)[0]) == "a"


@pytest.mark.parametrize(
    ("arguments", "exit", "told"),
    [
        (["who-fled", "--row", "who=yanez"], 0, "This is a recognition, not a departure."),
        (["who-fled", "--row", "who=yanez", "--format", "json"], 0, '"nearest"'),
        (["who-fled", "--row", "who"], 2, "--row takes COLUMN=VALUE such as who=guaido"),
        (["who-fled", "--row", "who=a", "--row", "who=b"], 2, "names the column who twice"),
        (["who-fled"], 2, "Say which row you expected"),
        (["who-flet"], 2, "Did you mean who-fled?"),
        (["who-fled", "--wher", "x"], 2, "No such option"),
        (["who-fled", "--help"], 0, "Columns: who, verb"),
    ],
)
def test_the_command_answers_or_says_what_is_wrong(
    run: Run, arguments: list[str], exit: int, told: str
) -> None:
    done = run("why-not", *arguments)
    assert done.exit == exit
    assert told in (done.err if exit else done.out)


def test_the_example_in_the_help_runs(run: Run) -> None:
    text = " ".join(run("why-not", "--help").out.split())
    example = text.split("Example: kg ")[1].split(" Options:")[0]
    done = run(*example.split())
    assert done.exit == 0 and "after the day asked" in " ".join(done.out.split())


TRIALS = json.loads((ROOT / "tests" / "why-not.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: str(trial["asked"]))
def test_a_trial_says_what_a_reader_of_the_source_would(
    graph: KnowledgeGraph, trial: dict[str, object]
) -> None:
    question, *words = shlex.split(str(trial["asked"]))
    options = dict(zip(words[::2], words[1::2], strict=True))
    rows = [w for o, w in zip(words[::2], words[1::2], strict=True) if o == "--row"]
    values = {o[2:].replace("-", "_"): w for o, w in options.items() if o != "--row"}
    row = dict(text.split("=", 1) for text in rows)
    text = " ".join(graph.why_not(question, row, **values).write().split())
    for said in trial["says"]:  # type: ignore[attr-defined]
        assert said in text
    assert "FILTER" not in text and "?" not in text.split("Asked:")[1]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_answer_prints_sparql(graph: KnowledgeGraph, name: str) -> None:
    question, answer = graph.question(name), graph.query(name)
    of_things = [
        column
        for at, column in enumerate(answer.columns)
        if any(isinstance(row[at], NamedNode) for row in answer.rows)
    ]
    for column in of_things[:3]:
        told = why_not(graph.store, question, {}, {column: "smilde"})
        assert not re.search(r"FILTER|EXISTS|BIND|[?]\w", told.write())


def test_json_holds_nothing_that_a_terminal_obeys(
    with_facts: Callable[[str], KnowledgeGraph],
) -> None:
    graph = with_facts(
        'id:ana-leaves a al:Departure ; rdfs:label "\\u001B[31mAna\\u202E"@en ;\n'
        "    al:actor id:ana-test ; al:statedIn id:key-officials-2 .\n"
    )
    written = graph.why_not("who-recognized", {"who": "ana test"}).write("json")
    assert "\x1b" not in written and "\u202e" not in written
    assert "\x1b[31mAna\u202e" in json.dumps(
        json.loads(written), ensure_ascii=False
    ).encode().decode().replace("\\u001b", "\x1b")
