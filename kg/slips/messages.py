"""What is said of a slip, in English and Spanish: what is wrong and what to write instead."""

from __future__ import annotations

from kg.errors import did_you_mean
from kg.slips.fault import Fault
from kg.slips.values import EXAMPLES
from kg.terms import XSD

# By rule and case; {…} are filled from the fault. A case may say more in `_ADVICE`.
MESSAGES = {
    "missing": (
        "There is no term {term}.",
        "No existe el término {term}.",
    ),
    "deprecated": (
        "The term {term} is no longer to be used.",
        "El término {term} ya no debe usarse.",
    ),
    "class-as-property": (
        "{term} is a kind of thing, or a thing, and no property: no value can follow it.",
        "{term} es una clase de cosas, o una cosa, y no una propiedad: no puede seguirle un valor.",
    ),
    "property-as-class": (
        "{term} is a property and no kind of thing: nothing can be one.",
        "{term} es una propiedad y no una clase de cosas: nada puede serlo.",
    ),
    "property-as-datatype": (
        "{term} is no kind of value.",
        "{term} no es un tipo de valor.",
    ),
    "dangling": (
        "Nothing is said about {term} anywhere: describe it, or write the name of what is meant.",
        "No se dice nada de {term} en ninguna parte: descríbalo, o escriba el nombre de lo que se "
        "quiere indicar.",
    ),
    "untyped": (
        "{term} is described, but not what it is: write `a` and its kind.",
        "{term} está descrito, pero no consta qué es: escriba `a` y su clase.",
    ),
    "untyped-used": (
        "{term} is described, but not what it is. Its uses speak for {kinds}: write it after `a`.",
        "{term} está descrito, pero no consta qué es. Por sus usos sería {kinds}: escríbalo tras "
        "`a`.",
    ),
    "no-day": (
        "“{text}” is not a day of the calendar: look up the day again in the source.",
        "«{text}» no es un día del calendario: vuelva a mirar el día en la fuente.",
    ),
    "no-full-day": (
        "“{text}” is no full day: write a day with its year, month and day, such as “{first}”.",
        "«{text}» no es un día completo: escriba el año, el mes y el día, como en «{first}».",
    ),
    "space": (
        "“{text}” has spaces or line breaks that do not belong there.",
        "«{text}» tiene espacios o saltos de línea que sobran.",
    ),
    "form": (
        "“{text}” is not {words}, which is written like “{example}”.",
        "«{text}» no es {words}, que se escribe como «{example}».",
    ),
    "unknown-form": (
        "“{text}” is not written as a value of the kind {kind} is: write it as that kind is "
        "written, or give it no kind.",
        "«{text}» no está escrito como se escribe un valor del tipo {kind}: escríbalo así, o "
        "déjelo sin tipo.",
    ),
    "other-kind": (
        "{term} takes {words}: write {meant}, not {written}.",
        "{term} pide {words}: escriba {meant}, no {written}.",
    ),
    "comma": (
        "{term} takes {words}, and a comma stands between two values: write {meant}.",
        "{term} pide {words}, y la coma separa dos valores: escriba {meant}.",
    ),
    "import": (
        "This imports {term}, which is not among the files: what it says is not known here.",
        "Esto importa {term}, que no está entre los archivos: lo que dice no se conoce aquí.",
    ),
    "no-list": (
        "{term} takes a list: write ( … ) around its values, also around a single one.",
        "{term} pide una lista: escriba ( … ) alrededor de sus valores, también si es uno solo.",
    ),
    "needless-list": (
        "{term} takes no list: write its values one after another with commas, a , b instead of "
        "( a b ).",
        "{term} no toma listas: escriba sus valores uno tras otro con comas, a , b en vez de "
        "( a b ).",
    ),
    "no-rest": (
        "This list has no end: its link has an rdf:first and no rdf:rest. Write lists as ( … ).",
        "Esta lista no termina: su eslabón tiene rdf:first y no rdf:rest. Escriba las listas "
        "como ( … ).",
    ),
    "no-first": (
        "A member of this list is missing: its link has an rdf:rest and no rdf:first. "
        "Write lists as ( … ).",
        "Falta un miembro de esta lista: su eslabón tiene rdf:rest y no rdf:first. Escriba las "
        "listas como ( … ).",
    ),
    "two-firsts": (
        "This list has two members in one place: two lists have been mixed up.",
        "Esta lista tiene dos miembros en un mismo lugar: se han mezclado dos listas.",
    ),
    "two-rests": (
        "This list goes on in two ways: two lists have been mixed up.",
        "Esta lista continúa de dos maneras: se han mezclado dos listas.",
    ),
    "broken-off": (
        "This list goes on with something that is no list. Write lists as ( … ).",
        "Esta lista continúa con algo que no es una lista. Escriba las listas como ( … ).",
    ),
    "circle": (
        "This list leads back into itself and never ends. Write lists as ( … ).",
        "Esta lista vuelve sobre sí misma y no termina nunca. Escriba las listas como ( … ).",
    ),
    "nil": (
        "rdf:nil is the empty list: it can have neither members nor a continuation.",
        "rdf:nil es la lista vacía: no puede tener ni miembros ni continuación.",
    ),
}
_WHOLE = ("a whole number", "un número entero")
_NUMBER = ("a number with a point", "un número con punto decimal")
_LENGTH = ("a length of time", "una duración")
_MOMENT = ("a day with the time of day", "un día con la hora")
_WORDS = {
    **dict.fromkeys([name for name, example in EXAMPLES.items() if example == "27"], _WHOLE),
    "nonNegativeInteger": ("a whole number, zero or more", "un número entero, cero o más"),
    "positiveInteger": ("a whole number above zero", "un número entero mayor que cero"),
    "nonPositiveInteger": ("a whole number, zero or less", "un número entero, cero o menos"),
    "negativeInteger": ("a whole number below zero", "un número entero menor que cero"),
    "byte": ("a whole number from -128 to 127", "un número entero de -128 a 127"),
    "unsignedByte": ("a whole number from 0 to 255", "un número entero de 0 a 255"),
    **dict.fromkeys(("decimal", "float", "double"), _NUMBER),
    "string": ("a text without language or kind", "un texto sin idioma ni tipo"),
    "boolean": ("a yes or a no", "un sí o un no"),
    "date": ("a day", "un día"),
    "dateTime": _MOMENT,
    "dateTimeStamp": ("a day with time of day and time zone", "un día con hora y huso horario"),
    "time": ("a time of day", "una hora"),
    "gYear": ("a year", "un año"),
    "gYearMonth": ("a month of a year", "un mes de un año"),
    "gMonthDay": ("a day of any year", "un día de cualquier año"),
    "gDay": ("a day of any month", "un día de cualquier mes"),
    "gMonth": ("a month of any year", "un mes de cualquier año"),
    **dict.fromkeys(("duration", "dayTimeDuration", "yearMonthDuration"), _LENGTH),
    "anyURI": ("an address on the web", "una dirección de la web"),
    "language": ("a code of a language", "un código de idioma"),
    "hexBinary": ("a row of pairs of hexadecimal digits", "una serie de pares hexadecimales"),
    "base64Binary": ("a text in base 64", "un texto en base 64"),
}
_DEPRECATED = (" Write {near} instead.", " Escriba {near} en su lugar.")
_BETTER = (" Write “{near}”.", " Escriba «{near}».")


def message(fault: Fault, language: str = "en") -> str:
    """Return what is wrong, and what to write, in English or Spanish ("es").

    >>> message(Fault("unknown-term", "missing", None, None, None, "value", {"term": "al:a"}))
    'There is no term al:a.'
    """
    spanish = language == "es"
    fillers = {**fault.fillers, "near": " / ".join(fault.near)}
    kind = fault.fillers.get("datatype", "").removeprefix(XSD)
    fillers["words"] = _WORDS.get(kind, ("", ""))[spanish]
    told = MESSAGES[fault.case][spanish].format_map(fillers)
    if not fault.near:
        return told
    if fault.rule == "ill-typed-value":
        return told + _BETTER[spanish].format_map(fillers)
    if fault.case == "deprecated":
        return told + _DEPRECATED[spanish].format_map(fillers)
    return told + (_meant(fault.near) if spanish else did_you_mean(list(fault.near)))


def _meant(near: tuple[str, ...]) -> str:
    *most, last = near
    names = f"{', '.join(most)} o {last}" if most else last
    return f" ¿Quiso decir {names}?"
