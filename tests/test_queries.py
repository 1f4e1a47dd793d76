"""The questions in `queries/`: the same rows everywhere, and nobody accused by an answer."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.query import ResultRow

TOP = Path(__file__).parent.parent
BASE = "https://w3id.org/allegiance/"
AL = rdflib.Namespace(BASE + "ontology#")
ID = rdflib.Namespace(BASE + "id/")
QUERY = rdflib.Namespace(BASE + "query/")
QUESTIONS = sorted((TOP / "queries").glob("*.rq"))
SHIPPED = [TOP / "ontology" / "allegiance.ttl", *sorted((TOP / "data").glob("*.ttl"))]
SMALL = [Path(__file__).parent / "small-acts.ttl"]
LABELS = rdflib.Graph().parse(TOP / "queries" / "labels.ttl")
TYPES = {"thing", "class", "date", "integer", "text", "concept"}
TOPICS = {"recognition", "shifts", "people", "statements", "counts", "time", "evidence"}
UNNAMED = {"not named in the source", "no nombrado en la fuente"}
ACCUSER_COLUMNS = {"accuser", "claimant", "who", "whoAccuses"}
PARAMETER = re.compile(
    r"^\s*VALUES \?(\w+) \{([^}]*)\}(?:\s+# \((\w+)[^)]*\) (\S.*))?$", re.MULTILINE
)

# rdflib warns of its own use of a name that it gave up.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning")

Value = str | int | Decimal | None
Rows = list[tuple[Value, ...]]

# What follows by the ontology, as a question meets it: superclasses, inverses, chains, reflexive
# identity, and a copy of what was asserted, all in a graph of their own.
CLOSURE = """
PREFIX al: <https://w3id.org/allegiance/ontology#>
PREFIX id: <https://w3id.org/allegiance/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT { ?x ?p ?y } WHERE {
  { ?x ?p ?y }
  UNION { ?x a/rdfs:subClassOf+ ?y . FILTER(isIRI(?y)) BIND(rdf:type AS ?p) }
  UNION { ?x a ?class . BIND(rdf:type AS ?p) VALUES (?class ?y) {
    (al:Accusation al:Claim) (al:DateClaim al:Claim) (al:OfficeClaim al:Claim)
    (al:Headcount al:Claim) (al:Accusation al:Statement) (al:Claim al:Statement)
    (al:Call al:Statement) (al:Person al:Actor) (al:Group al:Actor) (al:Institution al:Actor)
    (al:Break al:AllegianceAct) (al:Departure al:AllegianceAct) (al:Mutiny al:AllegianceAct)
    (al:Pledge al:AllegianceAct) (al:Recognition al:AllegianceAct) (al:Return al:AllegianceAct)
    (al:Support al:AllegianceAct) (al:Break al:Event) (al:Recognition al:Event)
    (al:Occurrence al:Event) (al:Consequence al:Event) (al:Break al:AllegianceShift) } }
  UNION { ?x al:fromSide ?side . BIND(rdf:type AS ?p) BIND(al:AllegianceShift AS ?y) }
  UNION { ?x al:verb id:defected . BIND(rdf:type AS ?p) BIND(al:AllegianceShift AS ?y) }
  UNION { ?y al:actor ?x . BIND(al:actorOf AS ?p) }
  UNION { ?act al:actor ?x ; al:recognizedClaimant ?y . BIND(al:recognizes AS ?p) }
  UNION { ?x al:partOf+ ?y . BIND(al:partOf AS ?p) }
  UNION { ?x ?q ?y . ?q rdfs:subPropertyOf+ ?p . FILTER(isIRI(?p)) }
  UNION { ?x a ?any . BIND(owl:sameAs AS ?p) BIND(?x AS ?y) }
}
""".replace("rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")


@dataclass(frozen=True)
class Engines:
    """The same files in both engines, each file a named graph of its own."""

    oxigraph: pyoxigraph.Store
    rdflib: rdflib.Dataset

    def fast(self, text: str) -> Rows:
        """Return the rows that pyoxigraph gives."""
        solutions = self.oxigraph.query(text, use_default_graph_as_union=True)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return [tuple(map(value_of, solution)) for solution in solutions]

    def slow(self, text: str) -> Rows:
        """Return the rows that rdflib gives."""
        rows = self.rdflib.query(text)
        return [tuple(map(value_of, row)) for row in rows if isinstance(row, ResultRow)]


def value_of(term: object) -> Value:
    """Return a term of either engine so that equal values are equal: 90.0 is 90."""
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return f"<{term}>"
    if isinstance(term, pyoxigraph.NamedNode):
        return f"<{term.value}>"
    if isinstance(term, pyoxigraph.Literal):
        text, language, kind = term.value, term.language, term.datatype.value
    else:
        assert isinstance(term, rdflib.Literal)
        text, language, kind = str(term), term.language, str(term.datatype or "")
    if kind.endswith(("#integer", "#decimal")):
        return Decimal(text)
    return f"{text}@{language}" if language else text


def load(paths: Iterable[Path], inferred: bool = False) -> Engines:
    """Read files into both engines, with `inferred` what follows from them."""
    engines = Engines(pyoxigraph.Store(), rdflib.Dataset(default_union=True))
    for path in paths:
        add(engines, BASE + "data/" + path.stem, path.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    if inferred:
        triples = engines.oxigraph.query(CLOSURE, use_default_graph_as_union=True)
        assert isinstance(triples, pyoxigraph.QueryTriples)
        content = triples.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES)
        add(engines, BASE + "inferred", content, pyoxigraph.RdfFormat.N_TRIPLES)
    return engines


def add(engines: Engines, graph: str, content: bytes | None, form: pyoxigraph.RdfFormat) -> None:
    """Add the triples of `content` to both engines as a named graph."""
    assert content is not None
    engines.oxigraph.load(content, format=form, to_graph=pyoxigraph.NamedNode(graph))
    name = "nt" if form == pyoxigraph.RdfFormat.N_TRIPLES else "turtle"
    engines.rdflib.graph(rdflib.URIRef(graph)).parse(data=content, format=name)


def bind(text: str, **values: str) -> str:
    """Return a question with SPARQL terms in the braces of its parameters, repeats included."""
    for name, value in values.items():
        text, times = re.subn(
            rf"^(\s*VALUES \?{name} \{{)[^}}]*\}}", rf"\1 {value} }}", text, flags=re.MULTILINE
        )
        assert times, f"there is no parameter {name}"
    return text


def day_term(day: datetime.date) -> str:
    return f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'


def question(name: str) -> str:
    return (TOP / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def header(text: str) -> dict[str, str]:
    return dict(re.findall(r"^#\+ ([\w@]+): (.+)$", text, re.MULTILINE))


def columns(text: str) -> list[str]:
    selected = re.search(r"^SELECT DISTINCT(.*?)WHERE", text, re.MULTILINE | re.DOTALL)
    assert selected, "a question begins with SELECT DISTINCT"
    return re.findall(r"\?(\w+)", selected[1])


def parameters(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, default and type of what a question can be given."""
    for name, default, kind, _ in PARAMETER.findall(text):
        if kind:
            yield name, default.strip(), kind


def with_any_thing(text: str) -> str:
    """Return a question asked of no thing in particular; of two events where it needs one."""
    things = {name: "UNDEF" for name, _, kind in parameters(text) if kind == "thing"}
    if "?daysApart" in text:
        things["event"] = f"{ID['events-of-23-january-2019'].n3()} {ID.crisis.n3()}"
    return bind(text, **things)


def kebab(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: "-" + match[0].lower(), name)


@pytest.fixture(scope="module")
def shipped() -> Engines:
    return load(SHIPPED)


@pytest.fixture(scope="module")
def shipped_and_inferred() -> Engines:
    return load(SHIPPED, inferred=True)


@pytest.fixture(scope="module")
def small() -> Engines:
    return load(SMALL)


@pytest.fixture(scope="module")
def small_and_inferred() -> Engines:
    return load(SMALL, inferred=True)


every_question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)


# -- The file --


def test_there_are_many_questions() -> None:
    assert len(QUESTIONS) >= 36


@every_question
def test_a_header_asks_in_both_languages_and_names_one_topic(path: Path) -> None:
    keys = header(path.read_text(encoding="utf-8"))
    assert keys["summary"].endswith("?")
    assert keys["summary@es"].startswith("¿") and keys["summary@es"].endswith("?")
    assert keys["tags"].strip("[]") in TOPICS
    assert set(keys) <= {"summary", "summary@es", "tags", "page", "scope"}


@every_question
def test_a_page_names_a_parameter_that_takes_a_thing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    things = {name for name, _, kind in parameters(text) if kind == "thing"}
    if page := header(text).get("page"):
        place, name = page.split()
        assert place.isdecimal() and name in things
    assert set(header(text).get("scope", "").split()) <= things


@every_question
def test_every_parameter_has_a_known_type_and_a_help(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "VALUES" in line and "# (" in line]
    assert len(lines) == len(list(parameters(text))), "a parameter line is not in the house form"
    assert {kind for _, _, kind in parameters(text)} <= TYPES


@every_question
def test_a_parameter_is_repeated_with_the_same_default(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    defaults: dict[str, set[str]] = {}
    for name, default, *_ in PARAMETER.findall(text):
        defaults.setdefault(name, set()).add(default.strip())
    assert {name: len(found) for name, found in defaults.items() if len(found) > 1} == {}


@every_question
def test_what_a_row_rests_on_is_the_last_column(path: Path) -> None:
    found = columns(path.read_text(encoding="utf-8"))
    assert found[-1] == "fact"
    assert found.count("fact") == 1


@every_question
def test_the_file_keeps_to_the_house_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 100
    assert "\n} ORDER BY " in text
    assert not re.search(r"SELECT\s+\*|\bSERVICE\b|\bFROM\b|\bGRAPH\b", text)
    assert text.endswith("\n") and "\t" not in text


def labelled(name: str) -> set[str]:
    """Return the languages in which a heading, topic or code has a name."""
    labels = LABELS.objects(QUERY[name], RDFS.label)
    return {str(label.language) for label in labels if isinstance(label, rdflib.Literal)}


@every_question
def test_every_column_and_topic_has_a_name_in_both_languages(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = [f"column-{kebab(name)}" for name in columns(text)]
    wanted.append("topic-" + header(text)["tags"].strip("[]"))
    assert {name: labelled(name) for name in wanted if labelled(name) != {"en", "es"}} == {}


@every_question
def test_every_code_in_a_row_has_a_name_in_both_languages(path: Path, small: Engines) -> None:
    text = with_any_thing(path.read_text(encoding="utf-8"))
    codes = {"certainty", "former", "role", "side", "status", "through"}
    found = {
        str(value)
        for row in small.fast(text)
        for name, value in zip(columns(text), row, strict=True)
        if name in codes and value is not None
    }
    assert {code for code in found if labelled(f"value-{code}") != {"en", "es"}} == set()


@every_question
def test_a_parameter_is_repeated_in_every_branch_and_sub_select_that_uses_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    names = [name for name, *_ in parameters(text)]
    lacking = [
        (name, group)
        for group in apart(text)
        for name in names
        if re.search(rf"\?{name}\b", group) and f"VALUES ?{name} {{" not in group
    ]
    assert lacking == []


def apart(text: str) -> Iterator[str]:
    """Yield the groups that see nothing from outside: branches of a UNION and sub-selects."""
    opened: list[int] = []
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
            continue
        start = opened.pop()
        group = text[start : match.end()]
        before, after = text[:start].rstrip(), text[match.end() :].lstrip()
        inside = re.sub(r"^\{(\s|#[^\n]*)*", "", group)
        if before.endswith("UNION") or after.startswith("UNION") or inside.startswith("SELECT"):
            yield group


# -- The same rows everywhere --


@every_question
def test_a_question_as_it_stands_gives_the_same_rows_in_both_engines(
    path: Path, shipped: Engines
) -> None:
    text = path.read_text(encoding="utf-8")
    fast, slow = shipped.fast(text), shipped.slow(text)
    assert fast, "the default of a question has an answer"
    assert Counter(fast) == Counter(slow)
    assert fast == slow, "the order is not total"


@every_question
def test_no_row_comes_twice(path: Path, shipped: Engines) -> None:
    rows = shipped.fast(with_any_thing(path.read_text(encoding="utf-8")))
    assert [row for row, times in Counter(rows).items() if times > 1] == []


@every_question
def test_what_follows_by_the_ontology_changes_no_row(
    path: Path, shipped: Engines, shipped_and_inferred: Engines
) -> None:
    text = path.read_text(encoding="utf-8")
    assert shipped_and_inferred.fast(text) == shipped.fast(text)
    anything = with_any_thing(text)
    assert shipped_and_inferred.fast(anything) == shipped.fast(anything)


@every_question
def test_both_engines_agree_with_and_without_what_follows_about_small_acts(
    path: Path, small: Engines, small_and_inferred: Engines
) -> None:
    text = with_any_thing(path.read_text(encoding="utf-8"))
    expected = small.fast(text)
    assert expected
    assert small.slow(text) == expected
    assert small_and_inferred.fast(text) == expected
    assert small_and_inferred.slow(text) == expected


@every_question
def test_the_other_language_changes_texts_and_no_facts(path: Path, small: Engines) -> None:
    text = with_any_thing(path.read_text(encoding="utf-8"))
    spanish = bind(text, language='"es"')
    assert small.fast(spanish) == small.slow(spanish)
    facts = Counter(row[-1] for row in small.fast(text))
    assert Counter(row[-1] for row in small.fast(spanish)) == facts
    assert not any(str(value).endswith("@en") for row in small.fast(spanish) for value in row)


@every_question
def test_every_row_rests_on_a_passage(path: Path, shipped: Engines) -> None:
    text = with_any_thing(path.read_text(encoding="utf-8"))
    union = shipped.rdflib
    cited = set(union.subjects(AL.statedIn, None)) | set(union.subjects(AL.reportedIn, None))
    found = [dict(zip(columns(text), row, strict=True)) for row in shipped.fast(text)]
    # A paragraph that supports nothing has a row that says why.
    facts = {str(row["fact"]) for row in found if row.get("whyNone") is None}
    # A row that counts rests on all that it counted, their IRIs set apart by blanks.
    facts = {f"<{fact.strip('<>')}>" for several in facts for fact in several.split()}
    assert facts - {f"<{thing}>" for thing in cited} == set()


# -- Nobody is accused by an answer --


@every_question
def test_a_question_that_reads_an_accusation_prints_accuser_and_status(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = set(columns(text))
    if re.search(r"al:(says|allegedKind|allegedCause|onAllegation|accused)\b", text):
        assert "status" in found or "al:says" not in text
        assert found & ACCUSER_COLUMNS
        assert "status" in found


@every_question
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("files", ["small", "shipped"])
def test_no_row_shows_an_accusation_without_its_accuser_and_status(
    path: Path, language: str, files: str, request: pytest.FixtureRequest
) -> None:
    engines: Engines = request.getfixturevalue(files)
    text = bind(with_any_thing(path.read_text(encoding="utf-8")), language=f'"{language}"')
    names = columns(text)
    accusers = accusers_by_content(engines.rdflib, language)
    for row in engines.fast(text):
        shown = dict(zip(names[:-1], row[:-1], strict=True))
        for content in set(shown.values()) & set(accusers):
            printed = {shown.get(name) for name in ACCUSER_COLUMNS}
            assert printed & accusers[content], f"{content} without its accuser in {shown}"
            assert shown["status"] in {"denied", "contested", "attributed"}, shown


def accusers_by_content(union: rdflib.Dataset, language: str) -> dict[Value, set[Value]]:
    """Return who may stand beside an accusation, its label, or what it says."""
    found: dict[Value, set[Value]] = {}
    for accusation in union.subjects(RDF.type, AL.Accusation):
        accusers = {value_of(term) for term in union.objects(accusation, AL.madeBy)}
        contents = [accusation, *union.objects(accusation, RDFS.label)]
        contents += list(union.objects(accusation, AL.says))
        for content in contents:
            found.setdefault(value_of(content), set()).update(accusers or UNNAMED)
    return found


def test_a_status_is_a_matter_of_the_accusation_and_the_accused(small: Engines) -> None:
    text = question("accusations")
    names = columns(text)
    picked = [names.index(name) for name in ("whoAccuses", "whoIsAccused", "status")]
    found = {tuple(short(row[index]) for index in picked) for row in small.fast(text)}
    assert found == {
        ("prosecutor", "ana", "denied"),
        ("prosecutor", "bruno", "contested"),
        ("not named in the source", "ana", "attributed"),
        ("bruno", "not named in the source", "contested"),
    }


def test_accusations_can_be_narrowed_to_accuser_and_accused(small: Engines) -> None:
    text = question("accusations")
    against = bind(text, accused=ID.bruno.n3())
    by = bind(text, accuser=ID.bruno.n3())
    assert [short(row[-1]) for row in small.fast(against)] == ["accusation-of-two"]
    assert [short(row[-1]) for row in small.fast(by)] == ["accusation-of-nobody-named"]
    assert small.slow(against) == small.fast(against)
    assert small.slow(by) == small.fast(by)


def test_a_consequence_names_the_accuser_of_its_ground(small: Engines) -> None:
    rows = asked(small, "what-happened-to", who=ID.ana.n3())
    assert [(short(row["by"]), short(row["accuser"]), row["status"]) for row in rows] == [
        ("not named in the source", "prosecutor", "denied")
    ]


# -- As of a day --


@dataclass(frozen=True)
class Dated:
    """A fact with its bounds as the file gives them."""

    fact: str
    earliest: datetime.date | None
    latest: datetime.date | None


def dated(union: rdflib.Dataset, facts: Iterable[object]) -> list[Dated]:
    return [
        Dated(f"<{fact}>", bound(union, fact, AL.earliest), bound(union, fact, AL.latest))
        for fact in facts
    ]


def bound(union: rdflib.Dataset, fact: object, which: rdflib.URIRef) -> datetime.date | None:
    text = union.value(rdflib.URIRef(str(fact)), which)
    return None if text is None else datetime.date.fromisoformat(str(text))


def certainty_by(act: Dated, day: datetime.date) -> str | None:
    """Return what is known of an act having been done by a day, None when it was not yet."""
    if act.earliest is None and act.latest is None:
        return "unknown"
    if act.earliest is not None and act.earliest > day:
        return None
    return "certain" if act.latest is not None and act.latest <= day else "possible"


def certainty_within(act: Dated, first: datetime.date, last: datetime.date) -> str | None:
    """Return what is known of an act falling in a window, None when it fell outside."""
    if act.earliest is None and act.latest is None:
        return "unknown"
    if (act.latest or last) < first or (act.earliest or first) > last:
        return None
    inside = act.earliest is not None and act.earliest >= first
    return "certain" if inside and act.latest and act.latest <= last else "possible"


def expected(found: dict[str, str | None]) -> dict[str, str]:
    return {fact: certainty for fact, certainty in found.items() if certainty is not None}


def answered(names: list[str], rows: Rows) -> dict[str, str]:
    at = names.index("certainty")
    return {str(row[-1]): str(row[at]) for row in rows}


def asked(engines: Engines, name: str, **values: str) -> list[dict[str, Value]]:
    text = bind(question(name), **values)
    return [dict(zip(columns(text), row, strict=True)) for row in engines.fast(text)]


def short(value: Value) -> str:
    return str(value).removeprefix(f"<{ID}").removesuffix(">")


def days(union: rdflib.Dataset) -> list[datetime.date]:
    """Return every day named in the file with its neighbours, and the first of many months."""
    named = {
        datetime.date.fromisoformat(str(value))
        for which in (AL.earliest, AL.latest)
        for value in union.objects(None, which)
    }
    near = {day + datetime.timedelta(days=shift) for day in named for shift in (-1, 0, 1)}
    return sorted(
        near | {datetime.date(year, month, 1) for year in (2018, 2019) for month in range(1, 13)}
    )


def acts_in_question(union: rdflib.Dataset) -> dict[str, tuple[dict[str, str], list[Dated]]]:
    """Return for each question about acts its parameters and the acts that it is about."""
    toward = set(union.subjects(AL.recognizedClaimant, ID.claimant))
    toward |= {
        act
        for act in union.subjects(AL.toSide, ID["new-side"])
        if (act, RDF.type, AL.Support) in union or (act, RDF.type, AL.Recognition) in union
    }
    loyal = set(union.subjects(RDF.type, AL.Pledge)) | set(union.subjects(RDF.type, AL.Return))
    for kind in ("not-breaking-ranks", "staying"):
        loyal |= set(union.subjects(AL.kind, ID[kind]))
    return {
        "who-recognized": ({"claimant": ID.claimant.n3()}, dated(union, toward)),
        "who-broke-with": (
            {"from": ID.incumbent.n3()},
            dated(union, union.subjects(AL.fromSide, ID["old-side"])),
        ),
        "who-stayed-loyal": ({}, dated(union, loyal)),
    }


about_acts = pytest.mark.parametrize(
    "name", ["who-recognized", "who-broke-with", "who-stayed-loyal"]
)


@about_acts
def test_as_of_a_day_agrees_with_a_plain_filter_for_many_days(name: str, small: Engines) -> None:
    values, acts = acts_in_question(small.rdflib)[name]
    assert len(acts) > 2
    for day in days(small.rdflib):
        text = bind(question(name), asOf=day_term(day), **values)
        wanted = expected({act.fact: certainty_by(act, day) for act in acts})
        for kept in small.rdflib.subjects(AL.kind, ID["not-breaking-ranks"]):
            # A state on one day says nothing certain of another.
            if wanted.get(f"<{kept}>") == "certain":
                wanted[f"<{kept}>"] = "possible"
        assert answered(columns(text), small.fast(text)) == wanted, day


@about_acts
def test_as_of_a_day_is_the_same_in_both_engines(name: str, small: Engines) -> None:
    values, _ = acts_in_question(small.rdflib)[name]
    for day in days(small.rdflib)[::15]:
        text = bind(question(name), asOf=day_term(day), **values)
        assert small.slow(text) == small.fast(text), day


def test_an_act_is_certain_possible_unknown_or_left_out(small: Engines) -> None:
    day = day_term(datetime.date(2019, 2, 15))
    rows = asked(small, "who-recognized", claimant=ID.claimant.n3(), asOf=day)
    assert {(short(row["who"]), row["certainty"]) for row in rows} == {
        ("ana", "certain"),
        ("bruno", "possible"),
        ("carla", "possible"),
        ("states", "possible"),
        ("elena", "unknown"),
    }


def test_only_acts_of_the_class_asked_for_are_given(small: Engines) -> None:
    rows = asked(small, "who-recognized", claimant=ID.claimant.n3(), act=AL.Support.n3())
    assert {short(row["who"]) for row in rows} == {"bruno", "dario", "felix"}


def test_a_side_may_be_given_instead_of_the_person_whose_side_it_is(small: Engines) -> None:
    by_person = asked(small, "who-broke-with", **{"from": ID.incumbent.n3()})
    by_side = asked(small, "who-broke-with", **{"from": ID["old-side"].n3()})
    assert by_person == by_side != []


def test_the_timeline_agrees_with_a_plain_filter_for_many_windows(small: Engines) -> None:
    text = question("timeline")
    events = dated(
        small.rdflib, {row[-1][1:-1] for row in small.fast(text) if isinstance(row[-1], str)}
    )
    everything = set(small.rdflib.subjects(AL.statedIn, None)) & set(
        small.rdflib.subjects(AL.actor, None)
    )
    assert {f"<{event}>" for event in everything} <= {event.fact for event in events}
    found = days(small.rdflib)
    for first, last in zip(found, found[7:], strict=False):
        asked_of = bind(text, **{"from": day_term(first), "to": day_term(last)})
        wanted = expected({act.fact: certainty_within(act, first, last) for act in events})
        assert answered(columns(text), small.fast(asked_of)) == wanted, (first, last)


def test_a_window_of_the_timeline_is_the_same_in_both_engines(small: Engines) -> None:
    day = day_term(datetime.date(2019, 2, 10))
    for values in ({"from": day}, {"to": day}, {"from": day, "to": day}):
        text = bind(question("timeline"), **values)
        assert small.slow(text) == small.fast(text)


TENURES = {
    # day: what is known of Ana's being in each post on it
    "2017-12-31": {},
    "2018-01-01": {"ana-minister": "certain"},
    "2019-01-20": {"ana-minister": "certain"},
    "2019-01-21": {},
    "2019-02-02": {},
}


@pytest.mark.parametrize("day", TENURES)
def test_a_tenure_is_in_force_between_its_beginning_and_its_end(day: str, small: Engines) -> None:
    rows = asked(
        small,
        "posts-of",
        who=ID.ana.n3(),
        asOf=day_term(datetime.date.fromisoformat(day)),
    )
    held = {short(row["fact"]): row["certainty"] for row in rows if row["former"] is None}
    assert held == TENURES[day]


def test_a_former_post_is_possible_before_the_mention_and_left_out_from_it_on(
    small: Engines,
) -> None:
    mention = datetime.date(2019, 2, 2)
    for day, wanted in ((mention - datetime.timedelta(days=1), {"possible"}), (mention, set())):
        rows = asked(small, "posts-of", who=ID.ana.n3(), asOf=day_term(day))
        assert {row["certainty"] for row in rows if row["former"] == "former"} == wanted


@pytest.mark.parametrize(
    ("holder", "day", "wanted"),
    [
        ("bruno", "2019-02-15", ["possible"]),  # held at an act of the middle of February
        ("bruno", "2018-02-15", ["possible"]),  # since when is not known
        ("elena", "2019-02-15", ["unknown", "unknown"]),  # at an act of no day, or at none
        ("bruno-long-after", "2019-02-15", []),
    ],
)
def test_a_post_known_at_one_act_is_possible_or_unknown(
    holder: str, day: str, wanted: list[str], small: Engines
) -> None:
    date = day_term(datetime.date.fromisoformat(day))
    rows = asked(small, "posts-of", who=ID[holder].n3(), asOf=date)
    assert [row["certainty"] for row in rows] == wanted
    text = bind(question("posts-of"), who=ID[holder].n3(), asOf=date)
    assert small.slow(text) == small.fast(text)


# -- Texts that a question composes --


@pytest.mark.parametrize(
    ("language", "posts"),
    [
        ("en", "former head of an office; retired general (Air Force)"),
        ("es", "antes, jefe de una oficina; general en retiro (Fuerza Aérea)"),
    ],
)
def test_the_posts_of_an_actor_at_an_act_are_one_text(
    language: str, posts: str, small: Engines
) -> None:
    rows = asked(small, "who-recognized", claimant=ID.claimant.n3(), language=f'"{language}"')
    found = {short(row["who"]): row["posts"] for row in rows}
    assert found["ana"] == posts
    assert found["carla"] is None


def test_a_rank_that_is_over_is_given_where_the_same_paragraph_tells_of_the_act(
    small: Engines,
) -> None:
    rows = asked(small, "who-recognized", claimant=ID.claimant.n3())
    found = {short(row["who"]): row["posts"] for row in rows}
    assert found["elena"] == "head of an office; retired general"


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("en", ["54", "at least 27", "hundreds (at least 200)", "200–300", "90%", "the majority"]),
        ("es", ["54", "al menos 27", "cientos (al menos 200)", "200–300", "90 %", "la mayoría"]),
    ],
)
def test_a_number_is_written_with_its_qualifier(
    language: str, numbers: list[str], small: Engines
) -> None:
    rows = asked(small, "headcounts", language=f'"{language}"')
    assert {row["number"] for row in rows} == set(numbers)


def test_both_sides_of_a_dispute_stand_under_what_is_disputed(small: Engines) -> None:
    rows = asked(small, "contested-facts")
    found = {
        (row["side"], short(row["who"]))
        for row in rows
        if short(row["matter"]) == "expulsion-of-ana"
    }
    assert found == {("asserts", "a-source"), ("disputes", "ana")}


def test_a_claim_about_somebody_comes_with_the_claim_that_disputes_it(small: Engines) -> None:
    rows = asked(small, "claims-about", thing=ID.bruno.n3())
    assert {short(row["fact"]) for row in rows} == {"accusation-of-two", "denial-by-ana"}


def test_days_holders_and_manners_that_rival_each_other_are_contested(small: Engines) -> None:
    rows = asked(small, "contested-facts")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(short(row["matter"]), set()).add(short(row["fact"]))
    assert found["death"] == {"death-in-march", "death-in-december"}
    assert found["presidency"] == {"incumbent-as-president", "claimant-as-president"}
    assert found["resignation-of-ana"] == {"fired", "resigned"}


def test_an_outlet_is_asked_with_what_it_passes_on(small: Engines) -> None:
    rows = asked(small, "claims-by", who=ID.outlet.n3())
    assert {(short(row["fact"]), short(row["claimant"])) for row in rows} == {
        ("fired", "not named in the source"),
        ("outlet-on-the-firing", "outlet"),
    }


@pytest.mark.parametrize("name", ["claims-about", "claims-by"])
def test_a_statement_is_of_its_narrowest_class(name: str, small: Engines) -> None:
    text = with_any_thing(question(name))
    rows = [dict(zip(columns(text), row, strict=True)) for row in small.fast(text)]
    kinds = {short(row["fact"]): str(row["kind"]).split("#")[-1].rstrip(">") for row in rows}
    assert kinds["death-in-march"] == "DateClaim"
    assert kinds["claimant-as-president"] == "OfficeClaim"
    assert kinds["accusation-of-two"] == "Accusation"
    assert kinds["count-exact"] == "Headcount"
    assert kinds["resigned"] == "Claim"


def test_evidence_of_a_whole_includes_that_of_its_parts(
    small: Engines, small_and_inferred: Engines
) -> None:
    text = bind(question("evidence-for"), thing=ID.crisis.n3())
    rows = small.fast(text)
    assert {short(row[-1]) for row in rows} == {"crisis", "campaign", "death"}
    assert small.slow(text) == small_and_inferred.fast(text) == rows


def test_of_an_accusation_at_which_a_post_is_known_only_its_class_is_shown(
    small: Engines,
) -> None:
    rows = asked(small, "posts-of", who=ID.prosecutor.n3())
    assert [(row["knownAt"], row["date"]) for row in rows] == [(f"<{AL.Accusation}>", "2019-02-27")]
