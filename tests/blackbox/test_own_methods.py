"""Operations without a tag are methods of the client itself; what every client has keeps its meaning."""

import asyncio
import inspect
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from specloom.keeping import Keeper, NameLock

from tests.names.documents import keeper_of
from tests.support.packages import build, document, generate

TEXT = {"type": "string"}


def operation(name: str, *tags: str, **more: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "array", "items": TEXT}}}
    responses = {"200": {"description": "All.", "content": content}}
    return {"operationId": name, "responses": responses, **({"tags": list(tags)} if tags else {}), **more}


def answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json=[request.url.path])


def test_they_are_called_without_a_group(tmp_path: Path) -> None:
    paths = {"/pets": {"get": operation("listPets")}, "/owners": {"get": operation("listOwners", "owners")}}
    package = generate(document(paths), tmp_path)
    transport = httpx2.MockTransport(answer)
    client = package.Example(transport=transport)
    assert client.list_pets() == ["/pets"]
    assert client.with_options(timeout=1).list_pets() == ["/pets"]
    assert client.raw(client.list_pets).parse() == ["/pets"]
    assert client.owners.list_owners() == ["/owners"]
    assert not hasattr(client, "list_owners")
    # As a group, too, which is how a release may have had them before.
    assert client.default.list_pets() == ["/pets"]
    client.close()
    with pytest.raises(package.ClosedClientError):
        client.list_pets()

    async def call() -> Any:
        async with package.AsyncExample(transport=transport) as waiting:
            return await waiting.list_pets()

    assert asyncio.run(call()) == ["/pets"]


def test_a_copy_calls_with_its_own_options(tmp_path: Path) -> None:
    package = generate(document({"/pets": {"get": operation("listPets")}}), tmp_path)
    seen: list[str | None] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("x-team"))
        return httpx2.Response(200, json=[])

    with package.Example(transport=httpx2.MockTransport(note)) as client:
        client.with_options(extra_headers={"X-Team": "red"}).list_pets()
        client.list_pets()
    assert seen == ["red", None]


def test_they_are_imported_when_they_are_asked_for(tmp_path: Path) -> None:
    package = generate(document({"/pets": {"get": operation("listPets")}}), tmp_path)
    group = f"{package.__name__}.resources.default"
    client = package.Example(transport=httpx2.MockTransport(answer))
    assert group not in sys.modules
    assert "list_pets" in dir(client)
    assert group in sys.modules
    assert list(inspect.signature(client.list_pets).parameters) == ["options"]
    with pytest.raises(AttributeError, match="'Example' object has no attribute 'list_pet'") as caught:
        _ = client.list_pet
    assert (caught.value.name, caught.value.obj) == ("list_pet", client)


def test_pages_show_them_so(tmp_path: Path) -> None:
    built = build(document({"/pets": {"get": operation("listPets")}}), tmp_path)
    assert "client.list_pets()" in built.files["README.md"]
    assert "docs/client.md#clientlist_pets" in built.files["api.md"]
    assert "## `client.list_pets`" in built.files["docs/client.md"]
    assert not any("client.default" in text for path, text in built.files.items() if path.endswith((".md", ".py")))


def test_none_takes_the_place_of_what_a_client_has(tmp_path: Path) -> None:
    bare = generate(document({"/a": {"get": operation("a", "things")}}), tmp_path / "bare")
    of_clients = {name for one in (bare.Example, bare.AsyncExample) for name in dir(one) if not name.startswith("_")}
    wanted = sorted({*of_clients, "default", "models", "import"})
    paths = {f"/{name}": {"get": operation(name)} for name in wanted} | {"/t": {"get": operation("t", "things")}}
    package = generate(document(paths), tmp_path / "full")
    with package.Example(transport=httpx2.MockTransport(answer)) as client:
        for name in wanted:
            assert getattr(client, f"{name}_")() == [f"/{name}"]
        assert client.things.t() == ["/t"]
        assert client.base_url == "https://api.example.com"
        assert client.raw(client.with_options(timeout=1).raw_).parse() == ["/raw"]


def test_a_new_group_leaves_a_method_its_name(tmp_path: Path) -> None:
    before = document({"/search": {"get": operation("search")}})
    after = document({**before["paths"], "/s": {"get": operation("find", "search")}})
    kept = NameLock(methods=build(before, tmp_path).lock.methods)
    lock = keeper_of(after, kept).result()
    assert lock.methods["GET /search"] == "search"
    assert lock.resources["search"] != "search"


def test_names_that_are_kept_are_worth_more(tmp_path: Path) -> None:
    # Of a release that had them as a group only.
    kept = NameLock(methods={"GET /close": "close"}, resources={"default": "default"})
    source = document({"/close": {"get": operation("close")}})
    lock = keeper_of(source, kept).result()
    assert lock.methods == {"GET /close": "close"}
    assert Keeper(lock).dropped() == []
