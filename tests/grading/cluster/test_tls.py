"""A cluster that talks by TLS, with certificates of the test's own."""

from __future__ import annotations

import datetime
from pathlib import Path

import dask
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.dask_cluster import dask_cluster
from tests.test_cli import run

pytestmark = pytest.mark.thorough

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a course's cluster")])


def write_certificate(folder: Path) -> dict[str, str]:
    """A key, and a certificate that signs itself; gives dask's settings for them, by its names."""
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    settings = {"ca-file": str(folder / "cert.pem")}
    for role in ("scheduler", "worker", "client"):
        settings[f"{role}.cert"] = str(folder / "cert.pem")
        settings[f"{role}.key"] = str(folder / "key.pem")
    return {f"distributed.comm.tls.{name}": path for name, path in settings.items()}


def as_environment(settings: dict[str, str]) -> dict[str, str]:
    """The same for other processes: `DASK_DISTRIBUTED__COMM__TLS__CA_FILE` and so on."""
    return {
        "DASK_" + name.upper().replace(".", "__").replace("-", "_"): path
        for name, path in settings.items()
    }


def test_with_the_right_certificates_only(mini, tmp_path):
    mini.submit("ada", mini.answered())
    ours, others = write_certificate(tmp_path / "ours"), write_certificate(tmp_path / "others")
    with (
        dask.config.set(ours),
        dask_cluster(tmp_path / "cluster", 1, "tls", **as_environment(ours)) as cluster,
    ):
        assert cluster.address.startswith("tls://")

        def grade(address: str):
            return run("grade", "mini", "--course", mini.root, "--scheduler", address, "--again")

        done = grade(cluster.address)
        assert done.exit_code == 0, done.output
        with dask.config.set(others):
            refused = grade(cluster.address)
            assert refused.exit_code == 2
            assert "no scheduler answers there" in refused.output
        plain = grade(cluster.address.replace("tls://", "tcp://"))
        assert plain.exit_code == 2
    with dask.config.set(dict.fromkeys(ours)):
        bare = grade("tls://127.0.0.1:1")
        assert bare.exit_code == 2
        assert "docs/grading.md" in bare.output
