"""Where the Python of both sides of a comparison is: as it was committed, or made for the purpose."""

from dataclasses import replace
from pathlib import Path

from specloom.diagnostics import Diagnostic, Location, Severity, SpecError
from specloom.diff.entries import Comparison
from specloom.diff.operands import Operand
from specloom.diff.python.interface import Interface, read_interface
from specloom.diff.python.merge import with_python
from specloom.workspace import templates_folder


def compare_python(
    comparison: Comparison, older: Operand, newer: Operand, folder: Path
) -> tuple[Comparison, list[Diagnostic]]:
    """Add to a comparison of documents what changed in the packages alone.

    Args:
        comparison: of the documents.
        older: the older side.
        newer: the newer side.
        folder: where packages are made that have not been committed.

    Returns:
        The comparison, and a warning if a package can't be made or read.
    """
    if older.source is None or newer.source is None:
        # A package that is new or gone has nothing to be compared with, and the documents tell that.
        return comparison, []
    interfaces: list[Interface] = []
    for name, operand in (("older", older), ("newer", newer)):
        try:
            interfaces.append(_interface(operand, folder / name))
        except SpecError as error:
            [first, *others] = map(operand.placed, error.diagnostics)
            more = f", and {len(others)} more" if others else ""
            message = f"the Python of the {name} version was not compared: {first.message}{more}"
            hint = "Generate it, or leave it out with --no-python."
            return comparison, [replace(first, message=message, hint=hint, severity=Severity.WARNING)]
    return with_python(comparison, (older.revision, newer.revision), (interfaces[0], interfaces[1])), []


def _interface(operand: Operand, folder: Path) -> Interface:
    """Read the interface of a side's package.

    Raises:
        SpecError: it can't be made, or can't be read.
    """
    config = operand.revision.config
    if operand.project is not None:
        # The document of a project doesn't say what its package is called.
        name = config.import_name if operand.package else _package_in(operand.project)
        return read_interface(operand.project, name, operand.place)
    from specloom.build import build_package

    assert operand.source is not None
    with operand.source.placing():
        built = build_package(operand.source.inputs(templates_folder()))
    for path, text in built.files.items():
        if path.endswith(".py"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return read_interface(folder, config.import_name, None)


def _package_in(project: Path) -> str:
    """Find the import package of a project.

    Raises:
        SpecError: `no-python`.
    """
    found = sorted(path.parent.name for path in project.glob("*/py.typed"))
    if len(found) != 1:
        message = "the project has no Python package, or several"
        hint = "A generated project has one folder with py.typed."
        raise SpecError(Diagnostic("no-python", message, hint=hint, location=Location(project)))
    return found[0]
