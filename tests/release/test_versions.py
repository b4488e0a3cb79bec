"""The next version: what a release is called, by what has changed since the last one."""

import pytest
from packaging.version import Version
from specloom.config import PackageConfig
from specloom.diagnostics import SpecError
from specloom.diff.entries import Comparison, Entry, Verdict
from specloom.release.consequence import Consequence, consequence, next_version, written

BREAKING, ADDITION, REPAIR = Consequence

DATED = PackageConfig.default("pets", api_version="2025-03-12", media_types={"dated": "application/vnd.pets.{version}"})


@pytest.mark.parametrize(
    ("last", "change", "expected"),
    [
        ("20250312001.4.2", REPAIR, "20250312001.4.3"),
        ("20250312001.4.2", ADDITION, "20250312001.5.0"),
        ("20250312001.4.2", BREAKING, "20250312002.0.0"),
        # Another date is another major version, whatever the comparison finds.
        ("20241113007.4.2", REPAIR, "20250312001.0.0"),
        ("20241113007.4.2", BREAKING, "20250312001.0.0"),
        # Back from a newer date.
        ("20260101001.0.0", ADDITION, "20250312001.0.0"),
        # From a package that had plain versions.
        ("1.2.3", REPAIR, "20250312001.0.0"),
    ],
)
def test_with_a_date(last: str, change: Consequence, expected: str) -> None:
    assert written(DATED, next_version(Version(last), DATED, change)) == Version(expected)


@pytest.mark.parametrize(
    ("last", "change", "expected"),
    [
        ("1.4.2", REPAIR, "1.4.3"),
        ("1.4.2", ADDITION, "1.5.0"),
        ("1.4.2", BREAKING, "2.0.0"),
        ("0.4.2", REPAIR, "0.4.3"),
        ("0.4.2", ADDITION, "0.4.3"),
        ("0.4.2", BREAKING, "0.5.0"),
        ("2.0", ADDITION, "2.1.0"),
        ("2.0.0rc1", REPAIR, "2.0.0"),
    ],
)
def test_without_a_date(last: str, change: Consequence, expected: str) -> None:
    plain = PackageConfig.default("pets", version="1.0.0")
    assert next_version(Version(last), plain, change) == expected


@pytest.mark.parametrize("last", ["1!2.0", "1.2.3.4"])
def test_a_version_of_another_form_is_left_to_people(last: str) -> None:
    with pytest.raises(SpecError, match="unknown-release"):
        next_version(Version(last), PackageConfig.default("pets", version="1.0.0"), REPAIR)


def test_revision_999_is_the_last_one_of_a_date() -> None:
    with pytest.raises(SpecError, match="unknown-release"):
        next_version(Version("20250312999.0.0"), DATED, BREAKING)


def entry(wire: Verdict, source: Verdict, accepted: str = "") -> Entry:
    return Entry("some-rule", "Pet", "`Pet` has changed", wire, source, accepted=accepted)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], REPAIR),
        ([entry(Verdict.NONE, Verdict.NONE)], REPAIR),
        ([entry(Verdict.NONE, Verdict.COMPATIBLE)], ADDITION),
        ([entry(Verdict.WARNING, Verdict.NONE)], ADDITION),
        ([entry(Verdict.COMPATIBLE, Verdict.NONE), entry(Verdict.NONE, Verdict.BREAKING)], BREAKING),
        # What was accepted breaks nobody that anybody knows of, but a repair it is not.
        ([entry(Verdict.BREAKING, Verdict.NONE, "nobody sends it")], ADDITION),
    ],
)
def test_what_changes_mean_for_a_release(entries: list[Entry], expected: Consequence) -> None:
    assert consequence(Comparison("old", "new", entries)) is expected
