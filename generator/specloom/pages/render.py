"""The pages of a package."""

from pathlib import Path
from typing import Any

from jinja2 import Environment

from specloom.encode import Code, environment, lines, markdown
from specloom.models.render import RenderedModels
from specloom.operations.views import OperationView
from specloom.package import PackageView
from specloom.pages.readme import readme
from specloom.pages.reference import method_entry, model_entry
from specloom.schemas import ref_to
from specloom.stubs.material import Material

_TITLES = {
    "api_key": "With an API key:",
    "basic": "With a user name and a password:",
    "bearer": "With a token that you have; a function that gives one will do as well:",
    "client_credentials": "With the id and the secret of a client, which tokens are fetched and renewed for:",
    "digest": "With a user name and a password that is never sent itself (HTTP Digest):",
}
"""What stands above the program for a way to prove who one is, by the runtime's function for it."""


def render_pages(
    view: PackageView, material: Material, models: RenderedModels, templates: Path, changelog: str
) -> dict[str, str]:
    """Write the pages of a package, by path in its folder.

    Args:
        view: the package.
        material: the package, with examples.
        models: as they are written.
        templates: the folder of `templates`.
        changelog: what maintainers tell about each release, as Markdown of their own; or "".
    """
    jinja = environment(templates / "package")
    config = view.config
    shown: dict[str, Any] = {
        "view": view,
        "config": config,
        "name": Code(config.name),
        "import_name": Code(config.import_name),
        "client": Code(config.client),
        "version": Code(config.distribution_version),
        "api_version": config.api_version,
        "api_text": markdown(config.api_version or ""),
        "license": config.license,
        "license_text": config.license or "",
        "readme": readme(material),
        "titles": {Code(function): Code(title) for function, title in _TITLES.items()},
        "groups": [
            (resource, [_method(jinja, material, operation) for operation in resource.operations])
            for resource in material.resources
        ],
        "models": [
            _model(jinja, material, models, component)
            for component, _ in sorted(material.names.models.items(), key=lambda item: item[1])
        ],
    }
    files = {name: jinja.get_template(f"{name}.jinja").render(shown) for name in ("README.md", "api.md")}
    counts = {
        "methods": sum(len(resource.operations) for resource in material.resources),
        "models": len(material.names.models),
    }
    # It is its maintainers' page, not a document's; only what can't be seen is left out.
    shown["changelog"] = Code("\n".join(lines(changelog)))
    files["CHANGELOG.md"] = jinja.get_template("CHANGELOG.md.jinja").render(shown | counts)
    licence = templates / "package" / "licenses" / f"{config.license}.txt"
    if config.license and licence.is_file():
        files["LICENSE"] = licence.read_text(encoding="utf-8")
    return {name: _tidy(text) if name.endswith(".md") else text for name, text in files.items()}


def _method(jinja: Environment, material: Material, operation: OperationView) -> Code:
    """What api.md says about a method."""
    entry = method_entry(material, operation)
    template = jinja.get_template("api_method.md.jinja")
    return Code(material.recall("api of methods", entry, lambda: template.render(method=entry)))


def _model(jinja: Environment, material: Material, models: RenderedModels, component: str) -> Code:
    """What api.md says about a model."""
    name = material.names.models[component]
    template = jinja.get_template("api_model.md.jinja")

    def write() -> str:
        return template.render(model=model_entry(material, models, component))

    about = ({"$ref": ref_to(component)}, models.fields.get(name), models.others.get(name))
    return Code(material.recall("api of models", about, write))


def _tidy(page: str) -> str:
    """A page without more than one empty line in a row, outside of programs."""
    result: list[str] = []
    fenced = False
    for line in page.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        if line or fenced or (result and result[-1]):
            result.append(line)
    return "\n".join(result).rstrip("\n") + "\n"
