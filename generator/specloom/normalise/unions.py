"""Unions spread out: what stands beside a choice goes into every alternative.

An alternative that nothing else uses takes the shared part itself; one that is used elsewhere too gets a sibling that
has it. Alternatives that can't have it are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.normalise.discriminators import DEFAULT_MAPPING, declared_tags, read_discriminator
from specloom.normalise.labels import difference, kind_label
from specloom.normalise.merge import Clash, ContradictionError
from specloom.normalise.values import contradicted
from specloom.schemas import (
    ANNOTATIONS,
    Schema,
    is_among,
    is_null,
    is_union,
    map_children,
    notes_of,
    ref_name,
    ref_to,
    without_notes,
)

if TYPE_CHECKING:
    from specloom.normalise.compose import Composer

_MOST = 64
"""How many alternatives the product of several choices in one schema may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that a schema offers.

    Attributes:
        keyword: `oneOf` or `anyOf`.
        members: its alternatives: references, or schemas that need no name.
        discriminator: as the document has it.
        at: its place.
        of: the union that it is taken from, if the schema extends one.
        rest: what properties are that none of several alternatives at once has; None where nothing says so.

    """

    keyword: str
    members: list[Schema]
    discriminator: Schema | None
    at: Pointer
    of: str = ""
    rest: Schema | None = None


_SAYS_MUCH = frozenset({"items", "prefixItems", "properties", "additionalProperties"})
"""With one of these, a schema says what it is, also without its alternatives."""


class Spreader:
    """Makes unions of components that offer choices."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.library = composer.library

    def union(self, name: str, plain: Schema, choices: list[Choice]) -> Schema:
        """A component with its choices resolved: itself if it offers none."""
        raw = self.library.discriminator(name)
        if not choices and raw is not None:
            choices = self.choice_of_heirs(name, plain, raw)
        if not choices:
            return plain
        notes, shared = notes_of(plain), without_notes(plain)
        result = self.spread(choices[0], shared, name)
        for choice in choices[1:]:
            result = self.product(result, self.spread(choice, {}, name), choice.at, name)
        keyword = "oneOf" if "oneOf" in result else "anyOf"
        members = result[keyword]
        if len(members) == 1 and "discriminator" not in result:
            only = ref_name(members[0])
            # A component has to be something of its own.
            body = without_notes(self.composer.flat(only)) if only else members[0]
            return {**body, **notes}
        return {**notes, **result}

    def spread(self, choice: Choice, shared: Schema, owner: str) -> Schema:
        """The union of all alternatives of a choice, each with what they share."""
        if choice.of:
            base = self.composer.flat(choice.of)
            keyword = "anyOf" if "anyOf" in base else "oneOf"
            # Of a choice that the component itself has narrowed, a single alternative may be left.
            listed = base[keyword] if is_union(base) else [without_notes(base)]
            choice = Choice(keyword, listed, base.get("discriminator"), choice.at, choice.of)
        renamed: dict[str, str] = {}
        members: list[Schema] = []
        for member in self.extended_all(choice, shared, owner, renamed):
            if not is_among(member, members):
                members.append(member)
        result: Schema = {choice.keyword: members}
        if choice.discriminator is not None:
            result["discriminator"] = _renamed(choice.discriminator, renamed, choice.at)
        return result

    def extended_all(self, choice: Choice, shared: Schema, owner: str, renamed: dict[str, str]) -> list[Schema]:
        """Every alternative with what all of them share."""
        alternatives = list(choice.members)
        listed = {ref_name(member) for member in alternatives}
        discriminator = read_discriminator({"discriminator": choice.discriminator}, choice.at)
        if discriminator is not None:
            for target in dict.fromkeys([*discriminator.mapping.values(), discriminator.default]):
                if target and target not in listed and target in self.library.sources:
                    alternatives.append({"$ref": ref_to(target)})
        if not shared:
            return alternatives
        shares = self.with_joining(alternatives, shared, choice.rest)
        outcomes = [
            self.extended(member, share, choice, owner, renamed)
            for member, share in zip(alternatives, shares, strict=True)
        ]
        possible = [outcome for outcome in outcomes if not isinstance(outcome, ContradictionError)]
        if possible or not outcomes:
            return possible
        if set(shared) == {"type"}:
            contradicted(shared["type"], choice.at, self.composer.found)
            return alternatives
        why = next(outcome for outcome in outcomes if isinstance(outcome, ContradictionError))
        message = f"no alternative of this schema can have what stands beside them: {why}"
        stays = "alternatives" if choice.discriminator is not None or not _SAYS_MUCH & shared.keys() else "rest"
        self.composer.found.contradiction(message, choice.at, f"only the {stays} of it is taken into account")
        return [shared] if stays == "rest" else alternatives

    def with_joining(self, members: list[Schema], shared: Schema, rest: Schema | None) -> list[Schema]:
        """What is shared, for each alternative with the properties of those that a value may be at the same time."""
        if rest is None:
            return [shared] * len(members)
        declared = [self.properties(member) for member in members]
        result = []
        for index, own in enumerate(declared):
            if self.is_closed(members[index]):
                result.append(shared)
                continue
            others = [each for at, each in enumerate(declared) if at != index]
            joining: dict[str, Schema] = {}
            for name in dict.fromkeys(name for each in others for name in each):
                said = [schema for each in others for schema in each.get(name, ())]
                if name not in own and name not in shared.get("properties", {}) and any(each != rest for each in said):
                    joining[name] = {"anyOf": [each for at, each in enumerate([*said, rest]) if each not in said[:at]]}
            result.append({**shared, "properties": {**shared.get("properties", {}), **joining}} if joining else shared)
        return result

    def is_closed(self, member: Schema) -> bool:
        """Whether an alternative itself says what other properties are."""
        name = ref_name(member)
        return "additionalProperties" in (self.composer.flat(name) if name else member)

    def properties(self, member: Schema) -> dict[str, list[Schema]]:
        """The properties of an alternative, and of those that it is a choice of."""
        found: dict[str, list[Schema]] = {}
        for each in self.single({"anyOf": [member]}):
            name = ref_name(each)
            body = self.composer.flat(name) if name else each
            for label, schema in body.get("properties", {}).items():
                found.setdefault(label, []).append(schema)
        return found

    def extended(
        self, member: Schema, shared: Schema, choice: Choice, owner: str, renamed: dict[str, str]
    ) -> Schema | ContradictionError:
        """One alternative with what all of them share; itself if that adds nothing."""
        ref = ref_name(member)
        if is_null(member) or (ref and not choice.of and owner in self.library.ancestors(ref)):
            return member
        body = self.composer.flat(ref) if ref else member
        if is_union(body):
            return self.extended_union(member, shared, owner, choice.at, renamed)
        try:
            # The alternatives of a base are more specific than the base; what extends a union, than its alternatives.
            parts = (body, shared) if choice.of else (shared, body)
            inner, clashes = self.composer.tried(without_notes(parts[0]), without_notes(parts[1]), choice.at)
        except ContradictionError as why:
            return why
        if choice.of and _impossible(inner, clashes, choice.at):
            return ContradictionError(clashes[0].why)
        self.composer.note_clashes(clashes)
        if _says_the_same(inner, body):
            return member
        inner = {**notes_of(body), **inner}
        if not ref:
            return inner
        if not choice.of and self.composer.uses.get(ref, 1) <= 1 and not self.is_chosen_as_heir(ref):
            self.composer.replace(ref, self.library.inside(inner, ref, self.library.sources[ref].at))
            return member
        name = self.claim(owner, ref, inner, choice.at)
        self.composer.made(name, self.library.inside(inner, name, choice.at), choice.at)
        renamed[ref] = name
        self.composer.originals[name] = self.composer.originals.get(ref, ref)
        return {"$ref": ref_to(name)}

    def extended_union(
        self, member: Schema, shared: Schema, owner: str, at: Pointer, renamed: dict[str, str]
    ) -> Schema:
        """An alternative that is itself a union, with what all share."""
        ref = ref_name(member)
        if ref is None or set(shared) <= {"type"}:
            return member
        name = self.claim(owner, ref, member, at)
        self.library.add(name, {"allOf": [member, shared]}, at, made=True)
        renamed[ref] = name
        self.composer.originals[name] = self.composer.originals.get(ref, ref)
        return {"$ref": ref_to(name)}

    def product(self, first: Schema, second: Schema, at: Pointer, owner: str) -> Schema:
        """Two choices that both hold: every alternative of one with every alternative of the other."""
        ones, others = self.single(first), self.single(second)
        if len(ones) * len(others) > _MOST:
            message = f"this schema combines several choices into {len(ones) * len(others)} alternatives"
            hint = f"at most {_MOST} are supported: write the alternatives that are meant"
            raise SpecError(Diagnostic("union-too-large", message, at, hint))
        members: list[Schema] = []
        for one in ones:
            for other in others:
                both = self.both(one, other, at, owner)
                if both is not None and not is_among(both, members):
                    members.append(both)
        if not members:
            message = "no value can be an alternative of all choices of this schema"
            self.composer.found.contradiction(message, at, "only the first choice is taken into account")
            members = ones
        return {"oneOf": members}

    def single(self, union: Schema) -> list[Schema]:
        """The alternatives of a union that are no unions themselves."""
        waiting = list(union.get("oneOf") or union["anyOf"])
        found: list[Schema] = []
        for member in waiting:
            name = ref_name(member)
            flat = self.composer.flat(name) if name else member
            if is_union(flat):
                waiting.extend(flat.get("oneOf") or flat["anyOf"])
            elif not is_among(member, found):
                found.append(member)
        return found

    def both(self, one: Schema, other: Schema, at: Pointer, owner: str) -> Schema | None:
        """What is an alternative of two choices at once; None if nothing can be."""
        names = [name for member in (one, other) if (name := ref_name(member))]
        bodies = [self.composer.flat(name) if (name := ref_name(member)) else member for member in (one, other)]
        try:
            inner, clashes = self.composer.tried(without_notes(bodies[0]), without_notes(bodies[1]), at)
        except ContradictionError:
            return None
        if _impossible(inner, clashes, at):
            return None
        self.composer.note_clashes(clashes)
        for member, body in ((one, bodies[0]), (other, bodies[1])):
            if _says_the_same(inner, body):
                return member
        if not names:
            return inner
        wanted = owner + "".join(difference(owner, name) for name in names)
        name = self.library.claim([wanted, wanted + kind_label(inner)], at)
        self.composer.made(name, self.library.inside(inner, name, at), at)
        return {"$ref": ref_to(name)}

    def claim(self, owner: str, ref: str, schema: Schema, at: Pointer) -> str:
        """A name for an alternative that is made for one union."""
        source = self.library.sources[ref]
        if source.made and ref.startswith(owner):
            return self.library.claim([ref + kind_label(schema)], at)
        wanted = [owner + difference(owner, ref), owner + ref, owner + ref + kind_label(schema)]
        return self.library.claim(wanted, at)

    def is_chosen_as_heir(self, name: str) -> bool:
        """Whether a component is an alternative of another that it extends, without being listed there."""
        return any(self.library.discriminator(base) is not None for base in self.library.ancestors(name))

    def choice_of_heirs(self, name: str, plain: Schema, raw: Schema) -> list[Choice]:
        """A base with a discriminator but no list: the choice is among its heirs."""
        source = self.library.sources[name]
        discriminator = read_discriminator({"discriminator": raw}, source.at)
        heirs = self.library.heirs(name)
        if discriminator is None or not (heirs or discriminator.mapping):
            return []
        covered = {
            descendant
            for heir in heirs
            if self.library.discriminator(heir) is not None
            for descendant in self.library.heirs(heir)
        }
        members = [heir for heir in heirs if heir not in covered]
        own_tags = declared_tags(plain, discriminator.property, self.library.values).values
        if name in {*discriminator.mapping.values(), *own_tags, discriminator.default}:
            concrete = self.library.claim([f"{name}Base", f"{name}BaseObject"], source.at)
            self.composer.made(concrete, plain, source.at)
            self.composer.originals[concrete] = self.composer.originals.get(name, name)
            raw = _renamed(raw, {name: concrete}, source.at)
            members.append(concrete)
        return [Choice("oneOf", [{"$ref": ref_to(member)} for member in members], raw, source.at)]


def _renamed(raw: Schema, renamed: dict[str, str], at: Pointer) -> Schema:
    """A discriminator whose targets are the alternatives that were made from those it names."""
    discriminator = read_discriminator({"discriminator": raw}, at)
    if discriminator is None or not renamed:
        return raw
    result = {key: value for key, value in raw.items() if key != "defaultMapping"}
    result["mapping"] = {tag: ref_to(renamed.get(name, name)) for tag, name in discriminator.mapping.items()}
    if discriminator.default:
        result[DEFAULT_MAPPING] = ref_to(renamed.get(discriminator.default, discriminator.default))
    return result


def _impossible(schema: Schema, clashes: list[Clash], at: Pointer) -> bool:
    """Whether a property that has to be there can't have a value."""
    required = schema.get("required", ())
    return any(clash.at[len(at) :][:1] == ("properties",) and clash.at[len(at) + 1] in required for clash in clashes)


def _says_the_same(first: Schema, second: Schema) -> bool:
    return _weighty(first) == _weighty(second)


def _weighty(schema: Schema) -> Schema:
    """What of a schema makes a difference to what may be sent or received."""
    result = {key: value for key, value in schema.items() if key not in ANNOTATIONS or key in ("readOnly", "writeOnly")}
    if "required" in result:
        result["required"] = set(result["required"])
    return map_children(result, lambda child, _: _weighty(child))
