"""What the engines write: each thing only once, side by side, and nothing that an earlier run has had written."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from specloom.config import PackageConfig
from specloom.encode import Code
from specloom.engines.asked import AskedType, Form, WrittenType, with_stand_ins
from specloom.manifest import digest
from specloom.operations.shown import shown_beside
from specloom.operations.views import ResourceView
from specloom.work import Job, Work

_PORTION = 150
"""How many types the engine is given at a time, where others can be written beside."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Writing(Generic[Key]):
    """Types that are being written."""

    _keys: Mapping[Key, tuple[str, Mapping[str, str]]]
    _known: dict[str, WrittenType]
    _portions: Sequence[tuple[Sequence[str], Job[list[WrittenType]]]]
    _work: Work
    _section: str

    def result(self) -> dict[Key, WrittenType]:
        """Wait for all of them: the types by the keys that they were asked for under.

        Raises:
            EngineError: the engine failed, warned, or wrote something else than it was asked for.
        """
        for texts, job in self._portions:
            for text, written in zip(texts, job.result(), strict=True):
                self._known[text] = written
                self._work.cache.put(self._section, text, [written.hint, written.limits])
        return {key: self._known[text].renamed(names) for key, (text, names) in self._keys.items()}


def start_writing(asked: Mapping[Key, AskedType], form: Form, work: Work) -> Writing[Key]:
    """Have types written.

    Args:
        asked: the types, by any key.
        form: what they are for.
        work: the means of this run.
    """
    section = f"types of {form}"
    keys: dict[Key, tuple[str, Mapping[str, str]]] = {}
    known: dict[str, WrittenType] = {}
    missing: dict[str, AskedType] = {}
    texts: dict[str, str] = {}
    for key, named in asked.items():
        each, names = with_stand_ins(named)
        whole = json.dumps([each.schema, each.required])
        text = texts.get(whole)
        if text is None:
            text = texts[whole] = digest(whole.encode())
            found = work.cache.get(section, text)
            if found is None:
                missing[text] = each
            else:
                hint, limits = map(Code, found)
                known[text] = WrittenType(hint, limits)
        keys[key] = text, names
    return Writing(keys, known, _portions(missing, form, work), work, section)


def _portions(
    missing: Mapping[str, AskedType], form: Form, work: Work
) -> list[tuple[Sequence[str], Job[list[WrittenType]]]]:
    waiting = list(missing)
    size = max(_PORTION, 1) if work.workers else max(len(waiting), 1)
    return [
        (portion, work.start(write, [missing[text] for text in portion], form))
        for start in range(0, len(waiting), size)
        for portion in [waiting[start : start + size]]
    ]


def write(asked: Sequence[AskedType], form: Form) -> list[WrittenType]:
    """Have the engine write types; it is imported where that happens, since it is slow to import."""
    from specloom.engines.datamodel import write_types

    return write_types(asked, form)


@dataclass(frozen=True, slots=True)
class WritingResources:
    """Modules of resources that are being written."""

    _known: dict[str, str]
    _portions: Sequence[tuple[Mapping[str, str], Job[dict[str, str]]]]
    _work: Work

    def result(self) -> dict[str, str]:
        """Wait for all of them: source by module name.

        Raises:
            EngineError: the engine failed, warned, or read something else than we did.
        """
        for keys, job in self._portions:
            for name, source in job.result().items():
                self._known[name] = source
                self._work.cache.put(_RESOURCES, keys[name], source)
        return self._known


_RESOURCES = "resources"


def start_resources(
    resources: Sequence[ResourceView], config: PackageConfig, templates: Path, work: Work
) -> WritingResources:
    """Have the modules of resources written.

    Args:
        resources: the groups of methods.
        config: what package.yaml says.
        templates: the folder of `templates/client`.
        work: the means of this run.
    """
    known: dict[str, str] = {}
    missing: dict[str, ResourceView] = {}
    keys: dict[str, str] = {}
    for resource in resources:
        key = digest(repr((config.envelope, config.pagination, resource)).encode(errors="backslashreplace"))
        keys[resource.attribute] = key
        found = work.cache.get(_RESOURCES, key)
        if found is None:
            missing[resource.attribute] = resource
        else:
            known[resource.attribute] = found
    portions = [
        (
            {str(each.attribute): keys[each.attribute] for each in portion},
            work.start(write_part, portion, config, templates),
        )
        for portion in _parts(list(missing.values()), work.workers or 1)
    ]
    return WritingResources(known, portions, work)


def _parts(resources: Sequence[ResourceView], count: int) -> list[list[ResourceView]]:
    """Groups of about as many methods each."""
    parts: list[list[ResourceView]] = [[] for _ in range(count)]
    sizes = [0] * count
    for resource in sorted(resources, key=lambda each: -len(each.operations)):
        least = sizes.index(min(sizes))
        parts[least].append(resource)
        sizes[least] += len(resource.operations)
    return [part for part in parts if part]


def write_part(resources: Sequence[ResourceView], config: PackageConfig, templates: Path) -> dict[str, str]:
    """Have the engine write modules of resources; imported here for the same reason."""
    from specloom.engines.client import write_resources

    return write_resources(resources, shown_beside(config, resources), templates)
