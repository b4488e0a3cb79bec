"""Objects among the alternatives of a union, put into a union of their own: a discriminator is about nothing else."""

from specloom.keeping import Keeper
from specloom.schemas import Schema, ref_name, ref_to
from specloom.standing import place_of


def put_apart(name: str, objects: list[str], schemas: dict[str, Schema], keeper: Keeper) -> str:
    """Let a union lead to another one in the place of its objects.

    Args:
        name: of the union.
        objects: those of its alternatives, by name.
        schemas: components; the other union is for the caller to add.
        keeper: gives its name.

    Returns:
        The name of the other union.
    """
    union = schemas[name]
    keyword = "oneOf" if "oneOf" in union else "anyOf"
    place = place_of(("components", "schemas", name))
    made = keeper.claim("components", [f"{name}Object", f"{name}ObjectUnion"], place, schemas)
    listed = [member for member in union[keyword] if ref_name(member) not in objects]
    listed.insert(union[keyword].index({"$ref": ref_to(objects[0])}), {"$ref": ref_to(made)})
    schemas[name] = {**union, keyword: listed}
    return made
