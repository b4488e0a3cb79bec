"""Comparisons made by hand: an ordinary one, and one whose document wants to do harm."""

from pathlib import Path
from typing import Any

from specloom.diagnostics import Diagnostic, Location, Severity
from specloom.diff.entries import Comparison, Direction, Entry, Side, Site, UnionView, Verdict
from specloom.diff.reports.report import FailOn, Report

FRAGMENT = Path("spec/pets/fragment.yaml")
CREATE = Site("POST /pets", "createPet", Direction.REQUEST, "body")
CREATED = Site("POST /pets", "createPet", Direction.RESPONSE, "201")
READ = Site("GET /pets/{id}", "getPet", Direction.RESPONSE, "200")
LIST = Site("GET /pets", "listPets", Direction.REQUEST, "query parameter limit")
LISTED = Site("GET /pets", "listPets", Direction.RESPONSE, "200")


def at(line: int) -> Location:
    return Location(FRAGMENT, line, 5)


def variant(tag: str, **properties: Any) -> dict[str, Any]:
    kind = {"type": "string", "const": tag}
    return {"type": "object", "required": ["kind"], "properties": {"kind": kind, **properties}}


BASE = {
    "components": {
        "schemas": {
            "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Rabbit"}]},
            "Cat": variant("Cat", lives={"type": "integer", "maximum": 9}),
            "Rabbit": variant("Rabbit", ears={"type": "string"}),
            "Hound": variant("Hound", bark={"type": "string"}),
        }
    }
}
HEAD = {
    "components": {
        "schemas": {
            "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Fish"}]},
            "Cat": variant("Cat", lives={"type": "integer", "maximum": 7}),
            "Dog": variant("Dog", bark={"type": "string"}),
            "Fish": variant("Fish"),
        }
    }
}
ENTRIES = [
    Entry(
        "union-variant-removed",
        "Pet",
        "the variant `Rabbit` of `Pet` is gone",
        Verdict.BREAKING,
        Verdict.BREAKING,
        (CREATE, CREATED, READ),
        "Rabbit",
        "What was sent with this tag is refused.",
        "Keep the variant until nobody sends it.",
        Side("#/components/schemas/Rabbit", ("components", "schemas", "Pet", "oneOf", 1), at(12)),
        union="Pet",
        tag="Rabbit",
        parts=("oneOf", "mapping"),
    ),
    Entry(
        "maximum-lowered",
        "Cat.lives",
        "the maximum of `Cat.lives` is 7, no longer 9",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        (CREATE,),
        "maximum",
        "A request that held more is refused.",
        base=Side({"type": "integer", "maximum": 9}, ("components", "schemas", "Cat"), at(20)),
        head=Side({"type": "integer", "maximum": 7}, ("components", "schemas", "Cat"), at(21)),
        union="Pet",
        tag="Cat",
    ),
    Entry(
        "union-tag-renamed",
        "Pet",
        "the tag `Hound` of `Pet` is called `Dog` now",
        Verdict.WARNING,
        Verdict.BREAKING,
        (READ,),
        "Hound",
        base=Side("Hound", (), at(14)),
        head=Side("Dog", (), at(15)),
        union="Pet",
        tag="Dog",
        accepted="nobody has had a Hound yet",
    ),
    Entry(
        "parameter-default-changed",
        "GET /pets",
        "the default of the query parameter `limit` is 50, no longer 20",
        Verdict.WARNING,
        Verdict.COMPATIBLE,
        (LIST,),
        "limit",
        "Callers who leave it out get other pages.",
        "Say so in the changelog.",
        Side(20, (), at(30)),
        Side(50, (), at(31)),
    ),
    Entry(
        "union-variant-added",
        "Pet",
        "`Pet` has a new variant `Fish`",
        Verdict.COMPATIBLE,
        Verdict.COMPATIBLE,
        (CREATE, CREATED, READ, LISTED),
        "Fish",
        head=Side({"$ref": "#/components/schemas/Fish"}, (), at(16)),
        union="Pet",
        tag="Fish",
    ),
]
UNIONS = [
    UnionView(
        "Pet",
        "kind",
        {"Cat": ("Cat", "Cat"), "Rabbit": ("Rabbit", None), "Hound": ("Hound", None)}
        | {"Dog": (None, "Dog"), "Fish": (None, "Fish"), "Bird": ("Bird", "Bird")},
    )
]
NOTICES = [
    Diagnostic(
        "unused-acceptance",
        "no change is left that this entry for union-variant-removed fits",
        ("accepted", 1),
        "Remove it.",
        Severity.WARNING,
        Location(Path("spec/pets/accepted-changes.yaml"), 7, 5),
    )
]
POLICY = {"unions": "open", "policy": "default", "today": "2026-01-31"}


def report(fail_on: FailOn | None = FailOn.BREAKING) -> Report:
    comparison = Comparison("pets of main", "pets", ENTRIES, UNIONS, (BASE, HEAD), POLICY)
    says = {"union-variant-removed": "A union has lost a variant."}
    return Report(comparison, NOTICES, fail_on, says, "pets")


def nothing() -> Report:
    return Report(Comparison("pets of main", "pets", [], policy=POLICY), fail_on=FailOn.ANY, package="pets")


ATTACKS = (
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "]]></failure><!--",
    "{{ 7 * 7 }}{% raw %}",
    "::error file=x::owned",
    "line\r\n::set-output name=x::y",
    "next\u2028::error::separated\x85::error::again\x0b::error::and again",
    "%0A::warning::decoded",
    "`code` ``more`` | cell",
    "@everyone https://evil.example www.evil.example [link](javascript:alert(1)) ![](http://evil.example/x)",
    "<details><!-- specloom diff pets -->",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link\x00\ufffe",
    "\u202egnirts\u200b\u2066",
    "\ud800 alone",
    "--> <style>*{display:none}</style>",
)


def hostile() -> Report:
    """Every text of the comparison is an attack, each attack in each place."""
    entries = [
        Entry(
            "union-variant-removed",
            text,
            f"the variant `{text}` of `{text}` is gone",
            Verdict.BREAKING,
            Verdict.WARNING,
            (Site(f"GET /{text}", text, Direction.REQUEST, text),),
            text,
            f"why {text}",
            f"advice {text}",
            Side({text: [text]}, ("paths", text), Location(Path(text.replace("\0", "")), 3, 4)),
            Side(f"{text}\n{text}", ("paths", text), Location(Path(text.replace("\0", "")), 5, 6)),
            union=text,
            tag=text,
            accepted=text if number % 2 else "",
            parts=(text,),
        )
        for number, text in enumerate(ATTACKS)
    ]
    unions = [UnionView(text, text, {text: (text, text), f"new {text}": (None, text)}) for text in ATTACKS]
    schemas = {text: {"type": "object", "title": text} for text in ATTACKS}
    base = {"components": {"schemas": schemas}}
    head = {"components": {"schemas": {name: {**schema, "enum": [name]} for name, schema in schemas.items()}}}
    notices = [
        Diagnostic("unknown-rule", text, hint=text, location=Location(Path(text.replace("\0", "")), 1, 1))
        for text in ATTACKS
    ]
    comparison = Comparison(ATTACKS[0], ATTACKS[1], entries, unions, (base, head), {"unions": ATTACKS[6]})
    return Report(comparison, notices, FailOn.BREAKING, {"union-variant-removed": ATTACKS[2]}, ATTACKS[3])
