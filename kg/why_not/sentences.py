"""The sentences in which a reader is told why a row is not in an answer, in English and Spanish."""

from __future__ import annotations

_SENTENCES = {
    "after": (
        "It is dated {found}, after the day asked, {asked} (--{option}: {help}).",
        "Es de {found}, después del día pedido, {asked} (--{option}).",
    ),
    "before": (
        "It is dated {found}, before the day asked, {asked} (--{option}: {help}).",
        "Es de {found}, antes del día pedido, {asked} (--{option}).",
    ),
    "day": (
        "Its days do not fit the day asked, {asked} (--{option}: {help}).",
        "Sus días no se ajustan al día pedido, {asked} (--{option}).",
    ),
    "number": (
        "It does not fit the number asked, {asked} (--{option}: {help}).",
        "No se ajusta al número pedido, {asked} (--{option}).",
    ),
    "other": (
        "It is about {found} and not about {asked} (--{option}: {help}).",
        "Trata de {found} y no de {asked} (--{option}).",
    ),
    "other kind": (
        "Its kind is {found} and not {asked} (--{option}: {help}).",
        "Su tipo es {found} y no {asked} (--{option}).",
    ),
    "unmet": (
        "It does not meet what was asked: {help}, {asked} (--{option}).",
        "No cumple lo que se pidió: {asked} (--{option}).",
    ),
    "default": (
        " Nothing else was asked for, so the question took its default.",
        " No se pidió otra cosa, así que la pregunta tomó su valor por defecto.",
    ),
    "class": (
        "The question is only about what is {asked}; this is {found}.",
        "La pregunta solo trata de {asked}; esto es {found}.",
    ),
    "values": (
        "The question only takes {asked}; here it is {found}.",
        "La pregunta solo admite {asked}; aquí es {found}.",
    ),
    "no class": (
        "This is {found} and no {asked}.",
        "Esto es {found} y no {asked}.",
    ),
    "other thing": (
        "{thing} is {found} and no {asked}.",
        "{thing} es {found} y no {asked}.",
    ),
    "undated": (
        "The source gives it no date, and the question needs one.",
        "La fuente no le da fecha, y la pregunta necesita una.",
    ),
    "lacks": (
        "The source names none of this for it: {asked}.",
        "La fuente no indica nada de esto: {asked}.",
    ),
    "lacks value": (
        "The source does not give it {value} as {asked}.",
        "La fuente no le da {value} como {asked}.",
    ),
    "has instead": (
        "Its {asked} is {found} and not {value}.",
        "Su «{asked}» es {found} y no {value}.",
    ),
    "has": (
        "The question takes only what lacks this, and the source gives it: {asked}.",
        "La pregunta solo admite aquello a lo que le falta esto, y la fuente lo da: {asked}.",
    ),
    "condition": (
        "It does not meet a condition of the question about: {asked}.",
        "No cumple una condición de la pregunta sobre: {asked}.",
    ),
    "text condition": (
        "It does not meet a condition of the question: {asked}",
        "No cumple una condición de la pregunta: {asked}",
    ),
    "cell": (
        "Its {column} is {found} and not {asked}.",
        "Su «{column}» es {found} y no {asked}.",
    ),
    "cell empty": (
        "The source gives it no {column}; expected was {asked}.",
        "La fuente no le da «{column}»; se esperaba {asked}.",
    ),
    "is in": (
        "It is in the answer:",
        "Está en la respuesta:",
    ),
    "is not in": (
        "No row of the answer has {expected}.",
        "Ninguna fila de la respuesta tiene {expected}.",
    ),
    "question": ("The question: {summary}", "La pregunta: {summary}"),
    "asked": ("Asked: {values}", "Se pidió: {values}"),
    "by default": ("{value} (by default)", "{value} (por defecto)"),
    "everything": ("everything", "todo"),
    "nearest": ("Nearest to it", "Lo más cercano"),
    "in answer": ("In the answer, and like it", "En la respuesta, y parecido"),
    "statements": (
        "Only said, and by whom",
        "Solo dicho, y por quién",
    ),
    "linked": ("What else names all of this", "Qué más nombra todo esto"),
    "linked to one": ("What there is about {thing}", "Qué hay sobre {thing}"),
    "needs": (
        "A row would need {ways}; that is not stated in the source.",
        "Una fila necesitaría {ways}; eso no consta en la fuente.",
    ),
    "has it as": (
        "{something} that has {thing} as {properties}",
        "{something} que tenga {thing} como {properties}",
    ),
    "tied to it": (
        "{something} tied to {thing} by way of {properties}",
        "{something} con un vínculo con {thing} por {properties}",
    ),
    "of its kinds": ("something of the kinds asked for", "algo de los tipos que se piden"),
    "something": ("something", "algo"),
    "quoted": ("“{word}”", "«{word}»"),
    "names it as": ("It names {thing} as {properties}.", "Nombra {thing} como {properties}."),
    "not linked": (
        "What names {thing} is not linked with the rest as the question asks, or fails several of"
        " its conditions at once.",
        "Lo que nombra {thing} no está vinculado con lo demás como pide la pregunta, o no cumple"
        " varias de sus condiciones a la vez.",
    ),
    "others": (
        "What else is said about {thing}, on other matters, is left out: {count}.",
        "Se omite lo que se dice de {thing} sobre otros asuntos: {count}.",
    ),
    "not near": (
        "Nothing comes near to such a row.",
        "Nada se acerca a una fila así.",
    ),
    "nothing": (
        "The graph has nothing that names all of this: not stated in the source.",
        "El grafo no tiene nada que nombre todo esto: no consta en la fuente.",
    ),
    "stopped": (
        "The search was ended before everything was tried; give more values to narrow it.",
        "La búsqueda se detuvo antes de probarlo todo; indique más valores para acotarla.",
    ),
    "more": ("… and {count} more", "… y {count} más"),
    "row": ("The row would be: {row}", "La fila sería: {row}"),
    "evidence": ("Evidence: {passages}", "Consta en: {passages}"),
    "or": ("or", "o"),
    "and": ("and", "y"),
}


def tell(key: str, language: str, **words: object) -> str:
    """Return a sentence in a language with its words put in.

    >>> tell("or", "es")
    'o'
    """
    english, spanish = _SENTENCES[key]
    return (spanish if language == "es" else english).format(**words)


def listed(words: list[str], language: str, link: str = "or") -> str:
    """Return words as people list them.

    >>> listed(["a", "b", "c"], "en")
    'a, b or c'
    """
    *most, last = words or [""]
    return f"{', '.join(most)} {tell(link, language)} {last}" if most else last


def a(noun: str, language: str = "en") -> str:
    """Return a noun with the article that English wants before it.

    >>> a("act of allegiance"), a("ruptura", "es")
    ('an act of allegiance', 'ruptura')
    """
    if language != "en":
        return noun
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
