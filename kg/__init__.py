"""An evidence-first knowledge graph of allegiance shifts.

    >>> import kg
    >>> graph = kg.load()
    >>> answer = graph.query("who-recognized", claimant="guaido", as_of="2019-02-15")
    >>> [(row.who.label, row.date) for row in answer if row.date == "2019-02-02"]
    [('Francisco Esteban Yánez Rodríguez', '2019-02-02')]

Names are loaded when they are first used, so that `import kg` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.errors import KgError
    from kg.graph import KnowledgeGraph, load
    from kg.rows import Passage, Row, Thing

__all__ = ["Answer", "KgError", "KnowledgeGraph", "Passage", "Row", "Thing", "load"]
__version__ = "0.3.0"

_HOMES = {
    "Answer": "kg.answers",
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.graph",
    "Passage": "kg.rows",
    "Row": "kg.rows",
    "Thing": "kg.rows",
    "load": "kg.graph",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
