"""Requests made by hand: the published document accepts the page's samples and refuses what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx2
import pytest

from . import prism
from .variants import BODIES

PATH = "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/streams/tenant/connections"
ACCEPT = "application/vnd.atlas.2025-03-12+json"


@pytest.fixture(scope="module")
def http(prism_url: str) -> Iterator[httpx2.Client]:
    headers = {"Accept": ACCEPT, "Authorization": "Bearer token"}
    with httpx2.Client(base_url=prism_url, headers=headers, trust_env=False) as client:
        yield client


def places(response: httpx2.Response) -> list[str]:
    violations = json.loads(response.headers.get(prism.VIOLATIONS, "[]"))
    return [".".join(violation["location"]) for violation in violations]


@pytest.mark.parametrize("tag", BODIES)
def test_every_variant_is_accepted(http: httpx2.Client, tag: str) -> None:
    response = http.post(PATH, json=BODIES[tag])
    assert (response.status_code, places(response)) == (200, [])
    assert response.headers["content-type"] == ACCEPT
    assert response.json()["type"] in BODIES


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": "a", "type": "Quantum"}, "request.body.type"),
        ({"name": "a", "type": 7}, "request.body.type"),
        ({"name": "a"}, "request.body"),
        ({"name": 7, "type": "Sample"}, "request.body.name"),
        ({"name": "a", "type": "Kafka", "bootstrapServers": 9092}, "request.body.bootstrapServers"),
        ({"name": "a", "type": "Kafka", "config": {"a.b": 1}}, "request.body.config.a.b"),
        ({"name": "a", "type": "Kafka", "authentication": {"password": []}}, "request.body.authentication.password"),
        ({"name": "a", "type": "S3", "networking": {"access": {"type": "VPN"}}}, "request.body.networking.access.type"),
    ],
)
def test_a_wrong_body_is_refused(http: httpx2.Client, body: object, place: str) -> None:
    response = http.post(PATH, json=body)
    assert response.status_code == 400
    assert place in places(response)


def test_what_stands_around_the_body_is_judged_too(http: httpx2.Client) -> None:
    body = {"name": "a", "type": "Sample"}
    assert http.post(PATH.replace("32b6", "ZZZZ"), json=body).status_code == 400
    assert http.post(PATH, content=json.dumps(body), headers={"Content-Type": "text/plain"}).status_code == 400
    assert http.post(PATH, json=body, headers={"Authorization": ""}).status_code == 401
    earlier = {"Accept": "application/vnd.atlas.2023-02-01+json"}
    assert http.post(PATH, json=body, headers=earlier).status_code == 406
