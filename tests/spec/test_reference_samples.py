"""The sample data are what the provider's reference page shows: all of it, in its order."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "reference"
PAGE = "reference/create-stream-connection.seed.pt.txt"

TAGS = ["Sample", "Cluster", "Kafka", "Https", "AWSLambda", "S3", "AWSKinesisDataStreams"]
STATUSES = ["400", "401", "403", "404", "409", "500"]
# As the page has them, one below the other.
IN_THE_ORDER_OF_THE_PAGE = [
    *(f"requests/{tag}.json" for tag in TAGS),
    *(f"responses/{tag}.json" for tag in TAGS),
    *(f"errors/{status}.json" for status in STATUSES),
]

Json = dict[str, Any]


@pytest.fixture(scope="module")
def page(shared_file: Callable[[str], Path]) -> str:
    return shared_file(PAGE).read_text(encoding="utf-8")


def objects(page: str) -> list[Json]:
    """The page's JSON objects, wherever they stand in a line; their first key is indented by two."""
    decoder = json.JSONDecoder()
    found: list[Json] = []
    end = 0
    for match in re.finditer(r'\{\n  "', page):
        if match.start() >= end:
            value, end = decoder.raw_decode(page, match.start())
            found.append(value)
    return found


def sample(name: str) -> Json:
    data: Json = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    return data


def as_text(value: Json) -> str:
    """JSON that shows types and the order of keys. The `detail` of an error is prose, and ours."""
    if "errorCode" in value:
        assert value["detail"]
        value = {**value, "detail": "prose"}
    return json.dumps(value)


def commands(page: str) -> list[list[str]]:
    """The page's curl commands, as words. A command ends with the payload that closes its quotes."""
    joined = page.replace("\\\n", " ")
    return [shlex.split(command) for command in re.findall(r"curl .*?-d '[^']*'", joined)]


def facts(words: list[str]) -> Json:
    """What one curl command sends, in the form of curl.json."""
    after = {word: [words[at + 1] for at, other in enumerate(words[:-1]) if other == word] for word in words}
    headers = dict(header.split(": ", 1) for header in after["--header"])
    if "--digest" in words:
        username, password = after["--user"][0].split(":")
        authentication = {"kind": "digest", "username": username, "password": password}
    else:
        kind, token = headers["Authorization"].split()
        authentication = {"kind": kind.lower(), "token": token}
    url = next(word for word in words if word.startswith("https://"))
    return {"method": after["-X"][0], "url": url, "headers": headers, "authentication": authentication}


def test_samples_are_the_pages_own(page: str) -> None:
    ours = {name: as_text(sample(name)) for name in IN_THE_ORDER_OF_THE_PAGE}
    theirs = [as_text(value) for value in objects(page)]
    assert ours == dict(zip(IN_THE_ORDER_OF_THE_PAGE, theirs, strict=True))


def test_no_other_sample_lies_about() -> None:
    names = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file()}
    assert names == {*IN_THE_ORDER_OF_THE_PAGE, "curl.json"}


def test_every_request_carries_the_tag_of_its_file() -> None:
    assert [sample(f"requests/{tag}.json")["type"] for tag in TAGS] == TAGS


def test_curl_commands_are_the_pages_own(page: str) -> None:
    assert list(sample("curl.json").values()) == [facts(command) for command in commands(page)]
    assert len(commands(page)) == 2
