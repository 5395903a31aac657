"""The clerk opens a dossier at the counter's tablet: a number for some minutes, and the slip's code for one's own
telephone."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dossiers.act import Refusal
from dossiers.models import Dossier
from feedback.admin.seen import Page, SeenPages, user_of
from feedback.models import KioskTurn
from feedback.ratings import kiosk
from feedback.ratings.forms import CodeForm
from feedback.ratings.giving import rated
from portal.desk import site


@admin.register(KioskTurn, site=site)
class KioskTurnAdmin(SeenPages):
    def pages(self) -> dict[str, tuple[Page, str]]:
        return {"": (page, "changelist")}


def page(request: HttpRequest) -> HttpResponse:
    """Sending it twice gives the same number: no form token is needed."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:60]})
    turn = None
    if request.method == "POST" and form.is_valid():
        turn = _opened(request, form)
    context = site.each_context(request) | {"title": _("Rating tablet"), "form": form, "turn": turn}
    return TemplateResponse(request, "admin/feedback/kiosk.html", context)


def _opened(request: HttpRequest, form: CodeForm) -> KioskTurn | None:
    code = form.cleaned_data["code"].strip()
    reached = Dossier.objects.reached_by(user_of(request))
    dossier = rated(reached.filter(code__iexact=code)).first()
    if dossier is None:
        form.add_error("code", _("No dossier of yours has this code."))
        return None
    try:
        return kiosk.open_turn(dossier)
    except Refusal as refusal:
        form.add_error("code", str(refusal))
        return None
