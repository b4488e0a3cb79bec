# Written by specloom; changes belong into the fragment, its overlay or the templates.
from __future__ import annotations

from typing import Literal

from .._runtime.models import RequestModel
from .aws_connection_config_request import AWSConnectionConfigRequest


class AWSLambdaConnectionRequest(RequestModel):
    """A connection to AWS Lambda, to call functions from a stream processor."""

    type: Literal["AWSLambda"] = "AWSLambda"
    """Which kind of connection this is."""

    name: str | None = None
    """Name of the connection, by which stream processors refer to it. For a connection of type
    `Sample` it chooses the sample data, for example `sample_stream_solar`.
    """

    aws: AWSConnectionConfigRequest | None = None
    """How a connection gets access to an AWS account."""
