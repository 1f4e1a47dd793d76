"""What the texts of literals mean: XML Schema's own examples, laws, and two other readers."""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import datatypes
from kg.terms import PREFIXES, XSD, Literal, NamedNode

RDF = PREFIXES["rdf"]
LITERAL = PREFIXES["rdfs"] + "Literal"
OWL_2_RL = (  # https://www.w3.org/TR/owl2-profiles/#Entities_3
    "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long "
    "int short byte unsignedLong unsignedInt unsignedShort unsignedByte float double string "
    "normalizedString token language Name NCName NMTOKEN boolean hexBinary base64Binary anyURI "
    "dateTime dateTimeStamp"
).split()
TIMES = (
    "date time gYear gYearMonth gMonthDay gDay gMonth duration dayTimeDuration yearMonthDuration"
).split()


def typed(text: str, kind: str) -> Literal:
    """Return a literal of an XML Schema datatype, or of the datatype with this IRI."""
    return Literal(text, datatype=NamedNode(kind if ":" in kind else XSD + kind))


RIGHT = """
integer 0 -0 +007 12345678901234567890
nonNegativeInteger 0 -0 +1
nonPositiveInteger 0 +0 -1
positiveInteger 1
negativeInteger -1
long 9223372036854775807 -9223372036854775808
int 2147483647 -2147483648
short 32767 -32768
byte 127 -128
unsignedLong 18446744073709551615
unsignedInt 4294967295
unsignedShort 65535
unsignedByte 255 0
decimal 1 1.0 .5 5. -0.00 +3.14
float 1 1e5 1.5E-3 INF +INF -INF NaN .5 5.
double 1 1e400 -1e400
boolean true false 1 0
hexBinary 0A 0a
base64Binary YQ== YWI= YWJj Y·Q·=·=
anyURI https://example.org/ juan guaid\u00f3
language en es-VE x-abcdefgh
Name a:b _x \u00e9
NCName a-b.c \u00e9
NMTOKEN 1a -x
date 2020-02-29 2000-02-29 0000-02-29 -0001-01-01 12019-01-01 2019-01-01Z 2019-01-01-14:00
dateTime 2019-01-23T14:30:00 2019-01-23T24:00:00 2019-01-23T14:30:00.123456789-04:00
dateTimeStamp 2019-01-23T14:30:00Z
time 00:00:00 24:00:00.00 23:59:59.9+14:00
gYear 2019 -0044 0000 2019Z
gYearMonth 2019-02 2019-02+01:00
gMonthDay --02-29 --12-31Z
gDay ---31
gMonth --02
duration P1Y P1Y2M3DT4H5M6.7S -PT1S P0D PT0.5S
dayTimeDuration P3DT12H -PT90M
yearMonthDuration P1Y6M -P18M
"""
WRONG = """
integer 1.0 1e3 one 1,200 \u0663 --1 +
nonNegativeInteger -1
nonPositiveInteger 1
positiveInteger 0
negativeInteger 0
long 9223372036854775808
int 2147483648
short 32768
byte 128 -129
unsignedLong -1 18446744073709551616
unsignedByte 256
decimal 1e3 INF NaN 1,5 .
float inf nan +NaN 1e 0x10 1_000
boolean True yes TRUE
hexBinary 0 0g
base64Binary YQ YQ= YR== Y===
language e_s abcdefghi
Name 1a
NCName a:b 1a
NMTOKEN a/b
date 2019-02-29 1900-02-29 2019-13-01 2019-00-10 2019-04-31 19-01-01 02019-01-01 2019-1-1
date 2019-01-01+14:01
dateTime 2019-01-23 2019-01-23T24:00:01 2019-01-23T14:30 2019-02-30T00:00:00 2019-01-23T14:30:60
dateTimeStamp 2019-01-23T14:30:00
time 24:00:01 25:00:00 12:00
gYear 19 02019 2019-01
gYearMonth 2019-13
gMonthDay --02-30 --04-31
gDay ---32 ---00
gMonth --13 --02--
duration P PT P1S 1Y P-1Y P1YT P1.5Y P1M1Y
dayTimeDuration P1Y P1M P0Y1D
yearMonthDuration P1D PT0S
"""


def listed(table: str) -> list[tuple[str, str]]:
    """Return the datatypes and texts of a table, in which a raised dot stands for a space."""
    rows = [line.split(" ") for line in table.strip().splitlines()]
    return [(kind, text.replace("·", " ")) for kind, *texts in rows for text in texts]


@pytest.mark.parametrize(("kind", "text"), listed(RIGHT))
def test_a_text_that_the_datatype_allows_has_a_value(kind: str, text: str) -> None:
    literal = typed(text, kind)

    assert datatypes.valid(literal) is True
    assert datatypes.value(literal) is not None
    assert datatypes.is_value_of(literal, XSD + kind) is True
    assert datatypes.is_value_of(literal, LITERAL) is True


@pytest.mark.parametrize(("kind", "text"), listed(WRONG))
def test_a_text_that_the_datatype_does_not_allow_has_no_value(kind: str, text: str) -> None:
    literal = typed(text, kind)

    assert datatypes.valid(literal) is False
    assert datatypes.value(literal) is None
    assert datatypes.identity(literal) is None
    assert datatypes.is_value_of(literal, XSD + kind) is False


@pytest.mark.parametrize("kind", [kind for kind in OWL_2_RL + TIMES if "tring" not in kind])
def test_space_around_a_text_is_part_of_it(kind: str) -> None:
    text = {k: t for k, t in listed(RIGHT)}.get(kind, "a")

    assert datatypes.valid(typed(text, kind)) is True
    for spaced in (f" {text}", f"{text} ", f"{text}\n", f"\t{text}"):
        assert datatypes.valid(typed(spaced, kind)) is False


def test_the_kinds_of_string_differ_by_their_space() -> None:
    texts = {"a b": 3, "a  b": 2, " a": 2, "a ": 2, "a\tb": 1, "a\nb": 1, "": 3, " ": 2}
    kinds = ("string", "normalizedString", "token")

    for text, count in texts.items():
        assert [bool(datatypes.valid(typed(text, k))) for k in kinds] == [
            n < count for n in range(3)
        ]
    assert datatypes.valid(typed("a\0b", "string")) is False


def test_every_datatype_of_the_profile_is_known_and_others_are_not() -> None:
    for kind in OWL_2_RL + TIMES:
        assert datatypes.knows(XSD + kind)
    for iri in (RDF + "PlainLiteral", RDF + "XMLLiteral", RDF + "langString", LITERAL):
        assert datatypes.knows(iri)
    for iri in (XSD + "dat", RDF + "HTML", "https://example.org/metres"):
        assert not datatypes.knows(iri)
        literal = typed("5", iri)
        assert datatypes.valid(literal) is None
        assert datatypes.value(literal) is None
        assert datatypes.is_value_of(literal, XSD + "integer") is None
    assert datatypes.is_value_of(typed("5", "integer"), XSD + "dat") is None


@pytest.mark.parametrize(
    "same",
    [
        "1 integer | 01 integer | 1.0 decimal | +1 byte | 1 nonNegativeInteger",
        "1 float | 1.0 float | 10e-1 float",
        "NaN double | NaN double",
        "INF double | +INF double | 1e999 double",
        "0 double | -0 double",
        "true boolean | 1 boolean",
        "0a hexBinary | 0A hexBinary",
        "YWJj base64Binary | Y W J j base64Binary",
        "a string | a token | a NCName | a@ plain",
        "2019-01-23T14:30:00Z dateTime | 2019-01-23T10:30:00-04:00 dateTimeStamp"
        " | 2019-01-23T14:30:00.0+00:00 dateTime",
        "2019-01-23T24:00:00 dateTime | 2019-01-24T00:00:00 dateTime",
        "24:00:00 time | 00:00:00 time",
        "2019-12-31T24:00:00Z dateTime | 2020-01-01T00:00:00Z dateTime",
        "2019-01-01+13:00 date | 2018-12-31-11:00 date",
        "P1Y duration | P12M duration | P1Y yearMonthDuration",
        "P1D duration | PT24H dayTimeDuration | PT86400.0S duration",
        "P0Y duration | -PT0S dayTimeDuration",
    ],
)
def test_equal_values_are_equal_however_they_are_written(same: str) -> None:
    values = {datatypes.value(typed_from(text)) for text in same.split(" | ")}

    assert len(values) == 1
    assert values != {None}


def typed_from(text: str) -> Literal:
    words, _, kind = text.rpartition(" ")
    return typed(words, RDF + "PlainLiteral" if kind == "plain" else kind)


@pytest.mark.parametrize(
    "different",
    [
        "1 integer | 1 float | 1 double | 1 boolean | 1 string | 1 gDay",
        "0.1 decimal | 0.1 float | 0.1 double",
        "61 hexBinary | YQ== base64Binary | a string | a anyURI",
        "2019-01-23T14:30:00Z dateTime | 2019-01-23T14:30:00 dateTime",
        "2019-01-23 date | 2019-01-23Z date | 2019-01-23T00:00:00 dateTime",
        "P1M duration | P30D duration",
        "PT0.5S duration | -PT0.5S duration",
        "2019 gYear | 2019-01 gYearMonth | 2019 integer",
    ],
)
def test_different_values_and_values_of_different_spaces_are_not_equal(different: str) -> None:
    literals = [typed_from(t) for t in different.split(" | ")]
    values = [datatypes.value(x) for x in literals if datatypes.valid(x)]

    assert len(values) > 1
    assert len(set(values)) == len(values)


def test_what_is_equal_need_not_be_the_same() -> None:
    for one, other in [
        ("0 double", "-0 double"),
        ("2019-01-23T14:30:00Z dateTime", "2019-01-23T10:30:00-04:00 dateTime"),
    ]:
        assert datatypes.value(typed_from(one)) == datatypes.value(typed_from(other))
        assert datatypes.identity(typed_from(one)) != datatypes.identity(typed_from(other))
    assert datatypes.identity(typed("1.0", "decimal")) == datatypes.identity(typed("01", "byte"))


def test_a_text_with_a_language_is_compared_without_the_case_of_its_language() -> None:
    here, there = Literal("a", language="en"), Literal("a", language="EN")

    assert datatypes.valid(here) is True
    assert datatypes.value(here) == datatypes.value(there)
    assert datatypes.value(here) != datatypes.value(Literal("a", language="es"))
    assert datatypes.value(here) != datatypes.value(Literal("a"))
    assert datatypes.value(here) == datatypes.value(typed("a@en", RDF + "PlainLiteral"))
    assert datatypes.is_value_of(here, RDF + "langString") is True
    assert datatypes.is_value_of(here, RDF + "PlainLiteral") is True
    assert datatypes.is_value_of(here, XSD + "string") is False
    assert datatypes.valid(typed("no language", RDF + "PlainLiteral")) is False
    assert datatypes.valid(typed("a@not_one", RDF + "PlainLiteral")) is False


def test_xml_is_compared_by_its_canonical_form() -> None:
    kind = RDF + "XMLLiteral"

    assert datatypes.value(typed("<b/>", kind)) == datatypes.value(typed("<b></b>", kind))
    assert datatypes.value(typed("<b/>", kind)) != datatypes.value(typed("<b/><!--c-->", kind))
    for text in ("<b>", "</x><x>", "<!DOCTYPE x>", "<a:b/>", "&nothing;", "\0"):
        assert datatypes.valid(typed(text, kind)) is False


def test_nothing_is_written_as_a_literal_in_general() -> None:
    assert datatypes.valid(typed("a", LITERAL)) is False


@pytest.mark.parametrize(
    ("literal", "kind", "belongs"),
    [
        ("5 integer", "nonNegativeInteger", True),
        ("5.0 decimal", "byte", True),
        ("5.5 decimal", "integer", False),
        ("5 integer", "float", False),
        ("-5 integer", "nonNegativeInteger", False),
        ("300 integer", "unsignedByte", False),
        ("a b string", "token", True),
        ("a b string", "NCName", False),
        ("2019-01-23T14:30:00Z dateTime", "dateTimeStamp", True),
        ("2019-01-23T14:30:00 dateTime", "dateTimeStamp", False),
        ("P12M duration", "yearMonthDuration", True),
        ("P12M duration", "dayTimeDuration", False),
        ("P0D duration", "yearMonthDuration", True),
        ("a anyURI", "string", False),
        ("2019-02-30 date", "date", False),
    ],
)
def test_a_value_belongs_to_a_datatype_whatever_it_was_written_as(
    literal: str, kind: str, belongs: bool
) -> None:
    assert datatypes.is_value_of(typed_from(literal), XSD + kind) is belongs


def test_numbers_and_years_of_any_length_are_read() -> None:
    nines = "9" * 5000

    assert datatypes.value(typed(nines, "integer")) == datatypes.value(typed(nines, "decimal"))
    assert datatypes.valid(typed(nines, "long")) is False
    for kind, text in (("gYear", nines), ("duration", f"P{nines}Y"), ("double", nines)):
        assert datatypes.valid(typed(text, kind)) is True


def test_a_hostile_text_costs_no_time() -> None:
    for kind in [*OWL_2_RL, *TIMES]:
        for text in ("a" * 50_000 + " ", "1" * 50_000 + "x", "a " * 25_000, "YWJj" * 9_999 + "="):
            assert datatypes.valid(typed(text, kind)) in (True, False)


# -- Laws -------------------------------------------------------------------------------------


@given(st.integers(), st.integers())
def test_whole_numbers_are_equal_when_they_are(one: int, other: int) -> None:
    same = datatypes.value(typed(str(one), "integer")) == datatypes.value(
        typed(f"{other}.0", "decimal")
    )

    assert same == (one == other)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_are_those_of_python(number: Decimal) -> None:
    assert datatypes.value(typed(f"{number:f}", "decimal")) == ("decimal", number)


@given(st.floats())
def test_doubles_are_those_of_python(number: float) -> None:
    text = "NaN" if math.isnan(number) else repr(number).replace("inf", "INF")

    assert datatypes.value(typed(text, "double")) == (
        "double",
        "NaN" if math.isnan(number) else number,
    )


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_floats_have_32_bits(number: float) -> None:
    assert datatypes.value(typed(repr(number), "float")) == ("float", number)


ZONES = st.builds(
    datetime.timezone,
    st.timedeltas(datetime.timedelta(hours=-14), datetime.timedelta(hours=14)).map(
        lambda span: datetime.timedelta(minutes=span // datetime.timedelta(minutes=1))
    ),
)
MOMENTS = st.datetimes(timezones=ZONES | st.none())


def written(moment: datetime.datetime) -> str:
    return re.sub(r"(?<=\.\d{6})0+$", "", moment.isoformat())


@given(MOMENTS, MOMENTS)
def test_moments_are_equal_when_python_says_so(
    one: datetime.datetime, other: datetime.datetime
) -> None:
    values = [datatypes.value(typed(written(m), "dateTime")) for m in (one, other)]

    assert None not in values
    assert (values[0] == values[1]) == (one == other)


@given(MOMENTS, ZONES)
def test_a_moment_is_the_same_in_another_time_zone(
    moment: datetime.datetime, zone: datetime.timezone
) -> None:
    if moment.tzinfo is None or not 2 < moment.year < 9998:
        moment = moment.replace(tzinfo=datetime.UTC, year=2019, day=1)
    there = moment.astimezone(zone)

    assert datatypes.value(typed(written(moment), "dateTime")) == datatypes.value(
        typed(written(there), "dateTime")
    )


@given(st.integers(-400, 3000), st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_one_of_the_calendar(year: int, month: int, day: int) -> None:
    """Python's calendar begins with the year 1; it repeats itself every 400 years."""
    try:
        datetime.date(year + 800, month, day)
        exists = True
    except ValueError:
        exists = False
    text = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"

    assert datatypes.valid(typed(text, "date")) is exists


# -- Against other readers --------------------------------------------------------------------

SIGNS = st.text("0123456789+-.:TZPYMDHSEeINFaN ", max_size=14)
NEARLY = st.sampled_from([text for _, text in listed(RIGHT + WRONG)])
# The other reader takes any text as one of these, and as an anyURI only some.
READ_BY_BOTH = [
    kind
    for kind in OWL_2_RL + TIMES
    if kind not in ("string", "normalizedString", "token", "anyURI", "base64Binary")
]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(READ_BY_BOTH), SIGNS | NEARLY)
@example("date", "2019-02-29")
@example("gMonthDay", "--02-29")
def test_xmlschema_allows_the_same_texts(kind: str, text: str) -> None:
    """It is an independent reader of XML Schema 1.1; it removes the space around a text first."""
    if text != text.strip() or is_known_fault_of_xmlschema(kind, text):
        return
    try:
        allowed = readers()[kind].is_valid(text)
    except OverflowError:  # it has no years so far away
        return

    assert datatypes.valid(typed(text, kind)) is allowed


@cache
def readers() -> dict[str, Any]:
    """Return the datatypes of the package xmlschema; to import it takes a second."""
    from xmlschema import XMLSchema11

    return dict(XMLSchema11.builtin_types())


def is_known_fault_of_xmlschema(kind: str, text: str) -> bool:
    """Say whether the other reader is known to be wrong about a text.

    Whole numbers are what Python takes, with `_` and the digits of any script. Whether a duration
    is one of months or of days it tells by the value: P0D is one of months by its text (3.4.26).
    """
    if kind in ("dayTimeDuration", "yearMonthDuration"):
        return not re.search("[1-9]", text) or "P0Y" in text
    return "_" in text or not text.isascii()


@settings(deadline=None)
@given(st.sampled_from(["integer", "decimal", "boolean", "double", "hexBinary"]), SIGNS | NEARLY)
def test_rdflib_finds_the_same_values_equal(kind: str, text: str) -> None:
    import rdflib

    mine = datatypes.value(typed(text, kind))
    if mine is None:
        return  # rdflib takes what Python takes: "1_000", " 1", "inf"
    theirs = rdflib.Literal(text, datatype=rdflib.URIRef(XSD + kind))

    assert theirs.ill_typed is False
    # It writes infinity and no number as Python does, which is no text of XML Schema.
    canonical = typed(str(theirs).replace("inf", "INF").replace("nan", "NaN"), kind)
    assert datatypes.value(canonical) == mine
