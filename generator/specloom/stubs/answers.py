"""The tests of what becomes of each documented answer."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from specloom.encode import Code, bytes_literal, literal
from specloom.error_codes import raised
from specloom.examples import wire
from specloom.examples.fits import fits
from specloom.operations.pages import last_page_at, pages_at, total_at
from specloom.operations.views import ContentView, Kind, OperationView
from specloom.schemas import Schema, ref_name
from specloom.stubs.cases import EXAMPLE_TEXT, about, cases, distinct, model_of
from specloom.stubs.material import Material
from specloom.stubs.views import AnswerStub, ErrorStub


class Answers:
    """Makes the tests of answers.

    Args:
        material: the package.
        exceptions: names of the exception classes, by status.
    """

    def __init__(self, material: Material, exceptions: Mapping[int, str]) -> None:
        self.material = material
        self.exceptions = exceptions
        self._errors: dict[tuple[int, str, str, str], ErrorStub] = {}
        """Those that the document gives no example of, which are alike in most operations."""

    def successes(self, operation: OperationView) -> list[AnswerStub]:
        """The tests of documented successes."""
        contents = [
            (status, content)
            for status, listed in operation.responses.items()
            for content in listed
            if status[0] in "2d" and self.material.can_answer(content)
        ]
        ids = distinct([f"test_answers_{_success(status, operation)}" for status, _ in contents])
        return [
            self.success(operation, Code(identifier), status, content)
            for identifier, (status, content) in zip(ids, contents, strict=True)
        ]

    def success(self, operation: OperationView, name: Code, status: str, content: ContentView) -> AnswerStub:
        """The test of one documented success."""
        code, media_type = _success(status, operation), literal(content.media_type)
        if content.kind == "Json" and operation.method != "HEAD":
            schema = content.schema or {}
            given = {} if content.example is None else {"example": content.example}
            rule = None if operation.page_rule is None else self.material.config.pagination[operation.page_rule]
            return AnswerStub(
                name,
                "json" if rule is None else "page",
                Code(f"{code}, {media_type}, payload"),
                about=about(self.material, schema),
                cases=cases(self.material, schema, given, "full", received=True),
                items=self.items_of_page(schema, rule.items.split(".") if rule and rule.items else []),
            )
        if content.kind == "Empty" or operation.method == "HEAD":
            without = "nothing" if operation.page_rule is None else "no page"
            kind = "stream" if operation.kind is Kind.STREAM else without
            return AnswerStub(name, kind, Code(str(code)), content=Code('b""'))
        if content.kind == "Items":
            values, written = self.items(content)
            kind = "list" if operation.kind is Kind.CALL else "items"
            return AnswerStub(name, kind, Code(f"{code}, {media_type}, {written}"), content=literal(values))
        if content.is_value:
            value, text = self.text_value(content)
            return AnswerStub(name, "list", Code(f"{code}, {literal(content.media_type)}, {text}"), content=value)
        text = _text(content)
        kind = "stream" if operation.kind is Kind.STREAM else "plain"
        return AnswerStub(name, kind, Code(f"{code}, {_concrete(content)}, {text}"), content=text)

    def items_of_page(self, schema: Schema, labels: list[str]) -> Code:
        """The items of a page as they stand in its body, which another answer of the operation may be without."""
        variants = [self.material.examples.full(each.schema) for each in self.material.examples.variants(schema)]
        held = [_has_items(each, labels) for each in variants]
        if all(held):
            return Code("payload" + "".join(f"[{literal(label)}]" for label in labels))
        if not any(held):
            return Code("[]")
        if not labels:
            return Code("(payload if isinstance(payload, list) else [])")
        *outer, last = labels
        inner = "".join(f".get({literal(label)}, {{}})" for label in outer)
        return Code(f"payload{inner}.get({literal(last)}, [])")

    def some_answer(self, operation: OperationView, module: str = "examples.") -> Code:
        """A success: status, media type and content.

        Args:
            operation: what answers.
            module: how the examples of models are reached.
        """
        material = self.material
        for status, listed in operation.responses.items():
            code, content = _success(status, operation), next(filter(material.can_answer, listed), None)
            if content is None:
                continue
            if content.kind == "Json" and operation.method != "HEAD":
                variant = material.examples.variants(content.schema or {})[0]
                full = material.examples.full(variant.schema)
                last = self.last_page(operation, variant.schema, full)
                payload = (
                    material.payload(variant.name, module=module)
                    if variant.name in material.classes and last == full == material.examples.full(variant.reference)
                    else literal(last)
                )
                return Code(f"{code}, {literal(content.media_type)}, {payload}")
            if content.kind == "Items" and operation.method != "HEAD":
                return Code(f"{code}, {literal(content.media_type)}, {self.items(content)[1]}")
            if content.is_value and operation.method != "HEAD":
                return Code(f"{code}, {literal(content.media_type)}, {self.text_value(content)[1]}")
            if content.kind in ("Text", "Binary") and operation.method != "HEAD":
                return Code(f"{code}, {_concrete(content)}, {_text(content)}")
            return Code(f'{code}, "", None')
        return Code('200, "", None')

    def streamed(self, operation: OperationView) -> Code:
        """The success of an operation that is asked for one item after another: status, media type and content."""
        status, content = next(
            (status, content)
            for status, listed in operation.responses.items()
            for content in listed
            if content.kind == "Items"
        )
        return Code(f"{_success(status, operation)}, {literal(content.media_type)}, {self.items(content)[1]}")

    def items(self, content: ContentView) -> tuple[list[Any], Code]:
        """Examples of items, one for each alternative, and what they look like one after another."""
        examples = self.material.examples
        values = [examples.full(variant.schema) for variant in examples.variants(content.schema or {})]
        sent = wire.as_items(content.media_type, values, content.data)
        return sent, bytes_literal(wire.items(content.media_type, sent, content.data))

    def text_value(self, content: ContentView) -> tuple[Code, Code]:
        """An example of a value that comes as text, and the text."""
        examples, schema = self.material.examples, content.schema or {}
        is_fit = content.example is not None and fits(schema, content.example, examples.schemas)
        value = content.example if is_fit else examples.full(examples.variants(schema)[0].schema)
        return literal(value), literal(wire.text(value))

    def last_page(self, operation: OperationView, schema: Schema, body: Any) -> Any:
        """A body that no page follows: a server that always answers alike would have pages without end."""
        rule = None if operation.page_rule is None else self.material.config.pagination[operation.page_rule]
        if rule is None:
            return body
        goes_on = bool(rule.more) and _value_at(body, rule.more) is True
        if not goes_on and any(_value_at(body, path) is not None for path in (total_at(rule), pages_at(rule))):
            return body
        if (path := rule.more or last_page_at(rule)) is None:
            return [] if fits(schema, [], self.material.examples.schemas) else body
        keys = path.split(".")
        ends: list[tuple[Sequence[str], tuple[Any, ...]]] = [(keys, (False,) if rule.more else (_GONE, None, "", []))]
        # Nothing may lead to it at all, as `_links` has no `next` then.
        ends += [(keys[:depth], (_GONE, None)) for depth in range(len(keys) - 1, 0, -1) if not rule.more]
        for at, values in ends:
            for value in values:
                last = _with_end(body, at, value)
                if last is not None and fits(schema, last, self.material.examples.schemas):
                    return last
        return body

    def errors(self, operation: OperationView) -> list[ErrorStub]:
        """The documented errors."""
        listed = [
            (_status(status, operation), content)
            for status, held in operation.errors.items()
            for content in held
            if self.material.can_answer(content)
        ]
        possible = [(status, content) for status, content in listed if status is not None]
        ids = distinct([str(status) for status, _ in possible])
        return [self.error(*each, identifier) for each, identifier in zip(possible, ids, strict=True)]

    def error(self, status: int, content: ContentView, identifier: str) -> ErrorStub:
        """One documented error."""
        name = ref_name(content.schema)
        if name is None or content.example is not None:
            return self._error(status, content, identifier)
        key = (status, content.media_type, name, identifier)
        if key not in self._errors:
            self._errors[key] = self._error(status, content, identifier)
        return self._errors[key]

    def _error(self, status: int, content: ContentView, identifier: str) -> ErrorStub:
        material = self.material
        value, model, written, media_type = None, Code("object"), Code("None"), ""
        if content.kind == "Json":
            media_type = content.media_type
            schema = content.schema or {}
            variant = material.examples.variants(schema)[0]
            if variant.name in material.classes and len(material.examples.variants(schema)) == 1:
                model = model_of(material, variant.name)
            if content.example is not None and fits(schema, content.example, material.examples.schemas):
                value = content.example
                written = literal(value)
            else:
                value = material.examples.full(variant.schema)
                written = material.variant_payload(variant)
        fields = material.config.errors
        told = tuple(_told(value, paths) for paths in (fields.code, fields.reason, fields.detail))
        exception = raised(material.error_codes, status, told[0], self.exceptions)
        arguments = [
            str(status),
            exception,
            literal(media_type),
            model,
            written,
            literal(told),
        ]
        row = f"pytest.param(Failure({', '.join(arguments)}), id={literal(identifier)})"
        return ErrorStub(status, exception, Code(row))


_GONE = object()
"""Stands for a property that is not there."""


def _with_end(body: Any, path: Sequence[str], value: Any) -> Any:
    """A body with another value at a path of properties; None where it has no such property."""
    last = deepcopy(body)
    *above, label = path
    holder = last
    for key in above:
        holder = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or label not in holder:
        return None
    del holder[label]
    if value is not _GONE:
        holder[label] = value
    return last


def _value_at(payload: Any, path: str | None) -> Any:
    """What stands at a dotted path of names and positions in plain data; None without one."""
    for label in path.split(".") if path else ():
        if isinstance(payload, list):
            payload = payload[int(label)] if label.isdecimal() and int(label) < len(payload) else None
        else:
            payload = payload.get(label) if isinstance(payload, dict) else None
    return payload if path else None


def _told(value: Any, paths: Sequence[str]) -> str | None:
    texts = (found for path in paths if isinstance(found := _value_at(value, path), str | int))
    return next((str(text) for text in texts if not isinstance(text, bool)), None)


def _has_items(body: Any, labels: list[str]) -> bool:
    for label in labels:
        if not isinstance(body, dict) or label not in body:
            return False
        body = body[label]
    return isinstance(body, list)


def _success(status: str, operation: OperationView) -> int:
    """The status of a success that a server can answer with."""
    return 200 if status == "default" else _status(status, operation) or 200


def _status(status: str, operation: OperationView) -> int | None:
    """A status that a server can answer with, for one that a document may write as a range or a default."""
    if status.isdecimal():
        return int(status) if int(status) >= 200 else None
    documented = {text.upper() for text in (*operation.errors, *operation.responses)}
    if re.fullmatch(r"[2-5](?:XX|xx)", status):
        first = int(status[0]) * 100
        return next(code for code in range(first, 600) if str(code) not in documented | _WITHOUT_CONTENT)
    free = (code for code in (500, 503, 400, 418) if not {str(code), f"{code // 100}XX"} & documented)
    return next(free, None)


_WITHOUT_CONTENT = {"204", "205", "304"}
"""What HTTP itself says the meaning of (RFC 9110, 15)."""


def _text(content: ContentView) -> Code:
    """An answer that is no JSON: a text, or bytes."""
    return literal(EXAMPLE_TEXT) if content.kind == "Text" else Code(f'b"{EXAMPLE_TEXT}"')


def _concrete(content: ContentView) -> Code:
    """A media type that a server can answer with, for one that may be a range."""
    if content.kind == "Text" and "*" in content.media_type:
        return literal("text/plain")
    return literal(content.media_type.replace("*/*", "application/octet-stream").replace("/*", "/example"))
