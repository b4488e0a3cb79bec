"""Documents of one shape and any size, each of a kind that makes some stage look at many things at once.

Every function takes how much there is, roughly in schemas or properties, and gives a document that grows with it in
proportion and in nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from tests.support.packages import document

Schema: TypeAlias = dict[str, Any]
Document: TypeAlias = dict[str, Any]

TEXT: Schema = {"type": "string"}
_TAGS = 30
"""How many groups operations are in."""


def inheriting(size: int) -> Document:
    """A base with heirs that have heirs, told apart by a tag."""
    base = {**record(["kind"], kind=TEXT, id=TEXT), "discriminator": {"propertyName": "kind"}}
    schemas: dict[str, Schema] = {"Base": base}
    paths = {"/base": {"post": operation("base", ref("Base"), ref("Base"))}}
    for number in range(size // 10):
        schemas[f"Middle{number}"] = {"allOf": [ref("Base"), record(**{f"m{number}": TEXT})]}
        paths[f"/middle{number}"] = {"get": operation(f"middle{number}", ref(f"Middle{number}"))}
        for leaf in range(9):
            heir = {"allOf": [ref(f"Middle{number}"), record(**{f"l{leaf}": TEXT})]}
            schemas[f"Leaf{number}x{leaf}"] = heir
    return document(paths, schemas)


def one_cycle(size: int) -> Document:
    """Schemas each of which leads to the next, and the last to the first."""
    schemas = {f"S{number}": record(next=ref(f"S{(number + 1) % size}"), value=TEXT) for number in range(size)}
    return document(_reading(range(0, size, 50)), schemas)


def many_unions(size: int) -> Document:
    """Unions of three variants each."""
    schemas: dict[str, Schema] = {}
    for number in range(size // 4):
        for tag in "abc":
            schemas[f"V{number}{tag}"] = record(["type"], type={"type": "string", "enum": [tag]}, **{tag: TEXT})
        schemas[f"S{number}"] = union("type", {tag: f"V{number}{tag}" for tag in "abc"})
    return document(_sending(range(size // 4)), schemas)


def one_union_by_tag(size: int) -> Document:
    """One union of all schemas, told apart by a tag."""
    schemas = {f"V{number}": record(["t"], t={"const": f"v{number}"}, x=TEXT) for number in range(size)}
    schemas["S0"] = union("t", {f"v{number}": f"V{number}" for number in range(size)})
    return document(_sending(range(1)), schemas)


def one_union_without_tag(size: int) -> Document:
    """One union of all schemas, told apart by what they require."""
    schemas = {f"V{number}": record([f"p{number}"], **{f"p{number}": TEXT}, x=TEXT) for number in range(size)}
    schemas["S0"] = {"anyOf": [ref(name) for name in schemas]}
    return document(_sending(range(1)), schemas)


def unions_in_circles(size: int) -> Document:
    """Unions whose variants hold other unions, in circles."""
    count = size // 4
    schemas: dict[str, Schema] = {}
    for number in range(count):
        schemas[f"S{number}"] = union("k", {tag: f"S{number}{tag.upper()}" for tag in "abc"})
        more = {"type": "array", "items": ref(f"S{number * 3 % count}")}
        for tag in "ABC":
            schemas[f"S{number}{tag}"] = record(["k"], k=TEXT, child=ref(f"S{(number + 1) % count}"), more=more)
    return document(_sending(range(0, count, 5)), schemas)


def unnamed(size: int) -> Document:
    """Operations whose schemas have no names."""
    data = record(a={"type": "string", "enum": ["x", "y"]}, b={"type": "integer"})
    paths = {}
    for number in range(size // 4):
        held = operation(f"op{number}", record(data=data), record(data=record(a=TEXT)), number)
        paths[f"/o{number}"] = {"post": held}
    return document(paths)


def unnamed_of_one_title(size: int) -> Document:
    """Operations whose schemas have no names, and all the same titles."""
    paths = {}
    for number in range(size // 2):
        item = {"title": "Item", **record(**{f"b{number}": TEXT})}
        paths[f"/o{number}"] = {"get": operation(f"op{number}", {"title": "Result", **record(item=item)}, None, number)}
    return document(paths)


def unnamed_within_each_other(size: int) -> Document:
    """Operations whose schemas have no names, five levels deep."""

    def deep(levels: int) -> Schema:
        if not levels:
            return record(value=TEXT)
        return record(value=TEXT, child=deep(levels - 1), more={"type": "array", "items": deep(levels - 1)})

    return document({f"/o{at}": {"get": operation(f"op{at}", deep(4), None, at)} for at in range(size // 32)})


def one_group(size: int) -> Document:
    """Operations that are all in one group."""
    schemas = {f"S{number}": record(a=TEXT) for number in range(size // 4)}
    return document(_reading(range(size // 4), group=0), schemas)


def many_errors(size: int) -> Document:
    """Operations that document twenty errors each."""
    schemas = {f"S{number}": record(a=TEXT) for number in range(size // 4)}
    paths = _reading(range(size // 4))
    errors = {f"Problem{number}": record(code=TEXT, message=TEXT) for number in range(20)}
    for item in paths.values():
        for number, name in enumerate(errors):
            item["get"]["responses"][str(400 + number)] = answer(ref(name))
    return document(paths, schemas | errors)


def one_wide_object(size: int) -> Document:
    """One object with all properties."""
    property_ = {"type": "string", "description": "What it is for, at some length. " * 3}
    schemas = {"S0": record(**{f"p{number}": property_ for number in range(size)})}
    return document(_sending(range(1)), schemas)


def one_long_enum(size: int) -> Document:
    """One enum with all values."""
    schemas = {"S0": {"type": "string", "enum": [f"value-{number}" for number in range(size)]}}
    return document(_reading(range(1)), schemas)


def read_only(size: int) -> Document:
    """Schemas that differ by the way they go, in chains of twenty."""
    schemas = {}
    for number in range(size):
        following = ref(f"S{number - 1}") if number % 20 else TEXT
        schemas[f"S{number}"] = record(id={"type": "string", "readOnly": True}, next=following, value=TEXT)
    return document(_sending(range(0, size, 5)), schemas)


def referring(size: int) -> Document:
    """Schemas each of which refers to three others."""
    schemas = {
        f"S{number}": record(**{f"q{at}": ref(f"S{(number * 7 + at) % size}") for at in range(3)})
        for number in range(size)
    }
    return document(_sending(range(0, size, 5)), schemas)


def chains_of_all_of(size: int) -> Document:
    """Chains of twenty-five schemas, each with the one before in its `allOf`."""
    schemas = {}
    for number in range(size):
        before = [ref(f"S{number - 1}")] if number % 25 else []
        schemas[f"S{number}"] = {"allOf": [*before, record(**{f"p{number}": TEXT})]}
    return document(_reading(range(24, size, 25)), schemas)


def parameters(size: int) -> Document:
    """Operations with twenty parameters of their own."""
    return document(_asking(size, [_parameter(f"q{number}") for number in range(20)]))


def shared_parameters(size: int) -> Document:
    """Operations that refer to the same twenty parameters."""
    shared = {f"q{number}": _parameter(f"q{number}") for number in range(20)}
    references = [{"$ref": f"#/components/parameters/{name}"} for name in shared]
    return document(_asking(size, references), components={"parameters": shared})


def ids_with_paths(size: int) -> Document:
    """Operations with the ids that FastAPI makes, and forms that it names after them."""
    paths, schemas = {}, {}
    for number in range(size):
        made = f"update_item_{number}_items_{number}__item_id__post"
        schemas[f"Body_{made}"] = record(text=TEXT)
        held = operation(made, TEXT, None, number)
        held["requestBody"] = {"content": {"multipart/form-data": {"schema": ref(f"Body_{made}")}}}
        held["parameters"] = [{"name": "item_id", "in": "path", "required": True, "schema": TEXT}]
        paths[f"/items/{number}/{{item_id}}"] = {"post": held}
    return document(paths, schemas)


def dates(size: int) -> Document:
    """Schemas full of dates that may be null, with examples and long descriptions."""
    moment = {
        "type": ["string", "null"],
        "format": "date-time",
        "examples": ["2020-01-01T00:00:00Z"],
        "description": "When it was, at some length. " * 10,
    }
    schemas = {f"S{number}": record(**{f"f{at}": moment for at in range(10)}) for number in range(size // 2)}
    return document(_sending(range(size // 2)), schemas)


def one_large_example(size: int) -> Document:
    """One answer with a large example."""
    item = record(id={"type": "integer"}, name=TEXT, tags={"type": "array", "items": TEXT})
    schemas = {"S0": record(items={"type": "array", "items": item})}
    paths = _reading(range(1))
    shown = [{"id": number, "name": "some name", "tags": ["a", "b"]} for number in range(size)]
    paths["/s0"]["get"]["responses"]["200"]["content"]["application/json"]["example"] = {"items": shown}
    return document(paths, schemas)


SHAPES: dict[str, Callable[[int], Document]] = {
    shape.__name__.replace("_", " "): shape
    for shape in (
        inheriting, one_cycle, many_unions, one_union_by_tag, one_union_without_tag, unions_in_circles, unnamed,
        unnamed_of_one_title, unnamed_within_each_other, one_group, many_errors, one_wide_object, one_long_enum,
        read_only, referring, chains_of_all_of, parameters, shared_parameters, ids_with_paths, dates, one_large_example,
    )
}  # fmt: skip
"""All shapes, by name."""


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def record(required: list[str] | None = None, /, **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def union(tag: str, variants: dict[str, str]) -> Schema:
    mapping = {value: ref(name)["$ref"] for value, name in variants.items()}
    return {"oneOf": [*map(ref, variants.values())], "discriminator": {"propertyName": tag, "mapping": mapping}}


def answer(schema: Schema) -> dict[str, Any]:
    return {"description": "What is asked for.", "content": {"application/json": {"schema": schema}}}


def operation(name: str, read: Schema, sent: Schema | None = None, group: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": name, "tags": [f"t{group % _TAGS}"], "responses": {"200": answer(read)}}
    if sent is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": sent}}}
    return found


def _reading(numbers: range, group: int | None = None) -> dict[str, Any]:
    """An operation for each of these schemas that answers with it."""
    groups = {number: number if group is None else group for number in numbers}
    return {f"/s{at}": {"get": operation(f"s{at}", ref(f"S{at}"), None, groups[at])} for at in numbers}


def _sending(numbers: range) -> dict[str, Any]:
    """An operation for each of these schemas that takes it and answers with it."""
    return {f"/s{at}": {"post": operation(f"s{at}", ref(f"S{at}"), ref(f"S{at}"), at)} for at in numbers}


def _parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "enum": ["a", "b"]}
    return {"name": name, "in": "query", "description": "What to look for, at some length.", "schema": schema}


def _asking(size: int, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    own = {"name": "a", "in": "path", "required": True, "schema": TEXT}
    held = {"parameters": [own, *parameters]}
    return {
        f"/o{at}/{{a}}": {"get": {**operation(f"op{at}", {"type": "array", "items": TEXT}, None, at), **held}}
        for at in range(size // 4)
    }
