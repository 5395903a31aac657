"""The receipt of a payment as its payer and the agency's people get it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from dossiers.documents.views import kept
from dossiers.models import Opening
from dossiers.opened.log import opened
from dossiers.reach import reachable
from dossiers.views.ended_session import signed_in
from payments.models import Receipt
from payments.receipts.papers import paper_of


@require_GET
@signed_in
def receipt(request: HttpRequest, uuid: UUID, receipt: UUID) -> HttpResponse:
    """Signed and kept; made now if it was not yet. 404 for whoever the dossier is none of."""
    dossier = get_object_or_404(reachable(request), uuid=uuid)
    found = get_object_or_404(Receipt, uuid=receipt, entry__request__account__dossier=dossier)
    opened(dossier, request.user, Opening.What.PRINT)  # type: ignore[arg-type]
    return kept(paper_of(found))
