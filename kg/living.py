"""The second reader of what is said about people: nobody is accused by the graph itself.

These rules ask the graph directly and know nothing of the shapes, so that a fault in one of the
two does not hide an accusation from both. They hold for the living and the dead alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import planted
from kg.queries import Question
from kg.store import Store
from kg.terms import Literal, NamedNode, Quad, Term, al

# The words by which a name or label says that somebody says it, by language.
HEDGES = {
    "en": "accus|alleg|claim|said|according to",
    "es": "acus|presunt|supuest|afirm|dijo|según",
}
# Words that charge somebody, beside the names of the kinds of allegation.
_CHARGING = {
    "en": "murder|killer|tortur|dictator|tyrant|traffick|corrupt|treason|traitor|thief|thieves"
    "|stole|plunder|extort|rapist|genocid|criminal|terroris|drug lord|cartel boss",
    "es": "asesin|tortur|dictador|tiran|traficant|narco|corrupt|traidor|ladr[oó]n|robó|robaron"
    "|saque|extors|violador|genocid|criminal|terrorist|capo",
}
_HEDGED = " || ".join(
    f'(LANG(?value) = "{language}" && REGEX(STR(?value), "(^|[^a-z])({words})", "i"))'
    for language, words in HEDGES.items()
)
_NAMES = "rdfs:label|skos:altLabel|skos:prefLabel|skos:hiddenLabel"
_CHARGES = (
    f"?thing skos:inScheme id:allegation-kinds ; {_NAMES} ?value ."
    ' FILTER(LANG(?value) = "LANGUAGE")'
)
# The texts of everything but statements, concepts and the terms of the ontology.
_FACTS = (
    f"VALUES ?path {{ {_NAMES.replace('|', ' ')} rdfs:comment al:note al:dateNote }}"
    ' ?thing ?path ?value . FILTER(LANG(?value) = "LANGUAGE")'
    " FILTER NOT EXISTS { ?thing skos:inScheme ?scheme }"
    " FILTER NOT EXISTS { ?thing a/rdfs:subClassOf* al:Statement }"
    " FILTER NOT EXISTS { ?thing a ?term . VALUES ?term {"
    " owl:Class owl:ObjectProperty owl:DatatypeProperty } }"
)


@dataclass(frozen=True)
class Rule:
    """What must not be: rows of `?thing ?value ?path`, and what a curator is told of each."""

    id: str
    pattern: str
    message: str
    spanish: str

    def say(self, language: str) -> str:
        """Return what is wrong and what to write."""
        return self.spanish if language == "es" else self.message


RULES = (
    Rule(
        "accusation-without-accuser",
        "?thing a al:Accusation . FILTER NOT EXISTS { ?thing al:madeBy ?somebody }"
        " FILTER NOT EXISTS { ?thing al:status id:alleged }",
        "Say who accuses: write al:madeBy; where the source names nobody, al:status id:alleged.",
        "Diga quién acusa: escriba al:madeBy; si la fuente no nombra a nadie, al:status "
        "id:alleged.",
    ),
    Rule(
        "accusation-without-accused",
        "?thing a al:Accusation . FILTER NOT EXISTS { ?thing al:accused ?somebody }",
        "Say who is accused: write al:accused; without it no denial can be told from a dispute.",
        "Diga a quién se acusa: escriba al:accused; sin ello no se sabe quién lo niega.",
    ),
    Rule(
        "statement-without-passage",
        "?class rdfs:subClassOf* al:Statement . ?thing a ?class ."
        " FILTER NOT EXISTS { ?thing al:reportedIn ?passage . ?passage a al:Passage }",
        "Say where this was said: write al:reportedIn and a passage of the source.",
        "Diga dónde consta lo dicho: escriba al:reportedIn y un pasaje de la fuente.",
    ),
    Rule(
        "statement-in-the-graph's-voice",
        "?class rdfs:subClassOf* al:Statement . ?thing a ?class ; al:statedIn ?value ."
        " BIND(al:statedIn AS ?path)",
        "A statement is reported, never stated as true: write al:reportedIn for al:statedIn.",
        "Lo dicho no se da por cierto: escriba al:reportedIn en lugar de al:statedIn.",
    ),
    Rule(
        "event-without-passage",
        "?class rdfs:subClassOf* ?told . VALUES ?told { al:Event al:Tenure } ?thing a ?class ."
        " FILTER NOT EXISTS { ?thing al:statedIn ?passage . ?passage a al:Passage }",
        "An event must stand in the source's own voice: write al:statedIn and a passage, or make"
        " it a claim of whoever says it.",
        "Un suceso ha de constar en la voz de la fuente: escriba al:statedIn y un pasaje, o "
        "hágalo afirmación de quien lo dice.",
    ),
    Rule(
        "status-typed-in",
        "?thing al:status ?value . FILTER(?value != id:alleged) BIND(al:status AS ?path)",
        "Only id:alleged is written down; whether it is denied or contested follows from who"
        " disputes it.",
        "Solo se escribe id:alleged; si está negado o discutido se deduce de quién lo discute.",
    ),
    Rule(
        "content-as-fact",
        "?class rdfs:subClassOf* al:Statement . ?thing a ?class ; ?path ?value . VALUES ?path {"
        " al:actor al:against al:appointee al:by al:holder al:participant al:recognizedClaimant }",
        "What is only said must not be asserted: use al:accused, al:about or al:claimedHolder.",
        "Lo que solo se dice no debe afirmarse: use al:accused, al:about o al:claimedHolder.",
    ),
    Rule(
        "unhedged-name",
        "?class rdfs:subClassOf* al:Claim . ?thing a ?class . MINUS { ?thing a al:Headcount }"
        f" ?thing ?path ?value . FILTER(?path IN ({_NAMES.replace('|', ', ')}))"
        f" FILTER(!({_HEDGED}))",
        "Word the name as somebody's (X's claim, X's accusation against Y), never as what was"
        " done.",
        "Redacte el nombre como de alguien (afirmación de X, acusación de X contra Y), nunca "
        "como lo ocurrido.",
    ),
    Rule(
        "unhedged-slug",
        "?thing a al:Accusation . FILTER(!REGEX(STR(?thing), "
        f'"/[^/]*({HEDGES["en"].replace(" to", "")})[^/]*$"))',
        "Name the accusation after who makes it: id:x-accusation-against-y.",
        "Nombre la acusación por quien la hace: id:x-accusation-against-y.",
    ),
)
CHARGE = Rule(
    "charge-in-a-fact",
    "",
    "This names a charge as if it were a fact: say who makes it (accused of, alleged), or move"
    " it into an accusation.",
    "Esto nombra un cargo como si fuera un hecho: diga quién lo formula (acusado de, "
    "presunto), o llévelo a una acusación.",
)
TELLING_QUESTION = Rule(
    "question-without-accuser",
    "",
    "This question can print an accusation without its accuser and status: add a column for who"
    " makes it (with words for nobody named) and ?status.",
    "Esta pregunta puede mostrar una acusación sin su autor ni su estado: añada una "
    "columna con quien la hace (con palabras para cuando no se nombra a nadie) y ?status.",
)


@dataclass(frozen=True)
class Breach:
    """A place where a rule is broken: a thing of the graph, or a question."""

    rule: Rule
    thing: NamedNode | None = None
    path: str = ""
    value: Term | None = None
    question: Question | None = None


def breaches(
    store: Store, ontology: Iterable[Quad], questions: Iterable[Question]
) -> Iterator[Breach]:
    """Yield every breach of the rules, in the graph and then in what the questions print.

    `ontology` is that of the project; where it has no al:Accusation, nobody can be accused.
    """
    ontology = list(ontology)
    if not any(quad.subject == al("Accusation") for quad in ontology):
        return
    for rule in RULES:
        found = store.select(f"SELECT DISTINCT ?thing ?path ?value WHERE {{ {rule.pattern} }}")
        for thing, path, value in found.rows:
            named = thing if isinstance(thing, NamedNode) else None  # a blank node has no name
            yield Breach(rule, named, path.value if isinstance(path, NamedNode) else "", value)
    yield from _charges(store)
    for question in planted.telling(questions, ontology):
        yield Breach(TELLING_QUESTION, question=question)


def _charges(store: Store) -> Iterator[Breach]:
    """Yield each text of a thing that is no statement in which a charge stands without a hedge."""
    for language, hedges in HEDGES.items():
        words = [_text(row[0]) for row in _texts(store, _CHARGES, language)]
        if not words:
            continue
        kinds = "|".join(map(re.escape, words))
        charge = re.compile(rf"\b(({kinds})\b|{_CHARGING[language]})", re.IGNORECASE)
        for value, thing, path in _texts(store, _FACTS, language):
            hedged = re.search(rf"\b({hedges})", _text(value), re.IGNORECASE)
            if charge.search(_text(value)) and not hedged and isinstance(thing, NamedNode):
                yield Breach(CHARGE, thing, _text(path), value)


def _texts(store: Store, pattern: str, language: str) -> list[tuple[Term | None, ...]]:
    select = f"SELECT DISTINCT ?value ?thing ?path WHERE {{ {pattern} }}"
    rows = store.select(select.replace("LANGUAGE", language)).rows
    return sorted(rows, key=str)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
