"""Rules about paths, operations, their parameters and their security."""

import re
from collections.abc import Iterator

from specloom import grammar
from specloom.diagnostics import Pointer, Severity
from specloom.grammar import Kind
from specloom.lint.spec import Finding, Json, Rule, Spec, overlay_action

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def _path_items(spec: Spec) -> Iterator[tuple[str, Pointer, Json]]:
    """Yield each path, and the path item that is meant with its place."""
    paths = spec.document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if isinstance(item, dict) and not path.startswith("x-"):
            found = spec.target(("paths", path), item)
            if found:
                yield path, *found


def _operations(item: Json, at: Pointer) -> Iterator[tuple[str, Pointer, Json]]:
    for tokens, method, operation in grammar.operations(item):
        yield method, (*at, *tokens), operation


def _parameters(spec: Spec, holder: Json, at: Pointer) -> Iterator[tuple[Pointer, Json]]:
    """Yield the parameters of an operation or path item: where each is listed, and what is meant."""
    parameters = holder.get("parameters")
    for index, parameter in enumerate(parameters if isinstance(parameters, list) else ()):
        if isinstance(parameter, dict):
            place = (*at, "parameters", index)
            found = spec.target(place, parameter)
            if found and isinstance(found[1].get("name"), str) and isinstance(found[1].get("in"), str):
                yield place, found[1]


def _duplicate_operation_id(spec: Spec) -> Iterator[Finding]:
    first: dict[str, Pointer] = {}
    for _, pointer, operation in spec.places[Kind.OPERATION]:
        name = operation.get("operationId")
        if isinstance(name, str) and first.setdefault(name, pointer) != pointer:
            yield Finding(
                (*pointer, "operationId"),
                f"{_label(pointer)} has the same operationId as {_label(first[name])}: {name!r}",
                overlay_action(pointer, {"operationId": f"{name}2"}) + ", with a better name",
            )


def _missing_operation_id(spec: Spec) -> Iterator[Finding]:
    for _, pointer, operation in spec.places[Kind.OPERATION]:
        # What the server calls gets no method, and so needs no name.
        if pointer[0] == "paths" and "callbacks" not in pointer and not operation.get("operationId"):
            yield Finding(
                pointer,
                f"{_label(pointer)} has no operationId; its method will be named after its path",
                overlay_action(pointer, {"operationId": "doSomething"}) + ", with a fitting name",
            )


def _label(pointer: Pointer) -> str:
    return f"{str(pointer[-1]).upper()} {pointer[1] if pointer[0] == 'paths' else pointer[-2]}"


def _path_parameter_not_in_path(spec: Spec) -> Iterator[Finding]:
    for path, at, item in _path_items(spec):
        variables = set(_VARIABLE.findall(path))
        for holder, pointer in ((item, at), *((operation, place) for _, place, operation in _operations(item, at))):
            for place, parameter in _parameters(spec, holder, pointer):
                if parameter.get("in") == "path" and parameter.get("name") not in variables:
                    yield Finding(
                        place,
                        f"the path {path} has no variable for the path parameter {parameter.get('name')!r}",
                        "correct the name or the place (in) of the parameter, or take it out",
                    )


def _path_variable_undeclared(spec: Spec) -> Iterator[Finding]:
    for path, at, item in _path_items(spec):
        shared = {p.get("name") for _, p in _parameters(spec, item, at) if p.get("in") == "path"}
        for method, place, operation in _operations(item, at):
            own = {p.get("name") for _, p in _parameters(spec, operation, place) if p.get("in") == "path"}
            for variable in dict.fromkeys(_VARIABLE.findall(path)):
                if variable not in shared | own:
                    parameter = {"name": variable, "in": "path", "required": True, "schema": {"type": "string"}}
                    yield Finding(
                        place,
                        f"{method} {path} does not declare its path variable {variable!r}",
                        overlay_action(place, {"parameters": [parameter]}),
                    )


def _path_parameter_not_required(spec: Spec) -> Iterator[Finding]:
    for _, pointer, parameter in spec.places[Kind.PARAMETER]:
        if parameter.get("in") == "path" and parameter.get("required") is not True:
            yield Finding(
                pointer,
                f"the path parameter {parameter.get('name')!r} is not required, but no path can do without it",
                overlay_action(pointer, {"required": True}),
            )


def _duplicate_parameter(spec: Spec) -> Iterator[Finding]:
    for kind in (Kind.PATH_ITEM, Kind.OPERATION):
        for _, pointer, holder in spec.places[kind]:
            seen: set[tuple[object, object]] = set()
            for place, parameter in _parameters(spec, holder, pointer):
                name, where = parameter.get("name"), parameter.get("in")
                key = (str(name).lower() if where == "header" else name, where)
                if key in seen:
                    yield Finding(
                        place,
                        f"the {where} parameter {name!r} is listed twice",
                        "take one of them out",
                    )
                seen.add(key)


def _duplicate_path(spec: Spec) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, _, _ in _path_items(spec):
        shape = _VARIABLE.sub("{}", path)
        if first.setdefault(shape, path) != path:
            yield Finding(
                ("paths", path),
                f"{path} is the same path as {first[shape]}, with other names",
                "move its operations to the other path",
            )


def _undeclared_security_scheme(spec: Spec) -> Iterator[Finding]:
    declared = spec.components("securitySchemes")
    holders = [((), spec.document), *((place.pointer, place.node) for place in spec.places[Kind.OPERATION])]
    for pointer, holder in holders:
        requirements = holder.get("security")
        for index, requirement in enumerate(requirements if isinstance(requirements, list) else ()):
            for name in requirement if isinstance(requirement, dict) else ():
                # OpenAPI 3.2 also allows a URI here.
                if name not in declared and "/" not in name:
                    yield Finding(
                        (*pointer, "security", index, name),
                        f"there is no security scheme {name!r}",
                        "declare it in components/securitySchemes, or correct the name",
                    )


def _dangling_link(spec: Spec) -> Iterator[Finding]:
    ids = (place.node.get("operationId") for place in spec.places[Kind.OPERATION])
    names = {name for name in ids if isinstance(name, str)}
    for _, pointer, link in spec.places[Kind.LINK]:
        if isinstance(link.get("operationId"), str) and link["operationId"] not in names:
            yield Finding(
                (*pointer, "operationId"),
                f"the link leads to {link['operationId']!r}, but no operation is called that",
                "correct the name, or take the link out",
            )


RULES = (
    Rule(
        "duplicate-operation-id",
        Severity.ERROR,
        "an operationId that another operation has too",
        _duplicate_operation_id,
    ),
    Rule("missing-operation-id", Severity.NOTE, "an operation without an operationId", _missing_operation_id),
    Rule(
        "path-parameter-not-in-path",
        Severity.WARNING,
        "a path parameter without its variable",
        _path_parameter_not_in_path,
    ),
    Rule(
        "path-variable-undeclared",
        Severity.ERROR,
        "a path variable without its parameter",
        _path_variable_undeclared,
    ),
    Rule(
        "path-parameter-not-required",
        Severity.WARNING,
        "a path parameter that may be left out",
        _path_parameter_not_required,
    ),
    Rule("duplicate-parameter", Severity.WARNING, "a parameter that is listed twice", _duplicate_parameter),
    Rule("duplicate-path", Severity.WARNING, "paths that differ only in the names of variables", _duplicate_path),
    Rule("dangling-link", Severity.WARNING, "a link to an operation that isn't there", _dangling_link),
    Rule(
        "undeclared-security-scheme",
        Severity.WARNING,
        "a security requirement that names no scheme",
        _undeclared_security_scheme,
    ),
)
