"""The tests of operations: what each sends, and what becomes of each documented answer."""

import ast
import base64
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from specloom import names
from specloom.config import CursorRule, PageNumberRule
from specloom.encode import Code, literal
from specloom.error_codes import raised
from specloom.examples import wire
from specloom.examples.calls import Call, example_bodies, example_call, value_at
from specloom.examples.fits import fits
from specloom.examples.layout import lay_out
from specloom.normalise.media_types import is_json
from specloom.operations.views import BodyView, ContentView, Kind, OperationView
from specloom.schemas import Schema, ref_name
from specloom.stubs.material import Material, python_type

_NONE = Code("")
_NO_BYTES = Code('b""')
_TEXT = "example"
"""What is sent and received where a schema has nothing to say."""


@dataclass(frozen=True, slots=True)
class SendStub:
    """A test of what is sent.

    Attributes:
        name: of the test.
        call: in Python; the body is `build(model, payload)` where there are cases, `payload` where there are forms.
        url, headers: expected, as literals.
        about: the name of the body's type, for names.
        cases: models and payloads to send as JSON, as the parameters of a test; or "".
        forms: payloads and what they look like on the wire, likewise.
        body: what is sent where there are neither, as a literal.
    """

    name: Code
    call: Code
    url: Code
    headers: Code
    about: Code = _NONE
    cases: Code = _NONE
    forms: Code = _NONE
    body: Code = _NO_BYTES


@dataclass(frozen=True, slots=True)
class AnswerStub:
    """A test of one documented success.

    Attributes:
        name: of the test.
        kind: json, page, stream, nothing, or plain for text and bytes.
        given: what the server answers, as arguments; `payload` stands for a case.
        about: the name of its type, for names.
        cases: models and payloads, or "".
        content: what is expected where there are none.
        items: how the items are reached in the payload of a page: `["results"]`.
    """

    name: Code
    kind: str
    given: Code
    about: Code = _NONE
    cases: Code = _NONE
    content: Code = _NONE
    items: Code = _NONE


@dataclass(frozen=True, slots=True)
class ErrorStub:
    """One documented error.

    Attributes:
        status: that the server answers with.
        exception: the class of what is raised.
        row: the parameters of the test.
    """

    status: int
    exception: Code
    row: Code


@dataclass(frozen=True, slots=True)
class OperationStub:
    """The tests of one operation.

    Attributes:
        class_name: of the class that holds them.
        title: method and path, as the document has them.
        method: of the request.
        call: with no more than it needs, for tests of answers.
        answer: a success, as arguments, for tests of what is sent.
        sends: the tests of what is sent: when everything is given, and when nothing is that may be left out.
        answers: the documented successes.
        errors: the documented errors.
    """

    class_name: Code
    title: str
    method: str
    call: Code
    answer: Code
    sends: Sequence[SendStub]
    answers: Sequence[AnswerStub]
    errors: Sequence[ErrorStub]


class OperationStubs:
    """Makes the tests of operations.

    Args:
        material: the package.
        exceptions: names of the exception classes, by status.
    """

    def __init__(self, material: Material, exceptions: Mapping[int, str]) -> None:
        self.material = material
        self.exceptions = exceptions

    def stub(self, operation: OperationView, class_name: Code) -> OperationStub:
        """Make the tests of one operation."""
        full = self.send(operation, full=True)
        least = self.send(operation, full=False)
        plain = self.call(operation, self.plain_body(operation.body), full=False)
        return OperationStub(
            class_name=class_name,
            title=f"{operation.method} {operation.path}",
            method=operation.method,
            call=lay_out(plain.expression),
            answer=self.some_answer(operation),
            sends=[full] if replace(least, name=full.name) == full else [full, least],
            answers=self.answers(operation),
            errors=self.errors(operation),
        )

    def call(self, operation: OperationView, body: Code | None, *, full: bool) -> Call:
        """Write a call of a test."""
        material = self.material
        writer = material.writer("models.")
        return example_call(operation, material.examples, writer, body, material.envelope, full=full)

    def send(self, operation: OperationView, *, full: bool) -> SendStub:
        """Make a test of what is sent."""
        body = operation.body if full or (operation.body and operation.body.required) else None
        made = self.body(body, full=full)
        if body is not None and made.forms == "[]":
            # The least that fits a form is often no field at all, which shows nothing.
            made = self.body(body, full=True)
        call = self.call(operation, made.call or None, full=full)
        headers = dict(call.headers)
        accepted = [content.media_type for listed in operation.responses.values() for content in listed]
        headers["accept"] = ", ".join(dict.fromkeys(filter(None, accepted))) or "*/*"
        if body is not None and "*" not in body.content_type:  # A range is nobody's content type.
            headers["content-type"] = body.content_type
        url = self.signed(operation, self.material.base_url + call.target, headers)
        name = Code("test_sends" if full else "test_sends_no_more_than_needed")
        return replace(
            made,
            name=name,
            call=lay_out(call.expression),
            url=literal(url),
            headers=literal(dict(sorted(headers.items()))),
        )

    def signed(self, operation: OperationView, url: str, headers: dict[str, str]) -> str:
        """Add the credentials of the tests to the headers of a call.

        Returns:
            Its URL, with credentials that stand there.
        """
        values = self.material.credentials()
        for scheme in self.material.signs_with(operation) or ():
            option = self.material.chosen_option(scheme)
            given = [values[setting.name] for setting in option.settings]
            match scheme.kind:
                case "bearer" | "oauth2":
                    headers["authorization"] = f"Bearer {given[0]}"
                case "basic":
                    headers["authorization"] = "Basic " + base64.b64encode(":".join(given).encode()).decode()
                case "apiKey":
                    name, place = map(ast.literal_eval, option.arguments)
                    url = _with_api_key(name, place, given[0], url, headers)
        return url

    def body(self, body: BodyView | None, *, full: bool) -> SendStub:
        """What is sent as a body: how a call names it, and what is expected."""
        nothing = SendStub(_NONE, _NONE, _NONE, _NONE)
        if body is None:
            return nothing
        if is_json(body.content_type):
            written = self.cases(body.schema, body.examples if full else {}, "full" if full else "minimal")
            call = Code("build(model, payload)" if full else "payload")
            return replace(nothing, call=call, cases=written, about=self.about(body.schema))
        essence = body.content_type.partition(";")[0]
        if essence in ("application/x-www-form-urlencoded", "multipart/form-data"):
            write = wire.multipart if essence == "multipart/form-data" else wire.url_encoded
            sent = [value for _, value in example_bodies(body, self.material.examples, full=full) if write(value)]
            writer = self.material.writer("models.")
            rows = [f"({lay_out(writer.write(body.schema, value))}, {literal(write(value))})" for value in sent]
            return replace(nothing, call=Code("payload"), forms=Code(f"[{', '.join(rows)}]"))
        return replace(nothing, call=Code(f'b"{_TEXT}"'), body=Code(f'b"{_TEXT}"'))

    def plain_body(self, body: BodyView | None) -> Code | None:
        """A body for calls whose answer is what counts."""
        if body is None or not body.required:
            return None
        if not (is_json(body.content_type) or "form" in body.content_type):
            return Code(f'b"{_TEXT}"')
        variant = self.material.examples.variants(body.schema)[0]
        if self.material.examples.holds_file(body.schema):
            value = self.material.examples.minimal(body.schema)
            return lay_out(self.material.writer("models.").write(body.schema, value))
        if variant.name in self.material.classes:
            return self.material.payload(variant.name)
        return literal(self.material.examples.minimal(body.schema))

    def cases(self, schema: Schema, given: Mapping[str, Any], label: str, *, received: bool = False) -> Code:
        """Models and payloads for a schema, as the parameters of a test: each alternative, and what the document has.

        Args:
            schema: of the normal form.
            given: examples of the document, by name.
            label: which example of a class is used.
            received: whether the model is what is expected of an answer; then it is `object` where that is anyone's
                guess.
        """
        material = self.material
        rows = []
        variants = material.examples.variants(schema)
        for variant in variants:
            if variant.name in material.classes:
                payload = material.payload(variant.name, label)
                rows.append((_model(material, variant.name), payload, material.classes[variant.name].name))
                continue
            value = getattr(material.examples, label)(variant.schema)
            rows.append((python_type(value), literal(value), str(python_type(value))))
        for name, value in given.items():
            if fits(schema, value, material.examples.schemas):
                variant = next(v for v in variants if fits(v.schema, value, material.examples.schemas))
                model = _model(material, variant.name) if variant.name in material.classes else python_type(value)
                rows.append((model, literal(value), name))
        if received and not material.examples.is_told_apart(schema):
            rows = [(Code("object"), payload, identifier) for _, payload, identifier in rows]
        ids = _distinct([identifier for _, _, identifier in rows])
        written = [
            f"pytest.param({model}, {payload}, id={literal(identifier)})"
            for (model, payload, _), identifier in zip(rows, ids, strict=True)
        ]
        return Code(f"[{', '.join(written)}]")

    def answers(self, operation: OperationView) -> list[AnswerStub]:
        """The tests of documented successes."""
        contents = [
            (status, content)
            for status, listed in operation.responses.items()
            for content in listed
            if status[0] in "2d"
        ]
        ids = _distinct([f"test_answers_{_status(status, {}) or 200}" for status, _ in contents])
        return [
            self.answer(operation, Code(identifier), status, content)
            for identifier, (status, content) in zip(ids, contents, strict=True)
        ]

    def answer(self, operation: OperationView, name: Code, status: str, content: ContentView) -> AnswerStub:
        """The test of one documented success."""
        code, media_type = _status(status, {}) or 200, literal(content.media_type)
        if content.kind == "Json" and operation.method != "HEAD":
            schema = content.schema or {}
            given = {} if content.example is None else {"example": content.example}
            rule = None if operation.page_rule is None else self.material.config.pagination[operation.page_rule]
            return AnswerStub(
                name,
                "json" if rule is None else "page",
                Code(f"{code}, {media_type}, payload"),
                about=self.about(schema),
                cases=self.cases(schema, given, "full", received=True),
                items=Code("".join(f"[{literal(label)}]" for label in rule.items.split("."))) if rule else Code(""),
            )
        if content.kind == "Empty" or operation.method == "HEAD":
            kind = "stream" if operation.kind is Kind.STREAM else "nothing"
            return AnswerStub(name, kind, Code(str(code)), content=Code('b""'))
        text = literal(_TEXT) if content.kind == "Text" else Code(f'b"{_TEXT}"')
        kind = "stream" if operation.kind is Kind.STREAM else "plain"
        return AnswerStub(name, kind, Code(f"{code}, {_concrete(content.media_type)}, {text}"), content=text)

    def some_answer(self, operation: OperationView, module: str = "examples.") -> Code:
        """A success: status, media type and content.

        Args:
            operation: what answers.
            module: how the examples of models are reached.
        """
        material = self.material
        for status, listed in operation.responses.items():
            code, content = _status(status, {}) or 200, listed[0]
            if content.kind == "Json" and operation.method != "HEAD":
                variant = material.examples.variants(content.schema or {})[0]
                full = material.examples.full(variant.schema)
                last = self.last_page(operation, variant.schema, full)
                payload = (
                    material.payload(variant.name, module=module)
                    if variant.name in material.classes and last == full
                    else literal(last)
                )
                return Code(f"{code}, {literal(content.media_type)}, {payload}")
            if content.kind in ("Text", "Binary") and operation.method != "HEAD":
                text = literal(_TEXT) if content.kind == "Text" else Code(f'b"{_TEXT}"')
                return Code(f"{code}, {_concrete(content.media_type)}, {text}")
            return Code(f'{code}, "", None')
        return Code('200, "", None')

    def last_page(self, operation: OperationView, schema: Schema, body: Any) -> Any:
        """A body that no page follows: a server that always answers alike would have pages without end."""
        rule = None if operation.page_rule is None else self.material.config.pagination[operation.page_rule]
        if rule is None or (isinstance(rule, PageNumberRule) and value_at(body, rule.total) is not None):
            return body
        *above, label = (rule.next if isinstance(rule, CursorRule) else rule.items).split(".")
        ends: tuple[dict[str, Any], ...] = ({}, {label: None}, {label: ""}, {label: []})
        for end in ends:
            last = deepcopy(body)
            holder = last
            for key in above:
                holder = holder.get(key, {}) if isinstance(holder, dict) else {}
            if not isinstance(holder, dict) or label not in holder:
                return body
            del holder[label]
            holder.update(end)
            if fits(schema, last, self.material.examples.schemas):
                return last
        return body

    def about(self, schema: Schema) -> Code:
        """A name for what a schema describes, to be part of a constant's."""
        name = ref_name(schema)
        return Code(names.snake(self.material.names.models[name] if name else "values").upper())

    def errors(self, operation: OperationView) -> list[ErrorStub]:
        """The documented errors."""
        documented = {*operation.errors, *operation.responses}
        listed = [
            (_status(status, documented), content) for status, held in operation.errors.items() for content in held
        ]
        possible = [(status, content) for status, content in listed if status is not None]
        ids = _distinct([str(status) for status, _ in possible])
        return [self.error(*each, identifier) for each, identifier in zip(possible, ids, strict=True)]

    def error(self, status: int, content: ContentView, identifier: str) -> ErrorStub:
        """One documented error."""
        material = self.material
        value, model, written, media_type = None, Code("object"), Code("None"), ""
        if content.kind == "Json":
            media_type = content.media_type
            schema = content.schema or {}
            variant = material.examples.variants(schema)[0]
            if variant.name in material.classes and len(material.examples.variants(schema)) == 1:
                model = _model(material, variant.name)
            if content.example is not None and fits(schema, content.example, material.examples.schemas):
                value = content.example
                written = literal(value)
            else:
                value = material.examples.full(variant.schema)
                written = material.payload(variant.name) if variant.name in material.classes else literal(value)
        fields = material.config.errors
        told = tuple(_told(value, path) for path in (fields.code, fields.reason, fields.detail))
        exception = raised(material.error_codes, status, told[0], self.exceptions)
        arguments = [
            str(status),
            exception,
            literal(media_type),
            model,
            written,
            literal(told),
            f"id={literal(identifier)}",
        ]
        return ErrorStub(status, exception, Code(f"pytest.param({', '.join(arguments)})"))


def _model(material: Material, component: str) -> Code:
    return Code(f"models.{material.classes[component].name}")


def _told(value: Any, path: str | None) -> str | None:
    found = value_at(value, path)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None


def _status(status: str, documented: set[str] | dict[str, Any]) -> int | None:
    """A status that a server can answer with, for one that a document may write as a range or a default."""
    if status.isdecimal():
        return int(status) if int(status) >= 200 else None
    if re.fullmatch(r"[2-5](?:XX|xx)", status):
        return next(code for code in range(int(status[0]) * 100, 600) if str(code) not in documented)
    return next((code for code in (500, 503, 400, 418) if str(code) not in documented), None) if documented else None


def _with_api_key(name: str, place: str, value: str, url: str, headers: dict[str, str]) -> str:
    pair = f"{quote(name, safe='')}={quote(value, safe='')}"
    if place == "header":
        headers[name.lower()] = value
    elif place == "cookie":
        headers["cookie"] = f"{headers['cookie']}; {pair}" if "cookie" in headers else pair
    else:
        return f"{url}{'&' if '?' in url else '?'}{pair}"
    return url


def _concrete(media_type: str) -> Code:
    """A media type that a server can answer with, for one that may be a range."""
    return literal(
        "text/plain"
        if media_type == "text/*"
        else media_type.replace("*/*", "application/octet-stream").replace("/*", "/example")
    )


def _distinct(wanted: list[str]) -> list[str]:
    """The same texts, with a number behind those that were there before."""
    used: set[str] = set()
    result = []
    for text in wanted:
        name = names.unused(text, used)
        used.add(name)
        result.append(name)
    return result
