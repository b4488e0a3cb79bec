"""datamodel-code-generator behind one function: from object schemas to the source of classes.

The engine gets a document made for it: objects whose names and attributes are settled, references to everything that
is not an object opaque, and no text, no titles, no defaults, no extensions. What it gives back is taken apart: one
piece of source for each class, and one type expression for each type that was asked for.
"""

import ast
import json
import logging
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datamodel_code_generator import generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.parser import LiteralType

from specloom.encode import Code
from specloom.schemas import Schema, ref_name, ref_to

_CARRIER = "SpecloomTypes"
"""A class that exists only to have the engine write types: one attribute for each."""


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """One class to write.

    Attributes:
        name: of the class.
        base: the class of the runtime that it extends.
        schema: an object schema for the engine: references by class name, no text.
        fields: attribute by property.
        docstring: of the class.
        docs: docstring by attribute, or None; only attributes named here are written.
        constants: literal by attribute, for attributes that have one possible value to begin with.
        lacking: literal of the tuple of constants that need not be there, None for none.
        extra: arguments for `ConfigDict`, None for none.
        additional: whether a class for both directions takes fields that are not listed.
        extra_type: the schema of fields that are not listed, if it says more than "anything".
        rules: literal of what is checked on the whole, None for nothing.

    """

    name: str
    base: str
    schema: Schema
    fields: Mapping[str, str]
    docstring: Code
    docs: Mapping[str, Code | None]
    constants: Mapping[str, Code] = field(default_factory=dict)
    lacking: Code | None = None
    extra: Code | None = None
    additional: bool = False
    extra_type: Schema | None = None
    rules: Code | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What the engine wrote.

    Attributes:
        classes: source by class name.
        types: type expression by the key it was asked under.

    """

    classes: Mapping[str, Code]
    types: Mapping[str, Code]


def write_models(
    classes: Sequence[ClassPlan],
    types: Mapping[str, Schema],
    opaque: Sequence[str],
    templates: Path,
) -> Written:
    """Have classes and types written.

    Args:
        classes: the classes.
        types: schemas to write as type expressions, by any key.
        opaque: names that the schemas refer to and that are defined elsewhere.
        templates: the folder of `templates/models`.

    Raises:
        EngineError: the engine failed, warned, or wrote something else than it was asked for.

    """
    if not classes and not types:
        return Written({}, {})
    carried, keys = _carried(types)
    extra_types = {f"x{index}": plan for index, plan in enumerate(classes) if plan.extra_type is not None}
    carried |= {attribute: plan.extra_type or {} for attribute, plan in extra_types.items()}
    own = {plan.name: plan.schema for plan in classes}
    referenced = _referenced(own)
    schemas: dict[str, Schema] = {name: {"type": "object"} for name in opaque if name in referenced}
    schemas |= own
    carrier = {"type": "object", "properties": carried, "required": list(carried)}
    # Types first: they go into the classes as text.
    needed = {name: {"type": "object"} for name in sorted(_referenced(carrier))}
    type_source = _run({**needed, _CARRIER: carrier}, {}, {_CARRIER: _carrier_data(carried)}, templates)
    annotations = _annotations(type_source, _CARRIER)
    source = ""
    if classes:
        data = {
            plan.name: _template_data(plan, annotations.get(attribute))
            for plan, attribute in ((plan, _key_of(extra_types, plan)) for plan in classes)
        }
        aliases = {
            f"{plan.name}.{label}": name for plan in classes for label, name in plan.fields.items() if label != name
        }
        source = _run(schemas, aliases, data, templates)
    found = _definitions(source)
    missing = [plan.name for plan in classes if plan.name not in found]
    if missing:
        raise EngineError(f"datamodel-code-generator left out {', '.join(missing)}")
    return Written(
        {plan.name: found[plan.name] for plan in classes},
        {key: annotations[attribute] for key, attribute in keys.items()},
    )


def write_dicts(classes: Mapping[str, Schema], types: Mapping[str, Schema], opaque: Sequence[str]) -> Written:
    """Have typed dictionaries written: what a model may be given as instead.

    Args:
        classes: object schemas, by the name of the dictionary.
        types: schemas to write as type expressions, by any key.
        opaque: names that the schemas refer to and that are defined elsewhere.

    Raises:
        EngineError: the engine failed, warned, or wrote something else than it was asked for.
    """
    carried, keys = _carried(types)
    carrier = {"type": "object", "properties": carried, "required": list(carried)}
    referenced = _referenced([dict(classes), carrier])
    needed = {name: {"type": "object"} for name in opaque if name in referenced}
    schemas = {**needed, **classes, _CARRIER: carrier}
    source = _run(schemas, {}, {}, None, DataModelType.TypingTypedDict)
    found = _definitions(source)
    missing = [name for name in classes if name not in found]
    if missing:
        raise EngineError(f"datamodel-code-generator left out {', '.join(missing)}")
    annotations = _annotations(source, _CARRIER)
    return Written(
        {name: found[name] for name in classes}, {key: annotations[attribute] for key, attribute in keys.items()}
    )


def _carried(types: Mapping[str, Schema]) -> tuple[dict[str, Schema], dict[str, str]]:
    """An attribute for each type that is asked for, however often it is, and the attribute of each key."""
    attributes: dict[str, str] = {}
    carried: dict[str, Schema] = {}
    keys: dict[str, str] = {}
    for key, schema in types.items():
        attribute = attributes.setdefault(json.dumps(schema), f"t{len(attributes)}")
        carried[attribute] = schema
        keys[key] = attribute
    return carried, keys


class EngineError(RuntimeError):
    """An engine did not do what its adapter relies on: a defect of the toolkit, not of the document."""


def reference(name: str) -> Schema:
    """A reference to a class or alias by its Python name."""
    return {"$ref": ref_to(name)}


def runtime_type(name: str) -> Schema:
    """A schema for a type that the runtime defines."""
    return {"customTypePath": f"runtime.types.{name}"}


def _referenced(value: Any) -> set[str]:
    """The names of all components that schemas refer to."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            if (name := ref_name(current)) is not None:
                found.add(name)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
    return found


def _key_of(extra_types: Mapping[str, ClassPlan], plan: ClassPlan) -> str:
    return next((attribute for attribute, other in extra_types.items() if other is plan), "")


def _carrier_data(carried: Mapping[str, Schema]) -> dict[str, Any]:
    return {
        "base": "object",
        "docstring": '""" """',
        "lacking": "",
        "extra": "",
        "additional": False,
        "extra_type": "",
        "docs": dict.fromkeys(carried),
        "constants": {},
        "rules": "",
    }


def _template_data(plan: ClassPlan, extra_type: Code | None) -> dict[str, Any]:
    return {
        "base": plan.base,
        "docstring": plan.docstring,
        "lacking": plan.lacking or "",
        "extra": plan.extra or "",
        "additional": plan.additional,
        "extra_type": extra_type or "",
        "docs": dict(plan.docs),
        "constants": dict(plan.constants),
        "rules": plan.rules or "",
    }


def _run(
    schemas: Mapping[str, Schema],
    aliases: Mapping[str, str],
    data: Mapping[str, dict[str, Any]],
    templates: Path | None,
    kind: DataModelType = DataModelType.PydanticV2BaseModel,
) -> str:
    blank = _carrier_data({})
    document = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": dict(schemas)},
    }
    config = GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        openapi_scopes=[OpenAPIScope.Schemas],
        output_model_type=kind,
        target_python_version=PythonVersion.PY_311,
        # Its own formatter follows the nearest pyproject.toml, and ruff formats all of it anyway.
        formatters=[],
        disable_timestamp=True,
        custom_file_header="",
        custom_template_dir=templates,
        extra_template_data=defaultdict(dict, {name: {**blank, **data.get(name, {})} for name in schemas}),
        aliases=dict(aliases),
        custom_class_name_generator=str,
        use_annotated=True,
        field_constraints=True,
        use_standard_collections=True,
        use_union_operator=True,
        enum_field_as_literal=LiteralType.All,
        use_title_as_name=False,
        keep_model_order=True,
        use_double_quotes=True,
        allow_remote_refs=False,
        strict_nullable=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        logging.getLogger("datamodel_code_generator").setLevel(logging.ERROR)
        try:
            result = generate(json.dumps(document), config=config)
        except Exception as error:
            raise EngineError(f"datamodel-code-generator failed: {error}") from error
    if not isinstance(result, str):
        raise EngineError("datamodel-code-generator gave several modules where one was asked for")
    return result


def _definitions(source: str) -> dict[str, Code]:
    """The source of every class, and of every name that is assigned to, by name."""
    # Not by `splitlines`, which knows more line ends than Python does: text may hold them.
    lines = [line + "\n" for line in source.split("\n")]
    found: dict[str, Code] = {}
    for node in ast.parse(source).body:
        text = Code("".join(lines[node.lineno - 1 : node.end_lineno]))
        if isinstance(node, ast.ClassDef):
            found[node.name] = text
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = text
    return found


def _annotations(source: str, class_name: str) -> dict[str, Code]:
    found: dict[str, Code] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    found[statement.target.id] = Code(ast.unparse(statement.annotation))
    return found
