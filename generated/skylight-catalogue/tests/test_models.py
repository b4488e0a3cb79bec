# Written by specloom, and rewritten whenever the package is; your own tests belong into other files of this folder.
"""Models: what goes in comes out, what the API does not know is refused or kept, and secrets stay hidden."""

import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from skylight_catalogue import models

from . import examples
from .support import Examples, cases, decode, plain

STRICT: Examples = [
    (models.ObservationRequest, examples.OBSERVATION_REQUEST),
]
"""They refuse unknown fields."""

TOLERANT: Examples = [
    (models.Comet, examples.COMET),
    (models.CometOrbit, examples.COMET_ORBIT),
    (models.Galaxy, examples.GALAXY),
    (models.Nebula, examples.NEBULA),
    (models.ObjectPage, examples.OBJECT_PAGE),
    (models.Observation, examples.OBSERVATION),
    (models.ObservationPage, examples.OBSERVATION_PAGE),
    (models.Problem, examples.PROBLEM),
    (models.Star, examples.STAR),
]
"""They keep unknown fields."""

SHARED: Examples = [
    (models.Astrometry, examples.ASTROMETRY),
    (models.Photometry, examples.PHOTOMETRY),
    (models.Spectroscopy, examples.SPECTROSCOPY),
]
"""They refuse unknown fields when they are constructed, and keep them when they are received."""


@pytest.mark.parametrize(("model", "payload"), cases(STRICT + TOLERANT + SHARED))
def test_what_is_received_comes_back_out(model: Any, payload: Any) -> None:
    assert plain(decode(model, payload)) == payload


@pytest.mark.parametrize(("model", "payload"), cases(STRICT + SHARED))
def test_unknown_fields_are_refused_when_sent(model: Any, payload: Any) -> None:
    with pytest.raises(ValidationError, match="unheard_of"):
        model(**payload, unheard_of="unknown")


@pytest.mark.parametrize(("model", "payload"), cases(TOLERANT + SHARED))
def test_unknown_fields_are_kept_when_received(model: Any, payload: Any) -> None:
    more = {**payload, "unheard_of": {"kept": [1, None]}}

    assert plain(decode(model, more)) == more


@pytest.mark.parametrize(
    ("union", "unknown", "tag"),
    [
        (models.CelestialObject, models.UnknownCelestialObject, "kind"),
        (models.Measurement, models.UnknownMeasurement, "method"),
    ],
)
def test_unknown_variants_are_kept_and_not_mistaken_for_others(
    union: Any, unknown: Any, tag: str
) -> None:
    payload = {tag: "Unheard-of", "size": 3}

    value = decode(union, payload)

    assert type(value) is unknown
    assert value.tag == "Unheard-of"
    assert value.raw == payload
    assert plain(value) == payload


def test_astrometry() -> None:
    value = models.Astrometry(position=(10.68, 41.27))

    assert plain(value) == examples.ASTROMETRY["full"]


def test_observation_request() -> None:
    value = models.ObservationRequest(
        observed_at=datetime.datetime.fromisoformat("2024-11-02T21:14:00Z"),
        observer="Vera",
        telescope="naked eye",
        measurement=models.Photometry(band="U", magnitude=4.81),
    )

    assert plain(value) == examples.OBSERVATION_REQUEST["full"]


def test_photometry() -> None:
    value = models.Photometry(band="U", magnitude=4.81)

    assert plain(value) == examples.PHOTOMETRY["full"]


def test_spectroscopy() -> None:
    value = models.Spectroscopy(lines={"656.28": 0.42, "486.13": 0.31})

    assert plain(value) == examples.SPECTROSCOPY["full"]
