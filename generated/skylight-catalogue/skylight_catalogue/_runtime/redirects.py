"""Redirects, followed only where nothing is given away."""

from __future__ import annotations

import httpx2

from .auth import Scheme, sign_and_send
from .effects import Flow, Send
from .reading import Discard

_MAX_REDIRECTS = 10
_SENT_TO_OTHERS = ("accept", "accept-encoding", "user-agent")


def follow_redirects(
    request: httpx2.Request, response: httpx2.Response, schemes: tuple[Scheme, ...], *, own_auth: bool
) -> Flow[httpx2.Response]:
    """Follow redirects and give back the answer at their end.

    On the server that the request was meant for, the next request is signed anew. Another server receives a
    bare GET or HEAD, without credentials, body or headers of the user's; what would need more is not
    followed, and neither is anything signed once a redirect has led away.
    """
    home = True
    for _ in range(_MAX_REDIRECTS):
        following = response.next_request
        if following is None:
            break
        home = home and following.url.origin == request.url.origin
        if not home and following.method not in ("GET", "HEAD"):
            break
        yield Discard(response)
        if home:
            response = yield from sign_and_send(following, schemes, own_auth=own_auth)
        else:
            headers = [pair for pair in following.headers.multi_items() if pair[0].lower() in _SENT_TO_OTHERS]
            bare = httpx2.Request(following.method, following.url, headers=headers, extensions=following.extensions)
            response = yield Send(bare)
    return response
