"""What the components of a document are called: their own names, unless one is not allowed or is kept for another."""

from specloom import names
from specloom.keeping import Keeper
from specloom.schemas import Document, component_schemas
from specloom.standing import place_of_renamed


def valid_names(document: Document, keeper: Keeper) -> dict[str, str]:
    """Names for the component schemas of a document, by the names there are; one that is allowed and free stays.

    A name is not free if it is kept for an inline schema, or for the request form of another, that is still there:
    whoever uses that imports it by this name.
    """
    schemas = component_schemas(document)
    kept = {name: own[0] for name in schemas if (own := keeper.at("components", place_of_renamed(name)))}
    result = names.settle({name: names.component_name(name) for name in schemas}, (), kept)
    taken = set(result.values())
    for name, known in result.items():
        if name in kept:
            keeper.record("components", known, place_of_renamed(name))
        elif keeper.is_kept("components", known):
            wanted = [f"{known}Model", f"{known}Schema"]
            result[name] = keeper.claim("components", wanted, place_of_renamed(name), taken)
            taken.add(result[name])
    return result
