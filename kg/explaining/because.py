"""Why a rule gives a fact, or finds a contradiction, in one sentence about these very things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.explaining.naming import CELLS, Words
from kg.explaining.phrases import PHRASES
from kg.reasoning import Fact
from kg.reasoning.notation import RULES, VOCABULARY, Pattern
from kg.terms import Literal, Term

Binding = dict[str, Term]


def because(rule: str, fact: Fact, premises: Sequence[Fact], words: Words) -> str:
    """Return why `rule` gives `fact` from `premises`, without a full stop."""
    if rule not in RULES:
        return words.say("another-rule")
    starts = [start for head in RULES[rule].head if (start := _unified(head, fact, {})) is not None]
    return _filled(rule, premises, starts or [{}], words).replace("every thing ", "everything ")


def clashing(rule: str, premises: Sequence[Fact], words: Words) -> str:
    """Return what contradicts itself in `premises` by `rule`, as a sentence."""
    if rule not in RULES:  # another engine's word, or a rule that it does not name
        facts = words.listed([words.fact(fact) for fact in premises])
        return words.say("another-clash", facts=facts).replace(": .", ".")
    sentence = _filled(rule, premises, [{}], words)
    is_name = ":" in sentence.partition(" ")[0]  # which has no other capitals
    return (sentence if is_name else sentence[:1].upper() + sentence[1:]) + "."


def _filled(rule: str, premises: Sequence[Fact], starts: list[Binding], words: Words) -> str:
    """Return the phrase of a rule with what its variables stand for, by what some stand for."""
    patterns = [atom for atom in RULES[rule].body if isinstance(atom, Pattern)]
    told = [premise for premise in premises if premise[1] not in CELLS]
    found = (_matched(patterns, told, start) for start in starts)
    binding = next((binding for binding in found if binding is not None), starts[0])
    terms: dict[str, _Term] = defaultdict(lambda: _Term(None, words))
    terms.update({name: _Term(term, words) for name, term in binding.items()})
    return PHRASES[rule][words.language == "es"].format_map(terms)


def _matched(
    patterns: Sequence[Pattern], facts: Sequence[Fact], binding: Binding
) -> Binding | None:
    """Return a binding under which the patterns are among the facts, in their order, or None."""
    if not patterns:
        return binding
    for place, fact in enumerate(facts):
        extended = _unified(patterns[0], fact, binding)
        if extended is not None:
            whole = _matched(patterns[1:], facts[place + 1 :], extended)
            if whole is not None:
                return whole
    return None


def _unified(pattern: Pattern, fact: Fact, binding: Mapping[str, Term]) -> Binding | None:
    found = dict(binding)
    for slot, term in zip(pattern, fact, strict=True):
        if isinstance(slot, int):
            if VOCABULARY[slot] != term:
                return None
        elif found.setdefault(slot[1:], term) != term:
            return None
    return found


@dataclass(frozen=True)
class _Term:
    """A term that is said in the way that a phrase asks for behind the colon."""

    term: Term | None  # None for a variable that nothing binds
    words: Words

    def __format__(self, way: str) -> str:
        term, words = self.term, self.words
        if term is None:
            return "…"
        match way:
            case "a":
                return words.a(term)
            case "noun":
                return words.noun(term)
            case "quoted":
                return words.quoted(term)
            case "chain":
                return words.chain(words.members(term))
            case "properties":
                return words.listed([words.quoted(member) for member in words.members(term)])
            case "classes":
                return words.listed([words.noun(member) for member in words.members(term)])
        return words.quoted(term) if isinstance(term, Literal) else words.thing(term)
