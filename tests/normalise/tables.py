"""Tables of small documents: each case is a name and YAML, what goes in, and behind `---` what comes out."""

import re
from collections import Counter
from textwrap import dedent
from typing import Any

import pytest
from ruamel.yaml import YAML
from specloom.diagnostics import Diagnostic, SpecError
from specloom.keeping import Keeper
from specloom.normalise.compose import Composer
from specloom.normalise.fields import Findings
from specloom.normalise.library import Library
from specloom.schemas import Schemas, ref_name


def table(names: str, **cases: str) -> pytest.MarkDecorator:
    """Parameters of a test, one for each document of a case, by the names of the cases.

    Args:
        names: of the parameters. The last may be `found`, codes of diagnostics, and is [] where a case has none.
        **cases: YAML documents with `---` between them. `@Pet` is a reference to a component schema, `%Pet` its text.

    """
    known = names.split()
    rows = []
    for name, text in cases.items():
        documents = list(YAML(typ="safe").load_all(_long_references(dedent(text))))
        if len(documents) < len(known) and known[-1] == "found":
            documents.append([])
        rows.append(pytest.param(*documents, id=name))
    return pytest.mark.parametrize(known, rows)


def _long_references(text: str) -> str:
    text = re.sub(r"@(\w+)", r"{$ref: '#/components/schemas/\1'}", text)
    return re.sub(r"(?<=[\s\[])%(\w+)", r"'#/components/schemas/\1'", text)


def schemas(components: dict[str, Any], **elsewhere: Any) -> Schemas:
    """Schemas, those outside of components by their place: `request` and `response` of one operation."""
    places = {
        "request": ("paths", "/", "post", "requestBody", "content", "application/json", "schema"),
        "response": ("paths", "/", "post", "responses", "200", "content", "application/json", "schema"),
    }
    return Schemas(components, {places[name]: schema for name, schema in elsewhere.items()})


def composed(components: dict[str, Any], found: Findings) -> dict[str, Any]:
    """Components with everything named and composition resolved, as `normalise` does it."""
    library = Library(components, Keeper())
    within = Schemas(components, {}).within()
    uses = Counter(name for schema in within if (name := ref_name(schema)) is not None)
    composer = Composer(library, uses, found)
    for name in sorted(components):
        library.add(name, components[name], ("components", "schemas", name), made=False)
    return composer.flat_schemas()


def codes(found: Findings | list[Diagnostic] | SpecError) -> list[str]:
    """The codes of what was found."""
    diagnostics = found if isinstance(found, list) else found.diagnostics
    return [one.code for one in diagnostics]
