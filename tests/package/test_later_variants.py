"""The variants that came after the reference page, and the union inside of one of them."""

from typing import Any

import atlas_streams
import pytest
from atlas_streams import (
    AzureBlobStorageConnectionRequest,
    AzureConnectionConfigRequest,
    ConfluentSaslInheritAuthentication,
    ConfluentUserInfoAuthentication,
    ConfluentUserInfoAuthenticationRequest,
    GCPConnectionConfigRequest,
    GCPPubSubConnectionRequest,
    PublicPrivateNetworkingAccessRequest,
    PublicPrivateNetworkingRequest,
    SchemaRegistryConnection,
    SchemaRegistryConnectionRequest,
    UnknownSchemaRegistryAuthentication,
)
from pydantic import BaseModel, ValidationError

from .support import GROUP_ID, LATER, TAGS, Api, Wire, sample

URLS = ["https://registry.example.com:8081"]
REQUESTS: dict[str, BaseModel] = {
    "SchemaRegistry": SchemaRegistryConnectionRequest(
        schema_registry_urls=URLS, schema_registry_authentication=ConfluentSaslInheritAuthentication()
    ),
    "AzureBlobStorage": AzureBlobStorageConnectionRequest(
        region="westeurope",
        azure=AzureConnectionConfigRequest(service_principal_id="5f1b7e0c", storage_account_name="archive"),
        public_private_networking=PublicPrivateNetworkingRequest(
            access=PublicPrivateNetworkingAccessRequest(type="PRIVATE_LINK", connection_id=GROUP_ID)
        ),
    ),
    "GCPPubSub": GCPPubSubConnectionRequest(
        gcp=GCPConnectionConfigRequest(service_account_id="streams@project.iam.gserviceaccount.com"),
        public_private_networking=PublicPrivateNetworkingRequest(
            access=PublicPrivateNetworkingAccessRequest(type="PUBLIC")
        ),
    ),
}
SIGN_INS = {
    "USER_INFO": {"type": "USER_INFO", "username": "sam"},
    "SASL_INHERIT": {"type": "SASL_INHERIT"},
}


def registry(authentication: Any) -> dict[str, Any]:
    return {**LATER["SchemaRegistry"], "schemaRegistryAuthentication": authentication}


@pytest.mark.parametrize("tag", LATER)
def test_a_request_goes_out_as_it_is_meant(api: Api, wire: Wire, tag: str) -> None:
    api.create(REQUESTS[tag])
    assert wire.sent == LATER[tag]
    api.update("name", LATER[tag])
    assert wire.sent == LATER[tag]


@pytest.mark.parametrize("tag", LATER)
def test_a_response_decodes_into_its_variant_and_comes_back_out(api: Api, wire: Wire, tag: str) -> None:
    links = [{"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"}]
    document = {"id": "7", "state": "READY", "links": links, "name": "n", **LATER[tag]}
    wire.answers(200, document)
    connection = api.get("n")
    assert type(connection) is getattr(atlas_streams, f"{tag}Connection")
    assert (connection.id, connection.state, connection.model_extra) == ("7", "READY", {})
    assert connection.model_dump(mode="json", by_alias=True, exclude_unset=True) == document


def test_a_list_holds_all_ten_variants(api: Api, wire: Wire) -> None:
    documents = [*(sample(f"requests/{tag}") for tag in TAGS), *LATER.values()]
    wire.answers(200, {"results": documents, "totalCount": 10})
    names = [type(connection).__name__ for connection in api.list().items]
    assert names == [f"{tag}Connection" for tag in (*TAGS, *LATER)]


@pytest.mark.parametrize(
    ("tag", "variant"),
    [("USER_INFO", ConfluentUserInfoAuthentication), ("SASL_INHERIT", ConfluentSaslInheritAuthentication)],
)
def test_the_inner_union_is_decoded_too(api: Api, wire: Wire, tag: str, variant: type[BaseModel]) -> None:
    wire.answers(200, registry(SIGN_INS[tag]))
    connection = api.get("n")
    assert isinstance(connection, SchemaRegistryConnection)
    assert type(connection.schema_registry_authentication) is variant
    assert connection.schema_registry_authentication.type == tag


def test_an_unknown_inner_variant_does_not_make_the_outer_one_unknown(api: Api, wire: Wire) -> None:
    wire.answers(200, registry({"type": "MTLS", "certificate": "c"}))
    connection = api.get("n")
    assert isinstance(connection, SchemaRegistryConnection)
    assert isinstance(connection.schema_registry_authentication, UnknownSchemaRegistryAuthentication)
    assert connection.schema_registry_authentication.raw == {"type": "MTLS", "certificate": "c"}


def test_a_newer_provider_of_the_registry_is_read(api: Api, wire: Wire) -> None:
    wire.answers(200, {**LATER["SchemaRegistry"], "provider": "APICURIO"})
    assert api.get("n").provider == "APICURIO"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"provider": "APICURIO"}, "provider"),
        ({"schemaRegistryUrls": URLS * 2}, "schemaRegistryUrls"),
        ({"schemaRegistryUrls": [f"https://{number}" for number in range(11)]}, "schemaRegistryUrls"),
        ({"schemaRegistryAuthentication": {"type": "MTLS"}}, "schemaRegistryAuthentication"),
        ({"schemaRegistryAuthentication": {"type": "USER_INFO", "username": "sam"}}, "password"),
        ({"schemaRegistryAuthentication": {"type": "SASL_INHERIT", "username": "sam"}}, "username"),
        ({"schemaRegistryAuthentication": None}, "schemaRegistryAuthentication"),
    ],
)
def test_a_wrong_registry_is_refused_before_it_is_sent(
    api: Api, wire: Wire, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError, match=field):
        api.create({**LATER["SchemaRegistry"], **change})
    assert wire.requests == []


def test_the_password_of_a_registry_is_a_secret(api: Api, wire: Wire) -> None:
    authentication = ConfluentUserInfoAuthenticationRequest(username="sam", password="swordfish")
    assert "swordfish" not in repr(authentication)
    api.create(
        SchemaRegistryConnectionRequest(schema_registry_urls=URLS, schema_registry_authentication=authentication)
    )
    assert wire.sent == registry({"type": "USER_INFO", "username": "sam", "password": "swordfish"})
