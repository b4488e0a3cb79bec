"""Documents as YAML that every reader, 1.1 or 1.2, reads the same."""

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

_WIDTH = 110


class _NoAliases(RoundTripRepresenter):
    """Writes shared parts out where they stand."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump_yaml(document: dict[str, Any]) -> str:
    """Write a document as YAML: keys in their order, long text as blocks, doubtful strings in quotes."""
    yaml = YAML()
    yaml.Representer = _NoAliases
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    stream = io.StringIO()
    yaml.dump(_styled(document), stream)
    return stream.getvalue()


def _styled(value: Any) -> Any:
    if isinstance(value, dict):
        return {_styled(key): _styled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_styled(item) for item in value]
    if isinstance(value, str):
        return _text(value)
    return value


def _text(value: str) -> str:
    if "\n" in value and all(line == line.rstrip() and line.isprintable() for line in value.split("\n")):
        if not value.startswith((" ", "\n")):
            return LiteralScalarString(value)
    plain = value.replace("-", "").replace("_", "").replace("/", "")
    if value and value[0].isalpha() and plain.isalnum() and value.lower() not in _WORDS:
        return value
    return DoubleQuotedScalarString(value) if _doubtful(value) else value


_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def _doubtful(value: str) -> bool:
    """Whether some reader might take a plain string for something else."""
    return not value or value.lower() in _WORDS or value[0] in "0123456789+-.=<~" or not value.isprintable()
