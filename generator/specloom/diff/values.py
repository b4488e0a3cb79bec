"""Comparing two schemas that are no unions: types, enums, constraints, and what they hold."""

from typing import Any, Protocol

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Verdict
from specloom.diff.keywords import Change, changes, key_of, same
from specloom.diff.origins import Origins
from specloom.diff.pairs import SUBJECT, Expansion, Finding, Pair, listed, own, quoted
from specloom.naming import Names
from specloom.normalise.nulls import split_null
from specloom.schemas import Schema, as_list


class Context(Protocol):
    """What comparing one pair needs of the comparison that it is a part of."""

    origins: tuple[Origins, Origins]
    names: tuple[Names, Names]

    def judge(self, base: Any, head: Any, skip: frozenset[str] = frozenset()) -> tuple[bool, bool]:
        """Whether the second schema refuses what the first allows, and allows what the first refuses."""

    def differences(self, parent: Pair, base: Schema, head: Schema, skip: frozenset[str]) -> list[Finding]:
        """All that differs between two schemas, in the direction of the parent."""

    def inside(
        self, parent: Pair, base: Schema, head: Schema, steps: tuple[Pointer, Pointer], skip: frozenset[str]
    ) -> Pair | None:
        """The pair of two schemas inside a pair, or None if there is nothing in them to compare."""


_TYPES = frozenset({"string", "number", "integer", "boolean", "object", "array"})
_TYPED_FORMATS = frozenset({"date", "date-time", "time", "uuid", "binary", "byte", "password"})
"""Formats that have a type of their own in Python."""
_NOTHING = object()


def compare_values(pair: Pair, base: Schema, head: Schema, context: Context) -> Expansion:
    """Compare two schemas, neither of which is a union or allows null.

    Args:
        pair: the pair they belong to.
        base: of the older document.
        head: of the newer one.
        context: the comparison.
    """
    result = Expansion()
    comparing = _Values(pair, base, head, context, result)
    if comparing.types():
        comparing.enum()
        comparing.constraints()
        comparing.contents()
    return result


def compare_nullable(pair: Pair, base: Schema, head: Schema) -> tuple[Schema, Schema, list[Finding]]:
    """Compare whether null is allowed; the schemas come back without it."""
    base_core, base_null = split_null(base)
    head_core, head_null = split_null(head)
    found = []
    alone = types_of(base_core) == {"null"}, types_of(head_core) == {"null"}
    if (alone[0] and head_null) or (alone[1] and base_null):
        rule, what = (
            ("type-widened", "may be more than null") if alone[0] else ("type-narrowed", "may be nothing but null")
        )
        values = (own(base, "type") or None, own(head, "type") or None)
        return {}, {}, [Finding(rule, f"{SUBJECT} {what}", pair.direction, pair, value=True, values=values)]
    if base_null != head_null:
        rule, what = (
            ("became-nullable", "may be null") if head_null else ("became-not-nullable", "may no longer be null")
        )
        if not (_is_anything(base_core) or _is_anything(head_core)):
            values = ({"nullable": base_null}, {"nullable": head_null})
            found.append(Finding(rule, f"{SUBJECT} {what}", pair.direction, pair, values=values))
    return base_core, head_core, found


def _is_anything(schema: Schema) -> bool:
    return not schema.keys() & {"type", "enum", "const", "$ref", "oneOf", "anyOf", "properties"}


class _Values:
    def __init__(self, pair: Pair, base: Schema, head: Schema, context: Context, result: Expansion) -> None:
        self.pair = pair
        self.base = base
        self.head = head
        self.context = context
        self.found = result.findings
        self.inside = result.inside

    def say(self, rule: str, message: str, keywords: tuple[str, ...] = (), **more: Any) -> None:
        """Note a difference in the value itself."""
        values = (own(self.base, *keywords) or None, own(self.head, *keywords) or None)
        self.found.append(
            Finding(rule, message, self.pair.direction, self.pair, **{"value": True, "values": values, **more})
        )

    def types(self) -> bool:
        """Compare types; False if there is nothing else to compare."""
        before, after = types_of(self.base), types_of(self.head)
        if before == after:
            return True
        names = [
            "anything" if types >= _TYPES - {"integer"} else " or ".join(sorted(types)) for types in (before, after)
        ]
        keywords = ("type", "format")
        message = f"{SUBJECT} is {_article(names[1])} rather than {_article(names[0])}"
        covered = ("integer" in before and "number" in after) or ("integer" in after and "number" in before)
        common = before & after or covered
        if not common:
            self.say("type-changed", message, keywords)
            return False
        narrower = bool(before - after - ({"integer"} if "number" in after else set()))
        wider = bool(after - before - ({"integer"} if "number" in before else set()))
        self.say(
            f"type-{'changed' if narrower and wider else 'narrowed' if narrower else 'widened'}", message, keywords
        )
        # What was lost or won besides is told by the rest; what may be anything says nothing else.
        return narrower is not wider and "anything" not in names

    def enum(self) -> None:
        """Compare the values that are listed, of the types that both allow."""
        common = types_of(self.base) & types_of(self.head)
        before, after = (_of_types(enum_of(schema), common) for schema in (self.base, self.head))
        if before is None and after is None:
            return
        keywords = ("enum", "const")
        if before is None or after is None:
            if types_of(self.base) == {"boolean"} and len((before or {}) or (after or {})) == 2:
                return
            rule, what = (
                ("enum-added", "is now one of a list") if before is None else ("enum-removed", "may be any value")
            )
            self.say(rule, f"{SUBJECT} {what}", keywords)
            return
        if added := [after[key] for key in after if key not in before]:
            self._say_values("enum-value-added", "may be", added)
        if removed := [before[key] for key in before if key not in after]:
            self._say_values("enum-value-removed", "may no longer be", removed)

    def _say_values(self, rule: str, what: str, values: list[Any]) -> None:
        shown = [value if isinstance(value, str) else key_of(value) for value in values]
        is_added = rule == "enum-value-added"
        sides = (None, {"enum": values}) if is_added else ({"enum": values}, None)
        self.say(rule, f"{SUBJECT} {what} {listed(shown)}", detail=", ".join(shown), values=sides)

    def constraints(self) -> None:
        """Compare every keyword that restricts values."""
        for rule, keywords, change in changes(self.base, self.head, self.context.judge):
            before, after = own(self.base, *keywords), own(self.head, *keywords)
            source = None
            if rule == "format" and not {before.get("format"), after.get("format")} & _TYPED_FORMATS:
                source = Verdict.NONE
            message = f"{SUBJECT} {_limits(keywords, before, after)}"
            self.say(f"{rule}-{change}", message, keywords, source=source)
        if not self.base.get("default", _NOTHING) is self.head.get("default", _NOTHING) is _NOTHING:
            self._default()
        if bool(self.base.get("deprecated")) != bool(self.head.get("deprecated")):
            rule, what = (
                ("value-deprecated", "is") if self.head.get("deprecated") else ("value-undeprecated", "is no longer")
            )
            self.say(rule, f"{SUBJECT} {what} deprecated", ("deprecated",), value=False)

    def _default(self) -> None:
        before, after = self.base.get("default", _NOTHING), self.head.get("default", _NOTHING)
        if before is _NOTHING or after is _NOTHING or not same(before, after):
            shown = ["nothing" if one is _NOTHING else quoted(key_of(one)) for one in (before, after)]
            message = f"{SUBJECT}, where it is left out, is {shown[1]} rather than {shown[0]}"
            self.say("default-changed", message, ("default",), value=False)

    def contents(self) -> None:
        """Compare what objects and lists hold."""
        if "items" in self.base or "items" in self.head:
            self._part(self.base.get("items", True), self.head.get("items", True), ("items",))
        if self.base.keys() & _OF_OBJECTS or self.head.keys() & _OF_OBJECTS:
            self._properties()
            self._additional()

    def _part(self, base: Any, head: Any, steps: Pointer) -> None:
        inner = self.context.inside(self.pair, as_schema(base), as_schema(head), (steps, steps), frozenset())
        if inner is not None:
            self.inside.append(inner)

    def _additional(self) -> None:
        before, after = _additional(self.base), _additional(self.head)
        if same(before, after) and not isinstance(before, dict):
            return
        if before is False or after is False or isinstance(before, bool) or isinstance(after, bool):
            narrower, wider = self.context.judge(before, after)
            if narrower or wider:
                change = Change.CHANGED if narrower and wider else Change.NARROWED if narrower else Change.WIDENED
                rule = f"additional-properties-{'narrowed' if narrower else 'widened'}"
                what = "takes no longer" if change is Change.NARROWED else "takes"
                self.say(rule, f"{SUBJECT} {what} any property that it doesn't list", ("additionalProperties",))
            return
        self._part(before, after, ("additionalProperties",))

    def _properties(self) -> None:
        before, after = self.base.get("properties", {}), self.head.get("properties", {})
        had, has = set(self.base.get("required", ())), set(self.head.get("required", ()))
        for label in before:
            if label in self.pair.skip:
                continue
            if label not in after:
                self._gone(label, before[label], label in had)
                continue
            if (label in had) is not (label in has):
                rule, what = (
                    ("property-became-required", "must be there")
                    if label in has
                    else ("property-became-optional", "may be left out")
                )
                self._say_property(rule, what, label, before[label], after[label])
            self._part(before[label], after[label], ("properties", label))
            self._field(label)
        for label in after:
            if label not in before and label not in self.pair.skip:
                self._new(label, after[label], label in has)
        for label in sorted((had ^ has) - set(before) - set(after) - self.pair.skip):
            rule = "property-became-required" if label in has else "property-became-optional"
            message = f"{SUBJECT} {'must' if label in has else 'need not'} have {quoted(label)}"
            self.say(rule, message, detail=label, values=({"required": label in had}, {"required": label in has}))

    def _say_property(
        self, rule: str, what: str, label: str, before: Any, after: Any, wire: Verdict | None = None
    ) -> None:
        steps = ("properties", label)
        self.found.append(
            Finding(
                rule,
                f"{SUBJECT} {what}",
                self.pair.direction,
                self.pair,
                (steps, steps),
                values=(before, after),
                wire=wire,
            )
        )

    def _among_others(self, before: Any, after: Any) -> Verdict | None:
        """What it does that a property is, or was, one of those that an object doesn't list but has a schema for."""
        if not isinstance(before, dict) or not isinstance(after, dict):
            return None
        narrower, wider = self.context.judge(before, after)
        return Verdict.BREAKING if (narrower if self.pair.direction is Direction.REQUEST else wider) else None

    def _gone(self, label: str, schema: Schema, required: bool) -> None:
        flags = self.context.origins[1].property_flags(self.pair, label)
        if flags.get("readOnly") and self.pair.direction is Direction.REQUEST:
            rule = "required-property-became-read-only" if required else "property-became-read-only"
            self._say_property(rule, "is set by the API alone", label, schema, {"readOnly": True})
        elif flags.get("writeOnly") and self.pair.direction is Direction.RESPONSE:
            self._say_property(
                "property-became-write-only", "is no longer received", label, schema, {"writeOnly": True}
            )
        else:
            rule = "property-forbidden" if _additional(self.head) is False else "property-removed"
            self._say_property(rule, "is gone", label, schema, None, self._among_others(schema, _additional(self.head)))

    def _new(self, label: str, schema: Schema, required: bool) -> None:
        flags = self.context.origins[0].property_flags(self.pair, label)
        if flags.get("readOnly") and self.pair.direction is Direction.REQUEST:
            rule = "required-property-became-writable" if required else "property-became-writable"
            what = "must be sent" if required else "can be sent"
            self._say_property(rule, f"{what}; the API alone could set it", label, {"readOnly": True}, schema)
        elif flags.get("writeOnly") and self.pair.direction is Direction.RESPONSE:
            self._say_property("property-became-readable", "is received", label, {"writeOnly": True}, schema)
        else:
            wire = self._among_others(_additional(self.base), schema)
            rule, what = "property-added", "is new, and may be left out"
            if required and "default" in schema:
                rule, what = (
                    "required-property-with-default-added",
                    "is new, and must be there, though it has a default",
                )
            elif required:
                rule, what = "required-property-added", "is new, and must be there"
            self._say_property(rule, what, label, None, schema, wire)

    def _field(self, label: str) -> None:
        """Compare what a property is called in Python."""
        names = [self.context.names[side].fields.get(self.pair.names[side], {}).get(label, "") for side in (0, 1)]
        if all(names) and names[0] != names[1]:
            message = f"is {quoted(names[1])} in Python rather than {quoted(names[0])}"
            self._say_property("field-renamed", message, label, names[0], names[1])


_OF_OBJECTS = frozenset({"properties", "additionalProperties", "required"})


def types_of(schema: Schema) -> set[str]:
    """The types that a schema allows, null apart; all of them if it doesn't say."""
    values = enum_of(schema)
    if "type" in schema:
        found = {str(name) for name in as_list(schema["type"]) if name != "null"} or {"null"}
        found = found - {"integer"} if "number" in found else found
        return {name for name in found if _of_types(values, {name})} or found if values and len(found) > 1 else found
    if values is not None:
        return {_type_of(value) for value in values.values()}
    return {"object"} if schema.get("properties") else set(_TYPES - {"integer"})


def _of_types(values: dict[str, Any] | None, types: set[str]) -> dict[str, Any] | None:
    """Listed values of some types only."""
    if values is None:
        return None
    covered = types | {"integer"} if "number" in types else types
    return {key: value for key, value in values.items() if _type_of(value) in covered}


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return {str: "string", float: "number", dict: "object", list: "array"}.get(type(value), "null")


def enum_of(schema: Schema) -> dict[str, Any] | None:
    """The values that a schema lists, by what tells them apart; None if it lists none."""
    if "const" in schema:
        return {key_of(schema["const"]): schema["const"]}
    if isinstance(schema.get("enum"), list):
        return {key_of(value): value for value in schema["enum"] if value is not None}
    return None


def _additional(schema: Schema) -> Any:
    """What properties that an object doesn't list have to be like."""
    held = schema.get("additionalProperties", True)
    # What has lost all its properties, since none goes this way, was closed for having lost them.
    return True if held is False and schema.get("properties") == {} else held


def as_schema(schema: Any) -> Schema:
    """A schema as an object, also where it is `true` or `false`."""
    if schema is True:
        return {}
    return {"not": {}} if schema is False else schema


def _limits(keywords: tuple[str, ...], before: Schema, after: Schema) -> str:
    shown = [
        ", ".join(f"{keyword}: {key_of(one[keyword])}" for keyword in keywords if keyword in one)
        for one in (before, after)
    ]
    texts = [text if len(text) <= _LONGEST else text[:_LONGEST] + "…" for text in shown]
    if not shown[0]:
        return f"is held to {quoted(texts[1])}"
    return (
        f"is no longer held to {quoted(texts[0])}"
        if not shown[1]
        else f"is held to {quoted(texts[1])} rather than {quoted(texts[0])}"
    )


_LONGEST = 80


def _article(name: str) -> str:
    if name == "anything":
        return name
    return f"an {name}" if name[:1] in "aeiou" else f"a {name}"
