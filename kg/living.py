"""The second reader of what is said about people: nobody is accused by the graph itself.

Its rules ask the graph directly and know nothing of the shapes, so that a fault in one of the
two does not hide an accusation from both. They hold for the living and the dead alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg import planted, rules
from kg.queries import Question
from kg.rules import Breach, book, rule
from kg.store import Store
from kg.terms import Literal, NamedNode, Quad, Term, al

SET = "living-persons"
# The words by which a name or label says that somebody says it, by language.
HEDGES = {
    "en": "accus|alleg|claim|said|according to",
    "es": "acus|presunt|supuest|afirm|dijo|según",
}
# Words that charge somebody, beside the names of the kinds of allegation.
_CHARGING = {
    "en": "murder|killer|assassin|tortur|massacr|dictator|tyrant|despot|traffick|smuggl|corrupt"
    "|embezzl|misappropriat|launder|brib|fraud|swindl|crook|treason|traitor|thief|thieves|stole"
    "|plunder|extort|blackmail|rapist|genocid|gangster|mobster|mafia|kingpin|henchm|kidnapp"
    r"|capos?\b|terroris|drug (lord|baron)|(cartel|crime) boss"
    r"|criminal(s|ly)?\b(?! (code|court|investigation|justice|law|procedure))",
    "es": "asesin|homicid|tortur|masacr|dictador|tiran|déspota|traficant|narco|contraband|corrupt"
    "|malvers|desfalc|lavado de (activos|capitales|dinero)|blanqueo|soborn|estaf|fraude|traidor"
    "|ladr[oó]n|robó|robaron|saque|extors|chantaj|violador|genocid|mafi|g[aá]nster|matón|matones"
    r"|secuestrador|sicari|esbirr|terrorist|capos?\b|criminal(es)?\b",
}
_NAMES = "rdfs:label skos:altLabel skos:prefLabel skos:hiddenLabel"
_CHARGES = (
    f"VALUES ?path {{ {_NAMES} }} ?thing skos:inScheme id:allegation-kinds ; ?path ?value ."
    ' FILTER(LANG(?value) = "LANGUAGE")'
)
# The texts of everything but statements, concepts and the terms of the ontology.
_FACTS = (
    f"VALUES ?path {{ {_NAMES} rdfs:comment al:note al:dateNote }}"
    ' ?thing ?path ?value . FILTER(LANG(?value) = "LANGUAGE")'
    " FILTER NOT EXISTS { ?thing skos:inScheme ?scheme }"
    " FILTER NOT EXISTS { ?thing a/rdfs:subClassOf* al:Statement }"
    " FILTER NOT EXISTS { ?thing a ?term . VALUES ?term {"
    " owl:Class owl:ObjectProperty owl:DatatypeProperty } }"
)


def breaches(
    store: Store, ontology: Iterable[Quad], questions: Iterable[Question]
) -> Iterator[Breach]:
    """Yield every breach of the rules about people: in the graph, then in what questions print.

    `ontology` is that of the project; where it has no al:Accusation, nobody can be accused.
    """
    ontology = list(ontology)
    if not any(quad.subject == al("Accusation") for quad in ontology):
        return
    yield from rules.breaches(store, (known for known in book().values() if known.set == SET))
    yield from _charges(store)
    for question in planted.telling(questions, ontology):
        yield Breach(rule("question-without-accuser"), question=question)


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
                yield Breach(rule("charge-in-a-fact"), thing, _text(path), value)


def _texts(store: Store, pattern: str, language: str) -> list[tuple[Term | None, ...]]:
    select = f"SELECT DISTINCT ?value ?thing ?path WHERE {{ {pattern} }}"
    rows = store.select(select.replace("LANGUAGE", language)).rows
    return sorted(rows, key=str)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
