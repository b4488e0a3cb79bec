"""`make build` and `make publish`: with a token, and in a workflow, as a trusted publisher, with attestations."""

import json
from pathlib import Path

import pytest
from pypi_attestations import Attestation, Distribution
from sigstore.models import ClientTrustConfig
from sigstore.verify import Verifier
from sigstore.verify.policy import Identity
from specloom.diagnostics import SpecError
from specloom.publishing.attestations import ambient_identity, attest
from specloom.publishing.index import Index

from ..release.repository import Repository, make
from .conftest import Made
from .index import PASSWORD, USERNAME, serve_index
from .trusted import WORKFLOW, World, trusted_world

TAG = "pets-v20250101001.0.0"
NAMES = {"pets-20250101001.0.0.tar.gz", "pets-20250101001.0.0-py3-none-any.whl"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_ready_is_built_once_and_published_by_people_and_workflows(ready: Repository, tmp_path: Path) -> None:
    ready.git("tag", TAG)
    done = make("build", cwd=ready.root)
    assert done.returncode == 0, done.stderr
    built = contents(ready.root / "dist")
    assert built.keys() == NAMES
    with_a_token(ready, tmp_path, built)
    with trusted_world(tmp_path) as (world, job):
        in_a_workflow(ready, world, job, built)
    assert contents(ready.root / "dist") == built


def with_a_token(ready: Repository, folder: Path, built: dict[str, bytes]) -> None:
    served = folder / "index"
    served.mkdir()
    # An upload broke off half way.
    (served / min(NAMES)).write_bytes(built[min(NAMES)])
    token = {"TWINE_USERNAME": USERNAME, "TWINE_PASSWORD": PASSWORD}
    with serve_index(served) as address:
        done = make("publish", "PACKAGE=pets", f"REPOSITORY={address}", cwd=ready.root, **token)
    assert done.returncode == 0, done.stderr
    said = f"pets 20250101001.0.0 is on {address}, without attestations, which take a trusted publisher\n"
    assert done.stdout == said + f"  {min(NAMES)} was there before\n"
    assert contents(served) == built


def in_a_workflow(ready: Repository, world: World, job: dict[str, str], built: dict[str, bytes]) -> None:
    done = make("publish", f"TAG={TAG}", "REPOSITORY=pypi", cwd=ready.root, **job)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "pets 20250101001.0.0 is on pypi, with attestations\n"
    assert contents(world.served) == built
    trust = ClientTrustConfig.from_json(Path(job["TRUST_CONFIG"]).read_text(encoding="utf-8"))
    assert world.attestations.keys() == NAMES
    for name, (attestation,) in world.attestations.items():
        bundle = Attestation.model_validate(attestation).to_bundle()
        _, payload = Verifier(trusted_root=trust.trusted_root).verify_dsse(bundle, Identity(identity=WORKFLOW))
        (subject,) = json.loads(payload)["subject"]
        published = Distribution.from_file(world.served / name)
        assert subject == {"name": name, "digest": {"sha256": published.digest}}


@pytest.mark.parametrize("made", ["atlas-streams"], indirect=True)
def test_a_workflow_that_may_not_publishes_nothing(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert ambient_identity() is None
    with trusted_world(tmp_path) as (world, job):
        for name, value in job.items():
            monkeypatch.setenv(name, value)
        identity = ambient_identity()
        assert identity is not None
        with pytest.raises(SpecError, match="malformed-trust-config"):
            attest(made.built.files, identity, tmp_path, made.built.sdist)
        world.is_trusted = False
        with pytest.raises(SpecError, match=r"(?s)upload-failed.*invalid-publisher"):
            Index.named("pypi").upload_files(made.built.files)
        monkeypatch.delenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
        with pytest.raises(SpecError, match=r"no-identity.*\n.*id-token: write"):
            ambient_identity()
        assert contents(world.served) == {}
        # A token is asked for nothing more.
        monkeypatch.setenv("TWINE_PASSWORD", "token")
        assert not Index.named("pypi").takes_attestations
    with pytest.raises(SpecError, match="attestation-failed"):
        attest(made.built.files, identity, tmp_path, Path(job["TRUST_CONFIG"]))
