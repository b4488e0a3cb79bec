"""Every rule shows in its own example, judged as its table says, and in nothing else that it must not show in."""

import datetime
from typing import Any

import pytest
from specloom.diff.compare import compare
from specloom.diff.entries import Direction, Verdict
from specloom.diff.keywords import COMPARATORS, Change
from specloom.diff.rule import Judged, Part, Rule
from specloom.diff.rulebook import access, bodies, operations, versions
from specloom.diff.rules import RULES
from specloom.diff.settings import Policy, Settings, Unions

from tests.diff.comparing import compared, of_rule, revision, wire

SHOWN = [pytest.param(rule, id=rule.id) for rule in RULES.values() if rule.example is not None]
CONSEQUENCES = {
    "request-class-split": {"property-added"},
    "request-class-joined": {"property-removed"},
    "property-became-writable": {"request-class-joined"},
    "required-property-became-writable": {"request-class-joined"},
    "property-became-readable": {"request-class-joined"},
}
"""What else a pair shows that is a change of its own."""
WITHOUT_EXAMPLE = {
    "field-renamed": "it takes two configurations: test_names",
    "version-resolved": "it takes two configurations: test_versions",
    "sunset-too-soon": "it takes a policy: test_versions",
}


def _compare(rule: Rule, unions: Unions = Unions.OPEN, policy: Policy = Policy.DEFAULT) -> Any:
    assert rule.example is not None
    base, head = (revision(document, **rule.example.config) for document in rule.example.documents())
    today = datetime.date.fromisoformat(rule.example.today) if rule.example.today else None
    return compare(base, head, Settings(unions, policy, today))


def test_every_rule_without_an_example_says_why_and_where_it_is_tested() -> None:
    assert {rule.id for rule in RULES.values() if rule.example is None} == set(WITHOUT_EXAMPLE)


@pytest.mark.parametrize("rule", SHOWN)
def test_rule_shows_once_in_its_example_and_nothing_else_does(rule: Rule) -> None:
    comparison = _compare(rule)

    found = [entry.rule for entry in comparison.entries]
    expected = 2 if rule.id == "union-target-changed" else 1  # two tags are swapped
    assert found.count(rule.id) == expected
    assert set(found) - {rule.id} <= CONSEQUENCES.get(rule.id, set())


@pytest.mark.parametrize("rule", SHOWN)
@pytest.mark.parametrize(("unions", "policy"), [("open", "default"), ("closed", "default"), ("open", "mongodb")])
def test_verdicts_are_those_of_the_table(rule: Rule, unions: str, policy: str) -> None:
    entries = of_rule(_compare(rule, Unions(unions), Policy(policy)), rule.id)
    tables = {Direction.REQUEST: rule.request, Direction.RESPONSE: rule.response, Direction.NEITHER: rule.neither}

    for entry in entries:
        assert entry.directions
        for direction, verdict in entry.directions:
            table = tables[direction]
            assert table is not None, direction
            if not rule.compared or (policy == "mongodb" and table.mongodb is not None):
                assert verdict is _expected(table, unions, policy), direction
        assert entry.wire is min((verdict for _, verdict in entry.directions), key=lambda one: one.rank)
        assert entry.sites or rule.id.startswith(("server-", "default-server"))


OF_CALLS = {
    Verdict.BREAKING: """
        operation-removed operation-moved callback-removed required-parameter-added parameter-moved
        parameter-became-required parameter-style-changed text-type-narrowed parameter-media-type-changed
        parameter-empty-forbidden required-request-body-added request-body-removed request-body-became-required
        media-type-removed encoding-changed success-status-removed response-body-removed required-header-removed
        header-became-optional security-required security-alternative-removed security-scope-added
        security-scheme-changed server-removed version-removed version-replaced
    """,
    Verdict.WARNING: """
        parameter-removed success-status-added header-removed default-server-changed other-version-removed
        preview-removed media-type-dated sunset-moved-earlier
    """,
    Verdict.COMPATIBLE: """
        operation-added operation-removed-after-sunset operation-deprecated operation-undeprecated callback-added
        parameter-added parameter-became-optional parameter-became-list text-type-widened parameter-empty-allowed
        request-body-added request-body-became-optional media-type-added error-status-added error-status-removed
        response-body-added header-added header-became-required security-dropped security-alternative-added
        security-scope-removed server-added version-added version-removed-after-sunset version-promoted preview-added
        preview-changed sunset-added sunset-moved-later sunset-removed
    """,
    Verdict.NONE: """
        operation-renamed operation-id-changed operation-regrouped argument-renamed security-scheme-renamed
        server-path-moved
    """,
}
"""What programs that talk to the API notice of its calls. Of values, `test_value_classes` and others say it."""


@pytest.mark.parametrize(
    ("rule", "verdict"), [(rule, verdict) for verdict, rules in OF_CALLS.items() for rule in rules.split()]
)
def test_what_a_change_of_calls_does_to_programs(rule: str, verdict: Verdict) -> None:
    found = of_rule(_compare(RULES[rule]), rule)
    assert min((entry.wire for entry in found), key=lambda one: one.rank) is verdict


def test_it_is_said_of_every_rule_of_calls() -> None:
    listed = {rule for rules in OF_CALLS.values() for rule in rules.split()}
    of_calls = {rule.id for book in (operations, bodies, access, versions) for rule in book.RULES}
    assert of_calls - set(WITHOUT_EXAMPLE) == listed


def _expected(table: Judged, unions: str, policy: str) -> Verdict:
    if policy == "mongodb" and table.mongodb is not None:
        return table.mongodb
    return table.closed if unions == "closed" and table.closed is not None else table.wire


@pytest.mark.parametrize("rule", SHOWN)
def test_message_names_the_subject_and_ends_without_a_stop(rule: Rule) -> None:
    for entry in of_rule(_compare(rule), rule.id):
        assert f"`{entry.subject}`" in entry.message
        assert not entry.message.endswith(".")
        assert entry.why
        assert entry.base.value is not None or entry.head.value is not None or entry.base.pointer or entry.head.pointer


@pytest.mark.parametrize("rule", SHOWN)
def test_nothing_shows_between_a_document_and_itself(rule: Rule) -> None:
    assert rule.example is not None
    for document in rule.example.documents():
        assert compared(document, document, dict(rule.example.config)).entries == []


TURNED = {
    "type-changed",
    "schema-renamed",
    "class-replaced",
    "union-variant-renamed",
    "union-tag-renamed",
    "union-target-changed",
    "union-discriminator-changed",
    "union-discriminator-renamed",
    "operation-moved",
    "operation-renamed",
    "operation-id-changed",
    "operation-regrouped",
    "parameter-moved",
    "parameter-style-changed",
    "parameter-media-type-changed",
    "argument-renamed",
    "default-changed",
    "encoding-changed",
    "security-scheme-changed",
    "security-scheme-renamed",
    "default-server-changed",
    "server-path-moved",
    "version-replaced",
    "preview-changed",
} | {rule for rule in RULES if rule.endswith("-changed")}
"""Rules that find the same when the documents change places."""


@pytest.mark.parametrize("rule", SHOWN)
def test_rule_does_not_show_the_other_way_round(rule: Rule) -> None:
    assert rule.example is not None
    base, head = rule.example.documents()
    entries = compared(head, base, dict(rule.example.config), rule.example.today).entries

    assert (rule.id in {entry.rule for entry in entries}) is (rule.id in TURNED)


@pytest.mark.parametrize("rule", [param for param in SHOWN if param.values[0].example.part is Part.SCHEMAS])
@pytest.mark.parametrize("sent", [True, False], ids=["request", "response"])
def test_schema_shows_only_in_the_direction_in_which_it_goes(rule: Rule, sent: bool) -> None:
    """A rule about values finds nothing in requests where the value is only received, and the other way round."""
    assert rule.example is not None
    documents = rule.example.documents()
    for document in documents:
        operation = document["paths"]["/things"]["post"]
        if sent:
            operation["responses"] = {"204": {"description": "Done."}}
        else:
            del operation["requestBody"]
    table = rule.request if sent else rule.response

    entries = of_rule(compared(*documents, dict(rule.example.config)), rule.id)

    if table is None or rule.id.startswith("request-class-"):
        assert entries == []
    else:
        assert entries
        for entry in entries:
            assert [direction for direction, _ in entry.directions] == [
                Direction.REQUEST if sent else Direction.RESPONSE
            ]
            assert wire(entry, Direction.RESPONSE if sent else Direction.REQUEST) is None


def test_every_keyword_has_a_rule_for_all_that_it_can_do() -> None:
    """Only of limits is one always the stricter of two."""
    missing = {f"{keyword}-{change}" for keyword in COMPARATORS for change in Change} - RULES.keys()

    assert missing == {
        f"{keyword}-changed"
        for keyword in COMPARATORS
        if keyword in ("maximum", "minimum", "unique-items") or keyword.startswith(("max-", "min-"))
    }


ASKED = [param for param in SHOWN if param.values[0].example.part is not Part.DOCUMENT]
OTHER_WAY = {Direction.REQUEST: Direction.RESPONSE, Direction.RESPONSE: Direction.REQUEST}


@pytest.mark.parametrize("rule", ASKED)
@pytest.mark.parametrize("place", ["webhook", "callback"])
def test_rule_goes_the_other_way_where_it_is_the_api_that_asks(rule: Rule, place: str) -> None:
    """What was sent is received, and is judged as such."""
    assert rule.example is not None
    plain = of_rule(_compare(rule), rule.id)
    documents = [_asking(document, place) for document in rule.example.documents()]

    entries = of_rule(compared(*documents, dict(rule.example.config)), rule.id)

    flips = OTHER_WAY if rule.request and rule.response else {}  # readOnly and writeOnly say themselves which way
    expected = sorted({flips.get(where, where) for entry in plain for where, _ in entry.directions})
    if expected == [Direction.NEITHER] or rule.id in OF_ONE_WAY:
        return
    assert sorted({where for entry in entries for where, _ in entry.directions}) == expected
    for entry in entries:
        for where, verdict in entry.directions:
            table = rule.request if where is Direction.REQUEST else rule.response
            assert table is not None
            assert rule.compared or verdict is table.wire


OF_ONE_WAY = {"argument-renamed", "request-class-split", "request-class-joined"}
"""Rules about names of what is only there for one of the ways."""


def _asking(document: dict[str, Any], place: str) -> dict[str, Any]:
    """The document, where the API asks what programs asked."""
    item = document["paths"]["/things"]
    if place == "webhook":
        return {**document, "paths": {}, "webhooks": {"thing": item}}
    caller = {
        "operationId": "subscribe",
        "responses": {"204": {"description": "Done."}},
        "callbacks": {"thing": {"{$request.query.url}": item}},
    }
    return {**document, "paths": {"/subscriptions": {"post": caller}}}
