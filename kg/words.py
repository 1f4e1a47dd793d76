"""What `kg` itself says to a reader, in the languages that it speaks."""

from __future__ import annotations

LANGUAGES = ("en", "es")

_SPANISH = {
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
    "found": "encontrado",
    "in": "en",
    "info": "info",
    "infos": "info",
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
    "The facts contradict each other: one of them has to go.": (
        "Los hechos se contradicen: uno de ellos sobra."
    ),
    "paragraphs": "párrafos",
    "the graph": "el grafo",
    "the shipped graph": "el grafo incluido",
    "The source says that it names everybody or everything of this: %s.": (
        "La fuente dice que nombra a todos o todo lo que hay de esto: %s."
    ),
    "This is not a value of its kind: write it as its kind is written, or give it no kind.": (
        "Este valor no es de su tipo: escríbalo como se escribe ese tipo, o déjelo sin tipo."
    ),
    "%s cannot be both %s and %s: look for the fact that uses it as the wrong one.": (
        "%s no puede ser a la vez %s y %s: busque el hecho que lo usa como lo que no es."
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
    "warning": "aviso",
    "warnings": "avisos",
}


def say(words: str, language: str = "en") -> str:
    """Return `words` in a language, in English where it has none of its own.

    >>> say("evidence", "es"), say("evidence", "fr")
    ('consta en', 'evidence')
    """
    return _SPANISH.get(words, words) if language == "es" else words


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
