"""The classes of changes of API versions, and of the names of operations."""

import pytest
from specloom.diff.rule import B, C, N, W
from specloom.diff.rulebook.examples import answer, dated, requests, thing

from tests.diff.classes import PINNED, STRING, Case, case, check_class, whole

CASES = [
    case(
        "date added",
        "version-added",
        whole(dated(v2024_01_01={}), dated(v2024_01_01={}, v2025_02_01={})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "date removed",
        "version-removed",
        whole(dated(v2024_01_01={}, v2025_01_01={}), dated(v2024_01_01={})),
        (B, None),
        N,
        config=PINNED,
    ),
    case(
        "date removed that others are pinned to",
        "other-version-removed",
        whole(dated(v2024_01_01={}, v2025_01_01={}), dated(v2025_01_01={})),
        (W, None),
        N,
        config=PINNED,
    ),
    case(
        "date removed after its last day",
        "version-removed-after-sunset",
        whole(dated(v2024_01_01={"x-sunset": "2024-12-31"}, v2025_01_01={}), dated(v2025_01_01={})),
        (C, None),
        N,
        config=PINNED,
        today="2025-01-01",
    ),
    case(
        "date removed on the eve of its last day",
        "other-version-removed",
        whole(dated(v2024_01_01={"x-sunset": "2024-12-31"}, v2025_01_01={}), dated(v2025_01_01={})),
        (W, None),
        N,
        config=PINNED,
        today="2024-12-30",
    ),
    case(
        "date replaced, schemas compared",
        "version-replaced",
        whole(dated(v2024_01_01={}), dated(v2024_06_01={"schema": thing()})),
        (B, None),
        N,
        "property-removed",
        config=PINNED,
    ),
    case(
        "preview added",
        "preview-added",
        whole(dated(v2024_01_01={}), dated(v2024_01_01={}, preview={})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "preview changed",
        "preview-changed",
        whole(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={}, preview={"schema": thing()})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "preview removed",
        "preview-removed",
        whole(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={})),
        (W, None),
        N,
        config=PINNED,
    ),
    case(
        "preview becomes stable",
        "version-promoted",
        whole(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={}, v2025_02_01={})),
        (C, None),
        N,
        config=PINNED,
    ),
    case(
        "plain media type gets a date",
        "media-type-dated",
        whole(
            requests(("get", "/things", answer({"application/json": {"schema": thing(name=STRING)}}))),
            dated(v2024_01_01={}),
        ),
        (None, W),
        N,
        config=PINNED,
    ),
    case(
        "last day announced",
        "sunset-added",
        whole(dated(v2024_01_01={}), dated(v2024_01_01={"x-sunset": "2026-01-01"})),
        (C, None),
        C,
        config=PINNED,
    ),
    case(
        "last day moved earlier",
        "sunset-moved-earlier",
        whole(dated(v2024_01_01={"x-sunset": "2026-01-01"}), dated(v2024_01_01={"x-sunset": "2025-07-01"})),
        (W, None),
        C,
        config=PINNED,
    ),
    case(
        "last day withdrawn",
        "sunset-removed",
        whole(dated(v2024_01_01={"x-sunset": "2026-01-01"}), dated(v2024_01_01={})),
        (C, None),
        C,
        config=PINNED,
        mongodb=(B, None),
    ),
    case(
        "operationId renamed, the extension keeps the method",
        "operation-id-changed",
        whole(
            requests(("get", "/things", {"operationId": "listThings"})),
            requests(("get", "/things", {"operationId": "listGroupThings", "x-method": "listThings"})),
        ),
        (N, None),
        C,
        config={"naming": {"operation_id": "x-method"}},
    ),
    case(
        "operationId renamed",
        "operation-renamed",
        whole(
            requests(("get", "/things", {"operationId": "listThings"})),
            requests(("get", "/things", {"operationId": "listGroupThings"})),
        ),
        (N, None),
        B,
        mongodb=(B, None),
    ),
]


@pytest.mark.parametrize("change", CASES)
def test_class_is_told_from_the_others_and_judged_in_each_direction(change: Case) -> None:
    check_class(change)
