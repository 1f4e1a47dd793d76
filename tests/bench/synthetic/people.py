"""The people of the made-up world: about 37 triples each, the same for the same seed.

Everything that is said of one person (membership, act, statement) is made in one go and depends
on nothing but the seed and the number of the person, so a world of any size is a stream.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.terms import RDF_TYPE, RDFS_LABEL, Literal, NamedNode, Triple

EX = "http://example.org/politics#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TRIPLES_EACH = 37  # of a person, with a share of the organizations and places

_PEOPLE = (
    *("Deputy", "Senator", "Minister", "Governor", "Mayor", "General", "Colonel", "Captain"),
    *("Judge", "Prosecutor", "Diplomat", "Editor", "Reporter", "Activist", "Executive"),
)
_OFFICERS = ("General", "Colonel", "Captain")
_BODIES = (
    *("Ministry", "Court", "Parliament", "ArmedForce", "Party", "MediaOutlet", "Company"),
    "Association",
)
_ACTS = ("Speech", "Vote", "Defection", "Resignation", "Protest", "Signing", "Visit")
_PARENT = (0, 0, 0, 1, 1, 1, 2, 2, 2)  # families and trees of offices have nine members


@cache
def ex(name: str) -> NamedNode:
    """Return the term `name` of the made-up world."""
    return NamedNode(EX + name)


def thing(kind: str, number: int) -> NamedNode:
    """Return the IRI of the thing of a kind with this number."""
    return NamedNode(f"{EX}{kind}-{number}")


def day(value: datetime.date) -> Literal:
    """Return a day as a literal."""
    return Literal(value.isoformat(), datatype=_DATE)


_DATE, _DECIMAL = NamedNode(XSD + "date"), NamedNode(XSD + "decimal")


class Cluster(list[Triple]):
    """What is said of one person, as triples that faults may change."""

    def say(self, subject: NamedNode, **values: NamedNode | Literal) -> None:
        """Add a triple for each property named, in the order given."""
        for name, value in values.items():
            self.append(Triple(subject, ex(name), value))

    def label(self, subject: NamedNode, text: str, *languages: str) -> None:
        """Add a label in each language."""
        for language in languages:
            self.append(Triple(subject, RDFS_LABEL, Literal(text, language=language)))

    def kind(self, subject: NamedNode, name: str) -> None:
        """Say which class a thing belongs to."""
        self.append(Triple(subject, RDF_TYPE, ex(name)))

    def put(self, subject: NamedNode, name: str, *values: NamedNode | Literal) -> None:
        """Replace the values of a property."""
        self[:] = [t for t in self if (t.subject, t.predicate) != (subject, ex(name))]
        for value in values:
            self.say(subject, **{name: value})


@dataclass(frozen=True)
class World:
    """How many there are of everything, given the number of people."""

    people: int
    seed: int = 0

    @property
    def bodies(self) -> int:
        """Return the number of organizations."""
        return max(2 * len(_BODIES), self.people // 20)

    @property
    def cities(self) -> int:
        """Return the number of cities; a city lies in a region, a region in a country."""
        return max(9, self.people // 50)

    @property
    def regions(self) -> int:
        """Return the number of regions."""
        return max(6, self.cities // 4)

    @property
    def countries(self) -> int:
        """Return the number of countries."""
        return max(3, self.regions // 6)

    @property
    def episodes(self) -> int:
        """Return the number of episodes, and of documents."""
        return max(5, self.people // 100)

    def common(self) -> Iterator[Triple]:
        """Yield what is said of places, episodes, documents and organizations."""
        said = Cluster()
        for kind, count in (("country", self.countries), ("region", self.regions)):
            for number in range(count):
                said.kind(thing(kind, number), kind.title())
                said.label(thing(kind, number), f"{kind} {number}", "en")
        for number in range(self.regions):
            said.say(thing("region", number), locatedIn=thing("country", number % self.countries))
        for number in range(self.cities):
            city = thing("city", number)
            said.kind(city, "City")
            said.label(city, f"city {number}", "en")
            said.say(city, locatedIn=thing("region", number % self.regions))
        for kind in ("episode", "document"):
            for number in range(self.episodes):
                said.kind(thing(kind, number), kind.title())
                said.label(thing(kind, number), f"{kind} {number}", "en")
        for number in range(self.bodies):
            self._body(said, number)
        yield from said

    def _body(self, said: Cluster, number: int) -> None:
        """Say of an organization what it is, where it is, whose part it is and who leads it."""
        body, place = thing("body", number), number // len(_BODIES)
        said.kind(body, _BODIES[number % len(_BODIES)])
        said.label(body, f"organization {number}", "en", "es")
        said.say(
            body,
            basedIn=thing("city", number % self.cities),
            founded=day(datetime.date(1900 + number % 90, 1, 1)),
            ledBy=thing("person", number * 7 % self.people),
        )
        if place % 9:
            above = place - place % 9 + _PARENT[place % 9]
            said.say(body, partOf=thing("body", above * len(_BODIES) + number % len(_BODIES)))

    def cluster(self, number: int) -> Cluster:
        """Return what is said of the person with this number."""
        chance = random.Random(f"{self.seed}/{number}")
        said = Cluster()
        self._person(said, number, chance)
        self._membership(said, number, chance)
        self._act(said, number, chance, "act", 1991)
        self._act(said, number, chance, "act-later", 1995)
        if number % 2:
            self._statement(said, number, chance)
        if number % 150 == 75:
            self._twin(said, number)
        return said

    def _person(self, said: Cluster, number: int, chance: random.Random) -> None:
        person, kind = thing("person", number), chance.choice(_PEOPLE)
        home = thing("city", chance.randrange(self.cities))
        said.kind(person, kind)
        said.label(person, f"person {number}", "en", "es")
        said.say(
            person,
            familyName=Literal(f"Name{number // 9}"),
            registerNumber=Literal(f"P-{number}"),
            registeredIn=thing("country", number % self.countries),
            citizenOf=thing("country", chance.randrange(self.countries)),
            born=_some_day(chance, 1930, 1970),
            gender=ex(chance.choice(("female", "male", "other"))),
            livesIn=home,
            birthPlace=thing("city", chance.randrange(self.cities)),
            email=Literal(f"person-{number}@example.org"),
            rating=Literal(f"{chance.randrange(1000) / 10}", datatype=_DECIMAL),
            height=Literal(f"{1.4 + chance.randrange(60) / 100:.2f}", datatype=_DECIMAL),
        )
        if number % 8 == 0:
            said.say(person, died=_some_day(chance, 2000, 2020))
        if number % 4 == 0:
            said.say(person, retired=Literal(chance.random() < 0.5))
            said.say(person, homepage=NamedNode(f"http://example.org/people/{number}"))
        if kind in _OFFICERS:
            said.say(person, swornTo=ex("constitution"))
        for child, parent in enumerate(_PARENT):
            child += number - number % 9
            if child % 9 and parent == number % 9 and child < self.people:
                said.say(person, parentOf=thing("person", child))
        said.say(person, knows=self.somebody_else(number, chance))  # not of the same family
        if number % 10 == 0:
            said.say(person, rivalOf=self.somebody_else(number, chance))

    def somebody_else(self, number: int, chance: random.Random) -> NamedNode:
        """Return a person of another family, the first much more often than the last."""
        other = self.somebody(chance)
        return thing("person", (other + 9) % self.people if other // 9 == number // 9 else other)

    def somebody(self, chance: random.Random) -> int:
        """Return the number of a person: the n-th is named 1/n times as often as the first."""
        return min(self.people, int(self.people ** chance.random())) - 1

    def _membership(self, said: Cluster, number: int, chance: random.Random) -> None:
        membership, start = thing("membership", number), _some_day(chance, 1980, 1990)
        said.kind(membership, "Membership")
        said.say(
            membership,
            member=thing("person", number),
            organization=thing("body", chance.randrange(self.bodies)),
            role=ex(chance.choice(("leader", "deputy-leader", "ordinary-member", "adviser"))),
            start=start,
        )
        if number % 2:
            said.say(membership, end=_some_day(chance, 1991, 2010))

    def _act(self, said: Cluster, number: int, chance: random.Random, name: str, year: int) -> None:
        act = thing(name, number)
        whom = self.somebody_else(number, chance)
        said.kind(act, chance.choice(_ACTS))
        said.say(
            act,
            actor=thing("person", number),
            toward=whom if chance.random() < 0.7 else thing("body", chance.randrange(self.bodies)),
            date=_some_day(chance, year, year + 3),
            takesPlaceIn=thing("city", chance.randrange(self.cities)),
        )
        if number % 2:
            said.say(act, duringEpisode=thing("episode", chance.randrange(self.episodes)))

    def _statement(self, said: Cluster, number: int, chance: random.Random) -> None:
        statement, said_on = thing("statement", number), _some_day(chance, 1991, 1995)
        disputed = chance.randrange(number) | 1 if number % 10 == 1 and number > 1 else None
        kind = chance.choice(("Claim", "Accusation", "Promise")) if disputed is None else "Denial"
        said.kind(statement, kind)
        said.say(
            statement,
            madeBy=thing("person", number),
            speaker=thing("person", number),
            about=self.somebody_else(number, chance),
            source=thing("document", chance.randrange(self.episodes)),
            said=said_on,
            published=_some_day(chance, 1996, 1999),
        )
        if number % 3 == 0:
            said.say(statement, mentions=thing("act", chance.randrange(self.people)))
        if disputed is not None and disputed != number:
            said.say(statement, disputes=thing("statement", disputed))

    def _twin(self, said: Cluster, number: int) -> None:
        """Register the person a second time, so that the key makes two names one person."""
        person, twin = thing("person", number), thing("person-again", number)
        kept = (
            "registerNumber",
            "registeredIn",
            "familyName",
            "gender",
            "birthPlace",
            "born",
            "swornTo",
        )
        properties = {RDF_TYPE, RDFS_LABEL} | {ex(name) for name in kept}
        for triple in [t for t in said if t.subject == person and t.predicate in properties]:
            said.append(Triple(twin, triple.predicate, triple.object))


def _some_day(chance: random.Random, first: int, last: int) -> Literal:
    """Return a day between two years."""
    year = chance.randint(first, last)
    return day(datetime.date(year, chance.randint(1, 12), chance.randint(1, 28)))
