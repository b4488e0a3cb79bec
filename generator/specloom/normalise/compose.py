"""Composition resolved: no `allOf` remains, and every union is a list of alternatives that stand for themselves.

A schema that extends another holds that one's properties; a base that offers a choice of its own heirs (the cycle of
base and variants) gives them its properties and is itself only the choice; a choice beside properties gives these to
every alternative. Each alternative of a discriminated union gets its tag as a required constant.
"""

from collections import Counter

from specloom import names
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError
from specloom.normalise.discriminators import (
    DEFAULT_MAPPING,
    Discriminator,
    Family,
    Tag,
    declared_tags,
    is_union,
    mapping_key,
    read_discriminator,
    tag_schema,
    tags_of_variants,
)
from specloom.normalise.discriminators import members as members_of
from specloom.normalise.merge import merge
from specloom.schemas import (
    ANNOTATIONS,
    Document,
    Schema,
    component_schemas,
    is_null,
    map_children,
    map_document,
    outermost,
    ref_name,
    ref_to,
    schemas_within,
    with_component_schemas,
)

_COMPOSITION = frozenset({"allOf", "oneOf", "anyOf", "discriminator"})
_UNION_LIMIT = 64
"""How many alternatives the product of several choices in one schema may have."""


def compose(document: Document, family: Family, made_up: frozenset[str]) -> tuple[Document, list[Diagnostic]]:
    """Resolve composition in every schema of a document.

    Args:
        document: in the form that `hoist` gives.
        family: how the document's components extend each other.
        made_up: components whose names come from the toolkit.

    Raises:
        SpecError: `all-of-contradiction`, `all-of-cycle`, `union-too-large`.

    """
    composer = _Composer(document, family, made_up)
    schemas = {name: composer.component(name) for name in composer.schemas}
    result = map_document(with_component_schemas(document, {}), lambda schema, at: composer.inline(schema, at))
    # Alternatives that had to be made are resolved by now; they may replace the parts they were made of.
    result = with_component_schemas(result, {**schemas, **composer.made})
    return _with_tags(result, composer, made_up)


class _Composer:
    def __init__(self, document: Document, family: Family, made_up: frozenset[str]) -> None:
        self.schemas = component_schemas(document)
        self.family = family
        self.made_up = made_up
        self.made: dict[str, Schema] = {}
        self.originals: dict[str, str] = {}
        self.flat: dict[str, Schema] = {}
        self.bases: dict[str, Schema] = {}
        self.active: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.uses = Counter(
            name
            for _, schema in outermost(document)
            for inner in schemas_within(schema)
            if (name := ref_name(inner)) is not None
        )

    def component(self, name: str) -> Schema:
        """A component, resolved: an object or scalar without composition, or a union."""
        if name in self.made:
            return self.made[name]
        if name not in self.flat:
            at: Pointer = ("components", "schemas", name)
            if name in self.active:
                path = " -> ".join([*self.active[self.active.index(name) :], name])
                raise SpecError(
                    Diagnostic(
                        "all-of-cycle",
                        f"this schema is part of itself: {path}",
                        at,
                        "a schema may refer to itself in a property, but not extend or list itself",
                    )
                )
            self.active.append(name)
            schema = self.schemas[name]
            if "discriminator" in schema and not is_union(schema):
                self.flat[name] = self.choice_of_heirs(name, at)
            else:
                self.flat[name] = self.flatten(schema, name, at)
            self.active.pop()
        return self.flat[name]

    def base(self, name: str) -> Schema:
        """What a component gives to those that extend it: everything but the choice it offers."""
        if name not in self.bases:
            schema = self.schemas[name]
            own = {k: v for k, v in schema.items() if k not in ("oneOf", "anyOf", "discriminator")}
            self.bases[name] = self.flatten(own, name, ("components", "schemas", name))
        return self.bases[name]

    def choice_of_heirs(self, name: str, at: Pointer) -> Schema:
        """A base with a discriminator but no list: the choice is among its heirs."""
        schema = self.schemas[name]
        discriminator = read_discriminator(schema, at)
        heirs = self.family.descendants(name)
        if discriminator is None or not (heirs or discriminator.mapping):
            return self.base(name)
        covered = {
            descendant
            for heir in heirs
            if "discriminator" in self.schemas[heir]
            for descendant in self.family.descendants(heir)
        }
        members = [heir for heir in heirs if heir not in covered]
        mapping = dict(discriminator.mapping)
        own_tags = declared_tags(self.base(name), discriminator.property, self.schemas)
        if name in mapping.values() or name in own_tags:
            concrete = self.make(name, "Base", self.base(name))
            self.originals[concrete] = name
            mapping = {tag: concrete if target == name else target for tag, target in mapping.items()}
            members.append(concrete)
        members += [target for target in mapping.values() if target not in members and self.known(target)]
        return {
            **{key: value for key, value in schema.items() if key in ANNOTATIONS},
            "oneOf": [{"$ref": ref_to(member)} for member in dict.fromkeys(members)],
            "discriminator": {
                **schema["discriminator"],
                "mapping": {tag: ref_to(target) for tag, target in mapping.items()},
            },
        }

    def known(self, name: str) -> bool:
        return name in self.schemas or name in self.made

    def inline(self, schema: Schema, at: Pointer) -> Schema:
        """Resolve a schema that stands inside another, or in an operation."""
        ref = ref_name(schema)
        if ref is not None and not set(schema) - ANNOTATIONS - {"$ref"}:
            return schema
        return self.flatten(schema, "", at)

    def flatten(self, schema: Schema, owner: str, at: Pointer) -> Schema:
        """Resolve one schema.

        Args:
            schema: the schema.
            owner: the component that it is, "" if it is part of one.
            at: its place.

        """
        schema = map_children(
            {key: value for key, value in schema.items() if key not in _COMPOSITION},
            lambda child, place: self.inline(child, at + place),
        ) | {key: value for key, value in schema.items() if key in _COMPOSITION}
        core = {key: value for key, value in schema.items() if key not in _COMPOSITION}
        parts = list(schema.get("allOf", ()))
        if "$ref" in core:
            parts.append({"$ref": core.pop("$ref")})
        choices: list[Schema] = []
        plain: Schema = {}
        lonely = not owner and len(parts) == 1 and ref_name(parts[0]) and not set(core) - ANNOTATIONS - {"type"}
        if lonely and not is_union(schema):
            return {**parts[0], **{key: value for key, value in core.items() if key in ANNOTATIONS}}
        for index, part in enumerate(parts):
            resolved = self.part(part, owner, (*at, "allOf", index))
            if is_union(resolved):
                choices.append(resolved)
            else:
                plain = merge(plain, resolved, (*at, "allOf", index))
        plain = merge(plain, core, at)
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                choices.append(self.own_choice(schema, keyword, owner, at))
        if not choices:
            return plain
        result = self.spread(choices[0], plain, owner, at)
        for choice in choices[1:]:
            result = self.product(result, choice, owner, at)
        return result

    def part(self, part: Schema, owner: str, at: Pointer) -> Schema:
        """Resolve one member of `allOf`. What a referenced schema says about itself stays behind."""
        ref = ref_name(part)
        if ref is None:
            return self.flatten(part, owner, at)
        chain = [owner, *self.active]
        is_base = any(name and name != ref and self.family.is_base(ref, name) for name in chain)
        resolved = self.base(ref) if is_base else self.component(ref)
        return {key: value for key, value in resolved.items() if key not in ANNOTATIONS}

    def own_choice(self, schema: Schema, keyword: str, owner: str, at: Pointer) -> Schema:
        """The `oneOf` or `anyOf` of a schema as a union of its own, targets of its mapping included."""
        members = [
            member if ref_name(member) and not set(member) - ANNOTATIONS - {"$ref"} else self.flatten(member, "", at)
            for index, member in enumerate(schema[keyword])
        ]
        choice: Schema = {keyword: members}
        discriminator = read_discriminator(schema, at)
        if discriminator is not None:
            listed = {ref_name(member) for member in members}
            targets = [discriminator.default] if discriminator.default else []
            for target in dict.fromkeys([*discriminator.mapping.values(), *targets]):
                if target not in listed and self.known(target):
                    members.append({"$ref": ref_to(target)})
            choice["discriminator"] = schema["discriminator"]
        return choice

    def spread(self, choice: Schema, plain: Schema, owner: str, at: Pointer) -> Schema:
        """Give every alternative of a choice what stands beside the choice."""
        keyword = "oneOf" if "oneOf" in choice else "anyOf"
        notes = {key: value for key, value in plain.items() if key in ANNOTATIONS}
        shared = {key: value for key, value in plain.items() if key not in ANNOTATIONS}
        renamed: dict[str, str] = {}
        members = self.all_extended(choice[keyword], shared, owner, at, renamed)
        members = [member for index, member in enumerate(members) if member not in members[:index]]
        others = [member for member in members if not is_null(member)]
        if len(others) == 1 and "discriminator" not in choice:
            if len(members) == 1:
                only = ref_name(others[0])
                # A component has to be something of its own; anywhere else, a reference will do.
                body = self.component(only) if only and owner else others[0]
                return {**body, **notes}
        result = {**notes, keyword: members}
        if "discriminator" in choice:
            result["discriminator"] = _renamed(choice["discriminator"], renamed, read_discriminator(choice, at))
        return result

    def all_extended(
        self, alternatives: list[Schema], shared: Schema, owner: str, at: Pointer, renamed: dict[str, str]
    ) -> list[Schema]:
        """Every alternative with what all of them share; those that can't have it are no alternatives."""
        members: list[Schema] = []
        problems: list[Diagnostic] = []
        for member in alternatives:
            try:
                members.append(self.extended(member, shared, owner, at, renamed))
            except SpecError as error:
                problems += error.diagnostics
        if members or not alternatives:
            return members
        if set(shared) != {"type"}:
            raise SpecError(problems)
        self.diagnostics.append(
            Diagnostic(
                "type-contradicts-alternatives",
                f"`type: {shared['type']}` excludes every alternative that stands beside it",
                (*at, "type"),
                "the type is left out of account; remove it, with an overlay action if the document is not yours",
                Severity.WARNING,
            )
        )
        return alternatives

    def extended(self, member: Schema, shared: Schema, owner: str, at: Pointer, renamed: dict[str, str]) -> Schema:
        """One alternative with what all of them share; itself if that adds nothing."""
        ref = ref_name(member)
        if is_null(member) or not shared:
            return member
        body = self.component(ref) if ref else member
        if is_union(body):
            if set(shared) <= {"type"}:
                return member
            inner = self.spread(body, shared, owner, at)
        else:
            inner = merge({k: v for k, v in body.items() if k not in ANNOTATIONS}, shared, at)
            if all(body.get(key) == value for key, value in inner.items()):
                return member
            inner = {**{k: v for k, v in body.items() if k in ANNOTATIONS}, **inner}
        if not ref or not owner:
            return inner
        if ref in self.made_up and self.uses[ref] == 1 and ref.startswith(owner):
            self.made[ref] = inner
            return member
        name = self.make(owner, ref, inner)
        renamed[ref] = name
        self.originals[name] = self.originals.get(ref, ref)
        return {"$ref": ref_to(name)}

    def product(self, first: Schema, second: Schema, owner: str, at: Pointer) -> Schema:
        """Two choices that both hold: every alternative of one with every alternative of the other."""
        keys = ["oneOf" if "oneOf" in choice else "anyOf" for choice in (first, second)]
        members = []
        for one in first[keys[0]]:
            for other in second[keys[1]]:
                left = self.component(name) if (name := ref_name(one)) else one
                right = self.component(name) if (name := ref_name(other)) else other
                shared = {key: value for key, value in right.items() if key not in ANNOTATIONS}
                label = names.pascal(ref_name(one) or "") + names.pascal(ref_name(other) or "")
                inner = merge(left, shared, at)
                members.append({"$ref": ref_to(self.make(owner, label, inner))} if owner else inner)
        if len(members) > _UNION_LIMIT:
            raise SpecError(
                Diagnostic(
                    "union-too-large",
                    f"this schema combines several choices into {len(members)} alternatives",
                    at,
                    f"at most {_UNION_LIMIT} are supported: write the alternatives that are meant",
                )
            )
        return {key: value for key, value in first.items() if key in ANNOTATIONS} | {"oneOf": members}

    def make(self, owner: str, label: str, schema: Schema) -> str:
        """Add a component for an alternative that exists only inside one union."""
        wanted = owner + names.pascal(label.removeprefix(owner))
        for name, made in self.made.items():
            if name.startswith(wanted) and made == schema:
                return name
        name = names.first_unused([wanted], {*self.schemas, *self.made})
        self.made[name] = schema
        return name


def _renamed(raw: Schema, renamed: dict[str, str], discriminator: Discriminator | None) -> Schema:
    """A discriminator whose targets are the alternatives that were made from those it names."""
    if discriminator is None or not renamed:
        return raw
    result = {**raw}
    result["mapping"] = {tag: ref_to(renamed.get(name, name)) for tag, name in discriminator.mapping.items()}
    if discriminator.default:
        result.pop("defaultMapping", None)
        result[DEFAULT_MAPPING] = ref_to(renamed.get(discriminator.default, discriminator.default))
    return result


def _with_tags(document: Document, composer: _Composer, made_up: frozenset[str]) -> tuple[Document, list[Diagnostic]]:
    """Give every alternative of a discriminated union its tag, and every such union its whole mapping."""
    tagger = _Tagger(component_schemas(document), composer, made_up)
    tagger.run()
    standalone = {
        name
        for _, schema in outermost(document)
        for inner in schemas_within(schema)
        for name in _standalone_refs(inner)
    }
    for (name, tag_property), tags in tagger.tags.items():
        if not tags:
            continue
        schema = tagger.schemas[name]
        declared = schema.get("properties", {}).get(tag_property, {})
        target = ref_name(declared)
        described = {**tagger.schemas.get(target, {}), **declared} if target else declared
        # Declared, the tag keeps its place among the properties; otherwise it comes first.
        properties = {tag_property: {}, **schema.get("properties", {})}
        properties[tag_property] = tag_schema(tags, described)
        required = schema.get("required", [])
        if tag_property not in required and name not in standalone:
            required = [tag_property, *required]
        tagger.schemas[name] = {**schema, "properties": properties, **({"required": required} if required else {})}
    return with_component_schemas(document, tagger.schemas), [*composer.diagnostics, *tagger.diagnostics]


def _standalone_refs(schema: Schema) -> list[str]:
    """References from a schema other than those to the alternatives of a discriminated union."""
    keywords = ("oneOf", "anyOf") if "discriminator" in schema else ()
    members = {id(member) for keyword in keywords for member in schema.get(keyword, ())}
    found = []

    def note(child: Schema, _: Pointer) -> Schema:
        if id(child) not in members and (name := ref_name(child)):
            found.append(name)
        return child

    map_children(schema, note)
    return found


class _Tagger:
    def __init__(self, schemas: dict[str, Schema], composer: _Composer, made_up: frozenset[str]) -> None:
        self.schemas = dict(schemas)
        self.composer = composer
        self.made_up = made_up
        self.tags: dict[tuple[str, str], list[Tag]] = {}
        self.diagnostics: list[Diagnostic] = []
        self.done: set[str] = set()

    def run(self) -> None:
        for name in list(self.schemas):
            self.union(name)

    def union(self, name: str) -> None:
        """Settle the alternatives and tags of one discriminated union; those nested in it first."""
        schema = self.schemas[name]
        at: Pointer = ("components", "schemas", name)
        discriminator = read_discriminator(schema, at)
        if name in self.done or discriminator is None or not is_union(schema):
            return
        self.done.add(name)
        keyword = "oneOf" if schema.get("oneOf") else "anyOf"
        members = members_of(schema)
        objects = [m for m in members if self.is_object(m, set())]
        if len(objects) < len(schema[keyword]):
            self.diagnostics.append(
                Diagnostic(
                    "discriminator-without-objects",
                    f"{name} has a discriminator, but not all of its alternatives are objects",
                    at,
                    "the discriminator is left out of account",
                    Severity.WARNING,
                )
            )
            self.schemas[name] = {key: value for key, value in schema.items() if key != "discriminator"}
            return
        variants: dict[str, list[Tag]] = {}
        default = discriminator.default
        for member in members:
            self.union(member)
            inner = read_discriminator(self.schemas[member], at)
            if inner is not None and inner.property == discriminator.property:
                for leaf in dict.fromkeys(inner.mapping.values()):
                    variants[leaf] = list(self.tags.get((leaf, inner.property), ()))
            elif inner is None and is_union(self.schemas[member]):
                for leaf in self.leaves(member):
                    variants[leaf] = declared_tags(self.schemas[leaf], discriminator.property, self.schemas)
            else:
                variants[member] = self.declared(member, discriminator.property)
        nested = {member for member in members if member not in variants}
        explicit = {tag: target for tag, target in discriminator.mapping.items() if target not in nested}
        names_of = {leaf: self.composer.originals.get(leaf, leaf) for leaf in variants}
        settled = tags_of_variants(
            Discriminator(
                discriminator.property,
                {tag: names_of.get(target, target) for tag, target in explicit.items()},
                default,
                discriminator.at,
            ),
            {names_of[leaf]: values for leaf, values in variants.items()},
            self.made_up,
        )
        mapping: dict[str, str] = {}
        for leaf in variants:
            tags = settled[names_of[leaf]]
            if not tags and leaf != default:
                self.unreachable(name, leaf, discriminator, at)
                tags = [names_of[leaf]]
            # What takes every other value too can't be held to its own.
            for inner_leaf in self.leaves(leaf) if leaf != default else ():
                known = self.tags.setdefault((inner_leaf, discriminator.property), [])
                known.extend(tag for tag in tags if tag not in known)
            mapping.update({mapping_key(tag): ref_to(leaf) for tag in tags})
        self.schemas[name] = {
            **{key: value for key, value in schema.items() if key in ANNOTATIONS},
            "oneOf": [{"$ref": ref_to(leaf)} for leaf in variants],
            "discriminator": {
                "propertyName": discriminator.property,
                "mapping": mapping,
                **({DEFAULT_MAPPING: ref_to(default)} if default else {}),
            },
        }

    def declared(self, name: str, tag_property: str) -> list[Tag]:
        leaves = self.leaves(name)
        return [tag for leaf in leaves for tag in declared_tags(self.schemas[leaf], tag_property, self.schemas)]

    def leaves(self, name: str) -> list[str]:
        """The objects that a component stands for: itself, or the alternatives of the union that it is."""
        found: dict[str, None] = {}
        waiting, seen = [name], set()
        while waiting:
            current = waiting.pop(0)
            if current in seen:
                continue
            seen.add(current)
            schema = self.schemas[current]
            if is_union(schema):
                waiting += members_of(schema)
            else:
                found[current] = None
        return list(found)

    def is_object(self, name: str, seen: set[str]) -> bool:
        """Whether a component is an object, or a union of nothing but objects."""
        schema = self.schemas[name]
        if name in seen or not is_union(schema):
            return "properties" in schema or schema.get("type", "object") == "object"
        members = [ref_name(m) for k in ("oneOf", "anyOf") for m in schema.get(k, ())]
        return all(member is not None and self.is_object(member, seen | {name}) for member in members)

    def unreachable(self, union: str, variant: str, discriminator: Discriminator, at: Pointer) -> None:
        self.diagnostics.append(
            Diagnostic(
                "variant-without-tag",
                f"no value of {discriminator.property!r} leads to {variant}, one of the alternatives of {union}",
                at,
                "add it to the mapping; until then its name is taken as its tag",
                Severity.WARNING,
            )
        )
