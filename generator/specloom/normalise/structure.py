"""The structure of a document checked once, so that no later pass has to ask what it holds.

Whatever stands where it can't stand is a diagnostic with its place: an error where meaning would be lost, a warning
where only something about the API is. What comes out has the types that OpenAPI says and lacks nothing that it
requires; boolean schemas are written as objects.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from specloom import grammar
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError
from specloom.grammar import Kind, Shape
from specloom.normalise.fields import ABSENT, Findings, anything, read, text
from specloom.normalise.openapi_fields import FIELDS
from specloom.schemas import Document

FORM = "application/x-www-form-urlencoded"
DEEPEST = 100
"""How many schemas may stand inside each other; real documents have about ten. The stages recurse, and Python lets them
down to about 150."""

_REFERABLE = frozenset(Kind) - {
    Kind.DOCUMENT, Kind.COMPONENTS, Kind.OPERATION, Kind.ENCODING, Kind.SCHEMA, Kind.PATH_ITEM,
}  # fmt: skip
_MAY_BE_BOOLEAN = frozenset({"additionalProperties", "unevaluatedProperties", "unevaluatedItems", "additionalItems"})
_STATUS = re.compile("default|[1-5]([0-9]{2}|XX)")
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def checked(document: Document) -> tuple[Document, list[Diagnostic]]:
    """Check the structure of a document.

    Returns:
        A copy with sound structure, and what was left out of it.

    Raises:
        SpecError: with everything that is wrong, `wrong-type`, `missing-field` and the like.

    """
    if not isinstance(document, dict):
        raise SpecError(Diagnostic("wrong-type", "an OpenAPI document has to be an object"))
    checker = _Checker()
    result = checker.run(document)
    errors = [found for found in checker.found.diagnostics if found.severity is Severity.ERROR]
    if errors:
        raise SpecError(errors)
    return result, checker.found.diagnostics


class _Checker:
    def __init__(self) -> None:
        self.found = Findings()
        self.waiting: list[tuple[Kind, dict[str, Any], Pointer, int]] = []

    def run(self, document: Document) -> Document:
        result = dict(document)
        self.waiting.append((Kind.DOCUMENT, result, (), 0))
        while self.waiting:
            kind, node, at, depth = self.waiting.pop()
            if depth > DEEPEST:
                hint = "move inner schemas to components/schemas and refer to them"
                self.found.error("too-deep", f"more than {DEEPEST} schemas stand inside each other", at, hint)
                continue
            self.object(kind, node, at, depth)
        return result

    def object(self, kind: Kind, node: dict[str, Any], at: Pointer, depth: int) -> None:
        """Check one object in place; it is a copy already. The objects in it are copied and wait for their turn."""
        if kind is Kind.CALLBACK and "$ref" not in node:
            node.update(self.held(Shape.PATTERN, Kind.PATH_ITEM, node.copy(), at, depth) or {})
            return
        if kind in _REFERABLE and "$ref" in node:
            self.reference(node, at)
            return
        shapes, readers = grammar.fields(kind), FIELDS[kind]
        for key, value in list(node.items()):
            if not isinstance(key, str):
                del node[key]
                key = str(key)
                node[key] = value
            if key.startswith("x-"):
                continue
            result: Any = ABSENT
            if key in shapes:
                result = self.held(*shapes[key], value, (*at, key), depth) if value is not None else ABSENT
            elif (reader := readers.get(key)) is not None:
                if reader is text and type(value) is str:
                    continue
                if value is not None or reader is anything or key == "type":
                    result = read(value, reader, (*at, key), self.found)
            elif kind is Kind.SCHEMA:
                continue
            else:
                self.found.unknown((*at, key), kind.with_article)
            if result is ABSENT:
                del node[key]
            elif result is not value:
                node[key] = result
        complete = _COMPLETIONS.get(kind)
        if complete:
            complete(node, at, self.found)

    def reference(self, node: dict[str, Any], at: Pointer) -> None:
        ref = node["$ref"]
        # OpenAPI 3.1, Reference Object: whatever stands beside these three is ignored.
        notes = {key: node[key] for key in ("summary", "description") if isinstance(node.get(key), str)}
        node.clear()
        node["$ref"] = ref
        node.update(notes)
        if not isinstance(ref, str):
            self.found.wrong((*at, "$ref"), ref, "text")

    def item(self, kind: Kind, value: Any, at: Pointer, depth: int) -> Any:
        """Copy an object of a list; an empty item is left out where it could not be meant as a schema."""
        if value is None and kind is not Kind.SCHEMA:
            self.found.warn("wrong-type", f"an item of `{at[-2]}` is empty", at, "it is left out")
            return ABSENT
        return self.one(kind, value, at, depth)

    def held(self, shape: Shape, kind: Kind, value: Any, at: Pointer, depth: int) -> Any:
        """Copy what a field holds, have every object in it wait for its turn, and give the copy."""
        if shape is Shape.ONE and not (isinstance(value, list) and at[-1] == "items"):
            return self.one(kind, value, at, depth)
        if shape in (Shape.LIST, Shape.ONE):
            if not isinstance(value, list):
                self.found.wrong(at, value, "a list")
                return ABSENT
            items = [self.item(kind, item, (*at, index), depth) for index, item in enumerate(value)]
            return [item for item in items if item is not ABSENT]
        if not isinstance(value, dict):
            self.found.wrong(at, value, "an object")
            return ABSENT
        result: dict[str, Any] = {}
        for key, item in value.items():
            name = str(key)
            if shape is Shape.PATTERN and name.startswith("x-"):
                result[name] = item
            elif item is not None:
                one = self.one(kind, item, (*at, name), depth)
                if one is not ABSENT:
                    result[name] = one
        return result

    def one(self, kind: Kind, value: Any, at: Pointer, depth: int) -> Any:
        if kind is Kind.SCHEMA and isinstance(value, bool):
            if at[-1] in _MAY_BE_BOOLEAN:
                return value
            return {} if value else {"not": {}}
        if not isinstance(value, dict):
            self.found.wrong(at, value, "a schema" if kind is Kind.SCHEMA else "an object")
            return ABSENT
        result = dict(value)
        self.waiting.append((kind, result, at, depth + 1 if kind is Kind.SCHEMA else depth))
        return result


def _document(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    node.setdefault("info", {"title": "API", "version": "0"})
    node.setdefault("paths", {})
    for path in [path for path in node["paths"] if not path.startswith(("/", "x-"))]:
        found.error(
            "path-without-slash", f"the path {path!r} does not begin with /", (*at, "paths", path), "write it with one"
        )


def _path_item(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    # OpenAPI 3.2, Path Item Object: a method as it is sent (RFC 9110, 9.1: a token), none that has a field of its own.
    for method in node.get(grammar.MORE_METHODS, {}):
        place = (*at, grammar.MORE_METHODS, method)
        if method in map(str.upper, grammar.METHODS):
            hint = f"write it as `{method.lower()}` in the path item"
            found.error("wrong-method", f"{method} has a field of its own", place, hint)
        elif not _METHOD.fullmatch(method) and not method.startswith("x-"):
            found.error("wrong-method", f"{method!r} is no HTTP method", place, "use letters, digits and -")


def _operation(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    responses = {}
    for status, response in node.get("responses", {}).items():
        if status.startswith("x-"):
            continue
        if not _STATUS.fullmatch(status.upper() if status != "default" else status):
            hint = "use three digits, 1XX to 5XX, or default"
            found.error("wrong-status", f"{status!r} is no HTTP status", (*at, "responses", status), hint)
        responses[status.upper() if status != "default" else status] = response
    node["responses"] = responses
    if not responses:
        del node["responses"]


def _parameter(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    place = node.get("in")
    if place == "querystring" and "name" not in node:
        # OpenAPI 3.2, Parameter Object: it is required, and never sent.
        hint = "it only gives the argument its name, which is then `querystring`"
        found.warn("missing-field", "`name` is missing from a parameter that is the whole query", at, hint)
        node["name"] = "querystring"
    for field in ("name", "in"):
        if field not in node:
            found.missing(at, field, "a parameter")
    if place is not None and place not in _STYLES:
        hint = f"use one of: {', '.join(_STYLES)}"
        found.error("parameter-place", f"`in: {place}` of a parameter is not supported", (*at, "in"), hint)
        return
    if place == "path":
        node["required"] = True
    if place == "querystring" and "schema" in node and "content" not in node:
        hint = f"it is taken for {FORM}; put the schema below `content`"
        found.warn("missing-field", "`content` is missing from a parameter that is the whole query", at, hint)
        node["content"] = {FORM: {"schema": node.pop("schema")}}
    _schema_or_content(node, at, found, "a parameter")
    _style(node, _STYLES.get(str(place), ()), at, found)
    if place != "query":
        node.pop("allowReserved", None)
        node.pop("allowEmptyValue", None)


def _header(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    _schema_or_content(node, at, found, "a header")
    _style(node, ("simple",), at, found)
    node.pop("allowReserved", None)
    node.pop("allowEmptyValue", None)


_STYLES: Mapping[str, tuple[str, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
    "querystring": (),
}


def _schema_or_content(node: dict[str, Any], at: Pointer, found: Findings, what: str) -> None:
    if "schema" in node and "content" in node:
        found.warn("schema-and-content", f"{what} has both a schema and content", at, "`content` is left out")
        del node["content"]
    elif "schema" not in node and "content" not in node:
        found.warn("missing-field", f"`schema` is missing from {what}", at, "any value is allowed")
        node["schema"] = {}
    if "content" in node:
        for field in ("style", "explode", "allowReserved", "example", "examples"):
            node.pop(field, None)


def _style(node: dict[str, Any], allowed: tuple[str, ...], at: Pointer, found: Findings) -> None:
    if "style" in node and allowed and node["style"] not in allowed:
        message = f"the style {node['style']!r} is not allowed here"
        found.warn("wrong-style", message, (*at, "style"), f"{allowed[0]!r} is taken")
        del node["style"]


def _request_body(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    if "content" not in node:
        found.missing(at, "content", "a request body")


def _response(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    node.setdefault("description", node.get("summary", ""))


def _example(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    if "value" in node:
        node.pop("externalValue", None)


def _links(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    if "operationId" in node:
        node.pop("operationRef", None)
    elif "operationRef" not in node:
        found.missing(at, "operationId", "a link")


def _security_scheme(node: dict[str, Any], at: Pointer, found: Findings) -> None:
    kind = node.get("type")
    if kind not in _SCHEMES:
        found.error("security-type", f"there is no security scheme of type {kind!r}", at, f"use one of: {_SCHEMES}")
        return
    for field in _SCHEMES[kind]:
        if field not in node:
            found.missing(at, field, f"a security scheme of type {kind}")
    bearer = kind == "http" and str(node.get("scheme")).lower() == "bearer"
    known = {"type", "description", "deprecated", *_SCHEMES[kind], *(("bearerFormat",) if bearer else ())}
    for field in [field for field in node if field not in known and not field.startswith("x-")]:
        del node[field]


_SCHEMES: Mapping[Any, tuple[str, ...]] = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
    "mutualTLS": (),
}

_COMPLETIONS: Mapping[Kind, Callable[[dict[str, Any], Pointer, Findings], None]] = {
    Kind.DOCUMENT: _document,
    Kind.PATH_ITEM: _path_item,
    Kind.OPERATION: _operation,
    Kind.PARAMETER: _parameter,
    Kind.HEADER: _header,
    Kind.REQUEST_BODY: _request_body,
    Kind.RESPONSE: _response,
    Kind.EXAMPLE: _example,
    Kind.LINK: _links,
    Kind.SECURITY_SCHEME: _security_scheme,
}
"""What has to hold for an object as a whole, once its fields are sound."""
