"""A stand-in for the provider's API, written from its reference page and from nothing that specloom makes."""

from .app import CLIENT_ID, CLIENT_SECRET, PRIVATE_KEY, PUBLIC_KEY, Provider
from .messages import Answer, RefusedError, Request
from .store import EMPTY_GROUP_ID, FORBIDDEN_GROUP_ID, GROUP_ID, ODD_TENANT, TENANT

__all__ = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "EMPTY_GROUP_ID",
    "FORBIDDEN_GROUP_ID",
    "GROUP_ID",
    "ODD_TENANT",
    "PRIVATE_KEY",
    "PUBLIC_KEY",
    "TENANT",
    "Answer",
    "Provider",
    "RefusedError",
    "Request",
]
