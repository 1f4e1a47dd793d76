"""What questions about statements, evidence and gaps compute: days apart, chains, counts, gaps."""

from __future__ import annotations

import datetime

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_queries import (
    AL,
    BASE,
    ID,
    Engines,
    Rows,
    add,
    asked,
    bind,
    certainty_within,
    columns,
    dated,
    day_term,
    expected,
    load,
    question,
    short,
)

pytestmark = pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning")

PREFIXES = """
@prefix al: <https://w3id.org/allegiance/ontology#> .
@prefix id: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def graph(*blocks: str) -> Engines:
    """Return both engines with the blocks of Turtle as one named graph."""
    engines = load([])
    turtle = (PREFIXES + "\n".join(blocks)).encode()
    add(engines, BASE + "data/tried", turtle, pyoxigraph.RdfFormat.TURTLE)
    return engines


def answers(engines: Engines, name: str, **values: str) -> list[dict[str, object]]:
    """Return the rows of a question after both engines gave the same."""
    text = bind(question(name), **values)
    rows: Rows = engines.fast(text)
    assert engines.slow(text) == rows
    return [dict(zip(columns(text), row, strict=True)) for row in rows]


def occurrence(
    name: str, earliest: datetime.date | None, latest: datetime.date | None, more: str = ""
) -> str:
    bounds = "".join(
        f"al:{which} {day_term(day)} ; "
        for which, day in (("earliest", earliest), ("latest", latest))
        if day is not None
    )
    return f"id:{name} a al:Occurrence ; {bounds}{more} al:statedIn id:paragraph ."


# -- Days apart --

DAYS = st.dates(datetime.date(1582, 10, 15), datetime.date(2400, 12, 31))
SPANS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(
    lambda span: None in span or span[0] <= span[1]  # type: ignore[operator]
)
NEAR = st.dates(datetime.date(2019, 1, 1), datetime.date(2019, 4, 30))
NEAR_SPANS = st.tuples(st.none() | NEAR, st.none() | NEAR).filter(
    lambda span: None in span or span[0] <= span[1]  # type: ignore[operator]
)


def window(
    span: tuple[datetime.date | None, datetime.date | None],
    center: tuple[datetime.date | None, datetime.date | None],
    days: int,
) -> str | None:
    """Return what is known of one thing's having been within so many days of another."""
    if span == (None, None) or center == (None, None):
        return "unknown"
    least = (span[0] - center[1]).days if span[0] and center[1] else None
    most = (span[1] - center[0]).days if span[1] and center[0] else None
    if (least is not None and least > days) or (most is not None and most < -days):
        return None
    sure = least is not None and most is not None and least >= -days and most <= days
    return "certain" if sure else "possible"


@settings(deadline=None, max_examples=60)
@given(first=DAYS, second=DAYS)
def test_days_apart_are_those_of_the_calendar(first: datetime.date, second: datetime.date) -> None:
    engines = graph(occurrence("core", first, first), occurrence("other", second, second))
    apart = (second - first).days
    rows = asked(engines, "around-event", event=ID.core.n3(), days=str(abs(apart)))
    assert [row["daysApart"] for row in rows] == [str(apart).replace("-", "−")]
    assert [row["certainty"] for row in rows] == ["certain"]
    if apart:
        assert [row["order"] for row in rows] == ["after" if apart > 0 else "before"]
        nearer = str(abs(apart) - 1)
        assert asked(engines, "around-event", event=ID.core.n3(), days=nearer) == []


@settings(deadline=None, max_examples=60)
@given(span=NEAR_SPANS, center=NEAR_SPANS, days=st.integers(0, 60))
def test_what_is_near_an_event_agrees_with_a_plain_filter(
    span: tuple[datetime.date | None, datetime.date | None],
    center: tuple[datetime.date | None, datetime.date | None],
    days: int,
) -> None:
    engines = graph(occurrence("core", *center), occurrence("other", *span))
    rows = asked(engines, "around-event", event=ID.core.n3(), days=str(days))
    wanted = window(span, center, days)
    assert [row["certainty"] for row in rows] == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("2019-02-28", "2019-03-01", "1"),
        ("2020-02-28", "2020-03-01", "2"),
        ("1900-02-28", "1900-03-01", "1"),
        ("2000-02-28", "2000-03-01", "2"),
        ("2018-12-31", "2019-01-01", "1"),
        ("2019-03-01", "2019-02-27", "−2"),
    ],
)
def test_days_apart_are_the_same_in_both_engines(first: str, second: str, apart: str) -> None:
    one, two = (datetime.date.fromisoformat(day) for day in (first, second))
    engines = graph(occurrence("core", one, one), occurrence("other", two, two))
    rows = answers(engines, "around-event", event=ID.core.n3(), days="3")
    assert [row["daysApart"] for row in rows] == [apart]


def test_what_has_no_date_is_after_or_part_of_the_event_when_the_source_says_so() -> None:
    day = datetime.date(2019, 1, 23)
    engines = graph(
        occurrence("core", day, day),
        occurrence("between", None, None, "al:after id:core ;"),
        occurrence("later", None, None, "al:after id:between ;"),
        occurrence("inside", None, None, "al:partOf id:core ;"),
        occurrence("anytime", None, None),
    )
    rows = answers(engines, "around-event", event=ID.core.n3())
    assert {short(row["fact"]): row["order"] for row in rows} == {
        "between": "after",
        "later": "after",
        "inside": "during",
        "anytime": "order-open",
    }
    assert {row["certainty"] for row in rows} == {"unknown"}


# -- Statements --


@settings(deadline=None, max_examples=40)
@given(spans=st.lists(NEAR_SPANS, min_size=1, max_size=5), ends=st.tuples(NEAR, NEAR))
def test_what_somebody_said_in_a_window_agrees_with_a_plain_filter(
    spans: list[tuple[datetime.date | None, datetime.date | None]],
    ends: tuple[datetime.date, datetime.date],
) -> None:
    blocks = [
        occurrence(f"claim-{number}", *span, more="al:madeBy id:ana ;")
        .replace("al:Occurrence", "al:Claim")
        .replace("al:statedIn", "al:reportedIn")
        for number, span in enumerate(spans)
    ]
    engines = graph(*blocks)
    first, last = sorted(ends)
    window_of = {"from": day_term(first), "to": day_term(last)}
    rows = asked(engines, "claims-by", who=ID.ana.n3(), **window_of)
    claims = dated(engines.rdflib, engines.rdflib.subjects(AL.madeBy, ID.ana))
    wanted = expected({claim.fact: certainty_within(claim, first, last) for claim in claims})
    assert {str(row["fact"]): row["certainty"] for row in rows} == wanted


CHAIN = """
id:paper rdfs:label "The Paper"@en , "El Diario"@es .
id:service rdfs:label "a service"@en , "un servicio"@es .
id:minister rdfs:label "the minister"@en , "el ministro"@es .
id:reported rdfs:label "reported"@en , "informar"@es .
id:learned rdfs:label "learned"@en , "enterarse"@es .
id:alleged rdfs:label "alleged"@en , "presunto"@es .
id:paper-claim a al:Claim ; al:madeBy id:paper ; al:verb id:reported ; al:relays id:service-claim ;
    al:reportedIn id:paragraph .
id:service-claim a al:Claim ; al:madeBy id:service ; al:verb id:learned ; al:status id:alleged ;
    al:relays id:minister-call ; al:reportedBy id:paper ; al:reportedIn id:paragraph .
id:minister-call a al:Call ; al:madeBy id:minister ; al:reportedIn id:paragraph .
id:other-claim a al:Claim ; al:reportedBy id:paper ; al:reportedIn id:paragraph .
id:plain-claim a al:Claim ; al:madeBy id:minister ; al:reportedIn id:paragraph .
"""


@pytest.mark.parametrize(
    ("language", "chains"),
    [
        (
            "en",
            {
                "minister-call": "The Paper (reported) → a service (learned, alleged)"
                " → the minister",
                "other-claim": "The Paper → not named in the source",
            },
        ),
        (
            "es",
            {
                "minister-call": "El Diario (informar) → un servicio (enterarse, presunto)"
                " → el ministro",
                "other-claim": "El Diario → no nombrado en la fuente",
            },
        ),
    ],
)
def test_a_chain_names_every_link_once_and_in_order(language: str, chains: dict[str, str]) -> None:
    rows = answers(graph(CHAIN), "reporting-chains", language=f'"{language}"')
    assert {short(row["fact"]): row["chain"] for row in rows} == chains


def test_chains_can_be_narrowed_to_one_in_which_somebody_speaks() -> None:
    rows = answers(graph(CHAIN), "reporting-chains", teller=ID.service.n3())
    assert [short(row["fact"]) for row in rows] == ["minister-call"]


def test_an_outlet_says_passes_on_or_says_that_others_say() -> None:
    rows = answers(graph(CHAIN), "reported-by", outlet=ID.paper.n3())
    assert {short(row["fact"]): row["role"] for row in rows} == {
        "paper-claim": "says",
        "service-claim": "says-that-others-say",
        "minister-call": "says-that-others-say",
        "other-claim": "passes-on",
    }


RIVALS = """
id:fired a al:Claim ; al:madeBy id:paper ; al:aboutEvent id:end ; al:allegedKind id:dismissal ;
    al:reportedIn id:paragraph .
id:resigned a al:Claim ; al:madeBy id:ana ; al:aboutEvent id:end ; al:allegedKind id:resignation ;
    al:reportedIn id:paragraph .
id:accusation-by-bruno a al:Accusation ; al:madeBy id:bruno ; al:accused id:ana , id:carla ;
    al:reportedIn id:paragraph .
id:denial a al:Claim ; al:madeBy id:ana ; al:disputes id:accusation-by-bruno ;
    al:reportedIn id:paragraph .
"""


def test_two_rival_accounts_are_one_row_and_a_denial_is_of_one_accused() -> None:
    rows = answers(graph(RIVALS), "who-disputes-whom")
    found = {
        (short(row["who"]), short(row["claimant"]), row["side"], short(row["whoIsAccused"]))
        + (row["status"],)
        for row in rows
    }
    assert found == {
        ("paper", "ana", "tells-otherwise", "None", "contested"),
        ("ana", "bruno", "disputes", "ana", "denied"),
        ("ana", "bruno", "disputes", "carla", "contested"),
    }
    assert len(answers(graph(RIVALS), "who-disputes-whom", disputant=ID.paper.n3())) == 1


# -- Places, counts, gaps --

PLACES = """
id:square al:locatedIn id:town . id:town al:locatedIn id:land .
id:consul-post al:postedTo id:town .
id:rally a al:Occurrence ; al:place id:square ; al:statedIn id:paragraph .
id:flight a al:Departure ; al:actor id:ana ; al:destination id:land ; al:statedIn id:paragraph .
id:consul a al:Tenure ; al:holder id:bruno ; al:post id:consul-post ; al:statedIn id:paragraph .
id:elsewhere a al:Departure ; al:actor id:ana ; al:origin id:sea ; al:statedIn id:paragraph .
"""


@pytest.mark.parametrize(
    ("place", "roles"),
    [
        ("land", {"rally": "place", "flight": "destination", "consul": "service"}),
        ("town", {"rally": "place", "consul": "service"}),
        ("square", {"rally": "place"}),
        ("sea", {"elsewhere": "origin"}),
    ],
)
def test_a_place_holds_what_is_at_any_place_within_it(place: str, roles: dict[str, str]) -> None:
    rows = answers(graph(PLACES), "at-place", place=ID[place].n3())
    assert {short(row["fact"]): row["role"] for row in rows} == roles


COUNTS = """
id:total a al:Headcount ; al:counts id:expelled ; al:countedKind id:k ; al:reportedIn id:p .
id:majors a al:Headcount ; al:counts id:majors-expelled ; al:breakdownOf id:total ;
    al:countedKind id:k ; al:reportedIn id:p .
id:captains a al:Headcount ; al:counts id:captains-expelled ; al:breakdownOf id:total ;
    al:countedKind id:k ; al:reportedIn id:p .
id:by-april-5 a al:Headcount ; al:counts id:deserters ; al:countedKind id:broke ;
    al:countedFrom "2019-02-23"^^xsd:date ; al:countedTo "2019-04-05"^^xsd:date ;
    al:reportedIn id:p .
id:by-april-24 a al:Headcount ; al:counts id:crossers ; al:countedKind id:crossed ;
    al:countedFrom "2019-02-23"^^xsd:date ; al:countedTo "2019-04-24"^^xsd:date ;
    al:aboutEvent id:crossing ; al:reportedIn id:p .
id:hundreds a al:Headcount ; al:counts id:troops ; al:countedKind id:fled ;
    al:aboutEvent id:flight ; al:reportedIn id:p .
id:later a al:Headcount ; al:counts id:deserters-of-may ; al:countedKind id:broke ;
    al:countedFrom "2019-05-01"^^xsd:date ; al:countedTo "2019-05-31"^^xsd:date ;
    al:reportedIn id:p .
id:land a al:Place . id:crossing al:destination id:land . id:flight al:destination id:land .
"""


def test_why_two_counts_are_not_added_is_computed_from_what_they_count() -> None:
    rows = answers(graph(COUNTS), "counts-not-to-add")
    found = {(short(row["fact"]), short(row["otherCount"])): row["reason"] for row in rows}
    assert found == {
        ("majors", "total"): "part-of-count",
        ("captains", "total"): "part-of-count",
        ("by-april-24", "by-april-5"): "overlapping-days",
        ("by-april-24", "hundreds"): "may-overlap",
        ("by-april-5", "later"): "other-population",
    }


GAPS = """
id:first-arrest a al:Consequence ; al:kind id:arrest ; al:against id:ana ; al:by id:police ;
    al:place id:town ; al:onAllegation id:accusation ; al:earliest "2009-01-01"^^xsd:date ;
    al:latest "2009-12-31"^^xsd:date ; al:statedIn id:p .
id:let-go a al:Consequence ; al:kind id:release ; al:against id:ana ; al:by id:court ;
    al:earliest "2015-01-01"^^xsd:date ; al:latest "2015-12-31"^^xsd:date ; al:statedIn id:p .
id:second-arrest a al:Consequence ; al:kind id:arrest ; al:against id:ana ; al:place id:town ;
    al:onAllegation id:accusation ; al:earliest "2017-01-12"^^xsd:date ;
    al:latest "2017-01-12"^^xsd:date ; al:statedIn id:p .
id:flight a al:Departure ; al:actor id:ana ; al:statedIn id:p .
id:accusation a al:Accusation ; al:accused id:ana ; al:status id:alleged ; al:reportedIn id:p .
id:clerk al:named false .
id:words-of-the-clerk a al:Claim ; al:madeBy id:clerk ; al:reportedIn id:p .
"""


def test_what_the_source_leaves_unsaid_is_one_row_for_each_gap() -> None:
    rows = answers(graph(GAPS), "not-known")
    found = {(row["missing"], short(row["fact"])) for row in rows}
    assert found == {
        ("missing-agent", "second-arrest"),
        ("missing-release", "second-arrest"),
        ("missing-date", "flight"),
        ("missing-destination", "flight"),
        ("missing-accuser", "accusation"),
        ("missing-name", "words-of-the-clerk"),
    }
    gap = next(row for row in rows if row["missing"] == "missing-accuser")
    assert (gap["accuser"], gap["status"]) == ("not named in the source", "attributed")


def test_a_fact_told_in_the_lead_and_later_rests_on_no_single_passage() -> None:
    engines = graph(
        'id:lead-1 al:section "Lead" ; al:paragraph 1 .',
        'id:later-2 al:section "Later" ; al:paragraph 2 .',
        "id:twice a al:Occurrence ; al:statedIn id:lead-1 , id:later-2 .",
        "id:once a al:Occurrence ; al:statedIn id:later-2 .",
    )
    repeated = answers(engines, "repeated-in-lead")
    assert [(short(r["fact"]), short(r["toldAgainIn"])) for r in repeated] == [("twice", "later-2")]
    assert [short(r["fact"]) for r in answers(engines, "on-one-passage")] == ["once"]
    assert answers(engines, "on-one-passage", section='"lead"') == []


def test_what_is_left_open_is_found_by_any_thing_that_the_fact_names() -> None:
    engines = graph(
        'id:part a al:Occurrence ; al:partOf id:middle ; al:note "Open."@en ; al:statedIn id:p .',
        "id:middle al:partOf id:whole . id:old-side al:sideOf id:ruler .",
        'id:leave a al:Break ; al:fromSide id:old-side ; al:note "Open."@en ; al:statedIn id:p .',
    )
    for thing, fact in (("whole", "part"), ("part", "part"), ("ruler", "leave")):
        rows = answers(engines, "left-open", thing=ID[thing].n3())
        assert [short(row["fact"]) for row in rows] == [fact]
