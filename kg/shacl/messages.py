"""What is said of a breach where the shape itself has no message: plain words, two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.terms import PREFIXES, BlankNode, Literal, Term, written
from kg.words import LANGUAGES, either, say

_WORDS = {
    "class": ("This must be described as {}.", "Debe estar descrito como {}."),
    "datatype": ("This must be a value of the kind {}.", "Debe ser un valor del tipo {}."),
    "nodeKind": ("This must be of the kind {}.", "Debe ser de la clase {}."),
    "minCount": ("Too few values{of}: there must be at least {}.",
                 "Faltan valores{of}: mínimo {}."),
    "maxCount": ("Too many values{of}: there may be {} at most.",
                 "Sobran valores{of}: máximo {}."),
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
    "uniqueLang": ("Keep one text{of} per language.", "Deje un solo texto{of} por idioma."),
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
    "qualifiedMinCount": ("Too few values{of} meet the conditions: there must be at least {}.",
                          "Muy pocos valores{of} cumplen las condiciones: mínimo {}."),
    "qualifiedMaxCount": ("Too many values{of} meet the conditions: there may be {} at most.",
                          "Demasiados valores{of} cumplen las condiciones: máximo {}."),
    "closed": ("This line does not belong here: check its spelling or move it.",
               "Esta línea no corresponde aquí: revise la ortografía o muévala."),
    "hasValue": ("The value {}{of} is missing.", "Falta el valor {}{of}."),
    "in": ("This must be one of: {}.", "Debe ser uno de: {}."),
    "sparql": ("This breaks the rule {}.", "Incumple la regla {}."),
}  # fmt: skip


PARAMETERS = tuple(_WORDS)
_FIXES = {  # what to do about a breach, by the constraints that it breaks
    ("minCount", "hasValue", "qualifiedMinCount"): (
        "Add the line that is missing.", "Añada la línea que falta."),
    ("maxCount", "qualifiedMaxCount", "uniqueLang", "disjoint"): (
        "Keep what holds and take the rest away.", "Deje lo que vale y quite lo demás."),
    ("class",): (
        "Name a thing that is one, or say of the thing that is named that it is.",
        "Indique una cosa que lo sea, o diga de la cosa indicada que lo es."),
    ("equals", "lessThan", "lessThanOrEquals"): (
        "Compare both values with the source and mend the one that is wrong.",
        "Compare ambos valores con la fuente y corrija el que está mal."),
    ("closed",): (
        "Correct the name of the property, or take the line away.",
        "Corrija el nombre de la propiedad, o quite la línea."),
    ("not", "and", "or", "xone", "node", "sparql"): (
        "Change the thing so that it is as the rule says.",
        "Cambie la cosa para que sea como dice la regla."),
}  # fmt: skip
_VALUE = (
    "Write another value, one that is as the rule says.",
    "Escriba otro valor, que sea como dice la regla.",
)


def default(parameter: str, argument: str, path: str = "") -> tuple[Literal, ...]:
    """Return the message of a constraint in English and Spanish; `path` is its property.

    >>> default("minCount", "1", "foaf:name")[1].value
    'Faltan valores de foaf:name: mínimo 1.'
    """
    known = parameter if argument or parameter != "node" else "and"  # a shape without a name
    return tuple(
        Literal(words.format(argument, of=path and f" {of} {path}"), language=language)
        for words, of, language in zip(_WORDS[known], ("of", "de"), LANGUAGES, strict=True)
    )


def fix(parameter: str, language: str = "en") -> str:
    """Return what to do about a breach of a constraint.

    >>> fix("minCount", "es")
    'Añada la línea que falta.'
    """
    if parameter not in _WORDS:  # a constraint that somebody defined
        parameter = "sparql"
    return either(
        *next((said for names, said in _FIXES.items() if parameter in names), _VALUE), language
    )


def filled(
    template: Literal, bound: Mapping[str, Term], prefixes: Mapping[str, str] = PREFIXES
) -> Literal:
    """Return a message with {?name} and {$name} replaced by what the variables are bound to.

    >>> filled(Literal("{?who} and {$x}", language="en"), {"who": Literal("A")}).value
    'A and {$x}'
    """

    def value(match: re.Match[str]) -> str:
        term = bound.get(match[1])
        if term is None:
            return match[0]
        if isinstance(term, BlankNode):
            return say("a thing without a name", template.language or "en")
        return term.value if isinstance(term, Literal) else written(term, prefixes)

    text = re.sub(r"\{[?$](\w+)\}", value, template.value)
    return Literal(text, language=template.language) if template.language else Literal(text)
