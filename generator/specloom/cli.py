"""The command line: reads arguments, calls the stages, prints what they return, and sets the exit code.

Exit codes: 0 for done, 1 for errors and findings, 2 for a command that can't be understood. Stages are imported by the
commands that need them, since most runs find that there is nothing to do.
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from specloom.cli_capture import capture, init
from specloom.cli_diff import diff
from specloom.cli_documents import lint, normalise, samples, slice_
from specloom.cli_release import release, upgrade_notes
from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.options import (
    Form,
    From,
    NewName,
    Operations,
    PackageName,
    Prefixes,
    RefRoot,
    Root,
    Tags,
    Verbose,
    chosen,
    exit_if_errors,
    reported,
    show,
)
from specloom.progress import progress
from specloom.report import Format, generated_data, generated_lines, show_result
from specloom.workspace import Package, all_packages, find_package, find_root

if TYPE_CHECKING:
    from specloom.generation import Generated
    from specloom.oneshot import DocumentOrigin
    from specloom.progress import Tell

app = typer.Typer(
    name="specloom",
    help="Turn a captured OpenAPI fragment into a publishable, strictly typed Python package.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"specloom {version('specloom')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version, and do no more.")
    ] = False,
) -> None:
    pass


@app.command()
@reported
def generate(
    package: PackageName = None,
    api_version: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Change the pin in package.yaml to this date first, and say what changed."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Generate even if nothing has changed.")] = False,
    from_: From = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", file_okay=False, help="With --from: where the project goes."),
    ] = None,
    name: NewName = None,
    operation: Operations = None,
    tag: Tags = None,
    path_prefix: Prefixes = None,
    ref_root: RefRoot = None,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Bring generated/PACKAGE up to date with spec/PACKAGE; or, with --from and --output, make one of any document.

    Nothing happens if nothing has changed. If anything goes wrong, the last good output stays as it is.
    """
    selection = chosen(operation, tag, path_prefix)
    if from_ is not None:
        if package is not None or root is not None:
            raise typer.BadParameter("this takes neither PACKAGE nor --root", param_hint="--from")
        if output is None:
            raise typer.BadParameter("say with --output where the project goes", param_hint="--from")
        from specloom.oneshot import DocumentOrigin, Project

        target = Project(output, name or output.resolve().name)
        origin = DocumentOrigin(from_, target, selection, name, api_version, ref_root)
        _generate_from(origin, force=force, form=form, verbose=verbose)
        return
    if any(given is not None for given in (output, name, selection, ref_root)):
        hint = "--output, --package, --operation, --tag, --ref-root"
        raise typer.BadParameter("these options need --from", param_hint=hint)
    packages = _packages(root, package)
    changing = packages if api_version is None else [_pinned(packages)]
    results: list[Generated] = []
    found: list[Diagnostic] = []
    for one in packages:
        try:
            results.append(_generate(one, api_version if one in changing else None, force, form))
        except SpecError as error:
            found += error.diagnostics
    for result in results:
        found += result.diagnostics
    in_detail = api_version is not None
    show(found, form, notes=verbose or in_detail)
    lines = [line for result in results for line in generated_lines(result, in_detail=in_detail)]
    data = [generated_data(result) for result in results] if form is Format.JSON else []
    show_result(lines, data, form)
    exit_if_errors(found)


@app.command()
@reported
def check(package: PackageName = None, root: Root = None, form: Form = Format.TEXT, verbose: Verbose = False) -> None:
    """Fail if generated/PACKAGE is not what spec/PACKAGE gives, and show the difference.

    Nothing is written.
    """
    from specloom.checking import check_package

    found: list[Diagnostic] = []
    lines: list[str] = []
    for one in _packages(root, package):
        try:
            result = check_package(one)
        except SpecError as error:
            found += error.diagnostics
            continue
        found += result.diagnostics
        lines += result.diff or [f"{one.name}: the output is what the inputs give"]
    show(found, form, notes=verbose)
    show_result(lines, lines, form)
    exit_if_errors(found)


def _generate_from(origin: "DocumentOrigin", *, force: bool, form: Format, verbose: bool) -> None:
    from specloom.generation import generate as bring_up_to_date

    target = origin.target
    with _progress(target, form) as tell:
        result = bring_up_to_date(target, force=force, origin=origin, tell=tell)
    # What was chosen or left out without being asked for is worth a line.
    told = [one for one in result.diagnostics if verbose or one.code in ("api-version-chosen", "operation-dropped")]
    shown = told + [one for one in result.diagnostics if one not in told and one.severity is not Severity.NOTE]
    show(shown, form, notes=True)
    data = [generated_data(result)] if form is Format.JSON else []
    show_result(generated_lines(result, in_detail=False), data, form)
    exit_if_errors(result.diagnostics)


def _packages(root: Path | None, name: str | None) -> list[Package]:
    folder = root or find_root()
    return all_packages(folder) if name is None else [find_package(folder, name)]


def _progress(package: Package, form: Format) -> AbstractContextManager["Tell | None"]:
    # Whoever asks for JSON reads nothing else.
    return progress(package.name) if form is Format.TEXT else nullcontext()


def _pinned(packages: list[Package]) -> Package:
    """Say whose API version is meant where no package is named: of the one that has any, if it is one."""
    from specloom.config import read_config

    pinned = packages if len(packages) == 1 else [one for one in packages if read_config(one.config).api_version]
    if len(pinned) != 1:
        names = " or ".join(one.name for one in pinned or packages)
        raise typer.BadParameter(f"name the package whose API version changes: {names}", param_hint="PACKAGE")
    return pinned[0]


def _generate(package: Package, api_version: str | None, force: bool, form: Format) -> "Generated":
    from specloom.generation import generate as bring_up_to_date

    if api_version is None:
        with _progress(package, form) as tell:
            return bring_up_to_date(package, force=force, tell=tell)
    from specloom.config import set_api_version
    from specloom.source import write_atomically

    before = package.config.read_bytes() if package.config.is_file() else b""
    set_api_version(package.config, api_version)
    try:
        with _progress(package, form) as tell:
            return bring_up_to_date(package, force=force, tell=tell)
    except BaseException:
        write_atomically(package.config, before)
        raise


# After those above, since the list of commands keeps this order, and newcomers look for `generate`.
app.command("slice")(slice_)
app.command()(normalise)
app.command()(samples)
app.command()(lint)
app.command()(init)
app.command()(capture)
app.command()(diff)
app.command()(upgrade_notes)
app.command()(release)
