"""Comparing unions: each difference is one finding, whether it shows in `oneOf`, in the mapping, or in an enum."""

from typing import Any

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Verdict
from specloom.diff.overlap import may_overlap
from specloom.diff.pairs import SUBJECT, Expansion, Finding, Pair, listed, quoted
from specloom.diff.tag_lists import listed_tags
from specloom.diff.values import Context, enum_of
from specloom.diff.variants import Union, Variant, pair_variants, read_union
from specloom.normalise.discriminators import mapping_key
from specloom.schemas import Schema, is_union

_SHOWN = 12
"""How many differences of two schemas are named where the schemas are compared for one finding."""


def compare_unions(pair: Pair, base: Schema, head: Schema, context: Context) -> Expansion:
    """Compare two schemas, at least one of which is a union; neither allows null."""
    comparing = _Unions(pair, base, head, context)
    if is_union(base) and is_union(head):
        comparing.both()
    else:
        comparing.one()
    return comparing.result


class _Unions:
    def __init__(self, pair: Pair, base: Schema, head: Schema, context: Context) -> None:
        self.pair = pair
        self.base = base
        self.head = head
        self.context = context
        self.result = Expansion()
        origins = context.origins
        # The name that the union has in the newer document, if it is there.
        self.name = origins[1].spoken(pair.names[1]) or origins[0].spoken(pair.names[0])

    def union(self, side: int) -> Union:
        origins = self.context.origins[side]
        return read_union((self.base, self.head)[side], origins.resolve, origins.spoken)

    def say(self, rule: str, message: str, **more: Any) -> None:
        self.result.findings.append(
            Finding(rule, message, self.pair.direction, self.pair, **{"value": True, "union": self.name, **more})
        )

    def both(self) -> None:
        before, after = self.union(0), self.union(1)
        pairing = pair_variants(before, after)
        skip = self.discriminator(before, after)
        both_tagged = bool(before.tag_property and after.tag_property)
        self.defaults(before, after)
        if not (before.tag_property or after.tag_property):
            self.exclusive(before, after)
        listing = [listed_tags(self.context.origins[side], self.pair, (before, after)[side]) for side in (0, 1)]
        for old, new in pairing.kept:
            self.follow(old, new, skip, both_tagged)
            if before.tag_property == after.tag_property:
                self.tags(old, new, {tag for tag, *_ in pairing.retargeted})
        for old, new in pairing.retagged:
            self.follow(old, new, skip, both_tagged)
            self.retagged(old, new, new.tags, old.tags, parts=_parts(listing, old, new))
        for old, new in pairing.renamed:
            # What has no tag is known by what it holds, so another name alone changes nothing on the wire.
            if old.tags or new.tags:
                self.renamed(old, new, skip, listing)
            else:
                self.follow(old, new, skip, both_tagged)
        for tag, old, new in pairing.retargeted:
            message = f"the tag {quoted(tag)} of {SUBJECT} leads to {quoted(new.name)} rather than {quoted(old.name)}"
            self.compared("union-target-changed", message, [(old, new)], skip, tag)
        for old, several in pairing.split:
            names = listed([one.name or one.label for one in several])
            message = f"the variant {quoted(old.name or old.label)} of {SUBJECT} has become {names}"
            self.compared("union-variant-split", message, [(old, one) for one in several], skip, ", ".join(old.tags))
        for many, new in pairing.merged:
            names = listed([one.name or one.label for one in many])
            message = f"the variants {names} of {SUBJECT} have become {quoted(new.name or new.label)}"
            self.compared("union-variants-merged", message, [(one, new) for one in many], skip, ", ".join(new.tags))
        for new in pairing.added:
            self.added(new, listing, bool(after.tag_property))
        for old in pairing.removed:
            kind = "variant" if before.tag_property else "alternative"
            message = f"the {kind} {quoted(old.label)} of {SUBJECT} is gone"
            self.say(f"union-{kind}-removed", message, **_about(old, None), parts=_parts(listing, old, None))
        self.listing(before, after, listing)

    def follow(self, old: Variant, new: Variant, skip: frozenset[str], both_tagged: bool) -> None:
        """Compare two variants that are the same; what differs in them stands for itself."""
        held = [one.schema.get("properties", ()) for one in (old, new)]
        # A tag that only one side knows to be one is a property like others where the other side hasn't got it.
        both = skip if both_tagged else frozenset(label for label in skip if label in held[0] and label in held[1])
        steps = _steps(self.base, old), _steps(self.head, new)
        inner = self.context.inside(self.pair, old.written, new.written, steps, both)
        if inner is not None:
            self.result.inside.append(inner)

    def discriminator(self, before: Union, after: Union) -> frozenset[str]:
        """Compare by what variants are told apart; the properties that hold tags come back."""
        skip = frozenset({before.tag_property, after.tag_property} - {""})
        if before.tag_property == after.tag_property:
            return skip
        values = tuple({"propertyName": one.tag_property} if one.tag_property else None for one in (before, after))
        if not before.tag_property:
            message = f"variants of {SUBJECT} are told apart by {quoted(after.tag_property)}"
            self.say("union-discriminator-added", message, values=values, detail=after.tag_property)
        elif not after.tag_property:
            message = f"variants of {SUBJECT} are no longer told apart by {quoted(before.tag_property)}"
            self.say("union-discriminator-removed", message, values=values, detail=before.tag_property)
        else:
            is_kept = any(before.tag_property in variant.schema.get("properties", ()) for variant in after.variants)
            rule = "union-discriminator-changed" if is_kept else "union-discriminator-renamed"
            message = (
                f"{quoted(after.tag_property)} rather than {quoted(before.tag_property)} holds the tag of {SUBJECT}"
            )
            self.say(rule, message, values=values, detail=after.tag_property)
        return skip

    def exclusive(self, before: Union, after: Union) -> None:
        """Compare whether a value may fit several alternatives that nothing tells apart."""
        if before.exclusive is after.exclusive:
            return
        if not any(may_overlap(one, side, self.context) for side, one in enumerate((before, after))):
            return
        rule, what = (
            ("union-became-exclusive", "has to fit one alternative only")
            if after.exclusive
            else ("union-became-inclusive", "may fit several alternatives")
        )
        values = tuple(
            {"oneOf" if union.exclusive else "anyOf": [one.label for one in union.variants]}
            for union in (before, after)
        )
        self.say(rule, f"{SUBJECT} {what}", values=values)

    def defaults(self, before: Union, after: Union) -> None:
        if before.default == after.default:
            return
        values = tuple({"defaultMapping": one.default} if one.default else None for one in (before, after))
        if not before.default:
            message = f"{quoted(after.default)} is the variant of {SUBJECT} for every other tag"
            self.say("union-default-added", message, values=values)
        elif not after.default:
            self.say("union-default-removed", f"{SUBJECT} has no variant for other tags any more", values=values)
        else:
            by_name = [{one.name: one for one in union.variants} for union in (before, after)]
            old, new = by_name[0].get(before.default), by_name[1].get(after.default)
            message = f"other tags of {SUBJECT} lead to {quoted(after.default)} rather than {quoted(before.default)}"
            if old and new and before.default in by_name[1]:
                self.compared("union-target-changed", message, [(old, new)], frozenset(), "")

    def tags(self, old: Variant, new: Variant, elsewhere: set[str]) -> None:
        """Compare the tags of two variants that have some in common, but for those told of elsewhere."""
        if not old.tags or not new.tags:
            return
        added = [tag for tag in new.tags if tag not in old.tags and tag not in elsewhere]
        gone = [tag for tag in old.tags if tag not in new.tags and tag not in elsewhere]
        if added and gone:
            self.retagged(old, new, added, gone)
            return
        if added:
            message = f"{_tags(added)} of {SUBJECT} {'lead' if added[1:] else 'leads'} to {quoted(new.name)} as well"
            sides: tuple[Any, Any] = (None, {"mapping": dict.fromkeys(added, new.name)})
            self.say("union-tag-added", message, detail=", ".join(added), tag=added[0], values=sides)
        if gone:
            message = f"{_tags(gone)} of {SUBJECT} no longer {'lead' if gone[1:] else 'leads'} to {quoted(old.name)}"
            sides = ({"mapping": dict.fromkeys(gone, old.name)}, None)
            self.say("union-tag-removed", message, detail=", ".join(gone), tag=gone[0], values=sides)

    def retagged(self, old: Variant, new: Variant, added: list[str], gone: list[str], **more: Any) -> None:
        """Say that a variant has other tags in place of some."""
        message = f"the variant {quoted(new.name)} of {SUBJECT} has {_tags(added)} rather than {listed(gone)}"
        self.say("union-tag-renamed", message, **_about(old, new), **more)

    def renamed(self, old: Variant, new: Variant, skip: frozenset[str], listing: list[set[str] | None]) -> None:
        differences = self.context.differences(self.pair, old.written, new.written, skip)
        parts = (*_parts(listing, old, new), *_told(differences, new))
        message = f"the variant {quoted(old.label)} of {SUBJECT} has become {quoted(new.label)}"
        names = f" ({quoted(new.name)} rather than {quoted(old.name)})" if old.name and new.name and old.tags else ""
        about = _about(old, new) | {"detail": f"{old.label} -> {new.label}"}
        self.say("union-variant-renamed", message + names, **about, parts=parts)

    def added(self, new: Variant, listing: list[set[str] | None], is_tagged: bool) -> None:
        if not is_tagged:
            message = f"{SUBJECT} has an alternative more, {quoted(new.label)}"
            self.say("union-alternative-added", message, **_about(None, new), parts=_parts(listing, None, new))
            return
        unlisted = listing[1] is not None and new.tags and not set(new.tags) & listing[1]
        message = f"{SUBJECT} has a variant more, {quoted(new.label)}"
        if unlisted:
            message += ", which the enum of the tag property doesn't list"
        rule = "union-variant-added-unlisted" if unlisted else "union-variant-added"
        self.say(rule, message, **_about(None, new), parts=_parts(listing, None, new))

    def listing(self, before: Union, after: Union, listing: list[set[str] | None]) -> None:
        """Compare the enum of the tag property as the document has it, where no variant explains a difference."""
        old, new = listing
        if old is None or new is None:
            return
        for tag in sorted(new - old - set(after.tags)):
            message = f"the tag property of {SUBJECT} may be {quoted(tag)}, which leads to no variant"
            self.say("union-tag-listed", message, detail=tag, tag=tag, values=(None, {"enum": [tag]}))
        for tag in sorted((old - new) & set(after.tags) & set(before.tags)):
            message = f"the tag property of {SUBJECT} may no longer be {quoted(tag)}, which still leads to a variant"
            self.say("union-tag-unlisted", message, detail=tag, tag=tag, values=({"enum": [tag]}, None))

    def compared(
        self, rule: str, message: str, pairs: list[tuple[Variant, Variant]], skip: frozenset[str], tag: str
    ) -> None:
        """Say something whose verdict is that of comparing schemas, and name what differs between them."""
        found: list[Finding] = []
        parts: list[str] = []
        for old, new in pairs:
            differences = self.context.differences(self.pair, old.written, new.written, skip)
            found += differences
            parts += _told(differences, new)
        values = tuple(
            {"variants": list(dict.fromkeys(one[side].name or one[side].label for one in pairs))} for side in (0, 1)
        )
        detail = f"{tag} -> {pairs[0][1].name}" if rule == "union-target-changed" else tag
        wire = self.worst(pairs, skip)
        self.say(rule, message, detail=detail, tag=tag, values=values, parts=tuple(dict.fromkeys(parts)), wire=wire)

    def worst(self, pairs: list[tuple[Variant, Variant]], skip: frozenset[str]) -> Verdict | None:
        """What values of one side lose when they are taken for those of the other; None if nothing."""
        for old, new in pairs:
            narrower, wider = self.context.judge(old.written, new.written, skip)
            if narrower if self.pair.direction is Direction.REQUEST else wider:
                return Verdict.BREAKING
        return None

    def one(self) -> None:
        """Compare a union with a schema that is none."""
        became = is_union(self.head)
        union = self.union(1 if became else 0)
        single = self.base if became else self.head
        is_request = self.pair.direction is Direction.REQUEST
        meant = self.meant(single, union) if became else None
        skip = frozenset({union.tag_property}) if meant is not None else frozenset()
        judged = [
            self.context.judge(*((single, one) if became else (one, single)), skip)
            for one in (variant.written for variant in meant or union.variants)
        ]
        narrower, wider = [one[0] for one in judged], [one[1] for one in judged]
        names = listed([variant.name or variant.label for variant in union.variants])
        if became:
            # Requests pass if one alternative takes them, and programs can read what one of them promised before.
            chosen = any if meant is not None and is_request else all
            breaks = chosen(narrower) if is_request else all(wider)
            message = f"{SUBJECT} has become a union of {names}"
            rule = "schema-became-union"
        else:
            breaks = any(narrower) if is_request else all(wider)
            message = f"{SUBJECT} is no longer a union of {names}"
            rule = "union-became-schema"
        values = ({"oneOf": [variant.label for variant in union.variants]}, None)
        self.say(
            rule,
            message,
            values=values if not became else values[::-1],
            wire=Verdict.BREAKING if breaks else None,
        )

    def meant(self, single: Schema, union: Union) -> list[Variant] | None:
        """The variants that an older schema names by the values of its tag property, if it names some."""
        declared = single.get("properties", {}).get(union.tag_property)
        values = enum_of(self.context.origins[0].resolve(declared)[0]) if declared else None
        if not values:
            return None
        found = [union.tags.get(mapping_key(value)) for value in values.values()]
        variants = [variant for variant in found if variant is not None]
        return variants if len(variants) == len(found) else None


def _tags(tags: list[str]) -> str:
    return f"the {'tags' if tags[1:] else 'tag'} {listed(tags)}"


def _steps(union: Schema, variant: Variant) -> Pointer:
    """How to get from a union to one of its alternatives."""
    keyword = "oneOf" if union.get("oneOf") else "anyOf"
    at = next((index for index, member in enumerate(union[keyword]) if member is variant.written), None)
    return (keyword,) if at is None else (keyword, at)


def _about(old: Variant | None, new: Variant | None) -> dict[str, Any]:
    """What a finding about a variant has: which one, and what each side says of it."""
    shown = new or old
    values = tuple(
        None
        if one is None
        else {"mapping": dict.fromkeys(one.tags, one.name)}
        if one.tags
        else {"schema": one.name or one.kind}
        for one in (old, new)
    )
    label = shown.label if shown else ""
    return {"detail": label, "tag": shown.tags[0] if shown and shown.tags else "", "values": values}


def _parts(listing: list[set[str] | None], old: Variant | None, new: Variant | None) -> tuple[str, ...]:
    """In which of the three places that know a variant it changed."""
    found = ["oneOf"] if (old and old.name) != (new and new.name) or None in (old, new) else []
    tags = [set(one.tags) if one else set() for one in (old, new)]
    if tags[0] != tags[1]:
        found.append("mapping")
    in_lists = [tags[side] & (listing[side] or set()) for side in (0, 1)]
    if in_lists[0] != in_lists[1]:
        found.append("tag enum")
    return tuple(found)


def _told(differences: list[Finding], new: Variant) -> list[str]:
    shown = [
        one.message.replace(SUBJECT, _place(one, new))
        for one in differences
        if one.rule not in ("schema-renamed", "class-replaced")
    ]
    more = [f"and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
    return [*dict.fromkeys(shown[:_SHOWN]), *more]


def _place(finding: Finding, new: Variant) -> str:
    """Where a difference stands, in the words of the document."""
    label = str(finding.steps[1][-1]) if finding.steps[1] else ""
    owner = new.name or new.label
    if finding.pair is not None and finding.pair.names[1]:
        owner = finding.pair.names[1]
    return quoted(f"{owner}.{label}" if label else owner)
