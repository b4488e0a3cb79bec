"""Names that are kept: what users of a package import stays what it is called, whatever comes to its document.

A lock lists every public name of a package, with what it stands for. A run keeps the names that are listed as long as
there is what they stand for, gives none of them to anything else, and writes down the names that it gave itself. So
the names of a run are those of its lock, and a second run gives the same.
"""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from specloom import names
from specloom.diagnostics import Diagnostic, Severity
from specloom.standing import stands


def _check(value: str) -> str:
    if not value.isidentifier() or keyword.iskeyword(value):
        raise ValueError(f"{value!r} is no Python name")
    return value


Name = Annotated[str, AfterValidator(_check)]
ByKey = dict[str, Name]
ByName = dict[Name, str]
Keyed = Literal[
    "classes", "unknown", "dicts", "resources", "resource_classes", "methods", "errors", "webhooks", "server_variables"
]
Placed = Literal["components", "aliases"]
Nested = Literal["fields", "arguments"]

_IMPORTED: tuple[Keyed, ...] = ("classes", "unknown", "dicts", "resource_classes", "errors")
"""What shares one namespace: the names that a package exports."""


class NameLock(BaseModel):
    """The public names of a package.

    Most are listed by what they are for; those that got their name from a place are listed with that place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    components: dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")], str] = {}
    """Of the normal form, those that the document does not have itself: the place that each stands for."""
    sent: list[str] = []
    """Components of the normal form that only requests have had: once they come back as well, the names stay with what
    is sent."""
    classes: ByKey = {}
    """By component of the normal form, its class or type alias."""
    unknown: ByKey = {}
    """By union, the class of alternatives that the package does not know."""
    aliases: ByName = {}
    """Further type aliases: the place that each stands for."""
    dicts: ByKey = {}
    """By class, the typed dictionary that may be given for it."""
    resources: ByKey = {}
    """By tag, the attribute of the client."""
    resource_classes: ByKey = {}
    """By tag, the class of that attribute."""
    methods: ByKey = {}
    """By operation, such as `GET /pets`, its method."""
    arguments: dict[str, ByKey] = {}
    """By operation, the arguments that aren't called what their parameters are, by place and name of these."""
    fields: dict[str, ByKey] = {}
    """By component of the normal form, the attributes that aren't called what their properties are."""
    errors: ByKey = {}
    """By error code, its exception."""
    webhooks: ByKey = {}
    """By webhook, such as `POST paid`, the function that decodes it."""
    server_variables: ByKey = {}
    """By variable of servers, the argument of the client."""

    @property
    def imported(self) -> set[str]:
        """The names that a package exports."""
        return {*self.aliases, *(name for section in _IMPORTED for name in getattr(self, section).values())}


class Keeper:
    """Gives names during one run: those of the lock, and new ones clear of these.

    Attributes:
        diagnostics: which names could not be kept.
        documents: by section of the lock that lists places, the document that they are places of.
        sent: components that only requests have.
        answers: by component of requests, that of answers which has come from the same.
    """

    def __init__(self, lock: NameLock | None = None) -> None:
        """Begin a run with the lock of the last one."""
        self.lock = lock or NameLock()
        self.diagnostics: list[Diagnostic] = []
        self.documents: dict[Placed, dict[str, Any]] = {}
        self.sent: set[str] = set()
        self.answers: dict[str, str] = {}
        self._given: dict[str, Any] = {section: {} for section in NameLock.model_fields if section != "sent"}
        self._at: dict[Placed, dict[str, list[str]]] = {"components": {}, "aliases": {}}
        self._standing: dict[Placed, dict[str, bool]] = {"components": {}, "aliases": {}}
        for section, by_place in self._at.items():
            for name, place in getattr(self.lock, section).items():
                by_place.setdefault(place, []).append(name)

    def take_over(self, attempt: Keeper) -> None:
        """Go on where another run, which began with the same lock, has got to."""
        self.__dict__.update(attempt.__dict__)

    def result(self) -> NameLock:
        """The lock of this run: every name that it gave."""
        listed: dict[str, Any] = {section: dict(sorted(held.items())) for section, held in self._given.items()}
        return NameLock.model_validate(listed | {"sent": sorted(self.sent)})

    def dropped(self) -> list[str]:
        """Exported names of the lock that nothing has any more."""
        return sorted(self.lock.imported - self.result().imported)

    def places(self, section: Placed) -> Mapping[str, str]:
        """What has been named in this run, and where it stands."""
        found: Mapping[str, str] = self._given[section]
        return found

    def at(self, section: Placed, place: str) -> list[str]:
        """The names that are kept for a place."""
        return self._at[section].get(place, [])

    def claim(self, section: Placed, candidates: Iterable[str], place: str, taken: Collection[str]) -> str:
        """Name what stands at a place.

        Args:
            section: of the lock.
            candidates: what it would like to be called, the best first; letters that are not Latin are spelt as such.
            place: as `place_of` writes it. Several things may stand at one place.
            taken: names that are not free.
        """
        # They name modules too, and so files.
        wanted = [names.component_name(name) for name in candidates]
        locked: Mapping[str, str] = getattr(self.lock, section)
        free = [name for name in self.at(section, place) if name not in taken]
        kept = next((name for name in wanted if name in free), None) or next(
            (name for name in free if name.startswith(wanted[-1]) and name[len(wanted[-1]) :].strip("_").isdigit()),
            None,
        )
        if kept is None:
            clear = (name for name in wanted if name not in taken and not self._is_kept_elsewhere(section, name, place))
            kept = next(clear, None) or names.unused(wanted[-1], {*taken, *locked})
        self.record(section, kept, place)
        return kept

    def is_kept(self, section: Placed, name: str) -> bool:
        """Whether a name is kept for something that is still there."""
        place = getattr(self.lock, section).get(name)
        if place is None:
            return False
        if name not in self._standing[section]:
            self._standing[section][name] = stands(self.documents.get(section, {}), place)
        return self._standing[section][name]

    def _is_kept_elsewhere(self, section: Placed, name: str, place: str) -> bool:
        return getattr(self.lock, section).get(name) != place and self.is_kept(section, name)

    def record(self, section: str, key: str, value: str) -> None:
        """Write down a name that was given."""
        self._given[section][key] = value

    def forget(self, section: Placed, present: Collection[str]) -> None:
        """Leave out what was named and is not there in the end."""
        self._given[section] = {name: place for name, place in self._given[section].items() if name in present}

    def settle(
        self,
        section: Keyed,
        wanted: Mapping[str, str],
        taken: Collection[str] = (),
        overrides: Mapping[str, str] | None = None,
        *,
        avoided: Collection[str] = (),
        endings: Sequence[str] = (),
        keys: Mapping[str, str] | None = None,
    ) -> dict[str, str]:
        """Give every key its own name, as `names.settle` does.

        Args:
            section: of the lock.
            wanted: the name that each key would like.
            taken: names that no key may have.
            overrides: names that package.yaml gives, which come before those of the lock.
            avoided: names that no new key may have.
            endings: words to tell names apart by before numbers do.
            keys: what the lock calls each key, where that is something else.
        """
        label = keys or {key: key for key in wanted}
        kept = self._kept(
            getattr(self.lock, section), {label[key]: name for key, name in wanted.items()}, taken,
            {label[key]: name for key, name in (overrides or {}).items() if key in label},
        )  # fmt: skip
        fixed = {key: kept[label[key]] for key in wanted if label[key] in kept}
        result = names.settle(wanted, {*taken, *avoided}, fixed, endings)
        for key, name in result.items():
            self._note_change(getattr(self.lock, section).get(label[key]), name, section, label[key])
            self.record(section, label[key], name)
        return result

    def settle_inside(
        self, section: Nested, owner: str, wanted: Mapping[str, str], overrides: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Give every label of an object or operation its own name; one that is a name itself goes without saying."""
        locked = getattr(self.lock, section).get(owner, {})
        kept = self._kept(locked, wanted, (), overrides or {})
        # The labels of arguments say the place of the parameter first.
        texts = {label: label.partition(" ")[2 * (section == "arguments")] for label in wanted}
        result = names.settle(wanted, (), kept, texts=texts)
        own = {label: name for label, name in result.items() if name != texts[label]}
        for label, name in own.items():
            self._note_change(locked.get(label), name, section, f"{owner}.{label}")
        if own:
            self._given[section][owner] = own
        return result

    def _kept(
        self,
        locked: Mapping[str, str],
        wanted: Mapping[str, str],
        taken: Collection[str],
        overrides: Mapping[str, str],
    ) -> dict[str, str]:
        """What keys have to be called: first what package.yaml says, then what the lock does as far as it can."""
        kept = {key: overrides[key] for key in wanted if key in overrides}
        used = {*taken, *kept.values()}
        for key in wanted:
            name = locked.get(key)
            if key not in kept and name is not None and name not in used:
                kept[key] = name
                used.add(name)
        return kept

    def _note_change(self, old: str | None, new: str, section: str, key: str) -> None:
        if old is not None and old != new:
            message = f"{old} is called {new} now ({section}: {key})"
            hint = "package.yaml says so, or the package needs the old name for itself; whoever uses it has to follow"
            self.diagnostics.append(Diagnostic("name-changed", message, hint=hint, severity=Severity.WARNING))

    def avoided(self, section: Keyed, keys: Collection[str]) -> set[str]:
        """Exported names of the lock that new names of a section have to keep clear of.

        Args:
            section: whose new names are to be given.
            keys: what the section names in this run; a name of anything else in it is free.
        """
        found = {name for name in self.lock.aliases if self.is_kept("aliases", name)}
        for other in _IMPORTED:
            locked: Mapping[str, str] = getattr(self.lock, other)
            found |= {name for key, name in locked.items() if other != section or key in keys}
        return found
