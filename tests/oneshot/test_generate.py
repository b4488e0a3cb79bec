"""`generate --from`: a package of any document, as a newcomer makes it."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from tests.oneshot.conftest import Run
from tests.oneshot.documents import DATED, DOCUMENT
from tests.pipeline.projects import contents
from tests.support.packages import load


def package_of(folder: Path, name: str) -> ModuleType:
    return load(folder, name)


def test_a_document_becomes_a_package(document: Path, run: Run, tmp_path: Path) -> None:
    done = run("generate", "--from", document, "--output", "out")
    assert re.match(r"tiny-shop-api 0\.1\.0: 3 operations, \d+ models, \d+ files in out\n", done.stdout)
    folder = tmp_path / "out"
    assert {"pyproject.toml", "README.md", "openapi.yaml", "tiny_shop_api", "tests"} <= {
        path.name for path in folder.iterdir()
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "shop.yaml"]
    assert "\nCancel order:\n" in (folder / "README.md").read_text(encoding="utf-8")  # without a summary, by its name
    shop = package_of(folder, "tiny_shop_api")
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        if request.method == "DELETE":
            return httpx2.Response(404, json={"code": "NO_ORDER", "message": "There is no such order."})
        if "cursor" in request.url.params:
            return httpx2.Response(200, json={"data": [{"kind": "Refund", "reason": "broken"}], "next_cursor": None})
        return httpx2.Response(200, json={"data": [{"kind": "Sale", "total": 1.5}], "next_cursor": "more"})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = shop.TinyShopAPI(api_key="secret", http_client=http)
        assert [type(order).__name__ for order in client.orders.list_orders()] == ["Sale", "Refund"]
        assert asked[0].url == "https://shop.example/orders"
        assert asked[0].headers["x-key"] == "secret"
        with pytest.raises(shop.NotFoundError) as caught:
            client.orders.cancel_order("1")
    assert (caught.value.error_code, caught.value.detail) == ("NO_ORDER", "There is no such order.")


def test_it_is_the_same_bytes_whatever_the_surroundings(document: Path, run: Run, tmp_path: Path) -> None:
    run("generate", "--from", document, "--output", "one", PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Tokyo")
    run("generate", "--from", document, "--output", "two", PYTHONHASHSEED="2", PYTHONUTF8="1", HOME="/nowhere")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_nothing_happens_where_nothing_has_changed(document: Path, run: Run, tmp_path: Path) -> None:
    arguments = ("generate", "--from", document, "--output", "out")
    run(*arguments)
    assert run(*arguments).stdout == "tiny-shop-api 0.1.0 in out: up to date\n"
    assert "up to date" not in run(*arguments, "--tag", "Stock").stdout
    assert not (tmp_path / "out/tiny_shop_api/resources/orders.py").exists()
    document.write_text(DOCUMENT.replace("A number.", "Another number."), encoding="utf-8")
    assert "up to date" not in run(*arguments).stdout


def test_a_second_file_counts_too(document: Path, run: Run, tmp_path: Path) -> None:
    whole = DOCUMENT.replace('{$ref: "#/components/schemas/Sale"}', "{$ref: sale.yaml}")
    document.write_text(whole, encoding="utf-8")
    other = tmp_path / "sale.yaml"
    other.write_text("{type: object, required: [kind], properties: {kind: {const: sale}}}", encoding="utf-8")
    arguments = ("generate", "--from", document, "--output", "out")
    run(*arguments)
    assert "up to date" in run(*arguments).stdout
    other.write_text("{type: object, required: [kind], properties: {kind: {const: sale}, x: {}}}", encoding="utf-8")
    assert "up to date" not in run(*arguments).stdout


def test_names_can_be_given(document: Path, run: Run, tmp_path: Path) -> None:
    done = run("generate", "--from", document, "--output", "out", "--package", "my-shop", "--format", "json")
    assert json.loads(done.stdout)[0]["package"] == "my-shop"
    assert package_of(tmp_path / "out", "my_shop").MyShop


def test_a_selection_leaves_the_rest_out(document: Path, run: Run, tmp_path: Path) -> None:
    run("generate", "--from", document, "--output", "out", "--operation", "getStock")
    shop = package_of(tmp_path / "out", "tiny_shop_api")
    assert hasattr(shop.TinyShopAPI, "stock")
    assert not hasattr(shop.TinyShopAPI, "orders")
    assert not hasattr(shop, "Sale")


@pytest.mark.parametrize(
    ("date", "version", "methods"),
    [("2023-06-30", "20230630001.0.0", ["get_old"]), (None, "20240101001.0.0", ["get_new", "get_old"])],
)
def test_dates_are_found(run: Run, tmp_path: Path, date: str | None, version: str, methods: list[str]) -> None:
    (tmp_path / "dated.yaml").write_text(DATED, encoding="utf-8")
    chosen = ["--api-version", date] if date else []
    done = run("generate", "--from", "dated.yaml", "--output", "out", *chosen)
    assert version in done.stdout
    note = "operation-dropped" if date else "api-version-chosen"
    assert f"note[{note}]" in done.stderr
    dated = package_of(tmp_path / "out", "dated")
    client = dated.Dated(http_client=httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(204))))
    group: Any = client.default
    assert sorted(name for name in dir(group) if name.startswith("get_")) == methods


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--operation", "listOrder"), 1, "unknown-operation"),
        (("--tag", "order"), 1, "unknown-tag"),
        (("--api-version", "2024-01-01"), 1, "no-versions"),
    ],
)
def test_what_can_not_be_is_an_error(
    document: Path, run: Run, tmp_path: Path, arguments: tuple[str, str], code: int, said: str
) -> None:
    done = run("generate", "--from", document, "--output", "out", *arguments, "--format", "json", code=code)
    assert [one["code"] for one in json.loads(done.stderr)] == [said]
    assert not (tmp_path / "out").exists()


def test_what_is_said_of_a_part_without_a_name_says_where_it_stands(document: Path, run: Run, tmp_path: Path) -> None:
    """Also where a later stage says it, to which that part is a component like others."""
    parts = """{type: object, required: [code], properties: {
            level: {type: integer, enum: [1, 2, 50, 60], maximum: 9},
            sum: {type: integer, default: none},
            code: {type: string, pattern: '^a', not: {type: string}}}}"""
    text = document.read_text(encoding="utf-8").replace("total: {type: number}", f"total: {parts}")
    document.write_text(text, encoding="utf-8")
    first = text[: text.index("level: ")].count("\n") + 1
    said = run("generate", "--from", document, "--output", "out").stderr.split("\n")
    lines = {line.split("[")[1].split("]")[0]: int(line.split(":")[1]) for line in said if "warning[" in line}
    assert lines == {"enum-value-forbidden": first, "default-not-allowed": first + 1, "no-example": first + 2}
    assert "forbid 50, 60" in "\n".join(said)


def test_merge_keys_are_said_and_read(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8").replace("total: {type: number}", "total: {<<: *sum}")
    document.write_text(f"x-sum: &sum {{type: integer}}\n{text}", encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[merge-key]" in said
    assert "    total: int | None = None" in next(tmp_path.glob("out/*/models/sale.py")).read_text("utf-8")


def test_a_broken_document_is_an_error_and_the_last_output_stays(document: Path, run: Run, tmp_path: Path) -> None:
    run("generate", "--from", document, "--output", "out")
    before = contents(tmp_path / "out")
    document.write_text(DOCUMENT.replace("paths:", "paths: ["), encoding="utf-8")
    assert "shop.yaml:" in run("generate", "--from", document, "--output", "out", code=1).stderr
    assert contents(tmp_path / "out") == before


def test_files_beside_the_folder_of_the_document_are_taken_if_that_is_said(
    document: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "common").mkdir()
    text = document.read_text(encoding="utf-8").replace(
        "reason: {type: string}", "reason: {$ref: ../common/reason.yaml}"
    )
    (tmp_path / "api/shop.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "common/reason.yaml").write_text("{type: integer}\n", encoding="utf-8")
    said = run("generate", "--from", "api/shop.yaml", "--output", "out", code=1).stderr
    assert "ref-outside" in said
    assert "--ref-root" in said
    run("generate", "--from", "api/shop.yaml", "--output", "out", "--ref-root", ".")
    assert "reason: int" in next(tmp_path.glob("out/*/models/refund.py")).read_text(encoding="utf-8")
    # What is found there is part of what the package is made from.
    (tmp_path / "common/reason.yaml").write_text("{type: number}\n", encoding="utf-8")
    run("generate", "--from", "api/shop.yaml", "--output", "out", "--ref-root", ".")
    assert "reason: float" in next(tmp_path.glob("out/*/models/refund.py")).read_text(encoding="utf-8")


def test_files_of_others_are_not_removed(document: Path, run: Run, tmp_path: Path) -> None:
    assert "unknown-file" in run("generate", "--from", document, "--output", ".", code=1).stderr
    assert document.read_text(encoding="utf-8") == DOCUMENT
    assert "unreadable-file" in run("generate", "--from", "nowhere.yaml", "--output", "out", code=1).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "out"),
        ("--from", "shop.yaml"),
        ("pets", "--from", "shop.yaml", "--output", "out"),
        ("--tag", "x"),
        ("--ref-root", "."),
    ],
)
def test_options_that_do_not_go_together_are_refused(run: Run, arguments: tuple[str, ...]) -> None:
    run("generate", *arguments, code=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", "shop.yaml"), "--output"),
        (("--output", "out", "--ref-root", "nowhere"), "--ref-root"),
        (("--output", "out", "--package", "not a name"), "--package"),
    ],
)
def test_an_option_that_can_not_be_is_named(
    document: Path, run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert f"Invalid value for '{said}'" in run("generate", "--from", document, *arguments, code=2).stderr
    assert not (tmp_path / "out").exists()


def test_an_operation_that_there_is_not_is_answered_with_those_that_there_are(document: Path, run: Run) -> None:
    said = run("generate", "--from", document, "--output", "out", "--operation", "zzz", code=1).stderr
    assert "It has 'listOrders', 'GET /orders', 'cancelOrder', 'DELETE /orders/{id}', 'getStock', 'GET /stock'." in said
    assert (
        "Did you mean 'getStock'?"
        in run("generate", "--from", document, "--output", "out", "--operation", "getStok", code=1).stderr
    )


def test_an_address_is_no_file(run: Run, tmp_path: Path) -> None:
    said = run("generate", "--from", "https://shop.example/shop.yaml", "--output", "out", code=1).stderr
    assert "unreadable-file" in said
    assert "specloom capture, which fetches" in said
    assert (
        "specloom capture, which fetches"
        not in run("generate", "--from", "shop.example/shop.yaml", "--output", "out", code=1).stderr
    )


def test_a_folder_of_others_is_left_alone_whatever_it_holds(document: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "theirs/lib").mkdir(parents=True)
    (tmp_path / "theirs/lib64").symlink_to("lib")
    (tmp_path / "theirs/README.md").write_text("Theirs.", encoding="utf-8")
    assert "unknown-file" in run("generate", "--from", document, "--output", "theirs", code=1).stderr
    assert (tmp_path / "theirs/README.md").read_text(encoding="utf-8") == "Theirs."


def test_a_newcomer_is_told_how_to_begin(run: Run) -> None:
    said = run("generate", code=1).stderr
    assert "specloom init NAME --from FILE" in said
    assert "specloom generate --from FILE" in said


def test_it_needs_no_network(document: Path, run: Run, tmp_path: Path) -> None:
    """A module that the interpreter imports at its start takes sockets away."""
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks/sitecustomize.py").write_text(
        "import socket\ndef refuse(*_, **__): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n",
        encoding="utf-8",
    )
    assert socket.getaddrinfo is not None
    run("generate", "--from", document, "--output", "out", PYTHONPATH=str(tmp_path / "hooks"))


def test_what_has_no_example_among_the_parameters_is_said_at_its_place(document: Path, run: Run) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace(
        "cursor, in: query, schema: {type: string",
        "cursor, in: query, schema: {type: string, description: It., maxLength: 2, pattern: '^a{3}$'",
    )
    document.write_text(text, encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "cursor, in" in line)
    said = run("generate", "--from", document, "--output", "out").stderr
    (found,) = (line for line in said.splitlines() if "[no-example]" in line)
    assert f":{line}:" in found
