"""An authority for show: a root and a key of the portal made on this machine, both saying so in their own names.

For the demonstration and for tests. In earnest the key is one of the Government's authority (Ban Cơ yếu Chính phủ).
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

KEY, ROOTS = "portal.p12", "roots.pem"
AUTHORITY = "Cơ quan chứng thực minh hoạ"
HOLDER = "Cổng Dịch vụ công Bắc Giang (minh hoạ)"
LASTS = timedelta(days=3650)
Pair = tuple[x509.Certificate, rsa.RSAPrivateKey]


def make(folder: Path, passphrase: str) -> None:
    """Write key and root once; what is there stays. The key is readable for its owner alone."""
    if (folder / KEY).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    root, root_key = _certified(AUTHORITY, None)
    holder, key = _certified(HOLDER, (root, root_key))
    locked = serialization.BestAvailableEncryption(passphrase.encode())
    (folder / ROOTS).write_bytes(root.public_bytes(serialization.Encoding.PEM))
    aside = folder / f"{KEY}.{os.getpid()}"
    aside.touch(mode=0o600)
    aside.write_bytes(pkcs12.serialize_key_and_certificates(b"portal", key, holder, [root], locked))
    aside.rename(folder / KEY)


def _certified(name: str, by: Pair | None) -> Pair:
    """A key with its certificate: signed by ``by``, or by itself and then an authority."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject, is_root, now = _named(name), by is None, datetime.now(UTC)
    issuer, signing = (subject, key) if by is None else (by[0].subject, by[1])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(_usage(is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    return made.sign(signing, hashes.SHA256()), key


def _named(name: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ủy ban nhân dân tỉnh Bắc Giang (minh hoạ)"),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ])  # fmt: skip


def _usage(is_root: bool) -> x509.KeyUsage:
    """A root certifies, a holder signs and cannot deny it."""
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
