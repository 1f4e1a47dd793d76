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
        "Here it is {found}; asked was {asked} (--{option}: {help}).",
        "Aquí es {found}; se pidió {asked} (--{option}).",
    ),
    "other": (
        "For --{option} ({help}) it has {found}, not {asked}.",
        "Para --{option} tiene {found}, no {asked}.",
    ),
    "unmet": (
        "It is in the answer only with another --{option} than {asked} ({help}).",
        "Solo está en la respuesta con otro --{option} que {asked}.",
    ),
    "default": (
        " Nothing else was asked for, so the question took its default.",
        " No se pidió otra cosa, así que la pregunta tomó su valor por defecto.",
    ),
    "class": (
        "The question only takes {asked}; this is {found}.",
        "La pregunta solo admite {asked}; esto es {found}.",
    ),
    "no such class": (
        "This is {found}, and the question takes none.",
        "Esto es {found}, y la pregunta no admite nada así.",
    ),
    "values": (
        "The question only takes {asked}; here it is {found}.",
        "La pregunta solo admite {asked}; aquí es {found}.",
    ),
    "no class": ("This is {found}, not {asked}.", "Esto es {found}, no {asked}."),
    "undated": (
        "The source gives it no date, and the question needs one.",
        "La fuente no le da fecha, y la pregunta necesita una.",
    ),
    "only where": (
        "The question takes it only where {parts}.",
        "La pregunta solo lo admite si {parts}.",
    ),
    "is one of": ("{thing} is {values}", "{thing} es {values}"),
    "is none": ("{thing} is not {values}", "{thing} no es {values}"),
    "has some": ("{thing} has {properties}", "{thing} tiene {properties}"),
    "has none": ("{thing} has no {properties}", "{thing} no tiene {properties}"),
    "has value": ("{thing} has {value} as {properties}", "{thing} tiene {value} como {properties}"),
    "is known": ("“{thing}” is known", "consta «{thing}»"),
    "kind": ("kind", "tipo"),
    "that": ("that", "eso"),
    "it": ("it", "ello"),
    "yes": ("“yes”", "«sí»"),
    "no": ("“no”", "«no»"),
    "left out class": (
        "{thing} is {kind}, and the question leaves that out.",
        "{thing} es {kind}, y la pregunta lo omite.",
    ),
    "left out": (
        "The question leaves out what has {properties}, and {thing} has {value}.",
        "La pregunta omite lo que tiene {properties}, y {thing} tiene {value}.",
    ),
    "condition": (
        "It does not meet a condition of the question about {asked}.",
        "No cumple una condición de la pregunta sobre {asked}.",
    ),
    "only": ("The question only takes {asked}.", "La pregunta solo admite {asked}."),
    "text condition": (
        "It does not meet a condition of the question: {asked}",
        "No cumple una condición de la pregunta: {asked}",
    ),
    "cell": (
        "Under “{column}” it has {found}, not {asked}.",
        "En «{column}» tiene {found}, no {asked}.",
    ),
    "cell empty": (
        "Under “{column}” it has nothing; expected was {asked}.",
        "En «{column}» no tiene nada; se esperaba {asked}.",
    ),
    "elsewhere": (
        "It has {asked} under “{other}”, not under “{column}”.",
        "Tiene {asked} en «{other}», no en «{column}».",
    ),
    "column": (
        "Under “{column}” the answer only has: {found}.",
        "En «{column}» la respuesta solo tiene: {found}.",
    ),
    "column near": (
        "Of the {count} numbers under “{column}” the nearest are {found}.",
        "De los {count} números en «{column}» los más cercanos son {found}.",
    ),
    "column other": (
        "Under “{column}” the answer has {count} other values.",
        "En «{column}» la respuesta tiene otros {count} valores.",
    ),
    "no rows": (
        "The answer has no rows at all.",
        "La respuesta no tiene ninguna fila.",
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
        "{something} that has {value} as {properties}",
        "{something} que tenga {value} como {properties}",
    ),
    "by a longer way": (" or, through others, {properties}", " o, a través de otros, {properties}"),
    "dated": ("{thing} to have a date", "que {thing} tuviera fecha"),
    "having": ("{thing} to have {properties}", "que {thing} tuviera {properties}"),
    "having it as": (
        "{thing} to have {value} as {properties}",
        "que {thing} tuviera {value} como {properties}",
    ),
    "also having": (" and also has {properties}", " y además {properties}"),
    "also having it as": (
        " and also has {value} as {properties}",
        " y además {value} como {properties}",
    ),
    "tied to it": (
        "{something} tied to {value} through {properties}",
        "{something} con un vínculo con {value} a través de {properties}",
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
