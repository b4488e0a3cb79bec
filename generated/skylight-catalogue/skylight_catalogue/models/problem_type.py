# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

ProblemType = TypeAliasType(
    "ProblemType",
    Literal[
        "https://catalogue.skylight.example/problems/unknown-key",
        "https://catalogue.skylight.example/problems/not-in-catalogue",
        "https://catalogue.skylight.example/problems/duplicate-observation",
        "https://catalogue.skylight.example/problems/invalid-value",
    ],
)
"""What kind of problem it is."""
