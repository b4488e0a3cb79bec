"""`generate --from` of documents with something wrong: what was mended is said, and what it was taken for."""

from __future__ import annotations

from pathlib import Path

from tests.oneshot.conftest import Run

KINDS = ("sale", "refund")


def test_a_property_that_refers_to_nothing_is_said_and_takes_anything(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8").replace(
        "total: {type: number}", "total: {$ref: '#/components/schemas/T'}"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/components/schemas/T' leads nowhere" in said
    assert "    total: Any" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")


def test_definitions_beside_a_schema_are_found_where_the_root_has_none(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8").replace("openapi: 3.0.3", "openapi: 3.1.0")
    sums = "{type: object, $defs: {Sum: {type: integer}}, properties: {net: {$ref: '#/$defs/Sum', description: N.}}}"
    document.write_text(text.replace("total: {type: number}", f"total: {sums}"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/$defs/Sum' leads nowhere\n  '#/components/schemas/Sale/" in said
    (inner,) = (path for path in tmp_path.glob("out/*/models/sale*.py") if "net: " in path.read_text(encoding="utf-8"))
    assert '    net: int | None = None\n    """N."""' in inner.read_text(encoding="utf-8")


def test_parts_of_the_schema_around_a_reference_are_found_where_the_root_has_none(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    rest = (
        "{type: object, properties: {net: {type: array, items: {type: integer}}, tax: {$ref: '#/properties/total"
        "/properties/net/items'}, parts: {type: array, items: {$ref: '#'}}}}"
    )
    document.write_text(text.replace("total: {type: number}", f"total: {rest}"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/properties/total/properties/net/items' leads nowhere" in said
    assert "warning[wrong-ref]: '#' leads to the whole document\n  '#/components/schemas/Sale' is meant" in said
    (inner,) = (path for path in tmp_path.glob("out/*/models/sale*.py") if "net: " in path.read_text(encoding="utf-8"))
    source = inner.read_text(encoding="utf-8")
    assert "    tax: int | None = None" in source
    assert "    parts: list[Sale] | None = None" in source


def test_schemas_that_stand_in_groups_are_taken_for_what_they_are_used_as(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace("total: {type: number}", "total: {$ref: '#/components/schemas/Sums/Net'}")
    text = text.replace(
        "    Sale: {", "    Sums: {Net: {type: object, properties: {sum: {type: integer}}}}\n    Sale: {"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[wrong-ref]: '#/components/schemas/Sums/Net' leads to a place, of which OpenAPI says nothing" in said
    assert "    total: Net | None = None" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")
    assert "    sum: int | None = None" in next(tmp_path.glob("out/*/models/net.py")).read_text(encoding="utf-8")


def test_a_reference_that_lacks_its_first_slash(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace("total: {type: number}", "total: {$ref: '#components/schemas/Sum'}")
    document.write_text(text.replace("    Sale: {", "    Sum: {type: integer}\n    Sale: {"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#components/schemas/Sum' is no pointer" in said
    assert "    total: int | None = None" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")


def test_a_security_scheme_that_nobody_can_follow_is_left_out(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    scheme = "securitySchemes:\n    Half: {type: apiKey, in: header}\n"
    document.write_text(text.replace("securitySchemes:\n", scheme), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[missing-field]: `name` is missing from a security scheme of type apiKey" in said
    assert "half" not in next(tmp_path.glob("out/*/__init__.py")).read_text(encoding="utf-8").lower()


def test_a_schema_that_no_value_fits_is_said_and_read_as_far_as_it_goes(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    totals = "Totals: {type: array, items: {type: number}, anyOf: [{type: object, properties: {net: {}}}]}"
    text = text.replace("total: {type: number}", "total: {$ref: '#/components/schemas/Totals'}")
    document.write_text(text.replace("    Sale: {", f"    {totals}\n    Sale: {{"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[all-of-contradiction]: the parts of this schema contradict each other" in said
    assert "total: list[float]" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")


def test_a_pattern_in_slashes_is_said_and_read_without_them(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8").replace("reason: {type: string}", "reason: {pattern: '/^[a-z]+$/'}")
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[pattern-in-slashes]: nothing matches the pattern '/^[a-z]+$/'" in said
    assert "it is taken for '^[a-z]+$'" in said
    normal = next(tmp_path.glob("out/openapi.yaml")).read_text(encoding="utf-8")
    assert "pattern: ^[a-z]+$\n" in normal


def test_types_that_there_are_not_are_said_and_read_as_far_as_they_go(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    text = text.replace("total: {type: number}", "total: {type: Number}").replace(
        "reason: {type: string}", "reason: {type: reason}"
    )
    document.write_text(text, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[unknown-type]: there is no type 'Number'\n  it is taken for 'number'" in said
    assert "warning[unknown-type]: there is no type 'reason'\n  any value is allowed" in said
    assert "total: float" in next(tmp_path.glob("out/*/models/sale.py")).read_text(encoding="utf-8")
    assert "reason: Any" in next(tmp_path.glob("out/*/models/refund.py")).read_text(encoding="utf-8")


def test_a_tag_that_is_mapped_to_nothing_is_said_and_means_what_it_says(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    mapping = "mapping: {Sale: Sales, back: Refund, gone: '#/components/schemas/Nowhere'}"
    text = text.replace("propertyName: kind", f"propertyName: kind, {mapping}")
    document.write_text(text.replace("{const: Refund}", "{type: string}"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/components/schemas/Sales' leads nowhere\n  it is left out" in said
    assert "warning[dangling-ref]: '#/components/schemas/Nowhere' leads nowhere\n  it is left out" in said
    sale, refund = (next(tmp_path.glob(f"out/*/models/{name}.py")).read_text(encoding="utf-8") for name in KINDS)
    assert 'kind: Literal["Sale"]' in sale
    assert 'kind: str = "back"' in refund


def test_links_to_what_is_not_there_are_left_out_and_to_another_api_kept(
    document: Path, run: Run, tmp_path: Path
) -> None:
    links = {
        "Away": "https://other.example/api.yaml#/paths/~1a/get",
        "File": "other.yaml#/paths/~1a/get",
        "Nowhere": "#/paths/~1nowhere/get",
        "Stock": "#/paths/~1stock/get",
    }
    written = ", ".join(f"{name}: {{operationRef: '{ref}'}}" for name, ref in links.items())
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("{description: Gone.}", f"{{description: Gone., links: {{{written}}}}}"))
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "the link 'File' leads to no operation" in said
    assert "the link 'Nowhere' leads to no operation" in said
    normal = (tmp_path / "out" / "openapi.yaml").read_text(encoding="utf-8")
    assert [name for name, ref in links.items() if f"operationRef: {ref}" in normal.replace("'", "")] == [
        "Away",
        "Stock",
    ]


def test_a_link_to_another_api_is_nothing_to_fetch(document: Path, run: Run) -> None:
    text = document.read_text(encoding="utf-8")
    link = "links: {Away: {operationRef: 'https://other.example/api.yaml#/paths/~1a/get'}}"
    document.write_text(text.replace("{description: Gone.}", f"{{description: Gone., {link}}}"))
    assert "https://other.example/api.yaml" in run("normalise", document).stdout
    assert "other.example" not in run("lint", document).stdout


def test_references_to_other_files_that_lack_their_first_slash(document: Path, run: Run, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("{type: number}", "{$ref: 'more.yaml#Sum'}"), encoding="utf-8")
    more = "Sum: {type: object, properties: {net: {$ref: '#parts/Net'}}}\nparts: {Net: {type: integer}}\n"
    (tmp_path / "more.yaml").write_text(more, encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: 'more.yaml#Sum' is no pointer\n  it is taken for 'more.yaml#/Sum'" in said
    assert "more.yaml:1:" in said
    assert "    net: int | None = None" in next(tmp_path.glob("out/*/models/sum.py")).read_text(encoding="utf-8")


def test_references_of_other_files_to_what_is_nowhere_or_beside_the_first_one(
    document: Path, run: Run, tmp_path: Path
) -> None:
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("{type: number}", "{$ref: 'parts/total.yaml'}"), encoding="utf-8")
    (tmp_path / "parts").mkdir()
    total = "{type: object, properties: {net: {$ref: 'parts/net.yaml'}, rest: {$ref: '#/components/schemas/Gone'}}}"
    (tmp_path / "parts" / "total.yaml").write_text(total, encoding="utf-8")
    (tmp_path / "parts" / "net.yaml").write_text("type: integer", encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "parts/total.yaml:1:35: warning[dangling-ref]: 'parts/net.yaml' refers to a file that does not exist" in said
    assert "it is taken for the one beside the first document" in said
    assert "parts/total.yaml:1:67: warning[dangling-ref]: '#/components/schemas/Gone' leads nowhere" in said
    source = next(tmp_path.glob("out/*/models/total.py")).read_text(encoding="utf-8")
    assert "    net: int | None = None" in source
    assert "    rest: Any" in source
    assert "'parts/net.yaml' refers to a file that does not exist" in run("normalise", document, code=1).stderr
