"""The child that signs: it holds the key, and reads nothing but papers we have just made ourselves.

Only as a child of ``portal.signing`` is this module run; nothing imports it, so nobody else waits for its libraries.
"""

import io
import json
import os
import tempfile
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle

from portal.pipe import serve, unpack

MEMORY = 512 * 1024 * 1024


class KeyUnusable(Exception):
    """No key lies there, or not with this passphrase."""


class Unnamed(IncrementalPdfFileWriter):
    """Adds a signature and says nothing of the program that did (PD-08)."""

    def _update_meta(self) -> None:
        pass


class Signer:
    """The key, read once."""

    def __init__(self, path: str, passphrase: str) -> None:
        read: Any = signers.SimpleSigner.load_pkcs12
        self.key: signers.SimpleSigner | None = read(path, passphrase=passphrase.encode()) if path else None

    def sign(self, message: bytes) -> bytes:
        """Raises ``KeyUnusable`` or ``SigningError``."""
        order, pdf, stamp = unpack(message)
        out = io.BytesIO()
        with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:  # read only while the signature is made
            drawn.write(stamp)
            drawn.flush()
            self._prepared(json.loads(order), drawn.name).sign_pdf(Unnamed(io.BytesIO(pdf)), output=out)
        return out.getvalue()

    def _prepared(self, told: dict[str, Any], stamp: str) -> signers.PdfSigner:
        """Raises ``KeyUnusable``."""
        if self.key is None:
            raise KeyUnusable
        said = signers.PdfSignatureMetadata(
            field_name=told["field"],
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            name=told["signer"],
            reason=told["reason"],
            location=told["place"],
        )
        if told["box"] is None:
            return signers.PdfSigner(said, self.key)
        place = fields.SigFieldSpec(told["field"], on_page=told["page"], box=tuple(told["box"]))
        style = StaticStampStyle.from_pdf_file(stamp, border_width=0)
        return signers.PdfSigner(said, self.key, stamp_style=style, new_field_spec=place)


def main() -> None:
    signer = Signer(os.environ.get("SIGNING_KEY", ""), os.environ.get("SIGNING_PASSPHRASE", ""))
    serve(signer.sign, (KeyUnusable, SigningError, PdfError, ValueError, MemoryError), MEMORY)


if __name__ == "__main__":
    main()
