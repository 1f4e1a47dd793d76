"""A report as lines of text: a finding a line, below it what it rests on, the counts at the end."""

from __future__ import annotations

from shlex import quote

from kg.report.findings import Finding, Report
from kg.report.texts import one_line, plain
from kg.words import say


def write(report: Report) -> str:
    """Return the report as text; hints stand above the counts, which are the last line."""
    found = [lines(finding, report.language) for finding in report.findings]
    if not report.complete:
        found.append(say("Other checks wait until every file can be read.", report.language))
    hints = " ".join(_hints(report))
    where = f" {say('in', report.language)} {one_line(report.where)}" if report.where else ""
    return "\n".join([*found, *filter(None, [hints]), report.counts() + where]) + "\n"


def lines(finding: Finding, language: str) -> str:
    """Return a finding in a line, and indented what it rests on and what to type instead."""
    told = [finding.text(language)]
    for related in finding.related:
        place = related.place or say("the graph", language)
        told.append(f"    {place}: {one_line(related.message)}")
    if finding.fix:
        first, *more = plain(finding.fix).splitlines()
        told.append(f"    {say('Write', language)}: {first}")
        told += [f"        {line}" for line in more]
    return "\n".join(told)


def _hints(report: Report) -> list[str]:
    """Return which command says more, where one does: on a rule, and on a contradiction."""
    paged = [(finding, report.page(finding.rule)) for finding in report.findings]
    hints = []
    rule = next((page.id for _, page in paged if page), "")
    if rule:
        hints.append(say("`kg rules %s` says more.", report.language) % one_line(quote(rule)))
    clash = next(
        (f for f, page in paged if page and page.set == "contradictions" and f.thing), None
    )
    if clash is not None:
        told = say("`kg why %s` explains a contradiction.", report.language)
        hints.append(told % one_line(quote(clash.thing)))
    return hints
