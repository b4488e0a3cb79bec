"""Variables of servers: arguments of the client, with the defaults and the values that the document lists."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.calls import Api
from tests.conformance.parts import NOTHING
from tests.support.packages import build, document, write

VARIABLES = {
    "region": {"default": "eu", "enum": ["eu", "us"], "description": "Where the data is. It never moves."},
    "port": {"default": "8443"},
    "basePath": {"default": "v2"},
}
SERVERS = [{"url": "https://{region}.api.test:{port}/{basePath}", "variables": VARIABLES}]
PATHS: dict[str, Any] = {
    "/shared": {"get": {"operationId": "shared", **NOTHING}},
    "/own": {
        "servers": [
            {"url": "https://{region}.upload.test/{lane}", "variables": {**VARIABLES, "lane": {"default": "a"}}}
        ],
        "get": {"operationId": "own", **NOTHING},
    },
    "/below": {
        "servers": [{"url": "below/{lane}", "variables": {"lane": {"default": "a"}}}],
        "get": {"operationId": "below", **NOTHING},
    },
    "/plain": {"servers": [{"url": "https://plain.test"}], "get": {"operationId": "plain", **NOTHING}},
    "/else": {
        "servers": [{"url": "https://{region}.else.test", "variables": {"region": {"default": "moon"}}}],
        "get": {"operationId": "elsewhere", **NOTHING},
    },
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document(PATHS, servers=SERVERS), tmp_path_factory.mktemp("variables"))


def called(api: Api, method: str, **arguments: Any) -> str:
    getattr(api.client(**arguments).default, method)()
    return str(api.server.last.url)


@pytest.mark.parametrize(
    ("method", "arguments", "url"),
    [
        ("shared", {}, "https://eu.api.test:8443/v2/shared"),
        ("shared", {"region": "us"}, "https://us.api.test:8443/v2/shared"),
        ("shared", {"port": "443", "base_path": "v3/beta"}, "https://eu.api.test/v3/beta/shared"),
        ("own", {}, "https://eu.upload.test/a/own"),
        ("own", {"region": "us", "lane": "b"}, "https://us.upload.test/b/own"),
        ("below", {"region": "us", "lane": "b"}, "https://us.api.test:8443/v2/below/b/below"),
        ("plain", {"region": "us"}, "https://plain.test/plain"),
        # A variable of that name means something else at this server.
        ("elsewhere", {"region": "us"}, "https://moon.else.test/else"),
        ("shared", {"base_url": "https://mock.test"}, "https://mock.test/shared"),
        ("own", {"base_url": "https://mock.test", "region": "eu"}, "https://mock.test/own"),
    ],
)
def test_calls_go_where_the_variables_say(api: Api, method: str, arguments: dict[str, str], url: str) -> None:
    assert called(api, method, **arguments) == url


def test_a_client_knows_its_url(api: Api) -> None:
    assert api.client(region="us").base_url == "https://us.api.test:8443/v2"
    assert api.client(region="us").with_options(timeout=1).base_url == "https://us.api.test:8443/v2"


def test_the_arguments_are_typed(api: Api) -> None:
    for client in (api.module.Example, api.module.AsyncExample):
        arguments = inspect.signature(client).parameters
        assert arguments["region"].annotation == "Literal['eu', 'us']"
        assert arguments["port"].annotation == "str"
        defaults = {name: arguments[name].default for name in ("region", "port", "base_path", "lane")}
        assert defaults == {"region": "eu", "port": "8443", "base_path": "v2", "lane": "a"}
        assert "region: Where the data is.\n" in client.__init__.__doc__


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"region": "moon"}, "region must be one of 'eu', 'us'"),
        ({"region": None}, "region must be one of 'eu', 'us'"),
        ({"port": 443}, "port must be text"),
        ({"base_path": "{region}"}, "base_path must be text"),
        ({"base_path": "a\nb"}, "base_path must be text"),
        ({"base_path": "a?b"}, "base URL"),
        ({"port": "many"}, "base URL"),
        ({"port": "443/x"}, "port is part of a host"),
        ({"region": "us", "base_url": "https://mock.test"}, "region has no effect beside base_url"),
    ],
)
def test_values_that_a_url_can_not_have(api: Api, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(api.module.ConfigurationError, match=message):
        api.client(**arguments)


@pytest.mark.parametrize("value", ["evil.test/", "evil.test#", "evil.test?", "a@evil.test", "evil.test\\"])
def test_a_value_never_leads_to_another_host(value: str, tmp_path: Path) -> None:
    """Names of tenants often come from elsewhere, and calls have credentials."""
    tenant = {"tenant": {"default": "demo"}}
    paths = {
        **{key: PATHS[key] for key in ("/shared",)},
        "/own": {
            "servers": [{"url": "https://{tenant}.upload.test", "variables": tenant}],
            "get": {"operationId": "own", **NOTHING},
        },
    }
    api = Api(document(paths, servers=[{"url": "https://{tenant}.api.test", "variables": tenant}]), tmp_path)
    assert called(api, "own", tenant="mine") == "https://mine.upload.test/own"
    before = len(api.server.requests)
    with pytest.raises(api.module.ConfigurationError, match="tenant is part of a host"):
        called(api, "own", tenant=value)
    assert len(api.server.requests) == before


def test_the_whole_server_as_a_variable(tmp_path: Path) -> None:
    variables = {
        "server": {"default": "https://api.test/v1"},
        "scheme": {"default": "https", "enum": ["http", "https"]},
    }
    paths = {
        **{key: PATHS[key] for key in ("/shared",)},
        "/own": {
            "servers": [{"url": "{scheme}://own.test", "variables": variables}],
            "get": {"operationId": "own", **NOTHING},
        },
    }
    api = Api(document(paths, servers=[{"url": "{server}/x", "variables": variables}]), tmp_path)
    assert called(api, "shared") == "https://api.test/v1/x/shared"
    assert called(api, "shared", server="http://127.0.0.1:8080") == "http://127.0.0.1:8080/x/shared"
    assert called(api, "own", scheme="http") == "http://own.test/own"


def test_a_path_with_a_variable(tmp_path: Path) -> None:
    servers = [{"url": "/api/{version}", "variables": {"version": {"default": "v2"}}}]
    api = Api(document({"/a": {"get": {"operationId": "a", **NOTHING}}}, servers=servers), tmp_path)
    assert called(api, "a", base_url="https://host.test", version="v3") == "https://host.test/api/v3/a"
    with pytest.raises(api.module.ConfigurationError, match="version has no effect"):
        api.client(base_url="https://host.test/x", version="v3")
    with pytest.raises(api.module.ConfigurationError, match="https://host/api/v3"):
        api.client(version="v3")


def test_names_that_clients_have_for_something_else(tmp_path: Path) -> None:
    names = ("timeout", "username", "class", "x-y", "only")
    variables: dict[str, Any] = {name: {"default": "a"} for name in names}
    variables["only"]["enum"] = ["a"]
    url = "https://x.test/" + "/".join(f"{{{name}}}" for name in names)
    paths = {"/a": {"get": {"operationId": "a", "security": [{"Basic": []}], **NOTHING}}}
    schemes = {"Basic": {"type": "http", "scheme": "basic"}}
    source = document(paths, servers=[{"url": url, "variables": variables}], components={"securitySchemes": schemes})
    api = Api(source, tmp_path)
    given = {"server_timeout": "b", "server_username": "c", "class_": "d", "x_y": "e"}
    assert called(api, "a", username="u", password="p", **given) == "https://x.test/b/c/d/e/a/a"
    with pytest.raises(TypeError):
        api.client(only="a")


def test_what_is_said_of_variables(tmp_path: Path) -> None:
    built = build(document(PATHS, servers=SERVERS), tmp_path)
    assert [(one.code, one.pointer) for one in built.diagnostics] == [
        ("server-variable-fixed", ("paths", "/else", "get", "servers"))
    ]
    project = write(built, tmp_path / "project")
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert '- `region`, of type `Literal["eu", "us"]`, by default `eu`: Where the data is.' in readme
    assert built.lock.server_variables["basePath"] == "base_path"


def test_a_token_is_fetched_where_the_api_is(tmp_path: Path) -> None:
    flows = {"clientCredentials": {"tokenUrl": "https://eu.api.test/token", "scopes": {}}}
    schemes = {"Key": {"type": "oauth2", "flows": flows}}
    paths = {"/a": {"get": {"operationId": "a", "security": [{"Key": []}], **NOTHING}}}
    servers = [{"url": "https://{region}.api.test", "variables": VARIABLES}]
    api = Api(document(paths, servers=servers, components={"securitySchemes": schemes}), tmp_path)
    api.server.answers('{"access_token": "t", "token_type": "Bearer", "expires_in": 60}')
    api.client(client_id="i", client_secret="s", region="us").default.a()
    assert [each.url.host for each in api.server.requests] == ["us.api.test", "us.api.test"]
