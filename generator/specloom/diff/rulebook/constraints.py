"""Rules about constraints: for each keyword, whether it allows less, more, or something else than before."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from specloom.diff.rule import B, C, Judged, N, Rule, W
from specloom.diff.rulebook.examples import STRING, Json, value

_ARRAY: Json = {"type": "array", "items": STRING}
_OBJECT: Json = {"type": "object"}
_HOLDING: Json = {"type": "array", "contains": {"const": "a"}}
"""A list whose other items only `unevaluatedItems` can restrict."""


class Keyword(NamedTuple):
    """A keyword that restricts values.

    Attributes:
        id: the rules' ids begin with it.
        means: what it restricts, in a few words.
        strict: a value with the keyword, stricter than `loose`.
        loose: the same, less strict.
        source: whether it decides about types in Python.
    """

    id: str
    means: str
    strict: Json
    loose: Json
    source: bool = False


def _of(base: Json, **said: Any) -> Json:
    return {**base, **{key.rstrip("_"): held for key, held in said.items()}}


_NUMBER: Json = {"type": "number"}
_INTEGER: Json = {"type": "integer"}

KEYWORDS = (
    Keyword("maximum", "the greatest number", _of(_NUMBER, maximum=5), _of(_NUMBER, maximum=9)),
    Keyword("minimum", "the smallest number", _of(_NUMBER, minimum=5), _of(_NUMBER, minimum=1)),
    Keyword(
        "multiple-of",
        "what numbers are multiples of",
        _of(_INTEGER, multipleOf=4),
        _of(_INTEGER, multipleOf=2),
    ),
    Keyword("max-length", "the longest text", _of(STRING, maxLength=5), _of(STRING, maxLength=9)),
    Keyword("min-length", "the shortest text", _of(STRING, minLength=5), _of(STRING, minLength=1)),
    Keyword("pattern", "the form of a text", _of(STRING, pattern="^a"), STRING),
    Keyword(
        "format",
        "the format of a value",
        _of(_INTEGER, format="int32"),
        _of(_INTEGER, format="int64"),
        source=True,
    ),
    Keyword("max-items", "the longest list", _of(_ARRAY, maxItems=5), _of(_ARRAY, maxItems=9)),
    Keyword("min-items", "the shortest list", _of(_ARRAY, minItems=5), _of(_ARRAY, minItems=1)),
    Keyword("unique-items", "whether items differ", _of(_ARRAY, uniqueItems=True), _ARRAY),
    Keyword(
        "contains",
        "what a list holds among others",
        _of(_ARRAY, contains={"const": "a"}),
        _ARRAY,
    ),
    Keyword(
        "min-contains",
        "how many of these a list holds at least",
        _of(_ARRAY, contains={"const": "a"}, minContains=3),
        _of(_ARRAY, contains={"const": "a"}, minContains=2),
    ),
    Keyword(
        "max-contains",
        "how many of these a list holds at most",
        _of(_ARRAY, contains={"const": "a"}, maxContains=3),
        _of(_ARRAY, contains={"const": "a"}, maxContains=4),
    ),
    Keyword("prefix-items", "the first items of a list", _of(_ARRAY, prefixItems=[{"const": "a"}]), _ARRAY),
    Keyword("max-properties", "the largest object", _of(_OBJECT, maxProperties=5), _of(_OBJECT, maxProperties=9)),
    Keyword("min-properties", "the smallest object", _of(_OBJECT, minProperties=5), _of(_OBJECT, minProperties=1)),
    Keyword(
        "additional-properties",
        "whether an object holds more than it lists",
        _of(_OBJECT, properties={"a": STRING}, additionalProperties=False),
        _of(_OBJECT, properties={"a": STRING}),
    ),
    Keyword(
        "pattern-properties",
        "what properties with such names hold",
        _of(_OBJECT, patternProperties={"^a": STRING}),
        _OBJECT,
    ),
    Keyword("property-names", "how properties are called", _of(_OBJECT, propertyNames={"maxLength": 5}), _OBJECT),
    Keyword(
        "dependent-required",
        "which properties need others",
        _of(_OBJECT, dependentRequired={"a": ["b"]}),
        _OBJECT,
    ),
    Keyword(
        "dependent-schemas",
        "what goes for an object with certain properties",
        _of(_OBJECT, dependentSchemas={"a": {"required": ["b"]}}),
        _OBJECT,
    ),
    Keyword("not", "what a value is not", _of(STRING, not_={"const": "a"}), STRING),
    Keyword(
        "conditions",
        "what goes if something else does",
        _of(STRING, if_={"const": "a"}, then={"maxLength": 0}),
        STRING,
    ),
    Keyword(
        "unevaluated-items", "whether a list holds more than it lists", _of(_HOLDING, unevaluatedItems=False), _HOLDING
    ),
    Keyword("content-encoding", "how bytes are written as text", _of(STRING, contentEncoding="base64"), STRING),
    Keyword("content-media-type", "what a text holds", _of(STRING, contentMediaType="application/json"), STRING),
    Keyword(
        "content-schema",
        "what a text, once it is read, holds",
        _of(STRING, contentMediaType="application/json", contentSchema={"type": "object"}),
        _of(STRING, contentMediaType="application/json"),
    ),
)

_CHANGED = {
    "multiple-of": (_of(_INTEGER, multipleOf=2), _of(_INTEGER, multipleOf=3)),
    "pattern": (_of(STRING, pattern="^a"), _of(STRING, pattern="^b")),
    "format": (_of(STRING, format="date"), _of(STRING, format="date-time")),
    "contains": (_of(_ARRAY, contains={"const": "a"}), _of(_ARRAY, contains={"const": "b"})),
    "prefix-items": (_of(_ARRAY, prefixItems=[{"const": "a"}]), _of(_ARRAY, prefixItems=[{"const": "b"}])),
    "pattern-properties": (
        _of(_OBJECT, patternProperties={"^a": STRING}),
        _of(_OBJECT, patternProperties={"^b": STRING}),
    ),
    "property-names": (_of(_OBJECT, propertyNames={"maxLength": 5}), _of(_OBJECT, propertyNames={"minLength": 2})),
    "dependent-required": (
        _of(_OBJECT, dependentRequired={"a": ["b"]}),
        _of(_OBJECT, dependentRequired={"b": ["a"]}),
    ),
    "dependent-schemas": (
        _of(_OBJECT, dependentSchemas={"a": {"required": ["b"]}}),
        _of(_OBJECT, dependentSchemas={"b": {"required": ["a"]}}),
    ),
    "not": (_of(STRING, not_={"const": "a"}), _of(STRING, not_={"const": "b"})),
    "conditions": (
        _of(STRING, if_={"const": "a"}, then={"maxLength": 1}),
        _of(STRING, if_={"const": "b"}, then={"maxLength": 1}),
    ),
    "unevaluated-items": (
        _of(_HOLDING, unevaluatedItems={"maxLength": 5}),
        _of(_HOLDING, unevaluatedItems={"minLength": 2}),
    ),
    "content-schema": (
        _of(STRING, contentMediaType="application/json", contentSchema={"maxLength": 5}),
        _of(STRING, contentMediaType="application/json", contentSchema={"minLength": 2}),
    ),
    "content-encoding": (_of(STRING, contentEncoding="base64"), _of(STRING, contentEncoding="base16")),
    "content-media-type": (
        _of(STRING, contentMediaType="application/json"),
        _of(STRING, contentMediaType="text/html"),
    ),
}
"""Keywords whose values may be neither stricter nor looser, with two such values."""


_LEFT_ALONE = frozenset({"additional-properties"})
"""Keywords about what programs leave alone where they receive it; the normal form has no `unevaluatedProperties`."""


def _rules() -> Iterator[Rule]:
    for keyword in KEYWORDS:
        python = B if keyword.source else N
        yield Rule(
            f"{keyword.id}-narrowed",
            f"Less is allowed than before: {keyword.means}.",
            "Requests may hold less than before, so some are refused; what is received was possible before",
            Judged(B, python),
            Judged(C, python),
            advice="Release a major version if the value can be sent.",
            example=value(keyword.loose, keyword.strict),
        )
        yield Rule(
            f"{keyword.id}-widened",
            f"More is allowed than before: {keyword.means}.",
            "Requests may hold more than before; what is received may be what programs don't reckon with",
            Judged(C, python),
            Judged(W if keyword.id in _LEFT_ALONE else B, python),
            advice="Release a major version if programs rely on the limit in what they receive.",
            example=value(keyword.strict, keyword.loose),
        )
        if keyword.id in _CHANGED:
            unsure = keyword.id == "pattern"
            yield Rule(
                f"{keyword.id}-changed",
                f"Something else is allowed than before: {keyword.means}.",
                "Whether the new pattern takes less or more than the old one can't be told"
                if unsure
                else "Some requests are refused, and what is received may be what programs don't reckon with",
                Judged(W if unsure else B, python),
                Judged(W if unsure else B, python),
                advice="Release a major version, unless every value of before still fits.",
                example=value(*_CHANGED[keyword.id]),
            )


RULES = tuple(_rules())
