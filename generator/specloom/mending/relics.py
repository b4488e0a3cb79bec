"""What operations hold in places of Swagger 2, or one level away from their own: bodies, forms and answers.

Each is put where it is meant, where a document is mended; elsewhere it is an error, or means nothing.
"""

import re
from typing import Any

from specloom.diagnostics import Pointer
from specloom.mending.slips import OF_SCHEMAS
from specloom.mending.telling import Warn

_PLACES = frozenset({"path", "query", "header", "cookie", "querystring"})
_SPELT = re.compile(r"\s*([1-5][0-9]{2}|default)(?:\s.*)?", re.IGNORECASE | re.DOTALL)
_NAME_FIRST = re.compile(r"(?!x-)[\w{][^:]*(?:/|$)")
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_WITH_FILES = "multipart/form-data"
_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default", re.IGNORECASE)


def without_relics(operation: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Put answers below `responses`, and make the request's body of parameters that are `in: body` or `in: formData`.

    Args:
        operation: it stays as it is.
        at: its place.
        warn: is told of each.
    """
    return _with_body(_with_responses(_with_list(operation, at, warn), at, warn), at, warn)


def with_slashes(paths: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Begin paths with a slash that begin with a name, unless there are such already."""
    read: dict[str, Any] = {}
    for path, item in paths.items():
        meant = f"/{path}" if _NAME_FIRST.match(path) and f"/{path}" not in paths else path
        if meant != path:
            warn(
                "path-without-slash",
                f"the path {path!r} does not begin with /",
                (*at, path),
                f"it is taken for {meant!r}",
            )
        read[meant] = item
    return read


def _with_list(operation: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Read parameters that stand by their names, and not in a list."""
    given = operation.get("parameters")
    if not isinstance(given, dict) or not given or not all(isinstance(each, dict) for each in given.values()):
        return operation
    if not all("$ref" in each or isinstance(each.get("in"), str) for each in given.values()):
        return operation
    hint = "they are taken for a list; those without a name have the one they stand by"
    warn("wrong-type", "`parameters` has to be a list, not an object", (*at, "parameters"), hint)
    listed = [each if "$ref" in each else {"name": name, **each} for name, each in given.items()]
    return {**operation, "parameters": listed}


def with_place(parameter: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Read `in: Query` as `query`, and `headers` as `header`."""
    given = parameter.get("in")
    meant = given.lower().removesuffix("s") if isinstance(given, str) else None
    if given in _PLACES or meant not in _PLACES:
        return parameter
    message = f"`in: {given}` of a parameter is not supported"
    warn("parameter-place", message, (*at, "in"), f"it is taken for {meant!r}")
    return {**parameter, "in": meant}


def _with_responses(operation: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Take answers beside `responses`, or in the request's body, for what should stand in it."""
    known = operation.get("responses") or {}
    if isinstance(known, dict):
        known = _statuses(known, (*at, "responses"), warn)
        operation = {**operation, "responses": known} if known != operation.get("responses", {}) else operation
    body = operation.get("requestBody")
    if not isinstance(known, dict) or "$ref" in known:
        return operation
    found: dict[str, Any] = {}
    if isinstance(body, dict) and "$ref" not in body:
        if isinstance(inner := body.get("responses"), dict):
            found |= _answers(inner, known, (*at, "requestBody", "responses"), "a request body", warn)
        found |= _answers(body, known, (*at, "requestBody"), "a request body", warn)
        if found:
            left = {key: value for key, value in body.items() if key != "responses" and key not in found}
            operation = {**operation, "requestBody": left}
    beside = _answers(operation, known, at, "an operation", warn)
    operation = {key: value for key, value in operation.items() if key not in beside}
    return {**operation, "responses": {**found, **beside, **known}} if found or beside else operation


def _statuses(responses: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Read `Default` as `default`, and `200 OK` as `200`."""
    read: dict[str, Any] = {}
    for given, answer in responses.items():
        found = None if given in ("default", "$ref") else _SPELT.fullmatch(given)
        meant = found[1].lower() if found else given
        if meant != given and meant not in responses:
            warn("wrong-status", f"{given!r} is no HTTP status", (*at, given), f"it is taken for {meant!r}")
            read[meant] = answer
        else:
            read[given] = answer
    return read


def _answers(node: dict[str, Any], known: dict[str, Any], at: Pointer, where: str, warn: Warn) -> dict[str, Any]:
    """Find the answers in something that has none, other than those that are known."""
    found = {key: value for key, value in node.items() if _STATUS.fullmatch(key) and isinstance(value, dict)}
    for status in found.keys() - known.keys():
        hint = "it is taken for an answer; put it below `responses` of the operation"
        warn("unknown-field", f"`{status}` means nothing in {where}", (*at, status), hint)
    return {status: answer for status, answer in found.items() if status not in known}


def _with_body(operation: dict[str, Any], at: Pointer, warn: Warn) -> dict[str, Any]:
    """Make the request's body of the parameters that Swagger 2 had for it: one of JSON, or the fields of a form."""
    parameters = operation.get("parameters")
    if not isinstance(parameters, list) or operation.get("requestBody") is not None:
        return operation
    places = [str(each.get("in")).lower() if isinstance(each, dict) else "" for each in parameters]
    fields = [each for each, place in zip(parameters, places, strict=True) if place == "formdata"]
    bodies = [each for each, place in zip(parameters, places, strict=True) if place == "body"]
    if len(bodies) + bool(fields) != 1 or not all(isinstance(field.get("name"), str) for field in fields):
        return operation
    body = _form(fields) if fields else _json(bodies[0])
    for index, place in enumerate(places):
        if place in ("formdata", "body"):
            what = "a field of a form" if fields else "the request's body"
            hint = f"it is taken for {what}; write it as `requestBody`"
            message = f"`in: {parameters[index]['in']}` of a parameter is not supported"
            warn("parameter-place", message, (*at, "parameters", index, "in"), hint)
    kept = [each for each, place in zip(parameters, places, strict=True) if place not in ("formdata", "body")]
    return {**operation, "parameters": kept, "requestBody": body}


def _json(parameter: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {key: parameter[key] for key in ("description", "required") if key in parameter}
    return {**said, "content": {_JSON: {"schema": _schema(parameter)}}}


def _form(fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Make a body of the fields of a form; files go in parts."""
    schemas = {field["name"]: _schema(field) for field in fields}
    required = [field["name"] for field in fields if field.get("required") is True]
    files = any(schema.get("format") == "binary" for schema in schemas.values())
    schema = {"type": "object", "properties": schemas, **({"required": required} if required else {})}
    return {
        "content": {_WITH_FILES if files else _FORM: {"schema": schema}},
        **({"required": True} if required else {}),
    }


def _schema(parameter: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter, or what Swagger 2 has in its place, `type: file` among it."""
    schema = parameter.get("schema")
    if not isinstance(schema, dict):
        schema = {key: value for key, value in parameter.items() if key in OF_SCHEMAS}
    if schema.get("type") == "file":
        schema = {**schema, "type": "string", "format": "binary"}
    said = {} if "$ref" in schema or parameter.get("in") == "body" else {"description": parameter.get("description")}
    return {**{key: value for key, value in said.items() if value is not None}, **schema}
