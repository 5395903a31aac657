"""Whether a paper holds, for whoever has its address or its file; and what is told of it: no content, no whole name."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q

from dossiers.models import IssuedPaper, Result
from portal.signing.signatures import Found, Unreadable, checked


class Says(StrEnum):
    """What can be said of a file."""

    OURS = "ours"
    """Byte for byte as the portal issued it."""

    SIGNED = "signed"
    """Not a file we keep; whole and signed by somebody we trust."""

    CHANGED = "changed"
    """Signed by somebody, and not as it was when it was signed."""

    UNTRUSTED = "untrusted"
    """Signed by somebody we do not know."""

    UNKNOWN = "unknown"
    """No file of ours, without a signature that could be read."""


@dataclass(frozen=True)
class Verdict:
    says: Says
    paper: IssuedPaper | None = None
    result: Result | None = None
    signatures: list[Found] = field(default_factory=list)


def by_token(token: str) -> IssuedPaper | None:
    return IssuedPaper.objects.select_related("dossier__edition", "agency", "next").filter(token=token).first()


def examine(content: bytes) -> Verdict:
    """Nothing of ``content`` is kept."""
    digest = hashlib.sha256(content).hexdigest()
    signatures = _signatures(content)
    whole = IssuedPaper.objects.select_related("dossier__edition", "agency", "next")
    if paper := whole.filter(file__sha256=digest).first():
        return Verdict(Says.OURS, paper=paper, signatures=signatures)
    if result := _result(digest):
        return Verdict(Says.OURS, result=result, signatures=signatures)
    return Verdict(_of(signatures), signatures=signatures)


def _result(digest: str) -> Result | None:
    """A result that was released: of others nobody may learn."""
    released = Result.objects.filter(Q(file__stored__sha256=digest), released_at__isnull=False)
    return released.select_related("dossier__edition", "dossier__agency", "next").first()


def _signatures(content: bytes) -> list[Found]:
    try:
        return checked(content)
    except Unreadable:
        return []


def _of(signatures: list[Found]) -> Says:
    if not signatures:
        return Says.UNKNOWN
    if not all(found.intact and found.whole for found in signatures):
        return Says.CHANGED
    return Says.SIGNED if all(found.trusted for found in signatures) else Says.UNTRUSTED


def masked(name: str) -> str:
    """«Nguyễn Thị Hà» as «N***** T** H*»: who knows the name recognises it, who does not learns nothing."""
    return " ".join(word[:1] + "*" * (len(word) - 1) for word in name.split())
