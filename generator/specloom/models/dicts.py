"""Typed dictionaries: every body as plain data, for those who don't want to construct models.

They exist for type checkers and editors only; nothing imports them when a package runs.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from specloom.encode import Code, environment, string_literal
from specloom.engines.datamodel import write_dicts
from specloom.keeping import Keeper
from specloom.models.layout import imports_of, names_used
from specloom.models.plans import ModelPlan, Role
from specloom.models.types import LIMITS
from specloom.naming import RESERVED_MODELS
from specloom.schemas import Schema, ref_name, ref_to
from specloom.type_expressions import postponed, qualified

_TEXT_TOO = frozenset({"StrictDateTime", "StrictDate", "StrictTime", "StrictUuid"})
"""Types of the runtime that take text as well as the Python type they are named after."""


def render_dicts(
    plan: ModelPlan, asked: Mapping[str, Schema], modules: Mapping[str, str], templates: Path, keeper: Keeper
) -> tuple[str, dict[str, Code]]:
    """Write the typed dictionaries of a package.

    Args:
        plan: what models there are.
        asked: schemas for the engine, by key, whose types as plain data are wanted.
        modules: names of models.
        templates: the folder of `templates`.
        keeper: gives the names of dictionaries.

    Returns:
        The text of the module `dicts`, and type expressions by key.
    """
    sent = {c.name: c for c in plan.classes if c.base != Role.RESPONSE.value}
    unions = {u.name: u for u in plan.unions if any(ref_name(plan.types[key]) in sent for key in u.members)}
    unions |= {u.name: u for u in plan.unions if any(ref_name(plan.types[key]) in unions for key in u.members)}
    taken = {*modules, *RESERVED_MODELS, "TypedDict", "NotRequired"}
    new = keeper.settle("dicts", {name: f"{name}Dict" for name in sorted({*sent, *unions})}, taken)
    # Type checkers refuse a dictionary with a key that is empty.
    closed = {name: c for name, c in sent.items() if not c.extra and not c.additional and "" not in c.fields}
    members = {
        f"{name}/{index}": _as_data(plan.types[key], new)
        for name, union in unions.items()
        for index, key in enumerate(union.members)
    }
    opaque = [*(name for name in modules if name not in new), *(new[n] for n in new if n not in closed)]
    written = write_dicts(
        {new[name]: _as_data(c.schema, new) for name, c in closed.items()},
        {**members, **{key: _as_data(schema, new) for key, schema in asked.items()}},
        opaque,
    )
    typed = [name for name in sorted(closed) if not _hides_a_type(written.classes[new[name]])]
    definitions = [postponed(written.classes[new[name]]) for name in typed]
    definitions += [Code(f"{new[name]}: TypeAlias = dict[str, Any]") for name in sorted(sent) if name not in typed]
    used = {"TypeAlias", "Any"}
    for name in sorted(unions):
        types = " | ".join(written.types[f"{name}/{index}"] for index, _ in enumerate(unions[name].members))
        # As text: it may name what is defined further down.
        definitions.append(Code(f"{new[name]}: TypeAlias = {string_literal(types)}"))
        used |= names_used(types)
    used = used.union(*map(names_used, definitions), *(names_used(written.classes[new[name]]) for name in typed))
    imports = {Code(w): list(map(Code, found)) for w, found in imports_of(used, modules).items()}
    text = (
        environment(templates / "models")
        .get_template("dicts.py.jinja")
        .render(imports=imports, definitions=definitions)
    )
    where = {**dict.fromkeys(modules, "models"), **dict.fromkeys(new.values(), "dicts")}
    return text, {key: qualified(written.types[key], where) for key in asked}


def _hides_a_type(definition: Code) -> bool:
    """Whether a key of a dictionary has the name of a type that another key needs."""
    fields = [node for node in ast.walk(ast.parse(definition)) if isinstance(node, ast.AnnAssign)]
    keys = {node.target.id for node in fields if isinstance(node.target, ast.Name)}
    return "Any_aliased" in names_used(definition) or any(
        keys & names_used(ast.unparse(node.annotation)) for node in fields
    )


def _as_data(schema: Any, new: Mapping[str, str]) -> Any:
    """A schema for the engine with typed dictionaries in the place of models."""
    if isinstance(schema, list):
        return [_as_data(item, new) for item in schema]
    if not isinstance(schema, dict):
        return schema
    name = ref_name(schema)
    if name in new:
        return {"$ref": ref_to(new[str(name)])}
    path = str(schema.get("customTypePath", ""))
    if path.rpartition(".")[2] in _TEXT_TOO:
        return {"anyOf": [schema, {"type": "string"}]}
    made = {
        key: item if key == "properties" else _as_data(item, new) for key, item in schema.items() if key not in LIMITS
    }
    if "properties" in schema:
        required = schema.get("required", ())
        made["properties"] = {
            label: data if label in required else {"anyOf": [data, {"type": "null"}]}
            for label, child in schema["properties"].items()
            for data in [_as_data(child, new)]
        }
    return made
