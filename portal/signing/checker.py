"""The child that checks signatures in files of strangers: no key, no network, little memory, ended when it hangs."""

import io
import json
import os
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from portal.pipe import serve

MEMORY = 512 * 1024 * 1024
MOST = 20
"""Signatures looked at; no paper of ours has more than one."""

REFUSED = (
    PdfError, SigningError, SignatureValidationError, SuspiciousModification, PathError, ValueError, TypeError,
    KeyError, AttributeError, IndexError, RecursionError, MemoryError, OverflowError, NotImplementedError,
)  # fmt: skip
"""What a hostile file can make a reader of PDFs raise: told to who asks as one thing, that it cannot be read."""


class Checker:
    def __init__(self, roots: str) -> None:
        read: Any = load_certs_from_pemder
        self.roots = list(read([roots])) if roots and Path(roots).is_file() else []

    def check(self, pdf: bytes) -> bytes:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return json.dumps([self._told(one) for one in found[:MOST]]).encode()

    def _told(self, one: EmbeddedPdfSignature) -> dict[str, Any]:
        context = ValidationContext(trust_roots=self.roots, allow_fetching=False)
        status = validate_pdf_signature(one, context)
        said = one.sig_object.get("/Name", "")
        return {
            "signer": str(said),
            "holder": status.signing_cert.subject.native.get("common_name", ""),
            "at": one.self_reported_timestamp.isoformat() if one.self_reported_timestamp else "",
            "intact": bool(status.intact and status.valid),
            "trusted": bool(status.trusted),
            "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        }


def main() -> None:
    serve(Checker(os.environ.get("SIGNING_ROOTS", "")).check, REFUSED, MEMORY)


if __name__ == "__main__":
    main()
