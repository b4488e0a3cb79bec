"""Documents as YAML that every reader, 1.1 or 1.2, reads the same."""

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

_WIDTH = 110


class _Representer(SafeRepresenter):
    """Writes shared parts out where they stand, keys in their order, and text in the style that suits it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, data: str) -> ScalarNode:
        """Write a string: long text as a block, what a reader might take for something else in quotes."""
        node: ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", data, style=_style(data))
        return node


_Representer.add_representer(str, _Representer.represent_text)


def dump_yaml(document: dict[str, Any]) -> str:
    """Write a document as YAML."""
    yaml: Any = YAML(typ="safe")
    yaml.Representer = _Representer
    yaml.sort_base_mapping_type_on_output = False
    yaml.default_flow_style = False
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    stream = io.BytesIO()
    yaml.dump(document, stream)
    return stream.getvalue().decode()


_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "~", ""})


def _style(text: str) -> str | None:
    lines = text.split("\n")
    if len(lines) > 1 and not text[0].isspace() and all(line.isprintable() and line == line.rstrip() for line in lines):
        return "|"
    # A number, a date or a word that YAML 1.1 reads as a boolean would come back as something else.
    return '"' if text.lower() in _WORDS or text[0] in "0123456789+-.=<" or not text.isprintable() else None
