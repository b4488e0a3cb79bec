"""A Sigstore instance: an authority that certifies identities, a log of its certificates, and a log of signatures."""

from __future__ import annotations

import base64
import hashlib
import inspect
import json
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

_SCT_LIST = ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")
_DER = serialization.Encoding.DER
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority of the tests")])


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _sign(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def _public(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(_DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _id(key: ec.EllipticCurvePrivateKey) -> bytes:
    return hashlib.sha256(_public(key)).digest()


def _extended(
    builder: x509.CertificateBuilder, *extensions: tuple[x509.ExtensionType, bool]
) -> x509.CertificateBuilder:
    for extension, is_critical in extensions:
        builder = builder.add_extension(extension, is_critical)
    return builder


class Instance:
    """It believes every token, and keeps what it is asked to keep."""

    def __init__(self) -> None:
        self._authority, self._certificates, self._log = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
        self._began = datetime.now(UTC) - timedelta(minutes=1)
        usage = dict.fromkeys(inspect.signature(x509.KeyUsage).parameters, False)
        self._usage = x509.KeyUsage(**usage | {"digital_signature": True})
        builder = _extended(
            self._builder(_NAME, self._authority.public_key()),
            (x509.BasicConstraints(ca=True, path_length=0), True),
            (x509.KeyUsage(**usage | {"key_cert_sign": True}), True),
            (x509.SubjectKeyIdentifier.from_public_key(self._authority.public_key()), False),
        )
        self._root = builder.sign(self._authority, hashes.SHA256())

    def _builder(self, subject: x509.Name, key: Any) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(_NAME)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._began)
            .not_valid_after(self._began + timedelta(minutes=10))
        )

    def certify(self, request: dict[str, Any], token: str) -> dict[str, Any]:
        """Fulcio, `POST /api/v2/signingCert`: a certificate for the workflow that a token is of."""
        csr = x509.load_pem_x509_csr(base64.b64decode(request["certificateSigningRequest"]))
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        builder = _extended(
            self._builder(x509.Name([]), csr.public_key()),
            (self._usage, True),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), False),
            (x509.SubjectAlternativeName([x509.UniformResourceIdentifier(claims["job_workflow_ref"])]), True),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(self._authority.public_key()), False),
        )
        before = builder.sign(self._authority, hashes.SHA256())
        logged = x509.UnrecognizedExtension(_SCT_LIST, self._timestamp(before.tbs_certificate_bytes))
        certificate = builder.add_extension(logged, critical=False).sign(self._authority, hashes.SHA256())
        chain = [one.public_bytes(serialization.Encoding.PEM).decode() for one in (certificate, self._root)]
        return {"signedCertificateEmbeddedSct": {"chain": {"certificates": chain}}}

    def _timestamp(self, certificate: bytes) -> bytes:
        """The list of signed certificate timestamps (RFC 6962, section 3.3) for what a certificate says."""
        time = int(datetime.now(UTC).timestamp() * 1000)
        length = len(certificate).to_bytes(3, "big")
        signed = struct.pack("!BBQH", 0, 0, time, 1) + _id(self._authority) + length + certificate + b"\0\0"
        signature = _sign(self._certificates, signed)
        one = struct.pack("!B32sQHBBH", 0, _id(self._certificates), time, 0, 4, 3, len(signature)) + signature
        listed = struct.pack("!HH", len(one) + 2, len(one)) + one
        return bytes([4, len(listed)]) + listed  # An octet string in DER.

    def enter(self, proposed: dict[str, Any]) -> dict[str, Any]:
        """Rekor, `POST /api/v1/log/entries`: the entry of a signature, in a log that has no other."""
        content = proposed["spec"]["proposedContent"]
        envelope = json.loads(content["envelope"])
        payload = hashlib.sha256(base64.b64decode(envelope["payload"])).hexdigest()
        (signature,), (verifier,) = envelope["signatures"], content["verifiers"]
        spec = {
            "envelopeHash": {"algorithm": "sha256", "value": hashlib.sha256(content["envelope"].encode()).hexdigest()},
            "payloadHash": {"algorithm": "sha256", "value": payload},
            "signatures": [{"signature": signature["sig"], "verifier": verifier}],
        }
        body = json.dumps({"apiVersion": "0.0.1", "kind": "dsse", "spec": spec}).encode()
        root = hashlib.sha256(b"\0" + body).digest()
        note = f"log.example - 1\n1\n{_b64(root)}\n"
        signed = _b64(_id(self._log)[:4] + _sign(self._log, note.encode()))
        entry = {
            "body": _b64(body),
            "integratedTime": int(datetime.now(UTC).timestamp()),
            "logID": _id(self._log).hex(),
            "logIndex": 0,
        }
        promise = _sign(self._log, json.dumps(entry, separators=(",", ":"), sort_keys=True).encode())
        proof = {
            "checkpoint": f"{note}\n\N{EM DASH} log.example {signed}\n",
            "hashes": [],
            "logIndex": 0,
            "rootHash": root.hex(),
            "treeSize": 1,
        }
        verification = {"inclusionProof": proof, "signedEntryTimestamp": _b64(promise)}
        return {root.hex(): {**entry, "verification": verification}}

    def trust_config(self, address: str) -> str:
        """What a client has to know to sign here, and to verify what was signed."""
        since = {"start": self._began.isoformat()}
        service = {"url": address, "majorApiVersion": 1, "validFor": since, "operator": "tests"}

        def log(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
            public = {"rawBytes": _b64(_public(key)), "keyDetails": "PKIX_ECDSA_P256_SHA_256", "validFor": since}
            known = {"baseUrl": address, "hashAlgorithm": "SHA2_256", "publicKey": public}
            return {**known, "logId": {"keyId": _b64(_id(key))}}

        authority = {
            "subject": {"organization": "tests", "commonName": "tests"},
            "uri": address,
            "certChain": {"certificates": [{"rawBytes": _b64(self._root.public_bytes(_DER))}]},
            "validFor": since,
        }
        config = {
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": {
                "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
                "tlogs": [log(self._log)],
                "certificateAuthorities": [authority],
                "ctlogs": [log(self._certificates)],
            },
            "signingConfig": {
                "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
                "caUrls": [service],
                "rekorTlogUrls": [service],
                "rekorTlogConfig": {"selector": "ANY"},
            },
        }
        return json.dumps(config)
