"""For any text and any day, whatever it is."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import names, queries, sparql
from kg.errors import KgError
from kg.files import File
from kg.graph import KnowledgeGraph
from kg.store import Selection, Store
from kg.terms import Literal, al, expand, fold, option_name, variable_name

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
ECHO = queries.parse(
    File(
        Path("echo.rq"),
        "echo.rq",
        "",
        b"SELECT ?text ?other WHERE {\n"
        b'  VALUES ?text { "x" }  # (text) what to say\n'
        b'  VALUES ?other { "untouched" }  # (text) what nobody changes\n}',
    )
)


@given(TEXT)
def test_whatever_is_typed_is_bound_as_that_text_and_nothing_else(text: str) -> None:
    answer = Store().run(ECHO.bind({"text": Literal(text)}))
    assert isinstance(answer, Selection)
    assert [(str(a), str(b)) for a, b in answer.rows] == [(str(Literal(text)), '"untouched"')]


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.from_regex(r"[a-z]+([A-Z][a-z]+){0,3}", fullmatch=True))
def test_an_option_leads_back_to_its_variable(name: str) -> None:
    assert variable_name(option_name(name)) == name
    assert variable_name(option_name(name).replace("-", "_")) == name


@given(TEXT)
def test_the_tokens_of_any_text_lie_in_order_within_it(text: str) -> None:
    end = 0
    for token in sparql.tokens(text):
        assert token.offset >= end and text.startswith(token.text, token.offset)
        end = token.offset + len(token.text)


@settings(deadline=None, max_examples=60)
@given(TEXT)
def test_any_text_as_a_query_is_answered_or_refused_in_words(text: str) -> None:
    for query in (text, "SELECT * WHERE { " + text, "ASK { ?s ?p " + text):
        try:
            Store().run(query)
        except KgError as told:
            assert str(told)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_any_name_is_found_or_refused_in_words(graph: KnowledgeGraph, text: str) -> None:
    try:
        found = names.resolve(graph.store, text)
    except KgError as told:
        assert str(told)
    else:
        assert any(graph.store.quads(found))


def test_every_label_names_its_thing_or_its_namesakes(graph: KnowledgeGraph) -> None:
    for row in graph.query("posts-of", who="Carvajal"):
        assert graph.find(row.post.iri if row.post else row.rank.iri)
    for name in ("SEBIN", "fuerza aerea", "Partido Socialista"):
        assert names.search(graph.store, name)
    assert names.search(graph.store, "nobody of that name") == []


DAYS = st.dates(datetime.date(2018, 12, 1), datetime.date(2019, 6, 1))


@pytest.mark.parametrize("name", ["who-recognized", "who-broke-with", "who-stayed-loyal"])
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(day=DAYS)
def test_an_answer_as_of_a_day_is_a_filter_of_the_answer_without(
    graph: KnowledgeGraph, name: str, day: datetime.date
) -> None:
    everything = graph.query(name)
    store, expected = graph.store, []
    for row, facts in zip(everything.rows, everything.facts, strict=True):
        fact = expand(facts[0])
        assert fact is not None
        bounds = []
        for bound in ("earliest", "latest"):
            values = store.values(fact, al(bound))
            bounds.append(
                datetime.date.fromisoformat(values[0].value)  # type: ignore[union-attr]
                if values
                else None
            )
        earliest, latest = bounds
        if earliest is not None and earliest > day:
            continue
        if earliest is None and latest is None:
            certainty = "unknown"
        else:
            certainty = "certain" if latest is not None and latest <= day else "possible"
            if expand("id:not-breaking-ranks") in store.values(fact, al("kind")):
                certainty = "possible"  # a state on one day says nothing certain of another
        expected.append((facts[0], str(row[everything.columns.index("who")]), certainty))
    asked = graph.query(name, as_of=day)
    at_who, at_certainty = (asked.columns.index(c) for c in ("who", "certainty"))
    found = [
        (facts[0], str(row[at_who]), str(row[at_certainty])[1:-1])
        for row, facts in zip(asked.rows, asked.facts, strict=True)
    ]
    assert sorted(found) == sorted(expected)


def test_every_question_file_is_read_as_a_question() -> None:
    for path in (ROOT / "queries").glob("*.rq"):
        question = queries.parse(File(path, path.name, "", path.read_bytes()))
        assert question.summary("es") != question.summary("en")
        assert question.bind({}) == question.text
