"""What is decoded and encoded: one connection of each variant, as the server answers and as it is sent."""

from __future__ import annotations

import json
from typing import Any

ID = "32b6e34b3d91647abb20e7b8"
MEDIA_TYPE = "application/vnd.atlas.2025-03-12+json"
_PATH = f"/api/atlas/v2/groups/{ID}/streams/tenant/connections"
SERVER = "https://cloud.mongodb.com"
GET_URL = f"{SERVER}{_PATH}/orders"
LIST_URL = f"{SERVER}{_PATH}"

_LINKS = [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}]
_AWS = {"roleArn": "arn:aws:iam::123456789123:role/streams", "testBucket": "try-out"}
_NETWORKING = {"access": {"type": "PRIVATE_LINK", "connectionId": ID}}
_CONFIG = {"group.protocol.type": "consumer", "debug": "queue, msg, protocol"}

_BOTH_WAYS: dict[str, dict[str, Any]] = {
    "Sample": {"name": "sample_stream_solar"},
    "Cluster": {
        "name": "shop",
        "clusterGroupId": ID,
        "clusterName": "Shop",
        "dbRoleToExecute": {"role": "readWriteAnyDatabase", "type": "BUILT_IN"},
    },
    "Kafka": {
        "name": "orders",
        "authentication": {"mechanism": "PLAIN", "username": "reader"},
        "bootstrapServers": "kafka-0.example.com:9092,kafka-1.example.com:9092",
        "config": _CONFIG,
        "networking": _NETWORKING,
        "security": {"protocol": "SASL_SSL", "brokerPublicCertificate": "-----BEGIN CERTIFICATE-----"},
    },
    "Https": {"name": "hook", "url": "https://example.com/hook", "headers": {"X-Source": "atlas", "X-Env": "test"}},
    "AWSLambda": {"name": "resize", "aws": _AWS},
    "S3": {"name": "archive", "aws": _AWS, "networking": _NETWORKING},
    "AWSKinesisDataStreams": {"name": "clicks", "aws": _AWS, "networking": _NETWORKING},
    "SchemaRegistry": {
        "name": "schemas",
        "provider": "CONFLUENT",
        "schemaRegistryUrls": ["https://registry.example.com:8081"],
        "schemaRegistryAuthentication": {"type": "USER_INFO", "username": "reader"},
    },
    "AzureBlobStorage": {
        "name": "blobs",
        "azure": {"servicePrincipalId": ID, "storageAccountName": "archive"},
        "publicPrivateNetworking": _NETWORKING,
    },
    "GCPPubSub": {
        "name": "events",
        "gcp": {"serviceAccountId": "streams@project.iam.gserviceaccount.com"},
        "publicPrivateNetworking": _NETWORKING,
    },
}
_SECRETS = {
    "Kafka": {"authentication": {"mechanism": "PLAIN", "username": "reader", "password": "not a real one"}},
    "SchemaRegistry": {
        "schemaRegistryAuthentication": {"type": "USER_INFO", "username": "reader", "password": "not a real one"}
    },
}

RECEIVED = {kind: {"type": kind, **fields, "links": _LINKS} for kind, fields in _BOTH_WAYS.items()}
"""By tag, what the server answers."""

SENT = {kind: {"type": kind, **fields, **_SECRETS.get(kind, {})} for kind, fields in _BOTH_WAYS.items()}
"""By tag, what is sent."""


def encoded(value: object) -> bytes:
    """A value as a server writes it."""
    return json.dumps(value, separators=(",", ":")).encode()


def page(connections: list[dict[str, Any]]) -> bytes:
    """One page of connections."""
    return encoded({"links": _LINKS, "results": connections, "totalCount": len(connections)})


def mixed(count: int) -> list[dict[str, Any]]:
    """Connections of all variants by turns, each with a name of its own."""
    kinds = list(RECEIVED.values())
    return [{**kinds[number % len(kinds)], "name": f"connection-{number}"} for number in range(count)]


def flat(count: int) -> list[dict[str, Any]]:
    """Small connections that hold no other objects, as the peers of the budgets list them."""
    return [
        {"type": "Https", "name": f"connection-{number}", "url": f"https://example.com/a/rather/long/path/{number}"}
        for number in range(count)
    ]
