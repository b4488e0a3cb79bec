"""A document with one of everything that a test stub has to cope with."""

from typing import Any

from tests.support.packages import document


def answer(schema: dict[str, Any] | None = None, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": "An answer.", "content": {media_type: {"schema": schema or {}}}}


NAMELESS = [{"name": "", "in": "query", "schema": {"type": "string"}}]
BIRTH = {"type": "string", "format": "date-time"}
PLACE = {"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}], "items": False, "minItems": 2}
"""What is a tuple in Python."""


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: dict[str, Any] = {
    "Pet": {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": ref("Cat")["$ref"], "dog": ref("Dog")["$ref"]}},
    },
    "Cat": {
        "type": "object",
        "required": ["kind", "petName"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "kind": {"type": "string"},
            "petName": {"type": "string"},
            "bornAt": {"type": "string", "format": "date-time"},
            "chip": {"type": "string", "format": "password"},
            "friends": {"type": "array", "items": ref("Pet")},
        },
    },
    "Dog": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}, "size": {"enum": ["S", "L"]}, "tag": {"type": ["integer", "null"]}},
    },
    "Scores": {
        "type": "object",
        "properties": {"best": {"type": "string"}},
        "additionalProperties": {"type": "integer"},
    },
    "Pets": {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": ref("Pet")},
            "all": {"type": "integer"},
            "scores": ref("Scores"),
        },
    },
    "Problem": {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "why": {"type": "string"}},
    },
    "Refusal": {
        "type": "object",
        "required": ["code"],
        "properties": {"code": ref("RefusalCode"), "why": {"type": "string"}},
    },
    "RefusalCode": {"type": "string", "enum": ["NAME_TAKEN", "CHIP_TAKEN"]},
    "TooMany": {"type": "object", "properties": {"code": {"type": ["string", "null"], "enum": ["CHIP_TAKEN", None]}}},
    "Upload": {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}, "note": {"type": "string"}},
    },
}

PET_ID = {"name": "petId", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}

EVERYTHING = document(
    {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["pets"],
                "summary": "List `pets` <b>now</b>",
                "parameters": [
                    {"name": "page", "in": "query", "schema": {"type": "integer"}},
                    {"name": "size", "in": "query", "schema": {"type": "integer", "maximum": 50}},
                    {"name": "since", "in": "query", "schema": {"type": "string", "format": "date"}},
                    {"name": "kinds", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                    {"name": "theme", "in": "cookie", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": answer(ref("Pets")),
                    "4XX": answer(ref("Problem")),
                    "default": {"description": "?"},
                },
            },
            "post": {
                "operationId": "addPet",
                "tags": ["pets"],
                "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Pet")}}},
                "responses": {
                    "201": answer(ref("Pet")),
                    "409": answer(ref("Refusal")),
                    "429": answer(ref("TooMany")),
                },
            },
        },
        "/pets/{petId}": {
            "get": {
                "operationId": "getPet",
                "tags": ["pets"],
                "parameters": [PET_ID],
                "responses": {"200": answer(ref("Pet")), "404": answer(ref("Problem"))},
            },
            "delete": {
                "operationId": "deletePet",
                "tags": ["pets"],
                "parameters": [PET_ID],
                "responses": {"204": {"description": "Gone."}},
            },
            "put": {
                "operationId": "rename pet",
                "tags": ["pets"],
                "parameters": [PET_ID],
                "requestBody": {
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": {"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}}}
                        }
                    }
                },
                "responses": {"200": answer({"type": "string"}, "text/plain")},
            },
        },
        "/pets/newest": {
            "get": {"operationId": "newestPet", "tags": ["pets"], "responses": {"200": answer(ref("Pet"))}},
        },
        "/pets/{petId}.txt": {
            "get": {
                "operationId": "getPetAsText",
                "tags": ["pets"],
                "parameters": [PET_ID],
                "responses": {"200": answer({"type": "string"}, "text/plain")},
            },
        },
        "/anything": {
            "put": {
                "operationId": "replaceAnything",
                "tags": ["files"],
                "requestBody": {"required": True, "content": {"*/*": {"schema": {"type": "string"}}}},
                "responses": {"204": {"description": "Done."}},
            },
        },
        "/born": {
            "get": {
                "operationId": "getBirth",
                "tags": ["files"],
                "parameters": NAMELESS,
                "responses": {"200": answer(BIRTH)},
            }
        },
        "/place": {"get": {"operationId": "getPlace", "tags": ["files"], "responses": {"200": answer(PLACE)}}},
        "/picture": {
            "get": {
                "operationId": "getPicture",
                "tags": ["files"],
                "responses": {"200": answer({"type": "string", "format": "binary"}, "image/png")},
            },
            "post": {
                "operationId": "addPicture",
                "tags": ["files"],
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {"schema": ref("Upload"), "example": {"note": "n", "file": "f"}}
                    },
                },
                "responses": {"default": {"description": "Done."}},
            },
            "put": {
                "operationId": "replacePicture",
                "tags": ["files"],
                "security": [{"login": []}, {}],
                "requestBody": {"required": True, "content": {"image/png": {}}},
                "responses": {"200": answer({"type": "array", "items": {"type": "integer"}})},
            },
        },
    },
    SCHEMAS,
    components={
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "query", "name": "api key"},
            "login": {"type": "http", "scheme": "basic"},
        }
    },
    security=[{"key": []}],
)

CONFIG: dict[str, Any] = {
    "name": "pets",
    "pagination": [{"items": "items", "total": "all", "page": "page", "size": "size"}],
    "errors": {"code": "code", "detail": "why"},
    "license": "Apache-2.0",
}
