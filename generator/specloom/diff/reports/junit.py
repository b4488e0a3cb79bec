"""The report as JUnit XML: a test for each fact, which fails where the check does."""

from io import BytesIO

from junitparser import Failure, Skipped
from junitparser import TestCase as AnyCase
from junitparser.xunit2 import JUnitXml, TestCase, TestSuite

from specloom.diff.entries import Entry
from specloom.diff.reports.report import Report, fingerprint, place_of, sentence, shown_at, uri_path
from specloom.encode import one_line
from specloom.report import printable


def render_junit(report: Report) -> str:
    """Write a suite: facts that fail the check are failures, accepted ones are skipped, the others pass."""
    suite = TestSuite(_text(f"specloom diff {report.package}".strip()))  # type: ignore[no-untyped-call]  # junitparser has no types here
    suite.add_property("base", _text(report.comparison.base))
    suite.add_property("head", _text(report.comparison.head))
    suite.add_property("settings", _text(report.settings()))
    cases: list[AnyCase] = [_case(report, entry) for entry in report.comparison.entries]
    for notice in report.notices:
        case = TestCase(_text(str(notice.location or "")), classname=_text(f"specloom.{notice.code}"), time=0)
        if report.fails_by(notice):
            case.result = [Failure(_text(notice.message), notice.code)]
        else:
            case.system_out = _text(f"{notice.message}\n{notice.hint}")
        cases.append(case)
    if not report.comparison.entries:
        cases.append(TestCase("no changes", classname="specloom.diff", time=0))
    suite.add_testcases(cases)
    suite.time = 0
    xml = JUnitXml("specloom diff")
    xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]  # junitparser has no types here
    buffer = BytesIO()
    xml.write(buffer, pretty=True)
    return buffer.getvalue().decode()


def _case(report: Report, entry: Entry) -> TestCase:
    name = f"{entry.subject} {entry.detail}".strip()
    case = TestCase(_text(name), classname=_text(f"specloom.{entry.rule}"), time=0)
    # What tells two tests of one name apart, and one run's from the next one's.
    case.add_property("fingerprint", fingerprint(entry))
    place = place_of(entry)
    if place:
        case.add_property("file", _text(str(uri_path(place.file).as_posix())))
        if place.line:
            case.add_property("line", str(place.line))
    if entry.accepted:
        case.result = [Skipped(_text(f"accepted: {entry.accepted}"))]
    elif report.fails(entry):
        failure = Failure(_text(entry.message), str(entry.verdict))
        failure.text = _text(_details(entry))
        case.result = [failure]
    else:
        case.system_out = _text(f"{entry.verdict}: {entry.message}\n{_details(entry)}")
    return case


def _details(entry: Entry) -> str:
    lines = [f"wire: {entry.wire}, source: {entry.source}"]
    lines += [f"{direction}: {', '.join(operations)}" for direction, operations in shown_at(entry)]
    lines += [
        f"{name}: {side.location}" for name, side in (("base", entry.base), ("head", entry.head)) if side.location
    ]
    return "\n".join(one_line(line) for line in [*lines, sentence(entry.why), sentence(entry.advice)] if line)


def _text(text: str) -> str:
    """Text that XML can hold: much of what nobody can see is no character there (XML 1.0, production 2)."""
    return "\n".join(map(printable, text.split("\n")))
