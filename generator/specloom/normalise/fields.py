"""What fields of OpenAPI objects hold besides other OpenAPI objects: text, flags, numbers, lists, small records.

Each reader takes a value and gives what it means, which is nearly always the value itself; `"5"` for a number, or a
number for a text, is understood. What can't be understood is `UnfitError`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError
from specloom.grammar import Kind, Shape, fields
from specloom.schemas import is_number

ABSENT = object()
"""What a reader gives for a value that says nothing."""

_DISPENSABLE = frozenset(
    {
        "title", "summary", "description", "termsOfService", "contact", "license", "externalDocs", "deprecated", "xml",
        "example", "examples", "tags", "links", "$comment",
    }
)  # fmt: skip
"""Fields that only say something about the API; one that can't be understood is left out with a warning."""

_MAPS = frozenset(key for kind in Kind for key, (shape, _) in fields(kind).items() if shape is not Shape.ONE)

TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The types of JSON Schema."""


class UnfitError(Exception):
    """A value is not what its field holds; the message says what that would be."""


class Findings:
    """What was found in a document: its diagnostics, with words for the usual ones."""

    def __init__(self, *, mending: bool = False) -> None:
        """Begin with nothing.

        Args:
            mending: whether a schema that contradicts itself is read in some way, instead of being an error.
        """
        self.mending = mending
        self.diagnostics: list[Diagnostic] = []

    def wrong(self, at: Pointer, value: object, expected: object) -> None:
        """A value of the wrong type."""
        message = f"`{at[-1] if at else 'the document'}` has to be {expected}, not {_spell(value)}"
        if _field(at) in _DISPENSABLE:
            self.warn("wrong-type", message, at, "it is left out")
        else:
            self.error("wrong-type", message, at, "correct it, with an overlay action if the document is not yours")

    def unknown(self, at: Pointer, what: str) -> None:
        """A field that means nothing where it stands."""
        self.warn("unknown-field", f"`{at[-1]}` means nothing in {what}", at, "it is left out")

    def missing(self, at: Pointer, field: str, what: str) -> None:
        """A field that has to be there and isn't."""
        self.error(
            "missing-field", f"`{field}` is missing from {what}", at, "add it, with an overlay action if need be"
        )

    def contradiction(self, message: str, at: Pointer, reading: str) -> None:
        """A schema that no value fits.

        Args:
            message: why.
            at: where.
            reading: how it is read where it isn't an error.

        Raises:
            SpecError: in a document that isn't mended.
        """
        if not self.mending:
            hint = "correct one of them, with an overlay action if the document is not yours"
            raise SpecError(Diagnostic("all-of-contradiction", message, at, hint))
        self.warn("all-of-contradiction", message, at, reading)

    def error(self, code: str, message: str, at: Pointer, hint: str = "") -> None:
        """Something that stops the run."""
        self.diagnostics.append(Diagnostic(code, message, at, hint))

    def warn(self, code: str, message: str, at: Pointer, hint: str = "") -> None:
        """Something for the reader to judge."""
        self.diagnostics.append(Diagnostic(code, message, at, hint, Severity.WARNING))

    def note(self, code: str, message: str, at: Pointer, hint: str = "") -> None:
        """Something that is as it should be, and worth knowing."""
        self.diagnostics.append(Diagnostic(code, message, at, hint, Severity.NOTE))


def _field(at: Pointer) -> object:
    """The field that a place belongs to: that of a list or map, if the place is an entry of one."""
    entry = len(at) > 1 and (isinstance(at[-1], int) or at[-2] in _MAPS)
    return at[-2] if entry else at[-1] if at else None


def _spell(value: object) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


Reader = Callable[[Any, Pointer, Findings], Any]


def read(value: Any, reader: Reader, at: Pointer, found: Findings) -> Any:
    """Read one value, and report it where it can't be understood."""
    try:
        return reader(value, at, found)
    except UnfitError as unfit:
        found.wrong(at, value, unfit)
        return ABSENT


def anything(value: Any, at: Pointer, found: Findings) -> Any:
    """Data, of whatever kind."""
    return value


def text(value: Any, at: Pointer, found: Findings) -> Any:
    """A text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise UnfitError("text")


def flag(value: Any, at: Pointer, found: Findings) -> Any:
    """True or false."""
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise UnfitError("true or false")


def number(value: Any, at: Pointer, found: Findings) -> Any:
    """A number."""
    if isinstance(value, str):
        try:
            value = int(value) if value.lstrip("-").isdecimal() else float(value)
        except ValueError:
            raise UnfitError("a number") from None
    if not is_number(value):
        raise UnfitError("a number")
    return value


def positive(value: Any, at: Pointer, found: Findings) -> Any:
    """A number above 0."""
    result = number(value, at, found)
    if result <= 0:
        raise UnfitError("a number above 0")
    return result


def limit(value: Any, at: Pointer, found: Findings) -> Any:
    """A number, or the flag that OpenAPI 3.0 has in its stead."""
    return value if isinstance(value, bool) else number(value, at, found)


def count(value: Any, at: Pointer, found: Findings) -> Any:
    """A whole number from 0 on."""
    result = number(value, at, found)
    if result < 0 or result != int(result):
        raise UnfitError("a whole number from 0 on")
    return int(result)


def list_of(reader: Reader) -> Reader:
    """A list of what another reader reads."""

    def listed(value: Any, at: Pointer, found: Findings) -> Any:
        if not isinstance(value, list):
            raise UnfitError("a list")
        return [item for _, item in _each(((index, item, reader) for index, item in enumerate(value)), at, found)]

    return listed


def map_of(reader: Reader) -> Reader:
    """An object whose keys are names."""

    def mapped(value: Any, at: Pointer, found: Findings) -> Any:
        if not isinstance(value, dict):
            raise UnfitError("an object")
        return dict(_each(((str(key), item, reader) for key, item in value.items()), at, found))

    return mapped


def record(what: str, readers: Mapping[str, Reader], required: Mapping[str, Any] | None = None) -> Reader:
    """An object with fields of its own.

    Args:
        what: it is, for diagnostics.
        readers: one for each field.
        required: fields that have to be there, each with what to take in its stead, or `ABSENT` if nothing will do.

    """

    def recorded(value: Any, at: Pointer, found: Findings) -> Any:
        if not isinstance(value, dict):
            raise UnfitError("an object")
        known: list[tuple[str | int, Any, Reader]] = []
        for key, item in value.items():
            if str(key).startswith("x-"):
                known.append((str(key), item, anything))
            elif key in readers:
                known.append((key, item, readers[key]))
            else:
                found.unknown((*at, str(key)), what)
        result = dict(_each(known, at, found))
        for field, otherwise in (required or {}).items():
            if field not in result:
                if otherwise is ABSENT:
                    found.missing(at, field, what)
                else:
                    result[field] = otherwise
        return result

    return recorded


def about(reader: Reader) -> Reader:
    """What only says something about the API: where it is wrong, it is left out."""

    def read_about(value: Any, at: Pointer, found: Findings) -> Any:
        own = Findings(mending=found.mending)
        result = read(value, reader, at, own)
        for one in own.diagnostics:
            if one.severity is Severity.ERROR:
                found.warn(one.code, one.message, one.pointer, "it is left out, with what it belongs to")
                result = ABSENT
            else:
                found.diagnostics.append(one)
        return result

    return read_about


def _each(
    items: Iterable[tuple[str | int, Any, Reader]], at: Pointer, found: Findings
) -> Iterator[tuple[str | int, Any]]:
    for key, item, reader in items:
        if item is None and reader is not anything:
            continue
        result = read(item, reader, (*at, key), found)
        if result is not ABSENT:
            yield key, result


def types(value: Any, at: Pointer, found: Findings) -> Any:
    """A type, or a list of types."""
    # Who writes `type: null` in YAML means the type, not the absence of one.
    names = [str(name) if name is not None else "null" for name in (value if isinstance(value, list) else [value])]
    if wrong := [name for name in names if name not in TYPES]:
        found.error("unknown-type", f"there is no type {wrong[0]!r}", at, f"use one of: {', '.join(TYPES)}")
        return ABSENT
    result = list(dict.fromkeys(names))
    if not result:
        return ABSENT
    return result[0] if len(result) == 1 else result


def required_names(value: Any, at: Pointer, found: Findings) -> Any:
    """The names of required properties."""
    if isinstance(value, bool):
        hint = "it is left out; the schema that holds the property lists it under its own `required`"
        found.warn("misplaced-required", "`required` of a schema is a list of properties, not a flag", at, hint)
        return ABSENT
    return list(dict.fromkeys(list_of(text)(value, at, found))) or ABSENT


def values(value: Any, at: Pointer, found: Findings) -> Any:
    """The values of an enum."""
    if not isinstance(value, list):
        raise UnfitError("a list")
    if not value:
        found.warn("empty-enum", "an enum without values allows nothing", at, "it is left out")
        return ABSENT
    result: list[Any] = []
    known: set[tuple[str, str]] = set()
    for item in value:
        key = (type(item).__name__, repr(item))
        if key not in known:
            known.add(key)
            result.append(item)
    return result


def discriminator(value: Any, at: Pointer, found: Findings) -> Any:
    """A discriminator; one that doesn't name its property says nothing."""
    if isinstance(value, str):
        hint = "it is read as `propertyName`, which is what OpenAPI 2 has here"
        found.warn("wrong-type", "a discriminator has to be an object, not text", at, hint)
        value = {"propertyName": value}
    result = _DISCRIMINATOR(value, at, found)
    if "propertyName" in result:
        return result
    hint = "it is left out; add `propertyName`, with an overlay action if the document is not yours"
    found.warn("missing-field", "`propertyName` is missing from a discriminator", at, hint)
    return ABSENT


_DISCRIMINATOR = record("a discriminator", {"propertyName": text, "mapping": map_of(text), "defaultMapping": text})
