"""The tests of models: which of them are strict, which are tolerant, which hold secrets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from specloom import names
from specloom.encode import Code, literal
from specloom.examples.layout import lay_out
from specloom.models.plans import Role
from specloom.schemas import Schema, ref_to
from specloom.stubs.material import Material


@dataclass(frozen=True, slots=True)
class ModelStub:
    """A model in tests.

    Attributes:
        model: its class.
        constant: the name of its examples.
        test: the name of the test that constructs it.
        code: that constructs it.
        secrets: texts in its full example that must not be shown, as a literal; "" for none.
    """

    model: Code
    constant: Code
    test: Code
    code: Code
    secrets: Code


@dataclass(frozen=True, slots=True)
class UnionStub:
    """A union that can be received: its alias, the class of its unknown variant, and its tag as a literal."""

    name: Code
    unknown: Code
    tag: Code


@dataclass(frozen=True, slots=True)
class ModelStubs:
    """The tests of models.

    Attributes:
        groups: all models, by what they do with unknown fields: STRICT ones refuse them when they are constructed,
            TOLERANT ones keep them when they are decoded, SHARED ones do both, and OPEN ones have fields of any name.
        strict, tolerant: the names of the groups that refuse and that keep them.
        secrets: those that hold secrets.
        written: those that a caller constructs.
        unions: those that keep unknown variants.
        unknown_field: a name that no model has for a field.
    """

    groups: Mapping[Code, Sequence[ModelStub]]
    strict: Sequence[Code]
    tolerant: Sequence[Code]
    secrets: Sequence[ModelStub]
    written: Sequence[ModelStub]
    unions: Sequence[UnionStub]
    unknown_field: Code


_GROUPS = {
    (True, False): Code("STRICT"),
    (False, True): Code("TOLERANT"),
    (True, True): Code("SHARED"),
    (False, False): Code("OPEN"),
}
_STRICT, _TOLERANT = ("STRICT", "SHARED"), ("TOLERANT", "SHARED")


def model_stubs(material: Material) -> ModelStubs:
    """Make the tests of models."""
    tests = names.settle({name: f"test_{names.snake(plan.name)}" for name, plan in material.classes.items()})
    # What holds a file is sent as a form, and has no JSON; the tests of operations send it.
    plain = [
        name
        for name in sorted(material.classes)
        if material.payloads(name) and not material.examples.holds_file({"$ref": ref_to(name)})
    ]
    stubs = {name: _stub(material, name, Code(tests[name])) for name in plain}
    sent = [name for name in stubs if material.classes[name].base != Role.RESPONSE]
    closed = [name for name in sent if material.classes[name].extra is None and not material.classes[name].additional]
    open_ = [name for name in stubs if name not in sent or material.classes[name].base == Role.SHARED]
    fields = {
        field for plan in material.classes.values() for label in plan.fields for field in (label, plan.fields[label])
    }
    keeping = [name for name in open_ if material.classes[name].extra_type is None]
    groups = {
        group: [stub for name, stub in stubs.items() if (name in closed, name in keeping) == habits]
        for habits, group in _GROUPS.items()
    }
    groups = {group: listed for group, listed in groups.items() if listed}
    return ModelStubs(
        groups=groups,
        strict=[name for name in groups if name in _STRICT],
        tolerant=[name for name in groups if name in _TOLERANT],
        secrets=[stubs[name] for name in sent if stubs[name].secrets],
        written=[stubs[name] for name in sent],
        unions=[
            UnionStub(Code(union.name), Code(union.unknown), union.tag[0])
            for union in material.plan.unions
            if union.unknown and union.tag
        ],
        unknown_field=Code(names.unused("unheard_of", fields)),
    )


def _stub(material: Material, component: str, test: Code) -> ModelStub:
    parts = material.recall("tests of models", {"$ref": ref_to(component)}, lambda: _parts(material, component))
    code, secrets = map(Code, parts)
    return ModelStub(Code(material.classes[component].name), material.constants[component], test, code, secrets)


def _parts(material: Material, component: str) -> tuple[Code, Code]:
    """What constructs a model, and its secrets."""
    reference = {"$ref": ref_to(component)}
    payload = material.examples.full(reference)
    code = lay_out(material.writer("models.").write(reference, payload), 4, before=8)
    is_sent = material.classes[component].base != Role.RESPONSE
    found = list(_secrets(material, material.examples.schemas[component], payload)) if is_sent else []
    # One that stands in other fields too can't be looked for.
    secrets = sorted({each for each in found if str(payload).count(each) == " ".join(found).count(each)})
    return code, literal(secrets) if secrets else Code("")


def _secrets(material: Material, schema: Schema, payload: dict[str, Any]) -> Iterator[str]:
    """The secrets among the fields of an object, and of the objects in it that have one form only."""
    for label, child in schema.get("properties", {}).items():
        value = payload.get(label)
        if isinstance(value, str) and material.examples.is_secret(child):
            yield value
        elif isinstance(value, dict):
            yield from _secrets(material, material.examples.resolved(child), value)
