"""The edition's own texts: a form while it is a draft, facts once it is published."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.templatetags.words import vietnamese
from procedures import presentation
from procedures.admin.edition import base
from procedures.builder.condition_form import with_more_lines
from procedures.editing import saving, versions
from procedures.editing.content_form import LEVELS_ONLINE, ContentForm
from procedures.editing.saving import EditedElsewhere
from procedures.models import Edition


@base.editions_page
def view(request: HttpRequest, edition: Edition) -> HttpResponse:
    edition = Edition.objects.select_related("procedure", "field").get(pk=edition.pk)
    if request.method == "POST":
        return _change(request, edition=edition.pk)
    if base.may_change(request, edition):
        return _page(request, edition, ContentForm(None, edition=edition), versions.of_content(edition))
    return base.shown(request, "content_read", edition, title=_("Texts"), tab="content", sections=sections(edition))


@base.draft_page
def _change(request: HttpRequest, edition: Edition) -> HttpResponse:
    edition = Edition.objects.select_related("procedure", "field").get(pk=edition.pk)
    action = request.POST.get("action", "")
    if action.startswith("more-"):
        form = ContentForm(with_more_lines(request.POST, action.removeprefix("more-")), edition=edition)
        return _page(request, edition, form, base.seen(request))
    form = ContentForm(request.POST, edition=edition)
    if not form.is_valid():
        return _page(request, edition, form, base.seen(request))
    try:
        return base.save(
            request,
            lambda: saving.rewrite(edition, form.values(), seen=base.seen(request), by=request.user),  # type: ignore[arg-type]
            told=_("Saved."),
            to=base.tab_address(edition, "content"),
        )
    except EditedElsewhere as edited:
        response = _page(request, edition, form, versions.of_content(edited.now), edited=edited)
        response.status_code = 409
        return response


def _page(request: HttpRequest, edition: Edition, form: ContentForm, version: str, **more: Any) -> HttpResponse:
    parts = [form.part(key) for key in form.PARTS]
    context = {"form": form, "version": version, "about": parts[0], "law": parts[1], "online": parts[2]}
    edited = more.get("edited")
    theirs = [row for _title, rows in sections(edited.now) for row in rows] if edited else []
    return base.shown(request, "content", edition, title=_("Texts"), tab="content", theirs=theirs, **context, **more)


def sections(edition: Edition) -> list[tuple[str, list[tuple[str, Any]]]]:
    """All of it in words."""
    return [
        (_("The procedure"), list(_about(edition))),
        (_("Law and agencies"), list(_law(edition))),
        (_("Online"), list(_online(edition))),
    ]


def _about(edition: Edition) -> Iterator[tuple[str, Any]]:
    yield _("Name of the procedure"), vietnamese(edition.name)
    yield _("Field"), vietnamese(edition.field.name)
    yield _("Levels that handle it"), ", ".join(presentation.level_names(edition))
    yield _("Who may ask"), _list(edition.audience)
    yield _("Requirements"), _paragraphs(edition.requirements)
    yield _("What you get"), _list(_pair(entry, "code") for entry in edition.results)
    yield _("Steps"), _steps(edition)


def _law(edition: Edition) -> Iterator[tuple[str, Any]]:
    yield _("Legal basis"), _list(_pair(entry, "number") for entry in edition.legal_basis)
    yield _("Decision, as published"), vietnamese(edition.decision) if edition.decision else ""
    yield _("Handled by, as published"), _list(_pair(entry, "code") for entry in edition.handled_by)
    yield _("Where to hand in"), _paragraphs(edition.receiving_address)


def _online(edition: Edition) -> Iterator[tuple[str, Any]]:
    yield _("Online level"), dict(LEVELS_ONLINE).get(edition.online_level, edition.online_level)
    yield _("Sets of papers to hand in"), edition.sets
    yield _("Papers and result may go by public post"), _("Yes") if edition.accepts_post else _("No")
    yield _("Fees can be paid online"), _("Yes") if edition.pays_online else _("No")


def _pair(entry: Any, first: str) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    return " · ".join(str(entry[key]) for key in (first, "name") if entry.get(key))


def _list(entries: Any) -> SafeString | str:
    texts = [(str(entry),) for entry in entries if str(entry).strip()]
    if not texts:
        return ""
    return format_html('<ul class="plain-list" lang="vi">{}</ul>', format_html_join("", "<li>{}</li>", texts))


def _paragraphs(text: str) -> SafeString | str:
    lines = [(line,) for line in text.splitlines() if line.strip()]
    return format_html('<div lang="vi">{}</div>', format_html_join("", "<p>{}</p>", lines)) if lines else ""


def _steps(edition: Edition) -> SafeString | str:
    groups = [
        (
            format_html("<strong>{}</strong>", group["case"]) if group.get("case") else "",
            format_html_join("", "<li>{}</li>", ((step,) for step in group["steps"])),
        )
        for group in edition.steps
    ]
    return format_html_join("", '<div lang="vi">{}<ol class="plain-list">{}</ol></div>', groups) if groups else ""
