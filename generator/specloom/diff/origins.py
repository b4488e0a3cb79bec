"""From a place in a normal form back to the document as it was read."""

from functools import cached_property
from typing import Any

from specloom.diagnostics import Pointer, SpecError
from specloom.diff.pairs import Pair
from specloom.diff.revision import Revision
from specloom.references import deref, local_pointer, node_at
from specloom.schemas import Schema, component_schemas, ref_name

_COMPONENTS = ("components", "schemas")
_REQUEST_FORMS = ("Request", "RequestBody", "Input")


class Origins:
    """Finds things of one revision's normal form in its document.

    Attributes:
        media_types: what media types of the normal form are called in the document, by the place of their body there.
    """

    def __init__(self, revision: Revision, side: int) -> None:
        """Take a revision and its index in every pair: 0 for the older, 1 for the newer."""
        self.document = revision.document
        self.side = side
        self.given = component_schemas(revision.document)
        self.schemas = component_schemas(revision.normal)
        self.normal = revision.normal
        self.media_types: dict[tuple[Pointer, str], str] = {}
        self._targets: dict[str, Pointer | None] = {}
        self._meant: dict[str, Any] = {}
        self._names = {id(schema): name for name, schema in self.schemas.items()}
        self._known: dict[int, tuple[Pair, Pointer | None]] = {}

    @cached_property
    def responses(self) -> dict[str, str]:
        """For every component that is the request form of another, that other, which has the name of the document."""
        found: dict[str, str] = {}
        for name in self.schemas:
            for suffix in _REQUEST_FORMS:
                whole = name.removesuffix(suffix)
                if whole != name and name not in self.given and whole in self.schemas and self._is_form(name, whole):
                    found[name] = whole
        return found

    def _is_form(self, name: str, whole: str) -> bool:
        """Whether one component says much the same as another, so that it may be its request form.

        What has its name from its place (`CreatePetRequest`) may only happen to be called like one.
        """
        form, response = self.schemas[name], self.schemas[whole]
        if "properties" not in form or "properties" not in response:
            return form.keys() == response.keys() and form.get("enum") == response.get("enum")
        common = form["properties"].keys() & response["properties"].keys()
        return 2 * len(common) >= len(form["properties"])

    def spoken(self, name: str) -> str:
        """The name that people know a component by: that of the response form, if it has one."""
        return self.responses.get(name, name)

    def pointer(self, pair: Pair) -> Pointer | None:
        """Where the schema of a pair stands, or what it stands in, if that is all there is."""
        chain: list[Pair] = []
        current: Pair | None = pair
        found: Pointer | None = None
        while current is not None:
            if id(current) in self._known:
                found = self._known[id(current)][1]
                break
            name = self.spoken(current.names[self.side])
            if name in self.given:
                found = (*_COMPONENTS, name)
                self._known[id(current)] = (current, found)
                break
            chain.append(current)
            if current.parent is None:
                found = current.anchors[self.side]
            current = current.parent
        for one in reversed(chain):
            if one.parent is not None:
                found = self.below(found, one.steps[self.side])
            found = self.resolved(found)
            self._known[id(one)] = (one, found)
        return found

    def below(self, at: Pointer | None, steps: Pointer) -> Pointer | None:
        """Follow steps such as `properties`, `name` from a schema, through whatever it is composed of.

        Returns:
            The place, or the nearest above it that exists; a reference there is not followed.
        """
        if at is None or not steps:
            return at
        return self.find(at, steps) or at

    def find(self, at: Pointer, steps: Pointer) -> Pointer | None:
        """As `below`, but None if there is no such place."""
        seen: set[Pointer] = set()
        waiting = [at]
        for place in waiting:
            meant = self.resolved(place)
            if meant is None or meant in seen:
                continue
            seen.add(meant)
            schema = self.node(meant)
            if not isinstance(schema, dict):
                continue
            target: Any = schema
            for step in steps:
                try:
                    target = target[step]
                except (LookupError, TypeError):
                    break
            else:
                return (*meant, *steps)
            for keyword in ("allOf", "oneOf", "anyOf"):
                members = schema.get(keyword)
                if isinstance(members, list):
                    waiting += [(*meant, keyword, index) for index in range(len(members))]
        return None

    def resolved(self, at: Pointer | None) -> Pointer | None:
        """Where the references at a place lead."""
        seen: set[Pointer] = set()
        while at is not None and at not in seen:
            seen.add(at)
            node = self.node(at)
            ref = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(ref, str):
                break
            if ref not in self._targets:
                self._targets[ref] = local_pointer(self.document, ref)
            target = self._targets[ref]
            if target is None:
                break
            at = target
        return at

    def real(self, at: Pointer) -> Pointer:
        """A place without the references on the way to it, as far as there is such a place; its own is not followed."""
        found: Pointer = ()
        for token in at:
            found = (*(self.resolved(found) or found), token)
        return found

    def meant(self, node: Any) -> Any:
        """What a part of the normal form is, references followed."""
        ref = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(ref, str):
            return node
        if ref not in self._meant:
            self._meant[ref] = deref(self.normal, node)
        return self._meant[ref]

    def node(self, at: Pointer) -> Any:
        """What stands at a place, or None."""
        try:
            return node_at(self.document, at)
        except (LookupError, TypeError, SpecError):
            return None

    def property_flags(self, pair: Pair, label: str) -> dict[str, bool]:
        """What the document says of a property of a pair that its normal form may not have.

        Returns:
            `readOnly` and `writeOnly` as far as they are said, `there` if the property is, and `required`.
        """
        at = self.pointer(pair)
        place = self.find(at, ("properties", label)) if at else None
        if place is None or at is None:
            return {}
        found = {"there": True, "required": self._requires(at, label)}
        waiting: list[Pointer] = [place]
        seen: set[Pointer] = set()
        for current in waiting:
            node = self.node(current)
            if not isinstance(node, dict) or current in seen:
                continue
            seen.add(current)
            for flag in ("readOnly", "writeOnly"):
                if node.get(flag) is True:
                    found[flag] = True
            if "$ref" in node and (target := self.resolved(current)) is not None:
                waiting.append(target)
            for keyword in ("allOf", "anyOf", "oneOf"):
                members = node.get(keyword)
                # Of alternatives, one and null say something about every value that there is.
                if isinstance(members, list) and (keyword == "allOf" or len(members) <= 2):
                    waiting += [(*current, keyword, index) for index in range(len(members))]
        return found

    def _requires(self, at: Pointer, label: str) -> bool:
        waiting, seen = [at], set[Pointer]()
        for place in waiting:
            meant = self.resolved(place)
            if meant is None or meant in seen:
                continue
            seen.add(meant)
            schema = self.node(meant)
            if isinstance(schema, dict):
                if isinstance(schema.get("required"), list) and label in schema["required"]:
                    return True
                waiting += [(*meant, "allOf", index) for index in range(len(schema.get("allOf") or ()))]
        return False

    def resolve(self, schema: Schema) -> tuple[Schema, str]:
        """Follow the reference that a schema of the normal form is: what it means, and the name of that, or ""."""
        name = self._names.get(id(schema), "")
        for _ in range(len(self.schemas) + 1):
            target = ref_name(schema)
            if target is None or target not in self.schemas:
                break
            schema, name = self.schemas[target], target
        return schema, name

    def label(self, at: Pointer | None) -> str:
        """The name of a place, for people: `Pet.owner`, `Pet.tags[]`, `POST /pets body.name`, or ""."""
        if at is None or not at:
            return ""
        if at[0] == "components" and len(at) > 2:
            return f"{self._component(at[:3])}{_path(at[3:])}"
        if at[0] in ("paths", "webhooks") and len(at) > 2:
            shared = at[2] == "parameters"
            start, rest = (at[:2], at[2:]) if shared else (at[:3], at[3:])
            method = "" if shared else f"{str(at[2]).upper()} "
            name = f"{method}{at[1]}" if at[0] == "paths" else f"webhook {at[1]} {method}".rstrip()
            return f"{name}{self._part(start, rest)}{_path(rest)}"
        return ""

    def _component(self, at: Pointer) -> str:
        """What a component is called: a schema by its name alone."""
        section, name = at[1:]
        if section == "parameters":
            return self._parameter(at) or f"parameter {name}"
        kind = {"requestBodies": "body ", "responses": "response ", "headers": "header "}.get(str(section), "")
        return f"{kind}{name}"

    def _parameter(self, at: Pointer) -> str:
        parameter = self.node(self.resolved(at) or at)
        known = isinstance(parameter, dict) and {"in", "name"} <= parameter.keys()
        return f"{parameter['in']} parameter {parameter['name']}" if known else ""

    def _part(self, start: Pointer, rest: Pointer) -> str:
        """Which part of an operation, or of a path item, a place is in."""
        section, key = (str(rest[0]), rest[1] if len(rest) > 1 else "") if rest else ("", "")
        if section == "parameters":
            return f" {self._parameter((*start, *rest[:2])) or f'parameter {key}'}"
        header = f" header {rest[3]}" if len(rest) > 3 and rest[2] == "headers" else ""
        return {"requestBody": " body", "responses": f" {key}{header}", "callbacks": f" callback {key}"}.get(
            section, ""
        )


_SILENT = frozenset({"schema", "requestBody", "itemSchema", "not"})
_PAIRS = frozenset({"allOf", "oneOf", "anyOf", "responses", "headers", "content", "parameters", "callbacks"})


def _path(steps: Pointer) -> str:
    """The part of a name that leads from one schema to another inside it."""
    result, position = "", 0
    while position < len(steps):
        step = str(steps[position])
        following = steps[position + 1] if position + 1 < len(steps) else ""
        position += 1
        if step in ("properties", "patternProperties"):
            result += f".{following}"
            position += 1
        elif step == "prefixItems":
            result += f"[{following}]"
            position += 1
        elif step in _PAIRS:
            position += 1
        elif step not in _SILENT:
            result += {"items": "[]", "additionalProperties": ".*"}.get(step, "")
    return result
