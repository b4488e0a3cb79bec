"""Rules about API version dates: which an operation has, and how long."""

from specloom.diff.rule import B, C, Judged, N, Rule, W
from specloom.diff.rulebook.examples import DATED, STRING, answer, dated, document, requests, thing

_JSON = {"schema": thing(name=STRING)}
_SUNSET = {"x-sunset": "2026-01-01"}
_PLAIN = requests(("get", "/things", answer({"application/json": _JSON})))

RULES = (
    Rule(
        "version-added",
        "An operation has a version more.",
        "Whoever asks for the old ones gets them still",
        neither=Judged(C, N),
        advice="Raise `api_version` in package.yaml when you want it.",
        example=document(dated(v2024_01_01={}), dated(v2024_01_01={}, v2025_02_01={}), DATED),
    ),
    Rule(
        "version-removed",
        "An operation has lost the version that the package asks for.",
        "Requests for it are refused, or answered by an older version",
        neither=Judged(B, N),
        advice="Raise `api_version` in package.yaml, and release a major version.",
        example=document(dated(v2024_01_01={}, v2025_01_01={}), dated(v2024_01_01={}), DATED),
    ),
    Rule(
        "other-version-removed",
        "An operation has lost a version that the package doesn't ask for.",
        "It breaks programs that are pinned to it, but not those that use the package",
        neither=Judged(W, N),
        example=document(dated(v2024_01_01={}, v2025_01_01={}), dated(v2025_01_01={}), DATED),
    ),
    Rule(
        "version-removed-after-sunset",
        "An operation has lost a version whose last day had been announced and has passed.",
        "Everybody was told in time",
        neither=Judged(C, N),
        example=document(
            dated(v2024_01_01={"x-sunset": "2024-12-31"}, v2025_01_01={}),
            dated(v2025_01_01={}),
            DATED,
            today="2025-06-01",
        ),
    ),
    Rule(
        "version-replaced",
        "An operation has one version in place of another.",
        "Requests for the old one are refused; entries of their own say how their schemas differ",
        neither=Judged(B, N),
        advice="Raise `api_version` in package.yaml if the new one is later.",
        example=document(dated(v2024_01_01={}), dated(v2024_06_01={}), DATED),
    ),
    Rule(
        "version-promoted",
        "What was a preview of an operation has become a version of it.",
        "Whoever used the preview asks for the version now; entries of their own say how their schemas differ",
        neither=Judged(C, N),
        advice="Raise `api_version` in package.yaml when you want it.",
        example=document(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={}, v2025_02_01={}), DATED),
    ),
    Rule(
        "version-resolved",
        "Another version of an operation answers, since the package is pinned to another date.",
        "Entries of their own say how the versions differ",
        neither=Judged(C, N),
    ),
    Rule(
        "preview-added",
        "An operation has a preview.",
        "Nobody has to use it, and nothing is promised",
        neither=Judged(C, N),
        example=document(dated(v2024_01_01={}), dated(v2024_01_01={}, preview={}), DATED),
    ),
    Rule(
        "preview-changed",
        "The preview of an operation says something else.",
        "Nothing is promised of previews",
        neither=Judged(C, N),
        example=document(
            dated(v2024_01_01={}, preview={}),
            dated(v2024_01_01={}, preview={"schema": thing(name=STRING, size=STRING)}),
            DATED,
        ),
    ),
    Rule(
        "preview-removed",
        "An operation has lost its preview.",
        "Nothing is promised of previews, but requests for it are refused",
        neither=Judged(W, N),
        example=document(dated(v2024_01_01={}, preview={}), dated(v2024_01_01={}), DATED),
    ),
    Rule(
        "media-type-dated",
        "An operation whose media type had no date has one.",
        "Requests pass as before; whoever asks for the old media type in `Accept` may be refused",
        Judged(C, N),
        Judged(W, N, mongodb=C),
        example=document(_PLAIN, dated(v2024_01_01={}), DATED),
    ),
    Rule(
        "sunset-added",
        "A last day has been announced.",
        "It works as before until then",
        neither=Judged(C, C),
        advice="Tell users what to use instead, and until when.",
        example=document(dated(v2024_01_01={}), dated(v2024_01_01=_SUNSET), DATED),
    ),
    Rule(
        "sunset-moved-earlier",
        "The last day that had been announced has been moved earlier.",
        "Programs that reckoned with the old one stop working before",
        neither=Judged(W, C),
        advice="Tell users.",
        example=document(dated(v2024_01_01=_SUNSET), dated(v2024_01_01={"x-sunset": "2025-07-01"}), DATED),
    ),
    Rule(
        "sunset-moved-later",
        "The last day that had been announced has been moved later.",
        "It works as before, and longer",
        neither=Judged(C, C),
        example=document(dated(v2024_01_01=_SUNSET), dated(v2024_01_01={"x-sunset": "2027-01-01"}), DATED),
    ),
    Rule(
        "sunset-removed",
        "The last day that had been announced has been withdrawn.",
        "It works as before, for good",
        neither=Judged(C, C, mongodb=B),
        example=document(dated(v2024_01_01=_SUNSET), dated(v2024_01_01={}), DATED),
    ),
    Rule(
        "sunset-too-soon",
        "A last day has been announced that leaves less time than the policy promises.",
        "Programs have to be changed faster than they were promised",
        neither=Judged(C, C, mongodb=B),
        advice="Ask the provider; the policy of MongoDB promises a year.",
    ),
)
