"""The pages of a package."""

import re
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any

from jinja2 import Environment

from specloom.commonmark import commonmark, commonmark_cell
from specloom.encode import Code, code_span, environment, lines, markdown
from specloom.models.render import RenderedModels
from specloom.operations.views import OperationView
from specloom.package import PackageView
from specloom.pages.places import INDEX, Links, Page, lay_out, method_path, places_of
from specloom.pages.readme import readme
from specloom.pages.reference import index_groups, method_entry, model_entry, received_as, shown_types
from specloom.pages.samples import python_sample
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
_PROGRAM = re.compile(r"(^```\w.*?^```$)", re.MULTILINE | re.DOTALL)
_EMPTY_LINES = re.compile(r"\n{3,}")


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
    jinja = environment(templates / "package", {"commonmark": commonmark, "commonmark_cell": commonmark_cell})
    config = view.config
    pages = lay_out(material)
    places = places_of(pages, material)
    index = Links(INDEX, places)
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
        "groups": index_groups(pages, index),
        "links": index,
        "models": [index.named(name, name) for name in sorted(name for page in pages for name in page.models)],
    }
    files = {name: jinja.get_template(f"{name}.jinja").render(shown) for name in ("README.md", INDEX)}
    files |= {page.path: _page(jinja, material, models, page, Links(page.path, places)) for page in pages}
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


def _page(jinja: Environment, material: Material, models: RenderedModels, page: Page, links: Links) -> str:
    """A page of the reference."""
    resource = page.resource
    text = resource.description if resource else ""
    return jinja.get_template("api_page.md.jinja").render(
        group=code_span(method_path(resource)) if resource else "",
        description=Code(material.recall("api of groups", text, lambda: commonmark(text))),
        index=Code(relpath(INDEX, dirname(page.path))),
        methods=[_method(jinja, material, operation, links) for operation in (resource.operations if resource else ())],
        models=[_model(jinja, material, models, name, component, links) for name, component in page.models.items()],
    )


def _method(jinja: Environment, material: Material, operation: OperationView, links: Links) -> Code:
    """What the reference says about a method."""
    sample = python_sample(material, operation) if material.is_shown(operation) else None
    template = jinja.get_template("api_method.md.jinja")

    def write() -> str:
        return template.render(method=method_entry(operation, sample, links))

    besides = (sample, links.targets(shown_types(operation)))
    return Code(material.recall("api of methods", operation, write, besides))


def _model(
    jinja: Environment, material: Material, models: RenderedModels, name: str, component: str, links: Links
) -> Code:
    """What the reference says about a model."""
    template = jinja.get_template("api_model.md.jinja")
    received = received_as(material, component)
    types = models.fields.get(name, {})
    about = (
        {"$ref": ref_to(component)} if component else (name, material.plan.types.get(name)),
        types,
        models.others.get(name),
        received,
        links.targets([*types.values(), models.others.get(name, ""), received]),
    )

    def write() -> str:
        return template.render(model=model_entry(material, models, name, component, links))

    return Code(material.recall("api of models", about, write))


def _tidy(page: str) -> str:
    """A page without more than one empty line in a row, outside of programs."""
    parts = [
        part if part.startswith("```") else _EMPTY_LINES.sub("\n\n", part) for part in _PROGRAM.split(page) if part
    ]
    return "".join(parts).strip("\n") + "\n"
