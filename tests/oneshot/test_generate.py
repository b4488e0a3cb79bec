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
from tests.pipeline.projects import contents
from tests.support.packages import load

DOCUMENT = """\
openapi: 3.1.0
info: {title: Tiny Shop API - OpenAPI 3.1, version: "7.1"}
servers: [{url: "https://shop.example"}]
security: [{Key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [Orders]
      parameters:
        - {name: cursor, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200":
          description: A page.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {$ref: "#/components/schemas/Order"}}
                  next_cursor: {type: [string, "null"]}
        "4XX": {$ref: "#/components/responses/Problem"}
  /orders/{id}:
    delete:
      operationId: cancelOrder
      tags: [Orders]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "204": {description: Gone.}
        "4XX": {$ref: "#/components/responses/Problem"}
  /stock:
    get:
      operationId: getStock
      tags: [Stock]
      responses:
        "200": {description: A number., content: {application/json: {schema: {type: integer}}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
  responses:
    Problem:
      description: It went wrong.
      content:
        application/json:
          schema:
            type: object
            properties: {code: {type: string}, message: {type: string}}
  schemas:
    Order:
      oneOf: [{$ref: "#/components/schemas/Sale"}, {$ref: "#/components/schemas/Refund"}]
      discriminator: {propertyName: kind}
    Sale: {type: object, required: [kind], properties: {kind: {const: Sale}, total: {type: number}}}
    Refund: {type: object, required: [kind], properties: {kind: {const: Refund}, reason: {type: string}}}
"""

DATED = """\
openapi: 3.0.3
info: {title: Dated, version: "1"}
servers: [{url: "https://dated.example"}]
paths:
  /old:
    get:
      operationId: getOld
      responses:
        "200":
          description: It.
          content:
            application/vnd.dated.2023-01-01+json: {schema: {type: object, properties: {a: {type: string}}}}
            application/vnd.dated.2024-01-01+json: {schema: {type: object, properties: {b: {type: string}}}}
  /new:
    get:
      operationId: getNew
      responses:
        "200":
          description: It.
          content:
            application/vnd.dated.2024-01-01+json: {schema: {type: object, properties: {c: {type: string}}}}
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def package_of(folder: Path, name: str) -> ModuleType:
    return load(folder, name)


def test_a_document_becomes_a_package(document: Path, run: Run, tmp_path: Path) -> None:
    done = run("generate", "--from", document, "--output", "out")
    assert re.match(r"tiny-shop-api 0\.1\.0: 3 operations, \d+ models, \d+ files in out\n", done.stdout)
    folder = tmp_path / "out"
    assert {"pyproject.toml", "README.md", "openapi.yaml", "tiny_shop_api", "tests"} <= {
        path.name for path in folder.iterdir()
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "out", "shop.yaml"]
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


def test_a_property_that_refers_to_nothing_is_said_and_takes_anything(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8").replace(
        "total: {type: number}", "total: {$ref: '#/components/schemas/T'}"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/components/schemas/T' leads nowhere" in said
    assert "    total: Any" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")


def test_definitions_beside_a_schema_are_found_where_the_root_has_none(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8").replace("openapi: 3.0.3", "openapi: 3.1.0")
    sums = "{type: object, $defs: {Sum: {type: integer}}, properties: {net: {$ref: '#/$defs/Sum'}}}"
    document.write_text(text.replace("total: {type: number}", f"total: {sums}"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/$defs/Sum' leads nowhere\n  '#/components/schemas/Sale/" in said
    (inner,) = (path for path in tmp_path.glob("out/*/models/sale*.py") if "net: " in path.read_text(encoding="utf-8"))
    assert "    net: int | None = None" in inner.read_text(encoding="utf-8")


def test_parts_of_the_schema_around_a_reference_are_found_where_the_root_has_none(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    rest = (
        "{type: object, properties: {net: {type: array, items: {type: integer}}, tax: {$ref: '#/properties/total"
        "/properties/net/items'}, parts: {type: array, items: {$ref: '#'}}}}"
    )
    document.write_text(text.replace("total: {type: number}", f"total: {rest}"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/properties/total/properties/net/items' leads nowhere" in said
    assert "warning[wrong-ref]: '#' leads to the whole document\n  '#/components/schemas/Sale' is meant" in said
    (inner,) = (path for path in tmp_path.glob("out/*/models/sale*.py") if "net: " in path.read_text(encoding="utf-8"))
    source = inner.read_text(encoding="utf-8")
    assert "    tax: int | None = None" in source
    assert "    parts: list[Sale] | None = None" in source


def test_schemas_that_stand_in_groups_are_taken_for_what_they_are_used_as(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace("total: {type: number}", "total: {$ref: '#/components/schemas/Sums/Net'}")
    text = text.replace(
        "    Sale: {", "    Sums: {Net: {type: object, properties: {sum: {type: integer}}}}\n    Sale: {"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[wrong-ref]: '#/components/schemas/Sums/Net' leads to a place, of which OpenAPI says nothing" in said
    assert "    total: Net | None = None" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")
    assert "    sum: int | None = None" in next(tmp_path.glob("out/*/models/net.py")).read_text(encoding="utf-8")


def test_a_reference_that_lacks_its_first_slash(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace("total: {type: number}", "total: {$ref: '#components/schemas/Sum'}")
    document.write_text(text.replace("    Sale: {", "    Sum: {type: integer}\n    Sale: {"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#components/schemas/Sum' is no pointer" in said
    assert "    total: int | None = None" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")


def test_a_security_scheme_that_nobody_can_follow_is_left_out(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    scheme = "securitySchemes:\n    Half: {type: apiKey, in: header}\n"
    document.write_text(text.replace("securitySchemes:\n", scheme), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[missing-field]: `name` is missing from a security scheme of type apiKey" in said
    assert "half" not in next(tmp_path.glob("out/*/__init__.py")).read_text(encoding="utf-8").lower()


def test_a_schema_that_no_value_fits_is_said_and_read_as_far_as_it_goes(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    totals = "Totals: {type: array, items: {type: number}, anyOf: [{type: object, properties: {net: {}}}]}"
    text = text.replace("total: {type: number}", "total: {$ref: '#/components/schemas/Totals'}")
    document.write_text(text.replace("    Sale: {", f"    {totals}\n    Sale: {{"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[all-of-contradiction]: the parts of this schema contradict each other" in said
    assert "total: list[float]" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")


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


def test_a_pattern_in_slashes_is_said_and_read_without_them(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8").replace("reason: {type: string}", "reason: {pattern: '/^[a-z]+$/'}")
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[pattern-in-slashes]: nothing matches the pattern '/^[a-z]+$/'" in said
    assert "it is taken for '^[a-z]+$'" in said
    normal = next(tmp_path.glob("out/openapi.yaml")).read_text(encoding="utf-8")
    assert "pattern: ^[a-z]+$\n" in normal


def test_types_that_there_are_not_are_said_and_read_as_far_as_they_go(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace("total: {type: number}", "total: {type: Number}").replace(
        "reason: {type: string}", "reason: {type: reason}"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[unknown-type]: there is no type 'Number'\n  it is taken for 'number'" in said
    assert "warning[unknown-type]: there is no type 'reason'\n  any value is allowed" in said
    assert "total: float" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")
    assert "reason: Any" in next(tmp_path.glob("out/*/models/refund.py")).read_text(encoding="utf-8")


def test_a_broken_document_is_an_error_and_the_last_output_stays(document: Path, run: Run, tmp_path: Path) -> None:
    run("generate", "--from", document, "--output", "out")
    before = contents(tmp_path / "out")
    document.write_text(DOCUMENT.replace("schemas/Refund", "schemas/Nobody"), encoding="utf-8")
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
