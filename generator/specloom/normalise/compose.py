"""Composition resolved: no `allOf` remains, and every union is a list of alternatives that stand for themselves.

A schema that extends another holds that one's properties; a base that offers a choice of its own heirs (the cycle of
base and variants) gives them its properties and is itself only the choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.normalise.fields import Findings
from specloom.normalise.idle import without_idle
from specloom.normalise.library import Library
from specloom.normalise.merge import Clash, ContradictionError, Merger
from specloom.normalise.unions import Choice, Spreader
from specloom.schemas import Schema, ref_name, without_notes

_COMPOSITION = frozenset({"allOf", "oneOf", "anyOf", "discriminator"})
_DEEPEST = 100
"""How long a line of schemas that extend or list each other may be; real documents have about five."""


@dataclass(slots=True)
class Composed:
    """What a schema says of its own and through what it extends.

    Attributes:
        plain: what it demands of every value.
        choices: unions that a value has to be an alternative of as well.

    """

    plain: Schema
    choices: list[Choice] = field(default_factory=list)


class Composer:
    """Composes the components of a library, each when it is needed.

    Attributes:
        library: the components.
        found: where diagnostics go.
        uses: how often each component of the original document is referred to.
        originals: for alternatives made from a component, that component.

    """

    def __init__(self, library: Library, uses: Mapping[str, int], found: Findings) -> None:
        self.library = library
        self.uses = uses
        self.found = found
        self.originals: dict[str, str] = {}
        self._merger = Merger(library.narrower, library.values)
        self._spreader = Spreader(self)
        self._composed: dict[str, Composed] = {}
        self._flat: dict[str, Schema] = {}
        self._active: list[str] = []
        self._closed: set[str] = set()

    def compose_waiting(self) -> None:
        """Compose every component, those too that come to light on the way."""
        for name in self.library.waiting:
            self.composed(name)
        self.library.waiting.clear()

    def flat_schemas(self) -> dict[str, Schema]:
        """Every component as an object or scalar without composition, or as a union."""
        self.compose_waiting()
        done = 0
        while done < len(self.library.sources):
            for name in list(self.library.sources)[done:]:
                self.flat(name)
                done += 1
            self.compose_waiting()
        return dict(self._flat)

    def composed(self, name: str) -> Composed:
        """A component as what it demands, and the choices that it offers."""
        result = self._composed.get(name)
        if result is None:
            self._enter(name)
            source = self.library.sources[name]
            result = self._combined(source.schema, name, source.at)
            result.plain = self.library.inside(result.plain, name, source.at)
            self._composed[name] = result
            self._active.pop()
        return result

    def flat(self, name: str) -> Schema:
        """A component, resolved."""
        result = self._flat.get(name)
        if result is None:
            composed = self.composed(name)
            self._enter(name)
            result = self._spreader.union(name, composed.plain, composed.choices)
            self._active.pop()
            self._flat[name] = result
        return result

    def replace(self, name: str, schema: Schema) -> None:
        """Have a component be something else than what its source says."""
        self._flat[name] = schema

    def made(self, name: str, schema: Schema, at: Pointer) -> None:
        """Add a component that is resolved already."""
        self.library.add(name, schema, at, made=True)
        self._flat[name] = schema
        self._composed[name] = Composed(schema)

    def _enter(self, name: str) -> None:
        at = self.library.sources[name].at
        if name in self._active:
            path = " -> ".join([*self._active[self._active.index(name) :], name])
            hint = "a schema may refer to itself in a property, but not extend or list itself"
            raise SpecError(Diagnostic("all-of-cycle", f"this schema is part of itself: {path}", at, hint))
        if len(self._active) > _DEEPEST:
            message = f"more than {_DEEPEST} schemas extend or list each other in a line"
            raise SpecError(Diagnostic("too-deep", message, at, "write what the last of them means in one schema"))
        self._active.append(name)

    def _combined(self, schema: Schema, owner: str, at: Pointer) -> Composed:
        """Combine the parts of a schema that is a component, or a part of one."""
        result = Composed({})
        for index, part in enumerate(schema.get("allOf", ())):
            place = (*at, "allOf", index)
            ref = ref_name(part)
            if ref is None:
                below = self._combined(part, owner, place)
                body, choices = below.plain, below.choices
            else:
                body, choices = self._extended(ref, owner, place)
            self._note_closed(result.plain, body, ref or owner, place)
            result.plain = self.merge(result.plain, body, owner, place)
            result.choices += choices
        core = {key: value for key, value in schema.items() if key not in _COMPOSITION}
        self._note_closed(result.plain, core, owner, at)
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                result.choices.append(Choice(keyword, schema[keyword], schema.get("discriminator"), at))
        if "unevaluatedProperties" in core:
            rest = core.pop("unevaluatedProperties")
            is_open = "additionalProperties" not in core and "additionalProperties" not in result.plain
            # A value may be several alternatives of `anyOf` at once: none of them can be closed on its own.
            if is_open and rest is False and any(map(_is_several, result.choices)):
                message = "`unevaluatedProperties` is left to the server to check: several alternatives may fit at once"
                hint = "values of properties that only other alternatives list are sent all the same"
                self.found.warn("unchecked-keyword", message, (*at, "unevaluatedProperties"), hint)
            elif is_open and rest is not True and any(map(_is_several, result.choices)):
                core["additionalProperties"] = self._joined(rest, result.choices, at)
            elif is_open and rest is not True:
                core["additionalProperties"] = rest
        if "items" in result.plain:
            core.pop("unevaluatedItems", None)
        if "unevaluatedItems" in core and _tells_items(core, result):
            core["items"] = core.pop("unevaluatedItems") or {"not": {}}
            if first := result.plain.get("prefixItems"):
                core["prefixItems"] = [{} for _ in first]
        result.plain = self.merge(result.plain, core, owner, at)
        return result

    def _joined(self, rest: Schema, choices: list[Choice], at: Pointer) -> Schema | bool:
        """What other properties are where several alternatives may fit at once: each says what its own are.

        Returns:
            What they are besides; True where that is left to the server.

        """
        at = (*at, "unevaluatedProperties")
        if len(choices) > 1:
            message = "`unevaluatedProperties` is left to the server to check: several alternatives may fit at once"
            self.found.warn("unchecked-keyword", message, at, "other properties are sent whatever they are")
            return True
        choices[0] = replace(choices[0], rest=rest)
        message = "`unevaluatedProperties` is checked in part: several alternatives may fit at once"
        hint = "a property may be what another alternative says, though that one does not fit"
        self.found.warn("unchecked-keyword", message, at, hint)
        return rest

    def _extended(self, ref: str, owner: str, at: Pointer) -> tuple[Schema, list[Choice]]:
        """What a component gives to one that extends it. What it says about itself stays behind."""
        composed = self.composed(ref)
        if composed.choices and not self.library.is_base(ref, owner):
            return {}, [Choice("oneOf", [], None, at, of=ref)]
        return without_notes(composed.plain), []

    def merge(self, first: Schema, second: Schema, owner: str, at: Pointer) -> Schema:
        """Combine two plain schemas; what contradicts itself in a part is as the second has it, with a warning."""
        try:
            result, clashes = self.tried(first, second, at)
        except ContradictionError as why:
            # What got its name from its place is the property that stands there, not a schema in its own right.
            if not self.library.sources[owner].made:
                message = f"the parts of this schema contradict each other: {why}"
                self.found.contradiction(message, at, "the more specific one is taken")
                return second
            result, clashes = second, [Clash(at, str(why))]
        self.note_clashes(clashes)
        return without_idle(result, at, self.found)

    def tried(self, first: Schema, second: Schema, at: Pointer) -> tuple[Schema, list[Clash]]:
        """Combine two plain schemas, and say what in them contradicts itself.

        Raises:
            ContradictionError: no value can satisfy both.

        """
        self._merger.clashes = []
        result = self._merger.merge(first, second, at)
        return result, self._merger.clashes

    def note_clashes(self, clashes: list[Clash]) -> None:
        """Warn of contradictions in parts of a schema."""
        for clash in clashes:
            self.found.warn(
                "all-of-contradiction",
                f"the parts of this schema contradict each other: {clash.why}",
                clash.at,
                "the more specific one is taken; correct one, with an overlay action if the document is not yours",
            )

    def _note_closed(self, first: Schema, second: Schema, owner: str, at: Pointer) -> None:
        """Warn where what one part says of all other properties is, to the letter, about those of another part."""
        for one, other in ((first, second), (second, first)):
            rest = one.get("additionalProperties", True)
            is_said = rest is False or (isinstance(rest, dict) and without_notes(rest))
            if not is_said or owner in self._closed:
                continue
            if other.get("properties", {}).keys() - one.get("properties", {}).keys():
                self._closed.add(owner)
                does = "forbids" if rest is False else "is also about"
                means = "closing all parts together" if rest is False else "about what no part lists"
                keyword = f"unevaluatedProperties{': false' if rest is False else ''}"
                self.found.warn(
                    "closed-part",
                    f"`additionalProperties{': false' if rest is False else ''}` in one part of {owner} {does} "
                    "the properties of another",
                    at,
                    f"it is read as {means}; `{keyword}` beside `allOf` says that",
                )


def _tells_items(core: Schema, extended: Composed) -> bool:
    """Whether what a schema and those it extends evaluate of a list is plain to see."""
    both = core.keys() | extended.plain.keys()
    is_told = {"items", "contains", "if"}.isdisjoint(both) and not extended.choices
    return (
        is_told
        and core["unevaluatedItems"] is not True
        and not ("prefixItems" in core and "prefixItems" in extended.plain)
    )


def _is_several(choice: Choice) -> bool:
    return choice.keyword == "anyOf" and choice.discriminator is None and len(choice.members) > 1
