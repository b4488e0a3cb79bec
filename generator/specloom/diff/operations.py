"""Comparing operations: which there are, what they are called, and what goes in and out of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from specloom import grammar
from specloom.diagnostics import Pointer
from specloom.diff.access import compare_security
from specloom.diff.addresses import compare_servers, moved_base
from specloom.diff.bodies import Exchange, compare_request_body, compare_responses
from specloom.diff.entries import Direction, Site
from specloom.diff.graph import Graph
from specloom.diff.pairs import SUBJECT, Finding, quoted
from specloom.diff.parameters import compare_parameters
from specloom.diff.revision import Revision
from specloom.diff.settings import Settings
from specloom.naming import tag_of

_Key = tuple[str, str, str]
_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a normal form.

    Attributes:
        label: `POST /pets`.
        operation_id: its id, or "".
        at: where it stands.
        node: it.
    """

    label: str
    operation_id: str
    at: Pointer
    node: Mapping[str, Any]


def operations_of(document: Mapping[str, Any], section: str = "paths") -> Iterator[Operation]:
    """The operations of a normal form, in its paths or in its webhooks."""
    for path, item in (document.get(section) or {}).items():
        for tokens, method, node in grammar.operations(item if isinstance(item, dict) else {}):
            label = f"{method} {path}" if section == "paths" else f"webhook {path} {method}"
            yield Operation(label, str(node.get("operationId", "")), (section, path, *tokens), node)


class _Operations:
    def __init__(self, base: Revision, head: Revision, settings: Settings, graph: Graph) -> None:
        self.revisions = (base, head)
        self.settings = settings
        self.graph = graph
        self.found: list[Finding] = []
        self.base_moved = ("", "")

    def compare(self) -> list[Finding]:
        for section in ("paths", "webhooks"):
            before, after = self.by_key(section)
            pairs = [(one, after[key]) for key, one in before.items() if key in after]
            gone = {one.operation_id: one for key, one in before.items() if key not in after}
            new = {one.operation_id: one for key, one in after.items() if key not in before}
            moved = [name for name in gone if name and name in new and section == "paths"]
            for name in moved:
                self.moved(gone[name], new[name])
            pairs += [(gone[name], new[name]) for name in moved]
            for old, one in pairs:
                self.both(old, one, section == "webhooks")
            for key, one in before.items():
                if key not in after and one.operation_id not in moved:
                    self.removed(one)
            for key, one in after.items():
                if key not in before and one.operation_id not in moved:
                    site = Site(one.label, one.operation_id, Direction.NEITHER)
                    self.say("operation-added", f"{SUBJECT} is new", one, None, one, (site,))
        self.found += compare_servers(*self.revisions, self.base_moved)
        return self.found

    def by_key(self, section: str) -> tuple[dict[_Key, Operation], dict[_Key, Operation]]:
        """The operations of both documents, by what they are known by."""
        operations = [list(operations_of(revision.normal, section)) for revision in self.revisions]
        plain = [{_key(one): one for one in side} for side in operations]
        moved = moved_base(*(revision.normal for revision in self.revisions)) if section == "paths" else ("", "")
        if any(moved):
            whole = [{_key(one, moved[side]): one for one in operations[side]} for side in (0, 1)]
            if len(whole[0].keys() & whole[1].keys()) > len(plain[0].keys() & plain[1].keys()):
                self.base_moved = moved
                return (whole[0], whole[1])
        return (plain[0], plain[1])

    def say(
        self,
        rule: str,
        message: str,
        shown: Operation,
        old: Operation | None,
        new: Operation | None,
        sites: tuple[Site, ...] = (),
        **more: Any,
    ) -> None:
        sites = sites or (Site(shown.label, shown.operation_id, Direction.NEITHER),)
        anchors = (old.at if old else None, new.at if new else None)
        self.found.append(
            Finding(rule, message, Direction.NEITHER, subject=shown.label, sites=sites, anchors=anchors, **more)
        )

    def removed(self, old: Operation) -> None:
        sunset = old.node.get("x-sunset") or sunset_of(self.revisions[0], old.at)
        today = self.settings.today.isoformat() if self.settings.today else ""
        if isinstance(sunset, str) and sunset and sunset[:10] <= today:
            message = f"{SUBJECT} is gone, as was announced for {sunset[:10]}"
            self.say("operation-removed-after-sunset", message, old, old, None)
        else:
            self.say("operation-removed", f"{SUBJECT} is gone", old, old, None)

    def moved(self, old: Operation, new: Operation) -> None:
        message = f"{quoted(old.label)} is {SUBJECT} now"
        self.say("operation-moved", message, new, old, new, values=(old.label, new.label))

    def both(self, old: Operation, new: Operation, received: bool) -> None:
        if not received:
            self.identity(old, new)
        deprecated = [self.deprecated(side, one) for side, one in enumerate((old, new))]
        if deprecated[0] != deprecated[1]:
            rule, what = ("operation-deprecated", "is") if deprecated[1] else ("operation-undeprecated", "is no longer")
            self.say(rule, f"{SUBJECT} {what} deprecated", new, old, new)
        exchange = Exchange(self.graph, self.revisions, new.label, new.operation_id, (old.at, new.at), received)
        compare_parameters(exchange, old.node, new.node)
        compare_request_body(exchange, old.node, new.node)
        compare_responses(exchange, old.node, new.node)
        self.found += exchange.found
        self.found += compare_security(self.revisions, new.label, new.operation_id, (old, new))
        self.callbacks(old, new, received)

    def deprecated(self, side: int, operation: Operation) -> bool:
        """Whether the document itself says so; a slice also says it of what has a last day."""
        origins = self.graph.origins[side]
        at = origins.resolved(operation.at[:2])
        written = origins.node((*at, *operation.at[2:])) if at is not None else None
        return bool((written if isinstance(written, dict) else operation.node).get("deprecated"))

    def identity(self, old: Operation, new: Operation) -> None:
        """Compare ids, and the names of methods and groups that follow from them."""
        methods = [
            revision.names.operations.get(one.operation_id, one.operation_id)
            for revision, one in zip(self.revisions, (old, new), strict=True)
        ]
        groups = [
            revision.names.resources.get(tag, tag)
            for revision, one in zip(self.revisions, (old, new), strict=True)
            for tag in [tag_of(one.node)]
        ]
        ids = (old.operation_id, new.operation_id)
        if methods[0] != methods[1]:
            message = f"the method for {SUBJECT} is {quoted(methods[1])} rather than {quoted(methods[0])}"
            self.say("operation-renamed", message, new, old, new, detail=methods[1], values=ids)
        elif old.operation_id != new.operation_id:
            message = f"{SUBJECT} has the id {quoted(ids[1])} rather than {quoted(ids[0])}; its method keeps its name"
            self.say("operation-id-changed", message, new, old, new, detail=ids[1], values=ids)
        if groups[0] != groups[1]:
            message = f"the method for {SUBJECT} is in {quoted(groups[1])} rather than {quoted(groups[0])}"
            self.say("operation-regrouped", message, new, old, new, detail=groups[1], values=(groups[0], groups[1]))

    def callbacks(self, old: Operation, new: Operation, received: bool) -> None:
        """Compare the requests that an operation makes the API send; to those it is the client."""
        before, after = _callbacks(old), _callbacks(new)
        for key, one in before.items():
            if key in after:
                self.both(one, after[key], not received)
            else:
                self.say("callback-removed", f"{SUBJECT} is gone", one, one, None)
        for key, one in after.items():
            if key not in before:
                self.say("callback-added", f"{SUBJECT} is new", one, None, one)


def compare_operations(base: Revision, head: Revision, settings: Settings, graph: Graph) -> list[Finding]:
    """Compare all operations; schemas they hold become roots of the graph."""
    return _Operations(base, head, settings, graph).compare()


def sunset_of(revision: Revision, at: Pointer) -> str:
    """The last day of an operation in its slice, or ""."""
    node: Any = revision.sliced
    for token in at:
        node = node.get(token) if isinstance(node, dict) else None
    found = node.get("x-sunset") if isinstance(node, dict) else None
    return found if isinstance(found, str) else ""


def _key(operation: Operation, base: str = "") -> _Key:
    """What an operation is known by: names of path parameters don't matter."""
    section, path, method = str(operation.at[0]), str(operation.at[1]), str(operation.at[-1])
    return (section, base + _BRACES.sub("{}", path) if section == "paths" else path, method)


def _callbacks(operation: Operation) -> dict[tuple[str, str, str], Operation]:
    found = {}
    for name, callback in (operation.node.get("callbacks") or {}).items():
        for expression, item in callback.items() if isinstance(callback, dict) else ():
            for tokens, method, node in grammar.operations(item if isinstance(item, dict) else {}):
                label = f"{operation.label} callback {name} {method}"
                at = (*operation.at, "callbacks", name, expression, *tokens)
                found[name, expression, method] = Operation(label, "", at, node)
    return found
