"""What stands around values: addresses, credentials, media types, statuses and headers, in one way or another."""

from typing import Any

import pytest
from specloom.diff.entries import Verdict

from tests.diff.comparing import Json, compared, document

TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
SCHEMES: Json = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "login": {
        "type": "oauth2",
        "flows": {"implicit": {"authorizationUrl": "https://a.example", "scopes": {"r": "", "w": ""}}},
    },
}


def content(*media_types: str, schema: Json = TEXT) -> Json:
    return {"content": {name: {"schema": schema} for name in media_types}}


def answers(**responses: Json) -> Json:
    return {"responses": {status.removeprefix("_"): {"description": "", **said} for status, said in responses.items()}}


def asking(said: Json | None = None, path: str = "/things", **top: Any) -> Json:
    """A document with one operation, which says this, as the document does."""
    operation = {"operationId": "do", **answers(_204={}), **(said or {})}
    whole = {**document({path: {"post": operation}}), **top}
    whole["components"]["securitySchemes"] = SCHEMES
    return whole


def at(*urls: str | Json, path: str = "/things") -> Json:
    return asking(path=path, servers=[{"url": url} if isinstance(url, str) else url for url in urls])


def of_servers(**said: Json) -> Json:
    return {"url": "https://{region}.example", "variables": {"region": {"default": "eu", **said}}}


def secured(*alternatives: Json) -> Json:
    return asking({"security": list(alternatives)})


def headed(**said: Json) -> Json:
    return asking(answers(_200={"headers": {"X-Left": said}}))


AUTHORIZED: Json = {"name": "Authorization", "in": "header", "required": True, "schema": TEXT}
LIST: Json = {"name": "p", "in": "query", "schema": {"type": "array", "items": TEXT}}
SAME = {
    "no server": (asking(), at("/")),
    "the case of a host": (at("https://A.example/V1/"), at("https://a.example/V1")),
    "a server of the only operation": (at("https://a.example"), asking({"servers": [{"url": "https://a.example"}]})),
    "credentials that nobody has to have": (secured({}), secured()),
    "a header that is no parameter": (asking({"parameters": [AUTHORIZED]}), asking()),
    "how lists are written anyway": (
        asking({"parameters": [LIST]}),
        asking({"parameters": [{**LIST, "style": "form", "explode": True}]}),
    ),
    "the case of a media type": (
        asking({"requestBody": content("application/json")}),
        asking({"requestBody": content("Application/JSON; charset=utf-8")}),
    ),
    "a header as content": (headed(schema=NUMBER), headed(**content("text/plain", schema=NUMBER))),
}


@pytest.mark.parametrize("spelling", SAME)
def test_nothing_is_found_in_another_spelling(spelling: str) -> None:
    base, head = SAME[spelling]

    assert compared(base, head).entries == []
    assert compared(head, base).entries == []


OK = content("application/json")
CHANGES: dict[str, tuple[Json, Json, set[str], Verdict]] = {
    "one more value of a server's variable": (
        at(of_servers(enum=["eu"])),
        at(of_servers(enum=["eu", "us"])),
        {"server-added"},
        Verdict.COMPATIBLE,
    ),
    "one value less": (
        at(of_servers(enum=["eu", "us"])),
        at(of_servers(enum=["eu"])),
        {"server-removed"},
        Verdict.BREAKING,
    ),
    "another default of a variable": (
        at(of_servers()),
        at(of_servers(default="us")),
        {"default-server-changed"},
        Verdict.WARNING,
    ),
    "a path of the address that is one of the operation now": (
        at("https://a.example/api/v1"),
        at("https://a.example/api", path="/v1/things"),
        {"server-path-moved"},
        Verdict.NONE,
    ),
    "the same the other way round": (
        at("https://a.example", path="/v1/things"),
        at("https://a.example/v1"),
        {"server-path-moved"},
        Verdict.NONE,
    ),
    "another path of the address": (
        at("https://a.example/v1"),
        at("https://a.example/v2"),
        {"server-removed", "server-added"},
        Verdict.BREAKING,
    ),
    "one credential is enough now": (
        secured({"key": [], "login": ["r"]}),
        secured({"key": []}),
        {"security-alternative-added"},
        Verdict.COMPATIBLE,
    ),
    "one credential is not enough any more": (
        secured({"key": []}),
        secured({"key": [], "login": ["r"]}),
        {"security-alternative-removed", "security-alternative-added"},
        Verdict.BREAKING,
    ),
    "any media type is taken": (
        asking({"requestBody": content("application/json")}),
        asking({"requestBody": content("*/*")}),
        {"media-type-added"},
        Verdict.COMPATIBLE,
    ),
    "one of what was taken": (
        asking({"requestBody": content("text/*")}),
        asking({"requestBody": content("text/plain")}),
        {"media-type-removed", "media-type-added"},
        Verdict.BREAKING,
    ),
    "one of what was given": (
        asking(answers(_200=content("*/*", schema=TEXT))),
        asking(answers(_200=content("application/json", schema=NUMBER))),
        {"type-changed"},
        Verdict.BREAKING,
    ),
    "anything may be given": (
        asking(answers(_200=content("application/json"))),
        asking(answers(_200=content("*/*"))),
        {"media-type-removed", "media-type-added"},
        Verdict.BREAKING,
    ),
    "one success of a range": (
        asking(answers(_2XX=content("application/json", schema={**TEXT, "maxLength": 9}))),
        asking(answers(_200=content("application/json", schema={**TEXT, "maxLength": 5}))),
        {"max-length-narrowed"},
        Verdict.COMPATIBLE,
    ),
    "one failure of a range": (
        asking(answers(_200=OK, _4XX=content("application/json", schema=TEXT))),
        asking(answers(_200=OK, _404=content("application/json", schema=NUMBER))),
        {"type-changed"},
        Verdict.BREAKING,
    ),
    "the only answer is a success": (
        asking(answers(default=content("application/json", schema=TEXT))),
        asking(answers(_200=content("application/json", schema=NUMBER))),
        {"type-changed"},
        Verdict.BREAKING,
    ),
    "a header as content that holds something else": (
        headed(**content("application/json", schema=TEXT)),
        headed(**content("application/json", schema=NUMBER)),
        {"type-changed"},
        Verdict.BREAKING,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_is_what_it_does(change: str) -> None:
    base, head, rules, worst = CHANGES[change]

    entries = compared(base, head).entries

    assert {entry.rule for entry in entries} == rules
    assert len(entries) == len(rules)
    assert min(entries, key=lambda entry: entry.wire.rank).wire is worst


def test_operations_with_the_same_addresses_are_one_fact() -> None:
    def whole(url: str) -> Json:
        said = {"servers": [{"url": url}], "responses": {"204": {"description": ""}}}
        return document({f"/{name}": {"get": {"operationId": name, **said}} for name in ("one", "other")})

    entries = compared(whole("https://a.example"), whole("https://b.example")).entries

    assert [entry.rule for entry in entries] == ["server-removed", "server-added"]
    assert [site.operation for site in entries[0].sites] == ["GET /one", "GET /other"]
