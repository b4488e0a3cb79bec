"""What tests and pages of a package are made of: its operations and models, with examples and the names of both."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from specloom import names
from specloom.cache import Cache
from specloom.config import PackageConfig
from specloom.credentials import OptionView, SchemeView
from specloom.encode import Code, literal
from specloom.error_codes import ErrorCode
from specloom.examples.calls import BodyExample, has_example
from specloom.examples.python import Writer
from specloom.examples.values import Examples, Variant
from specloom.models.plans import ClassPlan, ModelPlan
from specloom.naming import Names
from specloom.operations.views import BodyView, ContentView, OperationView, ResourceView
from specloom.recall import Recall, needs_of, prints_of
from specloom.schemas import Document, ref_to


@dataclass(slots=True)
class Material:
    """A package, with examples.

    Attributes:
        config: what package.yaml says.
        document: the normal form.
        resources: the operations, by group.
        schemes: the security schemes that a client has arguments for.
        server: where requests go by default; "" where the document names no host.
        path: of the server, where it names only that.
        names: what everything is called.
        plan: the models.
        error_codes: the exceptions that the package has for error codes.
        cache: results of earlier runs.
        examples: where values come from.
        classes: the models that are classes, by component schema.
        constants: by component schema, the name that the examples of its class have in the tests.
        needs: the component schemas that each of them names.
        recall: looks up what earlier runs have written about operations and models that are still the same.
        bodies: examples of the bodies of operations, as far as they have been made, by its id.
        samples: programs that call an operation, as far as they have been written: by its id and the alternative of
            its body.
    """

    config: PackageConfig
    document: Document
    resources: Sequence[ResourceView]
    schemes: Sequence[SchemeView]
    server: str
    path: str
    names: Names
    plan: ModelPlan
    error_codes: Sequence[ErrorCode] = ()
    examples: Examples = field(init=False)
    classes: Mapping[str, ClassPlan] = field(init=False)
    constants: Mapping[str, Code] = field(init=False)
    cache: Cache = field(default_factory=Cache)
    needs: Mapping[str, Sequence[str]] = field(init=False)
    recall: Recall = field(init=False)
    bodies: dict[str, Sequence[BodyExample]] = field(default_factory=dict)
    samples: dict[tuple[str, int], Code] = field(default_factory=dict)
    _payloads: dict[str, Mapping[str, Code]] = field(default_factory=dict)
    _paths: Counter[tuple[str, str]] = field(init=False)
    _shown: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.examples = Examples(self.document)
        self._paths = Counter((each.method, each.plain_path) for every in self.resources for each in every.operations)
        by_name = {plan.name: plan for plan in self.plan.classes}
        components = {name: by_name[python] for name, python in self.names.models.items() if python in by_name}
        self.classes = components
        wanted = {name: names.snake(plan.name).upper() for name, plan in components.items()}
        self.constants = {name: Code(constant) for name, constant in names.settle(wanted, {"ANSWERS"}).items()}
        known = {
            name: (python, components.get(name), self.constants.get(name), self.examples.tags.get(name))
            for name, python in self.names.models.items()
        }
        setting = (self.config, self.schemes, self.server, self.path, self.error_codes)
        texts = {name: json.dumps(schema) for name, schema in self.examples.schemas.items()}
        self.needs = needs_of(texts)
        prints = prints_of(texts, self.needs, known)
        self.recall = Recall(self.cache, setting, prints, lambda: self.examples.misses)

    def writer(self, prefix: str = "") -> Writer:
        """Make a writer of values.

        Args:
            prefix: of the names of models, such as `models.`.
        """
        return Writer(self.examples, self.names, self.classes, lambda name: prefix + name)

    @property
    def base_url(self) -> str:
        """Where calls of examples go."""
        return (self.server or EXAMPLE_SERVER + self.path).rstrip("/")

    def called_at(self, operation: OperationView) -> str:
        """Where an operation is called by a client of the tests."""
        return (self.server and operation.server) or self.base_url

    @property
    def envelope(self) -> str:
        """The name of the parameter that has answers wrapped, or ""."""
        return self.config.envelope.parameter if self.config.envelope else ""

    def chosen_option(self, scheme: SchemeView) -> OptionView:
        """The way to satisfy a scheme that needs no answer from a server of its own."""
        simple = [option for option in scheme.options if option.function != "client_credentials"]
        return (simple or list(scheme.options))[0]

    def credentials(self) -> dict[str, str]:
        """A value for each argument that a client of the tests is given."""
        return {
            setting.name: f"test-{names.kebab(setting.name)}"
            for scheme in self.schemes
            for setting in self.chosen_option(scheme).settings
        }

    def arguments(self) -> Code:
        """The arguments of a client of the tests, each with a comma behind it."""
        given = [f"{name}={literal(value)}, " for name, value in self.credentials().items()]
        return Code("".join(given) + ("" if self.server else f"base_url={literal(self.base_url)}, "))

    def signs_with(self, operation: OperationView) -> list[SchemeView] | None:
        """The schemes that a client of the tests signs a call with; None where it can't."""
        known = {scheme.name: scheme for scheme in self.schemes}
        for needed in operation.security:
            if needed and all(name in known for name in needed):
                return [known[name] for name in needed]
        return [] if not operation.security or [] in [list(needed) for needed in operation.security] else None

    def callable_operations(self, resource: ResourceView) -> list[OperationView]:
        """The operations that can be shown: a client can sign them, and there are examples of what they need."""
        return [each for each in resource.operations if self.can_show(each)]

    def shown_operations(self, resource: ResourceView) -> list[OperationView]:
        """The operations that pages show."""
        return [each for each in resource.operations if self.is_shown(each)]

    def is_shown(self, operation: OperationView) -> bool:
        """Whether pages show a call: it can be, and the tests of pages can tell by its path what it calls."""
        return self.can_show(operation) and self._paths[operation.method, operation.plain_path] == 1

    def can_show(self, operation: OperationView) -> bool:
        """Whether a call of an operation can be shown and tested."""
        if operation.operation_id not in self._shown:
            can = self.signs_with(operation) is not None and self.recall(
                "shown", operation, lambda: self._has_examples(operation)
            )
            self._shown[operation.operation_id] = can
        return self._shown[operation.operation_id]

    def _has_examples(self, operation: OperationView) -> bool:
        required = [*operation.path_parameters, *(each for each in operation.other_parameters if each.required)]
        return (
            all(has_example(each, self.examples) for each in required)
            and (operation.body is None or self.can_send(operation.body))
            and (
                not operation.responses
                or any(self.can_answer(content) for listed in operation.responses.values() for content in listed)
            )
        )

    def can_send(self, body: BodyView) -> bool:
        """Whether an example of a body is known; one of bytes always is."""
        return not body.is_structured or bool(self.examples.variants(body.schema))

    def can_answer(self, content: ContentView) -> bool:
        """Whether an example of an answer is known; one of bytes or text always is."""
        is_data = content.kind in ("Json", "Items") or content.is_value
        return not is_data or bool(self.examples.variants(content.schema or {}))

    def payload(self, name: str, label: str = "full", module: str = "examples.") -> Code:
        """Name an example of a component in the tests: its full one, if it has none of that label."""
        written = self.payloads(name)
        return Code(f"{module}{self.constants[name]}[{literal(label if label in written else 'full')}]")

    def variant_payload(self, variant: Variant, label: str = "full") -> Code:
        """Write an example of an alternative: by name where it is a class, and its tag one that leads to it there."""
        value = getattr(self.examples, label)(variant.schema)
        if variant.name not in self.classes or value != getattr(self.examples, label)(variant.reference):
            return literal(value)
        return self.payload(variant.name, label)

    def payloads(self, name: str) -> Mapping[str, Code]:
        """Write the examples of the class of a component: `full`, and others where they differ; {} for none."""

        def write() -> dict[str, str]:
            reference = {"$ref": ref_to(name)}
            found = self.examples.payloads(reference) if self.examples.knows(reference, name) else {}
            return {label: literal(value) for label, value in found.items()}

        if name not in self._payloads:
            written = self.recall("payloads", {"$ref": ref_to(name)}, write)
            self._payloads[name] = {label: Code(text) for label, text in written.items()}
        return self._payloads[name]


EXAMPLE_SERVER = "https://api.example.com"
"""Where calls of examples go, if the document names no host."""


def python_type(payload: Any) -> Code:
    """The name of the type of plain data."""
    return Code("object" if payload is None else type(payload).__name__)
