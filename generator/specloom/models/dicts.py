"""Typed dictionaries: every body as plain data, for those who don't want to construct models.

They exist for type checkers and editors only; nothing imports them when a package runs.
"""

import keyword
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from specloom.encode import Code, environment, string_literal
from specloom.engines.asked import AskedType, WrittenType
from specloom.keeping import Keeper
from specloom.models.layout import imports_of, names_used
from specloom.models.plans import ClassPlan, ModelPlan, Role, UnionPlan
from specloom.models.render import TypeKey
from specloom.models.types import LIMITS
from specloom.naming import RESERVED_MODELS
from specloom.schemas import Schema, ref_name, ref_to, schemas_within
from specloom.type_expressions import any_of, qualified

_TEXT_TOO = frozenset({"SharedDate", "SharedDateTime", "StrictDateTime", "StrictDate", "StrictTime", "StrictUuid"})
"""Types of the runtime that take text as well as the Python type they are named after."""


@dataclass(frozen=True, slots=True)
class DictPlan:
    """What dictionaries there are to write.

    Attributes:
        names: of the dictionary, by model that may be sent.
        classes: the models among them that are classes.
        closed: those of them whose keys are all known.
        unions: the models among them that are choices.
        asked: all types that have to be written.
    """

    names: Mapping[str, str]
    classes: Mapping[str, ClassPlan]
    closed: Mapping[str, ClassPlan]
    unions: Mapping[str, UnionPlan]
    asked: Mapping[TypeKey, AskedType]


def plan_dicts(plan: ModelPlan, asked: Mapping[str, Schema], keeper: Keeper) -> DictPlan:
    """Plan the typed dictionaries of a package.

    Args:
        plan: what models there are.
        asked: schemas for the engine, by key, whose types as plain data are wanted.
        keeper: gives the names of dictionaries.
    """
    sent = {c.name: c for c in plan.classes if c.base != Role.RESPONSE.value}
    unions = {u.name: u for u in plan.unions if any(ref_name(plan.types[key]) in sent for key in u.members)}
    unions |= {u.name: u for u in plan.unions if any(ref_name(plan.types[key]) in unions for key in u.members)}
    taken = {*plan.defined_names(), *RESERVED_MODELS, "TypedDict", "NotRequired"}
    new = keeper.settle("dicts", {name: f"{name}Dict" for name in sorted({*sent, *unions})}, taken)
    # Type checkers refuse a dictionary with a key that is empty.
    closed = {name: c for name, c in sent.items() if not c.extra and not c.additional and "" not in c.fields}
    aliases = _aliases_of_models(plan, new)
    types: dict[TypeKey, AskedType] = {
        f"{name}/{index}": AskedType(_as_data(plan.types[key], new, aliases))
        for name, union in unions.items()
        for index, key in enumerate(union.members)
    }
    types |= {key: AskedType(_as_data(schema, new, aliases)) for key, schema in asked.items()}
    for name, made in closed.items():
        for label, schema in _as_data(made.schema, new, aliases)["properties"].items():
            may_be_null = made.fields[label] in made.nullable
            types[name, label] = AskedType({"anyOf": [schema, {"type": "null"}]} if may_be_null else schema)
    return DictPlan(new, sent, closed, unions, types)


def render_dicts(
    plan: DictPlan,
    asked: Mapping[str, Schema],
    types: Mapping[TypeKey, WrittenType],
    modules: Mapping[str, str],
    templates: Path,
) -> tuple[str, dict[str, Code]]:
    """Write the typed dictionaries of a package.

    Args:
        plan: what dictionaries there are.
        asked: schemas for the engine, by key, whose types as plain data are wanted.
        types: all that the plan asks for.
        modules: names of models.
        templates: the folder of `templates`.

    Returns:
        The text of the module `dicts`, and type expressions by key.
    """
    new = plan.names
    fields = {name: _fields(made, types) for name, made in plan.closed.items()}
    typed = [name for name in sorted(plan.closed) if not _hides_a_type(fields[name])]
    definitions = [_definition(new[name], fields[name]) for name in typed]
    definitions += [
        Code(f"{new[name]}: TypeAlias = dict[str, Any]") for name in sorted(plan.classes) if name not in typed
    ]
    used = {"TypeAlias", "Any", "TypedDict"}
    for name in sorted(plan.unions):
        members = any_of([types[f"{name}/{index}"].code for index, _ in enumerate(plan.unions[name].members)])
        # As text: it may name what is defined further down.
        definitions.append(Code(f"{new[name]}: TypeAlias = {string_literal(members)}"))
        used |= names_used(members)
    used = used.union(*(names_used(field.type) for name in typed for field in fields[name]))
    imports = {Code(w): list(map(Code, found)) for w, found in imports_of(used, modules).items()}
    text = (
        environment(templates / "models")
        .get_template("dicts.py.jinja")
        .render(imports=imports, definitions=definitions)
    )
    where = {**dict.fromkeys(modules, "models"), **dict.fromkeys(new.values(), "dicts")}
    return text, {key: qualified(types[key].code, where) for key in asked}


@dataclass(frozen=True, slots=True)
class _Field:
    """A key of a dictionary, and its type."""

    label: str
    type: Code


def _fields(made: ClassPlan, types: Mapping[TypeKey, WrittenType]) -> list[_Field]:
    required = made.schema.get("required", ())
    return [
        _Field(label, type_ if label in required else Code(f"NotRequired[{type_}]"))
        for label in made.schema["properties"]
        for type_ in [types[made.name, label].code]
    ]


def _definition(name: str, fields: Sequence[_Field]) -> Code:
    if all(_is_name(field.label) for field in fields):
        lines = [f"    {field.label}: {field.type}" for field in fields] or ["    pass"]
        return Code("\n".join([f"class {name}(TypedDict):", *lines]))
    # The types as text: they may name what is defined further down.
    entries = ", ".join(f"{string_literal(field.label)}: {string_literal(field.type)}" for field in fields)
    return Code(f"{name} = TypedDict({string_literal(name)}, {{{entries}}})")


def _is_name(label: str) -> bool:
    # In the body of a class, Python would put the name of that class before a name such as `__v`.
    return label.isidentifier() and not keyword.iskeyword(label) and not label.startswith("__")


def _hides_a_type(fields: Sequence[_Field]) -> bool:
    """Whether a key of a dictionary has the name of a type that another key needs."""
    keys = {field.label for field in fields}
    return all(map(_is_name, keys)) and any(keys & names_used(field.type) for field in fields)


def _aliases_of_models(plan: ModelPlan, new: Mapping[str, str]) -> dict[str, Schema]:
    """What each alias for what holds models that may be sent stands for; without those that lead back to themselves."""
    found: dict[str, Schema] = {}
    for alias in plan.aliases:
        waiting = [alias]
        held = set[str]()
        for current in waiting:
            named = {name for inner in schemas_within(plan.types[current]) if (name := ref_name(inner)) is not None}
            waiting += sorted(name for name in named - held if name in plan.aliases and name != alias)
            held |= named
        if alias not in held and not held.isdisjoint(new):
            found[alias] = plan.types[alias]
    return found


def _as_data(schema: Any, new: Mapping[str, str], aliases: Mapping[str, Schema]) -> Any:
    """A schema for the engine with typed dictionaries in the place of models, and of aliases for what holds some."""
    if isinstance(schema, list):
        return [_as_data(item, new, aliases) for item in schema]
    if not isinstance(schema, dict):
        return schema
    name = ref_name(schema)
    if name in new:
        return {"$ref": ref_to(new[str(name)])}
    if name in aliases:
        return _as_data(aliases[str(name)], new, aliases)
    path = str(schema.get("customTypePath", ""))
    if path.rpartition(".")[2] in _TEXT_TOO:
        return {"anyOf": [schema, {"type": "string"}]}
    made = {
        key: item if key == "properties" else _as_data(item, new, aliases)
        for key, item in schema.items()
        if key not in LIMITS
    }
    if "properties" in schema:
        made["properties"] = {label: _as_data(child, new, aliases) for label, child in schema["properties"].items()}
    return made
