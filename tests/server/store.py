"""The connections the server holds, in memory."""

from __future__ import annotations

from typing import Any

from .messages import RefusedError
from .shapes import VARIANTS, Violation, merged, shown, violations

GROUP_ID = "32b6e34b3d91647abb20e7b8"
EMPTY_GROUP_ID = "5f1b7e0c9a8d4e3f2a1b0c9d"
FORBIDDEN_GROUP_ID = "000000000000000000000403"
TENANT = "tenant"
ODD_TENANT = "a/b c?%ü"

Document = dict[str, Any]


class Store:
    """Stream connections by project, stream instance and name, in the order of their creation."""

    def __init__(self) -> None:
        self.groups: dict[str, dict[str, dict[str, Document]]] = {
            GROUP_ID: {TENANT: {}, ODD_TENANT: {}},
            EMPTY_GROUP_ID: {},
        }
        self.forbidden = {FORBIDDEN_GROUP_ID}

    def add(self, document: Document, *, group: str = GROUP_ID, tenant: str = TENANT) -> None:
        """Put a connection there without a request."""
        self.create(group, tenant, document)

    def stored(self, name: str, *, group: str = GROUP_ID, tenant: str = TENANT) -> Document:
        """Give a connection as it is held, secrets included."""
        return self.groups[group][tenant][name]

    def list(self, group: str, tenant: str) -> list[Document]:
        """Give all connections of an instance as a response shows them."""
        return [_shown(document) for document in self._instance(group, tenant).values()]

    def get(self, group: str, tenant: str, name: str) -> Document:
        """Give one connection as a response shows it."""
        return _shown(self._one(group, tenant, name))

    def create(self, group: str, tenant: str, body: object) -> Document:
        """Hold a new connection and give it as a response shows it."""
        instance = self._instance(group, tenant)
        document = _checked(body)
        if not document.get("name"):
            raise _invalid(("name", "is missing"))
        name = document["name"]
        if name in instance:
            # Upstream documents this conflict with its `unauthorized` response: body and status disagree.
            detail = f"A connection named {name!r} exists already."
            raise RefusedError(409, "NOT_ORG_GROUP_CREATOR", detail, error=401)
        instance[name] = merged(VARIANTS[document["type"]], {}, document)
        return _shown(instance[name])

    def update(self, group: str, tenant: str, name: str, body: object) -> Document:
        """Change some members of a connection and give it as a response shows it."""
        old = self._one(group, tenant, name)
        document = _checked(body)
        for member in ("name", "type"):
            if document.get(member, old[member]) != old[member]:
                raise _invalid((member, "can't be changed"))
        new = merged(VARIANTS[old["type"]], old, {**document, "name": old["name"]})
        self.groups[group][tenant][name] = new
        return _shown(new)

    def delete(self, group: str, tenant: str, name: str) -> None:
        """Forget a connection."""
        self._one(group, tenant, name)
        del self.groups[group][tenant][name]

    def _instance(self, group: str, tenant: str) -> dict[str, Document]:
        if group in self.forbidden:
            raise RefusedError(403, "CANNOT_CHANGE_GROUP_NAME", f"No role in project {group} allows this.")
        if group not in self.groups:
            raise _missing(f"project {group}")
        if tenant not in self.groups[group]:
            raise _missing(f"stream instance {tenant!r}")
        return self.groups[group][tenant]

    def _one(self, group: str, tenant: str, name: str) -> Document:
        instance = self._instance(group, tenant)
        if name not in instance:
            raise _missing(f"connection {name!r}")
        return instance[name]


def _checked(body: object) -> Document:
    if not isinstance(body, dict):
        raise _invalid(("", "must be an object"))
    tag = body.get("type")
    if tag is None:
        raise _invalid(("type", "is missing"))
    if not isinstance(tag, str) or tag not in VARIANTS:
        raise _invalid(("type", f"must be one of {', '.join(VARIANTS)}"))
    found = tuple(violations(VARIANTS[tag], body))
    if found:
        raise _invalid(*found)
    return body


def _shown(document: Document) -> Document:
    visible: Document = shown(VARIANTS[document["type"]], document)
    return visible


def _invalid(*found: Violation) -> RefusedError:
    detail = "; ".join(f"{place or 'The body'} {text}" for place, text in found) + "."
    return RefusedError(400, "VALIDATION_ERROR", detail, fields=found)


def _missing(what: str) -> RefusedError:
    return RefusedError(404, "RESOURCE_NOT_FOUND", f"There is no {what}.")
