"""Pages about who the nation says one is: the account's own, and the question whose the account of that number is."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.accounts import linking, oidc
from portal.accounts.models import Identity, User


@login_required
def page(request: HttpRequest) -> HttpResponseBase:
    """Who one is at the nation; a post links a local account, after its password once more where that is long ago."""
    user: User = request.user  # type: ignore[assignment]
    if request.method != "POST":
        found = Identity.objects.filter(user=user).first()
        return render(request, "account/identity.html", {"identity": found, "is_local": user.has_usable_password()})
    if not user.has_usable_password():
        return redirect("identity")
    if get_adapter(request).is_reauthentication_required(app="portal.accounts"):
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('identity')})}")
    linking.ask(request)
    return oidc.start_linking(request, reverse("identity"))


def linked(request: HttpRequest, claims: dict[str, object]) -> HttpResponse:
    """Back from the nation: what came of it is said on the account's page."""
    try:
        linking.link(linking.asked_by(request), claims)
    except linking.NotProven:
        messages.error(request, _("Sign in to your account here first, then link it."))
    except linking.TakenByAnother:
        messages.error(request, _("This national account already belongs to another account here. Call the hotline."))
    except linking.AnotherPerson:
        messages.error(request, _("Your account here is linked with another person. Call the hotline."))
    else:
        messages.success(request, _("Your account is linked with your national account."))
    return redirect("identity")


def whose(request: HttpRequest) -> HttpResponseBase:
    """An account here bears the number of who has just signed in at the nation: they prove that it is theirs, or say
    that it is not and get one of their own."""
    if request.method == "POST":
        request.session[linking.DECLINED] = True
        return oidc.start_towards(request, reverse("home"))
    return render(request, "account/whose.html")
