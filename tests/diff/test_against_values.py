"""What values say the comparison says: one that is no longer taken breaks requests, a new one may break readers.

The values are judged by a validator of JSON Schema, which knows nothing of comparisons.
"""

import copy
import random
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from specloom.diff.entries import Direction, Verdict

from tests.diff.comparing import Json, compared, things

TEXTS = ["", "x", "y", "zz", "long"]
NUMBERS = [-1, 0, 0.5, 1, 2, 2.5, 3]
TRIED = 120
"""How many values are judged for each pair of schemas."""


class Maker:
    """Makes schemas, changes of them, and values that may fit."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def schema(self, depth: int = 0) -> Json:
        kinds = [self.text, self.number, self.listed, self.plain]
        if depth < 2:
            kinds += [self.object, self.object, self.list, self.union, self.map]
        made: Json = self.random.choice(kinds)(depth + 1)
        return made

    def text(self, depth: int) -> Json:
        return {"type": "string", "minLength": self.random.randrange(2), "maxLength": self.random.randrange(2, 5)}

    def number(self, depth: int) -> Json:
        kind = self.random.choice(["integer", "number"])
        return {"type": kind, self.random.choice(["minimum", "exclusiveMinimum", "maximum"]): self.random.randrange(3)}

    def listed(self, depth: int) -> Json:
        return {"enum": self.random.sample(["x", "y", "zz", 1, 2, True], self.random.randrange(1, 4))}

    def plain(self, depth: int) -> Json:
        types = self.random.sample(["string", "integer", "boolean", "null"], self.random.randrange(1, 3))
        return {"type": types[0] if len(types) == 1 else types}

    def object(self, depth: int) -> Json:
        labels = self.random.sample("abc", self.random.randrange(1, 4))
        made: Json = {"type": "object", "properties": {label: self.schema(depth) for label in labels}}
        made["required"] = [label for label in labels if self.random.random() < 0.4]
        if self.random.random() < 0.3:
            made["additionalProperties"] = False
        return made

    def list(self, depth: int) -> Json:
        return {"type": "array", "items": self.schema(depth), self.random.choice(["minItems", "maxItems"]): 1}

    def union(self, depth: int) -> Json:
        return {"anyOf": [self.schema(depth) for _ in range(2)]}

    def map(self, depth: int) -> Json:
        return {"type": "object", "additionalProperties": self.schema(depth)}

    def changed(self, schema: Json) -> Json:
        """The same schema with a change somewhere in it."""
        whole = {"root": copy.deepcopy(schema)}
        holder, key = self.random.choice(_places(whole, "root"))
        node = holder[key]
        limits = [name for name in node if name[:3] in ("min", "max")]
        if limits and self.random.random() < 0.6:
            node[limits[0]] = max(0, node[limits[0]] + self.random.choice([-1, 1]))
        elif node.get("properties") and self.random.random() < 0.6:
            label = self.random.choice(list(node["properties"]))
            required = node["required"]
            node["required"] = [one for one in required if one != label] if label in required else [*required, label]
        elif "enum" in node and self.random.random() < 0.6:
            node["enum"] = node["enum"][1:] or [9]
        else:
            holder[key] = self.schema(1)
        return whole["root"]

    def value(self, schema: Any) -> Any:
        if self.random.random() < 0.1 or not isinstance(schema, dict):
            return self.random.choice([*TEXTS, *NUMBERS, True, [], {}])
        if "anyOf" in schema:
            return self.value(self.random.choice(schema["anyOf"]))
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        kind = self.random.choice(types)
        if kind == "object":
            labels = [one for one in schema.get("properties", {}) if self.random.random() < 0.7]
            found = {label: self.value(schema["properties"][label]) for label in labels}
            more = schema.get("additionalProperties")
            return {**found, "q": self.value(more)} if isinstance(more, dict) else found
        if kind == "array":
            return [self.value(schema["items"]) for _ in range(self.random.randrange(3))]
        simple = {"string": TEXTS, "integer": NUMBERS, "number": NUMBERS, "boolean": [True, False], "null": [None]}
        return self.random.choice(simple[kind])


def _places(holder: Any, key: Any) -> list[tuple[Any, Any]]:
    """Where schemas stand, by what holds them, outside in."""
    node = holder[key]
    inside = [(node["properties"], label) for label in node.get("properties", {})]
    inside += [(node["anyOf"], index) for index in range(len(node.get("anyOf", ())))]
    inside += [(node, name) for name in ("items", "additionalProperties") if isinstance(node.get(name), dict)]
    return [(holder, key), *(place for one in inside for place in _places(*one))]


@pytest.mark.parametrize("seed", range(8))
def test_no_value_changes_sides_unseen(seed: int) -> None:
    maker = Maker(seed)
    seen = 0
    for _ in range(40):
        base = maker.schema()
        head = maker.changed(base)
        judges = Draft202012Validator(base), Draft202012Validator(head)
        values = [maker.value(maker.random.choice([base, head])) for _ in range(TRIED)]
        taken = [[judge.is_valid(value) for value in values] for judge in judges]
        entries = compared(things(Thing=base), things(Thing=head)).entries
        rules = {entry.rule for entry in entries}
        harmful = {
            direction
            for entry in entries
            for direction, verdict in entry.directions
            if verdict in (Verdict.BREAKING, Verdict.WARNING)
        }
        lost = any(old and not new for old, new in zip(*taken, strict=True))
        won = any(new and not old for old, new in zip(*taken, strict=True))
        seen += lost + won
        # What nobody listed is nobody's: a property may come where any was let through.
        if lost and "property-added" not in rules:
            assert Direction.REQUEST in harmful, (base, head, rules)
        if won and "property-removed" not in rules:
            assert Direction.RESPONSE in harmful, (base, head, rules)
    assert seen > 20


TEXT: Json = {"type": "string"}
MAP: Json = {"type": "object", "additionalProperties": TEXT}


@pytest.mark.parametrize(
    ("base", "head", "found"),
    [
        (
            {"enum": ["y", 2]},
            {"type": "string", "enum": ["zz", "y"]},
            {"type-narrowed": ("breaking", "compatible"), "enum-value-added": ("compatible", "warning")},
        ),
        (
            {"type": ["string", "integer"], "maxLength": 5},
            {"type": "string", "maxLength": 9},
            {"type-narrowed": ("breaking", "compatible"), "max-length-widened": ("compatible", "breaking")},
        ),
        ({**TEXT, "enum": ["a"]}, {"type": ["string", "integer"], "enum": ["a"]}, {}),
        ({"type": "null"}, {"type": ["string", "null"]}, {"type-widened": ("compatible", "breaking")}),
        ({"type": ["string", "null"]}, {"type": "null"}, {"type-narrowed": ("breaking", "compatible")}),
        (
            MAP,
            {**MAP, "properties": {"size": {"type": "integer"}}},
            {"property-added": ("breaking", "breaking")},
        ),
        (
            MAP,
            {**MAP, "properties": {"size": {**TEXT, "maxLength": 5}}, "required": ["size"]},
            {"required-property-added": ("breaking", "compatible")},
        ),
        (MAP, {**MAP, "properties": {"size": TEXT}}, {"property-added": ("compatible", "compatible")}),
        (
            {**MAP, "properties": {"size": {"type": "integer"}}},
            MAP,
            {"property-removed": ("breaking", "breaking")},
        ),
    ],
)
def test_each_way_is_judged_for_itself(base: Json, head: Json, found: dict[str, tuple[str, str]]) -> None:
    entries = compared(things(Thing=base), things(Thing=head)).entries

    assert {entry.rule: tuple(str(verdict) for _, verdict in entry.directions) for entry in entries} == found
