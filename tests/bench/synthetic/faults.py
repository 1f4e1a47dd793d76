"""One fault of every kind that the shapes of the made-up world can find, each found once.

A fault changes what is said of one person so that exactly one shape reports exactly one result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.terms import PREFIXES, RDF_TYPE, RDFS_LABEL, Literal, NamedNode, Triple
from tests.bench.synthetic.people import EX, XSD, Cluster, ex, thing

Change = Callable[[Cluster, int], None]


@dataclass(frozen=True)
class Fault:
    """What a validator must report: the thing, the property ("" for none), shape and kind."""

    thing: NamedNode
    property: str
    shape: str
    kind: str


@dataclass(frozen=True)
class Kind:
    """A way to be wrong: which shape finds it by which component, and what has to be changed.

    `of` says which of the person's things is then at fault.
    """

    shape: str
    component: str
    property: str
    of: str
    change: Change

    def commit(self, said: Cluster, number: int) -> Fault:
        """Make what is said of a person wrong, and return what must be reported."""
        self.change(said, number)
        return Fault(
            thing(self.of, number),
            self.property,
            EX + self.shape,
            f"{PREFIXES['sh']}{self.component}ConstraintComponent",
        )


def _decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def _date(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "date"))


def _values(of: str, name: str, *values: NamedNode | Literal) -> Change:
    """Return the change to these values, and no others, of a property."""

    def change(said: Cluster, number: int) -> None:
        said.put(thing(of, number), name, *values)

    return change


def _kind(
    shape: str, component: str, name: str, *values: NamedNode | Literal, of: str = "person"
) -> Kind:
    """Return the fault of having these values of a property."""
    return Kind(shape, component, EX + name, of, _values(of, name, *values))


def _labels(*labels: str) -> Change:
    """Return the change to these labels, each written "text@language"."""

    def change(said: Cluster, number: int) -> None:
        person = thing("person", number)
        said[:] = [t for t in said if (t.subject, t.predicate) != (person, RDFS_LABEL)]
        for label in labels:
            text, _, language = label.partition("@")
            said.append(Triple(person, RDFS_LABEL, Literal(text, language=language)))

    return change


def _born_in_words(said: Cluster, number: int) -> None:
    said.put(thing("person", number), "died")  # else the two days could not be compared either
    said.put(thing("person", number), "born", Literal("in the spring of 1950"))


def _born_on_no_day(said: Cluster, number: int) -> None:
    said.put(thing("person", number), "died")
    said.put(thing("person", number), "born", _date("1950-02-30"))


def _died_young(said: Cluster, number: int) -> None:
    said.put(thing("person", number), "born", _date("2000-06-01"))
    said.put(thing("person", number), "died", _date("2000-06-01"))


def _rival_of_a_child(said: Cluster, number: int) -> None:
    person = thing("person", number)
    said.put(person, "parentOf", thing("person", 1), thing("person", 2))
    said.put(person, "rivalOf", thing("person", 1))


def _leads_two(said: Cluster, number: int) -> None:
    said.put(thing("membership", number), "role", ex("adviser"))
    for extra in (1, 2):
        membership = thing(f"membership-{extra}", number)
        said.kind(membership, "Membership")
        said.say(membership, member=thing("person", number), organization=thing("body", extra))
        said.say(membership, role=ex("leader"), start=_date("1999-01-01"))


def _sworn_to_another(said: Cluster, number: int) -> None:
    person = thing("person", number)
    said[:] = [t for t in said if (t.subject, t.predicate) != (person, RDF_TYPE)]
    said.kind(person, "Captain")
    said.put(person, "swornTo", thing("document", 0))


def _ends_before(said: Cluster, number: int) -> None:
    said.put(thing("membership", number), "start", _date("1999-01-02"))
    said.put(thing("membership", number), "end", _date("1999-01-01"))


def _dead_before(said: Cluster, number: int) -> None:
    said.put(thing("person", number), "died", _date("1990-12-31"))
    said.put(thing("act-later", number), "date", _date("1990-01-01"))  # so only one is at fault
    if number % 2:
        said.put(thing("statement", number), "said", _date("1990-01-01"))


def _repeats(said: Cluster, number: int) -> None:
    act, again = thing("act", number), thing("act-again", number)
    said.extend(Triple(again, t.predicate, t.object) for t in list(said) if t.subject == act)


def _statement(name: str, *values: NamedNode | Literal) -> Change:
    """Return the change to a new statement that has these values of a property."""

    def change(said: Cluster, number: int) -> None:
        statement = thing("statement-again", number)
        said.kind(statement, "Claim")
        person = thing("person", number)
        said.say(statement, madeBy=person, speaker=person, about=person)
        said.say(statement, source=thing("document", 0))
        said.say(statement, said=_date("1999-01-01"), published=_date("1999-01-01"))
        said.put(statement, name, *values)

    return change


KINDS = (
    Kind("PersonLabel", "QualifiedMinCount", RDFS_LABEL.value, "person", _labels("persona@es")),
    Kind(
        "PersonLabelLanguage",
        "LanguageIn",
        RDFS_LABEL.value,
        "person",
        _labels("person@en", "persona@es", "personne@fr"),
    ),
    Kind(
        "PersonLabelLanguage",
        "UniqueLang",
        RDFS_LABEL.value,
        "person",
        _labels("person@en", "somebody@en", "persona@es"),
    ),
    _kind("PersonRegister", "MinCount", "registerNumber"),
    _kind("PersonRegister", "MaxCount", "registerNumber", Literal("P-0"), Literal("p-00")),
    _kind("PersonRegister", "Pattern", "registerNumber", Literal("number 17")),
    _kind("PersonFamilyName", "MinLength", "familyName", Literal("N")),
    _kind("PersonFamilyName", "MaxLength", "familyName", Literal("N" * 31)),
    Kind("PersonBorn", "Datatype", EX + "born", "person", _born_in_words),
    Kind("PersonBorn", "Datatype", EX + "born", "person", _born_on_no_day),
    Kind("PersonDied", "LessThan", EX + "born", "person", _died_young),
    _kind("PersonRating", "MinInclusive", "rating", _decimal("-0.1")),
    _kind("PersonRating", "MaxInclusive", "rating", _decimal("100.1")),
    _kind("PersonHeight", "MinExclusive", "height", _decimal("0.0")),
    _kind("PersonHeight", "MaxExclusive", "height", _decimal("3.0")),
    _kind("PersonRetired", "Datatype", "retired", Literal("yes")),
    _kind("PersonGender", "In", "gender", ex("unknown")),
    _kind("PersonHome", "Class", "livesIn", thing("body", 0)),
    _kind("PersonHomepage", "NodeKind", "homepage", Literal("http://example.org/")),
    Kind("PersonFamily", "Disjoint", EX + "parentOf", "person", _rival_of_a_child),
    Kind("PersonLeads", "QualifiedMaxCount", EX + "member", "person", _leads_two),
    Kind("OfficerOath", "HasValue", EX + "swornTo", "person", _sworn_to_another),
    _kind("MembershipClosed", "Closed", "organisation", thing("body", 0), of="membership"),
    Kind("MembershipSpan", "SPARQL", "", "membership", _ends_before),
    _kind("ActActor", "And", "actor", thing("body", 0), of="act"),
    _kind("ActPlace", "Or", "takesPlaceIn", thing("region", 0), of="act"),
    _kind("ActToward", "Xone", "toward", thing("city", 0), of="act"),
    Kind("AfterDeath", "SPARQL", "", "act", _dead_before),
    Kind("Repeated", "SPARQL", "", "act-again", _repeats),
    *(
        Kind(shape, component, EX + name, "statement-again", _statement(name, *values))
        for shape, component, name, values in (
            ("StatementAbout", "Not", "about", [thing("city", 0)]),
            ("StatementSource", "Node", "source", [ex("nowhere")]),
            ("StatementSpeaker", "Equals", "speaker", []),
            ("StatementDays", "LessThanOrEquals", "said", [_date("1999-01-02")]),
        )
    ),
)
