"""Whole documents."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from .contents import Contents
from .dice import Dice
from .families import family
from .names import Names
from .operations import Operations
from .schemas import Schema, Schemas
from .security import requirements, schemes

_VERSIONS = ("3.0.3", "3.1.0", "3.1.1", "3.2.0")


def random_document(seed: int) -> dict[str, Any]:
    """The document of a seed, always the same one."""
    dice = Dice(seed)
    version = dice.choice(_VERSIONS)
    is_30, is_32 = version.startswith("3.0"), version.startswith("3.2")
    names = Names(dice, odd=dice.choice((0, 0, 0.1, 0.6)))
    schemas = Schemas(dice, names, is_30=is_30)
    security = schemes(dice, is_30=is_30, is_32=is_32)
    components = _components(schemas, is_32=is_32)
    operations = Operations(Contents(schemas, is_32), [*security])
    paths = dict(operations.path(number) for number in range(dice.randint(2, 5)))
    paths |= {f"/all/{number}": _roundtrip(schemas.ref(name)) for number, name in enumerate(components)}
    found: dict[str, Any] = {
        "openapi": version,
        "info": {"title": f"Random {seed}", "version": "1", "description": names.text()},
        "servers": _servers(dice),
        "tags": [{"name": "alpha", "description": names.text()}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": security, **operations.components},
    }
    if dice.happens(0.5):
        found["security"] = requirements(dice, [*security])
    if not is_30 and dice.happens(0.4):
        found["webhooks"] = {name: operations.hook() for name in names.properties(2)}
    return found


def _components(schemas: Schemas, *, is_32: bool) -> dict[str, Schema]:
    """Component schemas that refer to each other as they like, often with a family among them."""
    dice = schemas.dice
    names = schemas.names.components(dice.randint(5, 10))
    of_family = names[: dice.randint(3, 5)] if dice.happens(0.85) else []
    others = [name for name in names if name not in of_family]
    objects = others[: len(others) // 2 + 1]
    schemas.known |= {name: name in objects for name in names} | dict.fromkeys(of_family[1:], True)
    found = family(schemas, of_family, is_32=is_32) if of_family else {}
    for name in others:
        made = schemas.object(2) if name in objects else schemas.any(2)
        # A name for another schema adds nothing, and may go round in circles.
        found[name] = schemas.object(1) if "$ref" in made or not made else made
    if dice.happens(0.3):
        _refer_inside(schemas, found)
    return {name: found[name] for name in names}


def _refer_inside(schemas: Schemas, components: dict[str, Schema]) -> None:
    """Have a property of one component be what a property of another one is."""
    of_objects = [name for name, schema in components.items() if schema.get("properties")]
    for _ in range(2):
        home, target = schemas.dice.choice(of_objects), schemas.dice.choice(of_objects)
        name = schemas.dice.choice([*components[target]["properties"]])
        held = components[target]["properties"][name]
        if "$ref" not in held and "readOnly" not in held and "writeOnly" not in held:
            pointer = name.replace("~", "~0").replace("/", "~1")
            place = quote(f"/components/schemas/{target}/properties/{pointer}", safe="/~")
            components[home]["properties"]["likewise"] = {"$ref": f"#{place}"}


def _roundtrip(schema: Schema) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    answers = {"200": {"description": "As it was sent.", "content": content}}
    return {"post": {"requestBody": {"required": True, "content": content}, "responses": answers}}


def _servers(dice: Dice) -> list[dict[str, Any]]:
    variables = {"region": {"default": "eu", "enum": ["eu", "us"]}, "port": {"default": "443"}}
    other = {"url": "https://{region}.example.com:{port}/", "variables": variables}
    if dice.happens(0.5):
        return [other, {"url": "https://b.example.com"}]
    return [{"url": "/api/v2" if dice.happens(0.2) else "https://api.example.com/v1"}]
