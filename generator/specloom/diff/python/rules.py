"""The rules for what changes in Python alone, with the same fields as those of documents."""

from collections.abc import Mapping

from specloom.diff.entries import Verdict
from specloom.diff.rule import Judged, Rule

_BREAKING = Judged(Verdict.NONE, Verdict.BREAKING)
_WARNING = Judged(Verdict.NONE, Verdict.WARNING)
_COMPATIBLE = Judged(Verdict.NONE, Verdict.COMPATIBLE)
_MAJOR = "Release a major version, or bring the old one back by a name in package.yaml."
_SAME = "The same goes over the wire"

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "python-package-renamed",
            "The import package has another name.",
            "Every import of it fails",
            neither=_BREAKING,
            advice="Give it the old name with `import_name` in package.yaml.",
        ),
        Rule(
            "python-name-removed",
            "A name that the package exported is gone: `KafkaConnection`.",
            f"{_SAME}, but code that imports the name fails",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-name-added",
            "The package exports a name more.",
            "Nothing that there was is different",
            neither=_COMPATIBLE,
        ),
        Rule(
            "python-kind-changed",
            "A name stands for something of another kind: a class is an alias now.",
            "Code that makes an instance, or inherits, fails",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-base-removed",
            "A class no longer inherits from another one.",
            "Checks with isinstance and uses of what was inherited fail",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-member-removed",
            "A class has lost an attribute or a method: `Pet.age`.",
            f"{_SAME}, but code that uses it fails",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-member-added",
            "A class has an attribute or a method more.",
            "Nothing that there was is different",
            neither=_COMPATIBLE,
        ),
        Rule(
            "python-attribute-required",
            "Whoever makes an object has to give an attribute that could be left out: `Pet.name`.",
            "Calls without it fail",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-type-widened",
            "A type may be more than it was: `str | None` rather than `str`.",
            "What is given may be what it was; what is read may be something that the code doesn't expect",
            request=_COMPATIBLE,
            response=_BREAKING,
            advice="Release a major version if the value is read.",
        ),
        Rule(
            "python-type-narrowed",
            "A type may be less than it was: `str` rather than `str | int`.",
            "What is given may no longer be allowed; what is read is one of those already known",
            request=_BREAKING,
            response=_COMPATIBLE,
            advice="Release a major version if the value is given.",
        ),
        Rule(
            "python-type-changed",
            "A type is another one: `datetime` rather than `str`.",
            "Code that gives or reads the value gets a type that it doesn't expect",
            request=_BREAKING,
            response=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-parameter-removed",
            "A method no longer takes an argument.",
            "Calls that give it fail",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-parameter-added",
            "A method takes an argument more, which can be left out.",
            "Nothing that there was is different",
            neither=_COMPATIBLE,
        ),
        Rule(
            "python-parameter-required",
            "A method needs an argument that is new, or that could be left out.",
            "Calls without it fail",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-parameter-moved",
            "An argument stands elsewhere, or is given another way: by name rather than by position.",
            "Calls that give it as before fail, or give it to something else",
            neither=_BREAKING,
            advice=_MAJOR,
        ),
        Rule(
            "python-default-changed",
            "An argument that is left out has another value.",
            "Calls without it do something else",
            neither=_WARNING,
            advice="Say so in the changelog.",
        ),
    )
}
