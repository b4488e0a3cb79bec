"""Small documents whose names get in each other's way, and the names that a package of one would have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from specloom.build import Inputs, normal_form
from specloom.config import PackageConfig
from specloom.keeping import Keeper, NameLock
from specloom.models.plan import Planner
from specloom.naming import python_names
from specloom.normalise.directions import directions
from specloom.operations.plan import OperationPlanner
from specloom.workspace import templates_folder

Json = dict[str, Any]
Operation = tuple[str, str, str, Json]

# Names that are equal, or make equal ones with what stands behind them.
COMPONENTS = (
    *("Pet", "pet", "PET", "PetStatus", "PetStatusEnum", "PetRequest", "PetOwner", "PetOwnerStatus", "PetTags"),
    *("OpenPetStatus", "UnknownPet", "GetPetResponse", "GetPetRequest", "PetModel", "Get", "Pets"),
)
OPERATION_IDS = ("getPet", "get_pet", "GetPet", "get", "list", "pets")
TAGS = ("pets", "Pets", "PETS", "pet", "default")
STATUS: Json = {"type": "string", "enum": ["new", "old"]}
PROPERTIES: dict[str, Json] = {
    "status": STATUS,
    "Status": {"type": "string", "enum": ["a", "b", "c"]},
    "owner": {"type": "object", "properties": {"status": STATUS, "name": {"type": "string"}}},
    "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "id": {"type": "integer", "readOnly": True},
    "petId": {"type": "string"},
    "pet_id": {"type": "string"},
}


def objects() -> st.SearchStrategy[Json]:
    chosen = st.lists(st.sampled_from(list(PROPERTIES)), unique=True, max_size=4)
    return chosen.map(lambda labels: {"type": "object", "properties": {label: PROPERTIES[label] for label in labels}})


@st.composite
def parts(draw: st.DrawFn) -> tuple[dict[str, Json], list[Operation]]:
    """Components, and operations that each use one of them or an inline schema."""
    names = draw(st.lists(st.sampled_from(COMPONENTS), unique=True, max_size=6))
    schemas = {name: draw(st.one_of(objects(), st.just(STATUS))) for name in names}
    ids = draw(st.lists(st.sampled_from(OPERATION_IDS), unique=True, min_size=1, max_size=5))
    usable = [*({"$ref": f"#/components/schemas/{name}"} for name in names)]
    operations = []
    for operation_id in ids:
        schema = draw(st.one_of(st.sampled_from(usable), objects())) if usable else draw(objects())
        method = draw(st.sampled_from(("get", "post")))
        operations.append((operation_id, method, draw(st.sampled_from(TAGS)), schema))
    return schemas, operations


@st.composite
def documents(draw: st.DrawFn) -> tuple[Json, Json]:
    """A document, and the same with components and operations that have nothing to do with the others."""
    schemas, operations = draw(parts())
    more_schemas, more_operations = draw(parts())
    more_schemas = {name: schema for name, schema in more_schemas.items() if name not in schemas}
    taken = {operation_id for operation_id, *_ in operations}
    unrelated = [one for one in more_operations if one[0] not in taken and _component(one[3]) in (None, *more_schemas)]
    # Where something new stands is of no account: names do not depend on order.
    joined = dict(draw(st.permutations([*schemas.items(), *more_schemas.items()])))
    return document(schemas, operations), document(joined, draw(st.permutations([*operations, *unrelated])))


def _component(schema: Json) -> str | None:
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def document(schemas: dict[str, Json], operations: Sequence[Operation]) -> Json:
    paths: Json = {}
    for operation_id, method, tag, schema in operations:
        content = {"application/json": {"schema": schema}}
        # What is sent comes back, so that read-only properties make two forms of it.
        body = {"requestBody": {"content": content}} if method == "post" else {}
        paths[f"/{operation_id}"] = {
            method: {
                "operationId": operation_id,
                "tags": [tag],
                **body,
                "responses": {"200": {"description": "It.", "content": content}},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def names_of(source: Json, lock: NameLock | None = None, **config: Any) -> NameLock:
    """The names of a package, without the work of writing it."""
    return keeper_of(source, lock, **config).result()


def keeper_of(source: Json, lock: NameLock | None = None, **config: Any) -> Keeper:
    keeper = Keeper(lock)
    settings = PackageConfig.default(**{"name": "example", "version": "1.0.0", **config})
    normal = normal_form(Inputs(source, settings, templates_folder()), keeper)
    names = python_names(normal.document, settings.naming, normal.given, {"Example"}, keeper)
    planner = Planner(normal.document, names, directions(normal.document))
    planner.plan_components()
    OperationPlanner(normal.document, settings, names, planner)
    planner.finish()
    return keeper
