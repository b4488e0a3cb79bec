"""The graph of all pairs of schemas: what is compared once, however often it is used, and where it is used."""

from collections.abc import Iterable
from typing import Any, TypeVar

from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Site
from specloom.diff.keywords import same
from specloom.diff.origins import Origins
from specloom.diff.pairs import SUBJECT, Anchors, Expansion, Finding, Pair, quoted
from specloom.diff.revision import Revision
from specloom.diff.type_lists import with_types_apart
from specloom.diff.unions import compare_unions
from specloom.diff.values import as_schema, compare_nullable, compare_values
from specloom.diff.verdicts import is_harmful
from specloom.schemas import Schema, is_union

_Held = TypeVar("_Held")
_Key = tuple[int, int, Direction, frozenset[str]]

_BESIDE = frozenset({"default", "deprecated"})
"""Keywords about a place rather than about the component that stands there."""
_PLAIN = frozenset({"$ref", "items", "properties", "additionalProperties", "oneOf", "anyOf", "not", "if"})
"""Keywords without which equal schemas mean the same, whatever their documents hold."""


class Graph:
    """Pairs of schemas, each expanded at most once, whatever leads to it.

    Attributes:
        origins: find things in the documents, for each side.
        names: what things are called in Python, for each side.
    """

    def __init__(self, base: Revision, head: Revision) -> None:
        self.origins = (Origins(base, 0), Origins(head, 1))
        self.names = (base.names, head.names)
        self._pairs: dict[_Key, Pair] = {}
        self._expanded: dict[int, Expansion] = {}
        self._busy: set[int] = set()
        self._roots: list[tuple[Site, Pair]] = []
        self._site_sets: dict[int, int] = {}
        self._held: list[object] = []
        self._judged: dict[tuple[int, int, frozenset[str]], tuple[bool, bool]] = {}

    def add_root(self, site: Site, base: Any, head: Any, anchors: Anchors) -> None:
        """Compare two schemas that stand in an operation."""
        if not isinstance(base, dict) or not isinstance(head, dict):
            base, head = self._keep(as_schema(base)), self._keep(as_schema(head))
        pair = self._pair(base, head, site.direction, frozenset(), None, ((), ()), anchors)
        if pair is not None:
            self._roots.append((site, pair))

    def inside(
        self, parent: Pair, base: Schema, head: Schema, steps: tuple[Pointer, Pointer], skip: frozenset[str]
    ) -> Pair | None:
        """The pair of two schemas inside a pair, or None if there is nothing in them to compare."""
        return self._pair(base, head, parent.direction, skip, parent, steps, (None, None))

    def _pair(
        self,
        base: Schema,
        head: Schema,
        direction: Direction,
        skip: frozenset[str],
        parent: Pair | None,
        steps: tuple[Pointer, Pointer],
        anchors: Anchors,
    ) -> Pair | None:
        if base == head and _PLAIN.isdisjoint(base) and _same_values(base, head):
            return None
        base, head = self._alike(base, head), self._alike(head, base)
        base_core, base_name = self.origins[0].resolve(base)
        head_core, head_name = self.origins[1].resolve(head)
        key = (id(base_core), id(head_core), direction, skip)
        found = self._pairs.get(key)
        if found is None:
            found = Pair(base_core, head_core, direction, skip, (base_name, head_name), parent, steps, anchors)
            self._held += (base_core, head_core)
            # What stands in one place only is no other's.
            if base_name or head_name:
                self._pairs[key] = found
        beside = _beside(base, base_core), _beside(head, head_core)
        if beside[0] != beside[1]:
            place = Pair(beside[0], beside[1], direction, skip, ("", ""), parent, steps, anchors)
            self._expanded[id(place)] = Expansion(compare_values(place, *beside, self).findings, [found])
            return self._keep(place)
        return found

    def _alike(self, schema: Schema, other: Schema) -> Schema:
        """A schema without what belongs to its place, if that is what stands beside the other's reference."""
        if "$ref" in other and "$ref" not in schema and not _BESIDE.isdisjoint(schema):
            return self._keep({key: value for key, value in schema.items() if key not in _BESIDE})
        return schema

    def _keep(self, held: _Held) -> _Held:
        """Hold on to something, since it is known by its `id`."""
        self._held.append(held)
        return held

    def expand(self, pair: Pair) -> Expansion:
        """Compare one pair, once; inside a comparison that depends on itself nothing differs."""
        known = self._expanded.get(id(pair))
        if known is not None:
            return known
        if id(pair) in self._busy:
            return Expansion()
        self._busy.add(id(pair))
        self._held.append(pair)
        base, head, found = compare_nullable(pair, pair.base, pair.head)
        inner = self._core(pair, base, head)
        inner.findings[:0] = [*found, *self._renamed(pair)]
        self._busy.discard(id(pair))
        self._expanded[id(pair)] = inner
        return inner

    def _core(self, pair: Pair, base: Schema, head: Schema) -> Expansion:
        """Compare what is left without null; that may be a reference again."""
        resolved = [self.origins[side].resolve(one)[0] for side, one in enumerate((base, head))]
        if resolved[0] is not base or resolved[1] is not head:
            inner = self.inside(pair, base, head, ((), ()), pair.skip)
            return Expansion([], [inner] if inner is not None else [])
        if not (is_union(base) or is_union(head)):
            return compare_values(pair, base, head, self)
        base, head = self._keep(with_types_apart(base)), self._keep(with_types_apart(head))
        return compare_unions(pair, base, head, self)

    def _renamed(self, pair: Pair) -> list[Finding]:
        """Whether the classes of two components have different names."""
        before, after = pair.names
        if not before or not after:
            return []
        classes = [self.names[side].models.get(name, name) for side, name in enumerate(pair.names)]
        if classes[0] == classes[1]:
            return []
        spoken = [self.origins[side].spoken(name) for side, name in enumerate(pair.names)]
        values = (classes[0], classes[1])
        is_same = before == after  # Then only package.yaml says otherwise what it is called.
        if not is_same and spoken[0] == spoken[1] and spoken[0] in pair.names:
            is_split = spoken[0] == before
            rule = "request-class-split" if is_split else "request-class-joined"
            message = f"{SUBJECT} {'has' if is_split else 'no longer has'} a class of its own for requests"
            return [Finding(rule, message, pair.direction, pair, subject=spoken[1], values=values)]
        if not is_same and any(
            name in origins.schemas for name, origins in zip(spoken, reversed(self.origins), strict=True)
        ):
            rule, message = "class-replaced", f"{quoted(classes[1])} stands where {SUBJECT} stood"
        else:
            rule, message = (
                "schema-renamed",
                f"the class for {SUBJECT} is {quoted(classes[1])} rather than {quoted(classes[0])}",
            )
        # By its new name in the document, or, if that is the old one, in Python.
        detail = self.names[1].models.get(spoken[1], classes[1]) if spoken[0] == spoken[1] else spoken[1]
        return [Finding(rule, message, pair.direction, pair, subject=spoken[0], detail=detail, values=values)]

    def within(self, roots: Iterable[Pair]) -> list[Pair]:
        """All pairs that can be reached from some."""
        found = dict.fromkeys(map(id, roots := list(roots)))
        for pair in roots:
            for inner in self.expand(pair).inside:
                if id(inner) not in found:
                    found[id(inner)] = None
                    roots.append(inner)
        return roots

    def differences(self, parent: Pair, base: Schema, head: Schema, skip: frozenset[str]) -> list[Finding]:
        """All that differs between two schemas, in the direction of the parent."""
        both = self._present(base, head, skip)
        pair = self._pair(base, head, parent.direction, both, parent, ((), ()), (None, None))
        if pair is None:
            return []
        return [finding for one in self.within([pair]) for finding in self.expand(one).findings]

    def _present(self, base: Schema, head: Schema, skip: frozenset[str]) -> frozenset[str]:
        """Of properties that hold tags, those that both schemas have."""
        held = [self.origins[side].resolve(one)[0].get("properties", ()) for side, one in enumerate((base, head))]
        return frozenset(label for label in skip if all(label in one for one in held))

    def judge(self, base: Any, head: Any, skip: frozenset[str] = frozenset()) -> tuple[bool, bool]:
        """Whether the second schema refuses what the first allows, and allows what the first refuses."""
        if isinstance(base, bool) or isinstance(head, bool):
            base, head = ((self._keep(as_schema(one)) if isinstance(one, bool) else one) for one in (base, head))
        nothing = [_is_nothing(one) for one in (base, head)]
        if any(nothing):
            return (nothing[1] and not nothing[0], nothing[0] and not nothing[1])
        key = (id(base), id(head), skip)
        if key not in self._judged:
            self._held += (base, head)
            found = []
            for direction in (Direction.REQUEST, Direction.RESPONSE):
                pair = self._pair(base, head, direction, self._present(base, head, skip), None, ((), ()), (None, None))
                pairs = self.within([pair]) if pair is not None else []
                found.append(any(is_harmful(finding) for one in pairs for finding in self.expand(one).findings))
            self._judged[key] = (found[0], found[1])
        return self._judged[key]

    def findings(self) -> list[Finding]:
        """Compare everything that operations hold."""
        order = self.within(pair for _, pair in self._roots)
        self._mark(order)
        return [finding for pair in order for finding in self.expand(pair).findings]

    def _mark(self, order: list[Pair]) -> None:
        """Find out which operations each pair shows in: a bit for each root, handed on until nothing changes."""
        marks = self._site_sets
        for index, (_, pair) in enumerate(self._roots):
            marks[id(pair)] = marks.get(id(pair), 0) | 1 << index
        waiting = dict.fromkeys(map(id, order))
        by_id = {id(pair): pair for pair in order}
        while waiting:
            current = next(iter(waiting))
            del waiting[current]
            mark = marks.get(current, 0)
            for inner in self.expand(by_id[current]).inside:
                known = marks.get(id(inner), 0)
                if known | mark != known:
                    marks[id(inner)] = known | mark
                    waiting[id(inner)] = None

    def sites(self, pair: Pair) -> int:
        """The operations that a pair shows in, as a set of bits; see `site_list`."""
        return self._site_sets.get(id(pair), 0)

    def site_list(self, bits: int) -> list[Site]:
        """The sites that a set of bits stands for."""
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self._roots[lowest.bit_length() - 1][0])
            bits ^= lowest
        return found


def _beside(written: Schema, meant: Schema) -> Schema:
    """What a place says beside its reference."""
    return {} if written is meant else {key: value for key, value in written.items() if key in _BESIDE}


def _same_values(base: Schema, head: Schema) -> bool:
    """Whether equal schemas list the same values: to Python, true and 1 are equal."""
    return all(same(base[key], head[key]) for key in ("enum", "const", "default") if key in base)


def _is_nothing(schema: Schema) -> bool:
    return schema.get("not") == {} or schema.get("not") is True
