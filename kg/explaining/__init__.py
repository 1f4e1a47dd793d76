"""Why something holds, why it does not, and what contradicts itself: in words, with its places.

The reasons come from the project's own reasoner, which keeps how it derived each fact; the places
from the index over the Turtle text; the passages from the facts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg import closures, shacl
from kg.explaining.asked import Asked, Meanings
from kg.explaining.conflicts import Conflicts, Facts, identity
from kg.explaining.missing import ANY, Missing
from kg.explaining.naming import is_schema
from kg.explaining.report import FORMATS, Answered, Explanation
from kg.explaining.said import bracketed, said_in
from kg.explaining.steps import Contradiction, Step, Teller, distinct
from kg.files import Project
from kg.parsing import parse
from kg.progress import Progress, silent
from kg.reasoning import Clash, Fact, Proof, saturate
from kg.reasoning.facts import as_triple
from kg.reasoning.proofs import leaves
from kg.schema import is_built_in, word
from kg.store import Store
from kg.terms import RDF_TYPE, BlankNode, Literal, NamedNode, Term, curie
from kg.turtle.positions import Positions

__all__ = ["FORMATS", "Answered", "Asked", "Contradiction", "Explanation", "why"]

_TOLD = {  # of the languages of ontologies
    RDF_TYPE,
    *map(word, ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:sameAs", "owl:differentFrom")),
}
_NOTES = tuple(map(word, ("skos:scopeNote", "skos:definition", "rdfs:comment")))
_CLOSED = word("sh:ClosedConstraintComponent")
_OBSTACLES = 3  # contradictions told of a fact that cannot hold
_OTHERS = 3  # other sets of facts told of one contradiction
_TRIED = 100  # proofs looked through for those that rest on facts of their own
_SHOWN = 5  # facts told of many that hold instead, or the other way round


def why(
    project: Project,
    store: Store,
    asked: Asked,
    language: str = "en",
    progress: Progress = silent,
) -> Explanation:
    """Return why what is `asked` about holds, or what it lacks, and the clashes it is in.

    Without a subject, all clashes. Raises UnknownName, AmbiguousName and BadValue for names.
    """
    explainer = _Explainer(project, store, asked, language, progress)
    if asked.subject is None:
        return explainer.clashes()
    meanings = Meanings(store, explainer.facts, language)
    if asked.property is None:
        told = explainer.thing(meanings.subject(asked.subject))
        return replace(told, read_as=tuple(meanings.read_as))
    predicate, text = meanings.relation(asked.property, asked.value)
    subject = meanings.subject(asked.subject, predicate)
    known = explainer.values(subject, predicate)
    values = [v for v in known if _is_value(predicate, v)]
    if text is not None:
        values = [meanings.value(text, predicate, known)]
    told = explainer.relation(subject, predicate, values)
    return replace(told, read_as=tuple(meanings.read_as))


class _Explainer:
    """Explains from one state of the files, saturated once."""

    def __init__(
        self, project: Project, store: Store, asked: Asked, language: str, progress: Progress
    ) -> None:
        self._project, self._store, self._asked = project, store, asked
        self._asserted = closures.asserted(project)
        self._saturation = saturate(self._asserted, progress)
        self._clashing = {identity(clash) for clash in self._saturation.clashes}
        # Files added by hand come first.
        self._teller = Teller(store, Positions(reversed(project.graph_files)), language)
        self._words, self._language = self._teller.words, language
        self.facts: dict[Term, list[Fact]] = {}
        for fact in self._saturation:
            self.facts.setdefault(fact[0], []).append(fact)

    def clashes(self) -> Explanation:
        """Return all that contradicts itself."""
        told, more = self._contradictions(self._saturation.clashes)
        return Explanation(clashes=told, more=more, language=self._language)

    def thing(self, subject: NamedNode) -> Explanation:
        """Return all that follows about a thing, in short, and the clashes it is in."""
        inferred = [fact for fact in self.facts.get(subject, ()) if self._is_told(fact)]
        inferred.sort(key=lambda fact: (str(fact[1]), self._words.fact(fact)))
        answers = (self._answered(fact, [self._saturation.proof(fact)]) for fact in inferred)
        clashes = (c for c in self._saturation.clashes if self._rests_on(c, subject))
        told, more = self._contradictions(clashes)
        return replace(self._about(subject, answers), clashes=told, more=more, short=True)

    def relation(self, subject: NamedNode, predicate: NamedNode, values: list[Term]) -> Explanation:
        """Return why a thing has a property, with some values, or what it lacks to have any."""
        facts = [(subject, predicate, v) for v in sorted(values, key=self._words.thing)]
        return self._about(subject, map(self._explained, facts or [(subject, predicate, ANY)]))

    def values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Return what a thing is known to have as a property, also in files not reasoned over."""
        known = [value for _, name, value in self.facts.get(subject, ()) if name == predicate]
        quads = self._store.asserted(subject, predicate)
        written = sorted({quad.object for quad in quads}, key=str)
        return list(dict.fromkeys([*known, *written]))

    def _explained(self, fact: Fact) -> Answered:
        """Return a fact with its proofs: one, or every one up to the limit; else what it lacks."""
        subject, predicate, value = fact
        assert isinstance(predicate, NamedNode)
        if fact in self._saturation:
            if not self._asked.every:
                return self._answered(fact, [self._saturation.proof(fact)])
            tried = self._saturation.proofs(fact, max(_TRIED, self._asked.limit + 1))
            return self._answered(fact, distinct(tried))
        if value in self.values(subject, predicate):  # in a file that is not reasoned over
            return self._answered(fact, [Proof(fact, None)])
        return self._missing(subject, predicate, value)

    def _answered(self, fact: Fact, proofs: list[Proof]) -> Answered:
        verdict = "asserted" if proofs[0].rule is None else "inferred"
        told = tuple(self._teller.proof(proof) for proof in proofs[: self._asked.limit])
        return Answered(self._title(fact), verdict, told, more=len(proofs) > len(told))

    def _missing(self, subject: Term, predicate: NamedNode, value: Term) -> Answered:
        """Return what a fact lacks that is neither written nor follows."""
        words, fact, is_kind = self._words, (subject, predicate, value), predicate == RDF_TYPE
        obstacles = self._obstacles(fact)
        missing = Missing(words, self.facts, self._is_possible, self._refusals)
        ways = [] if obstacles else missing.ways(fact)
        refusals = [] if obstacles or ways else self._refusals(fact)
        known = (v for v in self.values(subject, predicate) if v != subject)
        others = [(subject, predicate, v) for v in known if _is_value(predicate, v)]
        return Answered(
            self._title(fact),
            "missing",
            ways=tuple(ways),
            obstacles=obstacles,
            refusals=tuple(refusals),
            note=self._note(value if is_kind else predicate) if obstacles or refusals else "",
            linked=() if is_kind else self._listed(missing.linked(fact)),
            instead=() if is_kind else self._listed(others),
            reversed=() if is_kind else self._listed(missing.reversed(fact)),
        )

    def _is_possible(self, facts: tuple[Fact, ...]) -> bool:
        """Say whether facts go together with the ontology and what is known of their things."""
        if any(isinstance(fact[0], Literal) for fact in facts):
            return False
        added = [as_triple(fact) for fact in facts if isinstance(fact[1], NamedNode)]
        things = {term for subject, _, value in facts for term in (subject, value)}
        known = [as_triple(f) for thing in things for f in self.facts.get(thing, ())]
        axioms = [t for t in self._asserted if is_schema((t.subject, t.predicate, t.object))]
        tried = saturate([*axioms, *known, *added])
        return all(identity(clash) in self._clashing for clash in tried.clashes)

    def _refusals(self, fact: Fact) -> list[str]:
        """Return what the shapes say against writing a fact, as curators are told it."""
        subject, predicate, value = fact
        shapes = [quad.triple for file in self._project.shapes for quad in parse(file)]
        if not shapes or not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
            return []
        if value == ANY:  # any value will do to see whether the property belongs there
            usual = (quad.object for quad in self._store.quads(None, predicate))
            fact = (subject, predicate, min(usual, key=str, default=ANY))
        try:
            found = shacl.validate([*self._asserted, as_triple(fact)], shapes)
        except shacl.BadShape:
            return []
        here = ("Violation", subject, predicate.value)
        wrong = [r for r in found if (r.severity, r.focus, r.path) == here]
        told = [r.messages for r in wrong if value != ANY or r.component == _CLOSED]
        return list(dict.fromkeys(filter(None, map(self._chosen, told))))

    def _note(self, term: Term) -> str:
        """Return what the ontology says of the use of a word of its own, "" for nothing."""
        notes = (self._chosen(self._store.values(term, name)) for name in _NOTES)
        note = next(filter(None, notes), "")
        return note and self._words.say("meant", name=self._words.quoted(term), note=note)

    def _chosen(self, texts: Iterable[Term]) -> str:
        """Return the text in the language, else in English, else any."""
        by_language = {t.language or "": t.value for t in texts if isinstance(t, Literal)}
        wanted = (self._language, "en", "", *sorted(by_language))
        return " ".join(next((by_language[w] for w in wanted if w in by_language), "").split())

    def _listed(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Return facts as sentences, statements with who says them; of many the first."""
        told = [self._title(fact) for fact in facts[:_SHOWN]]
        more = len(facts) - len(told)
        return tuple([*told, self._words.say("more", count=more)] if more else told)

    def _title(self, fact: Fact) -> str:
        thing, predicate, value = fact
        if value == ANY:
            names = {"thing": self._words.thing(thing), "property": self._words.quoted(predicate)}
            return self._words.say("has-something", **names)
        return self._words.fact(fact) + bracketed(said_in(self._store, fact, self._language))

    def _contradictions(self, clashes: Iterable[Clash]) -> tuple[tuple[Contradiction, ...], int]:
        """Return the contradictions behind clashes up to the limit, and how many more there are."""
        conflicts = Conflicts(self._saturation, clashes)
        grouped = self._grouped(conflicts)
        told: dict[frozenset[Step], Contradiction] = {}
        for group in grouped[: self._asked.limit]:
            sets = list(group.items())[: _OTHERS + 1]
            first, *others = (self._teller.clash(*conflicts.needed(*one)) for one in sets)
            further = tuple(other.facts for other in others if other.facts != first.facts)
            found = replace(first, others=further, more=len(group) > len(sets))
            told.setdefault(frozenset(first.facts), found)
        return tuple(told.values()), max(0, len(grouped) - self._asked.limit)

    def _grouped(self, conflicts: Conflicts) -> list[dict[Facts, Clash]]:
        """Return the sets of facts that contradict themselves, by how they do."""
        groups: dict[str, dict[Facts, Clash]] = {}
        for facts, clash in conflicts.smallest().items():
            groups.setdefault(self._teller.sentence(clash), {})[facts] = clash
        return list(groups.values())

    def _obstacles(self, fact: Fact) -> tuple[Contradiction, ...]:
        """Return what a fact would contradict, each with what it does not go together with."""
        tried = saturate([*self._asserted, as_triple(fact)])
        new = [clash for clash in tried.clashes if identity(clash) not in self._clashing]
        conflicts = Conflicts(tried, new)
        firsts = (next(iter(group.items())) for group in self._grouped(conflicts)[:_SHOWN])
        made = (conflicts.needed(facts, clash) for facts, clash in firsts)
        return tuple(
            self._teller.clash(clash, [known for known in needed if known != fact])
            for clash, needed in made
            if fact in needed
        )[:_OBSTACLES]

    def _rests_on(self, clash: Clash, thing: Term) -> bool:
        """Say whether a thing is in the facts of a clash, or in what they were derived from."""
        asserted = leaves(self._saturation.proof(fact) for fact in clash.premises)
        return any(thing in fact for fact in (*clash.premises, *asserted))

    def _is_told(self, fact: Fact) -> bool:
        """Say whether an inferred fact tells something: not that a thing is itself, or a thing."""
        subject, predicate, value = fact
        if subject == value or self._saturation.is_asserted(fact):
            return False
        is_own = isinstance(predicate, NamedNode) and not is_built_in(predicate)
        return (is_own or predicate in _TOLD) and _is_value(predicate, value)

    def _about(self, thing: NamedNode, answers: Iterable[Answered]) -> Explanation:
        return Explanation(
            answers=tuple(answers),
            label=self._store.label(thing, self._language),
            name=curie(thing.value, self._store.prefixes),
            place=self._teller.place(thing),
            passages=self._teller.passages(thing),
            said=said_in(self._store, [thing], self._language),
            language=self._language,
        )


def _is_value(predicate: Term, value: Term) -> bool:
    """Say whether a value is worth telling: no word of OWL's own, no nameless class."""
    is_nameless_class = isinstance(value, BlankNode) and predicate in _TOLD
    return not is_built_in(value) and not is_nameless_class
