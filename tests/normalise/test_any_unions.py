"""Whatever unions a document has: their normal form is settled, and takes the payloads that the document takes."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from specloom.diagnostics import SpecError
from specloom.normalise import normalise
from specloom.normalise.discriminators import DEFAULT_MAPPING, INFERRED, mapping_key
from specloom.schemas import ref_name, ref_to

Json = dict[str, Any]

OBJECTS = ("Ant", "Bee", "Cat", "Dog")
UNIONS = ("Zoo", "Yard", "Farm")
PROPERTIES = ("kind", "type")
TAGS: tuple[Any, ...] = ("a", "b", "c", "Ant", "Bee", "dog", 1)

tag_lists = st.lists(st.sampled_from(TAGS), min_size=1, max_size=3, unique=True)
tag_schemas = st.one_of(
    st.just({"type": "string"}),
    st.just({}),
    st.sampled_from(TAGS).map(lambda tag: {"const": tag}),
    tag_lists.map(lambda tags: {"enum": tags}),
    st.just({"$ref": ref_to("Kinds")}),
)


@st.composite
def objects(draw: st.DrawFn, name: str) -> Json:
    """An object; what it says of its tags may come from a base."""
    tags = draw(st.dictionaries(st.sampled_from(PROPERTIES), tag_schemas, max_size=2))
    hidden = draw(st.sampled_from(("", "", "readOnly", "writeOnly")))
    own: Json = {"type": "integer", **({hidden: True} if hidden else {})}
    body: Json = {"type": "object", "properties": {**tags, f"{name}Size": own}}
    required = draw(st.lists(st.sampled_from(PROPERTIES), unique=True)) if tags else []
    body |= {"required": required} if required else {}
    return {"allOf": [{"$ref": ref_to("Animal")}, body]} if draw(st.booleans()) else body


@st.composite
def unions(draw: st.DrawFn, known: list[str]) -> Json:
    """A union of what is known already, other unions too."""
    is_discriminated = draw(st.sampled_from((True, True, True, False)))
    # A choice of one, without a discriminator, is no union, but another name.
    fewest = 1 if is_discriminated else 2
    members = draw(st.lists(st.sampled_from(known), min_size=fewest, max_size=4, unique=True))
    union: Json = {draw(st.sampled_from(("oneOf", "anyOf"))): [{"$ref": ref_to(member)} for member in members]}
    if is_discriminated:
        keys = st.sampled_from(list(map(mapping_key, TAGS)))
        mapping = draw(st.dictionaries(keys, st.sampled_from(members), max_size=4))
        union["discriminator"] = {"propertyName": draw(st.sampled_from(PROPERTIES))}
        union["discriminator"] |= {"mapping": {tag: ref_to(name) for tag, name in mapping.items()}} if mapping else {}
        if not draw(st.integers(0, 5)):
            union["discriminator"]["defaultMapping"] = ref_to(draw(st.sampled_from(members)))
    return union


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A document with several unions that share their alternatives."""
    schemas: Json = {
        "Kinds": {"enum": ["a", "b", "c"]},
        "Animal": {"type": "object", "properties": draw(st.dictionaries(st.just("kind"), tag_schemas))},
    }
    known = list(OBJECTS)
    for name in OBJECTS:
        schemas[name] = draw(objects(name))
    for name in draw(st.lists(st.sampled_from(UNIONS), min_size=1, unique=True)):
        schemas[name] = draw(unions(known))
        known.append(name)
    # Some are used by themselves too, in both directions or one.
    paths = {}
    for method in draw(st.sampled_from((("post",), ("get",), ("put",), ("get", "put")))):
        used = [known[-1], *draw(st.lists(st.sampled_from(known), max_size=3, unique=True))]
        root = {"type": "object", "properties": {f"{name}Field": {"$ref": ref_to(name)} for name in used}}
        content = {"content": {"application/json": {"schema": root}}}
        operation: Json = {"operationId": method, "responses": {"200": {"description": "It."}}}
        operation |= {"requestBody": content} if method != "get" else {}
        operation["responses"]["200"] |= content if method != "put" else {}
        paths[f"/{method}"] = {method: operation}
    return {
        "openapi": "3.2.0",
        "info": {"title": "t", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def normal(document: Json) -> Json:
    try:
        return normalise(document).document
    except SpecError as error:
        event(f"refused: {error.diagnostics[0].code}")
        assume(False)
        raise


@settings(max_examples=200, deadline=None)
@given(documents())
def test_the_normal_form_of_any_unions_is_settled(document: Json) -> None:
    once = normal(document)
    assert normalise(once).document == once


class Reading:
    """What a document says of its unions, read without the code that is tested."""

    def __init__(self, document: Json) -> None:
        self.schemas = document["components"]["schemas"]

    def discriminator(self, name: str) -> Json:
        """What the document says; in a normal form, not what follows from constants alone."""
        found: Json = self.schemas[name].get("discriminator", {})
        return {} if INFERRED in found else found

    def inferred(self, leaf: str) -> bool:
        """Whether a union without a discriminator got one, with which it may have taken another union's place."""
        given = [name for name, schema in self.schemas.items() if INFERRED in schema.get("discriminator", {})]
        return any(leaf in self.leaves(name) for name in given)

    def told_apart(self, leaf: str, label: str) -> bool:
        """Whether a union tells an object apart by a property."""
        unions = [name for name in self.unions() if self.discriminator(name)["propertyName"] == label]
        return any(leaf in self.leaves(name) for name in unions)

    def unions(self) -> list[str]:
        return [name for name in self.schemas if self.discriminator(name)]

    def members(self, name: str) -> list[str]:
        schema = self.schemas[name]
        return [str(ref_name(member)) for member in schema.get("oneOf") or schema.get("anyOf") or ()]

    def leaves(self, name: str) -> set[str]:
        """The objects that a component stands for."""
        return {leaf for member in self.members(name) for leaf in self.leaves(member)} or {name}

    def below(self, name: str) -> set[str]:
        """The alternatives of a union, and those of unions among them."""
        members = self.members(name)
        return {*members, *(each for member in members for each in self.below(member))}

    def mapping(self, union: str) -> dict[str, str]:
        found: dict[str, str] = self.discriminator(union).get("mapping", {})
        return {tag: str(ref_name({"$ref": target})) for tag, target in found.items()}

    def mapped(self, leaf: str, label: str) -> set[str]:
        """The values that the mapping of any union has for an object."""
        unions = [name for name in self.unions() if self.discriminator(name)["propertyName"] == label]
        found = [(tag, target) for name in unions for tag, target in self.mapping(name).items()]
        return {tag for tag, target in found if leaf in self.leaves(target)}

    def values(self, name: str, label: str) -> list[str] | None:
        """The values that an object lists for a property, as keys of a mapping; None if it lists none."""
        parts = [self.schemas[name]]
        if "allOf" in parts[0]:
            parts = [self.schemas["Animal"], parts[0]["allOf"][1]]
        said = [part["properties"][label] for part in parts if label in part.get("properties", {})]
        said = [self.schemas[str(ref_name(one))] if "$ref" in one else one for one in said]
        lists = [[one["const"]] if "const" in one else one["enum"] for one in said if {"const", "enum"} & one.keys()]
        if not lists:
            return None
        both = [value for value in lists[-1] if value in lists[0]]
        texts_only = any(one.get("type") == "string" for one in said)
        kept = [value for value in both if isinstance(value, str)] if texts_only else both
        # Of two parts that contradict each other, the more specific one counts.
        return list(map(mapping_key, kept or lists[-1])) if kept or "type" not in said[-1] else None


def source_name(name: str) -> str:
    return name.removesuffix("Request")


@settings(max_examples=200, deadline=None)
@given(documents())
def test_tags_lead_where_the_document_says(document: Json) -> None:
    source, now = Reading(document), Reading(normal(document))
    for union in now.unions():
        before = source_name(union)
        label = source.discriminator(before)["propertyName"]
        explicit = source.mapping(before)
        default = now.discriminator(union).get(DEFAULT_MAPPING)
        # Unions that the same property tells apart give way to their alternatives.
        nested = {name for name in source.below(before) if source.discriminator(name).get("propertyName") == label}
        within = {leaf for name in nested for leaf in source.leaves(name)}
        named = {*source.members(before), *(each for name in nested for each in source.members(name))}
        named |= {tag for name in nested for tag in source.mapping(name)}
        for tag in map(mapping_key, TAGS):
            target = now.mapping(union).get(tag)
            meant = set(map(source_name, now.leaves(target))) if target else set()
            remaining = set(map(source_name, now.leaves(union)))
            declaring = {leaf for leaf in source.leaves(before) if tag in (source.values(leaf, label) or ())}
            if tag in explicit:
                if explicit[tag] not in nested:
                    assert meant, (union, tag)
                    assert meant <= source.leaves(explicit[tag]), (union, tag)
            elif tag in named or default:
                continue
            elif not declaring & remaining:
                assert target is None, (union, tag)
            elif (
                len(declaring) == 1
                and declaring <= remaining
                # What stands twice in a union lists what all of it lists.
                and not declaring & within
                and [declaring <= source.leaves(member) for member in source.members(before)].count(True) == 1
                and tag not in source.mapped(*declaring, label)
            ):
                event("declared by one alternative")
                assert declaring <= meant, (union, tag)


@settings(max_examples=200, deadline=None)
@given(documents())
def test_objects_allow_what_leads_to_them(document: Json) -> None:
    source, now = Reading(document), Reading(normal(document))
    objects = [name for name in now.schemas if source_name(name) in OBJECTS]
    for name in objects:
        for label in PROPERTIES:
            said = source.values(source_name(name), label)
            allowed = now.values(name, label)
            above = [union for union in now.unions() if name in now.leaves(union)]
            told_apart = [union for union in above if now.discriminator(union)["propertyName"] == label]
            if not told_apart and not (now.inferred(name) and source.told_apart(source_name(name), label)):
                assert allowed == said, (name, label)
            # What takes every other value too is not held to its own.
            if any(DEFAULT_MAPPING in now.discriminator(union) for union in told_apart):
                continue
            for union in above:
                for tag, target in now.mapping(union).items():
                    if now.discriminator(union)["propertyName"] == label and target == name:
                        assert tag in (allowed or ()), (name, label, tag)
                # Where another property tells it apart, this one is a property like any other.
                is_outermost = not any(union in now.members(other) for other in now.schemas)
                other = now.discriminator(union)["propertyName"] != label
                if said and other and is_outermost and name in now.members(union):
                    assert {*said} <= {*(allowed or said)}, (name, label)
