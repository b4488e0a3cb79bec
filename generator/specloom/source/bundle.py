"""Makes one document of several files: what a reference to another file means moves into `components`."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from specloom import grammar
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError, format_pointer
from specloom.grammar import SECTIONS, Kind, Place, kind_at, walk
from specloom.references import component_ref, local_pointer, node_at, own_refs
from specloom.source.document import Document, read_document
from specloom.source.files import Files, Target, UnusableError
from specloom.source.identifiers import anchored, settle_identifiers
from specloom.source.standalone import is_map, is_ref, is_uri, names_of_schemes, stands_alone, texts

_NOT_IN_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")
_SECTION_OF: Final = {kind: section for section, kind in SECTIONS.items()}
_TEXT_FILES: Final = (".md", ".markdown", ".txt", ".html")
# Path items hold others only by way of callbacks; nobody nests those.
_MAX_INLINING: Final = 5


class _Part(NamedTuple):
    """A part of the bundle and where it comes from."""

    node: dict[str, Any]
    at: Pointer
    kind: Kind
    document: Document
    start: Pointer

    def source(self, pointer: Pointer) -> Pointer:
        """Turn a pointer into the bundle into one into the file that the part came from."""
        return self.start + pointer[len(self.at) :]


class _Later(NamedTuple):
    """A reference to what only the bundle has."""

    ref: str
    document: Document
    at: Pointer
    problem: UnusableError


def read_bundled(
    path: Path, read: Callable[[], Document] | None = None, folder: Path | None = None, *, forgiving: bool = False
) -> Document:
    """Read a document and, from its own folder or another around it, every file that it refers to, as one document.

    What other files hold lands in `components`, each object in the section of its kind, once however often it
    is referred to, under the name it has in its file, or the file's own name where a whole file is meant. A
    component that is nothing but such a reference is replaced by what it means. In OpenAPI 3.0, which has no
    place for path items in `components`, these are put where they are used. References to URLs or to files
    outside the folder are refused, and no network is ever used.

    Args:
        path: of the document.
        read: gives what `read_document` has made of it, where that has been begun elsewhere.
        folder: where other files may be; by default that of the document.
        forgiving: whether files are read as `read_document` reads one that isn't one's own.

    Raises:
        SpecError: with every reference that can't be followed, where it stands.
    """
    root = read() if read else read_document(path, forgiving=forgiving)
    if stands_alone(root.data):
        return root
    settle_identifiers(root.data)
    return _Bundler(root, Files(root, folder or path.parent, forgiving=forgiving)).bundle()


class _Bundler:
    def __init__(self, root: Document, files: Files) -> None:
        self._root = root
        self._files = files
        self._homes: dict[tuple[Target, Kind], Pointer] = {}
        self._given: dict[Pointer, str] = {}  # components that could not have the name they came with
        self._waiting: deque[tuple[Target, Pointer, Kind]] = deque()
        self._origins: dict[Pointer, tuple[Document, Pointer]] = {}
        self._inlining: list[Target] = []
        self._later: list[_Later] = []
        self._slips: list[Diagnostic] = []
        self._has_path_items = not str(root.data.get("openapi", "")).startswith("3.0")

    def bundle(self) -> Document:
        data = self._root.data
        self._spread(_Part(data, (), Kind.DOCUMENT, self._root, ()))
        self._adopt()
        self._rewrite(_Part(data, (), Kind.DOCUMENT, self._root, ()))
        while self._waiting:
            target, home, kind = self._waiting.popleft()
            document, node = self._files.document(target), deepcopy(self._files.node(target))
            _, section, name = home
            self._section(str(section))[str(name)] = node
            self._origins[home] = (document, target.pointer)
            if isinstance(node, dict):
                self._rewrite(_Part(node, home, kind, document, target.pointer))
        notes = [self._note(later) for later in self._later]
        if self._files.diagnostics:
            raise SpecError(self._files.diagnostics)
        notes += [*self._files.notes, *self._slips]
        return Document(data, self._root.path, self._root.find_place, self._origins, filter(None, notes))

    def _note(self, later: _Later) -> Diagnostic | None:
        """What is to be said of a reference that leads nowhere in its own file."""
        ref, document, at, problem = later
        if local_pointer(self._root.data, ref) is None:
            # Where the whole is mended, that goes for this as well.
            if not self._files.forgiving:
                self._report(document, at, problem)
            return None
        message = f"{ref!r} leads nowhere in its own file"
        hint = "It is taken for what the whole document has there; name the file before the #."
        return _warning("ref-to-whole", message, hint, document, at)

    def _adopt(self) -> None:
        """Let a component that only refers to another file be what it refers to: so it keeps its name."""
        components = self._root.data.get("components")
        if not isinstance(components, dict):
            return
        for section, kind in SECTIONS.items():
            entries = components.get(section)
            for name, entry in entries.items() if isinstance(entries, dict) else ():
                if not isinstance(entry, dict) or list(entry) != ["$ref"] or not isinstance(entry["$ref"], str):
                    continue
                home = ("components", section, name)
                try:
                    target = self._files.target(entry["$ref"], self._root)
                    if not self._files.in_root(target) and (target, kind) not in self._homes:
                        self._files.check(target, kind)
                        self._homes[target, kind] = home
                        self._waiting.append((target, home, kind))
                except UnusableError:
                    continue  # Reported where the references are rewritten.

    def _spread(self, part: _Part) -> None:
        """Refer to each entry by itself where one reference stands for a map of them.

        OpenAPI has no such reference, but many documents of several files do: `paths: {$ref: paths.yaml}`.
        """
        for place in walk(part.node, part.at, part.kind):
            for key, (shape, _) in grammar.fields(place.kind).items():
                if key in place.node and is_map(key, shape):
                    self._spread_map(part, place, key, place.node[key])

    def _spread_map(self, part: _Part, place: Place, key: str, held: object) -> None:
        document, target = part.document, None
        try:
            for _ in range(_MAX_INLINING):
                if not is_ref(held):
                    break
                ref = held["$ref"]
                target = self._files.target(ref, document)
                document, held = self._files.document(target), self._files.node(target)
                if not isinstance(held, dict):
                    raise UnusableError("wrong-ref", f"{ref!r} is not a mapping", "Correct the reference.")
        except UnusableError as problem:
            source = part.source((*place.pointer, key, "$ref"))
            self._report(part.document, source, problem)
            target, held = None, None
        if target is None or not isinstance(held, dict):
            return
        entries = [entry for entry in held if not str(entry).startswith("x-")]
        if part.document is document is self._root and not any(kind_at((*target.pointer, entry)) for entry in entries):
            # A place that OpenAPI doesn't know, where nothing else would see what these are.
            place.node[key] = {entry: deepcopy(held[entry]) for entry in entries}
            return
        file = quote(os.path.relpath(target.file, part.document.path.parent.resolve()))
        place.node[key] = {entry: {"$ref": file + format_pointer((*target.pointer, entry))} for entry in entries}

    def _rewrite(self, part: _Part) -> None:
        if part.at:
            self._spread(part)
        # All places first: what is put in for a path item has been rewritten already.
        for place in list(walk(part.node, part.at, part.kind)):
            self._include(part, place)
            if place.kind in (Kind.DOCUMENT, Kind.OPERATION) and "security" in place.node:
                self._name_schemes(part, place)
            for tokens, ref in own_refs(place.kind, place.node):
                if ref.startswith("#") and part.document is self._root:
                    continue
                if tokens == ("$dynamicRef",) and anchored(part.node, ref.removeprefix("#")) is not None:
                    continue  # What it means depends on who refers to this part.
                source = part.source(place.pointer + tokens)
                try:
                    self._rewrite_ref(part, place, tokens, ref)
                    if told := self._files.slips.get((part.document.path, ref)):
                        self._slips.append(_warning("dangling-ref", *told, part.document, source))
                except UnusableError as problem:
                    if tokens == ("operationRef",) and self._drop_operation(place, problem):
                        continue
                    if problem.code == "dangling-ref" and ref.startswith("#/components/"):
                        self._later.append(_Later(ref, part.document, source, problem))
                    else:
                        self._report(part.document, source, problem)

    def _drop_operation(self, place: Place, problem: UnusableError) -> bool:
        """Whether the package does without the operation that a link leads to, and make the link lead nowhere if so.

        That may be one of another API, which stays as it is; nothing is fetched for it.
        """
        if problem.code == "remote-ref":
            return True
        if self._files.forgiving:
            del place.node["operationRef"]
        return self._files.forgiving

    def _rewrite_ref(self, part: _Part, place: Place, tokens: Pointer, ref: str) -> None:
        holder = node_at(place.node, tokens[:-1])
        if holder[tokens[-1]] != ref and self._names_root_schema(holder[tokens[-1]], ref, part.document):
            return
        target = self._files.target(ref, part.document)
        if tokens == ("operationRef",) and not self._files.in_root(target):
            raise UnusableError(
                "unsupported-ref",
                f"{ref!r} refers to an operation of another file, which components can't hold",
                "Name the operation by its operationId.",
            )
        if self._files.in_root(target):
            holder[tokens[-1]] = format_pointer(target.pointer)
            return
        self._files.check(target, place.kind)
        if place.kind is Kind.PATH_ITEM and not self._has_path_items:
            self._inline(place, target, part)
            return
        home = self._home(target, place.kind)
        holder[tokens[-1]] = component_ref(str(home[1]), str(home[2]))
        if home in self._given and tokens == ("$ref",):
            self._keep_tag(part, place, home)

    def _names_root_schema(self, name: str, ref: str, document: Document) -> bool:
        """Tell whether a bare name in a mapping means a schema of the root: there it is looked up first."""
        in_root = local_pointer(self._root.data, ref) is not None
        return in_root or local_pointer(document.data, ref) is None

    def _home(self, target: Target, kind: Kind) -> Pointer:
        """Find or choose where in `components` a target lives."""
        if (target, kind) not in self._homes:
            section = _SECTION_OF[kind]
            wanted = str(target.pointer[-1]) if target.pointer else target.file.stem
            wanted = _NOT_IN_NAME.sub("_", wanted) or "_"
            home = ("components", section, self._free_name(section, wanted, target))
            if home[2] != wanted:
                self._given[home] = wanted
            self._homes[target, kind] = home
            self._waiting.append((target, home, kind))
        return self._homes[target, kind]

    def _free_name(self, section: str, wanted: str, target: Target) -> str:
        taken = set(self._section(section))
        taken |= {str(name) for _, other, name in self._homes.values() if other == section}
        if wanted not in taken:
            return wanted
        # The file says more about where a name comes from than a number, which also shifts more easily.
        folders = target.file.relative_to(self._files.folder).with_suffix("").parts
        parts = (*folders, wanted) if target.pointer else folders
        longer = _NOT_IN_NAME.sub("_", "_".join(parts))
        name, number = longer, 1
        while name in taken:
            number += 1
            name = f"{longer}_{number}"
        return name

    def _section(self, name: str) -> dict[str, Any]:
        """Return a section of the root's components, made if it isn't there."""
        node = self._root.data
        for key in ("components", name):
            if node.get(key) is None:
                node[key] = {}
            node = node[key]
            if not isinstance(node, dict):
                raise UnusableError(
                    "not-a-mapping",
                    f"{key} of the document is not a mapping, so what this refers to has no place",
                    f"Make {key} a mapping.",
                )
        return node

    def _keep_tag(self, part: _Part, place: Place, home: Pointer) -> None:
        """Spell out the tag of a union's variant that had to be renamed: unspelt, the name would be the tag."""
        tokens = place.pointer[len(part.at) :]
        if len(tokens) < 2 or tokens[-2] not in ("oneOf", "anyOf"):
            return
        discriminator = node_at(part.node, tokens[:-2]).get("discriminator")
        if not isinstance(discriminator, dict):
            return
        ref = component_ref(str(home[1]), str(home[2]))
        mapping = discriminator.setdefault("mapping", {})
        if isinstance(mapping, dict):
            mapping.setdefault(self._given[home], ref)

    def _inline(self, place: Place, target: Target, part: _Part) -> None:
        """Put a path item where it is used; what stands beside the reference wins."""
        if target in self._inlining or len(self._inlining) >= _MAX_INLINING:
            raise UnusableError(
                "ref-cycle",
                f"the {place.kind} of {target.file.name} holds itself, or one too deep in another",
                "Replace one of the references by what is meant.",
            )
        document, node = self._files.document(target), deepcopy(self._files.node(target))
        self._inlining.append(target)
        self._rewrite(_Part(node, place.pointer, place.kind, document, target.pointer))
        self._inlining.pop()
        beside = {key: value for key, value in place.node.items() if key != "$ref"}
        place.node.clear()
        place.node.update(node | beside)
        origins = {place.pointer: (document, target.pointer)} | {
            (*place.pointer, key): (part.document, part.source((*place.pointer, key))) for key in beside
        }
        for pointer, origin in origins.items():
            self._origins.setdefault(pointer, origin)

    def _include(self, part: _Part, place: Place) -> None:
        """Put in what is referred to where OpenAPI has no reference: a whole operation, or a text."""
        if place.kind is Kind.OPERATION and isinstance(ref := place.node.get("$ref"), str):
            try:
                target = self._files.target(ref, part.document)
                self._files.check(target, place.kind)
                self._inline(place, target, part)
            except UnusableError as problem:
                source = part.source((*place.pointer, "$ref"))
                self._report(part.document, source, problem)
        known = grammar.fields(place.kind)
        for key in texts(place.kind):
            if key in place.node and key not in known:
                place.node[key] = self._text(part.document, place.node[key])

    def _name_schemes(self, part: _Part, place: Place) -> None:
        """Call the security schemes of requirements by their names, where URIs stand for them."""
        named: dict[str, str] = {}
        for name in names_of_schemes(place.node["security"]):
            if not is_uri(name) or local_pointer(self._root.data, component_ref("securitySchemes", name)) is not None:
                continue
            try:
                target = self._files.target(name, part.document)
                self._files.check(target, Kind.SECURITY_SCHEME)
                is_component = self._files.in_root(target) and target.pointer[:2] == ("components", "securitySchemes")
                named[name] = str((target.pointer if is_component else self._home(target, Kind.SECURITY_SCHEME))[2])
            except UnusableError as problem:
                self._report(part.document, part.source((*place.pointer, "security")), problem)
        if named:
            place.node["security"] = [
                {named.get(name, name): scopes for name, scopes in each.items()} if isinstance(each, dict) else each
                for each in place.node["security"]
            ]

    def _text(self, document: Document, value: Any, depth: int = 0) -> Any:
        """What a text is, where a reference stands for it; the same inside of lists and objects."""
        if isinstance(value, list):
            return [self._text(document, item, depth) for item in value]
        if not isinstance(value, dict):
            return value
        if not is_ref(value):
            return {key: self._text(document, item, depth) for key, item in value.items()}
        ref = value["$ref"]
        try:
            if ref.lower().endswith(_TEXT_FILES):
                return self._files.file(ref, ref, document).read_text(encoding="utf-8")
            target = self._files.target(ref, document)
        except (UnusableError, UnicodeDecodeError):
            return value  # Not text; said where the structure is checked.
        if depth == _MAX_INLINING:
            return value
        return self._text(self._files.document(target), self._files.node(target), depth + 1)

    def _report(self, document: Document, pointer: Pointer, problem: UnusableError) -> None:
        found = Diagnostic(problem.code, problem.message, pointer, problem.hint, location=document.locate(pointer))
        self._files.diagnostics.append(found)


def _warning(code: str, message: str, hint: str, document: Document, at: Pointer) -> Diagnostic:
    return Diagnostic(code, message, at, hint, Severity.WARNING, document.locate(at))
