"""Methods and classes are called what is left to say, whatever frameworks write into ids to make them unique."""

from pathlib import Path
from typing import Any, get_type_hints

import httpx2
import pytest

from tests.support.packages import build, document, generate

ITEM = {"type": "object", "properties": {"id": {"type": "string"}}}
LIST = {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}


def operation(operation_id: str | None, tag: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema or {"$ref": "#/components/schemas/Item"}}}
    named = {} if operation_id is None else {"operationId": operation_id}
    return {**named, "tags": [tag], "responses": {"200": {"description": "Yes.", "content": content}}}


def methods(folder: Path, *operations: tuple[str, str | None, str]) -> list[str]:
    """What the methods are called of operations of `METHOD /path`, id and tag."""
    paths: dict[str, Any] = {}
    for call, operation_id, tag in operations:
        method, path = call.split()
        paths.setdefault(path, {})[method.lower()] = operation(operation_id, tag)
    built = build(document(paths, {"Item": ITEM}), folder)
    return [built.lock.methods[call] for call, _, _ in operations]


@pytest.mark.parametrize(
    ("operation_id", "tag", "method"),
    [
        ("orders.create", "orders", "create"),
        ("v1.message.get-raw", "Message", "get_raw"),
        ("bank_account_delete", "Bank Accounts", "delete"),
        ("UserService_ListUsers", "UserService", "list_users"),
        ("OrdersController_findOne", "orders", "find_one"),
        ("categories_list", "Category", "list"),
        ("api_books_get_collection", "Book", "get_collection"),
        ("api_keys_list", "API Keys", "list"),
        # What is the group's name or its beginning, and nothing else.
        ("us_verification", "US Verifications", "us_verification"),
        ("ordersCreate", "orders", "orders_create"),
        ("orders_create", "orders drafts", "orders_create"),
        ("search-2fa", "search", "search_2fa"),
        ("v1.dashboard.get", "Authentication", "v1_dashboard_get"),
    ],
)
def test_a_method_does_not_repeat_its_group(tmp_path: Path, operation_id: str, tag: str, method: str) -> None:
    assert methods(tmp_path, ("GET /things", operation_id, tag)) == [method]


@pytest.mark.parametrize(
    ("tags", "groups"),
    [
        # As springdoc calls them, also beside some that a person has called.
        (["order-controller", "user-rest-controller", "Health"], ["order", "user", "health"]),
        (["User Controller", "users", "user"], ["user_controller", "users", "user"]),
        (["a-controller", "a-rest-controller"], ["a_controller", "a_rest_controller"]),
        (["controller", "rest-controller"], ["controller", "rest"]),
        (["Fruit Resource", "user-resource"], ["fruit", "user"]),
        (["human-resource"], ["human_resource"]),
        (["human-resource", "Payroll"], ["human_resource", "payroll"]),
    ],
)
def test_groups_are_not_called_after_the_kind_of_a_class(tmp_path: Path, tags: list[str], groups: list[str]) -> None:
    paths = {f"/{number}": {"get": operation(f"get{number}", tag)} for number, tag in enumerate(tags)}
    built = build(document(paths, {"Item": ITEM}), tmp_path)
    assert [built.lock.resources[tag] for tag in tags] == groups


def test_operations_without_a_tag_are_grouped_by_the_class_in_their_ids(tmp_path: Path) -> None:
    """NestJS makes ids of a class and its method, and later versions of it make a tag of the class."""
    paths = {
        "/cats": {"get": {**operation("CatsController_findAll", ""), "tags": []}},
        "/dogs": {"get": operation("DogsController_findAll", "pets")},
        "/fish": {"get": {key: value for key, value in operation("find_fish", "").items() if key != "tags"}},
    }
    built = build(document(paths, {"Item": ITEM}), tmp_path)
    called = {each.operation_id: each.called for resource in built.resources for each in resource.operations}
    assert called == {
        "CatsController_findAll": "cats.find_all",
        "DogsController_findAll": "pets.dogs_controller_find_all",
        "find_fish": "find_fish",
    }


def test_what_has_no_group_keeps_its_name(tmp_path: Path) -> None:
    paths = {"/things": {"get": {"operationId": "default_thing", "responses": {"204": {"description": "Yes."}}}}}
    assert build(document(paths), tmp_path).lock.methods == {"GET /things": "default_thing"}


def test_who_would_be_called_the_same_in_a_group_is_called_as_the_document_does(tmp_path: Path) -> None:
    assert methods(
        tmp_path,
        ("GET /a", "v1.orders.get", "orders"),
        ("GET /b", "v2.orders.get", "orders"),
        ("GET /c", "orders.list", "orders"),
        ("GET /d", "list", "orders"),
        ("GET /e", "v2.orders.list", "others"),
    ) == ["v1_orders_get", "v2_orders_get", "orders_list", "list", "v2_orders_list"]


def test_numbers_that_only_tell_groups_apart_go(tmp_path: Path) -> None:
    assert methods(
        tmp_path,
        ("GET /a", "find", "cats"),
        ("GET /b", "find_1", "dogs"),
        ("GET /c", "find_2", "dogs"),
        ("GET /d", "version_1", "dogs"),
    ) == ["find", "find_1", "find_2", "version_1"]
    assert methods(tmp_path, ("GET /a", "find", "cats"), ("GET /b", "find_1", "dogs")) == ["find", "find"]


def test_methods_of_a_path_go_without_what_paths_begin_with(tmp_path: Path) -> None:
    assert methods(
        tmp_path,
        ("GET /api/v2/items/{id}", None, "items"),
        ("GET /v1/users", None, "users"),
        ("GET /v2/users", None, "users"),
        ("GET /api", None, "users"),
    ) == ["get_items_by_id", "get_v1_users", "get_v2_users", "get_api"]


def test_functions_of_fastapi_have_their_own_names_and_so_do_their_bodies(tmp_path: Path) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body_add_items__item_id__post"}}}}
    paths = {
        "/items/{item_id}": {
            "get": operation("read_item_items__item_id__get", "items"),
            "post": {**operation("add_items__item_id__post", "items"), "requestBody": body},
            "put": operation("add_items__item_id__put", "other", {"type": "object", "properties": {"a": ITEM}}),
        },
    }
    mode = {"type": "string", "enum": ["on", "off"]}
    added = {"type": "object", "required": ["mode"], "properties": {"mode": mode}}
    package = generate(document(paths, {"Item": ITEM, "Body_add_items__item_id__post": added}), tmp_path)
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json={"id": "7"})

    client = package.Example(transport=httpx2.MockTransport(answer))
    assert client.items.read_item("7").id == "7"
    client.items.add("7", package.BodyAdd(mode="on"))
    assert sent[-1].content == b'{"mode":"on"}'
    assert isinstance(client.other.add("7"), package.AddResponse)


def test_components_that_are_only_counted_are_called_by_their_titles(tmp_path: Path) -> None:
    """Fastify counts the schemas that are shared."""
    inner = {"type": "object", "properties": {"b": {"type": "object", "properties": {"c": {"type": "string"}}}}}
    schemas = {
        "def-1": {**inner, "title": "to-do"},
        "def-10": inner,
        "def-2": {**inner, "title": "def-2"},
        "def-3": {**inner, "title": "twice"},
        "def-4": {**inner, "title": "twice"},
        "Other": {**inner, "title": "another"},
    }
    paths = {f"/{name}": {"get": operation(None, "a", {"$ref": f"#/components/schemas/{name}"})} for name in schemas}
    classes = build(document(paths, schemas), tmp_path).lock.classes
    assert {name: classes[name] for name in schemas} == {
        "def-1": "ToDo", "def-10": "Def10", "def-2": "Def2", "def-3": "Def3", "def-4": "Def4", "Other": "Other",
    }  # fmt: skip
    assert {"ToDoB", "Def10B", "Def3B", "OtherB"} <= {*classes.values()}


def test_a_group_may_have_a_method_called_list_beside_others_that_give_lists(tmp_path: Path) -> None:
    words = {"name": "words", "in": "query", "required": True, "schema": {"type": "array", "items": {"type": "string"}}}
    paths = {
        "/items": {"get": operation("items.list", "items", LIST)},
        "/found": {"get": {**operation("items.find", "items", LIST), "parameters": [words]}},
    }
    package = generate(document(paths, {"Item": ITEM}), tmp_path)
    items = package.Example(transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json=[{"id": "7"}]))).items
    assert [item.id for item in items.list() + items.find(words=["a"])] == ["7", "7"]
    # As type checkers read them: by the names of the class first.
    hints = get_type_hints(type(items).find, localns=vars(type(items)))
    assert (hints["words"], hints["return"]) == (list[str], list[package.Item])


def test_messages_name_the_group_of_a_method_that_is_one_word(tmp_path: Path) -> None:
    paths = {"/items": {"get": operation("items.list", "items"), "put": operation("replace_items", "items")}}
    package = generate(document(paths, {"Item": ITEM}), tmp_path)
    items = package.Example(transport=httpx2.MockTransport(lambda _: httpx2.Response(404))).items
    for method, name in ((items.list, "items.list"), (items.replace_items, "replace_items")):
        with pytest.raises(package.NotFoundError, match=f"^{name}: 404"):
            method()
