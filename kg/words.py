"""What `kg` itself says to a reader, in the languages that it speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "es")

_SPANISH = {
    "Another waiver excuses the same: take one of the two away.": (
        "Otra dispensa excusa lo mismo: quite una de las dos."
    ),
    # --- the sets of rules
    "contradictions": "contradicciones",
    "living-persons": "personas vivas",
    "shapes": "formas",
    "syntax": "sintaxis",
    "terms": "términos",
    "values": "valores",
    "waivers": "dispensas",
    # --- pages of rules
    "Example": "Ejemplo",
    "a thing without a name": "una cosa sin nombre",
    "a thing without a name at %s": "una cosa sin nombre en %s",
    "right": "bien",
    "wrong": "mal",
    "Only the properties of its kind belong on a thing.": (
        "Una cosa solo lleva las propiedades de su clase."
    ),
    "Write this?": "¿Escribir esto?",
    "Nothing is written: add --yes to write this.": (
        "No se escribe nada: añada --yes para escribirlo."
    ),
    "Nothing can be mended by rule.": "Nada puede corregirse por regla.",
    "kg rules ID tells more about one.": "kg rules ID dice más sobre una.",
    "%s ends before it begins.": "%s termina antes de empezar.",
    "%s is no day of the calendar.": "%s no es un día del calendario.",
    "The ontology says that both cannot be.": "La ontología dice que no pueden ser ambas cosas.",
    "The date %s allows the days %s to %s: write these bounds.": (
        "La fecha %s permite los días %s a %s: escriba estos límites."
    ),
    "The date %s allows the days %s to %s: write bounds within them.": (
        "La fecha %s permite los días %s a %s: escriba límites dentro de ellos."
    ),
    "No one question is clearly meant. These come near:": (
        "Ninguna pregunta es claramente la que se busca. Se acercan:"
    ),
    "has to be given:": "hay que indicar:",
    "not used:": "no se usa:",
    "No question is like this one; `kg query` lists them.": (
        "Ninguna pregunta se parece a esta; `kg query` las enumera."
    ),
    "Ask in words: who, what, when, how many.": (
        "Pregunte con palabras: quién, qué, cuándo, cuántos."
    ),
    "A question has at most 600 characters.": "Una pregunta tiene como máximo 600 caracteres.",
    "A dot: the number, as qualified beside it. With an arrow: at least so many.": (
        "Un punto: el número, con la precisión que consta al lado. Con flecha: al menos tantos."
    ),
    (
        "A line is an act, in the word of the source; it leads from the side left to the "
        "side taken, as far as the source names them."
    ): (
        "Una línea es un acto, con la palabra de la fuente; va del bando que se deja al "
        "bando que se toma, en la medida en que la fuente los nombra."
    ),
    "Counts are of different people in different days; they are not to be added up.": (
        "Los recuentos son de personas distintas en días distintos; no deben sumarse."
    ),
    "Faded: the days of the event that is counted; the count names none.": (
        "Atenuado: los días del suceso contado; el recuento no da ninguno."
    ),
    "Solid: the days that the count covers. A pointed end: no limit on that side.": (
        "Macizo: los días que abarca el recuento. Un extremo en punta: sin límite por ese lado."
    ),
    "also named by": "también en",
    "error": "error",
    "errors": "errores",
    "evidence": "consta en",
    "fact": "hecho",
    "facts": "hechos",
    "Found": "Encontrado",
    "in": "en",
    "info": "info",
    "kg query NAME --help tells what a question takes.": (
        "kg query NOMBRE --help dice qué admite una pregunta."
    ),
    "No reason is given: write one as the al:note of the passage.": (
        "No se da la razón: escríbala como al:note del pasaje."
    ),
    "No rows.": "Sin filas.",
    "Not stated in the source.": "No consta en la fuente.",
    "it has no shapes": "no tiene formas que comprobar",
    "Nothing changed.": "No ha cambiado nada.",
    "Nothing follows.": "No se deduce nada.",
    "other": "otras",
    "Other checks wait until every file can be read.": (
        "Las demás comprobaciones esperan a que se puedan leer todos los archivos."
    ),
    "paragraphs": "párrafos",
    "the graph": "el grafo",
    "the shipped graph": "el grafo incluido",
    "The source says that it names everybody or everything of this: %s.": (
        "La fuente dice que nombra a todos o todo lo que hay de esto: %s."
    ),
    "Faded: the source tells it, on some day of these. A pointed end: no limit on that side.": (
        "Atenuado: lo cuenta la fuente, en alguno de estos días. "
        "Un extremo en punta: sin límite por ese lado."
    ),
    "Hollow with a broken line: claimed, within these days.": (
        "Hueco con línea discontinua: se afirma, entre estos días."
    ),
    (
        "Hollow: only claimed, by whom is said beside it; drawn on the day claimed, else on "
        "that of the event it is about, else on that of the claim."
    ): (
        "Hueco: solo se afirma, y al lado consta quién lo hace; en el día afirmado, o si no en "
        "el del suceso del que trata, o si no en el de la afirmación."
    ),
    "Solid: the source tells it, and on which days.": (
        "Macizo: lo cuenta la fuente y dice en qué días."
    ),
    "Without a date in the source": "Sin fecha en la fuente",
    "`kg show %s` shows what there is about it.": "`kg show %s` muestra lo que hay sobre ello.",
    # --- reports
    "Files checked: %s; without a finding: %s.": "Archivos comprobados: %s; sin hallazgos: %s.",
    "nothing found": "no se encontró nada",
    "line": "línea",
    "Nothing is wrong.": "No hay nada incorrecto.",
    "Nothing fails; there is something to improve.": "Nada falla; hay algo que mejorar.",
    "Place": "Lugar",
    "Problem": "Problema",
    "Reason": "Razón",
    "Rule": "Regla",
    "Severity": "Gravedad",
    "Something has to be mended.": "Hay algo que corregir.",
    "The rules": "Las reglas",
    "the whole file": "todo el archivo",
    "Thing": "Cosa",
    "until": "hasta",
    "Waived": "Con dispensa",
    "waived": "con dispensa",
    "What checking the graph found": "Lo que se encontró al comprobar el grafo",
    "What is wrong": "Qué está mal",
    "What to do": "Qué hacer",
    "Why": "Por qué",
    "Write": "Escriba",
    "`kg rules %s` says more.": "`kg rules %s` dice más.",
    "`kg why %s` explains a contradiction.": "`kg why %s` explica una contradicción.",
    # --- waivers
    "A day is written without quotes: until = 2027-06-30.": (
        "Un día se escribe sin comillas: until = 2027-06-30."
    ),
    "A file that cannot be read is never waived: it hides what else is wrong. Mend it.": (
        "Un archivo que no se puede leer nunca se dispensa: oculta lo demás que está mal. "
        "Corríjalo."
    ),
    (
        "A rule about what is said of people is never waived: a wrong accusation harms somebody, "
        "whatever the reason. Mend the fact."
    ): (
        "Una regla sobre lo que se dice de personas nunca se dispensa: una acusación errónea daña "
        "a alguien, sea cual sea la razón. Corrija el hecho."
    ),
    "A waiver has no %s.": "Una dispensa no tiene %s.",
    "Did you mean %s?": "¿Quiso decir %s?",
    "Nothing is wrong that this waiver would excuse: take it away.": (
        "No hay nada que esta dispensa excuse: quítela."
    ),
    'Say for what it is waived: thing = "id:…" or file = "data/….ttl".': (
        'Diga para qué se dispensa: thing = "id:…" o file = "data/….ttl".'
    ),
    'Say which rule is waived: rule = "…".': 'Diga qué regla se dispensa: rule = "…".',
    'Say why: reason = "…".': 'Diga por qué: reason = "…".',
    'The file cannot be read from here on (%s): write each line as name = "text".': (
        'El archivo no se puede leer desde aquí (%s): escriba cada línea como nombre = "texto".'
    ),
    "The file cannot be read: %s.": "El archivo no se puede leer: %s.",
    "There is no rule %s.": "No hay ninguna regla %s.",
    "This file has no %s, only waivers: [[waiver]].": (
        "Este archivo no tiene %s, solo dispensas: [[waiver]]."
    ),
    "This is no UTF-8: save the file in UTF-8.": ("Esto no es UTF-8: guarde el archivo en UTF-8."),
    "This waiver ended on %s: mend what is wrong, or give a new day and a reason.": (
        "Esta dispensa terminó el %s: corrija la falta o dé un nuevo día y una razón."
    ),
    "What is wrong with a waiver is never waived: mend the waiver.": (
        "Lo que está mal en una dispensa nunca se dispensa: corrija la dispensa."
    ),
    'Write a text in quotes: %s = "…".': 'Escriba un texto entre comillas: %s = "…".',
    "Write each waiver below a line of its own: [[waiver]].": (
        "Escriba cada dispensa debajo de una línea propia: [[waiver]]."
    ),
    "warning": "aviso",
    "warnings": "avisos",
}


def say(words: str, language: str = "en") -> str:
    """Return `words` in a language, in English where it has none of its own.

    >>> say("evidence", "es"), say("evidence", "fr")
    ('consta en', 'evidence')
    """
    return _SPANISH.get(words, words) if language == "es" else words


def either(english: str, spanish: str, language: str = "en") -> str:
    """Return the one of two texts that is in a language.

    >>> either("and", "y", "es"), either("and", "y", "fr")
    ('y', 'and')
    """
    return spanish if language == "es" else english


def best(texts: Mapping[str, str], language: str = "en") -> str:
    """Return the text in a language, else in English, else in none, else any; "" for no text.

    `texts` are by language, "" for none. Of two that are any, it is the first by language.

    >>> best({"en": "evidence", "es": "prueba"}, "es"), best({"fr": "preuve"}), best({})
    ('prueba', 'preuve', '')
    """
    order = (language, "en", "", *sorted(texts))
    return next((texts[wanted] for wanted in order if wanted in texts), "")


def listed(words: Sequence[str], language: str = "en", *, link: str = "and") -> str:
    """Return words as people list them, the last after "and" or "or".

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "es", link="or")
    ('a, b and c', 'a o b')
    """
    *most, last = words or [""]
    spanish = {"and": "y", "or": "o"}[link]
    return f"{', '.join(most)} {either(link, spanish, language)} {last}" if most else last


def a(noun: str, language: str = "en") -> str:
    """Return a noun with the article that English wants before it; other languages want none.

    >>> a("act of allegiance"), a("ruptura", "es")
    ('an act of allegiance', 'ruptura')
    """
    if language != "en":
        return noun
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
}


def month(number: int, language: str = "en") -> str:
    """Return the short name of a month, counted from 1.

    >>> month(1, "es"), month(12)
    ('ene', 'Dec')
    """
    return _MONTHS.get(language, _MONTHS["en"]).split()[number - 1]
