"""The commands that look at a document, on its way or as it is: `slice`, `normalise`, `samples` and `lint`."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from specloom.diagnostics import Severity
from specloom.options import (
    ApiVersion,
    AsJson,
    Dated,
    Form,
    NewName,
    Output,
    OverlayFile,
    Root,
    Target,
    Verbose,
    exit_if_errors,
    reported,
    show,
)
from specloom.report import Format, show_diagnostics
from specloom.workspace import SPEC, Package, find_package, find_root

if TYPE_CHECKING:
    from specloom.inputs import Source


@reported
def slice_(
    target: Target,
    api_version: ApiVersion = None,
    dated: Dated = None,
    overlay: OverlayFile = None,
    output: Output = None,
    as_json: AsJson = False,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Print the document of one API version date.

    Each operation comes in its newest version at or before the date, with the components that it needs.
    """
    from specloom.slicing import slice_document

    source = _source(target, root, api_version, dated, overlay)
    config = source.config
    template = config.media_types.dated if config.media_types else None
    with source.placing():
        sliced = slice_document(source.document, config.api_version, template, complete=source.complete)
    show(source.place(sliced.notes), form, notes=verbose)
    _print_document(sliced.document, output, as_json)


@reported
def normalise(
    target: Target,
    api_version: ApiVersion = None,
    dated: Dated = None,
    overlay: OverlayFile = None,
    output: Output = None,
    as_json: AsJson = False,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Print the normal form of a document: what packages are generated from, and what other tools read best.

    It has no allOf, no cycles of composition and no unnamed unions, and its requests and responses are told apart.
    """
    from specloom.build import normal_form
    from specloom.workspace import templates_folder

    source = _source(target, root, api_version, dated, overlay)
    with source.placing():
        normal = normal_form(source.inputs(templates_folder()))
    show(source.place(normal.diagnostics), form, notes=verbose)
    _print_document(normal.document, output, as_json)
    exit_if_errors(normal.diagnostics)


@reported
def samples(
    target: Target,
    name: NewName = None,
    api_version: ApiVersion = None,
    output: Output = None,
    as_json: AsJson = False,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Print the normal form of a document with a sample in Python beside each operation, as `x-codeSamples`.

    A sample is a program that uses the generated package. Samples in other languages stay as they are.
    """
    from specloom.build import build_package
    from specloom.inputs import load
    from specloom.oneshot import DocumentOrigin, Project
    from specloom.workspace import templates_folder

    package = _as_package(target, root)
    if package is not None and name is not None:
        raise typer.BadParameter("a package has its own name", param_hint="--package")
    if package is None:
        origin = DocumentOrigin(Path(target), Project(Path(), ""), name=name, api_version=api_version)
        source = origin.read()
    else:
        source = load(package, api_version)
    with source.placing():
        built = build_package(source.inputs(templates_folder()))
    found = source.place([*source.notes, *built.diagnostics])
    show(found, form, notes=verbose)
    _print_document(built.document, output, as_json)
    exit_if_errors(found)


@reported
def lint(
    target: Target,
    overlaid: Annotated[
        bool, typer.Option("--overlaid", help="Look at a package's document with its overlay applied.")
    ] = False,
    overlay: OverlayFile = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """List what is wrong, or looks wrong, in a document as its provider wrote it.

    The findings go to stdout.
    """
    from specloom.inputs import corrected
    from specloom.lint import lint_document
    from specloom.source import read_bundled

    package = _as_package(target, root)
    document = read_bundled(package.fragment if package else Path(target))
    if package and overlaid and package.overlay.exists():
        overlay = package.overlay
    found = document.place(lint_document(corrected(document, overlay)))
    shown = [one for one in found if verbose or one.severity is not Severity.NOTE]
    show_diagnostics(shown, form, to_stdout=True)
    if form is Format.TEXT:
        counts = Counter(one.severity for one in found)
        typer.echo(", ".join(f"{counts[severity]} {severity}{'s' * (counts[severity] != 1)}" for severity in Severity))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(one.severity in failing for one in found):
        raise typer.Exit(1)


def _as_package(target: str, root: Path | None) -> Package | None:
    """Find out which package is meant, if it isn't a file."""
    path = Path(target)
    if path.is_file() or (path.suffix in (".yaml", ".yml", ".json") and not path.is_dir()):
        return None
    if path.is_dir() and path.resolve().parent.name == SPEC:
        return (
            find_package(path.resolve().parents[1], path.resolve().name)
            if root is None
            else find_package(root, path.name)
        )
    return find_package(root or find_root(), target)


def _source(
    target: str, root: Path | None, api_version: str | None, dated: str | None, overlay: Path | None
) -> "Source":
    from specloom.config import PackageConfig
    from specloom.inputs import load, load_file

    package = _as_package(target, root)
    if package is None:
        if api_version is not None and dated is None:
            raise typer.BadParameter("a date needs --dated, which says where it stands", param_hint="--api-version")
        media_types = {"media_types": {"dated": dated}} if dated else {}
        version = {"api_version": api_version} if api_version else {}
        return load_file(Path(target), overlay, PackageConfig.default("document", **version, **media_types))
    if dated is not None or overlay is not None:
        raise typer.BadParameter("a package says this itself", param_hint="--dated, --overlay")
    return load(package, api_version)


def _print_document(document: dict[str, Any], output: Path | None, as_json: bool) -> None:
    """Write a document to a file or to stdout, in UTF-8 in every locale."""
    import json

    from specloom.source import write_atomically
    from specloom.yaml_output import dump_yaml

    if as_json or (output is not None and output.suffix == ".json"):
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    else:
        text = dump_yaml(document)
    if output is not None:
        write_atomically(output, text.encode())
        return
    sys.stdout.buffer.write(text.encode())
