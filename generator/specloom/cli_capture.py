"""The commands that bring documents in: `capture` and `init`."""

from pathlib import Path
from typing import Annotated

import typer

from specloom.diagnostics import SpecError
from specloom.options import (
    Form,
    Operations,
    Prefixes,
    RefRoot,
    SourceName,
    Tags,
    Verbose,
    chosen,
    reported,
    show,
    today,
)
from specloom.prose import Prose
from specloom.report import Format, show_result
from specloom.workspace import Package, find_root


@reported
def capture(
    into: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the fragment: spec/PACKAGE.")],
    upstream: Annotated[
        str | None,
        typer.Argument(
            metavar="[UPSTREAM]",
            help="The provider's whole document: a file or an address; by default what package.yaml has for upstream.",
        ),
    ] = None,
    operation: Operations = None,
    tag: Tags = None,
    path_prefix: Prefixes = None,
    everything: Annotated[bool, typer.Option("--all", help="Every operation.")] = False,
    only: Annotated[
        bool, typer.Option("--only", help="Drop operations of the fragment that are not named now.")
    ] = False,
    prose: Annotated[
        Prose | None,
        typer.Option(help="Whether upstream's descriptions come along; by default as the last time, else none."),
    ] = None,
    source: SourceName = None,
    ref_root: RefRoot = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Write a fragment: the named operations of a document and exactly what they reach.

    A fragment that is there is brought up to date: its structure becomes upstream's; comments, prose and the order of
    keys stay its own. Without a selection, its operations are captured anew.
    """
    from specloom.capture.selection import Selection
    from specloom.capturing import FRAGMENT, capture_into, read_upstream
    from specloom.fetching import upstream_file
    from specloom.report import captured_data, captured_lines

    selection = chosen(operation, tag, path_prefix, everything=everything)
    path = into / FRAGMENT
    was_there = path.exists()
    if selection is None and not was_there:
        names = ["--operation", "--tag", "--path-prefix", "--all"]
        raise typer.BadParameter("there is no fragment yet, so say what to capture", param_hint=names)
    with upstream_file(upstream, into) as (file, name):
        document = read_upstream(file, source or name, today(), ref_root)
        captured, is_new, found = capture_into(into, document, selection or Selection(), prose=prose, only=only)
    show(found, form, notes=verbose)
    show_result(
        captured_lines(captured, path, was_there=was_there, is_new=is_new, in_detail=verbose),
        captured_data(captured, path, is_new=is_new),
        form,
    )


@reported
def init(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the folder below spec, and of the package.")],
    from_: Annotated[Path, typer.Option("--from", metavar="FILE", help="An OpenAPI document.")],
    operation: Operations = None,
    tag: Tags = None,
    path_prefix: Prefixes = None,
    api_version: Annotated[
        str | None, typer.Option(metavar="DATE", help="The pin; by default the newest date of the document.")
    ] = None,
    prose: Annotated[Prose, typer.Option(help="Whether upstream's descriptions come along.")] = Prose.UPSTREAM,
    source: SourceName = None,
    ref_root: RefRoot = None,
    root: Annotated[Path | None, typer.Option(help="The folder that holds spec, or is to hold it.")] = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Begin a package: write spec/NAME with a fragment of a document and a package.yaml to go on from."""
    from specloom.capture.selection import Selection
    from specloom.capturing import init_package, read_upstream
    from specloom.config import PackageConfig

    PackageConfig.default(name, version="0")
    package = Package(root if root is not None else _root_or_here(), name)
    document = read_upstream(from_, source, today(), ref_root)
    selection = chosen(operation, tag, path_prefix) or Selection(everything=True)
    captured, found = init_package(package, document, selection, prose, api_version)
    show(found, form, notes=True)
    count = f"{captured.operations} operation{'s' * (captured.operations != 1)}"
    lines = [
        f"{package.spec.as_posix()}: {count} in fragment.yaml, and the rest in package.yaml",
        f"  next: specloom generate {name}",
    ]
    show_result(lines, {"package": name, "operations": captured.operations, "folder": package.spec.as_posix()}, form)


def _root_or_here() -> Path:
    try:
        return find_root()
    except SpecError:
        return Path()
