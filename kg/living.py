"""The second reader of what is said about people: nobody is accused by the graph itself.

Its rules ask the graph directly and know nothing of the shapes, so that a fault in one of the
two does not hide an accusation from both. They hold for the living and the dead alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg import planted, rules
from kg.queries import Question
from kg.rules import Breach, book, rule
from kg.store import Store
from kg.terms import RDFS_LABEL, Literal, NamedNode, Quad, Term, al, fold

SET = "living-persons"
# The words by which a name or label says that somebody says it, by language.
HEDGES = {
    "en": "accus|alleg|claim|said|according to",
    "es": "acus|presunt|supuest|afirm|dijo|según",
}
# Words in small letters that charge somebody, beside the names of the kinds of allegation.
_CHARGING = {
    "en": "murder|killer|assassin|tortur|massacr|slaughter|butcher|lynch|dictator|tyrant|despot"
    "|traffick|smuggl|corrupt|embezzl|misappropriat|launder|brib|kickback|fraud|swindl|crook"
    "|treason|traitor|thief|thieves|theft|steal|stole|robbe[dr]|loot|plunder|extort|blackmail"
    r"|rape[ds]?\b|raping|rapist|molest|genocid|gangster|mobster|mafia|kingpin|henchm|kidnapp"
    r"|poisoned|capos?\b|terroris|drug (lord|baron|dealer)|(cartel|crime) boss|death squad"
    r"|war crime|hit ?m[ae]n\b|extrajudicial|crimes? against|coup.?plotter"
    r"|(ran|runs?|running|led|leads?|headed|heads?|heading|boss of|head of|leader of) "
    r"(\w+ ){0,3}(cartel|gang|mafia|drug)"
    r"|order(ed|s|ing)? (\w+ ){0,6}(shot|shoot|kill|open fire|fire (at|on))"
    r"|(shot|killed|beat|beaten) (\w+ ){0,4}(protesters?|demonstrators?|civilians?|students?"
    r"|prisoners?|to death)"
    r"|criminal(s|ly)?\b(?! (code|court|investigation|justice|law|procedure))"
    r"|usurp|betray|mercenar|puppet|stooge|controlled by (the )?(cuba|foreign)"
    r"|spy\b|spies\b|spied\b|spying"
    r"|plott(ed|ing|ers?)\b|rig(ged|ging)\b|abus(e[ds]?|ing) (\w+ ){0,2}(office|power|position)"
    r"|(with(he|ho)lds?|withholding|denied|stole) (\w+ ){0,3}medicines?"
    r"|violat(e[ds]?|ing|ors?|ions?) (\w+ ){0,3}rights|(tak(es?|ing)|took) (\w+ ){0,2}orders from",
    "es": "asesin|homicid|tortur|masacr|matanza|linch|carnicero|verdugo|dictador|tiran|déspota"
    "|traficant|narco|contraband|corrupt|malvers|desfalc|lavado de (activos|capitales|dinero)"
    r"|blanqueo|soborn|estaf|fraude|traidor|traicion|ladr[oó]n|robó|robar(on)?\b|saque|extors"
    r"|chantaj|violador|violó a\b|violaron a\b|genocid|mafi|g[aá]nster|matón|matones|envenen"
    r"|secuestrador|sicari|esbirr|terrorist|capos?\b|cabecilla|golpista|criminal(es)?\b"
    r"|(cr[ií]men(es)?) (contra|de guerra)|escuadr[oó]n(es)? de la muerte|ejecución extrajudicial"
    r"|(dirig\w+|encabez\w+|lider\w+|jefe d\w+) (\w+ ){0,3}(c[aá]rtel|banda|mafia)"
    r"|orden(ó|aron|ar) (\w+ ){0,6}(disparar|matar|abrir fuego)|(mató|mataron|disparó|dispararon)"
    r" (a|contra) "
    r"|usurp|mercenari|t[ií]tere|marioneta|controlad[oa]s? por (cub|extranjer)"
    r"|esp[ií]as?\b|espi(ó|aron|aba)"
    r"|espionaje|tram(ó|aron|aba)|conspir(ó|aron|ador)|amañ|blanque(ó|ar|aba)|abus(ó|aron) de"
    r"|(neg|retuv|ocult|rob)\w* (\w+ ){0,3}medic(in|ament)|viol\w+ (\w+ ){0,3}derechos"
    r"|(recib|acat|obedec)\w* (\w+ ){0,2}órdenes de",
}
_NAMES = "rdfs:label skos:altLabel skos:prefLabel skos:hiddenLabel"
_CHARGES = f"VALUES ?path {{ {_NAMES} }} ?thing skos:inScheme id:allegation-kinds ; ?path ?value"
_TEXTS = (
    f"VALUES ?path {{ {_NAMES} rdfs:comment dcterms:description skos:definition skos:scopeNote"
    " al:note al:dateNote } ?thing ?path ?value"
)
# What may speak of charges: statements; concepts and terms of the ontology, if not of somebody's.
_STATEMENTS = "?kind rdfs:subClassOf* al:Statement . ?thing a ?kind"
_TERMS = (
    "{ ?thing skos:inScheme ?scheme } UNION { ?thing a ?term . VALUES ?term {"
    " owl:Class owl:ObjectProperty owl:DatatypeProperty owl:Ontology } }"
)
_PEOPLE = f"VALUES ?path {{ {_NAMES} }} ?thing a al:Person ; ?path ?value"
# What only looks like a hedge: that somebody spoke does not say that a charge is theirs.
_UNHEDGING = re.compile(
    r"\b(allegiances?|claimants?|what \w+ (had |have |has )?said|lo que dijo)\b"
)
# Clauses that clear somebody of a charge, or tell who looked into it.
_CLEARED = re.compile(
    r"(\b(denie[ds]|denying|denial) (that|being|having|any|all)\b|\b(never|not) (been )?"
    r"(charged|accused|convicted|tried)\b|\bno evidence\b|\bacquitted\b|\bcleared of\b"
    r"|\binvestigat(e[ds]?|ing) (the|an?|several|alleged)\b"
    r"|\bneg(ó|aba|ar|ado|aron) (que|ser|haber|toda)"
    r"|\b(nunca|no) (se (le|les) )?(fue |fueron |ha sido )?(imput|acus|conden|juzg)\w+"
    r"|\bsin pruebas\b|\babsuel\w+|\binvestig(ó|aba|aron|ar) (el|la|los|las|un|una)\b)[^.;:,]*"
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 5  # of a name of somebody
_NEAR = r"\w*\W+(\w+\W+){0,2}"
# Endings after which a word of another form goes on: corruption, corrupt; usurpación, usurpó.
_ENDINGS = {
    "en": "ations?|ions?|ings?|ships?|it(y|ies)|isms?|ies|ed|al|ers?|es|s|y|e",
    "es": "aci[oó]n(es)?|i[oó]n(es)?|[ai]mientos?|[ai]dad(es)?|uras?|ismos?|[eo]s|as|[aeo]",
}


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
    yield from _exchanged(store)
    for question in planted.telling(questions, ontology):
        yield Breach(rule("question-without-accuser"), question=question)


def _charges(store: Store) -> Iterator[Breach]:
    """Yield each text of a thing that is no statement in which a charge stands without a hedge."""
    statements = {thing for thing, *_ in _rows(store, "?thing", _STATEMENTS)}
    terms = {thing for thing, *_ in _rows(store, "?thing", _TERMS)}
    people = re.compile(rf"\b({'|'.join(_names(store))})\b")
    kinds = [value for value, *_ in _rows(store, "?value", _CHARGES) if isinstance(value, Literal)]
    charges = {language: _charge(language, kinds) for language in HEDGES}
    hedges = {language: re.compile(rf"\b({words})") for language, words in HEDGES.items()}
    for value, thing, path in _rows(store, "?value ?thing ?path", _TEXTS):
        if not isinstance(value, Literal) or thing in statements:
            continue
        # What is in neither language, or does not say in which, is read in both.
        read = [value.language] if value.language in HEDGES else list(HEDGES)
        text = value.value.lower()  # much faster than to look for capitals, too
        if thing in terms and not people.search(text):
            continue
        if not any(charges[language].search(text) for language in read):
            continue
        text = _CLEARED.sub("", _UNHEDGING.sub("", text))
        charged = any(charges[language].search(text) for language in read)
        if charged and not any(hedges[language].search(text) for language in read):
            if isinstance(thing, NamedNode) and isinstance(path, NamedNode):
                yield Breach(rule("charge-in-a-fact"), thing, path.value, value)


def _exchanged(store: Store) -> Iterator[Breach]:
    """Yield each name that speaks of somebody where that in the other language has somebody else.

    Told at the name that speaks of somebody whom no line of the thing has, else at the second.
    """
    called: dict[str, set[Term]] = {}
    for name, person in _rows(store, "?value ?thing", _PEOPLE):
        if isinstance(name, Literal) and person is not None:
            called.setdefault(fold(name.value), set()).add(person)
    named: dict[Term, dict[str, tuple[Literal, dict[str, set[Term]]]]] = {}
    for quad in store.asserted(None, RDFS_LABEL):
        if isinstance(label := quad.object, Literal) and label.language in HEDGES:
            if people := _people(label.value, called):
                named.setdefault(quad.subject, {})[label.language] = label, people
    for thing, labels in sorted(named.items(), key=str):
        if len(labels) != len(HEDGES):
            continue
        (one, first), (other, second) = (labels[language] for language in sorted(labels))
        whom = _without(first, second), _without(second, first)
        if all(whom) and isinstance(thing, NamedNode):
            linked = {quad.object for quad in store.asserted(thing)}
            odd = 0 if first[whom[0]].isdisjoint(linked) and second[whom[1]] & linked else 1
            told = {"who": Literal(whom[odd]), "other": Literal(whom[1 - odd])}
            yield Breach(rule("names-apart"), thing, RDFS_LABEL.value, (one, other)[odd], told)


def _without(people: dict[str, set[Term]], others: dict[str, set[Term]]) -> str:
    """Return the first name in `people` of somebody whom `others` do not name; "" for none."""
    known = set().union(*others.values())
    return next((name for name, who in people.items() if who.isdisjoint(known)), "")


def _people(text: str, called: Mapping[str, set[Term]]) -> dict[str, set[Term]]:
    """Return the names of people in a text, the longest that stands at each place, with who it is.

    >>> _people("Ana María's claim on Bruno", {"ana maria": {1}, "ana": {2}, "bruno": {3}})
    {'Ana María': {1}, 'Bruno': {3}}
    """
    words = [match.span() for match in _WORD.finditer(text)]
    found: dict[str, set[Term]] = {}
    behind = 0  # the end of the last name
    for at, (start, _) in enumerate(words):
        if start >= behind and text[start].isupper():
            for _, end in reversed(words[at : at + _MOST_WORDS]):
                if who := called.get(fold(text[start:end])):
                    found[text[start:end]], behind = who, end
                    break
    return found


def _names(store: Store) -> list[str]:
    """Return what people are called, in small letters; what nobody is, where there are none."""
    names = [value for value, *_ in _rows(store, "?value", _PEOPLE) if isinstance(value, Literal)]
    return sorted({re.escape(name.value.lower()) for name in names}) or ["(?!)"]


def _charge(language: str, kinds: Iterable[Literal]) -> re.Pattern[str]:
    """Return what charges somebody in a language: the kinds of allegation, and words beside."""
    names = {kind.value.lower() for kind in kinds if kind.language == language}
    listed = "".join(rf"{re.escape(name)}\b|{_forms(language, name)}" for name in sorted(names))
    return re.compile(rf"\b({listed}{_CHARGING[language]})")


def _forms(language: str, name: str) -> str:
    """Return in what other forms its words name a kind, such as “usurped the command”.

    Of several words all must be there, near one another; short ones do not count.
    """
    ending = re.compile(rf"(?<=....)({_ENDINGS[language]})$")
    stems = [ending.sub("", word) for word in re.findall(r"\w{4,}", name)]
    if len(stems) == 1 and (len(stems[0]) < 5 or " " in name):
        return ""
    # A power grab, grabbed power; but a threat to life is nothing that threatens life.
    turned = stems[::-1] if len(stems) == len(name.split()) > 1 else []
    return "".join(f"{_NEAR.join(order)}|" for order in (stems, turned) if order)


def _rows(store: Store, columns: str, pattern: str) -> list[tuple[Term | None, ...]]:
    select = f"SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
    return sorted(store.select(select).rows, key=str)
