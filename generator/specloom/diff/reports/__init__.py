"""Reports of a comparison: one module for each form, all of them functions from a report to text."""

from enum import StrEnum

from specloom.diff.reports.report import Report


class ReportFormat(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"
    SARIF = "sarif"
    HTML = "html"


def render(report: Report, form: ReportFormat, *, verbose: bool = False) -> str:
    """Write a report.

    Args:
        report: to write.
        form: how.
        verbose: whether the text for people goes into every detail.
    """
    match form:  # Each form is imported where it is asked for, since some bring libraries along.
        case ReportFormat.TEXT:
            from specloom.diff.reports.text import render_text

            return render_text(report, verbose=verbose)
        case ReportFormat.MARKDOWN:
            from specloom.diff.reports.markdown import render_markdown

            return render_markdown(report)
        case ReportFormat.JSON:
            from specloom.diff.reports.json_report import render_json

            return render_json(report)
        case ReportFormat.GITHUB:
            from specloom.diff.reports.github import render_github

            return render_github(report)
        case ReportFormat.JUNIT:
            from specloom.diff.reports.junit import render_junit

            return render_junit(report)
        case ReportFormat.SARIF:
            from specloom.diff.reports.sarif import render_sarif

            return render_sarif(report)
        case ReportFormat.HTML:
            from specloom.diff.reports.html import render_html

            return render_html(report)
