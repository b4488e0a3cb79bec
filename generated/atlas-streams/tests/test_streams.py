# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Calls of `client.streams`: what is sent, and what becomes of every documented answer."""

from typing import Any

import pytest

from atlas_streams import (
    AsyncAtlasStreams,
    AtlasStreams,
    BadRequestError,
    ConflictError,
    ForbiddenError,
    InternalServerError,
    NotFoundError,
    TooManyRequestsError,
    UnauthorizedError,
    models,
)

from . import examples
from .support import Failure, Server, build, plain, sent_body, sent_headers, settle

pytestmark = pytest.mark.anyio

Client = AtlasStreams | AsyncAtlasStreams

_SENT_STREAMS_CONNECTION_REQUEST = [
    pytest.param(
        models.SampleConnectionRequest,
        examples.SAMPLE_CONNECTION_REQUEST["full"],
        id="SampleConnectionRequest",
    ),
    pytest.param(
        models.ClusterConnectionRequest,
        examples.CLUSTER_CONNECTION_REQUEST["full"],
        id="ClusterConnectionRequest",
    ),
    pytest.param(
        models.KafkaConnectionRequest,
        examples.KAFKA_CONNECTION_REQUEST["full"],
        id="KafkaConnectionRequest",
    ),
    pytest.param(
        models.HttpsConnectionRequest,
        examples.HTTPS_CONNECTION_REQUEST["full"],
        id="HttpsConnectionRequest",
    ),
    pytest.param(
        models.AWSLambdaConnectionRequest,
        examples.AWS_LAMBDA_CONNECTION_REQUEST["full"],
        id="AWSLambdaConnectionRequest",
    ),
    pytest.param(
        models.S3ConnectionRequest, examples.S3_CONNECTION_REQUEST["full"], id="S3ConnectionRequest"
    ),
    pytest.param(
        models.AWSKinesisDataStreamsConnectionRequest,
        examples.AWS_KINESIS_DATA_STREAMS_CONNECTION_REQUEST["full"],
        id="AWSKinesisDataStreamsConnectionRequest",
    ),
    pytest.param(
        models.SchemaRegistryConnectionRequest,
        examples.SCHEMA_REGISTRY_CONNECTION_REQUEST["full"],
        id="SchemaRegistryConnectionRequest",
    ),
    pytest.param(
        models.AzureBlobStorageConnectionRequest,
        examples.AZURE_BLOB_STORAGE_CONNECTION_REQUEST["full"],
        id="AzureBlobStorageConnectionRequest",
    ),
    pytest.param(
        models.GCPPubSubConnectionRequest,
        examples.GCP_PUB_SUB_CONNECTION_REQUEST["full"],
        id="GCPPubSubConnectionRequest",
    ),
]

_SENT_STREAMS_CONNECTION_REQUEST2 = [
    pytest.param(
        models.SampleConnectionRequest,
        examples.SAMPLE_CONNECTION_REQUEST["minimal"],
        id="SampleConnectionRequest",
    ),
    pytest.param(
        models.ClusterConnectionRequest,
        examples.CLUSTER_CONNECTION_REQUEST["minimal"],
        id="ClusterConnectionRequest",
    ),
    pytest.param(
        models.KafkaConnectionRequest,
        examples.KAFKA_CONNECTION_REQUEST["minimal"],
        id="KafkaConnectionRequest",
    ),
    pytest.param(
        models.HttpsConnectionRequest,
        examples.HTTPS_CONNECTION_REQUEST["minimal"],
        id="HttpsConnectionRequest",
    ),
    pytest.param(
        models.AWSLambdaConnectionRequest,
        examples.AWS_LAMBDA_CONNECTION_REQUEST["minimal"],
        id="AWSLambdaConnectionRequest",
    ),
    pytest.param(
        models.S3ConnectionRequest,
        examples.S3_CONNECTION_REQUEST["minimal"],
        id="S3ConnectionRequest",
    ),
    pytest.param(
        models.AWSKinesisDataStreamsConnectionRequest,
        examples.AWS_KINESIS_DATA_STREAMS_CONNECTION_REQUEST["minimal"],
        id="AWSKinesisDataStreamsConnectionRequest",
    ),
    pytest.param(
        models.SchemaRegistryConnectionRequest,
        examples.SCHEMA_REGISTRY_CONNECTION_REQUEST["minimal"],
        id="SchemaRegistryConnectionRequest",
    ),
    pytest.param(
        models.AzureBlobStorageConnectionRequest,
        examples.AZURE_BLOB_STORAGE_CONNECTION_REQUEST["minimal"],
        id="AzureBlobStorageConnectionRequest",
    ),
    pytest.param(
        models.GCPPubSubConnectionRequest,
        examples.GCP_PUB_SUB_CONNECTION_REQUEST["minimal"],
        id="GCPPubSubConnectionRequest",
    ),
]

_RECEIVED_STREAMS_CONNECTION = [
    pytest.param(
        models.SampleConnection, examples.SAMPLE_CONNECTION["full"], id="SampleConnection"
    ),
    pytest.param(
        models.ClusterConnection, examples.CLUSTER_CONNECTION["full"], id="ClusterConnection"
    ),
    pytest.param(models.KafkaConnection, examples.KAFKA_CONNECTION["full"], id="KafkaConnection"),
    pytest.param(models.HttpsConnection, examples.HTTPS_CONNECTION["full"], id="HttpsConnection"),
    pytest.param(
        models.AWSLambdaConnection, examples.AWS_LAMBDA_CONNECTION["full"], id="AWSLambdaConnection"
    ),
    pytest.param(models.S3Connection, examples.S3_CONNECTION["full"], id="S3Connection"),
    pytest.param(
        models.AWSKinesisDataStreamsConnection,
        examples.AWS_KINESIS_DATA_STREAMS_CONNECTION["full"],
        id="AWSKinesisDataStreamsConnection",
    ),
    pytest.param(
        models.SchemaRegistryConnection,
        examples.SCHEMA_REGISTRY_CONNECTION["full"],
        id="SchemaRegistryConnection",
    ),
    pytest.param(
        models.AzureBlobStorageConnection,
        examples.AZURE_BLOB_STORAGE_CONNECTION["full"],
        id="AzureBlobStorageConnection",
    ),
    pytest.param(
        models.GCPPubSubConnection,
        examples.GCP_PUB_SUB_CONNECTION["full"],
        id="GCPPubSubConnection",
    ),
]

_ERROR_401 = pytest.param(
    Failure(
        401,
        UnauthorizedError,
        "application/json",
        models.ErrorDetails,
        {
            "error": 401,
            "errorCode": "NOT_ORG_GROUP_CREATOR",
            "reason": "Unauthorized",
            "detail": "These credentials do not give access to the project.",
        },
        (
            "NOT_ORG_GROUP_CREATOR",
            "Unauthorized",
            "These credentials do not give access to the project.",
        ),
    ),
    id="401",
)

_ERROR_403 = pytest.param(
    Failure(
        403,
        ForbiddenError,
        "application/json",
        models.ErrorDetails,
        {
            "error": 403,
            "errorCode": "CANNOT_CHANGE_GROUP_NAME",
            "reason": "Forbidden",
            "detail": "The role of this account does not permit the change.",
        },
        (
            "CANNOT_CHANGE_GROUP_NAME",
            "Forbidden",
            "The role of this account does not permit the change.",
        ),
    ),
    id="403",
)

_ERROR_404 = pytest.param(
    Failure(
        404,
        NotFoundError,
        "application/json",
        models.ErrorDetails,
        {
            "error": 404,
            "errorCode": "RESOURCE_NOT_FOUND",
            "reason": "Not Found",
            "detail": "There is no connection of that name.",
        },
        ("RESOURCE_NOT_FOUND", "Not Found", "There is no connection of that name."),
    ),
    id="404",
)

_ERROR_429 = pytest.param(
    Failure(
        429,
        TooManyRequestsError,
        "application/json",
        models.ErrorDetails,
        {
            "detail": "The limit of requests is used up; try again later.",
            "error": 429,
            "errorCode": "RATE_LIMITED",
            "reason": "Too Many Requests",
        },
        ("RATE_LIMITED", "Too Many Requests", "The limit of requests is used up; try again later."),
    ),
    id="429",
)

_ERROR_500 = pytest.param(
    Failure(
        500,
        InternalServerError,
        "application/json",
        models.ErrorDetails,
        {
            "error": 500,
            "errorCode": "UNEXPECTED_ERROR",
            "reason": "Internal Server Error",
            "detail": "The request could not be handled; sending it again later may help.",
        },
        (
            "UNEXPECTED_ERROR",
            "Internal Server Error",
            "The request could not be handled; sending it again later may help.",
        ),
    ),
    id="500",
)

_ERROR_400 = pytest.param(
    Failure(
        400,
        BadRequestError,
        "application/json",
        models.ErrorDetails,
        {
            "error": 400,
            "errorCode": "VALIDATION_ERROR",
            "reason": "Bad Request",
            "detail": 'The value of "type" does not name a kind of connection.',
        },
        (
            "VALIDATION_ERROR",
            "Bad Request",
            'The value of "type" does not name a kind of connection.',
        ),
    ),
    id="400",
)

_ERROR_409 = pytest.param(
    Failure(
        409,
        ConflictError,
        "application/json",
        models.ErrorDetails,
        {
            "error": 409,
            "errorCode": "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK",
            "reason": "Conflict",
            "detail": "Another piece of work on this resource has not finished yet.",
        },
        (
            "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK",
            "Conflict",
            "Another piece of work on this resource has not finished yet.",
        ),
    ),
    id="409",
)


class TestListStreamConnections:
    """GET /api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.STREAMS_CONNECTION_PAGE["full"]
        )

        await settle(
            client.streams.list_stream_connections(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                envelope=False,
                items_per_page=100,
                page_num=1,
                pretty=False,
            )
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections?envelope=false&itemsPerPage=100&pageNum=1&pretty=false"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
        }
        assert sent_body(request) == b""

    async def test_sends_no_more_than_needed(self, server: Server, client: Client) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.STREAMS_CONNECTION_PAGE["full"]
        )

        await settle(
            client.streams.list_stream_connections(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
            )
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
        }
        assert sent_body(request) == b""

    @pytest.mark.parametrize(
        ("model", "payload"),
        [
            pytest.param(
                models.StreamsConnectionPage,
                examples.STREAMS_CONNECTION_PAGE["full"],
                id="StreamsConnectionPage",
            )
        ],
    )
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/vnd.atlas.2025-03-12+json", payload)

        result = await settle(
            client.streams.list_stream_connections(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
            )
        )

        assert isinstance(result.body, model)
        assert plain(result.body) == payload
        assert plain(result.items) == payload["results"]

    @pytest.mark.parametrize("error", [_ERROR_401, _ERROR_403, _ERROR_404, _ERROR_429, _ERROR_500])
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.streams.list_stream_connections(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
            ),
        )


class TestCreateStreamConnection:
    """POST /api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections"""

    @pytest.mark.parametrize(("model", "payload"), _SENT_STREAMS_CONNECTION_REQUEST)
    async def test_sends(self, server: Server, client: Client, model: Any, payload: Any) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.SAMPLE_CONNECTION["full"]
        )

        await settle(
            client.streams.create_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                build(model, payload),
                envelope=False,
                pretty=False,
            )
        )

        request = server.request
        assert request.method == "POST"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections?envelope=false&pretty=false"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
            "content-type": "application/json",
        }
        assert sent_body(request) == payload

    @pytest.mark.parametrize(("model", "payload"), _SENT_STREAMS_CONNECTION_REQUEST2)
    async def test_sends_no_more_than_needed(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.SAMPLE_CONNECTION["full"]
        )

        await settle(
            client.streams.create_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                payload,
            )
        )

        request = server.request
        assert request.method == "POST"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
            "content-type": "application/json",
        }
        assert sent_body(request) == payload

    @pytest.mark.parametrize(("model", "payload"), _RECEIVED_STREAMS_CONNECTION)
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/vnd.atlas.2025-03-12+json", payload)

        result = await settle(
            client.streams.create_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                examples.SAMPLE_CONNECTION_REQUEST["full"],
            )
        )

        assert isinstance(result, model)
        assert plain(result) == payload

    @pytest.mark.parametrize(
        "error",
        [_ERROR_400, _ERROR_401, _ERROR_403, _ERROR_404, _ERROR_409, _ERROR_429, _ERROR_500],
    )
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.streams.create_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                examples.SAMPLE_CONNECTION_REQUEST["full"],
            ),
        )


class TestGetStreamConnection:
    """GET /api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.SAMPLE_CONNECTION["full"]
        )

        await settle(
            client.streams.get_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
                envelope=False,
            )
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections/example-connection-name?envelope=false"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
        }
        assert sent_body(request) == b""

    async def test_sends_no_more_than_needed(self, server: Server, client: Client) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.SAMPLE_CONNECTION["full"]
        )

        await settle(
            client.streams.get_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
            )
        )

        request = server.request
        assert request.method == "GET"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections/example-connection-name"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
        }
        assert sent_body(request) == b""

    @pytest.mark.parametrize(("model", "payload"), _RECEIVED_STREAMS_CONNECTION)
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/vnd.atlas.2025-03-12+json", payload)

        result = await settle(
            client.streams.get_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
            )
        )

        assert isinstance(result, model)
        assert plain(result) == payload

    @pytest.mark.parametrize("error", [_ERROR_401, _ERROR_403, _ERROR_404, _ERROR_429, _ERROR_500])
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.streams.get_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
            ),
        )


class TestDeleteStreamConnection:
    """DELETE /api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}"""

    async def test_sends(self, server: Server, client: Client) -> None:
        server.answer(202, "", None)

        await settle(
            client.streams.delete_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
                envelope=False,
                pretty=False,
            )
        )

        request = server.request
        assert request.method == "DELETE"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections/example-connection-name?envelope=false&pretty=false"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
        }
        assert sent_body(request) == b""

    async def test_sends_no_more_than_needed(self, server: Server, client: Client) -> None:
        server.answer(202, "", None)

        await settle(
            client.streams.delete_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
            )
        )

        request = server.request
        assert request.method == "DELETE"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections/example-connection-name"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
        }
        assert sent_body(request) == b""

    async def test_answers_202(self, server: Server, client: Client) -> None:
        server.answer(202)

        result = await settle(
            client.streams.delete_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
            )
        )

        assert result is None

    @pytest.mark.parametrize(
        "error", [_ERROR_401, _ERROR_403, _ERROR_404, _ERROR_409, _ERROR_429, _ERROR_500]
    )
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.streams.delete_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
            ),
        )


class TestUpdateStreamConnection:
    """PATCH /api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}"""

    @pytest.mark.parametrize(("model", "payload"), _SENT_STREAMS_CONNECTION_REQUEST)
    async def test_sends(self, server: Server, client: Client, model: Any, payload: Any) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.SAMPLE_CONNECTION["full"]
        )

        await settle(
            client.streams.update_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
                build(model, payload),
                envelope=False,
                pretty=False,
            )
        )

        request = server.request
        assert request.method == "PATCH"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections/example-connection-name?envelope=false&pretty=false"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
            "content-type": "application/json",
        }
        assert sent_body(request) == payload

    @pytest.mark.parametrize(("model", "payload"), _SENT_STREAMS_CONNECTION_REQUEST2)
    async def test_sends_no_more_than_needed(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(
            200, "application/vnd.atlas.2025-03-12+json", examples.SAMPLE_CONNECTION["full"]
        )

        await settle(
            client.streams.update_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
                payload,
            )
        )

        request = server.request
        assert request.method == "PATCH"
        assert (
            str(request.url)
            == "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/example-tenant-name/connections/example-connection-name"
        )
        assert sent_headers(request) == {
            "accept": "application/vnd.atlas.2025-03-12+json",
            "authorization": "Bearer test-access-token",
            "content-type": "application/json",
        }
        assert sent_body(request) == payload

    @pytest.mark.parametrize(("model", "payload"), _RECEIVED_STREAMS_CONNECTION)
    async def test_answers_200(
        self, server: Server, client: Client, model: Any, payload: Any
    ) -> None:
        server.answer(200, "application/vnd.atlas.2025-03-12+json", payload)

        result = await settle(
            client.streams.update_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
                examples.SAMPLE_CONNECTION_REQUEST["full"],
            )
        )

        assert isinstance(result, model)
        assert plain(result) == payload

    @pytest.mark.parametrize(
        "error",
        [_ERROR_400, _ERROR_401, _ERROR_403, _ERROR_404, _ERROR_409, _ERROR_429, _ERROR_500],
    )
    async def test_raises(self, server: Server, client: Client, error: Failure) -> None:
        await error.check(
            server,
            lambda: client.streams.update_stream_connection(
                "32b6e34b3d91647abb20e7b8",
                "example-tenant-name",
                "example-connection-name",
                examples.SAMPLE_CONNECTION_REQUEST["full"],
            ),
        )
