"""The command that compares: `diff`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from specloom.diagnostics import Diagnostic, SpecError
from specloom.diff.reports import ReportFormat, render
from specloom.diff.reports.report import FailOn, Report
from specloom.diff.settings import Policy, Settings, Unions
from specloom.options import Dated, Output, Root, Verbose, reported_as

if TYPE_CHECKING:
    from specloom.diff.entries import Comparison
    from specloom.diff.operands import Operand, Reader
    from specloom.diff.rule import Rule


_OPERAND = "[COMMIT:][FILE|PACKAGE|FOLDER][@DATE]"


@reported_as(2)
def diff(
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="BASE",
            help=f"The older version, {_OPERAND}: pets.yaml, pets@2024-11-13, @2024-11-13, origin/main:, "
            "v1.2:api/pets.yaml, generated/pets.",
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Argument(metavar="[HEAD]", help="The newer version; by default the package as it is here, or is gone."),
    ] = None,
    package: Annotated[
        str | None, typer.Option(metavar="NAME", help="The package that is meant where an operand names none.")
    ] = None,
    unions: Annotated[
        Unions, typer.Option(help="Whether readers cope with variants and values that they don't know.")
    ] = Unions.OPEN,
    policy: Annotated[Policy, typer.Option(help="By whose rules changes are judged.")] = Policy.DEFAULT,
    today: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day for which sunsets and expiry dates are judged; without it, none."),
    ] = None,
    fail_on: Annotated[FailOn | None, typer.Option(help="Exit with 1 from this verdict on.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules, with examples, and compare nothing.")] = False,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="How the comparison is written to stdout.")
    ] = ReportFormat.TEXT,
    output: Output = None,
    report: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=FILE", help="Write it to a file, too, in a format of its own; repeatable."),
    ] = None,
    accepted: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What is accepted; by default accepted-changes.yaml of the newer version's package."
        ),
    ] = None,
    python: Annotated[
        bool | None,
        typer.Option(
            "--python/--no-python", help="Compare the generated Python, too; by default for packages, not for files."
        ),
    ] = None,
    dated: Dated = None,
    root: Root = None,
    verbose: Verbose = False,
) -> None:
    """Say what changed between two versions of an API, and what that breaks: for programs on the wire, and in Python.

    Exit codes: 0 for done, 1 if --fail-on is met, 2 for what can't be read or compared.
    """
    from specloom.source import write_atomically

    if rules:
        _write(_rules(form), output)
        return
    if base is None:
        raise typer.BadParameter("say what to compare with", param_hint="BASE")
    targets = [_target(text) for text in report or ()]
    made = _compare(
        base,
        head,
        package=package,
        unions=unions,
        policy=policy,
        today=_day(today),
        fail_on=fail_on,
        accepted=accepted,
        python=python,
        dated=dated,
        root=root,
    )
    # All of them before the first is written.
    texts = [(path, render(made, one)) for one, path in targets]
    whole = None if form is ReportFormat.TEXT and output is None else render(made, form, verbose=verbose)
    for path, text in texts:
        write_atomically(path, text.encode())
    if whole is None:
        _print_text(made, verbose=verbose)
    else:
        _write(whole, output)
    if made.failed:
        raise typer.Exit(1)


def _compare(
    base: str,
    head: str | None,
    *,
    package: str | None,
    unions: Unions,
    policy: Policy,
    today: datetime.date | None,
    fail_on: FailOn | None,
    accepted: Path | None,
    python: bool | None,
    dated: str | None,
    root: Path | None,
) -> Report:
    from specloom.diff.operands import reading
    from specloom.pausing import collector_paused

    with collector_paused(), reading(root, package, dated) as reader:
        older, newer = _sides(reader, base, head)
        from specloom.diff.compare import compare  # while whatever helps to read need not wait for it

        how = Settings(unions, policy, today)
        comparison = compare(older.revision, newer.revision, how)
        known = _known_rules()
        notices: list[Diagnostic] = []
        if python if python is not None else _has_python(older, newer):
            from specloom.diff.python.projects import compare_python

            comparison, notices = compare_python(comparison, older, newer, reader.workplace)
        path = accepted or newer.accepted
        if path is not None:
            from specloom.diff.accepted import apply_accepted, read_accepted

            try:
                changes, document = read_accepted(path, known)
                day = today.isoformat() if today else None
                comparison, told = apply_accepted(comparison, changes, document, day)
            except SpecError as error:
                _raise_placed(error, newer)
            notices += map(newer.placed, told)
        return Report(
            comparison,
            notices,
            fail_on,
            {rule.id: rule.says for rule in known.values()},
            newer.package or older.package,
            _next_version(comparison, older, newer),
        )


def _sides(reader: Reader, base: str, head: str | None) -> tuple[Operand, Operand]:
    from specloom.diff.sides import read_sides

    if head is not None:
        return read_sides(reader, base, head)
    name = reader.package(base)
    if not name:
        raise typer.BadParameter("say what to compare a file with", param_hint="HEAD")
    if reader.is_here(name):
        return read_sides(reader, base, name)
    older = reader.read(base)
    return older, reader.gone(older)


def _next_version(comparison: Comparison, older: Operand, newer: Operand) -> str:
    """The version that a package needs for what has changed, at least; "" where files are compared."""
    from specloom.release.consequence import consequence, next_version, written

    config = newer.revision.config
    if not newer.package or older.source is None or newer.source is None:
        return ""
    last = written(older.revision.config, older.revision.config.version)
    if not comparison.entries and config.api_version == older.revision.config.api_version:
        return str(last)
    return str(written(config, next_version(last, config, consequence(comparison))))


def _raise_placed(error: SpecError, operand: Operand) -> NoReturn:
    raise SpecError(map(operand.placed, error.diagnostics)) from None


def _has_python(older: Operand, newer: Operand) -> bool:
    """Whether both sides are packages, rather than documents of somebody."""
    return all(one.package or one.project for one in (older, newer))


def _known_rules() -> Mapping[str, Rule]:
    from specloom.diff.python.rules import RULES as PYTHON_RULES
    from specloom.diff.rules import RULES

    return {**RULES, **PYTHON_RULES}


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    from specloom.diff.accepted import check_day

    try:
        return datetime.date.fromisoformat(check_day(text))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--today") from None


def _target(text: str) -> tuple[ReportFormat, Path]:
    form, equals, path = text.partition("=")
    if not equals or not path or form not in list(ReportFormat):
        known = ", ".join(ReportFormat)
        raise typer.BadParameter(f"{text!r} is not FORMAT=FILE, with one of {known}", param_hint="--report")
    return ReportFormat(form), Path(path)


def _rules(form: ReportFormat) -> str:
    from specloom.diff import rule_list

    writers = {
        ReportFormat.TEXT: rule_list.rules_text,
        ReportFormat.JSON: rule_list.rules_json,
        ReportFormat.MARKDOWN: rule_list.rules_markdown,
    }
    if form not in writers:
        raise typer.BadParameter(f"rules are listed as {', '.join(writers)}", param_hint="--format")
    return writers[form](_known_rules().values())


def _print_text(report: Report, *, verbose: bool) -> None:
    from rich.console import Console

    from specloom.diff.reports.text import text_lines

    console = Console(highlight=False, soft_wrap=True)
    for line in text_lines(report, verbose=verbose):
        console.print(line)


def _write(text: str, output: Path | None) -> None:
    from specloom.source import write_atomically

    if output is not None:
        write_atomically(output, text.encode())
        return
    # Reports are UTF-8 in every locale.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
