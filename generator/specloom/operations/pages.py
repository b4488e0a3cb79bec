"""Which lists come in pages, and of what."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from specloom.config import CursorRule, PageNumberRule
from specloom.schemas import Schema, as_list, ref_name


def page_rule(
    rules: Sequence[PageNumberRule | CursorRule],
    queries: Collection[str],
    answer: Schema,
    components: Mapping[str, Schema],
) -> tuple[int, Schema] | None:
    """Find the first rule whose parameters and properties an operation has.

    Args:
        rules: of package.yaml.
        queries: the names of the query parameters.
        answer: the schema of what comes back.
        components: component schemas, by name.

    Returns:
        The index of the rule, and the schema of the items; None if there is none.
    """
    for index, rule in enumerate(rules):
        needed = rule.page if isinstance(rule, PageNumberRule) else rule.cursor
        items = _items(answer, rule.items, components) if needed in queries else None
        if items is not None:
            return index, items
    return None


def _items(schema: Schema, path: str, components: Mapping[str, Schema]) -> Schema | None:
    """The schema of the items of the list at a dotted path of properties, None where there is no list."""
    current: Any = schema
    for label in path.split("."):
        current = resolved(current, components).get("properties", {}).get(label)
        if not isinstance(current, dict):
            return None
    current = resolved(current, components)
    return current.get("items", {}) if "array" in as_list(current.get("type")) else None


def resolved(schema: Schema, components: Mapping[str, Schema]) -> Schema:
    """What a schema is, through a reference and through being nullable."""
    if (name := ref_name(schema)) is not None:
        return components[name]
    members = [member for member in schema.get("anyOf", ()) if member.get("type") != "null"]
    return resolved(members[0], components) if len(members) == 1 else schema
