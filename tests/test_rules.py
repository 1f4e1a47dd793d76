"""The rule book: each rule breaks on what it forbids and on nothing near it, and is explained.

`faults/ID-invalid.ttl` breaks the rule ID: what is wrong stands below a comment that says why, and
the lines `#= ` at the top are what is told of it. `faults/ID-valid.ttl` comes near and does not.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from conftest import ROOT
from rdflib.term import Literal as RdflibLiteral

import kg
from kg import echoes, rules
from kg.errors import UnknownName
from kg.files import File
from kg.parsing import parse
from kg.report import SETS, SEVERITIES, Finding
from kg.rules import Breach, Rule, book
from kg.sparql import tokens
from kg.store import Store
from kg.terms import BASE, Literal, NamedNode, Term, curie, local_name

FAULTS = ROOT / "tests" / "faults"
ASKED = sorted(rule.id for rule in book().values() if rule.query)
PAGES = sorted(rule.id for rule in book().values() if not rule.query)
CLASHES = """
    cax-adc cax-dw cls-com cls-maxc1 cls-maxqc1 cls-maxqc2 cls-nothing2 dt-not-type eq-diff1
    eq-diff2 eq-diff3 prp-adp prp-asyp prp-irp prp-npa1 prp-npa2 prp-pdw
""".split()
ELSEWHERE = """
    broken-shape charge-in-a-fact dangling-name date-bounds described-twice ill-typed-value
    import-missing malformed-list names-apart prefix-address question-without-accuser syntax
    unknown-term untyped-thing waiver-broken waiver-expired waiver-unused
""".split()
TECHNICAL = re.compile(
    r"\b(iris?|literals?|datatypes?|xsd|rdf|shacl|owl|sparql|nodes?|predicates?|triples?|regex"
    r"|literales?|nodos?|predicados?|tripletas?)\b|\bsh:",
    re.IGNORECASE,
)
NAMED = re.compile(r"\{(\w+)\}")


@cache
def ontology() -> tuple[File, ...]:
    path = ROOT / "ontology" / "allegiance.ttl"
    return (File(path, path.name, BASE + "ontology", path.read_bytes()),)


@cache
def classes() -> rdflib.Graph:
    """Return which class of the ontology is a kind of which, for another engine."""
    graph = rdflib.Graph().parse(data=ontology()[0].content, format="turtle")
    slim = rdflib.Graph()
    for triple in graph.triples((None, rdflib.RDFS.subClassOf, None)):
        slim.add(triple)
    return slim


def example(name: str) -> str:
    return (FAULTS / f"{name}.ttl").read_text(encoding="utf-8")


def stored(*texts: str) -> Store:
    """Return the ontology and some Turtle, each text a graph of its own."""
    store = Store()
    given = [
        File(Path(f"{n}.ttl"), f"{n}.ttl", f"{BASE}data/{n}", text.encode())
        for n, text in enumerate(texts)
    ]
    for file in (*ontology(), *given):
        store.add(parse(file))
    return store


def found(store: Store, rule: Rule) -> list[Breach]:
    return list(rules.breaches(store, [rule]))


def told(store: Store, breach: Breach) -> str:
    """Return a breach on one line: what is wrong with which property and value, and the message."""
    value = breach.value
    shown = curie(value.value) if isinstance(value, NamedNode) else value and value.value
    place = [
        curie(breach.thing.value) if breach.thing else "_",
        curie(breach.path) if breach.path else "",
        shown or "",
    ]
    return f"{' '.join(part for part in place if part)} | {breach.tell(store)}"


@pytest.mark.parametrize("id", ASKED)
def test_a_rule_finds_what_is_wrong_and_says_so(id: str) -> None:
    text = example(f"{id}-invalid")
    store = stored(text)
    expected = [line[3:] for line in text.split("\n") if line.startswith("#= ")]
    assert [told(store, breach) for breach in found(store, book()[id])] == expected
    assert expected


@pytest.mark.parametrize("id", ASKED)
def test_a_rule_finds_all_that_is_marked_and_nothing_else(id: str) -> None:
    text = example(f"{id}-invalid")
    faulty = set(re.findall(r"^# .*\nid:([a-z0-9-]+)", text, re.MULTILINE))
    told_of = re.findall(r"^#= id:(\S+)", text, re.MULTILINE)
    assert faulty <= set(told_of)
    assert set(told_of) <= set(re.findall(r"^id:([a-z0-9-]+) a ", text, re.MULTILINE))


@pytest.mark.parametrize("id", ASKED)
def test_a_rule_passes_over_what_only_comes_near(id: str) -> None:
    assert found(stored(example(f"{id}-valid")), book()[id]) == []


@pytest.mark.parametrize("kind", ["valid", "invalid"])
@pytest.mark.parametrize("id", ASKED)
def test_another_engine_finds_the_same(id: str, kind: str) -> None:
    text = example(f"{id}-{kind}")
    ours = stored(text).select(book()[id].query)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    theirs = (classes() + graph).query(book()[id].query)
    assert [str(name) for name in theirs.vars or []] == list(ours.columns)
    rows = {tuple(map(plain, row)) for row in theirs}
    assert rows == {tuple(map(plain, row)) for row in ours.rows}


def plain(term: Term | rdflib.term.Node | None) -> str | None:
    """Return a term of either engine in one form."""
    if isinstance(term, Literal):
        return f"{term.value}@{term.language or ''}"
    if isinstance(term, RdflibLiteral):
        return f"{term}@{term.language or ''}"
    return None if term is None else str(getattr(term, "value", term))


@pytest.mark.parametrize("id", ASKED)
def test_a_fact_in_two_files_is_one_fault(id: str) -> None:
    text = example(f"{id}-invalid")
    once, twice = stored(text), stored(text, text)
    assert [told(twice, breach) for breach in found(twice, book()[id])] == [
        told(once, breach) for breach in found(once, book()[id])
    ]


def test_every_rule_with_a_query_has_both_examples_and_no_other_file_is_there() -> None:
    expected = {f"{id}-{kind}.ttl" for id in ASKED for kind in ("valid", "invalid")}
    assert {path.name for path in FAULTS.iterdir()} == expected


def test_the_shipped_graph_breaks_no_rule() -> None:
    store = kg.load().store
    breaches = list(rules.breaches(store, book().values()))
    assert [told(store, breach) for breach in breaches] == []


def test_the_book_has_a_page_for_what_others_check() -> None:
    assert sorted(CLASHES + ELSEWHERE) == PAGES
    assert {rule.id for rule in book().values() if rule.set == "contradictions"} == set(CLASHES)


@pytest.mark.parametrize("id", book())
def test_a_rule_is_complete_and_in_plain_words(id: str) -> None:
    rule = book()[id]
    assert rule.severity in SEVERITIES and rule.set in SETS
    for texts in (rule.problem, rule.why, rule.fix, rule.message):
        assert set(texts) == {"en", "es"}
        assert texts["en"] != texts["es"]
        for text in texts.values():
            assert text and text == " ".join(text.split())
            assert not TECHNICAL.search(text), text
    assert set(NAMED.findall(rule.message["en"])) == set(NAMED.findall(rule.message["es"]))
    assert re.search(r"^# wrong", rule.example, re.MULTILINE)


@pytest.mark.parametrize("id", book())
def test_the_lines_of_a_rule_are_short_enough_to_read(id: str) -> None:
    suffix = ".rq" if book()[id].query else ".txt"
    text = (ROOT / "kg" / "rules" / f"{id}{suffix}").read_text(encoding="utf-8")
    assert max(map(len, text.split("\n"))) <= 100
    assert text.endswith("\n") and not text.endswith("\n\n")


@pytest.mark.parametrize("id", ASKED)
def test_a_message_names_only_what_its_query_finds(id: str) -> None:
    columns = re.findall(r"\?(\w+)", book()[id].query.partition("WHERE")[0])
    assert columns[0] == "thing"
    assert set(columns[:3]) <= {"thing", *columns}
    # The short name of the other thing needs no column.
    slug = {"slug"} if "other" in columns else set()
    assert set(NAMED.findall(book()[id].message["en"])) <= set(columns) | slug
    assert book()[id].pair in {"", *columns}
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize("id", ASKED)
def test_a_query_names_only_terms_that_exist(id: str) -> None:
    store = kg.load().store
    names = {token.text for token in tokens(book()[id].query) if token.kind == "name"}
    for name in sorted(name for name in names if re.match(r"(al|id):.", name)):
        assert any(store.quads(NamedNode(expanded(name)))), name


def expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return BASE + {"al": "ontology#", "id": "id/"}[prefix] + local


def test_what_rules_speak_for_exists() -> None:
    shapes = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    for rule in book().values():
        for shape in set(rule.instead_of) - set(book()):
            assert re.search(rf"^shape:{re.escape(shape)} a sh:", shapes, re.MULTILINE), shape


def test_a_rule_is_found_by_its_name_and_a_misspelt_one_is_put_right() -> None:
    assert rules.rule("act-after-death").id == "act-after-death"
    with pytest.raises(UnknownName, match="Did you mean act-after-death"):
        rules.rule("act-after-deth")


def test_the_page_of_a_rule_says_what_why_and_what_to_write() -> None:
    page = rules.card(rules.rule("after-against-dates")).write()
    assert page.startswith("# after-against-dates\n\nError, facts.\n\nAn event is said to come")
    assert "\n\nWhy: What came after what" in page
    assert "\n    # wrong\n    id:arrest al:latest" in page
    assert "Un suceso" not in page and not page.endswith("\n\n")
    spanish = rules.card(rules.rule("after-against-dates"), "es").write("es")
    assert "Se dice que un suceso" in spanish and "An event" not in spanish


def test_a_card_carries_the_page_into_a_report() -> None:
    card = rules.card(rules.rule("cax-dw"), "es")
    assert (card.id, card.set) == ("cax-dw", "contradictions")
    assert card.problem.startswith("Una cosa se usa")


def test_in_a_graph_of_other_peoples_classes_no_rule_is_asked() -> None:
    store = Store()
    text = '<http://e.org/a> a <http://e.org/C> ; <http://www.w3.org/2004/02/skos/core#note> "" .\n'
    text += '<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "" .\n'
    store.add(parse(File(Path("a.ttl"), "a.ttl", BASE + "data/a", text.encode())))
    assert list(rules.breaches(store, book().values())) == []


def finding(rule: str, thing: str, path: str = "", component: str = "") -> Finding:
    said = {"focus": thing, "path": path, "component": component}
    return Finding("error", rule, "", 0, 0, thing, "", "", **said)


def test_what_a_rule_says_better_than_a_shape_is_told_once() -> None:
    ours = finding("after-against-dates", "id:arrest", "after")
    same = finding("Ordered", "id:arrest")
    of_another = finding("Ordered", "id:release")
    other = finding("Event", "id:arrest")
    assert echoes.once([same, ours, of_another, other]) == [ours, of_another, other]
    assert echoes.once([same]) == [same]


def test_days_that_do_not_fit_their_date_are_not_told_again_as_being_in_disorder() -> None:
    ours = finding("date-bounds", "id:arrest", "date")
    same = finding("end-before-start", "id:arrest", "latest")
    of_another = finding("end-before-start", "id:march", "latest")
    assert echoes.once([same, ours, of_another]) == [ours, of_another]


def test_of_a_closed_shape_only_the_line_that_a_rule_means_is_left_out() -> None:
    closed = "http://www.w3.org/ns/shacl#ClosedConstraintComponent"
    ours = finding("statement-in-the-graphs-voice", "id:claim", "statedIn")
    same = finding("Accusation", "id:claim", "statedIn", closed)
    other = finding("Accusation", "id:claim", "destination", closed)
    assert echoes.once([ours, same, other]) == [ours, other]


PREFIXES = """\
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def told_of(text: str) -> list[tuple[str, str]]:
    """Return the thing and rule of each breach of any rule in some Turtle."""
    facts = (rule for rule in book().values() if rule.set == "facts")
    found = rules.breaches(stored(PREFIXES + text), facts)
    return sorted((local_name(b.thing.value) if b.thing else "", b.rule.id) for b in found)


# Spans of days from 1 to 3; an end that is None is open.
SPANS = [
    (first, last)
    for first in (None, 1, 2, 3)
    for last in (None, 1, 2, 3)
    if first is None or last is None or first <= last
]


def possible(span: tuple[int | None, int | None]) -> set[int]:
    """Return the days of 0 to 4 on which something can have happened."""
    first, last = span
    return {day for day in range(5) if (first or 0) <= day <= (4 if last is None else last)}


def dated(name: str, span: tuple[int | None, int | None]) -> str:
    bounds = zip(("al:earliest", "al:latest"), span, strict=True)
    days = (f'; {bound} "2019-01-0{day}"^^xsd:date' for bound, day in bounds if day is not None)
    return f"id:{name} a al:Event {' '.join(days)} .\n"


@pytest.mark.parametrize(
    ("link", "in_order"),
    [
        ("after", True),
        ("inResponseTo", True),
        ("pursuantTo", True),
        ("relays", True),
        ("basedOn", True),
        ("partOf", False),
        ("madeIn", False),
    ],
)
def test_dates_clash_just_when_no_day_is_possible(link: str, in_order: bool) -> None:
    pairs = {f"{n}-{m}": (SPANS[n], SPANS[m]) for n in range(len(SPANS)) for m in range(len(SPANS))}
    text = "".join(
        dated(f"a-{pair}", one) + dated(f"b-{pair}", other) + f"id:a-{pair} al:{link} id:b-{pair} ."
        for pair, (one, other) in pairs.items()
    )
    impossible = {
        f"a-{pair}"
        for pair, (one, other) in pairs.items()
        if not any(a >= b if in_order else a == b for a in possible(one) for b in possible(other))
    }
    assert {thing for thing, _ in told_of(text)} == impossible
    assert len(told_of(text)) == len(impossible) > 0


def test_an_event_that_ends_before_it_begins_is_not_told_again_of_what_hangs_on_it() -> None:
    wrong = """
    id:march a al:Episode ; al:earliest "2019-04-30"^^xsd:date ; al:latest "2018-04-30"^^xsd:date .
    id:break a al:Break ; al:partOf id:march ; al:latest "2018-04-30"^^xsd:date .
    """
    assert told_of(wrong) == [("march", "end-before-start")]


def test_one_wrong_date_is_not_told_again_of_what_hangs_on_it() -> None:
    wrong = """
    id:march a al:Episode ; al:earliest "2019-04-30"^^xsd:date .
    id:break a al:Break ; al:partOf id:march ; al:latest "2018-04-30"^^xsd:date .
    id:claim a al:Claim ; al:madeIn id:break ; al:earliest "2019-04-30"^^xsd:date .
    id:report a al:Claim ; al:relays id:claim ; al:latest "2019-04-29"^^xsd:date .
    """
    assert told_of(wrong) == [("break", "part-before-whole")]
    assert told_of(wrong.replace("al:partOf id:march ;", "")) == [("claim", "said-after-event")]


def test_of_dates_that_clash_in_a_circle_each_is_told() -> None:
    wrong = """
    id:one a al:Break ; al:after id:other ; al:latest "2018-04-30"^^xsd:date .
    id:other a al:Break ; al:partOf id:one ; al:earliest "2019-04-30"^^xsd:date .
    """
    assert told_of(wrong) == [("one", "after-against-dates"), ("other", "part-after-whole")]


def test_what_leads_straight_back_to_itself_is_not_told_as_a_way_round() -> None:
    assert told_of("id:march a al:Episode ; al:partOf id:march .") == [("march", "link-to-itself")]


def test_an_accusation_told_as_a_plain_claim_is_placed_at_the_line_that_accuses() -> None:
    plain = finding("Claim", "id:claim")
    ours = finding("claim-of-another-kind", "id:claim", "accused")
    assert echoes.once([plain, ours]) == [ours]


def test_a_breach_names_things_in_the_language_of_the_reader() -> None:
    store = stored(
        "@prefix al: <https://w3id.org/allegiance/ontology#> .\n"
        "@prefix id: <https://w3id.org/allegiance/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'id:march a al:Episode ; rdfs:label "march"@en , "marcha"@es ; al:partOf id:crisis .\n'
        "id:crisis a al:Episode ; al:partOf id:march .\n"
    )
    (breach,) = found(store, rules.rule("circle"))
    assert breach.tell(store).startswith("By way of march, this leads back to itself (part of)")
    assert breach.tell(store, "es").startswith("Por marcha, esto vuelve a sí mismo (parte de)")
