"""openapi-python-client behind one function: from a facade to the source of the resources.

The engine gets a document in which every name is safe and every schema opaque, walks its operations by tag, and renders
our templates. It reads every operation itself; what it reads is compared with what we read, so that an operation, a
parameter or an answer that it drops is an error.
"""

import contextlib
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from specloom.encode import ENCODERS, compiled, only_code
from specloom.engines import EngineError
from specloom.operations.views import OperationView, ParameterView, ResourceView
from specloom.type_expressions import or_none

_METHODS = frozenset({"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"})
_PLACES = ("path", "query", "header", "cookie")


def write_resources(resources: Sequence[ResourceView], shown: Mapping[str, Any], templates: Path) -> dict[str, str]:
    """Have the resource modules written.

    Args:
        resources: the groups of methods.
        shown: what else the templates show.
        templates: the folder of `templates/client`.

    Returns:
        Source by module name.

    Raises:
        EngineError: the engine failed, warned, or read something else than we did.
    """
    if not resources:
        return {}
    views = {f"op{index}": view for index, view in enumerate(_operations(resources))}
    by_tag = {f"tag{index}": resource for index, resource in enumerate(resources)}
    facade = _facade(resources, views)
    with tempfile.TemporaryDirectory() as folder:
        config = Config.from_sources(
            ConfigFile(literal_enums=True, post_hooks=[]),
            MetaType.NONE,
            document_source=Path(folder, "facade.json"),
            file_encoding="utf-8",
            overwrite=True,
            output_path=Path(folder, "out"),
        )
        data = GeneratorData.from_dict(json.loads(json.dumps(facade)), config=config)
        if isinstance(data, GeneratorError):
            raise EngineError(f"openapi-python-client can't read the facade: {data.header} {data.detail}")
        project = Project(openapi=data, config=config, custom_template_path=templates)
        project.env.finalize = only_code
        project.env.autoescape = True
        project.env.undefined = jinja2.StrictUndefined
        project.env.bytecode_cache = compiled(f"openapi-python-client {version('openapi-python-client')}")
        project.env.filters.update(ENCODERS, or_none=or_none)
        project.env.globals.update(views=views, resources=by_tag, **_by_tag(shown, by_tag))
        _compare(data, views)
        with contextlib.redirect_stdout(io.StringIO()):
            problems = project.build()
        if problems:
            raise EngineError(f"openapi-python-client: {problems[0].header} {problems[0].detail}")
        api = Path(folder, "out", "api")
        return {
            str(resource.attribute): (api / tag / "__init__.py").read_text(encoding="utf-8")
            for tag, resource in by_tag.items()
        }


def _by_tag(shown: Mapping[str, Any], by_tag: Mapping[str, ResourceView]) -> dict[str, Any]:
    grouped = ("shared", "answers", "answers_in_order")
    return {
        **shown,
        **{key: {tag: shown[key].get(resource.attribute, {}) for tag, resource in by_tag.items()} for key in grouped},
    }


def _operations(resources: Sequence[ResourceView]) -> list[OperationView]:
    return [operation for resource in resources for operation in resource.operations]


def _facade(resources: Sequence[ResourceView], views: Mapping[str, OperationView]) -> dict[str, Any]:
    """A document with the shape of every operation and nothing of its text."""
    keys = {id(view): key for key, view in views.items()}
    paths: dict[str, Any] = {}
    for index, resource in enumerate(resources):
        for view in resource.operations:
            key = keys[id(view)]
            variables = "".join(f"/{{p{at}}}" for at, _ in enumerate(view.path_parameters))
            operation: dict[str, Any] = {
                "operationId": key,
                "tags": [f"tag{index}"],
                "parameters": [
                    {
                        "name": f"p{at}",
                        "in": _facade_place(parameter),
                        "required": parameter.required,
                        "schema": {"type": "string"},
                    }
                    for at, parameter in enumerate(view.parameters)
                ],
                # What they hold is written from our own views, and the engine copies it several times over.
                "responses": {status: {"description": ""} for status in (*view.responses, *view.errors)},
            }
            if view.body is not None:
                operation["requestBody"] = {"content": {"application/json": {"schema": {"type": "string"}}}}
            # The engine knows the methods of OpenAPI 3.1; the templates write the one that is sent.
            method = view.method.lower() if view.method in _METHODS else "post"
            paths[f"/{key}{variables}"] = {method: operation}
    return {"openapi": "3.1.0", "info": {"title": "facade", "version": "1"}, "paths": paths}


def _facade_place(parameter: ParameterView) -> str:
    """Where the engine, which knows OpenAPI 3.1, reads a parameter."""
    return "query" if parameter.place == "querystring" else parameter.place


def _compare(data: GeneratorData, views: Mapping[str, OperationView]) -> None:
    groups = data.endpoint_collections_by_tag.values()
    read: dict[str, Any] = {str(endpoint.name): endpoint for group in groups for endpoint in group.endpoints}
    for key, view in views.items():
        endpoint = read.get(key)
        if endpoint is None:
            raise EngineError(f"openapi-python-client left out {view.operation_id}")
        places = {
            "path": endpoint.path_parameters,
            "query": endpoint.query_parameters,
            "header": endpoint.header_parameters,
            "cookie": endpoint.cookie_parameters,
        }
        wanted = {place: sum(_facade_place(parameter) == place for parameter in view.parameters) for place in _PLACES}
        if {place: len(found) for place, found in places.items()} != wanted:
            raise EngineError(f"openapi-python-client read other parameters of {view.operation_id}")
        if len(endpoint.responses) != len(view.responses) + len(view.errors):
            raise EngineError(f"openapi-python-client read other responses of {view.operation_id}")
        if len(endpoint.bodies) != (view.body is not None):
            raise EngineError(f"openapi-python-client read another body of {view.operation_id}")
