"""What the templates of resources show besides the operations: what several of them have in common, and rules."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from specloom import names
from specloom.config import PackageConfig
from specloom.encode import Code, literal
from specloom.operations.views import ContentView, OperationView, ParameterView, ResourceView

_ENCODING_FIELDS = {
    "headers": Code("headers"),
    "contentType": Code("content_type"),
    "style": Code("style"),
    "explode": Code("explode"),
    "allowReserved": Code("allow_reserved"),
}
_MANY = 4
"""How often an answer has to be documented in one module to get a name there."""


def shown_beside(config: PackageConfig, resources: Sequence[ResourceView]) -> dict[str, Any]:
    """What the templates of resources show besides the operations."""
    shared: dict[str, dict[Code, Any]] = {}
    answers: dict[str, dict[tuple[Any, ...], Code]] = {}
    in_order: dict[str, list[Any]] = {}
    parameter_names: dict[str, list[Code | None]] = {}
    keys: dict[str, list[Code]] = {}
    for resource in resources:
        uses = Counter(_parameter_key(parameter) for view in resource.operations for parameter in view.parameters)
        constants: dict[tuple[Any, ...], Code] = {}
        taken = {operation.constant for operation in resource.operations}
        for view in resource.operations:
            for parameter in view.parameters:
                key = _parameter_key(parameter)
                wanted = Code("_" + parameter.argument.strip("_").upper())
                if uses[key] > 1 and key not in constants and wanted not in taken:
                    constants[key] = wanted
                    taken.add(wanted)
                    shared.setdefault(resource.attribute, {})[wanted] = parameter
            parameter_names[view.operation_id] = [
                constants.get(_parameter_key(parameter)) for parameter in view.parameters
            ]
            keys[view.operation_id] = [_argument_key(view, parameter) for parameter in view.parameters]
        named = _shared_answers(resource, taken)
        answers[resource.attribute] = {contents_key(listed): name for name, listed in named.items()}
        in_order[resource.attribute] = list(named.values())
    envelope = config.envelope
    return {
        "answers": answers,
        "answers_in_order": in_order,
        "contents_key": contents_key,
        "shared": shared,
        "encoding_fields": _ENCODING_FIELDS,
        "names": parameter_names,
        "keys": keys,
        "envelope": Code(
            f"Envelope({literal(envelope.parameter)}, {literal(envelope.status)}, {literal(envelope.content)})"
            if envelope
            else ""
        ),
        "page_rules": [_page_rule(rule) for rule in config.pagination],
    }


def _shared_answers(resource: ResourceView, taken: set[Code]) -> dict[Code, list[ContentView]]:
    """Name the answers that a group of operations documents again and again, as it does its errors."""
    listed = [answer for view in resource.operations for answer in (*view.errors.values(), *view.responses.values())]
    uses = Counter(map(contents_key, listed))
    found: dict[Code, list[ContentView]] = {}
    for answer in listed:
        models = re.findall(r"models\.(\w+)", " ".join(content.type for content in answer))
        key = contents_key(answer)
        if uses[key] < _MANY or not models or key in map(contents_key, found.values()):
            continue
        name = Code(names.unused("_" + names.snake(models[0]).upper(), taken))
        taken.add(name)
        found[name] = answer
    return found


def contents_key(listed: Sequence[ContentView]) -> tuple[Any, ...]:
    """What tells one list of possible contents from another."""
    return tuple((content.kind, content.media_type, content.type, content.data) for content in listed)


def _parameter_key(parameter: ParameterView) -> tuple[Any, ...]:
    return (parameter.argument, parameter.name, parameter.place, parameter.type, parameter.required, *parameter.style)


def _argument_key(view: OperationView, parameter: ParameterView) -> Code:
    """How the runtime finds an argument: by its name on the wire, with its place where that is not enough."""
    same = [other for other in view.parameters if other.name == parameter.name]
    return literal(parameter.name) if len(same) == 1 else literal((parameter.place, parameter.name))


def _page_rule(rule: Any) -> Code:
    given = dict(rule) | {"cursor_in_body": getattr(rule, "cursor_in", "") == "body"}
    for key in ("next", "total"):
        if given.get(f"{key}_in") == "header":
            given[f"{key}_header"] = given.pop(key)
    names = {"items": "items", "size": "size", "next_cursor": "next", "next_link": "link", "last_item": "last"}
    same = (
        "cursor",
        "cursor_in_body",
        "total",
        "page",
        "number",
        "pages",
        "offset",
        "more",
        "link_header",
        "next_header",
        "total_header",
    )
    names |= {name: name for name in same}
    told = {name: value for name, key in names.items() if (value := given.get(key))}
    if given.get("first_page", 1) != 1:
        told["first_page"] = given["first_page"]
    return Code("PageRule(" + ", ".join(f"{name}={literal(value)}" for name, value in told.items()) + ")")
