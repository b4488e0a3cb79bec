"""Example calls: a method with arguments, in Python, and what it has to look like on the wire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from specloom.examples import wire
from specloom.examples.fits import fits
from specloom.examples.layout import Expression, Group
from specloom.examples.python import Writer
from specloom.examples.values import Examples, Variant
from specloom.examples.wire import Given
from specloom.operations.views import BodyView, OperationView, ParameterView
from specloom.schemas import Schema, listed_values, without_notes


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a method.

    Attributes:
        expression: of the call itself; whoever uses an async client awaits it.
        target: path and query on the wire.
        headers: that parameters become, by their names in small letters.
        arguments: how many arguments it has beyond those that stand in the path, and the body.
    """

    expression: Group
    target: str
    headers: Mapping[str, str]
    arguments: int


def example_call(
    operation: OperationView,
    examples: Examples,
    writer: Writer,
    body: Expression | None,
    envelope: str,
    *,
    full: bool,
) -> Call:
    """Write a call.

    Args:
        operation: what is called.
        examples: where values come from.
        writer: how values become Python.
        body: what is sent, if anything.
        envelope: name of the parameter that has answers wrapped, which an example never asks for; or "".
        full: whether every parameter is given, or only what has to be.
    """
    positional = [("", _written(_given(each, examples), writer)) for each in operation.path_parameters]
    if body is not None:
        positional.append(("", body))
    chosen = [each for each in operation.other_parameters if each.required or (full and has_example(each, examples))]
    given = {
        each.argument: Given(each, False) if envelope and each.name == envelope else _given(each, examples)
        for each in [*operation.path_parameters, *chosen]
    }
    named: list[tuple[str, Expression]] = [
        (f"{each.argument}=", _written(given[each.argument], writer)) for each in chosen
    ]
    # On the wire parameters stand in the order of the document.
    sent = [given[each.argument] for each in operation.parameters if each.argument in given]
    query = wire.query(sent)
    return Call(
        Group(f"client.{operation.called}(", [*positional, *named], ")"),
        wire.target(wire.path(operation.sent_path, sent), query),
        wire.headers(sent),
        len(named),
    )


@dataclass(frozen=True, slots=True)
class BodyExample:
    """A value for a body, and which of the things that it may be that is."""

    variant: Variant
    value: Any


def example_bodies(body: BodyView, examples: Examples, *, full: bool) -> list[BodyExample]:
    """Values for a body: one for each alternative, what the document gives first.

    Where the document has examples that fit, they stand for the alternatives that they are of.
    """
    given = [value for value in body.examples.values() if fits(body.schema, value, examples.schemas)]
    found = []
    for variant in examples.variants(body.schema):
        own = next((value for value in given if full and fits(variant.schema, value, examples.schemas)), None)
        made = examples.full(variant.schema) if full else examples.minimal(variant.schema)
        value = made if own is None else _ordered(own, examples.resolved(variant.schema))
        found.append(BodyExample(variant, value))
    return found


def _ordered(value: Any, schema: Schema) -> Any:
    """An object with its fields in the order of its schema, as a model writes them."""
    if not isinstance(value, dict):
        return value
    listed = [label for label in schema.get("properties", {}) if label in value]
    return {label: value[label] for label in dict.fromkeys([*listed, *value])}


def has_example(parameter: ParameterView, examples: Examples) -> bool:
    """Whether a value for a parameter is known."""
    possible = _given(parameter, examples)
    # Where a parameter may be left out, that is what None means.
    if possible.value is None or not wire.can_be_sent(possible):
        return False
    given = parameter.example
    return (given is not None and fits(parameter.schema, given, examples.schemas)) or examples.knows(
        parameter.schema, parameter.name
    )


def _given(parameter: ParameterView, examples: Examples) -> Given:
    """A value for a parameter: the example of the document if it can be sent, else another that can."""
    found = [Given(parameter, value) for value in _values(parameter, examples)]
    return next(filter(wire.can_be_sent, found), found[0])


def _values(parameter: ParameterView, examples: Examples) -> Iterator[Any]:
    if parameter.example is not None and fits(parameter.schema, parameter.example, examples.schemas):
        yield parameter.example
    yield examples.full(parameter.schema, parameter.name)
    bare = without_notes(examples.resolved(parameter.schema))
    yield from listed_values(bare)
    yield examples.full(bare, parameter.name)


def _written(given: Given, writer: Writer) -> Expression:
    return writer.write(given.parameter.schema, given.value)
