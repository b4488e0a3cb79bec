"""Texts of the format `duration`, which requests check.

They stay texts in Python: a `timedelta` has no months and years (pydantic makes 30 days of `P1M`, and sends `P30D`).
"""

import re

from specloom.schemas import Schema, as_list

DURATION = (
    r"^[+-]?P(?=[0-9T])([0-9]+([.,][0-9]+)?Y)?([0-9]+([.,][0-9]+)?M)?([0-9]+([.,][0-9]+)?W)?([0-9]+([.,][0-9]+)?D)?"
    r"(T(?=[0-9])([0-9]+([.,][0-9]+)?H)?([0-9]+([.,][0-9]+)?M)?([0-9]+([.,][0-9]+)?S)?)?$"
)
"""A duration of ISO 8601.

The format is that of RFC 3339, appendix A, which has no fractions, no signs, and no days beside years. Libraries write
all of these (`PT0.5S`, `-P1D`, `P1Y1D`), and servers read them with libraries; what is refused is what none reads.
"""


def text_pattern(schema: Schema) -> str | None:
    """The pattern that a text has to match: what the schema says, or what its format means.

    A document that shows durations of another form, such as `5m`, means those.
    """
    if "pattern" in schema:
        return str(schema["pattern"])
    if schema.get("format") != "duration" or "string" not in as_list(schema.get("type")):
        return None
    if not {"enum", "const"}.isdisjoint(schema):
        return None
    shown = [schema[key] for key in ("default", "example") if key in schema] + as_list(schema.get("examples"))
    return DURATION if all(isinstance(each, str) and re.match(DURATION, each) for each in shown) else None
