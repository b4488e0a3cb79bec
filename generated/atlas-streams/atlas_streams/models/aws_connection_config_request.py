# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.models import RequestModel


class AWSConnectionConfigRequest(RequestModel):
    """How a connection gets access to an AWS account."""

    received_as: ClassVar[str] = "AWSConnectionConfig"

    role_arn: Annotated[str | None, Field(alias="roleArn")] = None
    """ARN of the IAM role that Atlas takes on in your AWS account to use the service."""

    test_bucket: Annotated[str | None, Field(alias="testBucket")] = None
    """S3 bucket on which Atlas tries out whether the role has the rights it needs."""
