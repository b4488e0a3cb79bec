"""The fields of each kind of OpenAPI object that hold no other such object, and what each holds."""

from collections.abc import Mapping
from types import MappingProxyType

from specloom.grammar import Kind
from specloom.normalise.fields import (
    ABSENT,
    Reader,
    about,
    anything,
    count,
    discriminator,
    flag,
    limit,
    list_of,
    map_of,
    number,
    positive,
    record,
    required_names,
    text,
    types,
    values,
)

_DOCS = about(record("external documentation", {"description": text, "url": text}, {"url": ABSENT}))
_SERVER = record(
    "a server",
    {
        "url": text,
        "description": text,
        "name": text,
        "variables": map_of(
            record(
                "a server variable",
                {"enum": list_of(text), "default": text, "description": text},
                {"default": ABSENT},
            )
        ),
    },
    {"url": ABSENT},
)
_INFO = record(
    "info",
    {
        "title": text,
        "summary": text,
        "description": text,
        "termsOfService": text,
        "contact": about(record("contact", {"name": text, "url": text, "email": text})),
        "license": about(record("a licence", {"name": text, "identifier": text, "url": text}, {"name": "unnamed"})),
        "version": text,
    },
    {"title": "API", "version": "0"},
)
_TAG = about(
    record(
        "a tag",
        {"name": text, "summary": text, "description": text, "externalDocs": _DOCS, "parent": text, "kind": text},
        {"name": ABSENT},
    )
)
_SECURITY = list_of(map_of(list_of(text)))
_SERVERS = list_of(_SERVER)


def _flow(*urls: str) -> Reader:
    fields: dict[str, Reader] = {**dict.fromkeys(urls, text), "refreshUrl": text, "scopes": map_of(text)}
    return record("an OAuth flow", fields, {**dict.fromkeys(urls, ABSENT), "scopes": MappingProxyType({})})


_FLOWS = record(
    "OAuth flows",
    {
        "implicit": _flow("authorizationUrl"),
        "password": _flow("tokenUrl"),
        "clientCredentials": _flow("tokenUrl"),
        "authorizationCode": _flow("authorizationUrl", "tokenUrl"),
        "deviceAuthorization": _flow("deviceAuthorizationUrl", "tokenUrl"),
    },
)
_PARAMETER: dict[str, Reader] = {
    "description": text,
    "required": flag,
    "deprecated": flag,
    "style": text,
    "explode": flag,
    "example": anything,
    "allowReserved": flag,
    "allowEmptyValue": flag,
}

FIELDS: Mapping[Kind, Mapping[str, Reader]] = {
    Kind.DOCUMENT: {
        "openapi": text,
        "$self": text,
        "info": _INFO,
        "jsonSchemaDialect": text,
        "servers": _SERVERS,
        "security": _SECURITY,
        "tags": list_of(_TAG),
        "externalDocs": _DOCS,
    },
    Kind.COMPONENTS: {},
    Kind.PATH_ITEM: {"$ref": text, "summary": text, "description": text, "servers": _SERVERS},
    Kind.OPERATION: {
        "tags": list_of(text),
        "summary": text,
        "description": text,
        "externalDocs": _DOCS,
        "operationId": text,
        "deprecated": flag,
        "security": _SECURITY,
        "servers": _SERVERS,
    },
    Kind.PARAMETER: {"name": text, "in": text, **_PARAMETER},
    Kind.HEADER: _PARAMETER,
    Kind.REQUEST_BODY: {"description": text, "required": flag},
    Kind.RESPONSE: {"description": text, "summary": text},
    Kind.MEDIA_TYPE: {"example": anything, "description": text},
    Kind.ENCODING: {"contentType": text, "style": text, "explode": flag, "allowReserved": flag},
    Kind.EXAMPLE: {
        "summary": text,
        "description": text,
        "value": anything,
        "externalValue": text,
        "dataValue": anything,
        "serializedValue": text,
    },
    Kind.LINK: {
        "operationRef": text,
        "operationId": text,
        "parameters": map_of(anything),
        "requestBody": anything,
        "description": text,
        "server": _SERVER,
    },
    Kind.CALLBACK: {},
    Kind.SECURITY_SCHEME: {
        "type": text,
        "description": text,
        "name": text,
        "in": text,
        "scheme": text,
        "bearerFormat": text,
        "flows": _FLOWS,
        "openIdConnectUrl": text,
        "oauth2MetadataUrl": text,
        "deprecated": flag,
    },
    Kind.SCHEMA: {
        **dict.fromkeys(
            (
                "$ref", "$id", "$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "title",
                "description", "format", "pattern", "contentEncoding", "contentMediaType",
            ),
            text,
        ),
        **dict.fromkeys(("uniqueItems", "deprecated", "readOnly", "writeOnly", "nullable"), flag),
        **dict.fromkeys(
            (
                "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains",
                "maxContains",
            ),
            count,
        ),
        **dict.fromkeys(("minimum", "maximum"), number),
        **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), limit),
        **dict.fromkeys(("const", "default", "example"), anything),
        "multipleOf": positive,
        "type": types,
        "enum": values,
        "required": required_names,
        "discriminator": discriminator,
        "dependentRequired": map_of(list_of(text)),
        "examples": list_of(anything),
        "externalDocs": _DOCS,
        "xml": map_of(anything),
    },
}  # fmt: skip
"""The readers of all fields but those of `grammar.fields`; schemas may have any others too."""

NEW_IN_32: Mapping[Kind, frozenset[str]] = {
    Kind.DOCUMENT: frozenset({"$self"}),
    Kind.COMPONENTS: frozenset({"mediaTypes"}),
    Kind.RESPONSE: frozenset({"summary"}),
    Kind.MEDIA_TYPE: frozenset({"description", "itemSchema", "prefixEncoding", "itemEncoding"}),
    Kind.ENCODING: frozenset({"encoding", "prefixEncoding", "itemEncoding"}),
    Kind.EXAMPLE: frozenset({"dataValue", "serializedValue"}),
    Kind.LINK: frozenset({"server"}),
    Kind.SECURITY_SCHEME: frozenset({"oauth2MetadataUrl", "deprecated"}),
}
"""Fields that 3.1 has no place for and that change nothing about what goes over the wire."""
