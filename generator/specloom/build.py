"""From a document and a configuration to the files of a package: the whole way, without touching the disk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from specloom.config import PackageConfig
from specloom.credentials import scheme_views
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError
from specloom.engines.asked import Form
from specloom.engines.writing import start_resources, start_writing
from specloom.error_codes import error_codes, exceptions_by_status
from specloom.exports import names_beside_clients, runtime_exports
from specloom.keeping import Keeper, NameLock
from specloom.models.dicts import plan_dicts, render_dicts
from specloom.models.plan import Planner
from specloom.models.render import asked_types, render_models
from specloom.naming import python_names
from specloom.normalise import normalise, placed
from specloom.normalise.directions import directions
from specloom.normalise.media_types import MediaTypeRule
from specloom.operations.plan import OperationPlanner
from specloom.operations.viewer import resource_views
from specloom.operations.views import ResourceView
from specloom.operations.webhooks import plan_webhooks, render_webhooks, webhook_views
from specloom.package import PackageView, render_package
from specloom.pages.render import render_pages
from specloom.pages.samples import EXTENSION, with_samples
from specloom.progress import Stage
from specloom.schemas import Document, component_schemas
from specloom.server_arguments import variable_views
from specloom.servers import shared_server_diagnostics
from specloom.slicing import slice_document
from specloom.stubs.material import Material
from specloom.stubs.render import render_resource_tests, render_shared_tests
from specloom.unused import left_out, to_leave_out, unused_schemas, with_schemas, without_place
from specloom.work import Work
from specloom.yaml_output import dump_yaml

_ATTEMPTS = 8
"""How many times schemas that no operation needs are tried without those that are wrong; then all are left out."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a package is made from.

    Attributes:
        document: the fragment, bundled and with its overlay applied.
        config: what package.yaml says.
        templates: the folder of `templates`.
        complete: whether every operation has to be in the slice, as in a fragment.
        changelog: what users are told about each release, as Markdown; "" for what can be said of the first.
        lock: the names that are to be kept; None for a package that nobody uses yet.
        mending: whether schemas that no value fits may be read in some way, as in a document that isn't one's own.
    """

    document: Document
    config: PackageConfig
    templates: Path
    complete: bool = True
    changelog: str = ""
    lock: NameLock | None = None
    mending: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A package, not yet formatted.

    Attributes:
        files: text by path inside the package's folder.
        document: the normal form.
        resources: the operations, by group.
        diagnostics: what was noticed, none of them an error.
        config: what package.yaml says.
        lock: its public names.
        dropped: names that the lock before had, and that nothing has any more.
    """

    files: dict[str, str]
    document: Document
    resources: Sequence[ResourceView]
    diagnostics: list[Diagnostic]
    config: PackageConfig
    lock: NameLock = field(default_factory=NameLock)
    dropped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Normalised:
    """What stages make a package of.

    Attributes:
        document: the normal form.
        given: the names of the component schemas that the slice had.
        diagnostics: what was noticed.
        places: of each component schema that was made of a part of the slice, that part.
    """

    document: Document
    given: frozenset[str]
    diagnostics: list[Diagnostic]
    places: Mapping[str, Pointer]


def normal_form(inputs: Inputs, keeper: Keeper | None = None) -> Normalised:
    """Slice and normalise.

    A document without versions keeps its component schemas, also those that no operation needs.

    Args:
        inputs: of the package.
        keeper: knows its names; by default one that begins with the lock.

    Raises:
        SpecError: the document can't be brought there.
    """
    keeper = keeper or Keeper(inputs.lock)
    more = [] if inputs.config.media_types else unused_schemas(inputs.document)
    notes: list[Diagnostic] = []
    while more:
        attempt = Keeper(keeper.lock)
        try:
            result = _normal_form(inputs, with_schemas(inputs.document, more), attempt)
        except SpecError as error:
            wrong = to_leave_out(inputs.document, more, error) if len(notes) < _ATTEMPTS else set()
            wrong = wrong or set(more)
            notes.append(left_out(wrong, error))
            more = [name for name in more if name not in wrong]
            continue
        keeper.take_over(attempt)
        document = without_place(result.document)
        return replace(result, document=document, diagnostics=[*result.diagnostics, *notes])
    result = _normal_form(inputs, inputs.document, keeper)
    return replace(result, diagnostics=[*result.diagnostics, *notes])


def _normal_form(inputs: Inputs, whole: Document, keeper: Keeper) -> Normalised:
    config = inputs.config
    dated = config.media_types.dated if config.media_types else None
    sliced = slice_document(
        whole, config.api_version if dated else None, dated, complete=inputs.complete and dated is not None
    )
    extensions = {EXTENSION, *([config.naming.operation_id] if config.naming.operation_id else [])}
    result = normalise(sliced.document, _media_types(config), extensions, keeper, mending=inputs.mending)
    given = frozenset(component_schemas(sliced.document))
    return Normalised(result.document, given, [*sliced.notes, *result.diagnostics], result.places)


class Taker(Protocol):
    """Takes what is made, as soon as it is."""

    def add(self, files: Mapping[str, str]) -> None:
        """Take files that won't change any more."""

    def begin(self) -> None:
        """No more will come for a while."""

    def modules_are_there(self, below: str = "") -> None:
        """All modules of the package have been added, or all below a folder of it and all that those import."""


class _Nobody:
    """Takes nothing."""

    def add(self, files: Mapping[str, str]) -> None: ...

    def begin(self) -> None: ...

    def modules_are_there(self, below: str = "") -> None: ...


def build_package(inputs: Inputs, work: Work | None = None, taker: Taker | None = None) -> Built:
    """Make all files of a package.

    Args:
        inputs: what it is made from.
        work: the means of this run; by default this process, and nothing known from earlier ones.
        taker: is given files as soon as they are made.

    Raises:
        SpecError: the document can't be made into a package.
    """
    config = inputs.config
    work = work or Work()
    taker = taker or _Nobody()
    work.tell(Stage.NORMALISING)
    keeper = Keeper(inputs.lock)
    normal = normal_form(inputs, keeper)
    document, diagnostics = normal.document, normal.diagnostics
    clients = {config.client, f"Async{config.client}"}
    beside = names_beside_clients(inputs.templates)
    if reserved := clients & beside:
        message = f"the client can't be called {config.client!r}: every package has {min(reserved)} of another meaning"
        raise SpecError(Diagnostic("client-name-taken", message, hint="give `client` another name"))
    taken = clients | runtime_exports(inputs.templates).keys()
    names = python_names(document, config.naming, normal.given, taken, keeper)
    used = directions(document)
    planner = Planner(document, names, used)
    planner.plan_components()
    operations = OperationPlanner(document, config, names, planner)
    webhooks = plan_webhooks(document, planner, operations.types)
    plan = planner.finish()
    bodies = {key: operations.types[key] for key in sorted(operations.bodies)}
    planned_dicts = plan_dicts(plan, bodies, keeper)
    work.tell(Stage.TYPES)
    asked = {Form.MODELS: asked_types(plan, operations.types), Form.DICTS: planned_dicts.asked}
    written_types = start_writing(asked, work).result()
    work.tell(Stage.MODELS)
    models = render_models(plan, operations.types, written_types[Form.MODELS], inputs.templates)
    files = {f"{config.import_name}/models/{name}": text for name, text in models.files.items()}
    files |= carried_files(inputs.templates, config.import_name)
    taker.add(files)
    dicts, dict_types = render_dicts(planned_dicts, bodies, written_types[Form.DICTS], models.modules, inputs.templates)
    files[f"{config.import_name}/dicts.py"] = dicts
    resources = resource_views(operations, models.types, dict_types, models.modules, beside)
    servers = operations.servers
    server, path = servers.shared.url, servers.path.url
    schemes, unsupported = scheme_views(document, config, server)
    variables = variable_views(servers, schemes, keeper)
    diagnostics += placed([*plan.diagnostics, *unsupported], normal.places)
    shared = any(not operation.server for resource in resources for operation in resource.operations)
    diagnostics += shared_server_diagnostics(document, config, needed=shared)
    if not resources:
        hint = "the client of this package has no method; check that this is the document that was meant"
        diagnostics.append(Diagnostic("no-operation", "there is no operation", ("paths",), hint, Severity.WARNING))
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    if errors:
        raise SpecError(errors)
    taken |= {*models.modules}
    codes = error_codes(config, document, resources, exceptions_by_status(inputs.templates), taken, keeper)
    received = webhook_views(webhooks, models.types, models.modules)
    view = PackageView(config, document, resources, schemes, servers, variables, models.modules, names, codes, received)
    files |= render_package(view, inputs.templates)
    files |= render_webhooks(received, config.import_name, inputs.templates)
    taker.add(files)
    taker.modules_are_there("models/")
    written_resources = start_resources(resources, config, inputs.templates / "client", work)
    material = Material(config, document, resources, schemes, server, path, names, plan, codes, work.cache)
    document = with_samples(document, material)
    published = work.start(dump_yaml, document)
    work.tell(Stage.TESTS)
    for path, text in render_shared_tests(material, received, inputs.templates):
        files[path] = text
        taker.add({path: text})
    for name, text in written_resources.result().items():
        files[f"{config.import_name}/resources/{name}.py"] = text
    taker.add(files)
    taker.modules_are_there()
    for path, text in render_resource_tests(material, inputs.templates):
        made = {path: text}
        if published.is_done:
            made["openapi.yaml"] = published.result()
        files |= made
        taker.add(made)
    # What takes longest is verified while the pages are written.
    files["openapi.yaml"] = published.result()
    taker.add(files)
    taker.begin()
    work.tell(Stage.PAGES)
    files |= render_pages(view, material, models, inputs.templates, inputs.changelog)
    diagnostics += placed([*material.examples.diagnostics, *keeper.diagnostics], normal.places)
    return Built(files, document, resources, diagnostics, config, keeper.result(), keeper.dropped())


def carried_files(templates: Path, import_name: str) -> dict[str, str]:
    """What a package carries as the templates have it: its runtime, and what its tests share, by path in its folder."""
    runtime = {f"{import_name}/_runtime/{path.name}": path for path in sorted((templates / "runtime").glob("*.py"))}
    shared = {f"tests/{path.name}": path for path in sorted((templates / "tests").glob("*.py"))}
    return {name: path.read_text(encoding="utf-8") for name, path in (runtime | shared).items()}


def _media_types(config: PackageConfig) -> MediaTypeRule | None:
    if config.media_types is None or config.api_version is None:
        return None
    rule = config.media_types
    return MediaTypeRule(rule.dated, rule.request or rule.dated, rule.response or rule.dated, config.api_version)
