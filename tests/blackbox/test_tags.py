"""Tags of a generated package, from the outside: what a model knows of its own, and what a caller has to say."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.packages import generate, roundtrip
from tests.support.type_checks import mypy


def variant(*, secret: bool = False, **tag: Any) -> dict[str, Any]:
    properties = {"kind": {"type": "string", **tag}, "at": {"type": "string", "readOnly": secret}}
    return {"type": "object", "required": ["kind"], "properties": properties}


def test_a_model_says_its_tag_itself_where_there_is_no_choice(tmp_path: Path) -> None:
    schemas = {
        "Event": {
            "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Change", "Removal", "Move", "Copy")],
            "discriminator": {"propertyName": "kind", "mapping": {"moved": "Move", "copied": "Copy"}},
        },
        "Change": variant(enum=["created", "updated"]),
        "Removal": variant(enum=["deleted"]),
        "Move": variant(),
        "Copy": variant(secret=True),
    }
    package = generate(roundtrip(schemas, {"$ref": "#/components/schemas/Event"}), tmp_path)

    assert package.Removal().kind == "deleted"
    # Their own names are tags, too (OpenAPI 3.1, Discriminator Object), but the document names another.
    assert package.Move().kind == "moved"
    assert package.CopyRequest().kind == "copied"
    assert package.Move(kind="Move").kind == "Move"
    with pytest.raises(ValidationError, match="kind"):
        package.Change()
    assert package.Change(kind="updated").kind == "updated"


def test_a_tag_that_is_called_as_a_type_of_python(tmp_path: Path) -> None:
    """In the body of a class, whatever is called `object` hides the type."""
    schemas = {
        "Thing": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
        "Cat": {"type": "object", "required": ["object"], "properties": {"object": {"const": "cat"}}},
        "Dog": {"type": "object", "required": ["object"], "properties": {"object": {"const": "dog"}}},
    }
    package = generate(roundtrip(schemas, {"$ref": "#/components/schemas/Thing"}), tmp_path)
    program = f"from {package.__name__} import UnknownThing\nreveal_type(UnknownThing(raw={{}}).object)\n"
    (told,) = mypy(package, program, tmp_path)
    assert "Literal[" in told
    assert "UnknownTag.UNKNOWN" in told
