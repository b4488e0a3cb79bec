"""Security and servers: who a client proves to be, and where it calls."""

import base64
import inspect
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from specloom.source import read_bundled

from tests.conformance.calls import HEAD, Api, document_of
from tests.conformance.parts import NOTHING
from tests.support.packages import document


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(document_of("security"), tmp_path_factory.mktemp("security"))


ALL = {
    "api_key": "k",
    "tenant_api_key": "t",
    "query_key_api_key": "q",
    "cookie_key_api_key": "c",
    "token": "b",
    "username": "u",
    "password": "p",
}


def test_the_default_server_is_the_first_with_its_defaults(api: Api) -> None:
    client = api.client(**ALL)
    assert client.base_url.rstrip("/") == "https://eu.example.com:8443/v2"
    client.default.none()
    assert str(api.server.last.url) == "https://eu.example.com:8443/v2/none"
    api.client(base_url="https://us.example.com:1/v3").default.none()
    assert str(api.server.last.url) == "https://us.example.com:1/v3/none"


def test_security_at_the_top(api: Api) -> None:
    api.client(api_key="k").default.top()
    assert api.server.last.headers["x-api-key"] == "k"
    assert "authorization" not in api.server.last.headers


def test_an_alternative_of_two_schemes(api: Api) -> None:
    api.client(token="b", tenant_api_key="t").default.top()
    sent = api.server.last.headers
    assert (sent["authorization"], sent["x-tenant"]) == ("Bearer b", "t")
    with pytest.raises(api.models.MissingCredentialsError):
        api.client(token="b").default.together()


def test_security_of_one_operation(api: Api) -> None:
    api.client(**ALL).default.own()
    expected = "Basic " + base64.b64encode(b"u:p").decode()
    assert api.server.last.headers["authorization"] == expected
    assert "x-api-key" not in api.server.last.headers


def test_no_security(api: Api) -> None:
    api.client(**ALL).default.none()
    assert not {"authorization", "x-api-key"} & set(api.server.last.headers)


def test_optional_security(api: Api) -> None:
    """An empty requirement makes the others optional: what there is, is sent."""
    api.client().default.optional()
    assert "x-api-key" not in api.server.last.headers
    api.client(api_key="k").default.optional()
    assert api.server.last.headers["x-api-key"] == "k"


def test_keys_in_query_and_cookie(api: Api) -> None:
    api.client(**ALL).default.in_query()
    assert api.server.query == "key=q"
    api.client(**ALL).default.in_cookie()
    assert api.server.last.headers["cookie"] == "sid=c"


def test_a_key_that_is_all_of_the_authorization_is_told_to_be(tmp_path: Path) -> None:
    """Many describe bearer tokens so, since Swagger 2 has no other way; the word before them is for callers to say."""
    schemes = {
        "Bearer": {"type": "apiKey", "in": "header", "name": "authorization"},
        "Key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    }
    paths = {"/a": {"get": {"operationId": "a", "security": [{"Bearer": [], "Key": []}], **NOTHING}}}
    own = Api(document(paths, components={"securitySchemes": schemes}), tmp_path)
    told = inspect.getdoc(own.module.Example.__init__) or ""
    assert "api_key: The whole `Authorization` header, with the word before the key" in " ".join(told.split())
    assert "key_api_key: The API key." in " ".join(told.split())
    own.client(api_key="Bearer b", key_api_key="k").default.a()
    assert (own.server.last.headers["authorization"], own.server.last.headers["x-key"]) == ("Bearer b", "k")


def test_missing_credentials(api: Api) -> None:
    with pytest.raises(api.models.MissingCredentialsError):
        api.client().default.top()


@pytest.mark.parametrize(
    ("credentials", "signed"),
    [({"api_key": "k"}, ("k", None, None)), ({"token": "b", "tenant_api_key": "t"}, (None, "Bearer b", "t"))],
)
def test_calls_that_no_method_is_for_are_signed_as_most_are(
    credentials: dict[str, str], signed: tuple[str | None, ...], api: Api
) -> None:
    api.client(**credentials).request("GET", "/new")
    sent = api.server.last.headers
    assert tuple(sent.get(name) for name in ("x-api-key", "authorization", "x-tenant")) == signed


def test_calls_that_no_method_is_for_need_no_credentials_if_others_need_none(api: Api, tmp_path: Path) -> None:
    api.client().request("GET", "/new")
    assert not {"authorization", "x-api-key"} & set(api.server.last.headers)
    schemes = {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    paths = {"/a": {"get": {"operationId": "a", "security": [{"Key": []}], **NOTHING}}}
    closed = Api(document(paths, components={"securitySchemes": schemes}), tmp_path)
    with pytest.raises(closed.models.MissingCredentialsError):
        closed.client().request("GET", "/new")


def test_a_document_without_servers(tmp_path: Path) -> None:
    """OpenAPI: the server is `/` then, that of the document; a document in a file has none, so callers name it."""
    source = HEAD.replace("servers: [{url: 'https://api.example.com'}]", "") + (
        "paths: {/x: {get: {operationId: x, responses: {'204': {description: Nothing.}}}}}"
    )
    api = Api(source, tmp_path)
    with pytest.raises(api.models.ConfigurationError):
        api.client().default.x()
    api.client(base_url="https://api.example.com").default.x()
    assert str(api.server.last.url) == "https://api.example.com/x"


def test_oauth_and_schemes_without_an_argument(tmp_path: Path) -> None:
    source = (
        HEAD
        + """
security: [{OAuth: [read]}, {Mutual: []}]
paths: {/x: {get: {operationId: x, responses: {'204': {description: Nothing.}}}}}
components:
  securitySchemes:
    Mutual: {type: mutualTLS}
    OAuth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: 'https://a.example.com'
          tokenUrl: 'https://a.example.com/t'
          scopes: {read: Read.}
"""
    )
    api = Api(source, tmp_path)
    api.client(access_token="a").default.x()
    assert api.server.last.headers["authorization"] == "Bearer a"


def test_schemes_may_be_named_by_uris(tmp_path: Path) -> None:
    """OpenAPI 3.2, Security Requirement Object: what no component is called is a URI."""
    source = """
openapi: 3.2.0
info: {title: Example, version: '1'}
servers: [{url: 'https://api.example.com'}]
security: [{'#/components/securitySchemes/Own': []}]
paths:
  /own: {get: {operationId: own, responses: {'204': {description: Nothing.}}}}
  /other:
    get:
      operationId: other
      security: [{'schemes.yaml#/Other': []}]
      responses: {'204': {description: Nothing.}}
components: {securitySchemes: {Own: {type: apiKey, in: header, name: X-Own}}}
"""
    (tmp_path / "openapi.yaml").write_text(source, encoding="utf-8")
    (tmp_path / "schemes.yaml").write_text("Other: {type: apiKey, in: header, name: X-Other}\n", encoding="utf-8")
    api = Api(read_bundled(tmp_path / "openapi.yaml").data, tmp_path)
    client = api.client(api_key="a", other_api_key="b")
    client.default.own()
    assert (api.server.last.headers["x-own"], "x-other" in api.server.last.headers) == ("a", False)
    client.default.other()
    assert (api.server.last.headers["x-other"], "x-own" in api.server.last.headers) == ("b", False)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"username": "a:b", "password": "c"}, r"^username \(\w+_USERNAME\) must not hold a colon"),
        ({"username": "a\n", "password": "c"}, r"^username \(\w+_USERNAME\) must not hold control characters"),
        ({"username": "a", "password": "c\n"}, r"^password \(\w+_PASSWORD\) must not hold control characters"),
    ],
)
@pytest.mark.parametrize("from_environment", [False, True])
def test_what_http_basic_can_not_say_is_refused(
    given: dict[str, str], message: str, *, from_environment: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 7617, 2: a user name ends at the first colon, so that the server would take the rest for the password."""
    paths = {"/a": {"get": {"operationId": "a", "security": [{"Basic": []}], **NOTHING}}}
    api = Api(document(paths, components={"securitySchemes": {"Basic": {"type": "http", "scheme": "basic"}}}), tmp_path)
    if from_environment:
        for name, value in given.items():
            monkeypatch.setenv(f"{api.module.__name__}_{name}".upper(), value)
        client = api.client()
        with pytest.raises(api.module.ConfigurationError, match=message):
            client.default.a()
    else:
        with pytest.raises(api.module.ConfigurationError, match=message):
            api.client(**given)
    assert not api.server.requests
    api.client(username="a", password="b:c").default.a()
    assert api.server.last.headers["authorization"] == "Basic YTpiOmM="


FLOW = {"tokenUrl": "https://api.example.com/token", "scopes": {"read": "See.", "write:all": "Change."}}


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, None),
        ({"scopes": ["read", "write:all"]}, "read write:all"),
        ({"scopes": "read write:all"}, "read write:all"),
    ],
)
def test_a_token_is_asked_for_with_scopes(given: dict[str, str], asked: str | None, tmp_path: Path) -> None:
    """RFC 6749, 3.3: a server may refuse whoever asks for none; and of those that there are, not all are for anyone."""
    scheme = {"type": "oauth2", "flows": {"clientCredentials": FLOW}}
    paths = {"/a": {"get": {"operationId": "a", "security": [{"Key": ["read"]}], **NOTHING}}}
    api = Api(document(paths, components={"securitySchemes": {"Key": scheme}}), tmp_path)
    api.server.answers('{"access_token": "t", "token_type": "Bearer", "expires_in": 60}')
    api.client(client_id="i", client_secret="s", **given).default.a()
    form = parse_qs(api.server.requests[0].content.decode())
    assert form.get("scope") == (None if asked is None else [asked])
    said = " ".join(api.module.Example.__init__.__doc__.split())
    assert "by default, the server decides. The API knows read, write:all." in said


def test_scopes_of_several_schemes_and_of_none(tmp_path: Path) -> None:
    flows = {"Key": FLOW, "Other": FLOW, "Bare": {**FLOW, "scopes": {}}}
    schemes = {name: {"type": "oauth2", "flows": {"clientCredentials": flow}} for name, flow in flows.items()}
    security = [{name: []} for name in flows]
    paths = {"/a": {"get": {"operationId": "a", "security": security, **NOTHING}}}
    servers = [{"url": "https://api.example.com/{scopes}", "variables": {"scopes": {"default": "v1"}}}]
    api = Api(document(paths, servers=servers, components={"securitySchemes": schemes}), tmp_path)
    arguments = inspect.signature(api.module.Example).parameters
    assert {name for name in arguments if "scopes" in name} == {"scopes", "other_scopes", "server_scopes"}
