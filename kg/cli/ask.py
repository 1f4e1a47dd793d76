"""`kg ask`: finds the ready-made question that a text means, shows it, and asks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kg import formats
from kg.cli.options import Setup, format_option, language_option, output_option
from kg.cli.output import emit_answer
from kg.words import say

if TYPE_CHECKING:
    from kg.asking import Candidate


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--evidence", is_flag=True, help="Give the passages behind each row.")
@format_option(formats.ANSWERS)
@output_option
@language_option
@click.pass_context
def ask(
    context: click.Context,
    text: tuple[str, ...],
    evidence: bool,
    format: str,
    output: str,
    language: str,
) -> None:
    """Ask in your own words, in English or Spanish; the question understood is shown and asked.

    TEXT is compared with the words of the ready-made questions, the names in the graph and the
    days of the calendar; no model is at work. Where several questions fit, or a name or a day has
    no place in the best, nothing is asked: they are listed, and the exit code is 2.

    Example: kg ask who sided with Guaido before March
    """
    from kg.asking import clear_best

    graph = context.ensure_object(Setup).graph()
    candidates = graph.ask(" ".join(text), language)
    best = clear_best(candidates)
    if best is None:
        click.echo(_choice(candidates, language), err=True)
        context.exit(2)
    click.echo(best.line(language), err=True)
    if best.unused:
        click.echo(f"{say('not used:', language)} {', '.join(best.unused)}", err=True)
    answer = graph.query(best.question.name, language=language, **best.values)
    emit_answer(answer, format, output, evidence)


def _choice(candidates: Sequence[Candidate], language: str) -> str:
    """Return what candidates there are, each with what it asks and what of the text it leaves."""
    lines = [say("No one question is clearly meant. These come near:", language)]
    for candidate in candidates:
        lines += [f"  {candidate.line(language)}", f"      {candidate.question.summary(language)}"]
        if candidate.unplaced:
            left = ", ".join(candidate.unplaced)
            lines.append(f"      {say('not used:', language)} {left}")
        if candidate.missing:
            asked = ", ".join(f"--{option}" for option in candidate.missing)
            lines.append(f"      {say('has to be given:', language)} {asked}")
    return "\n".join(lines)
