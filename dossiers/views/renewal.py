"""The rules changed while a draft was open: what changed for its writer, and the way over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dossiers import drafts, renewal
from dossiers.act import EditedElsewhere
from dossiers.answers import OWNER_IS
from dossiers.models import Dossier
from dossiers.views.draft import draft_page, sent_version
from dossiers.views.ended_session import forget
from dossiers.views.forms import PlaceForm
from portal import once
from portal.accounts.models import Identity
from procedures import differences
from procedures.models import Edition
from procedures.questions import display


@draft_page
def page(request: HttpRequest, draft: Dossier) -> HttpResponse:
    """Reading changes nothing; a post moves the draft. With nothing to move to it says where filing goes on."""
    edition = renewal.newer(draft)
    if edition is None:
        in_force = drafts.is_in_force(draft.edition)
        return redirect("dossier", draft.uuid) if in_force else render(request, "dossiers/ended.html", {"draft": draft})
    choices = _choices(draft, edition)
    decided = PlaceForm(choices, **_subject(draft, edition)).is_valid()
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=choices, **_subject(draft, edition))
    if request.method == "POST" and form.is_valid():
        try:
            return once.answer_once(request, lambda: _renew(request, draft, form))
        except (EditedElsewhere, renewal.NothingNewer) as refusal:
            form.add_error(None, str(refusal))
    decided = decided and not form.errors
    return render(request, "dossiers/renewal.html", _context(draft, edition) | {"form": form, "decided": decided})


def _subject(draft: Dossier, edition: Edition) -> dict[str, Any]:
    identity = get_object_or_404(Identity, user=draft.submitter)
    return {"edition": edition, "owners": drafts.owners_for(edition, identity)}


def _choices(draft: Dossier, edition: Edition) -> dict[str, Any]:
    """What the draft says already, as far as the new edition knows it."""
    case = renewal.same_case(draft, edition)
    return {
        "case": case.number if case else None,
        "agency": str(draft.agency.uuid),
        "owner_is": draft.answer(OWNER_IS),
    }


def _context(draft: Dossier, edition: Edition) -> dict[str, Any]:
    going = renewal.carried(draft, edition)
    files = list(renewal.same_papers(draft, edition))
    return {
        "draft": draft,
        "edition": edition,
        "sections": differences.for_citizens(draft.edition, edition),
        "kept": sum(1 for name in going.kept if name != OWNER_IS),
        "aside": [(question.label, display(question, value)) for question, value in going.aside],
        "asked_anew": [question.label for question in going.asked_anew],
        "files_kept": sum(1 for _file, component in files if component),
        "files_aside": [file for file, component in files if component is None],
    }


def _renew(request: HttpRequest, draft: Dossier, form: PlaceForm) -> str:
    renewal.renew(draft, form.place(), sent_version(request))
    forget(request)
    messages.success(request, _("Your draft now follows the new rules. Check what is still to be answered."))
    return reverse("dossier", args=[draft.uuid])
