"""Who says what a statement says, and whether anybody disputes it: never the content alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.explaining.phrases import say
from kg.store import Store
from kg.terms import PREFIXES, BlankNode, NamedNode, Term, al


@dataclass(frozen=True)
class Said:
    """Of a statement: who makes it, who passes it on, its status and the one that is recorded."""

    makers: tuple[str, ...]
    reporters: tuple[str, ...]
    status: str
    recorded: tuple[str, ...]
    language: str = "en"
    label: str = ""  # of the statement itself

    def __str__(self) -> str:
        status = (self.status, *self.recorded)
        told = {"said-by": self.makers, "status": status, "passed-on": self.reporters}
        parts = ((say(key, self.language), names) for key, names in told.items() if names)
        return "; ".join(f"{part}: {', '.join(names)}" for part, names in parts)

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "label": self.label,
            "said by": list(self.makers),
            "passed on by": list(self.reporters),
            "status": self.status,
            "recorded status": list(self.recorded),
        }


def said(store: Store, thing: Term, language: str = "en") -> Said | None:
    """Return who says it and its status when `thing` is a statement, None when it is none."""
    if not isinstance(thing, NamedNode) or not store.is_a(thing, ("al:Statement",)):
        return None

    def named(role: str) -> tuple[str, ...]:
        values = store.values(thing, al(role))
        return tuple(store.label(v, language) for v in values if not isinstance(v, BlankNode))

    return Said(
        makers=named("madeBy") or (say("no-maker", language),),
        reporters=named("reportedBy"),
        status=_word(store, status(store, thing), language),
        recorded=named("status"),
        language=language,
        label=store.label(thing, language),
    )


def said_in(store: Store, terms: Iterable[Term], language: str = "en") -> tuple[Said, ...]:
    """Return who says each statement that is among terms, such as those of a fact, in order."""
    found = (said(store, term, language) for term in dict.fromkeys(terms))
    return tuple(one for one in found if one is not None)


def bracketed(told: Sequence[Said]) -> str:
    """Return whose statements are, to stand behind a sentence that names them."""
    if len(told) == 1:
        return f" [{told[0]}]"
    return "".join(f" [{one.label}: {one}]" for one in told)


def status(store: Store, thing: Term) -> str:
    """Return whether a statement is "denied", "contested" or "attributed", as questions do.

    Denied when one whom it accuses disputes it; contested when anybody else's word, or a rival
    claim to the same office, stands against it.
    """
    accused = set(store.values(thing, al("accused")))
    against = {quad.subject for quad in store.quads(None, al("disputes"), thing)}
    if any(accused & set(store.values(other, al("madeBy"))) for other in against):
        return "denied"
    disputed = store.values(thing, al("disputes"))
    replies = any(store.values(other, al("reportedIn")) for other in disputed)
    return "contested" if against or replies or _has_rival(store, thing) else "attributed"


def _has_rival(store: Store, thing: Term) -> bool:
    """Say whether another claim gives the same office to somebody else."""
    holders = set(store.values(thing, al("claimedHolder")))
    rivals = {
        quad.subject
        for office in store.values(thing, al("office"))
        for quad in store.quads(None, al("office"), office)
    }
    named = (set(store.values(rival, al("claimedHolder"))) for rival in rivals)
    return bool(holders) and any(others - holders for others in named)


def _word(store: Store, code: str, language: str) -> str:
    """Return the word for a status, the code itself where the project has none."""
    label = store.label(NamedNode(PREFIXES["query"] + "value-" + code), language)
    return code if label.startswith(("query:", "<")) else label
