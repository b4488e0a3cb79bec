"""`generate --from` of documents with something wrong: what was mended is said, and what it was taken for."""

from __future__ import annotations

from pathlib import Path

from tests.oneshot.conftest import Run


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
    sums = "{type: object, $defs: {Sum: {type: integer}}, properties: {net: {$ref: '#/$defs/Sum'}}}"
    document.write_text(text.replace("total: {type: number}", f"total: {sums}"), encoding="utf-8")
    said = run("generate", "--from", document, "--output", "out").stderr
    assert "warning[dangling-ref]: '#/$defs/Sum' leads nowhere\n  '#/components/schemas/Sale/" in said
    (inner,) = (path for path in tmp_path.glob("out/*/models/sale*.py") if "net: " in path.read_text(encoding="utf-8"))
    assert "    net: int | None = None" in inner.read_text(encoding="utf-8")


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
