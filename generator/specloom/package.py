"""Everything of a package that is neither model nor operation: its front, its client, its metadata and its pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from specloom import encode
from specloom.config import PackageConfig
from specloom.credentials import ArgumentView, SchemeView, ScopesView
from specloom.encode import Code, environment, literal
from specloom.error_codes import MODULE as ERROR_CODES
from specloom.error_codes import ErrorCode, render_error_codes
from specloom.exports import runtime_exports
from specloom.naming import Names
from specloom.operations.docs import entry
from specloom.operations.views import ResourceView
from specloom.operations.webhooks import WebhookView
from specloom.schemas import Document
from specloom.server_arguments import VariableView
from specloom.servers import Servers


@dataclass(frozen=True, slots=True)
class PackageView:
    """What the templates of a package show.

    Attributes:
        config: what package.yaml says.
        document: the normal form.
        resources: the operations, by group.
        schemes: the security schemes.
        servers: where operations are called.
        variables: what callers choose of the URLs of servers.
        models: module by name of a model.
        names: what everything is called.
        error_codes: the exceptions for error codes.
        webhooks: what the API sends by itself.
    """

    config: PackageConfig
    document: Document
    resources: Sequence[ResourceView]
    schemes: Sequence[SchemeView]
    servers: Servers
    variables: Sequence[VariableView]
    models: Mapping[str, str]
    names: Names
    error_codes: Sequence[ErrorCode] = ()
    webhooks: Sequence[WebhookView] = ()

    @property
    def title(self) -> str:
        """What the package is about, on one line."""
        return encode.one_line(self.config.title or str(self.document.get("info", {}).get("title", ""))) or "An API"

    @property
    def description(self) -> str:
        """What the package is for, on one line."""
        return encode.one_line(self.config.description or f"Client for {self.title}.")

    @property
    def server(self) -> str:
        """Where requests go by default; "" where the document names no host."""
        return self.servers.shared.url

    @property
    def path(self) -> str:
        """Of the server, where the document names only that."""
        return self.servers.path.url

    @property
    def has_other_servers(self) -> bool:
        """Whether some operations have servers of their own."""
        return any(operation.server for resource in self.resources for operation in resource.operations)

    @property
    def security(self) -> list[tuple[str, ...]]:
        """How most of the operations are signed that are; not at all, if need be, where others are not."""
        said = [tuple(map(tuple, each.security)) for resource in self.resources for each in resource.operations]
        signed = Counter(each for each in said if any(each)).most_common(1)
        usual = [names for names in signed[0][0] if names] if signed else []
        return [*usual, ()] if usual and any(() in each or not each for each in said) else usual

    @property
    def scopes(self) -> list[ScopesView]:
        """What a client takes as scopes to ask for."""
        return [option.scopes for scheme in self.schemes for option in scheme.options if option.scopes is not None]

    @property
    def further_entries(self) -> list[Code]:
        """What the docstring of a client says of its arguments beside credentials."""
        scopes = [entry(each.name, each.description, whole=True) for each in self.scopes]
        return [Code(text) for text in (*scopes, *(entry(each.argument, each.description) for each in self.variables))]

    @property
    def has_literals(self) -> bool:
        """Whether a variable of servers has one of some values."""
        return any(variable.values != "()" for variable in self.variables)

    @property
    def arguments(self) -> list[ArgumentView]:
        """What a client takes as credentials."""
        found = {a.name: a for scheme in self.schemes for option in scheme.options for a in option.settings}
        return list(found.values())


def render_package(view: PackageView, templates: Path) -> dict[str, str]:
    """Write the modules that are neither models nor resources, and pyproject.toml, by path in the package's folder."""
    jinja = environment(templates / "package")
    from_runtime = runtime_exports(templates)
    exports: dict[str, str] = {
        **{name: f"._runtime.{module}" for name, module in from_runtime.items()},
        view.config.client: ".client",
        f"Async{view.config.client}": ".client",
        **dict.fromkeys(view.models, ".models"),
        **{code.name: f".{ERROR_CODES}" for code in view.error_codes},
    }
    errors_of = view.config.errors
    fields = {
        key: paths[0] if len(paths) == 1 else paths
        for key, paths in (("code", errors_of.code), ("reason", errors_of.reason), ("detail", errors_of.detail))
    }
    shown = {
        "view": view,
        "config": view.config,
        "name": Code(view.config.name),
        "import_name": Code(view.config.import_name),
        "client": Code(view.config.client),
        "version": Code(view.config.distribution_version),
        "api_version": literal(view.config.api_version) if view.config.api_version else None,
        "license": literal(view.config.license) if view.config.license else None,
        "exports": {Code(name): Code(exports[name]) for name in sorted(exports)},
        "inside": [Code("dicts"), Code("models"), *([Code("webhooks")] if view.webhooks else [])],
        "error_fields": Code(
            "ErrorFields(" + ", ".join(f"{key}={literal(value)}" for key, value in fields.items() if value) + ")"
        ),
    }
    package = view.config.import_name
    files = {
        "pyproject.toml": "pyproject.toml.jinja",
        f"{package}/__init__.py": "init.py.jinja",
        f"{package}/client.py": "client.py.jinja",
        f"{package}/resources/__init__.py": "resources.py.jinja",
    }
    rendered = {path: jinja.get_template(template).render(shown) for path, template in files.items()}
    rendered[f"{package}/py.typed"] = ""
    return rendered | render_error_codes(view.error_codes, package, templates)
