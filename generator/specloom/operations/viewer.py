"""From planned operations to views: the types that the engine wrote, put where they belong."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from specloom import encode, names
from specloom.credentials import certificates
from specloom.diagnostics import Diagnostic, Severity
from specloom.encode import Code
from specloom.naming import DEFAULT_TAG, tag_of
from specloom.normalise.events import EVENT_DATA, ITEM, JSON
from specloom.normalise.media_types import is_any_text, is_events, is_json
from specloom.normalise.nulls import takes_null
from specloom.normalise.variants import union_members
from specloom.operations.content_types import is_text_value
from specloom.operations.docs import is_telling, method_docstring
from specloom.operations.pages import resolved
from specloom.operations.plan import Draft, DraftBody, OperationPlanner, is_success, parameter_schema
from specloom.operations.views import BodyView, ContentView, Kind, OperationView, ParameterView, ResourceView
from specloom.schemas import Schema, as_list, listed_values
from specloom.type_expressions import either, plain, qualified, renamed

_RESERVED_CLASSES = frozenset(
    """
    Annotated Any AsyncIterator AsyncPage AsyncResource AsyncStreamedItems AsyncStreamedResponse Binary Body
    Callable Date DateTime Empty Encoding Envelope Field IO Items Iterable Iterator Json ListOf Literal
    Mapping NotGiven Operation Page PageRule Parameter PathLike RequestOptions Resource Secret Sequence SharedDate
    SharedDateTime StreamedItems StreamedResponse StrictBool StrictDate StrictDateTime StrictTime StrictUuid
    Text Time Unpack Upload Uuid
    """.split()  # noqa: SIM905 - a list this long reads better as words
)
"""What modules of resources use by these names."""
_STYLES = {"style": "style", "explode": "explode", "allowReserved": "allow_reserved"}
_DEFAULT_STYLE = {"path": "simple", "header": "simple", "query": "form", "cookie": "form", "querystring": "form"}


def resource_views(
    planner: OperationPlanner,
    types: Mapping[str, Code],
    dict_types: Mapping[str, Code],
    model_modules: Mapping[str, str],
    beside: Collection[str],
) -> list[ResourceView]:
    """Put the written types where they belong.

    Args:
        planner: the operations, and what the types are for.
        types: type expression by key of `planner.types`.
        dict_types: the same for bodies as plain data.
        model_modules: names of models; in operations they are reached through `models`.
        beside: what modules that name the classes have of another meaning.
    """
    groups: dict[str, list[OperationView]] = {}
    modules = dict.fromkeys(model_modules, "models")
    for draft in planner.drafts:
        view = _Viewer(planner, draft, types, dict_types, modules).view()
        groups.setdefault(view.tag, []).append(view)
    described = {
        tag["name"]: str(tag.get("description") or "") for tag in planner.document.get("tags", ()) if "name" in tag
    }
    attributes = {tag: planner.names.resources[tag] for tag in groups}
    wanted = {tag: names.class_name(attribute) for tag, attribute in attributes.items()}
    taken = {*model_modules, *_RESERVED_CLASSES, planner.config.client, *beside}
    # Of each class there is an asynchronous one too.
    taken |= {name.removeprefix("Async") for name in taken}
    classes = planner.names.keeper.settle("resource_classes", wanted, taken, endings=("Api", "Operations"))
    return [
        ResourceView(
            Code(attributes[tag]),
            Code(classes[tag]),
            encode.docstring(described.get(tag) or _about(tag, is_own=planner.names.is_own(tag)), 4),
            operations,
            described.get(tag, ""),
            planner.names.is_own(tag),
        )
        for tag, operations in groups.items()
    ]


def _about(tag: str, *, is_own: bool) -> str:
    """What is said of a group that the document doesn't describe."""
    if is_own:
        return "The methods of the client itself, as a group."
    return "The operations without a tag." if tag == DEFAULT_TAG else f"The operations tagged {tag}."


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
        responses = {status: self.contents(status) for status in draft.responses if is_success(status)}
        errors = {status: self.contents(status) for status in draft.responses if not is_success(status)}
        if not responses and "default" in errors:
            responses = {"default": errors.pop("default")}
        if not all(content.kind == "Binary" for listed in responses.values() for content in listed):
            responses = {status: list(map(_read_whole, listed)) for status, listed in responses.items()}
        errors = {status: list(map(_read_whole, listed)) for status, listed in errors.items()}
        rule = draft.page_rule
        if rule is not None:
            responses = {status: list(self.in_pages(status, listed)) for status, listed in responses.items()}
        kind, returns, of_items = self.answer(responses, rule)
        tag = tag_of(operation)
        name = planner.names.operations[draft.operation_id]
        parameters = [self.parameter(parameter) for parameter in draft.parameters]
        queries = {parameter.name for parameter in parameters if parameter.place == "query"}
        envelope = planner.config.envelope is not None and planner.config.envelope.parameter in queries
        body = self.body()
        asks_for_items = kind is Kind.EITHER and self.asks_for_items(body, parameters)
        server = planner.servers.own(operation)
        texts = {status: str(response.get("description") or "") for status, response in draft.responses.items()}
        returned = [text for status in responses if is_telling(text := texts[status])]
        summary = str(operation.get("summary", ""))
        description = str(operation.get("description", ""))
        return OperationView(
            operation_id=draft.operation_id,
            tag=tag,
            resource=Code(planner.names.resources[tag]),
            name=Code(name),
            constant=Code("_" + name.upper()),
            server=server.url,
            server_template=server.template,
            method=draft.method,
            path=draft.path,
            parameters=parameters,
            body=body,
            responses=responses,
            errors=errors,
            answer_texts=texts,
            security=self.security(),
            kind=kind,
            returns=returns,
            items=of_items,
            page_rule=rule,
            envelope=envelope,
            summary=summary,
            description=description,
            deprecated=operation.get("deprecated") is True,
            docstring=method_docstring(
                f"{draft.method} {draft.path}",
                summary,
                description,
                operation.get("deprecated") is True,
                parameters,
                body,
                "" if returns == "None" else next(iter(returned), ""),
                errors,
                asks_for_items=asks_for_items,
            ),
            is_own=planner.names.is_own(tag),
            asks_for_items=asks_for_items,
        )

    def asks_for_items(self, body: BodyView | None, parameters: Sequence[ParameterView]) -> bool:
        """Whether the body is an object of JSON whose member `stream`, true or false, says what the answer is to be.

        OpenAPI has no words for that; it is the convention of APIs of language models.
        """
        if body is None or body.choices or not is_json(body.content_type):
            return False
        waiting = [body.schema]
        for schema in waiting:
            meant = resolved(schema, self.planner.schemas)
            waiting += [each for each in union_members(meant) if each not in waiting]
            flag = resolved(meant.get("properties", {}).get("stream", {}), self.planner.schemas)
            if "boolean" in as_list(flag.get("type")) or any(isinstance(value, bool) for value in listed_values(flag)):
                return all(parameter.argument != "stream" for parameter in parameters)
        return False

    def in_pages(self, status: str, listed: Iterable[ContentView]) -> Iterator[ContentView]:
        """What a method asks for that gives pages: they are cut out of JSON, so everything else is left out."""
        for content in listed:
            if content.kind in ("Json", "Empty"):
                yield content
                continue
            at = (*self.draft.at, "responses", status, "content", content.media_type)
            message = f"{content.media_type!r} is not asked for: the method gives pages, which are cut out of JSON"
            hint = "to get it, call the method with `client.raw` and an Accept among the extra headers"
            self.planner.models.plan.diagnostics.append(
                Diagnostic("content-not-in-pages", message, at, hint, Severity.NOTE)
            )

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
        schema = parameter_schema(raw)
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
            description=str(raw.get("description") or self.described(schema)),
            schema=schema,
            example=raw.get("example", schema.get("example")),
        )

    def described(self, schema: Schema) -> str:
        """What the document says of a schema; "" for nothing."""
        return str(resolved(schema, self.planner.schemas).get("description") or "")

    def default_style(self, raw: dict[str, Any], key: str) -> Any:
        style = raw.get("style", _DEFAULT_STYLE[raw["in"]])
        return {"style": _DEFAULT_STYLE[raw["in"]], "explode": style in ("form", "cookie"), "allowReserved": False}[key]

    def body(self) -> BodyView | None:
        if not self.draft.bodies:
            return None
        first, *others = map(self.body_in, self.draft.bodies)
        return replace(first, others=others)

    def body_in(self, body: DraftBody) -> BodyView:
        """The body in one content type."""
        written = self.types.get(body.key, Code("bytes | IO[bytes] | PathLike[str] | str"))
        type_ = qualified(written, self.modules)
        content = body.content
        examples = {
            name: example["value"] for name, example in content.get("examples", {}).items() if "value" in example
        }
        if "example" in content:
            examples.setdefault("default", content["example"])
        annotation = plain(type_)
        also = self.dict_types.get(body.key)
        if "models." in annotation:
            received = renamed(annotation, self.planner.models.received)
            annotation = either(annotation, received, *([also] if also else []))
        return BodyView(
            content_type=body.media_type,
            type=type_,
            annotation=annotation,
            required=self.draft.body_required,
            schema=content.get("schema", {}),
            examples=examples,
            description=self.draft.body_description or self.described(content.get("schema", {})),
            encoding=body.encoding,
            is_items="itemSchema" in content,
            rules=body.rules,
            is_value=body.is_value,
            is_null=not self.draft.body_required
            and is_json(body.media_type)
            and annotation != "Any"
            and takes_null(content.get("schema", {}), self.planner.schemas),
        )

    def contents(self, status: str) -> list[ContentView]:
        content = self.draft.responses[status].get("content", {})
        if not content:
            return [ContentView(Code("Empty"), "", Code("None"), None)]
        if self.draft.method == "HEAD":
            # What is described is what GET would be answered with (RFC 9110, 9.3.2).
            return [ContentView(Code("Empty"), name, Code("None"), None) for name in content]
        return [self.content(status, name, media_type) for name, media_type in content.items()]

    def content(self, status: str, name: str, media_type: dict[str, Any]) -> ContentView:
        schema = media_type.get("schema")
        example = media_type.get("example")
        if example is None:
            examples = [each["value"] for each in media_type.get("examples", {}).values() if "value" in each]
            example = examples[0] if examples else None
        if "itemSchema" in media_type:
            type_ = qualified(self.types[f"{self.draft.operation_id} {status} {name}"], self.modules)
            data = media_type.get(EVENT_DATA) if is_events(name) else None
            known = data if data in (ITEM, JSON) else ""
            return ContentView(Code("Items"), name, type_, media_type["itemSchema"], data=known)
        if is_json(name):
            if schema is None:
                return ContentView(Code("Empty"), name, Code("None"), None)
            type_ = qualified(self.types[f"{self.draft.operation_id} {status} {name}"], self.modules)
            return ContentView(Code("Json"), name, type_, schema, example)
        # A list of numbers may be larger than the memory, and events may never end.
        streamed = _is_csv(name) or is_events(name)
        textual = is_any_text(name, resolved(schema or {}, self.planner.schemas)) or (
            name.startswith("text/") and not _is_binary(schema) and not streamed
        )
        if is_text_value(name, schema or {}, self.planner.schemas):
            type_ = qualified(self.types[f"{self.draft.operation_id} {status} {name}"], self.modules)
            return ContentView(Code("Text"), name, type_, schema, example)
        return ContentView(Code("Text" if textual else "Binary"), name, Code("str" if textual else "bytes"), schema)

    def answer(self, responses: dict[str, list[ContentView]], rule: int | None) -> tuple[Kind, Code, Code]:
        """How the method answers, with what type, and with items of which type besides."""
        nothing = Code("")
        if rule is not None:
            return Kind.PAGE, qualified(self.types[f"{self.draft.operation_id} items"], self.modules), nothing
        contents = [content for listed in responses.values() for content in listed]
        if contents and all(content.kind == "Binary" for content in contents):
            return Kind.STREAM, Code("bytes"), nothing
        of_items = [content for content in contents if content.kind == "Items"]
        item_types = Code(" | ".join(dict.fromkeys(content.type for content in of_items)))
        if contents and len(of_items) == len(contents):
            return Kind.ITEMS, item_types, nothing
        # Where a server may answer with something else, items come all at once; but events may have no end.
        if any(is_events(content.media_type) for content in of_items):
            return Kind.EITHER, _one_of(content.type for content in contents if content.kind != "Items"), item_types
        held = (Code(f"list[{content.type}]") if content.kind == "Items" else content.type for content in contents)
        return Kind.CALL, _one_of(held), nothing

    def security(self) -> list[list[str]]:
        own: list[dict[str, Any]] | None = self.draft.operation.get("security")
        requirements = self.planner.document.get("security", []) if own is None else own
        of_connection = certificates(self.planner.document)
        return [[name for name in requirement if name not in of_connection] for requirement in requirements]


def _read_whole(content: ContentView) -> ContentView:
    """Content that comes as a whole: only piece by piece, a list of numbers is bytes."""
    is_text = content.kind == "Binary" and _is_csv(content.media_type) and not _is_binary(content.schema)
    return replace(content, kind=Code("Text"), type=Code("str")) if is_text else content


def _is_csv(media_type: str) -> bool:
    return media_type.startswith("text/csv")


def _one_of(types: Iterable[Code]) -> Code:
    """The type of what is of one of some types, None last."""
    listed = list(dict.fromkeys(types)) or [Code("None")]
    ordered = [type_ for type_ in listed if type_ != "None"] + [type_ for type_ in listed if type_ == "None"]
    return Code("Any") if "Any" in listed else Code(" | ".join(ordered))


def _is_binary(schema: Schema | None) -> bool:
    return bool(schema) and (schema or {}).get("format") == "binary"
