"""A report as JSON, whose keys stay.

checked   the folder and files, as people read it
complete  false when broken files stopped other checks
conforms  whether nothing is as bad as `fail_on` says
fail_on   error, warning, info or never
counts    error, warning, info, waived: numbers
files     the names of the files that were checked
findings  worst first; each with the keys of `kg.report.Finding`, `related` with those of
          `kg.report.Related`
waived    each with `reason`, `until` (a day, "" for ever) and `finding`
"""

from __future__ import annotations

import json
from dataclasses import asdict

from kg.report.findings import SEVERITIES, Report
from kg.report.texts import shielded


def write(report: Report) -> str:
    """Return the report as JSON (RFC 8259); texts are exact, obeyed characters escaped."""
    counts = {severity: report.count(severity) for severity in SEVERITIES}
    document = {
        "checked": report.where,
        "complete": report.complete,
        "conforms": report.complete and report.conforms(),
        "fail_on": report.fail_on,
        "counts": counts,
        "files": sorted(set(report.files)),
        "findings": [asdict(finding) for finding in report.findings],
        "waived": [asdict(waived) for waived in report.waived],
    }
    return shielded(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"
