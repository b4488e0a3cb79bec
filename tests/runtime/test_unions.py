"""Which variant of an open union an object becomes, and what is said about one that becomes none."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Field, Tag, TypeAdapter, ValidationError
from runtime.codec import decode_json, encode_json
from runtime.models import ResponseModel
from runtime.unions import UnknownTag, UnknownVariant, by_tag


class Cat(ResponseModel):
    kind: Annotated[Literal["cat", "Cat"], Field(alias="petKind")] = "cat"
    lives: int | None = None


class Dog(ResponseModel):
    kind: Annotated[Literal["dog"], Field(alias="petKind")] = "dog"
    friends: list[Pet] | None = None


class UnknownPet(UnknownVariant):
    kind: Literal[UnknownTag.UNKNOWN] = UnknownTag.UNKNOWN
    tag_property = "petKind"
    known_tags: ClassVar[tuple[object, ...]] = ("cat", "Cat", "dog")


Pet = Annotated[
    Annotated[Cat, Tag("Cat")] | Annotated[Dog, Tag("Dog")] | Annotated[UnknownPet, Tag("UnknownPet")],
    by_tag("petKind", "kind", {"cat": "Cat", "Cat": "Cat", "dog": "Dog"}, "UnknownPet"),
]
PETS: TypeAdapter[Any] = TypeAdapter(Pet)


class Tom(ResponseModel):
    kind: Literal["tom"] = "tom"
    home: Feline | None = None


class UnknownFeline(UnknownVariant):
    kind: Literal[UnknownTag.UNKNOWN] = UnknownTag.UNKNOWN
    tag_property = "kind"
    known_tags: ClassVar[tuple[object, ...]] = ("tom",)


Feline = Annotated[
    Annotated[Tom, Tag("Tom")] | Annotated[UnknownFeline, Tag("UnknownFeline")],
    by_tag("kind", "kind", {"tom": "Tom"}, "UnknownFeline"),
]


class Book(ResponseModel):
    copy_: Annotated[Literal["book"], Field(alias="copy")] = "book"


class Print(ResponseModel):
    kind: str | None = None
    copy_2: Annotated[Literal["print"], Field(alias="copy")] = "print"


class UnknownWork(UnknownVariant):
    tag_property = "copy"
    known_tags: ClassVar[tuple[object, ...]] = ("book", "print")


ONE_NAME: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        Annotated[Book, Tag("Book")] | Annotated[UnknownWork, Tag("UnknownWork")],
        by_tag("copy", "copy_", {"book": "Book"}, "UnknownWork"),
    ]
)
SEVERAL_NAMES: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        Annotated[Book, Tag("Book")] | Annotated[Print, Tag("Print")] | Annotated[UnknownWork, Tag("UnknownWork")],
        by_tag("copy", "", {"book": "Book", "print": "Print"}, "UnknownWork"),
    ]
)
OTHERS_ARE_PRINTS: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        Annotated[Book, Tag("Book")] | Annotated[Print, Tag("Print")],
        by_tag("copy", "", {"book": "Book", "print": "Print"}, "Print"),
    ]
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"petKind": "cat"}', Cat),
        (b'{"petKind": "Cat", "lives": 9}', Cat),
        (b'{"kind": "dog"}', Dog),
        (b'{"petKind": "emu", "lives": "many"}', UnknownPet),
        (b'{"petKind": null}', UnknownPet),
        (b'{"petKind": ["cat"]}', UnknownPet),
        (b'{"petKind": 1}', UnknownPet),
        (b"{}", UnknownPet),
    ],
)
def test_the_tag_chooses_the_variant(content: bytes, kind: type) -> None:
    assert type(decode_json(PETS, content)) is kind


def test_a_union_inside_itself() -> None:
    dog = decode_json(PETS, b'{"petKind": "dog", "friends": [{"petKind": "dog", "friends": [{"petKind": "emu"}]}, {}]}')
    assert [type(friend) for friend in dog.friends] == [Dog, UnknownPet]
    assert dog.friends[0].friends[0].raw == {"petKind": "emu"}


@pytest.mark.parametrize("value", [Cat(lives=3), Dog(friends=[UnknownPet.model_validate({"petKind": "emu"})])])
def test_models_pass_as_they_are(value: object) -> None:
    assert PETS.validate_python(value) is value


@pytest.mark.parametrize("adapter", [ONE_NAME, SEVERAL_NAMES, OTHERS_ARE_PRINTS])
def test_models_pass_whatever_their_tag_is_called(adapter: TypeAdapter[Any]) -> None:
    """A tag may have the name of a method of every model, and models may have different names for it."""
    book = Book()
    assert adapter.validate_python(book) is book
    assert type(decode_json(adapter, b'{"copy": "book"}')) is Book


@pytest.mark.parametrize("value", [Print(kind="book"), UnknownWork.model_validate({"copy": "film"})])
def test_models_pass_by_their_tag_and_no_other_field(value: object) -> None:
    assert SEVERAL_NAMES.validate_python(value) is value


def test_no_other_field_is_the_tag_of_what_has_none() -> None:
    assert type(decode_json(SEVERAL_NAMES, b'{"kind": "book"}')) is UnknownWork
    assert type(decode_json(OTHERS_ARE_PRINTS, b'{"kind": "book"}')) is Print


def test_an_unknown_variant_can_be_made_of_an_object() -> None:
    raw = {"petKind": "emu", "raw": 1}
    made = UnknownPet(raw=raw)
    assert made == decode_json(PETS, b'{"petKind": "emu", "raw": 1}')
    assert (made.tag, made.raw, made.kind) == ("emu", raw, UnknownTag.UNKNOWN)


@pytest.mark.filterwarnings("error")
def test_a_schema_can_be_made_of_models_and_unions() -> None:
    class Home(ResponseModel):
        pets: list[Feline]

    found = TypeAdapter(Home).json_schema()["$defs"]
    assert {"Tom", "UnknownFeline"} <= found.keys()


def test_a_tag_in_an_enumeration() -> None:
    class Kind(StrEnum):
        CAT = "cat"

    assert type(PETS.validate_python({"petKind": Kind.CAT})) is Cat


def errors(problem: pytest.ExceptionInfo[ValidationError]) -> list[tuple[tuple[int | str, ...], str]]:
    return [(error["loc"], error["type"]) for error in problem.value.errors()]


def test_a_known_tag_with_wrong_content_is_an_error_once() -> None:
    with pytest.raises(ValidationError) as problem:
        decode_json(PETS, b'{"petKind": "cat", "lives": "many"}')
    assert errors(problem) == [(("cat", "lives"), "int_parsing")]


@pytest.mark.parametrize("content", [b"3", b"null", b"[]", b'"cat"'])
def test_what_is_no_object_is_an_error_once(content: bytes) -> None:
    with pytest.raises(ValidationError) as problem:
        decode_json(PETS, content)
    assert [place for place, _ in errors(problem)] == [()]


@pytest.mark.parametrize("value", [{"petKind": "emu"}, {}])
def test_data_with_an_unknown_tag_is_not_sent(value: object) -> None:
    with pytest.raises(ValidationError) as problem:
        encode_json(PETS, value)
    assert [place for place, _ in errors(problem)] == [()]


def test_an_unknown_variant_is_not_sent() -> None:
    with pytest.raises(ValueError, match="UnknownPet can't be sent"):
        encode_json(PETS, decode_json(PETS, b'{"petKind": "emu"}'))


@pytest.mark.parametrize("content", [b'{"petKind":"cat","lives":3}', b'{"petKind":"emu","wings":[1,null]}'])
def test_what_came_in_goes_out(content: bytes) -> None:
    assert PETS.dump_json(decode_json(PETS, content), exclude_unset=True) == content


class Record(ResponseModel):
    raw: dict[str, Any] | None = None
    name: str


@pytest.mark.parametrize("content", [b'{"name":"x"}', b'{"raw":{"a":1},"name":"x"}', b'{"petKind":"emu"}'])
def test_what_is_not_of_an_open_union_is_written_as_what_it_is(content: bytes) -> None:
    either: TypeAdapter[Any] = TypeAdapter(Pet | Record)
    value = Record.model_validate_json(content) if b"name" in content else decode_json(PETS, content)
    assert either.dump_json(value, exclude_unset=True) == content


class One(ResponseModel):
    level: Annotated[Literal[1], Field(alias="petLevel")] = 1


class Two(ResponseModel):
    level: Annotated[Literal[2], Field(alias="petLevel")] = 2


class UnknownLevel(UnknownVariant):
    tag_property = "petLevel"
    known_tags: ClassVar[tuple[object, ...]] = (1, 2)


def test_python_may_give_a_tag_by_the_name_of_its_field() -> None:
    """Also where tags are no texts, so that pydantic has to ask."""
    levels: TypeAdapter[Any] = TypeAdapter(
        Annotated[
            Annotated[One, Tag("One")] | Annotated[Two, Tag("Two")] | Annotated[UnknownLevel, Tag("UnknownLevel")],
            by_tag("petLevel", "level", {1: "One", 2: "Two"}, "UnknownLevel"),
        ]
    )
    for given in ({"level": 2}, {"petLevel": 2}, {"petLevel": 2, "level": 1}):
        assert type(levels.validate_python(given)) is Two
    assert type(levels.validate_python({"level": 3})) is UnknownLevel
