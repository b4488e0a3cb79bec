"""What the engines write: each thing only once, side by side, and nothing that an earlier run has had written."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from specloom.config import PackageConfig
from specloom.encode import Code
from specloom.engines.asked import AskedType, Form, WrittenType, with_stand_ins
from specloom.engines.calls import write_part, write_types
from specloom.manifest import digest
from specloom.operations.views import ResourceView
from specloom.work import Job, Work

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Writing(Generic[Key]):
    """Types that are being written."""

    _keys: Mapping[Form, Mapping[Key, tuple[str, Mapping[str, str]]]]
    _known: Mapping[Form, dict[str, WrittenType]]
    _missing: Mapping[Form, Sequence[str]]
    _job: Job[dict[Form, list[WrittenType]]] | None
    _work: Work

    def result(self) -> dict[Form, dict[Key, WrittenType]]:
        """Wait for all of them: the types of each form by the keys that they were asked for under.

        Raises:
            EngineError: the engine failed, warned, or wrote something else than it was asked for.
        """
        for form, types in self._job.result().items() if self._job else ():
            for text, written in zip(self._missing[form], types, strict=True):
                self._known[form][text] = written
                self._work.cache.put(_section(form), text, [written.hint, written.limits])
        return {
            form: {key: self._known[form][text].renamed(names) for key, (text, names) in keys.items()}
            for form, keys in self._keys.items()
        }


def start_writing(asked: Mapping[Form, Mapping[Key, AskedType]], work: Work) -> Writing[Key]:
    """Have types written, all of them by one process: the engine takes longer to get ready than to write.

    Args:
        asked: the types, by what they are for and any key.
        work: the means of this run.
    """
    keys: dict[Form, dict[Key, tuple[str, Mapping[str, str]]]] = {}
    known: dict[Form, dict[str, WrittenType]] = {}
    missing: dict[Form, dict[str, AskedType]] = {}
    for form, types in asked.items():
        keys[form], known[form], missing[form] = {}, {}, {}
        texts: dict[str, str] = {}
        for key, named in types.items():
            each, names = with_stand_ins(named)
            whole = json.dumps([each.schema, each.required])
            text = texts.get(whole)
            if text is None:
                text = texts[whole] = digest(whole.encode())
                found = work.cache.get(_section(form), text)
                if found is None:
                    missing[form][text] = each
                else:
                    hint, limits = map(Code, found)
                    known[form][text] = WrittenType(hint, limits)
            keys[form][key] = text, names
    wanted = {form: list(types.values()) for form, types in missing.items() if types}
    job = work.start(write_types, wanted) if wanted else None
    return Writing(keys, known, {form: list(types) for form, types in missing.items()}, job, work)


def _section(form: Form) -> str:
    return f"types of {form}"


@dataclass(frozen=True, slots=True)
class WritingResources:
    """Modules of resources that are being written."""

    _known: dict[str, str]
    _keys: Mapping[str, str]
    _job: Job[dict[str, str]] | None
    _work: Work

    def result(self) -> dict[str, str]:
        """Wait for all of them: source by module name.

        Raises:
            EngineError: the engine failed, warned, or read something else than we did.
        """
        for name, source in self._job.result().items() if self._job else ():
            self._known[name] = source
            self._work.cache.put(_RESOURCES, self._keys[name], source)
        return self._known


_RESOURCES = "resources"


def start_resources(
    resources: Sequence[ResourceView], config: PackageConfig, templates: Path, work: Work
) -> WritingResources:
    """Have the modules of resources written, for the same reason by one process.

    Args:
        resources: the groups of methods.
        config: what package.yaml says.
        templates: the folder of `templates/client`.
        work: the means of this run.
    """
    known: dict[str, str] = {}
    missing: list[ResourceView] = []
    keys: dict[str, str] = {}
    for resource in resources:
        key = digest(repr((config.envelope, config.pagination, resource)).encode(errors="backslashreplace"))
        keys[str(resource.attribute)] = key
        found = work.cache.get(_RESOURCES, key)
        if found is None:
            missing.append(resource)
        else:
            known[resource.attribute] = found
    job = work.start(write_part, missing, config, templates) if missing else None
    return WritingResources(known, keys, job, work)
