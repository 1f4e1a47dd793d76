"""A report as commands of a GitHub workflow, which show it beside the lines of a pull request.

See GitHub Docs, Workflow commands for GitHub Actions. Only our own words stand outside of a
command, because a runner also obeys what stands elsewhere in a line.
"""

from __future__ import annotations

from kg.report.findings import Finding, Report
from kg.report.texts import one_line, plain

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def write(report: Report) -> str:
    """Return a command a finding, and the counts."""
    commands = [_command(finding, report.language) for finding in report.findings]
    return "\n".join([*commands, report.counts()]) + "\n"


def _command(finding: Finding, language: str) -> str:
    """Return `::error file=…,line=…,col=…,title=…::message`, as far as the place is known."""
    properties = {"title": one_line(finding.rule)}
    if finding.file:
        place = {"file": finding.file, "line": finding.line, "col": finding.column}
        known = {name: plain(str(value)) for name, value in place.items() if value}
        properties = {**known, **properties}
    who = f"{finding.who}: " if finding.who else ""
    lines = [who + finding.told(language)]
    lines += [f"{related.place}: {one_line(related.message)}" for related in finding.related]
    written = ",".join(f"{name}={_escaped(v, _PROPERTY)}" for name, v in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_escaped(chr(10).join(lines), _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
