"""Attestations: which workflow published a distribution, signed with the identity that its CI host vouches for.

The statement and its form are those of PEP 740; it is signed by Sigstore, with a key that lives as long as the upload.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pypi_attestations import Attestation, Distribution
from sigstore.errors import Error as SigstoreError
from sigstore.models import ClientTrustConfig
from sigstore.oidc import IdentityError, IdentityToken, detect_credential
from sigstore.sign import SigningContext

from specloom.diagnostics import Diagnostic, Location, SpecError


def ambient_identity() -> IdentityToken | None:
    """Ask the CI host that this runs on, if it does, for the identity of the workflow.

    Returns:
        None on any other machine.

    Raises:
        SpecError: `no-identity`: the host gives none to this workflow.
    """
    try:
        token = detect_credential()
        return IdentityToken(token) if token is not None else None
    except IdentityError as error:
        hint = "Give the job the right id-token: write, or publish with a token in TWINE_PASSWORD."
        message = f"the CI host does not say which workflow this is: {error}"
        raise SpecError(Diagnostic("no-identity", message, hint=hint)) from None


def attest(
    built: Sequence[Path], identity: IdentityToken, into: Path, trust_config: Path | None = None
) -> Sequence[Path]:
    """Sign an attestation for each distribution, and put both into a folder, where twine finds them together.

    Args:
        built: the distributions that will be published.
        identity: of who publishes it.
        into: a folder of its own.
        trust_config: of the Sigstore instance that signs, in the form of Sigstore's `ClientTrustConfig`; by default its
            public one.

    Returns:
        The files to upload: the distributions, and `NAME.publish.attestation` for each.

    Raises:
        SpecError: `attestation-failed`, or `malformed-trust-config`.
    """
    trust = _trust(trust_config)
    files: list[Path] = []
    try:
        with SigningContext.from_trust_config(trust).signer(identity) as signer:
            for path in built:
                copy = Path(shutil.copy(path, into))
                attestation = copy.with_name(f"{copy.name}.publish.attestation")
                signed = Attestation.sign(signer, Distribution.from_file(copy))
                attestation.write_text(signed.model_dump_json(), encoding="utf-8")
                files += [copy, attestation]
    except Exception as error:  # Most of what Sigstore's clients raise has no public class.
        message = f"no attestation could be signed: {str(error) or error.__cause__ or type(error).__name__}"
        raise SpecError(Diagnostic("attestation-failed", message, location=Location(built[0]))) from error
    return files


def _trust(path: Path | None) -> ClientTrustConfig:
    if path is None:
        try:
            return ClientTrustConfig.production()
        except SigstoreError as error:
            raise SpecError(Diagnostic("attestation-failed", f"Sigstore can't be reached: {error}")) from error
    try:
        return ClientTrustConfig.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"this is no trust configuration of Sigstore: {error}"
        raise SpecError(Diagnostic("malformed-trust-config", message, location=Location(path))) from None
