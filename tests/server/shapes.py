"""The shape of a stream connection: what requests may hold and responses show.

The first seven variants are the reference page's; the last three came later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LINKS = ({"href": "https://cloud.mongodb.com/api/atlas", "rel": "self"},)

Violation = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """A string, perhaps of certain values or a pattern; a secret one is accepted and never shown."""

    values: tuple[str, ...] = ()
    pattern: str = ""
    secret: bool = False


@dataclass(frozen=True)
class TextMap:
    """An object whose keys are data and whose values are strings."""


@dataclass(frozen=True)
class TextList:
    """A list of different strings."""

    longest: int


@dataclass(frozen=True)
class Record:
    """An object with named members."""

    members: Mapping[str, Shape]
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """An object that is one of several, as its `type` says."""

    variants: Mapping[str, Record]


Shape = Text | TextMap | TextList | Record | Choice

_ID = Text(pattern=r"([a-f0-9]{24})")
_AWS = Record({"roleArn": Text(), "testBucket": Text()})
_ACCESS = Record(
    {
        "type": Text(values=("PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY")),
        "connectionId": _ID,
        "tgwRouteId": _ID,
        "name": Text(),
    }
)
_NETWORKING = Record({"access": _ACCESS})
_PUBLIC_PRIVATE = Record(
    {"access": Record({"type": Text(values=("PUBLIC", "PRIVATE_LINK")), "connectionId": _ID})},
)
_AUTHENTICATION = Record(
    {
        **dict.fromkeys(("mechanism", "method", "username", "clientId", "scope", "tokenEndpointUrl"), Text()),
        **dict.fromkeys(("saslOauthbearerExtensions", "sslCertificate"), Text()),
        **dict.fromkeys(("password", "clientSecret", "sslKey", "sslKeyPassword"), Text(secret=True)),
        "aws": _AWS,
    }
)

_REGISTRY_AUTHENTICATION = Choice(
    {
        "USER_INFO": Record(
            {"type": Text(), "username": Text(), "password": Text(secret=True)}, ("username", "password")
        ),
        "SASL_INHERIT": Record({"type": Text()}),
    }
)

_OWN: dict[str, dict[str, Shape]] = {
    "Sample": {},
    "Cluster": {
        "clusterGroupId": Text(),
        "clusterName": Text(),
        "dbRoleToExecute": Record({"role": Text(), "type": Text(values=("BUILT_IN", "CUSTOM"))}),
    },
    "Kafka": {
        "authentication": _AUTHENTICATION,
        "bootstrapServers": Text(),
        "config": TextMap(),
        "networking": _NETWORKING,
        "security": Record({"brokerPublicCertificate": Text(), "protocol": Text()}),
    },
    "Https": {"headers": TextMap(), "url": Text()},
    "AWSLambda": {"aws": _AWS, "publicPrivateNetworking": _PUBLIC_PRIVATE},
    "S3": {"aws": _AWS, "networking": _NETWORKING},
    "AWSKinesisDataStreams": {"aws": _AWS, "networking": _NETWORKING},
    "SchemaRegistry": {
        "provider": Text(values=("CONFLUENT",)),
        "schemaRegistryAuthentication": _REGISTRY_AUTHENTICATION,
        "schemaRegistryUrls": TextList(longest=10),
    },
    "AzureBlobStorage": {
        "azure": Record(dict.fromkeys(("region", "servicePrincipalId", "storageAccountName"), Text())),
        "publicPrivateNetworking": _PUBLIC_PRIVATE,
    },
    "GCPPubSub": {"gcp": Record({"serviceAccountId": Text()}), "publicPrivateNetworking": _PUBLIC_PRIVATE},
}
_REQUIRED = {"SchemaRegistry": ("provider", "schemaRegistryAuthentication", "schemaRegistryUrls")}

VARIANTS: dict[str, Record] = {
    tag: Record({"name": Text(), "region": Text(), "type": Text(values=(tag,)), **own}, _REQUIRED.get(tag, ()))
    for tag, own in _OWN.items()
}
"""The ten variants at 2025-03-12, by tag."""


def violations(shape: Shape, value: object, place: str = "") -> Iterator[Violation]:
    """Name every place of a request's value that its shape does not allow; null stands for absent."""
    if isinstance(shape, Text):
        if not isinstance(value, str):
            yield place, "must be a string"
        elif shape.values and value not in shape.values:
            yield place, f"must be one of {', '.join(shape.values)}"
        elif shape.pattern and re.fullmatch(shape.pattern, value) is None:
            yield place, f"must match ^{shape.pattern}$"
    elif isinstance(shape, TextList):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield place, "must be a list of strings"
        elif len(value) > shape.longest or len(set(value)) < len(value):
            yield place, f"must hold {shape.longest} different strings at most"
    elif not isinstance(value, dict):
        yield place, "must be an object"
    elif isinstance(shape, Choice):
        tag = value.get("type")
        if isinstance(tag, str) and tag in shape.variants:
            yield from violations(shape.variants[tag], value, place)
        else:
            yield f"{place}.type", f"must be one of {', '.join(shape.variants)}"
    else:
        for key in shape.required if isinstance(shape, Record) else ():
            if value.get(key) is None:
                yield f"{place}.{key}" if place else key, "is missing"
        for key, item in value.items():
            inner = f"{place}.{key}" if place else key
            member = Text() if isinstance(shape, TextMap) else shape.members.get(key)
            if member is None:
                yield inner, "is read-only" if key == "links" else "is unknown"
            elif item is not None or isinstance(shape, TextMap):
                yield from violations(member, item, inner)


def merged(shape: Shape, old: Any, new: Any) -> Any:
    """Give `old` with the members of `new`; null removes a member, a map or another kind of object replaces it."""
    if isinstance(shape, Choice):
        tag = new["type"]
        return merged(shape.variants[tag], old if old and old["type"] == tag else {}, new)
    if not isinstance(shape, Record):
        return new
    result = dict(old or {})
    for key, item in new.items():
        if item is None:
            result.pop(key, None)
        else:
            result[key] = merged(shape.members[key], result.get(key), item)
    return result


def shown(shape: Shape, value: Any) -> Any:
    """Give what a response shows of a stored value: links at every object, no secrets."""
    if isinstance(shape, Choice):
        # The one object of this API that has no links.
        return {key: item for key, item in shown(shape.variants[value["type"]], value).items() if key != "links"}
    if not isinstance(shape, Record):
        return value
    members = [(key, shape.members[key], item) for key, item in value.items()]
    visible = {key: shown(member, item) for key, member, item in members if not _secret(member)}
    return {"links": [dict(link) for link in LINKS], **visible}


def _secret(shape: Shape) -> bool:
    return isinstance(shape, Text) and shape.secret
