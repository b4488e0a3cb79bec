# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Models: what goes in comes out, what the API does not know is refused or kept, and secrets stay hidden."""

from typing import Any

import pytest
from pydantic import ValidationError

from atlas_streams import models

from . import examples
from .support import Examples, build, cases, decode, plain

STRICT: Examples = [
    (models.AzureConnectionConfigRequest, examples.AZURE_CONNECTION_CONFIG_REQUEST),
    (
        models.ConfluentUserInfoAuthenticationRequest,
        examples.CONFLUENT_USER_INFO_AUTHENTICATION_REQUEST,
    ),
    (models.DbRoleRequest, examples.DB_ROLE_REQUEST),
    (models.AWSConnectionConfigRequest, examples.AWS_CONNECTION_CONFIG_REQUEST),
    (
        models.AWSKinesisDataStreamsConnectionRequest,
        examples.AWS_KINESIS_DATA_STREAMS_CONNECTION_REQUEST,
    ),
    (models.AWSLambdaConnectionRequest, examples.AWS_LAMBDA_CONNECTION_REQUEST),
    (models.AzureBlobStorageConnectionRequest, examples.AZURE_BLOB_STORAGE_CONNECTION_REQUEST),
    (models.ClusterConnectionRequest, examples.CLUSTER_CONNECTION_REQUEST),
    (models.GCPConnectionConfigRequest, examples.GCP_CONNECTION_CONFIG_REQUEST),
    (models.GCPPubSubConnectionRequest, examples.GCP_PUB_SUB_CONNECTION_REQUEST),
    (models.HttpsConnectionRequest, examples.HTTPS_CONNECTION_REQUEST),
    (models.KafkaAuthenticationRequest, examples.KAFKA_AUTHENTICATION_REQUEST),
    (models.KafkaConnectionRequest, examples.KAFKA_CONNECTION_REQUEST),
    (models.NetworkingAccessRequest, examples.NETWORKING_ACCESS_REQUEST),
    (models.NetworkingRequest, examples.NETWORKING_REQUEST),
    (models.KafkaSecurityRequest, examples.KAFKA_SECURITY_REQUEST),
    (
        models.PublicPrivateNetworkingAccessRequest,
        examples.PUBLIC_PRIVATE_NETWORKING_ACCESS_REQUEST,
    ),
    (models.PublicPrivateNetworkingRequest, examples.PUBLIC_PRIVATE_NETWORKING_REQUEST),
    (models.S3ConnectionRequest, examples.S3_CONNECTION_REQUEST),
    (models.SampleConnectionRequest, examples.SAMPLE_CONNECTION_REQUEST),
    (models.SchemaRegistryConnectionRequest, examples.SCHEMA_REGISTRY_CONNECTION_REQUEST),
]
"""They refuse unknown fields."""

TOLERANT: Examples = [
    (models.ErrorDetails, examples.ERROR_DETAILS),
    (models.AzureConnectionConfig, examples.AZURE_CONNECTION_CONFIG),
    (models.BadRequestDetail, examples.BAD_REQUEST_DETAIL),
    (models.ConfluentUserInfoAuthentication, examples.CONFLUENT_USER_INFO_AUTHENTICATION),
    (models.DbRole, examples.DB_ROLE),
    (models.FieldViolation, examples.FIELD_VIOLATION),
    (models.Link, examples.LINK),
    (models.StreamsConnectionPage, examples.STREAMS_CONNECTION_PAGE),
    (models.AWSConnectionConfig, examples.AWS_CONNECTION_CONFIG),
    (models.AWSKinesisDataStreamsConnection, examples.AWS_KINESIS_DATA_STREAMS_CONNECTION),
    (models.AWSLambdaConnection, examples.AWS_LAMBDA_CONNECTION),
    (models.AzureBlobStorageConnection, examples.AZURE_BLOB_STORAGE_CONNECTION),
    (models.ClusterConnection, examples.CLUSTER_CONNECTION),
    (models.GCPConnectionConfig, examples.GCP_CONNECTION_CONFIG),
    (models.GCPPubSubConnection, examples.GCP_PUB_SUB_CONNECTION),
    (models.HttpsConnection, examples.HTTPS_CONNECTION),
    (models.KafkaAuthentication, examples.KAFKA_AUTHENTICATION),
    (models.KafkaConnection, examples.KAFKA_CONNECTION),
    (models.Networking, examples.NETWORKING),
    (models.NetworkingAccess, examples.NETWORKING_ACCESS),
    (models.KafkaSecurity, examples.KAFKA_SECURITY),
    (models.PublicPrivateNetworking, examples.PUBLIC_PRIVATE_NETWORKING),
    (models.PublicPrivateNetworkingAccess, examples.PUBLIC_PRIVATE_NETWORKING_ACCESS),
    (models.S3Connection, examples.S3_CONNECTION),
    (models.SampleConnection, examples.SAMPLE_CONNECTION),
    (models.SchemaRegistryConnection, examples.SCHEMA_REGISTRY_CONNECTION),
]
"""They keep unknown fields."""

SHARED: Examples = [
    (models.ConfluentSaslInheritAuthentication, examples.CONFLUENT_SASL_INHERIT_AUTHENTICATION),
]
"""They refuse unknown fields when they are constructed, and keep them when they are received."""


@pytest.mark.parametrize(("model", "payload"), cases(STRICT + TOLERANT + SHARED))
def test_what_is_received_comes_back_out(model: Any, payload: Any) -> None:
    assert plain(decode(model, payload)) == payload


@pytest.mark.parametrize(("model", "payload"), cases(STRICT + SHARED))
def test_unknown_fields_are_refused_when_sent(model: Any, payload: Any) -> None:
    with pytest.raises(ValidationError, match="unheard_of"):
        model(**payload, unheard_of="unknown")


@pytest.mark.parametrize(("model", "payload"), cases(TOLERANT + SHARED))
def test_unknown_fields_are_kept_when_received(model: Any, payload: Any) -> None:
    more = {**payload, "unheard_of": {"kept": [1, None]}}

    assert plain(decode(model, more)) == more


@pytest.mark.parametrize(
    ("union", "unknown", "tag"),
    [
        (models.SchemaRegistryAuthentication, models.UnknownSchemaRegistryAuthentication, "type"),
        (models.StreamsConnection, models.UnknownStreamsConnection, "type"),
    ],
)
def test_unknown_variants_are_kept_and_not_mistaken_for_others(
    union: Any, unknown: Any, tag: str
) -> None:
    payload = {tag: "Unheard-of", "size": 3}

    value = decode(union, payload)

    assert type(value) is unknown
    assert value.tag == "Unheard-of"
    assert value.raw == payload
    assert plain(value) == payload


@pytest.mark.parametrize(
    ("model", "payload", "secrets"),
    [
        pytest.param(
            models.ConfluentUserInfoAuthenticationRequest,
            examples.CONFLUENT_USER_INFO_AUTHENTICATION_REQUEST["full"],
            ["secret-password"],
            id="ConfluentUserInfoAuthenticationRequest",
        ),
        pytest.param(
            models.KafkaAuthenticationRequest,
            examples.KAFKA_AUTHENTICATION_REQUEST["full"],
            [
                "secret-client-secret",
                "secret-password",
                "secret-ssl-key",
                "secret-ssl-key-password",
            ],
            id="KafkaAuthenticationRequest",
        ),
        pytest.param(
            models.KafkaConnectionRequest,
            examples.KAFKA_CONNECTION_REQUEST["full"],
            [
                "secret-client-secret",
                "secret-password",
                "secret-ssl-key",
                "secret-ssl-key-password",
            ],
            id="KafkaConnectionRequest",
        ),
    ],
)
def test_secrets_are_not_shown(model: Any, payload: Any, secrets: list[str]) -> None:
    value = build(model, payload)

    assert plain(value) == payload
    shown = f"{value!r} {value} {value.model_dump()}"
    assert [secret for secret in secrets if secret in shown] == []


def test_azure_connection_config_request() -> None:
    value = models.AzureConnectionConfigRequest(
        region="example-region",
        service_principal_id="example-service-principal-id",
        storage_account_name="example-storage-account-name",
    )

    assert plain(value) == examples.AZURE_CONNECTION_CONFIG_REQUEST["full"]


def test_confluent_sasl_inherit_authentication() -> None:
    value = models.ConfluentSaslInheritAuthentication()

    assert plain(value) == examples.CONFLUENT_SASL_INHERIT_AUTHENTICATION["full"]


def test_confluent_user_info_authentication_request() -> None:
    value = models.ConfluentUserInfoAuthenticationRequest(
        password="secret-password",
        username="example-username",
    )

    assert plain(value) == examples.CONFLUENT_USER_INFO_AUTHENTICATION_REQUEST["full"]


def test_db_role_request() -> None:
    value = models.DbRoleRequest(role="example-role", type="BUILT_IN")

    assert plain(value) == examples.DB_ROLE_REQUEST["full"]


def test_aws_connection_config_request() -> None:
    value = models.AWSConnectionConfigRequest(
        role_arn="example-role-arn",
        test_bucket="example-test-bucket",
    )

    assert plain(value) == examples.AWS_CONNECTION_CONFIG_REQUEST["full"]


def test_aws_kinesis_data_streams_connection_request() -> None:
    value = models.AWSKinesisDataStreamsConnectionRequest(
        name="example-name",
        region="example-region",
        aws=models.AWSConnectionConfigRequest(
            role_arn="example-role-arn",
            test_bucket="example-test-bucket",
        ),
        networking=models.NetworkingRequest(
            access=models.NetworkingAccessRequest(
                connection_id="32b6e34b3d91647abb20e7b8",
                name="example-name",
                tgw_route_id="32b6e34b3d91647abb20e7b8",
                type="PUBLIC",
            ),
        ),
    )

    assert plain(value) == examples.AWS_KINESIS_DATA_STREAMS_CONNECTION_REQUEST["full"]


def test_aws_lambda_connection_request() -> None:
    value = models.AWSLambdaConnectionRequest(
        name="example-name",
        region="example-region",
        aws=models.AWSConnectionConfigRequest(
            role_arn="example-role-arn",
            test_bucket="example-test-bucket",
        ),
        public_private_networking=models.PublicPrivateNetworkingRequest(
            access=models.PublicPrivateNetworkingAccessRequest(
                connection_id="32b6e34b3d91647abb20e7b8",
                type="PUBLIC",
            ),
        ),
    )

    assert plain(value) == examples.AWS_LAMBDA_CONNECTION_REQUEST["full"]


def test_azure_blob_storage_connection_request() -> None:
    value = models.AzureBlobStorageConnectionRequest(
        name="example-name",
        region="example-region",
        azure=models.AzureConnectionConfigRequest(
            region="example-region",
            service_principal_id="example-service-principal-id",
            storage_account_name="example-storage-account-name",
        ),
        public_private_networking=models.PublicPrivateNetworkingRequest(
            access=models.PublicPrivateNetworkingAccessRequest(
                connection_id="32b6e34b3d91647abb20e7b8",
                type="PUBLIC",
            ),
        ),
    )

    assert plain(value) == examples.AZURE_BLOB_STORAGE_CONNECTION_REQUEST["full"]


def test_cluster_connection_request() -> None:
    value = models.ClusterConnectionRequest(
        name="example-name",
        region="example-region",
        cluster_group_id="example-cluster-group-id",
        cluster_name="example-cluster-name",
        db_role_to_execute=models.DbRoleRequest(role="example-role", type="BUILT_IN"),
    )

    assert plain(value) == examples.CLUSTER_CONNECTION_REQUEST["full"]


def test_gcp_connection_config_request() -> None:
    value = models.GCPConnectionConfigRequest(
        service_account_id="example-service-account-id",
    )

    assert plain(value) == examples.GCP_CONNECTION_CONFIG_REQUEST["full"]


def test_gcp_pub_sub_connection_request() -> None:
    value = models.GCPPubSubConnectionRequest(
        name="example-name",
        region="example-region",
        gcp=models.GCPConnectionConfigRequest(
            service_account_id="example-service-account-id",
        ),
        public_private_networking=models.PublicPrivateNetworkingRequest(
            access=models.PublicPrivateNetworkingAccessRequest(
                connection_id="32b6e34b3d91647abb20e7b8",
                type="PUBLIC",
            ),
        ),
    )

    assert plain(value) == examples.GCP_PUB_SUB_CONNECTION_REQUEST["full"]


def test_https_connection_request() -> None:
    value = models.HttpsConnectionRequest(
        name="example-name",
        region="example-region",
        headers={"example-key": "example-header"},
        url="example-url",
    )

    assert plain(value) == examples.HTTPS_CONNECTION_REQUEST["full"]


def test_kafka_authentication_request() -> None:
    value = models.KafkaAuthenticationRequest(
        aws=models.AWSConnectionConfigRequest(
            role_arn="example-role-arn",
            test_bucket="example-test-bucket",
        ),
        client_id="example-client-id",
        client_secret="secret-client-secret",
        mechanism="example-mechanism",
        method="example-method",
        password="secret-password",
        sasl_oauthbearer_extensions="example-sasl-oauthbearer-extensions",
        scope="example-scope",
        ssl_certificate="example-ssl-certificate",
        ssl_key="secret-ssl-key",
        ssl_key_password="secret-ssl-key-password",
        token_endpoint_url="example-token-endpoint-url",
        username="example-username",
    )

    assert plain(value) == examples.KAFKA_AUTHENTICATION_REQUEST["full"]


def test_kafka_connection_request() -> None:
    value = models.KafkaConnectionRequest(
        name="example-name",
        region="example-region",
        authentication=models.KafkaAuthenticationRequest(
            aws=models.AWSConnectionConfigRequest(
                role_arn="example-role-arn",
                test_bucket="example-test-bucket",
            ),
            client_id="example-client-id",
            client_secret="secret-client-secret",
            mechanism="example-mechanism",
            method="example-method",
            password="secret-password",
            sasl_oauthbearer_extensions="example-sasl-oauthbearer-extensions",
            scope="example-scope",
            ssl_certificate="example-ssl-certificate",
            ssl_key="secret-ssl-key",
            ssl_key_password="secret-ssl-key-password",
            token_endpoint_url="example-token-endpoint-url",
            username="example-username",
        ),
        bootstrap_servers="example-bootstrap-servers",
        config={"debug": "queue, msg, protocol", "group.protocol.type": "consumer"},
        networking=models.NetworkingRequest(
            access=models.NetworkingAccessRequest(
                connection_id="32b6e34b3d91647abb20e7b8",
                name="example-name",
                tgw_route_id="32b6e34b3d91647abb20e7b8",
                type="PUBLIC",
            ),
        ),
        security=models.KafkaSecurityRequest(
            broker_public_certificate="example-broker-public-certificate",
            protocol="example-protocol",
        ),
    )

    assert plain(value) == examples.KAFKA_CONNECTION_REQUEST["full"]


def test_networking_access_request() -> None:
    value = models.NetworkingAccessRequest(
        connection_id="32b6e34b3d91647abb20e7b8",
        name="example-name",
        tgw_route_id="32b6e34b3d91647abb20e7b8",
        type="PUBLIC",
    )

    assert plain(value) == examples.NETWORKING_ACCESS_REQUEST["full"]


def test_networking_request() -> None:
    value = models.NetworkingRequest(
        access=models.NetworkingAccessRequest(
            connection_id="32b6e34b3d91647abb20e7b8",
            name="example-name",
            tgw_route_id="32b6e34b3d91647abb20e7b8",
            type="PUBLIC",
        ),
    )

    assert plain(value) == examples.NETWORKING_REQUEST["full"]


def test_kafka_security_request() -> None:
    value = models.KafkaSecurityRequest(
        broker_public_certificate="example-broker-public-certificate",
        protocol="example-protocol",
    )

    assert plain(value) == examples.KAFKA_SECURITY_REQUEST["full"]


def test_public_private_networking_access_request() -> None:
    value = models.PublicPrivateNetworkingAccessRequest(
        connection_id="32b6e34b3d91647abb20e7b8",
        type="PUBLIC",
    )

    assert plain(value) == examples.PUBLIC_PRIVATE_NETWORKING_ACCESS_REQUEST["full"]


def test_public_private_networking_request() -> None:
    value = models.PublicPrivateNetworkingRequest(
        access=models.PublicPrivateNetworkingAccessRequest(
            connection_id="32b6e34b3d91647abb20e7b8",
            type="PUBLIC",
        ),
    )

    assert plain(value) == examples.PUBLIC_PRIVATE_NETWORKING_REQUEST["full"]


def test_s3_connection_request() -> None:
    value = models.S3ConnectionRequest(
        name="example-name",
        region="example-region",
        aws=models.AWSConnectionConfigRequest(
            role_arn="example-role-arn",
            test_bucket="example-test-bucket",
        ),
        networking=models.NetworkingRequest(
            access=models.NetworkingAccessRequest(
                connection_id="32b6e34b3d91647abb20e7b8",
                name="example-name",
                tgw_route_id="32b6e34b3d91647abb20e7b8",
                type="PUBLIC",
            ),
        ),
    )

    assert plain(value) == examples.S3_CONNECTION_REQUEST["full"]


def test_sample_connection_request() -> None:
    value = models.SampleConnectionRequest(name="example-name", region="example-region")

    assert plain(value) == examples.SAMPLE_CONNECTION_REQUEST["full"]


def test_schema_registry_connection_request() -> None:
    value = models.SchemaRegistryConnectionRequest(
        name="example-name",
        region="example-region",
        schema_registry_authentication=models.ConfluentUserInfoAuthenticationRequest(
            password="secret-password",
            username="example-username",
        ),
        schema_registry_urls=["https://example.com/schema-registry-url"],
    )

    assert plain(value) == examples.SCHEMA_REGISTRY_CONNECTION_REQUEST["full"]
