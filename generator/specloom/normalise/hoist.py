"""Names for everything: inline objects, enums and unions become components, named from their place.

`Pet` with an inline `owner` gives `PetOwner`, items of its `tags` give `PetTagsItem`, values of its map `notes` give
`PetNotesValue`, the body of `createPet` gives `CreatePetRequest`. A name depends on the place alone, never on the
order of visit; where a component has it already, the kind of thing is added.
"""

from collections import Counter
from typing import Any

from specloom import names
from specloom.diagnostics import Pointer
from specloom.normalise.upgrade import split_null
from specloom.references import node_at
from specloom.schemas import (
    ANNOTATIONS,
    Document,
    Schema,
    as_list,
    component_schemas,
    map_children,
    map_document,
    ref_name,
    ref_to,
    with_component_schemas,
)

_REASONS = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "402": "PaymentRequired",
    "403": "Forbidden",
    "404": "NotFound",
    "405": "MethodNotAllowed",
    "406": "NotAcceptable",
    "409": "Conflict",
    "410": "Gone",
    "412": "PreconditionFailed",
    "413": "PayloadTooLarge",
    "415": "UnsupportedMediaType",
    "422": "UnprocessableEntity",
    "429": "TooManyRequests",
    "500": "InternalServerError",
    "501": "NotImplemented",
    "502": "BadGateway",
    "503": "ServiceUnavailable",
    "504": "GatewayTimeout",
    "4XX": "ClientError",
    "5XX": "ServerError",
    "default": "Default",
}


def hoist(document: Document, tag_places: frozenset[tuple[str, str]] = frozenset()) -> Document:
    """Move every inline object, enum and union into `components/schemas`, a reference in its stead.

    Args:
        document: in the form that `upgrade` gives.
        tag_places: (component, property) of discriminator tags; their enums stay where they are.

    """
    return _Hoister(document, tag_places).run()


class _Hoister:
    def __init__(self, document: Document, tag_places: frozenset[tuple[str, str]]) -> None:
        self.document = document
        self.tag_places = tag_places
        self.existing = component_schemas(document)
        self.new: dict[str, Schema] = {}

    def run(self) -> Document:
        components = {name: self.inside(schema, name, component=name) for name, schema in self.existing.items()}
        document = with_component_schemas(self.document, {})
        document = map_document(document, lambda schema, at: self.at(schema, self.name_of_site(at)))
        return with_component_schemas(document, {**components, **self.new})

    def at(self, schema: Schema, name: str) -> Schema:
        """Handle a schema at a place whose own name would be `name`."""
        core, nullable = split_null(schema)
        if not self.needs_name(core):
            return self.inside(schema, name)
        annotations = {key: value for key, value in core.items() if key in _SITE_ANNOTATIONS}
        body = {key: value for key, value in core.items() if key not in _SITE_ANNOTATIONS}
        given = self.claim(name, body)
        self.new[given] = {}
        self.new[given] = self.inside(body, given, component=given)
        reference = {"$ref": ref_to(given)}
        if nullable:
            return {"anyOf": [reference, {"type": "null"}], **annotations}
        return {**reference, **annotations}

    def inside(
        self, schema: Schema, name: str, component: str = "", merged_later: frozenset[str] = frozenset()
    ) -> Schema:
        """Handle everything inside a schema; the schema itself stays where it is.

        Args:
            schema: the schema.
            name: what places inside it are named after.
            component: the component that this is, or is part of through `allOf`.
            merged_later: properties to leave alone, see `repeated_properties`.

        """
        merged_later = merged_later | self.repeated_properties(schema)

        def child_at(child: Schema, place: Pointer) -> Schema:
            keyword, label = str(place[0]), place[1] if len(place) > 1 else ""
            if keyword == "properties":
                if label in merged_later or (component, label) in self.tag_places:
                    return child
                return self.at(child, name + names.pascal(str(label)))
            if keyword == "allOf":
                return child if ref_name(child) else self.inside(child, name, component, merged_later)
            if keyword in ("oneOf", "anyOf"):
                return self.alternative(child, name, schema[keyword])
            return self.at(child, name + _SUFFIXES.get(keyword, names.pascal(keyword)))

        return map_children(schema, child_at)

    def repeated_properties(self, schema: Schema) -> frozenset[str]:
        """Properties that several inline parts of one `allOf` declare: they are named only once merged."""
        parts = [part for part in schema.get("allOf", ()) if isinstance(part, dict)]
        declared = Counter(label for part in [schema, *parts] for label in part.get("properties", ()))
        return frozenset(label for label, count in declared.items() if count > 1)

    def alternative(self, child: Schema, name: str, siblings: list[Any]) -> Schema:
        core, _ = split_null(child)
        if not self.needs_name(core):
            return self.inside(child, name + _kind(core))
        return self.at(child, name + _alternative_label(core, siblings))

    def needs_name(self, schema: Schema) -> bool:
        if "$ref" in schema:
            return bool(set(schema) - ANNOTATIONS - {"$ref"})
        if "enum" in schema:
            return len(schema["enum"]) > 1 and as_list(schema.get("type")) != ["boolean"]
        if any(len(schema.get(keyword, ())) > 1 for keyword in ("oneOf", "anyOf", "allOf")):
            return True
        if any(schema.get(keyword) for keyword in ("oneOf", "anyOf", "allOf")):
            # `type` beside a single reference is a habit; the reference says it too.
            return bool(set(schema) - ANNOTATIONS - {"oneOf", "anyOf", "allOf", "type"})
        if schema.get("properties") or schema.get("required"):
            return True
        return schema.get("type") == "object" and schema.get("additionalProperties") is False

    def claim(self, name: str, schema: Schema) -> str:
        taken = {*self.existing, *self.new}
        return names.first_unused([name, name + _kind(schema)], taken)

    def name_of_site(self, pointer: Pointer) -> str:
        """Name the place of an outermost schema that is no component."""
        name, tokens = self._owner(pointer)
        if "requestBody" in tokens:
            name += "Request"
        if "responses" in tokens:
            status = str(tokens[tokens.index("responses") + 1])
            name += "Response" if status.startswith("2") else _REASONS.get(status, f"Status{status}")
        if "parameters" in tokens:
            at = len(pointer) - len(tokens) + tokens.index("parameters") + 2
            name += names.pascal(str(node_at(self.document, pointer[:at])["name"]))
        if "headers" in tokens:
            name += names.pascal(str(tokens[tokens.index("headers") + 1])) + "Header"
        if "content" in tokens:
            media_type = str(tokens[tokens.index("content") + 1]).split(";")[0]
            if not media_type.endswith("json"):
                name += names.pascal(media_type.split("/")[-1])
        return name

    def _owner(self, pointer: Pointer) -> tuple[str, Pointer]:
        """The name of the operation or component that a place belongs to, and the tokens below it."""
        if pointer[0] == "components":
            return names.pascal(str(pointer[2])), pointer[1:]
        for end in range(len(pointer), 2, -1):
            node = node_at(self.document, pointer[:end])
            if isinstance(node, dict) and isinstance(node.get("operationId"), str):
                return names.pascal(node["operationId"]), pointer[end:]
        return names.pascal(str(pointer[1])), pointer[2:]


_SUFFIXES = {
    "items": "Item",
    "prefixItems": "Item",
    "additionalProperties": "Value",
    "patternProperties": "Value",
}
_SITE_ANNOTATIONS = frozenset({"default", "deprecated", "readOnly", "writeOnly"})


def _kind(schema: Schema) -> str:
    if "enum" in schema:
        return "Enum"
    if "oneOf" in schema or "anyOf" in schema:
        return "Union"
    types = as_list(schema.get("type"))
    return names.pascal(types[0]) if len(types) == 1 and isinstance(types[0], str) else "Object"


def _alternative_label(schema: Schema, siblings: list[Any]) -> str:
    """Name one inline alternative of a union by what sets it apart: its title, its tag, what it requires."""
    title = schema.get("title")
    if isinstance(title, str) and names.pascal(title):
        if sum(isinstance(s, dict) and s.get("title") == title for s in siblings) == 1:
            return names.pascal(title)
    for child in schema.get("properties", {}).values():
        if not isinstance(child, dict):
            continue
        values = [child["const"]] if "const" in child else child.get("enum", [])
        if len(values) == 1 and isinstance(values[0], str) and names.pascal(values[0]):
            return names.pascal(values[0])
    required = schema.get("required", [])
    shared = [set(s.get("required", ())) for s in siblings if isinstance(s, dict) and s is not schema]
    own = [label for label in required if not any(label in other for other in shared)]
    if own:
        return "With" + "And".join(names.pascal(label) for label in own)
    return _kind(schema)
