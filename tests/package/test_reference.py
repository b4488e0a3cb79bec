"""The reference page is the oracle: what it shows is what goes out, and what it shows comes in."""

from typing import Any

import atlas_streams
import httpx2
import pytest
from atlas_streams import (
    APIStatusError,
    AWSConnectionConfigRequest,
    AWSKinesisDataStreamsConnectionRequest,
    AWSLambdaConnectionRequest,
    BadRequestError,
    ClusterConnectionRequest,
    ConflictError,
    DbRoleRequest,
    ErrorDetails,
    ForbiddenError,
    HttpsConnectionRequest,
    InternalServerError,
    KafkaAuthenticationRequest,
    KafkaConnectionRequest,
    KafkaSecurityRequest,
    NetworkingAccessRequest,
    NetworkingRequest,
    NotFoundError,
    S3ConnectionRequest,
    SampleConnectionRequest,
    UnauthorizedError,
)
from pydantic import BaseModel

from ..server.digest import response as digest_response
from .support import GROUP_ID, REFERENCE, TAGS, TENANT, Api, Wire, sample

ACCESS = NetworkingAccessRequest(
    connection_id="32b6e34b3d91647abb20e7b8",
    name="string",
    tgw_route_id="32b6e34b3d91647abb20e7b8",
    type="PUBLIC",
)
AWS = AWSConnectionConfigRequest(role_arn="string", test_bucket="string")

REQUESTS: dict[str, BaseModel] = {
    "Sample": SampleConnectionRequest(),
    "Cluster": ClusterConnectionRequest(
        cluster_group_id="string",
        cluster_name="string",
        db_role_to_execute=DbRoleRequest(role="string", type="BUILT_IN"),
    ),
    "Kafka": KafkaConnectionRequest(
        authentication=KafkaAuthenticationRequest(
            client_id="string",
            client_secret="string",
            mechanism="string",
            method="string",
            password="string",
            sasl_oauthbearer_extensions="string",
            scope="string",
            ssl_certificate="string",
            ssl_key="string",
            ssl_key_password="string",
            token_endpoint_url="string",
            username="string",
        ),
        bootstrap_servers="string",
        config={"debug": "queue, msg, protocol", "group.protocol.type": "consumer"},
        networking=NetworkingRequest(access=ACCESS),
        security=KafkaSecurityRequest(broker_public_certificate="string", protocol="string"),
    ),
    "Https": HttpsConnectionRequest(
        headers={"additionalProperty1": "string", "additionalProperty2": "string"}, url="string"
    ),
    "AWSLambda": AWSLambdaConnectionRequest(aws=AWS),
    "S3": S3ConnectionRequest(aws=AWS, networking=NetworkingRequest(access=ACCESS)),
    "AWSKinesisDataStreams": AWSKinesisDataStreamsConnectionRequest(
        aws=AWS, networking=NetworkingRequest(access=ACCESS)
    ),
}

ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    500: InternalServerError,
}


def samples(folder: str) -> set[str]:
    return {path.stem for path in (REFERENCE / folder).glob("*.json")}


def response_sample(tag: str) -> dict[str, Any]:
    """A response of the page, with the tag of S3 put right: the page shows `string`, its enum forgets S3."""
    document: dict[str, Any] = sample(f"responses/{tag}")
    assert document["type"] == ("string" if tag == "S3" else tag)
    return {**document, "type": tag}


def test_no_sample_is_left_out() -> None:
    assert samples("requests") == samples("responses") == set(TAGS) == set(REQUESTS)
    assert samples("errors") == {str(status) for status in ERRORS}


@pytest.mark.parametrize("tag", TAGS)
def test_a_request_goes_out_as_the_page_shows_it(api: Api, wire: Wire, tag: str) -> None:
    api.create(REQUESTS[tag])
    assert wire.sent == sample(f"requests/{tag}")
    api.update("name", REQUESTS[tag])
    assert wire.sent == sample(f"requests/{tag}")


@pytest.mark.parametrize("tag", TAGS)
def test_a_plain_dict_goes_out_as_the_page_shows_it(api: Api, wire: Wire, tag: str) -> None:
    api.create(sample(f"requests/{tag}"))
    assert wire.sent == sample(f"requests/{tag}")


@pytest.mark.parametrize("tag", TAGS)
def test_a_response_decodes_into_its_variant_and_comes_back_out(api: Api, wire: Wire, tag: str) -> None:
    document = response_sample(tag)
    wire.answers(200, document)
    connection = api.get("name")
    assert type(connection) is getattr(atlas_streams, f"{tag}Connection")
    assert connection.type == tag
    assert connection.links[0].href == "https://cloud.mongodb.com/api/atlas"
    assert connection.model_extra == {}
    assert connection.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


def test_the_s3_response_as_the_page_prints_it_is_of_an_unknown_type(api: Api, wire: Wire) -> None:
    wire.answers(200, sample("responses/S3"))
    assert api.get("name").tag == "string"


def test_a_list_holds_every_variant(api: Api, wire: Wire) -> None:
    documents = [response_sample(tag) for tag in TAGS]
    wire.answers(200, {"links": [], "results": documents, "totalCount": 7})
    page = api.list()
    assert [connection.type for connection in page.items] == list(TAGS)
    dumped = [connection.model_dump(mode="json", by_alias=True, exclude_unset=True) for connection in page.items]
    assert dumped == documents


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_has_the_class_of_its_http_status(api: Api, wire: Wire, status: int) -> None:
    document = sample(f"errors/{status}")
    wire.answers(status, document)
    with pytest.raises(APIStatusError) as caught:
        api.create(SampleConnectionRequest())
    error = caught.value
    assert type(error) is ERRORS[status]
    assert error.status_code == error.response.status_code == status
    assert error.error_code == document["errorCode"]
    assert error.reason == document["reason"]
    assert error.detail == document["detail"]
    assert isinstance(error.body, ErrorDetails)
    assert error.body.model_dump(mode="json", by_alias=True, exclude_unset=True) == document
    assert error.response.json() == document
    assert document["errorCode"] in str(error)


def test_the_conflict_whose_body_speaks_of_401_is_a_conflict(api: Api, wire: Wire) -> None:
    wire.answers(409, sample("errors/409"))
    with pytest.raises(ConflictError) as caught:
        api.create(SampleConnectionRequest())
    assert (caught.value.status_code, caught.value.body.error) == (409, 401)


def curl(name: str) -> tuple[str, str, dict[str, str]]:
    """Method, URL and headers of a curl command of the page, its placeholders filled in."""
    command = sample("curl")[name]
    url = command["url"].format(groupId=GROUP_ID, tenantName=TENANT)
    headers = {k.lower(): v.replace("${ACCESS_TOKEN}", "a-token") for k, v in command["headers"].items()}
    return command["method"], url, headers


def call(kind: str, wire: Wire) -> None:
    """Create a connection with a client that finds its credentials in the environment."""
    with Api(kind, wire) as api:
        api.create(SampleConnectionRequest())


def shown(request: httpx2.Request, names: dict[str, str]) -> tuple[str, str, dict[str, str | None]]:
    return request.method, str(request.url), {name: request.headers.get(name) for name in names}


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_call_is_the_curl_command_with_a_token(kind: str, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESS_TOKEN", "a-token")
    call(kind, wire)
    method, url, headers = curl("access_token")
    assert headers["authorization"] == "Bearer a-token"
    assert [shown(request, headers) for request in wire.requests] == [(method, url, headers)]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_call_is_the_curl_command_with_an_api_key(kind: str, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_KEY", "public")
    monkeypatch.setenv("PRIVATE_KEY", "private")
    challenge = 'Digest realm="atlas", nonce="n0nce", qop="auth", algorithm=MD5'
    wire.turns = [httpx2.Response(401, headers={"www-authenticate": challenge})]
    call(kind, wire)
    method, url, headers = curl("api_key")
    assert [shown(request, headers) for request in wire.requests] == [(method, url, headers)] * 2
    # As curl does: first without credentials, then with the answer to the challenge, and never with the key itself.
    assert "authorization" not in wire.requests[0].headers
    answer = wire.requests[1].headers["authorization"]
    assert answer.startswith("Digest ")
    given = members_of(answer)
    assert (given["username"], given["uri"]) == ("public", httpx2.URL(url).path)
    counted = (given["nc"], given["cnonce"], "auth")
    assert given["response"] == digest_response(
        "MD5", "public:atlas:private", f"POST:{given['uri']}", "n0nce", *counted
    )


def members_of(header: str) -> dict[str, str]:
    """The members of an Authorization header; no value here holds a comma."""
    members = (member.strip().partition("=") for member in header.partition(" ")[2].split(","))
    return {name: value.strip('"') for name, _, value in members}
