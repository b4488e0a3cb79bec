"""Calls of the engines, as processes of their own get them: each imports an engine only where it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specloom.config import PackageConfig
    from specloom.engines.asked import AskedType, Form, WrittenType
    from specloom.operations.views import ResourceView


def write_types(asked: Mapping[Form, Sequence[AskedType]]) -> dict[Form, list[WrittenType]]:
    """Have types written: those of each form in the order in which they are asked for."""
    from specloom.engines import datamodel

    return {form: datamodel.write_types(types, form) for form, types in asked.items()}


def prepare_types() -> None:
    """Have the engine for types ready: the first type takes it longer than all others together."""
    from specloom.engines.asked import AskedType, Form

    write_types({Form.MODELS: [AskedType({})]})


def write_part(resources: Sequence[ResourceView], config: PackageConfig, templates: Path) -> dict[str, str]:
    """Have modules of resources written: source by module name."""
    from specloom.engines.client import write_resources
    from specloom.operations.shown import shown_beside

    return write_resources(resources, shown_beside(config, resources), templates)


def prepare_resources() -> None:
    """Have the engine for resources ready."""
    import specloom.engines.client  # noqa: F401 - the call finds it there
