# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Example payloads: of every model, as plain data; and an answer for every operation."""

from typing import Any

ASTROMETRY: dict[str, Any] = {"full": {"method": "astrometry", "position": [10.68, 41.27]}}

COMET: dict[str, Any] = {
    "full": {
        "kind": "comet",
        "designation": "M31",
        "name": "Andromeda Galaxy",
        "magnitude": 3.4,
        "orbit": {"period": 75.3, "perihelion": "2061-07-28"},
    },
    "nulls": {
        "kind": "comet",
        "designation": "M31",
        "name": None,
        "magnitude": 3.4,
        "orbit": {"period": 75.3, "perihelion": "2061-07-28"},
    },
}

COMET_ORBIT: dict[str, Any] = {
    "full": {"period": 75.3, "perihelion": "2061-07-28"},
    "nulls": {"period": None, "perihelion": "2061-07-28"},
}

GALAXY: dict[str, Any] = {
    "full": {
        "kind": "galaxy",
        "designation": "M31",
        "name": "Andromeda Galaxy",
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "shape": "spiral",
        "redshift": -0.001,
    },
    "minimal": {
        "kind": "galaxy",
        "designation": "M31",
        "name": "Andromeda Galaxy",
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "shape": "spiral",
    },
    "nulls": {
        "kind": "galaxy",
        "designation": "M31",
        "name": None,
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "shape": "spiral",
    },
}

NEBULA: dict[str, Any] = {
    "full": {
        "kind": "nebula",
        "designation": "M31",
        "name": "Andromeda Galaxy",
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "glowsBy": "emission",
    },
    "nulls": {
        "kind": "nebula",
        "designation": "M31",
        "name": None,
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "glowsBy": "emission",
    },
}

OBJECT_PAGE: dict[str, Any] = {
    "full": {
        "items": [
            {
                "kind": "star",
                "designation": "M31",
                "name": "Andromeda Galaxy",
                "magnitude": 3.4,
                "position": [10.68, 41.27],
                "spectralType": "A0V",
                "parallax": 130.23,
                "companions": ["HD 48915 B"],
            }
        ],
        "nextCursor": "example-next-cursor",
    },
    "minimal": {"items": [], "nextCursor": "example-next-cursor"},
    "nulls": {"items": [], "nextCursor": None},
}

OBSERVATION: dict[str, Any] = {
    "full": {
        "id": "123e4567-e89b-42d3-a456-426614174000",
        "observedAt": "2024-11-02T21:14:00Z",
        "observer": "Vera",
        "telescope": "naked eye",
        "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
    },
    "minimal": {
        "id": "123e4567-e89b-42d3-a456-426614174000",
        "observedAt": "2024-11-02T21:14:00Z",
        "observer": "Vera",
        "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
    },
}

OBSERVATION_PAGE: dict[str, Any] = {
    "full": {
        "items": [
            {
                "id": "123e4567-e89b-42d3-a456-426614174000",
                "observedAt": "2024-11-02T21:14:00Z",
                "observer": "Vera",
                "telescope": "naked eye",
                "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
            }
        ],
        "nextCursor": "example-next-cursor",
    },
    "minimal": {"items": [], "nextCursor": "example-next-cursor"},
    "nulls": {"items": [], "nextCursor": None},
}

OBSERVATION_REQUEST: dict[str, Any] = {
    "full": {
        "observedAt": "2024-11-02T21:14:00Z",
        "observer": "Vera",
        "telescope": "naked eye",
        "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
    },
    "minimal": {
        "observedAt": "2024-11-02T21:14:00Z",
        "observer": "Vera",
        "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
    },
}

PHOTOMETRY: dict[str, Any] = {"full": {"method": "photometry", "band": "U", "magnitude": 4.81}}

PROBLEM: dict[str, Any] = {
    "full": {
        "type": "https://catalogue.skylight.example/problems/unknown-key",
        "title": "example-title",
        "status": 54,
        "detail": "example-detail",
    },
    "minimal": {
        "type": "https://catalogue.skylight.example/problems/unknown-key",
        "title": "example-title",
        "status": 54,
    },
}

SPECTROSCOPY: dict[str, Any] = {
    "full": {"method": "spectroscopy", "lines": {"656.28": 0.42, "486.13": 0.31}}
}

STAR: dict[str, Any] = {
    "full": {
        "kind": "star",
        "designation": "M31",
        "name": "Andromeda Galaxy",
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "spectralType": "A0V",
        "parallax": 130.23,
        "companions": ["HD 48915 B"],
    },
    "minimal": {
        "kind": "star",
        "designation": "M31",
        "name": "Andromeda Galaxy",
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "spectralType": "A0V",
    },
    "nulls": {
        "kind": "star",
        "designation": "M31",
        "name": None,
        "magnitude": 3.4,
        "position": [10.68, 41.27],
        "spectralType": "A0V",
    },
}

ANSWERS: dict[tuple[str, str], tuple[int, str, object]] = {
    ("GET", "/v1/objects"): (
        200,
        "application/json",
        {
            "items": [
                {
                    "kind": "star",
                    "designation": "M31",
                    "name": "Andromeda Galaxy",
                    "magnitude": 3.4,
                    "position": [10.68, 41.27],
                    "spectralType": "A0V",
                    "parallax": 130.23,
                    "companions": ["HD 48915 B"],
                }
            ],
            "nextCursor": None,
        },
    ),
    ("GET", "/v1/objects/{designation}"): (200, "application/json", STAR["full"]),
    ("GET", "/v1/objects/{designation}/observations"): (
        200,
        "application/json",
        {
            "items": [
                {
                    "id": "123e4567-e89b-42d3-a456-426614174000",
                    "observedAt": "2024-11-02T21:14:00Z",
                    "observer": "Vera",
                    "telescope": "naked eye",
                    "measurement": {"method": "photometry", "band": "U", "magnitude": 4.81},
                }
            ],
            "nextCursor": None,
        },
    ),
    ("POST", "/v1/objects/{designation}/observations"): (
        201,
        "application/json",
        OBSERVATION["full"],
    ),
    ("DELETE", "/v1/observations/{observationId}"): (204, "", None),
    ("GET", "/v1/observations/{observationId}/plate"): (200, "application/fits", b"example"),
}
"""By method and path: status, media type and content."""
