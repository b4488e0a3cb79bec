"""Comparing where the API can be had."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, Final

from specloom import grammar
from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Site
from specloom.diff.pairs import SUBJECT, Finding, quoted
from specloom.diff.revision import Revision

Servers = Sequence[Mapping[str, Any]]

_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
_HOST: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*")
_MOST: Final = 64
"""Into how many addresses the values of variables are written out."""


def compare_servers(base: Revision, head: Revision, moved: tuple[str, str]) -> list[Finding]:
    """Compare the addresses of the whole API, and of operations that have their own.

    Args:
        base: the older document.
        head: the newer one.
        moved: what has gone over between addresses and paths, as `moved_base` gives it, if paths say so, too.
    """
    documents = base.normal, head.normal
    found: list[Finding] = []
    for path, item in (documents[0].get("paths") or {}).items():
        other = (documents[1].get("paths") or {}).get(path)
        if not isinstance(other, dict) or not isinstance(item, dict):
            continue
        operations = {tokens: node for tokens, _, node in grammar.operations(other)}
        for tokens, method, node in grammar.operations(item):
            both = node, operations.get(tokens)
            if both[1] is None or not any("servers" in one for one in both if one):
                continue
            # What has no address of its own has those of the document.
            servers = [
                (one or {}).get("servers") or document.get("servers") or ()
                for one, document in zip(both, documents, strict=True)
            ]
            at = ("paths", path, *tokens)
            label = f"{method} {path}"
            site = Site(label, str(node.get("operationId", "")), Direction.NEITHER)
            found += _servers(servers[0], servers[1], at, label, (site,))
    has_own = [_all_have_own(document) for document in documents]
    servers = [document.get("servers") or () for document in documents]
    if any(moved):
        found.append(_moved(moved, (servers[0], servers[1])))
    elif not any(has_own):
        found += _servers(servers[0], servers[1], ("servers",), "the API", ())
    is_set = bool(base.config.server or head.config.server)
    return [one for one in found if not (is_set and one.subject == "the API" and one.rule == "default-server-changed")]


def moved_base(base: Mapping[str, Any], head: Mapping[str, Any]) -> tuple[str, str]:
    """What has gone over from the addresses of two documents into their paths, or back: what to put before paths.

    Returns:
        A text for each side; both are "" where the addresses differ in nothing or in more.
    """
    split = [[_HOST.match(one) for one in _addresses(document.get("servers") or ())] for document in (base, head)]
    if not all(split) or not all(all(found) for found in split):
        return ("", "")
    hosts = [{found[0] for found in side if found} for side in split]
    rests = [{found.string[found.end() :] for found in side if found} for side in split]
    if hosts[0] != hosts[1] or len(rests[0]) != 1 or len(rests[1]) != 1:
        return ("", "")
    before, after = rests[0].pop(), rests[1].pop()
    common = posixpath.commonprefix([f"{before}/", f"{after}/"]).rpartition("/")[0]
    return (before.removeprefix(common), after.removeprefix(common))


def _moved(moved: tuple[str, str], servers: tuple[Servers, Servers]) -> Finding:
    ways = [(part, to) for part, to in zip(moved, ("paths", "addresses"), strict=True) if part]
    told = [f"{quoted(part)} is a part of the {to} of {SUBJECT} now" for part, to in ways]
    values = (list(servers[0]), list(servers[1]))
    anchors = (("servers",), ("servers",))
    message = ", and ".join(told)
    return Finding("server-path-moved", message, Direction.NEITHER, subject="the API", values=values, anchors=anchors)


def _all_have_own(document: Mapping[str, Any]) -> bool:
    """Whether every operation has an address of its own, so that those of the document count for none."""
    items = [item for item in (document.get("paths") or {}).values() if isinstance(item, dict)]
    nodes = [node for item in items for _, _, node in grammar.operations(item)]
    return bool(nodes) and all(node.get("servers") for node in nodes)


def _servers(before: Servers, after: Servers, at: Pointer, subject: str, sites: tuple[Site, ...]) -> Iterator[Finding]:
    known = [_addresses(before), _addresses(after)]

    def say(rule: str, message: str, url: str) -> Finding:
        return Finding(
            rule,
            message,
            Direction.NEITHER,
            subject=subject,
            detail=url,
            sites=sites,
            anchors=(at, at),
            values=(list(before) or None, list(after) or None),
        )

    for key, url in known[0].items():
        if key not in known[1]:
            yield say("server-removed", f"{SUBJECT} can't be had at {quoted(url)} any more", url)
    for key, url in known[1].items():
        if key not in known[0]:
            yield say("server-added", f"{SUBJECT} can be had at {quoted(url)}", url)
    first, default = next(iter(known[0]), None), [_by_default(servers) for servers in (before, after)]
    if first in known[1] and all(default) and _known_as(default[0]) != _known_as(default[1]):
        message = f"requests to {SUBJECT} go to {quoted(default[1])} unless another server is given"
        yield say("default-server-changed", message, default[1])


def _addresses(servers: Servers) -> dict[str, str]:
    """All addresses, by what tells them apart; `/` is none, since nobody knows what it is relative to."""
    found: dict[str, str] = {}
    for server in servers:
        for url in _written_out(server):
            if known := _known_as(url):
                found.setdefault(known, url)
    return found


def _written_out(server: Mapping[str, Any]) -> list[str]:
    """The URL of a server with each value of its variables; what can be anything stays as it is."""
    url = str(server.get("url", ""))
    variables = server.get("variables") or {}
    names = _VARIABLE.findall(url)
    values = [
        [str(one) for one in variables.get(name, {}).get("enum") or ()] or [f"{{{name}}}"]
        for name in dict.fromkeys(names)
    ]
    combinations = list(islice(product(*values), _MOST + 1))
    if len(combinations) > _MOST:
        return [url]
    return [_filled(url, dict(zip(dict.fromkeys(names), one, strict=True))) for one in combinations]


def _filled(url: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), url)


def _by_default(servers: Servers) -> str:
    """Where requests go that name no server, or ""."""
    if not servers:
        return ""
    variables = servers[0].get("variables") or {}
    values = {name: str(variable["default"]) for name, variable in variables.items() if "default" in variable}
    return _filled(str(servers[0].get("url", "")), values)


def _known_as(url: str) -> str:
    """An address as it compares: names of hosts don't depend on case."""
    return _HOST.sub(lambda found: found[0].lower(), _VARIABLE.sub("{}", url).rstrip("/"))
