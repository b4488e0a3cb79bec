"""Programs in Python that show a call: in the pages of a package, and in its document as `x-codeSamples`."""

import builtins
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from specloom import grammar, names
from specloom.encode import Code, literal
from specloom.examples.calls import BodyExample, example_bodies, example_call
from specloom.examples.fits import fits
from specloom.examples.layout import Expression, Group, lay_out
from specloom.examples.python import Writer
from specloom.grammar import MORE_METHODS
from specloom.normalise.discriminators import read_discriminator
from specloom.operations.views import Kind, OperationView
from specloom.schemas import Document
from specloom.stubs.material import Material

EXTENSION = "x-codeSamples"
"""Where the samples of an operation stand: a list of objects with `label`, `lang` and `source`."""

_WIDTH = 88


@dataclass(slots=True)
class Program:
    """A program in the making: what it imports, and its lines.

    Attributes:
        material: the package.
        writer: how values become Python in it.
        imported: from the package.
        modules: of the standard library.
    """

    material: Material
    writer: Writer
    imported: set[str]
    modules: set[str]

    @classmethod
    def of(cls, material: Material, *imported: str) -> "Program":
        """Begin a program.

        Args:
            material: the package.
            *imported: what it imports from the package besides models.
        """
        return cls(material, material.writer(), set(imported), set())

    def source(self, *lines: str) -> Code:
        """Put a program together.

        Args:
            *lines: pieces of its body, each of one line or more.
        """
        imported = sorted({*self.imported, *self.writer.models}, key=_as_sorted_imports)
        package = self.material.config.import_name
        flat = f"from {package} import {', '.join(imported)}"
        if len(flat) > _WIDTH:
            flat = f"from {package} import (\n" + "".join(f"    {name},\n" for name in imported) + ")"
        modules = sorted({*self.modules, *self.writer.modules})
        first = "".join(f"import {module}\n" for module in modules) + ("\n" if modules else "")
        return Code(f"{first}{flat}\n\n" + "\n".join(lines) + "\n")

    def client(self, *, awaits: bool = False) -> str:
        """Construct a client whose credentials come from the environment."""
        name = f"Async{self.material.config.client}" if awaits else self.material.config.client
        self.imported.add(name)
        return f"{name}()" if self.material.server else f"{name}(base_url={literal(self.material.base_url)})"

    def call(
        self, operation: OperationView, body: Expression | None = None, more: Sequence[tuple[str, Expression]] = ()
    ) -> Group:
        """Write a call with what it needs, and a body if it takes one.

        Args:
            operation: what is called.
            body: what is sent; by default an example.
            more: further arguments.
        """
        if body is None:
            body = self.body(operation)
        call = example_call(operation, self.material.examples, self.writer, body, self.material.envelope, full=False)
        return Group(call.expression.opening, [*call.expression.members, *more], call.expression.closing)

    def body(self, operation: OperationView, variant: int = 0) -> Expression | None:
        """Write an example of the body of an operation."""
        if operation.body is None:
            return None
        if not operation.body.is_structured:
            return Code('b"example"')
        body = shown_bodies(self.material, operation)[variant]
        return self.writer.write(body.variant.reference, body.value)


def shown_bodies(material: Material, operation: OperationView) -> Sequence[BodyExample]:
    """Examples of the body of an operation: one for each alternative; [] where it takes no data."""
    if operation.body is None or not operation.body.is_structured:
        return []
    if operation.operation_id not in material.bodies:
        made = example_bodies(operation.body, material.examples, full=True)
        if operation.asks_for_items:
            made = [_undecided(each, material) for each in made]
        material.bodies[operation.operation_id] = made
    return material.bodies[operation.operation_id]


def _undecided(body: BodyExample, material: Material) -> BodyExample:
    """A body without what the argument `stream` of the method decides, if it may do without."""
    rest = (
        {key: value for key, value in body.value.items() if key != "stream"} if isinstance(body.value, dict) else None
    )
    return replace(body, value=rest) if rest and fits(body.variant.schema, rest, material.examples.schemas) else body


def python_sample(material: Material, operation: OperationView, variant: int = 0) -> Code:
    """Write a program that calls an operation and shows what came of it.

    Args:
        material: the package.
        operation: what is called.
        variant: which alternative of the body is sent.
    """
    key = (operation.operation_id, variant)
    if key not in material.samples:
        program = Program.of(material)
        client = program.client()
        call = program.call(operation, program.body(operation, variant))
        material.samples[key] = program.source(f"with {client} as client:", *showing(operation, call, 4))
    return material.samples[key]


def showing(operation: OperationView, call: Group, indent: int, awaits: str = "") -> list[str]:
    """The lines that make a call and show what came of it.

    Args:
        operation: what is called.
        call: the call.
        indent: of the lines.
        awaits: "await " in an async function.
    """
    pad = " " * indent
    if operation.kind in (Kind.PAGE, Kind.ITEMS):
        loop = "async for" if awaits else "for"
        head = f"{loop} {_item_name(operation)} in {awaits}"
        return [
            f"{pad}{head}{lay_out(call, indent, _WIDTH, len(head), 1)}:",
            f"{pad}    print({_item_name(operation)})",
        ]
    if operation.kind is Kind.STREAM:
        if awaits:
            head = "response = await "
            return [
                f"{pad}{head}{lay_out(call, indent, _WIDTH, len(head))}",
                f'{pad}await response.write_to("{operation.name}.out")',
            ]
        return [f'{pad}{lay_out(call, indent, _WIDTH, 0, 30)}.write_to("{operation.name}.out")']
    if operation.returns == "None" or operation.method == "HEAD":
        return [f"{pad}{awaits}{lay_out(call, indent, _WIDTH, len(awaits))}"]
    head = f"{result_name(operation)} = {awaits}"
    return [f"{pad}{head}{lay_out(call, indent, _WIDTH, len(head))}", f"{pad}print({result_name(operation)})"]


def result_name(operation: OperationView) -> str:
    """A name for the result of an operation: what its type is about, if that is one thing."""
    model = operation.returns.rpartition(".")[2]
    words = names.words(model) if model.isidentifier() and operation.returns.startswith("models.") else []
    if [word.lower() for word in words[-2:]] in _OF_WHICH:
        words = words[:-2]
    while len(words) > 1 and words[-1].lower() in _OF_MODELS:
        words = words[:-1]
    wanted = (names.identifier("_".join(words[start:]).lower(), _TAKEN) for start in (-1, 0)) if words else ()
    name = next((name for name in wanted if not name.endswith("_")), "result")
    return name if name.isascii() else "result"


_TAKEN = frozenset({"client", *dir(builtins)})
_OF_WHICH = (["one", "of"], ["any", "of"], ["all", "of"])
"""What some documents add to the name of a choice."""
_OF_MODELS = frozenset(
    {"dto", "entity", "jsonld", "model", "out", "public", "read", "representation", "schema", "view", "vo"}
)
"""What many programs add to the names of their classes, that says nothing about what these hold."""


def _item_name(operation: OperationView) -> str:
    name = result_name(operation)
    return "item" if name == "result" else name


def _as_sorted_imports(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, as formatters sort them."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name


def with_samples(document: Document, material: Material) -> Document:
    """A copy of a document that has samples in Python beside every operation that a client can call.

    There is one for each kind of body that a tag tells apart, else one.
    """
    operations = {
        (operation.path, operation.method): operation
        for resource in material.resources
        for operation in material.callable_operations(resource)
    }

    def sampled(path: str, method: str, given: dict[str, Any]) -> dict[str, Any]:
        operation = operations.get((path, method))
        if operation is None:
            return given
        others = [each for each in given.get(EXTENSION, ()) if not _is_python(each)]
        own = [
            {"label": label, "lang": "python", "source": source} for label, source in _all_samples(material, operation)
        ]
        return {**given, EXTENSION: [*others, *own]}

    def sampled_item(path: str, item: dict[str, Any]) -> dict[str, Any]:
        result = {**item, MORE_METHODS: dict(item[MORE_METHODS])} if MORE_METHODS in item else dict(item)
        for tokens, method, operation in grammar.operations(item):
            holder = result if len(tokens) == 1 else result[MORE_METHODS]
            holder[tokens[-1]] = sampled(path, method, operation)
        return result

    return {**document, "paths": {path: sampled_item(path, item) for path, item in document.get("paths", {}).items()}}


def _all_samples(material: Material, operation: OperationView) -> list[list[str]]:
    """The samples of an operation, each behind its label."""

    def write() -> list[list[str]]:
        labels = _labels(material, operation)
        return [[label, str(python_sample(material, operation, variant))] for variant, label in enumerate(labels)]

    written = material.recall("samples", operation, write)
    for variant, (_, source) in enumerate(written):
        material.samples[operation.operation_id, variant] = Code(source)
    return written


def _labels(material: Material, operation: OperationView) -> list[str]:
    """The labels of the samples of an operation: "Python", or "Python (Kafka)" for each tag of its body."""
    schema = material.examples.resolved(operation.body.schema) if operation.body else {}
    discriminator = read_discriminator(schema, ())
    bodies = [body.value for body in shown_bodies(material, operation)]
    if discriminator is None or len(bodies) < 2:
        return ["Python"]
    tags = [str(body.get(discriminator.property, "")) if isinstance(body, dict) else "" for body in bodies]
    return [f"Python ({names.unused(tag, tags[:at]) or 'other'})" for at, tag in enumerate(tags)]


def _is_python(sample: Any) -> bool:
    return isinstance(sample, dict) and str(sample.get("lang", "")).lower() == "python"
