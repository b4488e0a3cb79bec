"""Servers: of operations before those of path items before those of the document, as calls reach them."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance.calls import Api
from tests.conformance.parts import NOTHING
from tests.support.packages import SERVER, build, document

VARIABLES = {"n": {"default": "2", "enum": ["1", "2"]}, "region": {"default": "eu"}}
PATHS: dict[str, Any] = {
    "/path": {
        "servers": [{"url": "https://path.test/{region}/v{n}", "variables": VARIABLES}],
        "get": {"operationId": "ofPath", **NOTHING},
        "put": {"operationId": "ofOperation", "servers": [{"url": "https://own.test/"}], **NOTHING},
    },
    "/document": {"get": {"operationId": "ofDocument", **NOTHING}},
    "/relative": {"get": {"operationId": "relative", "servers": [{"url": "/upload"}], **NOTHING}},
    "/second": {
        # What can't be called over HTTP is passed over.
        "get": {
            "operationId": "second",
            "servers": [{"url": "wss://x.test"}, {"url": "https://second.test"}],
            **NOTHING,
        }
    },
    "/spelt": {"get": {"operationId": "spelt", "servers": [{"url": "HTTPS://Other.TEST:443/a b/"}], **NOTHING}},
    "/same": {"get": {"operationId": "same", "servers": [{"url": f"{SERVER}/"}], **NOTHING}},
    "/signed": {
        "servers": [{"url": "https://signed.test"}],
        "get": {"operationId": "signed", "security": [{"Key": []}], **NOTHING},
    },
}
SCHEMES = {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
CALLED = {
    "of_path": "https://path.test/eu/v2/path",
    "of_operation": "https://own.test/path",
    "of_document": f"{SERVER}/document",
    "relative": f"{SERVER}/upload/relative",
    "second": "https://second.test/second",
    "spelt": "https://other.test/a%20b/spelt",
    "same": f"{SERVER}/same",
    "signed": "https://signed.test/signed",
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    source = document(PATHS, components={"securitySchemes": SCHEMES})
    return Api(source, tmp_path_factory.mktemp("servers"))


@pytest.mark.parametrize("method", CALLED)
def test_an_operation_is_called_at_its_nearest_server(api: Api, method: str) -> None:
    getattr(api.client(api_key="k").default, method)()
    assert str(api.server.last.url) == CALLED[method]


def test_credentials_go_where_the_document_says(api: Api) -> None:
    api.client(api_key="k").default.signed()
    assert api.server.last.headers["x-key"] == "k"


@pytest.mark.parametrize("method", CALLED)
def test_a_server_of_the_user_takes_all_calls(api: Api, method: str) -> None:
    """So no call leaves for a host that the user did not name, whatever the document says."""
    getattr(api.client(api_key="k", base_url="https://mock.test/base").default, method)()
    assert str(api.server.last.url).startswith("https://mock.test/base/")


def test_a_document_whose_only_servers_are_those_of_operations(tmp_path: Path) -> None:
    source = document({key: PATHS[key] for key in ("/path", "/document")}, servers=[{"url": "/"}])
    assert [(one.code, one.pointer) for one in build(source, tmp_path).diagnostics] == [
        ("server-without-host", ("servers",))
    ]
    api = Api(source, tmp_path)
    api.default.of_path()
    assert str(api.server.last.url) == CALLED["of_path"]
    with pytest.raises(api.models.ConfigurationError, match="base_url"):
        api.default.of_document()
    assert len(api.server.requests) == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("wss://x.test", "server-without-host"),
        ("https://{undeclared}.test", "server-without-host"),
        ("//{undeclared}.test", "server-without-host"),
        ("https://x.test:port", "server-without-host"),
        ("http://x.test", "server-without-tls"),
    ],
)
def test_servers_that_can_not_or_should_not_be_called_are_told(url: str, code: str, tmp_path: Path) -> None:
    paths = {"/a": {"get": {"operationId": "a", "servers": [{"url": url}], "security": [{"Key": []}], **NOTHING}}}
    source = document(paths, components={"securitySchemes": SCHEMES})
    found = [(one.code, one.pointer) for one in build(source, tmp_path).diagnostics]
    assert found == [(code, ("paths", "/a", "get", "servers"))]
    api = Api(source, tmp_path)
    api.client(api_key="k").default.a()
    assert api.server.last.url.host == ("x.test" if code == "server-without-tls" else "api.example.com")


def test_a_token_is_fetched_from_the_server_of_the_api(tmp_path: Path) -> None:
    flows = {"clientCredentials": {"tokenUrl": f"{SERVER}/token", "scopes": {}}}
    source = document(
        {"/signed": PATHS["/signed"]}, components={"securitySchemes": {"Key": {"type": "oauth2", "flows": flows}}}
    )
    api = Api(source, tmp_path)
    urls: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        urls.append(str(request.url))
        if request.url.path == "/token":
            return httpx2.Response(200, json={"access_token": "t", "token_type": "Bearer", "expires_in": 60})
        return httpx2.Response(204)

    client = api.module.Example(client_id="i", client_secret="s", transport=httpx2.MockTransport(answer))
    client.default.signed()
    assert urls == [f"{SERVER}/token", "https://signed.test/signed"]


def test_the_tests_of_a_package_expect_urls_as_they_are_called(tmp_path: Path) -> None:
    """A port that goes without saying, and capitals in a host, never reach the server."""
    source = document(
        {"/a": {"get": {"operationId": "a", **NOTHING}}}, servers=[{"url": "https://API.Example.com:443/V1/"}]
    )
    files = build(source, tmp_path).files
    assert '"https://api.example.com/V1/a"' in files["tests/test_default.py"]
    assert '"https://api.example.com/V1"' in files["example/client.py"]


@pytest.mark.parametrize("url", ["https://x.test/v1?key=1&b=2", "https://x.test/v1/?key", "https://x.test/v1#top"])
def test_a_path_follows_the_url_of_a_server_so_its_query_is_left_out(url: str, tmp_path: Path) -> None:
    paths = {
        "/own": {"get": {"operationId": "own", "servers": [{"url": url.replace("x.", "own.")}], **NOTHING}},
        "/shared": {"get": {"operationId": "shared", **NOTHING}},
    }
    source = document(paths, servers=[{"url": "wss://x.test?a"}, {"url": url}])
    found = [(one.code, one.pointer) for one in build(source, tmp_path).diagnostics]
    assert found == [
        ("server-with-query", ("paths", "/own", "get", "servers", 0, "url")),
        ("server-with-query", ("servers", 1, "url")),
    ]
    api = Api(source, tmp_path)
    api.default.own()
    api.default.shared()
    assert [str(each.url) for each in api.server.requests] == ["https://own.test/v1/own", "https://x.test/v1/shared"]


def test_a_server_without_a_scheme_is_called_over_tls(tmp_path: Path) -> None:
    api = Api(document({"/a": {"get": {"operationId": "a", **NOTHING}}}, servers=[{"url": "//x.test/v1"}]), tmp_path)
    api.default.a()
    assert str(api.server.last.url) == "https://x.test/v1/a"


@pytest.mark.parametrize(
    ("url", "base_url", "called"),
    [
        ("/api/v3", "https://host.test", "https://host.test/api/v3/a"),
        ("/api/v3", "http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v3/a"),
        ("api/v3/", "https://host.test", "https://host.test/api/v3/a"),
        ("./api/{n}", "https://host.test", "https://host.test/api/v2/a"),
        ("/a b", "https://host.test", "https://host.test/a%20b/a"),
        # Whoever names a path, knows it.
        ("/api/v3", "https://host.test/", "https://host.test/a"),
        ("/api/v3", "https://host.test/api/v3", "https://host.test/api/v3/a"),
        ("/api/v3", "https://host.test/staging/", "https://host.test/staging/a"),
        ("/", "https://host.test", "https://host.test/a"),
        # A document that names a host has been replaced as a whole.
        (f"{SERVER}/api/v3", "https://host.test", "https://host.test/a"),
    ],
)
def test_a_base_url_that_ends_with_its_host_gets_the_path_of_a_relative_server(
    url: str, base_url: str, called: str, tmp_path: Path
) -> None:
    """The document leaves the host to its user, and only that.

    Elsewhere a base URL takes the place of a server with its path (openapi-generator, hey-api, Kiota, Stainless), and
    so it does here; but those call `https://host.test/a` for a document that says `/api/v3`, where nothing is.
    """
    server = {"url": url, "variables": {"n": {"default": "v2"}}}
    api = Api(document({"/a": {"get": {"operationId": "a", **NOTHING}}}, servers=[server]), tmp_path)
    client = api.client(base_url=base_url)
    client.default.a()
    assert str(api.server.last.url) == called == f"{client.base_url}/a"


def test_a_package_says_which_path_its_base_url_needs(tmp_path: Path) -> None:
    source = document({"/a": {"get": {"operationId": "a", **NOTHING}}}, servers=[{"url": "/api/v3"}])
    files = build(source, tmp_path).files
    assert "only the path `/api/v3`" in files["README.md"]
    assert 'Example(base_url="https://api.example.com/api/v3")' in files["README.md"]
    api = Api(source, tmp_path)
    with pytest.raises(api.module.ConfigurationError, match="https://host/api/v3"):
        api.client()
