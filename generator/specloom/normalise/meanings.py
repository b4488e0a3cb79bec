"""What the values of an enum mean, where a document says it: told in the description, the one place for it.

OpenAPI 3.1 knows two ways to list values, and only one of them leaves room for words: alternatives that are constants,
each with a title or a description (JSON Schema 2020-12, validation, 9.1). Where there is an `enum`, documents say it in
extensions: `x-enum-varnames`, `x-enum-descriptions` and others that generators and servers have brought about.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from specloom import encode, names
from specloom.schemas import Schema, listed_values

_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_DESCRIPTIONS = ("x-enum-descriptions", "x-enumDescriptions")
"""Lists as long as the enum, or maps by value."""
_ENTRIES = ("x-enum", "x-ms-enum")
"""Objects with a `value` each, and a `name` or `description`; in a list, or in one that is called `values`."""
_HINTS = frozenset({*_NAMES, *_DESCRIPTIONS, *_ENTRIES})

Meaning = tuple[str, str]
"""What a value is called, and what it means; "" where nothing is said."""


def with_meanings(schema: Schema) -> Schema:
    """Tell in the description of a schema what the values that it lists mean.

    Args:
        schema: as it stands in a document, with its extensions.
    """
    if "enum" in schema and not _HINTS.isdisjoint(schema):
        found = list(_of_enum(schema))
    elif "oneOf" in schema or "anyOf" in schema:
        found = list(_of_alternatives(schema))
    else:
        return schema
    described = str(schema.get("description") or "").strip()
    found = [(value, meaning) for value, meaning in found if not _is_told(value, meaning, described)]
    paragraphs = [described or _named(found)]
    if described or any(description for _, (_, description) in found):
        paragraphs.append("\n".join(_line(value, meaning) for value, meaning in found))
    told = "\n\n".join(filter(None, paragraphs))
    return {**schema, "description": told} if told != described else schema


def _of_enum(schema: Schema) -> Iterable[tuple[Any, Meaning]]:
    values = schema["enum"]
    for index, value in enumerate(values):
        entry = next(filter(None, (_entry(schema.get(keyword), value) for keyword in _ENTRIES)), {})
        name = _text(entry.get("name")) or _first(schema, _NAMES, values, index)
        yield value, (name, _text(entry.get("description")) or _first(schema, _DESCRIPTIONS, values, index))


def _of_alternatives(schema: Schema) -> Iterable[tuple[Any, Meaning]]:
    for member in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        values = listed_values(member)
        if len(values) == 1:
            yield values[0], (_text(member.get("title")), _text(member.get("description")))


def _first(schema: Schema, keywords: Iterable[str], values: list[Any], index: int) -> str:
    """What the first of some extensions says of a value."""
    for keyword in keywords:
        said = schema.get(keyword)
        if isinstance(said, list) and len(said) == len(values):
            return _text(said[index])
        if isinstance(said, Mapping):
            return _text(said.get(values[index], said.get(str(values[index]))))
    return ""


def _entry(said: object, value: object) -> Mapping[str, Any]:
    """What an extension of objects says of a value."""
    listed = said.get("values") if isinstance(said, Mapping) else said
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping) and "value" in each and str(each["value"]) == str(value):
            return each
    return {}


def _text(said: object) -> str:
    return encode.one_line(said).strip() if isinstance(said, str) else ""


def _is_told(value: object, meaning: Meaning, described: str) -> bool:
    """Whether nothing would be told that a reader doesn't know already."""
    name, description = meaning
    is_known = not _other_name(value, name) or name in described
    return value is None or (is_known and (not description or description in described))


def _other_name(value: object, name: str) -> str:
    """What a value is called, if that says more than it does itself."""
    return "" if names.snake(name) == names.snake(str(value)) else name


def _named(found: Iterable[tuple[Any, Meaning]]) -> str:
    """One sentence of what values are called; "" where they are called nothing."""
    said = [(value, name) for value, (name, _) in found if _other_name(value, name)]
    return ", ".join(f"{_shown(value)}: {name}" for value, name in said) + "." if said else ""


def _line(value: object, meaning: Meaning) -> str:
    said = [_other_name(value, meaning[0]), meaning[1]]
    return f"- {_shown(value)}: {': '.join(filter(None, said))}"


def _shown(value: object) -> str:
    return encode.code_span(value if value and isinstance(value, str) else json.dumps(value))
