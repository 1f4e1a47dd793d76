"""What checking found: findings with their places, worst first, and a writer for each format."""

from kg.report.findings import SETS, SEVERITIES, Finding, Related, Report, RulePage, Waived

__all__ = ["SEVERITIES", "SETS", "Finding", "Related", "Report", "RulePage", "Waived"]
