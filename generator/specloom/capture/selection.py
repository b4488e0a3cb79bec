"""Which operations of a document are meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from specloom import grammar
from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.references import deref

_SHOWN = 6
"""How many names a message lists where none is like the one that was given."""

NAME_EXTENSIONS = ("x-xgen-operation-id-override",)
"""Extensions that name an operation in place of its `operationId`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to capture; an operation is in if any of these says so.

    Attributes:
        operations: operationIds, names given by an extension, or `METHOD /path`.
        tags: of operations.
        path_prefixes: whole segments: `/pets` means `/pets` and `/pets/{id}`, and not `/petshops`.
        everything: all of the document.
    """

    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    path_prefixes: tuple[str, ...] = ()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.everything or self.operations or self.tags or self.path_prefixes)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation and where it stands.

    Attributes:
        pointer: `("paths", path, method)`, or with `webhooks`, or with `additionalOperations` before the method.
        node: the operation.
        name: what an extension calls it, or "".
    """

    pointer: Pointer
    node: dict[str, Any]
    name: str

    @property
    def id(self) -> str:
        """Its operationId, or ""."""
        return _text(self.node.get("operationId"))

    @property
    def path(self) -> str:
        """Its path, or the name of the webhook."""
        return str(self.pointer[1])

    @property
    def call(self) -> str:
        """`GET /pets`."""
        return f"{str(self.pointer[-1]).upper()} {self.path}"

    @property
    def label(self) -> str:
        """What to call it in messages."""
        return self.name or self.id or self.call


def operations(document: dict[str, Any], extensions: Iterable[str] = NAME_EXTENSIONS) -> list[Operation]:
    """List the operations of a document, paths before webhooks."""
    extensions = tuple(extensions)
    return [
        Operation(
            (section, path, *tokens), node, next((name for key in extensions if (name := _text(node.get(key)))), "")
        )
        for section in ("paths", "webhooks")
        for path, item in _entries(document.get(section))
        for tokens, node in operations_of(deref(document, item, (section, path)))
    ]


def operations_of(item: dict[str, Any]) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield the operations of a path item, with the tokens that lead to them."""
    for tokens, _, operation in grammar.operations(item):
        yield tokens, operation


def select(known: list[Operation], selection: Selection) -> list[Operation]:
    """Pick the operations that are meant, in document order.

    Raises:
        SpecError: `unknown-operation`, `ambiguous-operation`, `unknown-tag` or `unknown-path`, for each part of the
            selection that means nothing here; `no-operations` where there is nothing to pick from.
    """
    if not known:
        raise SpecError(Diagnostic("no-operations", "the document has no operations", ("paths",)))
    if selection.everything:
        return known
    found: list[Operation] = []
    problems: list[Diagnostic] = []
    parts = (
        [_by_name(known, name, problems) for name in selection.operations]
        + [_by_tag(known, tag, problems) for tag in selection.tags]
        + [_by_prefix(known, prefix, problems) for prefix in selection.path_prefixes]
    )
    for part in parts:
        found += part
    if problems:
        raise SpecError(problems)
    wanted = {operation.pointer for operation in found}
    return [operation for operation in known if operation.pointer in wanted]


def _by_name(known: list[Operation], name: str, problems: list[Diagnostic]) -> list[Operation]:
    method, _, path = name.partition(" ")
    call = f"{method.upper()} {path.strip()}"
    for found in (
        [operation for operation in known if operation.id == name],
        [operation for operation in known if operation.name == name],
        [operation for operation in known if operation.call == call],
    ):
        if len(found) > 1:
            calls = ", ".join(operation.call for operation in found)
            message = f"{name!r} means {len(found)} operations: {calls}"
            problems.append(Diagnostic("ambiguous-operation", message, hint="Name one as METHOD /path."))
        if found:
            return found
    names = [one for operation in known for one in (operation.id, operation.name, operation.call) if one]
    problems.append(_unknown("operation", name, names))
    return []


def _by_tag(known: list[Operation], tag: str, problems: list[Diagnostic]) -> list[Operation]:
    found = [operation for operation in known if tag in _tags(operation)]
    if not found:
        names = [one for operation in known for one in _tags(operation)]
        problems.append(_unknown("tag", tag, names))
    return found


def _by_prefix(known: list[Operation], prefix: str, problems: list[Diagnostic]) -> list[Operation]:
    whole = prefix.rstrip("/") + "/"
    found = [operation for operation in known if f"{operation.path}/".startswith(whole)]
    if not found:
        problems.append(_unknown("path", prefix, [operation.path for operation in known]))
    return found


def _unknown(what: str, name: str, names: list[str]) -> Diagnostic:
    known = list(dict.fromkeys(names))
    if close := get_close_matches(name, known, n=3):
        hint = f"Did you mean {', '.join(map(repr, close))}?"
    elif known:
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        hint = f"It has {', '.join(map(repr, known[:_SHOWN]))}{more}."
    else:
        hint = "It has none."
    return Diagnostic(f"unknown-{what}", f"the document has no {what} {name!r}", hint=hint)


def _tags(operation: Operation) -> list[str]:
    tags = operation.node.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _entries(items: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(items, dict):
        for name, item in items.items():
            if isinstance(item, dict) and not name.startswith("x-"):
                yield name, item


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
