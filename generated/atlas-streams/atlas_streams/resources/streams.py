# Written by specloom; changes belong into the fragment, its overlay or the templates.
"""Manage the connections of a stream instance. Every call names the project it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .. import models
from .._runtime.operation import (
    Body,
    Empty,
    Envelope,
    Json,
    Operation,
    PageRule,
    Parameter,
)
from .._runtime.options import RequestOptions
from .._runtime.pagination import AsyncPage, Page
from .._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .. import dicts

_GROUP_ID = Parameter("groupId", "path", Annotated[str, Field(pattern="^([a-f0-9]{24})$")])
_TENANT_NAME = Parameter("tenantName", "path", str)
_ENVELOPE = Parameter("envelope", "query", bool)
_PRETTY = Parameter("pretty", "query", bool)
_CONNECTION_NAME = Parameter("connectionName", "path", str)
_ERROR_DETAILS = (Json("application/json", lambda: models.ErrorDetails),)

_LIST_STREAM_CONNECTIONS: Operation[models.StreamsConnection] = Operation(
    name="list_stream_connections",
    method="GET",
    path="/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections",
    parameters=(
        _GROUP_ID,
        _TENANT_NAME,
        _ENVELOPE,
        Parameter("itemsPerPage", "query", Annotated[int, Field(ge=1, le=500)]),
        Parameter("pageNum", "query", Annotated[int, Field(ge=1)]),
        _PRETTY,
    ),
    responses={
        "200": (
            Json("application/vnd.atlas.2025-03-12+json", lambda: models.StreamsConnectionPage),
        ),
    },
    errors={
        "401": _ERROR_DETAILS,
        "403": _ERROR_DETAILS,
        "404": _ERROR_DETAILS,
        "429": _ERROR_DETAILS,
        "500": _ERROR_DETAILS,
    },
    security=(
        ("ServiceAccounts",),
        ("DigestAuth",),
    ),
    envelope=Envelope("envelope", "status", "content"),
    pagination=PageRule(items="results", size="itemsPerPage", total="totalCount", page="pageNum"),
)

_CREATE_STREAM_CONNECTION: Operation[models.StreamsConnection] = Operation(
    name="create_stream_connection",
    method="POST",
    path="/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections",
    parameters=(
        _GROUP_ID,
        _TENANT_NAME,
        _ENVELOPE,
        _PRETTY,
    ),
    body=Body("application/json", lambda: models.StreamsConnectionRequest),
    responses={
        "200": (Json("application/vnd.atlas.2025-03-12+json", lambda: models.StreamsConnection),),
    },
    errors={
        "400": _ERROR_DETAILS,
        "401": _ERROR_DETAILS,
        "403": _ERROR_DETAILS,
        "404": _ERROR_DETAILS,
        "409": _ERROR_DETAILS,
        "429": _ERROR_DETAILS,
        "500": _ERROR_DETAILS,
    },
    security=(
        ("ServiceAccounts",),
        ("DigestAuth",),
    ),
    envelope=Envelope("envelope", "status", "content"),
)

_GET_STREAM_CONNECTION: Operation[models.StreamsConnection] = Operation(
    name="get_stream_connection",
    method="GET",
    path="/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}",
    parameters=(
        _GROUP_ID,
        _TENANT_NAME,
        _CONNECTION_NAME,
        _ENVELOPE,
    ),
    responses={
        "200": (Json("application/vnd.atlas.2025-03-12+json", lambda: models.StreamsConnection),),
    },
    errors={
        "401": _ERROR_DETAILS,
        "403": _ERROR_DETAILS,
        "404": _ERROR_DETAILS,
        "429": _ERROR_DETAILS,
        "500": _ERROR_DETAILS,
    },
    security=(
        ("ServiceAccounts",),
        ("DigestAuth",),
    ),
    envelope=Envelope("envelope", "status", "content"),
)

_DELETE_STREAM_CONNECTION: Operation[None] = Operation(
    name="delete_stream_connection",
    method="DELETE",
    path="/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}",
    parameters=(
        _GROUP_ID,
        _TENANT_NAME,
        _CONNECTION_NAME,
        _ENVELOPE,
        _PRETTY,
    ),
    responses={
        "202": (Empty("application/vnd.atlas.2025-03-12+json"),),
    },
    errors={
        "401": _ERROR_DETAILS,
        "403": _ERROR_DETAILS,
        "404": _ERROR_DETAILS,
        "409": _ERROR_DETAILS,
        "429": _ERROR_DETAILS,
        "500": _ERROR_DETAILS,
    },
    security=(
        ("ServiceAccounts",),
        ("DigestAuth",),
    ),
    envelope=Envelope("envelope", "status", "content"),
)

_UPDATE_STREAM_CONNECTION: Operation[models.StreamsConnection] = Operation(
    name="update_stream_connection",
    method="PATCH",
    path="/api/atlas/v2/groups/{groupId}/streams/{tenantName}/connections/{connectionName}",
    parameters=(
        _GROUP_ID,
        _TENANT_NAME,
        _CONNECTION_NAME,
        _ENVELOPE,
        _PRETTY,
    ),
    body=Body("application/json", lambda: models.StreamsConnectionRequest),
    responses={
        "200": (Json("application/vnd.atlas.2025-03-12+json", lambda: models.StreamsConnection),),
    },
    errors={
        "400": _ERROR_DETAILS,
        "401": _ERROR_DETAILS,
        "403": _ERROR_DETAILS,
        "404": _ERROR_DETAILS,
        "409": _ERROR_DETAILS,
        "429": _ERROR_DETAILS,
        "500": _ERROR_DETAILS,
    },
    security=(
        ("ServiceAccounts",),
        ("DigestAuth",),
    ),
    envelope=Envelope("envelope", "status", "content"),
)


class Streams(Resource):
    """Manage the connections of a stream instance. Every call names the project it belongs to."""

    def list_stream_connections(
        self,
        group_id: str,
        tenant_name: str,
        *,
        envelope: bool | None = None,
        items_per_page: int | None = None,
        page_num: int | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.StreamsConnection]:
        """List the connections of a stream instance.

        Lists every connection that a stream instance can use, one page at a time.

        Any of the roles Project Owner, Project Stream Processing Owner or one of the Project Data
        Access roles is enough to call this.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance whose connections to list.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            items_per_page: How many items one page may hold at most. From 1 to 500. The API's
                default is `100`.
            page_num: Which page to return, counted from 1. At least 1. The API's default is
                `1`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            One page of connections.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 403, 404, 429 and 500 are
                documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._page(
            _LIST_STREAM_CONNECTIONS,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "envelope": envelope,
                "itemsPerPage": items_per_page,
                "pageNum": page_num,
                "pretty": pretty,
            },
            None,
            options,
        )

    def create_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        body: models.StreamsConnectionRequest
        | models.StreamsConnection
        | dicts.StreamsConnectionRequestDict,
        *,
        envelope: bool | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.StreamsConnection:
        """Create a stream connection.

        Adds a connection to a stream instance.

        The `type` of the body decides which kind of connection comes into being and which other
        fields belong to it. Secrets such as passwords and private keys are sent here once and never
        returned.

        Needs the role Project Stream Processing Owner or Project Owner.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that gets the new connection.
            body: The connection to create.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The connection as the server stored it, without its secrets.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 400, 401, 403, 404, 409, 429 and
                500 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _CREATE_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "envelope": envelope,
                "pretty": pretty,
            },
            body,
            options,
        )

    def get_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        connection_name: str,
        *,
        envelope: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.StreamsConnection:
        """Get a stream connection.

        Reads one connection of a stream instance by its name.

        Needs the role Project Read Only, or any that includes it.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that holds the connection.
            connection_name: Name of the connection to read.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The connection, without its secrets.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 403, 404, 429 and 500 are
                documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _GET_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "connectionName": connection_name,
                "envelope": envelope,
            },
            None,
            options,
        )

    def delete_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        connection_name: str,
        *,
        envelope: bool | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a stream connection.

        Removes a connection from a stream instance. The server accepts the request and answers with
        no body; the connection may still be listed for a moment.

        Needs the role Project Stream Processing Owner or Project Owner.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that holds the connection.
            connection_name: Name of the connection to delete.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 403, 404, 409, 429 and 500
                are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _DELETE_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "connectionName": connection_name,
                "envelope": envelope,
                "pretty": pretty,
            },
            None,
            options,
        )

    def update_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        connection_name: str,
        body: models.StreamsConnectionRequest
        | models.StreamsConnection
        | dicts.StreamsConnectionRequestDict,
        *,
        envelope: bool | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.StreamsConnection:
        """Change a stream connection.

        Changes the settings of an existing connection.

        The body is a connection, as for creating one: its `type` names the kind that the connection
        is, and the fields hold what it is to be from now on.

        Needs the role Project Stream Processing Owner or Project Owner.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that holds the connection.
            connection_name: Name of the connection to change.
            body: The settings that the connection is to have.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The connection with its new settings, without its secrets.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 400, 401, 403, 404, 409, 429 and
                500 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return self._call(
            _UPDATE_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "connectionName": connection_name,
                "envelope": envelope,
                "pretty": pretty,
            },
            body,
            options,
        )


class AsyncStreams(AsyncResource):
    """Manage the connections of a stream instance. Every call names the project it belongs to."""

    async def list_stream_connections(
        self,
        group_id: str,
        tenant_name: str,
        *,
        envelope: bool | None = None,
        items_per_page: int | None = None,
        page_num: int | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.StreamsConnection]:
        """List the connections of a stream instance.

        Lists every connection that a stream instance can use, one page at a time.

        Any of the roles Project Owner, Project Stream Processing Owner or one of the Project Data
        Access roles is enough to call this.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance whose connections to list.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            items_per_page: How many items one page may hold at most. From 1 to 500. The API's
                default is `100`.
            page_num: Which page to return, counted from 1. At least 1. The API's default is
                `1`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            One page of connections.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 403, 404, 429 and 500 are
                documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._page(
            _LIST_STREAM_CONNECTIONS,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "envelope": envelope,
                "itemsPerPage": items_per_page,
                "pageNum": page_num,
                "pretty": pretty,
            },
            None,
            options,
        )

    async def create_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        body: models.StreamsConnectionRequest
        | models.StreamsConnection
        | dicts.StreamsConnectionRequestDict,
        *,
        envelope: bool | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.StreamsConnection:
        """Create a stream connection.

        Adds a connection to a stream instance.

        The `type` of the body decides which kind of connection comes into being and which other
        fields belong to it. Secrets such as passwords and private keys are sent here once and never
        returned.

        Needs the role Project Stream Processing Owner or Project Owner.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that gets the new connection.
            body: The connection to create.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The connection as the server stored it, without its secrets.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 400, 401, 403, 404, 409, 429 and
                500 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _CREATE_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "envelope": envelope,
                "pretty": pretty,
            },
            body,
            options,
        )

    async def get_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        connection_name: str,
        *,
        envelope: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.StreamsConnection:
        """Get a stream connection.

        Reads one connection of a stream instance by its name.

        Needs the role Project Read Only, or any that includes it.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that holds the connection.
            connection_name: Name of the connection to read.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The connection, without its secrets.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 403, 404, 429 and 500 are
                documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _GET_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "connectionName": connection_name,
                "envelope": envelope,
            },
            None,
            options,
        )

    async def delete_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        connection_name: str,
        *,
        envelope: bool | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a stream connection.

        Removes a connection from a stream instance. The server accepts the request and answers with
        no body; the connection may still be listed for a moment.

        Needs the role Project Stream Processing Owner or Project Owner.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that holds the connection.
            connection_name: Name of the connection to delete.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 401, 403, 404, 409, 429 and 500
                are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _DELETE_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "connectionName": connection_name,
                "envelope": envelope,
                "pretty": pretty,
            },
            None,
            options,
        )

    async def update_stream_connection(
        self,
        group_id: str,
        tenant_name: str,
        connection_name: str,
        body: models.StreamsConnectionRequest
        | models.StreamsConnection
        | dicts.StreamsConnectionRequestDict,
        *,
        envelope: bool | None = None,
        pretty: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.StreamsConnection:
        """Change a stream connection.

        Changes the settings of an existing connection.

        The body is a connection, as for creating one: its `type` names the kind that the connection
        is, and the fields hold what it is to be from now on.

        Needs the role Project Stream Processing Owner or Project Owner.

        Args:
            group_id: Id of the project, 24 lower-case hexadecimal digits.
            tenant_name: Name of the stream instance that holds the connection.
            connection_name: Name of the connection to change.
            body: The settings that the connection is to have.
            envelope: Whether to repeat the HTTP status inside the body, for clients that see
                nothing but the body. The API's default is `False`.
            pretty: Whether to indent the JSON of the answer for human readers. The API's
                default is `False`.
            options: Options of this call: timeout, retries, further headers.

        Returns:
            The connection with its new settings, without its secrets.

        Raises:
            ValueError: An argument is refused before anything is sent.
            APIStatusError: The server answers with an error; 400, 401, 403, 404, 409, 429 and
                500 are documented.
            APIConnectionError: No complete answer arrives.
        """
        return await self._call(
            _UPDATE_STREAM_CONNECTION,
            {
                "groupId": group_id,
                "tenantName": tenant_name,
                "connectionName": connection_name,
                "envelope": envelope,
                "pretty": pretty,
            },
            body,
            options,
        )
