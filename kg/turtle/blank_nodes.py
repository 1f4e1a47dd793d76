"""How the blank nodes of a file are called: after its graph, in the order of their appearance.

So those of two files stay two, and the same file gives the same names.
"""

from __future__ import annotations

import hashlib
from typing import Any

from kg.terms import BlankNode


def blank_prefix(graph: str) -> str:
    """Return how the names of the blank nodes of a named graph begin."""
    return "f" + hashlib.sha256(graph.encode()).hexdigest()[:8]


class BlankNodes:
    """Gives the terms of a file back, the blank nodes among them with their new names."""

    def __init__(self, graph: str) -> None:
        self._prefix = blank_prefix(graph)
        self._names: dict[BlankNode, BlankNode] = {}

    def __call__(self, term: Any) -> Any:
        if not isinstance(term, BlankNode):
            return term
        if term not in self._names:
            self._names[term] = BlankNode(f"{self._prefix}b{len(self._names)}")
        return self._names[term]
