"""Black-box tests: a small document becomes a package, the package is imported, and the test uses it as a caller would.

package = generate(document(paths, schemas), tmp_path)
client = package.Example(transport=httpx2.MockTransport(handler))
"""

import importlib
import importlib.util
import itertools
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from specloom.build import Built, Inputs, build_package
from specloom.config import PackageConfig
from specloom.source import read_bundled
from specloom.workspace import templates_folder

SERVER = "https://api.example.com"
"""Where the calls of generated packages go, unless a document or a configuration says otherwise."""

_NUMBERS = itertools.count(1)


def document(paths: dict[str, Any] | None = None, schemas: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Write an OpenAPI 3.1 document around what a test is about.

    Args:
        paths: its paths.
        schemas: its component schemas.
        **more: other members of the document; `components` may hold what stands beside the schemas.
    """
    components = {**more.pop("components", {}), "schemas": schemas or {}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Example", "version": "1"},
        "servers": [{"url": SERVER}],
        "paths": paths or {},
        "components": components,
        **more,
    }


def roundtrip(schemas: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Write a document with one operation, `client.default.send(body)`, that sends a value and gets it back."""
    content = {"application/json": {"schema": schema}}
    operation = {
        "operationId": "send",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "What was sent.", "content": content}},
    }
    return document({"/send": {"post": operation}}, schemas)


def build(source: dict[str, Any] | str, folder: Path, **config: Any) -> Built:
    """Build the files of a package.

    Args:
        source: the document, or its YAML.
        folder: where the document is put, as the reader wants a file.
        **config: what package.yaml would say; `name` is `example` by default, and so the client is `Example`.
    """
    path = folder / "fragment.yaml"
    if isinstance(source, str):
        path.write_text(source, encoding="utf-8")
        source = read_bundled(path).data
    dated = {} if "api_version" in config else {"version": "1.0.0"}
    settings = PackageConfig.default(**{"name": "example", **dated, **config})
    return build_package(Inputs(source, settings, templates_folder()))


def write(built: Built, folder: Path) -> Path:
    """Put the files of a package into a folder.

    Returns:
        The folder.
    """
    for name, text in built.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def generate(source: dict[str, Any] | str, folder: Path, **config: Any) -> ModuleType:
    """Build a package, put it into a folder, and import it.

    Each call imports under another name, so that packages of several tests never meet.

    Args:
        source: the document, or its YAML.
        folder: an empty one, such as `tmp_path`.
        **config: what package.yaml would say.
    """
    name = config.setdefault("import_name", f"generated_{next(_NUMBERS)}")
    return load(write(build(source, folder, **config), folder / "project"), name)


def load(project: Path, name: str) -> ModuleType:
    """Import the package `name` from the folder of its project, anew if another one had the name."""
    for known in [known for known in sys.modules if known == name or known.startswith(f"{name}.")]:
        del sys.modules[known]
    importlib.invalidate_caches()
    where = project / name
    spec = importlib.util.spec_from_file_location(name, where / "__init__.py", submodule_search_locations=[str(where)])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
