"""The commands around a release: `release` and `upgrade-notes`."""

from pathlib import Path
from typing import Annotated

import typer

from specloom.options import Form, PackageName, Root, Today, Verbose, reported, show, today
from specloom.report import Format, show_result
from specloom.workspace import Package, all_packages, find_package, find_root


@reported
def release(
    package: PackageName = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    date: Today = None,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Prepare the next release: its version and its entry of CHANGELOG.md, out of what has changed since the last one.

    The last one is a tag of git such as NAME-v1.2.3. This writes package.yaml and CHANGELOG.md below spec, and
    generates; it commits nothing and tags nothing.
    """
    from specloom.release.plan import apply, plan_release
    from specloom.release.report import plan_data, plan_lines, written_lines

    plans = [plan_release(one, date or today()) for one in _packages(root, package)]
    show([found for plan in plans for found in plan.diagnostics], form, notes=verbose)
    show_result([line for plan in plans for line in plan_lines(plan)], [plan_data(plan) for plan in plans], form)
    pending = [plan for plan in plans if plan.is_new]
    if not pending:
        return
    if not yes:
        typer.confirm("Write this?", abort=True, err=True)
    for plan in pending:
        apply(plan)
    if form is Format.TEXT:
        show_result([line for plan in pending for line in written_lines(plan)], None, form)


@reported
def upgrade_notes(
    package: Annotated[str, typer.Argument(metavar="PACKAGE", help="Name of the folder below spec.")],
    base: Annotated[
        str | None,
        typer.Argument(metavar="[BASE]", help="@DATE, a release, or a revision of git; by default the last release."),
    ] = None,
    head: Annotated[
        str | None, typer.Argument(metavar="[HEAD]", help="The same for the newer side; by default what is here now.")
    ] = None,
    date: Today = None,
    root: Root = None,
    form: Form = Format.TEXT,
    verbose: Verbose = False,
) -> None:
    """Say what changes for users of a package between two dates or releases, and what they write instead.

    The notes are Markdown.
    """
    from specloom.release.notes import upgrade_notes as notes_of
    from specloom.release.report import notes_data, notes_lines
    from specloom.release.revisions import compare_states

    found = compare_states(find_package(root or find_root(), package), base, head, date or today())
    show(list(found.diagnostics), form, notes=verbose)
    notes = notes_of(found.comparison, found.base, found.head)
    show_result(notes_lines(found.comparison.base, found.comparison.head, notes), notes_data(notes), form)


def _packages(root: Path | None, name: str | None) -> list[Package]:
    folder = root or find_root()
    return all_packages(folder) if name is None else [find_package(folder, name)]
