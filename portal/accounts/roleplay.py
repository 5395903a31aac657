"""«Vào vai»: one click to enter as any role of the demonstration.

These routes exist under ``DEMO=1`` only.
"""

from typing import NamedTuple

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.accounts.models import User


class Role(NamedTuple):
    name: str
    label: str | Promise
    tries: str | Promise
    at_desk: bool


ROLES = (
    Role("citizen", _("Citizen"), _("Find a procedure, file a dossier with a paper, follow it"), False),
    Role("citizen2", _("Another citizen"), _("See that somebody else's dossier cannot be found"), False),
    Role("business", _("Business"), _("File for a business"), False),
    Role("clerk", _("Reception clerk"), _("Receive a dossier, print the receipt, hand over the result"), True),
    Role("officer", _("Officer"), _("Process a dossier and record its result"), True),
    Role("leader", _("Leader"), _("See the dossiers of the whole agency"), True),
    Role("outsider", _("Officer elsewhere"), _("See that another agency's dossiers are closed"), True),
    Role(
        "catalogue",
        _("Catalogue administrator"),
        _("Mend the draft in the prepared decision and publish it; change papers, fees and forms without code"),
        True,
    ),
    Role("cashier", _("Cashier"), _("Take money, print receipts, clear up money that fits nothing, pay back"), True),
    Role(
        "reception", _("Receiver of petitions"), _("Enter petitions into the book, pass them on, publish answers"), True
    ),
    Role("admin", _("System administrator"), _("Accounts, agencies, posts"), True),
    Role("admin2", _("Another system administrator"), _("Confirm what the first one has prepared"), True),
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@csrf_exempt  # the page that offers it is the same for everybody, so its forms carry no token
@require_POST
def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Sign in as the person the seed made for ``name``, second factor included.

    404 unless demonstrating, 403 from a page of somebody else's.
    """
    if request.headers.get("Origin", own := f"{request.scheme}://{request.get_host()}") != own:
        raise PermissionDenied
    role = next((role for role in ROLES if role.name == name), None)
    if role is None or not settings.DEMO:
        raise Http404
    user = User.objects.filter(username=f"demo-{name}").first()
    if user is None:
        return redirect("home")
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="mfa", type="demonstration")
    return redirect("admin:index" if role.at_desk else "home")
