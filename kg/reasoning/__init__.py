"""What follows from the data by the ontology: the OWL 2 RL closure, and why it follows.

The rules are those of https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules,
written down in `rules` as a table; `saturation` applies them and explains what they gave. What a
`Closure` keeps speaks of the project's own terms.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.progress import Progress, silent
from kg.reasoning.facts import Clash, Derivation, Fact, Proof, as_text, from_text
from kg.terms import INFERRED, PREFIXES, Literal, NamedNode, Quad, Triple

__all__ = [
    "Clash",
    "Closure",
    "Derivation",
    "Fact",
    "Proof",
    "closure",
    "saturate",
]

if TYPE_CHECKING:  # the engine is loaded when there is something to infer
    from kg.reasoning.saturation import Saturation

_COMMENT = NamedNode(PREFIXES["rdfs"] + "comment")


@dataclass(frozen=True)
class Closure:
    """What reasoning adds: `triples` sorted, and the `clashes` it met, sorted."""

    triples: tuple[Triple, ...]
    clashes: tuple[Clash, ...]

    def inferred(self) -> list[Quad]:
        """Return the triples in the graph of inferred triples."""
        return [Quad(t.subject, t.predicate, t.object, INFERRED) for t in self.triples]

    def quads(self) -> list[Quad]:
        """Return the triples and, as comments on their graph, the clashes: what is kept."""
        noted = [Literal(as_text(clash)) for clash in self.clashes]
        return self.inferred() + [Quad(INFERRED, _COMMENT, text, INFERRED) for text in noted]

    @staticmethod
    def from_quads(quads: Iterable[Quad]) -> Closure:
        """Return the closure that `quads()` wrote."""
        triples, clashes = [], []
        for quad in quads:
            if quad.subject == INFERRED and isinstance(quad.object, Literal):
                clashes.append(from_text(quad.object.value))
            else:
                triples.append(quad.triple)
        clashes.sort(key=Clash.sort_key)
        return Closure(tuple(sorted(triples, key=str)), tuple(clashes))


def closure(asserted: Iterable[Triple], progress: Progress = silent, engine: str = "kg") -> Closure:
    """Return what OWL 2 RL adds to `asserted` about terms that it itself uses.

    `engine` is "kg" or "owlrl". Raises KgError for another one.
    """
    from kg.reasoning.telling import Telling

    known = list(asserted)
    if engine == "kg":
        with _keeping_all():
            saturation = saturate(known, progress)
            return Closure(saturation.told(Telling(known)), saturation.clashes)
    if engine != "owlrl":
        raise KgError(f"There is no engine {engine!r}: write kg or owlrl.")
    from kg.reasoning import by_owlrl

    added, clashes = by_owlrl.closure(known, progress)
    telling = Telling(known)
    kept = sorted((triple for triple in added if telling.tells(triple)), key=str)
    return Closure(tuple(kept), tuple(sorted(clashes, key=Clash.sort_key)))


def saturate(asserted: Iterable[Triple], progress: Progress = silent) -> Saturation:
    """Return `asserted` with all that OWL 2 RL derives from it, ready to be asked why.

    That a thing is the same as itself (eq-ref) is not counted among what is derived, save where
    a contradiction rests on it.
    """
    from kg.reasoning.engine import Engine
    from kg.reasoning.saturation import Saturation

    with _keeping_all():
        engine = Engine(asserted)
        engine.run(progress)
    return Saturation(engine)


@contextlib.contextmanager
def _keeping_all() -> Iterator[None]:
    """Keep Python from looking for garbage where there is none yet: a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
