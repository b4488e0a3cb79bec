"""Short ways to write the documents that show a rule."""

from collections.abc import Mapping
from typing import Any

from specloom.diff.rule import Example, Part

Json = dict[str, Any]

STRING: Json = {"type": "string"}
DATED: Json = {"api_version": "2025-01-01", "media_types": {"dated": "application/vnd.things.{version}+{suffix}"}}
"""The configuration of a package whose document has dates."""


def schemas(base: Json, head: Json, config: Mapping[str, Any] | None = None) -> Example:
    """Component schemas, of which the first is sent and returned."""
    return Example(Part.SCHEMAS, base, head, config or {})


def value(base: Json, head: Json) -> Example:
    """A value of an object."""
    return schemas({"Thing": thing(value=base)}, {"Thing": thing(value=head)})


def operation(base: Json, head: Json, config: Mapping[str, Any] | None = None) -> Example:
    """What `POST /things` says."""
    return Example(Part.OPERATION, base, head, config or {})


def document(base: Json, head: Json, config: Mapping[str, Any] | None = None, today: str = "") -> Example:
    """Everything."""
    return Example(Part.DOCUMENT, base, head, config or {}, today)


def parameter(base: Json | None, head: Json | None) -> Example:
    """A query parameter `size`, or none."""
    return operation(*({"parameters": [{"name": "size", "in": "query", **one}]} if one else {} for one in (base, head)))


def thing(required: list[str] | None = None, closed: bool = False, /, **properties: Json) -> Json:
    """An object, with what it must have, and whether it is closed."""
    result: Json = {"type": "object", "properties": properties}
    if required:
        result["required"] = required
    if closed:
        result["additionalProperties"] = False
    return result


def variant(*tags: str, tag: str = "kind", **properties: Json) -> Json:
    """A variant of a union, with its tags if it says them."""
    own = {"type": "string", "enum": list(tags)} if tags else {"type": "string"}
    return thing([tag], **{tag: own, **properties})


def union(mapping: Mapping[str, str], tag: str = "kind", members: list[str] | None = None) -> Json:
    """A discriminated union; its alternatives are those of the mapping, unless they are given."""
    listed = members if members is not None else list(dict.fromkeys(mapping.values()))
    return {
        "oneOf": [{"$ref": ref(name)} for name in listed],
        "discriminator": {"propertyName": tag, "mapping": {key: ref(name) for key, name in mapping.items()}},
    }


def ref(name: str) -> str:
    """The reference to a component schema."""
    return f"#/components/schemas/{name}"


def requests(*operations: tuple[str, str, Json]) -> Json:
    """Paths, of operations that are given as method, path and what they say."""
    paths: Json = {}
    for method, path, said in operations:
        name = method + "".join(part.title() for part in path.strip("/{}").replace("{", "").split("/"))
        own = {"operationId": name, "responses": {"204": {"description": "Done."}}, **said}
        paths.setdefault(path, {})[method] = own
    return {"paths": paths}


def answer(content: Json | None = None, status: str = "200", **said: Json) -> Json:
    """What an operation says if it answers with this content."""
    response: Json = {"description": "Done.", **said}
    if content is not None:
        response["content"] = content
    return {"responses": {status: response}}


def dated(**versions: Json) -> Json:
    """The paths of a document whose operation has these versions: `v2024_01_01={…}`, `preview={…}`."""
    content = {}
    for name, said in versions.items():
        version = name.removeprefix("v").replace("_", "-") if name[1:2].isdigit() else name
        content[f"application/vnd.things.{version}+json"] = {"schema": thing(name=STRING), **said}
    return requests(("get", "/things", answer(content)))
