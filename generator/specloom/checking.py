"""Whether the output that is there is what the inputs give: made anew beside it, and compared."""

from dataclasses import dataclass

from specloom.changes import compare_files, diff
from specloom.diagnostics import Diagnostic, Location
from specloom.generation import Build, make_aside
from specloom.manifest import MANIFEST, list_output
from specloom.workspace import SPEC, Package


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        diagnostics: an error if there is a difference, and what was noticed on the way.
        diff: the difference, line by line.
    """

    diagnostics: list[Diagnostic]
    diff: list[str]


def check_package(package: Package, build: Build | None = None) -> Checked:
    """Compare a package's output with what its inputs give; a person's own tests don't count.

    Raises:
        SpecError: the inputs don't give any output.
    """
    made = make_aside(package, build)
    output = list_output(package.output)
    there = {
        path: (package.output / path).read_bytes() if digest else b""
        for path, digest in output.files.items()
        if path in made.files or path not in output.own
    }
    # The names that are kept are an output too, though they stand with the inputs.
    names = f"{SPEC}/{package.name}/{package.names.name}"
    given = {**made.files, names: made.lock.encode()}
    if package.names.is_file():
        there[names] = package.names.read_bytes()
    lines = list(diff(there, given))
    manifest = package.output / MANIFEST
    is_listed = manifest.is_file() and manifest.read_bytes() == made.files[MANIFEST]
    if not lines and not is_listed:
        lines = [f"{MANIFEST} doesn't list what is there"]
    if not lines:
        return Checked(made.diagnostics, [])
    change = compare_files(there, given)
    count = len(change.added) + len(change.removed) + len(change.changed)
    message = f"the output is not what the inputs give: {count or 1} file{'s' * (count > 1)} differ{'s' * (count < 2)}"
    hint = f"Run specloom generate {package.name} and commit what it writes."
    error = Diagnostic("stale-output", message, hint=hint, location=Location(package.output))
    return Checked([*made.diagnostics, error], lines)
