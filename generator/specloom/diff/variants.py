"""Which variants of two unions are the same: by tag, then by name, then by likeness."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from specloom.diff.keywords import key_of
from specloom.normalise.discriminators import DEFAULT_MAPPING, INFERRED
from specloom.normalise.nulls import split_null
from specloom.normalise.variants import union_members
from specloom.schemas import Schema, as_list, listed_values, ref_name

_ALIKE = 0.5
"""How much of what two variants hold has to be common, at the least, for them to be one variant renamed."""


@dataclass(slots=True)
class Variant:
    """An alternative of a union.

    Attributes:
        name: of its component as people know it, or "" if it has none.
        schema: it, references followed.
        written: it as the union lists it.
        tags: those that lead to it; none where the union has no discriminator.
    """

    name: str
    schema: Schema
    written: Schema
    tags: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What people call it."""
        return self.tags[0] if self.tags else self.name or self.kind

    @property
    def kind(self) -> str:
        """What it is if it has no name."""
        title = self.schema.get("title")
        return (
            title if isinstance(title, str) else " or ".join(map(str, as_list(self.schema.get("type")))) or "anything"
        )


@dataclass(slots=True)
class Union:
    """A union as it is compared.

    Attributes:
        variants: in order.
        tag_property: that holds the tag, or "".
        default: the name of the variant for all other tags, or "".
        exclusive: whether only one alternative may fit.
    """

    variants: list[Variant]
    tag_property: str
    default: str
    exclusive: bool

    @property
    def tags(self) -> dict[str, Variant]:
        """The variant of each tag."""
        return {tag: variant for variant in self.variants for tag in variant.tags}


def stated_discriminator(schema: Schema) -> Schema:
    """The discriminator that a document itself gives a union; {} if it gives none."""
    found: Schema = schema.get("discriminator") or {}
    return {} if found.get(INFERRED) else found


def read_union(schema: Schema, resolve: Callable[[Schema], tuple[Schema, str]], spoken: Callable[[str], str]) -> Union:
    """Read a union of a normal form.

    Args:
        schema: it.
        resolve: follows references.
        spoken: the name that people know a component by.
    """
    discriminator = stated_discriminator(schema)
    variants: dict[str, Variant] = {}
    for index, member in enumerate(_written(schema, resolve)):
        meant, name = resolve(member)
        variants.setdefault(name or str(index), Variant(spoken(name), meant, member))
    for tag, target in (discriminator.get("mapping") or {}).items():
        name = resolve({"$ref": target})[1] or ref_name({"$ref": target}) or ""
        if name in variants:
            variants[name].tags.append(tag)
    default = discriminator.get(DEFAULT_MAPPING)
    return Union(
        list(variants.values()),
        discriminator.get("propertyName", ""),
        spoken(resolve({"$ref": default})[1]) if isinstance(default, str) else "",
        bool(schema.get("oneOf")),
    )


def _written(union: Schema, resolve: Callable[[Schema], tuple[Schema, str]]) -> Iterator[Schema]:
    """The alternatives of a union as its document has them, without unions that were inferred from constants."""
    for member in union_members(union):
        inner, _ = resolve(member)
        is_made = bool(inner.get("discriminator", {}).get(INFERRED))
        yield from _written(inner, resolve) if is_made else (member,)


@dataclass(slots=True)
class Pairing:
    """Which variants of two unions belong together.

    Attributes:
        kept: variants that are the same, also if their schema has another name.
        retagged: variants that are the same by name, but have no tag in common.
        renamed: variants that are much the same, but have neither a tag nor a name in common.
        retargeted: for a tag, the variant it led to and the other one that it leads to.
        split: for a variant, those that took over its tags.
        merged: for a variant, those whose tags it took over.
        added: variants that only the newer union has.
        removed: variants that only the older union has.
    """

    kept: list[tuple[Variant, Variant]] = field(default_factory=list)
    retagged: list[tuple[Variant, Variant]] = field(default_factory=list)
    renamed: list[tuple[Variant, Variant]] = field(default_factory=list)
    retargeted: list[tuple[str, Variant, Variant]] = field(default_factory=list)
    split: list[tuple[Variant, list[Variant]]] = field(default_factory=list)
    merged: list[tuple[list[Variant], Variant]] = field(default_factory=list)
    added: list[Variant] = field(default_factory=list)
    removed: list[Variant] = field(default_factory=list)


def pair_variants(base: Union, head: Union) -> Pairing:
    """Find out which variants belong together."""
    result = Pairing()
    done: set[int] = set()
    if base.tag_property and head.tag_property:
        _by_tag(base, head, result, done)
    _by_name(base, head, result, done, bool(base.tag_property and head.tag_property))
    _by_likeness(base, head, result, done)
    result.added = [variant for variant in head.variants if id(variant) not in done]
    result.removed = [variant for variant in base.variants if id(variant) not in done]
    return result


def _by_tag(base: Union, head: Union, result: Pairing, done: set[int]) -> None:
    names = {one.name: one for one in base.variants if one.name}, {one.name: one for one in head.variants if one.name}
    onwards: dict[int, list[Variant]] = {}
    back: dict[int, list[Variant]] = {}
    for tag, before in base.tags.items():
        after = head.tags.get(tag)
        if after is None:
            continue
        stays, was = names[1].get(before.name), names[0].get(after.name)
        if before.name == after.name:
            is_other = False
        elif stays is not None:
            # It has left its schema for another, unless that keeps some of its tags: then it is split.
            is_other = was is not None or not _common(before, stays)
        else:
            is_other = was is not None and not _common(was, after)
        if is_other:
            result.retargeted.append((tag, before, after))
            done.update((id(before), id(after)) if stays is None or was is None else ())
        else:
            _note(onwards, before, after)
            _note(back, after, before)
    for before in base.variants:
        targets = onwards.get(id(before), [])
        if len(targets) > 1:
            result.split.append((before, targets))
            done.update(map(id, (before, *targets)))
    for after in head.variants:
        sources = back.get(id(after), [])
        if len(sources) > 1 and id(after) not in done:
            result.merged.append((sources, after))
            done.update(map(id, (*sources, after)))
    for before in base.variants:
        for after in onwards.get(id(before), []):
            if id(before) not in done and id(after) not in done:
                result.kept.append((before, after))
                done.update((id(before), id(after)))


def _common(before: Variant, after: Variant) -> set[str]:
    """The tags that two variants have in common; the name of a schema, which is always one, if there is no other."""
    own = set(before.tags) & set(after.tags)
    return own - {after.name} if len(before.tags) > 1 else own


def _note(held: dict[int, list[Variant]], key: Variant, value: Variant) -> None:
    known = held.setdefault(id(key), [])
    if not any(one is value for one in known):
        known.append(value)


def _by_name(base: Union, head: Union, result: Pairing, done: set[int], tagged: bool) -> None:
    waiting: Mapping[str, Variant] = {one.name: one for one in head.variants if one.name and id(one) not in done}
    for before in base.variants:
        after = waiting.get(before.name)
        if id(before) in done or after is None:
            continue
        is_retagged = (
            tagged and not _common(before, after) and not any(one is before for _, one, _ in result.retargeted)
        )
        (result.retagged if is_retagged else result.kept).append((before, after))
        done.update((id(before), id(after)))


def _by_likeness(base: Union, head: Union, result: Pairing, done: set[int]) -> None:
    left = [one for one in base.variants if id(one) not in done], [one for one in head.variants if id(one) not in done]
    shared = _shared(base.variants) & _shared(head.variants)
    tagged = bool(base.tag_property and head.tag_property)
    tags = {base.tag_property, head.tag_property} if tagged else set()
    alone = len(left[0]) == len(left[1]) == 1
    scores = [
        (likeness(before.schema, after.schema, shared, tags, alone), -index, -other, before, after)
        for index, before in enumerate(left[0])
        for other, after in enumerate(left[1])
    ]
    for score, _, _, before, after in sorted(scores, key=lambda one: one[:3], reverse=True):
        if score < _ALIKE or id(before) in done or id(after) in done:
            continue
        # Two schemas with names are another variant unless tags or contents say that they are the same.
        is_renamed = tagged or (before.name and after.name and score < 1)
        (result.renamed if is_renamed else result.kept).append((before, after))
        done.update((id(before), id(after)))


def _shared(variants: Sequence[Variant]) -> set[str]:
    """The properties that all variants have, which say nothing about which is which."""
    held = [set(variant.schema.get("properties", ())) for variant in variants]
    return set.intersection(*held) if len(held) > 1 else set()


def likeness(base: Schema, head: Schema, shared: set[str], tags: set[str], alone: bool) -> float:
    """How much of what two schemas hold is common to both, from 0 to 1.

    Args:
        base: one.
        head: the other.
        shared: properties that don't count.
        tags: properties that hold tags, which have been looked at.
        alone: whether nothing else could be meant.
    """
    before, after = base.get("properties"), head.get("properties")
    if before is None or after is None:
        core = [split_null(one)[0] for one in (base, head)]
        if core[0].get("type") != core[1].get("type") or (before is None) != (after is None):
            return 0.0
        values = [set(map(str, listed_values(one))) for one in core]
        if values[0] or values[1]:
            return len(values[0] & values[1]) / len(values[0] | values[1])
        kept = [
            {key: value for key, value in one.items() if key in ("format", "items", "additionalProperties")}
            for one in core
        ]
        return 1.0 if kept[0] == kept[1] else _ALIKE
    told = [
        _fixed(before[label]) == _fixed(after[label])
        for label in before.keys() & after.keys() - tags
        if _fixed(before[label]) and _fixed(after[label])
    ]
    if told:
        # What has one value only tells variants apart, whether the document says so or not.
        return 1.0 if all(told) else 0.0
    own = set(before) - shared, set(after) - shared
    if not own[0] and not own[1]:
        return 1.0 if alone else 0.0
    common = [label for label in own[0] & own[1] if _kind(before[label]) == _kind(after[label])]
    return len(common) / len(own[0] | own[1])


def _fixed(schema: Schema) -> list[str]:
    """The one value that a schema allows, if there is only one."""
    values = listed_values(schema)
    return [key_of(values[0])] if len(values) == 1 else []


def _kind(schema: Schema) -> object:
    if ref_name(schema) is not None:
        return "object"
    return str(schema.get("type", "object"))
