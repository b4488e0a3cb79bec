"""What was received can be sent back: of the fields that answers have, those that requests have too."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import ValidationError

from tests.support.packages import generate, roundtrip

READ_ONLY = {"type": "string", "readOnly": True}
TEXT = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def obj(required: list[str] | None = None, /, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required or [], "properties": properties}


CAT = obj(["kind"], kind={"const": "cat"}, id=READ_ONLY, lives={"type": "integer", "maximum": 9})
DOG = obj(["kind"], kind={"const": "dog"}, id=READ_ONLY, bark={"type": ["string", "null"]})
ANIMAL = {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}}
COLLAR = obj(colour=TEXT)
OWNER = obj(["name", "pin"], id=READ_ONLY, name=TEXT, pin={"type": "string", "writeOnly": True})
FLAT = obj(["rooms"], id=READ_ONLY, rooms={"type": "integer"})
HOUSE = obj(["floors"], id=READ_ONLY, floors={"type": "integer"})
LABELS = {**obj(id=READ_ONLY, size={"type": "integer"}), "additionalProperties": {"type": "integer"}}
SCHEMAS = {
    "Cat": CAT,
    "Dog": DOG,
    "Animal": ANIMAL,
    "Collar": COLLAR,
    "Owner": OWNER,
    "Flat": FLAT,
    "House": HOUSE,
    "Labels": LABELS,
    "Home": {"anyOf": [ref("Flat"), ref("House")]},
    "Zoo": obj(
        id=READ_ONLY,
        model_from=TEXT,
        **{"from": TEXT, "first-animal": ref("Animal")},
        animals={"type": "array", "items": ref("Animal")},
        by_name={"type": "object", "additionalProperties": ref("Animal")},
        collar=ref("Collar"),
        owner=ref("Owner"),
        home=ref("Home"),
        labels=ref("Labels"),
        opened={"type": "string", "format": "date-time"},
    ),
}


class Sent:
    """A package for one type of body, whose server answers with what a test wants."""

    def __init__(self, schema: dict[str, Any], folder: Path) -> None:
        self.package = generate(roundtrip(SCHEMAS, schema), folder)
        self.answer: Any = None
        self.seen: list[Any] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(json.loads(request.content))
        return httpx2.Response(200, json=self.answer)

    def receive(self, answer: Any, body: Any) -> Any:
        """Receive an answer, for a body that does not matter."""
        self.answer = answer
        return self.send(body)

    def send(self, body: Any) -> Any:
        return self.package.Example(transport=httpx2.MockTransport(self.handle)).default.send(body)


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(ref("Zoo"), tmp_path_factory.mktemp("zoo"))


@pytest.mark.parametrize(
    ("received", "sent"),
    [
        ({"id": "1", "from": "x", "model_from": "y", "later": 1}, {"from": "x", "model_from": "y"}),
        ({"first-animal": {"kind": "cat", "id": "1", "lives": 3}}, {"first-animal": {"kind": "cat", "lives": 3}}),
        ({"animals": [{"kind": "dog", "id": "1"}, {"kind": "cat"}]}, {"animals": [{"kind": "dog"}, {"kind": "cat"}]}),
        ({"by_name": {"id": {"kind": "dog", "id": "1"}}}, {"by_name": {"id": {"kind": "dog"}}}),
        # Null is sent only where requests take it.
        ({"from": None, "first-animal": {"kind": "cat", "lives": None}}, {"first-animal": {"kind": "cat"}}),
        ({"first-animal": {"kind": "dog", "bark": None}}, {"first-animal": {"kind": "dog", "bark": None}}),
        # What goes both ways is sent as it is.
        ({"collar": {"colour": "red", "later": 1}}, {"collar": {"colour": "red", "later": 1}}),
        # Alternatives without a tag: the one that was received.
        ({"home": {"id": "1", "floors": 2}}, {"home": {"floors": 2}}),
        ({"home": {"rooms": 1, "floors": 2, "later": 3}}, {"home": {"rooms": 1, "floors": 2}}),
        ({"labels": {"id": "1", "a": 2}}, {"labels": {"a": 2}}),
        ({"opened": "2025-03-12T10:00:00Z"}, {"opened": "2025-03-12T10:00:00Z"}),
    ],
)
def test_of_what_was_received_goes_back_what_requests_have(zoo: Sent, received: Any, sent: Any) -> None:
    answer = zoo.receive(received, {})
    zoo.send(answer)
    assert zoo.seen[-1] == sent
    zoo.send(zoo.package.ZooRequest.model_from(answer))
    assert zoo.seen[-1] == sent


def test_a_part_of_an_answer_can_be_a_part_of_a_request(zoo: Sent) -> None:
    answer = zoo.receive({"animals": [{"kind": "cat", "id": "1"}], "first-animal": {"kind": "dog", "id": "2"}}, {})
    zoo.send({"animals": answer.animals})
    assert zoo.seen[-1] == {"animals": [{"kind": "cat"}]}
    request = zoo.package.ZooRequest(animals=[answer.first_animal])
    assert request.animals == [zoo.package.DogRequest(kind="dog")]
    request.first_animal = answer.animals[0]
    zoo.send(request)
    assert zoo.seen[-1] == {"animals": [{"kind": "dog"}], "first-animal": {"kind": "cat"}}


def test_what_was_changed_is_checked(zoo: Sent) -> None:
    answer = zoo.receive({"first-animal": {"kind": "cat"}}, {})
    answer.first_animal.lives = 10
    with pytest.raises(ValidationError, match=r"first-animal\.cat\.lives"):
        zoo.send(answer)


def test_a_slip_in_the_name_of_a_field_is_no_newer_field(zoo: Sent) -> None:
    answer = zoo.receive({"first-animal": {"kind": "cat", "later": 1}}, {})
    answer.first_animal.live = 3
    with pytest.raises(ValidationError, match=r"first-animal\.cat\.live\n"):
        zoo.send(answer)
    with pytest.raises(ValidationError, match="live"):
        zoo.package.CatRequest.model_from(answer.first_animal)


def test_what_was_kept_as_json_goes_back_as_it_came(zoo: Sent) -> None:
    answer = zoo.receive({"first-animal": {"kind": "dog", "id": "1"}, "collar": {"later": 1}}, {})
    kept = answer.model_dump_json()
    assert json.loads(kept) == zoo.answer
    zoo.send(type(answer).model_validate_json(kept))
    assert zoo.seen[-1] == {"first-animal": {"kind": "dog"}, "collar": {"later": 1}}
    request = zoo.package.ZooRequest.model_from(answer)
    assert zoo.package.ZooRequest.model_validate_json(request.model_dump_json()) == request


def test_what_only_requests_have_is_said_besides(zoo: Sent) -> None:
    answer = zoo.receive({"owner": {"id": "1", "name": "Sam"}}, {})
    with pytest.raises(ValidationError, match=r"owner\.pin"):
        zoo.send(answer)
    owner = zoo.package.OwnerRequest.model_from(answer.owner, pin="1234", name="Kim")
    zoo.send(zoo.package.ZooRequest.model_from(answer, owner=owner, from_="x"))
    assert zoo.seen[-1] == {"owner": {"name": "Kim", "pin": "1234"}, "from": "x"}
    with pytest.raises(ValidationError, match="pen"):
        zoo.package.OwnerRequest.model_from(answer.owner, pin="1234", pen="x")


def test_only_what_answers_have_in_its_place_makes_a_request(zoo: Sent) -> None:
    answer = zoo.receive({"first-animal": {"kind": "cat"}, "owner": {"name": "Sam"}}, {})
    with pytest.raises(TypeError, match="DogRequest is made of Dog, not Cat"):
        zoo.package.DogRequest.model_from(answer.first_animal)
    with pytest.raises(ValidationError, match="dictionary or OwnerRequest, and is Cat"):
        zoo.send({"owner": answer.first_animal})


def test_what_is_of_an_unknown_kind_stays_unsent(zoo: Sent) -> None:
    answer = zoo.receive({"first-animal": {"kind": "emu", "secret": "hunter2"}}, {})
    with pytest.raises(ValidationError, match="first-animal") as caught:
        zoo.send(answer)
    assert "hunter2" not in str(caught.value)


def test_lists_of_answers_are_taken(tmp_path: Path) -> None:
    sent = Sent({"type": "array", "items": ref("Animal")}, tmp_path)
    answer = sent.receive([{"kind": "cat", "id": "1", "lives": 2}, {"kind": "dog"}], [])
    sent.send([*answer, {"kind": "dog"}, sent.package.CatRequest(kind="cat")])
    assert sent.seen[-1] == [{"kind": "cat", "lives": 2}, {"kind": "dog"}, {"kind": "dog"}, {"kind": "cat"}]
