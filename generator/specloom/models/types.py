"""Types: schemas of the normal form as the engine writes them, with names for what it has none for."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from specloom import encode
from specloom.diagnostics import Diagnostic, Pointer, Severity
from specloom.durations import text_pattern
from specloom.encode import Code
from specloom.engines.asked import reference, runtime_type
from specloom.models.patterns import check_pattern, python_pattern, rust_pattern
from specloom.models.plans import ModelPlan, Role
from specloom.models.rules import is_literal, rules_of, types_of
from specloom.naming import Names
from specloom.normalise.files import is_file
from specloom.normalise.sites import below
from specloom.schemas import Schema, as_list, is_never, listed_values, ref_name
from specloom.standing import place_of

_OF_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_LIMITS_OF = {
    "integer": _OF_NUMBERS,
    "number": _OF_NUMBERS,
    "string": frozenset({"minLength", "maxLength", "pattern"}),
    "array": frozenset({"minItems", "maxItems"}),
}
LIMITS = frozenset[str]().union(*_LIMITS_OF.values())
"""What the engine has a place for beside a type of one kind."""
_TYPES = frozenset({"type", "const", "enum", "format"})
_TYPED = frozenset({"type", "const", "enum", "oneOf", "anyOf", "items", "prefixItems"})
"""What the engine makes a type from, which limits go with; those of anything are checked by rules."""
_NUMBERS = frozenset({"integer", "number"})
_KINDS = frozenset({"string", "integer", "number", "boolean", "null", "array", "object"})
RUNTIME_FORMATS = {"date-time": "DateTime", "date": "Date", "time": "Time", "uuid": "Uuid"}


class TypePlanner:
    """Turns schemas into what the engine writes types from; what has to be defined besides goes into the plan.

    Attributes:
        schemas: the components of the normal form, by name.
        names: what they are called in Python.
        plan: grows with every type that needs a name.
        taken: names of classes and aliases that are in use.
        open_names: by the class of an enumeration, the alias that also takes values newer than it when received.
        untagged: components that are told apart by constants in them and by no tag, so that no other value may come.
    """

    def __init__(self, schemas: Mapping[str, Schema], names_: Names) -> None:
        self.schemas = schemas
        self.names = names_
        self.plan = ModelPlan()
        self.taken = {*names_.models.values(), *names_.unknown.values()}
        self.open_names: dict[str, str] = {}
        self.untagged: Collection[str] = ()

    def engine_schema(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """Write a schema for the engine.

        Args:
            schema: a schema of the normal form, inside a component or an operation.
            role: of what holds it.
            at: its place.
            place: a Python name for its place, for aliases that have to be made.

        """
        target = ref_name(schema)
        if target is not None:
            return self.engine_reference(target, role)
        metadata = self.metadata(schema, role, at)
        made = self.typed(schema, role, at, place)
        return self.named(place, made, role, at, metadata) if metadata else made

    def named(self, wanted: str, type_: Schema, role: Role, at: Pointer, metadata: Sequence[Code] = ()) -> Schema:
        """Give a type a name of its own, with what pydantic has to know besides; a reference to it."""
        name = self.names.keeper.claim("aliases", [wanted, f"{wanted}Type"], place_of(at), self.taken)
        self.taken.add(name)
        self.plan.add_type(name, type_, role)
        self.plan.aliases[name] = tuple(metadata)
        return reference(name)

    def metadata(self, schema: Schema, role: Role, at: Pointer) -> list[Code]:
        """What has to stand beside a type in `Annotated`, for what no type says."""
        rules = self.rules(schema, role, at)
        if role is Role.RESPONSE:
            return []
        if self.runtime_format(schema, role) is not None:
            # Limits are those of the text, and no longer apply to what Python makes of it.
            rules |= {keyword: schema[keyword] for keyword in ("minLength", "maxLength") if keyword in schema}
        untyped = _TYPED.isdisjoint(schema)
        if untyped:
            rules |= {key: value for key, value in schema.items() if key in LIMITS and key != "pattern"}
        given = text_pattern(schema)
        problem = check_pattern(rust_pattern(given)) if given is not None else ""
        is_ruled = untyped or "pattern" not in schema or self.runtime_format(schema, role) is not None
        if given is not None and (problem or is_ruled):
            pattern = python_pattern(given)
            if pattern is None:
                self.unchecked("pattern", at, problem)
            else:
                rules["pattern"] = pattern
        values = listed_values(schema)
        exact = [known_when_sent(values)] if all(map(is_literal, values)) and has_lookalikes(values) else []
        if not rules:
            return exact
        function = "checked" if role is Role.REQUEST else "checked_when_sent"
        return [*exact, Code(f"{function}({encode.literal(rules)})")]

    def typed(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """Write what the engine can say of a schema that is no reference."""
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                members = [
                    self.limited(self.alternative(schema, keyword, index, role, at, place), role, at, place)
                    for index in self.order(schema[keyword])
                ]
                return {"anyOf": members}
        types = as_list(schema.get("type"))
        if "boolean" in types[1:] and not _NUMBERS.isdisjoint(types):
            types = _ordered(types)
            schema = {**schema, "type": types}
        if set(types) in ({"object", "null"}, {"array", "null"}) and not {"const", "enum"} & schema.keys():
            # The engine forgets what is in a map, and has no place for the limits of a list, beside null.
            made = self.typed({**schema, "type": next(kind for kind in types if kind != "null")}, role, at, place)
            return {"anyOf": [self.limited(made, role, at, place), {"type": "null"}]}
        is_one = len(set(types) - {"null"}) == 1 or (not types and is_file(schema))
        if "const" not in schema and is_one and (named := self.runtime_format(schema, role)):
            return {"anyOf": [named, {"type": "null"}]} if "null" in types else named
        if role is not Role.REQUEST and {"boolean", "integer"} <= set(types) and not {"const", "enum"} & schema.keys():
            others = {**schema, "type": [kind for kind in types if kind != "boolean"]}
            return {
                "anyOf": [
                    runtime_type("StrictBool"),
                    self.limited(self.typed(others, role, at, place), role, at, place),
                ]
            }
        limited = LIMITS & schema.keys()
        is_split = limited or self.runtime_format(schema, role) == runtime_type("Secret")
        if len(set(types) - {"null"}) > 1 and is_split and not {"const", "enum", "prefixItems"} & schema.keys():
            # The engine has no place for a limit beside several types, and a text is no secret beside them.
            return {"anyOf": [self.item(_of_type(schema, kind), role, at, place) for kind in types]}
        if "prefixItems" in schema:
            return self.fixed(schema, role, at, place)
        kept = _TYPES if role is Role.RESPONSE else _TYPES | LIMITS
        result = {key: value for key, value in schema.items() if key in kept and key != "format"}
        values = listed_values(result)
        if not all(map(is_literal, values)) or ("enum" in result and role is Role.RESPONSE):
            result = {key: value for key, value in result.items() if key not in ("const", "enum")}
            result.setdefault("type", _ordered(types_of(values)))
        if "pattern" in result:
            pattern = rust_pattern(result.pop("pattern"))
            result |= {} if check_pattern(pattern) else {"pattern": pattern}
        if isinstance(schema.get("items"), dict):
            result["items"] = self.item(schema["items"], role, (*at, "items"), place + "Item")
        further = unlisted(schema)
        if isinstance(further, dict):
            result["additionalProperties"] = self.item(further, role, (*at, "additionalProperties"), place + "Value")
        elif "patternProperties" in schema:
            result["additionalProperties"] = True
        return result

    def order(self, alternatives: Sequence[Schema]) -> list[int]:
        """The order in which alternatives without tags are tried, by their positions.

        Of several that fit as well, the first is taken. `true` fits the constant 1 as well as it does a switch, and a
        day fits what may be any text one day as well as it does a date: so what lists such values comes last. Truth
        values come first, since the first is what is written, too, when pydantic is in doubt, and `False` is 0 to it.
        An object with constants, which are sent though nobody gave them, comes after those that need none.
        """
        is_late = bool if any(map(self.has_format, alternatives)) else has_lookalikes
        late = [any(is_late(listed_values(part)) for part in self.parts(each)) for each in alternatives]
        adds = [any(map(_adds_constants, self.parts(each))) for each in alternatives]
        with_numbers = any(map(self.has_numbers, alternatives))
        first = [with_numbers and any(map(_is_truth, self.parts(each))) for each in alternatives]
        return sorted(
            range(len(alternatives)),
            key=lambda index: (late[index] and not first[index], adds[index], not first[index]),
        )

    def alternative(self, union: Schema, keyword: str, index: int, role: Role, at: Pointer, place: str) -> Schema:
        """Write one of several; what it lists may be another value one day where that can't mean any other of them."""
        schema = union[keyword][index]
        if truth := self.truth(schema, union[keyword], role, (*at, keyword, index), place):
            return truth
        kinds = set(types_of(listed_values(schema)))
        others = kinds and {kind for each in union[keyword] for part in self.parts(each) for kind in _kinds_of(part)}
        write = self.engine_schema if kinds & others else self.held
        return write(schema, role, (*at, keyword, index), place)

    def truth(
        self, schema: Schema, alternatives: Sequence[Schema], role: Role, at: Pointer, place: str
    ) -> Schema | None:
        """Write a truth value that may be a number as well, and that pydantic would take for one; None for all else."""
        strict, values = runtime_type("StrictBool"), listed_values(schema)
        if role is Role.REQUEST:
            return None
        if _is_switch(schema):
            return strict if any(map(self.takes_integers, alternatives)) else None
        if not _is_truth(schema) or not any(map(self.has_numbers, alternatives)):
            return None
        return strict if role is Role.RESPONSE else self.named(place, strict, role, at, [known_when_sent(values)])

    def takes_integers(self, schema: Schema) -> bool:
        """Whether some integer fits a schema, of which pydantic makes a truth value if it is 1.0."""
        return any("integer" in _kinds_of(part) for part in self.parts(schema))

    def has_numbers(self, schema: Schema) -> bool:
        """Whether some number fits a schema, be it one that it lists."""
        return any(_NUMBERS & (_kinds_of(part) | {*types_of(listed_values(part))}) for part in self.parts(schema))

    def has_format(self, schema: Schema) -> bool:
        """Whether some text that fits a schema is read into a type of its own."""
        return any(part.get("format") in RUNTIME_FORMATS and not listed_values(part) for part in self.parts(schema))

    def parts(self, schema: Schema, seen: frozenset[str] = frozenset()) -> Iterator[Schema]:
        """What a schema allows: itself, or what its alternatives are, without references."""
        name = ref_name(schema)
        if name is not None:
            if name not in seen:
                yield from self.parts(self.schemas[name], seen | {name})
            return
        alternatives = (*schema.get("oneOf", ()), *schema.get("anyOf", ()))
        for each in alternatives:
            yield from self.parts(each, seen)
        if not alternatives:
            yield schema

    def fixed(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """A list whose first items have types of their own: a tuple if there are just these, else a list."""
        items: dict[Pointer, Schema] = {
            ("prefixItems", index): item for index, item in enumerate(schema["prefixItems"])
        }
        if is_tuple(schema):
            first = [self.item(item, role, at + step, below(place, step)) for step, item in items.items()]
            made = {"type": "array", "prefixItems": first, "minItems": len(first), "maxItems": len(first)}
            # JSON, and plain data like it, has lists only.
            return made if role is Role.RESPONSE else self.named(place, made, role, at, [Code("Field(strict=False)")])
        rest = schema.get("items", {})
        if not is_never(rest):
            items["items",] = rest
        limits = {} if role is Role.RESPONSE else {key: schema[key] for key in LIMITS & set(schema)}
        listed = [*items.values()]
        written = [
            self.truth(item, listed, role, at + step, name) or self.item(item, role, at + step, name)
            for step, item in items.items()
            for name in [below(place, step)]
        ]
        ordered = [written[index] for index in self.order(listed)]
        members = [item for index, item in enumerate(ordered) if item not in ordered[:index]]
        return {"type": "array", "items": {"anyOf": members} if len(members) > 1 else members[0], **limits}

    def item(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """A schema inside a list or a map: limits on it need a name, since the engine has none for it."""
        return self.limited(self.held(schema, role, at, place), role, at, place)

    def limited(self, made: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """Give a type a name where it has limits."""
        return self.named(place, made, role, at) if set(made) & LIMITS else made

    def engine_reference(self, target: str, role: Role) -> Schema:
        """Refer to a component; an enum that is received may hold values that nobody knows yet."""
        python = self.names.models[target]
        schema = self.schemas[target]
        values = schema.get("enum", ())
        if len(values) < 2 or role is Role.REQUEST or not all(map(is_literal, values)):
            return reference(python)
        if role is Role.SHARED:
            return reference(self.open_name(python, target))
        kinds = [kind for kind in as_list(schema.get("type")) if kind != "null"] or types_of(values)
        return {"anyOf": [reference(python), *({"type": kind} for kind in kinds)]}

    def held(self, schema: Schema, role: Role, at: Pointer, place: str) -> Schema:
        """Write what a property, a list or a map holds: a value listed there may be another one day when received."""
        values = listed_values(schema)
        is_closed = role is Role.REQUEST or set(types_of(values)) <= {"null"} or not all(map(is_literal, values))
        if is_closed or (at[:2] == ("components", "schemas") and at[2] in self.untagged):
            return self.engine_schema(schema, role, at, place)
        made = self.typed(schema, role, at, place)
        kinds = [kind for kind in types_of(values) if kind != "null"]
        choice = {"anyOf": [made, *({"type": kind} for kind in kinds)]} if listed_values(made) else made
        if role is Role.RESPONSE:
            return choice
        return self.named(place, choice, role, at, [known_when_sent(values)])

    def open_name(self, python: str, component: str) -> str:
        """The alias of an enum for what goes both ways: these values when sent, any when received."""
        if python not in self.open_names:
            place = place_of(("components", "schemas", component))
            wanted = [f"Open{python}", f"Open{python}Value"]
            self.open_names[python] = self.names.keeper.claim("aliases", wanted, place, self.taken)
            self.taken.add(self.open_names[python])
        return self.open_names[python]

    def runtime_format(self, schema: Schema, role: Role) -> Schema | None:
        """The runtime's type for a string of a format, if it has one."""
        if role is not Role.RESPONSE and is_file(schema):
            return runtime_type("Upload")
        if "string" not in as_list(schema.get("type")):
            return None
        if role is not Role.RESPONSE and (schema.get("format") == "password" or schema.get("writeOnly") is True):
            return runtime_type("Secret")
        name = RUNTIME_FORMATS.get(str(schema.get("format")))
        if name is None or "enum" in schema:
            return None
        if role is Role.SHARED and name in ("Date", "DateTime"):
            return runtime_type(f"Shared{name}")
        return runtime_type(name if role is Role.RESPONSE else f"Strict{name}")

    def rules(self, schema: Schema, role: Role, at: Pointer) -> Schema:
        """What of a schema is checked by rules before it is sent, since no type says it."""
        if role is Role.RESPONSE:
            return {}
        if is_tuple(schema):
            schema = {key: value for key, value in schema.items() if key not in ("prefixItems", "items")}
        return rules_of(schema, self.schemas, lambda keyword, why: self.unchecked(keyword, at, why))

    def unchecked(self, keyword: str, at: Pointer, why: str = "") -> None:
        """Say that the package leaves a keyword to the server."""
        self.plan.diagnostics.append(
            Diagnostic(
                "unchecked-keyword",
                f"`{keyword}` is left to the server to check" + (f": {why}" if why else ""),
                (*at, keyword),
                "values that break it are sent all the same",
                Severity.WARNING,
            )
        )


def unlisted(schema: Schema) -> Schema | bool | None:
    """What the members of an object are that it doesn't list: a schema, whether there are any, or None if unsaid.

    Names that match a pattern are taken, too; which of the schemas is theirs, rules check.
    """
    value: Schema | bool | None = schema.get("additionalProperties")
    kinds = [*schema.get("patternProperties", {}).values()]
    if not kinds:
        return value
    if isinstance(value, dict):
        kinds.append(value)
    elif value is not False:
        return True
    if not all(isinstance(each, dict) and each for each in kinds):
        return True
    different = [each for index, each in enumerate(kinds) if each not in kinds[:index]]
    return different[0] if len(different) == 1 else {"anyOf": different}


def _ordered(types: Sequence[str]) -> list[str]:
    """Types in the order in which they are tried: truth values before numbers, as in `TypePlanner.order`."""
    return sorted(types, key=lambda kind: kind != "boolean")


def _of_type(schema: Schema, kind: str) -> Schema:
    """What a schema of several types says of one of them."""
    other = LIMITS - _LIMITS_OF.get(kind, frozenset())
    return {**{key: value for key, value in schema.items() if key not in other}, "type": kind}


def _adds_constants(schema: Schema) -> bool:
    """Whether an object has constants that it can't do without."""
    described = schema.get("properties", {})
    return any("const" in described.get(label, {}) for label in schema.get("required", ()))


def _is_switch(schema: Schema) -> bool:
    """Whether just any truth value fits a schema."""
    return as_list(schema.get("type")) == ["boolean"] and not listed_values(schema)


def _is_truth(schema: Schema) -> bool:
    """Whether just truth values fit a schema, any or those that it lists."""
    return _is_switch(schema) or set(types_of(listed_values(schema))) == {"boolean"}


def has_lookalikes(values: Sequence[object]) -> bool:
    """Whether Python takes another JSON value for one of these: true for 1, or 0 for false."""
    return any(isinstance(value, int) and value in (0, 1) for value in values)


def known_when_sent(values: Sequence[object]) -> Code:
    """Write what refuses all other values when they are sent."""
    return Code(f"known_when_sent({', '.join(map(encode.literal, values))})")


def _kinds_of(schema: Schema) -> frozenset[str]:
    """The JSON types of which a schema without alternatives takes values that it doesn't list, in any format."""
    if listed_values(schema):
        return frozenset()
    kinds = frozenset(as_list(schema.get("type"))) or _KINDS
    if schema.get("format") in RUNTIME_FORMATS:
        return kinds - {"string"}
    return kinds | _NUMBERS if kinds & _NUMBERS else kinds


def is_tuple(schema: Schema) -> bool:
    """Whether a list has exactly the items that it lists."""
    count = len(schema.get("prefixItems", ()))
    closed = is_never(schema.get("items")) or schema.get("maxItems") == count
    return count > 0 and closed and schema.get("minItems", 0) >= count
