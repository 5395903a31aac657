"""The certificate of a prize: a signed PDF with a code by which everybody can check it."""

import secrets

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from dossiers.documents.render import render_pdf
from dossiers.issued.facts.common import PLACE, legal_day
from dossiers.issued.pages import drawn
from feedback.models import Certificate, Entry, Round, Standing
from feedback.questionnaires import ranking
from portal.agencies.models import Agency
from portal.signing.signatures import Signature, can_sign, signed

TITLE = "Giấy chứng nhận"
SIGNER = "Cổng Dịch vụ công tỉnh Bắc Giang"


def owed(round: Round) -> list[Standing]:
    """Prizes without their paper, in order."""
    found = round.standings.select_related("entry__district", "round__questionnaire")
    without = found.filter(rank__lte=round.questionnaire.winners, entry__certificate__isnull=True)
    return list(without.order_by("rank"))


def prepared(standing: Standing) -> Certificate:
    """Not saved; the number says the year, the round and the rank, so that a second try gives the same."""
    now = timezone.now()
    number = f"{standing.rank:03d}/{timezone.localdate(now).year}/GCN-{standing.round_id}"
    return Certificate(entry=standing.entry, token=secrets.token_hex(16), number=number, issued_at=now)


def page(certificate: Certificate, standing: Standing) -> str:
    """As HTML, in Vietnamese whoever asks."""
    entry, round = standing.entry, standing.round
    address = settings.PORTAL_URL + reverse("certificate_check", args=[certificate.token])
    office = Agency.objects.filter(key=settings.PETITION_RECEPTION).first()
    context = {
        "certificate": certificate, "entry": entry, "standing": standing, "round": round,
        "questionnaire": round.questionnaire, "most": ranking.most_right(round),
        "office": office.name if office else "", "place_and_day": f"{PLACE}, {legal_day(timezone.localdate())}",
        "verify": address.partition("://")[2], "verify_code": drawn(address),
        "is_for_show": settings.SIGNING.is_for_show,
    }  # fmt: skip
    with override("vi"):
        return render_to_string("documents/feedback/certificate.html", context)


def printed(certificate: Certificate, standing: Standing) -> bytes:
    """Raises ``PaperFailed``, ``PapersUnavailable`` or ``NotSigned``."""
    pdf = render_pdf(page(certificate, standing))
    return signed(pdf, Signature(SIGNER, TITLE, PLACE)) if can_sign() else pdf


def checked(token: str) -> tuple[Certificate, Entry] | None:
    found = Certificate.objects.select_related("entry__round__questionnaire", "entry__standing", "entry__district")
    certificate = found.filter(token=token).first()
    return (certificate, certificate.entry) if certificate else None
