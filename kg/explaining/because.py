"""Why a rule gives a fact, or finds a contradiction, in one sentence about these very things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.explaining.naming import CELLS, Words
from kg.explaining.phrases import BECAUSE, CLASHES
from kg.reasoning import Fact
from kg.reasoning.notation import RULES, VOCABULARY, Pattern
from kg.terms import Term

Binding = dict[str, Term]


def because(rule: str, fact: Fact, premises: Sequence[Fact], words: Words) -> str:
    """Return why `rule` gives `fact` from `premises`, without a full stop."""
    said = BECAUSE.get(rule)
    if said is None:
        return words.either("the rule says so", "lo dice la regla")
    sentence = _filled(words.either(*said), bindings(rule, premises, fact), words)
    return sentence.replace("every thing ", "everything ")


def clashing(rule: str, premises: Sequence[Fact], words: Words) -> str:
    """Return what contradicts itself in `premises` by `rule`, as a sentence."""
    said = CLASHES.get(rule)
    if said is None:  # another engine's word, or a rule that it does not name
        told = words.listed([words.fact(fact) for fact in premises])
        shown = words.either("These contradict each other", "Estos hechos se contradicen")
        return f"{shown}: {told}." if told else f"{shown}."
    sentence = _filled(words.either(*said), bindings(rule, premises), words)
    is_name = ":" in sentence.partition(" ")[0]  # which has no other capitals
    return (sentence if is_name else sentence[:1].upper() + sentence[1:]) + "."


def bindings(rule: str, premises: Sequence[Fact], fact: Fact | None = None) -> Binding:
    """Return what the variables of a rule stand for, by their names without question mark."""
    if rule not in RULES:
        return {}
    patterns = [atom for atom in RULES[rule].body if isinstance(atom, Pattern)]
    told = [premise for premise in premises if premise[1] not in CELLS]
    heads = RULES[rule].head if fact is not None else ()
    starts: list[Binding] = [{}]
    if fact is not None:
        starts = [b for head in heads if (b := _unified(head, fact, {})) is not None] or starts
    found = (_matched(patterns, told, start) for start in starts)
    return next((binding for binding in found if binding is not None), starts[0])


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


def _filled(template: str, binding: Binding, words: Words) -> str:
    return template.format_map(_Said(binding, words))


class _Said(dict[str, "_Term"]):
    """What a template finds behind each variable."""

    def __init__(self, binding: Binding, words: Words) -> None:
        super().__init__({name: _Term(term, words) for name, term in binding.items()})

    def __missing__(self, name: str) -> _Term:
        return _Term(None, None)


class _Term:
    """A term that is said in the way that a template asks for behind the colon."""

    def __init__(self, term: Term | None, words: Words | None) -> None:
        self._term, self._words = term, words

    def __format__(self, way: str) -> str:
        if self._term is None or self._words is None:
            return "…"
        match way:
            case "a":
                return self._words.a(self._term)
            case "noun":
                return self._words.noun(self._term)
            case "quoted":
                return self._words.quoted(self._term)
            case "chain":
                return chain(self._words.members(self._term), self._words)
            case "properties":
                members = self._words.members(self._term)
                return self._words.listed([self._words.quoted(m) for m in members])
            case "classes":
                members = self._words.members(self._term)
                return self._words.listed([self._words.noun(m) for m in members])
        return self._words.thing(self._term)


def chain(properties: Sequence[Term], words: Words) -> str:
    """Return a path of properties in words: “actor of” something with “recognized claimant”."""
    link = words.either(" something that has ", " algo que tiene ")
    return link.join(words.quoted(member) for member in properties)
