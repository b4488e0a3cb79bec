"""The modules of `<package>/models`, from plans to text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from specloom.encode import Code, environment, literal
from specloom.engines.datamodel import write_models
from specloom.models.layout import Definition, Module, lay_out, names_used, strongly_connected
from specloom.models.plans import ModelPlan
from specloom.schemas import Schema


@dataclass(frozen=True, slots=True)
class RenderedModels:
    """The models of a package.

    Attributes:
        files: text by file name, in the folder `models`.
        types: type expression by the key that it was asked for under.
        modules: module by name of a model.

    """

    files: Mapping[str, str]
    types: Mapping[str, Code]
    modules: Mapping[str, str]


def render_models(plan: ModelPlan, asked: Mapping[str, Schema], templates: Path) -> RenderedModels:
    """Write the models, and the types that operations need.

    Args:
        plan: what to write.
        asked: schemas for the engine, by key, whose type expressions are wanted besides.
        templates: the folder of `templates`.

    """
    jinja = environment(templates / "models")
    opaque = [
        *(name for enum in plan.enums for name in (enum.name, enum.open_name) if name),
        *(union.name for union in plan.unions),
        *plan.aliases,
    ]
    written = write_models(plan.classes, {**plan.types, **asked}, opaque, templates / "models")
    definitions = [Definition((name,), source, False) for name, source in written.classes.items()]
    aliases = {name: _Alias(_annotated(written.types[name], metadata)) for name, metadata in plan.aliases.items()}
    for enum in plan.enums:
        text = jinja.get_template("enum.py.jinja").render(
            enum=enum, name=Code(enum.name), open_name=Code(enum.open_name)
        )
        definitions.append(
            Definition((enum.name, enum.open_name) if enum.open_name else (enum.name,), Code(text), True)
        )
    for union in plan.unions:
        types = [written.types[key] for key in union.members]
        if union.tag is None:
            aliases[union.name] = _Alias(Code(" | ".join(types)), union.docstring)
            continue
        text = jinja.get_template("union.py.jinja").render(
            union=union,
            name=Code(union.name),
            unknown=Code(union.unknown),
            default=literal(union.default),
            types=types,
        )
        defined = (union.name, union.unknown) if union.unknown else (union.name,)
        definitions.append(Definition(defined, Code(text), True))
    definitions += _aliases(jinja, aliases)
    modules = lay_out(definitions)
    module_of = {name: module.name for module in modules for d in module.definitions for name in d.names}
    template = jinja.get_template("module.py.jinja")
    files = {f"{module.name}.py": template.render(module=_printable(module)) for module in modules}
    index = {Code(name): Code(module_of[name]) for name in sorted(module_of)}
    files["__init__.py"] = jinja.get_template("init.py.jinja").render(models=index)
    return RenderedModels(files, {key: written.types[key] for key in asked}, module_of)


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
        Definition((name,), Code(template.render(name=Code(name), alias=alias, quoted=name in cyclic)), True)
        for name, alias in aliases.items()
    ]


def _annotated(type_: Code, metadata: Sequence[Code]) -> Code:
    return Code(f"Annotated[{', '.join([type_, *metadata])}]") if metadata else type_


def _printable(module: Module) -> dict[str, object]:
    return {
        "imports": {Code(where): [Code(name) for name in imported] for where, imported in module.imports.items()},
        "definitions": [definition.source for definition in module.definitions],
    }
