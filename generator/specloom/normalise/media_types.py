"""Media types as they go over the wire.

A provider that dates its media types writes the date of an operation's last change into its document, while a client
sends the date it is pinned to. A rule in package.yaml says so; without one, media types stay as they are.

What generators of documents write as `*/*`, for want of a media type, is JSON as soon as its schema is more than text.
"""

import re
from dataclasses import dataclass
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.grammar import Kind
from specloom.references import deref
from specloom.schemas import Document, Schema, as_list, listed_values, map_objects

JSON = "application/json"
_ANY = frozenset({"*/*", "application/*", "application/*+json"})


@dataclass(frozen=True, slots=True)
class MediaTypeRule:
    """How media types in a document become those of the wire.

    Attributes:
        dated: what a dated media type looks like, with `{version}` and `{suffix}`.
        request: what a request body is sent as; may use `{version}` and `{suffix}`.
        response: what a client asks for; may use `{version}` and `{suffix}`.
        version: the API version date that the client is pinned to.

    """

    dated: str
    request: str
    response: str
    version: str

    def on_wire(self, media_type: str, template: str) -> str:
        """The wire form of one media type; one that is not dated stays as it is."""
        found = self._pattern().fullmatch(media_type)
        if found is None:
            return media_type
        return template.replace("{version}", self.version).replace("{suffix}", found["suffix"])

    def _pattern(self) -> re.Pattern[str]:
        escaped = re.escape(self.dated)
        return re.compile(
            escaped.replace(r"\{version\}", "(?P<version>[^+;]+)").replace(r"\{suffix\}", "(?P<suffix>.+)")
        )


def wire_media_types(document: Document, rule: MediaTypeRule | None) -> Document:
    """Rename the media types of every request body and response.

    Raises:
        SpecError: `media-type-clash` if two media types of one body become the same.

    """
    if rule is None:
        return document

    def visit(node: dict[str, Any], kind: Kind, pointer: Pointer) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            return node
        if kind in (Kind.REQUEST_BODY, Kind.RESPONSE) and isinstance(node.get("content"), dict):
            template = rule.request if kind is Kind.REQUEST_BODY else rule.response
            renamed: dict[str, Any] = {}
            for name, media_type in node["content"].items():
                # `application/json` is what a request of any date is sent as; csv and the like keep their kind.
                wire = rule.on_wire(name, template if name.endswith("json") else rule.response)
                if wire in renamed:
                    raise SpecError(
                        Diagnostic(
                            "media-type-clash",
                            f"two media types of this body are both sent as {wire!r}",
                            (*pointer, "content", name),
                            "slice the document to one API version date first",
                        )
                    )
                renamed[wire] = media_type
            node = {**node, "content": renamed}
        return map_objects(node, kind, lambda child, kind, tokens: visit(child, kind, pointer + tokens))

    return visit(document, Kind.DOCUMENT, ())


def essence(media_type: str) -> str:
    """A media type without its parameters, in small letters."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by its name."""
    subtype = essence(media_type).partition("/")[2]
    # Some write the suffix first: `application/json+sarif`.
    return subtype == "json" or subtype.endswith("+json") or subtype.startswith("json+")


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML by its name (RFC 7303)."""
    subtype = essence(media_type).partition("/")[2]
    return subtype == "xml" or subtype.endswith("+xml")


_OF_BYTES = re.compile(
    r"(audio|font|image|video)/(?!.*\+(json|xml)$).+"
    r"|application/(octet-stream|pdf|zip|gzip|x-gzip|x-tar|msword|vnd\.ms-excel|vnd\.openxmlformats-.+)"
)


def is_bytes(media_type: str) -> bool:
    """Whether content of a media type is never text."""
    return _OF_BYTES.fullmatch(essence(media_type)) is not None


def is_structured(media_type: str) -> bool:
    """Whether a body is data with a schema, JSON or a form, rather than bytes."""
    return is_json(media_type) or essence(media_type) in ("multipart/form-data", "application/x-www-form-urlencoded")


_SEQUENTIAL = frozenset({
    "application/json-lines", "application/jsonl", "application/x-ndjson", "application/x-jsonlines",
    "application/ndjson", "application/json-seq", "text/event-stream",
})  # fmt: skip


def is_sequence(media_type: str) -> bool:
    """Whether content is one item of JSON after another, or one event after another (OpenAPI 3.2, 4.14.3)."""
    return essence(media_type) in _SEQUENTIAL or essence(media_type).endswith("+json-seq")


def is_events(media_type: str) -> bool:
    """Whether content is one server-sent event after another."""
    return essence(media_type) == "text/event-stream"


def is_lines(media_type: str) -> bool:
    """Whether content is one item of JSON after another, and nothing but these."""
    return is_sequence(media_type) and not is_events(media_type)


def named_json(document: Document) -> Document:
    """Call JSON what is of any media type and can't be anything else: an object, a list, a number.

    Args:
        document: with plain references.
    """

    def visit(node: dict[str, Any], kind: Kind, tokens: Pointer = ()) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            return node
        content = node.get("content", {}) if kind in (Kind.REQUEST_BODY, Kind.RESPONSE) else {}
        if _ANY & content.keys() and JSON not in content:
            schemas = {name: held.get("schema") for name, held in content.items() if name in _ANY}
            name = next((name for name, schema in schemas.items() if _is_surely_json(schema, document)), "")
            node = {**node, "content": {JSON if key == name else key: value for key, value in content.items()}}
        return map_objects(node, kind, visit)

    return visit(document, Kind.DOCUMENT)


def _is_surely_json(schema: Schema | None, document: Document) -> bool:
    """Whether frameworks that don't say how values are written would write those of a schema as JSON.

    They are no text to the framework: of a day or of one of a list of values, there is an object in its program.
    """
    held = deref(document, schema) if schema else {}
    return holds_data(schema, document) or held.get("format") in _OF_OBJECTS or bool(listed_values(held))


_OF_OBJECTS = frozenset({"date", "date-time", "time", "duration", "uuid"})


def is_any_text(media_type: str, schema: Schema | None) -> bool:
    """Whether content of any media type is a text, by its schema: what methods return that return a text."""
    held = schema or {}
    plain = {"string"} <= {*as_list(held.get("type"))} <= {"string", "null"}
    return media_type == "*/*" and plain and not {"format", "contentEncoding", "contentMediaType"} & held.keys()


def holds_data(schema: Schema | None, document: Document) -> bool:
    """Whether the values of a schema are more than text or bytes."""
    schema = deref(document, schema) if schema else {}
    types = {*as_list(schema.get("type"))} - {"string", "null"}
    return bool(types or {"properties", "allOf", "oneOf", "anyOf", "items", "additionalProperties"} & schema.keys())
