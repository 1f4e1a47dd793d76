"""Forward chaining: every rule is specialised by the ontology, then fed each fact once.

Facts wait in one line and are taken in turn, asserted ones first; what a rule gives goes to the
end of the line. A fact is looked up only after its turn, so that a derivation never rests on
facts deeper than the last one taken: the first derivation of a fact, which is the one kept, makes
a proof of the least height. Only what would be found many times over is left out, and there a
proof may be a little higher (`_GIVEN_OTHERWISE`, `identity.Replacing`). A rule whose body names
its predicates itself listens to them from the start. Any other is listened for by the part that
does (`?p rdfs:domain ?c`); each way to fill that part makes an instance, which listens to the
predicate or class filled in, and first takes the facts that are there already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.progress import Progress, silent
from kg.reasoning import identity, literals, matching
from kg.reasoning.index import Index, Instance, Row
from kg.reasoning.listening import Listener, apart, listener
from kg.reasoning.matching import Binding
from kg.reasoning.notation import (
    RULES,
    SAME_AS,
    TYPE,
    VOCABULARY,
    Along,
    Atom,
    Comparison,
    Each,
    Pair,
    Pattern,
    Rule,
)
from kg.reasoning.transitive import Steps, summed
from kg.terms import Literal, Triple

_TOLD_EVERY = 20_000  # facts between two signs of progress
_OF_IDENTITY = {"eq-ref", "eq-rep-s", "eq-rep-p", "eq-rep-o"}  # `identity` sees to them
_GIVEN_OTHERWISE = {
    "prp-dom": {"scm-dom1", "scm-dom2"},
    "prp-rng": {"scm-rng1", "scm-rng2"},
    "prp-spo1": {"scm-eqp1"},
    "prp-eqp1": {"scm-eqp2"},
    "prp-eqp2": {"scm-eqp2"},
    "cax-sco": {"scm-eqc1", "scm-int", "scm-uni"},
    "cax-eqc1": {"scm-eqc2"},
    "cax-eqc2": {"scm-eqc2"},
}
"""Rules whose instances need not listen when their axiom was derived by one of these rules.

What they would give follows without the derived axiom too: `?x a ?c2` from a derived
`?p rdfs:domain ?c2` has `?x a ?c1` and `?c1 rdfs:subClassOf ?c2` beside it.
"""


class Engine:
    """The closure of some triples, computed by `run`."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        self.index = Index(asserted)
        self.clashes: dict[tuple[str, frozenset[Row]], tuple[str, tuple[Row, ...]]] = {}
        self.values = literals.by_value(self.index)
        self.rules = [variant for rule in RULES.values() for variant in self._variants(rule)]
        self._by_predicate: dict[int, list[Listener]] = {}
        self._by_class: dict[int, list[Listener]] = {}
        self._sums: dict[int, Steps] = {}
        self._replacing = identity.Replacing(self.index, self.add)
        self._instances: set[tuple[str, tuple[Pattern, ...]]] = set()
        self._datatypes = set(literals.numbers(self.index))

    def run(self, progress: Progress = silent) -> None:
        """Apply the rules until nothing new follows."""
        self._prepare()
        self._take_all(progress)
        for listeners in (self._by_predicate, self._by_class, self._sums):
            listeners.clear()  # they know this engine: it could not be forgotten at once

    def _take_all(self, progress: Progress) -> None:
        """Let every fact be heard, level by level: by what they rest on, the same height."""
        rows, taken = self.index.rows, 0
        while taken < len(rows):
            level = len(rows)
            while taken < level:
                progress("inferring", taken, level)
                some = rows[taken : min(taken + _TOLD_EVERY, level)]
                self._take(some)
                taken += len(some)
            for steps in list(self._sums.values()):
                steps.join()

    def _take(self, some: list[Row]) -> None:
        reach, by_predicate, by_class = self.index.reach, self._by_predicate, self._by_class
        same, replace = self._replacing.same, self._replacing.take
        for row in some:
            reach(row)
            for listen in by_predicate.get(row[1], ()):
                listen(row)
            if row[1] == TYPE:
                for listen in by_class.get(row[2], ()):
                    listen(row)
            if same:
                replace(row)

    def add(self, row: Row, why: tuple[Instance, *tuple[Row, ...]]) -> None:
        """Put a derived fact at the end of the line; that a thing is itself goes without saying."""
        if row[1] == SAME_AS and row[0] == row[2] and why[0].rule.name != "eq-ref":
            return
        self.index.place[row] = len(self.index.rows)
        self.index.rows.append(row)
        self.index.why.append(why)

    def derive(self, row: Row, rule: str, *premises: Row) -> None:
        """Add a fact that a rule gives, if it is new."""
        if row not in self.index.place:
            self.add(row, (Instance(RULES[rule]), *premises))

    def clash(self, rule: str, premises: tuple[Row, ...]) -> None:
        """Note a contradiction, once however its premises are ordered."""
        self.clashes.setdefault((rule, frozenset(premises)), (rule, premises))

    def _variants(self, rule: Rule) -> list[Rule]:
        """Return a rule once for each way in which the graph spells its number (`1`, `01`)."""
        for atom in rule.body:
            if isinstance(atom, Pattern) and isinstance(atom.object, int) and atom.object < 0:
                constant = VOCABULARY[atom.object]
                if isinstance(constant, Literal):
                    spelt = literals.spellings_of(constant, self.values)
                    place = rule.body.index(atom)
                    before, after = rule.body[:place], rule.body[place + 1 :]
                    bodies = ((*before, atom._replace(object=one), *after) for one in spelt)
                    return [replace(rule, body=body) for body in bodies]
        return [rule]

    def _prepare(self) -> None:
        for rule in self.rules:
            if not rule.body:
                for pattern in rule.head:
                    self.derive(matching.row(pattern, {}), rule.name)
            elif rule.name not in _OF_IDENTITY and not any(
                isinstance(atom, Comparison) for atom in rule.body
            ):
                self._listen_for(rule)
        identity.of_things(self)
        identity.of_literals(self)

    def _listen_for(self, rule: Rule) -> None:
        """Let a rule listen to what its body names itself."""
        later = [atom for atom in rule.body if _is_filled_later(atom)]
        if later:  # two members of a list are found by what fills them in
            later = [atom for atom in rule.body if _is_filled_later(atom) or isinstance(atom, Pair)]
        told = [atom for atom in rule.body if atom not in later]
        patterns = [atom for atom in told if isinstance(atom, Pattern)]
        if not later and len(patterns) == len(told):
            self._listen(Instance(rule), patterns, rule.head)
            return
        for place, pattern in enumerate(told):
            if isinstance(pattern, Pattern):
                others = [((n,), atom) for n, atom in enumerate(told) if n != place]
                self._register(pattern, self._maker(rule, pattern, (place,), others, later))

    def _maker(
        self,
        rule: Rule,
        heard: Pattern,
        place: tuple[int, ...],
        others: matching.Open,
        later: list[Atom],
    ) -> Listener:
        """Return what makes the instances of a rule from a fact of its ontology part."""

        possible = matching.expected(self.index, (atom for _, atom in others))

        def make(row: Row) -> None:
            binding = matching.unified(heard, row, {}) if possible() else None
            if binding is None:
                return
            if not others:
                self._instantiate(rule, binding, (row,), later)
                return
            ways = matching.solutions(self.index, others, binding, {place: (row,)})
            for bound, premises in list(ways):
                self._instantiate(rule, bound, premises, later)

        return make

    def _instantiate(
        self, rule: Rule, bound: Binding, premises: tuple[Row, ...], later: list[Atom]
    ) -> None:
        """Give what a rule says at once, or let its instance listen to what is still open."""
        if not later:
            for pattern in rule.head:
                self.derive(matching.row(pattern, bound), rule.name, *premises)
            if not rule.head:
                self.clash(rule.name, premises)
            return
        if self._given_otherwise(rule.name, premises[0]):
            return
        patterns: list[Pattern] = []
        for atom in later:
            if isinstance(atom, Pair):
                self._keep_apart(rule, bound, premises, later)
                return
            if isinstance(atom, Each | Along):
                parts, facts = matching.expanded(self.index, atom, bound)
                if not parts:
                    return  # no list
                patterns += [matching.pattern(part, bound) for part in parts]
                premises += facts
            else:
                assert isinstance(atom, Pattern)
                patterns.append(matching.pattern(atom, bound))
        head = tuple(matching.pattern(pattern, bound) for pattern in rule.head)
        if (rule.name, (*patterns, *head)) not in self._instances:
            self._instances.add((rule.name, (*patterns, *head)))
            self._listen(Instance(rule, premises), patterns, head)

    def _keep_apart(
        self, rule: Rule, bound: Binding, premises: tuple[Row, ...], later: list[Atom]
    ) -> None:
        """Let an instance about any two members of a list listen to the facts with each."""
        pair, one, other = later
        assert isinstance(pair, Pair) and isinstance(one, Pattern) and isinstance(other, Pattern)
        members, facts = self.index.members(bound[pair.list])
        at = next(place for place in range(3) if one[place] != other[place])
        instance = Instance(rule, (*premises, *facts))
        for member, listen in zip(members, apart(self, instance, members, at), strict=True):
            heard = matching.pattern(one, {pair.earlier: member})
            for row in list(matching.facts_like(self.index, heard)):
                listen(row)
            self._register(heard, listen)

    def _given_otherwise(self, rule: str, axiom: Row) -> bool:
        why = self.index.reason(axiom) if rule in _GIVEN_OTHERWISE else None
        return why is not None and why[0].rule.name in _GIVEN_OTHERWISE[rule]

    def _listen(
        self, instance: Instance, patterns: list[Pattern], head: tuple[Pattern, ...]
    ) -> None:
        """Let an instance take the facts that are there, then listen to those that come."""
        heads = [pattern for pattern in head if pattern not in patterns]
        if head and not heads:
            return  # it says what it was told
        property = summed(patterns, head)
        if property is not None:
            self._add_up(instance, property, patterns[0])
            return
        said: list[Pattern | None] = [*heads] or [None]
        made = [
            [listener(self, instance, patterns, place, pattern) for pattern in said]
            for place in range(len(patterns))
        ]
        costs = [matching.cost(self.index, pattern, {}) for pattern in patterns]
        rarest = costs.index(min(costs))
        for row in list(matching.facts_like(self.index, patterns[rarest])) if costs[rarest] else ():
            for listen in made[rarest]:
                listen(row)
        for pattern, listeners in zip(patterns, made, strict=True):
            for listen in listeners:
                self._register(pattern, listen)

    def _add_up(self, instance: Instance, property: int, pattern: Pattern) -> None:
        """Let the steps of a property add up, if they do not do so already."""
        if property not in self._sums:
            steps = self._sums[property] = Steps(self, instance, property)
            for row in matching.facts_like(self.index, pattern):
                steps.hear(row)
            self._register(pattern, steps.hear)

    def _register(self, pattern: Pattern, listen: Listener) -> None:
        _, predicate, value = pattern
        if predicate == TYPE and isinstance(value, int):
            if value in self._datatypes:  # their members are told only where a rule asks
                self._datatypes.discard(value)
                identity.tell_members(self, value)
            self._by_class.setdefault(value, []).append(listen)
        else:
            assert isinstance(predicate, int)
            self.hear(predicate, listen)

    def hear(self, predicate: int, listen: Listener) -> None:
        """Let something take every fact of a predicate."""
        self._by_predicate.setdefault(predicate, []).append(listen)

    def hear_members(self, datatype: int, listen: Listener) -> None:
        """Let something take every fact that is said to be of a datatype."""
        self._by_class.setdefault(datatype, []).append(listen)


def _is_filled_later(atom: Atom) -> bool:
    """Say whether only the ontology tells which predicate or class an atom is about."""
    if isinstance(atom, Pattern):
        return isinstance(atom.predicate, str) or (
            atom.predicate == TYPE and isinstance(atom.object, str)
        )
    return isinstance(atom, Each | Along)
