"""From the operations of a normal form to the types that their methods need, which the engine then writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from specloom import grammar, names
from specloom.config import PackageConfig
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.models.plan import Planner
from specloom.models.plans import Role
from specloom.naming import Names
from specloom.normalise.files import file_holders
from specloom.normalise.media_types import is_json
from specloom.normalise.sites import media_type_name
from specloom.operations.content_types import (
    as_list_of_items,
    asked_for,
    choices,
    is_text_value,
    is_typed,
    sent_as,
    text_rules,
    undecoded,
)
from specloom.operations.forms import as_form, encodings
from specloom.operations.pages import Candidate, page_rule
from specloom.references import deref
from specloom.schemas import Document, Schema, component_schemas
from specloom.servers import Servers

_VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class DraftBody:
    """A body in one content type.

    Attributes:
        key: of its type.
        media_type: on the wire.
        content: its Media Type Object.
        encoding: how the members of a form are encoded, by member.
        rules: what is checked of a text.
        is_value: whether it is one value that is sent as text.
    """

    key: str
    media_type: str
    content: dict[str, Any]
    encoding: dict[str, dict[str, Any]]
    rules: Schema
    is_value: bool


@dataclass(slots=True)
class Draft:
    """An operation before its types are written; keys stand for types."""

    operation_id: str
    method: str
    path: str
    at: Pointer
    operation: dict[str, Any]
    parameters: list[dict[str, Any]]
    bodies: list[DraftBody] = field(default_factory=list)
    body_required: bool = False
    body_description: str = ""
    responses: dict[str, dict[str, Any]] = field(default_factory=dict)
    page_rule: int | None = None


class OperationPlanner:
    """Reads the operations of a document in normal form.

    Attributes:
        types: schemas for the engine, by key, of every type that the methods need.
        bodies: the keys among them that stand for bodies.
        servers: where operations are called.
    """

    def __init__(self, document: Document, config: PackageConfig, names_: Names, models: Planner) -> None:
        self.document = document
        self.config = config
        self.names = names_
        self.models = models
        self.schemas = component_schemas(document)
        self.file_holders = file_holders(self.schemas)
        self.types: dict[str, Schema] = {}
        self.bodies: set[str] = set()
        self.servers = Servers(document, config)
        self.schemes = set(document.get("components", {}).get("securitySchemes", {}))
        models.plan.diagnostics += self.undeclared_schemes(document, ())
        self.drafts = [
            self.draft(path, method, operation, ("paths", path, *tokens))
            for path, item in document.get("paths", {}).items()
            for tokens, method, operation in grammar.operations(item)
        ]

    def draft(self, path: str, method: str, operation: dict[str, Any], at: Pointer) -> Draft:
        """Read one operation and ask for its types."""
        operation_id = operation["operationId"]
        place = names.pascal(operation_id)
        parameters = [deref(self.document, parameter, at) for parameter in operation.get("parameters", ())]
        # A header parameter of these names is ignored (OpenAPI 3.1, Parameter Object): the client sends them itself.
        ignored = {"accept", "content-type", "authorization"}
        parameters = [p for p in parameters if not (p["in"] == "header" and p["name"].lower() in ignored)]
        draft = Draft(operation_id, method, path, at, operation, in_path_order(path, parameters))
        signed = any(operation.get("security") or self.document.get("security") or ())
        self.models.plan.diagnostics += self.servers.diagnostics(operation, at, signed=signed)
        self.models.plan.diagnostics += self.undeclared_schemes(operation, at)
        for parameter in draft.parameters:
            schema = parameter_schema(parameter)
            if any(content.get("encoding") for content in parameter.get("content", {}).values()):
                message = (
                    f"the encoding of the parameter {parameter['name']!r} is not acted on: it is written by default"
                )
                hint = "leave it out, or describe each parameter of the query by itself"
                found = Diagnostic("encoding-unsupported", message, (*at, "parameters"), hint, Severity.WARNING)
                self.models.plan.diagnostics.append(found)
            key = f"{operation_id} {parameter['in']} {parameter['name']}"
            self.types[key] = self.models.engine_schema(
                schema, Role.REQUEST, (*at, "parameters"), place + names.pascal(parameter["name"])
            )
        if "requestBody" in operation:
            self.plan_body(draft, deref(self.document, operation["requestBody"], at), place)
        # By default alone, a success is what the default has.
        successes = list(filter(is_success, operation.get("responses", {}))) or ["default"]
        for status, raw in operation.get("responses", {}).items():
            response = deref(self.document, raw, at)
            # What a deletion is answered with tells no more than that it is done.
            if status in successes and method not in ("DELETE", "HEAD"):
                response = with_any_value(response)
            within = (*at, "responses", status, "content")
            self.models.plan.diagnostics += undecoded(response.get("content", {}), within, self.schemas, answered=True)
            # Of an error, whatever it comes as is better than nothing.
            if status in successes and "content" in response:
                asked, left_out = asked_for(response["content"], within, self.schemas)
                response = {**response, "content": asked}
                self.models.plan.diagnostics += left_out
            draft.responses[status] = response
            for media_type, raw_content in response.get("content", {}).items():
                content = deref(self.document, raw_content, at)
                if "itemSchema" in content:
                    self.types[f"{operation_id} {status} {media_type}"] = self.models.engine_schema(
                        content["itemSchema"], Role.RESPONSE, (*at, "responses", status), f"{place}{status}Item"
                    )
                is_value = is_text_value(media_type, content.get("schema", {}), self.schemas)
                if is_value or (is_json(media_type) and "schema" in content):
                    self.types[f"{operation_id} {status} {media_type}"] = self.models.engine_schema(
                        content["schema"], Role.RESPONSE, (*at, "responses", status), f"{place}{status}"
                    )
                    if is_success(status) and draft.page_rule is None and not is_value:
                        self.find_pages(draft, response, content["schema"], place)
        return draft

    def undeclared_schemes(self, holder: dict[str, Any], at: Pointer) -> Iterator[Diagnostic]:
        """Tell of security schemes that an operation, or the document for all, asks for and that there are not.

        Each is told of once: what is missing is the one declaration.
        """
        for index, requirement in enumerate(holder.get("security", ())):
            for name in [name for name in requirement if name not in self.schemes]:
                self.schemes.add(name)
                yield Diagnostic(
                    "undeclared-security-scheme",
                    f"there is no security scheme {name!r}, so no client has credentials for it",
                    (*at, "security", index, name),
                    "declare it in components/securitySchemes, or correct the name",
                    Severity.WARNING,
                )

    def find_pages(self, draft: Draft, response: dict[str, Any], answer: Schema, place: str) -> None:
        """Ask for the type of the items, where an answer is a page of a list."""
        queries = {parameter["name"] for parameter in draft.parameters if parameter["in"] == "query"}
        sent = [body.content.get("schema", {}) for body in draft.bodies if is_json(body.media_type)]
        call = f"{draft.method} {draft.path}"
        candidate = Candidate(call, queries, sent[0] if sent else None, answer, response.get("headers", {}))
        found = page_rule(self.config.pagination, candidate, self.schemas)
        if found is not None:
            draft.page_rule, items = found
            self.types[f"{draft.operation_id} items"] = self.models.engine_schema(
                items, Role.RESPONSE, draft.at, f"{place}Item"
            )

    def plan_body(self, draft: Draft, body: dict[str, Any], place: str) -> None:
        """Find out what a body can be sent as, by default first, and ask for the type of each."""
        content = {name: deref(self.document, held, draft.at) for name, held in body.get("content", {}).items()}
        if not content:
            return
        draft.body_required = body.get("required") is True
        draft.body_description = str(body.get("description", ""))
        within = (*draft.at, "requestBody", "content")
        default = sent_as(content, self.file_holders)
        others, found = choices(content, default, within, self.schemas, self.file_holders)
        found += undecoded(content, within, self.schemas)
        key = f"{draft.operation_id} body"
        for media_type in (default, *others):
            whole = as_list_of_items(content[media_type])
            held, odd = as_form(media_type, whole, (*within, media_type), self.schemas)
            encoding, problems = encodings(media_type, held, (*within, media_type), self.schemas)
            found += [*odd, *problems]
            own_key = key if media_type == default else f"{key} {media_type}"
            schema = held.get("schema", {})
            is_value = is_text_value(media_type, schema, self.schemas)
            rules = {} if is_value else text_rules(media_type, schema, self.schemas)
            draft.bodies.append(DraftBody(own_key, media_type, held, encoding, rules, is_value))
            if not is_typed(media_type) and not is_value and "itemSchema" not in held:
                continue
            at = (*draft.at, "requestBody") if media_type == default else (*within, media_type)
            name = place + ("" if media_type == default else media_type_name(media_type)) + "Request"
            self.bodies.add(own_key)
            self.types[own_key] = self.models.engine_schema(schema, Role.REQUEST, at, name)
        self.models.plan.diagnostics += found


def in_path_order(path: str, parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parameters with those of the path first, in its order; a normal form has one for each of its variables."""
    declared = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "path"}
    first = [declared[name] for name in dict.fromkeys(_VARIABLE.findall(path))]
    return [*first, *(parameter for parameter in parameters if parameter["in"] != "path")]


def parameter_schema(parameter: dict[str, Any]) -> Schema:
    """The schema of a parameter's value, also of one that is a document of its own."""
    if "content" in parameter:
        content: dict[str, Any] = next(iter(parameter["content"].values()), {})
        return dict(content.get("schema", {}))
    return dict(parameter.get("schema", {}))


def with_any_value(response: dict[str, Any]) -> dict[str, Any]:
    """Have JSON that an answer describes without a schema be any value."""
    content = response.get("content", {})
    bare = {name: {**held, "schema": {}} for name, held in content.items() if is_json(name) and not _SAYS & held.keys()}
    return {**response, "content": {**content, **bare}} if bare else response


_SAYS = frozenset({"$ref", "schema", "itemSchema"})


def is_success(status: str) -> bool:
    """Whether a status, as a document writes it, stands for success."""
    return status.startswith("2")
