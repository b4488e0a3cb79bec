"""Rules about unions: their variants, the tags of those, and the discriminator."""

from specloom.diff.rule import B, C, Example, Judged, N, Part, Rule, W
from specloom.diff.rulebook.examples import STRING, Json, schemas, thing, union, variant

_CAT = variant("cat", lives={"type": "integer"})
_DOG = variant("dog", tail=STRING)


def _pets(mapping: dict[str, str], **components: Json) -> Json:
    return {"Pet": union(mapping), **components}


_BOTH = _pets({"cat": "Cat", "dog": "Dog"}, Cat=_CAT, Dog=_DOG)
_PLAIN_CAT, _PLAIN_DOG = variant(lives={"type": "integer"}), variant(tail=STRING)
_PLAIN = {"Pet": {"oneOf": union({"cat": "Cat", "dog": "Dog"})["oneOf"]}}
_TEXT, _LIST = STRING, {"type": "array", "items": STRING}
_NAMED, _REF, _OTHER = thing(name=STRING), {"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}
_DEFAULTED: Json = {
    **_BOTH,
    "Pet": {
        **_BOTH["Pet"],
        "discriminator": {**_BOTH["Pet"]["discriminator"], "defaultMapping": "#/components/schemas/Dog"},
    },
}


def _listed(*tags: str, mapping: dict[str, str]) -> Json:
    """A union whose variants share a base that lists the tags."""
    base = variant(*tags)
    extended = {name: {"allOf": [{"$ref": "#/components/schemas/PetBase"}, thing(**{name.lower(): STRING})]}
                for name in dict.fromkeys(mapping.values())}  # fmt: skip
    return {"Pet": union(mapping), "PetBase": base, **extended}


RULES = (
    Rule(
        "union-variant-added",
        "A union has a variant more.",
        "Requests may hold more than before; programs that know only the old variants can receive one they don't know",
        Judged(C, C),
        Judged(C, C, closed=B, mongodb=C),
        advice="Release a minor version, so that the variant has a class of its own.",
        example=schemas(_pets({"cat": "Cat"}, Cat=_CAT), _BOTH),
    ),
    Rule(
        "union-variant-added-unlisted",
        "A union has a variant more, whose tag is in the mapping but not among the values of the tag property.",
        "The document contradicts itself: it maps a tag that the property can't have, so strict readers refuse it",
        Judged(C, C),
        Judged(W, C, closed=B, mongodb=C),
        advice="Add the tag to the enum of the tag property with an overlay, and tell the provider.",
        example=schemas(_listed("cat", mapping={"cat": "Cat"}), _listed("cat", mapping={"cat": "Cat", "dog": "Dog"})),
    ),
    Rule(
        "union-variant-removed",
        "A union has lost a variant.",
        "What was sent is refused; what is received is one of those already known, but the class is gone",
        Judged(B, B),
        Judged(C, B),
        advice="Release a major version, and say what takes the place of the variant.",
        example=schemas(_BOTH, _pets({"cat": "Cat"}, Cat=_CAT)),
    ),
    Rule(
        "union-alternative-added",
        "A union that has no discriminator has an alternative more.",
        "Requests may hold more than before; nothing tells programs that know only the old ones what they receive",
        Judged(C, C),
        Judged(W, C, closed=B, mongodb=C),
        advice="Release a minor version; add a discriminator with an overlay if the alternatives have tags.",
        example=schemas({"Pet": {"anyOf": [_TEXT, _LIST]}}, {"Pet": {"anyOf": [_TEXT, _LIST, thing(a=STRING)]}}),
    ),
    Rule(
        "union-alternative-removed",
        "A union that has no discriminator has lost an alternative.",
        "What was sent is refused; what is received is one of those already known",
        Judged(B, B),
        Judged(C, W),
        advice="Release a major version, and say what takes its place.",
        example=schemas({"Pet": {"anyOf": [_TEXT, _LIST, thing(a=STRING)]}}, {"Pet": {"anyOf": [_TEXT, _LIST]}}),
    ),
    Rule(
        "union-became-exclusive",
        "A union that has no discriminator says `oneOf` rather than `anyOf`, and values may fit several alternatives.",
        "Requests that fit several alternatives are refused; whether there are such can't be told",
        Judged(W, N, mongodb=C),
        Judged(C, N),
        advice="Release a major version if such values were sent.",
        example=schemas(
            {"Pet": {"anyOf": [thing(a=STRING), thing(b=STRING)]}},
            {"Pet": {"oneOf": [thing(a=STRING), thing(b=STRING)]}},
        ),
    ),
    Rule(
        "union-became-inclusive",
        "A union that has no discriminator says `anyOf` rather than `oneOf`, and values may fit several alternatives.",
        "Requests may hold more than before; what is received may fit several alternatives, if there are such values",
        Judged(C, N),
        Judged(W, N, mongodb=C),
        advice="Release a minor version; whoever reads one of the alternatives may look for the others as well.",
        example=schemas(
            {"Pet": {"oneOf": [thing(a=STRING), thing(b=STRING)]}},
            {"Pet": {"anyOf": [thing(a=STRING), thing(b=STRING)]}},
        ),
    ),
    Rule(
        "union-variant-renamed",
        "A variant has another tag and another schema name, and its content is much the same.",
        "The old tag is refused in requests, and the new one is unknown to programs that receive it",
        Judged(B, B),
        Judged(W, B, closed=B),
        advice="Release a major version; whoever uses the variant changes the tag and the class.",
        example=schemas(_BOTH, _pets({"cat": "Cat", "hound": "Hound"}, Cat=_CAT, Hound=variant("hound", tail=STRING))),
    ),
    Rule(
        "union-tag-renamed",
        "A variant has another tag; its schema is the same.",
        "The old tag is refused in requests, and the new one is unknown to programs that receive it",
        Judged(B, W, mongodb=C),
        Judged(W, W, closed=B, mongodb=C),
        advice="Release a major version; the class fills in its new tag by itself.",
        example=schemas(_BOTH, _pets({"cat": "Cat", "hound": "Dog"}, Cat=_CAT, Dog=variant("hound", tail=STRING))),
    ),
    Rule(
        "union-tag-added",
        "A tag more leads to a variant that is already there.",
        "Requests may hold more than before; programs that know only the old tags can receive one they don't know",
        Judged(C, C),
        Judged(W, C, closed=B, mongodb=C),
        example=schemas(
            _BOTH,
            _pets({"cat": "Cat", "dog": "Dog", "hound": "Dog"}, Cat=_CAT, Dog=variant("dog", "hound", tail=STRING)),
        ),
    ),
    Rule(
        "union-tag-removed",
        "A tag leads to nothing any more; its variant can still be had by another.",
        "Requests with the tag are refused; what is received has a tag that was known before",
        Judged(B, W, mongodb=C),
        Judged(C, W),
        advice="Release a major version; whoever sends the tag uses another.",
        example=schemas(
            _pets({"cat": "Cat", "dog": "Dog", "hound": "Dog"}, Cat=_CAT, Dog=variant("dog", "hound", tail=STRING)),
            _BOTH,
        ),
    ),
    Rule(
        "union-target-changed",
        "A tag leads to another of the schemas that the union has.",
        "The schemas decide: it breaks what can't be read, or is no longer taken, as the new schema",
        Judged(C, B, mongodb=C),
        Judged(C, B, mongodb=C),
        advice="Make sure that the provider means it; tags that are swapped are more often a mistake.",
        example=schemas(
            _pets({"cat": "Cat", "dog": "Dog"}, Cat=_PLAIN_CAT, Dog=_PLAIN_DOG),
            _pets({"cat": "Dog", "dog": "Cat"}, Cat=_PLAIN_CAT, Dog=_PLAIN_DOG),
        ),
        compared=True,
    ),
    Rule(
        "union-variant-split",
        "A variant with several tags has become several variants.",
        "The schemas decide: it breaks what the new ones no longer take, or no longer promise",
        Judged(C, B, mongodb=C),
        Judged(C, B, mongodb=C),
        advice="Release a major version: each part is a class of its own.",
        example=schemas(
            _pets({"cat": "Cat", "dog": "Other", "hen": "Other"}, Cat=_CAT, Other=variant("dog", "hen", tail=STRING)),
            _pets(
                {"cat": "Cat", "dog": "Other", "hen": "Hen"},
                Cat=_CAT,
                Other=variant("dog", tail=STRING),
                Hen=variant("hen", tail=STRING),
            ),
        ),
        compared=True,
    ),
    Rule(
        "union-variants-merged",
        "Several variants have become one, which has the tags of all.",
        "The schemas decide: it breaks what the new one no longer takes, or no longer promises",
        Judged(C, B, mongodb=C),
        Judged(C, B, mongodb=C),
        advice="Release a major version: classes are gone.",
        example=schemas(
            _pets(
                {"cat": "Cat", "dog": "Dog", "hen": "Hen"},
                Cat=_CAT,
                Dog=variant("dog", tail=STRING),
                Hen=variant("hen", tail=STRING),
            ),
            _pets({"cat": "Cat", "dog": "Dog", "hen": "Dog"}, Cat=_CAT, Dog=variant("dog", "hen", tail=STRING)),
        ),
        compared=True,
    ),
    Rule(
        "union-discriminator-changed",
        "Another property holds the tag; the variants have both properties.",
        "Tags are written and looked for in the wrong property",
        Judged(B, B, mongodb=C),
        Judged(B, B, mongodb=C),
        advice="Release a major version.",
        example=schemas(
            {
                "Pet": union({"cat": "Cat", "dog": "Dog"}),
                "Cat": variant("cat", sort=STRING),
                "Dog": variant("dog", sort=STRING),
            },
            {
                "Pet": union({"cat": "Cat", "dog": "Dog"}, "sort"),
                "Cat": variant("cat", sort=STRING),
                "Dog": variant("dog", sort=STRING),
            },
        ),
    ),
    Rule(
        "union-discriminator-renamed",
        "The property that holds the tag has another name in every variant.",
        "Tags are written and looked for in a property that is gone",
        Judged(B, B),
        Judged(B, B),
        advice="Release a major version.",
        example=schemas(
            _BOTH,
            {
                "Pet": union({"cat": "Cat", "dog": "Dog"}, "sort"),
                "Cat": variant("cat", tag="sort", lives={"type": "integer"}),
                "Dog": variant("dog", tag="sort", tail=STRING),
            },
        ),
    ),
    Rule(
        "union-discriminator-added",
        "A union now says by which property its variants are told apart.",
        "The same values go over the wire; Python picks the class by the tag, and has one for unknown tags",
        Judged(C, W),
        Judged(C, W),
        example=schemas({**_PLAIN, "Cat": _CAT, "Dog": _DOG}, _BOTH),
    ),
    Rule(
        "union-discriminator-removed",
        "A union no longer says by which property its variants are told apart.",
        "The same values are taken; nothing promises any more that the tag tells which variant is received",
        Judged(C, B),
        Judged(W, B, mongodb=C),
        advice="Put the discriminator back with an overlay, if the variants still have their tags.",
        example=schemas(_BOTH, {**_PLAIN, "Cat": _CAT, "Dog": _DOG}),
    ),
    Rule(
        "union-default-added",
        "A union has a variant for tags that it doesn't name.",
        "Requests may hold more than before; programs can receive tags that they don't know",
        Judged(C, C),
        Judged(W, C, closed=B, mongodb=C),
        example=Example(Part.SCHEMAS, _BOTH, _DEFAULTED, version="3.2.0"),
    ),
    Rule(
        "union-default-removed",
        "A union no longer has a variant for tags that it doesn't name.",
        "Requests with such tags are refused; what is received has a tag that was named before",
        Judged(B, B),
        Judged(C, W),
        advice="Release a major version.",
        example=Example(Part.SCHEMAS, _DEFAULTED, _BOTH, version="3.2.0"),
    ),
    Rule(
        "union-tag-listed",
        "The tag property may have a value that leads to no variant.",
        "Nothing says what a value with this tag holds, so it can only be read as unknown",
        Judged(C, C),
        Judged(W, C, closed=B, mongodb=C),
        advice="Add the variant with an overlay if it is known, and tell the provider.",
        example=schemas(
            _listed("cat", "dog", mapping={"cat": "Cat", "dog": "Dog"}),
            _listed("cat", "dog", "hen", mapping={"cat": "Cat", "dog": "Dog"}),
        ),
    ),
    Rule(
        "union-tag-unlisted",
        "The tag of a variant is no longer among the values of the tag property, though the mapping still has it.",
        "Strict servers refuse the tag; the document contradicts itself",
        Judged(B, C),
        Judged(C, C, mongodb=B),
        advice="Ask the provider which of the two is meant, and correct the other with an overlay.",
        example=schemas(
            _listed("cat", "dog", mapping={"cat": "Cat", "dog": "Dog"}),
            _listed("cat", mapping={"cat": "Cat", "dog": "Dog"}),
        ),
    ),
    Rule(
        "schema-became-union",
        "A schema has become a union of alternatives.",
        "It breaks requests that no alternative takes; what is received may be something else than before",
        Judged(C, B),
        Judged(W, B, closed=B, mongodb=C),
        advice="Release a major version: the class is now one of several.",
        example=schemas({"Pet": _CAT}, _BOTH),
        compared=True,
    ),
    Rule(
        "union-became-schema",
        "A union has become one schema.",
        "Requests with another of the variants are refused; what is received was possible before",
        Judged(C, B),
        Judged(C, B),
        advice="Release a major version: the classes of the variants are gone.",
        example=schemas(_BOTH, {"Pet": _CAT}),
        compared=True,
    ),
    Rule(
        "schema-renamed",
        "A schema has another name; its content is compared as before.",
        "Names of schemas don't go over the wire, but they are names of classes",
        Judged(N, B),
        Judged(N, B),
        advice="Keep the old class name with `naming.schemas` in package.yaml, or release a major version.",
        example=schemas(_BOTH, _pets({"cat": "Cat", "dog": "Hound"}, Cat=_CAT, Hound=_DOG)),
    ),
    Rule(
        "class-replaced",
        "A value is of another class, though the old class or the new one is in both documents.",
        "Names of schemas don't go over the wire, but code that uses the value knows its class",
        Judged(N, B),
        Judged(N, B),
        advice="Release a major version.",
        example=schemas(
            {"Thing": thing(a=_REF, b=_REF, c=_OTHER), "Cat": _NAMED, "Dog": _NAMED},
            {"Thing": thing(a=_REF, b=_OTHER, c=_OTHER), "Cat": _NAMED, "Dog": _NAMED},
        ),
    ),
    Rule(
        "request-class-split",
        "What is sent has a class of its own now, since it is no longer the same as what is received.",
        "The same goes over the wire, but code that builds requests uses the class of responses",
        Judged(N, B),
        advice="Give the request class the old name with `naming.schemas`, or release a major version.",
        example=schemas({"Thing": thing(a=STRING)}, {"Thing": thing(a=STRING, id={**STRING, "readOnly": True})}),
    ),
    Rule(
        "request-class-joined",
        "What is sent no longer has a class of its own, since it is the same as what is received.",
        "The same goes over the wire, but code that builds requests uses a class that is gone",
        Judged(N, B),
        advice="Release a major version.",
        example=schemas({"Thing": thing(a=STRING, id={**STRING, "readOnly": True})}, {"Thing": thing(a=STRING)}),
    ),
)
