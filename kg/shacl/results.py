"""One result of validation: which thing breaks which rule, and with which value."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.terms import PREFIXES, Literal, NamedNode, Term


@dataclass(frozen=True)
class Result:
    """A result as section 3.6 of SHACL has it (https://www.w3.org/TR/shacl/#results).

    `path` is "", an IRI, or the text of a SPARQL path where it is more than one property;
    `severity` is Violation, Warning, Info or the IRI of another one. `constraint` is the
    sh:sourceConstraint of a result that a query found, `rule` the id of the rule that is broken.
    """

    focus: Term
    path: str
    value: Term | None
    shape: Term
    component: NamedNode
    severity: str
    messages: tuple[Literal, ...]
    constraint: Term | None = None
    rule: str = field(default="", compare=False)

    def sort_key(self) -> tuple[str, ...]:
        """Return what results are ordered by: the thing, the property, the value, the rule."""
        value = "" if self.value is None else str(self.value)
        rest = (*sorted(map(str, self.messages)), str(self.constraint))
        place = (str(self.focus), self.path, value, str(self.shape), self.component.value)
        return (*place, self.severity, *rest)


def severity_name(severity: Term) -> str:
    """Return the name of a severity of SHACL, or the IRI of one that is not."""
    iri = severity.value if isinstance(severity, NamedNode) else str(severity)
    return iri.removeprefix(PREFIXES["sh"])
