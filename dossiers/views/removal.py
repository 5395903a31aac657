"""Deleting a draft, and bringing it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dossiers import expiry
from dossiers.expiry import GoneForGood
from dossiers.models import Dossier
from dossiers.views.draft import draft_page
from dossiers.views.ended_session import signed_in
from portal import once
from portal.templatetags.words import moment


@draft_page
def delete(request: HttpRequest, draft: Dossier) -> HttpResponse:
    """Asks first; a post deletes it."""
    if request.method == "POST":
        return once.answer_once(request, lambda: _delete(request, draft))
    days = expiry.BROUGHT_BACK_WITHIN.days
    return render(request, "dossiers/delete_draft.html", {"draft": draft, "days": days})


def _delete(request: HttpRequest, draft: Dossier) -> str:
    expiry.delete(draft)
    draft.refresh_from_db()
    until = moment(expiry.gone_at(draft))
    messages.success(
        request, _("The draft is deleted. You can bring it back below until %(until)s.") % {"until": until}
    )
    return reverse("dossiers")


@require_POST
@signed_in
def bring_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Its page opens where it was left. What is there already stays as it is."""
    drafts = Dossier.objects.filter(submitter=request.user.pk)
    draft = get_object_or_404(drafts, uuid=uuid)
    try:
        return once.answer_once(request, lambda: _bring_back(draft))
    except GoneForGood as refusal:
        messages.error(request, str(refusal))
        return redirect("dossiers")


def _bring_back(draft: Dossier) -> str:
    expiry.bring_back(draft)
    return reverse("dossier", args=[draft.uuid])
