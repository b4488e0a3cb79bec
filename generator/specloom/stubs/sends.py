"""The tests of what an operation sends."""

import ast
import base64
from dataclasses import replace
from urllib.parse import quote

from specloom import names
from specloom.encode import Code, bytes_literal, literal
from specloom.examples import wire
from specloom.examples.calls import Call, example_bodies, example_call
from specloom.examples.layout import Group, lay_out
from specloom.normalise.media_types import JSON, is_json, is_lines
from specloom.operations.forms import FORMS
from specloom.operations.views import BodyView, OperationView
from specloom.schemas import Schema
from specloom.stubs.cases import EXAMPLE_TEXT, about, cases
from specloom.stubs.material import Material
from specloom.stubs.views import NO_BYTES, NOTHING, SendStub

_OF_HTTP_CLIENTS = frozenset({"accept-encoding", "connection", "content-length", "host", "user-agent"})
"""Headers that the tests leave out, since every HTTP client sends them."""

_PARTS = "multipart/form-data"


class Sends:
    """Makes the tests of what is sent.

    Args:
        material: the package.
    """

    def __init__(self, material: Material) -> None:
        self.material = material

    def of(self, operation: OperationView) -> list[SendStub]:
        """Make the tests of one operation.

        One when everything is given, one when nothing is that may be left out, and one for each other content type.
        """
        full = self.send(operation, full=True)
        least = self.send(operation, full=False)
        others = [one for one in (operation.body.others if operation.body else ()) if "*" not in one.content_type]
        others = [one for one in others if self.material.can_send(one)]
        return [
            full,
            *([] if replace(least, name=full.name) == full else [least]),
            *(self.send(operation, full=False, chosen=one) for one in others),
        ]

    def plain_call(self, operation: OperationView) -> Code:
        """Write a call with no more than it needs."""
        return lay_out(self.call(operation, self.plain_body(operation.body), full=False).expression)

    def call(self, operation: OperationView, body: Code | None, *, full: bool) -> Call:
        """Write a call of a test."""
        material = self.material
        writer = material.writer("models.")
        return example_call(operation, material.examples, writer, body, material.envelope, full=full)

    def send(self, operation: OperationView, *, full: bool, chosen: BodyView | None = None) -> SendStub:
        """Make a test of what is sent.

        Args:
            operation: what is called.
            full: whether everything is given.
            chosen: the body in a content type that is not the default.
        """
        body = chosen or (operation.body if full or (operation.body and operation.body.required) else None)
        made = self.body(body, full=full)
        if body is not None and made.forms == "[]":
            # The least that fits a form is often no field at all, which shows nothing.
            made = self.body(body, full=True)
        call = self.call(operation, made.call or None, full=full)
        headers = dict(call.headers)
        accepted = [content.media_type for listed in operation.responses.values() for content in listed]
        headers["accept"] = ", ".join(dict.fromkeys(filter(None, accepted))) or "*/*"
        if body is not None and body.content_type.startswith(_PARTS) and not made.forms:
            body = None  # A form in parts that has none is not sent.
        # A range is nobody's content type.
        if body is not None and "*" not in body.content_type:
            headers["content-type"] = body.content_type
        elif body is not None and is_json(body.content_type):
            headers["content-type"] = JSON
        url = self.signed(operation, self.material.called_at(operation) + call.target, headers)
        headers = {name: value for name, value in headers.items() if name not in _OF_HTTP_CLIENTS}
        name = Code("test_sends" if full else "test_sends_no_more_than_needed")
        expression = call.expression
        if chosen is not None:
            name = Code(f"test_sends_{names.snake(chosen.content_type)}")
            choice = ("content_type=", literal(chosen.content_type))
            expression = Group(expression.opening, [*expression.members, choice], expression.closing)
        return replace(
            made,
            name=name,
            call=lay_out(expression),
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
        nothing = SendStub(NOTHING, NOTHING, NOTHING, NOTHING)
        if body is None:
            return nothing
        if is_json(body.content_type):
            # Where there need not be a body, None is that there is none, unless it is a body of its own.
            has_null = body.required or body.is_null
            given = {name: value for name, value in body.examples.items() if has_null or value is not None}
            written = cases(self.material, body.schema, given if full else {}, "full" if full else "minimal")
            call = Code("build(model, payload)" if full else "payload")
            return replace(nothing, call=call, cases=written, about=about(self.material, body.schema))
        if body.is_items:
            call, items = Code("payload"), is_lines(body.content_type)
            return replace(nothing, call=call, forms=self.items(body), items=items)
        if body.is_value:
            writer = self.material.writer("models.")
            rows = [
                f"({lay_out(writer.write(each.variant.reference, each.value))}, "
                f"{bytes_literal(wire.text(each.value).encode())})"
                for each in example_bodies(body, self.material.examples, full=full)
            ]
            return replace(nothing, call=Code("payload"), forms=Code(f"[{', '.join(rows)}]"))
        essence = body.content_type.partition(";")[0]
        if essence in FORMS:
            write = wire.multipart if essence == _PARTS else wire.url_encoded
            writer = self.material.writer("models.")
            made = [
                (
                    lay_out(writer.write(each.variant.reference, each.value)),
                    write(each.value, self.encoding(body, each.variant.schema)),
                )
                for each in example_bodies(body, self.material.examples, full=full)
            ]
            rows = [f"({payload}, {literal(sent)})" for payload, sent in made if sent]
            if full and made and not rows:
                # Without a field, a form in parts is nothing at all.
                return replace(nothing, call=made[0][0], body=NO_BYTES if essence == _PARTS else Code("[]"))
            return replace(nothing, call=Code("payload"), forms=Code(f"[{', '.join(rows)}]"))
        return replace(nothing, call=Code(f'b"{EXAMPLE_TEXT}"'), body=Code(f'b"{EXAMPLE_TEXT}"'))

    def encoding(self, body: BodyView, schema: Schema) -> wire.Encodings:
        """How the members of a form are encoded; files are sent as they are, whatever they are of."""
        members = self.material.examples.resolved(schema).get("properties", {})
        is_file = {name for name, member in members.items() if self.material.examples.holds_file(member)}
        return {name: said for name, said in body.encoding.items() if name not in is_file}

    def items(self, body: BodyView) -> Code:
        """A list of items, one for each alternative, and what it looks like on the wire."""
        item = body.schema["items"]
        values = [self.material.examples.full(each.schema) for each in self.material.examples.variants(item)]
        sent = wire.as_items(body.content_type, values)
        written = lay_out(self.material.writer("models.").write(body.schema, sent))
        if is_lines(body.content_type):
            return Code(f"[({written}, {literal(sent)})]")
        return Code(f"[({written}, {bytes_literal(wire.items(body.content_type, sent))})]")

    def plain_body(self, body: BodyView | None) -> Code | None:
        """A body for calls whose answer is what counts."""
        if body is None or not body.required:
            return None
        if body.is_items:
            return Code("[]")
        if not body.is_structured:
            return Code(f'b"{EXAMPLE_TEXT}"')
        variant = self.material.examples.variants(body.schema)[0]
        if variant.name in self.material.classes and not self.material.examples.holds_file(body.schema):
            return self.material.variant_payload(variant)
        value = self.material.examples.minimal(body.schema)
        return lay_out(self.material.writer("models.").write(body.schema, value))


def _with_api_key(name: str, place: str, value: str, url: str, headers: dict[str, str]) -> str:
    pair = f"{quote(name, safe='')}={quote(value, safe='')}"
    if place == "header":
        headers[name.lower()] = value
    elif place == "cookie":
        headers["cookie"] = f"{headers['cookie']}; {pair}" if "cookie" in headers else pair
    else:
        return f"{url}{'&' if '?' in url else '?'}{pair}"
    return url
