"""The values that the document itself lists for the tag property of a union, before normalising makes all ends meet."""

from specloom.diagnostics import Pointer
from specloom.diff.origins import Origins
from specloom.diff.pairs import Pair
from specloom.diff.variants import Union


def listed_tags(origins: Origins, pair: Pair, union: Union) -> set[str] | None:
    """The values of the enum of the tag property that the union or the base of its variants has.

    Returns:
        None if the union has no discriminator, or no list that is common to its variants.
    """
    if not union.tag_property:
        return None
    at = origins.pointer(pair)
    own = None if at is None else _own_list(origins, at, union.tag_property)
    if own is not None:
        return own
    found: list[set[str]] = []
    for variant in union.variants:
        if variant.name not in origins.given:
            return None
        values = _own_list(origins, ("components", "schemas", variant.name), union.tag_property)
        if values is None:
            return None
        found.append(values)
    # What each variant lists for itself is its tag; what all list alike comes from their base.
    if found and all(values == found[0] for values in found) and (len(found[0]) > 1 or len(found) > 1):
        return found[0]
    return None


def _own_list(origins: Origins, at: Pointer, label: str) -> set[str] | None:
    """The enum of a property that a schema, or what it extends, has; alternatives are left out of account."""
    waiting, seen = [at], set[Pointer]()
    for place in waiting:
        meant = origins.resolved(place)
        schema = origins.node(meant) if meant is not None and meant not in seen else None
        if meant is None or not isinstance(schema, dict):
            continue
        seen.add(meant)
        declared = (schema.get("properties") or {}).get(label) if isinstance(schema.get("properties"), dict) else None
        if isinstance(declared, dict):
            target = origins.resolved((*meant, "properties", label))
            held = origins.node(target) if target is not None else None
            if isinstance(held, dict) and isinstance(held.get("enum"), list):
                return {str(value) for value in held["enum"] if value is not None}
        parts = schema.get("allOf")
        if isinstance(parts, list):
            waiting += [(*meant, "allOf", index) for index in range(len(parts))]
    return None
