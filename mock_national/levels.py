"""Levels of assurance: who asks for a higher one than the account has, is led to raise it first (protocols §6)."""

from urllib.parse import urlencode

from allauth.idp.oidc import views as oidc
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from mock_national.models import Person

HIGHER, RAISED = "LoA2", "2"


def authorization(request: HttpRequest) -> HttpResponseBase:
    person = request.user if isinstance(request.user, Person) else None
    if request.method == "GET" and request.GET.get("acr_values") == HIGHER and person and person.assurance < RAISED:
        return redirect(f"{reverse('raise_level')}?{urlencode({'next': request.get_full_path()})}")
    answer: HttpResponseBase = oidc.authorization(request)
    return answer


@login_required
def raise_level(request: HttpRequest) -> HttpResponse:
    """Stands for what is really done at a counter or with a signature: here a button is enough."""
    person: Person = request.user  # type: ignore[assignment]
    onward = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = "/"
    if request.method == "POST":
        if request.POST.get("act") == "raise":
            person.assurance = RAISED
            person.save(update_fields=["assurance"])
        return redirect(onward.replace("acr_values=LoA2", "acr_values=LoA1"))
    return render(request, "mock_national/raise_level.html", {"onward": onward, "person": person})
