"""What in a document a name of its Python package stands for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from specloom import grammar
from specloom.diff.entries import Direction, Site
from specloom.diff.origins import Origins
from specloom.diff.revision import Revision
from specloom.references import deref
from specloom.schemas import component_schemas

_PROSE = frozenset({"title", "summary", "description", "example", "examples", "externalDocs"})


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What a name stands for.

    Attributes:
        subject: its name in the document: `Pet`, `Pet.name`, `GET /pets`.
        value: what the normal form says there, without prose; None where it says nothing.
        sites: the operation, for a method.
    """

    subject: str
    value: Any
    sites: tuple[Site, ...] = ()


class Places:
    """The counterparts of the names of one version.

    Args:
        revision: the document.
    """

    def __init__(self, revision: Revision) -> None:
        self._spoken = Origins(revision, 0).spoken
        self._normal = revision.normal
        self._names = revision.names
        self._client = revision.config.client
        self._schemas = component_schemas(revision.normal)
        self._classes = {name: schema for schema, name in revision.names.models.items()}
        self._classes |= {name: schema for schema, name in revision.names.unknown.items()}
        self._operations = dict(self._find_operations())

    def schema_of(self, path: str) -> str:
        """The component schema that a class or an alias is made of; "" if it is none."""
        name = path.rpartition(".")[2]
        if path.startswith("dicts."):
            name = re.sub(r"Dict[0-9]*$", "", name)
        return self._classes.get(name, "")

    def of(self, path: str, parameter: str = "") -> Counterpart | None:
        """Find what a name stands for; None for one that is no document's, but the runtime's."""
        if path.startswith("resources."):
            return self._of_method(path, parameter)
        if path.removeprefix("Async").partition(".")[0] == self._client:
            return self._of_client(path)
        schema = self.schema_of(path)
        if schema:
            return Counterpart(self._spoken(schema), _bare(self._schemas.get(schema)))
        owner, _, member = path.rpartition(".")
        schema = self.schema_of(owner) if owner else ""
        if not schema:
            return None
        labels = {field: label for label, field in self._names.fields.get(schema, {}).items()}
        label = member if owner.startswith("dicts.") else labels.get(member, member)
        whole = self._schemas.get(schema, {})
        found = whole.get("properties", {}).get(label)
        value = None if found is None else {"schema": _bare(found), "required": label in whole.get("required", ())}
        return Counterpart(f"{self._spoken(schema)}.{label}", value)

    def _of_method(self, path: str, parameter: str) -> Counterpart | None:
        parts = path.split(".")
        method = parts[2] if len(parts) > 2 else ""
        found = self._operations.get(method)
        if found is None:
            # The class of a group of operations.
            return Counterpart(path, _bare(sorted(self._names.resources.items())))
        site, operation = found
        subject = site.operation
        if parameter == "body":
            return Counterpart(subject, _bare(self._inner(operation.get("requestBody"))), (site,))
        if parameter:
            for declared in map(self._inner, operation.get("parameters", ())):
                key = (str(declared["name"]), str(declared["in"]))
                if self._names.arguments.get(site.operation_id, {}).get(key) == parameter:
                    return Counterpart(subject, _bare(declared), (site,))
            return Counterpart(subject, None, (site,))
        answers = {status: _bare(self._inner(one)) for status, one in operation.get("responses", {}).items()}
        return Counterpart(subject, answers, (site,))

    def _of_client(self, path: str) -> Counterpart:
        components = self._normal.get("components", {})
        told = (components.get("securitySchemes"), self._normal.get("security"), sorted(self._names.resources.items()))
        return Counterpart(path, _bare(told))

    def _inner(self, node: Any) -> Any:
        return deref(self._normal, node) if isinstance(node, dict) else node

    def _find_operations(self) -> Iterator[tuple[str, tuple[Site, dict[str, Any]]]]:
        for path, item in self._normal.get("paths", {}).items():
            for _, method, operation in grammar.operations(item):
                identity = str(operation.get("operationId", ""))
                site = Site(f"{method} {path}", identity, Direction.NEITHER)
                yield self._names.operations.get(identity, identity), (site, operation)


def _bare(node: Any, parent: str = "") -> Any:
    """A part of a document without prose and extensions, neither of which makes any code."""
    if isinstance(node, list | tuple):
        return [_bare(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    is_named = parent in ("properties", "mapping", "content", "responses")
    return {
        key: _bare(item, "" if is_named else key)
        for key, item in node.items()
        if is_named or not (key in _PROSE or str(key).startswith("x-"))
    }
