"""The page of a procedure: what is in force, the editions there were and are, and the decisions about it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.desk import site
from portal.templatetags.words import vietnamese
from procedures import presentation
from procedures.models import Edition, Procedure


def view(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("procedures.view_procedure"):
        raise PermissionDenied
    found = Procedure.objects.select_related("current__field")
    procedure = get_object_or_404(found, pk=pk)
    editions = list(procedure.editions.only("name", "number", "state", "published_at").order_by("-number"))
    own = {
        "procedure": procedure,
        "title": procedure.current.name if procedure.current else procedure.code,
        "facts": facts(procedure),
        "editions": editions,
        "draft": next((edition for edition in editions if edition.is_draft), None),
        "decided": procedure.decided.select_related("decision", "successor").order_by("-decision__signed_on", "-pk"),
        "may_change": request.user.has_perm("procedures.change_edition"),
        "opts": Procedure._meta,
    }
    return TemplateResponse(request, "admin/procedures/procedure.html", site.each_context(request) | own)


def facts(procedure: Procedure) -> list[tuple[str, Any]]:
    edition: Edition | None = procedure.current
    said: list[tuple[str, Any]] = [
        (_("Code of the procedure"), procedure.code),
        (_("In use"), _("Yes") if procedure.is_used else _("No")),
    ]
    if edition is None:
        return [*said, (_("In force"), _("never in force yet"))]
    at = reverse("procedure", args=[procedure.code])
    public = format_html('<a class="govuk-link" href="{}">{}</a>', at, _("See it as citizens do"))
    return [
        *said,
        (_("Field"), vietnamese(edition.field.name)),
        (_("Levels that handle it"), ", ".join(presentation.level_names(edition))),
        (_("Online level"), edition.online_level),
        (_("Public page"), public if procedure.is_used else "–"),
    ]
