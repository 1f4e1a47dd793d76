"""How the blank nodes of a named graph are called."""

from __future__ import annotations

import hashlib


def blank_prefix(graph: str) -> str:
    """Return how the names of the blank nodes of a named graph begin."""
    return "f" + hashlib.sha256(graph.encode()).hexdigest()[:8]
