"""What a dossier submitted at the national portal shows besides, on the applicant's page and at the desk."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dossiers import papers
from dossiers.models import Dossier
from dossiers.views.forms import vietnamese
from portal.templatetags.words import moment

register = template.Library()
Row = tuple[str | SafeString, str | SafeString]


@register.inclusion_tag("dossiers/_from_nation.html")
def from_nation(dossier: Dossier) -> dict[str, Any]:
    """Its code there, when it was sent, and what the form here does not ask; nothing for what was handed in here."""
    submission = getattr(dossier, "submission", None) if dossier.national_code else None
    if submission is None:
        return {}
    code = format_html('<span class="code">{}</span>', dossier.national_code)
    rows: list[Row] = [(_("Code at the national portal"), code)]
    if submission.sent_at:
        rows.append((_("Submitted there"), moment(submission.sent_at)))
    rows.append((_("Arrived here"), moment(submission.arrived_at)))
    others = [(vietnamese(one["name"]), vietnamese(one["value"])) for one in submission.others]
    return {"rows": rows, "others": others}


@register.inclusion_tag("dossiers/_nation_files.html")
def nation_files(dossier: Dossier) -> dict[str, Any]:
    """Files that name no paper, and those still to be fetched."""
    if not dossier.national_code:
        return {}
    loose = papers.given(dossier).filter(component=None)
    awaited = dossier.awaited_files.unsent().select_related("component").order_by("pk")
    return {"dossier": dossier, "loose": list(loose), "awaited": list(awaited)}


@register.inclusion_tag("admin/dossiers/_fetch_again.html", takes_context=True)
def fetch_again(context: template.Context, dossier: Dossier) -> dict[str, Any]:
    """For officials: a button where a file was given up."""
    given_up = dossier.national_code and dossier.awaited_files.parked().exists()
    way = {"way_kept": context.get("way_kept", ""), "csrf_token": context.get("csrf_token")}
    return {"dossier": dossier, "given_up": given_up, **way}
