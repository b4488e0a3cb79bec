"""Comparing who may use an operation."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Site
from specloom.diff.keywords import key_of
from specloom.diff.pairs import SUBJECT, Finding, listed, quoted
from specloom.diff.revision import Revision

_Alternative = dict[str, frozenset[str]]
"""Security schemes that are asked for together, by what tells them apart, each with its scopes."""


class _Operation(Protocol):
    @property
    def at(self) -> Pointer: ...

    @property
    def node(self) -> Mapping[str, Any]: ...


def compare_security(
    revisions: tuple[Revision, Revision], label: str, operation_id: str, operations: tuple[_Operation, _Operation]
) -> Iterator[Finding]:
    """Compare what credentials an operation asks for, by what is sent rather than by the names of schemes."""
    asked = [_Asked(revision, one.node) for revision, one in zip(revisions, operations, strict=True)]
    if asked[0].same_as(asked[1]):
        return
    site = Site(label, operation_id, Direction.NEITHER)

    def say(rule: str, message: str, **more: Any) -> Finding:
        anchors = (operations[0].at, operations[1].at)
        values = (asked[0].written, asked[1].written)
        about = {"subject": label, "sites": (site,), "values": values, "anchors": anchors} | more
        return Finding(rule, message, Direction.NEITHER, **about)

    before, after = (one.alternatives for one in asked)
    yield from _renamed_schemes(revisions, asked, site)
    if before == after:
        return
    open_ = [{} in one or not one for one in (before, after)]
    if open_[0] and not open_[1]:
        yield say("security-required", f"{SUBJECT} asks for credentials: {listed(asked[1].names(after))}")
        return
    if open_[1] and not open_[0]:
        yield say("security-dropped", f"{SUBJECT} can be used without credentials")
        return
    gone = [one for one in before if one and one not in after]
    new = [one for one in after if one and one not in before]
    for old in list(gone):
        # The same schemes with other scopes are the same credentials with other permissions.
        match = next((one for one in new if one.keys() == old.keys()), None)
        if match is None:
            continue
        gone.remove(old)
        new.remove(match)
        more = sorted({scope for key in match for scope in match[key] - old[key]})
        fewer = sorted({scope for key in match for scope in old[key] - match[key]})
        if more:
            yield say(
                "security-scope-added", f"{SUBJECT} asks for the permission {listed(more)}", detail=", ".join(more)
            )
        if fewer:
            message = f"{SUBJECT} no longer asks for the permission {listed(fewer)}"
            yield say("security-scope-removed", message, detail=", ".join(fewer))
    # Whoever presents more than is asked for passes still.
    gone = [old for old in gone if not any(one and _is_enough(one, old) for one in after)]
    changed = {
        name
        for name in asked[0].schemes
        if name in asked[1].schemes and asked[0].schemes[name] != asked[1].schemes[name]
    }
    for old in list(gone):
        names = asked[0].names([old])
        match = next((one for one in new if asked[1].names([one]) == names), None)
        if match is not None and changed & set(names[0].split(" + ")):
            gone.remove(old)
            new.remove(match)
            yield say(
                "security-scheme-changed",
                f"the credentials {SUBJECT} are presented in another way",
                subject=names[0],
                values=tuple(one.definitions(names[0]) for one in asked),
                anchors=tuple(("components", "securitySchemes", names[0].split(" + ")[0]) for _ in asked),
            )
    for one in gone:
        names = asked[0].names([one])
        yield say("security-alternative-removed", f"{SUBJECT} no longer takes {listed(names)}", detail=names[0])
    for one in new:
        names = asked[1].names([one])
        yield say("security-alternative-added", f"{SUBJECT} takes {listed(names)} as well", detail=names[0])


def _is_enough(asked: _Alternative, given: _Alternative) -> bool:
    """Whether credentials are all that is asked for, or more."""
    return all(key in given and scopes <= given[key] for key, scopes in asked.items())


class _Asked:
    """What one revision asks for at an operation."""

    def __init__(self, revision: Revision, node: Mapping[str, Any]) -> None:
        document = revision.normal
        self.written = node.get("security", document.get("security")) or []
        defined = (document.get("components") or {}).get("securitySchemes") or {}
        self.defined: Mapping[str, Any] = defined
        self.used = sorted({name for alternative in self.written for name in alternative})

    def same_as(self, other: "_Asked") -> bool:
        """Whether another asks for the same in the same words, as is nearly always so."""
        return bool(self.written == other.written) and all(
            self.defined.get(name) == other.defined.get(name) for name in self.used
        )

    @cached_property
    def schemes(self) -> dict[str, str]:
        """What schemes are, by name: those that are alike are one."""
        return {name: _identity(self.defined.get(name, {})) for name in self.used}

    @cached_property
    def alternatives(self) -> list[_Alternative]:
        """Any one of these is enough."""
        found: list[_Alternative] = []
        for alternative in self.written:
            said = {self.schemes[name]: frozenset(scopes) for name, scopes in alternative.items()}
            if said not in found:
                found.append(said)
        return found

    def names(self, alternatives: list[_Alternative]) -> list[str]:
        """What people call alternatives: by the names of their schemes."""
        by_identity = {identity: name for name, identity in reversed(self.schemes.items())}
        return [" + ".join(sorted(by_identity[key] for key in one)) for one in alternatives]

    def definitions(self, names: str) -> dict[str, Any]:
        """How schemes are defined."""
        return {name: self.defined.get(name) for name in names.split(" + ")}


def _identity(scheme: Any) -> str:
    """What is sent, and how it is come by, as text; descriptions and lists of scopes don't count."""
    if not isinstance(scheme, dict):
        return "{}"
    said = {
        key: value for key, value in scheme.items() if key not in ("description", "flows") and not key.startswith("x-")
    }
    if isinstance(said.get("scheme"), str):
        said["scheme"] = said["scheme"].lower()
    if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
        said["name"] = str(scheme.get("name")).lower()
    said.pop("bearerFormat", None)
    flows = scheme.get("flows")
    if isinstance(flows, dict):
        said["flows"] = {
            name: {key: value for key, value in flow.items() if key != "scopes"}
            for name, flow in flows.items()
            if isinstance(flow, dict)
        }
    return key_of(said)


def _renamed_schemes(revisions: tuple[Revision, Revision], asked: list[_Asked], site: Site) -> Iterator[Finding]:
    before, after = (one.schemes for one in asked)
    for name, identity in before.items():
        other = next((one for one, said in after.items() if said == identity and one not in before), None)
        if name not in after and other is not None:
            yield Finding(
                "security-scheme-renamed",
                f"the credentials {SUBJECT} are called {quoted(other)}",
                Direction.NEITHER,
                subject=name,
                detail=other,
                sites=(site,),
                values=(name, other),
                anchors=(("components", "securitySchemes", name), ("components", "securitySchemes", other)),
            )
