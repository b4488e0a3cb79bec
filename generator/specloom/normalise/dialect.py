"""One dialect for all passes: whatever version a document is written in, it says the same things in the same way.

What a 3.0 schema says in its own way (`nullable`, boolean `exclusiveMinimum`, ignored siblings of `$ref`) is said as
JSON Schema 2020-12 says it, which is what OpenAPI 3.1 uses; what 3.2 adds is kept where it fits 3.1. Of several ways to
say one thing one remains: restrictions beside a `$ref` become `allOf`, a composition of one part that part,
alternatives that only list values one enum. Extensions (`x-…`) go, except for those named.
"""

import re
from collections.abc import Collection
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.grammar import MORE_METHODS, Kind
from specloom.normalise.events import EVENT_DATA, described_events
from specloom.normalise.fields import Findings
from specloom.normalise.idle import OF_ARRAYS, OF_OBJECTS, without_idle
from specloom.normalise.meanings import with_meanings
from specloom.normalise.media_types import holds_data, is_lines, is_sequence
from specloom.normalise.nulls import NULL, lifted_null, split_null, with_null
from specloom.normalise.openapi_fields import NEW_IN_32
from specloom.normalise.unevaluated import without_idle_conditions, without_unevaluated
from specloom.normalise.values import fitted_enum, merged_values, possible_format
from specloom.references import deref
from specloom.schemas import (
    ANNOTATIONS,
    CONSTRAINTS,
    Document,
    Schema,
    as_list,
    is_union,
    map_objects,
    notes_of,
    without_notes,
)

TARGET = "3.1.1"
"""The OpenAPI version of every normal form without an operation of `NEW_METHODS`."""
TARGET_OF_NEW = "3.2.0"
"""That of a normal form with one."""
NEW_METHODS = frozenset({"query", MORE_METHODS})
"""Fields for operations that 3.1 has no place for."""

_MEANINGLESS = frozenset(
    {"$id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary", "$comment", "$defs", "definitions"}
)
"""What says nothing any more once references are plain."""

_SUPPORTED = re.compile(r"3\.[012]([.-].*)?")
_COMPOSITION = frozenset({"$ref", "allOf", "oneOf", "anyOf"})
_OF_30 = frozenset(
    {
        "allOf", "oneOf", "anyOf", "prefixItems", "exclusiveMinimum", "exclusiveMaximum", "additionalItems", "items",
        "const", "enum",
    }
)  # fmt: skip
"""What may be said otherwise than 3.1 says it, `nullable` apart."""
_MAYBE_NULL = frozenset({"nullable", "allOf", "oneOf", "anyOf"})


def supported_version(document: Document) -> str:
    """The version of a document, as far as it matters: 3.0, 3.1 or 3.2.

    Raises:
        SpecError: `openapi-version` for anything else.

    """
    version = document.get("openapi")
    given = repr(version) if "openapi" in document else "missing"
    if "swagger" in document and version is None:
        message = f"this is a document of Swagger {document['swagger']}, not of OpenAPI 3"
        raise SpecError(Diagnostic("openapi-version", message, ("swagger",), "convert it to OpenAPI 3 first"))
    if not isinstance(version, str) or not _SUPPORTED.fullmatch(version):
        raise SpecError(
            Diagnostic(
                "openapi-version",
                f"this is not an OpenAPI 3 document: `openapi` is {given}",
                ("openapi",) if "openapi" in document else (),
                "write it as a text of three numbers: `openapi: 3.0.3`, 3.1.x or 3.2.x",
            )
        )
    return version[:3]


def one_dialect(document: Document, keep_extensions: Collection[str], found: Findings) -> Document:
    """Bring a document to OpenAPI 3.1, or 3.2 where its methods need that, each thing said in one way.

    Args:
        document: with sound structure and plain references.
        keep_extensions: names of extensions that mean something to the caller; all others are dropped.
        found: where diagnostics go.

    Raises:
        SpecError: `openapi-version` for anything but 3.x.

    """
    dialect = _Dialect(document, supported_version(document), keep_extensions, found)
    result = dialect.object(document, Kind.DOCUMENT, ())
    return {**result, "openapi": dialect.target}


def _is_sequence_at(at: Pointer) -> bool:
    """Whether a place is of content, of an answer or of what a client sends, that is given item by item."""
    above = at[:-2]
    is_sent = "requestBodies" in above[:2] or ("requestBody" in above and above[0] == "paths")
    return is_sequence(str(at[-1])) and "callbacks" not in above and (is_sent or "responses" in above)


class _Dialect:
    def __init__(self, document: Document, version: str, keep_extensions: Collection[str], found: Findings) -> None:
        self.document = document
        self.version = version
        self.kept = keep_extensions
        self.found = found
        self.target = TARGET
        self.known: set[str] = set()  # keywords that stay

    def object(self, node: dict[str, Any], kind: Kind, at: Pointer) -> dict[str, Any]:
        if kind is Kind.SCHEMA:
            return self.schema(node, at)
        if kind is Kind.MEDIA_TYPE and "schema" in node and "itemSchema" not in node and _is_sequence_at(at):
            node = self.item_by_item(node, at)
        kept_items = kind is Kind.MEDIA_TYPE and "itemSchema" in node and _is_sequence_at(at)
        if kept_items:
            self.target = TARGET_OF_NEW
        elif kind is Kind.MEDIA_TYPE and "itemSchema" in node:
            message = "content that comes as one item after another is given or taken as a whole, as text or bytes"
            self.found.warn("item-schema-unused", message, (*at, "itemSchema"), "decode the items yourself")
        new = NEW_IN_32.get(kind, frozenset()) - ({"itemSchema"} if kept_items else set())
        node = {key: value for key, value in node.items() if key not in new and self.is_kept(key)}
        is_new_parameter = kind is Kind.PARAMETER and (node.get("in") == "querystring" or node.get("style") == "cookie")
        if is_new_parameter or (kind is Kind.PATH_ITEM and NEW_METHODS & node.keys()):
            self.target = TARGET_OF_NEW
        return map_objects(node, kind, lambda child, kind, tokens: self.object(child, kind, at + tokens))

    def item_by_item(self, node: dict[str, Any], at: Pointer) -> dict[str, Any]:
        """Say of lines of JSON what each of them is, where the schema is one of all of them, or of each.

        OpenAPI 3.2, 4.14.3: the whole is a list. Before, nothing said what a schema meant there, and most mean a line.
        """
        schema = deref(self.document, node["schema"])
        if not is_lines(str(at[-1])):
            return self.event_by_event(node, at)
        if not holds_data(schema, self.document):
            return node
        rest = {key: value for key, value in node.items() if key != "schema"}
        if "array" not in as_list(schema.get("type")):
            message = f"{str(at[-1])!r} is one item after another, and its schema not that of a list"
            self.found.note("schema-of-items", message, (*at, "schema"), "it is taken for that of each item")
            return {**rest, "itemSchema": node["schema"]}
        items = schema.get("items", {})
        return {**rest, "itemSchema": items} if isinstance(items, dict) and "prefixItems" not in schema else node

    def event_by_event(self, node: dict[str, Any], at: Pointer) -> dict[str, Any]:
        """Say of the events of a success what each of them is, where a schema says it in its way."""
        is_answer = at[:2] == ("components", "responses") or str(at[-3]).startswith(("2", "default"))
        described = described_events(node, self.document) if is_answer else None
        if described is None:
            return node
        if EVENT_DATA in described:
            message = "events are text, and the schema is of something else"
            hint = "it is taken for that of the JSON in the data of each event"
            self.found.note("schema-of-events", message, (*at, "schema"), hint)
        return described

    def is_kept(self, key: str) -> bool:
        return not key.startswith("x-") or key in self.kept

    def schema(self, schema: Schema, at: Pointer, judging: bool = False) -> Schema:
        """One schema.

        Args:
            schema: it.
            at: its place.
            judging: whether it stands in one of `CONSTRAINTS`; such a schema is brought to 3.1 but not rearranged.

        """
        if not judging:
            schema = with_meanings(schema)
        if not schema.keys() <= self.known:
            schema = {key: value for key, value in schema.items() if key not in _MEANINGLESS and self.is_kept(key)}
            self.known |= schema.keys()
        if self.version == "3.0" and "$ref" in schema:
            # OpenAPI 3.0.3, Reference Object: "any properties added SHALL be ignored". A description does no harm.
            return {key: schema[key] for key in ("$ref", "description") if key in schema}
        if "dependencies" in schema:
            message = "`dependencies` is left to the server to check: JSON Schema 2020-12 has no such keyword"
            hint = "say `dependentRequired` or `dependentSchemas`, which are checked"
            self.found.warn("unchecked-keyword", message, (*at, "dependencies"), hint)
        schema = _said_nullable(_said_in_31(schema))
        if not judging:
            schema = without_unevaluated(schema, at, self.found)
        schema = without_idle_conditions(schema)
        if not judging:
            schema = possible_format(fitted_enum(schema, at, self.found), at, self.found)
        schema = map_objects(
            schema,
            Kind.SCHEMA,
            lambda child, _, place: self.schema(child, at + place, judging or place[0] in CONSTRAINTS),
        )
        return schema if judging else self.rearranged(schema, at)

    def rearranged(self, schema: Schema, at: Pointer) -> Schema:
        """Say what a schema says in the one way; what is inside it is said so already."""
        schema = _typed(schema)
        if not _COMPOSITION.isdisjoint(schema):
            schema = self.composed(schema, at)
        return _each_type(without_idle(schema, at, self.found))

    def composed(self, schema: Schema, at: Pointer) -> Schema:
        """Say in the one way what a schema is composed of."""
        schema = lifted_null(schema)
        if "$ref" in schema and set(without_notes(schema)) != {"$ref"}:
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**rest, "allOf": [{"$ref": schema["$ref"]}, *schema.get("allOf", ())]}
        if "discriminator" not in schema:
            schema = merged_values(_exclusive(_ruled(schema)), at, self.found)
            for keyword in ("oneOf", "anyOf"):
                if len(schema.get(keyword, ())) == 1:
                    schema = _single(schema, keyword)
        schema = _with_notes_of_parts(schema)
        # A component that consists of nothing but a reference in `allOf` extends what it refers to.
        is_heir = len(at) == 3 and at[0] == "components" and "$ref" in schema.get("allOf", [{}])[0]
        if len(schema.get("allOf", ())) == 1 and not is_heir:
            schema = _single(schema, "allOf")
        return schema


def _said_in_31(schema: Schema) -> Schema:
    """Say what 3.0 says as 3.1 does. Documents that call themselves 3.1 often still say it so."""
    if _OF_30.isdisjoint(schema):
        return schema
    lists = ("allOf", "oneOf", "anyOf", "prefixItems")
    result = {key: value for key, value in schema.items() if not (key in lists and value == [])}
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(result.get(exclusive), bool) and result.pop(exclusive) and limit in result:
            result[exclusive] = result.pop(limit)
    rest = result.pop("additionalItems", None)
    if isinstance(result.get("items"), list):
        if first := result.pop("items"):
            result["prefixItems"] = first
        if rest is not None and rest is not True:
            result["items"] = rest or {"not": {}}
    if result.get("const", ...) is None or result.get("enum") == [None]:
        return {key: value for key, value in result.items() if key not in ("const", "enum", "nullable")} | NULL
    return result


def _said_nullable(schema: Schema) -> Schema:
    """Say `nullable` as JSON Schema does."""
    if _MAYBE_NULL.isdisjoint(schema):
        return schema
    nullable = schema.get("nullable") is True
    # `allOf: [<reference>, {nullable: true}]` says nothing to the letter, and yet it is clear what is meant.
    saying = [part for part in schema.get("allOf", ()) if set(without_notes(part)) == {"nullable"}]
    result = {key: value for key, value in schema.items() if key != "nullable"}
    if saying:
        nullable = nullable or any(part["nullable"] for part in saying)
        result["allOf"] = [part for part in schema["allOf"] if part not in saying] or [{}]
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema:
            result[keyword] = [NULL if without_notes(part) == {"nullable": True} else part for part in schema[keyword]]
    if not nullable:
        return result
    # Without `type`, OpenAPI 3.0.3 leaves `nullable` without effect, but what is written beside it is meant:
    # `allOf: [<reference>], nullable: true` is the only way 3.0 has to make a reference nullable.
    if _COMPOSITION & result.keys():
        return {"anyOf": [without_notes(result), NULL], **notes_of(result)}
    result = _typed(result)
    return with_null(result) if {"type", "enum"} & result.keys() else result


def _with_notes_of_parts(schema: Schema) -> Schema:
    """Say outside what a part of an `allOf` says that restricts nothing; next to a reference, it is about its use."""
    parts = schema.get("allOf", ())
    restricting = [part for part in parts if without_notes(part)]
    if not restricting or len(restricting) == len(parts):
        return schema
    notes = {key: value for part in parts if not without_notes(part) for key, value in part.items()}
    return {**notes, **schema, "allOf": restricting}


def _typed(schema: Schema) -> Schema:
    """Add the type that the other keywords only make sense for."""
    if "type" in schema or "$ref" in schema or "enum" in schema or "const" in schema:
        return schema
    alternatives = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    if schema.get("additionalProperties") is True and any(
        "object" not in as_list(each.get("type", "object")) for each in alternatives
    ):
        # It chooses among other kinds of values, too, and this restricts none of them.
        schema = {key: value for key, value in schema.items() if key != "additionalProperties"}
    if {"properties", "additionalProperties", "patternProperties"} & schema.keys():
        return {"type": "object", **schema}
    return {"type": "array", **schema} if {"items", "prefixItems"} & schema.keys() else schema


def _single(schema: Schema, keyword: str) -> Schema:
    """A composition of one part is that part; with restrictions beside it, it is `allOf`."""
    only = schema[keyword][0]
    rest = {key: value for key, value in schema.items() if key != keyword}
    core, nullable = split_null(rest)
    # A type beside a reference is a habit; the reference says it too.
    if set(without_notes(core)) <= {"type"} and ("$ref" in only or is_union(only) or _same_type(core, only)):
        result = {**only, **notes_of(rest)}
        return with_null(result) if nullable else result
    return {**rest, "allOf": [*([] if keyword == "allOf" else rest.get("allOf", ())), only]}


def _exclusive(schema: Schema) -> Schema:
    """Say in each alternative of a `oneOf` that only requires properties that what another requires is not all there.

    A class for each alternative says what it requires; that two must not hold at once only a rule can say.
    """
    members = schema.get("oneOf", ())
    if len(members) < 2 or any(set(without_notes(member)) != {"required"} for member in members):
        return schema
    result: list[Schema] = []
    for at, member in enumerate(members):
        others = [{"required": other["required"]} for other in [*members[:at], *members[at + 1 :]]]
        result.append({**member, "not": others[0] if len(others) == 1 else {"anyOf": others}})
    return {**schema, "oneOf": result}


def _ruled(schema: Schema) -> Schema:
    """Say a choice of what a value lacks, or has to have, as a rule: there is no class of what it must not be.

    What a choice demands is what the denial of its denial does.
    """
    for keyword in ("oneOf", "anyOf"):
        said = [set(without_notes(member)) - {"type"} for member in schema.get(keyword, ())]
        if {"not"} in said and all(keys and keys <= {"not", "required"} for keys in said):
            choice = {keyword: [without_notes(member) for member in schema[keyword]]}
            rest = {key: value for key, value in schema.items() if key != keyword}
            rule: Schema = {"not": {"not": choice}}
            schema = {**rest, **rule} if "not" not in rest else {**rest, "allOf": [*rest.get("allOf", ()), rule]}
    return schema


def _same_type(schema: Schema, only: Schema) -> bool:
    return "type" not in schema or schema["type"] == only.get("type")


def _each_type(schema: Schema) -> Schema:
    """A schema for values of several types, one of them with parts, as a choice among types."""
    if not isinstance(schema.get("type"), list):
        return schema
    types = [name for name in schema["type"] if name != "null"]
    if len(types) < 2 or not {"object", "array"} & set(types) or {"enum", "const", *_COMPOSITION} & schema.keys():
        return schema
    scalars = [name for name in types if name not in ("object", "array")]
    members: list[Schema] = []
    for name in types:
        if name == "object":
            members.append({"type": name, **{key: schema[key] for key in schema if key in OF_OBJECTS}})
        elif name == "array":
            members.append({"type": name, **{key: schema[key] for key in schema if key in OF_ARRAYS}})
        elif name == scalars[0]:
            others = {key: schema[key] for key in schema if key not in {*ANNOTATIONS, *OF_OBJECTS, *OF_ARRAYS, "type"}}
            members.append({"type": name if len(scalars) == 1 else scalars, **others})
    if "null" in schema["type"]:
        members.append(NULL)
    return {**notes_of(schema), "anyOf": members}
