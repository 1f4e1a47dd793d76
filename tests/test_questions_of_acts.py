"""What the questions on acts and what followed them work out, on a few acts written for it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from test_queries import (
    AL,
    ID,
    QUESTIONS,
    SHIPPED,
    Dated,
    Engines,
    Value,
    add,
    bind,
    certainty_by,
    certainty_within,
    columns,
    dated,
    day_term,
    load,
    question,
    short,
)

Row = dict[str, Value]
PREFIXES = """
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PEOPLE = """
id:old-side a al:Side ; al:sideOf id:incumbent .
id:new-side a al:Side ; al:sideOf id:claimant .
id:ana a al:Person .
id:bruno a al:Person .
id:carla a al:Person .
id:elena a al:Person .
id:clerk a al:Person ; al:named false .
id:crew a al:Group ; al:memberOf id:fleet .
"""
ACTS = """
# Ana only backs the claimant; Bruno backs him and then recognizes him; Carla some time, she too;
# Elena recognizes him on a day that nobody knows.
id:ana-backs a al:Support ; al:actor id:ana ; al:toSide id:new-side ; al:fromSide id:old-side ;
  al:earliest "2019-02-01"^^xsd:date ; al:latest "2019-02-10"^^xsd:date ; al:statedIn id:p .
id:bruno-backs a al:Support ; al:actor id:bruno ; al:toSide id:new-side ;
  al:earliest "2019-02-01"^^xsd:date ; al:latest "2019-02-01"^^xsd:date ; al:statedIn id:p .
id:bruno-recognizes a al:Recognition ; al:actor id:bruno ; al:recognizedClaimant id:claimant ;
  al:earliest "2019-03-05"^^xsd:date ; al:latest "2019-03-20"^^xsd:date ; al:statedIn id:p .
id:carla-backs a al:Support ; al:actor id:carla ; al:toSide id:new-side ; al:statedIn id:p .
id:carla-recognizes a al:Recognition ; al:actor id:carla ; al:recognizedClaimant id:claimant ;
  al:latest "2019-03-31"^^xsd:date ; al:statedIn id:p .
id:elena-backs a al:Support ; al:actor id:elena ; al:toSide id:new-side ;
  al:earliest "2019-02-01"^^xsd:date ; al:latest "2019-02-01"^^xsd:date ; al:statedIn id:p .
id:elena-recognizes a al:Recognition ; al:actor id:elena ; al:recognizedClaimant id:claimant ;
  al:statedIn id:p .
id:crew-defects a al:Departure ; al:actor id:crew ; al:verb id:defected ; al:destination id:port ;
  al:earliest "2018-12-20"^^xsd:date ; al:latest "2019-01-09"^^xsd:date ; al:statedIn id:p .
id:clerk-leaves a al:Departure ; al:actor id:clerk ; al:origin id:port ; al:verb id:left ;
  al:earliest "2018-05-01"^^xsd:date ; al:latest "2018-05-31"^^xsd:date ; al:statedIn id:p .
id:dora-breaks a al:Break ; al:actor id:dora ; al:fromSide id:old-side ;
  al:latest "2018-06-30"^^xsd:date ; al:statedIn id:p .
id:felix-breaks a al:Break ; al:actor id:felix ; al:statedIn id:p .
"""
AFTERMATH = """
id:break a al:Break ; al:actor id:ana ; al:date "2019-02" ; al:fromSide id:old-side ;
  al:earliest "2019-02-01"^^xsd:date ; al:latest "2019-02-28"^^xsd:date ; al:statedIn id:p .
id:sanction-before a al:Consequence ; al:kind id:sanction ; al:against id:ana ; al:by id:abroad ;
  al:earliest "2018-01-01"^^xsd:date ; al:latest "2018-12-31"^^xsd:date ; al:statedIn id:p .
id:arrest-within a al:Consequence ; al:kind id:arrest ; al:against id:ana ; al:by id:abroad ;
  al:earliest "2019-02-15"^^xsd:date ; al:latest "2019-02-15"^^xsd:date ; al:statedIn id:p .
id:expulsion-after a al:Consequence ; al:kind id:expulsion ; al:against id:ana ; al:by id:ruler ;
  al:earliest "2019-04-04"^^xsd:date ; al:latest "2019-04-04"^^xsd:date ; al:statedIn id:p .
id:demotion-undated a al:Consequence ; al:kind id:demotion ; al:against id:ana ; al:by id:ruler ;
  al:statedIn id:p .
id:dismissal-placed-after a al:Consequence ; al:kind id:dismissal ; al:against id:ana ;
  al:by id:ruler ; al:after id:break ; al:statedIn id:p .
id:conviction-in-response a al:Consequence ; al:kind id:conviction ; al:against id:ana ;
  al:by id:court ; al:inResponseTo id:break ; al:statedIn id:p .
id:remark a al:Accusation ; al:aboutEvent id:expulsion-after ; al:accused id:ruler ;
  al:about id:break ;
  al:madeBy id:ana ; al:says "It was for her break."@en , "Fue por su ruptura."@es ;
  al:reportedIn id:p .
id:politics a al:Claim ; al:madeBy id:ana ; al:aboutEvent id:arrest-within ; al:about id:ana ;
  al:allegedCause id:political-motive ; al:says "It was politics."@en , "Fue la política."@es ;
  al:reportedIn id:p .
id:denial a al:Claim ; al:madeBy id:ruler ; al:disputes id:remark ; al:reportedIn id:p .
id:bruno-arrested a al:Consequence ; al:kind id:arrest ; al:against id:bruno ; al:by id:ruler ;
  al:statedIn id:p .
id:order a al:Consequence ; al:kind id:order ; al:against id:envoys ; al:by id:council ;
  al:statedIn id:p .
id:envoys a al:Group .
id:some-envoys a al:Group ; al:partOfGroup id:envoys .
id:going-home a al:Return ; al:actor id:consuls ; al:pursuantTo id:order ; al:statedIn id:p .
id:staying-on a al:Support ; al:actor id:some-envoys ; al:toSide id:new-side ; al:statedIn id:p .
id:ana-interview a al:Occurrence ; al:kind id:interview ; al:actor id:ana ; al:statedIn id:p .
"""
POSTS = """
id:master a al:Post .
id:keeper a al:Post .
id:first a al:Tenure ; al:holder id:ana ; al:post id:master ; al:endedWith id:firing ;
  al:statedIn id:p .
id:second a al:Tenure ; al:holder id:bruno ; al:post id:master ; al:beganWith id:naming ;
  al:replaces id:first ; al:statedIn id:p .
id:naming a al:Appointment ; al:appointee id:bruno ; al:post id:master ; al:by id:council ;
  al:statedIn id:p .
id:keeping a al:Tenure ; al:holder id:carla ; al:post id:keeper ; al:statedIn id:p .
id:announcement a al:Claim ; al:verb id:announced ; al:madeBy id:ruler ;
  al:about id:elena , id:keeper ; al:reportedIn id:p .
id:support-announced a al:Support ; al:actor id:elena ; al:toSide id:new-side ;
  al:verb id:announced ; al:statedIn id:p .
id:end a al:Occurrence ; al:kind id:end-of-tenure ; al:participant id:carla ;
  al:earliest "2017-11-28"^^xsd:date ; al:latest "2017-11-28"^^xsd:date ; al:statedIn id:p .
id:said-fired a al:Claim ; al:madeBy id:paper ; al:aboutEvent id:end ;
  al:allegedKind id:dismissal ; al:earliest "2019-01-01"^^xsd:date ; al:reportedIn id:p .
id:said-resigned a al:Claim ; al:madeBy id:carla ; al:aboutEvent id:end ;
  al:allegedKind id:resignation ; al:reportedIn id:p .
id:said-resigned al:disputes id:said-fired .
id:said-resigned-under-pressure a al:Claim ; al:madeBy id:carla ; al:aboutEvent id:end ;
  al:allegedKind id:resignation ; al:disputes id:said-fired ; al:reportedIn id:p .
id:p al:partOfSource id:paper .
id:dismissal skos:inScheme id:consequence-kinds .
id:resignation skos:inScheme id:occurrence-kinds .
"""
MUTINY = """
id:mutiny a al:Mutiny ; al:actor id:crew ; al:place id:port ; al:statedIn id:p ;
  al:earliest "2019-01-21"^^xsd:date ; al:latest "2019-01-21"^^xsd:date .
id:death a al:Occurrence ; al:kind id:dying ; al:participant id:clerk ; al:partOf id:mutiny ;
  al:statedIn id:p .
id:seizure a al:Consequence ; al:kind id:arrest ; al:against id:crew ; al:statedIn id:p .
id:later-arrest a al:Consequence ; al:kind id:arrest ; al:against id:crew ; al:statedIn id:q .
id:count-crew a al:Headcount ; al:madeBy id:paper ; al:counts id:crew ; al:min 27 ;
  al:qualifier id:at-least ; al:aboutEvent id:mutiny ; al:countedKind id:mutinied ;
  al:reportedIn id:p .
id:count-dead a al:Headcount ; al:madeBy id:paper ; al:counts id:the-dead ; al:value 1 ;
  al:aboutEvent id:death ; al:countedKind id:died ; al:reportedIn id:p .
id:blame a al:Accusation ; al:madeBy id:paper ; al:accused id:guards ; al:aboutEvent id:death ;
  al:says "The paper blames the guards."@en , "El diario culpa a los guardias."@es ;
  al:reportedIn id:p .
id:count-sergeants a al:Headcount ; al:madeBy id:paper ; al:counts id:sergeants ; al:value 20 ;
  al:breakdownOf id:count-crew ; al:reportedIn id:p .
id:count-majors a al:Headcount ; al:madeBy id:paper ; al:counts id:majors ; al:value 4 ;
  al:breakdownOf id:count-crew ; al:reportedIn id:p .
id:sergeants a al:Group ; al:rank id:sergeant .
id:majors a al:Group ; al:rank id:major .
id:pledge a al:Pledge ; al:actor id:ana ; al:toSide id:old-side ; al:date "2019-01-15" ;
  al:earliest "2019-01-15"^^xsd:date ; al:latest "2019-01-15"^^xsd:date ; al:statedIn id:p .
id:oath a al:Claim ; al:madeBy id:ana ; al:madeIn id:pledge ; al:says "She would die."@en ;
  al:reportedIn id:p .
id:his-office a al:OfficeClaim ; al:madeBy id:ana ; al:madeIn id:pledge ;
  al:claimedHolder id:ruler ; al:office id:top ; al:says "He presides."@en ; al:reportedIn id:p .
id:other-office a al:OfficeClaim ; al:madeBy id:paper ; al:claimedHolder id:claimant ;
  al:office id:top ; al:reportedIn id:p .
id:relayed a al:Claim ; al:madeBy id:outlet ; al:relays id:blame ; al:reportedBy id:agency ;
  al:reportedIn id:p .
id:count-gone a al:Headcount ; al:madeBy id:paper ; al:counts id:the-gone ; al:value 5 ;
  al:about id:port ; al:reportedIn id:p ;
  al:countedFrom "2019-02-01"^^xsd:date ; al:countedTo "2019-03-01"^^xsd:date .
id:count-gone-since a al:Headcount ; al:madeBy id:paper ; al:counts id:some-of-the-gone ;
  al:about id:port ; al:value 3 ; al:countedFrom "2019-02-10"^^xsd:date ; al:reportedIn id:p .
id:count-by a al:Headcount ; al:madeBy id:paper ; al:counts id:the-others ; al:value 2 ;
  al:about id:port ; al:countedTo "2019-02-20"^^xsd:date ; al:reportedIn id:p .
id:some-of-the-gone a al:Group ; al:partOfGroup id:the-gone .
id:port a al:Place .
id:not-leaving a al:Occurrence ; al:kind id:not-breaking-ranks ; al:actor id:bruno ;
  al:statedIn id:p .
id:learned a al:Claim ; al:madeBy id:spies ; al:about id:ana ; al:status id:alleged ;
  al:relays id:request ; al:reportedIn id:p .
id:report a al:Claim ; al:madeBy id:paper ; al:about id:ana ; al:relays id:learned ;
  al:reportedIn id:p .
id:request a al:Call ; al:madeBy id:ana ; al:addressedTo id:ruler ; al:status id:alleged ;
  al:says "She is said to have asked him to go."@en , "Se dice que le pidió irse."@es ;
  al:reportedIn id:p .
id:plain-claim a al:Claim ; al:madeBy id:paper ; al:about id:bruno ; al:reportedIn id:p .
id:other-rumour a al:Claim ; al:about id:carla ; al:status id:alleged ; al:reportedIn id:p .
"""


@pytest.fixture(scope="module")
def shipped() -> Engines:
    return load(SHIPPED)


def engines_of(*parts: str) -> Engines:
    engines = load([])
    content = "\n".join((PREFIXES, PEOPLE, *parts)).encode()
    add(engines, "https://example.org/acts", content, pyoxigraph.RdfFormat.TURTLE)
    return engines


def rows_of(engines: Engines, name: str, **values: str) -> list[Row]:
    """Return the rows of a question, the same from both engines."""
    text = bind(question(name), **values)
    rows = engines.fast(text)
    assert engines.slow(text) == rows
    return [dict(zip(columns(text), row, strict=True)) for row in rows]


def cells(rows: list[Row], *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(None if row[n] is None else short(row[n]) for n in names) for row in rows]


@pytest.fixture(scope="module")
def acts() -> Engines:
    return engines_of(ACTS)


@pytest.fixture(scope="module")
def aftermath() -> Engines:
    return engines_of(AFTERMATH)


@pytest.fixture(scope="module")
def posts() -> Engines:
    return engines_of(POSTS)


@pytest.fixture(scope="module")
def mutiny() -> Engines:
    return engines_of(MUTINY)


DAYS = st.dates(datetime.date(2018, 4, 1), datetime.date(2019, 5, 1))
many_days = settings(deadline=None, max_examples=60)


@dataclass(frozen=True)
class Span:
    """The first and the last possible day of an act, None where it is open."""

    fact: str
    earliest: datetime.date | None
    latest: datetime.date | None


def spans(engines: Engines, *names: str) -> Iterator[Span]:
    for act in dated(engines.rdflib, (ID[name] for name in names)):
        yield Span(short(act.fact), act.earliest, act.latest)


# -- Backed and not recognized --


def test_whoever_is_told_to_have_recognized_is_left_out_of_those_who_only_backed(
    acts: Engines,
) -> None:
    rows = rows_of(acts, "who-backed", claimant=ID.claimant.n3())
    assert cells(rows, "who", "certainty") == [("ana", "certain")]


@many_days
@given(day=DAYS)
def test_by_a_day_a_recognition_that_may_have_come_makes_it_possible_only(
    acts: Engines, day: datetime.date
) -> None:
    expected: dict[str, str] = {}
    for person in ("ana", "bruno", "carla", "elena"):
        backing = next(spans(acts, f"{person}-backs"))
        certainty = known_by(backing, day)
        recognized = (
            known_by(next(spans(acts, f"{person}-recognizes")), day) if person != "ana" else None
        )
        if certainty is None or recognized == "certain":
            continue
        if recognized is not None and certainty == "certain":
            certainty = "possible"
        expected[person] = certainty
    values = {"claimant": ID.claimant.n3(), "asOf": day_term(day)}
    text = bind(question("who-backed"), **values)
    rows = [dict(zip(columns(text), row, strict=True)) for row in acts.fast(text)]
    assert {who: known for who, known in cells(rows, "who", "certainty")} == expected


def known_by(act: Span, day: datetime.date) -> str | None:
    """Return what is known of an act having been done by a day, None when it was not yet."""
    if act.earliest is None and act.latest is None:
        return "unknown"
    if act.earliest is not None and act.earliest > day:
        return None
    return "certain" if act.latest is not None and act.latest <= day else "possible"


# -- Before a day --


def test_leaving_alone_is_no_shift_and_defecting_is_one(acts: Engines) -> None:
    found = {fact for (fact,) in cells(rows_of(acts, "who-broke-before"), "fact")}
    assert found == {"crew-defects", "dora-breaks", "felix-breaks"}


@many_days
@given(day=DAYS)
def test_a_shift_is_before_a_day_certainly_possibly_or_not_at_all(
    acts: Engines, day: datetime.date
) -> None:
    shifts = spans(acts, "ana-backs", "crew-defects", "dora-breaks", "felix-breaks")
    eve = day - datetime.timedelta(days=1)
    expected = {act.fact: found for act in shifts if (found := known_by(act, eve)) is not None}
    text = bind(question("who-broke-before"), before=day_term(day))
    rows = [dict(zip(columns(text), row, strict=True)) for row in acts.fast(text)]
    assert {fact: known for fact, known in cells(rows, "fact", "certainty")} == expected


def test_shifts_can_be_narrowed_to_the_side_left_and_to_a_body(acts: Engines) -> None:
    late = day_term(datetime.date(2020, 1, 1))
    of_side = {"before": late, "from": ID.incumbent.n3()}
    rows = rows_of(acts, "who-broke-before", **of_side)
    assert cells(rows, "fact") == [("dora-breaks",), ("ana-backs",)]
    rows = rows_of(acts, "who-broke-before", before=late, institution=ID.fleet.n3())
    assert cells(rows, "who") == [("crew",)]


def test_those_who_left_can_be_narrowed_to_where_they_went(acts: Engines) -> None:
    assert cells(rows_of(acts, "who-fled"), "who") == [("clerk",), ("crew",)]
    rows = rows_of(acts, "who-fled", destination=ID.port.n3())
    assert cells(rows, "who", "wentTo") == [("crew", "port")]


# -- As of a day, on the shipped data --

NAMES = sorted(path.stem for path in QUESTIONS)
DAYS_OF_THE_STORY = st.dates(datetime.date(2006, 12, 1), datetime.date(2019, 6, 1))


# Tested apart: a state on a day, support beside a recognition, a mutiny and what belongs to it.
# A headcount stands on the days that it covers.
APART = {"headcounts", "mutinies", "posts-of", "who-backed", "who-stayed-loyal"}
# To have stayed, or not to have broken ranks, by one day says nothing certain of another.
STATES = {"unnamed-actors"}


@pytest.mark.parametrize("name", [n for n in NAMES if "?asOf {" in question(n) and n not in APART])
@settings(deadline=None, max_examples=25)
@given(day=DAYS_OF_THE_STORY)
def test_as_of_a_day_agrees_with_a_plain_filter(
    shipped: Engines, name: str, day: datetime.date
) -> None:
    expected = certainties(shipped, name, lambda act: certainty_by(act, day))
    if name in STATES:
        expected = with_states(shipped, expected)
    assert answered_of(shipped, name, asOf=day_term(day)) == expected


@pytest.mark.parametrize("name", [n for n in NAMES if "?since {" in question(n)])
@settings(deadline=None, max_examples=25)
@given(days=st.lists(DAYS_OF_THE_STORY, min_size=2, max_size=2).map(sorted))
def test_between_two_days_agrees_with_a_plain_filter(
    shipped: Engines, name: str, days: list[datetime.date]
) -> None:
    first, last = days
    expected = certainties(shipped, name, lambda act: certainty_within(act, first, last))
    if name in STATES:
        expected = with_states(shipped, expected)
    window = {"since": day_term(first), "asOf": day_term(last)}
    assert answered_of(shipped, name, **window) == expected


def certainties(
    shipped: Engines, name: str, certainty: Callable[[Dated], str | None]
) -> set[tuple[str, str]]:
    """Return what a question should give of the facts that it gives when asked of no day."""
    everything = {fact[1:-1] for fact, _ in answered_of(shipped, name)}
    found = {act.fact: certainty(act) for act in dated(shipped.rdflib, everything)}
    return {(fact, words) for fact, words in found.items() if words is not None}


def with_states(shipped: Engines, known: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return what is known of some facts, of states that something is possible at most."""
    states = {
        f"<{fact}>"
        for kind in ("not-breaking-ranks", "staying")
        for fact in shipped.rdflib.subjects(AL.kind, ID[kind])
    }
    return {
        (fact, "possible" if fact in states and words == "certain" else words)
        for fact, words in known
    }


def answered_of(shipped: Engines, name: str, **values: str) -> set[tuple[str, str]]:
    """Return the facts in an answer, each with its certainty.

    What is only claimed stands on the days of what the claim is about, and is left out here.
    """
    text = bind(question(name), **values)
    at = columns(text).index("certainty")
    claims = set(shipped.rdflib.subjects(AL.aboutEvent, None))
    return {
        (str(row[-1]), str(row[at]))
        for row in shipped.fast(text)
        if rdflib.URIRef(str(row[-1])[1:-1]) not in claims
    }


# -- After is not because --


def test_what_was_done_comes_after_a_shift_surely_possibly_or_nobody_knows(
    aftermath: Engines,
) -> None:
    rows = rows_of(aftermath, "after-a-shift")
    assert set(cells(rows, "fact", "isAfter", "reasonGiven")) == {
        ("arrest-within", "possible", "none-given"),
        ("expulsion-after", "certain", "by-claimant"),
        ("demotion-undated", "unknown", "none-given"),
        ("dismissal-placed-after", "certain", "in-time-only"),
        ("conviction-in-response", "certain", "in-source"),
    }


def test_a_reason_that_somebody_gives_stands_beside_who_gives_it(aftermath: Engines) -> None:
    rows = rows_of(aftermath, "after-a-shift", kind=ID.expulsion.n3())
    assert cells(rows, "claimant", "status") == [("ana", "denied")]


def test_whoever_gives_another_motive_makes_no_link_to_the_shift(aftermath: Engines) -> None:
    rows = rows_of(aftermath, "after-a-shift", kind=ID.arrest.n3(), who=ID.ana.n3())
    assert cells(rows, "fact", "reasonGiven", "claimant", "says") == [
        ("arrest-within", "none-given", None, None)
    ]


def test_what_became_of_somebody_leaves_out_what_the_same_body_did(aftermath: Engines) -> None:
    rows = rows_of(aftermath, "what-became-of", by=ID.ruler.n3(), kind=ID.expulsion.n3())
    assert {row["actedAgainst"] for row in rows} == {str(ID["expulsion-after"])}
    assert set(cells(rows, "who", "role", "fact")) == {
        ("ana", "actor", "ana-interview"),
        ("ana", "actor", "break"),
        ("ana", "target", "arrest-within"),
        ("ana", "target", "conviction-in-response"),
        ("ana", "target", "sanction-before"),
    }


def test_what_became_of_a_group_is_told_of_its_parts_and_of_who_did_as_ordered(
    aftermath: Engines,
) -> None:
    rows = rows_of(aftermath, "what-became-of", by=ID.council.n3())
    assert set(cells(rows, "who", "fact")) == {
        ("consuls", "going-home"),
        ("some-envoys", "staying-on"),
    }
    assert {row["actedAgainst"] for row in rows} == {str(ID.order)}


def test_nothing_became_of_those_against_whom_nobody_acted(aftermath: Engines) -> None:
    assert rows_of(aftermath, "what-became-of", by=ID.nobody.n3()) == []
    assert rows_of(aftermath, "after-a-shift", who=ID.nobody.n3()) == []


# -- Posts, appointments, disputed ends --


def test_an_announced_appointment_is_a_claim_of_whoever_announced_it(posts: Engines) -> None:
    rows = rows_of(posts, "who-appointed")
    assert cells(rows, "whom", "post", "agent", "claimant", "status") == [
        ("elena", "keeper", None, "ruler", "attributed"),
        ("bruno", "master", "council", None, None),
    ]
    rows = rows_of(posts, "who-appointed", by=ID.ruler.n3())
    assert cells(rows, "whom") == [("elena",)]


def test_a_successor_comes_with_the_events_or_with_who_announced_it(posts: Engines) -> None:
    rows = rows_of(posts, "successors")
    names = ("post", "predecessor", "endedWith", "successor", "beganWith", "claimant")
    assert cells(rows, *names) == [
        ("keeper", "carla", None, "elena", None, "ruler"),
        ("master", "ana", "firing", "bruno", "naming", None),
    ]
    assert cells(rows_of(posts, "successors", office=ID.master.n3()), "fact") == [("second",)]


def test_a_dismissal_that_is_disputed_is_shown_as_what_somebody_says(posts: Engines) -> None:
    rows = rows_of(posts, "acted-against")
    assert cells(rows, "whom", "done", "agent", "claimedBy", "status", "certainty") == [
        ("carla", "dismissal", "not named in the source", "paper", "contested", "certain")
    ]
    early = day_term(datetime.date(2017, 11, 27))
    assert rows_of(posts, "acted-against", asOf=early) == []


def test_a_rival_account_has_no_day_and_the_source_has_that_of_the_event(posts: Engines) -> None:
    rows = rows_of(posts, "spans", actor=ID.carla.n3())
    assert cells(rows, "fact", "what", "claimant", "date", "earliest", "certainty") == [
        ("end", "end-of-tenure", None, None, "2017-11-28", "possible"),
        ("said-fired", "dismissal", "paper", None, "2017-11-28", "possible"),
        ("said-resigned", "said-resigned", "carla", None, None, "unknown"),
        (
            "said-resigned-under-pressure",
            "said-resigned-under-pressure",
            "carla",
            None,
            None,
            "unknown",
        ),
    ]


def test_what_somebody_did_to_others_stands_in_the_rows_of_those(aftermath: Engines) -> None:
    rows = rows_of(aftermath, "spans", actor=ID.ruler.n3())
    assert {(who, role) for who, role in cells(rows, "who", "role")} == {
        ("ana", "affected"),
        ("bruno", "affected"),
    }
    rows = rows_of(aftermath, "spans", actor=ID.ana.n3())
    assert ("ana-interview", "actor", None) in cells(rows, "fact", "role", "agent")
    assert ("expulsion-after", "affected", "ruler") in cells(rows, "fact", "role", "agent")


def test_what_was_done_can_be_narrowed_to_who_did_it_to_whom(aftermath: Engines) -> None:
    rows = rows_of(aftermath, "acted-against", by=ID.ruler.n3(), against=ID.ana.n3())
    assert {fact for (fact,) in cells(rows, "fact")} == {
        "expulsion-after",
        "demotion-undated",
        "dismissal-placed-after",
    }


# -- Mutinies, counts, what is alleged --


def test_a_mutiny_comes_with_its_parts_its_counts_and_who_blames_whom(mutiny: Engines) -> None:
    rows = rows_of(mutiny, "mutinies")
    assert cells(rows, "fact", "aspect", "number", "claimant", "whoIsAccused") == [
        ("mutiny", "mutiny", None, None, None),
        ("death", "during", None, None, None),
        ("seizure", "target", None, None, None),
        ("count-crew", "count", "≥ 27", "paper", None),
        ("count-dead", "count", "1", "paper", None),
        ("blame", "statement", None, "paper", "guards"),
        ("blame", "statement", None, "paper", "guards"),
    ]
    assert cells(rows, "reportedBy")[-2:] == [("agency",), ("outlet",)]


@many_days
@given(day=DAYS)
def test_each_row_of_a_mutiny_is_as_certain_as_what_it_tells(
    mutiny: Engines, day: datetime.date
) -> None:
    text = bind(question("mutinies"), asOf=day_term(day))
    rows = [dict(zip(columns(text), row, strict=True)) for row in mutiny.fast(text)]
    begun = day >= datetime.date(2019, 1, 21)
    undated = {"death", "seizure", "count-crew", "count-dead", "blame"}
    expected = {("mutiny", "certain")} | {(fact, "unknown") for fact in undated}
    assert set(cells(rows, "fact", "certainty")) == (expected if begun else set())


def test_each_statement_made_in_a_pledge_has_a_row_and_a_status_of_its_own(
    mutiny: Engines,
) -> None:
    rows = rows_of(mutiny, "loyalty-pledges")
    assert cells(rows, "fact", "who", "claimant", "says", "status", "certainty") == [
        ("pledge", "ana", None, None, None, "certain"),
        ("his-office", "ana", "ana", "He presides.@en", "contested", "certain"),
        ("oath", "ana", "ana", "She would die.@en", "attributed", "certain"),
    ]


@many_days
@given(day=DAYS)
def test_a_count_is_by_a_day_where_the_days_that_it_covers_are(
    mutiny: Engines, day: datetime.date
) -> None:
    covered = {
        "count-gone": ("2019-02-01", "2019-03-01"),
        "count-gone-since": ("2019-02-10", None),
        "count-by": (None, "2019-02-20"),
    }
    expected = {}
    for fact, (first, last) in covered.items():
        ends = (None if end is None else datetime.date.fromisoformat(end) for end in (first, last))
        if (certainty := known_by(Span(fact, *ends), day)) is not None:
            expected[fact] = certainty
    text = bind(question("headcounts"), asOf=day_term(day))
    rows = [dict(zip(columns(text), row, strict=True)) for row in mutiny.fast(text)]
    found = {str(fact): known for fact, known in cells(rows, "fact", "certainty")}
    assert {fact: found[fact] for fact in covered if fact in found} == expected
    assert {known for fact, known in found.items() if fact not in covered} == {"unknown"}


def test_counts_of_no_day_in_particular_say_nothing_of_a_day(mutiny: Engines) -> None:
    rows = rows_of(mutiny, "headcounts")
    assert {row["certainty"] for row in rows} == {None}


def test_only_groups_that_are_linked_are_the_same_people(mutiny: Engines) -> None:
    rows = rows_of(mutiny, "counts-not-to-add")
    found = {frozenset(pair): why for *pair, why in cells(rows, "fact", "otherCount", "reason")}
    assert found[frozenset({"count-gone", "count-gone-since"})] == "same-people"
    assert found[frozenset({"count-gone", "count-by"})] == "may-overlap"
    assert found[frozenset({"count-gone-since", "count-by"})] == "may-overlap"


def test_a_breakdown_gives_the_total_of_the_source_and_adds_nothing_up(mutiny: Engines) -> None:
    rows = rows_of(mutiny, "rank-breakdown", group=ID.crew.n3())
    assert cells(rows, "aspect", "rank", "number") == [
        ("total", None, "≥ 27"),
        ("line", "sergeant", "20"),
        ("line", "major", "4"),
    ]


def test_what_is_alleged_of_the_loyal_keeps_every_link_of_the_report(mutiny: Engines) -> None:
    rows = rows_of(mutiny, "alleged-of-the-loyal")
    names = ("who", "fact", "claimant", "recordedStatus", "reportedBy", "inTurnReportedBy")
    assert cells(rows, *names) == [
        ("ana", "learned", "spies", "alleged", "paper", None),
        ("ana", "request", "ana", "alleged", "spies", "paper"),
    ]
    assert {row["loyalActs"] for row in rows} == {f"{ID.pledge} (2019-01-15)"}


def counted(rows: list[Row]) -> dict[tuple[str, str], int]:
    return {
        (str(row["category"]).split("#")[-1].rstrip(">"), str(row["countedAs"])): int(
            str(row["number"])
        )
        for row in rows
    }


def test_a_group_is_counted_as_one_group_and_a_person_once(acts: Engines) -> None:
    assert counted(rows_of(acts, "count-actors")) == {
        ("Break", "named-person"): 2,
        ("Departure", "group"): 1,
        ("Departure", "unnamed-person"): 1,
        ("Recognition", "named-person"): 3,
        ("Support", "named-person"): 4,
    }


def test_only_an_act_within_one_month_is_counted_in_it(acts: Engines) -> None:
    rows = rows_of(acts, "count-actors", by='"month"')
    assert counted(rows) == {
        ("2018-05", "unnamed-person"): 1,
        ("2019-02", "named-person"): 3,
        ("2019-03", "named-person"): 1,
        ("not within one month", "group"): 1,
        ("not within one month", "named-person"): 4,
    }


def test_a_count_names_all_that_it_counted(acts: Engines) -> None:
    rows = rows_of(acts, "count-actors", act="<https://w3id.org/allegiance/ontology#Break>")
    assert [row["names"] for row in rows] == [f"{ID.dora}; {ID.felix}"]
    assert [row["fact"] for row in rows] == [f"{ID['dora-breaks']} {ID['felix-breaks']}"]
