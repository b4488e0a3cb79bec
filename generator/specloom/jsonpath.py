"""Finds parts of a document by JSONPath (RFC 9535), within limits: a query comes from outside too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError
from jsonpath.function_extensions import ExpressionType, FilterFunction
from pydantic_core import SchemaError, SchemaValidator, core_schema

from specloom.diagnostics import Pointer

_LITERAL: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")

# Each bounds one of the ways in which a short query can cost a power of the document's size.
_MAX_LENGTH: Final = 1000
_MAX_DESCENTS: Final = 2
_MAX_COMMAS: Final = 6
_MAX_FILTERS: Final = 3

_FUNCTIONS: Final = frozenset({"length", "count", "value", "match", "search"})


class Match(NamedTuple):
    """A part of a document that a query selects."""

    pointer: Pointer
    value: Any


class QueryError(ValueError):
    """A query that isn't RFC 9535, or costs too much; the message says which."""


def select(query: str, data: Any) -> list[Match]:
    """Find what a query selects, each part once, in the order of the document.

    Raises:
        QueryError: the query can't be used.
    """
    _check_cost(query)
    try:
        path = _Environment(strict=True).compile(query)
        # Segment by segment, so that what is found twice is followed once.
        nodes: Iterable[Any] = JSONPathEnvironment().compile("$").finditer(data)
        assert isinstance(path, JSONPath)  # Only operators that RFC 9535 lacks make anything else.
        for segment in path.segments:
            nodes = {node.parts: node for node in segment.resolve(nodes)}.values()
        return [Match(tuple(node.parts), node.obj) for node in nodes]
    except JSONPathError as error:
        raise QueryError(str(error.args[0]) if error.args else "it is malformed") from None
    except RecursionError:
        raise QueryError("it nests too deep") from None


def _check_cost(query: str) -> None:
    if not query.startswith("$"):
        raise QueryError("it doesn't begin at the root ($)")
    bare = _LITERAL.sub("''", query)
    if len(query) > _MAX_LENGTH:
        raise QueryError(f"it is longer than {_MAX_LENGTH} characters")
    if bare.count("..") > _MAX_DESCENTS:
        raise QueryError(f"it looks through everything (..) more than {_MAX_DESCENTS} times")
    if bare.count(",") > _MAX_COMMAS:
        raise QueryError(f"it has more than {_MAX_COMMAS} commas")
    if bare.count("?") > _MAX_FILTERS:
        raise QueryError(f"it has more than {_MAX_FILTERS} filters")
    if "$" in bare[1:]:
        raise QueryError("a filter in it starts again at the root ($)")


class _Environment(JSONPathEnvironment):
    """RFC 9535 and nothing else, with regular expressions that take linear time."""

    max_recursion_depth = 400

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions = {
            name: function for name, function in self.function_extensions.items() if name in _FUNCTIONS
        }
        self.function_extensions["match"] = _Regex(r"\A(?:{})\z")
        self.function_extensions["search"] = _Regex("{}")


class _Regex(FilterFunction):
    """`match` or `search`, on an engine that doesn't backtrack: the one that pydantic checks patterns with."""

    arg_types = [ExpressionType.VALUE, ExpressionType.VALUE]  # noqa: RUF012 - the library's own convention
    return_type = ExpressionType.LOGICAL

    def __init__(self, form: str) -> None:
        self._form = form

    def __call__(self, value: object, pattern: object) -> bool:
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        return _compile(self._form.format(pattern)).isinstance_python(value)


@lru_cache(maxsize=32)
def _compile(pattern: str) -> SchemaValidator:
    try:
        return SchemaValidator(core_schema.str_schema(pattern=pattern, regex_engine="rust-regex"))
    except SchemaError:
        raise QueryError(f"the pattern {pattern!r} is not a regular expression") from None
