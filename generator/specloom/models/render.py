"""The modules of `<package>/models`, from plans to text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment

from specloom.encode import Code, environment, literal
from specloom.engines.asked import AskedType, WrittenType
from specloom.models.layout import Definition, Module, lay_out, names_used, strongly_connected
from specloom.models.plans import ClassPlan, ModelPlan, Role, VariantPlan
from specloom.schemas import Schema
from specloom.type_expressions import any_of

_OF_TEMPLATES = frozenset(
    {
        "Annotated",
        "Any",
        "ClassVar",
        "Field",
        "Literal",
        "Tag",
        "TypeAliasType",
        "UnknownTag",
        "UnknownVariant",
        "by_tag",
        "known_when_sent",
        "limited_when_sent",
    }
)
"""What the templates of aliases, enums and unions may use."""

TypeKey = str | tuple[str, str | None]
"""What a type is asked for under: any text, or a class with one of its properties, or None for all others of it."""


@dataclass(frozen=True, slots=True)
class RenderedModels:
    """The models of a package.

    Attributes:
        files: text by file name, in the folder `models`.
        types: type expression by the key that it was asked for under.
        modules: module by name of a model.
        fields: type by attribute, by class.
        others: source of the definition of each name that is no class.

    """

    files: Mapping[str, str]
    types: Mapping[str, Code]
    modules: Mapping[str, str]
    fields: Mapping[str, Mapping[str, Code]]
    others: Mapping[str, Code]


def asked_types(plan: ModelPlan, asked: Mapping[str, Schema]) -> dict[TypeKey, AskedType]:
    """Everything that has to be written as types before the models can be.

    Args:
        plan: the models.
        asked: schemas for the engine, by key, whose type expressions are wanted besides.
    """
    found: dict[TypeKey, AskedType] = {key: AskedType(schema) for key, schema in {**plan.types, **asked}.items()}
    for made in plan.classes:
        required = set(made.schema.get("required", ()))
        for label, schema in made.schema["properties"].items():
            found[made.name, label] = AskedType(schema, label in required)
        if made.extra_type is not None:
            found[made.name, None] = AskedType(made.extra_type)
    return found


def render_models(
    plan: ModelPlan, asked: Mapping[str, Schema], types: Mapping[TypeKey, WrittenType], templates: Path
) -> RenderedModels:
    """Write the models, and the types that operations need.

    Args:
        plan: what to write.
        asked: schemas for the engine, by key, whose type expressions are wanted besides.
        types: all types of `asked_types`.
        templates: the folder of `templates`.

    """
    jinja = environment(templates / "models")
    shared = {made.name for made in plan.classes if made.base == Role.SHARED.value} | plan.shared
    types = {
        key: replace(type_, when_sent=True) if (key if isinstance(key, str) else key[0]) in shared else type_
        for key, type_ in types.items()
    }
    written = {key: type_.code for key, type_ in types.items() if isinstance(key, str)}
    definitions = [_class(jinja, made, types) for made in plan.classes]
    aliases = {name: _Alias(_annotated(written[name], metadata)) for name, metadata in plan.aliases.items()}
    for enum in plan.enums:
        text = jinja.get_template("enum.py.jinja").render(
            enum=enum, name=Code(enum.name), open_name=Code(enum.open_name)
        )
        defined = (enum.name, enum.open_name) if enum.open_name else (enum.name,)
        definitions.append(_late(defined, text, enum.types))
    for union in plan.unions:
        members = [written[key] for key in union.members]
        if union.tag is None:
            choice = any_of(members)
            if union.values is not None:
                choice = any_of([*_tagged(union.values.variants, members), f'Annotated[{choice}, Tag("other")]'])
                choice = Code(jinja.get_template("values.py.jinja").render(choice=choice, values=union.values))
            aliases[union.name] = _Alias(choice, union.docstring)
            continue
        unknown = [f"Annotated[{union.unknown}, Tag({literal(union.unknown)})]"] if union.unknown else []
        text = jinja.get_template("union.py.jinja").render(
            union=union,
            name=Code(union.name),
            unknown=Code(union.unknown),
            default=literal(union.default),
            choice=any_of(members if union.simple else [*_tagged(union.variants, members), *unknown]),
        )
        defined = (union.name, union.unknown) if union.unknown else (union.name,)
        definitions.append(_late(defined, text, members))
    definitions += _aliases(jinja, aliases)
    modules = lay_out(definitions)
    module_of = {name: module.name for module in modules for d in module.definitions for name in d.names}
    template = jinja.get_template("module.py.jinja")
    files = {f"{module.name}.py": template.render(module=_printable(module)) for module in modules}
    index = {Code(name): Code(module_of[name]) for name in sorted(module_of)}
    files["__init__.py"] = jinja.get_template("init.py.jinja").render(models=index)
    fields = {
        made.name: {attribute: types[made.name, label].hint for label, attribute in made.fields.items()}
        for made in plan.classes
    }
    others = {name: each.source for each in definitions if each.late for name in each.names}
    return RenderedModels(files, {key: written[key] for key in asked}, module_of, fields, others)


def _class(jinja: Environment, made: ClassPlan, types: Mapping[TypeKey, WrittenType]) -> Definition:
    fields = []
    used = {made.base, "Annotated", "Checked", "ClassVar", "ConfigDict", "Field", "limited_when_sent"}
    for label, attribute in made.fields.items():
        type_ = types[made.name, label]
        value = made.constants.get(attribute) or ("" if label in made.schema.get("required", ()) else Code("None"))
        used |= names_used(type_.code)
        fields.append(
            {
                "attribute": Code(attribute),
                "type": type_.code if label == attribute else type_.aliased(literal(label)),
                "value": value,
                "docstring": made.docs.get(attribute),
            }
        )
    extra_type = types[made.name, None].code if made.extra_type is not None else None
    used |= names_used(extra_type or "")
    text = jinja.get_template("class.py.jinja").render(
        plan=made, name=Code(made.name), base=Code(made.base), extra_type=extra_type, fields=fields
    )
    return Definition((made.name,), Code(text), frozenset(used), False, frozenset(made.fields.values()))


def _tagged(variants: Sequence[VariantPlan], types: Sequence[Code]) -> list[Code]:
    """The types of alternatives, each with the label that it is chosen by."""
    return [Code(f"Annotated[{type_}, Tag({each.label})]") for each, type_ in zip(variants, types, strict=True)]


def _late(names: tuple[str, ...], text: str, types: Sequence[str]) -> Definition:
    """A definition of an alias, with the types that it is made of."""
    return Definition(names, Code(text), _OF_TEMPLATES.union(*map(names_used, types)), True)


@dataclass(frozen=True, slots=True)
class _Alias:
    """An alias to write: its type, and its docstring."""

    type: Code
    docstring: Code = Code("")  # noqa: RUF009 - it is text


def _aliases(jinja: Environment, aliases: Mapping[str, _Alias]) -> list[Definition]:
    """Definitions of aliases: those that lead back to themselves through aliases have their types as text."""
    needs = {
        name: [other for other in aliases if other in used]
        for name, alias in aliases.items()
        for used in [names_used(alias.type)]
    }
    groups = strongly_connected(needs)
    cyclic = {name for group in groups for name in group if len(group) > 1 or name in needs[name]}
    template = jinja.get_template("alias.py.jinja")
    return [
        _late((name,), template.render(name=Code(name), alias=alias, quoted=name in cyclic), [alias.type])
        for name, alias in aliases.items()
    ]


def _annotated(type_: Code, metadata: Sequence[Code]) -> Code:
    return Code(f"Annotated[{', '.join([type_, *metadata])}]") if metadata else type_


def _printable(module: Module) -> dict[str, object]:
    return {
        "imports": {Code(where): [Code(name) for name in imported] for where, imported in module.imports.items()},
        "definitions": [definition.source for definition in module.definitions],
        "postponed": module.postponed,
    }
