"""Webhooks and callbacks: requests that the API sends, and so what a package decodes rather than calls."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specloom import encode, grammar, names
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.encode import Code, environment
from specloom.models.plan import Planner
from specloom.models.plans import Role
from specloom.normalise.media_types import is_json
from specloom.references import deref
from specloom.schemas import Document, Schema
from specloom.type_expressions import plain, qualified

MODULE = "webhooks"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that the API sends.

    Attributes:
        key: what it is known by: `POST paid`, or `POST paid of POST /orders` for a callback.
        function: the name of what decodes it.
        schema: of what it holds, in the normal form.
        text: what the document says about it, Markdown, untrusted.
    """

    key: str
    function: str
    schema: Schema
    text: str


@dataclass(frozen=True, slots=True)
class WebhookView:
    """What templates show of a webhook; `annotation` is for readers, `type` for the decoder."""

    function: Code
    type: Code
    annotation: Code
    docstring: Code
    schema: Schema


def plan_webhooks(document: Document, models: Planner, types: dict[str, Schema]) -> list[Webhook]:
    """Find the webhooks and callbacks of a document in normal form, and ask for the types of what they hold.

    Args:
        document: the normal form.
        models: where types are planned, and what there is to say goes.
        types: schemas for the engine, by key.
    """
    found: dict[str, tuple[str, Schema, str]] = {}
    for key, name, operation, at in _received(document):
        body = deref(document, operation.get("requestBody", {}), at)
        content = {media_type: deref(document, held, at) for media_type, held in body.get("content", {}).items()}
        media_type = next((one for one in content if is_json(one) and "schema" in content[one]), None)
        if media_type is None:
            if content:
                models.plan.diagnostics.append(_not_decoded(at, content))
            continue
        text = str(operation.get("summary") or operation.get("description") or body.get("description") or "")
        found[key] = name, content[media_type]["schema"], text
        place = names.pascal(name) + "Webhook"
        types[f"webhook {key}"] = models.engine_schema(found[key][1], Role.RESPONSE, (*at, "requestBody"), place)
    wanted = {key: names.identifier(names.snake(name), _RESERVED) for key, (name, _, _) in found.items()}
    functions = models.names.keeper.settle("webhooks", wanted, _RESERVED)
    return [Webhook(key, functions[key], schema, text) for key, (_, schema, text) in found.items()]


_RESERVED = frozenset({"models", "annotations", "bytes", "str", "list", "dict", "int", "float", "bool"})


def _received(document: Document) -> Iterator[tuple[str, str, dict[str, Any], Pointer]]:
    """Yield what the API calls: what it is known by, a name for it, the operation, and its place."""
    for webhook, item in document.get("webhooks", {}).items():
        yield from _operations(item, webhook, "", ("webhooks", webhook))
    for path, item in document.get("paths", {}).items():
        for tokens, method, operation in grammar.operations(item):
            at: Pointer = ("paths", path, *tokens, "callbacks")
            for name, raw in operation.get("callbacks", {}).items():
                callback = deref(document, raw, at)
                for expression, called in callback.items():
                    if isinstance(called, dict) and not expression.startswith("x-"):
                        within = f" of {method} {path}"
                        yield from _operations(called, name, within, (*at, name, expression))


def _operations(
    item: Mapping[str, Any], name: str, within: str, at: Pointer
) -> Iterator[tuple[str, str, dict[str, Any], Pointer]]:
    operations = list(grammar.operations(dict(item)))
    for tokens, method, operation in operations:
        own = operation.get("operationId")
        spoken = own if isinstance(own, str) and own else name if len(operations) == 1 else f"{method} {name}"
        yield f"{method} {name}{within}", spoken, operation, (*at, *tokens)


def _not_decoded(at: Pointer, content: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        "no-receiver",
        f"this API sends {', '.join(map(repr, content))}, which nothing here decodes",
        (*at, "requestBody"),
        "read it yourself",
        Severity.NOTE,
    )


def webhook_views(
    webhooks: Sequence[Webhook], types: Mapping[str, Code], model_modules: Mapping[str, str]
) -> list[WebhookView]:
    """Put the written types where they belong.

    Args:
        webhooks: what was planned.
        types: type expression by key.
        model_modules: names of models.
    """
    modules = dict.fromkeys(model_modules, "models")
    views = []
    for webhook in webhooks:
        type_ = qualified(types[f"webhook {webhook.key}"], modules)
        text = "\n\n".join(filter(None, [f"Decode what the API sends: {webhook.key}.", webhook.text]))
        docstring = encode.docstring(text, 4)
        views.append(WebhookView(Code(webhook.function), type_, plain(type_), docstring, webhook.schema))
    return views


def render_webhooks(views: Sequence[WebhookView], import_name: str, templates: Path) -> dict[str, str]:
    """Write the module of webhooks, by its path; nothing where there are none."""
    if not views:
        return {}
    template = environment(templates / "package").get_template("webhooks.py.jinja")
    return {f"{import_name}/{MODULE}.py": template.render(webhooks=views)}
