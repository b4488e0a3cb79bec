"""datamodel-code-generator behind one function: from schemas to type expressions.

The engine gets a document made for it: one class with an attribute for each type that is asked for, references to
everything else opaque, and no text, no titles, no defaults, no extensions. What it writes for one attribute depends on
nothing but the schema of that attribute, so types can be asked for in any order and in any number.
"""

import ast
import json
import logging
import warnings
from collections.abc import Sequence

from datamodel_code_generator import generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType, InputFileType, OpenAPIScope
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.parser import LiteralType

from specloom.encode import Code
from specloom.engines import EngineError
from specloom.engines.asked import AskedType, Form, WrittenType, referenced
from specloom.schemas import Schema
from specloom.type_expressions import unparsed

_CARRIER = "SpecloomTypes"
"""A class that exists only to have the engine write types: one attribute for each."""

_KINDS = {Form.MODELS: DataModelType.PydanticV2BaseModel, Form.DICTS: DataModelType.TypingTypedDict}


def write_types(asked: Sequence[AskedType], form: Form) -> list[WrittenType]:
    """Have types written.

    Args:
        asked: the types; what they refer to is defined elsewhere.
        form: what they are for.

    Raises:
        EngineError: the engine failed, warned, or wrote something else than it was asked for.
    """
    if not asked:
        return []
    carried = {f"t{index}": each.schema for index, each in enumerate(asked)}
    required = [attribute for attribute, each in zip(carried, asked, strict=True) if each.required]
    carrier: Schema = {"type": "object", "properties": carried}
    if required:
        carrier["required"] = required
    schemas: dict[str, Schema] = {name: {"type": "object"} for name in sorted(set(referenced(carrier)))}
    annotations = _annotations(_run({**schemas, _CARRIER: carrier}, form))
    missing = [attribute for attribute in carried if attribute not in annotations]
    if missing:
        raise EngineError(f"datamodel-code-generator left out {carried[missing[0]]}")
    return [annotations[attribute] for attribute in carried]


def _run(schemas: dict[str, Schema], form: Form) -> str:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    config = GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        openapi_scopes=[OpenAPIScope.Schemas],
        output_model_type=_KINDS[form],
        target_python_version=PythonVersion.PY_311,
        # What is written is formatted with the rest of the package.
        formatters=[],
        disable_timestamp=True,
        custom_file_header="",
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


def _annotations(source: str) -> dict[str, WrittenType]:
    """The types of the attributes of the class that carries them."""
    found: dict[str, WrittenType] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and node.name == _CARRIER:
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    found[statement.target.id] = _written(statement.annotation)
    return found


def _written(annotation: ast.expr) -> WrittenType:
    match annotation:
        case ast.Subscript(
            value=ast.Name(id="Annotated"),
            slice=ast.Tuple(elts=[hint, ast.Call(func=ast.Name(id="Field"), args=[], keywords=limits)]),
        ):
            arguments = ", ".join(f"{each.arg}={ast.unparse(each.value)}" for each in limits)
            return WrittenType(unparsed(hint), Code(arguments))
    return WrittenType(unparsed(annotation))
