"""Every kind of connection that the published document has, with a body for each."""

import json
from pathlib import Path
from typing import Any, get_args

from specloom.examples.values import Examples
from specloom.source import read_document

from ..package.support import LATER

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "generated" / "atlas-streams" / "openapi.yaml"
_SAMPLES = ROOT / "tests" / "data" / "reference" / "requests"


def bodies() -> dict[str, dict[str, Any]]:
    """A body by tag, with the name that a real call needs: a sample if there is one, else what the toolkit makes up."""
    document = read_document(DOCUMENT).data
    mapping = document["components"]["schemas"]["StreamsConnectionRequest"]["discriminator"]["mapping"]
    samples = [json.loads(path.read_text("utf-8")) for path in sorted(_SAMPLES.glob("*.json"))]
    given = {sample["type"]: {"name": "sample", **sample} for sample in [*samples, *LATER.values()]}
    assert given.keys() <= mapping.keys()
    examples = Examples(document)
    return {tag: given.get(tag) or examples.full({"$ref": ref}) for tag, ref in mapping.items()}


BODIES = bodies()


def classes(package: Any) -> dict[str, Any]:
    """The class of a package for each kind of connection that can be sent, by tag."""
    variants = get_args(get_args(package.StreamsConnectionRequest.__value__)[0])
    return {variant.model_fields["type"].default: variant for variant in variants}
