"""The commands of publishing. They stand apart from those of `specloom`, since they need the extra `publish`."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from specloom.options import Form, PackageName, Root, Today, reported, today
from specloom.publishing.checks import check_files, check_installed
from specloom.publishing.distributions import Distributions, build_checked, source_date
from specloom.publishing.index import Index
from specloom.publishing.projects import Project, chosen_projects
from specloom.publishing.readiness import changelog_entry, refuse_unready
from specloom.report import Format, show_result
from specloom.workspace import find_root

app = typer.Typer(
    name="python -m specloom.publishing",
    help="Build, check and publish distributions of the packages and of the toolkit.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Tag = Annotated[
    str | None,
    typer.Option("--tag", envvar="TAG", metavar="TAG", help="Of a release, in place of PACKAGE: NAME-vVERSION."),
]
Into = Annotated[Path, typer.Option("--into", metavar="DIR", help="The folder of distributions.")]
Repository = Annotated[
    str, typer.Option(metavar="NAME|URL", help="pypi, testpypi, a section of .pypirc, or where uploads go.")
]
Pages = Annotated[
    str | None, typer.Option("--index", metavar="URL", help="Of the simple index; by default beside the uploads.")
]


@app.command("build")
@reported
def build_(
    package: PackageName = None,
    tag: Tag = None,
    into: Into = Path("dist"),
    root: Root = None,
    form: Form = Format.TEXT,
) -> None:
    """Build sdist and wheel of every package and of the toolkit, and check them as their users would find them.

    The same commit gives the same bytes.
    """
    for project in _projects(root, package, tag):
        built = _build(project, into)
        lines = [f"{project.name} {project.version}: {', '.join(path.name for path in built.files)}"]
        show_result(lines, {"name": project.name, "version": project.version}, form)


@app.command("check")
@reported
def check_(
    package: PackageName = None,
    tag: Tag = None,
    repository: Annotated[str | None, typer.Option(metavar="NAME|URL", help="Where the version must be new.")] = None,
    index: Pages = None,
    date: Today = None,
    root: Root = None,
    form: Form = Format.TEXT,
) -> None:
    """Fail where `publish` would refuse, without building or uploading anything."""
    place = Index.named(repository, index) if repository else None
    for project in _projects(root, package, tag):
        refuse_unready(project, date or today())
        if place is not None:
            place.refuse_existing(project)
        show_result([f"{project.name} {project.version} can be published"], {"name": project.name}, form)


@app.command()
@reported
def entry(package: PackageName = None, tag: Tag = None, root: Root = None, form: Form = Format.TEXT) -> None:
    """Print what CHANGELOG.md tells about the version of a package, as its release page shows it."""
    for project in _projects(root, package, tag):
        text = changelog_entry(project)
        show_result(text.rstrip("\n").split("\n"), text, form)


@app.command()
@reported
def publish(
    repository: Repository,
    package: PackageName = None,
    tag: Tag = None,
    index: Pages = None,
    date: Today = None,
    into: Into = Path("dist"),
    trust_config: Annotated[
        Path | None,
        typer.Option("--trust-config", metavar="FILE", help="Of a Sigstore instance of your own, for attestations."),
    ] = None,
    root: Root = None,
    form: Form = Format.TEXT,
) -> None:
    """Upload the distributions of a package, built from the last commit and checked.

    It refuses a work tree that differs from the commit, output that is not what spec gives, a version that is there,
    and one that does not show what has changed since the last release. An upload that broke off is completed, if what
    is there is the same. With a token in TWINE_PASSWORD or .pypirc, that is who uploads; without one, a workflow on a
    CI host does as a trusted publisher, with an attestation for each file.
    """
    place = Index.named(repository, index)
    projects = _projects(root, package, tag)
    for project in projects:
        refuse_unready(project, date or today())
        place.refuse_existing(project)
    for project in projects:
        built = _build(project, into)
        files = place.missing(project, built.files)
        is_attested = _upload(files, place, trust_config)
        lines = [
            f"{project.name} {project.version} is on {repository}, "
            + ("with attestations" if is_attested else "without attestations, which take a trusted publisher")
        ]
        lines += [f"  {path.name} was there before" for path in built.files if path not in files]
        show_result(lines, {"name": project.name, "version": project.version}, form)


def _build(project: Project, into: Path) -> Distributions:
    def check(built: Distributions) -> None:
        check_files(project, built)
        check_installed(project, built)

    return build_checked(project, into, source_date(project.root), check)


def _upload(files: Sequence[Path], place: Index, trust_config: Path | None) -> bool:
    # Only here, since it takes longer to load than most commands run.
    from specloom.publishing.attestations import ambient_identity, attest

    identity = ambient_identity() if place.takes_attestations else None
    if identity is None:
        place.upload_files(files)
        return False
    with TemporaryDirectory(prefix="specloom-") as name:
        place.upload_files(attest(files, identity, Path(name), trust_config))
    return True


def _projects(root: Path | None, package: str | None, tag: str | None) -> list[Project]:
    if package is not None and tag:
        raise typer.BadParameter("it says which package", param_hint="--tag")
    return chosen_projects(root or find_root(), package, tag)
