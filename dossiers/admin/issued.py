"""The papers of a dossier at the desk: what was issued, by whom, whether it is made and signed; and issuing by hand."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.admin.page import find
from dossiers.issued import gathering, issuing, registry
from dossiers.issued.issuing import Author
from dossiers.issued.shown import issued
from dossiers.models import Dossier, IssuedPaper
from portal import once
from portal.agencies.models import Post, Role


class ReasonForm(forms.Form):
    use_required_attribute = False
    paper = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "", "invalid": ""})
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the reason")},
    )


def view(request: HttpRequest, site: dict[str, Any], key: UUID) -> HttpResponse:
    dossier = find(request, key)
    if request.method != "POST":
        return _page(request, site, dossier)
    act = request.POST.get("action", "")
    if act == "issue":
        return once.answer_once(request, lambda: _issue(request, dossier))
    form = ReasonForm(request.POST, auto_id=f"{act}-%s")
    if act not in ("again", "revoke") or not form.is_valid():
        return _page(request, site, dossier, form)
    return once.answer_once(request, lambda: _change(request, dossier, act, form.cleaned_data))


def _issue(request: HttpRequest, dossier: Dossier) -> str:
    """One of those that history fills, whenever an official wants it."""
    wanted = request.POST.get("key", "")
    if wanted not in {form.key for form in by_hand()}:
        raise PermissionDenied
    issuing.issue(dossier, wanted, author(request, dossier))
    messages.success(request, _("The paper was issued."))
    return _here(dossier)


def _change(request: HttpRequest, dossier: Dossier, act: str, said: dict[str, Any]) -> str:
    """Issue again or revoke: a matter of the agency that issued it, or of a leader who reaches the dossier."""
    paper = get_object_or_404(dossier.issued_papers.current(), uuid=said["paper"], revoked_at__isnull=True)
    by = author(request, dossier)
    if act == "again" and paper.key in gathering.AGAIN:
        issuing.issue_again(paper, by, said["reason"])
        messages.success(request, _("The paper was issued again; the one before is marked as replaced."))
    elif act == "revoke" and _may_revoke(request, dossier, paper):
        issuing.revoke(paper, request.user, said["reason"])  # type: ignore[arg-type]
        messages.success(request, _("The paper was revoked: whoever checks it is told so."))
    else:
        raise PermissionDenied
    return _here(dossier)


def _may_revoke(request: HttpRequest, dossier: Dossier, paper: IssuedPaper) -> bool:
    if registry.form_of(paper.key, paper.version).is_ended_elsewhere:
        return False
    posts = _posts(request, dossier)
    return posts.filter(agency=paper.agency).exists() or posts.filter(role=Role.LEADER).exists()


def _posts(request: HttpRequest, dossier: Dossier) -> QuerySet[Post]:
    at = dossier.involvements.current().values("agency")
    return Post.objects.current().handling().filter(user=request.user.pk, agency__in=at).select_related("agency")


def author(request: HttpRequest, dossier: Dossier) -> Author:
    """By the post that reaches the dossier. Raises ``PermissionDenied``, also for one's own dossier."""
    post = _posts(request, dossier).exclude(role=Role.CASHIER).first()
    if post is None or Dossier.objects.of(request.user).filter(pk=dossier.pk).exists():  # type: ignore[arg-type]
        raise PermissionDenied
    return Author(request.user, str(request.user), post.title, post.agency)  # type: ignore[arg-type]


def by_hand() -> list[registry.Form]:
    return [form for form in registry.FORMS if form.by_hand]


def _here(dossier: Dossier) -> str:
    return reverse("admin:dossiers_dossier_issued", args=[dossier.uuid])


def _page(
    request: HttpRequest, site: dict[str, Any], dossier: Dossier, asked: ReasonForm | None = None
) -> HttpResponse:
    act, meant = request.POST.get("action", ""), request.POST.get("paper", "")
    rows = [
        (one, [(name, _form(name, one.paper, asked if (name, str(one.paper.uuid)) == (act, meant) else None))
               for name in ("again", "revoke")])
        for one in issued(dossier)
    ]  # fmt: skip
    context = site | {
        "title": _("Papers issued"),
        "dossier": dossier,
        "rows": rows,
        "by_hand": by_hand() if dossier.received_at else [],
        "form": asked,
    }
    return TemplateResponse(request, "admin/dossiers/issued.html", context)


def _form(name: str, paper: IssuedPaper, sent: ReasonForm | None) -> ReasonForm:
    return sent or ReasonForm(initial={"paper": paper.uuid}, auto_id=f"{name}-{paper.pk}-%s")
