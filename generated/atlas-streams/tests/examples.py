# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Example payloads: of every model, as plain data; and an answer for every operation."""

from typing import Any

ERROR_DETAILS: dict[str, Any] = {
    "full": {
        "badRequestDetail": {
            "fields": [{"description": "example-description", "field": "example-field"}]
        },
        "detail": "example-detail",
        "error": 21,
        "errorCode": "example-error-code",
        "parameters": ["example-parameter"],
        "reason": "example-reason",
    },
    "minimal": {"error": 21, "errorCode": "example-error-code"},
    "nulls": {
        "error": 21,
        "errorCode": "example-error-code",
        "badRequestDetail": None,
        "detail": None,
        "reason": None,
    },
}

AZURE_CONNECTION_CONFIG: dict[str, Any] = {
    "full": {
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "region": "example-region",
        "servicePrincipalId": "example-service-principal-id",
        "storageAccountName": "example-storage-account-name",
    },
    "minimal": {},
}

AZURE_CONNECTION_CONFIG_REQUEST: dict[str, Any] = {
    "full": {
        "region": "example-region",
        "servicePrincipalId": "example-service-principal-id",
        "storageAccountName": "example-storage-account-name",
    },
    "minimal": {},
}

BAD_REQUEST_DETAIL: dict[str, Any] = {
    "full": {"fields": [{"description": "example-description", "field": "example-field"}]},
    "minimal": {},
}

CONFLUENT_SASL_INHERIT_AUTHENTICATION: dict[str, Any] = {"full": {"type": "SASL_INHERIT"}}

CONFLUENT_USER_INFO_AUTHENTICATION: dict[str, Any] = {
    "full": {"type": "USER_INFO", "username": "example-username"}
}

CONFLUENT_USER_INFO_AUTHENTICATION_REQUEST: dict[str, Any] = {
    "full": {"type": "USER_INFO", "password": "secret-password", "username": "example-username"}
}

DB_ROLE: dict[str, Any] = {
    "full": {
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "role": "example-role",
        "type": "BUILT_IN",
    },
    "minimal": {},
}

DB_ROLE_REQUEST: dict[str, Any] = {
    "full": {"role": "example-role", "type": "BUILT_IN"},
    "minimal": {},
}

FIELD_VIOLATION: dict[str, Any] = {
    "full": {"description": "example-description", "field": "example-field"}
}

LINK: dict[str, Any] = {
    "full": {"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"},
    "minimal": {},
}

STREAMS_CONNECTION_PAGE: dict[str, Any] = {
    "full": {
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "results": [
            {
                "type": "Sample",
                "id": "example-id",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "name": "example-name",
                "region": "example-region",
                "state": "PENDING",
            }
        ],
        "totalCount": 2,
    },
    "minimal": {"results": []},
}

AWS_CONNECTION_CONFIG: dict[str, Any] = {
    "full": {
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "roleArn": "example-role-arn",
        "testBucket": "example-test-bucket",
    },
    "minimal": {},
}

AWS_CONNECTION_CONFIG_REQUEST: dict[str, Any] = {
    "full": {"roleArn": "example-role-arn", "testBucket": "example-test-bucket"},
    "minimal": {},
}

AWS_KINESIS_DATA_STREAMS_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "AWSKinesisDataStreams",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "aws": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "roleArn": "example-role-arn",
            "testBucket": "example-test-bucket",
        },
        "networking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "name": "example-name",
                "tgwRouteId": "32b6e34b3d91647abb20e7b8",
                "type": "PUBLIC",
            },
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        },
    },
    "minimal": {"type": "AWSKinesisDataStreams"},
}

AWS_KINESIS_DATA_STREAMS_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "AWSKinesisDataStreams",
        "name": "example-name",
        "region": "example-region",
        "aws": {"roleArn": "example-role-arn", "testBucket": "example-test-bucket"},
        "networking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "name": "example-name",
                "tgwRouteId": "32b6e34b3d91647abb20e7b8",
                "type": "PUBLIC",
            }
        },
    },
    "minimal": {"type": "AWSKinesisDataStreams"},
}

AWS_LAMBDA_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "AWSLambda",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "aws": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "roleArn": "example-role-arn",
            "testBucket": "example-test-bucket",
        },
        "publicPrivateNetworking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "type": "PUBLIC",
            },
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        },
    },
    "minimal": {"type": "AWSLambda"},
}

AWS_LAMBDA_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "AWSLambda",
        "name": "example-name",
        "region": "example-region",
        "aws": {"roleArn": "example-role-arn", "testBucket": "example-test-bucket"},
        "publicPrivateNetworking": {
            "access": {"connectionId": "32b6e34b3d91647abb20e7b8", "type": "PUBLIC"}
        },
    },
    "minimal": {"type": "AWSLambda"},
}

AZURE_BLOB_STORAGE_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "AzureBlobStorage",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "azure": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "region": "example-region",
            "servicePrincipalId": "example-service-principal-id",
            "storageAccountName": "example-storage-account-name",
        },
        "publicPrivateNetworking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "type": "PUBLIC",
            },
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        },
    },
    "minimal": {"type": "AzureBlobStorage"},
}

AZURE_BLOB_STORAGE_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "AzureBlobStorage",
        "name": "example-name",
        "region": "example-region",
        "azure": {
            "region": "example-region",
            "servicePrincipalId": "example-service-principal-id",
            "storageAccountName": "example-storage-account-name",
        },
        "publicPrivateNetworking": {
            "access": {"connectionId": "32b6e34b3d91647abb20e7b8", "type": "PUBLIC"}
        },
    },
    "minimal": {"type": "AzureBlobStorage"},
}

CLUSTER_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "Cluster",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "clusterGroupId": "example-cluster-group-id",
        "clusterName": "example-cluster-name",
        "dbRoleToExecute": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "role": "example-role",
            "type": "BUILT_IN",
        },
    },
    "minimal": {"type": "Cluster"},
    "nulls": {"type": "Cluster", "clusterGroupId": None, "dbRoleToExecute": None},
}

CLUSTER_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "Cluster",
        "name": "example-name",
        "region": "example-region",
        "clusterGroupId": "example-cluster-group-id",
        "clusterName": "example-cluster-name",
        "dbRoleToExecute": {"role": "example-role", "type": "BUILT_IN"},
    },
    "minimal": {"type": "Cluster"},
    "nulls": {"type": "Cluster", "clusterGroupId": None, "dbRoleToExecute": None},
}

GCP_CONNECTION_CONFIG: dict[str, Any] = {
    "full": {
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "serviceAccountId": "example-service-account-id",
    },
    "minimal": {},
}

GCP_CONNECTION_CONFIG_REQUEST: dict[str, Any] = {
    "full": {"serviceAccountId": "example-service-account-id"},
    "minimal": {},
}

GCP_PUB_SUB_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "GCPPubSub",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "gcp": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "serviceAccountId": "example-service-account-id",
        },
        "publicPrivateNetworking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "type": "PUBLIC",
            },
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        },
    },
    "minimal": {"type": "GCPPubSub"},
}

GCP_PUB_SUB_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "GCPPubSub",
        "name": "example-name",
        "region": "example-region",
        "gcp": {"serviceAccountId": "example-service-account-id"},
        "publicPrivateNetworking": {
            "access": {"connectionId": "32b6e34b3d91647abb20e7b8", "type": "PUBLIC"}
        },
    },
    "minimal": {"type": "GCPPubSub"},
}

HTTPS_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "Https",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "headers": {"example-key": "example-header"},
        "url": "example-url",
    },
    "minimal": {"type": "Https"},
}

HTTPS_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "Https",
        "name": "example-name",
        "region": "example-region",
        "headers": {"example-key": "example-header"},
        "url": "example-url",
    },
    "minimal": {"type": "Https"},
}

KAFKA_AUTHENTICATION: dict[str, Any] = {
    "full": {
        "aws": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "roleArn": "example-role-arn",
            "testBucket": "example-test-bucket",
        },
        "clientId": "example-client-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "mechanism": "example-mechanism",
        "method": "example-method",
        "saslOauthbearerExtensions": "example-sasl-oauthbearer-extensions",
        "scope": "example-scope",
        "sslCertificate": "example-ssl-certificate",
        "tokenEndpointUrl": "example-token-endpoint-url",
        "username": "example-username",
    },
    "minimal": {},
}

KAFKA_AUTHENTICATION_REQUEST: dict[str, Any] = {
    "full": {
        "aws": {"roleArn": "example-role-arn", "testBucket": "example-test-bucket"},
        "clientId": "example-client-id",
        "clientSecret": "secret-client-secret",
        "mechanism": "example-mechanism",
        "method": "example-method",
        "password": "secret-password",
        "saslOauthbearerExtensions": "example-sasl-oauthbearer-extensions",
        "scope": "example-scope",
        "sslCertificate": "example-ssl-certificate",
        "sslKey": "secret-ssl-key",
        "sslKeyPassword": "secret-ssl-key-password",
        "tokenEndpointUrl": "example-token-endpoint-url",
        "username": "example-username",
    },
    "minimal": {},
}

KAFKA_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "Kafka",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "authentication": {
            "aws": {
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "roleArn": "example-role-arn",
                "testBucket": "example-test-bucket",
            },
            "clientId": "example-client-id",
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "mechanism": "example-mechanism",
            "method": "example-method",
            "saslOauthbearerExtensions": "example-sasl-oauthbearer-extensions",
            "scope": "example-scope",
            "sslCertificate": "example-ssl-certificate",
            "tokenEndpointUrl": "example-token-endpoint-url",
            "username": "example-username",
        },
        "bootstrapServers": "example-bootstrap-servers",
        "config": {"debug": "queue, msg, protocol", "group.protocol.type": "consumer"},
        "networking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "name": "example-name",
                "tgwRouteId": "32b6e34b3d91647abb20e7b8",
                "type": "PUBLIC",
            },
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        },
        "security": {
            "brokerPublicCertificate": "example-broker-public-certificate",
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "protocol": "example-protocol",
        },
    },
    "minimal": {"type": "Kafka"},
}

KAFKA_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "Kafka",
        "name": "example-name",
        "region": "example-region",
        "authentication": {
            "aws": {"roleArn": "example-role-arn", "testBucket": "example-test-bucket"},
            "clientId": "example-client-id",
            "clientSecret": "secret-client-secret",
            "mechanism": "example-mechanism",
            "method": "example-method",
            "password": "secret-password",
            "saslOauthbearerExtensions": "example-sasl-oauthbearer-extensions",
            "scope": "example-scope",
            "sslCertificate": "example-ssl-certificate",
            "sslKey": "secret-ssl-key",
            "sslKeyPassword": "secret-ssl-key-password",
            "tokenEndpointUrl": "example-token-endpoint-url",
            "username": "example-username",
        },
        "bootstrapServers": "example-bootstrap-servers",
        "config": {"debug": "queue, msg, protocol", "group.protocol.type": "consumer"},
        "networking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "name": "example-name",
                "tgwRouteId": "32b6e34b3d91647abb20e7b8",
                "type": "PUBLIC",
            }
        },
        "security": {
            "brokerPublicCertificate": "example-broker-public-certificate",
            "protocol": "example-protocol",
        },
    },
    "minimal": {"type": "Kafka"},
}

NETWORKING: dict[str, Any] = {
    "full": {
        "access": {
            "connectionId": "32b6e34b3d91647abb20e7b8",
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "name": "example-name",
            "tgwRouteId": "32b6e34b3d91647abb20e7b8",
            "type": "PUBLIC",
        },
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
    },
    "minimal": {},
}

NETWORKING_ACCESS: dict[str, Any] = {
    "full": {
        "connectionId": "32b6e34b3d91647abb20e7b8",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "tgwRouteId": "32b6e34b3d91647abb20e7b8",
        "type": "PUBLIC",
    },
    "minimal": {},
}

NETWORKING_ACCESS_REQUEST: dict[str, Any] = {
    "full": {
        "connectionId": "32b6e34b3d91647abb20e7b8",
        "name": "example-name",
        "tgwRouteId": "32b6e34b3d91647abb20e7b8",
        "type": "PUBLIC",
    },
    "minimal": {},
}

NETWORKING_REQUEST: dict[str, Any] = {
    "full": {
        "access": {
            "connectionId": "32b6e34b3d91647abb20e7b8",
            "name": "example-name",
            "tgwRouteId": "32b6e34b3d91647abb20e7b8",
            "type": "PUBLIC",
        }
    },
    "minimal": {},
}

KAFKA_SECURITY: dict[str, Any] = {
    "full": {
        "brokerPublicCertificate": "example-broker-public-certificate",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "protocol": "example-protocol",
    },
    "minimal": {},
}

KAFKA_SECURITY_REQUEST: dict[str, Any] = {
    "full": {
        "brokerPublicCertificate": "example-broker-public-certificate",
        "protocol": "example-protocol",
    },
    "minimal": {},
}

PUBLIC_PRIVATE_NETWORKING: dict[str, Any] = {
    "full": {
        "access": {
            "connectionId": "32b6e34b3d91647abb20e7b8",
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "type": "PUBLIC",
        },
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
    },
    "minimal": {},
}

PUBLIC_PRIVATE_NETWORKING_ACCESS: dict[str, Any] = {
    "full": {
        "connectionId": "32b6e34b3d91647abb20e7b8",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "type": "PUBLIC",
    },
    "minimal": {},
}

PUBLIC_PRIVATE_NETWORKING_ACCESS_REQUEST: dict[str, Any] = {
    "full": {"connectionId": "32b6e34b3d91647abb20e7b8", "type": "PUBLIC"},
    "minimal": {},
}

PUBLIC_PRIVATE_NETWORKING_REQUEST: dict[str, Any] = {
    "full": {"access": {"connectionId": "32b6e34b3d91647abb20e7b8", "type": "PUBLIC"}},
    "minimal": {},
}

S3_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "S3",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "aws": {
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
            "roleArn": "example-role-arn",
            "testBucket": "example-test-bucket",
        },
        "networking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
                "name": "example-name",
                "tgwRouteId": "32b6e34b3d91647abb20e7b8",
                "type": "PUBLIC",
            },
            "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        },
    },
    "minimal": {"type": "S3"},
}

S3_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "S3",
        "name": "example-name",
        "region": "example-region",
        "aws": {"roleArn": "example-role-arn", "testBucket": "example-test-bucket"},
        "networking": {
            "access": {
                "connectionId": "32b6e34b3d91647abb20e7b8",
                "name": "example-name",
                "tgwRouteId": "32b6e34b3d91647abb20e7b8",
                "type": "PUBLIC",
            }
        },
    },
    "minimal": {"type": "S3"},
}

SAMPLE_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "Sample",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
    },
    "minimal": {"type": "Sample"},
}

SAMPLE_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {"type": "Sample", "name": "example-name", "region": "example-region"},
    "minimal": {"type": "Sample"},
}

SCHEMA_REGISTRY_CONNECTION: dict[str, Any] = {
    "full": {
        "type": "SchemaRegistry",
        "id": "example-id",
        "links": [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}],
        "name": "example-name",
        "region": "example-region",
        "state": "PENDING",
        "provider": "CONFLUENT",
        "schemaRegistryAuthentication": {"type": "USER_INFO", "username": "example-username"},
        "schemaRegistryUrls": ["https://example.com/schema-registry-url"],
    },
    "minimal": {
        "type": "SchemaRegistry",
        "provider": "CONFLUENT",
        "schemaRegistryAuthentication": {"type": "USER_INFO", "username": "example-username"},
        "schemaRegistryUrls": [],
    },
}

SCHEMA_REGISTRY_CONNECTION_REQUEST: dict[str, Any] = {
    "full": {
        "type": "SchemaRegistry",
        "name": "example-name",
        "region": "example-region",
        "provider": "CONFLUENT",
        "schemaRegistryAuthentication": {
            "type": "USER_INFO",
            "password": "secret-password",
            "username": "example-username",
        },
        "schemaRegistryUrls": ["https://example.com/schema-registry-url"],
    },
    "minimal": {
        "type": "SchemaRegistry",
        "provider": "CONFLUENT",
        "schemaRegistryAuthentication": {
            "type": "USER_INFO",
            "password": "secret-password",
            "username": "example-username",
        },
        "schemaRegistryUrls": [],
    },
}

ANSWERS: dict[tuple[str, str], tuple[int, str, object]] = {
    ("GET", "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections"): (
        200,
        "application/vnd.atlas.2025-03-12+json",
        STREAMS_CONNECTION_PAGE["full"],
    ),
    ("POST", "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections"): (
        200,
        "application/vnd.atlas.2025-03-12+json",
        SAMPLE_CONNECTION["full"],
    ),
    ("GET", "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}"): (
        200,
        "application/vnd.atlas.2025-03-12+json",
        SAMPLE_CONNECTION["full"],
    ),
    (
        "DELETE",
        "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}",
    ): (202, "", None),
    ("PATCH", "/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}"): (
        200,
        "application/vnd.atlas.2025-03-12+json",
        SAMPLE_CONNECTION["full"],
    ),
}
"""By method and path: status, media type and content."""
