"""Patterns: regular expressions of ECMA-262 in a document, of Rust's regex crate in pydantic."""

from functools import cache

from pydantic_core import SchemaError, SchemaValidator, core_schema


@cache
def check_pattern(pattern: str) -> str:
    """Tell why pydantic can't check a pattern; "" if it can."""
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError as error:
        return " ".join(str(error).split())[:200]
    return ""
