"""What the commands share: their options, and how they tell what went wrong."""

import functools
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from specloom.diagnostics import Diagnostic, Location, Severity, SpecError
from specloom.report import Format, show_diagnostics

if TYPE_CHECKING:
    from specloom.capture.selection import Selection

_DEFECT = """\
specloom failed: {kind}: {message}
  This is a defect of specloom, not of your files; the last good output is untouched.
  Please report it with the command you ran and what that prints with SPECLOOM_TRACEBACK=1 in the environment."""

PackageName = Annotated[
    str | None, typer.Argument(metavar="[PACKAGE]", help="Name of the folder below spec; by default each of them.")
]
Target = Annotated[str, typer.Argument(metavar="FILE|PACKAGE", help="A document, or the name of a folder below spec.")]
Root = Annotated[
    Path | None,
    typer.Option(help="The folder that holds spec and generated; by default found from here upwards."),
]
Form = Annotated[Format, typer.Option("--format", help="How diagnostics and results are written.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show notes, too.")]
ApiVersion = Annotated[
    str | None, typer.Option(metavar="DATE", help="The API version date, such as 2025-03-12; by default the pin.")
]
Dated = Annotated[
    str | None,
    typer.Option(
        metavar="TEMPLATE",
        help="How media types of a document carry the date: application/vnd.example.{version}+{suffix}.",
    ),
]
OverlayFile = Annotated[
    Path | None, typer.Option("--overlay", metavar="FILE", help="Corrections of a document that is no package.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to stdout.")
]
Operations = Annotated[
    list[str] | None,
    typer.Option(
        "--operation", metavar="NAME", help="An operationId, what an extension calls it, or 'METHOD /path'; repeatable."
    ),
]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="All operations with this tag; repeatable.")]
Prefixes = Annotated[
    list[str] | None, typer.Option("--path-prefix", metavar="PATH", help="All operations at and below; repeatable.")
]
From = Annotated[
    Path | None, typer.Option("--from", metavar="FILE", help="An OpenAPI document, in place of a folder below spec.")
]
RefRoot = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Where files that FILE refers to may be; by default its own folder.",
    ),
]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help="What to call the document; by default its file's name.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON; the default is YAML, or what FILE ends with.")]


def _day(value: str | None) -> str | None:
    from specloom.config_values import check_api_version

    try:
        return value if value is None else check_api_version(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _distribution(value: str | None) -> str | None:
    if value is None:
        return None
    from specloom.config_values import check_distribution_name

    try:
        return check_distribution_name(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


NewName = Annotated[
    str | None,
    typer.Option(
        "--package",
        metavar="NAME",
        callback=_distribution,
        help="Of the package, where a document is made one; by default from its title.",
    ),
]
Today = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", callback=_day, help="The day that this is done; by default today."),
]


def _tell(found: Iterable[Diagnostic], asked: str) -> None:
    """Print what went wrong, in the form that was asked for as far as there is one."""
    diagnostics = list(found)
    show_diagnostics(diagnostics, Format.JSON if asked == Format.JSON else Format.TEXT)
    if asked == "github":
        from specloom.diff.reports.github import annotation

        typer.echo("\n".join(map(annotation, diagnostics)))


def reported_as(code: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Turn whatever a command raises into a message and an exit code."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(**arguments: Any) -> None:
            try:
                command(**arguments)
            except SpecError as error:
                _tell(error.diagnostics, arguments["form"])
            except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
                raise
            except OSError as error:
                place = Location(Path(os.fsdecode(error.filename or "")))
                message = f"this can't be read or written: {(error.strerror or str(error)).lower()}"
                hint = "Check the path, who owns it, and whether the disk is full."
                _tell([Diagnostic("file-access", message, hint=hint, location=place)], arguments["form"])
            except Exception as error:
                if os.environ.get("SPECLOOM_TRACEBACK"):
                    raise
                typer.echo(_DEFECT.format(kind=type(error).__name__, message=error), err=True)
            else:
                return
            raise typer.Exit(code)

        return run

    return decorate


reported = reported_as(1)
"""The same for commands that fail as most do."""


def chosen(
    operation: list[str] | None, tag: list[str] | None, path_prefix: list[str] | None, *, everything: bool = False
) -> "Selection | None":
    """Make a selection of what the options name; None if they name nothing."""
    if not (operation or tag or path_prefix or everything):
        return None
    from specloom.capture import Selection

    return Selection(tuple(operation or ()), tuple(tag or ()), tuple(path_prefix or ()), everything)


def show(found: list[Diagnostic], form: Format, *, notes: bool) -> None:
    """Print diagnostics, notes only where they are wanted."""
    shown = [one for one in found if notes or one.severity is not Severity.NOTE]
    if shown or form is Format.JSON:
        show_diagnostics(shown, form)


def exit_if_errors(found: list[Diagnostic]) -> None:
    """End with the exit code for errors if there is one."""
    if any(one.severity is Severity.ERROR for one in found):
        raise typer.Exit(1)


def today() -> str:
    """Today's date: the commands that write one down ask for it here, and take another one as an option."""
    from datetime import date

    return date.today().isoformat()
