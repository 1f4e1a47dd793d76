"""What is said of a breach where the shape itself has no message: plain words, two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.shacl.vocabulary import written
from kg.terms import BlankNode, Literal, NamedNode, Term

_WORDS = {
    "class": ("This must be described as {}.", "Debe estar descrito como {}."),
    "datatype": ("This must be a value of the kind {}.", "Debe ser un valor del tipo {}."),
    "nodeKind": ("This must be of the kind {}.", "Debe ser de la clase {}."),
    "minCount": ("Too few values: there must be at least {}.", "Faltan valores: mínimo {}."),
    "maxCount": ("Too many values: there may be {} at most.", "Sobran valores: máximo {}."),
    "minExclusive": ("This must be more than {}.", "Debe ser mayor que {}."),
    "minInclusive": ("This must be {} or more.", "Debe ser {} o más."),
    "maxExclusive": ("This must be less than {}.", "Debe ser menor que {}."),
    "maxInclusive": ("This must be {} or less.", "Debe ser {} o menos."),
    "minLength": ("This must have at least {} characters.", "Debe tener al menos {} caracteres."),
    "maxLength": ("This may have {} characters at most.", "Puede tener {} caracteres como máximo."),
    "pattern": ("This must be written in the form {}.", "Debe escribirse con la forma {}."),
    "languageIn": (
        "This must be a text marked as being in one of these languages: {}.",
        "Debe ser un texto marcado con uno de estos idiomas: {}.",
    ),
    "uniqueLang": ("Keep one text per language.", "Deje un solo texto por idioma."),
    "equals": ("This must also be given for {}, and so must each value of that be given here.",
               "Debe constar también en {}, y cada valor de esta propiedad debe constar aquí."),
    "disjoint": ("This must not be given for {} as well.", "No debe constar también en {}."),
    "lessThan": ("This must be less than, or before, each value of {}.",
                 "Debe ser menor que, o anterior a, cada valor de {}."),
    "lessThanOrEquals": ("This must not be more than, or after, any value of {}.",
                         "No debe ser mayor que, ni posterior a, ningún valor de {}."),
    "not": ("This is just what the rule forbids.", "Es justo lo que la regla prohíbe."),
    "and": ("This does not meet all the conditions of the rule.",
            "No cumple todas las condiciones de la regla."),
    "or": ("This meets none of the conditions of which the rule asks for one.",
           "No cumple ninguna de las condiciones de las que la regla pide una."),
    "xone": ("This must meet exactly one of the conditions of the rule.",
             "Debe cumplir exactamente una de las condiciones de la regla."),
    "node": ("This does not meet the conditions of the rule {}.",
             "No cumple las condiciones de la regla {}."),
    "qualifiedMinCount": ("Too few values meet the conditions: there must be at least {}.",
                          "Muy pocos valores cumplen las condiciones: mínimo {}."),
    "qualifiedMaxCount": ("Too many values meet the conditions: there may be {} at most.",
                          "Demasiados valores cumplen las condiciones: máximo {}."),
    "closed": ("This line does not belong here: check its spelling or move it.",
               "Esta línea no corresponde aquí: revise la ortografía o muévala."),
    "hasValue": ("The value {} is missing.", "Falta el valor {}."),
    "in": ("This must be one of: {}.", "Debe ser uno de: {}."),
    "sparql": ("This breaks the rule {}.", "Incumple la regla {}."),
}  # fmt: skip


def default(parameter: str, argument: str) -> tuple[Literal, ...]:
    """Return the message of a constraint in English and Spanish.

    >>> [text.value for text in default("minCount", "1")]
    ['Too few values: there must be at least 1.', 'Faltan valores: mínimo 1.']
    """
    english, spanish = _WORDS[parameter]
    return (
        Literal(english.format(argument), language="en"),
        Literal(spanish.format(argument), language="es"),
    )


def filled(template: Literal, bound: Mapping[str, Term]) -> Literal:
    """Return a message with {?name} and {$name} replaced by what the variables are bound to.

    >>> filled(Literal("{?who} and {$x}", language="en"), {"who": Literal("A")}).value
    'A and {$x}'
    """

    def value(match: re.Match[str]) -> str:
        term = bound.get(match[1])
        if term is None:
            return match[0]
        if isinstance(term, NamedNode | BlankNode):
            return written(term)
        return term.value if isinstance(term, Literal) else str(term)

    text = re.sub(r"\{[?$](\w+)\}", value, template.value)
    return Literal(text, language=template.language) if template.language else Literal(text)
