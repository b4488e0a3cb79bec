"""Operations made uniform: each has an id of its own, and what a path item says for all of them stands with each."""

import re
from typing import Any

from specloom import grammar, names
from specloom.diagnostics import Pointer
from specloom.grammar import MORE_METHODS, Kind
from specloom.keeping import NameLock
from specloom.normalise.fields import Findings
from specloom.normalise.sites import operation_id
from specloom.references import deref
from specloom.schemas import Document, map_objects

_IN_PATH = re.compile(r"\{([^{}]+)\}")
_OF_CONTROLLER = re.compile(r"([A-Z]\w*?)Controller_\w+")
"""An id that NestJS makes of a class and its method: later versions group operations by the class, and so do we."""
_EMPTY = frozenset({"204", "205"})
_WHOLE_QUERY = "querystring"
_OF_QUERY = frozenset({"query", _WHOLE_QUERY})
_OF_OPERATIONS = frozenset({Kind.PARAMETER, Kind.REQUEST_BODY, Kind.RESPONSE, Kind.HEADER})


def uniform_operations(document: Document, found: Findings, lock: NameLock | None = None) -> Document:
    """Write path-item references out, give what a path item says to its operations, and every operation an id.

    Args:
        document: with plain references.
        found: where diagnostics go.
        lock: the names that are to be kept; an operation that has one without a group gets none.

    """
    uniform = _Uniform(document, found, lock or NameLock())
    paths = {path: uniform.path_item(path, item) for path, item in document["paths"].items() if path.startswith("/")}
    result = {**document, "paths": paths}
    if document.get("webhooks"):
        result["webhooks"] = {name: uniform.received(item) for name, item in document["webhooks"].items()}
    return map_objects(result, Kind.DOCUMENT, uniform.callbacks)


class _Uniform:
    def __init__(self, document: Document, found: Findings, lock: NameLock) -> None:
        self.document = document
        self.found = found
        self.lock = lock
        self.ids: dict[str, Pointer] = {}
        self.taken = {
            names.snake(operation["operationId"])
            for path, item in document["paths"].items()
            if path.startswith("/")
            for _, _, operation in grammar.operations(item)
            if "operationId" in operation
        }

    def path_item(self, path: str, raw: dict[str, Any]) -> dict[str, Any]:
        at: Pointer = ("paths", path)
        item = {**deref(self.document, raw, at), **{key: value for key, value in raw.items() if key != "$ref"}}
        item.pop("$ref", None)
        shared = item.pop("parameters", [])
        if MORE_METHODS in item:
            item[MORE_METHODS] = dict(item[MORE_METHODS])
        servers = item.pop("servers", [])
        for tokens, method, operation in list(grammar.operations(item)):
            if servers and not operation.get("servers"):
                operation = {**operation, "servers": servers}
            copied = tokens[0] not in raw
            holder = item if len(tokens) == 1 else item[MORE_METHODS]
            holder[tokens[-1]] = self.operation(path, method, operation, shared, (*at, *tokens), copied)
        return item

    def operation(
        self, path: str, method: str, operation: dict[str, Any], shared: list[Any], at: Pointer, copied: bool
    ) -> dict[str, Any]:
        given = operation.get("operationId")
        if given in self.ids and not copied:
            message = f"operationId {given!r} is used twice"
            hint = "an id names one method, so this one is named after its path; give it another id"
            self.found.warn("duplicate-operation-id", message, (*at, "operationId"), hint)
        name = operation_id(path, method, {} if given in self.ids else operation)
        if name != given:
            name = self.unused(name)
        self.ids[name] = at
        parameters = self.parameters(path, shared, operation.get("parameters", []), at)
        result = {**operation, "operationId": name, "parameters": parameters}
        if not operation.get("tags") and (group := self.group(name, f"{method} {path}")):
            result["tags"] = [group]
        if not _EMPTY.isdisjoint(operation.get("responses", {})):
            answers = operation["responses"].items()
            result["responses"] = {status: self.answer(status, response, at) for status, response in answers}
        return result if parameters else {key: value for key, value in result.items() if key != "parameters"}

    def group(self, name: str, call: str) -> str:
        """The group that the id of an operation without a tag says; "" for none."""
        found = _OF_CONTROLLER.fullmatch(name)
        is_kept = found and call in self.lock.methods and found[1] not in self.lock.resources
        return found[1] if found and not is_kept else ""

    def answer(self, status: str, response: dict[str, Any], at: Pointer) -> dict[str, Any]:
        """An answer without the content that HTTP doesn't let it have (RFC 9110, 15.3.5 and 15.3.6)."""
        resolved = deref(self.document, response, at) if status in _EMPTY else {}
        if not resolved.get("content"):
            return response
        message = f"an answer of status {status} has no content"
        self.found.warn("content-of-no-content", message, (*at, "responses", status), "what it would be is left out")
        return {key: value for key, value in resolved.items() if key != "content"}

    def unused(self, name: str) -> str:
        """An id for an operation without one: what it does to which path, and a number where that isn't enough."""
        number, result = 2, name
        while names.snake(result) in self.taken:
            result = f"{name}_{number}"
            number += 1
        self.taken.add(names.snake(result))
        return result

    def parameters(self, path: str, shared: list[Any], own: list[Any], at: Pointer) -> list[Any]:
        """The parameters of an operation; its own override those of the path item."""
        by_key: dict[tuple[str, str], Any] = {}
        for parameter in (*shared, *own):
            resolved = deref(self.document, parameter, at)
            place, name = resolved["in"], resolved["name"]
            # Capitals make no other header (RFC 9110, 5.1).
            key = place, name.lower() if place == "header" else name
            if key in by_key and parameter in own and by_key[key] in own:
                is_needed = deref(self.document, by_key[key], at).get("required") is True
                is_kept = is_needed and resolved.get("required") is not True
                message = f"the {place} parameter {name!r} is listed twice"
                hint = "the one that is required counts" if is_kept else "the last one counts"
                self.found.warn("duplicate-parameter", message, (*at, "parameters"), hint)
                if is_kept:
                    continue
            by_key[key] = parameter
        queries = [place for place, _ in by_key if place in _OF_QUERY]
        if _WHOLE_QUERY in queries and len(queries) > 1:
            message = f"a parameter in {_WHOLE_QUERY!r} is the whole query, so there may be no other of the query"
            hint = "all are sent, one behind the other; describe the whole query in one of them"
            self.found.warn("beside-the-whole-query", message, (*at, "parameters"), hint)
        needed = list(dict.fromkeys(_IN_PATH.findall(path)))
        for place, name in list(by_key):
            if place == "path" and name not in needed:
                message = f"the path {path} has no {{{name}}}, which a parameter of this operation is for"
                self.found.warn("path-parameter-not-in-path", message, (*at, "parameters"), "it is left out")
                del by_key[place, name]
        for name in needed:
            if ("path", name) not in by_key:
                message = f"no parameter says what {{{name}}} in the path {path} is"
                self.found.warn("path-parameter-missing", message, at, "it is taken for text; declare it")
                by_key["path", name] = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        return list(by_key.values())

    def received(self, item: dict[str, Any]) -> dict[str, Any]:
        """A path item of which the other side is the client: what it refers to is written out.

        What a client sends elsewhere, it receives here; so the two can't share components.
        """

        def visit(node: dict[str, Any], kind: Kind) -> dict[str, Any]:
            if "$ref" in node and kind in _OF_OPERATIONS:
                node = deref(self.document, node)
            return map_objects(node, kind, lambda child, kind, _: child if kind is Kind.SCHEMA else visit(child, kind))

        return visit(deref(self.document, item) if "$ref" in item else item, Kind.PATH_ITEM)

    def callbacks(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        """What stands at a place with the path items of callbacks made such as are received."""
        if kind is Kind.SCHEMA or (kind is Kind.PATH_ITEM and at[0] == "webhooks"):
            return node
        if kind is Kind.CALLBACK and "$ref" not in node:
            return {
                key: self.received(item) if isinstance(item, dict) and not key.startswith("x-") else item
                for key, item in node.items()
            }
        return map_objects(node, kind, lambda child, kind, tokens: self.callbacks(child, kind, at + tokens))
