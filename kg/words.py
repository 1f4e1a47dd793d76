"""What `kg` itself says to a reader, in the languages that it speaks."""

from __future__ import annotations

LANGUAGES = ("en", "es")

_SPANISH = {
    "also named by": "también en",
    "error": "error",
    "errors": "errores",
    "evidence": "consta en",
    "found": "encontrado",
    "in": "en",
    "info": "info",
    "infos": "info",
    "kg query NAME --help tells what a question takes.": (
        "kg query NOMBRE --help dice qué admite una pregunta."
    ),
    "No rows.": "Sin filas.",
    "Not stated in the source, as far as it is encoded.": (
        "No consta en la fuente, hasta donde está codificada."
    ),
    "it has no shapes": "no tiene formas que comprobar",
    "Nothing follows.": "No se deduce nada.",
    "other": "otras",
    "Other checks wait until every file can be read.": (
        "Las demás comprobaciones esperan a que se puedan leer todos los archivos."
    ),
    "The facts contradict each other: one of them has to go.": (
        "Los hechos se contradicen: uno de ellos sobra."
    ),
    "the graph": "el grafo",
    "the shipped graph": "el grafo incluido",
    "This is not a value of its kind: write it as its kind is written, or give it no kind.": (
        "Este valor no es de su tipo: escríbalo como se escribe ese tipo, o déjelo sin tipo."
    ),
    "%s cannot be both %s and %s: look for the fact that uses it as the wrong one.": (
        "%s no puede ser a la vez %s y %s: busque el hecho que lo usa como lo que no es."
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
