"""What the users of a package call the things of its document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from specloom import grammar
from specloom.diff.revision import Revision
from specloom.normalise.directions import Direction, directions
from specloom.normalise.discriminators import read_discriminator
from specloom.schemas import is_null, ref_name

_SPAN: Final = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_OPERATION: Final = re.compile(r"(?P<method>[A-Z]+) (?P<path>/\S*)")


class Words:
    """The Python names of one revision of a document."""

    def __init__(self, revision: Revision) -> None:
        """Take a revision."""
        self.names = revision.names
        self._normal = revision.normal

    def method(self, operation: str) -> str:
        """How an operation such as `POST /pets` is called: `client.pets.create_pet`; "" if there is none."""
        match = _OPERATION.fullmatch(operation)
        found = self._operations.get((match["path"], match["method"])) if match else None
        if found is None:
            return ""
        return f"client.{self.names.called(found)}"

    def argument(self, operation: str, parameter: str) -> str:
        """What the argument for a parameter of an operation, such as `query limit`, is called; "" if there is none."""
        match = _OPERATION.fullmatch(operation)
        found = self._operations.get((match["path"], match["method"])) if match else None
        place, _, name = parameter.partition(" ")
        return self.names.arguments[found["operationId"]].get((name, place), "") if found else ""

    def type_(self, schema: str, *, sent: bool = False) -> str:
        """What the class or alias for a schema is called; "" if there is none.

        Args:
            schema: by its name in the document.
            sent: the one for what is sent, where there are two.
        """
        return next((self.names.models[one] for one in self._classes(schema, sent=sent)), "")

    def field(self, path: str, *, sent: bool = False) -> str:
        """How a property such as `Pet.birthDate` is written: `Pet.birth_date`; "" if there is no such thing."""
        for end in [match.start() for match in re.finditer(r"\.", path)][::-1]:
            for schema in self._classes(path[:end], sent=sent):
                if fields := self._fields(schema, path[end + 1 :]):
                    return f"{self.names.models[schema]}.{'.'.join(fields)}"
        return ""

    def _classes(self, schema: str, *, sent: bool) -> list[str]:
        """The schemas that have classes for one of the document: the one for what is sent comes first or last."""
        requests = list(self._requests(schema))
        return [one for one in ([*requests, schema] if sent else [schema, *requests]) if one in self.names.models]

    def _fields(self, schema: str, path: str) -> list[str]:
        """The attributes on the way to a property within the properties of a schema; [] if there is no such way."""
        found: list[str] = []
        for step in path.split("."):
            label = step.removesuffix("[]")
            # What the base of a union has, each of its variants has.
            owner = next((one for one in (schema, *self._variants(schema)) if label in self._own_fields(one)), None)
            if owner is None:
                return []
            found.append(self._own_fields(owner)[label] + step.removeprefix(label))
            schema = _referred(self._schemas[owner]["properties"][label])
        return found

    def word(self, name: str, *, sent: bool = False) -> str:
        """What any of these is called; "" if it is none of them."""
        method = self.method(name)
        return f"{method}()" if method else self.type_(name, sent=sent) or self.field(name, sent=sent)

    def variants(self, union: str, *, sent: bool = False) -> list[str]:
        """The classes of a union's variants."""
        names = self._variants(next(self._requests(union), union) if sent else union)
        return list(dict.fromkeys(self.names.models[name] for name in names if name in self.names.models))

    def variant(self, union: str, tag: str, *, sent: bool = False) -> str:
        """The class of the variant that a tag of a union leads to; "" if there is none."""
        name = next(self._requests(union), union) if sent else union
        found = read_discriminator(self._schemas.get(name, {}), ())
        return self.names.models.get(found.mapping.get(tag, ""), "") if found else ""

    def unknown(self, union: str) -> str:
        """The class of what a union holds that the package doesn't know; "" if it has none."""
        return self.names.unknown.get(union, "")

    def _variants(self, union: str) -> list[str]:
        schema = self._schemas.get(union, {})
        return [name for one in schema.get("oneOf", schema.get("anyOf", ())) if (name := ref_name(one))]

    def _own_fields(self, schema: str) -> Mapping[str, str]:
        return self.names.fields.get(schema, {})

    def _requests(self, schema: str) -> Iterator[str]:
        for suffix in ("Request", "RequestBody", "Input"):
            if self._directions.get(f"{schema}{suffix}") is Direction.REQUEST:
                yield f"{schema}{suffix}"

    @cached_property
    def _directions(self) -> dict[str, Direction]:
        return dict(directions(self._normal))

    @cached_property
    def _operations(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {
            (path, method): operation
            for path, item in self._normal.get("paths", {}).items()
            for _, method, operation in grammar.operations(item)
        }

    @property
    def _schemas(self) -> dict[str, Any]:
        found: dict[str, Any] = self._normal.get("components", {}).get("schemas", {})
        return found


def _referred(schema: Any) -> str:
    """The component that a property holds, alone, in a list or beside null; "" if it holds none."""
    while isinstance(schema, dict):
        name = ref_name(schema)
        if name:
            return name
        alternatives = [one for key in ("oneOf", "anyOf") for one in schema.get(key, ()) if not is_null(one)]
        schema = schema.get("items") or (alternatives[0] if len(alternatives) == 1 else None)
    return ""


def spoken(text: str, newer: Words, older: Words, *, sent: bool = False) -> str:
    """Put into a sentence what things are called in Python, in place of their names in the document.

    Args:
        text: with names in backticks. What has no other name stays as it is.
        newer: the names that are looked at first.
        older: for what is no longer there.
        sent: the classes are those for what is sent.
    """

    def said(match: re.Match[str]) -> str:
        name = match[1]
        return f"`{newer.word(name, sent=sent) or older.word(name, sent=sent) or name}`"

    return _SPAN.sub(said, text)
