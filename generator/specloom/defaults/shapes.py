"""What the answers of operations look like, in the document as its provider wrote it."""

from collections.abc import Iterator
from typing import Any

from specloom.capture.selection import Operation
from specloom.diagnostics import SpecError
from specloom.references import deref, node_at
from specloom.schemas import as_list, is_null

Json = dict[str, Any]


def answers(document: Json, operation: Operation, first: str) -> Iterator[Json]:
    """Yield the schemas of an operation's JSON answers whose status begins with a digit, or is `default`."""
    for response in _responses(document, operation, first):
        yield from _of_json(document, response)


def json_body(document: Json, operation: Operation) -> Json:
    """Return the schema of what an operation sends as JSON; {} if it sends nothing of the kind."""
    return next(_of_json(document, followed(document, operation.node.get("requestBody"))), {})


def response_headers(document: Json, operation: Operation, first: str) -> set[str]:
    """Return the names, in lower case, of the headers of answers whose status begins with a digit."""
    found: set[str] = set()
    for response in _responses(document, operation, first):
        headers = response.get("headers")
        found |= {str(name).lower() for name in headers} if isinstance(headers, dict) else set()
    return found


def _responses(document: Json, operation: Operation, first: str) -> Iterator[Json]:
    responses = operation.node.get("responses")
    for status, response in responses.items() if isinstance(responses, dict) else ():
        if status.startswith(first):
            yield followed(document, response)


def _of_json(document: Json, holder: Json) -> Iterator[Json]:
    """Yield the schemas of what a body or an answer holds as JSON."""
    content = holder.get("content")
    for name, media in content.items() if isinstance(content, dict) else ():
        schema = followed(document, media).get("schema")
        # A list that comes as anything comes as JSON.
        if isinstance(schema, dict) and (name == "*/*" or name.partition(";")[0].rstrip().endswith("json")):
            yield schema


def query_parameters(document: Json, operation: Operation) -> dict[str, Json]:
    """Return the schemas of the query parameters of an operation, by name."""
    item = followed(document, node_at(document, operation.pointer[:2]))
    found: dict[str, Json] = {}
    for holder in (item, operation.node):
        parameters = holder.get("parameters")
        for raw in parameters if isinstance(parameters, list) else ():
            parameter = followed(document, raw)
            if parameter.get("in") == "query" and isinstance(parameter.get("name"), str):
                found[parameter["name"]] = followed(document, parameter.get("schema"))
    return found


def properties(document: Json, schema: Any, depth: int = 0) -> dict[str, Json]:
    """Return the properties of a schema, also those that it gets by allOf, or beside null; {} for one that has none."""
    schema = followed(document, schema)
    found: dict[str, Json] = {}
    if depth < _DEEPEST:
        parts = schema.get("allOf")
        for part in parts if isinstance(parts, list) else ():
            found |= properties(document, part, depth + 1)
        choices = [part for key in ("anyOf", "oneOf") for part in as_list(schema.get(key)) if not is_null(part)]
        if len(choices) == 1:
            found |= properties(document, choices[0], depth + 1)
    own = schema.get("properties")
    return found | {key: value for key, value in (own.items() if isinstance(own, dict) else ()) if value is not False}


def kinds(document: Json, schema: Any) -> set[str]:
    """Return the types that a schema allows, without null; empty where it doesn't say."""
    schema = followed(document, schema)
    found = {str(one) for one in as_list(schema.get("type"))}
    for part in as_list(schema.get("anyOf")) + as_list(schema.get("oneOf")):
        if isinstance(part, dict):
            found |= {str(one) for one in as_list(followed(document, part).get("type"))}
    return found - {"null"}


def followed(document: Json, node: Any) -> Json:
    """Follow references; {} where they lead nowhere, which is for others to report."""
    try:
        meant = deref(document, node)
    except SpecError:
        return {}
    return meant if isinstance(meant, dict) else {}


_DEEPEST = 8
