"""From the operations of a normal form to views, in two steps around the engine that writes types.

`OperationPlanner` collects every schema whose type has to be written; `views` puts the written types where they belong.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom import encode, grammar, names
from specloom.config import PackageConfig, PageNumberRule
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError
from specloom.encode import Code
from specloom.models.plan import Planner
from specloom.models.plans import Role
from specloom.naming import DEFAULT_TAG, Names
from specloom.normalise.files import holds_file
from specloom.normalise.media_types import is_json
from specloom.operations.docs import method_docstring
from specloom.operations.views import (
    BodyView,
    ContentView,
    Kind,
    OperationView,
    ParameterView,
    ResourceView,
)
from specloom.references import deref
from specloom.schemas import Document, Schema, as_list, component_schemas, ref_name, without_notes
from specloom.type_expressions import plain, qualified

_RESERVED_CLASSES = frozenset(
    """
    Annotated Any AsyncPage AsyncResource AsyncStreamedResponse Binary Body Date DateTime Empty Envelope Field IO Json
    Literal Operation Page PageRule Parameter RequestOptions Resource Secret StreamedResponse StrictDate StrictDateTime
    StrictTime StrictUuid Text Time Upload Uuid
    """.split()  # noqa: SIM905 - a list this long reads better as words
)
"""What modules of resources use by these names."""
_STYLES = {"style": "style", "explode": "explode", "allowReserved": "allow_reserved"}
_DEFAULT_STYLE = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Draft:
    """An operation before its types are written; keys stand for types."""

    operation_id: str
    method: str
    path: str
    at: Pointer
    operation: dict[str, Any]
    parameters: list[dict[str, Any]]
    body: tuple[str, dict[str, Any], bool, str] | None = None
    responses: dict[str, dict[str, Any]] = field(default_factory=dict)


class OperationPlanner:
    """Reads the operations of a document in normal form.

    Attributes:
        types: schemas for the engine, by key, of every type that the methods need.
        bodies: the keys among them that stand for bodies.
    """

    def __init__(self, document: Document, config: PackageConfig, names_: Names, models: Planner) -> None:
        self.document = document
        self.config = config
        self.names = names_
        self.models = models
        self.schemas = component_schemas(document)
        self.types: dict[str, Schema] = {}
        self.bodies: set[str] = set()
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
        draft = Draft(operation_id, method, path, at, operation, self.in_path_order(path, parameters, at))
        for parameter in draft.parameters:
            schema = self.parameter_schema(parameter)
            key = f"{operation_id} {parameter['in']} {parameter['name']}"
            self.types[key] = self.models.engine_schema(
                schema, Role.REQUEST, (*at, "parameters"), place + names.pascal(parameter["name"])
            )
        if "requestBody" in operation:
            draft.body = self.body(deref(self.document, operation["requestBody"], at), operation_id, at, place)
        for status, raw in operation.get("responses", {}).items():
            response = deref(self.document, raw, at)
            draft.responses[status] = response
            for media_type, raw_content in response.get("content", {}).items():
                content = deref(self.document, raw_content, at)
                if is_json(media_type) and "schema" in content:
                    self.types[f"{operation_id} {status} {media_type}"] = self.models.engine_schema(
                        content["schema"], Role.RESPONSE, (*at, "responses", status), f"{place}{status}"
                    )
                    rule = self.page_rule(draft, content["schema"]) if _is_success(status) else None
                    if rule is not None:
                        items = self.items(content["schema"], self.config.pagination[rule].items)
                        self.types[f"{operation_id} items"] = self.models.engine_schema(
                            items or {}, Role.RESPONSE, at, f"{place}Item"
                        )
        return draft

    def in_path_order(self, path: str, parameters: list[dict[str, Any]], at: Pointer) -> list[dict[str, Any]]:
        """Parameters with those of the path first, in its order.

        Raises:
            SpecError: `path-variable-undeclared` or `path-parameter-not-in-path`.
        """
        declared = {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "path"}
        variables = list(dict.fromkeys(_VARIABLE.findall(path)))
        missing = [name for name in variables if name not in declared]
        extra = [name for name in declared if name not in variables]
        if missing or extra:
            code = "path-variable-undeclared" if missing else "path-parameter-not-in-path"
            what = (
                f"the path has {missing[0]!r}, but no parameter of that name is declared"
                if missing
                else f"the parameter {extra[0]!r} does not occur in the path"
            )
            raise SpecError(
                Diagnostic(code, what, at, "path parameters and the variables of the path must be the same")
            )
        return [*(declared[name] for name in variables), *(p for p in parameters if p["in"] != "path")]

    def parameter_schema(self, parameter: dict[str, Any]) -> Schema:
        """The schema of a parameter's value, also of one that is a document of its own."""
        if "content" in parameter:
            content: dict[str, Any] = next(iter(parameter["content"].values()), {})
            return dict(content.get("schema", {}))
        return dict(parameter.get("schema", {}))

    def body(
        self, body: dict[str, Any], operation_id: str, at: Pointer, place: str
    ) -> tuple[str, dict[str, Any], bool, str] | None:
        """Choose the content type that is sent, JSON before forms before the rest, and ask for its type."""
        content: dict[str, Any] = body.get("content", {})
        if not content:
            return None
        media_type = min(content, key=lambda name: (self.rank(name, content[name]), list(content).index(name)))
        chosen = deref(self.document, content[media_type], at)
        self.note_unsent(content, media_type, (*at, "requestBody", "content"))
        if _rank(media_type) < _BYTES:
            self.bodies.add(f"{operation_id} body")
            self.types[f"{operation_id} body"] = self.models.engine_schema(
                chosen.get("schema", {}), Role.REQUEST, (*at, "requestBody"), place + "Request"
            )
        return media_type, chosen, body.get("required") is True, str(body.get("description", ""))

    def note_unsent(self, content: dict[str, Any], sent: str, at: Pointer) -> None:
        """Tell of the content types that a method does not send: what else they could hold is out of reach."""
        held = {name: without_notes(self.resolved(each.get("schema", {}))) for name, each in content.items()}
        for media_type in [name for name in content if name != sent]:
            same = held[media_type] == held[sent]
            # The same value in another form is no loss to the caller.
            self.models.plan.diagnostics.append(
                Diagnostic(
                    "content-type-unsent",
                    f"this body is sent as {sent!r}; what {media_type!r} holds can't be sent",
                    (*at, media_type),
                    "remove the content types that are not meant, with an overlay action",
                    Severity.NOTE if same else Severity.WARNING,
                )
            )

    def rank(self, media_type: str, content: dict[str, Any]) -> int:
        """How late a content type comes among those that could be sent: JSON with a file in it can't be."""
        rank = _rank(media_type)
        return _BYTES if rank == 0 and holds_file(content.get("schema", {}), self.schemas) else rank

    def page_rule(self, draft: Draft, schema: Schema) -> int | None:
        """The first rule of package.yaml whose parameters and properties this operation has, as its index."""
        queries = {parameter["name"] for parameter in draft.parameters if parameter["in"] == "query"}
        for index, rule in enumerate(self.config.pagination):
            needed = {rule.page} if isinstance(rule, PageNumberRule) else {rule.cursor}
            if needed <= queries and self.items(schema, rule.items) is not None:
                return index
        return None

    def items(self, schema: Schema, path: str) -> Schema | None:
        """The schema of the items of the list at a dotted path of properties, None where there is no list."""
        current: Any = schema
        for label in path.split("."):
            current = self.resolved(current).get("properties", {}).get(label)
            if not isinstance(current, dict):
                return None
        current = self.resolved(current)
        return current.get("items", {}) if "array" in as_list(current.get("type")) else None

    def resolved(self, schema: Schema) -> Schema:
        """What a schema is, through a reference and through being nullable."""
        if (name := ref_name(schema)) is not None:
            return self.schemas[name]
        members = [member for member in schema.get("anyOf", ()) if member.get("type") != "null"]
        return self.resolved(members[0]) if len(members) == 1 else schema

    def views(
        self, types: Mapping[str, Code], dict_types: Mapping[str, Code], model_modules: Mapping[str, str]
    ) -> list[ResourceView]:
        """Put the written types where they belong.

        Args:
            types: type expression by key of `types`.
            dict_types: the same for bodies as plain data.
            model_modules: names of models; in operations they are reached through `models`.
        """
        groups: dict[str, list[OperationView]] = {}
        modules = dict.fromkeys(model_modules, "models")
        for draft in self.drafts:
            view = _Viewer(self, draft, types, dict_types, modules).view()
            groups.setdefault(view.tag, []).append(view)
        described = {
            tag["name"]: tag.get("description") or "" for tag in self.document.get("tags", ()) if "name" in tag
        }
        attributes = {tag: self.names.resources[tag] for tag in groups}
        wanted = {tag: names.class_name(attribute) for tag, attribute in attributes.items()}
        taken = {*model_modules, *_RESERVED_CLASSES, self.config.client}
        classes = self.names.keeper.settle("resource_classes", wanted, taken, endings=("Api", "Operations"))
        return [
            ResourceView(
                Code(attributes[tag]),
                Code(classes[tag]),
                encode.docstring(described.get(tag) or f"The operations tagged {tag}.", 4),
                operations,
            )
            for tag, operations in groups.items()
        ]


class _Viewer:
    def __init__(
        self,
        planner: OperationPlanner,
        draft: Draft,
        types: Mapping[str, Code],
        dict_types: Mapping[str, Code],
        modules: Mapping[str, str],
    ) -> None:
        self.planner = planner
        self.draft = draft
        self.types = types
        self.dict_types = dict_types
        self.modules = modules

    def view(self) -> OperationView:
        draft, planner = self.draft, self.planner
        operation = draft.operation
        responses = {status: self.contents(status) for status in draft.responses if _is_success(status)}
        errors = {status: self.contents(status) for status in draft.responses if not _is_success(status)}
        if not responses and "default" in errors:
            responses = {"default": errors.pop("default")}
        rule = self.rule()
        if rule is not None:
            # Pages are cut out of JSON, so nothing else is asked for.
            responses = {
                status: [content for content in listed if content.kind in ("Json", "Empty")]
                for status, listed in responses.items()
            }
        kind, returns = self.answer(responses, rule)
        tag = next(iter(operation.get("tags", ())), DEFAULT_TAG)
        name = planner.names.operations[draft.operation_id]
        parameters = [self.parameter(parameter) for parameter in draft.parameters]
        queries = {parameter.name for parameter in parameters if parameter.place == "query"}
        envelope = planner.config.envelope is not None and planner.config.envelope.parameter in queries
        body = self.body()
        summary = str(operation.get("summary", ""))
        description = str(operation.get("description", ""))
        return OperationView(
            operation_id=draft.operation_id,
            tag=tag,
            resource=Code(planner.names.resources[tag]),
            name=Code(name),
            constant=Code("_" + name.upper()),
            method=draft.method,
            path=draft.path,
            parameters=parameters,
            body=body,
            responses=responses,
            errors=errors,
            security=self.security(),
            kind=kind,
            returns=returns,
            page_rule=rule,
            envelope=envelope,
            summary=summary,
            description=description,
            deprecated=operation.get("deprecated") is True,
            docstring=method_docstring(
                summary, description, operation.get("deprecated") is True, parameters, body, errors
            ),
        )

    def rule(self) -> int | None:
        if f"{self.draft.operation_id} items" not in self.types:
            return None
        for status, response in self.draft.responses.items():
            for content in response.get("content", {}).values():
                if _is_success(status) and "schema" in content:
                    found = self.planner.page_rule(self.draft, content["schema"])
                    if found is not None:
                        return found
        return None

    def parameter(self, raw: dict[str, Any]) -> ParameterView:
        place, name = raw["in"], raw["name"]
        type_ = self.types[f"{self.draft.operation_id} {place} {name}"]
        argument = self.planner.names.arguments[self.draft.operation_id][(name, place)]
        style = [
            Code(f"{_STYLES[key]}={encode.literal(raw[key])}")
            for key in _STYLES
            if key in raw and raw[key] != self.default_style(raw, key)
        ]
        if "content" in raw:
            style.append(Code(f"content_type={encode.literal(next(iter(raw['content']), ''))}"))
        schema = self.planner.parameter_schema(raw)
        type_ = qualified(type_, self.modules)
        return ParameterView(
            argument=Code(argument),
            name=name,
            place=place,
            type=type_,
            annotation=plain(type_),
            needs_models="models." in type_,
            required=raw.get("required") is True or place == "path",
            style=style,
            description=str(raw.get("description", "")),
            schema=schema,
            example=raw.get("example", schema.get("example")),
        )

    def default_style(self, raw: dict[str, Any], key: str) -> Any:
        style = raw.get("style", _DEFAULT_STYLE[raw["in"]])
        return {"style": _DEFAULT_STYLE[raw["in"]], "explode": style == "form", "allowReserved": False}[key]

    def body(self) -> BodyView | None:
        if self.draft.body is None:
            return None
        media_type, content, required, description = self.draft.body
        written = self.types.get(f"{self.draft.operation_id} body", Code("bytes | IO[bytes] | str"))
        type_ = qualified(written, self.modules)
        schema = content.get("schema", {})
        examples = {
            name: example["value"] for name, example in content.get("examples", {}).items() if "value" in example
        }
        if "example" in content:
            examples.setdefault("default", content["example"])
        annotation = plain(type_)
        also = self.dict_types.get(f"{self.draft.operation_id} body")
        if also is not None and "models." in annotation and also != annotation:
            annotation = Code(f"{annotation} | {also}")
        return BodyView(
            content_type=media_type,
            type=type_,
            annotation=annotation,
            required=required,
            schema=schema,
            examples=examples,
            description=description,
        )

    def contents(self, status: str) -> list[ContentView]:
        content = self.draft.responses[status].get("content", {})
        if not content:
            return [ContentView(Code("Empty"), "", Code("None"), None)]
        return [self.content(status, name, media_type) for name, media_type in content.items()]

    def content(self, status: str, name: str, media_type: dict[str, Any]) -> ContentView:
        schema = media_type.get("schema")
        example = media_type.get("example")
        if example is None:
            examples = [each["value"] for each in media_type.get("examples", {}).values() if "value" in each]
            example = examples[0] if examples else None
        if is_json(name):
            if schema is None:
                return ContentView(Code("Empty"), name, Code("None"), None)
            type_ = qualified(self.types[f"{self.draft.operation_id} {status} {name}"], self.modules)
            return ContentView(Code("Json"), name, type_, schema, example)
        textual = name.startswith("text/") and not _is_binary(schema) and not name.startswith("text/csv")
        return ContentView(Code("Text" if textual else "Binary"), name, Code("str" if textual else "bytes"), schema)

    def answer(self, responses: dict[str, list[ContentView]], rule: int | None) -> tuple[Kind, Code]:
        """How the method answers, and with what type."""
        if rule is not None:
            return Kind.PAGE, qualified(self.types[f"{self.draft.operation_id} items"], self.modules)
        contents = [content for listed in responses.values() for content in listed]
        if contents and all(content.kind == "Binary" for content in contents):
            return Kind.STREAM, Code("bytes")
        types = list(dict.fromkeys(content.type for content in contents)) or [Code("None")]
        ordered = [type_ for type_ in types if type_ != "None"] + [type_ for type_ in types if type_ == "None"]
        return Kind.CALL, Code("Any") if "Any" in types else Code(" | ".join(ordered))

    def security(self) -> list[list[str]]:
        own: list[dict[str, Any]] | None = self.draft.operation.get("security")
        requirements = self.planner.document.get("security", []) if own is None else own
        return [list(requirement) for requirement in requirements]


_BYTES = 4


def _rank(media_type: str) -> int:
    if is_json(media_type):
        return 0
    essence = media_type.partition(";")[0].strip().lower()
    order = {"multipart/form-data": 1, "application/x-www-form-urlencoded": 2}
    return order.get(essence, _BYTES)


def _is_binary(schema: Schema | None) -> bool:
    return bool(schema) and (schema or {}).get("format") == "binary"


def _is_success(status: str) -> bool:
    return status.startswith("2")
