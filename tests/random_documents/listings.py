"""Lists that come in pages, in the ways that APIs have for it."""

from __future__ import annotations

from typing import Any

from .dice import Dice
from .schemas import Schema

_NUMBER: Schema = {"type": "integer", "minimum": 1}
_TEXT: Schema = {"type": "string"}
_PARAMETERS: tuple[dict[str, Schema], ...] = (
    {"page": {"type": "integer", "default": 1}, "per_page": _NUMBER},
    {"pageNum": _NUMBER, "itemsPerPage": {**_NUMBER, "maximum": 500}},
    {"page": {"type": "integer", "minimum": 0}, "size": _NUMBER},
    {"cursor": _TEXT, "limit": _NUMBER},
    {"page_token": {"type": "string", "maxLength": 90}, "page_size": _NUMBER},
    {"offset": {"type": "integer", "default": 0}, "limit": _NUMBER},
)
_BESIDE: tuple[dict[str, Schema], ...] = (
    {},
    {"total": {"type": "integer"}},
    {"totalCount": {"type": "integer"}, "links": {"type": "array", "items": {"type": "object"}}},
    {"next_cursor": {"type": "string"}},
    {"nextPageToken": {"type": "string", "example": ""}},
    {"has_more": {"type": "boolean"}},
    {"meta": {"type": "object", "properties": {"next_cursor": _TEXT, "total": {"type": "integer"}}}},
)


def listing(dice: Dice, item: Schema) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What an operation that lists takes and answers.

    Args:
        dice: decides how.
        item: the schema of what is listed.

    Returns:
        The parameters, and the answer with status 200.
    """
    parameters = [
        {"name": name, "in": "query", "schema": schema, "required": dice.happens(0.1)}
        for name, schema in dice.choice(_PARAMETERS).items()
    ]
    items: Schema = {"type": "array", "items": item}
    whole: Schema = {
        "type": "object",
        "properties": {dice.choice(("items", "results", "data", "values")): items, **dice.choice(_BESIDE)},
    }
    if dice.happens(0.3):
        whole["required"] = [*whole["properties"]]
    schema = items if dice.happens(0.2) else whole
    return parameters, {"description": "Some of it.", "content": {"application/json": {"schema": schema}}}
