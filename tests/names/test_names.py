"""Words of all kinds, and the identifiers made of them."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specloom import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stream connection", "stream connection"),
        ("bootstrapServers", "bootstrap Servers"),
        ("AWSKinesisDataStreams", "AWS Kinesis Data Streams"),
        ("vpcCIDR", "vpc CIDR"),
        ("userIDs", "user IDs"),
        ("SHA256Hash", "SHA256 Hash"),
        ("x-request-id", "x request id"),
        ("snake_case_", "snake case"),
        ("a.b", "a b"),
        ("1st", "1st"),
        ("Größe", "Größe"),
        ("cafe\u0301", "café"),
        ("", ""),
        (" ", ""),
    ],
)
def test_words_end_where_capitals_begin_and_at_what_no_identifier_holds(text: str, expected: str) -> None:
    assert " ".join(names.words(text)) == expected


@pytest.mark.parametrize(
    ("text", "snake"),
    [
        ("OAuth2Token", "oauth2_token"),
        ("oAuthClient", "oauth_client"),
        ("AWSOAuthToken", "aws_oauth_token"),
        ("IPv4Address", "ipv4_address"),
        ("listIPv6Ranges", "list_ipv6_ranges"),
        ("GraphQLEndpoint", "graphql_endpoint"),
        ("GitHubApp", "github_app"),
        ("iOSVersion", "ios_version"),
        ("mTLSConfig", "mtls_config"),
        ("SaaSPlan", "saas_plan"),
        ("Login2FACode", "login_2fa_code"),
        # No whole words, though they begin like some.
        ("GraphQueue", "graph_queue"),
        ("OAuthorize", "o_authorize"),
    ],
)
def test_well_known_words_stay_whole_whatever_their_capitals(text: str, snake: str) -> None:
    assert names.snake(text) == snake


@pytest.mark.parametrize(
    ("text", "snake"),
    [
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("$ref", "ref"),
        ("@type", "type"),
        ("<=", "less_than_equals"),
        ("*", "asterisk"),
        ("%", "percent"),
        ("50%", "50"),
    ],
)
def test_symbols_are_spoken_where_they_are_all_there_is(text: str, snake: str) -> None:
    assert names.snake(text) == snake


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stream connection", "StreamConnection"),
        ("ON_MEDIA_END", "OnMediaEnd"),
        ("US_EAST_1", "UsEast1"),
        ("AWSLambda", "AWSLambda"),
        ("AWS", "AWS"),
        ("petStore", "PetStore"),
        ("CashAccount5_0", "CashAccount5_0"),
        ("v1.2.0 beta 3", "V1_2_0Beta3"),
    ],
)
def test_pascal_case_keeps_capitals_unless_there_is_nothing_else(text: str, expected: str) -> None:
    assert names.pascal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("class", "class_"), ("1st", "value_1st"), ("", "value"), ("__init__", "init"), ("model_config", "model_config")],
)
def test_identifiers_avoid_what_python_reserves(text: str, expected: str) -> None:
    assert names.identifier(text) == expected


def test_identifiers_avoid_what_the_caller_reserves() -> None:
    assert names.identifier("copy", {"copy"}) == "copy_"
    assert names.class_name("Field", {"Field"}) == "Field_"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b", "a.b"),
        ("Kind-1", "Kind-1"),
        ("My Pet", "MyPet"),
        ("Größe", "Grosse"),
        ("Foo«Bar»", "FooBar"),
        ("猫", "U732b"),
        ("", "Model"),
    ],
)
def test_components_are_spelt_as_openapi_allows(text: str, expected: str) -> None:
    assert names.component_name(text) == expected


def test_who_is_spelt_as_the_name_gets_it_and_the_others_a_number() -> None:
    wanted = {"petId": "pet_id", "pet_id": "pet_id", "pet-id": "pet_id", "name": "name"}
    assert names.settle(wanted) == {"petId": "pet_id_3", "pet_id": "pet_id", "pet-id": "pet_id_2", "name": "name"}


def test_settled_names_do_not_depend_on_the_order_of_the_keys() -> None:
    wanted = {"petId": "pet_id", "pet-id": "pet_id", "PetId": "pet_id"}
    backwards = dict(reversed(wanted.items()))
    assert names.settle(wanted) == names.settle(backwards)


def test_fixed_and_taken_names_are_nobody_elses() -> None:
    settled = names.settle({"a": "x", "b": "x", "c": "y"}, taken={"y"}, fixed={"b": "x"})
    assert settled == {"a": "x_2", "b": "x", "c": "y_2"}


@given(st.text())
def test_whatever_the_text_its_names_are_names(text: str) -> None:
    for name in (names.identifier(names.snake(text)), names.class_name(text)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)


@given(st.text())
def test_whatever_the_text_a_component_name_is_one(text: str) -> None:
    name = names.component_name(text)
    assert name
    assert all(char.isascii() and (char.isalnum() or char in "._-") for char in name)
    assert names.component_name(name) == name


@given(st.dictionaries(st.text(), st.sampled_from(["a", "b", "pet_id"])))
def test_settled_names_are_all_different(wanted: dict[str, str]) -> None:
    settled = names.settle(wanted)
    assert settled.keys() == wanted.keys()
    assert len(set(settled.values())) == len(settled)
