"""Topics: files of small documents, each with values that must come through and values that must be refused.

A file in `schemas` holds the documents of one topic, by name:

    <name>:
      reading: which reading of OpenAPI the case takes, where the specification is silent.
      root: the component that is sent and received, or a schema; by default the first of `schemas`.
      schemas: the component schemas.
      valid: values with what they become: `value` and `is` (see `shape_problem`).
      invalid: values that must not be sent.
      sent: values that only a client uses, with what they become.
    received: values that only a server uses, such as a tag that is new, with what they become.

All documents of a topic are built as one, with an operation for each: that is what makes the suite fast. So their
schemas have to have different names. Each topic is built three times, since what is only sent, only received, or both
is made into different classes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
from pydantic import BaseModel, ValidationError
from specloom import names
from specloom.source import read_document

from tests.support.packages import document, generate

FOLDER = Path(__file__).parent / "schemas"
VERSION_KEY = "openapi"
"""The version of OpenAPI that a topic is written in; 3.1.0 where it does not say."""


class Use(StrEnum):
    """What the schemas of a topic are used for."""

    SENT = "sent"
    RECEIVED = "received"
    BOTH = "both"


@dataclass(frozen=True)
class Value:
    """A JSON value, and what it becomes."""

    value: Any
    shape: Any = None


@dataclass(frozen=True)
class Case:
    """One small document."""

    name: str
    root: dict[str, Any]
    schemas: dict[str, Any]
    valid: list[Value] = field(default_factory=list)
    invalid: list[Any] = field(default_factory=list)
    sent: list[Value] = field(default_factory=list)
    received: list[Value] = field(default_factory=list)

    @property
    def method(self) -> str:
        return names.identifier(names.snake(self.name))


@dataclass(frozen=True)
class Topic:
    """The documents of one file."""

    name: str
    openapi: str
    cases: list[Case]

    def document(self, use: Use) -> dict[str, Any]:
        """One document for all cases."""
        schemas: dict[str, Any] = {}
        for case in self.cases:
            clash = schemas.keys() & case.schemas
            assert not clash, f"{self.name}: {case.name} has schemas that another case has: {clash}"
            schemas |= case.schemas
        paths = {f"/{case.name}": {"post": _operation(case, use)} for case in self.cases}
        return document(paths, schemas, openapi=self.openapi)


def _operation(case: Case, use: Use) -> dict[str, Any]:
    content = {"application/json": {"schema": case.root}}
    operation: dict[str, Any] = {"operationId": case.name, "responses": {"204": {"description": "Nothing."}}}
    if use is not Use.RECEIVED:
        operation["requestBody"] = {"required": True, "content": content}
    if use is not Use.SENT:
        operation["responses"] = {"200": {"description": "A value.", "content": content}}
    return operation


@cache
def topic(name: str) -> Topic:
    """Read one topic."""
    data = read_document(FOLDER / f"{name}.yaml").data
    openapi = data.pop(VERSION_KEY, "3.1.0")
    return Topic(name, openapi, [_case(case, held) for case, held in data.items()])


def _case(name: str, data: dict[str, Any]) -> Case:
    known = {"reading", "root", "schemas", "valid", "invalid", "sent", "received"}
    assert not data.keys() - known, f"{name}: {data.keys() - known}"
    schemas = data.get("schemas", {})
    root = data.get("root", next(iter(schemas), None))
    return Case(
        name,
        root if isinstance(root, dict) else {"$ref": f"#/components/schemas/{root}"},
        schemas,
        [Value(each["value"], each.get("is")) for each in data.get("valid", ())],
        data.get("invalid", []),
        [Value(each["value"], each.get("is")) for each in data.get("sent", ())],
        [Value(each["value"], each.get("is")) for each in data.get("received", ())],
    )


def topics() -> list[str]:
    """The names of all topics."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


class Package:
    """The package of one topic, and a server that answers what it is told."""

    def __init__(self, topic: Topic, use: Use, folder: Path) -> None:
        self.module = generate(topic.document(use), folder)
        self.sent: bytes = b""
        self.answer: bytes = b""
        self.use = use
        self.client = self.module.Example(transport=httpx2.MockTransport(self._handle))

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.sent = request.read()
        if self.use is Use.SENT:
            return httpx2.Response(204)
        return httpx2.Response(200, content=self.answer, headers={"content-type": "application/json"})

    def send(self, case: Case, value: Any) -> Any:
        """Send a value; gives what the server got."""
        self.answer = json.dumps([*case.valid, *case.received][0].value).encode()
        getattr(self.client.default, case.method)(value)
        return json.loads(self.sent)

    def validated(self, case: Case, value: Any) -> Any:
        """What a value becomes before it is sent."""
        codec = self._runtime("codec")
        return codec.validate_sent(codec.adapter_for(self._operation(case).body.type), value)

    def receive(self, case: Case, value: Any) -> Any:
        """Have a server answer with a value."""
        self.answer = json.dumps(value).encode()
        method = getattr(self.client.default, case.method)
        return method() if self.use is Use.RECEIVED else method([*case.valid, *case.sent][0].value)

    def dumped(self, case: Case, received: Any) -> Any:
        """What was received, as JSON again."""
        adapter = self._runtime("codec").adapter_for(self._operation(case).responses["200"][0].type)
        return json.loads(adapter.dump_json(received, by_alias=True, exclude_unset=True))

    def refusals(self) -> tuple[type[Exception], ...]:
        """What says that a value was not sent."""
        error: type[Exception] = self.module.InvalidArgumentError
        return (ValidationError, error)

    def _operation(self, case: Case) -> Any:
        return getattr(import_module(f"{self.module.__name__}.resources.default"), f"_{case.method.upper()}")

    def _runtime(self, name: str) -> Any:
        return import_module(f"{self.module.__name__}._runtime.{name}")


def shape_problem(value: Any, shape: Any, where: str = "") -> str:
    """Compare what a value became with what it should be.

    Args:
        value: what it became.
        shape: the name of its class (that of the request form counts too); a list with the shapes of its items; or a
            dict with the shapes of fields, by their names on the wire, and of the object itself under "". None for
            anything.
        where: the place, for the message.

    Returns:
        What is wrong, "" if nothing is.
    """
    if shape is None:
        return ""
    if isinstance(shape, str):
        name = type(value).__name__
        return "" if name in (shape, f"{shape}Request") else f"{where or 'it'} is {name}, not {shape}"
    return next(filter(None, _inner_problems(value, shape, where)), "")


def _inner_problems(value: Any, shape: Any, where: str) -> Iterator[str]:
    if isinstance(shape, list):
        if len(value) != len(shape):
            yield f"{where} has {len(value)} items"
        for index, (item, inner) in enumerate(zip(value, shape, strict=False)):
            yield shape_problem(item, inner, f"{where}[{index}]")
        return
    for label, inner in shape.items():
        yield shape_problem(member(value, label) if label else value, inner, f"{where}.{label}")


def member(value: Any, label: str) -> Any:
    """A member of an object by its name on the wire."""
    if not isinstance(value, BaseModel):
        return value[label]
    # A class that was only built as part of another has not resolved its own annotations.
    type(value).model_rebuild()
    fields = type(value).model_fields
    found = [name for name, info in fields.items() if (info.alias or name) == label]
    return getattr(value, found[0]) if found else (value.__pydantic_extra__ or {})[label]


def equal(first: Any, second: Any) -> bool:
    """Whether two JSON values are the same: 1 and 1.0 are, 1 and true are not."""
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(equal(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(equal, first, second))
    return bool(first == second)
