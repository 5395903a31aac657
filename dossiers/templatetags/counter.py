"""What the counter's pages say in words."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers import numbering
from dossiers.counter.intake import Place
from dossiers.counter.known import Known
from dossiers.models import BookNumber, Dossier, HandOver, HandOverItem, Outage
from dossiers.views.forms import vietnamese
from portal.agencies.models import Agency, Role
from portal.templatetags.components import error_summary, tag
from portal.templatetags.words import moment
from procedures.models import Component

register = template.Library()
NUMBERS = ("originals", "certified", "photocopies", "held")
TONES = {HandOverItem.State.SENT: "asking", HandOverItem.State.ACCEPTED: "done", HandOverItem.State.RETURNED: "refused"}


@register.inclusion_tag("admin/dossiers/counter/_nav.html", takes_context=True)
def counter_places(context: Context, here: str = "") -> dict[str, Any]:
    """The ways to the counter's pages; what waits to be signed for is counted."""
    user = context["request"].user
    posts = list(user.posts.current().handling().values_list("role", "agency", "agency__kind"))
    agencies = {agency for _role, agency, _kind in posts}
    receives = any(role == Role.CLERK and kind == Agency.Kind.ONE_STOP for role, _agency, kind in posts)
    slips = HandOver.objects.filter(to_agency__in=agencies).waiting().count() if posts else 0
    return {"here": here, "places": {"handles": bool(posts), "receives": receives, "waiting": slips}}


@register.inclusion_tag("admin/dossiers/counter/_panel.html")
def counter_panel(dossier: Dossier) -> dict[str, Any]:
    """On the dossier's page: who brought it, what lies there, on which slips it travelled."""
    intake = getattr(dossier, "intake", None)
    slips = dossier.hand_overs.select_related("slip__to_agency").order_by("pk")
    return {
        "intake": intake,
        "rows": _rows(dossier),
        "taken": dossier.papers_taken.select_related("component"),
        "slips": slips,
    }


def _rows(dossier: Dossier) -> list[tuple[str, str | SafeString]]:
    intake = getattr(dossier, "intake", None)
    if intake is None:
        return []
    rows: list[tuple[str, str | SafeString]] = [(_("Taken in by"), vietnamese(intake.by))]
    brought = intake.brought_by
    if brought:
        who = f"{brought['name']}, {brought['id_number']} ({brought['relation']})"
        rows.append((_("Who hands it in"), vietnamese(who)))
    if brought.get("authority"):
        rows.append((_("Paper of authorisation"), vietnamese(brought["authority"])))
    if intake.consignment:
        rows.append((_("Number of the consignment"), intake.consignment))
    if hasattr(dossier, "book_number"):
        rows.append((_("Entered after an outage"), moment(intake.entered_at)))
    return rows


@register.simple_tag
def counter_place_in_words(place: Place) -> SafeString:
    """Of whom, in which case, by which agency, how."""
    parts = [place.number or _("no number"), place.agency.name, *([place.case.name] if place.case.name else [])]
    said = _("the owner came") if place.is_owner_here else _("somebody came for the owner")
    how = _("by post") if place.channel == "3" else _("at the counter")
    named = [format_html('<span lang="vi">{}</span>', part) for part in parts]
    return format_html_join(" · ", "{}", ((part,) for part in [*named, said, how]))


@register.simple_tag
def counter_source(known: Known) -> SafeString:
    """Where what stands below comes from."""
    if known.code:
        text = _("Filled in from dossier %(code)s of %(day)s at your unit: check it with the person.")
    else:
        text = _("Filled in from the national identity, read on %(day)s: check it with the identity paper.")
    return format_html("{}", text % {"code": known.code, "day": moment(known.at)})


@register.simple_tag
def counter_demanded(component: Component) -> str:
    """How much the law asks for."""
    parts = [(component.originals, _("originals: %(n)s")), (component.copies, _("copies: %(n)s"))]
    said = [text % {"n": number} for number, text in parts if number]
    return "(" + ", ".join([*said, *([_("required")] if component.is_required else [])]) + ")"


@register.filter
def counter_numbers(form: forms.Form) -> list[BoundField]:
    """The four numbers of a paper, narrow."""
    for name in NUMBERS:
        form.fields[name].widget.attrs["class"] = "govuk-input--width-2"
    return [form[name] for name in NUMBERS]


@register.inclusion_tag("components/error_summary.html")
def counter_errors(bound: Iterable[forms.BaseForm]) -> dict[str, Any]:
    return error_summary(*bound)


@register.simple_block_tag
def counter_outcome(content: str, summary: str, form: forms.Form, field: str) -> SafeString:
    """Something to open, open where its field has a complaint or was typed in."""
    is_open = bool(form.is_bound and (form.errors.get(field) or form[field].value())) or bool(form.initial.get(field))
    head = format_html('<span class="govuk-details__summary-text">{}</span>', summary)
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">{}</summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if is_open else "",
        head,
        content,
    )


@register.simple_tag
def counter_item_state(state: str, label: str) -> SafeString:
    return tag(TONES[HandOverItem.State(state)], label)


@register.simple_tag
def counter_slip_state(slip: HandOver, is_ours: bool) -> SafeString:
    """How many lines are still open, and whose turn it is."""
    items = list(slip.items.all())
    open_ = sum(item.state == HandOverItem.State.SENT for item in items)
    if open_:
        said = ngettext("%(n)s to be signed for", "%(n)s to be signed for", open_) % {"n": open_}
        return tag("asking", f"{said}, {_('by you')}" if is_ours else said)
    back = sum(item.state == HandOverItem.State.RETURNED for item in items)
    return tag("refused", _("%(n)s sent back") % {"n": back}) if back else tag("done", _("accepted"))


@register.simple_tag
def counter_open_numbers(outage: Outage) -> int:
    """How many numbers of the book are neither entered nor crossed out."""
    return sum(one.dossier_id is None and one.crossed_out_at is None for one in outage.numbers.all())


@register.simple_tag
def counter_code(number: BookNumber) -> str:
    return numbering.code_of(number.agency, number.day, number.serial)
